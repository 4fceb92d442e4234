"""`access-info annex`: an agency's lists as annexes that can be signed (DOCX, XLSX, PDF)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from access_info.cli.data.issuing import issuer_for
from access_info.cli.oversee.oversight import write_out
from access_info.cli.terminal.laws import load_laws
from access_info.cli.terminal.papers import pdf_files, require_typesetter
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_force,
    add_laws,
    agencies_folder,
    judgement_day,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.typed import require_agency
from access_info.cli.terminal.usage import UsageError
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.documents.annex import SignedList, annex_paper, signed_list
from access_info.exports.documents.paper import WIDE, Paper
from access_info.loading import agency_ids, load_jurisdiction
from access_info.model.lists import LISTS
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.preparation.inspection import InspectionContext, inspect_agency
from access_info.problems import Severity, in_order

_WITH_PDF = frozenset({"pdf", "all"})
_WITH_BOTH = frozenset({"both", "all"})


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "annex",
        description="Lập danh mục của một cơ quan thành văn bản kèm theo quyết định (Nghị định "
        "30/2020/NĐ-CP): khổ A4 ngang, số và ngày của quyết định để trống. Mục đã hết hiệu lực, bị thay thế hoặc "
        "đã rút thì không có trong đó. Sửa xong có thể nhập lại bằng access-info import; cột “Mã mục” "
        "giữ cho mục nào vào đúng mục ấy, đừng xóa. Tệp PDF (PDF/A-2a, PDF/UA-1) để in, lưu trữ, ký; "
        "không nhập lại được.",
    )
    parser.add_argument(
        "--agency",
        action="extend",
        nargs="+",
        required=True,
        metavar="MÃ",
        help="mã cơ quan, là tên thư mục của cơ quan",
    )
    parser.add_argument(
        "--list",
        choices=tuple(LISTS),
        dest="name",
        help="danh mục nào (mặc định: cả hai)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("phu-luc"),
        metavar="THƯ_MỤC",
        help="thư mục để ghi các tệp (mặc định: phu-luc)",
    )
    parser.add_argument(
        "--format",
        choices=("docx", "xlsx", "pdf", "both", "all"),
        default="both",
        help="docx: Word; xlsx: Excel; pdf: PDF, cần cài thêm typst; both: Word và Excel; all: cả ba "
        "(mặc định: both)",
    )
    add_force(parser)
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the lists of each agency, and say which are empty."""
    if options.format in _WITH_PDF:
        require_typesetter()
    agencies, known = _known_agencies(options)
    as_of = judgement_day(options)
    framework, problems = load_laws(options.laws, agencies, as_of)
    if framework is None:
        print_problems(problems)
        return 1
    place, _, _ = load_jurisdiction(agencies)
    context = InspectionContext(agencies, known, framework, place, as_of)
    wanted = list(dict.fromkeys(options.agency))
    inspected = []
    with options.progress.of("kiểm tra dữ liệu", len(wanted)) as done:
        for name in wanted:
            inspected.append(inspect_agency(context, name))
            problems += inspected[-1].problems
            done()
    # What a build would leave out must not be signed either.
    wrong = [
        problem
        for problem in in_order(problems)
        if problem.severity is Severity.ERROR or problem.withheld
    ]
    if wrong:
        print_problems(wrong)
        print("Dữ liệu có lỗi nêu trên nên chưa lập được danh mục.", file=sys.stderr)
        return 1
    words = load_texts()
    files: dict[str, bytes] = {}
    lines: list[str] = []
    empty: list[str] = []
    papers: dict[str, Paper] = {}
    for agency in (inspection.agency for inspection in inspected):
        if agency is None:
            continue
        profile = agency.profile
        issuer = issuer_for(profile, place, agencies)
        for kind in LIST_COLUMNS:
            if options.name not in {None, kind.name}:
                continue
            title = next(each.title for each in LISTS.values() if each.name == kind.name)
            annex = signed_list(agency, kind, framework, issuer, words, width=WIDE)
            if annex is None:
                empty.append(f"{profile.name}: {title} không có mục nào còn hiệu lực.")
                continue
            name = f"{agency.id}-{kind.name}"
            written = _office_files(options.format, name, annex)
            files |= written
            if options.format in _WITH_PDF:
                papers[f"{name}.pdf"] = annex_paper(annex, words, blanks=False)
                written[f"{name}.pdf"] = b""
            lines += [f"  {file}: {title}, {annex.count} dòng" for file in written]
    files |= pdf_files(papers, options.progress)
    if files:
        write_out(options, files)
        lines.insert(0, f"Đã lập {len(files)} tệp trong “{options.out}”:")
    for line in (*lines, *empty):
        print(line)
    return 0


def _known_agencies(options: argparse.Namespace) -> tuple[Path, frozenset[str]]:
    """Return the folder of agencies and all agencies in it.

    Raises:
        UsageError: There is no such folder or agency, or nothing can be written there.
    """
    agencies = agencies_folder(options)
    if options.out.is_file():
        raise UsageError(f"“{options.out}” là một tệp, không phải thư mục.")
    known = frozenset(agency_ids(agencies)[0])
    for name in options.agency:
        require_agency(name, known, options.agencies)
    return agencies, known


def _office_files(wanted: str, name: str, annex: SignedList) -> dict[str, bytes]:
    """Write a list as the office files that are asked for."""
    # Libraries of office files are slow to import; other commands need not wait for them.
    from access_info.exports.documents.annex_xlsx import annex_xlsx  # noqa: PLC0415
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    files = {}
    if wanted in {"docx", *_WITH_BOTH}:
        files[f"{name}.docx"] = docx_bytes(annex_paper(annex, load_texts()))
    if wanted in {"xlsx", *_WITH_BOTH}:
        files[f"{name}.xlsx"] = annex_xlsx(annex, load_texts())
    return files
