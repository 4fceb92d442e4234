"""Closed lists of values: value in the data → label for people."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Mapping

from access_info.model.types import vocabulary

# Kinds of agencies: one row each; everything that depends on an agency's kind follows from its row.


class Level(enum.StrEnum):
    """Level of government; the law packs name a level's bodies by its value (`noi`)."""

    CENTRAL = "trung-uong"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"


class Initials(enum.Enum):
    """How people abbreviate the names of agencies of a kind to initials, for the search."""

    NEVER = enum.auto()
    WHOLE = enum.auto()  # TTDVVL: Trung tâm Dịch vụ việc làm
    AFTER_FIRST_WORD = enum.auto()  # STP as well as Sở TP: Sở Tư pháp


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKind:
    """A kind of agency, with everything that depends on the kind.

    Attributes:
        id: The value of `loai` in `co-quan.yml`.
        label: Its name for people.
        sample_name: The name that a new agency's profile begins with.
        level: Level of government; `None` when it is that of the body it belongs to.
        area: The sort of unit that a people's committee of this kind governs (`xã`); "" for others.
        parent: Id of the kind of its superior; `None` when the kind does not decide it.
        initials: How names are abbreviated.
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
        """Whether it is a people's committee."""
        return bool(self.area)

    @property
    def is_central(self) -> bool:
        """Whether it belongs to the central government, over which a province has no power."""
        return self.level is Level.CENTRAL

    @property
    def is_province_committee(self) -> bool:
        """Whether it is the people's committee of a province."""
        return self.is_committee and self.level is Level.PROVINCE

    @property
    def is_local_committee(self) -> bool:
        """Whether it is a people's committee below the province's, as of a commune or ward."""
        return self.is_committee and not self.is_province_committee

    @property
    def is_under_province_committee(self) -> bool:
        """Whether its superior is the people's committee of the province."""
        return self.parent is not None and AGENCY_KINDS[self.parent].is_province_committee

    @property
    def is_subordinate_body(self) -> bool:
        """Whether its documents name its superior above its own name (Decree 30/2020/NĐ-CP, Annex I)."""
        return not self.is_committee and not self.is_central


_PROVINCE_COMMITTEE = "van-phong-ubnd"
_AGENCY_KINDS = (
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
    *(
        AgencyKind(
            id=id_,
            label=f"Ủy ban nhân dân {area}",
            sample_name=f"Ủy ban nhân dân {area} …",
            level=Level.COMMUNE,
            area=area,
            parent=_PROVINCE_COMMITTEE,
        )
        for id_, area in (("xa", "xã"), ("phuong", "phường"), ("dac-khu", "đặc khu"))
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
AGENCY_KINDS: Mapping[str, AgencyKind] = {kind.id: kind for kind in _AGENCY_KINDS}
SERVICE_UNITS = tuple(kind.id for kind in _AGENCY_KINDS if kind.is_service_unit)


# Kinds of jurisdictions: the body or area whose agencies a site publishes.


@dataclasses.dataclass(frozen=True, slots=True)
class JurisdictionKind:
    """A kind of jurisdiction.

    Attributes:
        id: The value of `loai` in `_dia-ban.yml`.
        label: Its name for people, with which the name of an area begins.
        level: Level of government; `None` for a lone agency.
    """

    id: str
    label: str
    level: Level | None

    @property
    def is_province(self) -> bool:
        """Whether it is a province or a city of that level."""
        return self.level is Level.PROVINCE

    @property
    def is_central(self) -> bool:
        """Whether it is a body of the central government."""
        return self.level is Level.CENTRAL

    @property
    def is_area(self) -> bool:
        """Whether it is an administrative unit, which a people's committee governs."""
        return self.level is not None and not self.is_central

    @property
    def has_many_agencies(self) -> bool:
        """Whether more agencies are to be expected although there is only one so far."""
        return self.is_province or self.is_central


_JURISDICTION_KINDS = (
    JurisdictionKind("tinh", "Tỉnh", Level.PROVINCE),
    JurisdictionKind("thanh-pho", "Thành phố trực thuộc trung ương", Level.PROVINCE),
    JurisdictionKind("xa", "Xã", Level.COMMUNE),
    JurisdictionKind("phuong", "Phường", Level.COMMUNE),
    JurisdictionKind("dac-khu", "Đặc khu", Level.COMMUNE),
    JurisdictionKind("bo", "Bộ, cơ quan trung ương", Level.CENTRAL),
    JurisdictionKind("don-vi", "Một cơ quan, đơn vị", None),
)
JURISDICTION_KINDS: Mapping[str, JurisdictionKind] = {kind.id: kind for kind in _JURISDICTION_KINDS}
# A jurisdiction that does not state its kind: nothing is assumed of it.
UNSTATED = JurisdictionKind("", "", None)


AGENCY_TYPES = {kind.id: kind.label for kind in AGENCY_KINDS.values()}
UNIT_FIELDS = {"y-te": "Y tế", "giao-duc": "Giáo dục", "khac": "Lĩnh vực khác"}
JURISDICTION_TYPES = {kind.id: kind.label for kind in JURISDICTION_KINDS.values()}
# Of what is withdrawn only the name may be shown (2026 law, Art. 22).
WITHDRAWN, SUPERSEDED, EXPIRED = "da-rut", "thay-the", "het-hieu-luc"
ITEM_STATUSES = {
    "con-hieu-luc": "Còn hiệu lực",
    EXPIRED: "Hết hiệu lực",
    SUPERSEDED: "Đã được thay thế",
    WITHDRAWN: "Đã rút",
}
ENDED_STATUSES = frozenset({EXPIRED, SUPERSEDED, WITHDRAWN})
FREQUENCIES = {
    "hang-ngay": "Hằng ngày",
    "hang-tuan": "Hằng tuần",
    "hang-thang": "Hằng tháng",
    "hang-quy": "Hằng quý",
    "sau-thang": "Sáu tháng một lần",
    "hang-nam": "Hằng năm",
    "khi-co-thay-doi": "Khi có thay đổi",
    "mot-lan": "Một lần",
}
CHANNEL_TYPES = {
    "truc-tiep": "Trực tiếp tại trụ sở",
    "buu-chinh": "Qua dịch vụ bưu chính",
    "thu-dien-tu": "Thư điện tử",
    "cong-thong-tin": "Cổng, trang thông tin điện tử",
    "cong-du-lieu": "Cổng dữ liệu",
    "cong-dich-vu-cong": "Cổng Dịch vụ công quốc gia",
    "ung-dung": "Ứng dụng trên điện thoại",
    "mang-xa-hoi": "Trang cộng đồng chính thức",
    "dien-thoai": "Điện thoại",
    "fax": "Fax",
    "khac": "Kênh khác",
}
CHANNEL_ALIASES = {
    "email": "thu-dien-tu",
    "office": "truc-tiep",
    "post": "buu-chinh",
    "internet": "cong-thong-tin",
    "mang": "cong-thong-tin",
    "mang-dien-tu": "cong-thong-tin",
}
SUPPORT_GROUPS = {
    "nguoi-khuyet-tat": "Người khuyết tật",
    "dan-toc-thieu-so": "Người dân tộc thiểu số",
    "bien-gioi-hai-dao": "Người sống ở biên giới, hải đảo",
    "vung-kho-khan": "Người sống ở vùng có điều kiện kinh tế - xã hội khó khăn",
    "nguoi-cao-tuoi": "Người cao tuổi",
    "tre-em": "Trẻ em",
}
ACTIVITY_TYPES = {
    "tuyen-truyen": "Tuyên truyền, phổ biến",
    "tap-huan": "Tập huấn",
    "khac": "Hoạt động khác",
}
NAMING_ANSWERS = {"duoc-neu": "Được nêu tên"}
TIME_UNITS = {"ngay": "ngày", "ngay-lam-viec": "ngày làm việc"}

AgencyType = vocabulary(AGENCY_TYPES)
UnitField = vocabulary(UNIT_FIELDS)
JurisdictionType = vocabulary(JURISDICTION_TYPES)
ItemStatus = vocabulary(ITEM_STATUSES)
TimeUnit = vocabulary(TIME_UNITS)
NamingAnswer = vocabulary(NAMING_ANSWERS)


def alternatives(values: Iterable[str]) -> str:
    """Join the values of a vocabulary for a sentence: `a, b hoặc c`."""
    *first, last = values
    return f"{', '.join(first)} hoặc {last}" if first else last
