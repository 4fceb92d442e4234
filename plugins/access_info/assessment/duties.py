"""Every duty of an agency, judged under the law in force on a day."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence

from access_info.assessment import (
    correction_judges,
    field_judges,
    point_judges,
    row_judges,
    time_judges,
    year_judges,
)
from access_info.assessment.case import Case, Measure
from access_info.assessment.coverage import Coverage
from access_info.assessment.findings import Finding, Judgement, Standing, Status, status_of
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.parts import Part
from access_info.loading import LoadedAgency
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, AsOf
from access_info.model.vocabularies import AGENCY_TYPES

Judge = Callable[[Case, Part, Measure], Judgement]
# A judge for each way of `legal.vocabularies.WAYS`.
JUDGES: Mapping[str, Judge] = {
    "co-truong": field_judges.judge_field,
    "du-noi-dung": field_judges.judge_contents,
    "ngay-con-han": field_judges.judge_fresh_field,
    "dinh-ky": field_judges.judge_periodic,
    "trong-nam": field_judges.judge_this_year,
    "trong-nam-truoc": field_judges.judge_last_year,
    "co-dong": row_judges.judge_any_row,
    "moi-dong": row_judges.judge_rows,
    "dong-toi-thieu": row_judges.judge_minimum,
    "danh-muc-con-han": row_judges.judge_fresh_list,
    "moi-dong-con-han": row_judges.judge_fresh_rows,
    "ban-so": row_judges.judge_digital,
    "dung-thoi-diem": time_judges.judge_disclosed_in_time,
    "theo-tan-suat": time_judges.judge_updated,
    "du-thoi-gian": time_judges.judge_long_enough,
    "phu-diem": point_judges.judge_points,
    "loai-moi": point_judges.judge_new_kinds,
    "nam-gan-nhat": year_judges.judge_year,
    "so-khop": year_judges.judge_sums,
    "dinh-chinh-dung-han": correction_judges.judge_corrected_in_time,
    "dinh-chinh-hinh-thuc": correction_judges.judge_correction_forms,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Assessment:
    """All that was judged of an agency.

    Attributes:
        agency: Folder name.
        law: The law in force.
        findings: Every duty that the laws know, in order.
        extras: Rules of other laws for its type, in order; empty where there are none.
        coverage: Points and kinds of information.
        digital: Rows with a file or an address, and all rows.
    """

    agency: str
    law: LawPack
    findings: tuple[Finding, ...]
    extras: tuple[Finding, ...]
    coverage: Coverage
    digital: tuple[int, int]


class Assessor:
    """Judges agencies of one jurisdiction; keeps what is the same for all of them."""

    def __init__(self, framework: Framework, place: Jurisdiction) -> None:
        """Takes what is shared.

        Args:
            framework: All laws, with the jurisdiction's own days off.
            place: The jurisdiction's settings.
        """
        self._framework = framework
        self._place = place
        self._last_days: dict[tuple[datetime.date, int, str], datetime.date] = {}

    def assess(
        self,
        loaded: LoadedAgency,
        agency: Agency,
        as_of: AsOf,
        predecessors: Sequence[LoadedAgency] = (),
    ) -> Assessment:
        """Judges one agency.

        Args:
            loaded: The agency with the place of every row.
            agency: The same without.
            as_of: The day.
            predecessors: Agencies that ended and whose information it answers for.
        """
        framework = self._framework
        for pack in (*framework.packs, *framework.supplements):
            as_of.reached(pack.in_force_from)
        law = framework.in_force(as_of.date)
        case = Case(
            loaded,
            agency,
            law=law,
            framework=framework,
            place=self._place,
            as_of=as_of,
            predecessors=predecessors,
            last_days=self._last_days,
        )
        digital = row_judges.judge_digital(case, _DIGITAL, Measure())
        return Assessment(
            agency=agency.id,
            law=law,
            findings=tuple(self._finding(case, duty_id) for duty_id in self._ids),
            extras=tuple(self._extras(case)),
            coverage=case.coverage,
            digital=(digital.met, digital.of),
        )

    @property
    def _ids(self) -> list[str]:
        return [duty.id for duty in self._framework.obligations]

    def _finding(self, case: Case, duty_id: str) -> Finding:
        duty = self._framework.obligation(duty_id)
        if duty is None:
            raise KeyError(duty_id)
        law, profile = case.law, case.agency.profile
        basis = next((one for one in law.obligation_bases if one.id == duty_id), None)

        def finding(
            status: Status, reason: str = "", judged: tuple[Judgement, ...] = ()
        ) -> Finding:
            return Finding(
                duty=duty.id,
                title=duty.title,
                status=status,
                law=law.id,
                citation=basis.citation if basis else "",
                basis=basis.status if basis else "",
                reason=reason,
                judgements=judged,
            )

        reason = _not_applicable(case)
        if not reason and basis is None:
            reason = f"{law.full_name} không có nghĩa vụ này."
        if not reason and not duty.binds_type(profile.type):
            reason = f"Nghĩa vụ này không đặt ra cho loại cơ quan “{AGENCY_TYPES[profile.type]}”."
        if not reason:
            reason = _declared(case, duty.id)
        if reason:
            return finding(Status.NOT_APPLICABLE, reason)
        parts = duty.parts_under(law.id)
        if not parts:
            return finding(Status.UNJUDGED, "Gói luật chưa nêu cách xét nghĩa vụ này.")
        measure = Measure(periods=basis.periods if basis else ())
        judged = tuple(JUDGES[part.way](case, part, measure) for part in parts)
        if all(one.standing is Standing.NOT_ASKED for one in judged):
            return finding(Status.NOT_APPLICABLE, "Chưa đến kỳ phải xét.", judged)
        return finding(status_of(judged), "", judged)

    def _extras(self, case: Case) -> list[Finding]:
        """Rules that other laws lay on this type of agency (Law 10/2022/QH15, Art. 11-14)."""
        if _not_applicable(case):
            return []
        found = []
        supplements = self._framework.supplements_for(case.agency.profile.type, case.as_of.date)
        for pack in supplements:
            for rule in pack.extra_rules:
                reason = ""
                status = Status.UNJUDGED
                measure = Measure(value=rule.value, unit=rule.unit or "ngay")
                judged = tuple(JUDGES[part.way](case, part, measure) for part in rule.parts)
                if not judged:
                    reason = "Dữ liệu không cho thấy điều này; cơ quan giám sát xem trực tiếp."
                elif all(one.standing is Standing.NOT_ASKED for one in judged):
                    status, reason = Status.NOT_APPLICABLE, "Chưa có gì thuộc quy định này."
                else:
                    status = status_of(judged)
                found.append(
                    Finding(
                        duty=rule.id,
                        title=rule.title,
                        status=status,
                        law=pack.id,
                        citation=f"{rule.citation} {pack.full_name}",
                        reason=reason,
                        judgements=judged,
                    )
                )
        return found


def _not_applicable(case: Case) -> str:
    """Why no duty of the law in force applies to the agency on the day; "" if they do."""
    law, profile, as_of = case.law, case.agency.profile, case.as_of
    if has_ended(case.agency, as_of):
        names = ", ".join(profile.successors)
        kept = f"; cơ quan kế thừa: {names}" if names else ""
        return f"Cơ quan đã chấm dứt hoạt động{kept}."
    if not as_of.reached(law.in_force_from):
        return f"{law.full_name} chưa có hiệu lực."
    if law.in_force_to is not None and as_of.passed(law.in_force_to):
        return f"{law.full_name} đã hết hiệu lực, chưa có luật thay."
    for scope in law.scope:
        if scope.until is not None:
            as_of.passed(scope.until)
    if not law.binds(profile.type, as_of.date):
        return f"{law.full_name} không đặt nghĩa vụ cho “{AGENCY_TYPES[profile.type]}”."
    founded = profile.founded
    if founded is not None and founded.date is not None and not as_of.reached(founded.date):
        return "Cơ quan chưa được thành lập."
    return ""


def has_ended(agency: Agency, as_of: AsOf) -> bool:
    """Whether the agency no longer exists on the day."""
    end = agency.profile.dissolved
    return end is not None and (end.date is None or as_of.reached(end.date))


def _declared(case: Case, duty_id: str) -> str:
    """The agency's reason why a duty does not arise there, or ""."""
    for entry in case.agency.profile.not_arising:
        known = case.framework.obligation(entry.point or "")
        if entry.reason and known is not None and known.id == duty_id:
            return f"Cơ quan khai không phát sinh: {entry.reason}"
    return ""


_DIGITAL = Part.model_validate(
    {"ten": "có tệp hoặc địa chỉ", "cach": "ban-so", "danh_sach": "cong-khai"}
)
