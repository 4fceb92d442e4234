"""Sort the rows of a table into items with their groups, and rows that are passed over, with the reason."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Mapping
from typing import TypeAlias

from access_info.imports.lists import cells as texts
from access_info.imports.lists.cells import ListCell, MarkKind, bare_mark, mark_kind, split_mark
from access_info.imports.lists.headings import ID, NUMBER_AND_DAY, ORDER
from access_info.imports.lists.kinds import kinds_in
from access_info.imports.lists.places import quoted
from access_info.imports.lists.tables import ListTable
from access_info.imports.lists.wordings import says
from access_info.office_files.document import Grid, Left

# Reasons why rows are passed over.
_BLANK, _TOTAL = "hàng trống", "hàng tổng cộng"
_AFTER, _ITEMLESS = "nằm sau phần chữ ký", "tên nhóm mà bên dưới không có mục nào"
NAMELESS = "không có tên thông tin, cũng không có số, ký hiệu"


@dataclasses.dataclass
class ItemRow:
    """A row that is an item.

    Attributes:
        number: The row's number in the grid.
        cells: Column number → cell, merged cells from above included.
        group: Names of the groups that the item stands in, outermost first.
        mark: The item's ordinal: `12`, `1.2`, `a`.
        more: Cells of the rows below that only continue the item.
    """

    number: int
    cells: Mapping[int, ListCell]
    group: tuple[str, ...]
    mark: str
    more: list[ListCell] = dataclasses.field(default_factory=list)


# Kind of a group's ordinal (“mark”), the ordinal, the group's name.
_Group: TypeAlias = tuple[MarkKind, str, str]

# A number of a column, as in the row below the headings: “(1)”, “A”.
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-ZĐ])\s*\)?")
# Share of the columns that a group's name spans, of rows with an ordinal, of rows with several cells.
_MIN_WIDE = 0.6
_MIN_NUMBERED = 0.3
_MIN_FULL = 0.6
_MAX_FEW_CELLS = 2
_NAMES = frozenset({"ten", "so_ky_hieu", NUMBER_AND_DAY})
# Fields that a document has, and a group of documents has not.
_DOCUMENT_FIELDS = ("so_ky_hieu", NUMBER_AND_DAY, "ngay_ban_hanh", "dia_chi")
_NUMBERS: frozenset[MarkKind] = frozenset({"decimal", "sub"})
_NO_KIND: MarkKind = ""
_HEADS: frozenset[MarkKind] = frozenset({"roman", "letter"})


def group_before(grid: Grid) -> tuple[str, str]:
    """Return (ordinal, name) of the group named by the paragraph right above a table; "" for none."""
    return _group_named(grid.before[-1]) if grid.before else ("", "")


def group_over(table: ListTable) -> tuple[str, str]:
    """Return (ordinal, name) of the group named by the row right above a table's headings; "" for none."""
    cells = list(table.sheet.cells_in(table.header[0] - 1).values())
    named = _group_named(cells[0].flat) if len(cells) == 1 else ("", "")
    return ("", "") if says("title_over_table", named[1]) else named


def _group_named(text: str) -> tuple[str, str]:
    """Return (ordinal, name) of the group that words over a table name; "" for a title or note.

    `II. Lĩnh vực hộ tịch` → `("II", "Lĩnh vực hộ tịch")`
    """
    mark, words = split_mark(text)
    named = bool(mark) or says("group_over_table", words)
    return (mark, words) if named and not kinds_in(text) and not texts.is_note(text) else ("", "")


class SortedRows:
    """A table's rows, sorted from the top down into items, groups and rows that are passed over.

    While it sorts, `_row`, `_cells`, `_mark`, `_kind` and `_next` belong to the current row: its number,
    its filled cells, its ordinal, the kind of that ordinal, and the number of the row below.

    Attributes:
        items: The items.
        left: What was passed over, with the reason.
        groups: Names of the table's groups, in order.
        guessed: Numbers of rows taken for a group's name although nothing but their shape suggests it.
        nameless: Numbers of rows that have an ordinal and other cells, but no name.
    """

    def __init__(self, table: ListTable, mark: str = "", group: str = "") -> None:
        """Sort a table's rows.

        Args:
            table: The table.
            mark: The ordinal of the group that the first rows belong to, named above the table.
            group: The name of that group; "" for none.
        """
        self.items: list[ItemRow] = []
        self.left: list[Left] = []
        self.groups = [group] if group else []
        self.guessed: list[int] = []
        self.nameless: list[int] = []
        self._table = table
        self._sheet = table.sheet
        order, title = table.column(ORDER), table.column("ten")
        self._order = order.number if order else 0
        self._title = title.number if title else 0
        self._names = table.numbers(*_NAMES)
        self._documents = table.numbers(*_DOCUMENT_FIELDS)
        self._groups: list[_Group] = [(mark_kind(mark), mark, group)] if group else []
        self._named: list[tuple[str, Left]] = []
        self._ended = self._summed = False
        self._mark, self._kind = "", _NO_KIND
        rows = [table.sheet.cells_in(row) for row in table.rows]
        marked = sum(row[self._order].mark_kind in _NUMBERS for row in rows if self._order in row)
        self._is_numbered = marked > 1 and marked / len(rows) > _MIN_NUMBERED
        several = sum(len(cells) > 1 for cells in rows)
        # Then a row of one cell is likely a group's name.
        self._is_full = not self._order and several >= _MIN_FULL * len(rows)
        self._sort()

    def _sort(self) -> None:
        """Sort the rows; gaps and groups without items are recorded as passed over."""
        rows = self._table.rows
        before = self._table.header[1] or (rows[0] - 1 if rows else 0)
        for self._row, self._next in itertools.pairwise([*rows, 0]):
            if self._row > before + 1 and self.items:
                gap = self._row - before - 1
                reason = _BLANK if gap == 1 else f"{gap} hàng trống liền nhau"
                self.left.append(Left(before + 1, 0, reason))
            before = self._row
            self._sort_row()
        used = {name for item in self.items for name in item.group}
        self.left += [left for name, left in self._named if name not in used]
        self.left.sort(key=lambda left: left.row)
        self.groups = list(dict.fromkeys(self.groups))

    def _sort_row(self) -> None:
        """Sort the current row: passed over, a group, a continuation of the item above, or an item."""
        cells = self._sheet.cells_in(self._row)
        self._cells = {number: cell for number, cell in cells.items() if cell.flat or cell.links}
        self._mark, self._kind = "", _NO_KIND
        if self._order in self._cells:
            text = self._cells[self._order].flat
            self._kind = mark_kind(text, self._mark_above)
            self._mark = (bare_mark(text) or text) if self._kind else ""
        others = [cell for number, cell in self._cells.items() if number != self._order]
        reason = self._why_passed_over()
        if reason:
            self._pass_over(reason)
        elif (group := self._group()) is not None:
            self._open_group(*group)
            for cell in self._cells.values():
                is_name = group[2] in cell.flat or bare_mark(cell.flat) == bare_mark(group[1])
                if cell.flat and not is_name:
                    self._pass_over(f"chữ khác ở hàng tên nhóm: {quoted(cell.flat)}", cell.column)
            self._named.append((group[2], Left(self._row, min(self._cells), _ITEMLESS)))
        elif self._continues_item():
            self._pass_over(f"nối vào mục ở hàng {self.items[-1].number}")
            self.items[-1].more += others
        elif any(cell.column in self._names and cell.says_something for cell in others) or (
            self._named_above and others
        ):
            self._summed = self._ended = False
            names = tuple(name for _, _, name in self._groups if name)
            self.items.append(ItemRow(self._row, self._sheet.seen(self._row), names, self._mark))
        else:
            self._pass_over(NAMELESS)
            if self._mark and any(cell.says_something for cell in others):
                self.nameless.append(self._row)

    def _pass_over(self, reason: str, column: int = 0) -> None:
        """Record the current row, or one of its cells, as passed over."""
        self.left.append(Left(self._row, column or min(self._cells, default=0), reason))

    @property
    def _mark_above(self) -> str:
        """The ordinal of the innermost open group; "" for none."""
        return self._groups[-1][1] if self._groups else ""

    @property
    def _next_mark(self) -> str:
        """The ordinal of the row below; "" for none."""
        cell = self._sheet.cells_in(self._next).get(self._order)
        return bare_mark(cell.flat) if cell is not None else ""

    @property
    def _named_above(self) -> bool:
        """Whether the name in the current row is a merged cell that begins in a row above."""
        return not self._names.isdisjoint(self._sheet.covering(self._row))

    def _why_passed_over(self) -> str:
        """Return why the current row is neither item nor group; "" where it may be one.

        Blank, headings repeated, totals, signatures, notes, or anything after the signatures.
        """
        cells = self._cells.values()
        if not any(cell.says_something for cell in cells):
            return _BLANK
        if self._table.is_heading(self._row):
            return "hàng tiêu đề lặp lại"
        filled = [cell.flat for cell in cells if cell.flat]
        if len(filled) > _MAX_FEW_CELLS and all(_COLUMN_NUMBER.fullmatch(text) for text in filled):
            return "hàng số thứ tự của cột"
        first = filled[0] if filled else ""
        mark = self._cells[self._order].mark_kind if self._order in self._cells else ""
        if self._is_sum(is_unnumbered=self._is_numbered and not mark):
            self._summed = True
            return _TOTAL
        if mark in _NUMBERS and len(filled) > 1:
            return ""
        if len(filled) <= _MAX_FEW_CELLS + 1 and says("total", first) and not mark:
            self._summed = True
            return _TOTAL
        # A group may be called “Chủ tịch”; its number tells that it is one.
        if len(filled) <= _MAX_FEW_CELLS and not mark and any(map(texts.is_signature, filled)):
            self._ended = True
            return "phần chữ ký"
        # Words in brackets beside others are more of the item above.
        if texts.is_note(first) and len(filled) <= (1 if first.startswith("(") else _MAX_FEW_CELLS):
            return "ghi chú của bảng"
        if self._ended and not mark:
            return _AFTER
        is_followed = mark_kind(self._next_mark) in _NUMBERS
        if self._summed and len(filled) == 1 and not mark and not is_followed:
            ahead, words = split_mark(next(iter(cells)).flat)
            if not ahead and not texts.names_group(words):
                self._ended = True
                return _AFTER
        return ""

    def _is_sum(self, *, is_unnumbered: bool) -> bool:
        """Tell whether the current row is a row of totals: its label, and otherwise only numbers.

        Args:
            is_unnumbered: Whether the items have ordinals and this row has none; then a balance counts too.
        """
        identifier = self._table.column(ID)
        if identifier is not None and identifier.number in self._cells:
            return False
        cells = [cell for cell in self._cells.values() if cell.flat]
        named = [cell for cell in cells if cell.column in self._names] + cells[:1]
        sums = [cell for cell in named if texts.names_sum(cell.flat)]
        if not sums and is_unnumbered:
            sums = [cell for cell in named if texts.names_balance(cell.flat)]
        if not sums:
            return False
        others = [cell.flat for cell in cells if cell not in sums and not cell.links]
        return any(map(str.isdigit, "".join(others))) and all(
            says("count", text) for text in others
        )

    def _group(self) -> _Group | None:
        """Return the group that the current row names; `None` for any other row.

        A group's name stands alone in its row, behind an ordinal, across many columns, in bold or capitals. Where
        the items have ordinals and it has none, it is a guess, which the report says.
        """
        filled = self._cells_of_group()
        if len(filled) != 1 or filled[0].links or self._sheet.covering(self._row):
            return None
        cell, words, mark = filled[0], filled[0].flat, self._mark
        kind: MarkKind = self._kind
        wide = cell.columns >= max(2, _MIN_WIDE * len(self._table.columns))
        ahead, rest = split_mark(words)
        ahead_kind = mark_kind(ahead, self._mark_above) if ahead else ""
        # The columns in which a group's name may stand without further signs of a group.
        usual = self._table.numbers("nhom") | {self._order}
        usual |= {self._title} if self._title else self._names
        if not (wide or {kind, ahead_kind} & _HEADS or cell.column in usual):
            return None
        counted = ahead_kind in _NUMBERS and not wide and cell.column != self._order
        if not kind and not counted:
            kind, mark, words = ahead_kind, ahead, rest
        named = texts.names_group(words) or cell.bold
        goes_below = self._next_mark.startswith(f"{mark}.")
        if kind in _HEADS:
            opens = mark.isupper() or wide or named
        elif kind in _NUMBERS:
            opens = wide or goes_below or (named and self._next_mark == "1")
        elif kind:
            opens = False
        else:
            opens = wide or named
            # Of rows without numbers, one title alone is a group's where others say more.
            full = self._is_full and len(self._sheet.cells_in(self._next)) > 1
            if not opens and (self._is_numbered or full) and not words[:1].islower():
                self.guessed.append(self._row)
                opens = True
            mark = ""
        return (kind, mark, words) if opens else None

    def _cells_of_group(self) -> list[ListCell]:
        """Return the current row's cells without those that may stand beside a group's name.

        Such are its ordinal, a number of items, totals. A group's row has one cell left: its name.
        """
        mark = self._cells.get(self._order) if self._kind else None
        filled = [cell for cell in self._cells.values() if cell.flat and cell is not mark]
        next_kind = mark_kind(self._next_mark)
        if self._kind in _HEADS:
            # “II | Hộ tịch | 05 thủ tục”
            filled = [c for c in filled if not says("number_of_items", c.flat)] or filled
        if len(filled) <= 1:
            return filled
        if not self._kind and self._is_numbered:
            # “A. Thu | 200000000”
            sums = all(cell.kind == "number" for cell in filled[1:])
            if sums and mark_kind(split_mark(filled[0].flat)[0]) in _HEADS:
                filled = filled[:1]
            # “01 | Đất đai”
            named = [cell for cell in filled if cell.column in self._names]
            coded = [cell for cell in filled if cell.column not in self._names]
            if next_kind == "decimal" and len(named) == 1 and all(c.mark_kind for c in coded):
                return named
        if len(filled) > 1 and self._kind in _HEADS and next_kind == "decimal":
            # The title of a row that speaks for the whole group below it, but has no number.
            titles = [cell for cell in filled if cell.column == self._title]
            bare = not any(cell.links or cell.column in self._documents for cell in filled)
            if bare and titles and texts.names_group(titles[0].flat):
                return titles
        return filled

    def _open_group(self, kind: MarkKind, mark: str, name: str) -> None:
        """Begin a group: it ends open groups with the same kind of ordinal, and stands within the others.

        `B` ends `A`; `1` below `B` stands within it. Of ordinals with dots (`sub`) `1.2` ends `1.1`, but
        `1.1.1` stands within it.
        """
        self._summed = self._ended = False
        depth = len(self._groups)
        for at, (other, other_mark, _) in enumerate(self._groups):
            if other == kind and (kind != "sub" or other_mark.count(".") >= mark.count(".")):
                depth = at
                break
        self._groups[depth:] = [(kind, mark, name)]
        self.groups.append(name)

    def _continues_item(self) -> bool:
        """Tell whether the current row only continues the item above.

        It has no ordinal, follows directly, and has no name of its own or only the rest of one.
        """
        if not self.items or self._mark:
            return False
        last = self.items[-1]
        if self._row - 1 not in {last.number, *(cell.row for cell in last.more)}:
            return False
        covering = self._sheet.covering(self._row)
        # The number and the document's cells of the item above span this row.
        if self._order and self._order == min(covering, default=0):
            spanned = self._documents & covering.keys()
            if spanned and self._documents.isdisjoint(self._cells):
                return True
        names = [cell for number, cell in self._cells.items() if number in self._names]
        if not names:
            return bool(self._cells) and (self._named_above or self._is_numbered)
        is_untitled = self._title not in self._cells and not self._named_above
        if is_untitled and self._is_numbered and self._title in self._sheet.cells_in(last.number):
            return True
        # A title that a break of pages cut in two goes on with a small letter.
        numbered = any(cell.column != names[0].column and "/" in cell.flat for cell in names)
        return self._is_numbered and texts.continues_text(names[0].flat) and not numbered
