"""One list's place in a file: its cells, its headings, and what says which list it is."""

from __future__ import annotations

import dataclasses

from access_info.imports.lists.locate.no_list import shown
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.words.kinds import CLOSED, Kind, kinds_in, kinds_of_name
from access_info.imports.lists.words.titles import Title
from access_info.office_files.document import Grid


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListPlace:
    """A table, or a part of one under a title of its own.

    Attributes:
        sheet: Its cells; those of lists that are not read are not among them.
        header: First and last row of its headings; 0 for both where it goes on with the table before.
        last: Number of its last row.
        title: What stands over it.
        named: The kinds that the sheet's name speaks of, or what is printed around the table.
        naming: What names them, for people.
        is_part: Whether it is one of several parts of a table.
    """

    sheet: Sheet
    header: tuple[int, int]
    last: int
    title: Title
    named: frozenset[Kind] = frozenset()
    naming: str = ""
    is_part: bool = False

    @property
    def grid(self) -> Grid:
        """Its grid."""
        return self.sheet.grid

    @property
    def is_closed(self) -> bool:
        """Whether it lists what citizens may not have, by what stands over it."""
        return frozenset({CLOSED}) in (self.title.kinds, self.named)

    @property
    def where(self) -> str:
        """Where it stands and under which title, for people."""
        by_title = self.title.kinds == {CLOSED} or self.named != {CLOSED}
        if by_title and (self.title.kinds or not self.named):
            over = f", dưới tiêu đề {shown(self.title.text)}" if self.title.text else ""
            return f"{self.grid.title}{over}"
        # The title of a sheet is its name: it is not said twice.
        by_name = kinds_of_name(self.grid.name) == self.named and self.grid.kind == "sheet"
        return self.grid.title if by_name else f"{self.grid.title}, theo {self.naming}"


def place_of(
    sheet: Sheet, header: tuple[int, int], last: int, title: Title, *, is_part: bool = False
) -> ListPlace:
    """Build a place, with the kinds that its sheet's name or words printed around it tell.

    Args:
        sheet: Its cells.
        header: First and last row of its headings.
        last: Its last row.
        title: What stands over it.
        is_part: Whether it is one of several parts of a table.
    """
    grid = sheet.grid
    named = kinds_of_name(grid.name) if grid.kind == "sheet" else frozenset()
    naming = f"tên trang tính “{grid.name}”"
    around = _kinds_around(grid)
    if around == {CLOSED} or (around and not named):
        words = shown("; ".join(line for line in grid.around if kinds_in(line)) or grid.around[0])
        named, naming = around, f"chữ ở đầu, chân trang in hoặc hộp chữ {words}"
    return ListPlace(
        sheet=sheet,
        header=header,
        last=last,
        title=title,
        named=named,
        naming=naming,
        is_part=is_part,
    )


def _kinds_around(grid: Grid) -> frozenset[Kind]:
    """Find the kinds of list that words printed around a grid speak of."""
    each: frozenset[Kind] = frozenset().union(*(kinds_in(line) for line in grid.around))
    return each or kinds_in(" ".join(grid.around))
