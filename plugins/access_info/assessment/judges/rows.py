"""Judges of parts that ask something of every row in force of a list."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Sequence, Set

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.findings import Judgement, Lack, PartStatus
from access_info.assessment.judges.policy import (
    judge_empty_list,
    judge_undated_list,
    judge_within_policy,
    judge_without_policy,
)
from access_info.assessment.rows import AnyRow, getter, has_come, is_stated
from access_info.assessment.words import field_name, together
from access_info.legal.deadlines import days_later
from access_info.legal.parts import DutyPart
from access_info.model.declarations.date_words import vn_date
from access_info.model.declarations.fields import Record, fields_of
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.lists import CONDITIONAL

_MOST_EVIDENCE = 3
_COPY = ("dia_chi", "tep")
_DOCUMENT_KEYS = frozenset(doc.key for doc in fields_of(Document))


def judge_any_row(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `co-dong`: the list has a row in force."""
    del measure
    rows = context.rows(part.rows)
    if not rows:
        return judge_empty_list(context, part)
    return Judgement(part, PartStatus.MET, (rows[0].spot,), met=len(rows), of=len(rows))


def judge_rows(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `moi-dong`: every row, or each of its documents, states one of the fields."""
    del measure
    rows = context.rows(part.rows)
    if rows and part.except_kinds:
        kinds = frozenset(part.except_kinds)
        rows = tuple(row for row in rows if not _is_of_kind(row, kinds))
        if not rows:
            return Judgement(part, PartStatus.NOT_APPLICABLE)
    if part.needs:
        return _judge_groups(context, part, rows)
    missing = _without(rows, part.paths, _kind(part))
    return _of_rows(context, part, rows, [(row, part.title) for row in missing])


def _judge_groups(context: AgencyContext, part: DutyPart, rows: Sequence[AnyRow]) -> Judgement:
    """Judge that every row, or each of its documents, has a group with all fields it needs."""
    kind = _kind(part)
    paths = [f"{part.paths[0]}.{key}" for key in part.needs]
    names = [field_name(kind, path) for path in paths]
    everything = f"{part.title}: {', '.join(names)}"
    group = getter(kind, part.paths[0])
    readers = list(zip(names, _readers(paths, kind), strict=True))
    of_documents = list(zip(names, _document_readers(paths), strict=False))
    missing = []
    begun = []
    for row in rows:
        record = row.record
        lacking = names
        if group(record) is not None:
            lacking = [name for name, read in readers if not has_come(read(record), context.as_of)]
        if lacking and row.documents:
            stated = (
                has_come(read(document), context.as_of)
                for _, document in row.documents
                for _, read in of_documents
            )
            lacking = [] if all(stated) else lacking
        if len(lacking) == len(names):
            missing.append((row, everything))
            continue
        begun.append(row)
        if lacking:
            missing.append((row, f"{part.title}: {', '.join(lacking)}"))
    return _of_rows(context, part, rows, missing, evidence=begun)


def judge_minimum(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `dong-toi-thieu`: rows state the pack's minimum (Decree 13/2018, Art. 6(3))."""
    del measure
    rows = context.rows(part.rows)
    lacking: dict[int, list[str]] = {}
    for minimum in context.law.row_minimum:
        if minimum.if_any:
            continue
        name = " hoặc ".join(field_name(Item, key) for key in minimum.keys)
        for row in _without(rows, minimum.keys, Item):
            lacking.setdefault(id(row), []).append(name)
    missing = [(row, together(lacking[id(row)])) for row in rows if id(row) in lacking]
    return _of_rows(context, part, rows, missing, evidence=rows)


def judge_digital(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `ban-so`: every row, or each of its documents, has a file or an address."""
    del measure
    rows = context.rows(part.rows)
    missing = _without(rows, _COPY, Item)
    return _of_rows(context, part, rows, [(row, part.title) for row in missing])


def digital_share(context: AgencyContext) -> tuple[int, int]:
    """Count rows of the mandatory list that have a file or an address, and all rows."""
    count = len(context.disclosed)
    return count - len(_without(context.disclosed, _COPY, Item)), count


def judge_fresh_list(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `danh-muc-con-han`: the newest date in the list is within the days allowed."""
    del measure
    rows = context.rows(part.rows)
    if not rows:
        return judge_empty_list(context, part)
    reads, of_documents = _readers(part.paths, _kind(part)), _document_readers(part.paths)
    last: datetime.date | None = None
    newest = rows[0]
    for row in rows:
        days = [read(row.record) for read in reads]
        days += [read(document) for _, document in row.documents for read in of_documents]
        for day in days:
            if isinstance(day, datetime.date) and (last is None or day > last):
                last, newest = (day, row) if context.as_of.reached(day) else (last, newest)
    if last is None:
        return judge_undated_list(context, part)
    return judge_within_policy(context, part, (last, newest.spot))


def judge_fresh_rows(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `moi-dong-con-han`: every row's date is within the days allowed."""
    del measure
    rows: Sequence[AnyRow] = context.rows(part.rows)
    if part.rows != CONDITIONAL:
        rows = (*rows, *context.inherited)
    if not rows:
        return judge_empty_list(context, part)
    policy = context.policy_days
    evidence = tuple(row.spot for row in rows[:_MOST_EVIDENCE])
    if policy is None:
        return judge_without_policy(part, evidence)
    name = field_name(_kind(part), part.paths[0])
    last_check = _last_check(context, part)
    checks = [(row, last_check(row)) for row in rows]
    missing = [Lack(name, row.at(part.paths[0])) for row, day in checks if day is None]
    dated = [(row, day) for row, day in checks if day is not None]
    first = min((day for _, day in dated), default=None)
    due = None if first is None else days_later(first, policy)
    overdue: list[Lack] = []
    if due is not None and context.as_of.passed(due):
        for row, day in dated:
            last = days_later(day, policy)
            if context.as_of.passed(last):
                what = f"rà soát lại (lần gần nhất {vn_date(day)}, hạn {vn_date(last)})"
                overdue.append(Lack(what, row.at(part.paths[0]), last))
    status = PartStatus.UNKNOWN if missing else PartStatus.OVERDUE if overdue else PartStatus.MET
    return Judgement(
        part,
        status,
        evidence,
        (*missing, *overdue),
        due,
        met=len(rows) - len(missing) - len(overdue),
        of=len(rows),
    )


def _last_check(context: AgencyContext, part: DutyPart) -> Callable[[AnyRow], datetime.date | None]:
    """Return a reader of a row's day that has come; else its oldest document's, if all have one."""
    reads, of_documents = _readers(part.paths, _kind(part)), _document_readers(part.paths)

    def checked_on(
        record: Record, readers: Sequence[Callable[[Record], object]]
    ) -> datetime.date | None:
        for read in readers:
            day = read(record)
            if isinstance(day, datetime.date) and context.as_of.reached(day):
                return day
        return None

    def check(row: AnyRow) -> datetime.date | None:
        day = checked_on(row.record, reads)
        if day is not None or not row.documents:
            return day
        days = [checked_on(document, of_documents) for _, document in row.documents]
        return min((d for d in days if d is not None), default=None) if all(days) else None

    return check


def _of_rows(
    context: AgencyContext,
    part: DutyPart,
    rows: Sequence[AnyRow],
    missing: Sequence[tuple[AnyRow, str]],
    *,
    evidence: Sequence[AnyRow] | None = None,
) -> Judgement:
    """Judge by counting the rows that lack something; met when none does."""
    if not rows:
        return judge_empty_list(context, part)
    without = {id(row) for row, _ in missing}
    seen = (row for row in rows if id(row) not in without) if evidence is None else evidence
    keys = part.paths[0].split(".") if part.paths else ()
    return Judgement(
        part,
        PartStatus.LACKING if missing else PartStatus.MET,
        tuple(row.spot for row in itertools.islice(seen, _MOST_EVIDENCE)),
        tuple(Lack(what, row.at(*keys)) for row, what in missing),
        met=len(rows) - len(missing),
        of=len(rows),
    )


def _is_of_kind(row: AnyRow, kinds: Set[str]) -> bool:
    """Tell whether a row is of one of the conditional kinds, with or without its law's prefix."""
    record = row.record
    typed = record.kind if isinstance(record, ConditionalItem) else None
    return typed is not None and (typed in kinds or typed.casefold().rpartition("-")[2] in kinds)


def _without(rows: Sequence[AnyRow], paths: Sequence[str], kind: type[Record]) -> list[AnyRow]:
    """List the rows that state none of the fields, neither themselves nor by every document."""
    reads, of_documents = _readers(paths, kind), _document_readers(paths)
    unstated = []
    for row in rows:
        record = row.record
        for read in reads:
            if is_stated(read(record)):
                break
        else:
            stated = (
                any(is_stated(read(document)) for read in of_documents)
                for _, document in row.documents
            )
            if not row.documents or not all(stated):
                unstated.append(row)
    return unstated


def _kind(part: DutyPart) -> type[Record]:
    return ConditionalItem if part.rows == CONDITIONAL else Item


def _readers(paths: Sequence[str], kind: type[Record]) -> list[Callable[[Record], object]]:
    return [getter(kind, path) for path in paths]


def _document_readers(paths: Sequence[str]) -> list[Callable[[Record], object]]:
    return [getter(Document, path) for path in paths if path.partition(".")[0] in _DOCUMENT_KEYS]
