"""`access-info import`: reads an office file into an agency's list, or shows what would change."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from access_info.cli.data.writing import writing
from access_info.cli.terminal.laws import load_laws
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_laws,
    agencies_folder,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.typed import require_agency, require_file
from access_info.cli.terminal.usage import UsageError
from access_info.loading import load_agency
from access_info.loading.folders import agency_ids, read_folder
from access_info.model.lists import LISTS
from access_info.problems import errors, quotable
from access_info.source import ChangedMeanwhileError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from access_info.imports.lists.run import Import
    from access_info.pipeline.inbox.importing import WithheldRow

_MOST_FORESEEN = 50


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "import",
        description="Đọc danh mục trong tệp .xlsx, .xls, .ods, .docx hoặc .csv, cho xem mỗi cột, "
        "mỗi hàng được hiểu thế nào và danh mục của cơ quan sẽ khác đi ra sao. Chỉ ghi khi có --apply. Bảng "
        "mà tiêu đề, tên phụ lục hay tên trang tính nói là không được tiếp cận thì không đọc. Chữ không có trường riêng thì vào ghi chú; mã của mục đã có thì giữ; mục không còn trong tệp thì "
        "không xóa, trừ khi có --allow-removal.",
    )
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp danh mục")
    parser.add_argument(
        "--agency", required=True, metavar="MÃ", help="mã cơ quan, là tên thư mục của cơ quan"
    )
    parser.add_argument(
        "--list",
        choices=tuple(LISTS),
        dest="name",
        help="chỉ lấy danh mục này (mặc định: cả hai, mỗi bảng theo tiêu đề của nó)",
    )
    parser.add_argument(
        "--sheet",
        metavar="TÊN",
        help="chỉ đọc trang tính này, hoặc bảng này của tệp Word, ví dụ “Bảng 2” (mặc định: mọi trang "
        "không ẩn có bảng danh mục)",
    )
    parser.add_argument(
        "--apply", action="store_true", help="ghi vào danh mục (mặc định: chỉ cho xem)"
    )
    parser.add_argument(
        "--allow-removal",
        action="store_true",
        help="cho phép xóa mục không còn trong tệp và giá trị mà tệp để trống",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text: cho người đọc; json: cho chương trình (mặc định: text)",
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the file, say what was understood, and write if asked to."""
    agencies = agencies_folder(options)
    require_agency(options.agency, agency_ids(agencies)[0], options.agencies)
    require_file(options.file)
    with writing(agencies, "import", really=options.apply):
        return _import(options, agencies)


def _import(options: argparse.Namespace, agencies: Path) -> int:
    from access_info.imports.lists.applying import write_all  # noqa: PLC0415 - seldom used
    from access_info.imports.lists.run import NoSheetError, run_import  # noqa: PLC0415 - seldom used

    path: Path = options.file.resolve()
    as_of = judgement_day(options)
    framework, problems = load_laws(options.laws, agencies, as_of)
    if framework is None:
        print_problems(problems)
        return 1
    try:
        with options.progress.of("đọc tệp, so với danh mục", 0):
            done = run_import(
                path,
                load_agency(read_folder(agencies / options.agency)),
                framework,
                name=options.name,
                sheet=options.sheet,
                as_of=as_of,
                allow_removal=options.allow_removal,
            )
    except NoSheetError as error:
        names = ", ".join(f"“{quotable(name)}”" for name in error.sheets)
        raise UsageError(
            f"Tệp không có trang “{options.sheet}”; chọn một trong: {names}."
        ) from None
    foreseen = _foreseen(options, done, agencies, as_of)
    written = options.apply and done.changes
    if written:
        try:
            write_all(done.files)
        except ChangedMeanwhileError as error:
            done = dataclasses.replace(done, problems=(*done.problems, error.problem))
            written = False
            if options.format == "text":
                # What would have changed is not said again: it is to be run again.
                print_problems(done.problems)
                return 1
    _tell(options, done, foreseen, written=written)
    return 1 if errors(done.problems) else 0


def _foreseen(
    options: argparse.Namespace, done: Import, agencies: Path, as_of: datetime.date
) -> tuple[WithheldRow, ...]:
    """Tell what the gate would say of the rows."""
    if options.format != "text" or not done.changes:
        return ()
    from access_info.pipeline.inbox.importing import foreseen_rows  # noqa: PLC0415 - seldom used
    from access_info.pipeline.preparation.options import Options  # noqa: PLC0415 - seldom used

    settings = Options(agencies=agencies, as_of=as_of, laws=laws_folder(options.laws), jobs=1)
    with options.progress.of("xem có gì không được công khai", 0):
        try:
            return foreseen_rows(done, load_agency(read_folder(agencies / done.agency)), settings)
        except OSError:
            # No room to try it in: `check` says the same, once it is written.
            return ()


def _tell(
    options: argparse.Namespace, done: Import, foreseen: Sequence[WithheldRow], *, written: bool
) -> None:
    from access_info.imports.lists.report import as_plain, as_text  # noqa: PLC0415 - seldom used

    if options.format == "json":
        problems = [problem.as_json(Path.cwd()) for problem in done.problems]
        plain = as_plain(done, written=written, problems=problems)
        print(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    print_problems(done.problems)
    for line in as_text(done, written=written, allow_removal=options.allow_removal):
        print(line)
    if foreseen:
        print(
            "\nCó điều không được phép công khai, sẽ bị chặn khi kiểm tra. Sửa trong tệp rồi nhập lại:"
        )
    for row in foreseen[:_MOST_FORESEEN]:
        wrong = row.problem
        print(f"  {quotable(row.where)}: {quotable(wrong.message, longest=500)} [{wrong.code}]")
        print(f"      → {quotable(wrong.cure, longest=500)}")
    if len(foreseen) > _MOST_FORESEEN:
        print(f"  … và {len(foreseen) - _MOST_FORESEEN} hàng nữa")
