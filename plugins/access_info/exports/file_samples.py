"""What a page tells of a file before one downloads it: rows, day, size, and how it begins."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

_SHOWN_ROWS, _SHOWN_COLUMNS = 3, 6
_LONGEST_CELL, _LONGEST_LINE = 90, 240
_SHOWN_LINES = 12
# A member of the envelope stands on a line of its own before all rows.
_MODIFIED = re.compile(rb'^"modified":"([0-9]{4}-[0-9]{2}-[0-9]{2})"', re.MULTILINE)
_ENVELOPE_BYTES = 1 << 17


@dataclasses.dataclass(frozen=True, kw_only=True)
class TableSample:
    """How a table begins.

    Attributes:
        rows: How many rows it has below its titles.
        titles: Of the first columns in which any of the shown rows has something.
        cells: Those columns of the first rows; what is long is cut.
        more: How many columns are not shown.
    """

    rows: int
    titles: Sequence[str]
    cells: Sequence[Sequence[str]]
    more: int


def table_sample(path: Path) -> TableSample:
    """Read how a CSV file begins, and count its rows; one row is in memory at a time."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        titles = next(reader, [])
        first = [row for _, row in zip(range(_SHOWN_ROWS), reader, strict=False)]
        rows = len(first) + sum(1 for _ in reader)
    places = [place for place, _ in enumerate(titles) if any(row[place] for row in first)]
    shown = places[:_SHOWN_COLUMNS]
    return TableSample(
        rows=rows,
        titles=[titles[place] for place in shown],
        cells=[[_cut(row[place], _LONGEST_CELL) for place in shown] for row in first],
        more=len(titles) - len(shown),
    )


def first_lines(path: Path) -> str:
    """Return the first lines of a text file; what is long is cut."""
    with path.open(encoding="utf-8-sig") as file:
        lines = [file.readline() for _ in range(_SHOWN_LINES)]
    shown = [_cut(line.rstrip("\r\n"), _LONGEST_LINE) for line in lines if line]
    return "\n".join([*shown, "…"])


def modified_day(path: Path) -> str:
    """Return the ISO day of the last change that the envelope of a JSON file tells, or ""."""
    with path.open("rb") as file:
        known = _MODIFIED.search(file.read(_ENVELOPE_BYTES))
    return known[1].decode() if known else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
