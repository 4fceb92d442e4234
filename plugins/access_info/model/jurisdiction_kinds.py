"""Kinds of jurisdictions: whose agencies a site is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from access_info.model.agency_kinds import Level


@dataclasses.dataclass(frozen=True, slots=True)
class JurisdictionKind:
    """A kind of jurisdiction.

    Attributes:
        id: The value of `loai` in `_dia-ban.yml`.
        label: What people read, and what the name of an area begins with.
        level: Level of government; `None` for a lone agency.
    """

    id: str
    label: str
    level: Level | None

    @property
    def is_province(self) -> bool:
        """Return whether it is a province or a city of that level."""
        return self.level is Level.PROVINCE

    @property
    def is_central(self) -> bool:
        """Return whether it is a body of the central government."""
        return self.level is Level.CENTRAL

    @property
    def is_area(self) -> bool:
        """Return whether it is an administrative unit, which a people's committee governs."""
        return self.level is not None and not self.is_central

    @property
    def has_many_agencies(self) -> bool:
        """Return whether further agencies are to be expected where there is a single one yet."""
        return self.is_province or self.is_central


_ROWS = (
    JurisdictionKind("tinh", "Tỉnh", Level.PROVINCE),
    JurisdictionKind("thanh-pho", "Thành phố trực thuộc trung ương", Level.PROVINCE),
    JurisdictionKind("xa", "Xã", Level.COMMUNE),
    JurisdictionKind("phuong", "Phường", Level.COMMUNE),
    JurisdictionKind("dac-khu", "Đặc khu", Level.COMMUNE),
    JurisdictionKind("bo", "Bộ, cơ quan trung ương", Level.CENTRAL),
    JurisdictionKind("don-vi", "Một cơ quan, đơn vị", None),
)
JURISDICTION_KINDS: Mapping[str, JurisdictionKind] = {kind.id: kind for kind in _ROWS}
# A jurisdiction that does not state its kind: nothing is assumed of it.
UNSTATED = JurisdictionKind("", "", None)
