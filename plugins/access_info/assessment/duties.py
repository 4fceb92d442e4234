"""Judges every duty of an agency under the law in force on a day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from access_info.assessment.agency_context import AgencyContext, Measure, has_ended
from access_info.assessment.coverage import Coverage, JurisdictionContext
from access_info.assessment.findings import Finding, Judgement, PartStatus, Status, status_of
from access_info.assessment.judges.agency import PROFILE_JUDGES
from access_info.assessment.judges.disclosure import LIST_JUDGES, Judge, digital_share
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, Obligation, ObligationBasis
from access_info.loading import LoadedAgency
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_TYPES

# A judge for each way of `legal.vocabularies.WAYS`.
JUDGES: Mapping[str, Judge] = {**PROFILE_JUDGES, **LIST_JUDGES}


@dataclasses.dataclass(frozen=True, slots=True)
class Assessment:
    """The findings of one agency on one day.

    Attributes:
        agency: Folder name.
        law: The law in force.
        findings: Every duty that the laws know, in order.
        extras: Rules of other laws for its type, in order; empty where there are none.
        coverage: Points and kinds of information.
        digital: How many rows of the mandatory list have a file or an address, and how many there are.
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

    def assess(
        self,
        loaded: LoadedAgency,
        agency: Agency,
        as_of: AsOf,
        predecessors: Sequence[LoadedAgency] = (),
    ) -> Assessment:
        """Judge one agency by every duty and by the rules of other laws for its type.

        Args:
            loaded: The agency with the place of every row.
            agency: The agency's records alone.
            as_of: The day.
            predecessors: Agencies whose work it took over. Their information counts once they
                have ended, and if the law in force passes it on.
        """
        framework = self._jurisdiction.framework
        for pack in (*framework.packs, *framework.supplements):
            _note_change_days(pack, as_of)
        law = framework.in_force(as_of.date)
        context = AgencyContext(
            loaded,
            agency,
            law=law,
            jurisdiction=self._jurisdiction,
            as_of=as_of,
            predecessors=predecessors,
        )
        reason = _reason_not_applicable(context)
        bases = {basis.id: basis for basis in law.obligation_bases}
        return Assessment(
            agency=agency.id,
            law=law,
            findings=tuple(
                _judge_duty(context, duty, bases.get(duty.id), reason)
                for duty in framework.obligations
            ),
            extras=() if reason else tuple(_judge_extra_rules(context)),
            coverage=context.coverage,
            digital=digital_share(context),
        )


def _judge_duty(
    context: AgencyContext, duty: Obligation, basis: ObligationBasis | None, not_applicable: str
) -> Finding:
    """Judge one duty of the agency, part by part.

    Args:
        context: The agency.
        duty: The duty.
        basis: Where the law in force lays it down; `None` if it does not.
        not_applicable: Why no duty at all applies to the agency, or "".
    """
    law, agency_type = context.law, context.agency.profile.type

    def finding(status: Status, reason: str = "", judged: tuple[Judgement, ...] = ()) -> Finding:
        """Return the finding about this duty with a status."""
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
    # Information older than the first law was never asked for.
    measure = Measure(context.framework.packs[0].in_force_from, basis.periods)
    judged = tuple(JUDGES[part.way](context, part, measure) for part in duty.parts_under(law.id))
    if not judged:
        return finding(Status.UNJUDGED, "Chưa có cách đánh giá nghĩa vụ này.")
    if all(each.status is PartStatus.NOT_APPLICABLE for each in judged):
        reasons = dict.fromkeys(each.reason for each in judged if each.reason)
        reason = " ".join(reasons) or "Chưa đến kỳ, hoặc chưa có gì phải xét."
        return finding(Status.NOT_APPLICABLE, reason, judged)
    return finding(status_of(judged), "", judged)


def _judge_extra_rules(context: AgencyContext) -> Iterator[Finding]:
    """Yield a finding for each rule that another law lays on this type of agency.

    Law 10/2022/QH15, Art. 11-14, for example, tells communes what else to make public.
    """
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


def _note_change_days(pack: LawPack, as_of: AsOf) -> None:
    """Ask `as_of` about the days on which a law begins or ends, only so that it notes the next of them.

    `as_of` remembers until when a page built today stays right.
    """
    as_of.reached(pack.in_force_from)
    ends = [pack.in_force_to, *(scope.until for scope in pack.scope)]
    for end in ends:
        if end is not None:
            as_of.passed(end)


def _reason_not_applicable(context: AgencyContext) -> str:
    """Return why no duty of the law in force applies to the agency on the day; "" if they do."""
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
