"""Writes papers as PDF: as JSON for a Typst template, which a child process compiles.

How wide texts are is worked out here as far as it is certain, so that Typst need measure less.
"""

from __future__ import annotations

import base64
import dataclasses
import functools
import importlib.metadata
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from access_info.exports.documents.paper import (
    BODY,
    EDGE,
    HEADER,
    LEFT,
    MARGIN,
    RIGHT,
    Cell,
    CellLine,
    Chart,
    Paper,
    PaperGrid,
    PaperLine,
    PaperParagraph,
    PaperPart,
    PaperRule,
    PaperSection,
    ParagraphLook,
    Phrase,
    RowGroup,
    Style,
    Table,
    text_width,
    without_unprintable,
)
from access_info.extras import Extra, is_installed
from access_info.office_files.limits import Purpose
from access_info.office_files.sandbox import Child, Failure

# Typst, which makes PDF papers; here only its version is asked, without importing it.

TYPESETTER = "typst"


def typesetter_version() -> str:
    """Return the version of Typst, on which the bytes of files depend; "" without it."""
    return importlib.metadata.version(TYPESETTER) if is_installed(Extra.PDF) else ""


# The width of texts by the fonts' own advance widths; where that is not certain, Typst measures.

FONTS = Path(__file__).parents[2] / "templates" / "documents" / "pdf" / "fonts"
MM = 25.4 / 72  # millimetres of a point
# As the template has it: the height of a line and the gap between two, in em.
LINE, GAP = 0.891 + 0.216, 0.042
# By kerning a text may be so much narrower, or wider, than the sum of its letters' advances.
_CLOSER, _APART = 0.97, 1.01
# Width of the narrowest of the four fonts (bold, italic …) against the regular one.
_SLANTED = 0.82


@functools.lru_cache(maxsize=8192)
def width_bounds(
    text: str, size: float, *, in_any_font: bool = False
) -> tuple[float, float] | None:
    """Return the (least, greatest) width that a text may have, in millimetres.

    `None` if it has a character whose width is not known.

    Args:
        text: The text, without line feeds.
        size: Font size, in points.
        in_any_font: Whether it may be bold or italic; else it is in the regular font.
    """
    regular, widest = _advances()
    try:
        units = sum(regular[char] for char in text)
        most = sum(widest[char] for char in text) if in_any_font else units
    except KeyError:
        return None
    scale = size * MM
    return units * scale * _CLOSER * (_SLANTED if in_any_font else 1), most * scale * _APART


def line_count(words: Iterable[str], room: float, size: float) -> tuple[int, int] | None:
    """Return the (least, greatest) number of lines that words may take; `None` if unknown.

    Args:
        words: The words, which are never divided, each with the spaces behind it.
        room: Width of the line, in millimetres.
        size: Font size, in points.
    """
    fewest, most, least_used, most_used = 1, 1, 0.0, 0.0
    space = _advances()[0][" "] * size * MM
    for word in words:
        bare = word.rstrip(" ")
        known = width_bounds(bare, size)
        if known is None or known[1] > room:
            return None
        # Spaces at a line's end take no room.
        spaces = (len(word) - len(bare)) * space
        if least_used + known[0] > room:
            fewest, least_used = fewest + 1, 0.0
        if most_used + known[1] > room:
            most, most_used = most + 1, 0.0
        least_used += known[0] + spaces * _CLOSER
        most_used += known[1] + spaces * _APART
    return fewest, most


def height(lines: Sequence[tuple[float, int]], base: float) -> float:
    """Return the height of some lines with the gaps between them, in points.

    Args:
        lines: (font size in points, number of lines of this size).
        base: The font size by which the gaps are measured.
    """
    count = sum(number for _, number in lines)
    return sum(size * LINE * number for size, number in lines) + max(0, count - 1) * GAP * base


@functools.cache
def _advances() -> tuple[dict[str, float], dict[str, float]]:
    """Return character → its width in em: in the regular font, and the greatest of all four fonts."""
    data = json.loads((FONTS / "advances.json").read_bytes())
    regular, widest = {}, {}
    for own, most, characters in data["advances"]:
        for char in characters:
            regular[char] = own / data["unitsPerEm"]
            widest[char] = most / data["unitsPerEm"]
    return regular, widest


# Texts as the fonts of PDF papers can show them, and words that may have to be divided.

# Stands for a character that the fonts lack.
UNKNOWN = "\N{WHITE SQUARE}"
# Variation selectors, which only choose the shape of the character before.
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"[\t\v\f\r\u0085\u2028\u2029]+")
# Where a line may be divided whatever else stands around (UAX 14): behind a space, but not next to
# brackets and stops that go with a word; in `02/KH-UBND` behind the slash and the hyphen, but not in
# `12/2026-1`.
_BREAKS = re.compile(
    r"""(?<=[^(\[{“‘"'] )(?=[^\s)\]}!?/;:,.(\[{])|(?<=[^(\[{“‘”’"'] )(?=[(\[{])"""
    r"|(?<=[^\W_][/-])(?=[^\W\d_])"
)
_WIDEST = 1.05 * MM  # the greatest width of a character, for each point of its size
# A word that is wider than its line may be divided behind such signs, as in an address.
_DIVISIBLE = re.compile(r"[^/._&=?-]*[/._&=?-]+|[^/._&=?-]+")


def printable(text: str) -> str:
    """Return a text with characters that the fonts lack replaced by `UNKNOWN`; line feeds stay."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFC", without_unprintable(text)))
    return _not_in_fonts().sub(UNKNOWN, _SPACES.sub(" ", plain))


def pieces_of(text: str, room: float, size: float) -> list[Any]:
    """Split a text into pieces for the template, so that it handles only words that may be too wide.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Font size, in points.

    Returns:
        Strings that need no care; `[]` for a new line; `{"parts": …}` with the parts of a word that is
        certainly wider than the line; `[word, width of the line]` for a word that may be.
    """
    pieces: list[Any] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            pieces.append([])
        pieces += _pieces_of_line(line, room, size)
    return pieces


def line_count_bounds(text: str, room: float, size: float) -> tuple[int, int] | None:
    """Return the (least, greatest) number of lines that a text may take in the regular font.

    `None` if that is unknown.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Font size, in points.
    """
    counts = [
        line_count(_words_of(line, room, size), room, size) for line in printable(text).split("\n")
    ]
    known = [each for each in counts if each is not None]
    if len(known) < len(counts):
        return None
    return sum(fewest for fewest, _ in known), sum(most for _, most in known)


def _words_of(line: str, room: float, size: float) -> Iterator[str]:
    """Yield the stretches of a line that Typst never divides: words, or parts of very wide words."""
    for part in _BREAKS.split(line):
        yield from _parts_of_word(part, room, size) or [part]


def _parts_of_word(word: str, room: float, size: float) -> list[str]:
    """Return the parts of a word that is certainly wider than the line, each of which surely fits.

    Nothing if the word is not certainly too wide, or if a part may be too wide as well.
    """
    known = width_bounds(word.rstrip(" "), size, in_any_font=True)
    if known is None or known[0] <= room:
        return []
    parts = _DIVISIBLE.findall(word)
    widths = [width_bounds(part.rstrip(" "), size, in_any_font=True) for part in parts]
    return parts if all(each is not None and each[1] <= room for each in widths) else []


def _pieces_of_line(line: str, room: float, size: float) -> Iterator[Any]:
    """Yield the pieces of one line for the template, which then handles only the risky words.

    Stretches that surely fit are strings. A word that surely is wider than the line is
    `{"parts": […]}`, where it divides into parts that fit; any other word that may be wider is
    `[word, room]`, and the template measures it.
    """
    plain = ""
    for part in _BREAKS.split(line):
        word = part.rstrip(" ")
        if not _may_be_wider(word, room, size):
            plain += part
            continue
        if plain:
            yield plain
        parts = _parts_of_word(word, room, size)
        yield {"parts": parts} if parts else [word, room]
        plain = part[len(word) :]
    if plain:
        yield plain


def _may_be_wider(word: str, room: float, size: float) -> bool:
    """Tell whether a word may be wider than a line; short words are known not to be without measuring."""
    if len(word) * size * _WIDEST <= room:
        return False
    known = width_bounds(word, size, in_any_font=True)
    return known is None or known[1] > room


@functools.cache
def _not_in_fonts() -> re.Pattern[str]:
    """Return a pattern of characters that the shipped fonts lack, made from their list of ranges."""
    lines = (FONTS / "covered.txt").read_text(encoding="utf-8").split()
    ranges = (line.partition("-") for line in lines)
    known = "".join(f"\\U{first:0>8}-\\U{last:0>8}" for first, _, last in ranges)
    return re.compile(f"[^\n{known}]")


# The formatting of each style, the same as `templates/documents/docx/styles.xml` gives Word.


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StyleLook:
    """The whole formatting of a paragraph.

    Attributes:
        align: `left`, `center`, `right` or `both`.
        size: Font size, in points.
        bold: Whether they are bold.
        italic: Whether they are italic.
        keep: Whether it stays on the page of the next paragraph.
        before: Space above, in points.
        after: Space below, in points.
        lines: Distance of lines, as a multiple of a single one.
        first: Indent of the first line, in millimetres.
        level: Of a heading, 1 to 3; 0 for any other paragraph.
    """

    align: str = "left"
    size: float = BODY
    bold: bool = False
    italic: bool = False
    keep: bool = False
    before: float = 0
    after: float = 0
    lines: float = 1
    first: float = 0
    level: int = 0


STYLES: dict[Style, StyleLook] = {
    "Normal": StyleLook(),
    "BodyText": StyleLook(align="both", after=6, lines=1.1, first=12.7),
    "Heading1": StyleLook(keep=True, before=9, after=6, first=12.7, bold=True, level=1),
    "Heading2": StyleLook(
        align="both", keep=True, before=6, after=6, first=12.7, bold=True, level=2
    ),
    "Heading3": StyleLook(keep=True, before=9, after=6, bold=True, level=3),
    "Caption": StyleLook(keep=True, before=6, after=4, italic=True, size=13),
    "Title": StyleLook(align="center", keep=True, bold=True),
    "TableCell": StyleLook(),
}


def look_of(style: Style, look: ParagraphLook) -> StyleLook:
    """Return the formatting of a paragraph: that of its style, with the paragraph's own differences."""
    basic = STYLES[style]
    changed = {
        name: value
        for name in ("size", "bold", "italic", "before", "after", "first")
        if (value := getattr(look, name)) is not None
    }
    return dataclasses.replace(
        basic, **changed, align=look.align or basic.align, keep=look.keep or basic.keep
    )


# A paper as JSON for the template, in which texts are data and never Typst's markup.

_NAMES = 0.55  # the share of a chart's width that its rows' names take
_CHART_SIZE = 9
# A row with more lines than these, as far as can be estimated, may be divided between pages.
_MAX_LINES = 20
_EM = 0.5  # average width of a character, in em
_MARGIN_OF_BOX = 1.9  # left and right in a box with lines, in millimetres
_MAX_PROPERTY = 255
_NEW_LINE = {"blank": False, "pieces": [" ", []]}
# Above and below a cell's text, in millimetres: as the template has it.
_ABOVE = 0.2
# A figure needs so much of a bar to be written in it, in millimetres for each digit.
_DIGIT = 2.0


def paper_json(paper: Paper) -> str:
    """Return a paper as JSON for the template: properties, measures of the page, sections."""
    return json.dumps(
        {
            # PDF/UA demands a title.
            "title": _property_text(paper.title) or UNKNOWN,
            "author": _property_text(paper.author),
            "day": [paper.day.year, paper.day.month, paper.day.day],
            "sheet": {
                "left": LEFT,
                "right": RIGHT,
                "edge": EDGE,
                "header": HEADER,
                "number": BODY,
                "margin": MARGIN,
            },
            "sections": list(_sections(paper)),
        },
        ensure_ascii=False,
    )


def _property_text(text: str) -> str:
    """Return a text for the file's properties: on one line, cut."""
    return " ".join(printable(text).split())[:_MAX_PROPERTY]


def _sections(paper: Paper) -> Iterator[dict[str, Any]]:
    """Yield the paper's sections, each with its parts."""
    section = _Section(landscape=paper.landscape)
    for part in paper.parts:
        if isinstance(part, PaperSection):
            yield section.content()
            section = _Section(landscape=part.landscape)
        else:
            section.add(part)
    yield section.content()


class _Section:
    """Collects the parts of pages that are all upright or all landscape, as JSON for the template."""

    def __init__(self, *, landscape: bool) -> None:
        """Begin without parts."""
        self._landscape = landscape
        self._width = text_width(landscape=landscape)
        self._parts: list[dict[str, Any]] = []
        self._level = 0
        self._in_title = False

    def content(self) -> dict[str, Any]:
        """Return the section as JSON for the template."""
        return {"landscape": self._landscape, "parts": self._parts}

    def add(self, part: PaperPart) -> None:
        """Add a part of the paper; a line of a title right behind another continues the same heading."""
        is_title = (
            isinstance(part, PaperParagraph)
            and part.style == "Title"
            and look_of(part.style, part.look).bold
        )
        match part:
            case PaperParagraph() if is_title and self._in_title:
                # All lines of a title are a single heading.
                runs = self._parts[-1]["runs"]
                runs += [_NEW_LINE, *_paragraph(part, self._width)["runs"]]
            case PaperParagraph():
                self._parts.append(_paragraph(part, self._width, self._heading(part)))
            case PaperRule():
                self._parts.append(_rule(part))
            case PaperGrid():
                self._parts.append(_grid(part))
            case Table():
                self._parts.append(_table(part, self._width))
            case Chart():
                self._parts.append(_chart(part, self._width))
        self._in_title = is_title

    def _heading(self, part: PaperParagraph) -> int:
        """Return the level of a heading; 0 for any other paragraph.

        A level is never more than one below the heading before, as PDF/UA demands.
        """
        look = look_of(part.style, part.look)
        if part.style == "Title":
            level = 1 if look.bold else 0
        else:
            level = look.level and min(look.level + 1, self._level + 1)
        self._level = level or self._level
        return level


def _paragraph(part: PaperParagraph, width: float, level: int = 0) -> dict[str, Any]:
    """Return a paragraph as JSON for the template.

    Args:
        part: The paragraph.
        width: Width of the page's text or of the cell, in millimetres.
        level: The level if it is a heading, else 0.
    """
    look = look_of(part.style, part.look)
    left, right = part.look.sides or (0.0, 0.0)
    return {
        "kind": "paragraph",
        "level": level,
        "look": {**dataclasses.asdict(look), "sides": [left, right], "height": part.look.line},
        "runs": _runs(part.runs, width - left - right, look.size),
    }


def _runs(runs: Phrase, width: float, size: float) -> list[dict[str, Any]]:
    """Return a phrase as JSON: for each run its pieces and whether it is a blank."""
    return [
        {"blank": run.blank, "pieces": pieces_of(run.text, width, size)} for run in runs if run.text
    ]


def _rule(part: PaperRule) -> dict[str, Any]:
    """Return a drawn line as JSON for the template."""
    return {"kind": "rule", "length": part.length, "after": part.after or 0}


def _grid(part: PaperGrid) -> dict[str, Any]:
    """Return cells side by side as JSON for the template."""
    margins = 2 * _MARGIN_OF_BOX if part.lined else 0.0
    return {
        "kind": "grid",
        "lined": part.lined,
        "cells": [
            {"width": width, "lines": [_line(line, width - margins) for line in lines]}
            for width, lines in part.cells
        ],
    }


def _line(line: PaperLine, width: float) -> dict[str, Any]:
    """Return a paragraph or drawn line of a cell as JSON for the template."""
    return _rule(line) if isinstance(line, PaperRule) else _paragraph(line, width)


def _table(table: Table, width: float) -> dict[str, Any]:
    """Return a table as JSON for the template, its columns scaled to the width given."""
    whole = sum(column.width for column in table.columns)
    widths = [column.width * width / whole for column in table.columns]
    rooms = [column_width - 2 * MARGIN for column_width in widths]
    return {
        "kind": "list",
        "size": table.size,
        "columns": [
            {
                "width": column_width,
                "centered": column.centered,
                "pieces": pieces_of(column.title, room, table.size),
            }
            for column, column_width, room in zip(table.columns, widths, rooms, strict=True)
        ],
        "rows": [_row(table, row, rooms) for row in table.rows],
    }


def _row(table: Table, row: tuple[Cell, ...] | RowGroup, rooms: Sequence[float]) -> dict[str, Any]:
    """Return a table's row as JSON for the template.

    A long row (`_MAX_LINES`) may break over two pages. Where the height of another row is certain
    it is given too, so that Typst need not measure the row.

    Args:
        table: The table.
        row: The cells, or the heading of a group of rows, which goes over all columns but the first.
        rooms: Width of the text in each column, in millimetres.
    """
    is_group = isinstance(row, RowGroup)
    if isinstance(row, RowGroup):
        row, rooms = (row.mark, row.name), [rooms[0], sum(rooms[1:])]
    cells = [table.lines_of(cell) for cell in row]
    is_long = any(
        _estimated_lines(lines, room) > _MAX_LINES for lines, room in zip(cells, rooms, strict=True)
    )
    return {
        "group": is_group,
        "long": is_long,
        "height": None if is_group or is_long else _row_height(cells, rooms, table.size),
        "cells": [
            [
                {
                    "pieces": pieces_of(line.text, room, line.size),
                    "size": line.size,
                    "address": line.address,
                }
                for line in lines
            ]
            for lines, room in zip(cells, rooms, strict=True)
        ],
    }


def _row_height(
    cells: Sequence[Sequence[CellLine]], rooms: Sequence[float], size: float
) -> float | None:
    """Return the height of a row in points; `None` if it is not certain, so that Typst must measure.

    Args:
        cells: The lines of each cell.
        rooms: Width of the text in each cell, in millimetres.
        size: The table's font size.
    """
    least, most = 0.0, 0.0
    for cell, room in zip(cells, rooms, strict=True):
        lines = [line for line in cell if line.text]
        if len(lines) < len(cell) > 1:
            return None
        counts = []
        for line in lines:
            known = line_count_bounds(line.text, room, line.size)
            if known is None:
                return None
            counts.append((line.size, known))
        # Gaps are measured by the font size of the cell: that of its only line, else the table's.
        base = lines[0].size if len(lines) == 1 else size
        least = max(least, height([(own, fewest) for own, (fewest, _) in counts], base))
        most = max(most, height([(own, number) for own, (_, number) in counts], base))
    return most + 2 * _ABOVE / MM if least == most else None


def _estimated_lines(lines: Sequence[CellLine], room: float) -> float:
    """Return an estimate of how many lines a cell needs, by the average width of characters."""
    return sum(
        1 + line.text.count("\n") + len(line.text) * line.size * _EM * MM / room for line in lines
    )


def _chart(chart: Chart, width: float) -> dict[str, Any]:
    """Return a chart as JSON for the template: legend, and for each bar its parts with their shares.

    A figure too wide for its part is left out; `said` has all figures of a bar for screen readers.
    """
    names, bars = width * _NAMES, width * (1 - _NAMES)
    return {
        "kind": "chart",
        "names": names,
        "bars": bars,
        "head": printable(chart.head),
        "parts": [
            {"label": printable(part.label), "fill": f"#{part.fill}", "dark": part.is_dark}
            for part in chart.parts
        ],
        "rows": [
            {
                "pieces": pieces_of(name, names - 1, _CHART_SIZE),
                "said": "; ".join(
                    f"{printable(part.label)}: {count}"
                    for part, count in zip(chart.parts, counts, strict=True)
                    if count
                ),
                "parts": [
                    {
                        "of": place,
                        "share": count / chart.most,
                        "shown": str(count)
                        if count * bars / chart.most >= len(str(count)) * _DIGIT
                        else "",
                    }
                    for place, count in enumerate(counts)
                    if count
                ],
            }
            for name, counts in chart.rows
        ],
    }


# Papers compiled to PDF files: equal papers give equal bytes, on every machine.

TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "pdf" / "paper.typ"
_TASK = "access_info.exports.documents.pdf_typesetting:typeset"
# A child process caches what it lays out, up to 300 MB after twenty lists; so it is replaced in time.
_MAX_PAPERS = 12


class TypesettingError(Exception):
    """A paper could not be made into a PDF file.

    Attributes:
        is_limit: Whether a limit of memory or time was exceeded; else Typst refused the paper.
    """

    def __init__(self, what: str, *, is_limit: bool = False) -> None:
        """Take Typst's message, or the name of the limit, as `what`."""
        super().__init__(what)
        self.is_limit = is_limit


class Typesetter:
    """Compiles papers to PDF, one after the other, in a child process that lives for several papers."""

    def __init__(self) -> None:
        """Prepare; the child process is started for the first paper."""
        self._child: Child | None = None
        self._papers = 0

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def pdf_bytes(self, paper: Paper) -> bytes:
        """Return a paper as a PDF file.

        Raises:
            TypesettingError: Typst is not installed, exceeds a limit, or refuses the paper.
        """
        if not is_installed(Extra.PDF):
            raise TypesettingError(f"{TYPESETTER} is not installed")
        if self._papers >= _MAX_PAPERS:
            self._stop()
        if self._child is None:
            self._child = Child(Purpose.PAPER, _TASK)
        self._papers += 1
        answer = self._child.ask(TEMPLATE, paper=paper_json(paper))
        if isinstance(answer, Failure):
            self._stop()
            raise TypesettingError(answer.value, is_limit=True)
        if "pdf" not in answer:
            raise TypesettingError(str(answer.get("error")))
        return base64.b64decode(answer["pdf"])

    def _stop(self) -> None:
        """End the child process, if there is one; the next paper starts a new one."""
        if self._child is not None:
            self._child.__exit__()
        self._child, self._papers = None, 0
