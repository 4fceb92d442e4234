"""Parts that ask whether what was created was made public in time."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from enum import Enum, auto

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.findings import Judgement, Lack, PartStatus, Spot
from access_info.assessment.judges.policy import judge_empty_list
from access_info.assessment.rows import DisclosedRow, is_stated
from access_info.assessment.words import folded
from access_info.legal.deadlines import MOST_DAYS
from access_info.legal.parts import DutyPart
from access_info.model.declarations.date_words import vn_date
from access_info.model.items import Document, Item
from access_info.model.verification import Novelty

_MOST_EVIDENCE = 3
# Folded words. “Trong 05 ngày làm việc kể từ ngày ban hành” matches: groups “05”, “-lam-viec”.
# “05 ngày kể từ ngày phê duyệt” does not: only periods from creation are read.
_STATED_PERIOD = re.compile(
    r"(?:^|-)(\d{1,3})-ngay(-lam-viec)?(?:-ke)?-(?:tu|sau)(?:-khi)?(?:-ngay)?(?:-duoc)?"
    r"-(?:ban-hanh|ky|tao-ra|tao-lap)(?:-|$)"
)
# Folded words that name another time: “hằng quý”, “Sau khi họp”, “15 ngày”. Words such as
# “thường xuyên”, “kịp thời” do not match, and leave the law's own period.
_OTHER_TIME = re.compile(r"\d|(?:^|-)(?:khi|sau|truoc|cuoi|dau|tuan|thang|quy|nam|dinh-ky)(?:-|$)")


class _DisclosureOutcome(Enum):
    """The ways in which something that had to be made public turned out."""

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
        certain: Whether it holds; the row's own words may set a later day that cannot be read.
        law: “ theo …” where another law than today's sets it; else "".
    """

    day: datetime.date
    certain: bool = True
    law: str = ""


def judge_disclosed_in_time(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `dung-thoi-diem`: made public within the period after creation.

    The law of the day of creation counts, or the row's own rule where it can be read. Late ones
    count only for the latest year that has any row, so that they do not weigh on an agency for
    ever. What is still not public counts whatever its year.
    """
    if not context.disclosed:
        return judge_empty_list(context, part)
    dated = [pair for pair in context.created if pair[1] >= measure.since]
    if not dated:
        return _without_dates(context, part)
    latest = max(created.year for _, created in dated)
    outcomes = []
    for entry, created in dated:
        public = _public_on(context, entry.record)
        if created.year < latest and public is not None:
            continue
        limit = _limit(context, entry.record, created, measure)
        if limit is None:
            continue
        outcome = _outcome(context, entry.record, limit, public)
        if created.year == latest or outcome is _DisclosureOutcome.OPEN:
            outcomes.append((entry, limit.day, outcome, limit.law))
    return _judgement(context, part, outcomes)


def _without_dates(context: AgencyContext, part: DutyPart) -> Judgement:
    """Judge rows that state no creation since the rule holds: not applicable, or unknown."""
    lacks = tuple(
        Lack("ngày ban hành", row.at("ngay_ban_hanh"))
        for row in context.disclosed
        if row.record.issued is None
        and all(document.issued is None for _, document in row.documents)
    )
    if not lacks:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    return Judgement(part, PartStatus.UNKNOWN, (context.disclosed[0].spot,), lacks)


def _judgement(
    context: AgencyContext,
    part: DutyPart,
    outcomes: list[tuple[DisclosedRow, datetime.date, _DisclosureOutcome, str]],
) -> Judgement:
    lacks: list[Lack] = []
    by: dict[_DisclosureOutcome, list[datetime.date]] = {
        outcome: [] for outcome in _DisclosureOutcome
    }
    good: list[Spot] = []
    for entry, day, outcome, law in outcomes:
        by[outcome].append(day)
        if outcome is _DisclosureOutcome.ON_TIME:
            if len(good) < _MOST_EVIDENCE:
                good.append(entry.at())
        elif outcome not in {_DisclosureOutcome.WAITING, _DisclosureOutcome.UNREADABLE}:
            lacks.append(_lack(entry, day, outcome, law))
    status = _status(by)
    if status is PartStatus.NOT_APPLICABLE:
        return Judgement(part, status)
    if status is PartStatus.UNKNOWN and not lacks:
        lacks = [
            _lack(*judged) for judged in outcomes if judged[2] is _DisclosureOutcome.UNREADABLE
        ]
    missed = by[_DisclosureOutcome.OPEN] or by[_DisclosureOutcome.LATE]
    days = missed if status is PartStatus.OVERDUE else by[_DisclosureOutcome.WAITING]
    on_time = len(by[_DisclosureOutcome.ON_TIME])
    return Judgement(
        part,
        status,
        tuple(good) or (context.disclosed[0].spot,),
        tuple(lacks),
        min(days, default=None),
        met=on_time,
        of=on_time + len(lacks),
    )


def _status(by: dict[_DisclosureOutcome, list[datetime.date]]) -> PartStatus:
    """Return the part's status: late ones alone are overdue, beside ones on time lacking."""
    if by[_DisclosureOutcome.UNDATED]:
        return PartStatus.UNKNOWN
    if by[_DisclosureOutcome.OPEN] or (
        by[_DisclosureOutcome.LATE] and not by[_DisclosureOutcome.ON_TIME]
    ):
        return PartStatus.OVERDUE
    if by[_DisclosureOutcome.LATE]:
        return PartStatus.LACKING
    if by[_DisclosureOutcome.ON_TIME] or by[_DisclosureOutcome.WAITING]:
        return PartStatus.MET
    return PartStatus.UNKNOWN if by[_DisclosureOutcome.UNREADABLE] else PartStatus.NOT_APPLICABLE


def _lack(entry: DisclosedRow, day: datetime.date, outcome: _DisclosureOutcome, law: str) -> Lack:
    """Say what is missing; `law` names the law of the day, where it is not the one of today."""
    if outcome is _DisclosureOutcome.UNREADABLE:
        what = "thời điểm công khai nói rõ trong bao nhiêu ngày kể từ ngày ban hành"
        return Lack(what, entry.at("thoi_diem"))
    place = entry.at("ngay_cong_khai")
    if outcome is _DisclosureOutcome.UNDATED:
        return Lack("ngày công khai", place)
    public = _public_day(entry.record)
    if outcome is _DisclosureOutcome.LATE and public is not None:
        what = f"công khai đúng hạn {vn_date(day)}{law} (đã công khai ngày {vn_date(public)})"
        return Lack(what, place, day)
    return Lack(f"công khai và ghi ngày công khai (hạn {vn_date(day)}{law})", place, day)


def _public_day(record: Item | Document) -> datetime.date | None:
    """Return the day on which it was made public, or posted if no such day is stated."""
    if record.published is None and record.posting is not None:
        return record.posting.start
    return record.published


def _public_on(context: AgencyContext, record: Item | Document) -> datetime.date | None:
    """Return the day on which it was made public, if that day has come."""
    day = _public_day(record)
    return day if day is not None and context.as_of.reached(day) else None


def _outcome(
    context: AgencyContext, record: Item | Document, limit: _Limit, public: datetime.date | None
) -> _DisclosureOutcome:
    if public is not None:
        if public <= limit.day:
            return _DisclosureOutcome.ON_TIME
        return _DisclosureOutcome.LATE if limit.certain else _DisclosureOutcome.UNREADABLE
    if not context.as_of.passed(limit.day):
        return _DisclosureOutcome.WAITING
    shown = record.addresses or record.files or is_stated(record.posting)
    if _public_day(record) is None and (shown or not limit.certain):
        return _DisclosureOutcome.UNDATED
    return _DisclosureOutcome.OPEN


def _limit(
    context: AgencyContext, record: Item | Document, created: datetime.date, measure: Measure
) -> _Limit | None:
    """Reckon the last day for making it public; `None` when nothing demands that."""
    law = context.framework.in_force(created)
    if measure.value is None and not law.binds(context.agency.profile.type, created):
        return None
    novelties = _novelties(context, record, created)
    if novelties and Novelty.NAMED_BEFORE not in novelties:
        # Whether another law had already set a day is not known: then no day is named.
        return _grace(context) if novelties == {Novelty.NEW} else None
    founded = context.agency.profile.founded
    start = created
    if founded is not None and founded.date is not None:
        start = max(created, founded.date)
    stated = stated_period(record.timing or "")
    if stated is not None:
        return _Limit(context.jurisdiction.last_day(start, *stated))
    value, unit, named = measure.value, measure.unit, ""
    if value is None:
        periods = law.deadlines_for("cong-khai")
        if not periods:
            return None
        value, unit = periods[0].value, periods[0].unit
        named = "" if law is context.law else f" theo {law.full_name}"
    last = context.jurisdiction.last_day(start, value, unit)
    return _Limit(last, _is_plain(record.timing or ""), named)


@functools.lru_cache(maxsize=4096)
def stated_period(timing: str) -> tuple[int, str] | None:
    """Parse a row's own period, if its words name one: `Trong 05 ngày làm việc kể từ …`."""
    match = _STATED_PERIOD.search(folded(timing))
    if match is None or not 0 < int(match[1]) <= MOST_DAYS:
        return None
    return int(match[1]), "ngay-lam-viec" if match[2] else "ngay"


@functools.lru_cache(maxsize=4096)
def _is_plain(timing: str) -> bool:
    """Tell whether a row's words leave the law's own period as it is."""
    return _OTHER_TIME.search(folded(timing)) is None


def _novelties(
    context: AgencyContext, record: Item | Document, created: datetime.date
) -> set[Novelty]:
    """Collect how new the points of a row are, for each law later than its creation."""
    places = [
        place for text in record.points if (place := context.framework.point(text)) is not None
    ]
    return {
        (kind or point).novelty if created < law.in_force_from else Novelty.NAMED_BEFORE
        for law, point, kind in places
    }


def _grace(context: AgencyContext) -> _Limit | None:
    """Return the law's last day for what no law demanded before (2026 law, Art. 31(3))."""
    days = [transition.due for transition in context.law.transitions if transition.due is not None]
    return _Limit(max(days)) if days else None
