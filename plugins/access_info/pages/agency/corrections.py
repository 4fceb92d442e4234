"""What the page of corrections shows beside the log: the law's periods, and by when each is due."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypedDict

from access_info.assessment.judges.agency import correction_due
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Deadline
from access_info.model.agency import Correction
from access_info.model.as_of import AsOf
from access_info.pages.rendering.site import SiteContext
from access_info.pages.request.law_parts import deadlines

_STAGES = ("kien-nghi-sai-sot", "dinh-chinh-tu-phat-hien", "dinh-chinh-theo-yeu-cau")


class CorrectionValues(TypedDict):
    """Values for the page's template.

    Attributes:
        deadlines: The law's periods.
        due_of: The last day for an open mistake, where it can be said.
        passed: Whether a day is over.
    """

    deadlines: list[Deadline]
    due_of: Callable[[Correction], datetime.date | None]
    passed: Callable[[datetime.date], bool]


def correction_values(law: LawPack, site: SiteContext, as_of: AsOf) -> CorrectionValues:
    """Gather what the template of the page of corrections needs.

    Args:
        law: The law in force.
        site: What pages share.
        as_of: The day; whether a due date has passed depends on it.
    """

    def due_of(correction: Correction) -> datetime.date | None:
        due = correction_due(correction, site.framework)
        return due.day if due is not None else None

    return CorrectionValues(deadlines=deadlines(law, _STAGES), due_of=due_of, passed=as_of.passed)
