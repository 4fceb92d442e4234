"""Words around a list that say that some of it is closed."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

from access_info.imports.lists.words.kinds import (
    CLOSED,
    kind_of_code,
    kinds_in,
    kinds_of_part,
    says_closed,
)
from access_info.imports.lists.words.looks import speaks_of_looks
from access_info.imports.lists.words.numbering import parted
from access_info.imports.lists.words.titles import is_heading_of_part
from access_info.model.types import fold

LONGEST = 300
# “(*) Không công khai”, “Ghi chú: …”; not “Danh mục …”.
_NOTE = re.compile(
    r"\s*(?:\(?\s*[*#†‡]|ghi chú|chú thích|lưu ý|ghi chu|chu thich|luu y)", re.IGNORECASE
)
# “1: công khai; 2: có điều kiện; 3: không được tiếp cận”
_CODES = re.compile(r"(?:^|[;,(])\s*[\w*]{1,4}\s*(?:[:=)–-]|là)\s*\w", re.IGNORECASE)
_PIECES = re.compile(r"[;:,=()–/-]|\blà\b")
# `danh-muc-mat-khong-co`; not `khong-co-danh-muc-mat`.
_NONE = re.compile(r"-khong-(?:co|phat-sinh)(?:-(?:gi|thong-tin|muc-nao))?$")
# `xem-phu-luc-ii`, `cong-12`; not `cong-khai`.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:danh-muc|phu-luc|pl|bieu|bang|tong-so|tong-cong|cong(?=-\d|$))(?!\w)"
)
# “Luật Tiếp cận thông tin”, “quy định”; not a bare article: “không công khai theo Điều 9” closes.
_LAW = re.compile(r"(?<!\w)(?:luat|nghi-dinh|quy-dinh)(?!\w)")
# Said of rows, but never over a list: “đừng đăng lên”, “không được biết”, “chỉ dùng trong cơ quan”.
_NOT_TO_PUBLISH = re.compile(
    r"(?<!\w)(?:khong|dung|chua|ko|k|cam)(?:-(?:duoc|cho|nen|cong-dan|ai|nguoi-dan))*"
    r"-(?:dang(?!-(?:ky|vien|bo|uy|doan|nhap|kiem|tuyen|o|luu|thuc|su|hoat))|dua-(?:len|ra)|up|post|biet|xem|pho-bien)(?!\w)"
    r"|(?<!\w)chi-(?:de-)?(?:dung|su-dung|luu-hanh|luu|pho-bien|xem)(?:-\w+){0,3}-(?:noi-bo|co-quan|don-vi|phong)(?!\w)"
)
# “Dòng bị gạch ngang”, “gạch bỏ”; not “gạch chân”.
_STRUCK = re.compile(
    r"(?:(?:chữ|dòng|hàng|ô)\s+)?(?:bị\s+)?gạch(?:\s+(?:ngang|bỏ))+(?:\s+giữa)?", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True)
class ClosingWords:
    """Judge of words that stand outside a list's items.

    Attributes:
        has_closed: Whether a closed list of its own stands in the file, of which they may speak.
        has_struck: Whether rows that are struck through were left out.
        explained: Words whose rows are known.
    """

    has_closed: bool
    has_struck: bool
    explained: frozenset[str] = frozenset()

    def is_closure(self, text: str) -> bool:
        """Tell whether words speak of closure, not of a list elsewhere nor of there being none."""
        folded = fold(text)
        if text in self.explained or is_heading_of_part(text) or self._is_of_struck(text):
            return False
        if _NONE.search(folded):
            return False
        if is_label(parted(text)[1]) or _NOT_TO_PUBLISH.search(folded):
            return True
        if CLOSED not in kinds_of_part(text):
            return False
        return not (self.has_closed and _ELSEWHERE.search(folded))

    def is_key(self, text: str) -> bool:
        """Tell whether words over a table explain a look: “Không công khai” in a red cell."""
        return not self.has_closed and says_closed(text) and not is_heading_of_part(text)

    def is_legend(self, text: str) -> bool:
        """Tell whether words explain a look, a sign or a code that means closure."""
        if text in self.explained:
            return False
        text = unicodedata.normalize("NFC", text)
        folded = fold(text)
        if len(text) > LONGEST or _NONE.search(folded) or self._is_of_struck(text):
            return False
        kinds = [kind_of_code(piece.strip()) for piece in _PIECES.split(text)]
        if _NOTE.match(text) or speaks_of_looks(text):
            refers = _ELSEWHERE.search(folded) is not None and not speaks_of_looks(text)
            return not refers and (CLOSED in kinds_in(text) or (len(kinds) > 1 and CLOSED in kinds))
        several = len({kind for kind in kinds if kind is not None}) > 1
        return several and CLOSED in kinds and _CODES.search(text) is not None

    def _is_of_struck(self, text: str) -> bool:
        """Tell whether words say what struck rows are, and nothing of another look."""
        text = unicodedata.normalize("NFC", text)
        return (
            self.has_struck
            and _STRUCK.search(text) is not None
            and not speaks_of_looks(_STRUCK.sub("", text))
        )


def is_label(text: str) -> bool:
    """Tell whether words name what is closed, as a group's may: “Mật”, “Nội bộ”, “KCK”."""
    return says_closed(text) or (text.isupper() and kind_of_code(text) == CLOSED)


def remarks_closure(text: str) -> bool:
    """Tell whether a comment or a footnote speaks of closure without quoting a law."""
    folded = fold(text)
    closes = (
        CLOSED in kinds_in(text) or is_label(text) or _NOT_TO_PUBLISH.search(folded) is not None
    )
    return closes and not _LAW.search(folded)
