"""What may be chosen in a field, with the words that a clerk reads."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.agency import (
    Activity,
    AgencyProfile,
    Channel,
    Correction,
    NotArising,
    Reception,
    Regulation,
    Support,
)
from access_info.model.fields import Record
from access_info.model.items import ANSWER, ConditionalItem, Document, Item, NamedPeople
from access_info.model.jurisdiction import (
    Assignment,
    Jurisdiction,
    LawCheck,
    LocalDay,
    LocalLimit,
    OfficeReview,
)
from access_info.model.verification import CHECK_RESULTS
from access_info.model.vocabularies import (
    ACTIVITY_TYPES,
    AGENCY_TYPES,
    CHANNEL_TYPES,
    FREQUENCIES,
    ITEM_STATUSES,
    JURISDICTION_TYPES,
    NAMING_ANSWERS,
    SUPPORT_GROUPS,
    TIME_UNITS,
    UNIT_FIELDS,
)

YES_NO = {"có": "Có", "không": "Không"}


@dataclasses.dataclass(frozen=True)
class Choices:
    """The values that may be chosen in each field, by record and key.

    Attributes:
        fields: Value → label.
        refusals: Grounds of refusal, by id.
    """

    fields: Mapping[tuple[type[Record], str], Mapping[str, str]]
    refusals: Mapping[str, str]

    def of(self, record: type[Record], key: str) -> Mapping[str, str] | None:
        """Return the choices of a field, or `None` where anything may be typed."""
        return self.fields.get((record, key))


def choices(framework: Framework, on: datetime.date) -> Choices:
    """Collect the choices of all fields, the law in force first.

    Args:
        framework: The laws.
        on: The day that tells which law is in force.
    """
    packs = _in_order(framework, on)
    points = dict(_points(packs))
    forms = {form.id: form.label for pack in packs for form in pack.disclosure_forms}
    duties = {obligation.id: obligation.title for obligation in framework.obligations}
    arising = {id_: label for id_, label in duties.items() if _may_not_arise(framework, id_)}
    kinds = {kind.id: kind.title for pack in packs for kind in pack.conditional_kinds}
    contents = {content.id: content.title for pack in packs for content in pack.regulation_contents}
    fields: dict[tuple[type[Record], str], Mapping[str, str]] = {
        (AgencyProfile, "loai"): AGENCY_TYPES,
        (AgencyProfile, "linh_vuc"): UNIT_FIELDS,
        (AgencyProfile, "phat_sinh"): points,
        (NotArising, "diem"): {**points, **arising},
        (Reception, "tu_chup"): YES_NO,
        (Channel, "loai"): CHANNEL_TYPES,
        (Support, "doi_tuong"): SUPPORT_GROUPS,
        (Activity, "loai"): ACTIVITY_TYPES,
        (Regulation, "noi_dung"): contents,
        (ConditionalItem, "loai"): kinds,
        (ConditionalItem, "tinh_trang"): ITEM_STATUSES,
        (Correction, "hinh_thuc"): forms,
        (Jurisdiction, "loai"): JURISDICTION_TYPES,
        (LocalDay, "nghi"): YES_NO,
        (LocalLimit, "don_vi"): TIME_UNITS,
        (Assignment, "diem"): points,
        (LawCheck, "gia_tri"): CHECK_RESULTS,
        (NamedPeople, ANSWER): NAMING_ANSWERS,
        (OfficeReview, "nghia_vu"): duties,
    }
    for row in (Item, Document):
        fields[row, "diem"] = points
        fields[row, "hinh_thuc"] = forms
        fields[row, "tan_suat"] = FREQUENCIES
        fields[row, "tinh_trang"] = ITEM_STATUSES
    refusals = {ground.id: ground.title for pack in packs for ground in pack.refusal_grounds}
    return Choices(fields, refusals)


def _in_order(framework: Framework, on: datetime.date) -> list[LawPack]:
    current = framework.in_force(on)
    return [current, *(pack for pack in reversed(framework.packs) if pack is not current)]


def _points(packs: Iterable[LawPack]) -> Iterator[tuple[str, str]]:
    """Yield id and label of each kind of information, then of its whole point; older laws last."""
    for number, pack in enumerate(packs):
        law = f" (Luật số {pack.number})" if number else ""
        for point in pack.points:
            for kind in point.kinds:
                yield kind.id, f"{kind.alias}. {kind.title}{law}"
            whole = "cả điểm, " if point.kinds else ""
            yield point.id, f"{point.letter}. {point.short_title} ({whole}điểm {point.letter}){law}"


def _may_not_arise(framework: Framework, id_: str) -> bool:
    duty = framework.obligation(id_)
    return duty is not None and duty.may_not_arise is True
