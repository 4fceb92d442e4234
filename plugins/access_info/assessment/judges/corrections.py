"""Parts that ask how mistakes were corrected (2016 law, Art. 22, 32; 2026 law, Art. 22, 28)."""

from __future__ import annotations

import datetime

from access_info.assessment.agency_context import AgencyContext, Logged, Measure
from access_info.assessment.correction_days import correction_period, correction_start
from access_info.assessment.findings import Judgement, Lack, PartStatus, Spot
from access_info.assessment.words import means
from access_info.legal.parts import DutyPart
from access_info.model.corrections import Correction
from access_info.model.declarations.date_words import vn_date

_MOST_EVIDENCE = 3
_LOG = Spot("dinh-chinh.yml", ("muc",))


def judge_corrected_in_time(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `dinh-chinh-dung-han`: mistakes are corrected within the law's period.

    The period is that of the law of the day on which the time began. Late ones count only for
    the latest year that has any mistake, since nobody can mend them. What is still
    open counts whatever its year.
    """
    del measure
    if not context.corrections:
        what = "sổ đính chính, hoặc lý do khai không phát sinh (chưa phát hiện thông tin sai)"
        return Judgement(part, PartStatus.LACKING, (), (Lack(what, _LOG),))
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
        due = _due(context, correction.record, start)
        if due is None or not context.as_of.reached(start):
            continue
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
        tuple(correction.spot for correction in context.corrections[:_MOST_EVIDENCE]),
        lacks,
        min(missed if status is PartStatus.OVERDUE else waiting, default=None),
        met=len(good),
        of=len(good) + len(lacks),
    )


def judge_correction_forms(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `dinh-chinh-hinh-thuc`: corrected in the wanted forms, or as first published.

    A part that names laws counts only what was corrected while one of them was in force.
    """
    del measure
    good: list[Spot] = []
    lacks: list[Lack] = []
    unknown = False
    for correction in context.corrections:
        day = correction.record.corrected
        if day is None or not context.as_of.reached(day):
            continue
        if part.laws and context.framework.in_force(day).id not in part.laws:
            continue
        first = (
            context.forms_of(correction.record.item or "", correction.owner)
            if correction.record.item
            else ()
        )
        if not part.values and first is None:
            unknown = True
            lacks.append(Lack("mã mục liên quan có trong danh mục", correction.at("muc_lien_quan")))
            continue
        lack = _lack_of_forms(context, part, correction, first or ())
        if lack is None:
            good.append(correction.spot)
        else:
            lacks.append(lack)
    if not good and not lacks:
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    return Judgement(
        part,
        PartStatus.UNKNOWN if unknown else PartStatus.LACKING if lacks else PartStatus.MET,
        tuple(good[:_MOST_EVIDENCE]) or (lacks[0].spot,),
        tuple(lacks),
        met=len(good),
        of=len(good) + len(lacks),
    )


def _lack_of_forms(
    context: AgencyContext, part: DutyPart, correction: Logged, first: tuple[str, ...]
) -> Lack | None:
    """Return the lack of the forms in which a mistake was not corrected; `None` without a lack."""
    used = correction.record.forms
    place = correction.at("hinh_thuc")
    if part.values:
        wanted = [name for value in part.values for name in (value, _label(context, value))]
        return None if any(means(text, wanted) for text in used) else Lack(part.title, place)
    if not used:
        return Lack("hình thức đính chính", place)
    missing = [
        form
        for form in first
        if not any(means(text, (form, _label(context, form))) for text in used)
    ]
    if not missing:
        return None
    names = ", ".join(f"“{_label(context, form)}”" for form in missing)
    return Lack(f"đính chính bằng hình thức {names} như khi công khai", place)


def _label(context: AgencyContext, form: str) -> str:
    """Return the label of a form of disclosure, from the first law that has it; else the form."""
    for pack in (context.law, *context.framework.packs, *context.framework.supplements):
        for disclosure_form in pack.disclosure_forms:
            if disclosure_form.id == form:
                return disclosure_form.label
    return form


def _due(context: AgencyContext, record: Correction, start: datetime.date) -> datetime.date | None:
    """Reckon the last day for correcting; `None` when the law of that day sets no period."""
    period = correction_period(record, start, context.framework)
    return (
        context.jurisdiction.last_day(start, period.value, period.unit)
        if period is not None
        else None
    )
