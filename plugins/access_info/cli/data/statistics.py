"""`access-info statistics`: counts a year's figures from a register, or makes an empty register."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_laws,
    agencies_folder,
    judgement_day,
    laws_folder,
    year,
)
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.typed import require_agency, require_file
from access_info.cli.terminal.usage import UsageError
from access_info.imports.register.figures import overdue, year_figures
from access_info.imports.register.reading import Register, read_register
from access_info.imports.register.year_file import YearFile, year_file
from access_info.legal.framework import load_framework
from access_info.loading import load_agency
from access_info.loading.folders import JURISDICTION_FILE, read_folder
from access_info.model.declarations.date_words import vn_date
from access_info.pipeline import Options
from access_info.pipeline.preparation.context import read_build_context
from access_info.problems import Location, Problem, errors, quotable
from access_info.source import ChangedMeanwhileError, replace_file


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "statistics",
        description="Đọc Sổ theo dõi cung cấp thông tin theo yêu cầu (.xlsx, .xls, .ods, .csv), tính số liệu của một "
        "năm và cho xem tệp thong-ke/NĂM.yml sẽ ghi. Chỉ ghi khi có --apply. Tên người yêu cầu và "
        "nội dung yêu cầu không rời khỏi sổ. Sổ có chỗ mâu thuẫn thì không tính, và từng ô được chỉ ra.",
    )
    parser.add_argument(
        "register", nargs="?", type=Path, metavar="SỔ", help="sổ theo dõi: .xlsx, .xls, .ods, .csv"
    )
    parser.add_argument(
        "--template",
        type=Path,
        metavar="TỆP",
        help="tạo sổ trống theo mẫu tại tệp này (.xlsx) rồi thôi",
    )
    parser.add_argument(
        "--paper",
        type=Path,
        metavar="TỆP",
        help="lập bảng số liệu của năm --year, lấy từ thong-ke/NĂM.yml, thành văn bản để ký tại tệp này "
        "(.docx; .pdf cần cài thêm typst) rồi thôi",
    )
    parser.add_argument("--agency", metavar="MÃ", help="mã cơ quan, là tên thư mục của cơ quan")
    parser.add_argument("--year", type=year, metavar="NĂM", help="năm nhận yêu cầu, ví dụ 2026")
    parser.add_argument(
        "--apply", action="store_true", help="ghi vào thong-ke/NĂM.yml (mặc định: chỉ cho xem)"
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text: cho người đọc; json: cho chương trình (mặc định: text)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make an empty register, or read one."""
    if options.template is not None:
        return _make_template(options)
    if options.paper is not None and options.register is not None:
        raise UsageError("--paper lấy số liệu từ thong-ke/NĂM.yml, không đọc sổ: bỏ tên sổ.")
    missing = [
        name
        for name, value in (
            ("SỔ", options.register or options.paper),
            ("--agency", options.agency),
            ("--year", options.year),
        )
        if value is None
    ]
    if missing:
        raise UsageError(
            f"Lệnh chưa đúng: còn thiếu: {', '.join(missing)}.\n"
            "Xem hướng dẫn: access-info statistics --help"
        )
    if options.paper is not None:
        # Libraries of papers are slow to import; a register can be read without them.
        from access_info.cli.data.year_papers import write_year_paper  # noqa: PLC0415

        return write_year_paper(options)
    return _read(options)


def _make_template(options: argparse.Namespace) -> int:
    if options.register is not None:
        raise UsageError("--template tạo sổ trống, không đọc sổ nào: bỏ một trong hai tên tệp.")
    path: Path = options.template
    if path.suffix != ".xlsx":
        raise UsageError(f"Tên tệp “{path}” phải có đuôi .xlsx.")
    if path.exists():
        raise UsageError(f"Đã có tệp “{path}”; chọn tên khác.")
    _refuse_inside(path, options)
    framework, problems = load_framework(laws_folder(options.laws))
    if framework is None:
        print_problems(problems)
        return 1
    # XlsxWriter is slow to import.
    from access_info.imports.register.template import register_template  # noqa: PLC0415

    try:
        replace_file(path, register_template(framework), before=None)
    except ChangedMeanwhileError:
        raise UsageError(f"Đã có tệp “{path}”; chọn tên khác.") from None
    print(f"Đã tạo sổ trống {path}, cách ghi ở trang “Hướng dẫn” của tệp.")
    return 0


def _read(options: argparse.Namespace) -> int:
    require_file(options.register)
    path: Path = options.register.resolve()
    _refuse_inside(path, options)
    agencies = agencies_folder(options)
    as_of = judgement_day(options)
    if options.year > as_of.year:
        raise UsageError(f"Năm {options.year} chưa tới: số liệu tính đến năm {as_of.year}.")
    with writing(agencies, "statistics", really=options.apply):
        return _reckon(options, path, agencies, as_of)


def _reckon(options: argparse.Namespace, path: Path, agencies: Path, as_of: datetime.date) -> int:
    context, problems = read_build_context(
        Options(agencies=agencies, as_of=as_of, laws=laws_folder(options.laws))
    )
    # The jurisdiction's days off count, so errors in its file matter; those of agencies do not.
    settings = (agencies / JURISDICTION_FILE).as_posix()
    place_problems = [problem for problem in problems if problem.location.path == settings]
    if context is None or errors(place_problems):
        return _stop(options, problems if context is None else place_problems)
    require_agency(options.agency, context.ids, options.agencies)
    register = read_register(path, framework=context.framework, as_of=as_of)
    if errors(register.problems):
        return _stop(options, register.problems)
    figures = year_figures(register.requests, year=options.year, framework=context.framework)
    file = year_file(figures, load_agency(read_folder(agencies / options.agency)))
    if errors(file.problems):
        return _stop(options, [*register.problems, *file.problems])
    written = options.apply and bool(file.changes)
    if written:
        try:
            file.write()
        except ChangedMeanwhileError as error:
            return _stop(options, [*register.problems, error.problem])
    waiting = overdue(
        register.requests, year=options.year, calendar=context.framework.calendar, as_of=as_of
    )
    outcome = _StatisticsOutcome(
        register=register,
        file=file,
        year=options.year,
        as_of=as_of,
        waiting=waiting,
        written=written,
    )
    if options.format == "json":
        _print_outcome_json(outcome)
    else:
        _print_text(outcome)
    return 0


def _refuse_inside(path: Path, options: argparse.Namespace) -> None:
    """Raise if a register is among the data: its names of requesters would be published."""
    if path.resolve().is_relative_to(options.agencies.resolve()):
        raise UsageError(
            f"Sổ có tên người yêu cầu, không để trong thư mục “{options.agencies}” được; chọn nơi "
            "khác."
        )


def _stop(options: argparse.Namespace, problems: Sequence[Problem]) -> int:
    """Report everything that is wrong, and make no figures."""
    if options.format == "json":
        _print_json({"written": False, "figures": None, "changes": []}, problems)
        return 1
    print_problems(problems)
    wrong = len(errors(problems))
    print(f"Có {wrong} lỗi, {len(problems) - wrong} cảnh báo: chưa tính số liệu, chưa ghi gì.")
    return 1


@dataclasses.dataclass(frozen=True, kw_only=True)
class _StatisticsOutcome:
    """The figures made from a register, and whether they were written.

    Attributes:
        register: The register.
        file: The file of the year.
        year: The year.
        as_of: The day of judgement.
        waiting: Number of requests that wait though their day has passed.
        written: Whether the file was written.
    """

    register: Register
    file: YearFile
    year: int
    as_of: datetime.date
    waiting: int
    written: bool

    @property
    def counted(self) -> int:
        """Requests of the year."""
        return sum(request.year == self.year for request in self.register.requests)

    @property
    def others(self) -> int:
        """Requests of other years."""
        return len(self.register.requests) - self.counted

    @property
    def path(self) -> str:
        """The file's path as people should read it."""
        return Location(self.file.path.as_posix()).relative_to(Path.cwd())


def _print_text(outcome: _StatisticsOutcome) -> None:
    print_problems(outcome.register.problems)
    others = f", {outcome.others} yêu cầu của năm khác không tính" if outcome.others else ""
    sheet = outcome.register.sheet
    print(
        f"Sổ{f' ở trang tính “{quotable(sheet)}”' if sheet else ''}: {outcome.counted} yêu cầu nhận "
        f"trong năm {outcome.year}{others}."
    )
    if outcome.waiting:
        print(
            f"Đang xử lý mà đã quá hạn ở ngày {vn_date(outcome.as_of)}: {outcome.waiting} yêu cầu "
            "(chưa trả lời nên không nằm trong “qua_han”)."
        )
    print(f"\n{outcome.path}\n\n{outcome.file.text}")
    changes = outcome.file.changes
    if not changes:
        print("Tệp hiện có đã đúng như vậy, không phải ghi.")
        return
    print("Khác với tệp hiện có:" if outcome.file.exists else "Chưa có tệp này; các giá trị:")
    for change in changes:
        print(f"  {change.key} ({change.label}): {_shown(change.old)} → {_shown(change.new)}")
    print()
    if outcome.written:
        print(f"Đã ghi {outcome.path}.")
        return
    if outcome.file.loses_comments:
        print("Lời chú (dòng bắt đầu bằng #) trong tệp hiện có sẽ không còn.")
    print("Mới cho xem, chưa ghi gì. Thêm --apply để ghi.")


def _shown(value: str | None) -> str:
    return "(không có)" if value is None else quotable(value)


def _print_outcome_json(outcome: _StatisticsOutcome) -> None:
    facts = {
        "file": outcome.path,
        "written": outcome.written,
        "counted": outcome.counted,
        "other_years": outcome.others,
        "pending_overdue": outcome.waiting,
        "figures": outcome.file.data,
        "changes": [dataclasses.asdict(change) for change in outcome.file.changes],
    }
    _print_json(facts, outcome.register.problems)


def _print_json(facts: dict[str, Any], problems: Sequence[Problem]) -> None:
    listed = [problem.as_json(Path.cwd()) for problem in problems]
    print(json.dumps(facts | {"problems": listed}, ensure_ascii=False, indent=1))
