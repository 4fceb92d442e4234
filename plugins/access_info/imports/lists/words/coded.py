"""Words of a cell → codes that the data knows, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Mapping

from access_info.model.types import fold
from access_info.model.vocabularies import (
    EXPIRED,
    FREQUENCIES,
    ITEM_STATUSES,
    SUPERSEDED,
    WITHDRAWN,
)

CODED: Mapping[str, Mapping[str, str]] = {"tan_suat": FREQUENCIES, "tinh_trang": ITEM_STATUSES}
# What stands before the unit: `01-lan-moi-` of `01-lan-moi-quy`; not `02-lan-`.
_TIMES = r"(?:0?1-lan-|mot-lan-|lan-)?(?:moi-|trong-|dinh-ky-|theo-|hang-|tung-|mot-|0?1-)*"
_EACH = r"(?:-(?:0?1-|mot-)?lan)?"
# “01 lần/quý” and “Định kỳ hằng quý” are `hang-quy`, “6 tháng/lần” is `sau-thang`.
_FREQUENCY_PATTERNS = {
    "hang-ngay": rf"{_TIMES}ngay{_EACH}",
    "hang-tuan": rf"{_TIMES}tuan{_EACH}",
    "hang-thang": rf"{_TIMES}thang{_EACH}",
    "hang-quy": rf"{_TIMES}quy{_EACH}|0?3-thang{_EACH}",
    "sau-thang": rf"(?:dinh-ky-|moi-|0?1-lan-)*(?:0?6|sau)-thang{_EACH}|(?:moi-|hang-)?nua-nam{_EACH}"
    r"|0?2-lan-(?:moi-)?nam",
    "hang-nam": rf"{_TIMES}nam{_EACH}",
    "khi-co-thay-doi": r"(?:ngay-)?(?:khi|neu)-co-(?:su-)?(?:thay-doi|phat-sinh|bien-dong|dieu-chinh|sua-doi)"
    r"(?:-(?:bo-sung|cap-nhat))*|khi-(?:thay-doi|phat-sinh)|dot-xuat",
    "mot-lan": r"(?:cong-khai-|dang-)?(?:chi-)?(?:mot|0?1)-lan(?:-duy-nhat)?",
}
_FREQUENCIES = tuple((code, re.compile(pattern)) for code, pattern in _FREQUENCY_PATTERNS.items())
_PARTLY = re.compile(r"mot-phan|chua-|sap-|ngung|tam-")
# The beginning of what a cell says; what follows tells since when, or by what.
# “Hết hiệu lực từ 01/9/2026”, “Đã bị thay thế”; not “Còn hiệu lực một phần”.
_STATUS_PATTERNS = {
    SUPERSEDED: r"(?:da-|bi-|duoc-)*thay-the",
    EXPIRED: r"(?:da-)?(?:het|khong-con|mat|cham-dut)-(?:hieu-luc|hl)(?:-(?:toan-bo|thi-hanh|phap-ly))?"
    r"|(?:da-|bi-)*bai-bo|(?:da-|bi-)*huy-bo|khong-con-ap-dung",
    WITHDRAWN: r"da-(?:bi-|duoc-)?(?:rut|go|thu-hoi)|(?:bi-)?thu-hoi",
    "con-hieu-luc": r"(?:van-|dang-)?(?:con|co)-(?:hieu-luc|hl)(?:-(?:thi-hanh|phap-ly))?"
    r"|dang-(?:ap-dung|thi-hanh|hieu-luc)",
}
_STATUSES = tuple(
    (code, re.compile(rf"(?:{pattern})(?=-|$)")) for code, pattern in _STATUS_PATTERNS.items()
)


def code_of(field: str, text: str) -> str:
    """Find the code that a cell's words mean; "" for none.

    Args:
        field: `tan_suat` or `tinh_trang`.
        text: The words: `Hằng quý`, `01 lần/năm`, `Hết hiệu lực từ 01/9/2026`.
    """
    folded = fold(text)
    if folded in CODED[field]:
        return folded
    if field == "tan_suat":
        return next((code for code, pattern in _FREQUENCIES if pattern.fullmatch(folded)), "")
    if _PARTLY.search(folded):
        return ""
    return next((code for code, pattern in _STATUSES if pattern.match(folded)), "")


def says_only(field: str, text: str) -> bool:
    """Tell whether words say no more than the code that they mean."""
    folded = fold(text)
    if field == "tan_suat":
        return True
    return folded in CODED[field] or any(pattern.fullmatch(folded) for _, pattern in _STATUSES)


def label_of(field: str, code: str) -> str:
    """Return the label of a code, as people read it; other words stay as they are."""
    known = CODED[field].get(code) or CODED[field].get(code_of(field, code))
    return known or code


def code_of_label(field: str, label: str) -> str:
    """Find the code of a label; other words stay as they are."""
    return next((code for code, known_label in CODED[field].items() if known_label == label), label)
