"""Judgements that several judges share: by the jurisdiction's days, by a day due, of an empty list."""

from __future__ import annotations

import datetime

from access_info.assessment.agency_context import AgencyContext
from access_info.assessment.findings import Judgement, Lack, PartStatus, Spot
from access_info.assessment.words import field_name
from access_info.legal.deadlines import days_later
from access_info.legal.parts import DutyPart
from access_info.legal.vocabularies import PART_LISTS
from access_info.model.declarations.date_words import vn_date
from access_info.model.items import ConditionalItem, Item
from access_info.model.lists import CONDITIONAL, DISCLOSURE

_POLICY = Spot("../_dia-ban.yml", ("ra_soat", "so_ngay"))


def judge_within_policy(
    context: AgencyContext, part: DutyPart, last: tuple[datetime.date, Spot]
) -> Judgement:
    """Judge whether the jurisdiction's days after `last` are not over."""
    day, spot = last
    policy = context.policy_days
    if policy is None:
        return judge_without_policy(part, (spot,))
    return judge_by_day(context, part, last, days_later(day, policy))


def judge_without_policy(part: DutyPart, evidence: tuple[Spot, ...]) -> Judgement:
    """Judge unknown what needs the jurisdiction's days before it has set them."""
    what = "số ngày rà soát do địa bàn đặt ra"
    return Judgement(part, PartStatus.UNKNOWN, evidence, (Lack(what, _POLICY),))


def judge_by_day(
    context: AgencyContext, part: DutyPart, last: tuple[datetime.date, Spot], due: datetime.date
) -> Judgement:
    """Judge as met until the day `due`, overdue after it."""
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
    """Judge an empty list, in the words that all parts share, so that readers see them once."""
    name = PART_LISTS[part.rows or DISCLOSURE]
    place = context.list_spot(part.rows)
    return Judgement(part, PartStatus.LACKING, (), (Lack(f"ít nhất một dòng trong {name}", place),))
