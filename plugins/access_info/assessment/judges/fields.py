"""Parts that ask for a field of the agency's profile, or for a date in it."""

from __future__ import annotations

import datetime

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.findings import Judgement, Lack, PartStatus, Spot
from access_info.assessment.judges.policy import (
    judge_by_day,
    judge_undated_list,
    judge_within_policy,
)
from access_info.assessment.periods import end_of_next_period, months_later
from access_info.assessment.rows import getter, has_come, is_stated
from access_info.assessment.words import field_name, means
from access_info.legal.parts import DutyPart
from access_info.model.agency import Activity, AgencyProfile
from access_info.model.declarations.date_words import vn_date
from access_info.model.declarations.fields import Record
from access_info.model.items import Item


def judge_field(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `co-truong`: one of the fields states something, or one of the wanted values."""
    del measure
    begun: Spot | None = None
    for path in part.paths:
        if _is_group_ahead(context, path):
            continue
        for value, spot, entry in context.values(path):
            if not is_stated(value) or (part.values and not means(_written(value), part.values)):
                continue
            if not has_come(value, context.as_of) or (
                entry is not None and _is_ahead(context, entry)
            ):
                continue
            group = value if isinstance(value, Record) else entry
            if not part.needs or (
                group is not None
                and all(is_stated(getter(type(group), key)(group)) for key in part.needs)
            ):
                return Judgement(part, PartStatus.MET, (spot,))
            begun = begun or spot
    spot = begun or context.profile_spot(part.paths[0], whole=bool(part.values))
    return Judgement(part, PartStatus.LACKING, (), (Lack(part.title, spot),))


def judge_contents(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `du-noi-dung`: the list names all contents that the law's pack lists."""
    del measure
    wanted = context.law.regulation_contents
    if not wanted:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    path = part.paths[0]
    seen: list[Spot] = []
    missing = list(wanted)
    for value, spot, _ in () if _is_group_ahead(context, path) else context.values(path):
        named = [choice for choice in wanted if means(str(value), (choice.id, choice.title))]
        seen += [spot] if named else []
        missing = [choice for choice in missing if choice not in named]
    spot = context.profile_spot(path)
    return Judgement(
        part,
        PartStatus.LACKING if missing else PartStatus.MET,
        tuple(seen[:1]),
        tuple(Lack(f"{part.title}: “{choice.title}”", spot) for choice in missing),
        met=len(wanted) - len(missing),
        of=len(wanted),
    )


def judge_fresh_field(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `ngay-con-han`: a date of the profile is within the jurisdiction's days."""
    del measure
    days = _days(context, part)
    if not days:
        what = f"{field_name(AgencyProfile, part.paths[0])} ({part.title})"
        lack = Lack(what, context.profile_spot(part.paths[0]))
        return Judgement(part, PartStatus.UNKNOWN, (), (lack,))
    return judge_within_policy(context, part, days[-1])


def _is_ahead(context: AgencyContext, entry: Record) -> bool:
    """Tell whether an entry of a list is of a day that is still to come."""
    day = getattr(entry, "date", None)
    return isinstance(day, datetime.date) and not context.as_of.reached(day)


def _is_group_ahead(context: AgencyContext, path: str) -> bool:
    """Tell whether a field is part of a regulation that is still to be issued."""
    group = getter(AgencyProfile, path.partition(".")[0])(context.agency.profile)
    day = getattr(group, "issued", None)
    return isinstance(day, datetime.date) and not context.as_of.reached(day)


def judge_periodic(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `dinh-ky`: the last time is within so many months.

    For a list, calendar months, quarters … count: after a change in one of them the
    next is due by the end of the one that follows.
    """
    del measure
    months = part.months or 12
    if part.rows is not None:
        return _periodic_list(context, part, months)
    days = _days(context, part)
    undated = _undated(context, part)
    if days:
        day, spot = days[-1]
        due = months_later(day, months)
        if not undated or not context.as_of.passed(due):
            return judge_by_day(context, part, (day, spot), due)
    if undated:
        what = field_name(AgencyProfile, part.paths[0])
        lacks = tuple(Lack(what, spot) for spot in undated)
        return Judgement(part, PartStatus.UNKNOWN, tuple(undated[:1]), lacks)
    place = context.profile_spot(part.paths[0])
    return Judgement(part, PartStatus.LACKING, (), (Lack(part.title, place),))


def _periodic_list(context: AgencyContext, part: DutyPart, months: int) -> Judgement:
    reads = [getter(Item, path) for path in part.paths]
    last: tuple[datetime.date, Spot] | None = None
    for entry in context.entries:
        for read in reads:
            day = read(entry.record)
            if isinstance(day, datetime.date) and (last is None or day > last[0]):
                last = (day, entry.row.spot) if context.as_of.reached(day) else last
    if last is not None:
        return judge_by_day(context, part, last, end_of_next_period(last[0], months))
    return judge_undated_list(context, part)


def judge_this_year(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `trong-nam`: something took place in the reporting year, with what it needs."""
    del measure
    dated, undated = _activities(context, part)
    now = [(activity, spot) for day, activity, spot in dated if day.year == context.year]
    for activity, spot in now:
        if all(is_stated(getter(Activity, key)(activity)) for key in part.needs):
            return Judgement(part, PartStatus.MET, (spot,))
    if undated and not now:
        lacks = tuple(Lack("ngày của hoạt động", spot) for spot in undated)
        return Judgement(part, PartStatus.UNKNOWN, tuple(undated[:1]), lacks)
    end = datetime.date(context.year, 12, 31)
    seen = tuple(spot for _, _, spot in dated[-1:])
    spot = now[0][1] if now else context.profile_spot(part.paths[0])
    what = f"{part.title} {context.year}"
    return Judgement(part, PartStatus.LACKING, seen, (Lack(what, spot, end),), end)


def judge_last_year(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `trong-nam-truoc`: this year or the last has something; older alone is overdue."""
    del measure
    dated, _ = _activities(context, part)
    if not dated:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    day, _, spot = dated[-1]
    if day.year >= context.year - 1:
        return Judgement(part, PartStatus.MET, (spot,))
    due = datetime.date(day.year + 1, 12, 31)
    what = f"{part.title} (lần gần nhất {vn_date(day)})"
    place = context.profile_spot(part.paths[0])
    return Judgement(part, PartStatus.OVERDUE, (spot,), (Lack(what, place, due),), due)


def _days(context: AgencyContext, part: DutyPart) -> list[tuple[datetime.date, Spot]]:
    """Collect the days at the part's paths that have come, in order."""
    return sorted(
        (
            (value, spot)
            for path in part.paths
            for value, spot, _ in context.values(path)
            if isinstance(value, datetime.date) and context.as_of.reached(value)
        ),
        key=lambda pair: pair[0],
    )


def _undated(context: AgencyContext, part: DutyPart) -> list[Spot]:
    """Return the places of the day that a group or entries of a list should state but do not."""
    above, _, key = part.paths[0].partition(".")
    return [
        spot.within(*key.split("."))
        for value, spot, _ in context.values(above)
        if isinstance(value, Record)
        and is_stated(value)
        and getter(type(value), key)(value) is None
    ]


def _activities(
    context: AgencyContext, part: DutyPart
) -> tuple[list[tuple[datetime.date, Activity, Spot]], list[Spot]]:
    """Collect activities that took place, by day, and the places of days that are missing."""
    dated: list[tuple[datetime.date, Activity, Spot]] = []
    undated: list[Spot] = []
    for value, spot, _ in context.values(part.paths[0]):
        if not isinstance(value, Activity) or not is_stated(value):
            continue
        if value.date is None:
            undated.append(spot.within("ngay"))
        elif context.as_of.reached(value.date):
            dated.append((value.date, value, spot))
    return sorted(dated, key=lambda activity: activity[0]), undated


def _written(value: object) -> str:
    """Write a value as the data have it: `có`, `không` or its text."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value)
