"""`access-info statistics --paper`: a year's published figures as a paper that can be signed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from access_info.cli.data.issuing import issuer_for
from access_info.cli.terminal.laws import load_laws
from access_info.cli.terminal.papers import pdf_files, require_typesetter
from access_info.cli.terminal.parser import agencies_folder, judgement_day
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.typed import require_agency
from access_info.cli.terminal.usage import UsageError
from access_info.exports.documents.annex import SignedYear, year_paper
from access_info.exports.documents.word import docx_bytes
from access_info.loading import agency_ids, load_jurisdiction
from access_info.pages.agency.statistics import YearView, year_views
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.preparation.inspection import InspectionContext, inspect_agency
from access_info.problems import Severity, in_order
from access_info.source import ChangedMeanwhileError, replace_file

_ENDINGS = (".docx", ".pdf")


def write_year_paper(options: argparse.Namespace) -> int:
    """Write the paper, unless a file of its name is there.

    Raises:
        UsageError: It cannot be written so, or there are no figures of the year.
    """
    path: Path = options.paper
    if path.suffix not in _ENDINGS:
        raise UsageError(f"Tên tệp “{path}” phải có đuôi .docx hoặc .pdf.")
    if path.suffix == ".pdf":
        require_typesetter()
    agencies = agencies_folder(options)
    known = frozenset(agency_ids(agencies)[0])
    require_agency(options.agency, known, options.agencies)
    as_of = judgement_day(options)
    framework, problems = load_laws(options.laws, agencies, as_of)
    if framework is None:
        print_problems(problems)
        return 1
    place, _, _ = load_jurisdiction(agencies)
    context = InspectionContext(agencies, known, framework, place, as_of)
    inspection = inspect_agency(context, options.agency)
    # What a build would leave out must not be signed either.
    wrong = [
        problem
        for problem in in_order([*problems, *inspection.problems])
        if problem.severity is Severity.ERROR or problem.withheld
    ]
    agency = inspection.agency
    if wrong or agency is None:
        print_problems(wrong)
        print("Dữ liệu có lỗi nêu trên nên chưa lập được bảng số liệu.", file=sys.stderr)
        return 1
    words = load_texts()
    views = {view.year: view for view in year_views(agency, framework, words)}
    if options.year not in views:
        raise UsageError(
            f"{agency.profile.name} chưa có số liệu năm {options.year} "
            f"(tệp thong-ke/{options.year}.yml)."
        )
    issuer = issuer_for(agency.profile, place, agencies)
    is_pdf = path.suffix == ".pdf"
    paper = year_paper(_stated(views[options.year]), issuer, words, blanks=not is_pdf)
    content = (
        pdf_files({path.name: paper}, options.progress)[path.name] if is_pdf else docx_bytes(paper)
    )
    try:
        replace_file(path, content, before=None)
    except ChangedMeanwhileError:
        raise UsageError(f"Đã có tệp “{path}”; chọn tên khác.") from None
    print(f"Đã lập bảng số liệu năm {options.year} của {agency.profile.name}: {path}")
    return 0


def _stated(view: YearView) -> SignedYear:
    """Take from a page's view of a year what stands on paper."""
    words = load_texts()
    opinions = (
        (words["statistics.difficulties"], view.difficulties),
        (words["statistics.proposals"], view.proposals),
    )
    remarks = (words["statistics.no_requests"] if view.none else "", view.mismatch, *view.breaks)
    return SignedYear(
        year=view.year,
        figures=view.figures,
        remarks=tuple(filter(None, remarks)),
        opinions=tuple((heading, text) for heading, text in opinions if text),
    )
