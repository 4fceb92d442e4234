"""Tell which list of an agency some words name: the public, the conditional or the closed list.

Law 01/2026/QH16 knows three kinds of information: what must be disclosed (Art. 17), what is accessible
under conditions (Art. 16) and what citizens may not have (Art. 15). Decisions of agencies often annex
a list of each. Only words over a list and around it are judged here, never those of an item.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from access_info.imports.lists.cells import split_mark
from access_info.imports.lists.wordings import folded, match_of, pattern, says, wordings, words
from access_info.model import items as lists

Kind: TypeAlias = lists.ListName | Literal["khong-tiep-can"]

PUBLIC: Final = lists.DISCLOSURE
CONDITIONAL: Final = lists.CONDITIONAL
CLOSED: Final = "khong-tiep-can"
KIND_NAMES: dict[Kind, str] = {
    PUBLIC: lists.LISTS[PUBLIC].title,
    CONDITIONAL: lists.LISTS[CONDITIONAL].title,
    CLOSED: "danh mục thông tin không được tiếp cận",
}
_KINDS: tuple[Kind, ...] = (CLOSED, CONDITIONAL, PUBLIC)
# Name of the pattern that finds a kind within other words; and of the pattern for a label of a kind alone.
_WITHIN: dict[Kind, str] = {
    CLOSED: "refused",
    CONDITIONAL: "under_conditions",
    PUBLIC: "disclosed",
}
_ALONE: dict[Kind, str] = {
    CLOSED: "closed_label",
    CONDITIONAL: "conditional_label",
    PUBLIC: "public_label",
}
_CLAUSE = re.compile(r"[;.:()\[\]]")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_MAX_SLIPS = 2
_MAX_LABEL = 80


def begins_with_formatting(text: str) -> bool:
    """Tell whether a line begins with formatting (colour, bold, struck): “Nền đỏ: không được tiếp cận”.

    Such a line is a legend: it explains what the formatting of rows means.
    """
    lead = match_of("before_formatting", text)
    return lead is not None and pattern("formatting").match(lead.string, lead.end()) is not None


def kind_of_level(text: str) -> Kind | None:
    """Return the kind of list that a level of access means; `None` for others.

    `Nội bộ` → `CLOSED`, `Toàn dân` → `PUBLIC`
    """
    return kind_of_label(text) or (PUBLIC if says("open_to_all", text) else None)


@functools.lru_cache(maxsize=4096)
def kind_of_code(text: str) -> Kind | None:
    """Return the kind of list that a code or short word means: `KHONG`, `Đóng`, `CK`; else `None`.

    Only for cells where such codes are expected: elsewhere “Đóng” or “Hạn chế” mean other things.
    """
    plain = folded(text.replace("_", " "))
    named = _kind_by_name().get(plain) or kind_of_level(text)
    if named is not None:
        return named
    if says("closed_to_all", plain):
        return CLOSED
    return CONDITIONAL if says("restricted", plain) else None


@functools.lru_cache(maxsize=4096)
def kinds_in(text: str) -> frozenset[Kind]:
    """Return the kinds of list that a title or other words around a list name.

    Exceptions (“trừ thông tin không được tiếp cận”) do not count. The words of a quoted law count only
    where no other words name a kind.

    Args:
        text: A title, a heading, a paragraph; in any spelling, with accents or without.
    """
    kinds = _kinds_in(text)
    if len(kinds) > 1:
        bare = pattern("quoted_law").sub(" ", unicodedata.normalize("NFC", text))
        return _kinds_in(bare) or kinds
    return kinds


@functools.lru_cache(maxsize=4096)
def kinds_of_part(text: str) -> frozenset[Kind]:
    """Return the kinds of list that a heading inside a table names.

    None for a group of items about secrets: “Bảo vệ bí mật nhà nước”, “Bí mật kinh doanh” are topics.

    Args:
        text: The heading without its ordinal.
    """
    return frozenset() if folded(text).startswith("bi-mat") else _kinds_in(text, private=False)


@functools.lru_cache(maxsize=4096)
def kinds_of_name(name: str) -> frozenset[Kind]:
    """Return the kinds of list that the name of a sheet or file means: `PL3 Khong cung cap`, `CĐK`."""
    text = unicodedata.normalize("NFC", name).replace("_", " ")
    # `KhongCungCap` → `Khong Cung Cap`
    text = "".join(
        f" {char}" if char.isupper() and before.islower() else char
        for before, char in zip(f" {text}", text, strict=False)
    )
    plain, by_name = folded(text), _kind_by_name()
    kinds = kinds_in(text)
    if kinds:
        # Of a sheet of two lists: `Khong cung cap va cong khai`.
        rest = _masked(plain, _spans(plain, CLOSED))
        more = pattern("under_conditions").sub("", rest)
        return kinds | {PUBLIC} if pattern("named_public").search(more) else kinds
    named = by_name.get(_without_ends(plain)) or kind_of_label(text)
    if named is not None:
        return frozenset({named})
    # In `Benh vien Mat`, “mat” is “mắt” (eye), not “mật” (secret).
    if "mat" in plain.split("-"):
        return frozenset()
    return frozenset(by_name[part] for part in re.split(r"-va-|-", plain) if part in by_name)


@functools.lru_cache(maxsize=4096)
def kind_of_label(text: str) -> Kind | None:
    """Return the kind of list that a label names; `None` for text that says anything more.

    `Công khai rộng rãi` → `PUBLIC`, `Tiếp cận có điều kiện` → `CONDITIONAL`
    """
    if len(text) > _MAX_LABEL:
        return None
    # Programs write codes: `CONG_KHAI`, `dieu_kien`.
    text = text.replace("_", " ")
    plain = folded(_IN_BRACKETS.sub(" ", text)) or folded(text)
    # Short names (`CK`) only in capitals: in small letters they mean other things.
    if text.isupper() and plain in _kind_by_name():
        return _kind_by_name()[plain]
    label = _without_ends(plain)
    return next((kind for kind in _KINDS if pattern(_ALONE[kind]).fullmatch(label)), None)


@functools.lru_cache(maxsize=4096)
def says_closed(text: str) -> bool:
    """Tell whether a text says that citizens may not have an item, and nothing else: `Không công khai`, `Mật`.

    Not so `Chưa công khai`: that item is only not published yet.
    """
    if kind_of_label(text) != CLOSED:
        return False
    plain = folded(text)
    # Without accents, “mật” is written as “mắt”, “mặt” and “mất” are.
    if plain.endswith("mat") and not (text.isascii() or "mật" in text.casefold()):
        return False
    return not plain.startswith("chua")


@functools.cache
def _kind_by_name() -> dict[str, Kind]:
    """Return the kind of list of each short folded name: `cdk` → `CONDITIONAL`."""
    kinds = wordings()["kinds"]
    return {name: kind for kind in _KINDS for name in kinds[kind]["names"]}


def _without_ends(plain: str) -> str:
    """Return a folded label without common beginnings and ends: `pl3-cong-khai-nam-2026` → `cong-khai`."""
    label = pattern("before_label").sub("", plain)
    while (shorter := pattern("behind_label").sub("", label)) != label:
        label = shorter
    return label


def _kinds_in(text: str, *, private: bool = True) -> frozenset[Kind]:
    """Return the kinds of list that words name, quotes of laws included.

    Args:
        text: The words.
        private: Whether secrets of persons and businesses mean the closed list too.
    """
    kinds: set[Kind] = set()
    excepted = has_private = False
    for clause in _CLAUSE.split(text.replace("_", " ")):
        plain = folded(clause)
        exception = match_of("exception", plain)
        if exception is not None:
            excepted = True
            plain = plain[: exception.start()]
        state, names_private = _secrets_named(plain)
        has_private = has_private or names_private
        kinds |= {CLOSED} if state else set()
        for kind in _KINDS:
            spans = _spans(plain, kind)
            kinds |= {kind} if spans else set()
            plain = _masked(plain, spans)
    # “Tài liệu mật”
    unaccented = text.isascii() and says("marked_secret_without_accents", text)
    if not excepted and (unaccented or says("marked_secret", text)):
        kinds.add(CLOSED)
    if not kinds and not excepted:
        # Words typed without spaces, or with spaces between letters.
        compact = folded(text).replace("-", "")
        for kind in _KINDS:
            phrases = wordings()["kinds"][kind]["phrases"]
            if any(phrase.replace("-", "") in compact for phrase in phrases):
                return frozenset({kind})
    if private and has_private and not kinds:
        kinds.add(CLOSED)
    return frozenset(kinds)


def _spans(plain: str, kind: Kind) -> list[tuple[int, int]]:
    """Return (start, end) wherever folded words name a kind, if need be by a misspelt phrase."""
    spans = [match.span() for match in pattern(_WITHIN[kind]).finditer(plain)]
    return spans or _misspelt_span(plain, wordings()["kinds"][kind]["phrases"])


def _masked(plain: str, spans: list[tuple[int, int]]) -> str:
    """Return folded words with `#` for each character of the spans, so that no kind is found there again."""
    for start, end in spans:
        plain = f"{plain[:start]}{'#' * (end - start)}{plain[end:]}"
    return plain


def _secrets_named(plain: str) -> tuple[bool, bool]:
    """Tell whether folded words speak of state secrets, and whether of secrets of persons or businesses.

    Citizens may not have the former; access to the latter is under conditions.
    """
    if says("declassified", plain):
        return False, False
    state = private = False
    for match in pattern("secret").finditer(plain):
        if pattern("before_no_secret").search(plain[: match.start()]):
            continue
        if pattern("private_secret").match(plain, match.end()):
            private = True
        else:
            state = True
    return state, private


def _misspelt_span(plain: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Return [(start, end)] of the first phrase that a folded text holds, typing errors allowed; else [].

    Allowed is one wrong letter in a word, and two such words in a phrase.
    """
    typed = plain.split("-")
    starts = [0]
    for word in typed:
        starts.append(starts[-1] + len(word) + 1)
    for phrase in phrases:
        right = phrase.split("-")
        for at in range(len(typed) - len(right) + 1):
            if _is_like(typed[at : at + len(right)], right):
                return [(starts[at], starts[at + len(right)] - 1)]
    return []


def _is_like(typed: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether typed words are a phrase with at most two words mistyped."""
    wrong = [pair for pair in zip(typed, right, strict=True) if pair[0] != pair[1]]
    return len(wrong) <= _MAX_SLIPS and all(_is_slip(word, meant) for word, meant in wrong)


def _is_slip(word: str, right: str) -> bool:
    """Tell whether a word is the right one mistyped: a letter too many, missing, wrong, or two swapped.

    Never a usual word that is merely one letter away from the right one (`one_letter_away`).
    """
    if word in words("one_letter_away") or len(word) < 2 or abs(len(word) - len(right)) > 1:  # noqa: PLR2004
        return False
    differs_at = next(at for at in range(len(word) + 1) if word[: at + 1] != right[: at + 1])
    rest, right_rest = word[differs_at:], right[differs_at:]
    exchanged = rest[:2] == right_rest[:2][::-1] and rest[2:] == right_rest[2:] and len(rest) > 1
    # A letter wrong, too many, missing.
    return exchanged or rest[1:] in (right_rest[1:], right_rest) or rest == right_rest[1:]


# Titles, annex headings and headings of parts, in the file's order → the list below them.

MAX_TITLE = 300
_MAX_LOOSE = 160
_MAX_CONTINUED = 120
_INSIDE = re.compile(r"\([^()]*\)")
_BRACKETS = re.compile(r"\((.*)\)\.?", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Title:
    """The title over a table.

    Attributes:
        kinds: The kinds of list that the title names; none or several where it does not decide.
        text: The words of the title, for people.
        annex: Number of the annex, folded; "" for none.
        repeals: Whether the title says that the items below are taken out of the list.
    """

    kinds: frozenset[Kind] = frozenset()
    text: str = ""
    annex: str = ""
    repeals: bool = False


@dataclasses.dataclass(frozen=True)
class _TitleLine:
    """A line of a title.

    Attributes:
        text: The line.
        marked: Whether it is numbered or ends with “;”, like an entry in a list of titles.
        starts: Whether a title begins with it, rather than going on.
    """

    text: str
    marked: bool
    starts: bool


class TitleFollower:
    """Reader of the lines between tables, which keeps the title over the next table.

    Attributes:
        current: The title that holds for a table at this point of the file.
    """

    def __init__(self) -> None:
        """Begin with no title over the first line."""
        self.current = Title()
        self._block: list[_TitleLine] = []

    def see(self, lines: Iterable[str]) -> None:
        """Read the next lines between tables; `current` follows."""
        for line in lines:
            self._see(" ".join(line.split()))

    def end_block(self) -> None:
        """Let the next line begin a title of its own, as after a table."""
        self._block = []

    def begin(self, lines: Iterable[str]) -> Title:
        """Read lines as a title of their own, not joined to the lines before; return the title."""
        self.end_block()
        self.see(lines)
        return self.current

    def _see(self, text: str) -> None:
        """Read one line between tables: it may head an annex, begin a title, continue a title, or end it."""
        text = _without_brackets(text)
        if not text:
            return
        if begins_with_formatting(text):
            # A legend of colours is no title; questions about it are asked elsewhere (`ClosingWords`).
            self._block = []
            return
        annex = _annex(text)
        if annex is not None:
            kinds = kinds_in(text)
            # Only the number of the present annex again, as at the top of a page, begins nothing.
            if kinds or not annex or annex != self.current.annex:
                self._block = [_TitleLine(text, marked=False, starts=True)]
                self.current = Title(kinds, text, annex)
            return
        line = self._title_line(text)
        if line is None:
            self._block = []
            return
        self._block.append(line)
        kinds, words = _kinds_of_block(self._block)
        if is_repealing(text):
            self.current = Title(
                kinds or self.current.kinds, words or text, self.current.annex, repeals=True
            )
        elif kinds:
            self.current = Title(kinds, words, self.current.annex)
        elif line.starts and says("on_request", text):
            self.current = Title(text=text, annex=self.current.annex)

    def _title_line(self, text: str) -> _TitleLine | None:
        """Return a line as a line of a title; `None` where it is a sentence of running text.

        A title's line begins with its noun (“Danh mục …”), is in capitals, goes on with the line
        before in small letters, or names a kind of list in few words.
        """
        mark = match_of("title_mark", text)
        rest = text[mark.end() :] if mark else text
        if len(text) > MAX_TITLE or says("body_text", rest):
            return None
        if text.endswith(".") and says("says_not_in_list", rest):
            return None
        starts = says("title_noun", rest) or is_repealing(text)
        marked = mark is not None or text.endswith(";") or bool(says("refers_to_annex", text))
        if starts or _is_capital(rest):
            return _TitleLine(text, marked, starts or mark is not None)
        if self._block and not mark and rest[:1].islower() and len(text) <= _MAX_CONTINUED:
            return _TitleLine(text, marked=False, starts=False)
        if len(text) <= _MAX_LOOSE and kinds_in(text):
            return _TitleLine(text, marked, starts=True)
        return None


def is_heading_of_part(text: str) -> bool:
    """Tell whether the only text of a row is the title of a list or annex, not the name of a group."""
    rest = pattern("title_mark").sub("", text, count=1)
    if len(text) > _MAX_LOOSE or says("body_text", rest):
        return False
    is_list = says("title_noun", rest) and (bool(kinds_of_part(rest)) or says("on_request", rest))
    return is_list or says("annex", text) or is_repealing(text)


def is_repealing(text: str) -> bool:
    """Tell whether words over a table say that its items are taken out of a list: “bãi bỏ”."""
    words = pattern("title_mark").sub("", _INSIDE.sub(" ", text), count=1)
    return says("repeals", words) and not says("amends", words)


def annexes_named(paragraphs: Sequence[str]) -> dict[str, frozenset[Kind]]:
    """Return the folded number of each annex with the kinds of list that a decision says it holds.

    `Danh mục thông tin không được tiếp cận (Phụ lục III)` → `{"iii": {CLOSED}}`

    Args:
        paragraphs: The decision's paragraphs.
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
    """Return the kinds of list that paragraphs name; running text without “danh mục” only quotes a law."""
    named: set[Kind] = set()
    for paragraph in paragraphs:
        words = pattern("title_mark").sub("", paragraph, count=1)
        if "anh mục" in paragraph or not says("body_text", words):
            named |= kinds_in(paragraph)
    return frozenset(named)


def _kinds_of_block(block: Sequence[_TitleLine]) -> tuple[frozenset[Kind], str]:
    """Return the kinds of list that a block of title lines names, and the last title that names one.

    The kinds are those of that title. But where it and others are numbered (“1. Danh mục …; 2. Danh
    mục …”), the block lists annexes and is no table's title: then the kinds of all numbered titles count.
    """
    titles = [(kinds_in(words), words, numbered) for words, numbered in _joined_titles(block)]
    naming = [title for title in titles if title[0]]
    if not naming:
        return frozenset(), ""
    kinds, words, is_numbered = naming[-1]
    if is_numbered:
        kinds = kinds.union(*(title[0] for title in naming if title[2]))
    return kinds, words


def _joined_titles(block: Sequence[_TitleLine]) -> Iterator[tuple[str, bool]]:
    """Yield (words, marked) of each title in a block: its lines joined, and whether it is numbered."""
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
    """Return a line without brackets around it; "" where it says nothing of a list.

    `(Kèm theo Quyết định …)` → `""`
    """
    if not folded(text).strip("_-"):
        return ""
    inside = _BRACKETS.fullmatch(text)
    words = inside[1] if inside else text
    if says("attached", words) or (inside and not kinds_in(words)):
        return ""
    return words.strip()


def _annex(text: str) -> str | None:
    """Return the number of the annex that a line is the heading of: `Phụ lục II` → `ii`.

    Return "" for an annex without a number, `None` for any other line.
    """
    match = match_of("annex", text)
    if match is None or len(text) > MAX_TITLE or text.endswith(";"):
        return None
    number = match["number"] or ""
    named = number or not match["rest"] or _is_capital(text) or says("title_noun", match["rest"])
    return number if named else None


def _is_capital(text: str) -> bool:
    """Tell whether a text is all capitals, as titles are."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and text == text.upper()  # noqa: PLR2004


# Words around a list that say that some of its items are closed (“closing words”).

_PIECES = re.compile(r"[;:,=()–/-]|\blà\b")


@dataclasses.dataclass(frozen=True)
class ClosingWords:
    """Judge of whether words outside a list's items say that some items are closed to citizens.

    Attributes:
        has_closed: Whether the file holds a closed list, which such words may be about.
        has_struck: Whether struck-through rows were left out, which such words may be about.
        explained: Words whose rows are known and left out, so that they need no question.
    """

    has_closed: bool
    has_struck: bool
    explained: frozenset[str]

    def is_closure(self, text: str) -> bool:
        """Tell whether a text says that something is closed: “Mục 3, 5 không công khai”.

        Titles, references to a closed list elsewhere and “Danh mục mật: không có” do not count.
        """
        if (
            text in self.explained
            or is_heading_of_part(text)
            or self._only_explains_struck_rows(text)
        ):
            return False
        if says("nothing_listed", text):
            return False
        if is_closed_label(split_mark(text)[1]) or says("not_to_publish", text):
            return True
        elsewhere = self.has_closed and says("elsewhere", text)
        return CLOSED in kinds_of_part(text) and not elsewhere

    def is_bare_legend(self, text: str) -> bool:
        """Tell whether a cell over a table says “Không công khai” alone: its own colour may be what it explains."""
        return not self.has_closed and says_closed(text) and not is_heading_of_part(text)

    def is_legend(self, text: str) -> bool:
        """Tell whether a text is a legend: it explains which formatting, sign or code means closed.

        `Chữ đỏ: không được tiếp cận`; `P - công khai; K - không được tiếp cận`
        """
        if text in self.explained or len(text) > MAX_TITLE:
            return False
        if says("nothing_listed", text) or self._only_explains_struck_rows(text):
            return False
        pieces = _PIECES.split(unicodedata.normalize("NFC", text))
        kinds = [kind_of_code(piece.strip()) for piece in pieces]
        if says("note_ahead", text) or says("formatting", text):
            refers = says("elsewhere", text) and not says("formatting", text)
            return not refers and (CLOSED in kinds_in(text) or (len(kinds) > 1 and CLOSED in kinds))
        return CLOSED in kinds and len({*kinds} - {None}) > 1 and says("codes_explained", text)

    def _only_explains_struck_rows(self, text: str) -> bool:
        """Tell whether words only explain that rows are struck through; such rows are left out anyway."""
        if not self.has_struck or not says("struck_through", text):
            return False
        # Words on colours besides must be looked at: “chữ đỏ, gạch ngang: hết hiệu lực”.
        rest = pattern("struck_through").sub("", unicodedata.normalize("NFC", text))
        return not says("formatting", rest)


def is_closed_label(text: str) -> bool:
    """Tell whether a text is nothing but a label that means closed: “Mật”, “Nội bộ”, “KCK”."""
    return says_closed(text) or (text.isupper() and kind_of_code(text) == CLOSED)


def remarks_closure(text: str) -> bool:
    """Tell whether a comment or a footnote says that something is closed: “Không đăng mục này”.

    One that quotes a law (“theo Luật …”) does not count: it explains an item, and closes none.
    """
    closes = CLOSED in kinds_in(text) or is_closed_label(text) or says("not_to_publish", text)
    return closes and not says("law", text)
