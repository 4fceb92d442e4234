"""Places of lists in a file, with the titles over them; closed ones without content."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence

from access_info.imports.lists.locate.no_list import ENTRY, is_layout
from access_info.imports.lists.locate.parts import lines_of, lone_texts, part_of, without_closed
from access_info.imports.lists.locate.place import ListPlace, place_of
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.locate.signs import short_lines
from access_info.imports.lists.locate.tables import blocks_of, headers_of
from access_info.imports.lists.words.kinds import CLOSED, Kind
from access_info.imports.lists.words.titles import Title, TitleFollower, is_heading_of_part
from access_info.office_files.document import Book, Grid

_SMALL = 12


@dataclasses.dataclass(frozen=True, kw_only=True)
class Places:
    """A file's lists.

    Attributes:
        tables: Where they stand, in the file's order.
        repealed: Tables of what is in a list no more.
        bare: Grids under the title of a closed list whose headings are none of a list's.
        paragraphs: Paragraphs outside tables, but for those of closed lists.
        texts: All paragraphs outside tables, to be judged only.
        titled_kinds: All kinds that a title anywhere speaks of.
        withheld: Titles of closed lists that are written as paragraphs, and how many there are.
        keys: Short lines of sheets that hold no list: they may explain the signs of one.
    """

    tables: tuple[ListPlace, ...]
    repealed: tuple[ListPlace, ...]
    bare: tuple[ListPlace, ...]
    paragraphs: tuple[str, ...]
    texts: tuple[str, ...]
    titled_kinds: frozenset[Kind]
    withheld: tuple[tuple[Title, int], ...]
    keys: tuple[str, ...]


def find_places(book: Book, is_read: Callable[[Grid], bool]) -> Places:
    """Find the lists of a file and the title over each.

    Args:
        book: The file.
        is_read: Whether a grid is to be read; the others' titles hold for those behind them.
    """
    return _Finder(book, is_read).find()


class _Finder:
    def __init__(self, book: Book, is_read: Callable[[Grid], bool]) -> None:
        self._book = book
        self._is_read = is_read
        self._titles = TitleFollower()
        self._tables: list[ListPlace] = []
        self._bare: list[ListPlace] = []
        self._paragraphs: list[str] = []
        self._texts: list[str] = []
        self._titled_kinds: set[Kind] = set()
        self._withheld: dict[Title, int] = {}
        self._around = {grid.within[0] for grid in book.grids if grid.within is not None}

    def find(self) -> Places:
        for grid in sorted(self._book.grids, key=lambda book_grid: book_grid.number):
            if grid.kind != "table":
                self._titles = TitleFollower()
            self._pass(grid.before, inside=grid.within is not None)
            self._grid(grid)
            self._titles.table()
        self._pass(self._book.after, inside=False)
        return Places(
            tables=tuple(table for table in self._tables if not _is_repealed(table)),
            repealed=tuple(place for place in self._tables if _is_repealed(place)),
            bare=tuple(self._bare),
            paragraphs=tuple(self._paragraphs),
            texts=tuple(self._texts),
            titled_kinds=frozenset(self._titled_kinds),
            withheld=tuple(self._withheld.items()),
            keys=tuple(self._keys()),
        )

    def _keys(self) -> Iterator[str]:
        """Yield the short lines of the sheets in which no list stands."""
        listed = {place.grid.number for place in (*self._tables, *self._bare)}
        for grid in self._book.grids:
            if grid.kind == "sheet" and grid.number not in listed:
                yield from short_lines(Sheet(grid))

    def _pass(self, paragraphs: Iterable[str], *, inside: bool) -> None:
        for paragraph in paragraphs:
            before = self._titles.current
            self._titles.see([paragraph])
            title = self._titles.current
            self._texts.append(paragraph)
            self._titled_kinds |= title.kinds
            if title.kinds != {CLOSED}:
                if not inside:
                    self._paragraphs.append(paragraph)
            elif title == before and ENTRY.match(paragraph):
                self._withheld[title] = self._withheld.get(title, 0) + 1

    def _grid(self, grid: Grid) -> None:
        sheet = Sheet(grid)
        headers = headers_of(sheet) if grid.cells else []
        if not headers:
            self._without_headings(sheet)
            return
        sheet = self._above(sheet, headers[0][0])
        places: list[ListPlace] = []
        for number, header in enumerate(headers):
            following = headers[number + 1][0] if number + 1 < len(headers) else 0
            last = following - 1 if following else max(sheet.rows)
            blocks = blocks_of(sheet, header)
            if len(blocks) > 1:
                places += self._side_by_side(blocks, header, last)
            else:
                places += self._parts(blocks[0], header, last, is_followed=bool(following))
        if self._is_read(grid):
            self._tables += without_closed(places)

    def _above(self, sheet: Sheet, first: int) -> Sheet:
        """Read the titles over the first headings; cut the rows under a closed list's title.

        A list whose headings are none that are known may stand there.
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
        if self._titles.current.kinds != {CLOSED} and self._is_read(sheet.grid):
            for title in titles:
                self._withheld[title] = self._withheld.get(title, 0) + 1
        cells = tuple(cell for cell in sheet.grid.cells if cell.row not in rows)
        return Sheet(dataclasses.replace(sheet.grid, cells=cells))

    def _without_headings(self, sheet: Sheet) -> None:
        """Record a grid without headings: a table continued, a closed list or a layout."""
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
            and before.grid.number == self._before(grid)
        )
        last = max(sheet.rows, default=0)
        place = place_of(sheet, (0, 0), last, self._titles.current)
        if not self._is_read(grid):
            return
        if goes_on:
            self._tables += self._parts(sheet, (0, 0), last, is_followed=False)
            return
        if grid.number not in self._around and len(grid.cells) <= _SMALL:
            self._titles.see(lines_of(sheet, sheet.rows))
        if place.is_closed and grid.cells and not is_layout(grid):
            self._bare.append(place)

    def _before(self, grid: Grid) -> int:
        outer = (
            outer_grid.number
            for outer_grid in self._book.grids
            if outer_grid.within is None and outer_grid.cells
        )
        return max((number for number in outer if number < grid.number), default=0)

    def _side_by_side(
        self, blocks: Sequence[Sheet], header: tuple[int, int], last: int
    ) -> list[ListPlace]:
        """Place lists that stand beside each other, each under the title in its columns."""
        over = self._titles.current
        places = []
        for block in blocks:
            titles = TitleFollower()
            titles.see(lines_of(block, (row for row in block.rows if row < header[0])))
            title = titles.current if titles.current.kinds else over
            places.append(place_of(block, header, last, title))
        return places

    def _parts(
        self, sheet: Sheet, header: tuple[int, int], last: int, *, is_followed: bool
    ) -> list[ListPlace]:
        """Divide a table where titles inside it open another list, or take it as one place."""
        rows = [row for row in sheet.rows if header[1] < row <= last]
        texts = [cell.flat for cell in sheet.cells_in(header[1]).values()] if header[1] else []
        self._titles.table()
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
            for first, end, title in self._headings(rows[at : at + len(run)], run, whole=is_title):
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
            return [place_of(sheet, header, last, title)]
        starts = breaks[0][1]
        return [part_of(sheet, header, span, is_first=span[1] == starts) for span in parts]

    def _headings(
        self, rows: Sequence[int], texts: Sequence[str], *, whole: bool
    ) -> Iterator[tuple[int, int, Title]]:
        """Yield first row, last row and title of each heading in a run of one-text rows."""
        if whole:
            self._titles.table()
            self._titles.see(texts)
            yield rows[0], rows[-1], self._titles.current
            return
        skip = False
        for number, text in enumerate(texts):
            if skip:
                skip = False
                continue
            both = f"{text} {texts[number + 1]}" if number + 1 < len(texts) else ""
            if is_heading_of_part(text):
                self._titles.table()
                self._titles.see([text])
                yield rows[number], rows[number], self._titles.current
            elif both and is_heading_of_part(both):
                skip = True
                self._titles.table()
                self._titles.see([both])
                yield rows[number], rows[number + 1], self._titles.current


def _is_repealed(place: ListPlace) -> bool:
    return place.title.repeals and not place.is_closed
