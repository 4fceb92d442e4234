"""Names of groups that stand over a table, not in it."""

from __future__ import annotations

import re

from access_info.imports.lists import marks
from access_info.imports.lists.tables import Table
from access_info.imports.office.grid import Grid
from access_info.model.types import fold

_GROUP_WORD = re.compile(r"(?:linh-vuc|nhom)-")


def group_before(grid: Grid) -> str:
    """The group that the paragraph right above a table of a document names; "" for none."""
    return _named(grid.before[-1]) if grid.before else ""


def group_over(table: Table) -> str:
    """The group that the row right over a table's headings names; "" for none."""
    own = list(table.sheet.own(table.header[0] - 1).values()) if table.header[0] > 1 else []
    return _named(own[0].flat) if len(own) == 1 else ""


def _named(text: str) -> str:
    mark, words = marks.parted(text)
    named = bool(mark) or _GROUP_WORD.match(fold(words)) is not None
    return words if named and not marks.is_note(text) else ""
