"""Guard cells whose text a spreadsheet would run as a formula; take the guard off when they are read."""

from __future__ import annotations

import re

# What spreadsheets take for the start of a formula (OWASP, “CSV injection”), with its full-width
# and small twins, also behind what cannot be seen; and a leading tab or line end. Apostrophes
# count as unseen, so that what `guard` puts in can be taken out again without a doubt. Examples:
# `=SUM(A1)`, ` +84 24`, `'=1`, a leading tab; not `84 24` or `'quoted'`.
is_formula = re.compile(
    r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff']*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
    r"|'*[\t\r\n]"
).match


def guard(text: str) -> str:
    """Return a text, with an apostrophe before it if a spreadsheet would take it for a formula.

    It is for CSV, where a cell has no type; in JSON and XLSX text needs no guard. There are no exceptions,
    not even for signed numbers or telephone numbers (“+84 …”): no column of ours holds numbers to count
    with, and `unguard` can only undo a rule without exceptions.
    """
    # A letter or digit comes first nearly always, and is asked for faster than a pattern.
    return f"'{text}" if text and not text[0].isalnum() and is_formula(text) else text


def unguard(cell: str) -> str:
    """Return a cell's text without the apostrophe that `guard` put before it, if there is one."""
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell
