"""Tables of a PDF's page, from where its words stand: a PDF knows neither rows nor columns."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from access_info.scanning.extracted import LEAST_ROWS, LINES_ABOVE, Extracted
from access_info.scanning.scans import ScannedTable

# Two words with capitals, one after the other: what a list of names holds in each of its rows.
_NAMELIKE = re.compile(r"(?<!\w)(?:(?![a-z\d_])\w[\w']*[ \r\n]{1,3}(?![a-z\d_])\w|(?:văn|thị) \w)")
_MOST_RUNS = 4_000
# In heights of a line: words of one cell stand nearer to each other, lines of one table too.
_CELL_GAP = 0.6
_LINE_GAP = 3.2
_SAME_LINE = 0.5
_LEAST_CELLS = 2
# Lines of one cell between two rows of a table, at the most.
_MOST_BETWEEN = 2
_SPACES = re.compile(r"\s+")


@dataclasses.dataclass(frozen=True, slots=True)
class _Run:
    """The box of words that stand together.

    Attributes:
        left: In points from the page's left edge.
        right: Where they end.
        bottom: In points from the page's lower edge.
        top: Their upper edge.
    """

    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """In points, never nought."""
        return max(self.top - self.bottom, 1.0)

    def joined(self, other: _Run) -> _Run:
        """Join words further right on the line to these."""
        return _Run(
            self.left,
            max(self.right, other.right),
            min(self.bottom, other.bottom),
            max(self.top, other.top),
        )

    def words(self, text: Any) -> str:  # noqa: ANN401 - no types
        """Read the words."""
        words = text.get_text_bounded(self.left, self.bottom, self.right, self.top)
        return _SPACES.sub(" ", words).strip()

    def overlap(self, left: float, right: float) -> float:
        """Return how far they stand above a stretch of the line."""
        return min(self.right, right) - max(self.left, left)


def add_page_tables(text: Any, number: int, extracted: Extracted) -> None:  # noqa: ANN401 - no types
    """Add the tables of a page; rows that go on from the page before join its table.

    Args:
        text: The page's text, as pypdfium2 reads it.
        number: The page's number, from 0.
        extracted: The result to add to.
    """
    if len(_NAMELIKE.findall(text.get_text_range())) < LEAST_ROWS:
        return
    lines = _lines(text)
    if sum(len(line) >= _LEAST_CELLS for line in lines) < LEAST_ROWS:
        return
    above: list[str] = []
    for is_table, group in _grouped(lines):
        if not is_table:
            above += [" ".join(run.words(text) for run in line) for line in group[-LINES_ABOVE:]]
            continue
        rows = _aligned(group, text)
        before = extracted.tables[-1] if extracted.tables else None
        goes_on = (
            before is not None
            and before.where.endswith(f"trang {number}")
            and len(rows[0]) == len(before.rows[0])
        )
        if goes_on and before is not None:
            where = f"{before.where}, trang {number + 1}"
            joined = ScannedTable(where, (*before.rows, *map(tuple, rows)), before.above)
            extracted.tables[-1] = joined
        else:
            extracted.add_table(f"trang {number + 1}", rows, above[-LINES_ABOVE:])
        above = []


def _lines(text: Any) -> list[list[_Run]]:  # noqa: ANN401
    """Return the lines of a page from the top, each as its cells from the left."""
    runs = []
    for index in range(min(text.count_rects(), _MOST_RUNS)):
        left, bottom, right, top = text.get_rect(index)
        runs.append(_Run(left, right, bottom, top))
    runs.sort(key=lambda run: -(run.bottom + run.top))
    lines: list[list[_Run]] = []
    for run in runs:
        middle = (run.bottom + run.top) / 2
        line = lines[-1] if lines else None
        if line and abs((line[0].bottom + line[0].top) / 2 - middle) < _SAME_LINE * line[0].height:
            line.append(run)
        else:
            lines.append([run])
    return [_cells(line) for line in lines]


def _cells(line: Sequence[_Run]) -> list[_Run]:
    cells: list[_Run] = []
    for run in sorted(line, key=lambda run: run.left):
        if cells and run.left - cells[-1].right < _CELL_GAP * max(run.height, cells[-1].height):
            cells[-1] = cells[-1].joined(run)
        else:
            cells.append(run)
    return cells


def _grouped(lines: Sequence[list[_Run]]) -> Iterator[tuple[bool, list[list[_Run]]]]:
    """Yield stretches of lines that are a table, and of others.

    A line of one cell belongs to a table if more rows follow near below it: the name of a group, or
    the second line of a cell.
    """
    table: list[list[_Run]] = []
    others: list[list[_Run]] = []
    for line in lines:
        last = others[-1] if others else table[-1] if table else None
        near = last is not None and last[0].bottom - line[0].top < _LINE_GAP * line[0].height
        if len(line) < _LEAST_CELLS:
            if table and not others and _is_close(table[-1], line):
                table.append(line)
                continue
            if table and len(others) >= _MOST_BETWEEN:
                yield True, table
                table = []
            others.append(line)
        elif table and near:
            table += [*others, line]
            others = []
        else:
            if table:
                yield True, table
            if others:
                yield False, others
            table, others = [line], []
    if table:
        yield True, table
    if others:
        yield False, others


def _aligned(lines: Sequence[Sequence[_Run]], text: Any) -> list[list[str]]:  # noqa: ANN401
    """Put the cells of lines into the columns that most of the full rows have."""
    usual = Counter(len(line) for line in lines if len(line) >= _LEAST_CELLS)
    width = max(usual, key=lambda cells: (usual[cells] * cells, cells))
    full = [line for line in lines if len(line) == width]
    columns = [
        (min(cell.left for cell in cells), max(cell.right for cell in cells))
        for cells in zip(*full, strict=True)
    ]
    rows: list[list[str]] = []
    for previous, line in itertools.pairwise([[], *lines]):
        cells = [""] * width
        places = []
        for cell in line:
            column = max(range(width), key=lambda number: cell.overlap(*columns[number]))
            places.append(column)
            cells[column] = f"{cells[column]} {cell.words(text)}".strip()
        if rows and _continues(previous, line, places):
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows


def _continues(previous: Sequence[_Run], line: Sequence[_Run], places: Sequence[int]) -> bool:
    """Tell whether a line is what did not fit into the row above: close to it, without first cell."""
    return 0 not in places and _is_close(previous, line) and len(line) < max(len(previous), 2)


def _is_close(previous: Sequence[_Run], line: Sequence[_Run]) -> bool:
    return previous[0].bottom - line[0].top < line[0].height / 2
