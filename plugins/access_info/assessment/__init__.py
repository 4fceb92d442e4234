"""Does the agency meet its duties? Findings with evidence; nothing here stops a build."""

from __future__ import annotations

from access_info.assessment.coverage import COVERS, Cover, Coverage
from access_info.assessment.duties import Assessment, Assessor, has_ended
from access_info.assessment.findings import (
    OPEN,
    STATUSES,
    Finding,
    Judgement,
    Lack,
    Spot,
    Standing,
    Status,
)

__all__ = [
    "COVERS",
    "OPEN",
    "STATUSES",
    "Assessment",
    "Assessor",
    "Cover",
    "Coverage",
    "Finding",
    "Judgement",
    "Lack",
    "Spot",
    "Standing",
    "Status",
    "has_ended",
]
