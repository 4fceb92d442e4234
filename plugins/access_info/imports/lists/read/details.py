"""Sheets of an export that only say more of another sheet's items, row by row, under their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from access_info.imports.lists.locate.table_kinds import JudgedPlace
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.words.headings import SURE, meanings
from access_info.model.types import fold

# `ma-thu-tuc`, `ma-so-ho-so`; not `ma-muc`.
_CODE = re.compile(r"ma(?:-so)?-(?!muc(?:-|$))[\w-]+")
_SHORTEST = 4
_FEWEST = 2


def details_of(judged: Sequence[JudgedPlace]) -> Mapping[int, tuple[str, str]]:
    """Map sheets that detail another sheet's items to its title and the codes' heading.

    Args:
        judged: The file's tables, in their order.
    """
    sheets = [
        table
        for place in judged
        if place.place.grid.kind == "sheet"
        and (table := place.tables.get("cong-khai")) is not None
        and not place.is_marked
    ]
    details: dict[int, tuple[str, str]] = {}
    for at, table in enumerate(sheets):
        for before in sheets[:at]:
            number = before.sheet.grid.number
            if number in details or number == table.sheet.grid.number:
                continue
            heading = _heading_of_codes(before, table)
            if heading:
                details[table.sheet.grid.number] = (before.sheet.grid.title, heading)
                break
    return details


def _heading_of_codes(before: ListTable, table: ListTable) -> str:
    """Find the heading of codes that tie a table's rows to an earlier one; "" for none."""
    for heading in _headings(before).keys() & _headings(table).keys():
        if not _CODE.fullmatch(heading):
            continue
        earlier_codes, codes = (_headings(table_)[heading] for table_ in (before, table))
        for name in _headings(before).keys() & _headings(table).keys():
            if max(meanings(name, "cong-khai").values(), default=0.0) < SURE or name == heading:
                continue
            if "ten" in meanings(name, "cong-khai") and _holds(
                _pairs(before, earlier_codes, _headings(before)[name]),
                _pairs(table, codes, _headings(table)[name]),
            ):
                return next(column.heading for column in table.columns if column.number == codes)
    return ""


def _headings(table: ListTable) -> dict[str, int]:
    return {fold(column.heading): column.number for column in table.columns if column.heading}


def _pairs(table: ListTable, codes: int, names: int) -> list[tuple[str, str]]:
    """List code and name of each row, without rows that repeat the headings."""
    rows = (table.sheet.cells_in(row) for row in table.rows if not table.is_heading(row))
    return [
        (cells[codes].flat, fold(cells[names].flat)) for cells in rows if {codes, names} <= {*cells}
    ]


def _holds(items: Sequence[tuple[str, str]], more: Sequence[tuple[str, str]]) -> bool:
    """Tell whether all rows in `more` are among `items`, each of which has its own code."""
    codes = [code for code, _ in items]
    return (
        len(codes) >= _FEWEST
        and len(set(codes)) == len(codes)
        and all(len(code) >= _SHORTEST for code in codes)
        and bool(more)
        and set(more) <= set(items)
    )
