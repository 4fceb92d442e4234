"""Pages that an agency writes freely, below `trang/`: what their front matter says."""

from __future__ import annotations

from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Date, Text


class PageWithdrawal(Record):
    """Why a free page was taken down: without examples, or every copy of the sample would be."""

    date: Date | None = field("ngay", "Ngày rút")
    reason: Text | None = field("ly_do", "Lý do rút")


class FreePage(Record):
    """Front matter of `trang/*.md`."""

    title: Text | None = field("tieu_de", "Tiêu đề trang", example="Lịch tiếp công dân")
    description: Text | None = field("mo_ta", "Mô tả ngắn")
    modified: Date | None = field("ngay_cap_nhat", "Ngày cập nhật", example="2026-10-01")
    withdrawn: PageWithdrawal | None = field(
        "rut", "Rút trang", "Địa chỉ trang ở lại, chỉ còn tiêu đề, ngày rút và lý do."
    )

    @property
    def is_withdrawn(self) -> bool:
        """Whether the page is taken down; empty fields, as in the sample, say nothing."""
        return self.withdrawn is not None and bool(self.withdrawn.date or self.withdrawn.reason)
