"""Titles, annex headings and headings of parts, in the file's order → what stands below them.

A title holds for every table below it until another title or the heading of another annex comes; a
title that names several lists at once tells no table's list, unless a part's own heading does.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from access_info.imports.lists.words.kinds import Kind, kinds_in, kinds_of_part
from access_info.imports.lists.words.looks import begins_with_look
from access_info.model.types import fold

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
