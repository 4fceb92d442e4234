"""A file's grids → the tables of its lists, their items, and what else was in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence

from access_info.imports.lists.locate.no_list import numbered_outside, shown, why_not, why_nothing
from access_info.imports.lists.locate.places import Places, find_places
from access_info.imports.lists.locate.table_kinds import LISTS, JudgedPlace, judge
from access_info.imports.lists.locate.tables import fields_filled
from access_info.imports.lists.read.closures import closures
from access_info.imports.lists.read.details import details_of
from access_info.imports.lists.read.dividing import Share, divide, rows_of_closed
from access_info.imports.lists.read.duplicates import duplicates
from access_info.imports.lists.read.items import NewItem, Row
from access_info.imports.lists.read.reading_tables import ReadTable, TableReader
from access_info.imports.lists.read.starred import without_starred
from access_info.imports.lists.read.struck import without_struck
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import NUMBER_AND_DAY, ListName
from access_info.imports.lists.words.kinds import CLOSED, KIND_NAMES
from access_info.imports.lists.words.numbering import is_count, names_sum
from access_info.model.declarations.types import fold
from access_info.office_files.document import Book, Grid
from access_info.problems import Location, Problem, in_order, quotable

NAMES: dict[ListName, str] = {name: KIND_NAMES[name] for name in LISTS}
_WEAK, _STRONG = 3, 5
_LONGEST_TITLE = 90


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A file as understood.

    Attributes:
        name: The one list that it fills, or that was asked for; `None` where it fills both.
        tables: Its tables of lists, those of the public list first.
        left: Grids that are not read, by name, and why; of closed lists only their place and how
            many rows they have.
        notes: What else a report should say.
        problems: Everything that is wrong.
    """

    name: ListName | None
    tables: tuple[ReadTable, ...]
    left: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def items(self) -> list[NewItem]:
        """All items, those of the public list first."""
        return [item for table in self.tables for item in table.items]

    @property
    def lists(self) -> tuple[ListName, ...]:
        """The lists that it fills."""
        return tuple(name for name in LISTS if any(table.list == name for table in self.tables))

    def items_of(self, name: ListName) -> list[NewItem]:
        """List the items of one list, in the file's order."""
        return [item for table in self.tables if table.list == name for item in table.items]

    def without(self, rows: Collection[Row]) -> ReadFile:
        """Leave out rows, and all samples of cells with them."""
        if not rows:
            return self
        tables = tuple(
            dataclasses.replace(
                table,
                items=tuple(item for item in table.items if item.place not in rows),
                samples={},
            )
            for table in self.tables
        )
        return dataclasses.replace(self, tables=tables)


def read_lists(book: Book, *, path: str, name: ListName | None, sheet: str | None) -> ReadFile:
    """Find the lists in a file's grids.

    Args:
        book: The file.
        path: Where it is, absolute, with `/`.
        name: The one list to take; `None` for all that the file holds.
        sheet: The one sheet to look in; `None` for all that people see.
    """
    return _ListsReader(without_struck(book), path, sheet).read(name)


class _ListsReader:
    def __init__(self, book: Book, path: str, sheet: str | None) -> None:
        self._book = book
        self._path = path
        self._wanted = sheet
        self._left: list[tuple[str, str]] = []
        self._problems: list[Problem] = []

    def read(self, name: ListName | None) -> ReadFile:
        grids = list(self._grids())
        numbers = {grid.number for grid in grids}
        places = find_places(self._book, lambda grid: grid.number in numbers)
        judged = judge(places, path=self._path, name=name, is_chosen=self._wanted is not None)
        self._report_closed(places, judged)
        self._report_repealed(places)
        shares, wrong = self._shares(judged, name)
        shares = self._without_doubts(shares, judged, places)
        reader = TableReader(self._path)
        read = _without_bare_headings(
            tuple(
                table
                for list_name in LISTS
                for table in reader.read(
                    [share for share in shares if share.name == list_name], list_name
                )
            )
        )
        self._problems += reader.problems
        notes = [*self._book.notes, *reader.notes]
        if read:
            notes += numbered_outside(places.paragraphs)
        elif not self._problems:
            self._problems.append(self._nothing(name, wrong, grids))
        notes += duplicates(item for table in read for item in table.items)
        if read and not self._problems and not any(table.items for table in read):
            self._problems.append(rules.EMPTY.at(Location(self._path), table=read[0].title))
        self._rest(grids, {entry.place.grid.number for entry in judged})
        filled = {table.list for table in read}
        return ReadFile(
            name=name or (None if len(filled) > 1 else next(iter(filled), "cong-khai")),
            tables=read,
            left=tuple(dict.fromkeys(self._left)),
            notes=tuple(dict.fromkeys(notes)),
            problems=tuple(in_order(self._problems)),
        )

    def _grids(self) -> Iterator[Grid]:
        for grid in self._book.grids:
            if self._wanted is not None:
                if fold(grid.title) == fold(self._wanted):
                    yield grid
            elif grid.hidden:
                reason = f"trang tính ẩn, không đọc; muốn đọc thì thêm --sheet “{grid.title}”"
                if grid.cells:
                    self._left.append((grid.title, reason))
            elif grid.cells:
                yield grid

    def _report_closed(self, places: Places, judged: Sequence[JudgedPlace]) -> None:
        """Report where closed lists stand and how many rows they have, nothing of their content."""
        tables = [entry.place for entry in judged if entry.kind == CLOSED]
        for place in (*tables, *places.bare):
            self._say_closed(place.where, f"{rows_of_closed(place)} hàng")
        for title, count in places.withheld:
            self._say_closed(f"Ngoài bảng, dưới tiêu đề {shown(title.text)}", f"{count} đoạn văn")

    def _report_repealed(self, places: Places) -> None:
        """Report where items stand that a decision takes out of a list: they are no new ones."""
        for place in places.repealed:
            title, rows = place.grid.title, place.sheet.rows
            first = min((row for row in rows if row > place.header[1]), default=1)
            count = rows_of_closed(place)
            self._left.append((place.where, f"các mục bị bãi bỏ, không nhập, {count} hàng"))
            self._problems.append(
                rules.REPEALED.at(
                    Location(self._path, first),
                    table=title,
                    first=first,
                    title=quotable(place.title.text, longest=_LONGEST_TITLE),
                    count=count,
                )
            )

    def _say_closed(self, where: str, count: str) -> None:
        self._left.append((where, f"danh mục không được tiếp cận, không đọc, {count}"))

    def _shares(
        self, judged: Sequence[JudgedPlace], name: ListName | None
    ) -> tuple[list[Share], list[Share]]:
        """Divide the tables into what is taken and what belongs to a list not asked for."""
        shares: list[Share] = []
        chosen = self._chosen([entry for entry in judged if entry.kind != CLOSED])
        for table in chosen:
            if table.problem is not None:
                self._problems.append(table.problem)
                title = table.place.grid.title
                self._left.append((title, f"chưa đọc, xem lỗi {table.problem.code}"))
                continue
            division = divide(table, self._path)
            shares += division.shares
            self._problems += division.problems
            if division.closed:
                where, count = table.place.grid.title, division.closed
                reason = f"{count} hàng đánh dấu không được tiếp cận, không đọc"
                self._left.append((where, reason))
        wrong = [share for share in shares if name is not None and share.name != name]
        for share in wrong:
            reason = f"là {NAMES[share.name]}; nhập riêng với --list {share.name}"
            if share.rows is not None:
                reason = f"{len(share.rows)} hàng thuộc {NAMES[share.name]}, không lấy vì có --list"
            self._left.append((share.table.sheet.grid.title, reason))
        return [share for share in shares if share not in wrong], wrong

    def _without_doubts(
        self, shares: list[Share], judged: Sequence[JudgedPlace], places: Places
    ) -> list[Share]:
        """Drop starred rows, and grids whose words of closure tell no rows."""
        closed = frozenset(
            place.grid.number
            for place in (*places.bare, *(entry.place for entry in judged if entry.kind == CLOSED))
        )
        starred = without_starred(self._book, shares)
        if starred.count:
            reason = f"{starred.count} hàng có dấu {starred.sign} không được tiếp cận, không đọc"
            self._left.append((shares[0].table.sheet.grid.title, reason))
        shares = list(starred.shares)
        problems, held = closures(
            self._book,
            shares,
            self._path,
            closed=closed,
            has_closed=bool(closed or places.withheld),
            explained=starred.notes,
        )
        self._problems += problems
        remaining = [share for share in shares if share.table.sheet.grid.number not in held]
        for share in shares:
            if share not in remaining:
                self._left.append(
                    (share.table.sheet.grid.title, f"chưa đọc, xem lỗi {problems[0].code}")
                )
        return remaining

    def _chosen(self, judged: list[JudgedPlace]) -> list[JudgedPlace]:
        """Drop tables that are small beside a real list: of instructions, counts or details."""
        chosen = []
        details = details_of(judged)
        for table in judged:
            if table.place.grid.number in details:
                title, heading = details[table.place.grid.number]
                reason = f"bảng con của “{title}” theo cột “{heading}”, không có mục mới"
                self._left.append((table.place.grid.title, reason))
                continue
            same = [other for other in judged if table.kind in {None, other.kind}]
            most = max(map(_most_fields_filled, same))
            if _only_counts(table) and any(map(_names, judged)):
                reason = "bảng số liệu, không có tên thông tin"
                self._left.append((table.place.grid.title, reason))
            elif (
                _most_fields_filled(table) <= _WEAK
                and most >= _STRONG
                and not table.place.title.kinds
            ):
                reason = "bảng nhỏ, không có các cột của danh mục"
                self._left.append((table.place.grid.title, reason))
            else:
                chosen.append(table)
        return chosen

    def _nothing(
        self, name: ListName | None, wrong: Sequence[Share], grids: Sequence[Grid]
    ) -> Problem:
        place = Location(self._path)
        if wrong and name is not None:
            names = {"actual": NAMES[wrong[0].name], "wanted": NAMES[name]}
            return rules.OTHER_LIST.at(place, list=wrong[0].name, **names)
        closed = [where for where, reason in self._left if "không được tiếp cận, không" in reason]
        if closed:
            return rules.ONLY_CLOSED.at(place, where=closed[0])
        return why_nothing(self._book, grids, name or "cong-khai", self._path)

    def _rest(self, grids: Sequence[Grid], taken: set[int]) -> None:
        titles = {name.partition(", dưới tiêu đề")[0] for name, _ in self._left}
        for grid in grids:
            inner = grid.within is not None and grid.within[0] in taken
            if grid.number not in taken and grid.title not in titles:
                reason = why_not(grid)
                if inner:
                    reason = "bảng nhỏ nằm trong một ô của danh mục; chữ của nó đã đọc vào ô ấy"
                self._left.append((grid.title, reason))


def _most_fields_filled(judged: JudgedPlace) -> int:
    return max((len(fields_filled(table)) for table in judged.tables.values()), default=0)


_NAMES = frozenset({"ten", "so_ky_hieu", NUMBER_AND_DAY})


def _names(judged: JudgedPlace) -> bool:
    return bool(judged.tables) and bool(fields_filled(judged.tables["cong-khai"]) & _NAMES)


def _only_counts(judged: JudgedPlace) -> bool:
    """Tell whether a table counts things, unit by unit, and names none."""
    if not judged.tables or _names(judged) or judged.is_marked:
        return False
    table = judged.tables["cong-khai"]
    units = {column.number for column in table.columns if column.field in {"don_vi", "nhom"}}
    cells = [
        cell
        for row in table.rows
        for number, cell in table.sheet.cells_in(row).items()
        if number not in units and cell.flat and not names_sum(cell.flat)
    ]
    return bool(cells) and all(is_count(cell.flat) for cell in cells)


def _without_bare_headings(read: tuple[ReadTable, ...]) -> tuple[ReadTable, ...]:
    """Drop tables of headings with nothing below them whose grid has items elsewhere."""
    filled = {table.grid.number for table in read if table.items}
    return tuple(t for t in read if t.items or t.left or t.grid.number not in filled)
