"""Parts that ask whether points of the law, or kinds of information new in it, are covered."""

from __future__ import annotations

import datetime

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.coverage import Cover, KindCover, PointCover
from access_info.assessment.findings import Judgement, Lack, PartStatus
from access_info.assessment.judges.policy import judge_empty_list
from access_info.legal.parts import DutyPart

_MOST_EVIDENCE = 3
_NONE_CERTAIN = (
    "Chưa tính: chưa loại thông tin nào được xác định là mới. Loại mà luật trước không nêu có thể đã phải "
    "công khai theo luật khác; địa bàn xác định loại nào mới thì nghĩa vụ này được xét."
)


def judge_points(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `phu-diem`: every point known to arise has a row, or a declaration with its reason.

    A point is not yet covered while a kind of information in it that is known to arise has no
    row, since a row of another kind says nothing about it. What is new in the law, or may be,
    has its own day (2026 law, Art. 31(3)) and is not asked for here before.
    """
    rows = context.disclosed
    if not rows:
        return judge_empty_list(context, part)
    day = transition_day(context, measure)
    waits = day is not None and not context.as_of.passed(day)
    counted = [
        point
        for point in context.coverage.points
        if point.cover is Cover.COVERED
        or (point.cover is Cover.MISSING and not (waits and _has_transition_day(point)))
    ]
    if not any(point.cover is Cover.COVERED for point in context.coverage.points):
        what = f"điểm của Điều 17 {context.law.full_name} ở {len(rows)} mục (chưa mục nào ghi)"
        lack = Lack(what, context.list_spot(part.rows) if len(rows) > 1 else rows[0].at("diem"))
        return Judgement(part, PartStatus.LACKING, (rows[0].spot,), (lack,), of=len(counted))
    lacking = [(point, lacks) for point in counted if (lacks := _lacks_of(point, waits=waits))]
    covered = [point.spot for point in counted if point.cover is Cover.COVERED]
    return Judgement(
        part,
        PartStatus.LACKING if lacking else PartStatus.MET,
        tuple(covered[:_MOST_EVIDENCE]) or (rows[0].spot,),
        tuple(lack for _, lacks in lacking for lack in lacks),
        met=len(counted) - len(lacking),
        of=len(counted),
    )


def _has_transition_day(point: PointCover) -> bool:
    """Tell whether all that is missing of a point may wait for the transition's day."""
    missing = [kind for kind in point.kinds if kind.cover is Cover.MISSING] or point.kinds
    return bool(missing) and all(kind.kind.has_transition_day for kind in missing)


def _lacks_of(point: PointCover, *, waits: bool) -> list[Lack]:
    """List the kinds of a point that arise and have no row; else the point, if it has none."""
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


def judge_new_kinds(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `loai-moi`: what no law demanded before is covered by the day set for it.

    Not applicable while no kind is certain to be new: there is nothing to ask for.
    """
    day = transition_day(context, measure)
    demands = list(context.coverage.new)
    if not demands and any(kind.kind.has_transition_day for kind in context.coverage.kinds):
        return Judgement(part, PartStatus.NOT_APPLICABLE, reason=_NONE_CERTAIN)
    covered = [demand.spot for _, demand in demands if demand.is_public]
    declared = [demand.spot for _, demand in demands if demand.cover is Cover.DECLARED]
    missing = [
        _lack(point, demand, day) if isinstance(demand, KindCover) else _lack_of_point(point, day)
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
            return Judgement(part, PartStatus.NOT_APPLICABLE, tuple(declared[:_MOST_EVIDENCE]))
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
        (*covered, *declared)[:_MOST_EVIDENCE],
        tuple(missing),
        day if missing else None,
        met=len(covered),
        of=len(covered) + len(missing),
    )


def transition_day(context: AgencyContext, measure: Measure) -> datetime.date | None:
    """Return the first day that the transition rules of the law set."""
    days = [
        transition.due
        for transition in context.law.transitions
        if transition.due is not None and (not measure.periods or transition.id in measure.periods)
    ]
    return min(days, default=None)


def _lack(point: PointCover, kind: KindCover, day: datetime.date | None = None) -> Lack:
    name = f"“{kind.kind.title}” ({point.point.citation}, mã {kind.kind.alias})"
    return Lack(f"dòng về {name}{_by(kind.basis or point.basis)}", kind.spot, day)


def _by(basis: str) -> str:
    """Name the decision that assigned a point or kind: `, theo …`; "" without one."""
    return f", theo {basis}" if basis else ""
