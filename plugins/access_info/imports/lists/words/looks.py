"""Words for how rows look, and lines that are the key to a look rather than a list's title."""

from __future__ import annotations

import re
import unicodedata

# Words without accents only where they mean nothing else.
# “Nền đỏ”, “mau vang”; not “mau don”.
LOOKS = re.compile(
    r"\b(?:màu|nền|tô|bôi|đỏ|vàng|xanh|xám|tím|hồng|(?:in|chữ) (?:nghiêng|đậm)|gạch (?:chân|ngang|dưới)|gạch bỏ"
    r"|dấu sao|hoa thị|chú giải|quy ước|mau (?:do|vang|xanh|xam)|(?:nen|to|o|boi) (?:mau|do|vang|xanh|xam)"
    r"|highlight)\b",
    re.IGNORECASE,
)
# “Ghi chú: những dòng có ” of “Ghi chú: những dòng có nền đỏ”.
_LEAD = re.compile(
    r"\W*(?:(?:ghi chú|chú thích|lưu ý|ghi chu|chu thich|luu y)\W+)?(?:(?:những|các|mọi|nhung|cac|moi)\s+)?"
    r"(?:(?:dòng|hàng|ô|chữ|mục|phần|chỗ|dong|hang|chu|muc|phan|cho)\s+)?"
    r"(?:(?:có|được|bị|đánh dấu|co|duoc|bi|danh dau)\s+){0,2}",
    re.IGNORECASE,
)


def speaks_of_looks(text: str) -> bool:
    """Tell whether words speak of a colour, a stroke or a sign.

    Args:
        text: The words.
    """
    return LOOKS.search(unicodedata.normalize("NFC", text)) is not None


def begins_with_look(text: str) -> bool:
    """Tell whether a line begins with a look: “Nền đỏ: công dân không được tiếp cận”.

    Args:
        text: The line.
    """
    text = unicodedata.normalize("NFC", text)
    lead = _LEAD.match(text)
    return lead is not None and LOOKS.match(text, lead.end()) is not None
