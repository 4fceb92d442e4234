"""Holds agencies' findings in the forms that letters and reports are made from."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar

from access_info.assessment.agency_context import has_ended
from access_info.assessment.coverage import Cover, KindCover, PointCover
from access_info.assessment.duties import Assessment
from access_info.assessment.findings import OPEN, Finding, Lack, Spot, Status
from access_info.assessment.province import (
    AgencyFindings,
    DutyCount,
    count_duties,
    office_reviews_of,
)
from access_info.checks.safety.standing import is_person
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind, Point
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, OfficeReview
from access_info.model.registry import Agency
from access_info.model.verification import Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES

# What an agency lacks of a duty, put together so that people can read it.

# The jurisdiction's file: a lack that must be mended there cannot be asked of an agency.
_JURISDICTION = "../_dia-ban.yml"
# Characters of a row's title in a paper.
MAX_TITLE = 100
# Cached: a row that lacks several things is named with each of them.
_names_somebody = functools.lru_cache(maxsize=256)(is_person)
# The words of a judge about a row that is public by now, only late:
# `công khai đúng hạn 01/02/2026 (đã công khai ngày 03/02/2026)`; no others around them.
_DONE_LATE = re.compile(r"công khai đúng hạn ([\d/]+) \(đã công khai ngày ([\d/]+)\)")


@dataclasses.dataclass(frozen=True, slots=True)
class Lacking:
    """What an agency lacks of one part of a duty, such as the part “Địa chỉ trụ sở”.

    Attributes:
        part: The part in words.
        whole: Lacks that concern no single row: of the agency itself, or of a list as such.
        rows: Lacks of single rows of its lists.
    """

    part: str
    whole: tuple[Lack, ...]
    rows: tuple[Lack, ...]


def lacking(finding: Finding) -> tuple[Lacking, ...]:
    """Return what an agency lacks of a duty, part by part; parts without lacks are left out.

    A lack that several parts share, such as an empty list, is named with the first of them only. A lack
    that the jurisdiction must mend in its own file is left out: an agency cannot be asked for it.
    """
    if finding.status in {Status.MET, Status.NOT_APPLICABLE}:
        return ()
    parts = []
    reported: set[Lack] = set()
    for judgement in finding.judgements:
        unreported = [
            lack
            for lack in judgement.lacks
            if lack.spot.file != _JURISDICTION and lack not in reported
        ]
        reported.update(unreported)
        if unreported:
            parts.append(
                Lacking(
                    part=judgement.part.title,
                    whole=tuple(dict.fromkeys(lack for lack in unreported if not lack.spot.row)),
                    rows=tuple(dict.fromkeys(lack for lack in unreported if lack.spot.row)),
                )
            )
    return tuple(parts)


def owner_of(spot: Spot) -> str:
    """Return the folder of the agency in whose data a place is, if that is another than the one judged.

    It is a predecessor, whose lists the judged agency now must complete. "" for the agency's own data,
    and for the jurisdiction's.
    """
    if not spot.file.startswith("../") or spot.file == _JURISDICTION:
        return ""
    return spot.file.split("/", 2)[1]


def done_late(lack: Lack) -> tuple[str, str] | None:
    """Return (day due, day of publication) if a lack says that a row was published late; else `None`."""
    match = _DONE_LATE.fullmatch(lack.what)
    return (match[1], match[2]) if match else None


def row_title(spot: Spot) -> str:
    """Return a row's title for papers, cut to `MAX_TITLE` characters; "" if only its id may be named.

    That is if it has no title, or if the title names a person: papers name none.
    """
    title = " ".join(spot.title.split())
    if title == spot.row or _names_somebody(title):
        return ""
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


# What the report and the letter to all agencies are made from: every agency's findings in short.

# The ground of a duty: the law in force lays it down; whether it does is not sure; another law does.
DutyGround: TypeAlias = Literal["in_law", "not_in_law", "extras"]
# States of a duty's basis in law that are not sure: not found in the law's text so far, or changed.
_UNSURE = ("chua-xac-minh", "thay-doi")
_UNCOUNTED = DutyCount("", {})
# The statuses for which tables have a column of numbers of agencies.
COUNTED = (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
_Agency = TypeVar("_Agency", "ReportedAgency", "JudgedAgency")


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedAgency:
    """One agency in short, for the report.

    Attributes:
        id: Folder name.
        name: Full name.
        short_name: The name for tables.
        type: A value of `AGENCY_TYPES`.
        findings: The statuses of its duties, and its yearly figures.
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
        ground: Whether that is the law in force, perhaps not, or another law.
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
        """Whether a text of law, which somebody has read at least in a copy, lays the duty down."""
        return self.ground != "not_in_law" and self.verification is not Verification.UNVERIFIED

    @property
    def applies(self) -> int:
        """The number of agencies to which it applies: the denominator of every share."""
        return self.count.applies

    @property
    def counts(self) -> tuple[str, ...]:
        """The duty's cells in a table: to how many agencies it applies, how many are in each of `COUNTED`."""
        return str(self.applies), *(str(self.count.count(status)) for status in COUNTED)

    @property
    def open(self) -> int:
        """The number of agencies that have not fully met the duty, or of which that cannot be told."""
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
        """The duties and rules by which any agency was judged, with numbers of agencies by status.

        Duties of the law in force come first, then rules of other laws.
        """
        findings: Mapping[str, AgencyFindings] = {
            agency.id: agency.findings for agency in self.agencies
        }
        bound = {rule for agency in findings.values() for rule in agency.extras}
        duties_and_rules = [
            *self._duties_of_law(),
            *(rule for rule in self._rules_of_other_laws() if rule.id in bound),
        ]
        counts = count_duties([duty.id for duty in duties_and_rules], findings)
        return tuple(
            dataclasses.replace(duty, count=count)
            for duty, count in zip(duties_and_rules, counts, strict=True)
            if any(count.counts.values())
        )

    def of_ground(self, ground: DutyGround) -> tuple[ReportedDuty, ...]:
        """Return the duties whose ground is of one kind (`DutyGround`), in order."""
        return tuple(duty for duty in self.duties if duty.ground == ground)

    def agencies_with(self, duty: ReportedDuty, status: Status) -> list[str]:
        """Return the short names of the agencies whose result for a duty is the status given."""
        return [
            agency.short_name
            for agency in self.agencies
            if (state := agency.findings.state(duty.id)) is not None
            and state.status == status.value
        ]

    def _duties_of_law(self) -> Iterator[ReportedDuty]:
        """Yield the duties that the law in force knows, without numbers of agencies."""
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

    def _rules_of_other_laws(self) -> Iterator[ReportedDuty]:
        """Yield the rules of other laws, without numbers of agencies."""
        for pack in self.framework.supplements:
            for rule in pack.extra_rules:
                citation = f"{rule.citation} {pack.full_name}"
                yield ReportedDuty(rule.id, rule.title, citation, "extras", rule.verification)


@dataclasses.dataclass(frozen=True, slots=True)
class CoverRow:
    """Whether an agency publishes what one point of the law, or one kind within a point, demands.

    Attributes:
        citation: The point's citation.
        code: Id of the point or kind.
        title: What it is about.
        of_kind: Whether it is a kind within a point.
        novelty: Whether an earlier law demanded it.
        cover: The answer: covered, declared not to arise, missing ….
        basis: The decision that assigned it, or "".
        spot: The place in the data that shows the state.
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
        places: Place in the data → file and line; empty if documents are not to name them.
        founded: The day from which it has existed, where that is stated.
        short: The same in short, for the report; `None` if no report is made.
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
        """Return what documents need of an agency and its assessment.

        Args:
            agency: The agency.
            assessment: The agency's assessment.
            as_of: The day.
            places: Place in the data → file and line, if documents are to name them.
            short: The findings in short, if a report is made.
            covered: Whether to include the states of points and kinds; letters do not need them.
        """
        return cls(
            id=agency.id,
            name=agency.profile.name,
            short_name=agency.short_name,
            type=agency.profile.type,
            ended=has_ended(agency, as_of),
            findings=assessment.findings,
            extras=assessment.extras,
            cover=tuple(_cover_rows(assessment)) if covered else (),
            digital=assessment.digital,
            places=places or {},
            founded=agency.profile.founded.date if agency.profile.founded else None,
            short=short,
        )

    def in_short(self) -> ReportedAgency:
        """Return the agency in short, for the report.

        Raises:
            ValueError: It was made without findings in short, for letters alone.
        """
        if self.short is None:
            raise ValueError(f"{self.id} was judged for letters alone")
        return ReportedAgency(self.id, self.name, self.short_name, self.type, self.short)

    def place(self, spot: Spot) -> str:
        """Return file and line of a place in the data, or the file alone if the line is unknown."""
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
        names: Folder name → full name of agencies, for places that only have the folder.
    """

    as_of: datetime.date
    place: Jurisdiction
    law: LawPack
    framework: Framework
    agencies: tuple[JudgedAgency, ...]
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def in_short(self) -> ReportedAgencies:
        """Return all agencies in short, for the report."""
        return ReportedAgencies(
            as_of=self.as_of,
            place=self.place,
            law=self.law,
            framework=self.framework,
            agencies=tuple(agency.in_short() for agency in self.agencies),
        )

    def reviews(self, agency: str, duty: str) -> tuple[OfficeReview, ...]:
        """Return the overseeing office's notes on an agency's duty, dated up to the day of assessment."""
        return office_reviews_of(self.place, agency, duty, lambda day: day <= self.as_of)


def in_order(agencies: Iterable[_Agency]) -> tuple[_Agency, ...]:
    """Sort agencies by type, then by folder name: no order of merit."""
    types = list(AGENCY_TYPES)
    return tuple(sorted(agencies, key=lambda agency: (types.index(agency.type), agency.id)))


def _cover_rows(assessment: Assessment) -> Iterator[CoverRow]:
    """Yield the state of each point, followed by those of the kinds of information within it."""
    for point in assessment.coverage.points:
        parts: list[tuple[Point | InformationKind, PointCover | KindCover]] = [(point.point, point)]
        parts += [(kind.kind, kind) for kind in point.kinds]
        for subject, covered in parts:
            yield CoverRow(
                citation=point.point.citation,
                code=subject.id,
                title=subject.title,
                of_kind=subject is not point.point,
                novelty=subject.novelty,
                cover=covered.cover,
                basis=covered.basis,
                spot=covered.spot,
            )
