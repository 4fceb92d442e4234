"""`thong-ke/YYYY.yml`: a year's figures (Decree 13/2018 Art. 12(4))."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Count, Decimal, Text


class Received(Record):
    """Requests received, by channel."""

    in_person: Count | None = field("truc_tiep", "Trực tiếp", example=3)
    by_post: Count | None = field("buu_chinh", "Bưu chính", example=1)
    online: Count | None = field("mang", "Mạng điện tử", example=8)

    @property
    def total(self) -> int:
        """All channels together."""
        return (self.in_person or 0) + (self.by_post or 0) + (self.online or 0)


class Results(Record):
    """What became of the requests received."""

    full: Count | None = field("day_du", "Cung cấp đầy đủ", example=10)
    partial: Count | None = field("mot_phan", "Cung cấp một phần", example=1)
    refused: dict[str, Count | None] | None = field(
        "tu_choi", "Từ chối, theo căn cứ", "Mã căn cứ từ chối của luật: số lượng, ví dụ d27k3: 1."
    )
    transferred: Count | None = field("chuyen", "Chuyển cơ quan khác", example=0)
    withdrawn: Count | None = field("rut", "Người yêu cầu rút", example=0)
    pending: Count | None = field("dang_xu_ly", "Đang xử lý", example=1)

    @property
    def refused_total(self) -> int:
        """Refusals on any ground."""
        return sum(count or 0 for count in (self.refused or {}).values())

    @property
    def total(self) -> int:
        """All outcomes together."""
        known = (self.full, self.partial, self.transferred, self.withdrawn, self.pending)
        return sum(count or 0 for count in known) + self.refused_total


class Timeliness(Record):
    """How long answers took."""

    on_time: Count | None = field("dung_han", "Đúng hạn", example=11)
    extended: Count | None = field("gia_han", "Có gia hạn", example=1)
    late: Count | None = field("qua_han", "Quá hạn", example=0)
    median_days: Decimal | None = field("trung_vi", "Trung vị (ngày)", example="4")
    longest_days: Decimal | None = field("dai_nhat", "Dài nhất (ngày)", example="12")


class YearStatistics(Record):
    """The figures of one year."""

    year: Count = field("nam", "Năm", example=2026, required=True)
    received: Received | None = field("tiep_nhan", "Yêu cầu đã tiếp nhận")
    results: Results | None = field("ket_qua", "Kết quả giải quyết")
    timeliness: Timeliness | None = field("thoi_gian", "Thời gian giải quyết")
    complaints: Count | None = field("khieu_nai", "Khiếu nại", example=0)
    lawsuits: Count | None = field("khoi_kien", "Khởi kiện", example=0)
    costs: Count | None = field("chi_phi", "Chi phí đã thu (đồng)", example=50000)
    proactive: Count | None = field(
        "chu_dong_cong_khai", "Số thông tin đã chủ động công khai", example=45
    )
    difficulties: Text | None = field(
        "kho_khan", "Khó khăn, vướng mắc", example="Chưa có phần mềm theo dõi yêu cầu"
    )
    proposals: Text | None = field("kien_nghi", "Kiến nghị", example="Tổ chức tập huấn hằng năm")


@dataclasses.dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sums of a year's figures that ought to be the same.

    Attributes:
        key: YAML key of the group that the first sum stands in.
        what: The first sum in words.
        total: Its value.
        other: The other sum in words.
        expected: Its value.
    """

    key: str
    what: str
    total: int
    other: str
    expected: int


def disagreements(year: YearStatistics) -> Iterator[Disagreement]:
    """Yield the sums of a year that do not agree."""
    received, results, time = year.received, year.results, year.timeliness
    if results is None:
        return
    if received is not None and received.total != results.total:
        yield Disagreement(
            "ket_qua",
            "Kết quả giải quyết",
            results.total,
            "số yêu cầu đã tiếp nhận",
            received.total,
        )
    if time is None or time.on_time is None:
        return
    answered = results.total - (results.pending or 0) - (results.withdrawn or 0)
    timed = time.on_time + (time.late or 0)
    # Whether a transferred request counts as answered, agencies see differently.
    if timed not in {answered, answered - (results.transferred or 0)}:
        yield Disagreement(
            "thoi_gian", "Đúng hạn và quá hạn", timed, "số yêu cầu đã trả lời", answered
        )
