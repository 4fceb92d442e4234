"""Judges of parts that ask whether rows are updated in turn, or shown for long enough."""

from __future__ import annotations

import datetime
import re

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.findings import Judgement, Lack, PartStatus
from access_info.assessment.periods import end_of_next_period, end_of_next_week
from access_info.assessment.rows import DisclosedRow, ListRow
from access_info.assessment.words import folded
from access_info.legal.parts import DutyPart
from access_info.model.declarations.date_words import vn_date
from access_info.model.items import Item, Period

_MOST_EVIDENCE = 3
_MONTHS = {"hang-thang": 1, "hang-quy": 3, "sau-thang": 6, "hang-nam": 12}
_FREQUENCIES = {"hang-ngay", "hang-tuan", *_MONTHS}
_LABELS = {"sau-thang-mot-lan": "sau-thang"}
# Folded words: “niêm yết 30 ngày” gives “30”; “ngày 30” does not match.
_STATED_LENGTH = re.compile(r"(?:^|-)(\d{1,3})-ngay(?:-|$)")


def judge_updated(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `theo-tan-suat`: what is updated each month, quarter … had its turn.

    After a change in one period the next is due by the end of the period that follows.
    """
    del measure
    regular = [
        (row, frequency)
        for row in context.disclosed
        if row.record.frequency and (frequency := _frequency(row.record.frequency))
    ]
    if not regular:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    missing: list[Lack] = []
    overdue: list[Lack] = []
    dues: list[datetime.date] = []
    for row, frequency in regular:
        last = _last_change(context, row)
        if last is None:
            missing.append(Lack("ngày cập nhật", row.at("ngay_cap_nhat")))
            continue
        day = next_update(context, last, frequency)
        dues.append(day)
        if context.as_of.passed(day):
            what = f"cập nhật kỳ mới (lần gần nhất {vn_date(last)}, hạn {vn_date(day)})"
            overdue.append(Lack(what, row.at("ngay_cap_nhat"), day))
    status = PartStatus.UNKNOWN if missing else PartStatus.OVERDUE if overdue else PartStatus.MET
    return Judgement(
        part,
        status,
        tuple(row.spot for row, _ in regular[:_MOST_EVIDENCE]),
        (*missing, *overdue),
        min(dues, default=None),
        met=len(regular) - len(missing) - len(overdue),
        of=len(regular),
    )


def _frequency(typed: str) -> str:
    """Return the code of a frequency that sets dates; "" for others."""
    code = folded(typed)
    code = _LABELS.get(code, code)
    return code if code in _FREQUENCIES else ""


def next_update(context: AgencyContext, last: datetime.date, frequency: str) -> datetime.date:
    """Return the last day for the next change after one on `last`."""
    if frequency == "hang-ngay":
        return context.jurisdiction.last_day(last, 1, "ngay-lam-viec")
    if frequency == "hang-tuan":
        return end_of_next_week(last)
    return end_of_next_period(last, _MONTHS[frequency])


def _last_change(context: AgencyContext, row: ListRow[Item]) -> datetime.date | None:
    """Return the newest day of change, of the row or a document under it, that has come."""
    days = [row.record.modified, row.record.published]
    for _, document in row.documents:
        days += [document.modified, document.published]
    come = [day for day in days if day is not None and context.as_of.reached(day)]
    return max(come, default=None)


def judge_long_enough(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `du-thoi-gian`: a posting, or broadcast, lasts the least number of days.

    Only what began in the latest year that has any counts: what is long over cannot be mended.
    """
    broadcast = part.rows == "truyen-thanh"
    key = "truyen_thanh" if broadcast else "niem_yet"
    spans = [
        (entry, span)
        for entry in context.entries
        if (span := entry.record.broadcast if broadcast else entry.record.posting) is not None
        and (span.start or span.end)
        and (
            span.start is None
            or (span.start >= measure.since and context.as_of.reached(span.start))
        )
    ]
    latest = max((span.start.year for _, span in spans if span.start), default=None)
    good: list[DisclosedRow] = []
    lacks: list[Lack] = []
    unknown = False
    for entry, span in spans:
        if span.start is None:
            unknown = True
            lacks.append(Lack(f"ngày bắt đầu {_ACTS[key]}", entry.at(key, "tu")))
            continue
        if span.start.year != latest:
            continue
        least = _least(context, entry, span.start, measure)
        days = _length(span)
        if days is None or days >= least:
            good.append(entry)
        else:
            what = f"{_ACTS[key]} thêm {least - days} ngày (đã ghi {days} ngày, phải đủ {least})"
            lacks.append(Lack(what, entry.at(key, "den")))
    if not good and not lacks:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    return Judgement(
        part,
        PartStatus.UNKNOWN if unknown else PartStatus.LACKING if lacks else PartStatus.MET,
        tuple(entry.at(key) for entry in good[:_MOST_EVIDENCE]) or (lacks[0].spot,),
        tuple(lacks),
        met=len(good),
        of=len(good) + len(lacks),
    )


_ACTS = {"niem_yet": "niêm yết", "truyen_thanh": "truyền thanh"}


def _least(
    context: AgencyContext, entry: DisclosedRow, start: datetime.date, measure: Measure
) -> int:
    """Return the least number of days: of the rule, else of that day's law or fewer by the row."""
    if measure.value is not None:
        return measure.value
    periods = context.framework.in_force(start).deadlines_for("niem-yet")
    least = max((period.value for period in periods), default=0)
    match = _STATED_LENGTH.search(folded(entry.record.duration or ""))
    return least if match is None else min(least, int(match[1]))


def _length(span: Period) -> int | None:
    """Count the days of a span, both ends included; `None` while it is open."""
    return (span.end - span.start).days + 1 if span.end and span.start else None
