"""What the report and the letter to all agencies are made from: every agency's findings in short."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from access_info.assessment import OPEN, AgencyFindings, Status
from access_info.assessment.province import DutyCount, count_duties
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_TYPES

# What a duty rests on: the law's own text, not surely that, or another law.
DutyGround: TypeAlias = Literal["in_law", "not_in_law", "extras"]
_UNSURE = ("chua-xac-minh", "thay-doi")
_UNCOUNTED = DutyCount("", {})


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedAgency:
    """One agency in short.

    Attributes:
        id: Folder name.
        name: Full name.
        short_name: The name for tables.
        type: A value of `AGENCY_TYPES`.
        findings: How it meets its duties, and its yearly figures.
    """

    id: str
    name: str
    short_name: str
    type: str
    findings: AgencyFindings


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedDuty:
    """A duty, or a rule of another law, with the number of agencies in each status.

    Attributes:
        id: Its id.
        title: In words.
        citation: The place where a law lays it down.
        ground: What it rests on.
        verification: How the citation was checked.
        count: Agencies by status.
    """

    id: str
    title: str
    citation: str
    ground: DutyGround
    verification: Verification
    count: DutyCount = _UNCOUNTED

    @property
    def is_sure(self) -> bool:
        """Whether a text of law, read at least in a copy, lays it down."""
        return self.ground != "not_in_law" and self.verification is not Verification.UNVERIFIED

    @property
    def applies(self) -> int:
        """The number of agencies to which it applies: the denominator of every share."""
        return self.count.applies

    @property
    def open(self) -> int:
        """The number of agencies that have something to do about it."""
        return sum(self.count.count(status) for status in OPEN)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReportedAgencies:
    """All agencies of a jurisdiction on one day, in short.

    Attributes:
        as_of: The day.
        place: The jurisdiction's settings.
        law: The law in force.
        framework: All laws, for titles and citations.
        agencies: By type, then by folder name: no order of merit.
    """

    as_of: datetime.date
    place: Jurisdiction
    law: LawPack
    framework: Framework
    agencies: tuple[ReportedAgency, ...]

    @property
    def active(self) -> tuple[ReportedAgency, ...]:
        """The agencies that have not ended."""
        return tuple(agency for agency in self.agencies if not agency.findings.ended)

    @functools.cached_property
    def duties(self) -> tuple[ReportedDuty, ...]:
        """What any agency was judged by: duties that the law in force knows, then other laws' rules."""
        findings: Mapping[str, AgencyFindings] = {
            agency.id: agency.findings for agency in self.agencies
        }
        bound = {rule for agency in findings.values() for rule in agency.extras}
        told = [*self._own(), *(rule for rule in self._rules() if rule.id in bound)]
        counts = count_duties([duty.id for duty in told], findings)
        return tuple(
            dataclasses.replace(duty, count=count)
            for duty, count in zip(told, counts, strict=True)
            if any(count.counts.values())
        )

    def of_ground(self, ground: DutyGround) -> tuple[ReportedDuty, ...]:
        """Return the duties that rest on one kind of ground."""
        return tuple(duty for duty in self.duties if duty.ground == ground)

    def agencies_with(self, duty: ReportedDuty, status: Status) -> list[str]:
        """List the short names of the agencies at which a duty has a status."""
        return [
            agency.short_name
            for agency in self.agencies
            if (state := agency.findings.state(duty.id)) is not None
            and state.status == status.value
        ]

    def _own(self) -> Iterator[ReportedDuty]:
        """Yield the duties that the law in force knows, nothing counted yet."""
        bases = {basis.id: basis for basis in self.law.obligation_bases}
        for obligation in self.framework.obligations:
            basis = bases.get(obligation.id)
            if basis is not None and basis.citation:
                yield ReportedDuty(
                    obligation.id,
                    obligation.title,
                    basis.citation,
                    "not_in_law" if basis.status in _UNSURE else "in_law",
                    basis.verification,
                )

    def _rules(self) -> Iterator[ReportedDuty]:
        """Yield other laws' rules, nothing counted yet."""
        for pack in self.framework.supplements:
            for rule in pack.extra_rules:
                citation = f"{rule.citation} {pack.full_name}"
                yield ReportedDuty(rule.id, rule.title, citation, "extras", rule.verification)


def by_type(agencies: Sequence[ReportedAgency]) -> tuple[ReportedAgency, ...]:
    """Sort agencies by type, then by folder name: no order of merit."""
    types = list(AGENCY_TYPES)
    return tuple(sorted(agencies, key=lambda agency: (types.index(agency.type), agency.id)))
