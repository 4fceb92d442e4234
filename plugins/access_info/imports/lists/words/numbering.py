"""Marks of order before groups and items: `II.`, `A`, `1.1`, `-`; and rows that are no items."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

from access_info.model.types import fold

MarkKind: TypeAlias = Literal["roman", "letter", "decimal", "sub", "sign", ""]

_ROMAN = re.compile(r"[IVXLC]+")
# “II.”, “A)”, “1.2.3”, “(b)”; not “12a”.
_MARK = re.compile(
    r"\(?(?P<mark>(?:[IVXLC]{1,9}|[A-ZĐ])(?:\.\d{1,3}){0,3}|[a-zđ]|\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?P<end>[-.)/:]{0,2})"
)
# “Mục 3”, “(3)”, “1.2a)”; not “Mục lục”.
_ORDER = re.compile(r"(?:(?:mục|số|stt)\s*)?[\s\d.,()/*+–-]+[a-zđ]?[.)]?", re.IGNORECASE)
# “II. Hộ tịch”, “Phần I - Đất đai”; not “3.5 triệu đồng”.
_AHEAD = re.compile(
    r"(?:(?:Phần|Mục|Chương|Nhóm)\s+)?(?P<mark>[IVXLC]{1,9}|[A-ZĐ]|\d{1,3}(?:\.\d{1,3}){0,3})"
    r"\s*(?:[.):](?!\d)|(?<!\d)/|/(?=\s)|\s[-–])\s*(?P<text>\S.*)",
    re.DOTALL,
)
# `linh-vuc-ho-tich`, `muc-ii-dat-dai`; not `muc-tieu-chung`.
_GROUP_WORD = re.compile(r"(?:linh-vuc|nhom|phan|chuyen-muc|muc-[ivx\d]+|chuong)-")
# `tong-so-muc`, `cong-12`; not `cong-khai`.
_TOTAL = re.compile(
    r"(?:tong-cong|tong-so)(?:-.*)?|(?:tong|cong)(?:-\d.*)?|(?:cong|tong)-(?:nhom|muc|so)-.*"
)
# What a sum counts: `thu-tuc` of `tong-so-thu-tuc`.
_UNITS = (
    r"(?:muc|dong|hang|thong-tin|thu-tuc|thu-tuc-hanh-chinh|tthc|van-ban|tai-lieu|ho-so|danh-muc|quyet-dinh|bao-cao|nhom"
    r"|linh-vuc|bang|so|cong|don-vi|trang|phan|phu-luc|chuong|khoi|loai|dot|quy|thang|nam|toan-tinh|toan-xa|ca-nam)"
)
# Nothing but the name of a sum: “Tổng số”, “Cộng (I+II)”, “Tổng cộng: 12 mục”, “Cộng nhóm II”.
_SUM = re.compile(
    rf"(?:tong-cong|tong-so|tong|cong|cong-don|tong-toan-bo|sum|total)(?:-{_UNITS}){{0,3}}"
    rf"(?:-(?:[ivx]+|\d+|[a-e]))*(?:-{_UNITS}){{0,3}}(?:-\d+)*"
)
_SUM_SPELT = re.compile(r"\b(?:tổng|cộng|sum|total)\b", re.IGNORECASE)
# Excel's own rows of subtotals: “Văn phòng Count”, “Grand Total”.
_EXCEL_SUM = re.compile(r"(?:\S.*\s)?(?:Grand\s+)?(?:Count|Total|Subtotal|Sum|Average)", re.DOTALL)
# What accounts work out at their end.
# `chenh-lech-thu-chi`, `so-du-cuoi-ky`; not `so-dung`.
_BALANCE = re.compile(r"(?:chenh-lech|so-du|luy-ke|ton-(?:quy|cuoi|dau))(?:-\w+)*")
# “12”, “05 mục”, “30 %”, “II.”; not “12/QĐ-UBND”.
_COUNTED = re.compile(
    r"[\W_]*\d{1,9}(?:[.,]\d+)*\s*%?[\W_]*(?:[^\W\d_]+\s*){0,3}[\W_]*|[\W_]*|[IVXLC]{1,5}[.)]?|[A-HĐ][.)]?"
)
_SIGN = re.compile(r"\s*[-–—+*•●]\s*(?=[^\W\d]|\d)")
_NOTE = re.compile(r"(?:ghi-chu|chu-thich|luu-y|nguon)(?:-.*)?")
# `mau-ngay-03-thang-9-nam-2026`; not `ngay-03`.
_PLACE_AND_DAY = re.compile(r"(?:.*-)?ngay(?:-\d{1,2})?-thang(?:-\d{1,2})?-nam(?:-\d{4})?")
# `tm-uy-ban-nhan-dan`, `pho-giam-doc`, `noi-nhan`; not `giam-doc-so-tu-phap`.
_SIGNER = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)-.+|(?:pho-)?(?:chu-tich|giam-doc|hieu-truong|chanh-van-phong|truong-phong"
    r"|chanh-thanh-tra|bo-truong|(?:chi-)?cuc-truong|vien-truong|truong-(?:ban|tram))"
    r"|quyen-han-chuc-vu|ho-va-ten"
    r"|thu-truong(?:-.*)?|noi-nhan(?:-.*)?|da-ky|ky-ten.*|nguoi-lap.*|xac-nhan-cua.*|ke-toan-truong"
    r"|luu-vt.*|nhu-(?:tren|dieu).*)"
)
_LONGEST_SIGNATURE = 160
_LONGEST_SUM = 80


def mark_kind(text: str, before: str = "") -> MarkKind:
    """Tell of which kind a mark of order is; "" for none.

    Args:
        text: A cell's text.
        before: The mark before this one: `I` is a letter after `H`, else a roman number.
    """
    if text in {"-", "–", "+", "*", "•"}:
        return "sign"
    match = _MARK.fullmatch(text)
    if match is None:
        return ""
    mark = match["mark"]
    if "." in mark:
        return "sub"
    if mark[0].isdigit():
        return "decimal"
    if _ROMAN.fullmatch(mark):
        follows = len(mark) == 1 and len(before) == 1 and _next_letter(before) == mark
        return "letter" if follows else "roman"
    return "letter"


def _next_letter(letter: str) -> str:
    return {"D": "E", "Đ": "E"}.get(letter, chr(ord(letter) + 1))


def is_order(text: str) -> bool:
    """Tell whether a text is a number of order alone: `12.`, `(3)`, `IV.1`, `Mục 3`."""
    return _ORDER.fullmatch(text) is not None or mark_kind(text) != ""


def goes_on(text: str) -> bool:
    """Tell whether words continue those above: they begin with a small letter, or “(” and one."""
    return text.lstrip("(")[:1].islower()


def listed(text: str) -> list[str]:
    """Split a cell that lists several entries, each behind a sign; empty for other cells.

    Args:
        text: `- Niêm yết tại trụ sở`, and on the next line, or behind it, `- Loa truyền thanh`.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and _SIGN.match(text):
        lines = re.split(rf"\s(?={re.escape(text.strip()[0])}\s)", text.strip())
    if len(lines) < 2 or not all(map(_SIGN.match, lines)):  # noqa: PLR2004
        return []
    return [entry for line in lines if (entry := _SIGN.sub("", line, count=1).strip(" ;.,"))]


def bare_mark(text: str) -> str:
    """Strip a mark of its full stop, colon, brackets, dash or slash."""
    return text.strip("().: /-")


def parted(text: str) -> tuple[str, str]:
    """Split a heading into its mark and its words: `II. Hộ tịch`; the mark is "" for none."""
    match = _AHEAD.fullmatch(text)
    if match is None:
        return "", text
    return match["mark"], match["text"].strip()


def names_group(text: str) -> bool:
    """Tell whether words are a group's: they say so, or are all capitals."""
    folded = fold(text)
    letters = [char for char in text if char.isalpha()]
    capitals = len(letters) > 2 and text == text.upper()  # noqa: PLR2004
    return capitals or _GROUP_WORD.match(folded) is not None


def is_total(text: str) -> bool:
    """Tell whether words begin a row that adds up: `Tổng cộng`, `Cộng 12 mục`."""
    return _TOTAL.fullmatch(fold(text)) is not None


def names_sum(text: str) -> bool:
    """Tell whether words name a sum and nothing else."""
    # Without accents, “Cộng” and “Cổng” are one word.
    if len(text) <= _LONGEST_SUM and _EXCEL_SUM.fullmatch(text):
        return True
    spelt = text.isascii() or _SUM_SPELT.search(unicodedata.normalize("NFC", text)) is not None
    folded = fold(text)
    if len(text) > _LONGEST_SUM or not spelt or _SUM.fullmatch(folded) is None:
        return False
    return not (text.isascii() and folded.startswith(("cong-thong-tin", "cong-van")))


def names_balance(text: str) -> bool:
    """Tell whether words name what is left of sums: “Chênh lệch thu chi”, “Số dư cuối kỳ”."""
    return len(text) <= _LONGEST_SUM and _BALANCE.fullmatch(fold(text)) is not None


def is_count(text: str) -> bool:
    """Tell whether a text is a number of things: `12`, `05 mục`, `30 %`; or a mark of order."""
    return _COUNTED.fullmatch(text) is not None


def is_note(text: str) -> bool:
    """Tell whether a row with these words alone is a remark on the table."""
    in_brackets = text.startswith("(") and text.endswith(")")
    return in_brackets or text.startswith("*") or _NOTE.fullmatch(fold(text)) is not None


def is_signature(text: str) -> bool:
    """Tell whether words belong to a block of signatures."""
    if len(text) > _LONGEST_SIGNATURE:
        return False
    folded = fold(text)
    return _SIGNER.fullmatch(folded) is not None or _PLACE_AND_DAY.fullmatch(folded) is not None
