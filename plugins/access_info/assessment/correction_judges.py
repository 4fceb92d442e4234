"""Parts that ask how mistakes were corrected (2016 law, Art. 22, 32; 2026 law, Art. 22, 28)."""

from __future__ import annotations

import datetime

from access_info.assessment.case import Case, Measure
from access_info.assessment.findings import Judgement, Lack, Spot, Standing
from access_info.legal.parts import Part
from access_info.model.corrections import Correction
from access_info.model.dates import vn_date

_MOST_EVIDENCE = 3
_PLACE = Spot("dinh-chinh.yml", ("muc",))


def judge_corrected_in_time(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dinh-chinh-dung-han`: answered or corrected within the period of the law of that day."""
    del measure
    good: list[Spot] = []
    lacks: list[Lack] = []
    standings: set[Standing] = set()
    missed: list[datetime.date] = []
    waiting: list[datetime.date] = []
    if not case.corrections:
        return Judgement(part, Standing.LACKING, (), (Lack("sổ đính chính", _PLACE),))
    for record, spot in case.corrections:
        due = _due(case, record)
        if due is None:
            lacks.append(Lack("ngày phát hiện hoặc ngày nhận kiến nghị", _at(spot, "phat_hien")))
            standings.add(Standing.UNKNOWN)
        elif record.corrected is not None and case.as_of.reached(record.corrected):
            if record.corrected <= due:
                good.append(spot)
            else:
                what = f"đính chính ngày {vn_date(record.corrected)}, sau hạn {vn_date(due)}"
                lacks.append(Lack(what, _at(spot, "ngay_dinh_chinh"), due))
                standings.add(Standing.LACKING)
                missed.append(due)
        elif case.as_of.passed(due):
            what = f"chưa đính chính, hạn {vn_date(due)}"
            lacks.append(Lack(what, _at(spot, "ngay_dinh_chinh"), due))
            standings.add(Standing.OVERDUE)
            missed.append(due)
        else:
            waiting.append(due)
    standing = Standing.MET
    if Standing.UNKNOWN in standings:
        standing = Standing.UNKNOWN
    elif Standing.OVERDUE in standings or (standings and not good):
        standing = Standing.OVERDUE
    elif standings:
        standing = Standing.LACKING
    return Judgement(
        part,
        standing,
        tuple(spot for _, spot in case.corrections[:_MOST_EVIDENCE]),
        tuple(lacks),
        min(missed if standing is Standing.OVERDUE else waiting, default=None),
        met=len(good),
        of=len(case.corrections),
    )


def judge_correction_forms(case: Case, part: Part, measure: Measure) -> Judgement:
    """`dinh-chinh-hinh-thuc`: corrected in the wanted forms, or those of the first publication."""
    del measure
    rows = {row.record.id: row.record for row in case.disclosed}
    good: list[Spot] = []
    lacks: list[Lack] = []
    for record, spot in case.corrections:
        if record.corrected is None or not case.as_of.reached(record.corrected):
            continue
        item = rows.get(record.item or "")
        wanted = set(item.forms) if item is not None else set()
        if part.values:
            fits = bool(set(part.values) & set(record.forms))
        else:
            fits = bool(record.forms) and wanted <= set(record.forms)
        if fits:
            good.append(spot)
        else:
            lacks.append(Lack(part.title, _at(spot, "hinh_thuc")))
    if not good and not lacks:
        return Judgement(part, Standing.NOT_ASKED)
    return Judgement(
        part,
        Standing.LACKING if lacks else Standing.MET,
        tuple(good[:_MOST_EVIDENCE]) or (lacks[0].spot,),
        tuple(lacks),
        met=len(good),
        of=len(good) + len(lacks),
    )


def _due(case: Case, record: Correction) -> datetime.date | None:
    """The last day for answering; `None` when nobody knows when it began."""
    found = record.found.date if record.found else None
    start = record.petitioned or found
    if start is None:
        return None
    stage = "kien-nghi-sai-sot" if record.petitioned else "dinh-chinh-tu-phat-hien"
    periods = case.framework.in_force(start).deadlines_for(stage)
    if not periods:
        return None
    return case.last_day(start, periods[0].value, periods[0].unit)


def _at(spot: Spot, key: str) -> Spot:
    return Spot(spot.file, (*spot.keys, key), spot.row, spot.title)
