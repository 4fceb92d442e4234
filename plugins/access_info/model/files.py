"""Which record each data file holds: the one list that sample, schema and reference follow."""

from __future__ import annotations

import dataclasses

from access_info.model.agency import AgencyProfile
from access_info.model.corrections import CorrectionLog
from access_info.model.fields import Record
from access_info.model.items import ConditionalList, DisclosureList
from access_info.model.jurisdiction import FreePage, Jurisdiction
from access_info.model.statistics import YearStatistics


@dataclasses.dataclass(frozen=True)
class FileKind:
    """A kind of data file.

    Attributes:
        name: Short name, for the schema's file.
        sample: Path of its sample below `_mau/`.
        label: What it is, in Vietnamese.
        record: What it holds.
    """

    name: str
    sample: str
    label: str
    record: type[Record]


FILE_KINDS = (
    FileKind("co-quan", "co-quan.yml", "Cơ quan: tên, liên hệ, đầu mối, quy chế", AgencyProfile),
    FileKind(
        "cong-khai", "cong-khai.yml", "Danh mục thông tin phải được công khai", DisclosureList
    ),
    FileKind(
        "co-dieu-kien",
        "co-dieu-kien.yml",
        "Danh mục thông tin tiếp cận có điều kiện",
        ConditionalList,
    ),
    FileKind("thong-ke", "thong-ke/2026.yml", "Số liệu một năm", YearStatistics),
    FileKind("dinh-chinh", "dinh-chinh.yml", "Các lần đính chính", CorrectionLog),
    FileKind("trang", "trang/lich-tiep-cong-dan.md", "Trang tự do (phần đầu trang)", FreePage),
    FileKind("dia-ban", "_dia-ban.yml", "Địa bàn: do tỉnh quản lý", Jurisdiction),
)
