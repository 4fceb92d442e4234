"""Requests → a year's figures, in the shape that pages show and checks judge."""

from __future__ import annotations

import collections
import datetime
import statistics
from collections.abc import Iterable, Sequence

from access_info.imports.register.columns import ANSWERED, NEW_DUE, RECEIVED, VALID
from access_info.imports.register.due_days import deadline_of
from access_info.imports.register.law_words import Grounds
from access_info.imports.register.requests import RegisteredRequest
from access_info.imports.register.words import ReceptionChannel, Result
from access_info.legal.calendar import Calendar
from access_info.legal.framework import Framework
from access_info.model.agency import Received, Results, Timeliness, YearStatistics


def year_figures(
    requests: Iterable[RegisteredRequest], *, year: int, framework: Framework
) -> YearStatistics:
    """Count the figures of the requests received in one year, whenever they were answered.

    Timeliness speaks of answers, in full, in part or refusing; a request that was handed on or
    taken back was not answered. Days are calendar days from the valid request to the answer.

    Args:
        requests: Of a register without contradictions, of any years.
        year: The year.
        framework: The laws, with the jurisdiction's own days off.
    """
    mine = [request for request in requests if request.year == year]
    channels = collections.Counter(request.channel for request in mine)
    results = collections.Counter(request.result for request in mine)
    return YearStatistics.model_validate(
        {
            "nam": year,
            "tiep_nhan": Received.model_validate(
                {channel.value: channels[channel] for channel in ReceptionChannel}
            ),
            "ket_qua": Results.model_validate(
                {result.value: results[result] for result in Result if result is not Result.REFUSED}
                | _refused(mine, framework)
            ),
            "thoi_gian": _timeliness(mine, framework.calendar),
            "khieu_nai": sum(request.complaint for request in mine),
            "khoi_kien": sum(request.lawsuit for request in mine),
            "chi_phi": sum(request.cost for request in mine),
        }
    )


def overdue(
    requests: Iterable[RegisteredRequest], *, year: int, calendar: Calendar, as_of: datetime.date
) -> int:
    """Count the requests of a year that wait for an answer although their day has passed.

    A year's figures leave such requests out: what is not answered is neither on time nor late.
    """
    waiting = (
        request for request in requests if request.year == year and request.result is Result.PENDING
    )
    deadlines = (deadline_of(request, calendar) for request in waiting)
    return sum(deadline is not None and deadline < as_of for deadline in deadlines)


def _refused(
    requests: Sequence[RegisteredRequest], framework: Framework
) -> dict[str, dict[str, int]]:
    refused = (request for request in requests if request.result is Result.REFUSED)
    counts = collections.Counter(
        request.ground.key for request in refused if request.ground is not None
    )
    ordered = {
        ground.key: counts[ground.key] for ground in Grounds(framework).all if counts[ground.key]
    }
    return {Result.REFUSED.value: ordered} if ordered else {}


def _timeliness(requests: Sequence[RegisteredRequest], calendar: Calendar) -> Timeliness:
    late = 0
    days: list[int] = []
    for request in requests:
        answered, start = request.day(ANSWERED), request.day(VALID) or request.day(RECEIVED)
        if answered is None or start is None or not (request.result and request.result.is_answer):
            continue
        deadline = deadline_of(request, calendar)
        late += deadline is not None and deadline < answered
        days.append((answered - start).days)
    known = {"trung_vi": statistics.median(days), "dai_nhat": max(days)} if days else {}
    return Timeliness.model_validate(
        {
            "dung_han": len(days) - late,
            "gia_han": sum(request.has(NEW_DUE) for request in requests),
            "qua_han": late,
            **known,
        }
    )
