"""Commands that write papers (official documents): `annex`, `letter`, `report`, `statistics --paper`."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from access_info.assessment.findings import OPEN, Status
from access_info.cli.parser import UsageError, WrongDataError
from access_info.cli.typed import Typed, write_new
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.documents.annex import (
    Issuer,
    SignedYear,
    annex_paper,
    issuer_of,
    signed_list,
    year_paper,
)
from access_info.exports.documents.annex_xlsx import annex_xlsx
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency
from access_info.exports.documents.letter import (
    count_unsure,
    groups_of,
    letter_paper,
    letter_to_all,
    may_not_be_urged,
)
from access_info.exports.documents.official import office_of
from access_info.exports.documents.paper import Paper
from access_info.exports.documents.pdf import Typesetter, TypesettingError
from access_info.exports.documents.report import agency_blocks, report_html, report_of, report_paper
from access_info.exports.documents.report_tables import findings_xlsx
from access_info.exports.documents.word import docx_bytes
from access_info.extras import Extra, require
from access_info.loading import load_agency, load_jurisdiction
from access_info.loading.folders import agency_ids, read_folder
from access_info.model.agency import AgencyProfile
from access_info.model.items import LISTS
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.pages.agency.statistics import YearView, year_views
from access_info.pages.rendering.environment import load_texts
from access_info.pipeline.preparation.inspection import (
    InspectionContext,
    inspect_agency,
    judge_agencies,
)
from access_info.pipeline.publish.output import EditedFilesError, write_documents
from access_info.problems import Severity, errors, in_order
from access_info.waiting import Progress

_MAX_NAMES = 5
# Values of `--format` that stand for several formats.
_FORMATS = {"both": ("docx", "xlsx"), "all": ("docx", "xlsx", "pdf")}
_TO_ALL, _REPORT = "tat-ca", "bao-cao"


def paper_files(papers: Mapping[str, Paper], progress: Progress, *, pdf: bool) -> dict[str, bytes]:
    """Return papers as Word files, and as PDF files if asked for, by the files' names.

    Args:
        papers: Papers by their file's name without ending.
        progress: Shows how far the work is.
        pdf: Whether PDF files are made too.

    Raises:
        UsageError: A paper is too large for a PDF file, or Typst refuses it.
    """
    files = {}
    with progress.of("lập tệp Word", len(papers)) as done:
        for name, paper in papers.items():
            files[f"{name}.docx"] = docx_bytes(paper)
            done()
    if pdf:
        files |= pdf_files({f"{name}.pdf": paper for name, paper in papers.items()}, progress)
    return files


def pdf_files(papers: Mapping[str, Paper], progress: Progress) -> dict[str, bytes]:
    """Return papers as PDF files, by the files' names.

    Args:
        papers: Papers by their file's name.
        progress: Shows how far the work is.

    Raises:
        UsageError: A paper is too large, or Typst refuses it.
    """
    files = {}
    with Typesetter() as typesetter, progress.of("lập tệp PDF", len(papers)) as done:
        for name, paper in papers.items():
            try:
                files[name] = typesetter.pdf_bytes(paper)
            except TypesettingError as error:
                reason = "dài quá sức của máy" if error.is_limit else f"Typst báo: {error}"
                raise UsageError(
                    f"Không lập được {name}: {reason}. Lập tệp Word thay vào."
                ) from None
            done()
    return files


def issuer_for(profile: AgencyProfile, place: Jurisdiction, agencies: Path) -> Issuer:
    """Return who issues an agency's papers: their head, and who signs.

    Args:
        profile: The agency.
        place: The jurisdiction.
        agencies: The folder of agencies, where the agency above may have a folder.
    """
    above = profile.parent or ""
    if above in agency_ids(agencies)[0]:
        agency = load_agency(read_folder(agencies / above)).agency
        above = agency.profile.name if agency is not None else ""
    return issuer_of(profile, place, above, load_texts())


def _refuse_file_as_folder(options: Typed) -> None:
    """Raise `UsageError` if the folder to write papers into is a file."""
    if options.out.is_file():
        raise UsageError(f"“{options.out}” là một tệp, không phải thư mục.")


def write_papers(options: Typed, files: Mapping[str, bytes]) -> None:
    """Write documents into the folder of `--out`.

    Raises:
        UsageError: Files of the same names are there and differ: somebody may have edited them.
    """
    try:
        write_documents(options.out.resolve(), files, force=options.force)
    except EditedFilesError as error:
        shown = ", ".join(error.names[:_MAX_NAMES])
        more = len(error.names) - _MAX_NAMES
        raise UsageError(
            f"Trong “{options.out}” đã có {shown}{f' và {more} tệp nữa' if more > 0 else ''} khác "
            "với bản sắp ghi; có thể đã có người sửa. Chọn thư mục khác, hoặc thêm --force để "
            "ghi đè."
        ) from None


# Papers of one agency, which are signed: its lists, its figures of a year.


def _inspected_agencies(
    options: Typed, wanted: Collection[str], what: str
) -> tuple[InspectionContext, list[Agency]]:
    """Load and check the agencies whose papers will be signed; return the shared context, and them.

    Args:
        options: The command's options.
        wanted: Ids of the agencies.
        what: The paper to be signed, in Vietnamese, for the message.

    Raises:
        UsageError: There is no such folder or agency.
        WrongDataError: The data have an error, or something that the safety gate withholds: it must
            not be signed either.
    """
    agencies, known = options.known_agencies(wanted)
    as_of = options.judgement_day()
    framework = options.checked_framework(agencies)
    place, _, _ = load_jurisdiction(agencies)
    context = InspectionContext(agencies, known, framework, place, as_of)
    inspected = []
    with options.progress.of("kiểm tra dữ liệu", len(wanted)) as done:
        for name in wanted:
            inspected.append(inspect_agency(context, name))
            done()
    wrong = [
        problem
        for problem in in_order(found for each in inspected for found in each.problems)
        if problem.severity is Severity.ERROR or problem.withheld
    ]
    found = [each.agency for each in inspected if each.agency is not None]
    if wrong or len(found) < len(inspected):
        raise WrongDataError(wrong, f"Dữ liệu có lỗi nêu trên nên chưa lập được {what}.")
    return context, found


def annex_command(options: Typed) -> None:
    """Write the lists of each agency as papers to sign, and print which lists are empty."""
    formats = _FORMATS.get(options.format, (options.format,))
    if "pdf" in formats:
        require(Extra.PDF)
    _refuse_file_as_folder(options)
    context, found = _inspected_agencies(options, list(dict.fromkeys(options.agency)), "danh mục")
    words = load_texts()
    files: dict[str, bytes] = {}
    papers: dict[str, Paper] = {}
    lines: list[str] = []
    empty: list[str] = []
    for agency in found:
        issuer = issuer_for(agency.profile, context.place, context.agencies)
        for kind in LIST_COLUMNS:
            if options.name not in {None, kind.name}:
                continue
            title = next(each.title for each in LISTS.values() if each.name == kind.name)
            annex = signed_list(agency, kind, context.framework, issuer, words)
            if annex is None:
                empty.append(f"{agency.profile.name}: {title} không có mục nào còn hiệu lực.")
                continue
            name = f"{agency.id}-{kind.name}"
            if "docx" in formats:
                files[f"{name}.docx"] = docx_bytes(annex_paper(annex, words))
            if "xlsx" in formats:
                files[f"{name}.xlsx"] = annex_xlsx(annex, words)
            if "pdf" in formats:
                papers[f"{name}.pdf"] = annex_paper(annex, words, blanks=False)
            lines += [f"  {name}.{ending}: {title}, {annex.count} dòng" for ending in formats]
    files |= pdf_files(papers, options.progress)
    if files:
        write_papers(options, files)
        lines.insert(0, f"Đã lập {len(files)} tệp trong “{options.out}”:")
    for line in (*lines, *empty):
        print(line)


def write_year_paper(options: Typed) -> None:
    """Write an agency's published figures of a year as a paper, unless a file of that name exists.

    In a Word file the signature has blanks to fill in; a PDF file, into which nobody can type, has none.

    Raises:
        UsageError: The name's ending is of no such format, the file exists, or the year has no figures.
    """
    path: Path = options.paper
    is_pdf = path.suffix == ".pdf"
    if not is_pdf and path.suffix != ".docx":
        raise UsageError(f"Tên tệp “{path}” phải có đuôi .docx hoặc .pdf.")
    if is_pdf:
        require(Extra.PDF)
    context, [agency] = _inspected_agencies(options, [options.agency], "bảng số liệu")
    words = load_texts()
    views = {view.year: view for view in year_views(agency, context.framework, words)}
    if options.year not in views:
        raise UsageError(
            f"{agency.profile.name} chưa có số liệu năm {options.year} "
            f"(tệp thong-ke/{options.year}.yml)."
        )
    issuer = issuer_for(agency.profile, context.place, context.agencies)
    paper = year_paper(_signed_year(views[options.year]), issuer, words, blanks=not is_pdf)
    content = (
        pdf_files({path.name: paper}, options.progress)[path.name] if is_pdf else docx_bytes(paper)
    )
    write_new(path, content)
    print(f"Đã lập bảng số liệu năm {options.year} của {agency.profile.name}: {path}")


def _signed_year(view: YearView) -> SignedYear:
    """Return a year's figures, remarks and opinions for a paper, from those of the year's page.

    What is empty is left out.
    """
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


# Papers of the oversight office: reminder letters, the province's report.


def _judged_agencies(options: Typed, what: str, **settings: Any) -> JudgedAgencies:  # noqa: ANN401
    """Return agencies with the status of each of their duties, for papers of the oversight office.

    Args:
        options: The command's options.
        what: The paper to be written, in Vietnamese, for the message.
        settings: Further arguments of `judge_agencies`.

    Raises:
        UsageError: There is no such folder or agency, or `--out` is a file.
        WrongDataError: The data have errors.
    """
    only = getattr(options, "agency", [])
    agencies, _ = options.known_agencies(only)
    _refuse_file_as_folder(options)
    wanted = options.build_options(agencies=agencies, only=tuple(sorted(only)))
    judged, problems = judge_agencies(wanted, **settings)
    if judged is None:
        raise WrongDataError(errors(problems), f"Dữ liệu có lỗi nên chưa lập được {what}.")
    return judged


def letter_command(options: Typed) -> None:
    """Write reminder letters to agencies with duties not met; print which agencies get none and why."""
    if options.pdf:
        require(Extra.PDF)
    if options.to_all:
        _write_letter_to_all(options)
        return
    deadline: datetime.date | None = options.deadline
    as_of = options.judgement_day()
    if deadline and deadline <= as_of:
        raise UsageError(f"Hạn {vn_date(deadline)} không sau ngày xét {vn_date(as_of)}.")
    judged = _judged_agencies(options, "công văn", types=frozenset(options.type))
    statuses = frozenset(Status(status) for status in options.status) or OPEN
    recipients = [agency for agency in judged.agencies if groups_of(agency, statuses)]
    papers = {}
    with options.progress.of("soạn công văn", len(recipients)) as done:
        for agency in recipients:
            paper = letter_paper(agency, judged, load_texts(), statuses=statuses, deadline=deadline)
            if paper is not None:
                papers[agency.id] = paper
            done()
    if papers:
        write_papers(options, paper_files(papers, options.progress, pdf=options.pdf))
        print(f"Đã lập {len(papers)} công văn trong “{options.out}”:")
        for agency in recipients:
            number = sum(map(len, groups_of(agency, statuses).values()))
            print(f"  {agency.id}.docx: {agency.name}, {number} nội dung")
    else:
        print("Không có công văn nào phải lập.")
    rest = [agency for agency in judged.agencies if agency not in recipients]
    ended = [agency for agency in rest if agency.ended]
    unsure = [agency for agency in rest if not agency.ended and count_unsure(agency, statuses)]
    _print_names("Không lập vì chỉ còn nội dung chưa xác minh căn cứ", unsure)
    _print_names(
        "Không lập vì không còn nội dung nào phải đôn đốc",
        [agency for agency in rest if not agency.ended and agency not in unsure],
    )
    _print_names("Không lập vì đã chấm dứt hoạt động", ended)
    if papers:
        _print_reminders(judged, recipients, deadline)


def _write_letter_to_all(options: Typed) -> None:
    """Write the one letter that goes to all agencies.

    Raises:
        UsageError: Only some agencies, or an officer's deadline, are asked for too.
    """
    if options.agency or options.type or options.status or options.deadline:
        raise UsageError(
            "--to-all là công văn gửi mọi cơ quan: bỏ --agency, --type, --status, --deadline."
        )
    judged = _judged_agencies(options, "công văn")
    paper = letter_to_all(judged.in_short(), load_texts())
    if paper is None:
        print("Không có công văn nào phải lập.")
        return
    write_papers(options, paper_files({_TO_ALL: paper}, options.progress, pdf=options.pdf))
    print(f"Đã lập công văn gửi mọi cơ quan: {options.out / _TO_ALL}.docx")


def _print_names(what: str, agencies: list[JudgedAgency]) -> None:
    """Print a line that lists agencies by name after some words; nothing if there are none."""
    if agencies:
        print(f"{what}: {'; '.join(agency.name for agency in agencies)}.")


def _print_reminders(
    judged: JudgedAgencies, recipients: list[JudgedAgency], deadline: datetime.date | None
) -> None:
    """Print what an officer should check before sending the letters.

    The deadline may be missing or a day off; a recipient may be the oversight office itself, or
    one that it has no power to urge.
    """
    if deadline is None:
        print("Lưu ý: hạn hoàn thành để trống trong công văn; ghi sẵn bằng --deadline NGÀY.")
    else:
        off = judged.framework.calendar.day_off_name(deadline)
        if off:
            print(f"Lưu ý: hạn {vn_date(deadline)} là ngày nghỉ ({off}).")
    office = office_of(judged.place, load_texts())
    _print_names(
        "Lưu ý: gửi chính cơ quan giám sát",
        [agency for agency in recipients if agency.name == office.name],
    )
    above = [agency for agency in recipients if may_not_be_urged(agency, judged.place, office)]
    _print_names("Lưu ý: xem lại thẩm quyền đôn đốc", above)


def report_command(options: Typed) -> None:
    """Write the province's report in its formats, and print where the files are."""
    if options.pdf:
        require(Extra.PDF)
    judged = _judged_agencies(options, "báo cáo", places=True)
    words = load_texts()
    with options.progress.of("soạn báo cáo", 0):
        annex = tuple(agency_blocks(judged, words)) if options.agencies_annex else ()
        report = report_of(judged.in_short(), words, annex)
    files = paper_files({_REPORT: report_paper(report, words)}, options.progress, pdf=options.pdf)
    with options.progress.of("lập bảng mọi kết quả", 0):
        files[f"{_REPORT}.html"] = report_html(report, words)
        files["ket-qua.xlsx"] = findings_xlsx(judged, words)
    write_papers(options, files)
    print(
        f"Đã lập báo cáo về {len(judged.agencies)} cơ quan, tính đến ngày {vn_date(judged.as_of)}:"
    )
    for name in files:
        print(f"  {options.out / name}")
