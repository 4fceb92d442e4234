"""Checks of the grid of agencies (`o_luoi` of `_dia-ban.yml`)."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks import grid_rules as rules
from access_info.checks.rules import UNKNOWN_AGENCY
from access_info.model.jurisdiction import MOST_COLUMNS, MOST_ROWS, Jurisdiction
from access_info.model.types import did_you_mean
from access_info.problems import Problem
from access_info.source import SourceDocument


def check_grid(
    settings: Jurisdiction, document: SourceDocument, agencies: frozenset[str]
) -> Iterator[Problem]:
    """Yield cells out of the grid, cells of two agencies and agencies with two cells.

    Args:
        settings: The jurisdiction.
        document: `_dia-ban.yml`, which can locate each value.
        agencies: Folder names of all agencies.
    """
    cells: dict[tuple[int, int], str] = {}
    seen: set[str] = set()
    for number, entry in enumerate(settings.grid):
        agency = entry.agency or ""
        place = document.locate(("o_luoi", number, "co_quan"))
        if agency and agency not in agencies:
            hint = did_you_mean(agency, agencies)
            yield UNKNOWN_AGENCY.at(place, key="co_quan", text=agency, hint=hint)
        if agency and agency in seen:
            yield rules.TWICE_IN_GRID.at(place, agency=agency)
        seen.add(agency)
        values = (("cot", entry.column, MOST_COLUMNS), ("hang", entry.row, MOST_ROWS))
        for key, value, most in values:
            if any(other is not None for _, other, _ in values) and not 1 <= (value or 0) <= most:
                keys = ("o_luoi", number, key) if value is not None else ("o_luoi", number)
                yield rules.GRID_NUMBER.at(document.locate(keys), agency=agency, key=key, most=most)
        if entry.place is not None:
            column, row = entry.place
            other = cells.setdefault(entry.place, agency)
            if other != agency:
                place = document.locate(("o_luoi", number, "cot"))
                yield rules.SAME_CELL.at(place, column=column, row=row, other=other, agency=agency)
