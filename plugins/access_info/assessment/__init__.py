"""Judges whether an agency meets its duties: findings with evidence; never stops a build."""

from __future__ import annotations

from access_info.assessment.agency_context import has_ended
from access_info.assessment.coverage import COVERS, Cover, Coverage
from access_info.assessment.duties import Assessment, Assessor
from access_info.assessment.findings import (
    OPEN,
    STATUSES,
    Finding,
    Judgement,
    Lack,
    PartStatus,
    Spot,
    Status,
)
from access_info.assessment.province import AgencyFindings, DutyState, YearFigures, findings_of

__all__ = [
    "COVERS",
    "OPEN",
    "STATUSES",
    "AgencyFindings",
    "Assessment",
    "Assessor",
    "Cover",
    "Coverage",
    "DutyState",
    "Finding",
    "Judgement",
    "Lack",
    "PartStatus",
    "Spot",
    "Status",
    "YearFigures",
    "findings_of",
    "has_ended",
]
