"""What a page tells of a file before one downloads it: rows, day, size, and how it begins."""

from __future__ import annotations

import csv
import dataclasses
import functools
import re
from collections.abc import Sequence
from pathlib import Path

from access_info.exports.json_files import START

_SHOWN_ROWS, _SHOWN_COLUMNS = 3, 6
_LONGEST_CELL, _LONGEST_LINE = 90, 240
_SHOWN_LINES = 12
# A member of the envelope stands on a line of its own before all rows.
_MODIFIED = re.compile(rb'^"modified":"([0-9]{4}-[0-9]{2}-[0-9]{2})"', re.MULTILINE)
_ENVELOPE_BYTES = 1 << 17
_PIECE = 1 << 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class TableSample:
    """How a table begins.

    Attributes:
        titles: Of the first columns in which any of the shown rows has something.
        cells: Those columns of the first rows; what is long is cut.
        more: How many columns are not shown.
    """

    titles: Sequence[str]
    cells: Sequence[Sequence[str]]
    more: int


def table_sample(path: Path) -> TableSample:
    """Read how a CSV file begins."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        titles = next(reader, [])
        first = [row for _, row in zip(range(_SHOWN_ROWS), reader, strict=False)]
    places = [place for place, _ in enumerate(titles) if any(row[place] for row in first)]
    shown = places[:_SHOWN_COLUMNS]
    return TableSample(
        titles=[titles[place] for place in shown],
        cells=[[_cut(row[place], _LONGEST_CELL) for place in shown] for row in first],
        more=len(titles) - len(shown),
    )


def row_count(path: Path) -> int:
    """Count the rows of a JSON file with a row on each line, without parsing them.

    The file of a province may be larger than memory; a piece of it is there at a time.
    """
    with path.open("rb") as file:
        for line in file:
            if line.endswith(START):
                break
        # An empty list closes with a line of its own.
        lines = -1 if file.read(1) == b"{" else -2
        for piece in iter(functools.partial(file.read, _PIECE), b""):
            lines += piece.count(b"\n")
    return max(lines, 0)


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
