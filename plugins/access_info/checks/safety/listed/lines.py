"""Tables that are typed as lines: numbered or dotted lines, cells between strokes or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety.listed.tables import ListedPeople, listed_people
from access_info.scanning import ScannedTable

# “1. Nguyễn Văn Mẫu, thôn 2”, “- Hộ bà Thử”, “12 Trần Thị Nháp 1950”.
_ENTRY = re.compile(r"\s*(\d{1,4}\s?[.)/\-]?|[-–—+•*●])\s+(\S.*)")
_STROKES = re.compile(r"\s*\|?(.*\|.*?)\|?\s*")
# The line under a Markdown table's headings.
_RULE = re.compile(r"[\s|:\-]+")
_ENTRIES = "1."
_LEAST_LINES = 3
_ABOVE = 3


def people_in_lines(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the lists of private people among the lines of a text.

    Args:
        where: For people: the text's place.
        text: Lines, as typed.
    """
    for way, table in _tables(where, text):
        yield from listed_people(table, headed=way != _ENTRIES)


def _tables(where: str, text: str) -> Iterator[tuple[str, ScannedTable]]:
    """Yield the lists of a text as tables, each with the lines before it and how it is typed.

    Args:
        where: For people: the text's place.
        text: Lines, as typed.
    """
    rows: list[tuple[str, ...]] = []
    above: list[str] = []
    way = ""
    for line in [*text.splitlines(), "."]:
        now, cells = _cells(line)
        if now == way and way:
            rows.extend(cells)
            continue
        if not line.strip():
            continue
        if len(rows) >= _LEAST_LINES:
            yield way, ScannedTable(where, tuple(rows), "\n".join(above[-_ABOVE:]))
        if rows:
            above = []
        way, rows = now, list(cells)
        if not way:
            above.append(line.strip())


def _cells(line: str) -> tuple[str, list[tuple[str, ...]]]:
    """Return how a line is a row, and its cells; no cells of a line that only rules."""
    if "|" in line or "\t" in line.strip():
        sign = "|" if "|" in line else "\t"
        if _RULE.fullmatch(line):
            return sign, []
        match = _STROKES.fullmatch(line) if sign == "|" else None
        cells = (match[1] if match else line).split(sign)
        return sign, [tuple(cell.strip(" *") for cell in cells)]
    entry = _ENTRY.fullmatch(line)
    return (_ENTRIES, [(entry[1], entry[2].strip())]) if entry else ("", [])
