"""Parts that ask whether what was created was made public in time."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from enum import Enum, auto

from access_info.assessment.case import Case, Measure
from access_info.assessment.field_judges import no_rows
from access_info.assessment.findings import Judgement, Lack, Spot, Standing
from access_info.assessment.rows import Entry, is_stated
from access_info.assessment.words import folded
from access_info.legal.deadlines import MOST_DAYS
from access_info.legal.parts import Part
from access_info.model.dates import vn_date
from access_info.model.items import Document, Item
from access_info.model.verification import Novelty

_MOST_EVIDENCE = 3
# `Trong 05 ngày làm việc kể từ ngày ban hành`, and nothing but creation to count from.
_OWN_RULE = re.compile(
    r"(?:^|-)(\d{1,3})-ngay(-lam-viec)?(?:-ke)?-(?:tu|sau)(?:-khi)?(?:-ngay)?(?:-duoc)?"
    r"-(?:ban-hanh|ky|tao-ra|tao-lap)(?:-|$)"
)
# Words that name another time; others (`thường xuyên`, `kịp thời`) leave the law's own.
_OTHER_TIME = re.compile(r"\d|(?:^|-)(?:khi|sau|truoc|cuoi|dau|tuan|thang|quy|nam|dinh-ky)(?:-|$)")


class _Outcome(Enum):
    """What became of something that had to be made public."""

    ON_TIME = auto()
    LATE = auto()
    WAITING = auto()
    OPEN = auto()
    UNDATED = auto()
    UNREADABLE = auto()


@dataclasses.dataclass(frozen=True, slots=True)
class _Limit:
    """The last day for making something public.

    Attributes:
        day: The day.
        certain: Whether it holds; a rule in the row's own words may say later.
    """

    day: datetime.date
    certain: bool = True


def judge_disclosed_in_time(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dung-thoi-diem`: made public within the period after creation.

    The law of the day of creation counts, or the row's own rule where it can be read. What was
    late is history: it counts for the latest year that has any row, so that it does not weigh for
    ever. What is still not public counts whatever its year.
    """
    if not case.disclosed:
        return no_rows(case, part)
    dated = [one for one in case.created if one[1] >= measure.since]
    if not dated:
        return _without_dates(case, part)
    latest = max(created.year for _, created in dated)
    found = []
    for entry, created in dated:
        public = _public_on(case, entry.record)
        if created.year < latest and public is not None:
            continue
        limit = _limit(case, entry.record, created, measure)
        if limit is None:
            continue
        outcome = _outcome(case, entry.record, limit, public)
        if created.year == latest or outcome is _Outcome.OPEN:
            found.append((entry, limit.day, outcome))
    return _judgement(case, part, found)


def _without_dates(case: Case, part: Part) -> Judgement:
    """Nothing was created since the rule holds, or nobody can tell."""
    lacks = tuple(
        Lack("ngày ban hành", row.at("ngay_ban_hanh"))
        for row in case.disclosed
        if row.record.issued is None and all(one.issued is None for _, one in row.documents)
    )
    if not lacks:
        return Judgement(part, Standing.NOT_ASKED)
    return Judgement(part, Standing.UNKNOWN, (case.disclosed[0].spot,), lacks)


def _judgement(
    case: Case, part: Part, found: list[tuple[Entry, datetime.date, _Outcome]]
) -> Judgement:
    lacks: list[Lack] = []
    by: dict[_Outcome, list[datetime.date]] = {one: [] for one in _Outcome}
    good: list[Spot] = []
    for entry, day, outcome in found:
        by[outcome].append(day)
        if outcome is _Outcome.ON_TIME:
            if len(good) < _MOST_EVIDENCE:
                good.append(entry.at())
        elif outcome not in {_Outcome.WAITING, _Outcome.UNREADABLE}:
            lacks.append(_lack(entry, day, outcome))
    standing = _standing(by)
    if standing is Standing.NOT_ASKED:
        return Judgement(part, standing)
    if standing is Standing.UNKNOWN and not lacks:
        lacks = [_lack(*one) for one in found if one[2] is _Outcome.UNREADABLE]
    missed = by[_Outcome.OPEN] or by[_Outcome.LATE]
    days = missed if standing is Standing.OVERDUE else by[_Outcome.WAITING]
    on_time = len(by[_Outcome.ON_TIME])
    return Judgement(
        part,
        standing,
        tuple(good) or (case.disclosed[0].spot,),
        tuple(lacks),
        min(days, default=None),
        met=on_time,
        of=on_time + len(lacks),
    )


def _standing(by: dict[_Outcome, list[datetime.date]]) -> Standing:
    """Late ones alone are overdue; beside others that were on time they are a part that lacks."""
    if by[_Outcome.UNDATED]:
        return Standing.UNKNOWN
    if by[_Outcome.OPEN] or (by[_Outcome.LATE] and not by[_Outcome.ON_TIME]):
        return Standing.OVERDUE
    if by[_Outcome.LATE]:
        return Standing.LACKING
    if by[_Outcome.ON_TIME] or by[_Outcome.WAITING]:
        return Standing.MET
    return Standing.UNKNOWN if by[_Outcome.UNREADABLE] else Standing.NOT_ASKED


def _lack(entry: Entry, day: datetime.date, outcome: _Outcome) -> Lack:
    if outcome is _Outcome.UNREADABLE:
        what = "thời điểm công khai nói rõ trong bao nhiêu ngày kể từ ngày ban hành"
        return Lack(what, entry.at("thoi_diem"))
    place = entry.at("ngay_cong_khai")
    if outcome is _Outcome.UNDATED:
        return Lack("ngày công khai", place)
    public = _public_day(entry.record)
    if outcome is _Outcome.LATE and public is not None:
        what = f"công khai đúng hạn {vn_date(day)} (đã công khai ngày {vn_date(public)})"
        return Lack(what, place, day)
    return Lack(f"công khai và ghi ngày công khai (hạn {vn_date(day)})", place, day)


def _public_day(record: Item | Document) -> datetime.date | None:
    """The day on which it was made public, be it by posting, as the row tells."""
    if record.published is None and record.posting is not None:
        return record.posting.start
    return record.published


def _public_on(case: Case, record: Item | Document) -> datetime.date | None:
    """The day on which it was made public, if that day has come."""
    day = _public_day(record)
    return day if day is not None and case.as_of.reached(day) else None


def _outcome(
    case: Case, record: Item | Document, limit: _Limit, public: datetime.date | None
) -> _Outcome:
    if public is not None:
        if public <= limit.day:
            return _Outcome.ON_TIME
        return _Outcome.LATE if limit.certain else _Outcome.UNREADABLE
    if not case.as_of.passed(limit.day):
        return _Outcome.WAITING
    shown = record.addresses or record.files or is_stated(record.posting)
    if _public_day(record) is None and (shown or not limit.certain):
        return _Outcome.UNDATED
    return _Outcome.OPEN


def _limit(
    case: Case, record: Item | Document, created: datetime.date, measure: Measure
) -> _Limit | None:
    """The last day for making it public; `None` when nothing demands that."""
    law = case.framework.in_force(created)
    if measure.value is None and not law.binds(case.agency.profile.type, created):
        return None
    novelties = _novelties(case, record, created)
    if novelties and Novelty.NAMED_BEFORE not in novelties:
        # Whether another law had already set a day is not known: then no day is named.
        return _grace(case) if novelties == {Novelty.NEW} else None
    founded = case.agency.profile.founded
    start = created
    if founded is not None and founded.date is not None:
        start = max(created, founded.date)
    own = own_rule(record.timing or "")
    if own is not None:
        return _Limit(case.around.last_day(start, *own))
    value, unit = measure.value, measure.unit
    if value is None:
        periods = law.deadlines_for("cong-khai")
        if not periods:
            return None
        value, unit = periods[0].value, periods[0].unit
    return _Limit(case.around.last_day(start, value, unit), _is_plain(record.timing or ""))


@functools.lru_cache(maxsize=4096)
def own_rule(timing: str) -> tuple[int, str] | None:
    """A row's own period, where its words name one: `Trong 05 ngày làm việc kể từ …`."""
    match = _OWN_RULE.search(folded(timing))
    if match is None or not 0 < int(match[1]) <= MOST_DAYS:
        return None
    return int(match[1]), "ngay-lam-viec" if match[2] else "ngay"


@functools.lru_cache(maxsize=4096)
def _is_plain(timing: str) -> bool:
    """Whether a row's words leave the law's own period as it is."""
    return _OTHER_TIME.search(folded(timing)) is None


def _novelties(case: Case, record: Item | Document, created: datetime.date) -> set[Novelty]:
    """How new was what a row is filed under, where a law later than its creation names it."""
    places = [place for text in record.points if (place := case.framework.point(text)) is not None]
    return {
        (kind or point).novelty if created < law.in_force_from else Novelty.NAMED_BEFORE
        for law, point, kind in places
    }


def _grace(case: Case) -> _Limit | None:
    """The day that the law in force sets for what no law demanded before (2026 law, Art. 31(3))."""
    days = [one.due for one in case.law.transitions if one.due is not None]
    return _Limit(max(days)) if days else None
