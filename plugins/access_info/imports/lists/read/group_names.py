"""Names of groups that stand over a table, not in it."""

from __future__ import annotations

import re

from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.words import numbering
from access_info.imports.lists.words.kinds import kinds_in
from access_info.model.declarations.types import fold
from access_info.office_files.document import Grid

_TITLE = re.compile(r"(?:danh-muc|phu-luc|bieu|bang|mau)\b")
_GROUP_WORD = re.compile(r"(?:linh-vuc|nhom)-")


def group_before(grid: Grid) -> tuple[str, str]:
    """Read mark and name of the group in the paragraph right above a table; "" for none."""
    return _named(grid.before[-1]) if grid.before else ("", "")


def group_over(table: ListTable) -> tuple[str, str]:
    """Read mark and name of the group in the row right over a table's headings."""
    cells = list(table.sheet.cells_in(table.header[0] - 1).values()) if table.header[0] > 1 else []
    named = _named(cells[0].flat) if len(cells) == 1 else ("", "")
    return ("", "") if _TITLE.match(fold(named[1])) else named


def _named(text: str) -> tuple[str, str]:
    mark, words = numbering.parted(text)
    if kinds_in(text):
        return "", ""
    named = bool(mark) or _GROUP_WORD.match(fold(words)) is not None
    return (mark, words) if named and not numbering.is_note(text) else ("", "")
