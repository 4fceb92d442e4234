"""A list's rows, sorted: items with their group, and what is passed over and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from access_info.imports.lists.locate.no_list import more_in_group_row
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.read.repeats import says
from access_info.imports.lists.read.sorted_rows import (
    AFTER,
    BLANK,
    HEADING_AGAIN,
    ITEMLESS,
    NAMELESS,
    NOTE,
    NUMBERS,
    SIGNATURE,
    TOTAL,
    ItemRow,
    Sorted,
)
from access_info.imports.lists.read.sums import is_sum, without_code, without_sums
from access_info.imports.lists.words import numbering
from access_info.imports.lists.words.fields import ID, NUMBER_AND_DAY, ORDER
from access_info.imports.lists.words.numbering import MarkKind, bare_mark, mark_kind, parted
from access_info.office_files.document import Cell, Left

_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-ZĐ])\s*\)?")
_WIDE = 0.6
_NUMBERED = 0.3
_FULL = 0.6
# “(12 mục)”, “05 thủ tục”; not “12/QĐ-UBND”.
_COUNT = re.compile(
    r"\(?\s*\d+\s*(?:mục|dòng|thông tin|thủ tục|văn bản|tthc)?\s*\)?", re.IGNORECASE
)
_FEW = 2
_NAMES = frozenset({"ten", "so_ky_hieu", NUMBER_AND_DAY})
# Fields that a document has, and a group of documents has not.
_DOCUMENT_FIELDS = frozenset({"so_ky_hieu", NUMBER_AND_DAY, "ngay_ban_hanh", "dia_chi"})


def sort_rows(table: ListTable, *, group: tuple[str, str] = ("", "")) -> Sorted:
    """Sort a table's rows into items, groups and what is passed over.

    Args:
        table: The table.
        group: Mark and name of the group that is open when it begins, named above the table.
    """
    return _Sorter(table, *group).sort()


class _Sorter:
    def __init__(self, table: ListTable, mark: str, group: str) -> None:
        self._table = table
        self._order = table.column(ORDER)
        self._title = table.column("ten")
        self._names = [column.number for column in table.columns if column.field in _NAMES]
        self._width = len(table.columns)
        self._items: list[ItemRow] = []
        self._left: list[Left] = []
        self._groups: list[tuple[MarkKind, str, str]] = (
            [(mark_kind(mark), mark, group)] if group else []
        )
        self._all_groups: list[str] = [group] if group else []
        self._guessed: list[int] = []
        self._nameless: list[int] = []
        self._named: list[tuple[str, Left]] = []
        self._ended = self._summed = False
        rows = [table.sheet.cells_in(row) for row in table.rows]
        self._is_numbered = self._share_numbered(rows) > _NUMBERED
        several = sum(len(cells) > 1 for cells in rows)
        self._is_full = self._order is None and several >= _FULL * len(rows)

    def sort(self) -> Sorted:
        rows = self._table.rows
        before = self._table.header[1] or (rows[0] - 1 if rows else 0)
        for at, row in enumerate(rows):
            if row > before + 1 and self._items:
                gap = row - before - 1
                reason = BLANK if gap == 1 else f"{gap} hàng trống liền nhau"
                self._left.append(Left(before + 1, 0, reason))
            before = row
            self._row(row, rows[at + 1 :])
        used = {name for item in self._items for name in item.group}
        self._left += [left for name, left in self._named if name not in used]
        return Sorted(
            tuple(self._items),
            tuple(sorted(self._left, key=lambda left: left.row)),
            tuple(dict.fromkeys(self._all_groups)),
            tuple(self._guessed),
            tuple(self._nameless),
        )

    def _share_numbered(self, rows: Sequence[Mapping[int, Cell]]) -> float:
        if self._order is None:
            return 0.0
        numbers = [row[self._order.number].flat for row in rows if self._order.number in row]
        marked = sum(mark_kind(text) in {"decimal", "sub"} for text in numbers)
        return marked / len(rows) if marked > 1 else 0.0

    def _row(self, row: int, below: Sequence[int]) -> None:
        filled = {
            number: cell for number, cell in self._table.sheet.cells_in(row).items() if _holds(cell)
        }
        reason = self._passed_over(row, filled, below)
        if reason:
            self._left.append(Left(row, min(filled, default=0), reason))
            return
        mark, kind = self._mark(filled)
        group = self._group_of(row, filled, mark, kind, below)
        if group is not None:
            self._open(*group)
            self._left += more_in_group_row(filled.values(), group)
            self._named.append((group[2], Left(row, min(filled), ITEMLESS)))
        elif self._goes_on(row, filled, mark):
            reason = f"nối vào mục ở hàng {self._items[-1].number}"
            self._left.append(Left(row, min(filled), reason))
            self._items[-1].more += [
                cell for number, cell in filled.items() if not self._is_order(number)
            ]
        elif any(says(cell) for number, cell in filled.items() if number in self._names) or (
            self._named_above(row) and any(not self._is_order(number) for number in filled)
        ):
            self._summed = self._ended = False
            cells = self._table.sheet.seen(row)
            names = tuple(name for _, _, name in self._groups if name)
            self._items.append(ItemRow(row, cells, names, mark))
        else:
            self._left.append(Left(row, min(filled, default=0), NAMELESS))
            if mark and any(
                says(cell) for number, cell in filled.items() if not self._is_order(number)
            ):
                self._nameless.append(row)

    def _passed_over(self, row: int, cells: Mapping[int, Cell], below: Sequence[int]) -> str:
        if not any(map(says, cells.values())):
            return BLANK
        if self._table.is_heading(row):
            return HEADING_AGAIN
        texts = [cell.flat for cell in cells.values() if cell.flat]
        if len(texts) > _FEW and all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
            return NUMBERS
        first = texts[0] if texts else ""
        marked = self._order is not None and self._order.number in cells
        mark = mark_kind(cells[self._order.number].flat) if marked and self._order else ""
        unnumbered = self._is_numbered and not mark
        if is_sum(cells, self._names, self._table.column(ID), is_numbered=unnumbered):
            self._summed = True
            return TOTAL
        if mark in {"decimal", "sub"} and len(texts) > 1:
            return ""
        if len(texts) <= _FEW + 1 and numbering.is_total(first) and not mark:
            self._summed = True
            return TOTAL
        # A group may be called “Chủ tịch”; its number tells that it is one.
        if len(texts) <= _FEW and not mark and any(map(numbering.is_signature, texts)):
            self._ended = True
            return SIGNATURE
        # Words in brackets beside others are more of the item above.
        if numbering.is_note(first) and len(texts) <= (1 if first.startswith("(") else _FEW):
            return NOTE
        if self._ended and not mark:
            return AFTER
        more = mark_kind(self._next_mark(below)) in {"decimal", "sub"}
        if self._summed and len(texts) == 1 and not (mark or more or self._is_group_like(cells)):
            self._ended = True
            return AFTER
        return ""

    def _is_group_like(self, cells: Mapping[int, Cell]) -> bool:
        cell = next(iter(cells.values()))
        mark, words = parted(cell.flat)
        return bool(mark) or numbering.names_group(words)

    def _mark(self, cells: Mapping[int, Cell]) -> tuple[str, MarkKind]:
        if self._order is None or self._order.number not in cells:
            return "", ""
        text = cells[self._order.number].flat
        before = self._groups[-1][1] if self._groups else ""
        kind = mark_kind(text, before)
        return (bare_mark(text) or text, kind) if kind else ("", "")

    def _group_of(
        self, row: int, cells: Mapping[int, Cell], mark: str, kind: MarkKind, below: Sequence[int]
    ) -> tuple[MarkKind, str, str] | None:  # fmt: skip
        """Find kind, mark and name of the group that a row opens; `None` when it opens none."""
        filled = [
            cell
            for number, cell in cells.items()
            if cell.flat and not (kind and self._is_order(number))
        ]
        if kind in {"roman", "letter"}:
            filled = [cell for cell in filled if not _COUNT.fullmatch(cell.flat)] or filled
        if not kind and self._is_numbered and len(filled) > 1:
            filled = without_sums(filled)
            if mark_kind(self._next_mark(below)) == "decimal":
                filled = without_code(filled, self._names)
        if len(filled) > 1 and kind in {"roman", "letter"}:
            filled = self._headed(filled, below) or filled
        if len(filled) != 1 or filled[0].links or self._table.sheet.covering(row):
            return None
        cell, words = filled[0], filled[0].flat
        wide = cell.columns >= max(2, _WIDE * self._width)
        ahead, rest = parted(words)
        before = self._groups[-1][1] if self._groups else ""
        ahead_kind = mark_kind(ahead, before) if ahead else ""
        marked = {kind, ahead_kind} & {"roman", "letter"}
        if not (wide or marked or self._may_name_group(cell.column)):
            return None
        counted = ahead_kind in {"decimal", "sub"} and not wide and not self._is_order(cell.column)
        if not kind and not counted:
            kind, mark, words = ahead_kind, ahead, rest
        named = numbering.names_group(words) or cell.bold
        if kind in {"roman", "letter"}:
            return (kind, mark, words) if mark.isupper() or wide or named else None
        if kind in {"decimal", "sub"}:
            opens = (
                wide or (named and self._opens_numbers(mark, below)) or self._is_over(mark, below)
            )
            return (kind, mark, words) if opens else None
        if kind:
            return None
        if not (wide or named):
            # Of rows without numbers, one title alone is a group's where others say more.
            alone = self._is_numbered or (self._is_full and self._is_full_below(below))
            if not alone or words[:1].islower():
                return None
            self._guessed.append(row)
        return "", "", words

    def _headed(self, cells: Sequence[Cell], below: Sequence[int]) -> list[Cell]:
        """Find the title of a row that speaks for the whole group below it, but has no number."""
        if mark_kind(self._next_mark(below)) != "decimal":
            return []
        fields = {column.number: column.field for column in self._table.columns}
        titles = [cell for cell in cells if fields.get(cell.column) == "ten"]
        bare = not any(cell.links or fields.get(cell.column) in _DOCUMENT_FIELDS for cell in cells)
        return titles if bare and titles and numbering.names_group(titles[0].flat) else []

    def _may_name_group(self, number: int) -> bool:
        """Tell whether a group's name may stand in a column."""
        group = self._table.column("nhom")
        title = number == self._title.number if self._title else number in self._names
        return title or self._is_order(number) or (group is not None and group.number == number)

    def _opens_numbers(self, mark: str, below: Sequence[int]) -> bool:
        """Tell whether the next row begins numbering anew, or goes on below `mark`."""
        return self._next_mark(below) == "1" or self._is_over(mark, below)

    def _is_full_below(self, below: Sequence[int]) -> bool:
        """Tell whether the next row says more than a title."""
        return bool(below) and len(self._table.sheet.cells_in(below[0])) > 1

    def _is_over(self, mark: str, below: Sequence[int]) -> bool:
        return self._next_mark(below).startswith(f"{mark}.")

    def _next_mark(self, below: Sequence[int]) -> str:
        cells = self._table.sheet.cells_in(below[0]) if below else {}
        cell = cells.get(self._order.number) if self._order is not None else None
        return bare_mark(cell.flat) if cell is not None else ""

    def _open(self, kind: MarkKind, mark: str, name: str) -> None:
        """Open a group: within those of other kinds, after one of its own."""
        self._summed = self._ended = False
        if kind in (kinds := [group[0] for group in self._groups]):
            depth = kinds.index(kind)
            if kind == "sub":
                depth = next(
                    (
                        at
                        for at, opened in enumerate(self._groups)
                        if opened[0] == "sub" and opened[1].count(".") >= mark.count(".")
                    ),
                    len(self._groups),
                )
            del self._groups[depth:]
        self._groups.append((kind, mark, name))
        self._all_groups.append(name)

    def _goes_on(self, row: int, cells: Mapping[int, Cell], mark: str) -> bool:
        """Tell whether a row only says more of the item before it."""
        if not self._items or mark:
            return False
        last = self._items[-1]
        if row - 1 not in {last.number, *(cell.row for cell in last.more)}:
            return False
        names = [cell for number, cell in cells.items() if number in self._names]
        if self._is_under_number(row, cells):
            return True
        if not names:
            return bool(cells) and (self._named_above(row) or self._is_numbered)
        if self._is_numbered and self._title is not None and not self._named_above(row):
            number = self._title.number
            if number not in cells and number in self._table.sheet.cells_in(last.number):
                return True
        # A title that a break of pages cut in two goes on with a small letter.
        numbered = any(cell.column != names[0].column and "/" in cell.flat for cell in names)
        return self._is_numbered and numbering.goes_on(names[0].flat) and not numbered

    def _is_under_number(self, row: int, cells: Mapping[int, Cell]) -> bool:
        """Tell whether the number and the document's cells of the item above span this row."""
        if self._order is None or not self._is_order(
            min(self._table.sheet.covering(row), default=0)
        ):
            return False
        covering = self._table.sheet.covering(row)
        ours = {column.number for column in self._table.columns if column.field in _DOCUMENT_FIELDS}
        return bool(ours & covering.keys()) and not ours & cells.keys()

    def _named_above(self, row: int) -> bool:
        return any(number in self._table.sheet.covering(row) for number in self._names)

    def _is_order(self, number: int) -> bool:
        return self._order is not None and number == self._order.number


def _holds(cell: Cell) -> bool:
    return bool(cell.flat or cell.links)
