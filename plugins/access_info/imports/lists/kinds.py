"""Which of an agency's lists words speak of: the public one, that under conditions, the closed one.

Law 01/2026/QH16 knows three kinds of information: what must be disclosed (Art. 17), what is accessible
under conditions (Art. 16) and what citizens may not have (Art. 15). Decisions of agencies often annex
a list of each. Only words over a list are judged here, never those of an item.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from access_info.imports.lists.wordings import folded, found, pattern, says, wordings, words
from access_info.model import lists

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
# Patterns of words that name a kind within others, and of labels that name it and nothing else.
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


def speaks_of_looks(text: str) -> bool:
    """Tell whether words speak of a colour, a stroke or a sign."""
    return says("look", text)


def begins_with_look(text: str) -> bool:
    """Tell whether a line begins with a look: “Nền đỏ: công dân không được tiếp cận”."""
    lead = found("before_look", text)
    return lead is not None and pattern("look").match(lead.string, lead.end()) is not None


def kind_of_level(text: str) -> Kind | None:
    """Return the kind that a cell names in a column of levels: “Nội bộ”, “Toàn dân”; else `None`."""
    return kind_of_label(text) or (PUBLIC if says("open_to_all", text) else None)


@functools.lru_cache(maxsize=4096)
def kind_of_code(text: str) -> Kind | None:
    """Return the kind that a word means among codes of kinds: `KHONG`, `Đóng`, `CK`; else `None`."""
    plain = folded(text.replace("_", " "))
    named = _kind_by_name().get(plain) or kind_of_level(text)
    if named is not None:
        return named
    if says("closed_to_all", plain):
        return CLOSED
    return CONDITIONAL if says("restricted", plain) else None


@functools.lru_cache(maxsize=4096)
def kinds_in(text: str) -> frozenset[Kind]:
    """Return the kinds of list that words over a list speak of.

    What is said to be left out (“trừ thông tin không được tiếp cận”) does not count; what a law is
    quoted to say counts only where nothing else tells.

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
    """Return the kinds of list that the heading of a part of a table, without its mark, speaks of.

    A group of items that is about secrets (“Bảo vệ bí mật nhà nước”, “Bí mật kinh doanh”) is none.
    """
    return frozenset() if folded(text).startswith("bi-mat") else _kinds_in(text, private=False)


@functools.lru_cache(maxsize=4096)
def kinds_of_name(name: str) -> frozenset[Kind]:
    """Return the kinds that a sheet's or a file's name speaks of: `PL3 Khong cung cap`, `CĐK`."""
    text = unicodedata.normalize("NFC", name).replace("_", " ")
    # `KhongCungCap` is three words.
    text = "".join(
        f" {char}" if char.isupper() and before.islower() else char
        for before, char in zip(f" {text}", text, strict=False)
    )
    plain, by_name = folded(text), _kind_by_name()
    kinds = kinds_in(text)
    if kinds:
        rest = _masked(plain, _spans(plain, CLOSED))
        more = pattern("under_conditions").sub("", rest)
        return kinds | {PUBLIC} if pattern("named_public").search(more) else kinds
    named = by_name.get(_without_ends(plain)) or kind_of_label(text)
    if named is not None:
        return frozenset({named})
    if "mat" in plain.split("-"):
        return frozenset()
    return frozenset(by_name[part] for part in re.split(r"-va-|-", plain) if part in by_name)


@functools.lru_cache(maxsize=4096)
def kind_of_label(text: str) -> Kind | None:
    """Return the kind that a heading or a cell names, and nothing else; `None` for others.

    Args:
        text: `Công khai rộng rãi`, `Tiếp cận có điều kiện`, `Không được tiếp cận`.
    """
    if len(text) > _MAX_LABEL:
        return None
    # Programs write codes: `CONG_KHAI`, `dieu_kien`.
    text = text.replace("_", " ")
    plain = folded(_IN_BRACKETS.sub(" ", text)) or folded(text)
    if text.isupper() and plain in _kind_by_name():
        return _kind_by_name()[plain]
    label = _without_ends(plain)
    return next((kind for kind in _KINDS if pattern(_ALONE[kind]).fullmatch(label)), None)


@functools.lru_cache(maxsize=4096)
def says_closed(text: str) -> bool:
    """Tell whether a cell says that its item is closed, and nothing else: `Không công khai`, `Mật`.

    What is not published yet (`Chưa công khai`) is another thing.
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
    kinds = wordings()["kinds"]
    return {name: kind for kind in _KINDS for name in kinds[kind]["names"]}


def _without_ends(plain: str) -> str:
    """Return a folded label without what may stand before and behind it: `pl3-`, `-nam-2026`."""
    label = pattern("before_label").sub("", plain)
    while (shorter := pattern("behind_label").sub("", label)) != label:
        label = shorter
    return label


def _kinds_in(text: str, *, private: bool = True) -> frozenset[Kind]:
    """Return the kinds that words name, in law quotes too; personal secrets only if `private`."""
    kinds: set[Kind] = set()
    excepted = has_private = False
    for clause in _CLAUSE.split(text.replace("_", " ")):
        plain = folded(clause)
        exception = found("exception", plain)
        if exception is not None:
            excepted = True
            plain = plain[: exception.start()]
        state, names_private = _secrets(plain)
        has_private = has_private or names_private
        kinds |= {CLOSED} if state else set()
        for kind in _KINDS:
            spans = _spans(plain, kind)
            kinds |= {kind} if spans else set()
            plain = _masked(plain, spans)
    bare = text.isascii() and says("marked_secret_without_accents", text)
    if not excepted and (bare or says("marked_secret", text)):
        kinds.add(CLOSED)
    if not kinds and not excepted:
        # Words typed without spaces, or with spaces between letters.
        compact = folded(text).replace("-", "")
        for kind in _KINDS:
            if any(phrase.replace("-", "") in compact for phrase in _phrases(kind)):
                return frozenset({kind})
    if private and has_private and not kinds:
        kinds.add(CLOSED)
    return frozenset(kinds)


def _phrases(kind: Kind) -> list[str]:
    phrases: list[str] = wordings()["kinds"][kind]["phrases"]
    return phrases


def _spans(plain: str, kind: Kind) -> list[tuple[int, int]]:
    """Return where folded words name a kind: by its pattern, else by a phrase with slips."""
    spans = [match.span() for match in pattern(_WITHIN[kind]).finditer(plain)]
    return spans or _misspelt_span(plain, _phrases(kind))


def _masked(plain: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        plain = f"{plain[:start]}{'#' * (end - start)}{plain[end:]}"
    return plain


def _secrets(plain: str) -> tuple[bool, bool]:
    """Tell whether words speak of state secrets, and whether of persons' or businesses'."""
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
    """Return begin and end of the first phrase in a folded text, each word with at most one slip.

    Slips are a letter too many, too few, another, or two exchanged.
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
    wrong = [pair for pair in zip(typed, right, strict=True) if pair[0] != pair[1]]
    return len(wrong) <= _MAX_SLIPS and all(_is_slip(word, meant) for word, meant in wrong)


def _is_slip(word: str, right: str) -> bool:
    """Tell whether two words differ by one letter put in, left out, changed or exchanged."""
    if word in words("one_letter_away") or len(word) < 2 or abs(len(word) - len(right)) > 1:  # noqa: PLR2004
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(word, right, strict=False)) if a != b),
        min(len(word), len(right)),
    )
    a, b = word[same:], right[same:]
    exchanged = a[:2] == b[:2][::-1] and a[2:] == b[2:] and len(a) > 1
    return exchanged or a[1:] == b[1:] or a[1:] == b or a == b[1:]
