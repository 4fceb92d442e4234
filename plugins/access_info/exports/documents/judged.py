"""What documents are made from: agencies as assessed, with the line where each thing stands."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence

from access_info.assessment import (
    OPEN,
    AgencyFindings,
    Assessment,
    Cover,
    Finding,
    Spot,
    Status,
    has_ended,
)
from access_info.assessment.province import reviews_of
from access_info.exports.documents.reported import ReportedAgencies, ReportedAgency
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.agency import YearStatistics
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, OfficeReview
from access_info.model.registry import Agency
from access_info.model.verification import Novelty
from access_info.model.vocabularies import AGENCY_TYPES


@dataclasses.dataclass(frozen=True, slots=True)
class CoverRow:
    """How one point of the law, or one kind of information within it, stands at an agency.

    Attributes:
        citation: Of the point.
        code: Id of the point or kind.
        title: What it is about.
        of_kind: Whether it is a kind within a point.
        novelty: Whether a law demanded it before.
        cover: How it stands.
        basis: The decision that assigned it, or "".
        spot: Where in the data that is seen.
    """

    citation: str
    code: str
    title: str
    of_kind: bool
    novelty: Novelty
    cover: Cover
    basis: str
    spot: Spot


@dataclasses.dataclass(frozen=True, kw_only=True)
class JudgedAgency:
    """One agency as assessed; small, so that workers can hand over hundreds.

    Attributes:
        id: Folder name.
        name: Full name.
        short_name: The name for tables.
        type: A value of `AGENCY_TYPES`.
        ended: Whether it no longer exists on the day.
        findings: Every duty, in order.
        extras: Rules of other laws for its type, in order.
        cover: Points and kinds of information, in order.
        digital: Rows with a file or an address, and all rows.
        years: Yearly figures, newest first.
        places: File and line of every spot, where they were asked for.
        founded: The day from which it has existed, where that is told.
        short: The same in short, for the report; `None` where nobody asks for one.
    """

    id: str
    name: str
    short_name: str
    type: str
    ended: bool
    findings: tuple[Finding, ...]
    extras: tuple[Finding, ...]
    cover: tuple[CoverRow, ...]
    digital: tuple[int, int]
    years: tuple[YearStatistics, ...]
    places: Mapping[Spot, str] = dataclasses.field(default_factory=dict)
    founded: datetime.date | None = None
    short: AgencyFindings | None = None

    @classmethod
    def of(
        cls,
        agency: Agency,
        assessment: Assessment,
        as_of: AsOf,
        places: Mapping[Spot, str] | None = None,
        short: AgencyFindings | None = None,
        *,
        covered: bool = True,
    ) -> JudgedAgency:
        """Take from an agency and its assessment what documents need.

        Args:
            agency: The agency.
            assessment: What was judged of it.
            as_of: The day.
            places: File and line of every spot, where documents are to name them.
            short: The findings in short, where a report is to be made.
            covered: Whether to tell how points and kinds of information stand, which no letter names.
        """
        return cls(
            id=agency.id,
            name=agency.profile.name,
            short_name=agency.short_name,
            type=agency.profile.type,
            ended=has_ended(agency, as_of),
            findings=assessment.findings,
            extras=assessment.extras,
            cover=tuple(_cover(assessment)) if covered else (),
            digital=assessment.digital,
            years=agency.statistics,
            places=places or {},
            founded=agency.profile.founded.date if agency.profile.founded else None,
            short=short,
        )

    def in_short(self) -> ReportedAgency:
        """Return what the report tells of it.

        Raises:
            ValueError: It was judged without it.
        """
        if self.short is None:
            raise ValueError(f"{self.id} was judged for letters alone")
        return ReportedAgency(self.id, self.name, self.short_name, self.type, self.short)

    def place(self, spot: Spot) -> str:
        """Return file and line of a spot, or its file alone where the line is unknown."""
        return self.places.get(spot, spot.file)


@dataclasses.dataclass(frozen=True, kw_only=True)
class JudgedAgencies:
    """All agencies of a jurisdiction as assessed on one day.

    Attributes:
        as_of: The day.
        place: The jurisdiction's settings.
        law: The law in force.
        framework: All laws, with the jurisdiction's own days off.
        agencies: By type, then by folder name.
        names: Full names of agencies by folder name, for what only names a folder.
    """

    as_of: datetime.date
    place: Jurisdiction
    law: LawPack
    framework: Framework
    agencies: tuple[JudgedAgency, ...]
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def in_short(self) -> ReportedAgencies:
        """Return what the report is made from."""
        return ReportedAgencies(
            as_of=self.as_of,
            place=self.place,
            law=self.law,
            framework=self.framework,
            agencies=tuple(agency.in_short() for agency in self.agencies),
        )

    def reviews(self, agency: str, duty: str) -> tuple[OfficeReview, ...]:
        """List the office's own notes on a duty of an agency, up to the day of assessment."""
        return reviews_of(self.place, agency, duty, lambda day: day <= self.as_of)


def in_order(agencies: Sequence[JudgedAgency]) -> tuple[JudgedAgency, ...]:
    """Sort agencies by type, then by folder name: no order of merit."""
    types = list(AGENCY_TYPES)
    return tuple(sorted(agencies, key=lambda agency: (types.index(agency.type), agency.id)))


def is_known(finding: Finding) -> bool:
    """Tell whether the law in force, or a rule under it, knows a finding's duty at all."""
    return bool(finding.citation)


def is_open(finding: Finding) -> bool:
    """Tell whether the agency still has something to do about a duty."""
    return finding.status in OPEN


def count_with_status(findings: Sequence[Finding], status: Status) -> int:
    """Count the findings that have a status."""
    return sum(finding.status is status for finding in findings)


def _cover(assessment: Assessment) -> list[CoverRow]:
    rows = []
    for covered_point in assessment.coverage.points:
        point = covered_point.point
        rows.append(
            CoverRow(
                citation=point.citation,
                code=point.id,
                title=point.title,
                of_kind=False,
                novelty=point.novelty,
                cover=covered_point.cover,
                basis=covered_point.basis,
                spot=covered_point.spot,
            )
        )
        rows += [
            CoverRow(
                citation=point.citation,
                code=kind.kind.id,
                title=kind.kind.title,
                of_kind=True,
                novelty=kind.kind.novelty,
                cover=kind.cover,
                basis=kind.basis,
                spot=kind.spot,
            )
            for kind in covered_point.kinds
        ]
    return rows
