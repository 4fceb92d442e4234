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
from access_info.imports.lists.wordings import folded, found, pattern, says

# Titles, annex headings and headings of parts, in the file's order → what stands below them.

_LONGEST = 300
_LONGEST_LOOSE = 160
_LONGEST_GOING_ON = 120
_INSIDE = re.compile(r"\([^()]*\)")
_BRACKETS = re.compile(r"\((.*)\)\.?", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Title:
    """What stands over a table.

    Attributes:
        kinds: The kinds of list that it speaks of: none where it tells nothing, several where it
            tells of several lists.
        text: Its words, for people.
        annex: Number of the annex, plain; "" for none.
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
        elif line.starts and says("on_request", text):
            self.current = Title(text=text, annex=self.current.annex)

    def _title_line(self, text: str) -> _TitleLine | None:
        """Read a line as one of a title; `None` where it is a sentence of the text."""
        mark = found("title_mark", text)
        rest = text[mark.end() :] if mark else text
        plain = folded(rest)
        if len(text) > _LONGEST or says("body_text", plain):
            return None
        if text.endswith(".") and says("says_not_in_list", plain):
            return None
        starts = says("title_noun", plain) or is_repealing(text)
        marked = mark is not None or text.endswith(";") or bool(says("refers_to_annex", text))
        if starts or _is_capital(rest):
            return _TitleLine(text, marked, starts or mark is not None)
        if self._block and not mark and rest[:1].islower() and len(text) <= _LONGEST_GOING_ON:
            return _TitleLine(text, marked=False, starts=False)
        if len(text) <= _LONGEST_LOOSE and kinds_in(text):
            return _TitleLine(text, marked, starts=True)
        return None


def is_heading_of_part(text: str) -> bool:
    """Tell whether a row of one text is the title of a list, or of an annex."""
    rest = pattern("title_mark").sub("", text, count=1)
    plain = folded(rest)
    if len(text) > _LONGEST_LOOSE or says("body_text", plain):
        return False
    return (
        says("annex", text)
        or is_repealing(text)
        or (says("title_noun", plain) and (bool(kinds_of_part(rest)) or says("on_request", plain)))
    )


def is_repealing(text: str) -> bool:
    """Tell whether words over a table say that what it lists is taken out of a list."""
    plain = folded(pattern("title_mark").sub("", _INSIDE.sub(" ", text), count=1))
    return says("repeals", plain) and not says("amends", plain)


def annexes_named(paragraphs: Sequence[str]) -> dict[str, frozenset[Kind]]:
    """Map each annex, by plain number, to the kinds that a decision says it holds.

    Args:
        paragraphs: Its paragraphs: `Danh mục thông tin không được tiếp cận (Phụ lục III)`.
    """
    annexes: dict[str, set[Kind]] = {}
    for paragraph in paragraphs:
        # “Danh mục A (Phụ lục I), Danh mục B (Phụ lục II) và Danh mục C (Phụ lục III)”: three.
        for clause in re.split(r"[;\n]|,(?=\s*[Dd]anh mục)|\bvà\b(?=\s*[Dd]anh mục)", paragraph):
            numbers = {folded(number) for number in pattern("named_annex").findall(clause)}
            kinds = kinds_in(clause)
            if len(numbers) == 1 and len(kinds) == 1:
                annexes.setdefault(numbers.pop(), set()).update(kinds)
    return {number: frozenset(kinds) for number, kinds in annexes.items()}


def kinds_named(paragraphs: Sequence[str]) -> frozenset[Kind]:
    """Find the kinds of list that paragraphs name, except those that only quote a law."""
    named: set[Kind] = set()
    for paragraph in paragraphs:
        if (
            not says("body_text", pattern("title_mark").sub("", paragraph, count=1))
            or "anh mục" in paragraph
        ):
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
    if not folded(text).strip("_-"):
        return ""
    inside = _BRACKETS.fullmatch(text)
    words = inside[1] if inside else text
    if says("attached", words) or (inside and not kinds_in(words)):
        return ""
    return words.strip()


def _annex(text: str) -> str | None:
    """Read the number of the annex that a line heads, "" for one without; else `None`."""
    match = found("annex", text)
    if match is None or len(text) > _LONGEST or text.endswith(";"):
        return None
    number = match["number"] or ""
    named = number or not match["rest"] or _is_capital(text) or says("title_noun", match["rest"])
    return number if named else None


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and text == text.upper()  # noqa: PLR2004


# Words around a list that say that some of it is closed.

LONGEST = 300
_PIECES = re.compile(r"[;:,=()–/-]|\blà\b")


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
        plain = folded(text)
        if text in self.explained or is_heading_of_part(text) or self._is_of_struck(text):
            return False
        if says("nothing_listed", plain):
            return False
        if is_label(parted(text)[1]) or says("not_to_publish", plain):
            return True
        if CLOSED not in kinds_of_part(text):
            return False
        return not (self.has_closed and says("elsewhere", plain))

    def is_key(self, text: str) -> bool:
        """Tell whether words over a table explain a look: “Không công khai” in a red cell."""
        return not self.has_closed and says_closed(text) and not is_heading_of_part(text)

    def is_legend(self, text: str) -> bool:
        """Tell whether words explain a look, a sign or a code that means closure."""
        if text in self.explained:
            return False
        text = unicodedata.normalize("NFC", text)
        plain = folded(text)
        if len(text) > LONGEST or says("nothing_listed", plain) or self._is_of_struck(text):
            return False
        kinds = [kind_of_code(piece.strip()) for piece in _PIECES.split(text)]
        if says("note_ahead", text) or speaks_of_looks(text):
            refers = says("elsewhere", plain) and not speaks_of_looks(text)
            return not refers and (CLOSED in kinds_in(text) or (len(kinds) > 1 and CLOSED in kinds))
        several = len({kind for kind in kinds if kind is not None}) > 1
        return several and CLOSED in kinds and says("codes_explained", text)

    def _is_of_struck(self, text: str) -> bool:
        """Tell whether words say what struck rows are, and nothing of another look."""
        text = unicodedata.normalize("NFC", text)
        return (
            self.has_struck
            and says("struck_through", text)
            and not speaks_of_looks(pattern("struck_through").sub("", text))
        )


def is_label(text: str) -> bool:
    """Tell whether words name what is closed, as a group's may: “Mật”, “Nội bộ”, “KCK”."""
    return says_closed(text) or (text.isupper() and kind_of_code(text) == CLOSED)


def remarks_closure(text: str) -> bool:
    """Tell whether a comment or a footnote speaks of closure without quoting a law."""
    plain = folded(text)
    closes = CLOSED in kinds_in(text) or is_label(text) or says("not_to_publish", plain)
    return closes and not says("law", plain)
