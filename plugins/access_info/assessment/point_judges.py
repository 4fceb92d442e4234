"""Parts that ask whether points of the law, or kinds of information new in it, are covered."""

from __future__ import annotations

import datetime

from access_info.assessment.case import Case, Measure
from access_info.assessment.coverage import Cover, KindCover
from access_info.assessment.findings import Judgement, Lack, Standing
from access_info.legal.parts import Part

_MOST_EVIDENCE = 3


def judge_points(case: Case, part: Part, measure: Measure) -> Judgement:
    """`phu-diem`: every point known to arise has a row, or a declaration with its reason."""
    del measure
    rows = case.disclosed
    if not rows:
        return Judgement(part, Standing.LACKING, (), (Lack(part.title, case.list_spot()),))
    points = case.coverage.points
    covered = [one for one in points if one.cover is Cover.COVERED]
    missing = [one for one in points if one.cover is Cover.MISSING]
    lacks = tuple(
        Lack(
            f"chưa có dòng nào thuộc {one.point.citation}: {one.point.short_title}"
            + (f" (phân công tại {one.basis})" if one.basis else ""),
            one.spot,
        )
        for one in missing
    )
    return Judgement(
        part,
        Standing.LACKING if missing else Standing.MET,
        tuple(one.spot for one in covered[:_MOST_EVIDENCE]) or (rows[0].spot,),
        lacks,
        met=len(covered),
        of=len(covered) + len(missing),
    )


def judge_new_kinds(case: Case, part: Part, measure: Measure) -> Judgement:
    """`loai-moi`: kinds that the older law did not name are covered by the day set for them."""
    kinds = [one for one in case.coverage.kinds if one.kind.new]
    covered = [one for one in kinds if one.cover is Cover.COVERED]
    declared = [one for one in kinds if one.cover is Cover.DECLARED]
    missing = [one for one in kinds if one.cover is Cover.MISSING]
    day = transition_day(case, measure)
    evidence = tuple(one.spot for one in (*covered, *declared)[:_MOST_EVIDENCE])
    if not (covered or declared or missing):
        rows = case.disclosed
        lack = Lack(
            "khai loại thông tin mới nào có phát sinh (phat_sinh) hoặc không (khong_phat_sinh)",
            case.profile_spot("phat_sinh"),
            day,
        )
        return Judgement(part, Standing.UNKNOWN, tuple(row.spot for row in rows[:1]), (lack,), day)
    standing = Standing.MET
    if missing:
        over = day is not None and case.as_of.passed(day)
        standing = Standing.OVERDUE if over else Standing.LACKING
    return Judgement(
        part,
        standing,
        evidence,
        tuple(_lack(one, day) for one in missing),
        day if missing else None,
        met=len(covered),
        of=len(covered) + len(missing),
    )


def transition_day(case: Case, measure: Measure) -> datetime.date | None:
    """The day that a transition rule of the law sets."""
    days = [
        one.due
        for one in case.law.transitions
        if one.due is not None and (not measure.periods or one.id in measure.periods)
    ]
    return min(days, default=None)


def _lack(one: KindCover, day: datetime.date | None) -> Lack:
    basis = f" (phân công tại {one.basis})" if one.basis else ""
    return Lack(f"chưa có mục: {one.kind.title} ({one.kind.alias}){basis}", one.spot, day)
