"""Words for how rows look, and lines that are the key to a look rather than a list's title."""

from __future__ import annotations

import re
import unicodedata

# Without accents, only those that mean nothing else.
LOOKS = re.compile(
    r"\b(?:màu|nền|tô|bôi|đỏ|vàng|xanh|xám|tím|hồng|(?:in|chữ) (?:nghiêng|đậm)|gạch (?:chân|ngang|dưới)|gạch bỏ"
    r"|dấu sao|hoa thị|chú giải|quy ước|mau (?:do|vang|xanh|xam)|(?:nen|to|o|boi) (?:mau|do|vang|xanh|xam)"
    r"|highlight)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\W*(?:(?:ghi chú|chú thích|lưu ý|ghi chu|chu thich|luu y)\W+)?(?:(?:những|các|mọi|nhung|cac|moi)\s+)?"
    r"(?:(?:dòng|hàng|ô|chữ|mục|phần|chỗ|dong|hang|chu|muc|phan|cho)\s+)?"
    r"(?:(?:có|được|bị|đánh dấu|co|duoc|bi|danh dau)\s+){0,2}",
    re.IGNORECASE,
)


def speaks_of_looks(text: str) -> bool:
    """Whether words speak of a colour, a stroke or a sign.

    Args:
        text: The words.
    """
    return LOOKS.search(unicodedata.normalize("NFC", text)) is not None


def begins_with_look(text: str) -> bool:
    """Whether a line begins with a look that it explains: “Nền đỏ: công dân không được tiếp cận”.

    Args:
        text: The line.
    """
    text = unicodedata.normalize("NFC", text)
    lead = _LEAD.match(text)
    return lead is not None and LOOKS.match(text, lead.end()) is not None
