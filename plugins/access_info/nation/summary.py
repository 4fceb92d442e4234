"""The facts of a member that pages show, gathered once for each copy of its data and kept as one file."""

from __future__ import annotations

import collections
import dataclasses
import heapq
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

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
        id: Its folder name; unique within the member.
        name: Its full name.
        kind: Code of its type.
        address: Of its first page.
        ended: The day of its end, ISO, or "".
        disclosed: How many rows its list of what must be disclosed has.
        conditional: How many its list of what is open under conditions has.
    """

    id: str
    name: str
    kind: str
    address: str
    ended: str = ""
    disclosed: int = 0
    conditional: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class DutyFacts:
    """How a member's agencies meet a duty.

    Attributes:
        code: The duty's code.
        title: What it asks for.
        counts: Code of a status → how many agencies.
    """

    code: str
    title: str
    counts: Mapping[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PointFacts:
    """What a member discloses of a kind of information.

    Attributes:
        code: The code of the law's point.
        title: What it is about.
        rows: How many rows.
        agencies: How many agencies have one.
    """

    code: str
    title: str
    rows: int
    agencies: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class YearFacts:
    """The figures of a year, of all agencies that state them.

    Attributes:
        year: The year.
        agencies: How many agencies state figures.
        sums: Name of a figure, as in the set `thong-ke` → the sum.
    """

    year: int
    agencies: int
    sums: Mapping[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewRow:
    """A row of a list that came or changed lately.

    Attributes:
        title: Its title.
        address: Of where it stands on the member's page.
        agency: Name of the agency.
        date: ISO day.
    """

    title: str
    address: str
    agency: str
    date: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """All that pages show of a member.

    Attributes:
        agencies: In the member's own order.
        kinds: Code of an agency's type → label.
        statuses: Code of a duty's status → label.
        duties: In the member's own order; none where it does not tell.
        points: By code.
        years: The newest first.
        newest: The newest first.
        corrections: How many mistakes have been logged.
        uncorrected: How many of them still wait.
        laws: Code of a law → its name.
        licence: On what terms data may be used again.
        rows: Name of a set → how many rows.
    """

    agencies: Sequence[AgencyFacts] = ()
    kinds: Mapping[str, str] = dataclasses.field(default_factory=dict)
    statuses: Mapping[str, str] = dataclasses.field(default_factory=dict)
    duties: Sequence[DutyFacts] = ()
    points: Sequence[PointFacts] = ()
    years: Sequence[YearFacts] = ()
    newest: Sequence[NewRow] = ()
    corrections: int = 0
    uncorrected: int = 0
    laws: Mapping[str, str] = dataclasses.field(default_factory=dict)
    licence: str = ""
    rows: Mapping[str, int] = dataclasses.field(default_factory=dict)


def facts_bytes(facts: MemberFacts) -> bytes:
    """Write facts as JSON."""
    return json.dumps(dataclasses.asdict(facts), ensure_ascii=False, separators=(",", ":")).encode()


def read_facts(path: Path) -> MemberFacts:
    """Read what `facts_bytes` wrote."""
    data: dict[str, Any] = json.loads(path.read_bytes())
    listed = {
        "agencies": AgencyFacts,
        "duties": DutyFacts,
        "points": PointFacts,
        "years": YearFacts,
        "newest": NewRow,
    }
    for name, kind in listed.items():
        data[name] = [kind(**each) for each in data[name]]
    return MemberFacts(**data)


# Gathers the facts of one member from the rows of its sets, each read once.

NEWEST = 20
# Figures of a year that can be added up.
FIGURES = (
    "received",
    "receivedInPerson",
    "receivedByPost",
    "receivedOnline",
    "answeredInFull",
    "answeredInPart",
    "refused",
    "transferred",
    "withdrawn",
    "pending",
    "outcomes",
    "answeredOnTime",
    "answeredAfterExtension",
    "answeredLate",
    "complaints",
    "lawsuits",
    "proactiveDisclosures",
)
# What is shown of a title; a longer one can be read where it stands.
_LONGEST = 500


def write_facts(copy: MemberCopy, target: Path) -> None:
    """Write the facts of a member to a file.

    Args:
        copy: The member's copy.
        target: The file; its folder exists.
    """
    target.write_bytes(facts_bytes(gathered(MemberSets(copy))))


def gathered(sets: MemberSets) -> MemberFacts:
    """Gather the facts of a member."""
    gathering = _Gathering(sets)
    duties, statuses = gathering.duties()
    corrections = list(sets.rows("dinh-chinh"))
    return MemberFacts(
        newest=gathering.newest(),
        points=gathering.points,
        agencies=gathering.agencies(),
        kinds=gathering.kinds,
        duties=duties,
        statuses=statuses,
        years=gathering.years(),
        corrections=len(corrections),
        uncorrected=sum(1 for row in corrections if not row.get("corrected")),
        laws=gathering.laws(),
        licence=sets.stated(DISCLOSURE, "license"),
        rows=gathering.rows | {"dinh-chinh": len(corrections)},
    )


class _Gathering:
    """What is gathered while rows go by."""

    def __init__(self, sets: MemberSets) -> None:
        self._sets = sets
        self._names: dict[str, str] = {}
        self._counts: dict[str, collections.Counter[str]] = {
            DISCLOSURE: collections.Counter(),
            CONDITIONAL: collections.Counter(),
        }
        self.rows: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.points: list[PointFacts] = []

    def _read(self, name: str) -> Iterator[Row]:
        """Yield the rows of a set, and count them."""
        self.rows[name] = 0
        for row in self._sets.rows(name):
            self.rows[name] += 1
            yield row

    def newest(self) -> list[NewRow]:
        """Read both lists; return what came last."""
        last: list[tuple[str, int, NewRow]] = []
        titles: dict[str, str] = {}
        rows_of: collections.Counter[str] = collections.Counter()
        agencies_of: dict[str, set[str]] = collections.defaultdict(set)
        numbers = itertools.count()
        for name, counts in self._counts.items():
            for row in self._read(name):
                agency, called = _publisher(row)
                counts[agency] += 1
                for code, title in _concepts(row.get("subject")):
                    titles.setdefault(code, title)
                    rows_of[code] += 1
                    agencies_of[code].add(agency)
                day = _day(row)
                if day and (len(last) < NEWEST or day >= last[0][0]):
                    shown = NewRow(
                        title=_text(row, "title")[:_LONGEST],
                        address=_text(row, "landingPage"),
                        agency=called,
                        date=day,
                    )
                    if shown.title and shown.address:
                        entry = (day, -next(numbers), shown)
                        push = heapq.heappush if len(last) < NEWEST else heapq.heappushpop
                        push(last, entry)
        self.points = [
            PointFacts(
                code=code, title=titles[code], rows=rows_of[code], agencies=len(agencies_of[code])
            )
            for code in sorted(titles)
        ]
        return [shown for _, _, shown in sorted(last, key=lambda entry: entry[:2], reverse=True)]

    def agencies(self) -> list[AgencyFacts]:
        """List the agencies; both lists have been read."""
        found = []
        for row in self._read("co-quan"):
            kind = row.get("classification")
            code, label = next(_concepts(kind), ("", ""))
            self.kinds.setdefault(code, label)
            known = _text(row, "identifier")
            found.append(
                AgencyFacts(
                    id=known,
                    name=_text(row, "name")[:_LONGEST],
                    kind=code,
                    address=_text(row, "landingPage"),
                    ended=_text(row, "dissolutionDate"),
                    disclosed=self._counts[DISCLOSURE][known],
                    conditional=self._counts[CONDITIONAL][known],
                )
            )
        return found

    def duties(self) -> tuple[list[DutyFacts], dict[str, str]]:
        """Count how duties are met; return them, and what statuses are called."""
        titles: dict[str, str] = {}
        statuses: dict[str, str] = {}
        counts: dict[str, collections.Counter[str]] = {}
        for row in self._read("tinh-trang"):
            for duty, title in _concepts(row.get("obligation")):
                titles.setdefault(duty, title)
                for status, label in _concepts(row.get("status")):
                    statuses.setdefault(status, label)
                    counts.setdefault(duty, collections.Counter())[status] += 1
        found = [
            DutyFacts(code=code, title=titles[code][:_LONGEST], counts=dict(counts[code]))
            for code in titles
            if code in counts
        ]
        return found, statuses

    def years(self) -> list[YearFacts]:
        """Add up the figures of each year."""
        sums: dict[int, collections.Counter[str]] = {}
        agencies: collections.Counter[int] = collections.Counter()
        for row in self._read("thong-ke"):
            year = _whole(row.get("year"))
            if year is None:
                continue
            agencies[year] += 1
            added = sums.setdefault(year, collections.Counter())
            for name in FIGURES:
                figure = _whole(row.get(name))
                if figure is not None:
                    added[name] += figure
        return [
            YearFacts(year=year, agencies=agencies[year], sums=dict(sums[year]))
            for year in sorted(sums, reverse=True)
        ]

    def laws(self) -> dict[str, str]:
        """Name the laws that the member goes by."""
        names: dict[str, str] = {}
        for row in self._read("phap-luat"):
            for code, name in _concepts(row.get("legislation")):
                names.setdefault(code, name)
        return names


def _publisher(row: Row) -> tuple[str, str]:
    """Return the agency of a row: its folder name and its name."""
    publisher = row.get("publisher")
    if not isinstance(publisher, Mapping):
        return "", ""
    return str(publisher.get("identifier", "")), str(publisher.get("name", ""))[:_LONGEST]


def _concepts(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - of a row
    """Yield codes with their labels, of one concept or of several."""
    for concept in value if isinstance(value, list) else [value]:
        if isinstance(concept, Mapping) and "notation" in concept:
            yield str(concept["notation"]), str(concept.get("prefLabel", ""))


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _day(row: Row) -> str:
    """Return the day on which a row came or changed, as far as it tells; "" for one that is withdrawn."""
    return _text(row, "modified") or _text(row, "datePublished")


def _whole(value: Any) -> int | None:  # noqa: ANN401 - of a row
    """Return a whole number that is not negative, whatever stands there."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return int(value) if value == int(value) else None
