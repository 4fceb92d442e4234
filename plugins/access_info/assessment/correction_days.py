"""The day by which a mistake must be corrected, under the law in force when the time began."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.assessment.words import folded
from access_info.legal.deadlines import last_day
from access_info.legal.framework import Framework
from access_info.legal.packs import Deadline, LawPack
from access_info.model.corrections import Correction

_BY_ITSELF = "tu-phat-hien"


@dataclasses.dataclass(frozen=True)
class CorrectionDue:
    """The last day for answering a petition or correcting a mistake.

    Attributes:
        start: The day from which the time runs; not counted.
        day: The last day.
        period: The law's period.
        law: The law.
    """

    start: datetime.date
    day: datetime.date
    period: Deadline
    law: LawPack


def correction_start(record: Correction) -> datetime.date | None:
    """Return the day from which the time for correcting runs: of petition, else of discovery."""
    return record.petitioned or (record.discovery.date if record.discovery else None)


def correction_period(
    record: Correction, start: datetime.date, framework: Framework
) -> Deadline | None:
    """Find the law's period for a mistake; `None` when the law of that day sets none.

    What others found without a petition's date has the longer period of petitions: a doubt
    never counts against anyone.
    """
    by = record.discovery.by if record.discovery else None
    by_itself = record.petitioned is None and (not by or _BY_ITSELF in folded(by))
    stage = "dinh-chinh-tu-phat-hien" if by_itself else "kien-nghi-sai-sot"
    periods = framework.in_force(start).deadlines_for(stage)
    return periods[0] if periods else None


def correction_due(record: Correction, framework: Framework) -> CorrectionDue | None:
    """Reckon by when a mistake must be corrected; `None` without a start or a period."""
    start = correction_start(record)
    period = correction_period(record, start, framework) if start is not None else None
    if start is None or period is None:
        return None
    day = last_day(start, value=period.value, unit=period.unit, calendar=framework.calendar)
    return CorrectionDue(start, day, period, framework.in_force(start))
