"""The province's report: what it says, before it is put into a layout.

Its first page is the result, with a chart. Every share has its denominator beside it: the agencies
to which a duty applies. There is no overall grade, no ranking and no weight; agencies stand by type
and folder name.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import jinja2

from access_info.assessment import Cover, Finding, Lack, Status
from access_info.assessment.province import percent
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.judged import (
    DutyGround,
    JudgedAgencies,
    JudgedAgency,
    Lacking,
    ReportedAgencies,
    ReportedDuty,
    is_known,
    is_open,
    lacking,
)
from access_info.exports.documents.official import Office, office_of
from access_info.exports.documents.paper import (
    Annex,
    Block,
    Chart,
    ChartPart,
    Column,
    Heading,
    Paper,
    ParagraphLook,
    Phrase,
    Points,
    Style,
    Table,
    Text,
    literal,
    phrase,
    without_unprintable,
)
from access_info.exports.documents.report_figures import (
    finding_points,
    joined_names,
    progress_blocks,
    year_blocks,
)
from access_info.model.types import vn_date
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_TYPES

# The report's annex by agency: every duty's status, what is lacking, what is due.

# Rows that a cell names by their ids; all of them stand in the workbook of findings.
_MAX_ROWS = 5
_COVERS = (Cover.COVERED, Cover.DECLARED, Cover.MISSING, Cover.UNCLEAR)


def agency_blocks(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield a part for each agency, in the order of `judged`: by type and folder name.

    Args:
        judged: The agencies as assessed.
        words: The texts.
    """
    for number, agency in enumerate(judged.agencies, 1):
        title = f"{number}. {agency.name}"
        yield Heading(title, 3)
        yield Text(literal(f"{AGENCY_TYPES[agency.type]}. {_summary(agency, words)}".rstrip()))
        reason = _common_reason(agency)
        if reason:
            yield Text(literal(reason))
            continue
        known = [finding for finding in (*agency.findings, *agency.extras) if is_known(finding)]
        columns = (
            Column(words["documents.duty"], 62),
            Column(words["documents.status"], 55),
            Column(words["documents.lacking"], 115),
            Column(words["documents.due"], 25, centered=True),
        )
        rows = tuple(_row(finding, agency, judged, words) for finding in known)
        yield Table(title, columns, rows, above=True)


def lacking_lines(finding: Finding, words: DatasetTexts) -> Iterator[str]:
    """Yield what is lacking of a duty, a line each; many rows are counted."""
    for lacking_part in lacking(finding):
        yield from dict.fromkeys(lack.what for lack in lacking_part.whole)
        yield from _rows(lacking_part, words)


def review_lines(judged: JudgedAgencies, agency: str, duty: str) -> Iterator[str]:
    """Yield each note of the office on a duty with its day and role; notes change no status."""
    for review in judged.reviews(agency, duty):
        who = [vn_date(review.date)] if review.date else []
        who += [review.role] if review.role else []
        yield f"{review.note or ''} ({', '.join(who)})" if who else review.note or ""


def _rows(lacking_part: Lacking, words: DatasetTexts) -> Iterator[str]:
    by_what: dict[str, list[Lack]] = {}
    for lack in lacking_part.rows:
        by_what.setdefault(lack.what, []).append(lack)
    if len(by_what) > _MAX_ROWS:
        by_what = {lacking_part.part: list(lacking_part.rows)}
    for what, lacks in by_what.items():
        ids = ", ".join(lack.spot.row for lack in lacks[:_MAX_ROWS])
        key = "rows_more" if len(lacks) > _MAX_ROWS else "rows_all"
        yield words.plain(f"documents.{key}", what=what, count=len(lacks), ids=ids)


def _summary(agency: JudgedAgency, words: DatasetTexts) -> str:
    if agency.ended:
        return ""
    points = [cover_row for cover_row in agency.cover if not cover_row.of_kind]
    counts = "; ".join(
        f"{cover.label.lower()}: {sum(point.cover is cover for point in points)}"
        for cover in _COVERS
    )
    done, rows = agency.digital
    return words.plain("documents.report_cover", counts=counts, done=done, rows=rows)


def _common_reason(agency: JudgedAgency) -> str:
    """Return why no duty applies, where the reason is one for all; else ""."""
    reasons = {finding.reason for finding in agency.findings}
    if (
        all(finding.status is Status.NOT_APPLICABLE for finding in agency.findings)
        and len(reasons) == 1
    ):
        return reasons.pop()
    return ""


def _row(
    finding: Finding, agency: JudgedAgency, judged: JudgedAgencies, words: DatasetTexts
) -> tuple[str, ...]:
    name = finding.title
    if is_open(finding):
        key = "cited" if finding.in_law else "cited_unsure"
        name += f"\n{words.plain(f'documents.{key}', citation=finding.citation)}"
    noted = (
        words.plain("documents.review", text=line)
        for line in review_lines(judged, agency.id, finding.duty)
    )
    status = "\n".join((finding.status.label, *noted))
    lines = list(lacking_lines(finding, words)) or ([finding.reason] if finding.reason else [])
    due = vn_date(finding.due) if finding.due else ""
    return name, status, "\n".join(lines), due


# The province's report: what it says, before it is put into a layout.

COUNTED = (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
SHOWN = (*COUNTED, Status.NOT_APPLICABLE)
GROUNDS: tuple[DutyGround, ...] = ("in_law", "not_in_law", "extras")
# The worst is the darkest, and no two that may stand side by side are of one grey.
_FILLS = (
    (Status.ABSENT, "8B1A1A", True),
    (Status.OVERDUE, "D0602F", False),
    (Status.PARTIAL, "F4D58D", False),
    (Status.UNJUDGED, "FFFFFF", False),
    (Status.MET, "8CC5A2", False),
)
# Statuses whose agencies the annex names, each with the share of the table's width.
_NAMED = (
    *((Status.OVERDUE, 35), (Status.ABSENT, 60), (Status.PARTIAL, 60), (Status.UNJUDGED, 35)),
)
# Names in a cell of the annex; the table of results has all of them.
MAX_NAMES = 30


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProvinceReport:
    """The whole report on a jurisdiction's agencies.

    Attributes:
        office: Who issues it, signs it and gets it.
        kind: `BÁO CÁO`.
        about: What it is about.
        note: The day, under the title.
        day: That day.
        blocks: The text.
        annexes: What stands behind it.
    """

    office: Office
    kind: str
    about: str
    note: str
    day: datetime.date
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]


def report_of(
    reported: ReportedAgencies, words: DatasetTexts, agencies: Sequence[Block] = ()
) -> ProvinceReport:
    """Build the report on all agencies of a jurisdiction.

    Args:
        reported: All agencies.
        words: The texts.
        agencies: A part for each agency, which makes an annex of its own; none for no such annex.
    """
    return _Author(reported, words).report(agencies)


def share(part: int, whole: int) -> str:
    """Write a share as a percentage (`66,7 %`); a dash where the whole is nothing."""
    return percent(part, whole) if whole else "–"


class _Author:
    def __init__(self, reported: ReportedAgencies, words: DatasetTexts) -> None:
        self._reported = reported
        self._words = words
        papers = reported.place.papers
        self._office = office_of(reported.place, words, papers.report if papers else None)

    def report(self, agencies: Sequence[Block]) -> ProvinceReport:
        reported, words = self._reported, self._words
        area = self._office.area
        key = "report_about" if area else "report_about_nowhere"
        named = words["documents.annex"]
        annexes = [Annex(f"{named} I", words["documents.report_annex_duties"], self._lacking())]
        if agencies:
            title = words["documents.report_annex_agencies"]
            annexes.append(Annex(f"{named} II", title, tuple(agencies)))
        return ProvinceReport(
            office=self._office,
            kind=words["documents.report"],
            about=words.plain(f"documents.{key}", law=reported.law.name, area=area),
            note=words.plain("documents.report_day", date=vn_date(reported.as_of)),
            day=reported.as_of,
            blocks=tuple(self._numbered()),
            annexes=tuple(annexes) if reported.duties else (),
        )

    def _phrase(self, key: str, **values: object) -> Phrase:
        return phrase(self._words, f"documents.{key}", **values)

    def _numbered(self) -> Iterator[Block]:
        """Yield the parts that have content, under Roman numbers."""
        reported, words = self._reported, self._words
        parts = [
            ("summary", tuple(self._summary())),
            ("results", tuple(self._results())),
            ("progress", tuple(progress_blocks(reported, words))),
            ("years", tuple(year_blocks(reported, words))),
            ("remarks", (Text(self._phrase("report_remarks_blank")),)),
            ("scope", tuple(self._scope())),
        ]
        romans = iter(("I", "II", "III", "IV", "V", "VI"))
        for name, blocks in parts:
            if blocks:
                yield Heading(f"{next(romans)}. {words[f'documents.report_{name}']}")
                yield from blocks

    def _summary(self) -> Iterator[Block]:
        """Yield what a reader must know, and the bars of the law's own duties."""
        reported, words = self._reported, self._words
        yield Text(
            self._phrase(
                "report_opening",
                date=vn_date(reported.as_of),
                count=len(reported.active),
                law=reported.law.full_name,
            )
        )
        points = tuple(finding_points(reported, words))
        if points:
            yield Points(points)
        own = reported.of_ground("in_law")
        duties = sorted((duty for duty in own if duty.applies), key=_urgency)
        if duties:
            yield Chart(
                words["documents.report_chart"],
                words["documents.duty"],
                tuple(
                    ChartPart(words[f"documents.short_{status.name.lower()}"], fill, is_dark)
                    for status, fill, is_dark in _FILLS
                ),
                tuple(
                    (duty.title, tuple(duty.count.count(status) for status, *_ in _FILLS))
                    for duty in duties
                ),
            )

    def _results(self) -> Iterator[Block]:
        words, law = self._words, self._reported.law
        number = 0
        for ground in GROUNDS:
            duties = self._reported.of_ground(ground)
            if not duties:
                continue
            number += 1
            title = words.plain(f"documents.report_{ground}", law=law.full_name)
            yield Heading(f"{number}. {title}", 2)
            yield Text(self._phrase(f"report_{ground}_note"))
            columns = (
                Column(words["documents.duty"], 75),
                Column(words["documents.applies"], 15, centered=True),
                *(
                    Column(words[f"documents.short_{status.name.lower()}"], 15, centered=True)
                    for status in COUNTED
                ),
                Column(words["documents.share_met"], 16, centered=True),
            )
            yield Table(title, columns, tuple(map(self._row, duties)), above=True)
        if number:
            yield from self._by_type(number + 1)

    def _row(self, duty: ReportedDuty) -> tuple[str, ...]:
        count = duty.count
        counts = (str(count.count(status)) for status in COUNTED)
        # Where nothing could be judged, nobody is known to meet it or not to.
        known = duty.applies - count.count(Status.UNJUDGED)
        met = share(count.count(Status.MET), duty.applies) if known else share(0, 0)
        return (self._name(duty), str(duty.applies), *counts, met)

    def _name(self, duty: ReportedDuty) -> str:
        cited = self._words.plain("documents.cited", citation=duty.citation)
        return f"{duty.title}\n{cited}"

    def _by_type(self, number: int) -> Iterator[Block]:
        """Yield a table of how many agencies of each type meet a duty, of those it applies to."""
        words, reported = self._words, self._reported
        types = [
            value
            for value in AGENCY_TYPES
            if any(agency.type == value for agency in reported.active)
        ]
        title = words["documents.report_by_type"]
        yield Heading(f"{number}. {title}", 2)
        yield Text(self._phrase("report_by_type_note"))
        columns = (
            Column(words["documents.duty"], 62),
            *(
                Column(words[f"documents.type_{value.replace('-', '_')}"], 16, centered=True)
                for value in types
            ),
        )
        rows = tuple(
            (duty.title, *(self._met_of(duty, value) for value in types))
            for duty in reported.duties
        )
        yield Table(title, columns, rows, above=True)

    def _met_of(self, duty: ReportedDuty, agency_type: str) -> str:
        states = [
            state.status
            for agency in self._reported.agencies
            if agency.type == agency_type
            and (state := agency.findings.state(duty.id)) is not None
            and state.status != Status.NOT_APPLICABLE
        ]
        return f"{states.count(Status.MET)}/{len(states)}" if states else "–"

    def _scope(self) -> Iterator[Block]:
        reported, words = self._reported, self._words
        ended = [agency for agency in reported.agencies if agency.findings.ended]
        by_type = "; ".join(
            words.plain("documents.report_of_type", count=number, type=label)
            for value, label in AGENCY_TYPES.items()
            if (number := sum(agency.type == value for agency in reported.active))
        )
        yield Text(
            self._phrase("report_agencies", count=len(reported.active), types=by_type or "–")
        )
        if ended:
            names = "; ".join(agency.name for agency in ended)
            yield Text(self._phrase("report_ended", count=len(ended), names=names))
        yield Text(self._phrase("report_statuses"))
        yield Points(
            tuple(
                self._phrase(f"status_{status.name.lower()}", label=status.label)
                for status in SHOWN
            )
        )
        yield Text(self._phrase("report_shares"))
        if reported.law.verification is not Verification.GAZETTE:
            yield Text(self._phrase("report_law"))

    def _lacking(self) -> tuple[Block, ...]:
        """Return a table of the agencies that do not, or may not, meet each duty, by name."""
        words, reported = self._words, self._reported
        title = words["documents.report_annex_duties"]
        columns = (
            Column(words["documents.duty"], 72),
            *(
                Column(words[f"documents.short_{status.name.lower()}"], width)
                for status, width in _NAMED
            ),
        )
        named = [
            (duty.title, [reported.agencies_with(duty, status) for status, _ in _NAMED])
            for duty in reported.duties
        ]
        rows = tuple(
            (title, *(joined_names(each, MAX_NAMES, words) for each in names))
            for title, names in named
            if any(names)
        )
        return (
            Text(self._phrase("report_annex_duties_note")),
            Table(title, columns, rows, above=True),
        )


def _urgency(duty: ReportedDuty) -> tuple[int, int, int]:
    """Sort the duty that most agencies have nothing of, then are late with, to the front."""
    count = duty.count
    return (
        -count.count(Status.ABSENT),
        -count.count(Status.OVERDUE),
        -count.count(Status.PARTIAL),
    )


# The province's report as a paper (Decree 30/2020/NĐ-CP, Annex III, model 1.4).

_TABLE_SIZE = 10
_HEADINGS: dict[int, Style] = {1: "Heading1", 2: "Heading2", 3: "Heading3"}


def report_paper(report: ProvinceReport, words: DatasetTexts) -> Paper:
    """Lay the report out as a paper.

    Args:
        report: What it says.
        words: The texts.
    """
    office = report.office
    paper = Paper(title=report.about, author=office.name, day=report.day, undated=True)
    official.head(paper, office, phrase(words, "documents.report_number"), (), words)
    official.title(paper, report.kind, report.about, report.note)
    if office.addressees:
        official.addressees(paper, office.addressees, words, after=4)
    else:
        to = phrase(words, "documents.report_to")
        paper.paragraph(to, "BodyText", ParagraphLook(align="center", first=0, after=4))
    _write_all(paper, report.blocks, end="./.")
    official.foot(paper, office, words)
    official.draft_note(paper, [phrase(words, "documents.note_blanks")], words)
    attached = phrase(words, "documents.report_annex_attached", office=office.name)
    for annex in report.annexes:
        official.begin_annex(paper, annex.name, annex.title, attached, landscape=True)
        _write_all(paper, annex.blocks)
    return paper


def _write_all(paper: Paper, blocks: tuple[Block, ...], *, end: str = "") -> None:
    """Write blocks; what introduces a table, or comes before a signature, stays with it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        last = following is None
        keep = isinstance(following, Table) or (last and bool(end))
        _write(paper, block, keep=keep, end=end if last else "")


def _write(paper: Paper, block: Block, *, keep: bool, end: str) -> None:
    match block:
        case Heading():
            paper.paragraph(literal(block.text), _HEADINGS[block.level])
        case Text():
            runs = (*block.runs, *literal(end)) if end else block.runs
            paper.paragraph(runs, "BodyText", ParagraphLook(keep=keep))
        case Points():
            for item in block.items:
                paper.paragraph((*literal("- "), *item))
        case Table():
            paper.table(dataclasses.replace(block, size=_TABLE_SIZE))
        case Chart():
            paper.paragraph(block.caption, "Caption", ParagraphLook(size=12))
            paper.add(block)


# The province's report as one HTML file: no script, nothing from elsewhere, A4 when printed.

_FOLDER = Path(__file__).parents[2] / "templates" / "documents"


def report_html(report: ProvinceReport, words: DatasetTexts) -> bytes:
    """Write the report as one HTML file.

    Args:
        report: What it says.
        words: The texts.
    """
    text = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            words=words,
            phrase=functools.partial(phrase, words),
            language=words.language,
        )
    )
    return without_unprintable(text).encode()


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["block"] = lambda block, kind: type(block).__name__ == kind
    return environment
