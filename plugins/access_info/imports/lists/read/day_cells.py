"""Cells of days and numbers of one table → days as the data writes them, never a guessed one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from access_info.imports.lists.locate.columns import ListColumn
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.words import dates, rules
from access_info.imports.lists.words.fields import LABELS, NUMBER_AND_DAY, WHOLE_DAYS
from access_info.imports.lists.words.headings import lowest_tier
from access_info.model.declarations.day_mistakes import calendar_fault
from access_info.office_files.document import Cell
from access_info.problems import Location, Problem, quotable

DAY = "ngay_ban_hanh"
DAY_FIELDS = WHOLE_DAYS | {DAY}
_WHOLE = 10
# “31/11/2026”, “9-13-2026”: groups 1 to 3 are day, month and year.
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
# One slip does not put a whole column in doubt; of real days, more than half tell their order.
_SHARE = 0.3


class DayCells:
    """Reader of the days of one table.

    Attributes:
        problems: Days that could not be read, or only by guessing.
    """

    def __init__(self, table: ListTable, place: Callable[[Cell], tuple[Location, str]]) -> None:
        """Find the columns that put the month first: there, `3/9/2026` may be either day.

        Args:
            table: The table.
            place: Where a cell stands, for programs and for people.
        """
        self.problems: list[Problem] = []
        self._place = place
        self._month_first = {
            column.number
            for column in table.columns
            if column.field in DAY_FIELDS | {NUMBER_AND_DAY} and _is_month_first(table, column)
        }

    def day(self, cell: Cell, column: ListColumn) -> str:
        """Read the day, month or year that a cell means; "" for none.

        Args:
            cell: The cell.
            column: Its column.
        """
        if cell.kind == "date":
            return cell.value
        if column.number in self._month_first and dates.may_be_either(cell.flat):
            return ""
        day = dates.part_of_day(cell.flat)
        return day or dates.day_of_serial(cell.value if cell.kind == "number" else cell.flat) or ""

    def fill(self, cell: Cell, column: ListColumn, fields: dict[str, str]) -> list[str]:
        """Fill a field of days; return what stays in words.

        Args:
            cell: The cell.
            column: Its column, of one of `DAY_FIELDS`.
            fields: The item's fields.
        """
        if not cell.flat:
            return []
        day, field = self.day(cell, column), column.field
        if day and (field == DAY or len(day) == _WHOLE):
            fields[field] = fields[field] or day
            return [] if fields[field] == day else [_remark(column, cell)]
        place, where = self._place(cell)
        if column.number in self._month_first and dates.may_be_either(cell.flat):
            self.problems.append(rules.DAY_EITHER.at(place, cell=where, text=cell.flat))
        elif field == DAY:
            what, how = _why_unread(cell.flat)
            self.problems.append(rules.DAY_UNREAD.at(place, cell=where, what=what, how=how))
        else:
            label = LABELS[field]
            self.problems.append(
                rules.DAY_INCOMPLETE.at(place, cell=where, text=cell.flat, label=label)
            )
        return [_remark(column, cell)]

    def number(
        self, cell: Cell, column: ListColumn, fields: Mapping[str, str]
    ) -> tuple[str, str, str]:
        """Divide a cell of a number into the number, the day and a remark.

        Args:
            cell: The cell.
            column: Its column.
            fields: The item's fields.
        """
        apart = dates.divided(cell.text)
        if apart is None:
            only = self.day(cell, column) if column.field == NUMBER_AND_DAY else ""
            return ("", only, "") if only else (dates.whole_numbers(cell.text), "", "")
        number, day, rest = apart
        if column.number in self._month_first:
            place, where = self._place(cell)
            self.problems.append(rules.DAY_EITHER.at(place, cell=where, text=cell.flat))
            return dates.whole_numbers(cell.text), "", ""
        differs = bool(fields[DAY]) and fields[DAY] != day
        return number, day, _remark(column, cell) if rest or differs else ""


def _why_unread(text: str) -> tuple[str, str]:
    """Say what is wrong with words where a day should stand, and what to do."""
    typed = _DAY.fullmatch(text)
    fault = calendar_fault(int(typed[3]), int(typed[2]), int(typed[1])) if typed else ""
    if fault:
        return (
            f"ngày “{quotable(text)}” không có trong lịch",
            f"{fault} Xem lại văn bản gốc, sửa ô",
        )
    return (
        f"“{quotable(text)}” không phải một ngày, tháng hay năm đọc được",
        "Chữ không phải ngày, như “hằng tháng”, thì cứ để. Là ngày thì sửa ô thành ngày/tháng/năm, ví dụ 03/9/2026,",
    )


def _remark(column: ListColumn, cell: Cell) -> str:
    heading = lowest_tier(column.heading) or "Ngày ban hành"
    return f"{heading}: {cell.flat}"


def _is_month_first(table: ListTable, column: ListColumn) -> bool:
    """Tell whether several days of a column need the month first, and none the day first."""
    cells = (table.sheet.cells_in(row).get(column.number) for row in table.rows)
    texts = [cell.flat for cell in cells if cell is not None and cell.kind == "text"]
    first = sum(map(dates.is_month_first, texts))
    either = sum(map(dates.may_be_either, texts))
    many = first > 1 and first > _SHARE * (first + either)
    return many and not any(map(dates.is_day_first, texts))
