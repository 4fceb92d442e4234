"""Who looked through what is published for secrets, and through which files (2026 law, Art. 11)."""

from __future__ import annotations

from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Date, Digest, Many, Text


class ReviewedFile(Record):
    """A file that somebody looked through: by its content, so that a replaced file is looked through again."""

    name: Text | None = field(
        "ten", "Tên tệp", "Đúng tệp đã ghi ở “Tệp đính kèm” (trường tep).", example="quy-che.pdf"
    )
    digest: Digest | None = field(
        "bam",
        "Mã băm",
        "Dấu vân tay (SHA-256) của tệp lúc rà soát. Để trống: biểu mẫu hoặc lệnh access-info fmt tự điền. "
        "Thay tệp thì rà soát lại rồi xóa mã cũ.",
    )


class Review(Record):
    """Who looked through a row and its files for secrets before they were published."""

    role: Text | None = field("vai_tro", "Người rà soát (chức vụ)", example="Công chức Văn phòng")
    date: Date | None = field("ngay", "Ngày rà soát mật", example="2026-09-03")
    result: Text | None = field("ket_qua", "Kết quả", example="Không có nội dung mật")
    files: Many[ReviewedFile] = field(
        "tep",
        "Tệp đã rà soát",
        "Từng tệp đã được người rà soát mở ra xem; bản quét thì bắt buộc, vì chữ trong ảnh không kiểm tra tự động được.",
        many=True,
    )

    @property
    def is_whole(self) -> bool:
        """Whether it says who looked, when, and what came of it."""
        return bool(self.role and self.date and self.result)
