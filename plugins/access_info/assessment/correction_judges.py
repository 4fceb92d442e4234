"""Parts that ask how mistakes were corrected (2016 law, Art. 22, 32; 2026 law, Art. 22, 28)."""

from __future__ import annotations

import datetime

from access_info.assessment.case import Case, Logged, Measure
from access_info.assessment.correction_days import correction_period, correction_start
from access_info.assessment.findings import Judgement, Lack, Spot, Standing
from access_info.assessment.words import means
from access_info.legal.parts import Part
from access_info.model.corrections import Correction
from access_info.model.dates import vn_date

_MOST_EVIDENCE = 3
_LOG = Spot("dinh-chinh.yml", ("muc",))


def judge_corrected_in_time(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dinh-chinh-dung-han`: corrected within the period of the law of the day it began.

    What was late is history: it counts for the latest year that has any mistake. What is still
    open counts whatever its year.
    """
    del measure
    if not case.corrections:
        what = "sổ đính chính, hoặc lý do khai không phát sinh (chưa phát hiện thông tin sai)"
        return Judgement(part, Standing.LACKING, (), (Lack(what, _LOG),))
    starts = [day for one in case.corrections if (day := correction_start(one.record)) is not None]
    latest = max((day.year for day in starts if case.as_of.reached(day)), default=0)
    good: list[Spot] = []
    undated: list[Lack] = []
    late: list[Lack] = []
    still_open: list[Lack] = []
    waiting: list[datetime.date] = []
    for one in case.corrections:
        start, corrected = correction_start(one.record), one.record.corrected
        if start is None:
            undated.append(Lack("ngày phát hiện hoặc ngày nhận kiến nghị", one.at("phat_hien")))
            continue
        due = _due(case, one.record, start)
        if due is None or not case.as_of.reached(start):
            continue
        if corrected is None or not case.as_of.reached(corrected):
            if case.as_of.passed(due):
                what = f"đính chính và ghi ngày đính chính (hạn {vn_date(due)})"
                still_open.append(Lack(what, one.at("ngay_dinh_chinh"), due))
            else:
                waiting.append(due)
        elif start.year == latest and corrected <= due:
            good.append(one.spot)
        elif start.year == latest:
            on = vn_date(corrected)
            what = f"đính chính đúng hạn {vn_date(due)} (đã đính chính ngày {on})"
            late.append(Lack(what, one.at("ngay_dinh_chinh"), due))
    standing = Standing.LACKING if late else Standing.MET
    if undated:
        standing = Standing.UNKNOWN
    elif still_open or (late and not good):
        standing = Standing.OVERDUE
    missed = [lack.due for lack in still_open or late if lack.due is not None]
    lacks = (*undated, *still_open, *late)
    return Judgement(
        part,
        standing,
        tuple(one.spot for one in case.corrections[:_MOST_EVIDENCE]),
        lacks,
        min(missed if standing is Standing.OVERDUE else waiting, default=None),
        met=len(good),
        of=len(good) + len(lacks),
    )


def judge_correction_forms(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dinh-chinh-hinh-thuc`: corrected in the wanted forms, or those of the first publication.

    A part of some laws only speaks of what was corrected while one of them was in force.
    """
    del measure
    good: list[Spot] = []
    lacks: list[Lack] = []
    unknown = False
    for one in case.corrections:
        day = one.record.corrected
        if day is None or not case.as_of.reached(day):
            continue
        if part.laws and case.framework.in_force(day).id not in part.laws:
            continue
        first = case.forms_of(one.record.item or "", one.owner) if one.record.item else ()
        if not part.values and first is None:
            unknown = True
            lacks.append(Lack("mã mục liên quan có trong danh mục", one.at("muc_lien_quan")))
            continue
        lack = _lack_of_forms(case, part, one, first or ())
        if lack is None:
            good.append(one.spot)
        else:
            lacks.append(lack)
    if not good and not lacks:
        return Judgement(part, Standing.NOT_ASKED)
    return Judgement(
        part,
        Standing.UNKNOWN if unknown else Standing.LACKING if lacks else Standing.MET,
        tuple(good[:_MOST_EVIDENCE]) or (lacks[0].spot,),
        tuple(lacks),
        met=len(good),
        of=len(good) + len(lacks),
    )


def _lack_of_forms(case: Case, part: Part, one: Logged, first: tuple[str, ...]) -> Lack | None:
    """The forms in which a mistake was not corrected; `None` if there are none."""
    used = one.record.forms
    place = one.at("hinh_thuc")
    if part.values:
        wanted = [name for value in part.values for name in (value, _label(case, value))]
        return None if any(means(text, wanted) for text in used) else Lack(part.title, place)
    if not used:
        return Lack("hình thức đính chính", place)
    missing = [
        form for form in first if not any(means(text, (form, _label(case, form))) for text in used)
    ]
    if not missing:
        return None
    names = ", ".join(f"“{_label(case, form)}”" for form in missing)
    return Lack(f"đính chính bằng hình thức {names} như khi công khai", place)


def _label(case: Case, form: str) -> str:
    """A form of disclosure in words."""
    for pack in (case.law, *case.framework.packs, *case.framework.supplements):
        for one in pack.disclosure_forms:
            if one.id == form:
                return one.label
    return form


def _due(case: Case, record: Correction, start: datetime.date) -> datetime.date | None:
    """The last day for correcting; `None` when the law of that day sets no period."""
    period = correction_period(record, start, case.framework)
    return case.around.last_day(start, period.value, period.unit) if period is not None else None
