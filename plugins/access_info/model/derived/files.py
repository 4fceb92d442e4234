"""Records that data files hold: the one list that sample, schema and reference follow."""

from __future__ import annotations

import dataclasses
import fnmatch

from access_info.model.agency import AgencyProfile
from access_info.model.corrections import CorrectionLog
from access_info.model.declarations.fields import Record
from access_info.model.free_pages import FreePage
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.lists import CONDITIONAL, DISCLOSURE, LISTS
from access_info.model.nation import Nation
from access_info.model.statistics import YearStatistics

# Folder of the samples below `agencies/`.
SAMPLE = "_mau"


@dataclasses.dataclass(frozen=True)
class FileKind:
    """A kind of data file.

    Attributes:
        name: Short name, for the schema's file.
        sample: Path of its sample below `_mau/`.
        label: What it is, in Vietnamese.
        record: What it holds.
        patterns: Paths of such files below `agencies/`; `*` stands for one name. None for a file that
            lies elsewhere.
    """

    name: str
    sample: str
    label: str
    record: type[Record]
    patterns: tuple[str, ...]


FILE_KINDS = (
    FileKind(
        "co-quan",
        "co-quan.yml",
        "Cơ quan: tên, liên hệ, đầu mối, quy chế",
        AgencyProfile,
        ("*/co-quan.yml",),
    ),
    FileKind(
        DISCLOSURE,
        LISTS[DISCLOSURE].file,
        LISTS[DISCLOSURE].label,
        LISTS[DISCLOSURE].file_record,
        (f"*/{LISTS[DISCLOSURE].file}", f"*/{DISCLOSURE}/*.yml"),
    ),
    FileKind(
        CONDITIONAL,
        LISTS[CONDITIONAL].file,
        LISTS[CONDITIONAL].label,
        LISTS[CONDITIONAL].file_record,
        (f"*/{LISTS[CONDITIONAL].file}",),
    ),
    FileKind(
        "thong-ke", "thong-ke/2026.yml", "Số liệu một năm", YearStatistics, ("*/thong-ke/*.yml",)
    ),
    FileKind(
        "dinh-chinh", "dinh-chinh.yml", "Các lần đính chính", CorrectionLog, ("*/dinh-chinh.yml",)
    ),
    FileKind(
        "trang",
        "trang/lich-tiep-cong-dan.md",
        "Trang tự do (phần đầu trang)",
        FreePage,
        ("*/trang/*.md",),
    ),
    FileKind(
        "dia-ban", "_dia-ban.yml", "Địa bàn: do tỉnh quản lý", Jurisdiction, ("_dia-ban.yml",)
    ),
)

NATION_KIND = FileKind("quoc-gia", "quoc-gia.yml", "Cả nước: gồm những tỉnh nào", Nation, ())
# Those that samples, schemas and the reference describe.
DESCRIBED_KINDS = (*FILE_KINDS, NATION_KIND)


def record_of(path: str) -> type[Record] | None:
    """Find the record that a file holds.

    Args:
        path: Below `agencies/`, with `/`: `so-tu-phap/cong-khai.yml`.

    Returns:
        `None` for a file that holds no data of ours.
    """
    for kind in FILE_KINDS:
        for pattern in kind.patterns:
            if path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern):
                return kind.record
    return None
