"""Parts that ask whether points of the law, or kinds of information new in it, are covered."""

from __future__ import annotations

import datetime

from access_info.assessment.case import Case, Measure
from access_info.assessment.coverage import Cover, KindCover, PointCover
from access_info.assessment.field_judges import no_rows
from access_info.assessment.findings import Judgement, Lack, Standing
from access_info.legal.parts import Part

_MOST_EVIDENCE = 3
_NONE_CERTAIN = (
    "Chưa tính: chưa loại thông tin nào được xác định là mới. Loại mà luật trước không nêu có thể đã phải "
    "công khai theo luật khác; địa bàn xác định loại nào mới thì nghĩa vụ này được xét."
)


def judge_points(case: Case, part: Part, measure: Measure) -> Judgement:
    """`phu-diem`: every point known to arise has a row, or a declaration with its reason.

    A point is not yet covered while a kind of information within it that is known to arise is
    not, since a row of another kind says nothing of that one. What is new in the law, or may be,
    has its own day (2026 law, Art. 31(3)) and is not asked for here before.
    """
    rows = case.disclosed
    if not rows:
        return no_rows(case, part)
    day = transition_day(case, measure)
    waits = day is not None and not case.as_of.passed(day)
    asked = [
        point
        for point in case.coverage.points
        if point.cover is Cover.COVERED
        or (point.cover is Cover.MISSING and not (waits and _has_own_day(point)))
    ]
    if not any(point.cover is Cover.COVERED for point in case.coverage.points):
        lack = Lack(f"điểm của Điều 17 {case.law.full_name} ở từng dòng", rows[0].at("diem"))
        return Judgement(part, Standing.LACKING, (rows[0].spot,), (lack,), of=len(asked))
    lacking = [(point, lacks) for point in asked if (lacks := _lacks_of(point, waits=waits))]
    covered = [point.spot for point in asked if point.cover is Cover.COVERED]
    return Judgement(
        part,
        Standing.LACKING if lacking else Standing.MET,
        tuple(covered[:_MOST_EVIDENCE]) or (rows[0].spot,),
        tuple(lack for _, lacks in lacking for lack in lacks),
        met=len(asked) - len(lacking),
        of=len(asked),
    )


def _has_own_day(point: PointCover) -> bool:
    """Whether the older law named nothing that is missing of a point."""
    missing = [one for one in point.kinds if one.cover is Cover.MISSING] or point.kinds
    return bool(missing) and all(one.kind.has_transition_day for one in missing)


def _lacks_of(point: PointCover, *, waits: bool) -> list[Lack]:
    """Kinds of a point that arise and have no row; else the point, if it has none."""
    kinds = [
        _lack(point, kind)
        for kind in point.kinds
        if kind.cover is Cover.MISSING and not (waits and kind.kind.has_transition_day)
    ]
    if kinds or point.cover is Cover.COVERED:
        return kinds
    return [_lack_of_point(point)]


def _lack_of_point(point: PointCover, day: datetime.date | None = None) -> Lack:
    name = f"{point.point.citation} ({point.point.short_title})"
    return Lack(f"dòng thuộc {name}{_by(point.basis)}", point.spot, day)


def judge_new_kinds(case: Case, part: Part, measure: Measure) -> Judgement:
    """`loai-moi`: what no law demanded before is covered by the day set for it.

    While it is certain of no kind that no other law demanded it, there is nothing to ask for.
    """
    day = transition_day(case, measure)
    found = list(case.coverage.new)
    if not found and any(kind.kind.has_transition_day for kind in case.coverage.kinds):
        return Judgement(part, Standing.NOT_ASKED, reason=_NONE_CERTAIN)
    covered = [one.spot for _, one in found if one.is_public]
    declared = [one.spot for _, one in found if one.cover is Cover.DECLARED]
    missing = [
        _lack(point, one, day) if isinstance(one, KindCover) else _lack_of_point(point, day)
        for point, one in found
        if one.cover is Cover.MISSING
    ]
    missing += [
        Lack("công khai dòng này và ghi nơi xem hoặc ngày công khai", one.spot, day)
        for _, one in found
        if one.cover is Cover.COVERED and not one.is_public
    ]
    if not (covered or missing):
        if declared and not any(one.cover is Cover.UNCLEAR for _, one in found):
            return Judgement(part, Standing.NOT_ASKED, tuple(declared[:_MOST_EVIDENCE]))
        lack = Lack(
            "các loại thông tin mới có phát sinh, hoặc không phát sinh kèm lý do",
            case.profile_spot("phat_sinh"),
            day,
        )
        seen = (*declared, *(row.spot for row in case.disclosed))[:1]
        return Judgement(part, Standing.UNKNOWN, seen, (lack,), day)
    standing = Standing.MET
    if missing:
        over = day is not None and case.as_of.passed(day)
        standing = Standing.OVERDUE if over else Standing.LACKING
    return Judgement(
        part,
        standing,
        (*covered, *declared)[:_MOST_EVIDENCE],
        tuple(missing),
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


def _lack(point: PointCover, kind: KindCover, day: datetime.date | None = None) -> Lack:
    name = f"“{kind.kind.title}” ({point.point.citation}, mã {kind.kind.alias})"
    return Lack(f"dòng về {name}{_by(kind.basis or point.basis)}", kind.spot, day)


def _by(basis: str) -> str:
    """The decision that assigned it, in words."""
    return f", theo {basis}" if basis else ""
