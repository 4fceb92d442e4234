"""Find the places of lists in a file, with the titles over them; say why a grid holds none."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from access_info.imports.lists import rules
from access_info.imports.lists.cells import Sheet
from access_info.imports.lists.columns import short_lines
from access_info.imports.lists.headings import ListName
from access_info.imports.lists.kinds import (
    CLOSED,
    Kind,
    Title,
    TitleFollower,
    is_heading_of_part,
    kinds_in,
    kinds_of_name,
)
from access_info.imports.lists.tables import ListTable, blocks_of, headers_of, is_header
from access_info.imports.lists.wordings import says
from access_info.office_files.document import Book, Grid, Left
from access_info.problems import Location, Problem, quotable

# Reasons why a file, or a grid of it, holds no list; and notes beside a list's rows.

# A paragraph that is an entry of a list written as paragraphs: “1. Quyết định …”, “- Quy chế …”.
ENTRY = re.compile(r"\s*(?:\d{1,3}[.)]|[-–+•])\s*\S")
_ITEM = re.compile(r"\s*\d{1,3}[.)]\s*\S")
_MIN_PARAGRAPHS = 3
# Headings of a table turned on its side stand in one of its first columns.
_MAX_HEADING_COLUMNS = 3
_MIN_NUMBERED = 2
_MAX_SHOWN = 80


def why_nothing(book: Book, grids: Sequence[Grid], name: ListName, path: str) -> Problem:
    """Return the problem that explains, as well as can be guessed, why a file holds no list.

    One card for each item (TT798), a table turned on its side (TT782), a list in paragraphs (TT772), or just
    no list (TT771).

    Args:
        book: The file.
        grids: Those of its grids that were searched.
        name: The list that was looked for.
        path: Where the file is, absolute, with `/`.
    """
    place = Location(path)
    turned = [grid for grid in grids if is_header(Sheet(_transposed(grid)), 1, name)]
    if len(turned) > 1:
        return rules.CARDS.at(place, count=len(turned))
    if turned:
        return rules.TURNED.at(place, table=turned[0].title)
    count = book.tabbed or sum(ENTRY.match(paragraph) is not None for paragraph in book.paragraphs)
    if count >= _MIN_PARAGRAPHS:
        return rules.PARAGRAPHS.at(place, count=count)
    titles = [grid.title for grid in book.grids if grid.cells]
    seen = f" (đã xem: {', '.join(titles[:8])})" if titles else " (tệp không có bảng nào)"
    return rules.NO_LIST.at(place, seen=seen)


def is_layout(grid: Grid) -> bool:
    """Tell whether a grid only lays out a document's letterhead or signatures: “Nơi nhận:”."""
    return any(says("page_layout", cell.flat) for cell in grid.cells[:40])


def why_not(grid: Grid) -> str:
    """Return the reason, for people, why a grid holds no list."""
    if is_layout(grid):
        return "bảng trình bày (quốc hiệu, nơi nhận, chữ ký), không phải danh mục"
    return "không có hàng tiêu đề của danh mục"


def rows_over_headings(table: ListTable, after: int) -> Iterator[Left]:
    """Yield the rows over a table's headings, such as the list's title, for the report of unread rows.

    Args:
        table: The table.
        after: Number of the last row that belongs to a table before it.
    """
    for row in table.sheet.rows:
        if after < row < table.header[0]:
            cells = [cell for cell in table.sheet.cells_in(row).values() if cell.flat]
            if cells:
                words = quoted(" | ".join(cell.flat for cell in cells))
                yield Left(row, cells[0].column, f"nằm trên hàng tiêu đề: {words}")


def note_on_numbered_paragraphs(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield a note that numbered paragraphs outside the table are not read as items, if there are two or more."""
    numbered = [paragraph for paragraph in paragraphs if _ITEM.match(paragraph)]
    if len(numbered) >= _MIN_NUMBERED:
        yield (
            f"Ngoài bảng có {len(numbered)} đoạn văn đánh số, không đọc (đoạn đầu: {quoted(numbered[0])}). "
            "Nếu là mục của danh mục thì đưa vào bảng rồi nhập lại."
        )


def note_on_ticked_columns(table: ListTable) -> Iterator[str]:
    """Yield a note if several columns hold nothing but ticks and fill no field.

    Each may stand for an agency: the agency should then filter its own rows before the import.
    """
    names = [
        column.heading
        for column in table.columns
        if not column.field and column.heading and _is_ticked(table, column.number)
    ]
    if len(names) > 1:
        yield (
            f"Các cột {', '.join(map(quoted, names[:8]))} chỉ đánh dấu: giữ trong ghi chú. Nếu mỗi cột "
            "là một cơ quan thì lọc lấy các hàng của cơ quan mình ra tệp riêng rồi nhập."
        )


def quoted(text: str) -> str:
    """Return words of a file in quotation marks for a report, shortened."""
    return f"“{quotable(text, longest=_MAX_SHOWN)}”"


def _is_ticked(table: ListTable, number: int) -> bool:
    """Tell whether all filled cells of a column are ticks."""
    column = [table.sheet.cells_in(row).get(number) for row in table.rows]
    cells = [cell for cell in column if cell is not None and cell.flat]
    return bool(cells) and all(cell.is_tick for cell in cells)


def _transposed(grid: Grid) -> Grid:
    """Return a grid's first three filled columns as rows, to see whether its headings stand in a column."""
    first = min((cell.column for cell in grid.cells), default=1)
    cells = [
        dataclasses.replace(cell, row=cell.column - first + 1, column=cell.row, rows=1, columns=1)
        for cell in grid.cells
        if cell.column - first < _MAX_HEADING_COLUMNS
    ]
    return dataclasses.replace(grid, cells=tuple(cells))


# One list's place in a file: its cells, its headings, and the words that say which list it is.


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListPlace:
    """The place of one list: a table, or a part of a table under a title of its own.

    Attributes:
        sheet: The cells of the list, without those of closed lists beside it.
        header: First and last row of the headings; (0, 0) where the table continues the one before.
        last: Number of the last row.
        title: The title over the list.
        is_part: Whether the table has other parts, under other titles.
    """

    sheet: Sheet
    header: tuple[int, int]
    last: int
    title: Title
    is_part: bool = False

    @property
    def grid(self) -> Grid:
        """The grid of the list's cells."""
        return self.sheet.grid

    @functools.cached_property
    def _named(self) -> tuple[frozenset[Kind], str]:
        """Return the kinds of list named outside the title, and, for people, where they are named.

        Words around the table count where they say “closed”, or where the sheet's name says nothing.
        """
        grid = self.grid
        named = kinds_of_name(grid.name) if grid.kind == "sheet" else frozenset()
        lines = [line for line in grid.around if kinds_in(line)]
        around = kinds_in(" ".join(grid.around))
        if lines:
            around = frozenset().union(*map(kinds_in, lines))
        if around == {CLOSED} or (around and not named):
            words = quoted("; ".join(lines) or grid.around[0])
            return around, f"chữ ở đầu, chân trang in hoặc hộp chữ {words}"
        return named, f"tên trang tính “{grid.name}”"

    @property
    def named(self) -> frozenset[Kind]:
        """The kinds of list that the sheet's name, or the print around the table, speaks of."""
        return self._named[0]

    @property
    def naming(self) -> str:
        """Where the kinds of `named` are named, for people: “tên trang tính “Danh mục””."""
        return self._named[1]

    @property
    def is_closed(self) -> bool:
        """Whether title, sheet name or print say that citizens may not have the listed information."""
        return frozenset({CLOSED}) in (self.title.kinds, self.named)

    @property
    def where(self) -> str:
        """Where the list stands and under which title or sheet name, for people."""
        by_title = self.title.kinds == {CLOSED} or self.named != {CLOSED}
        if by_title and (self.title.kinds or not self.named):
            over = f", dưới tiêu đề {quoted(self.title.text)}" if self.title.text else ""
            return f"{self.grid.title}{over}"
        # A sheet's name stands in `grid.title` already: it is not said twice.
        by_name = kinds_of_name(self.grid.name) == self.named and self.grid.kind == "sheet"
        return self.grid.title if by_name else f"{self.grid.title}, theo {self.naming}"


# Parts of a table that are lists of their own, and how they are cut out of it.

_BARE_MARK = re.compile(r"\(?(?:[IVXLC]{1,5}|[A-HĐ])\s*[.)/:]?")
_NUMBER = re.compile(r"\(?\d{1,4}(?:\.\d{1,3})*[.)]?")


def part_of(
    sheet: Sheet, header: tuple[int, int], span: tuple[int, int, Title], *, is_first: bool
) -> ListPlace:
    """Return a part of a table as a place of its own, together with the table's headings.

    Args:
        sheet: The table.
        header: First and last row of the table's headings.
        span: The last row of the part's title, the last row of the part, and the title.
        is_first: Whether the part stands right below the headings; then rows over them go with it.
    """
    head, end, title = span
    cells = tuple(
        cell
        for cell in sheet.grid.cells
        if head < cell.row <= end
        or header[0] <= cell.row <= header[1]
        or (is_first and cell.row < header[0])
    )
    left = [
        passed
        for passed in sheet.grid.left
        if head < passed.row <= end or (is_first and passed.row == 1)
    ]
    if not is_first and title.kinds != {CLOSED}:
        left.append(Left(head, 1, f"tên danh mục: {quoted(title.text)}"))
    grid = dataclasses.replace(sheet.grid, cells=cells, left=tuple(left))
    return ListPlace(sheet=Sheet(grid), header=header, last=end, title=title, is_part=True)


def without_closed(grid_places: Sequence[ListPlace]) -> list[ListPlace]:
    """Return the lists of one grid, with the cells of closed lists taken out of the others.

    So nothing that citizens may not have is read along with an open list of the same sheet.
    """
    closed = [place for place in grid_places if place.is_closed]
    if not closed or len(closed) == len(grid_places):
        return list(grid_places)
    places = []
    for place in grid_places:
        open_rows = range(place.header[0], place.last + 1) if place.header[0] else ()
        rows = {row for other in closed for row in range(other.header[0], other.last + 1)}
        cells = tuple(c for c in place.grid.cells if c.row in open_rows or c.row not in rows)
        grid = dataclasses.replace(place.grid, cells=cells)
        open_place = dataclasses.replace(place, sheet=Sheet(grid))
        places.append(place if place in closed else open_place)
    return places


def lone_texts(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """Return the texts of the leading rows that hold one text each: titles or groups, not items.

    A mark in a cell of its own is put before the text: `II` | `Hộ tịch` → `II. Hộ tịch`.
    """
    texts: list[str] = []
    for row in rows:
        cells = [cell for cell in sheet.cells_in(row).values() if cell.flat]
        words = [cell for cell in cells if not _BARE_MARK.fullmatch(cell.flat)]
        marks = [cell.flat for cell in cells if cell not in words]
        if len(words) != 1 or _NUMBER.fullmatch(words[0].flat) or sheet.covering(row):
            break
        texts.append(" ".join([*(f"{mark.strip('.')}." for mark in marks[:1]), words[0].flat]))
    return texts


def lines_of(sheet: Sheet, rows: Iterable[int]) -> Iterator[str]:
    """Yield each line of text in the cells of some rows, in order."""
    for row in rows:
        for cell in sheet.cells_in(row).values():
            yield from cell.text.split("\n")


# Places of lists in a file, with the titles over them; of closed lists without their content.

_MAX_LAYOUT_CELLS = 12


class Places:
    """The places of a file's lists, and the texts around them that later steps need.

    The file is searched grid by grid; the titles on the way are remembered.

    Attributes:
        tables: The tables of lists, in the file's order.
        repealed: Tables of items that a decision takes out of a list.
        bare: Grids under the title of a closed list that have no headings of a list.
        paragraphs: Paragraphs outside tables, without those of closed lists.
        texts: All paragraphs outside tables; only searched for words that close rows, never imported.
        titled_kinds: All kinds of list that a title anywhere in the file names.
        withheld: Number of entries of each closed list written as paragraphs, by the list's title.
        legends: Short lines of sheets without a list; they may be legends that explain a list's signs.
    """

    def __init__(self, book: Book, numbers: Collection[int]) -> None:
        """Find the lists of a file and the title over each.

        Args:
            book: The file.
            numbers: Numbers of the grids to be read. Titles in the others still count for the grids after.
        """
        self.tables: list[ListPlace] = []
        self.repealed: list[ListPlace] = []
        self.bare: list[ListPlace] = []
        self.paragraphs: list[str] = []
        self.texts: list[str] = []
        self.titled_kinds: set[Kind] = set()
        self.withheld: Counter[Title] = Counter()
        self._book = book
        self._read = numbers
        self._titles = TitleFollower()
        self._tables: list[ListPlace] = []
        self._around = {grid.within[0] for grid in book.grids if grid.within is not None}
        self._find()
        self.legends = list(self._legend_lines())

    def _find(self) -> None:
        """Find the places of the file's lists, grid by grid."""
        for grid in sorted(self._book.grids, key=lambda book_grid: book_grid.number):
            if grid.kind != "table":
                self._titles = TitleFollower()
            self._read_paragraphs(grid.before, inside=grid.within is not None)
            self._find_in_grid(grid)
            self._titles.end_block()
        self._read_paragraphs(self._book.after, inside=False)
        for place in self._tables:
            is_repealed = place.title.repeals and not place.is_closed
            (self.repealed if is_repealed else self.tables).append(place)

    def _legend_lines(self) -> Iterator[str]:
        """Yield the short lines of sheets without a list, which may explain signs used in a list."""
        listed = {place.grid.number for place in (*self._tables, *self.bare)}
        for grid in self._book.grids:
            if grid.kind == "sheet" and grid.number not in listed:
                yield from short_lines(Sheet(grid))

    def _read_paragraphs(self, paragraphs: Iterable[str], *, inside: bool) -> None:
        """Follow the titles in paragraphs; collect the paragraphs, of closed lists only their number.

        Args:
            paragraphs: The paragraphs before a grid, or after the last.
            inside: Whether they stand in a cell of another grid: no paragraphs of the document then.
        """
        for paragraph in paragraphs:
            before = self._titles.current
            self._titles.see([paragraph])
            title = self._titles.current
            self.texts.append(paragraph)
            self.titled_kinds |= title.kinds
            if title.kinds != {CLOSED}:
                if not inside:
                    self.paragraphs.append(paragraph)
            elif title == before and ENTRY.match(paragraph):
                self.withheld[title] += 1

    def _find_in_grid(self, grid: Grid) -> None:
        """Find the lists in one grid, each under its headings, and add their places."""
        sheet = Sheet(grid)
        headers = headers_of(sheet) if grid.cells else []
        if not headers:
            self._record_without_headings(sheet)
            return
        sheet = self._read_titles_above(sheet, headers[0][0])
        places: list[ListPlace] = []
        for number, header in enumerate(headers):
            following = headers[number + 1][0] if number + 1 < len(headers) else 0
            last = following - 1 if following else max(sheet.rows)
            blocks = blocks_of(sheet, header)
            if len(blocks) > 1:
                places += self._side_by_side(blocks, header, last)
            else:
                places += self._parts(blocks[0], header, last, is_followed=bool(following))
        if grid.number in self._read:
            self._tables += without_closed(places)

    def _read_titles_above(self, sheet: Sheet, first: int) -> Sheet:
        """Follow the titles over the first headings; return the sheet without rows under a closed list's title.

        A closed list whose headings are not recognised may stand there: nothing of it may be read.
        """
        rows: list[int] = []
        titles: list[Title] = []
        for row in sheet.rows:
            if row < first:
                before = self._titles.current
                self._titles.see(lines_of(sheet, [row]))
                if self._titles.current.kinds == {CLOSED} and self._titles.current == before:
                    rows.append(row)
                    titles.append(before)
        if not rows:
            return sheet
        if self._titles.current.kinds != {CLOSED} and sheet.grid.number in self._read:
            self.withheld.update(titles)
        cells = tuple(cell for cell in sheet.grid.cells if cell.row not in rows)
        return Sheet(dataclasses.replace(sheet.grid, cells=cells))

    def _record_without_headings(self, sheet: Sheet) -> None:
        """Record a grid without headings: the last table continued, a closed list, or mere layout.

        A table continues the one right before it, of the same width and under the same title.
        """
        grid = sheet.grid
        before = self._tables[-1] if self._tables else None
        goes_on = (
            bool(grid.cells)
            and grid.kind == "table"
            and grid.within is None
            and before is not None
            and before.title.kinds == self._titles.current.kinds
            and before.title.repeals == self._titles.current.repeals
            and before.grid.width == grid.width
            and before.grid.number == self._number_before(grid)
        )
        last = max(sheet.rows, default=0)
        place = ListPlace(sheet=sheet, header=(0, 0), last=last, title=self._titles.current)
        if grid.number not in self._read:
            return
        if goes_on:
            self._tables += self._parts(sheet, (0, 0), last, is_followed=False)
            return
        if grid.number not in self._around and len(grid.cells) <= _MAX_LAYOUT_CELLS:
            self._titles.see(lines_of(sheet, sheet.rows))
        if place.is_closed and grid.cells and not is_layout(grid):
            self.bare.append(place)

    def _number_before(self, grid: Grid) -> int:
        """Return the number of the last filled grid before a grid, nested grids left out; 0 for none."""
        outer = (other for other in self._book.grids if other.within is None and other.cells)
        return max((other.number for other in outer if other.number < grid.number), default=0)

    def _side_by_side(
        self, blocks: Sequence[Sheet], header: tuple[int, int], last: int
    ) -> list[ListPlace]:
        """Return a place for each list of a sheet that holds lists side by side.

        Each has the title in its own columns, or without one, the title over them all.

        Args:
            blocks: The cells of each list.
            header: First and last row of the headings, common to all.
            last: Number of the last row.
        """
        over = self._titles.current
        places = []
        for block in blocks:
            titles = TitleFollower()
            titles.see(lines_of(block, (row for row in block.rows if row < header[0])))
            title = titles.current if titles.current.kinds else over
            places.append(ListPlace(sheet=block, header=header, last=last, title=title))
        return places

    def _parts(
        self, sheet: Sheet, header: tuple[int, int], last: int, *, is_followed: bool
    ) -> list[ListPlace]:
        """Return a place for each list in a table, divided where titles between its rows begin another list.

        Args:
            sheet: The table.
            header: First and last row of the headings.
            last: Number of the last row.
            is_followed: Whether other headings follow below; text right above them is then a title.
        """
        rows = [row for row in sheet.rows if header[1] < row <= last]
        texts = [cell.flat for cell in sheet.cells_in(header[1]).values()] if header[1] else []
        self._titles.end_block()
        breaks: list[tuple[int, int, Title]] = [(header[1] + 1, header[1], self._titles.current)]
        at = 0
        while at < len(rows):
            run = lone_texts(sheet, rows[at:])
            if not run:
                at += 1
                continue
            after = rows[at + len(run)] if at + len(run) < len(rows) else 0
            again = bool(after) and [c.flat for c in sheet.cells_in(after).values()] == texts
            is_title = again or (is_followed and not after)
            for first, end, title in self._titles_in(
                rows[at : at + len(run)], run, is_title=is_title
            ):
                above = breaks[-1][2]
                if (title.kinds, title.repeals) != (above.kinds, above.repeals):
                    breaks.append((first, end, title))
            at += len(run)
        ends = [first - 1 for first, _, _ in breaks[1:]] + [last]
        parts = [
            (head, min(end, last), title)
            for (_, head, title), end in zip(breaks, ends, strict=True)
            if any(head < row <= end for row in rows)
        ]
        kinds = {(title.kinds, title.repeals) for _, _, title in parts}
        if len(kinds) < 2:  # noqa: PLR2004
            title = parts[-1][2] if parts else breaks[-1][2]
            return [ListPlace(sheet=sheet, header=header, last=last, title=title)]
        starts = breaks[0][1]
        return [part_of(sheet, header, span, is_first=span[1] == starts) for span in parts]

    def _titles_in(
        self, rows: Sequence[int], texts: Sequence[str], *, is_title: bool
    ) -> Iterator[tuple[int, int, Title]]:
        """Yield (first row, last row, title) of each title in a run of rows of one text each.

        Args:
            rows: Numbers of the rows.
            texts: Their texts.
            is_title: Whether the whole run is one title; else a title has one line or two.
        """
        if is_title:
            yield rows[0], rows[-1], self._titles.begin(texts)
            return
        at = 0
        while at < len(texts):
            heads = (size for size in (1, 2) if is_heading_of_part(" ".join(texts[at : at + size])))
            lines = next(heads, 0)
            if lines:
                title = self._titles.begin([" ".join(texts[at : at + lines])])
                yield rows[at], rows[at + lines - 1], title
            at += lines or 1
