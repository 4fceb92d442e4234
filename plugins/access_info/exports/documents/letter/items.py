"""What a reminder letter asks an agency for, before it is put into a layout."""

from __future__ import annotations

import dataclasses
from collections.abc import Set

from access_info.assessment import OPEN, Finding, Status
from access_info.exports.documents.judged import JudgedAgency
from access_info.exports.documents.lacking import Lacking, done_late, lacking
from access_info.exports.documents.office import Office
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_KINDS

# Public by now, only late: there is nothing left to do but the next time.
LATE = "late"
_ORDER = (
    *(Status.OVERDUE.name.lower(), Status.ABSENT.name.lower(), Status.PARTIAL.name.lower()),
    *(Status.UNJUDGED.name.lower(), LATE),
)


@dataclasses.dataclass(frozen=True, slots=True)
class LetterItem:
    """One item of a letter: a duty and what is missing of it.

    Attributes:
        finding: The duty.
        lacks: What is missing of it.
    """

    finding: Finding
    lacks: tuple[Lacking, ...]

    @property
    def is_all_late(self) -> bool:
        """Whether everything was made public, only late: nothing of the item is left to do."""
        lacks = [lack for part in self.lacks for lack in (*part.whole, *part.rows)]
        return all(done_late(lack) is not None for lack in lacks)


@dataclasses.dataclass(frozen=True, slots=True)
class LetterGroup:
    """Items that stand alike, so that the same is asked for.

    Attributes:
        name: `overdue`, `absent`, `partial`, `unjudged` or `LATE`.
        entries: The items.
    """

    name: str
    entries: tuple[LetterItem, ...]


def is_sure(finding: Finding) -> bool:
    """Tell whether the law's text, read at least in a copy, lays a duty down."""
    verification = finding.verification
    return (
        finding.in_law and verification is not None and verification.rank >= Verification.COPY.rank
    )


def groups_of(agency: JudgedAgency, statuses: Set[Status] = OPEN) -> tuple[LetterGroup, ...]:
    """Group by state what a letter asks of an agency; nothing when nothing sure is open.

    A duty of which only the jurisdiction, or nobody, can say more is nothing to ask for.

    Args:
        agency: The agency.
        statuses: Duties that stand so are asked for, as far as they are open.
    """
    items = [
        LetterItem(finding, lacks)
        for finding in _open(agency, statuses)
        if is_sure(finding) and (lacks := lacking(finding))
    ]
    named = [
        (LATE if item.is_all_late else item.finding.status.name.lower(), item) for item in items
    ]
    groups = (LetterGroup(name, tuple(item for of, item in named if of == name)) for name in _ORDER)
    return tuple(group for group in groups if group.entries)


def left_out(agency: JudgedAgency, statuses: Set[Status] = OPEN) -> int:
    """Count the open duties that a letter does not ask for, since their ground is not sure."""
    unsure = (finding for finding in _open(agency, statuses) if not is_sure(finding))
    return sum(bool(lacking(finding)) for finding in unsure)


def _open(agency: JudgedAgency, statuses: Set[Status]) -> list[Finding]:
    asked = OPEN & statuses
    return [finding for finding in (*agency.findings, *agency.extras) if finding.status in asked]


def may_not_be_urged(agency: JudgedAgency, place: Jurisdiction, office: Office) -> bool:
    """Tell whether an agency stands above a province's office, so that it may not be urged.

    These are the province's committee and central bodies; none where the committee is the office.
    """
    kind = AGENCY_KINDS[agency.type]
    above = kind.is_central or kind.is_province_committee
    return above and place.kind.is_province and not office.is_committee
