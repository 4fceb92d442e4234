"""`access-info report`: the province's report as DOCX and HTML, all findings as XLSX."""

from __future__ import annotations

import argparse

from access_info.cli.oversee.oversight import add_common, build_options, refuse_to_judge, write_out
from access_info.cli.terminal.papers import add_pdf, require_typesetter, written
from access_info.cli.terminal.parser import Commands
from access_info.model.declarations.date_words import vn_date
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.preparation.oversight import judge_agencies

REPORT = "bao-cao"


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "report",
        description="Lập dự thảo báo cáo tình hình thực hiện của mọi cơ quan: kết quả chung kèm biểu "
        "đồ, số cơ quan đạt, thiếu, quá hạn theo từng nghĩa vụ, tiến độ chuyển tiếp, số liệu các năm "
        "(bao-cao.docx, bao-cao.html), và mọi kết quả kèm bằng chứng (ket-qua.xlsx).",
    )
    parser.add_argument(
        "--agencies-annex",
        action="store_true",
        help="thêm phụ lục kết quả của từng cơ quan (dài: khoảng hai trang một cơ quan)",
    )
    add_pdf(parser, "báo cáo")
    add_common(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the three files and say where they are."""
    # Libraries of office files are slow to import; other commands need not wait for them.
    from access_info.exports.documents.report import (  # noqa: PLC0415
        agency_blocks,
        report_html,
        report_of,
        report_paper,
    )
    from access_info.exports.documents.report_tables import findings_xlsx  # noqa: PLC0415

    if options.pdf:
        require_typesetter()
    judged, problems = judge_agencies(build_options(options), places=True)
    if judged is None:
        return refuse_to_judge(problems, "báo cáo")
    words = load_texts()
    with options.progress.of("soạn báo cáo", 0):
        annex = tuple(agency_blocks(judged, words)) if options.agencies_annex else ()
        report = report_of(judged.in_short(), words, annex)
    files = written({REPORT: report_paper(report, words)}, options.progress, pdf=options.pdf)
    with options.progress.of("lập bảng mọi kết quả", 0):
        files[f"{REPORT}.html"] = report_html(report, words)
        files["ket-qua.xlsx"] = findings_xlsx(judged, words)
    write_out(options, files)
    print(
        f"Đã lập báo cáo về {len(judged.agencies)} cơ quan, tính đến ngày {vn_date(judged.as_of)}:"
    )
    for name in files:
        print(f"  {options.out / name}")
    return 0
