"""Judges every duty of an agency under the law in force on a day."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from access_info.assessment.agency_context import AgencyContext, Measure, has_ended
from access_info.assessment.coverage import Coverage, JurisdictionContext
from access_info.assessment.findings import Finding, Judgement, PartStatus, Status, status_of
from access_info.assessment.judges.agency import (
    judge_contents,
    judge_corrected_in_time,
    judge_correction_forms,
    judge_field,
    judge_fresh_field,
    judge_last_year,
    judge_long_enough,
    judge_periodic,
    judge_sums,
    judge_this_year,
    judge_updated,
    judge_year,
)
from access_info.assessment.judges.disclosure import (
    digital_share,
    judge_any_row,
    judge_digital,
    judge_disclosed_in_time,
    judge_fresh_list,
    judge_fresh_rows,
    judge_minimum,
    judge_new_kinds,
    judge_points,
    judge_rows,
)
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, Obligation, ObligationBasis
from access_info.legal.provisions import DutyPart
from access_info.loading import LoadedAgency
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_TYPES

Judge = Callable[[AgencyContext, DutyPart, Measure], Judgement]
# A judge for each way of `legal.vocabularies.WAYS`.
JUDGES: Mapping[str, Judge] = {
    "co-truong": judge_field,
    "du-noi-dung": judge_contents,
    "ngay-con-han": judge_fresh_field,
    "dinh-ky": judge_periodic,
    "trong-nam": judge_this_year,
    "trong-nam-truoc": judge_last_year,
    "co-dong": judge_any_row,
    "moi-dong": judge_rows,
    "dong-toi-thieu": judge_minimum,
    "danh-muc-con-han": judge_fresh_list,
    "moi-dong-con-han": judge_fresh_rows,
    "ban-so": judge_digital,
    "dung-thoi-diem": judge_disclosed_in_time,
    "theo-tan-suat": judge_updated,
    "du-thoi-gian": judge_long_enough,
    "phu-diem": judge_points,
    "loai-moi": judge_new_kinds,
    "nam-gan-nhat": judge_year,
    "so-khop": judge_sums,
    "dinh-chinh-dung-han": judge_corrected_in_time,
    "dinh-chinh-hinh-thuc": judge_correction_forms,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Assessment:
    """The findings of one agency on one day.

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
    """Judges agencies of one jurisdiction; keeps what all of them share."""

    def __init__(self, framework: Framework, place: Jurisdiction) -> None:
        """Take the laws and settings that all agencies share.

        Args:
            framework: All laws, with the jurisdiction's own days off.
            place: The jurisdiction's settings.
        """
        self._jurisdiction = JurisdictionContext(framework, place)
        self._duties = {pack.id: tuple(_duties(framework, pack)) for pack in framework.packs}

    def assess(
        self,
        loaded: LoadedAgency,
        agency: Agency,
        as_of: AsOf,
        predecessors: Sequence[LoadedAgency] = (),
    ) -> Assessment:
        """Judge one agency.

        Args:
            loaded: The agency with the place of every row.
            agency: The agency's records alone.
            as_of: The day.
            predecessors: Agencies whose work it took over. Their information counts once they
                have ended, and if the law in force passes it on.
        """
        framework = self._jurisdiction.framework
        for pack in (*framework.packs, *framework.supplements):
            _ask_span(pack, as_of)
        law = framework.in_force(as_of.date)
        context = AgencyContext(
            loaded,
            agency,
            law=law,
            jurisdiction=self._jurisdiction,
            as_of=as_of,
            predecessors=predecessors,
        )
        reason = _not_applicable(context)
        return Assessment(
            agency=agency.id,
            law=law,
            findings=tuple(_finding(context, duty, reason) for duty in self._duties[law.id]),
            extras=() if reason else tuple(_extras(context)),
            coverage=context.coverage,
            digital=digital_share(context),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class _Duty:
    """A duty as one law sees it.

    Attributes:
        duty: The duty.
        basis: Where the law lays it down; `None` where it does not.
        parts: The parts that count under the law.
        measure: The days and periods that the law measures it by.
    """

    duty: Obligation
    basis: ObligationBasis | None
    parts: tuple[DutyPart, ...]
    measure: Measure


def _duties(framework: Framework, law: LawPack) -> Iterator[_Duty]:
    """Yield every duty that any law knows, as one law sees it."""
    bases = {basis.id: basis for basis in law.obligation_bases}
    for duty in framework.obligations:
        basis = bases.get(duty.id)
        # Information older than the first law was never asked for.
        measure = Measure(framework.packs[0].in_force_from, basis.periods if basis else ())
        yield _Duty(duty, basis, duty.parts_under(law.id), measure)


def _finding(context: AgencyContext, applied: _Duty, not_applicable: str) -> Finding:
    law, duty, basis = context.law, applied.duty, applied.basis
    agency_type = context.agency.profile.type

    def finding(status: Status, reason: str = "", judged: tuple[Judgement, ...] = ()) -> Finding:
        return Finding(
            duty=duty.id,
            title=duty.title,
            status=status,
            law=law.id,
            citation=basis.citation if basis else "",
            basis=basis.status if basis else "",
            reason=reason,
            judgements=judged,
            verification=basis.verification if basis else None,
        )

    if not_applicable:
        return finding(Status.NOT_APPLICABLE, not_applicable)
    if basis is None:
        return finding(Status.NOT_APPLICABLE, f"{law.full_name} không có nghĩa vụ này.")
    if not duty.binds_type(agency_type):
        name = AGENCY_TYPES[agency_type]
        reason = f"Nghĩa vụ này không đặt ra cho loại cơ quan “{name}”."
        return finding(Status.NOT_APPLICABLE, reason)
    # A correction in the log proves that the duty arose, whatever the agency declared.
    if duty.id in context.declared and not (duty.is_of_corrections and context.corrections):
        reason = f"Cơ quan khai không phát sinh: {context.declared[duty.id]}"
        return finding(Status.NOT_APPLICABLE, reason)
    if not applied.parts:
        return finding(Status.UNJUDGED, "Chưa có cách đánh giá nghĩa vụ này.")
    judged = tuple(JUDGES[part.way](context, part, applied.measure) for part in applied.parts)
    if all(each.status is PartStatus.NOT_APPLICABLE for each in judged):
        reasons = dict.fromkeys(each.reason for each in judged if each.reason)
        reason = " ".join(reasons) or "Chưa đến kỳ, hoặc chưa có gì phải xét."
        return finding(Status.NOT_APPLICABLE, reason, judged)
    return finding(status_of(judged), "", judged)


def _extras(context: AgencyContext) -> Iterator[Finding]:
    """Judge the rules that other laws lay on this type of agency (Law 10/2022/QH15, Art. 11-14)."""
    supplements = context.framework.supplements_for(context.agency.profile.type, context.as_of.date)
    for pack in supplements:
        for rule in pack.extra_rules:
            reason = ""
            status = Status.UNJUDGED
            measure = Measure(pack.in_force_from, value=rule.value, unit=rule.unit or "ngay")
            judged = tuple(JUDGES[part.way](context, part, measure) for part in rule.parts)
            if not judged:
                reason = "Dữ liệu không cho thấy điều này; cơ quan giám sát xem trực tiếp."
            elif all(judgement.status is PartStatus.NOT_APPLICABLE for judgement in judged):
                status, reason = Status.NOT_APPLICABLE, "Chưa có gì thuộc quy định này."
            else:
                status = status_of(judged)
            yield Finding(
                duty=rule.id,
                title=rule.title,
                status=status,
                law=pack.id,
                citation=f"{rule.citation} {pack.full_name}",
                reason=reason,
                judgements=judged,
                verification=rule.verification,
            )


def _ask_span(pack: LawPack, as_of: AsOf) -> None:
    """Ask `as_of` for each day on which a law begins or ends, so that it notes the next change."""
    as_of.reached(pack.in_force_from)
    ends = [pack.in_force_to, *(scope.until for scope in pack.scope)]
    for end in ends:
        if end is not None:
            as_of.passed(end)


def _not_applicable(context: AgencyContext) -> str:
    """Say why no duty of the law in force applies to the agency on the day; "" if they do."""
    law, profile, as_of = context.law, context.agency.profile, context.as_of
    if has_ended(context.agency, as_of):
        end = profile.dissolved.date if profile.dissolved else None
        return f"Cơ quan đã chấm dứt hoạt động{f' từ ngày {vn_date(end)}' if end else ''}."
    if not as_of.reached(law.in_force_from):
        return f"{law.full_name} chưa có hiệu lực."
    if law.in_force_to is not None and as_of.passed(law.in_force_to):
        return f"{law.full_name} đã hết hiệu lực, chưa có luật thay."
    if not law.binds(profile.type, as_of.date):
        return f"{law.full_name} không đặt nghĩa vụ cho “{AGENCY_TYPES[profile.type]}”."
    founded = profile.founded
    if founded is not None and founded.date is not None and not as_of.reached(founded.date):
        return "Cơ quan chưa được thành lập."
    return ""
