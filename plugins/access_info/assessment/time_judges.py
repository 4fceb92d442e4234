"""Parts that ask whether something was done in time: disclosing, posting, updating."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from access_info.assessment.case import Case, Measure
from access_info.assessment.field_judges import later
from access_info.assessment.findings import Judgement, Lack, Spot, Standing
from access_info.assessment.rows import ListRow, last_possible
from access_info.legal.deadlines import MOST_DAYS
from access_info.legal.parts import Part
from access_info.model.dates import vn_date
from access_info.model.items import Document, Item, Period
from access_info.model.types import fold

_MOST_EVIDENCE = 3
_OWN_RULE = re.compile(r"(?:^|-)(\d{1,3})-ngay(-lam-viec)?(?:-lien-tuc)?(?:-ke)?-(?:tu|sau)(?:-|$)")
_MONTHS = {"hang-thang": 1, "hang-quy": 3, "sau-thang": 6, "hang-nam": 12}


def judge_disclosed_in_time(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dung-thoi-diem`: disclosed within the period after creation.

    The law of the day of creation counts, or the row's own rule where it can be read. Rows of
    the latest year that has any are judged, so that lateness of long ago does not weigh for
    ever.
    """
    rows = case.disclosed
    place = case.list_spot()
    if not rows:
        return Judgement(part, Standing.LACKING, (), (Lack(part.title, place),))
    dated = [
        (record, spot, created)
        for record, spot in _records(rows)
        if (created := _created(record)) is not None
        and created >= case.framework.packs[0].in_force_from
        and case.as_of.reached(created)
    ]
    seen = (rows[0].spot,)
    if not dated:
        lacks = (Lack("ngày tạo ra thông tin (ngay_ban_hanh)", rows[0].at("ngay_ban_hanh")),)
        return Judgement(part, Standing.UNKNOWN, seen, lacks)
    latest = max(created.year for _, _, created in dated)
    return _in_time(
        case, part, measure, [entry for entry in dated if entry[2].year == latest], seen
    )


def _in_time(
    case: Case,
    part: Part,
    measure: Measure,
    dated: list[tuple[Item | Document, Spot, datetime.date]],
    seen: tuple[Spot, ...],
) -> Judgement:
    good: list[Spot] = []
    lacks: list[Lack] = []
    standings: set[Standing] = set()
    waiting: list[datetime.date] = []
    missed: list[datetime.date] = []
    for record, spot, created in dated:
        limit = _limit(case, record, created, measure)
        if limit is None:
            continue
        last, own = limit
        published = record.published
        if published is not None and case.as_of.reached(published):
            if published <= last:
                good.append(spot)
            elif not own:
                what = f"công khai ngày {vn_date(published)}, sau hạn {vn_date(last)}"
                lacks.append(Lack(what, _within(spot, "ngay_cong_khai"), last))
                standings.add(Standing.LACKING)
                missed.append(last)
        elif published is None and (record.addresses or record.files or record.posting):
            lacks.append(Lack("ngày công khai", _within(spot, "ngay_cong_khai")))
            standings.add(Standing.UNKNOWN)
        elif case.as_of.passed(last):
            what = f"chưa công khai, hạn {vn_date(last)}"
            lacks.append(Lack(what, _within(spot, "ngay_cong_khai"), last))
            standings.add(Standing.OVERDUE)
            missed.append(last)
        else:
            waiting.append(last)
    judged = len(good) + len(lacks)
    if not judged and not waiting:
        return Judgement(part, Standing.NOT_ASKED)
    standing = Standing.MET
    if Standing.UNKNOWN in standings:
        standing = Standing.UNKNOWN
    elif Standing.OVERDUE in standings or (standings and not good):
        standing = Standing.OVERDUE
    elif standings:
        standing = Standing.LACKING
    days = missed if standing is Standing.OVERDUE else waiting
    return Judgement(
        part,
        standing,
        tuple(good[:_MOST_EVIDENCE]) or seen,
        tuple(lacks),
        min(days, default=None),
        met=len(good),
        of=judged,
    )


def judge_updated(case: Case, part: Part, measure: Measure) -> Judgement:
    """`theo-tan-suat`: what is updated each month, quarter … had its turn.

    After a change in one period the next is due by the end of the period that follows.
    """
    del measure
    rows = [
        row
        for row in case.disclosed
        if row.record.frequency in {*_MONTHS, "hang-ngay", "hang-tuan"}
    ]
    if not rows:
        return Judgement(part, Standing.NOT_ASKED)
    missing: list[Lack] = []
    overdue: list[Lack] = []
    dues: list[datetime.date] = []
    for row in rows:
        last = _last_change(case, row)
        if last is None:
            missing.append(Lack("ngày cập nhật", row.at("ngay_cap_nhat")))
            continue
        day = next_update(case, last, row.record.frequency or "")
        dues.append(day)
        if case.as_of.passed(day):
            what = f"cập nhật kỳ mới (lần gần nhất {vn_date(last)}, hạn {vn_date(day)})"
            overdue.append(Lack(what, row.at("ngay_cap_nhat"), day))
    standing = Standing.UNKNOWN if missing else Standing.OVERDUE if overdue else Standing.MET
    return Judgement(
        part,
        standing,
        tuple(row.spot for row in rows[:_MOST_EVIDENCE]),
        (*missing, *overdue),
        min(dues, default=None),
        met=len(rows) - len(missing) - len(overdue),
        of=len(rows),
    )


def next_update(case: Case, last: datetime.date, frequency: str) -> datetime.date:
    """The last day for the next change after one on `last`."""
    if frequency == "hang-ngay":
        return case.last_day(last, 1, "ngay-lam-viec")
    if frequency == "hang-tuan":
        return later(last, 13 - last.weekday())
    months = _MONTHS[frequency]
    start = (last.month - 1) // months * months
    end = last.year * 12 + start + 2 * months - 1
    year, month = divmod(end, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def judge_long_enough(case: Case, part: Part, measure: Measure) -> Judgement:
    """`du-thoi-gian`: what is posted, or broadcast, stays for the least number of days."""
    broadcast = part.rows == "truyen-thanh"
    least = measure.value
    if least is None:
        least = max((one.value for one in case.law.deadlines_for("niem-yet")), default=0)
    key = "truyen_thanh" if broadcast else "niem_yet"
    good: list[Spot] = []
    lacks: list[Lack] = []
    unknown = False
    for record, spot in _records(case.disclosed):
        span = record.broadcast if broadcast else record.posting
        if span is None or (span.start is None and span.end is None):
            continue
        place = _within(spot, key)
        if span.start is None:
            unknown = True
            lacks.append(Lack("ngày bắt đầu", place))
        elif not case.as_of.reached(span.start):
            continue
        elif span.end is None or _length(span) >= least:
            good.append(place)
        else:
            lacks.append(Lack(f"mới đủ {_length(span)} ngày, phải ít nhất {least} ngày", place))
    if not good and not lacks:
        return Judgement(part, Standing.NOT_ASKED)
    return Judgement(
        part,
        Standing.UNKNOWN if unknown else Standing.LACKING if lacks else Standing.MET,
        tuple(good[:_MOST_EVIDENCE]) or (lacks[0].spot,),
        tuple(lacks),
        met=len(good),
        of=len(good) + len(lacks),
    )


def _length(span: Period) -> int:
    """Days of a closed span, both ends included."""
    return (span.end - span.start).days + 1 if span.end and span.start else 0


def _records(rows: tuple[ListRow[Item], ...]) -> Iterator[tuple[Item | Document, Spot]]:
    """Rows and the documents under them."""
    for row in rows:
        yield row.record, row.spot
        if not row.documents:
            continue
        kept = set(map(id, row.documents))
        for index, one in enumerate(row.record.documents):
            if id(one) in kept:
                keys = (*row.spot.keys, "van_ban", index)
                yield one, Spot(row.spot.file, keys, one.id, one.label)


def _created(record: Item | Document) -> datetime.date | None:
    return last_possible(record.issued) if record.issued is not None else None


def _limit(
    case: Case, record: Item | Document, created: datetime.date, measure: Measure
) -> tuple[datetime.date, bool] | None:
    """The last day for disclosing, and whether a rule of the row's own may say later."""
    own = own_rule(record.timing or "")
    if own is not None:
        return case.last_day(created, own[0], own[1]), False
    if measure.value is not None:
        value, unit = measure.value, measure.unit
    else:
        law = case.framework.in_force(created)
        found = law.deadlines_for("cong-khai")
        if not found:
            return None
        value, unit = found[0].value, found[0].unit
    last = case.last_day(created, value, unit)
    grace = _grace(case, record, created)
    return max(last, grace or last), bool(record.timing)


def own_rule(timing: str) -> tuple[int, str] | None:
    """A row's own period, where its words name one: `Trong 05 ngày làm việc kể từ …`."""
    match = _OWN_RULE.search(fold(timing))
    if match is None or not 0 < int(match[1]) <= MOST_DAYS:
        return None
    return int(match[1]), "ngay-lam-viec" if match[2] else "ngay"


def _grace(case: Case, record: Item | Document, created: datetime.date) -> datetime.date | None:
    """The later day for what an older law did not ask for (2026 law, Art. 31(3))."""
    if created >= case.law.in_force_from:
        return None
    places = [case.framework.point(name) for name in record.points]
    kinds = [found[2] for found in places if found is not None and found[0].id == case.law.id]
    if not kinds or not all(kind is not None and kind.new for kind in kinds):
        return None
    return max((one.due for one in case.law.transitions if one.due), default=None)


def _last_change(case: Case, row: ListRow[Item]) -> datetime.date | None:
    """The newest change of a row or of a document under it that has come."""
    days = [
        day
        for record in (row.record, *row.documents)
        for day in (record.modified, record.published)
        if day is not None and case.as_of.reached(day)
    ]
    return max(days, default=None)


def _within(spot: Spot, key: str) -> Spot:
    return Spot(spot.file, (*spot.keys, key), spot.row, spot.title)
