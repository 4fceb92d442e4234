"""Judges parts of duties about an agency's profile, updates, postings, yearly figures and corrections."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping

from access_info.assessment.agency_context import AgencyContext, LoggedCorrection, Measure
from access_info.assessment.coverage import DisclosedRow, ListRow, has_come, is_stated, value_reader
from access_info.assessment.findings import (
    Judgement,
    Lack,
    PartStatus,
    Spot,
    field_name,
    folded,
    names_any_of,
)
from access_info.assessment.judges.disclosure import (
    MAX_EVIDENCE,
    Judge,
    judge_by_count,
    judge_by_day,
    judge_in_turn,
    judge_undated_list,
    judge_within_policy,
    newest_day,
)
from access_info.legal.calendar import LAST_OF_MONTH, day_of_month, days_later, last_day
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Deadline, DutyPart
from access_info.model.agency import (
    Activity,
    AgencyProfile,
    Correction,
    YearStatistics,
    disagreements,
)
from access_info.model.fields import Record
from access_info.model.items import Item, Period
from access_info.model.types import vn_date


def end_of_next_period(day: datetime.date, months: int) -> datetime.date:
    """Return the last day of the calendar period after a day's own: of quarters, 5 May → 30 September.

    Args:
        day: The day.
        months: 1 for months, 3 for quarters, 6 for halves, 12 for years.
    """
    before = day.month - 1 - (day.month - 1) % months
    return day_of_month(day.year, before + 2 * months, LAST_OF_MONTH)


# Parts that ask for a field of the agency's profile, or for a date in it.


def judge_field(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `co-truong`: met if a field at one of `part.paths` states something.

    If `part.values` are given, it must be one of these; if `part.needs` are given, the fields beside
    it must state something too. What is only planned, by a day still to come, does not count. A lack
    names the first entry where only `needs` are missing, else the first field (of wanted values: the
    list, to which one must be added).
    """
    incomplete_entry: Spot | None = None
    for path in part.paths:
        if _is_group_planned(context, path):
            continue
        for value, spot, entry in context.values(path):
            if part.values and not names_any_of(_as_typed(value), part.values):
                continue
            if not has_come(value, context.as_of) or _is_to_come(context, entry, "date"):
                continue
            group = value if isinstance(value, Record) else entry
            if not part.needs or (
                group is not None
                and all(is_stated(value_reader(type(group), key)(group)) for key in part.needs)
            ):
                return Judgement(part, PartStatus.MET, (spot,))
            incomplete_entry = incomplete_entry or spot
    spot = incomplete_entry or context.profile_spot(part.paths[0], of_list=bool(part.values))
    return Judgement(part, PartStatus.LACKING, (), (Lack(part.title, spot),))


def judge_contents(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `du-noi-dung`: the profile names all contents that the law wants in an agency's regulation.

    A regulation that is still to be issued has none of them.
    """
    wanted = context.law.regulation_contents
    if not wanted:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    path = part.paths[0]
    seen: list[Spot] = []
    missing = list(wanted)
    for value, spot, _ in () if _is_group_planned(context, path) else context.values(path):
        named = [choice for choice in wanted if names_any_of(str(value), (choice.id, choice.title))]
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


def judge_fresh_field(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `ngay-con-han`: the newest date at the paths is no older than the jurisdiction allows.

    Unknown if no date is stated.
    """
    days = _past_days(context, part)
    if not days:
        what = f"{field_name(AgencyProfile, part.paths[0])} ({part.title})"
        lack = Lack(what, context.profile_spot(part.paths[0]))
        return Judgement(part, PartStatus.UNKNOWN, (), (lack,))
    return judge_within_policy(context, part, days[-1])


def _is_to_come(context: AgencyContext, group: object, name: str) -> bool:
    """Tell whether a group of fields is only planned: the day in its field `name` is still to come."""
    day = getattr(group, name, None)
    return isinstance(day, datetime.date) and not context.as_of.reached(day)


def _is_group_planned(context: AgencyContext, path: str) -> bool:
    """Tell whether the group that a field is in, such as the regulation, is still to be issued."""
    group = value_reader(AgencyProfile, path.partition(".")[0])(context.agency.profile)
    return _is_to_come(context, group, "issued")


def judge_periodic(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `dinh-ky`: what must be done every so many months was done lately enough.

    In the profile the months run from the last day stated; once they are over, entries that state no
    day make the part unknown. For a list, calendar months, quarters … count: after a change in one of
    them the next is due by the end of the one that follows.
    """
    months = part.months or 12
    if part.rows is not None:
        last = newest_day(context, part)
        if last is None:
            return judge_undated_list(context, part)
        return judge_by_day(context, part, last, end_of_next_period(last[0], months))
    days = _past_days(context, part)
    undated = _places_without_day(context, part)
    if days:
        day, spot = days[-1]
        due = day_of_month(day.year, day.month + months, day.day)
        if not undated or not context.as_of.passed(due):
            return judge_by_day(context, part, (day, spot), due)
    if undated:
        return _judge_undated(part, field_name(AgencyProfile, part.paths[0]), undated)
    place = context.profile_spot(part.paths[0])
    return Judgement(part, PartStatus.LACKING, (), (Lack(part.title, place),))


def judge_this_year(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `trong-nam`: an activity, such as a training course, took place in the reporting year.

    It must state the fields that the part needs. Unknown if none of this year is stated, but one
    without a day, which may be of this year.
    """
    dated, undated = _activities(context, part)
    now = [(activity, spot) for day, activity, spot in dated if day.year == context.year]
    for activity, spot in now:
        if all(is_stated(value_reader(Activity, key)(activity)) for key in part.needs):
            return Judgement(part, PartStatus.MET, (spot,))
    if undated and not now:
        return _judge_undated(part, "ngày của hoạt động", undated)
    end = datetime.date(context.year, 12, 31)
    seen = tuple(spot for _, _, spot in dated[-1:])
    spot = now[0][1] if now else context.profile_spot(part.paths[0])
    what = f"{part.title} {context.year}"
    return Judgement(part, PartStatus.LACKING, seen, (Lack(what, spot, end),), end)


def judge_last_year(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `trong-nam-truoc`: an activity took place this year or last; only older ones are overdue.

    Not applicable before the first one.
    """
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


def _judge_undated(part: DutyPart, what: str, places: list[Spot]) -> Judgement:
    """Judge a part unknown because days are not stated; each place that should state one is a lack.

    `what` names the missing day in words.
    """
    lacks = tuple(Lack(what, place) for place in places)
    return Judgement(part, PartStatus.UNKNOWN, (places[0],), lacks)


def _past_days(context: AgencyContext, part: DutyPart) -> list[tuple[datetime.date, Spot]]:
    """Return the days stated at the part's paths that have come, each with its place, oldest first."""
    return sorted(
        (
            (value, spot)
            for path in part.paths
            for value, spot, _ in context.values(path)
            if isinstance(value, datetime.date) and context.as_of.reached(value)
        ),
        key=lambda pair: pair[0],
    )


def _places_without_day(context: AgencyContext, part: DutyPart) -> list[Spot]:
    """Return the places where a day is missing, though the group or list entry states something else."""
    above, _, key = part.paths[0].partition(".")
    return [
        spot.within(*key.split("."))
        for value, spot, _ in context.values(above)
        if isinstance(value, Record)
        and is_stated(value)
        and value_reader(type(value), key)(value) is None
    ]


def _activities(
    context: AgencyContext, part: DutyPart
) -> tuple[list[tuple[datetime.date, Activity, Spot]], list[Spot]]:
    """Return (day, activity, place) of what took place, oldest first; and the places of missing days."""
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


def _as_typed(value: object) -> str:
    """Return a value as people type it, to compare it with the values that a duty asks for (`part.values`).

    `True` → `có`, `False` → `không`, any other as its text.
    """
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value)


# Judges of parts that ask whether rows are updated in turn, or shown for long enough.

_MONTHS = {"hang-thang": 1, "hang-quy": 3, "sau-thang": 6, "hang-nam": 12}
_FREQUENCIES = {"hang-ngay", "hang-tuan", *_MONTHS}
# Folded words that editors type → the code they mean.
_OTHER_CODES = {"sau-thang-mot-lan": "sau-thang"}
# Folded words: “niêm yết 30 ngày” gives “30”; “ngày 30” does not match.
_STATED_LENGTH = re.compile(r"(?:^|-)(\d{1,3})-ngay(?:-|$)")


def judge_updated(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `theo-tan-suat`: rows that are updated each month, quarter … were updated in time.

    After a change in one period the next is due by the end of the period that follows.
    """
    regular = [row for row in context.disclosed if _frequency(row)]
    if not regular:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    changes = [(row, _last_change(context, row)) for row in regular]
    turns = [
        (row, last, next_update(context, last, _frequency(row)) if last else None)
        for row, last in changes
    ]
    return judge_in_turn(
        context, part, turns, key="ngay_cap_nhat", name="ngày cập nhật", task="cập nhật kỳ mới"
    )


def _frequency(row: ListRow[Item]) -> str:
    """Return how often a row is updated, as a code such as `hang-quy`; "" if no dates follow from it."""
    code = folded(row.record.frequency or "")
    code = _OTHER_CODES.get(code, code)
    return code if code in _FREQUENCIES else ""


def next_update(context: AgencyContext, last: datetime.date, frequency: str) -> datetime.date:
    """Return the day by which a row must next be updated, that was last changed on `last`.

    Daily rows: the next working day. Others: the end of the next week, month, quarter ….
    """
    if frequency == "hang-ngay":
        return context.jurisdiction.last_day(last, 1, "ngay-lam-viec")
    if frequency == "hang-tuan":
        return days_later(last, 13 - last.weekday())  # the Sunday of the week after
    return end_of_next_period(last, _MONTHS[frequency])


def _last_change(context: AgencyContext, row: ListRow[Item]) -> datetime.date | None:
    """Return the newest day, of those come, of a change or publication of a row or its documents."""
    days = [row.record.modified, row.record.published]
    for _, document in row.documents:
        days += [document.modified, document.published]
    come = [day for day in days if day is not None and context.as_of.reached(day)]
    return max(come, default=None)


def judge_long_enough(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `du-thoi-gian`: a posting or a broadcast lasts the least number of days.

    Only what began in the latest year that has any counts: what is long over cannot be mended. What
    states no first day makes the part unknown; without a last day it still lasts.
    """
    broadcast = part.rows == "truyen-thanh"
    key = "truyen_thanh" if broadcast else "niem_yet"
    spans = [
        (entry, span)
        for entry in context.entries
        if (span := entry.record.broadcast if broadcast else entry.record.posting) is not None
        and (span.start or span.end)
        and (
            span.start is None
            or (span.start >= measure.since and context.as_of.reached(span.start))
        )
    ]
    latest = max((span.start.year for _, span in spans if span.start), default=None)
    good: list[Spot] = []
    lacks: list[Lack] = []
    unknown = False
    for entry, span in spans:
        if span.start is None:
            unknown = True
            lacks.append(Lack(f"ngày bắt đầu {_ACTS[key]}", entry.at(key, "tu")))
            continue
        if span.start.year != latest:
            continue
        least = _required_days(context, entry, span.start, measure)
        days = _days_in(span)
        if days is None or days >= least:
            good.append(entry.at(key))
        else:
            what = f"{_ACTS[key]} thêm {least - days} ngày (đã ghi {days} ngày, phải đủ {least})"
            lacks.append(Lack(what, entry.at(key, "den")))
    return judge_by_count(part, good, lacks, unknown=unknown)


_ACTS = {"niem_yet": "niêm yết", "truyen_thanh": "truyền thanh"}


def _required_days(
    context: AgencyContext, entry: DisclosedRow, start: datetime.date, measure: Measure
) -> int:
    """Return for how many days a posting or broadcast must last at least.

    So many as the rule itself says; else as the law in force on its first day says, or fewer if the
    row's own words do (“niêm yết 15 ngày”).
    """
    if measure.value is not None:
        return measure.value
    periods = context.framework.in_force(start).deadlines_for("niem-yet")
    least = max((period.value for period in periods), default=0)
    match = _STATED_LENGTH.search(folded(entry.record.duration or ""))
    return least if match is None else min(least, int(match[1]))


def _days_in(span: Period) -> int | None:
    """Return the number of days of a span, first and last included; `None` if an end is not stated."""
    return (span.end - span.start).days + 1 if span.end and span.start else None


# Judges of parts that ask for a year's figures.


def judge_year(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `nam-gan-nhat`: there are figures of the latest year that is due, with one of the fields.

    Figures of an older year alone are overdue. Not applicable to an agency too young to have any.
    """
    wanted = context.due_year
    year = context.figures
    if year is None:
        if context.is_young:
            return Judgement(part, PartStatus.NOT_APPLICABLE)
        place = context.year_spot(wanted)
        return Judgement(part, PartStatus.LACKING, (), (Lack(f"{part.title} năm {wanted}", place),))
    seen = (context.year_spot(year.year),)
    if year.year < wanted:
        first = year.year + 1
        due = context.figures_due(first)
        years = f"năm {first}" if first == wanted else f"các năm {first}–{wanted}"
        limit = "hạn" if context.jurisdiction.place.statistics_days else f"năm {first} kết thúc"
        what = f"{part.title} {years} ({limit} ngày {vn_date(due)})"
        lack = Lack(what, context.year_spot(first), due)
        return Judgement(part, PartStatus.OVERDUE, seen, (lack,), due)
    for path in part.paths:
        if is_stated(value_reader(YearStatistics, path)(year)):
            due = context.figures_due(min(year.year + 1, context.year))
            return Judgement(part, PartStatus.MET, seen, due=due)
    place = context.year_spot(year.year, *part.paths[0].split("."))
    return Judgement(
        part, PartStatus.LACKING, seen, (Lack(f"{part.title} năm {year.year}", place),)
    )


def judge_sums(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `so-khop`: the sums in the year's figures agree, such as requests received and dealt with.

    Not applicable unless these two are stated, without which nothing can be compared.
    """
    year = context.figures
    if year is None or not (is_stated(year.received) and is_stated(year.results)):
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    lacks = tuple(
        Lack(
            f"{part.title}: {disagreement.what[:1].lower()}{disagreement.what[1:]} là {disagreement.total}, "
            f"{disagreement.other} là {disagreement.expected}",
            context.year_spot(year.year, disagreement.key),
        )
        for disagreement in disagreements(year)
    )
    status = PartStatus.LACKING if lacks else PartStatus.MET
    return Judgement(part, status, (context.year_spot(year.year),), lacks)


# The day by which a mistake must be corrected, under the law in force when the time began.

_BY_ITSELF = "tu-phat-hien"


@dataclasses.dataclass(frozen=True)
class CorrectionDue:
    """The last day for answering a petition or correcting a mistake.

    Attributes:
        start: The day from which the time runs; not counted.
        day: The last day.
        period: The law's period.
        law: The law.
    """

    start: datetime.date
    day: datetime.date
    period: Deadline
    law: LawPack


def correction_start(record: Correction) -> datetime.date | None:
    """Return the day from which the time for correcting runs: of petition, else of discovery."""
    return record.petitioned or (record.discovery.date if record.discovery else None)


def correction_due(record: Correction, framework: Framework) -> CorrectionDue | None:
    """Return by when a mistake must be corrected; `None` without a start, or where no law says so.

    Mistakes that the agency found by itself and those petitioned have different periods. If others
    found one and no day of petition is stated, the longer period of petitions counts: a doubt never
    counts against anyone.
    """
    start = correction_start(record)
    if start is None:
        return None
    by = record.discovery.by if record.discovery else None
    by_itself = record.petitioned is None and (not by or _BY_ITSELF in folded(by))
    law = framework.in_force(start)
    periods = law.deadlines_for("dinh-chinh-tu-phat-hien" if by_itself else "kien-nghi-sai-sot")
    if not periods:
        return None
    value, unit = periods[0].value, periods[0].unit
    day = last_day(start, value=value, unit=unit, calendar=framework.calendar)
    return CorrectionDue(start, day, periods[0], law)


# Parts that ask how mistakes were corrected (2016 law, Art. 22, 32; 2026 law, Art. 22, 28).

_CORRECTIONS = Spot("dinh-chinh.yml", ("muc",))


def judge_corrected_in_time(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `dinh-chinh-dung-han`: mistakes are corrected within the law's period.

    The period is that of the law of the day on which the time began. Late ones count only for
    the latest year that has any mistake, since nobody can mend them. What is still
    open counts whatever its year. An empty log lacks either a mistake or the word that none was found.
    Unknown if a mistake states no day; overdue if one is open after its day, or all of that year were late.
    """
    if not context.corrections:
        what = "sổ đính chính, hoặc lý do khai không phát sinh (chưa phát hiện thông tin sai)"
        return Judgement(part, PartStatus.LACKING, (), (Lack(what, _CORRECTIONS),))
    starts = [
        day
        for correction in context.corrections
        if (day := correction_start(correction.record)) is not None
    ]
    latest = max((day.year for day in starts if context.as_of.reached(day)), default=0)
    good: list[Spot] = []
    undated: list[Lack] = []
    late: list[Lack] = []
    still_open: list[Lack] = []
    waiting: list[datetime.date] = []
    for correction in context.corrections:
        start, corrected = correction_start(correction.record), correction.record.corrected
        if start is None:
            undated.append(
                Lack("ngày phát hiện hoặc ngày nhận kiến nghị", correction.at("phat_hien"))
            )
            continue
        reckoned = correction_due(correction.record, context.framework)
        if reckoned is None or not context.as_of.reached(start):
            continue
        due = reckoned.day
        if corrected is None or not context.as_of.reached(corrected):
            if context.as_of.passed(due):
                what = f"đính chính và ghi ngày đính chính (hạn {vn_date(due)})"
                still_open.append(Lack(what, correction.at("ngay_dinh_chinh"), due))
            else:
                waiting.append(due)
        elif start.year == latest and corrected <= due:
            good.append(correction.spot)
        elif start.year == latest:
            on = vn_date(corrected)
            what = f"đính chính đúng hạn {vn_date(due)} (đã đính chính ngày {on})"
            late.append(Lack(what, correction.at("ngay_dinh_chinh"), due))
    status = PartStatus.LACKING if late else PartStatus.MET
    if undated:
        status = PartStatus.UNKNOWN
    elif still_open or (late and not good):
        status = PartStatus.OVERDUE
    missed = [lack.due for lack in still_open or late if lack.due is not None]
    lacks = (*undated, *still_open, *late)
    return Judgement(
        part,
        status,
        tuple(correction.spot for correction in context.corrections[:MAX_EVIDENCE]),
        lacks,
        min(missed if status is PartStatus.OVERDUE else waiting, default=None),
        met=len(good),
        of=len(good) + len(lacks),
    )


def judge_correction_forms(context: AgencyContext, part: DutyPart, _measure: Measure) -> Judgement:
    """Judge `dinh-chinh-hinh-thuc`: mistakes were corrected in the forms wanted, or as first published.

    A part that names laws counts only what was corrected while one of them was in force. Unknown if it
    asks for the forms of an item that is in no list.
    """
    good: list[Spot] = []
    lacks: list[Lack] = []
    unknown = False
    for correction in context.corrections:
        day = correction.record.corrected
        if day is None or not context.as_of.reached(day):
            continue
        if part.laws and context.framework.in_force(day).id not in part.laws:
            continue
        item = correction.record.item
        first = context.forms_of(item, correction.owner) if item else ()
        if not part.values and first is None:
            unknown = True
            lacks.append(Lack("mã mục liên quan có trong danh mục", correction.at("muc_lien_quan")))
            continue
        lack = _lack_of_forms(context, part, correction, first or ())
        if lack is None:
            good.append(correction.spot)
        else:
            lacks.append(lack)
    return judge_by_count(part, good, lacks, unknown=unknown)


def _lack_of_forms(
    context: AgencyContext, part: DutyPart, correction: LoggedCorrection, first: tuple[str, ...]
) -> Lack | None:
    """Return the forms of disclosure missing from a correction as a lack; `None` if none is.

    Args:
        context: The agency.
        part: Wants one of certain forms, or else those of the first publication.
        correction: The correction.
        first: Forms in which the item was first made public.
    """
    used = correction.record.forms
    place = correction.at("hinh_thuc")
    if part.values:
        wanted = [name for value in part.values for name in (value, _form_label(context, value))]
        return None if any(names_any_of(text, wanted) for text in used) else Lack(part.title, place)
    if not used:
        return Lack("hình thức đính chính", place)
    missing = [
        form
        for form in first
        if not any(names_any_of(text, (form, _form_label(context, form))) for text in used)
    ]
    if not missing:
        return None
    names = ", ".join(f"“{_form_label(context, form)}”" for form in missing)
    return Lack(f"đính chính bằng hình thức {names} như khi công khai", place)


def _form_label(context: AgencyContext, form: str) -> str:
    """Return the label of a form of disclosure, from the first law that knows its code; else the code."""
    laws = (context.law, *context.framework.packs, *context.framework.supplements)
    known = (each for law in laws for each in law.disclosure_forms)
    return next((each.label for each in known if each.id == form), form)


PROFILE_JUDGES: Mapping[str, Judge] = {
    "co-truong": judge_field,
    "du-noi-dung": judge_contents,
    "ngay-con-han": judge_fresh_field,
    "dinh-ky": judge_periodic,
    "trong-nam": judge_this_year,
    "trong-nam-truoc": judge_last_year,
    "theo-tan-suat": judge_updated,
    "du-thoi-gian": judge_long_enough,
    "nam-gan-nhat": judge_year,
    "so-khop": judge_sums,
    "dinh-chinh-dung-han": judge_corrected_in_time,
    "dinh-chinh-hinh-thuc": judge_correction_forms,
}
