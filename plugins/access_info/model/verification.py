"""How a fact of the law was verified, by whom and when; and whether a kind of information is new."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from access_info.model.fields import Record, field
from access_info.model.types import (
    Date,
    Digest,
    Many,
    Text,
    choice_schema,
    choice_validator,
    vocabulary,
)


class Verification(StrEnum):
    """What a fact of the law was compared with, the weakest first."""

    UNVERIFIED = "khong"
    COPY = "ban-chep"
    GAZETTE = "cong-bao"

    @property
    def label(self) -> str:
        """The words for readers, which stand in brackets behind a fact."""
        return VERIFICATIONS[self]

    @property
    def rank(self) -> int:
        """The verification's strength, 0 for the weakest."""
        return list(Verification).index(self)


class Novelty(StrEnum):
    """Whether a kind of information had to be public before the law named it (2026 law, Art. 31(3)).

    The article speaks only of what neither the older law nor related laws demanded. That no other
    law did is seldom certain, so that what is certain has a word of its own: an older pack's `có`
    meant only that the older law did not name it.
    """

    NAMED_BEFORE = "khong"
    NEW = "chac-chan"
    UNCLEAR = "chua-ro"


VERIFICATIONS: Mapping[Verification, str] = {
    Verification.UNVERIFIED: "chưa xác minh",
    Verification.COPY: "theo bản chép, chưa đối chiếu Công báo",
    Verification.GAZETTE: "đã đối chiếu với Công báo",
}
NOVELTIES: Mapping[Novelty, str] = {
    Novelty.NAMED_BEFORE: "luật trước hoặc luật khác đã yêu cầu công khai",
    Novelty.NEW: "mới, công khai theo hạn của điều khoản chuyển tiếp",
    Novelty.UNCLEAR: "có thể đã phải công khai theo luật khác",
}
# What a jurisdiction may say of a kind of information that the packs leave open.
NOVELTY_RESULTS: Mapping[str, Novelty] = {
    "moi": Novelty.NEW,
    "khong-moi": Novelty.NAMED_BEFORE,
}
CHECK_RESULTS: Mapping[str, str] = {
    **{value.value: label for value, label in VERIFICATIONS.items()},
    "moi": "loại thông tin mới, chưa luật nào yêu cầu công khai",
    "khong-moi": "loại thông tin luật khác đã yêu cầu công khai",
}
# Older packs have yes and no instead of three values: whether a fact was compared with a text.
_OLDER_YES = ("có", "true", "yes", "x", "1")
_OLDER_NO = ("false", "no", "0")
_OLDER_VERIFICATIONS = {
    **dict.fromkeys(_OLDER_YES, Verification.COPY),
    **dict.fromkeys(_OLDER_NO, Verification.UNVERIFIED),
}
_OLDER_NOVELTIES = {
    **dict.fromkeys(_OLDER_YES, Novelty.UNCLEAR),
    **dict.fromkeys(_OLDER_NO, Novelty.NAMED_BEFORE),
}


VerificationValue = Annotated[
    Verification,
    choice_validator(Verification, _OLDER_VERIFICATIONS | {value: value for value in Verification}),
    choice_schema(VERIFICATIONS),
]
NoveltyValue = Annotated[
    Novelty,
    choice_validator(Novelty, _OLDER_NOVELTIES | {value: value for value in Novelty}),
    choice_schema(NOVELTIES),
]

CheckResult = vocabulary(dict(CHECK_RESULTS))


class FactCheck(Record):
    """Who compared a fact with the law's text, and when."""

    role: Text | None = field(
        "vai_tro", "Người đối chiếu (chức vụ, đơn vị)", example="Phòng Xây dựng văn bản"
    )
    date: Date | None = field("ngay", "Ngày đối chiếu", example="2026-12-01")
    act: Text | None = field("can_cu", "Đối chiếu với văn bản nào", example="Công báo số 01")


# Who looked through what is published for secrets, and through which files (2026 law, Art. 11).


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
        """Whether it states who reviewed, when, and with what result."""
        return bool(self.role and self.date and self.result)
