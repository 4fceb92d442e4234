"""What a reminder letter asks an agency for, before it is put into a layout."""

from __future__ import annotations

import dataclasses
from collections.abc import Set

from access_info.assessment import OPEN, Finding, Status
from access_info.exports.documents.judged import JudgedAgency
from access_info.exports.documents.lacking import Lacking, lacking
from access_info.exports.documents.office import Office
from access_info.model.agency_kinds import AGENCY_KINDS
from access_info.model.jurisdiction import Jurisdiction


@dataclasses.dataclass(frozen=True, slots=True)
class LetterItem:
    """One numbered item of a letter: a duty and what is missing of it.

    Attributes:
        number: Within the whole letter.
        finding: The duty.
        lacks: What is missing of it.
    """

    number: int
    finding: Finding
    lacks: tuple[Lacking, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class LetterGroup:
    """Items that rest on the same kind of ground.

    Attributes:
        name: `in_law`, `not_in_law` or `extras`.
        entries: The items.
    """

    name: str
    entries: tuple[LetterItem, ...]


def groups_of(agency: JudgedAgency, statuses: Set[Status] = OPEN) -> tuple[LetterGroup, ...]:
    """Group by legal ground what a letter asks of an agency; nothing when nothing is open.

    A duty of which only the jurisdiction, or nobody, can say more is nothing to ask for.

    Args:
        agency: The agency.
        statuses: Duties that stand so are asked for, as far as they are open.
    """
    wanted = [
        ("in_law", [finding for finding in agency.findings if finding.in_law]),
        ("not_in_law", [finding for finding in agency.findings if not finding.in_law]),
        ("extras", list(agency.extras)),
    ]
    groups, number = [], 0
    for name, findings in wanted:
        entries = []
        for finding in findings:
            lacks = lacking(finding)
            if finding.status in OPEN and finding.status in statuses and lacks:
                number += 1
                entries.append(LetterItem(number, finding, lacks))
        if entries:
            groups.append(LetterGroup(name, tuple(entries)))
    return tuple(groups)


def may_not_be_urged(agency: JudgedAgency, place: Jurisdiction, office: Office) -> bool:
    """Tell whether an agency stands above a province's office, so that it may not be urged.

    These are the province's committee and central bodies; none where the committee is the office.
    """
    kind = AGENCY_KINDS[agency.type]
    above = kind.is_central or kind.is_province_committee
    return above and place.kind.is_province and not office.is_committee
