"""Makes the province's report on all agencies: its content first, then as DOCX paper and as HTML.

Its first page is the result, with a chart. Every share has its denominator beside it: the agencies
to which a duty applies. There is no overall grade, no ranking and no weight; agencies are listed by
type and folder name.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import get_args

import jinja2

from access_info.assessment.coverage import Cover
from access_info.assessment.findings import OPEN, Finding, Lack, Status
from access_info.assessment.province import (
    AgencyFindings,
    new_kinds,
    percent,
    tasks_with_status,
)
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.judged import (
    COUNTED,
    DutyGround,
    JudgedAgencies,
    JudgedAgency,
    Lacking,
    ReportedAgencies,
    ReportedDuty,
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
    lower_first,
    paragraph,
    phrase,
    without_unprintable,
)
from access_info.exports.documents.report_years import request_points, year_blocks
from access_info.model.types import vn_date
from access_info.model.verification import Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.office_files.document import roman

# The report's part on the transition: what must be public by the day that the new law sets.


def progress_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield the report's part on the transition: by which day new kinds of information must be public.

    That is a rule with its day, numbers of all agencies, and a table by type of agency. Nothing where the
    law sets no such day.
    """
    law = reported.law
    dated = [transition for transition in law.transitions if transition.due is not None]
    total = new_kinds(agency.findings for agency in reported.agencies)
    unsure = sum(kind.novelty is Novelty.UNCLEAR for _, kind in law.kinds)
    if dated and unsure:
        yield paragraph(words, "progress_unsure", count=unsure)
    if not dated or not total.agencies:
        return
    for transition in dated:
        due = transition.due or reported.as_of
        days = (due - reported.as_of).days
        key = "progress_left" if days >= 0 else "progress_over"
        yield paragraph(
            words,
            "progress_rule",
            title=transition.title,
            citation=transition.citation,
            due=vn_date(due),
            left=words.plain(f"documents.{key}", days=abs(days)),
            # The note is put into a sentence, which has a full stop of its own.
            note=f" ({transition.note.rstrip('.')})" if transition.note else "",
        )
    yield paragraph(
        words,
        "progress_total",
        agencies=total.agencies,
        covered=total.met,
        kinds=total.of,
        unclear=total.unclear,
    )
    columns = (
        Column(words["documents.type"], 70),
        Column(words["documents.applies"], 25, centered=True),
        Column(words["documents.progress_covered"], 40, centered=True),
        Column(words["documents.progress_unclear"], 30, centered=True),
    )
    rows = []
    for value, label in AGENCY_TYPES.items():
        part = new_kinds(agency.findings for agency in reported.agencies if agency.type == value)
        if part.agencies:
            covered = f"{part.met}/{part.of}" if part.of else words["documents.progress_none"]
            rows.append((label, str(part.agencies), covered, str(part.unclear)))
    yield Table(words["documents.progress_table"], columns, tuple(rows))


# What the report's first page says: a few sentences, each with its figures.

# Agencies that a sentence names.
_MAX_NAMED = 10


def finding_points(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Phrase]:
    """Yield the summary's sentences on duties that the law itself sets, the most urgent first.

    In all, overdue, mostly not begun, best and worst, requests answered. Nothing if no such duty applies.
    """
    duties = reported.of_ground("in_law")
    applied = sum(duty.applies for duty in duties)
    if not applied:
        return
    counts = {
        status.name.lower(): sum(duty.count.count(status) for duty in duties) for status in COUNTED
    }
    yield phrase(words, "documents.finding_counts", applied=applied, duties=len(duties), **counts)
    ids = {duty.id for duty in duties}
    findings = {agency.id: agency.findings for agency in reported.agencies}
    late = [task for task in tasks_with_status(findings, Status.OVERDUE) if task.duty in ids]
    if late:
        names = _named_agencies(reported, {task.agency for task in late}, words)
        yield phrase(words, "documents.finding_overdue", count=len(late), names=names)
    empty = {agency.id for agency in reported.active if _is_mostly_absent(agency.findings, ids)}
    if empty:
        names = _named_agencies(reported, empty, words)
        yield phrase(words, "documents.finding_absent", count=len(empty), names=names)
    applying = [duty for duty in duties if duty.applies]
    met = [(duty.count.count(Status.MET), duty.applies, duty) for duty in applying]
    best = max(met, key=lambda entry: entry[0] / entry[1])
    worst = min(met, key=lambda entry: entry[0] / entry[1])
    if best[0] / best[1] > worst[0] / worst[1]:
        yield phrase(
            words,
            "documents.finding_extremes",
            best=lower_first(best[2].title),
            best_met=best[0],
            best_of=best[1],
            worst=lower_first(worst[2].title),
            worst_met=worst[0],
            worst_of=worst[1],
        )
    yield from request_points(reported, words)


def _is_mostly_absent(findings: AgencyFindings, duties: set[str]) -> bool:
    """Tell whether an agency has done nothing for more than half of the duties that apply to it."""
    states = [
        state.status
        for duty in duties
        if (state := findings.state(duty)) is not None and state.status != Status.NOT_APPLICABLE
    ]
    return 2 * states.count(Status.ABSENT) > len(states)


def _named_agencies(reported: ReportedAgencies, ids: set[str], words: DatasetTexts) -> str:
    """Return the short names of the agencies with these ids as one text; of more than ten the rest as a number."""
    named = [agency.short_name for agency in reported.agencies if agency.id in ids]
    return _joined_names(named, _MAX_NAMED, words)


def _joined_names(names: Sequence[str], most: int, words: DatasetTexts) -> str:
    """Join names to a text: at most so many, then how many more there are."""
    if len(names) <= most:
        return "; ".join(names)
    return words.plain(
        "documents.names_more", names="; ".join(names[:most]), more=len(names) - most
    )


# The report's annex by agency: every duty's status, what is lacking, what is due.

# Rows that a cell names by their ids; all of them stand in the workbook of findings.
_MAX_ROWS = 5
# States of the law's points that the summary of an agency counts, in this order.
_COVERS = (Cover.COVERED, Cover.DECLARED, Cover.MISSING, Cover.UNCLEAR)


def agency_blocks(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield for each agency a heading, a summary and a table of its duties, or why none applies to it."""
    for number, agency in enumerate(judged.agencies, 1):
        title = f"{number}. {agency.name}"
        yield Heading(title, 3)
        yield Text(literal(f"{AGENCY_TYPES[agency.type]}. {_summary(agency, words)}".rstrip()))
        reason = _common_reason(agency)
        if reason:
            yield Text(literal(reason))
            continue
        # A duty without a citation is one of another law than that in force.
        cited = [finding for finding in (*agency.findings, *agency.extras) if finding.citation]
        columns = (
            Column(words["documents.duty"], 62),
            Column(words["documents.status"], 55),
            Column(words["documents.lacking"], 115),
            Column(words["documents.due"], 25, centered=True),
        )
        rows = tuple(_row(finding, agency, judged, words) for finding in cited)
        yield Table(title, columns, rows, above=True)


def lacking_lines(finding: Finding, words: DatasetTexts) -> Iterator[str]:
    """Yield what is lacking of a duty, a line each; rows that lack the same are named together."""
    for lacking_part in lacking(finding):
        yield from dict.fromkeys(lack.what for lack in lacking_part.whole)
        yield from _lacking_rows(lacking_part, words)


def review_lines(judged: JudgedAgencies, agency: str, duty: str) -> Iterator[str]:
    """Yield each note of the overseeing office on a duty of an agency, with day and role of its author."""
    for review in judged.reviews(agency, duty):
        who = [vn_date(review.date)] if review.date else []
        who += [review.role] if review.role else []
        yield " ".join(filter(None, (review.note, f"({', '.join(who)})" if who else "")))


def _lacking_rows(lacking_part: Lacking, words: DatasetTexts) -> Iterator[str]:
    """Yield a line for each thing that rows lack, with their number and first ids.

    If rows lack more than five different things, one line names the part of the duty and all rows.
    """
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
    """Return a sentence on an agency: points of the law by state, rows that can be read online; "" if ended."""
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
    """Return why no duty applies to an agency, if that is one reason for all duties; else ""."""
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
    """Return a duty's cells in an agency's table: duty, status with notes, what is lacking, day due.

    The citation stands below the duty only where the agency still has something to do.
    """
    name = finding.title
    if finding.status in OPEN:
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


# The report as a whole, before it is put into a layout.

# Status, colour of its part in bars, whether figures on it must be white. The worst is the darkest,
# and no two that may stand side by side are of one grey.
_FILLS = (
    (Status.ABSENT, "8B1A1A", True),
    (Status.OVERDUE, "D0602F", False),
    (Status.PARTIAL, "F4D58D", False),
    (Status.UNJUDGED, "FFFFFF", False),
    (Status.MET, "8CC5A2", False),
)
# Statuses of which the annex names the agencies, each with the width of its column.
_NAMED = (
    *((Status.OVERDUE, 35), (Status.ABSENT, 60), (Status.PARTIAL, 60), (Status.UNJUDGED, 35)),
)
# Names in a cell of the annex; the table of results has all of them.
_MAX_NAMES = 30


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProvinceReport:
    """The content of the whole report on a jurisdiction's agencies, before it is laid out."""

    office: Office  # issues and signs it, and names who gets it
    about: str  # its title
    note: str  # the words under the title, which name the day
    day: datetime.date
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]


def report_of(
    reported: ReportedAgencies, words: DatasetTexts, agencies: Sequence[Block] = ()
) -> ProvinceReport:
    """Return the report on all agencies; `agencies`: the blocks of an annex agency by agency, or none."""
    return _Author(reported, words).report(agencies)


class _Author:
    """Writes the report's parts, from the agencies and the office that issues it."""

    def __init__(self, reported: ReportedAgencies, words: DatasetTexts) -> None:
        """Take the agencies and texts; the jurisdiction's settings may name another issuer."""
        self._reported = reported
        self._words = words
        papers = reported.place.papers
        self._office = office_of(reported.place, words, papers.report if papers else None)

    def report(self, agencies: Sequence[Block]) -> ProvinceReport:
        """Return the report: title, text, an annex duty by duty, and one agency by agency if given."""
        reported, words = self._reported, self._words
        area = self._office.area
        key = "report_about" if area else "report_about_nowhere"
        named = words["documents.annex"]
        annexes = [Annex(f"{named} I", words["documents.report_annex_duties"], self._unmet())]
        if agencies:
            title = words["documents.report_annex_agencies"]
            annexes.append(Annex(f"{named} II", title, tuple(agencies)))
        return ProvinceReport(
            office=self._office,
            about=words.plain(f"documents.{key}", law=reported.law.name, area=area),
            note=words.plain("documents.report_day", date=vn_date(reported.as_of)),
            day=reported.as_of,
            blocks=tuple(self._numbered_parts()),
            annexes=tuple(annexes) if reported.duties else (),
        )

    def _text(self, key: str, **values: object) -> Text:
        """Return a paragraph from a text of the locale."""
        return paragraph(self._words, key, **values)

    def _numbered_parts(self) -> Iterator[Block]:
        """Yield the report's parts under headings with Roman numbers; empty parts are left out."""
        reported, words = self._reported, self._words
        parts: list[tuple[str, tuple[Block, ...]]] = [
            ("summary", tuple(self._summary())),
            ("results", tuple(self._results())),
            ("progress", tuple(progress_blocks(reported, words))),
            ("years", tuple(year_blocks(reported, words))),
            ("remarks", (self._text("report_remarks_blank"),)),
            ("scope", tuple(self._scope())),
        ]
        filled = [(name, blocks) for name, blocks in parts if blocks]
        for number, (name, blocks) in enumerate(filled, 1):
            yield Heading(f"{roman(number)}. {words[f'documents.report_{name}']}")
            yield from blocks

    def _summary(self) -> Iterator[Block]:
        """Yield the first part: an opening, the main findings, and a chart of duties that the law sets."""
        reported, words = self._reported, self._words
        yield self._text(
            "report_opening",
            date=vn_date(reported.as_of),
            count=len(reported.active),
            law=reported.law.full_name,
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
        """Yield a table of duties for each kind of ground, then one by type of agency."""
        words, law = self._words, self._reported.law
        number = 0
        for ground in get_args(DutyGround):
            duties = self._reported.of_ground(ground)
            if not duties:
                continue
            number += 1
            title = words.plain(f"documents.report_{ground}", law=law.full_name)
            yield Heading(f"{number}. {title}", 2)
            yield self._text(f"report_{ground}_note")
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
        """Return a duty's cells: title with citation, agencies by status, share that meets it."""
        cited = self._words.plain("documents.cited", citation=duty.citation)
        # If no agency could be judged, a share of 0 % would be wrong.
        judged = duty.applies - duty.count.count(Status.UNJUDGED)
        met = percent(duty.count.count(Status.MET), duty.applies) if judged else "–"
        return (f"{duty.title}\n{cited}", *duty.counts, met)

    def _by_type(self, number: int) -> Iterator[Block]:
        """Yield a table: for each duty and type, how many agencies meet it out of how many."""
        words, reported = self._words, self._reported
        types = [
            value
            for value in AGENCY_TYPES
            if any(agency.type == value for agency in reported.active)
        ]
        title = words["documents.report_by_type"]
        yield Heading(f"{number}. {title}", 2)
        yield self._text("report_by_type_note")
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
        """Return how many agencies of a type meet a duty out of those it applies to: `3/8`, or “–”."""
        states = [
            state.status
            for agency in self._reported.agencies
            if agency.type == agency_type
            and (state := agency.findings.state(duty.id)) is not None
            and state.status != Status.NOT_APPLICABLE
        ]
        return f"{states.count(Status.MET)}/{len(states)}" if states else "–"

    def _scope(self) -> Iterator[Block]:
        """Yield the part on what was judged: agencies by type, meanings of statuses, notes on reading."""
        reported, words = self._reported, self._words
        ended = [agency for agency in reported.agencies if agency.findings.ended]
        by_type = "; ".join(
            words.plain("documents.report_of_type", count=number, type=label)
            for value, label in AGENCY_TYPES.items()
            if (number := sum(agency.type == value for agency in reported.active))
        )
        yield self._text("report_agencies", count=len(reported.active), types=by_type or "–")
        if ended:
            names = "; ".join(agency.name for agency in ended)
            yield self._text("report_ended", count=len(ended), names=names)
        yield self._text("report_statuses")
        yield Points(
            tuple(
                phrase(words, f"documents.status_{status.name.lower()}", label=status.label)
                for status in (*COUNTED, Status.NOT_APPLICABLE)
            )
        )
        yield self._text("report_shares")
        if reported.law.verification is not Verification.GAZETTE:
            yield self._text("report_law")

    def _unmet(self) -> tuple[Block, ...]:
        """Return the first annex: for each duty, the names of the agencies in each unmet status."""
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
            (title, *(_joined_names(each, _MAX_NAMES, words) for each in names))
            for title, names in named
            if any(names)
        )
        return (
            self._text("report_annex_duties_note"),
            Table(title, columns, rows, above=True),
        )


def _urgency(duty: ReportedDuty) -> tuple[int, ...]:
    """Return a sort key: first the duty for which most agencies have nothing.

    Among equals, first the one that most are late with, then the one that most have met in part.
    """
    worst = (Status.ABSENT, Status.OVERDUE, Status.PARTIAL)
    return tuple(-duty.count.count(status) for status in worst)


# The province's report as a paper (Decree 30/2020/NĐ-CP, Annex III, model 1.4).

_TABLE_SIZE = 10  # font size of tables, in points
_HEADINGS: dict[int, Style] = {1: "Heading1", 2: "Heading2", 3: "Heading3"}


def report_paper(report: ProvinceReport, words: DatasetTexts) -> Paper:
    """Lay the report out as a paper."""
    office = report.office
    paper = Paper(title=report.about, author=office.name, day=report.day, undated=True)
    official.head(paper, office, phrase(words, "documents.report_number"), (), words)
    official.title(paper, words["documents.report"], report.about, report.note)
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
    """Add blocks to the paper, so that none is parted from a table or signature right behind it.

    Args:
        paper: The paper.
        blocks: The blocks.
        end: The mark of the end (`./.`) to put behind the last words, before a signature; or "".
    """
    for block, following in zip_longest(blocks, blocks[1:]):
        is_last = following is None
        keep = isinstance(following, Table) or (is_last and bool(end))
        _write(paper, block, keep=keep, end=end if is_last else "")


def _write(paper: Paper, block: Block, *, keep: bool, end: str) -> None:
    """Add a block by its kind; `keep` holds a text on the page of what follows, `end` is put behind it."""
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
    """Return the report as one HTML file that needs no other."""
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
    """Return the environment of the report's template, made once; `is block("Table")` tests a kind."""
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
