"""Parts that ask for a field of the agency's profile, or for a date in it."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta

from access_info.assessment.case import Case, Measure
from access_info.assessment.findings import Judgement, Lack, Spot, Standing
from access_info.assessment.rows import getter, is_stated
from access_info.legal.parts import Part
from access_info.model.agency import Activity
from access_info.model.dates import vn_date
from access_info.model.items import Item

_JURISDICTION = Spot("../_dia-ban.yml", ("ra_soat", "so_ngay"))


def judge_field(case: Case, part: Part, measure: Measure) -> Judgement:
    """`co-truong`: one of the fields says something, or one of the wanted values."""
    del measure
    seen: list[Spot] = []
    whole = False
    for path in part.paths:
        for value, spot, entry in case.values(path):
            if not is_stated(value) or (part.values and _written(value) not in part.values):
                continue
            seen.append(spot)
            whole = whole or all(
                entry is not None and is_stated(getter(type(entry), key)(entry))
                for key in part.needs
            )
    if seen and whole:
        return Judgement(part, Standing.MET, tuple(seen[:1]))
    spot = seen[0] if seen else case.profile_spot(part.paths[0])
    return Judgement(part, Standing.LACKING, tuple(seen[:1]), (Lack(part.title, spot),))


def judge_contents(case: Case, part: Part, measure: Measure) -> Judgement:
    """`du-noi-dung`: the list names all that the law's pack lists."""
    del measure
    wanted = case.law.regulation_contents
    path = part.paths[0]
    found = {str(value): spot for value, spot, _ in case.values(path)}
    missing = [one for one in wanted if one.id not in found]
    spot = case.profile_spot(path)
    return Judgement(
        part,
        Standing.LACKING if missing else Standing.MET,
        tuple(list(found.values())[:1]),
        tuple(Lack(f"{part.title}: {one.title}", spot) for one in missing),
        met=len(wanted) - len(missing),
        of=len(wanted),
    )


def judge_fresh_field(case: Case, part: Part, measure: Measure) -> Judgement:
    """`ngay-con-han`: a date of the profile is not older than the jurisdiction's policy."""
    del measure
    days = _days(case, part)
    if not days:
        return Judgement(
            part, Standing.UNKNOWN, (), (Lack(part.title, case.profile_spot(part.paths[0])),)
        )
    return fresh(case, part, days[-1])


def fresh(case: Case, part: Part, last: tuple[datetime.date, Spot]) -> Judgement:
    """Whether the policy's days after `last` are not over."""
    day, spot = last
    policy = case.policy_days
    if policy is None:
        what = "địa bàn chưa đặt số ngày rà soát (ra_soat.so_ngay)"
        return Judgement(part, Standing.UNKNOWN, (spot,), (Lack(what, _JURISDICTION),))
    due = later(day, policy)
    if case.as_of.passed(due):
        what = f"{part.title} (lần gần nhất {vn_date(day)}, hạn {vn_date(due)})"
        return Judgement(part, Standing.OVERDUE, (spot,), (Lack(what, spot, due),), due)
    return Judgement(part, Standing.MET, (spot,), due=due)


def judge_periodic(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dinh-ky`: the last time is not longer ago than so many months."""
    del measure
    if part.rows is None:
        days = _days(case, part)
        place = case.profile_spot(part.paths[0])
        there = bool(list(case.values(part.paths[0].partition(".")[0])))
    else:
        reads = [getter(Item, path) for path in part.paths]
        rows = case.disclosed
        days = sorted(
            (
                (value, row.spot)
                for row in rows
                for record in (row.record, *row.documents)
                for read in reads
                if isinstance(value := read(record), datetime.date) and case.as_of.reached(value)
            ),
            key=lambda found: found[0],
        )
        place = case.list_spot()
        there = bool(rows)
    if not days:
        standing = Standing.UNKNOWN if there else Standing.LACKING
        return Judgement(part, standing, (place,) if there else (), (Lack(part.title, place),))
    day, spot = days[-1]
    due = months_later(day, part.months or 12)
    if case.as_of.passed(due):
        what = f"{part.title} (lần gần nhất {vn_date(day)}, hạn {vn_date(due)})"
        return Judgement(part, Standing.OVERDUE, (spot,), (Lack(what, spot, due),), due)
    return Judgement(part, Standing.MET, (spot,), due=due)


def judge_this_year(case: Case, part: Part, measure: Measure) -> Judgement:
    """`trong-nam`: something took place in the reporting year, with the fields it needs."""
    del measure
    entries = _activities(case, part)
    place = case.profile_spot(part.paths[0])
    dated = [(one, spot) for one, spot in entries if one.date is not None]
    seen = tuple(spot for _, spot in entries[:1])
    if entries and not dated:
        return Judgement(part, Standing.UNKNOWN, seen, (Lack("ngày của hoạt động", entries[0][1]),))
    now = [
        (one, spot)
        for one, spot in dated
        if one.date is not None and one.date.year == case.year and case.as_of.reached(one.date)
    ]
    end = datetime.date(case.year, 12, 31)
    whole = [
        spot
        for one, spot in now
        if all(is_stated(getter(Activity, key)(one)) for key in part.needs)
    ]
    if whole:
        return Judgement(part, Standing.MET, (whole[0],))
    if now and part.needs:
        return Judgement(part, Standing.LACKING, (now[0][1],), (Lack(part.title, now[0][1]),))
    return Judgement(part, Standing.LACKING, seen, (Lack(part.title, place, end),), end)


def judge_last_year(case: Case, part: Part, measure: Measure) -> Judgement:
    """`trong-nam-truoc`: this year or the last has something; older alone is overdue."""
    del measure
    entries = _activities(case, part)
    seen = tuple(spot for _, spot in entries[:1])
    years = [
        one.date.year for one, _ in entries if one.date is not None and case.as_of.reached(one.date)
    ]
    if not years:
        return Judgement(part, Standing.NOT_ASKED)
    if max(years) >= case.year - 1:
        return Judgement(part, Standing.MET, seen)
    due = datetime.date(max(years) + 1, 12, 31)
    place = case.profile_spot(part.paths[0])
    return Judgement(part, Standing.OVERDUE, seen, (Lack(part.title, place, due),), due)


def later(day: datetime.date, days: int) -> datetime.date:
    """A day so much later; the last day there is, for a date typed at the end of time."""
    return datetime.date.fromordinal(min(day.toordinal() + days, datetime.date.max.toordinal()))


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last day."""
    try:
        found: datetime.date = day + relativedelta(months=months)
    except (ValueError, OverflowError):
        return datetime.date.max
    return found


def _days(case: Case, part: Part) -> list[tuple[datetime.date, Spot]]:
    """Days that have come, at any of the part's paths, in order."""
    return sorted(
        (
            (value, spot)
            for path in part.paths
            for value, spot, _ in case.values(path)
            if isinstance(value, datetime.date) and case.as_of.reached(value)
        ),
        key=lambda found: found[0],
    )


def _activities(case: Case, part: Part) -> list[tuple[Activity, Spot]]:
    return [
        (value, spot)
        for value, spot, _ in case.values(part.paths[0])
        if isinstance(value, Activity)
        and any(is_stated(getattr(value, name)) for name in Activity.model_fields)
    ]


def _written(value: object) -> str:
    """A value as it stands in the data."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value)
