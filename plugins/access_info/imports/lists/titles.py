"""Titles over tables, and words around them that say that something is closed."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from access_info.imports.lists.cells import parted
from access_info.imports.lists.kinds import (
    CLOSED,
    Kind,
    begins_with_look,
    kind_of_code,
    kinds_in,
    kinds_of_part,
    says_closed,
    speaks_of_looks,
)
from access_info.model.declarations.types import fold

# Titles, annex headings and headings of parts, in the file's order → what stands below them.

_LONGEST = 300
_LONGEST_LOOSE = 160
_LONGEST_GOING_ON = 120
# `phu-luc-so-iii-danh-muc`, `pl-2`; not `danh-muc-phu-luc`.
_ANNEX = re.compile(
    r"(?:phu-luc|pl)(?:-so)?(?:-(?P<number>[ivxlc]{1,5}|\d{1,2}|[a-h])(?=-|$))?(?:-|$)(?P<rest>.*)"
)
# “Phụ lục số III”; not “phụ lục kèm theo”.
_ANNEX_NAMED = re.compile(r"phụ lục(?:\s+số)?\s+([ivxlc]{1,5}|\d{1,2}|[a-h])\b", re.IGNORECASE)
# “Điều 3. ”, “II. ”, “- ” at the head of a line; not “3.5 triệu”.
_MARK = re.compile(
    r"\s*(?:(?:điều|mục|phần|chương|biểu|bảng|mẫu|danh mục)\s+(?:số\s+)?(?:\d{1,3}|[IVXLC]{1,5}|[A-H])\b\s*[.:)–—-]?"
    r"|(?:[IVXLC]{1,5}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):/–—-](?!\d)|[-–—+•*])\s*",
    re.IGNORECASE,
)
# `danh-muc-thong-tin`, `cac-loai-thong-tin`; not `so-tu-phap`.
_NOUN = re.compile(
    r"(?:(?:cac|nhung|bang|bieu|tong-hop)-)?(?:danh-muc|danh-sach|dm|bang-ke|thong-tin|loai-thong-tin|nhom-thong-tin|tai-lieu"
    r"|ho-so|van-ban|noi-dung|bi-mat|phu-luc|ve-viec|v-v|ban-hanh-danh-muc)(?:-|$)"
)
# `can-cu-luat`, `ban-hanh-kem-theo`; not `ban-hanh-danh-muc`.
_BODY = re.compile(
    r"(?:can-cu|theo|thuc-hien|xet|ban-hanh-(?:kem|quyet)|quyet-dinh-nay|giao|cac-don-vi|chanh-van-phong|noi-nhan"
    r"|kem-theo|ghi-chu|luu-y|doi-voi|truong-hop|viec|cong-dan-co|trong-do)(?:-|$)"
)
# A sentence about what is not in the list is no title.
# `thong-tin-khong-neu-trong-danh-muc`; not `thong-tin-neu-trong-danh-muc`.
_SAYS_NOT = re.compile(
    r"-(?:khong-(?:neu|dua|liet-ke|nam|duoc-(?:neu|dua))|thuc-hien-theo|thi)(?:-|$)"
)
# What is given to whoever asks (Law 01/2026/QH16, Art. 23) is none of the lists.
_ON_REQUEST = re.compile(r"(?:cung-cap|tiep-can)(?:-thong-tin)?-theo-yeu-cau(?:-|$)")
# “Bãi bỏ các thông tin sau trong Danh mục …”, “Thông tin đưa ra khỏi Danh mục …”: what is in the list
# no more. “Sửa đổi, bổ sung, bãi bỏ …” says nothing of a single row.
_REPEALS = re.compile(
    r"(?<!\w)(?<!bo-sung-)(?<!thay-the-)(?<!sua-doi-)(?:bai-bo|huy-bo|loai-bo|loai|dua|rut|bo)(?!-\w*-?quyet-dinh)"
    r"(?:-(?!quyet-dinh|nghi-quyet|van-ban|quy-dinh)\w+){0,8}?-(?:khoi|trong|tai)(?:-cac|-nhung)?-danh-muc(?!\w)"
    r"|^(?:cac-)?(?:danh-muc-)?(?:cac-)?(?:thong-tin|muc)(?:-(?!sua|bo|thay)\w+){0,3}?-(?:bi-|duoc-)?(?:bai-bo|huy-bo|loai-bo)(?!\w)"
)
# `bo-sung-bai-bo`; not `bai-bo` alone.
_AMENDS = re.compile(r"(?:sua-doi|bo-sung|thay-the)-(?:va-)?(?:bai-bo|huy-bo|loai-bo)(?!\w)")
_INSIDE = re.compile(r"\([^()]*\)")
_BRACKETS = re.compile(r"\((.*)\)\.?", re.DOTALL)
# `kem-theo-quyet-dinh`, `don-vi-dong`; not `danh-muc-kem-theo`.
_ATTACHED = re.compile(r"(?:kem|ban-hanh-kem|dinh-kem|theo|can-cu|ap-dung|so-lieu|don-vi)(?:-|$)")
# “Danh mục A (Phụ lục II)”; not “Phụ lục II”.
_REFERS_TO_ANNEX = re.compile(r"(?!^)\bphụ lục\s+(?:số\s+)?(?:[IVXLC]+|\d+)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Title:
    """What stands over a table.

    Attributes:
        kinds: The kinds of list that it speaks of: none where it tells nothing, several where it
            tells of several lists.
        text: Its words, for people.
        annex: Number of the annex, folded; "" for none.
        repeals: Whether it says that what stands below is in the list no more.
    """

    kinds: frozenset[Kind] = frozenset()
    text: str = ""
    annex: str = ""
    repeals: bool = False


@dataclasses.dataclass(frozen=True)
class _TitleLine:
    text: str
    marked: bool
    starts: bool


class TitleFollower:
    """The title over each table, followed line by line.

    Attributes:
        current: The title that holds now.
    """

    def __init__(self) -> None:
        """Begin with no title over the first line."""
        self.current = Title()
        self._block: list[_TitleLine] = []

    def see(self, lines: Iterable[str]) -> None:
        """Read lines that stand between tables, in their order."""
        for line in lines:
            self._see(" ".join(line.split()))

    def table(self) -> None:
        """End the title's lines where a table stands: what comes next is another title's."""
        self._block = []

    def _see(self, text: str) -> None:
        text = _without_brackets(text)
        if not text:
            return
        if begins_with_look(text):
            # The key to a look names no table; whoever reads the rows asks about it.
            self._block = []
            return
        annex = _annex(text)
        if annex is not None:
            kinds = kinds_in(text)
            if kinds or not annex or annex != self.current.annex:
                self._block = [_TitleLine(text, marked=False, starts=True)]
                self.current = Title(kinds, text, annex)
            return
        line = self._title_line(text)
        if line is None:
            self._block = []
            return
        self._block.append(line)
        kinds, words = _decided(self._block)
        if is_repealing(text):
            self.current = Title(
                kinds or self.current.kinds, words or text, self.current.annex, repeals=True
            )
        elif kinds:
            self.current = Title(kinds, words, self.current.annex)
        elif line.starts and _ON_REQUEST.search(fold(text)):
            self.current = Title(text=text, annex=self.current.annex)

    def _title_line(self, text: str) -> _TitleLine | None:
        """Read a line as one of a title; `None` where it is a sentence of the text."""
        mark = _MARK.match(text)
        rest = text[mark.end() :] if mark else text
        folded = fold(rest)
        if len(text) > _LONGEST or _BODY.match(folded):
            return None
        if text.endswith(".") and _SAYS_NOT.search(folded):
            return None
        starts = _NOUN.match(folded) is not None or is_repealing(text)
        marked = mark is not None or text.endswith(";") or bool(_REFERS_TO_ANNEX.search(text))
        if starts or _is_capital(rest):
            return _TitleLine(text, marked, starts or mark is not None)
        if self._block and not mark and rest[:1].islower() and len(text) <= _LONGEST_GOING_ON:
            return _TitleLine(text, marked=False, starts=False)
        if len(text) <= _LONGEST_LOOSE and kinds_in(text):
            return _TitleLine(text, marked, starts=True)
        return None


def is_heading_of_part(text: str) -> bool:
    """Tell whether a row of one text is the title of a list, or of an annex."""
    rest = _MARK.sub("", text, count=1)
    folded = fold(rest)
    if len(text) > _LONGEST_LOOSE or _BODY.match(folded):
        return False
    return (
        _ANNEX.fullmatch(fold(text)) is not None
        or is_repealing(text)
        or (
            _NOUN.match(folded) is not None
            and (bool(kinds_of_part(rest)) or _ON_REQUEST.search(folded) is not None)
        )
    )


def is_repealing(text: str) -> bool:
    """Tell whether words over a table say that what it lists is taken out of a list."""
    folded = fold(_MARK.sub("", _INSIDE.sub(" ", text), count=1))
    return _REPEALS.search(folded) is not None and _AMENDS.search(folded) is None


def annexes_named(paragraphs: Sequence[str]) -> dict[str, frozenset[Kind]]:
    """Map each annex, by folded number, to the kinds that a decision says it holds.

    Args:
        paragraphs: Its paragraphs: `Danh mục thông tin không được tiếp cận (Phụ lục III)`.
    """
    annexes: dict[str, set[Kind]] = {}
    for paragraph in paragraphs:
        # “Danh mục A (Phụ lục I), Danh mục B (Phụ lục II) và Danh mục C (Phụ lục III)”: three.
        for clause in re.split(r"[;\n]|,(?=\s*[Dd]anh mục)|\bvà\b(?=\s*[Dd]anh mục)", paragraph):
            numbers = {fold(number) for number in _ANNEX_NAMED.findall(clause)}
            kinds = kinds_in(clause)
            if len(numbers) == 1 and len(kinds) == 1:
                annexes.setdefault(numbers.pop(), set()).update(kinds)
    return {number: frozenset(kinds) for number, kinds in annexes.items()}


def kinds_named(paragraphs: Sequence[str]) -> frozenset[Kind]:
    """Find the kinds of list that paragraphs name, except those that only quote a law."""
    named: set[Kind] = set()
    for paragraph in paragraphs:
        if not _BODY.match(fold(_MARK.sub("", paragraph, count=1))) or "anh mục" in paragraph:
            named |= kinds_in(paragraph)
    return frozenset(named)


def _decided(block: Sequence[_TitleLine]) -> tuple[frozenset[Kind], str]:
    """Judge what a block of lines says: its last telling title; of a list of titles, all."""
    titles = list(_titles(block))
    decisive = [(kinds, words, marked) for words, marked in titles if (kinds := kinds_in(words))]
    if not decisive:
        return frozenset(), ""
    kinds, words, marked = decisive[-1]
    if marked:
        # “1. Danh mục …; 2. Danh mục …” lists the annexes; none of its lines is a table's title.
        listed = [title_kinds for title_kinds, _, other in decisive if other]
        if len(listed) > 1:
            return frozenset().union(*listed), words
    return kinds, words


def _titles(block: Sequence[_TitleLine]) -> Iterator[tuple[str, bool]]:
    words, marked = "", False
    for line in block:
        if line.starts and words:
            yield words, marked
            words = ""
        marked = line.marked if not words else marked
        words = f"{words} {line.text}".strip()
    if words:
        yield words, marked


def _without_brackets(text: str) -> str:
    """Unbracket a line; "" where it says only where it belongs: “(Kèm theo Quyết định …)”."""
    if not fold(text).strip("_-"):
        return ""
    inside = _BRACKETS.fullmatch(text)
    words = inside[1] if inside else text
    if _ATTACHED.match(fold(words)) or (inside and not kinds_in(words)):
        return ""
    return words.strip()


def _annex(text: str) -> str | None:
    """Read the number of the annex that a line heads, "" for one without; else `None`."""
    match = _ANNEX.fullmatch(fold(text))
    if match is None or len(text) > _LONGEST or text.endswith(";"):
        return None
    number = match["number"] or ""
    named = number or not match["rest"] or _is_capital(text) or _NOUN.match(match["rest"])
    return number if named else None


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and text == text.upper()  # noqa: PLR2004


# Words around a list that say that some of it is closed.

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
