"""Keys to signs: “P - phải công khai; K - không được tiếp cận” → the kind that each sign means.

A key counts only when all of it is understood: every sign has one kind, and no clause is left over
that speaks of a kind. Whatever else is a question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.words.kinds import CLOSED, Kind, kind_of_label, kinds_in
from access_info.imports.lists.words.looks import speaks_of_looks

_SEPARATE = re.compile(r"[;.\n]|,(?=\s*\W?\w{1,3}\W?\s*(?:[-–—:=]|là\b))")
# “Mức K: không được tiếp cận”, “P là phải công khai”; not “K”.
_ENTRY = re.compile(
    r"(?:.*[:(]\s*)?(?:(?:mức(?: độ)?|loại|nhóm|cấp(?: độ)?|chữ|ký hiệu|số|mã)\s+)?"
    r"[“\"'(\[]*(?P<sign>\w{1,3})[”\"')\]]*\s*(?:[-–—:=]|\blà\b)\s*(?P<words>[^\W\d].*)",
    re.IGNORECASE,
)
# “mức ” of “mức a”; nothing of “mức trung bình”.
_AHEAD = re.compile(r"(?:mức(?: độ)?|loại|nhóm|cấp(?: độ)?)\s+(?=\w{1,3}$)")
_SIGN = re.compile(r"[“\"'(\[]?\w{1,3}[”\"')\]]?")
_LONGEST = 300
_MOST_CELLS = 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FEWEST_KINDS = 2


def sign_of(text: str) -> str:
    """Fold a cell for comparison as a sign: “(Mức A)” → “a”.

    Args:
        text: The cell's words.
    """
    bare = unicodedata.normalize("NFC", text).strip(" ()[]“”\"'.").casefold()
    return _AHEAD.sub("", bare)


def counts_up(texts: Sequence[str]) -> bool:
    """Tell whether signs only number the rows, one after the other.

    Args:
        texts: The signs of a column, from above.
    """
    count = len(texts)
    return list(texts) in ([str(n + 1) for n in range(count)], list(_LETTERS[:count]))


def signs_explained(texts: Iterable[str]) -> Mapping[str, Kind]:
    """Map each sign to its kind; empty where the texts hold no key, or one in doubt.

    Args:
        texts: Lines and paragraphs around a table.
    """
    kinds: dict[str, Kind] = {}
    for text in texts:
        entries = list(_entries(text)) if len(text) <= _LONGEST else []
        if not any(sign for sign, _ in entries):
            if _is_other_key(text):
                return {}
            continue
        for sign, kind in entries:
            if not sign or kind is None or kinds.setdefault(sign, kind) != kind:
                return {}
    return kinds if len(set(kinds.values())) >= _FEWEST_KINDS else {}


def closed_sign_row(sheet: Sheet) -> int | None:
    """Find the row of a table of signs that means closed: “Z | không được tiếp cận”.

    Args:
        sheet: The grid; numbers in order count as signs only where they mean several kinds.
    """
    signs: list[str] = []
    meanings: dict[Kind | None, int] = {}
    for row in sheet.rows:
        cells = [cell.flat for cell in sheet.cells_in(row).values() if cell.flat]
        if len(cells) != _MOST_CELLS or not _SIGN.fullmatch(cells[0]):
            continue
        signs.append(sign_of(cells[0]))
        for _, kind in _entries(": ".join(cells)[:_LONGEST]):
            meanings.setdefault(kind, row)
    is_key = len(meanings) >= _FEWEST_KINDS or (len(signs) > 1 and not counts_up(signs))
    return meanings.get(CLOSED) if is_key else None


def _is_other_key(text: str) -> bool:
    """Tell whether a line says that something else than signs of a column means closed."""
    explains = speaks_of_looks(text) or text.lstrip(" (").startswith("*")
    return explains and CLOSED in kinds_in(text)


def short_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the rows of a grid that are short enough to be a key: those of a cell or two.

    Args:
        sheet: The grid.
    """
    for row in sheet.rows:
        cells = [cell.flat for cell in sheet.cells_in(row).values() if cell.flat]
        if len(cells) <= _MOST_CELLS:
            yield ": ".join(cells)


def _entries(text: str) -> Iterator[tuple[str, Kind | None]]:
    """Yield the sign and the kind of each clause that speaks of a kind.

    The sign is "" where there is none, the kind `None` where the clause speaks of several.
    """
    for clause in _SEPARATE.split(unicodedata.normalize("NFC", text)):
        entry = _ENTRY.fullmatch(clause.strip())
        words = entry["words"] if entry else clause
        kinds = kinds_in(words) or frozenset(
            {kind} if (kind := kind_of_label(words.strip())) is not None else ()
        )
        if kinds:
            yield (
                sign_of(entry["sign"]) if entry else "",
                next(iter(kinds)) if len(kinds) == 1 else None,
            )
