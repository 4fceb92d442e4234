"""`HYPERLINK` of a formula: its address and its words, without computing the formula."""

from __future__ import annotations

import re
from collections.abc import Callable

from access_info.imports.office.sheets.sheet_xml import column_of

_CALL = re.compile(r"HYPERLINK\s*\(", re.IGNORECASE)
# A text `"a ""b"""`, a cell `$B$2` or `[.B2]`, a sign `&`, `,` or `;`; not `UPPER(` or `)`.
_TOKEN = re.compile(
    r"""\s*(?:"((?:[^"]|"")*)"|\[?\.?\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})\]?|([&,;]))""", re.ASCII
)
_MOST_TOKENS = 100


def link_of(formula: str, text_at: Callable[[int, int], str]) -> tuple[str, str]:
    """Read the address and the words of the first `HYPERLINK`; "" where they cannot be told.

    Args:
        formula: A cell's formula; texts and cells of the same sheet joined by `&` are understood.
        text_at: What a cell of the sheet holds, by row and column.
    """
    start = _CALL.search(formula)
    if start is None:
        return "", ""
    parts: list[list[str]] = [[]]
    at = start.end()
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(formula, at)
        if token is None:
            break
        at = token.end()
        quoted, letters, row, sign = token.groups()
        if quoted is not None:
            parts[-1].append(quoted.replace('""', '"'))
        elif letters:
            parts[-1].append(text_at(int(row), column_of(letters)))
        elif sign in {",", ";"}:
            parts.append([])
    target = "".join(parts[0]).strip()
    return target, "".join(parts[1]) if len(parts) > 1 else target
