"""The province's report: what it says, before it is put into a layout.

Its first page is the result, with a chart. Every share has its denominator beside it: the agencies
to which a duty applies. There is no overall grade, no ranking and no weight; agencies stand by type
and folder name.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import jinja2

from access_info.assessment import AgencyFindings, Cover, Finding, Lack, Status, YearFigures
from access_info.assessment.province import new_kinds, overdue_tasks, percent
from access_info.checks.safety.names import is_person
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.judged import (
    DutyGround,
    JudgedAgencies,
    JudgedAgency,
    Lacking,
    ReportedAgencies,
    ReportedAgency,
    ReportedDuty,
    is_known,
    is_open,
    lacking,
)
from access_info.exports.documents.official import Letterhead, letterhead_of
from access_info.exports.documents.paper import (
    WIDE,
    WIDTH,
    Annex,
    Block,
    BlockChart,
    BlockColumn,
    BlockTable,
    ChartPart,
    Heading,
    Paper,
    PaperChart,
    PaperSection,
    ParagraphLook,
    Phrase,
    Points,
    Style,
    Text,
    literal,
    lower_first,
    phrase,
    without_unprintable,
)
from access_info.legal.packs import Transition
from access_info.model.declarations.date_words import vn_date
from access_info.model.verification import Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES

# The report's annex by agency: every duty's status, what is lacking, what is due.

# Rows that a cell names by their ids; all of them stand in the workbook of findings.
_MOST_ROWS = 5
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
            BlockColumn(words["documents.duty"], 62),
            BlockColumn(words["documents.status"], 55),
            BlockColumn(words["documents.lacking"], 115),
            BlockColumn(words["documents.due"], 25, numbers=True),
        )
        rows = tuple(_row(finding, agency, judged, words) for finding in known)
        yield BlockTable(title, columns, rows, above=True)


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
    if len(by_what) > _MOST_ROWS:
        by_what = {lacking_part.part: list(lacking_part.rows)}
    for what, lacks in by_what.items():
        ids = ", ".join(lack.spot.row for lack in lacks[:_MOST_ROWS])
        key = "rows_more" if len(lacks) > _MOST_ROWS else "rows_all"
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


# The report's part on the transition: what must be public by the day that the new law sets.


def progress_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield how far agencies are in the transition; nothing where the law sets no day for it.

    Args:
        reported: All agencies.
        words: The texts.
    """
    law = reported.law
    dated = [transition for transition in law.transitions if transition.due is not None]
    whole = new_kinds(agency.findings for agency in reported.agencies)
    unsure = sum(kind.novelty is Novelty.UNCLEAR for _, kind in law.kinds)
    if dated and unsure:
        yield Text(phrase(words, "documents.progress_unsure", count=unsure))
    if not dated or not whole.agencies:
        return
    for transition in dated:
        yield Text(phrase(words, "documents.progress_rule", **_rule(transition, reported, words)))
    yield Text(
        phrase(
            words,
            "documents.progress_total",
            agencies=whole.agencies,
            covered=whole.met,
            kinds=whole.of,
            unclear=whole.unclear,
        )
    )
    columns = (
        BlockColumn(words["documents.type"], 70),
        BlockColumn(words["documents.applies"], 25, numbers=True),
        BlockColumn(words["documents.progress_covered"], 40, numbers=True),
        BlockColumn(words["documents.progress_unclear"], 30, numbers=True),
    )
    rows = []
    for value, label in AGENCY_TYPES.items():
        part = new_kinds(agency.findings for agency in reported.agencies if agency.type == value)
        if part.agencies:
            covered = f"{part.met}/{part.of}" if part.of else words["documents.progress_none"]
            rows.append((label, str(part.agencies), covered, str(part.unclear)))
    yield BlockTable(words["documents.progress_table"], columns, tuple(rows))


def _rule(
    transition: Transition, reported: ReportedAgencies, words: DatasetTexts
) -> dict[str, str]:
    due = transition.due or reported.as_of
    left = (due - reported.as_of).days
    key = "progress_left" if left >= 0 else "progress_over"
    # The sentence that it is put in has its own stop.
    note = f" ({transition.note.rstrip('.')})" if transition.note else ""
    return {
        "title": transition.title,
        "citation": transition.citation,
        "due": vn_date(due),
        "left": words.plain(f"documents.{key}", days=abs(left)),
        "note": note,
    }


# What the report's first page says: a few sentences, each with its figures.

MOST_NAMED = 10
# Below this many requests a share would tell more of chance, and of persons, than of the office.
FEWEST = 10


def finding_points(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Phrase]:
    """Yield the findings, the most urgent first; nothing where nothing was judged.

    Args:
        reported: All agencies.
        words: The texts.
    """
    duties = reported.of_ground("in_law")
    applied = sum(duty.applies for duty in duties)
    if not applied:
        return
    counts = {
        status.name.lower(): sum(duty.count.count(status) for duty in duties)
        for status in (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
    }
    yield phrase(words, "documents.finding_counts", applied=applied, duties=len(duties), **counts)
    ids = {duty.id for duty in duties}
    findings = {agency.id: agency.findings for agency in reported.agencies}
    late = [task for task in overdue_tasks(findings) if task.duty in ids]
    if late:
        names = _names(reported, {task.agency for task in late}, words)
        yield phrase(words, "documents.finding_overdue", count=len(late), names=names)
    empty = {agency.id for agency in reported.active if _is_mostly_absent(agency.findings, ids)}
    if empty:
        yield phrase(
            words,
            "documents.finding_absent",
            count=len(empty),
            names=_names(reported, empty, words),
        )
    told = [duty for duty in duties if duty.applies]
    met = [(duty.count.count(Status.MET), duty.applies, duty) for duty in told]
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
    yield from _requests(reported, words)


def _is_mostly_absent(findings: AgencyFindings, duties: set[str]) -> bool:
    """Tell whether an agency has nothing of more than half of the duties that apply to it."""
    states = [
        state.status
        for duty in duties
        if (state := findings.state(duty)) is not None and state.status != Status.NOT_APPLICABLE
    ]
    return 2 * states.count(Status.ABSENT) > len(states)


def _names(reported: ReportedAgencies, ids: set[str], words: DatasetTexts) -> str:
    named: Sequence[ReportedAgency] = [agency for agency in reported.agencies if agency.id in ids]
    shown = "; ".join(agency.short_name for agency in named[:MOST_NAMED])
    if len(named) <= MOST_NAMED:
        return shown
    return words.plain("documents.names_more", names=shown, more=len(named) - MOST_NAMED)


def _requests(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Phrase]:
    """Yield how many requests came in the newest year that anybody tells of, and were in time."""
    told = [
        figures
        for agency in reported.agencies
        for figures in agency.findings.years
        if figures.received is not None and figures.year <= reported.as_of.year
    ]
    if not told:
        return
    year = max(figures.year for figures in told)
    of_year = [figures for figures in told if figures.year == year]
    both = [
        (figures.on_time, figures.late)
        for figures in of_year
        if figures.on_time is not None and figures.late is not None
    ]
    on_time = sum(good for good, _ in both)
    whole = on_time + sum(late for _, late in both)
    yield phrase(
        words,
        "documents.finding_requests" if whole >= FEWEST else "documents.finding_requests_few",
        year=year,
        agencies=len(of_year),
        count=sum(figures.received or 0 for figures in of_year),
        on_time=on_time,
        whole=whole,
        share=percent(on_time, whole) if whole else "",
    )


# The report's part on yearly figures (Decree 13/2018/NĐ-CP, Art. 12(4)).

MOST_YEARS = 5
# Below this many requests a share would tell more of chance, and of persons, than of the office.

_Figure = Callable[[YearFigures], int | None]


def _direct(name: str) -> _Figure:
    def read(year: YearFigures) -> int | None:
        value: int | None = getattr(year, name)
        return value

    return read


def _channel(place: int) -> _Figure:
    return lambda year: year.channels[place]


def _refused(year: YearFigures) -> int | None:
    """Sum up refusals on any ground; `None` where nothing is told of results at all."""
    if year.refused:
        return sum(year.refused.values())
    told = (year.full, year.partial, year.transferred, year.withdrawn, year.pending)
    return None if all(value is None for value in told) else 0


_FIGURES: tuple[tuple[str, _Figure], ...] = (
    ("statistics.received", _direct("received")),
    ("statistics.in_person", _channel(0)),
    ("statistics.by_post", _channel(1)),
    ("statistics.online", _channel(2)),
    ("statistics.full", _direct("full")),
    ("statistics.partial", _direct("partial")),
    ("statistics.refused", _refused),
    ("statistics.transferred", _direct("transferred")),
    ("statistics.withdrawn", _direct("withdrawn")),
    ("statistics.pending", _direct("pending")),
    ("statistics.on_time", _direct("on_time")),
    ("statistics.extended", _direct("extended")),
    ("statistics.late", _direct("late")),
    ("statistics.complaints", _direct("complaints")),
    ("statistics.lawsuits", _direct("lawsuits")),
    ("statistics.costs", _direct("costs")),
    ("statistics.proactive", _direct("proactive")),
)


def year_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield sums of agencies' yearly figures, year by year; nothing where none stated any.

    Args:
        reported: All agencies.
        words: The texts.
    """
    years: dict[int, list[YearFigures]] = {}
    for agency in reported.agencies:
        for figures in agency.findings.years:
            if figures.year <= reported.as_of.year:
                years.setdefault(figures.year, []).append(figures)
    shown = sorted(years, reverse=True)[:MOST_YEARS]
    if not shown:
        return
    yield Text(phrase(words, "documents.years_note", agencies=len(reported.agencies)))
    start = reported.law.in_force_from
    if start.year in shown and (start.month, start.day) != (1, 1):
        yield Text(
            phrase(
                words,
                "documents.years_break",
                year=start.year,
                law=reported.law.full_name,
                date=vn_date(start),
            )
        )
    columns = (
        BlockColumn(words["documents.figure"], 65),
        *(
            BlockColumn(words.plain("documents.year", year=year), 20, numbers=True)
            for year in shown
        ),
    )
    rows = [(words["documents.years_agencies"], *(str(len(years[year])) for year in shown))]
    rows += [
        (words[label], *(_sum(read, years[year], words) for year in shown))
        for label, read in _FIGURES
    ]
    rows.append(
        (words["documents.years_on_time"], *(_on_time(years[year], words) for year in shown))
    )
    yield BlockTable(words["documents.years_table"], columns, tuple(rows))
    yield from _wrong(reported, shown, words)
    yield from _opinions(reported, shown, words)


def _wrong(
    reported: ReportedAgencies, shown: Sequence[int], words: DatasetTexts
) -> Iterator[Block]:
    """Yield the agencies whose figures contradict themselves, though they are in the sums."""
    points = tuple(
        phrase(
            words,
            "documents.years_disagree_at",
            agency=agency.name,
            year=year.year,
            what="; ".join(
                words.plain(
                    "documents.years_disagree_in",
                    what=disagreement.what,
                    total=_number(disagreement.total, words),
                    other=disagreement.other,
                    expected=_number(disagreement.expected, words),
                )
                for disagreement in year.wrong
            ),
        )
        for agency in reported.agencies
        for year in agency.findings.years
        if year.year in shown and year.wrong
    )
    if points:
        yield Text(phrase(words, "documents.years_disagree"))
        yield Points(points)


def _opinions(
    reported: ReportedAgencies, shown: Sequence[int], words: DatasetTexts
) -> Iterator[Block]:
    """Yield difficulties and proposals of the newest year in agencies' own words."""
    told = (
        (agency.name, figures.year, _nameless(figures.difficulties), _nameless(figures.proposals))
        for agency in reported.agencies
        for figures in agency.findings.years
        if figures.year == shown[0]
    )
    rows = tuple(
        (name, str(year), difficulties, proposals)
        for name, year, difficulties, proposals in told
        if difficulties or proposals
    )
    if not rows:
        return
    title = words["documents.years_opinions"]
    yield Heading(title, 2)
    yield Text(phrase(words, "documents.years_opinions_note"))
    columns = (
        BlockColumn(words["documents.agency"], 45),
        BlockColumn(words["statistics.year"], 13, numbers=True),
        BlockColumn(words["statistics.difficulties"], 55),
        BlockColumn(words["statistics.proposals"], 52),
    )
    yield BlockTable(title, columns, rows, above=True)


def _nameless(text: str) -> str:
    """Leave out words in which a person is named: the report names none."""
    return "" if is_person(text) else text


def _sum(read: _Figure, years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Add up a figure over agencies, and say how many stated it where not all did."""
    stated = [value for year in years if (value := read(year)) is not None]
    if not stated:
        return "–"
    total = _number(sum(stated), words)
    if len(stated) == len(years):
        return total
    return words.plain("documents.years_stated", total=total, count=len(stated))


def _number(value: int, words: DatasetTexts) -> str:
    return f"{value:,}".replace(",", words["common.thousands"])


def _on_time(years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Return the share answered in time, of agencies that stated both figures."""
    both = [
        (year.on_time, year.late)
        for year in years
        if year.on_time is not None and year.late is not None
    ]
    good = sum(on_time for on_time, _ in both)
    whole = good + sum(late for _, late in both)
    if whole < FEWEST:
        return words["documents.years_few"]
    return f"{good}/{whole} ({percent(good, whole)})"


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
MOST_NAMES = 30


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProvinceReport:
    """The whole report on a jurisdiction's agencies.

    Attributes:
        head: Who issues it, signs it and gets it.
        kind: `BÁO CÁO`.
        about: What it is about.
        note: The day, under the title.
        day: That day.
        blocks: The text.
        annexes: What stands behind it.
    """

    head: Letterhead
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
        self._head = letterhead_of(reported.place, papers.report if papers else None, words)

    def report(self, agencies: Sequence[Block]) -> ProvinceReport:
        reported, words = self._reported, self._words
        area = self._head.office.area
        key = "report_about" if area else "report_about_nowhere"
        named = words["documents.annex"]
        annexes = [Annex(f"{named} I", words["documents.report_annex_duties"], self._lacking())]
        if agencies:
            title = words["documents.report_annex_agencies"]
            annexes.append(Annex(f"{named} II", title, tuple(agencies)))
        return ProvinceReport(
            head=self._head,
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
            yield BlockChart(
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
                BlockColumn(words["documents.duty"], 75),
                BlockColumn(words["documents.applies"], 15, numbers=True),
                *(
                    BlockColumn(words[f"documents.short_{status.name.lower()}"], 15, numbers=True)
                    for status in COUNTED
                ),
                BlockColumn(words["documents.share_met"], 16, numbers=True),
            )
            yield BlockTable(title, columns, tuple(map(self._row, duties)), above=True)
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
            BlockColumn(words["documents.duty"], 62),
            *(
                BlockColumn(words[f"documents.type_{value.replace('-', '_')}"], 16, numbers=True)
                for value in types
            ),
        )
        rows = tuple(
            (duty.title, *(self._met_of(duty, value) for value in types))
            for duty in reported.duties
        )
        yield BlockTable(title, columns, rows, above=True)

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
            BlockColumn(words["documents.duty"], 72),
            *(
                BlockColumn(words[f"documents.short_{status.name.lower()}"], width)
                for status, width in _NAMED
            ),
        )
        named = [
            (duty.title, [reported.agencies_with(duty, status) for status, _ in _NAMED])
            for duty in reported.duties
        ]
        rows = tuple((title, *map(self._names, names)) for title, names in named if any(names))
        return (
            Text(self._phrase("report_annex_duties_note")),
            BlockTable(title, columns, rows, above=True),
        )

    def _names(self, names: Sequence[str]) -> str:
        if len(names) <= MOST_NAMES:
            return "; ".join(names)
        return self._words.plain(
            "documents.names_more",
            names="; ".join(names[:MOST_NAMES]),
            more=len(names) - MOST_NAMES,
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
    head = report.head
    paper = Paper(title=report.about, author=head.office.name, day=report.day, undated=True)
    official.head(paper, head.office, phrase(words, "documents.report_number"), (), words)
    official.title(paper, report.kind, report.about, report.note)
    if head.addressees:
        official.addressees(paper, head.addressees, words, after=4)
    else:
        to = phrase(words, "documents.report_to")
        paper.paragraph(to, "BodyText", ParagraphLook(align="center", first=0, after=4))
    _write_all(paper, report.blocks, WIDTH, end="./.")
    official.foot(paper, head.posts, head.recipients, words)
    paper.paragraph("", "Normal", ParagraphLook(size=8))
    notes = [phrase(words, "documents.note_blanks")]
    official.draft_note(paper, words["documents.note_title"], notes)
    attached = phrase(words, "documents.report_annex_attached", office=head.office.name)
    for annex in report.annexes:
        paper.add(PaperSection(landscape=True))
        official.annex_title(paper, annex.name, annex.title, attached, width=WIDE)
        _write_all(paper, annex.blocks, WIDE)
    return paper


def _write_all(paper: Paper, blocks: tuple[Block, ...], width: float, *, end: str = "") -> None:
    """Write blocks; what introduces a table, or comes before a signature, stays with it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        last = following is None
        keep = isinstance(following, BlockTable) or (last and bool(end))
        _write(paper, block, width, keep=keep, end=end if last else "")


def _write(paper: Paper, block: Block, width: float, *, keep: bool = False, end: str = "") -> None:
    match block:
        case Heading():
            paper.paragraph(literal(block.text), _HEADINGS[block.level])
        case Text():
            runs = (*block.runs, *literal(end)) if end else block.runs
            paper.paragraph(runs, "BodyText", ParagraphLook(keep=keep))
        case Points():
            for item in block.items:
                paper.paragraph((*literal("- "), *item))
        case BlockTable():
            paper.table(block, size=_TABLE_SIZE, width=width)
        case BlockChart():
            paper.paragraph(block.caption, "Caption", ParagraphLook(size=12))
            paper.add(PaperChart(block, width))


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
