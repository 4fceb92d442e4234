"""The rows of a table whose columns mark each for a list → which list each row belongs to."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping

from access_info.imports.lists.locate.no_list import shown
from access_info.imports.lists.locate.place import ListPlace
from access_info.imports.lists.locate.table_kinds import LISTS, JudgedPlace
from access_info.imports.lists.locate.tables import ListTable, table_at
from access_info.imports.lists.read.rows import sort_rows
from access_info.imports.lists.read.sorted_rows import ItemRow
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import ListName
from access_info.imports.lists.words.kinds import CLOSED, Kind, kinds_of_part, says_closed
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell
from access_info.problems import Location, Problem

_MOST_DOUBTS = 50
_MARKS_OF_NAME = re.compile(r"[()\[\]{}]|\s[-–—]\s|:\s")
# “Lưu nội bộ”, “không đưa ra ngoài”: all that a clause of a remark says.
_STAYS_INSIDE = re.compile(
    r"(?:chi-)?(?:de-)?(?:luu-hanh|luu|dung|su-dung|pho-bien|tra-cuu)-(?:trong-)?(?:noi-bo|co-quan|don-vi)"
    r"|(?:khong|cam|dung)(?:-duoc)?-(?:dua|dem|gui|chuyen|pho-bien|tiet-lo|cung-cap|cong-bo|dang)"
    r"-(?:ra-(?:ben-)?ngoai|len-mang|cho-ben-ngoai)"
)
_CLAUSES = re.compile(r"[;,.()]")
_BEGINS = re.compile(r"(?:khong|ko|kg|cam|han-che)-")
UNCLEAR = "có dấu không rõ là chọn hay bỏ"
SEVERAL_LISTS = "đánh dấu hơn một danh mục"
SAYS_CLOSED = "có ô ghi là không được tiếp cận, trong bảng của danh mục khác"
UNMARKED = "không đánh dấu danh mục nào"


@dataclasses.dataclass(frozen=True)
class Share:
    """Rows of a table that belong to one list.

    Attributes:
        name: The list.
        judged: The table.
        rows: Numbers of the rows that belong to it; `None` for all.
        orphans: Those of them that stand under a row of another list.
        closed: Numbers of the rows that are not read.
    """

    name: ListName
    judged: JudgedPlace
    rows: frozenset[int] | None = None
    orphans: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()

    @property
    def table(self) -> ListTable:
        """The table, read as that list."""
        return self.judged.tables[self.name]

    @property
    def sorted_as(self) -> ListTable:
        """The table as its rows are sorted: one way for all lists that share it."""
        return self.table if self.rows is None else self.judged.tables["cong-khai"]


@dataclasses.dataclass(frozen=True)
class Division:
    """A table's rows by list.

    Attributes:
        shares: What each list has of it.
        closed: How many rows are marked as closed.
        problems: Rows that are marked for no list, or for several.
    """

    shares: tuple[Share, ...]
    closed: int = 0
    problems: tuple[Problem, ...] = ()


def divide(judged: JudgedPlace, path: str) -> Division:
    """Divide a table among the lists; rows of the closed one are only counted.

    Args:
        judged: The table.
        path: The file, absolute, with `/`.
    """
    if not judged.is_marked:
        if judged.kind is None or judged.kind == CLOSED:
            return Division(())
        return _without_closed_rows(judged, judged.kind, path)
    table = judged.tables["cong-khai"]
    kinds: dict[int, Kind | None] = {}
    problems: list[Problem] = []
    rows = sort_rows(table).items
    for row in rows:
        kind, how = _kind_of_row(row, judged)
        kinds[row.number] = kind
        if how and len(problems) < _MOST_DOUBTS:
            cell = table.sheet.grid.address(row.number)
            problems.append(rules.ROW_IN_DOUBT.at(Location(path, row.number), cell=cell, how=how))
    orphans = frozenset(_orphans(rows, kinds))
    closed = frozenset(number for number, kind in kinds.items() if kind not in LISTS)
    shares = [
        Share(name, judged, frozenset(numbers), orphans, closed)
        for name in LISTS
        if (numbers := {number for number, kind in kinds.items() if kind == name})
    ]
    count = sum(kind == CLOSED for kind in kinds.values())
    return Division(tuple(shares), count, tuple(problems))


def _without_closed_rows(judged: JudgedPlace, name: ListName, path: str) -> Division:
    """Take a table of one list without the rows that a cell calls closed to citizens."""
    table = judged.tables[name]
    names = {column.number for column in table.columns if column.field == "ten"}
    forms = {column.number for column in table.columns if column.field == "hinh_thuc"}
    rows = sort_rows(table).items
    doubts: dict[int, Problem] = {}
    for row in rows:
        for cell in (*row.cells.values(), *row.more):
            if _is_closed(cell, names, forms):
                where = table.sheet.grid.address(cell.row, cell.column)
                place = Location(path, cell.row, cell.column)
                doubts.setdefault(
                    row.number, rules.ROW_IN_DOUBT.at(place, cell=where, how=SAYS_CLOSED)
                )
    if not doubts:
        return Division((Share(name, judged),))
    open_rows = frozenset(row.number for row in rows) - doubts.keys()
    shares = (Share(name, judged, open_rows, closed=frozenset(doubts)),) if open_rows else ()
    return Division(shares, problems=tuple(doubts.values())[:_MOST_DOUBTS])


def _is_closed(cell: Cell, names: set[int], forms: set[int]) -> bool:
    """Tell whether a cell says that its item is closed to citizens."""
    if cell.column in names:
        return _marked_closed(cell.flat)
    none = cell.column in forms and fold(cell.flat) == "khong"
    inside = any(_STAYS_INSIDE.fullmatch(fold(part)) for part in _CLAUSES.split(cell.flat))
    return none or inside or says_closed(cell.flat) or _begins_closed(cell.flat)


def _marked_closed(text: str) -> bool:
    """Tell whether a name is marked as closed: “Hồ sơ A (mật)”, “[Không công khai] Hồ sơ A”.

    Args:
        text: The name.
    """
    pieces = _MARKS_OF_NAME.split(unicodedata.normalize("NFC", text))
    return len(pieces) > 1 and any(map(says_closed, pieces))


def _begins_closed(text: str) -> bool:
    """Tell whether a remark begins by closing its item: “Không công khai theo Luật …”."""
    return _BEGINS.match(fold(text)) is not None and kinds_of_part(text) == {CLOSED}


def rows_of_closed(place: ListPlace) -> int:
    """Count the rows of a list that is not read."""
    if place.header != (0, 0):
        table = table_at(place.sheet, place.header, place.last, "cong-khai")
        count = len(sort_rows(table).items)
        if count:
            return count
    below = [row for row in place.sheet.rows if place.header[1] < row <= place.last]
    return sum(any(cell.flat for cell in place.sheet.cells_in(row).values()) for row in below)


def _kind_of_row(row: ItemRow, judged: JudgedPlace) -> tuple[Kind | None, str]:
    """Judge which list a row belongs to, or say why that is in doubt."""
    marks = judged.tables["cong-khai"].marks
    kinds = marks.kinds([*row.cells.values(), *row.more])
    named = judged.tables["cong-khai"].marks.named
    columns = judged.tables["cong-khai"].columns
    heading = next((column.heading for column in columns if column.number == named), "")
    if kinds is None:
        return (
            None,
            f"có chữ ở cột {shown(heading)} không rõ là danh mục nào" if heading else UNCLEAR,
        )
    if len(kinds) > 1:
        return None, SEVERAL_LISTS
    if kinds:
        return next(iter(kinds)), ""
    if marks.names_public or judged.kind is None:
        return None, f"{UNMARKED} ở cột {shown(heading)}" if heading else UNMARKED
    return judged.kind, ""


def _orphans(rows: tuple[ItemRow, ...], kinds: Mapping[int, Kind | None]) -> Iterator[int]:
    """Yield the rows under a numbered row that belongs to another list."""
    above: Kind | None = None
    for row in rows:
        if row.mark.isdigit():
            above = kinds[row.number]
        elif row.mark and kinds[row.number] != above:
            yield row.number
