"""Names of people in the cells of a table, by their shape."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from access_info.checks.safety.names import is_person
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.vocabulary import lists

LEAST_NAMES = 3
# Rows at the top of a table, or above its first name, that may be headings.
HEADING_ROWS = 4
# A name as a cell holds it: two to six words with capitals; “H' Mẫu”, “Y Thử Êban”, “K'Mẫu”.
_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00)))))
_WORD = rf"[{_CAPITALS}][\w'’]*"
_NAME = re.compile(rf"{_WORD}(?:[ \-]{_WORD}){{1,5}}")
# What only names of people have between two words.
_MIDDLE = re.compile(r" (?:Văn|Thị|Thi|VĂN|THỊ|A) ")
_GIVEN = re.compile(rf"{_WORD}(?: {_WORD})?")
# What stands before a name in its cell: “Hộ ông ”, “1. ”, “TS. ”.
_TITLES = (
    "(?:nhóm )?hộ(?: dân)?|ông|bà|anh|chị|em|cháu|cụ|cô|chú|bác|thầy|đ/c|đồng chí|gia đình|gđ",
    "bác sĩ|bs|ths|ts|gs|pgs|cn|ks|nsưt|nsnd",
)
_BEFORE = re.compile(rf"^(?:[\d.)\-+*•\s]|(?:{'|'.join(_TITLES)})[.:]?\s+)+", re.IGNORECASE)
# What ends a name: “Nguyễn Văn Mẫu, thôn 2”, “Ông Mẫu và bà Thử”, “Mẫu (chết)”, “Mẫu 1950”.
_BETWEEN = re.compile(r"[,;\n(/:|+]|\s[-–—]\s|\s(?:và|va|cùng vợ|cùng chồng)\s|\s\d")
_LONGEST_NAME = 45


def plain_words(text: str) -> str:
    """Return words without accents, underscores and line breaks, in lower case and in full."""
    words = " ".join(NormalizedText(text).plain.replace("_", " ").split())
    for short, whole in lists.SHORT_FORMS.items():
        words = words.replace(short, whole)
    return words


@functools.lru_cache(maxsize=8192)
def names_in(cell: str) -> tuple[str, ...]:
    """Return the names in a cell, by their shape."""
    names = []
    cell = unicodedata.normalize("NFC", cell).replace("\u00a0", " ")
    for piece in _BETWEEN.split(f"{cell} "):
        name = _BEFORE.sub("", piece.strip()).strip(" .*")
        if len(name) > _LONGEST_NAME or not name:
            continue
        typed_low = name.islower()
        name = name.title() if typed_low else name
        if not _NAME.fullmatch(name) or lists.NO_NAME.match(name.casefold()):
            continue
        if lists.is_heading(plain_words(name)):
            continue
        if not typed_low or is_person(name):
            names.append(name)
    return tuple(names)


def is_human(name: str) -> bool:
    """Tell whether a name is a person's, and no place's of like shape."""
    return _MIDDLE.search(name) is not None or is_person(name)


def with_whole_names(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Make all rows equally long, and join a family name to the given name in the next column."""
    width = max(map(len, rows))
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    for index in range(width - 1):
        head = [
            [plain_words(cell) for cell in row[index : index + 2]] for row in whole[:HEADING_ROWS]
        ]
        if any(family == "ho" or lists.NAMES.search(family) for family, _ in head):
            _join(whole, index, is_given=any(given.startswith("ten") for _, given in head))
    return whole


def _join(rows: Sequence[list[str]], index: int, *, is_given: bool) -> None:
    """Join two columns if their cells are the two parts of names.

    Args:
        rows: The rows, which are changed.
        index: The column of family names.
        is_given: Whether the next column's heading says that it holds given names.
    """
    parts = {
        (row[index], row[index + 1])
        for row in rows
        if _GIVEN.fullmatch(row[index + 1]) and _NAME.fullmatch(f"{row[index]} {row[index + 1]}")
    }
    given_names = {given for _, given in parts}
    single = len(given_names) >= LEAST_NAMES and not any(" " in given for given in given_names)
    if len(parts) < LEAST_NAMES or not (is_given or single):
        return
    for row in rows:
        is_head = is_given and plain_words(row[index + 1]).startswith("ten")
        if is_head or (row[index], row[index + 1]) in parts:
            row[index], row[index + 1] = f"{row[index]} {row[index + 1]}", ""
