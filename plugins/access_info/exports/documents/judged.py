"""Agencies as assessed, for letters and reports."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar

from access_info.assessment import (
    OPEN,
    AgencyFindings,
    Assessment,
    Cover,
    Finding,
    Lack,
    Spot,
    Status,
    has_ended,
)
from access_info.assessment.coverage import KindCover, PointCover
from access_info.assessment.province import DutyCount, count_duties, office_reviews_of
from access_info.checks.safety.standing import is_person
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind, Point
from access_info.model.agency import YearStatistics
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, OfficeReview
from access_info.model.registry import Agency
from access_info.model.verification import Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES

# What an agency lacks of a duty, put together so that people can read it.

# A lack that the jurisdiction must mend is nothing to ask of an agency.
_JURISDICTION = "../_dia-ban.yml"
MAX_TITLE = 100
# In the judge's words, late but public by now:
# `công khai đúng hạn 01/02/2026 (đã công khai ngày 03/02/2026)`; not with more words around it.
_DONE_LATE = re.compile(r"công khai đúng hạn ([\d/]+) \(đã công khai ngày ([\d/]+)\)")


@dataclasses.dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing of one part of a duty.

    Attributes:
        part: The part in words.
        whole: What is missing of the agency as such, in words.
        rows: What is missing of rows of its lists.
    """

    part: str
    whole: tuple[Lack, ...]
    rows: tuple[Lack, ...]


def lacking(finding: Finding) -> tuple[Lacking, ...]:
    """Collect what an agency lacks of a duty, part by part; nothing of a met duty or part.

    What several parts lack, such as a list that is empty, is told with the first of them. What the
    jurisdiction must mend is left out.
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
    """Return the folder name of the other agency whose data a spot is in; "" for its own."""
    if not spot.file.startswith("../") or spot.file == _JURISDICTION:
        return ""
    return spot.file.split("/", 2)[1]


def done_late(lack: Lack) -> tuple[str, str] | None:
    """Parse the due day and the day of publication of a lack that is public by now, only late."""
    match = _DONE_LATE.fullmatch(lack.what)
    return (match[1], match[2]) if match else None


def row_title(spot: Spot) -> str:
    """Return a row's title, cut to `MAX_TITLE` characters; "" where its id alone must do.

    That is where it has no other name, or where a person is named in it: papers name none.
    """
    title = " ".join(spot.title.split())
    if title == spot.row or _names_somebody(title):
        return ""
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


@functools.lru_cache(maxsize=256)  # what lacks several things is named with each of them
def _names_somebody(title: str) -> bool:
    return is_person(title)


# What the report and the letter to all agencies are made from: every agency's findings in short.

# What a duty rests on: the law's own text, not surely that, or another law.
DutyGround: TypeAlias = Literal["in_law", "not_in_law", "extras"]
_UNSURE = ("chua-xac-minh", "thay-doi")
_UNCOUNTED = DutyCount("", {})
# The statuses that tables count the agencies of a duty by.
COUNTED = (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
_Agency = TypeVar("_Agency", "ReportedAgency", "JudgedAgency")


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
    def counts(self) -> tuple[str, ...]:
        """The cells of a table that count the agencies to which it applies, and those of each status."""
        return str(self.applies), *(str(self.count.count(status)) for status in COUNTED)

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
        told = [
            *self._duties_of_law(),
            *(rule for rule in self._rules_of_other_laws() if rule.id in bound),
        ]
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

    def _duties_of_law(self) -> Iterator[ReportedDuty]:
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

    def _rules_of_other_laws(self) -> Iterator[ReportedDuty]:
        """Yield other laws' rules, nothing counted yet."""
        for pack in self.framework.supplements:
            for rule in pack.extra_rules:
                citation = f"{rule.citation} {pack.full_name}"
                yield ReportedDuty(rule.id, rule.title, citation, "extras", rule.verification)


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
            cover=tuple(_cover_rows(assessment)) if covered else (),
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
        return office_reviews_of(self.place, agency, duty, lambda day: day <= self.as_of)


def in_order(agencies: Iterable[_Agency]) -> tuple[_Agency, ...]:
    """Sort agencies by type, then by folder name: no order of merit."""
    types = list(AGENCY_TYPES)
    return tuple(sorted(agencies, key=lambda agency: (types.index(agency.type), agency.id)))


def _cover_rows(assessment: Assessment) -> Iterator[CoverRow]:
    """Yield how each point stands, and behind it each kind of information within it."""
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
