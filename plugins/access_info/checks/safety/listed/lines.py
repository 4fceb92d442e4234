"""Tables that are typed as lines: numbered or dotted lines, cells between strokes or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from access_info.checks.safety.listed.cells import names_in, plain_words
from access_info.checks.safety.listed.tables import ListedPeople, listed_people
from access_info.checks.safety.vocabulary.lists import NAMES
from access_info.scanning import ScannedTable

# “1. Nguyễn Văn Mẫu, thôn 2”, “- Hộ bà Thử”, “12 Trần Thị Nháp 1950”.
_ENTRY = re.compile(r"\s*(\d{1,4}\s?[.)/\-]?|[-–—+•*●])\s+(\S.*)")
# The line under a Markdown table's headings.
_RULE = re.compile(r"[\s|:\-]+")
_ENTRIES = "1."
_LEAST_LINES = 3
_ABOVE = 3
_LONGEST_HEADING = 30
_MOST_CELLS = 12
_MAY_HEAD = re.compile(
    r"t[êe]n(?!\w)|chủ hộ|học sinh|bệnh nhân|người|đối tượng|khách hàng", re.IGNORECASE
)


def people_in_lines(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the lists of private people among the lines of a text.

    Args:
        where: For people: the text's place.
        text: Lines, as typed.
    """
    for way, table in _tables(where, text):
        yield from listed_people(table, headed=way != _ENTRIES)


def people_in_stacked_cells(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the lists of private people in a text that has each cell of a table on a line.

    So do old DOC files, slides and HTML come: “Họ tên”, “Thôn”, “1”, “Nguyễn Văn Mẫu”, “Thôn 2” …

    Args:
        where: For people: the text's place.
        text: Lines.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for start, line in enumerate(lines):
        if len(line) <= _LONGEST_HEADING and _MAY_HEAD.search(line) and _is_head(line):
            yield from listed_people(_unstacked(where, lines, start))
            return


def _is_head(line: str) -> bool:
    return NAMES.match(plain_words(line)) is not None and not names_in(line)


def _unstacked(where: str, lines: Sequence[str], start: int) -> ScannedTable:
    """Put lines back into rows: each begins with a name and holds what follows up to the next."""
    headings: list[str] = []
    rows: list[list[str]] = []
    last = start
    for number, line in enumerate(lines[start:], start):
        if number - last > _MOST_CELLS:
            break  # running text
        if names_in(line):
            rows.append([line])
            last = number
        elif not rows and not line.isdecimal():
            headings.append(line)
        elif rows and len(rows[-1]) < _MOST_CELLS:
            rows[-1].append(line)
    width = min(max(len(headings), _LEAST_LINES), _MOST_CELLS)
    whole = [headings[:width], *(row[:width] for row in rows)]
    return ScannedTable(
        where, tuple(map(tuple, whole)), "\n".join(lines[max(start - 6, 0) : start])
    )


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
        cells = line.strip().strip(sign).split(sign)
        return sign, [tuple(cell.strip(" *") for cell in cells)]
    entry = _ENTRY.fullmatch(line)
    return (_ENTRIES, [(entry[1], entry[2].strip())]) if entry else ("", [])
