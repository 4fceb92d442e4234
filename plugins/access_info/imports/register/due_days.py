"""The last days that the law sets for the answer to a request, and for its extension."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.imports.register.columns import DUE, NEW_DUE, RECEIVED, VALID
from access_info.imports.register.requests import RegisteredRequest
from access_info.imports.register.words import Workload
from access_info.legal.answers import EXTENSION
from access_info.legal.calendar import Calendar, last_day
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Deadline

_SIMPLE, _COMPLEX = "cung-cap", "cung-cap-phuc-tap"


@dataclasses.dataclass(frozen=True)
class AnswerLimit:
    """A last day with the provision it comes from.

    Attributes:
        day: The day.
        citation: Article and law.
    """

    day: datetime.date
    citation: str


def law_limit(request: RegisteredRequest, calendar: Calendar) -> AnswerLimit | None:
    """Compute the last day to answer under the law of the day of receipt; `None` if it sets none.

    Days run from the valid request. A request that is not said to be simple has the longest
    period there is: it must not be called late on a guess.
    """
    law, start = request.law, request.day(VALID) or request.day(RECEIVED)
    if law is None or start is None:
        return None
    stages = (_SIMPLE,) if request.kind is Workload.SIMPLE else (_COMPLEX, _SIMPLE)
    period = next(
        (deadline for stage in stages for deadline in _periods(request, law, stage)), None
    )
    return _limit(law, period, start, calendar)


def extension_limit(request: RegisteredRequest, calendar: Calendar) -> AnswerLimit | None:
    """Compute the last day of the longest extension, which runs on from the day that it extends.

    Neither law says where an extension starts; `legal.answers` reads them so too.
    """
    law, start = request.law, request.day(DUE) or _day(law_limit(request, calendar))
    if law is None or start is None:
        return None
    return _limit(law, next(iter(_periods(request, law, EXTENSION)), None), start, calendar)


def deadline_of(request: RegisteredRequest, calendar: Calendar) -> datetime.date | None:
    """Return the day by which an answer is on time: as extended, else as written, else by law."""
    return request.day(NEW_DUE) or request.day(DUE) or _day(law_limit(request, calendar))


def _periods(request: RegisteredRequest, law: LawPack, stage: str) -> tuple[Deadline, ...]:
    """Return the law's periods of a stage for the channel by which a request came."""
    channel = request.channel
    id_ = next(
        (
            law_channel.id
            for law_channel in law.channels
            if channel and channel.means(law_channel.id)
        ),
        "",
    )
    return law.deadlines_for(stage, id_)


def _limit(
    law: LawPack, period: Deadline | None, start: datetime.date, calendar: Calendar
) -> AnswerLimit | None:
    if period is None:
        return None
    day = last_day(start, value=period.value, unit=period.unit, calendar=calendar)
    return AnswerLimit(day, f"{period.citation} {law.full_name}")


def _day(limit: AnswerLimit | None) -> datetime.date | None:
    return limit.day if limit is not None else None
