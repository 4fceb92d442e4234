"""Kinds of agencies: one row each, from which every other place takes what it needs.

A new kind is a row here; which laws bind it is said in the law packs (`pham_vi`) and in the duties
(`doi_tuong`). `access-info schema` then writes again what names the kinds.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping


class Level(enum.StrEnum):
    """Level of government; the law packs name a level's bodies by its value (`noi`)."""

    CENTRAL = "trung-uong"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"


class Initials(enum.Enum):
    """How far people abbreviate an agency's name to initials."""

    NEVER = enum.auto()
    WHOLE = enum.auto()  # TTDVVL: Trung tâm Dịch vụ việc làm
    AFTER_FIRST_WORD = enum.auto()  # STP as well as Sở TP: Sở Tư pháp


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKind:
    """A kind of agency, by what distinguishes it.

    Attributes:
        id: The value of `loai` in `co-quan.yml`.
        label: What people read.
        sample_name: The name that a new agency's profile begins with.
        level: Level of government; `None` when it is that of the body it belongs to.
        area: What the unit is called that a people's committee of this kind governs, or "".
        parent: Id of the kind that is its superior; `None` when the kind does not decide it.
        initials: How far names are abbreviated.
        is_service_unit: Whether it is a public service unit, which may state its field of work.
    """

    id: str
    label: str
    sample_name: str
    level: Level | None
    area: str = ""
    parent: str | None = None
    initials: Initials = Initials.NEVER
    is_service_unit: bool = False

    @property
    def is_committee(self) -> bool:
        """Return whether it is a people's committee."""
        return bool(self.area)

    @property
    def is_central(self) -> bool:
        """Return whether it belongs to the central government, which no province decides for."""
        return self.level is Level.CENTRAL

    @property
    def is_province_committee(self) -> bool:
        """Return whether it is the people's committee of a province."""
        return self.is_committee and self.level is Level.PROVINCE

    @property
    def is_local_committee(self) -> bool:
        """Return whether it is a people's committee below the province's: of a commune, a ward."""
        return self.is_committee and not self.is_province_committee

    @property
    def is_under_province_committee(self) -> bool:
        """Return whether its superior is the people's committee of the province."""
        return self.parent is not None and AGENCY_KINDS[self.parent].is_province_committee

    @property
    def is_subordinate_body(self) -> bool:
        """Return whether its documents name the body it belongs to (Decree 30/2020/NĐ-CP, Annex I)."""
        return not self.is_committee and not self.is_central


_PROVINCE_COMMITTEE = "van-phong-ubnd"
_ROWS = (
    AgencyKind(
        id=_PROVINCE_COMMITTEE,
        label="Ủy ban nhân dân tỉnh (Văn phòng)",
        sample_name="Ủy ban nhân dân tỉnh …",
        level=Level.PROVINCE,
        area="tỉnh",
        initials=Initials.WHOLE,
    ),
    AgencyKind(
        id="so",
        label="Sở, ban, ngành cấp tỉnh",
        sample_name="Sở …",
        level=Level.PROVINCE,
        parent=_PROVINCE_COMMITTEE,
        initials=Initials.AFTER_FIRST_WORD,
    ),
    AgencyKind(
        id="xa",
        label="Ủy ban nhân dân xã",
        sample_name="Ủy ban nhân dân xã …",
        level=Level.COMMUNE,
        area="xã",
        parent=_PROVINCE_COMMITTEE,
    ),
    AgencyKind(
        id="phuong",
        label="Ủy ban nhân dân phường",
        sample_name="Ủy ban nhân dân phường …",
        level=Level.COMMUNE,
        area="phường",
        parent=_PROVINCE_COMMITTEE,
    ),
    AgencyKind(
        id="dac-khu",
        label="Ủy ban nhân dân đặc khu",
        sample_name="Ủy ban nhân dân đặc khu …",
        level=Level.COMMUNE,
        area="đặc khu",
        parent=_PROVINCE_COMMITTEE,
    ),
    AgencyKind(
        id="su-nghiep",
        label="Đơn vị sự nghiệp công lập",
        sample_name="Trung tâm …",
        level=None,
        initials=Initials.WHOLE,
        is_service_unit=True,
    ),
    AgencyKind(
        id="cap-huyen",
        label="Cơ quan cấp huyện (kết thúc 01/7/2025)",
        sample_name="Ủy ban nhân dân huyện …",
        level=Level.DISTRICT,
        area="huyện",
        parent=_PROVINCE_COMMITTEE,
    ),
    AgencyKind(
        id="trung-uong",
        label="Bộ, cơ quan trung ương",
        sample_name="Bộ …",
        level=Level.CENTRAL,
        initials=Initials.AFTER_FIRST_WORD,
    ),
)
# By id, in the order in which pages and documents list them.
AGENCY_KINDS: Mapping[str, AgencyKind] = {kind.id: kind for kind in _ROWS}
SERVICE_UNITS = tuple(kind.id for kind in _ROWS if kind.is_service_unit)
