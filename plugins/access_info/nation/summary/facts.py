"""The facts of a member that pages show, as one JSON file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

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
