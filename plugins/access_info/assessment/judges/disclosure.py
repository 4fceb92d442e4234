"""Judges parts of duties about rows of lists: present, complete, in time, reviewed, of every kind."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum, auto
from typing import TypeAlias

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.coverage import (
    AnyRow,
    Cover,
    DisclosedRow,
    KindCover,
    PointCover,
    has_come,
    is_stated,
    value_reader,
)
from access_info.assessment.findings import (
    Judgement,
    Lack,
    PartStatus,
    Spot,
    field_name,
    folded,
    joined_phrases,
)
from access_info.legal.calendar import MAX_PERIOD_DAYS, days_later
from access_info.legal.provisions import DutyPart
from access_info.legal.vocabularies import PART_LISTS
from access_info.model.fields import Record, fields_of
from access_info.model.items import CONDITIONAL, DISCLOSURE, ConditionalItem, Document, Item
from access_info.model.types import vn_date
from access_info.model.verification import Novelty

# Judgements that several judges share: by the jurisdiction's days, by a day due, of an empty list.

Judge = Callable[[AgencyContext, DutyPart, Measure], Judgement]
# Where the jurisdiction states within how many days rows must be reviewed.
_POLICY = Spot("../_dia-ban.yml", ("ra_soat", "so_ngay"))


def judge_within_policy(
    context: AgencyContext, part: DutyPart, last: tuple[datetime.date, Spot]
) -> Judgement:
    """Judge when something was last done (`last`: day, place) by the days that the jurisdiction allows."""
    day, spot = last
    policy = context.policy_days
    if policy is None:
        return judge_without_policy(part, (spot,))
    return judge_by_day(context, part, last, days_later(day, policy))


def judge_without_policy(part: DutyPart, evidence: tuple[Spot, ...]) -> Judgement:
    """Judge a part unknown because the jurisdiction has not set within how many days to review."""
    what = "số ngày rà soát do địa bàn đặt ra"
    return Judgement(part, PartStatus.UNKNOWN, evidence, (Lack(what, _POLICY),))


def judge_by_day(
    context: AgencyContext, part: DutyPart, last: tuple[datetime.date, Spot], due: datetime.date
) -> Judgement:
    """Judge a recurring task: met until the day `due`, overdue after; `last`: last day and place."""
    day, spot = last
    if context.as_of.passed(due):
        what = f"{part.title} (lần gần nhất {vn_date(day)}, hạn {vn_date(due)})"
        return Judgement(part, PartStatus.OVERDUE, (spot,), (Lack(what, spot, due),), due)
    return Judgement(part, PartStatus.MET, (spot,), due=due)


def judge_undated_list(context: AgencyContext, part: DutyPart) -> Judgement:
    """Judge a list in which no row states a day: lacking if empty, else unknown."""
    rows = context.rows(part.rows)
    if not rows:
        return judge_empty_list(context, part)
    kind = ConditionalItem if part.rows == CONDITIONAL else Item
    what = " hoặc ".join(field_name(kind, path) for path in part.paths)
    lack = Lack(f"{what} ở ít nhất một dòng", rows[0].at(part.paths[0]))
    return Judgement(part, PartStatus.UNKNOWN, (rows[0].spot,), (lack,))


def judge_empty_list(context: AgencyContext, part: DutyPart) -> Judgement:
    """Judge an empty list lacking, in the same words for all parts, so that readers see them once."""
    name = PART_LISTS[part.rows or DISCLOSURE]
    place = context.list_spot(part.rows)
    return Judgement(part, PartStatus.LACKING, (), (Lack(f"ít nhất một dòng trong {name}", place),))


# More places as evidence would tell a reader nothing.
MAX_EVIDENCE = 3


def judge_by_count(
    part: DutyPart, good: Sequence[Spot], lacks: Sequence[Lack], *, unknown: bool
) -> Judgement:
    """Judge by counting cases that are as they should be and cases that are not.

    Not applicable where there is neither.

    Args:
        part: The part.
        good: Places of the good cases.
        lacks: What is wrong in the others.
        unknown: Whether one of the lacks is a missing fact, so that the part cannot be judged.
    """
    if not good and not lacks:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    return Judgement(
        part,
        PartStatus.UNKNOWN if unknown else PartStatus.LACKING if lacks else PartStatus.MET,
        tuple(good[:MAX_EVIDENCE]) or (lacks[0].spot,),
        tuple(lacks),
        met=len(good),
        of=len(good) + len(lacks),
    )


def judge_in_turn(
    context: AgencyContext,
    part: DutyPart,
    turns: Sequence[tuple[AnyRow, datetime.date | None, datetime.date | None]],
    *,
    key: str,
    name: str,
    task: str,
) -> Judgement:
    """Judge rows of which each must be updated or reviewed at intervals.

    Unknown if a row states no day, else overdue if a row's next day has passed.

    Args:
        context: The agency.
        part: The part.
        turns: Every row with its last day and its next; `None` for both where it states no day.
        key: The field with the last day.
        name: The field in words.
        task: What must be done again, in words.
    """
    undated = [Lack(name, row.at(key)) for row, last, _ in turns if last is None]
    overdue: list[Lack] = []
    dues: list[datetime.date] = []
    for row, last, due in turns:
        if last is not None and due is not None:
            dues.append(due)
            if context.as_of.passed(due):
                what = f"{task} (lần gần nhất {vn_date(last)}, hạn {vn_date(due)})"
                overdue.append(Lack(what, row.at(key), due))
    lacks = (*undated, *overdue)
    return Judgement(
        part,
        PartStatus.UNKNOWN if undated else PartStatus.OVERDUE if overdue else PartStatus.MET,
        tuple(row.spot for row, _, _ in turns[:MAX_EVIDENCE]),
        lacks,
        min(dues, default=None),
        met=len(turns) - len(lacks),
        of=len(turns),
    )


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
    """Whether a row was made public in time."""

    ON_TIME = auto()
    LATE = auto()
    WAITING = auto()  # not public, its last day is still to come
    OPEN = auto()  # not public, its last day has passed
    UNDATED = auto()  # public, but on a day that is not stated
    UNREADABLE = auto()  # late, unless the row's own words, which cannot be read, set a later day


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
    """Judge `dung-thoi-diem`: rows are made public within the law's period after their creation.

    The law of the day of creation counts, or the row's own rule where it can be read. Late ones
    count only for the latest year that has any row, so that they do not weigh on an agency for
    ever. What is still not public counts whatever its year.
    """
    if not context.disclosed:
        return judge_empty_list(context, part)
    dated = [pair for pair in context.created if pair[1] >= measure.since]
    if not dated:
        return _judge_without_dates(context, part)
    latest = max(created.year for _, created in dated)
    outcomes = []
    for entry, created in dated:
        public = _past_public_day(context, entry.record)
        if created.year < latest and public is not None:
            continue
        limit = _limit_of(context, entry.record, created, measure)
        if limit is None:
            continue
        outcome = _outcome(context, entry.record, limit, public)
        if created.year == latest or outcome is _DisclosureOutcome.OPEN:
            outcomes.append((entry, limit.day, outcome, limit.law))
    return _judge_outcomes(context, part, outcomes)


def _judge_without_dates(context: AgencyContext, part: DutyPart) -> Judgement:
    """Judge a list with no row dated since the rule began: not applicable; unknown if dates are missing."""
    lacks = tuple(
        Lack("ngày ban hành", row.at("ngay_ban_hanh"))
        for row in context.disclosed
        if row.record.issued is None
        and all(document.issued is None for _, document in row.documents)
    )
    if not lacks:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    return Judgement(part, PartStatus.UNKNOWN, (context.disclosed[0].spot,), lacks)


def _judge_outcomes(
    context: AgencyContext,
    part: DutyPart,
    outcomes: list[tuple[DisclosedRow, datetime.date, _DisclosureOutcome, str]],
) -> Judgement:
    """Judge by outcomes: (row, last day, outcome, “ theo …” if another law than today's set it).

    Rows that wait are no lack. Unreadable words are one only where nothing else decides.
    """
    lacks: list[Lack] = []
    by: dict[_DisclosureOutcome, list[datetime.date]] = defaultdict(list)
    good: list[Spot] = []
    for entry, day, outcome, law in outcomes:
        by[outcome].append(day)
        if outcome is _DisclosureOutcome.ON_TIME:
            good.append(entry.at())
        elif outcome not in {_DisclosureOutcome.WAITING, _DisclosureOutcome.UNREADABLE}:
            lacks.append(_lack_of_outcome(entry, day, outcome, law))
    status = _status_of_outcomes(by)
    if status is PartStatus.NOT_APPLICABLE:
        return Judgement(part, status)
    if status is PartStatus.UNKNOWN and not lacks:
        lacks = [
            _lack_of_outcome(*judged)
            for judged in outcomes
            if judged[2] is _DisclosureOutcome.UNREADABLE
        ]
    missed = by[_DisclosureOutcome.OPEN] or by[_DisclosureOutcome.LATE]
    days = missed if status is PartStatus.OVERDUE else by[_DisclosureOutcome.WAITING]
    return Judgement(
        part,
        status,
        tuple(good[:MAX_EVIDENCE]) or (context.disclosed[0].spot,),
        tuple(lacks),
        min(days, default=None),
        met=len(good),
        of=len(good) + len(lacks),
    )


def _status_of_outcomes(by: dict[_DisclosureOutcome, list[datetime.date]]) -> PartStatus:
    """Return the status of a part by the days of its rows of each outcome; the first rule that fits.

    Late rows alone make it overdue; beside rows on time they make it lacking.
    """
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


def _lack_of_outcome(
    entry: DisclosedRow, day: datetime.date, outcome: _DisclosureOutcome, law: str
) -> Lack:
    """Return what a row lacks by its outcome; `law`: “ theo …” if another law set the day."""
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
    """Return the day on which a row was made public; else the day on which it was first posted up."""
    if record.published is None and record.posting is not None:
        return record.posting.start
    return record.published


def _past_public_day(context: AgencyContext, record: Item | Document) -> datetime.date | None:
    """Return the day on which a row was made public, if that day has come."""
    day = _public_day(record)
    return day if day is not None and context.as_of.reached(day) else None


def _outcome(
    context: AgencyContext, record: Item | Document, limit: _Limit, public: datetime.date | None
) -> _DisclosureOutcome:
    """Return whether a row was made public in time; `public` is the day on which it was, if known.

    After the last day a row without a day of publication is undated if it has a file, an address or a
    posting, or if the last day is not certain; else it is still open.
    """
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


def _limit_of(
    context: AgencyContext, record: Item | Document, created: datetime.date, measure: Measure
) -> _Limit | None:
    """Return the last day for making a row public; `None` if no law sets one.

    It counts from the day of creation, or of the agency's founding if that is later: by the row's own
    words, else by the law of that day. What no earlier law demanded has the day of the transition rules.
    """
    law = context.framework.in_force(created)
    if measure.value is None and not law.binds(context.agency.profile.type, created):
        return None
    novelties = _novelties(context, record, created)
    if novelties and Novelty.NAMED_BEFORE not in novelties:
        # Whether another law had already set a day is not known: then no day is named.
        return _transition_limit(context) if novelties == {Novelty.NEW} else None
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
    return _Limit(last, _leaves_legal_period(record.timing or ""), named)


@functools.lru_cache(maxsize=4096)
def stated_period(timing: str) -> tuple[int, str] | None:
    """Return the (number, unit) of days that a row's own words set, or `None`.

    `Trong 05 ngày làm việc kể từ ngày ký` → `(5, "ngay-lam-viec")`
    """
    match = _STATED_PERIOD.search(folded(timing))
    if match is None or not 0 < int(match[1]) <= MAX_PERIOD_DAYS:
        return None
    return int(match[1]), "ngay-lam-viec" if match[2] else "ngay"


@functools.lru_cache(maxsize=4096)
def _leaves_legal_period(timing: str) -> bool:
    """Tell whether a row's words about when it is made public leave the law's period in place.

    “Kịp thời” does; “hằng quý” names another time.
    """
    return _OTHER_TIME.search(folded(timing)) is None


def _novelties(
    context: AgencyContext, record: Item | Document, created: datetime.date
) -> set[Novelty]:
    """Return how a row's points compare with earlier law, to know whether the transition period applies."""
    # What a law in force at the row's creation names had been named before.
    known = filter(None, map(context.framework.point, record.points))
    return {
        (kind or point).novelty if created < law.in_force_from else Novelty.NAMED_BEFORE
        for law, point, kind in known
    }


def _transition_limit(context: AgencyContext) -> _Limit | None:
    """Return the law's last day for what no law demanded before (2026 law, Art. 31(3))."""
    days = [transition.due for transition in context.law.transitions if transition.due is not None]
    return _Limit(max(days)) if days else None


# Judges of parts that ask something of every row in force of a list.

_DIGITAL_FIELDS = ("dia_chi", "tep")
_DOCUMENT_KEYS = frozenset(doc.key for doc in fields_of(Document))
_Readers: TypeAlias = "list[Callable[[Record], object]]"


def judge_any_row(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `co-dong`: the list has a row in force."""
    rows = context.rows(part.rows)
    if not rows:
        return judge_empty_list(context, part)
    return Judgement(part, PartStatus.MET, (rows[0].spot,), met=len(rows), of=len(rows))


def judge_rows(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `moi-dong`: every row, or each of its documents, states one of the fields.

    Where the part names needed fields, each must state a whole group of fields.
    """
    rows = context.rows(part.rows)
    if rows and part.except_kinds:
        rows = tuple(row for row in rows if not _is_of_kind(row, part.except_kinds))
        if not rows:
            return Judgement(part, PartStatus.NOT_APPLICABLE)
    if part.needs:
        return _judge_groups(context, part, rows)
    missing = _rows_without(rows, part.paths, _row_record(part))
    return _judge_rows_lacking(context, part, rows, [(row, part.title) for row in missing])


def _judge_groups(context: AgencyContext, part: DutyPart, rows: Sequence[AnyRow]) -> Judgement:
    """Judge that every row, or each of its documents, states all of `part.needs` in a group of fields.

    The group is at `part.paths[0]`. Rows that state at least one of the fields are the evidence.
    """
    kind = _row_record(part)
    paths = [f"{part.paths[0]}.{key}" for key in part.needs]
    names = [field_name(kind, path) for path in paths]
    everything = f"{part.title}: {', '.join(names)}"
    reads, of_documents = _readers(paths, kind)
    readers = list(zip(names, reads, strict=True))
    missing = []
    begun = []
    for row in rows:
        lacking = [name for name, read in readers if not has_come(read(row.record), context.as_of)]
        if lacking and row.documents:
            stated = (
                has_come(read(document), context.as_of)
                for _, document in row.documents
                for read in of_documents
            )
            lacking = [] if all(stated) else lacking
        if len(lacking) == len(names):
            missing.append((row, everything))
            continue
        begun.append(row)
        if lacking:
            missing.append((row, f"{part.title}: {', '.join(lacking)}"))
    return _judge_rows_lacking(context, part, rows, missing, evidence=begun)


def judge_minimum(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `dong-toi-thieu`: rows state the pack's minimum (Decree 13/2018, Art. 6(3))."""
    rows = context.rows(part.rows)
    lacking: dict[int, list[str]] = {}
    for minimum in context.law.row_minimum:
        if minimum.if_any:
            continue
        name = " hoặc ".join(field_name(Item, key) for key in minimum.keys)
        for row in _rows_without(rows, minimum.keys, Item):
            lacking.setdefault(id(row), []).append(name)
    missing = [(row, joined_phrases(lacking[id(row)])) for row in rows if id(row) in lacking]
    return _judge_rows_lacking(context, part, rows, missing, evidence=rows)


def judge_digital(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `ban-so`: every row, or each of its documents, has a file or an address."""
    rows = context.rows(part.rows)
    missing = _rows_without(rows, _DIGITAL_FIELDS, Item)
    return _judge_rows_lacking(context, part, rows, [(row, part.title) for row in missing])


def digital_share(context: AgencyContext) -> tuple[int, int]:
    """Return how many rows of the mandatory list have a file or an address, and how many there are."""
    count = len(context.disclosed)
    return count - len(_rows_without(context.disclosed, _DIGITAL_FIELDS, Item)), count


def judge_fresh_list(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `danh-muc-con-han`: the newest day in the list is within the policy's days."""
    last = newest_day(context, part)
    if last is None:
        return judge_undated_list(context, part)
    return judge_within_policy(context, part, last)


def newest_day(context: AgencyContext, part: DutyPart) -> tuple[datetime.date, Spot] | None:
    """Return the newest day that has come in a list, of a row or a document under it, and the row's place."""
    reads, of_documents = _readers(part.paths, _row_record(part))
    newest: tuple[datetime.date, Spot] | None = None
    for row in context.rows(part.rows):
        days = [read(row.record) for read in reads]
        days += [read(document) for _, document in row.documents for read in of_documents]
        for day in days:
            if isinstance(day, datetime.date) and (newest is None or day > newest[0]):
                newest = (day, row.spot) if context.as_of.reached(day) else newest
    return newest


def judge_fresh_rows(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `moi-dong-con-han`: every row's date is within the days allowed.

    Rows that the agency took over from agencies that ended count too.
    """
    rows: Sequence[AnyRow] = context.rows(part.rows)
    if part.rows != CONDITIONAL:
        rows = (*rows, *context.inherited)
    if not rows:
        return judge_empty_list(context, part)
    policy = context.policy_days
    if policy is None:
        return judge_without_policy(part, tuple(row.spot for row in rows[:MAX_EVIDENCE]))
    name = field_name(_row_record(part), part.paths[0])
    reads, of_documents = _readers(part.paths, _row_record(part))
    checks = [(row, _last_check(context, row, reads, of_documents)) for row in rows]
    turns = [(row, day, days_later(day, policy) if day else None) for row, day in checks]
    key = part.paths[0]
    return judge_in_turn(context, part, turns, key=key, name=name, task="rà soát lại")


def _last_check(
    context: AgencyContext, row: AnyRow, reads: _Readers, of_documents: _Readers
) -> datetime.date | None:
    """Return the day on which a row was last reviewed; `None` if that is not stated.

    Without a day of its own, its oldest document's counts, if each document states one.
    """
    day = _day_come(context, row.record, reads)
    if day is not None or not row.documents:
        return day
    days = [_day_come(context, document, of_documents) for _, document in row.documents]
    return min((d for d in days if d is not None), default=None) if all(days) else None


def _day_come(context: AgencyContext, record: Record, readers: _Readers) -> datetime.date | None:
    """Return the first day that a row or document states in one of some fields and that has come."""
    for read in readers:
        day = read(record)
        if isinstance(day, datetime.date) and context.as_of.reached(day):
            return day
    return None


def _judge_rows_lacking(
    context: AgencyContext,
    part: DutyPart,
    rows: Sequence[AnyRow],
    missing: Sequence[tuple[AnyRow, str]],
    *,
    evidence: Sequence[AnyRow] | None = None,
) -> Judgement:
    """Judge by counting the rows that lack something; met when none does.

    Args:
        context: The agency.
        part: The part.
        rows: All rows.
        missing: Rows that lack something, each with what it lacks.
        evidence: Rows that show something; by default those that lack nothing.
    """
    if not rows:
        return judge_empty_list(context, part)
    without = {id(row) for row, _ in missing}
    seen = (row for row in rows if id(row) not in without) if evidence is None else evidence
    keys = part.paths[0].split(".") if part.paths else ()
    return Judgement(
        part,
        PartStatus.LACKING if missing else PartStatus.MET,
        tuple(row.spot for row in itertools.islice(seen, MAX_EVIDENCE)),
        tuple(Lack(what, row.at(*keys)) for row, what in missing),
        met=len(rows) - len(missing),
        of=len(rows),
    )


def _is_of_kind(row: AnyRow, kinds: Collection[str]) -> bool:
    """Tell whether a conditional row is of one of some kinds, typed as `l01-d16k3` or just `d16k3`."""
    record = row.record
    typed = record.kind if isinstance(record, ConditionalItem) else None
    return typed is not None and (typed in kinds or typed.casefold().rpartition("-")[2] in kinds)


def _rows_without(rows: Sequence[AnyRow], paths: Sequence[str], kind: type[Record]) -> list[AnyRow]:
    """Return the rows that state none of the fields.

    A row whose documents all state one counts as stating it.
    """
    reads, of_documents = _readers(paths, kind)
    unstated = []
    for row in rows:
        if any(is_stated(read(row.record)) for read in reads):
            continue
        stated = (
            any(is_stated(read(document)) for read in of_documents) for _, document in row.documents
        )
        if not row.documents or not all(stated):
            unstated.append(row)
    return unstated


def _row_record(part: DutyPart) -> type[Record]:
    """Return the model's record of the rows of a part's list."""
    return ConditionalItem if part.rows == CONDITIONAL else Item


def _readers(paths: Sequence[str], kind: type[Record]) -> tuple[_Readers, _Readers]:
    """Return (functions that read the fields of a row, those that read the same of a document).

    Documents lack some of the fields, so the second list may be shorter.
    """
    of_documents = [path for path in paths if path.partition(".")[0] in _DOCUMENT_KEYS]
    return (
        [value_reader(kind, path) for path in paths],
        [value_reader(Document, path) for path in of_documents],
    )


_NONE_CERTAIN = (
    "Chưa tính: chưa loại thông tin nào được xác định là mới. Loại mà luật trước không nêu có thể đã phải "
    "công khai theo luật khác; địa bàn xác định loại nào mới thì nghĩa vụ này được xét."
)


def judge_points(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `phu-diem`: every point known to arise has a row; points declared or unclear are left out.

    A point is not yet covered while a kind of information in it that is known to arise has no row,
    since a row of another kind says nothing about it. What is or may be new in the law is not asked
    for before its own day (2026 law, Art. 31(3)).
    """
    rows = context.disclosed
    if not rows:
        return judge_empty_list(context, part)
    day = transition_day(context, measure)
    new_due = day is None or context.as_of.passed(day)
    counted = [
        point
        for point in context.coverage.points
        if point.cover is Cover.COVERED
        or (point.cover is Cover.MISSING and (new_due or not _has_transition_day(point)))
    ]
    covered = [point.spot for point in counted if point.cover is Cover.COVERED]
    if not covered:
        # No row names a point: one lack asks for that, instead of one lack for each point.
        what = f"điểm của Điều 17 {context.law.full_name} ở {len(rows)} mục (chưa mục nào ghi)"
        lack = Lack(what, context.list_spot(part.rows) if len(rows) > 1 else rows[0].at("diem"))
        return Judgement(part, PartStatus.LACKING, (rows[0].spot,), (lack,), of=len(counted))
    lacking = [(point, lacks) for point in counted if (lacks := _lacks_of(point, new_due=new_due))]
    return Judgement(
        part,
        PartStatus.LACKING if lacking else PartStatus.MET,
        tuple(covered[:MAX_EVIDENCE]),
        tuple(lack for _, lacks in lacking for lack in lacks),
        met=len(counted) - len(lacking),
        of=len(counted),
    )


def _has_transition_day(point: PointCover) -> bool:
    """Tell whether a point may wait for the transition rules' day: all kinds it lacks are or may be new.

    Where no single kind is known to lack a row, all kinds of the point must be new.
    """
    missing = [kind for kind in point.kinds if kind.cover is Cover.MISSING] or point.kinds
    return bool(missing) and all(kind.kind.may_wait_for_transition for kind in missing)


def _lacks_of(point: PointCover, *, new_due: bool) -> list[Lack]:
    """Return what a point lacks: kinds without a row, else any row; new kinds only once they are due."""
    kinds = [
        _lack_of_kind(point, kind)
        for kind in point.kinds
        if kind.cover is Cover.MISSING and (new_due or not kind.kind.may_wait_for_transition)
    ]
    if kinds or point.cover is Cover.COVERED:
        return kinds
    return [_lack_of_point(point)]


def _lack_of_point(point: PointCover, day: datetime.date | None = None) -> Lack:
    """Return the lack “no row is about this point of the law”, due by `day` if there is one."""
    name = f"{point.point.citation} ({point.point.short_title})"
    return Lack(f"dòng thuộc {name}{_by_decision(point.basis)}", point.spot, day)


def judge_new_kinds(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `loai-moi`: what no law demanded before is covered by the day set for it.

    Not applicable while no kind is certain to be new: there is nothing to ask for; nor where all are
    declared not to arise. Unknown while the agency says of none whether it arises.
    """
    day = transition_day(context, measure)
    demands = list(context.coverage.new)
    if not demands and any(kind.kind.may_wait_for_transition for kind in context.coverage.kinds):
        return Judgement(part, PartStatus.NOT_APPLICABLE, reason=_NONE_CERTAIN)
    covered = [demand.spot for _, demand in demands if demand.is_public]
    declared = [demand.spot for _, demand in demands if demand.cover is Cover.DECLARED]
    missing = [
        _lack_of_kind(point, demand, day)
        if isinstance(demand, KindCover)
        else _lack_of_point(point, day)
        for point, demand in demands
        if demand.cover is Cover.MISSING
    ]
    missing += [
        Lack("công khai dòng này và ghi nơi xem hoặc ngày công khai", demand.spot, day)
        for _, demand in demands
        if demand.cover is Cover.COVERED and not demand.is_public
    ]
    if not (covered or missing):
        if declared and not any(demand.cover is Cover.UNCLEAR for _, demand in demands):
            return Judgement(part, PartStatus.NOT_APPLICABLE, tuple(declared[:MAX_EVIDENCE]))
        lack = Lack(
            "các loại thông tin mới có phát sinh, hoặc không phát sinh kèm lý do",
            context.profile_spot("phat_sinh"),
            day,
        )
        seen = (*declared, *(row.spot for row in context.disclosed))[:1]
        return Judgement(part, PartStatus.UNKNOWN, seen, (lack,), day)
    status = PartStatus.MET
    if missing:
        over = day is not None and context.as_of.passed(day)
        status = PartStatus.OVERDUE if over else PartStatus.LACKING
    return Judgement(
        part,
        status,
        (*covered, *declared)[:MAX_EVIDENCE],
        tuple(missing),
        day if missing else None,
        met=len(covered),
        of=len(covered) + len(missing),
    )


def transition_day(context: AgencyContext, measure: Measure) -> datetime.date | None:
    """Return the first day that the transition rules of the law set for new kinds; `None` without one."""
    days = [
        transition.due
        for transition in context.law.transitions
        if transition.due is not None and (not measure.periods or transition.id in measure.periods)
    ]
    return min(days, default=None)


def _lack_of_kind(point: PointCover, kind: KindCover, day: datetime.date | None = None) -> Lack:
    """Return the lack “no row is about this kind of information”, due by `day` if there is one."""
    name = f"“{kind.kind.title}” ({point.point.citation}, mã {kind.kind.alias})"
    return Lack(f"dòng về {name}{_by_decision(kind.basis or point.basis)}", kind.spot, day)


def _by_decision(basis: str) -> str:
    """Return “, theo …” with the decision that assigned a point or kind; "" without one."""
    return f", theo {basis}" if basis else ""


LIST_JUDGES: Mapping[str, Judge] = {
    "co-dong": judge_any_row,
    "moi-dong": judge_rows,
    "dong-toi-thieu": judge_minimum,
    "danh-muc-con-han": judge_fresh_list,
    "moi-dong-con-han": judge_fresh_rows,
    "ban-so": judge_digital,
    "dung-thoi-diem": judge_disclosed_in_time,
    "phu-diem": judge_points,
    "loai-moi": judge_new_kinds,
}
