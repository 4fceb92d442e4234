"""The facts of a member that pages show, computed once for each copy of its data and cached as one file."""

from __future__ import annotations

import collections
import dataclasses
import heapq
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pydantic

from access_info.exports.rows import Row
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.nation.copies import MemberCopy
from access_info.nation.member_files import MemberSets

# The facts of a member that pages show, as one JSON file.

SUMMARY = "tong-hop.json"


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgencyFacts:
    """An agency in the directory.

    Attributes:
        name: Its full name.
        kind: Code of its type.
        address: The address of its first page.
        ended: The day of its dissolution, ISO, or "".
        disclosed: Number of rows in its list of information to disclose.
    """

    name: str
    kind: str
    address: str
    ended: str = ""
    disclosed: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class DutyFacts:
    """How many of a member's agencies meet a duty.

    Attributes:
        code: The duty's code.
        title: The duty in words.
        counts: Code of a status → number of agencies that have it.
    """

    code: str
    title: str
    counts: Mapping[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PointFacts:
    """How much a member discloses under a point of the law.

    Attributes:
        code: The point's code.
        rows: Number of rows of lists.
        agencies: Number of agencies with such a row.
    """

    code: str
    rows: int
    agencies: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class YearFacts:
    """The figures of a year, of all agencies that state them.

    Attributes:
        year: The year.
        agencies: Number of agencies that state figures.
        sums: Name of a figure (a value of `FIGURES`) → its sum.
    """

    year: int
    agencies: int
    sums: Mapping[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewRow:
    """A row of a list that came or changed lately.

    Attributes:
        title: Its title.
        address: The address of the row on the member's site.
        agency: Name of the agency.
        date: The day it came or changed, ISO.
    """

    title: str
    address: str
    agency: str
    date: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """Everything that pages show of a member.

    Attributes:
        agencies: Its agencies, in the member's own order.
        kinds: Code of an agency's type → label.
        duties: How its agencies meet duties, in the member's own order; none if it does not publish that.
        points: How much is disclosed under points of the law, sorted by code.
        years: Figures by year, the newest year first.
        newest: Rows that came or changed lately, the newest first.
    """

    agencies: Sequence[AgencyFacts] = ()
    kinds: Mapping[str, str] = dataclasses.field(default_factory=dict)
    duties: Sequence[DutyFacts] = ()
    points: Sequence[PointFacts] = ()
    years: Sequence[YearFacts] = ()
    newest: Sequence[NewRow] = ()


_MEMBER_FACTS = pydantic.TypeAdapter(MemberFacts)


def facts_bytes(facts: MemberFacts) -> bytes:
    """Return a member's facts as JSON, which `read_facts` reads."""
    return _MEMBER_FACTS.dump_json(facts)


def read_facts(path: Path) -> MemberFacts:
    """Read a member's facts from a file that `write_facts` wrote."""
    return _MEMBER_FACTS.validate_json(path.read_bytes())


# Gathers the facts of one member from the rows of its sets, each read once.

NEWEST = 20
# Column of the set of figures → the name of the figure that is added up.
FIGURES = {
    "received": "received",
    "answeredInFull": "full",
    "answeredInPart": "partial",
    "refused": "refused",
    "transferred": "transferred",
    "withdrawn": "withdrawn",
    "pending": "pending",
    "answeredOnTime": "on_time",
    "answeredLate": "late",
    "complaints": "complaints",
    "lawsuits": "lawsuits",
    "proactiveDisclosures": "proactive",
}
# A longer title is cut; it can be read whole on the member's page.
_MAX_TITLE = 500


def write_facts(copy: MemberCopy, target: Path) -> None:
    """Write the facts of a member to a file.

    Args:
        copy: The member's copy.
        target: The file; its folder exists.
    """
    target.write_bytes(facts_bytes(_gather_facts(MemberSets(copy))))


def _gather_facts(sets: MemberSets) -> MemberFacts:
    """Return a member's facts; each of its sets is read once."""
    lists = _ListCounts()
    dated = (row for row in lists.count(sets) if _day(row) and _text(row, "title"))
    # Of equal days, the row that was read first stands first.
    newest = heapq.nlargest(NEWEST, dated, key=_day)
    kinds: dict[str, str] = {}
    agencies = []
    for row in sets.rows("co-quan"):
        kind, label = next(_concepts(row.get("classification")), ("", ""))
        kinds.setdefault(kind, label)
        agencies.append(
            AgencyFacts(
                name=_text(row, "name")[:_MAX_TITLE],
                kind=kind,
                address=_text(row, "landingPage"),
                ended=_text(row, "dissolutionDate"),
                disclosed=lists.disclosed[_text(row, "identifier")],
            )
        )
    return MemberFacts(
        agencies=agencies,
        kinds=kinds,
        duties=_count_duties(sets),
        points=lists.points(),
        years=_sum_years(sets),
        newest=[_new_row(row) for row in newest],
    )


class _ListCounts:
    """Counts the rows of a member's two lists while they are read.

    Attributes:
        disclosed: Folder name of an agency → number of rows in its list of information to disclose.
    """

    def __init__(self) -> None:
        self.disclosed: collections.Counter[str] = collections.Counter()
        self._rows: collections.Counter[str] = collections.Counter()
        self._agencies: dict[str, set[str]] = collections.defaultdict(set)

    def count(self, sets: MemberSets) -> Iterator[Row]:
        """Yield the rows of both lists, and count each as it passes: the lists are read once only."""
        for name in (DISCLOSURE, CONDITIONAL):
            for row in sets.rows(name):
                agency, _ = _publisher(row)
                if name == DISCLOSURE:
                    self.disclosed[agency] += 1
                for code, _ in _concepts(row.get("subject")):
                    self._rows[code] += 1
                    self._agencies[code].add(agency)
                yield row

    def points(self) -> list[PointFacts]:
        """Return how much is disclosed under each point of the law, sorted by its code."""
        return [
            PointFacts(code=code, rows=rows, agencies=len(self._agencies[code]))
            for code, rows in sorted(self._rows.items())
        ]


def _new_row(row: Row) -> NewRow:
    """Return the facts of a row that came or changed lately."""
    return NewRow(
        title=_text(row, "title")[:_MAX_TITLE],
        address=_text(row, "landingPage"),
        agency=_publisher(row)[1],
        date=_day(row),
    )


def _count_duties(sets: MemberSets) -> list[DutyFacts]:
    """Count how many agencies have each status of each duty."""
    titles: dict[str, str] = {}
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for row in sets.rows("tinh-trang"):
        for duty, title in _concepts(row.get("obligation")):
            titles.setdefault(duty, title)
            counts[duty].update(status for status, _ in _concepts(row.get("status")))
    return [
        DutyFacts(code=code, title=title[:_MAX_TITLE], counts=dict(counts[code]))
        for code, title in titles.items()
        if counts[code]
    ]


def _sum_years(sets: MemberSets) -> list[YearFacts]:
    """Add up the figures of each year, the newest year first."""
    sums: dict[int, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    agencies: collections.Counter[int] = collections.Counter()
    for row in sets.rows("thong-ke"):
        year = _whole(row.get("year"))
        if year is None:
            continue
        agencies[year] += 1
        for column, name in FIGURES.items():
            figure = _whole(row.get(column))
            if figure is not None:
                sums[year][name] += figure
    return [
        YearFacts(year=year, agencies=agencies[year], sums=dict(sums[year]))
        for year in sorted(agencies, reverse=True)
    ]


def _publisher(row: Row) -> tuple[str, str]:
    """Return the agency of a row: its folder name and its name."""
    publisher = row.get("publisher")
    if not isinstance(publisher, Mapping):
        return "", ""
    return str(publisher.get("identifier", "")), str(publisher.get("name", ""))[:_MAX_TITLE]


def _concepts(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - of a row
    """Yield (code, label) of a value that is a concept or a list of concepts."""
    for concept in value if isinstance(value, list) else [value]:
        if isinstance(concept, Mapping) and "notation" in concept:
            yield str(concept["notation"]), str(concept.get("prefLabel", ""))


def _text(row: Row, name: str) -> str:
    """Return a row's value of a column if it is a text, else ""."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _day(row: Row) -> str:
    """Return the day on which a row changed or came, ISO; "" if it states none, as a withdrawn row."""
    return _text(row, "modified") or _text(row, "datePublished")


def _whole(value: Any) -> int | None:  # noqa: ANN401 - of a row
    """Return a value that is a whole number from 0 up, as `int`; `None` for any other value."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return int(value) if value == int(value) else None
