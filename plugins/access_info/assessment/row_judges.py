"""Parts that ask something of every row in force of a list."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from access_info.assessment.case import Case, Measure
from access_info.assessment.field_judges import fresh, later
from access_info.assessment.findings import Judgement, Lack, Spot, Standing
from access_info.assessment.rows import AnyRow, getter, is_stated
from access_info.legal.parts import Part
from access_info.model.dates import vn_date
from access_info.model.fields import Record, fields_of
from access_info.model.items import Document

_MOST_EVIDENCE = 3


def judge_any_row(case: Case, part: Part, measure: Measure) -> Judgement:
    """`co-dong`: the list has a row."""
    del measure
    rows = _rows(case, part)
    if rows:
        return Judgement(part, Standing.MET, (rows[0].spot,), met=len(rows), of=len(rows))
    place = case.list_spot(part.rows)
    return Judgement(part, Standing.LACKING, (), (Lack(part.title, place),))


def judge_rows(case: Case, part: Part, measure: Measure) -> Judgement:
    """`moi-dong`: every row, or each of its documents, has one of the fields."""
    del measure
    rows = _rows(case, part)
    test = _has(part.paths, rows)
    missing = [row for row in rows if not test(row)]
    return _of_rows(case, part, rows, [(row, part.title) for row in missing])


def judge_minimum(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dong-toi-thieu`: every row tells what the law's pack lists (Decree 13/2018, Art. 6(3))."""
    del measure
    rows = _rows(case, part)
    wanted = [(one.title, _has(one.keys, rows)) for one in case.law.row_minimum if not one.if_any]
    missing = []
    for row in rows:
        lacking = [title for title, test in wanted if not test(row)]
        if lacking:
            missing.append((row, f"cột còn trống: {'; '.join(lacking)}"))
    return _of_rows(case, part, rows, missing, evidence=rows)


def judge_digital(case: Case, part: Part, measure: Measure) -> Judgement:
    """`ban-so`: every row, or each of its documents, has a file or an address."""
    del measure
    rows = _rows(case, part)
    test = _has(("dia_chi", "tep"), rows)
    missing = [row for row in rows if not test(row)]
    return _of_rows(case, part, rows, [(row, part.title) for row in missing])


def judge_fresh_list(case: Case, part: Part, measure: Measure) -> Judgement:
    """`danh-muc-con-han`: the newest date of any row is not older than the policy."""
    del measure
    rows = _rows(case, part)
    place = case.list_spot(part.rows)
    if not rows:
        return Judgement(part, Standing.LACKING, (), (Lack(part.title, place),))
    reads = _readers(part.paths, rows[0].record)
    last: tuple[datetime.date, Spot] | None = None
    for row in rows:
        for read in reads:
            day = read(row.record)
            if not isinstance(day, datetime.date) or (last is not None and day <= last[0]):
                continue
            if case.as_of.reached(day):
                last = day, row.spot
    if last is None:
        return Judgement(part, Standing.UNKNOWN, (rows[0].spot,), (Lack(part.title, place),))
    return fresh(case, part, last)


def judge_fresh_rows(case: Case, part: Part, measure: Measure) -> Judgement:
    """`moi-dong-con-han`: no row's date is older than the policy, predecessors' rows included."""
    del measure
    rows = [*_rows(case, part), *case.inherited]
    if not rows:
        place = case.list_spot(part.rows)
        return Judgement(part, Standing.LACKING, (), (Lack(part.title, place),))
    policy = case.policy_days
    evidence = tuple(row.spot for row in rows[:_MOST_EVIDENCE])
    if policy is None:
        what = "địa bàn chưa đặt số ngày rà soát (ra_soat.so_ngay)"
        lacks = (Lack(what, Spot("../_dia-ban.yml", ("ra_soat", "so_ngay"))),)
        return Judgement(part, Standing.UNKNOWN, evidence, lacks)
    (read,) = _readers(part.paths, rows[0].record)
    missing: list[Lack] = []
    overdue: list[Lack] = []
    next_due = datetime.date.max
    for row in rows:
        day = read(row.record)
        if not isinstance(day, datetime.date) or not case.as_of.reached(day):
            missing.append(Lack("ngày rà soát", row.at(part.paths[0])))
            continue
        due = later(day, policy)
        next_due = min(next_due, due)
        if case.as_of.passed(due):
            what = f"rà soát lại (lần gần nhất {vn_date(day)}, hạn {vn_date(due)})"
            overdue.append(Lack(what, row.at(part.paths[0]), due))
    standing = Standing.UNKNOWN if missing else Standing.OVERDUE if overdue else Standing.MET
    return Judgement(
        part,
        standing,
        evidence,
        (*missing, *overdue),
        None if next_due == datetime.date.max else next_due,
        met=len(rows) - len(missing) - len(overdue),
        of=len(rows),
    )


def _rows(case: Case, part: Part) -> Sequence[AnyRow]:
    return case.rows(part.rows)


def _of_rows(
    case: Case,
    part: Part,
    rows: Sequence[AnyRow],
    missing: Sequence[tuple[AnyRow, str]],
    *,
    evidence: Sequence[AnyRow] | None = None,
) -> Judgement:
    """A judgement that counts rows."""
    if not rows:
        place = case.list_spot(part.rows)
        return Judgement(part, Standing.LACKING, (), (Lack(part.title, place),))
    without = {id(row) for row, _ in missing}
    seen = [row for row in rows if id(row) not in without] if evidence is None else evidence
    key = part.paths[0].partition(".")[0] if part.paths else ""
    return Judgement(
        part,
        Standing.LACKING if missing else Standing.MET,
        tuple(row.spot for row in seen[:_MOST_EVIDENCE]),
        tuple(Lack(what, row.at(key) if key else row.spot) for row, what in missing),
        met=len(rows) - len(missing),
        of=len(rows),
    )


def _has(paths: Sequence[str], rows: Sequence[AnyRow]) -> Callable[[AnyRow], bool]:
    """Whether one of the fields is stated on a row, or on every document of it."""
    if not rows:
        return lambda _: False
    reads = _readers(paths, rows[0].record)
    of_documents = _document_readers(paths)

    def test(row: AnyRow) -> bool:
        record = row.record
        for read in reads:
            if is_stated(read(record)):
                return True
        return bool(row.documents) and all(
            any(is_stated(read(one)) for read in of_documents) for one in row.documents
        )

    return test


def _readers(paths: Sequence[str], record: Record) -> list[Callable[[Record], object]]:
    return [getter(type(record), path) for path in paths]


def _document_readers(paths: Sequence[str]) -> list[Callable[[Record], object]]:
    keys = {doc.key for doc in fields_of(Document)}
    return [getter(Document, path) for path in paths if path.partition(".")[0] in keys]
