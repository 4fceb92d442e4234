"""Writes papers as PDF: as JSON for a Typst template, which a child process compiles.

Which words surely fit on their line is worked out here, so that Typst need measure only the others.
"""

from __future__ import annotations

import base64
import dataclasses
import functools
import json
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
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

# Texts as the fonts of PDF papers can show them, and words that may be wider than their line.

FONTS = Path(__file__).parents[2] / "templates" / "documents" / "pdf" / "fonts"
# Stands for a character that the fonts lack.
UNKNOWN = "\N{WHITE SQUARE}"
MM = 25.4 / 72  # millimetres of a point
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
_WIDEST = 1.05  # the greatest width of a character, in em
_KERNED = 1.01  # by kerning a text may be so much wider than the sum of its letters' widths


def printable(text: str) -> str:
    """Return a text with characters that the fonts lack replaced by `UNKNOWN`; line feeds stay."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFC", without_unprintable(text)))
    return _not_in_fonts().sub(UNKNOWN, _SPACES.sub(" ", plain))


def pieces_of(text: str, room: float, size: float) -> list[Any]:
    """Split a text into pieces for the template, so that Typst measures only words that may be too wide.

    A word wider than its line would run over the edge of its cell; to measure every word is slow.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Font size, in points.

    Returns:
        Strings that surely fit; `[]` for a new line; `[word, room]` for a word that may be wider than
        the line, which the template then divides.
    """
    pieces: list[Any] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            pieces.append([])
        pieces += _pieces_of_line(line, room, size)
    return pieces


def _pieces_of_line(line: str, room: float, size: float) -> Iterator[Any]:
    """Yield the pieces of one line: strings that surely fit, `[word, room]` for any other word."""
    plain = ""
    for part in _BREAKS.split(line):
        word = part.rstrip(" ")
        if not _may_be_wider(word, room, size):
            plain += part
            continue
        if plain:
            yield plain
        yield [word, room]
        plain = part[len(word) :]
    if plain:
        yield plain


def _may_be_wider(word: str, room: float, size: float) -> bool:
    """Tell whether a word may be wider than a line, in whichever of the fonts (bold, italic …).

    Most words are too short for that, whatever their letters, and so need no summing up. A letter
    whose width is not known may be of any width.
    """
    if len(word) * _WIDEST * size * MM <= room:
        return False
    width = sum(_greatest_widths().get(char, math.inf) for char in word)
    return width * _KERNED * size * MM > room


@functools.cache
def _greatest_widths() -> dict[str, float]:
    """Return character → the greatest of its widths in the four fonts, in em, by the fonts' own tables."""
    data = json.loads((FONTS / "advances.json").read_bytes())
    return {char: units / data["unitsPerEm"] for units, chars in data["advances"] for char in chars}


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
    """The whole formatting of a paragraph: that of a style, or of a style with a paragraph's differences.

    Attributes:
        align: `left`, `center`, `right` or `both`.
        size: Font size, in points.
        bold: Whether the characters are bold.
        italic: Whether the characters are italic.
        keep: Whether the paragraph stays on the page of the next one.
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
    """Return the whole formatting of a paragraph, from its style and its own differences from the style."""
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
_CHART_SIZE = 9  # of its characters, in points
# A row with more lines than these, by an estimate, may be divided between pages.
_MAX_LINES = 20
_EM = 0.5  # average width of a character, in em
_MARGIN_OF_BOX = 1.9  # left and right in a box with lines, in millimetres
_MAX_PROPERTY = 255
# A run that only ends a line; its space parts the words for who reads the heading in the file's outline.
_NEW_LINE = {"blank": False, "pieces": [" ", []]}
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
    """Collects the parts of a section, whose pages are all upright or all landscape, for the template."""

    def __init__(self, *, landscape: bool) -> None:
        """Begin without parts."""
        self._landscape = landscape
        self._width = text_width(landscape=landscape)
        self._parts: list[dict[str, Any]] = []
        self._level = 0  # of the heading before, 0 while there is none
        self._in_title = False  # whether the part added last is a line of the title's heading

    def content(self) -> dict[str, Any]:
        """Return the section as JSON for the template."""
        return {"landscape": self._landscape, "parts": self._parts}

    def add(self, part: PaperPart) -> None:
        """Add a part of the paper; bold lines of a title, one behind the other, are a single heading."""
        was_in_title, self._in_title = self._in_title, False
        match part:
            case PaperParagraph():
                paragraph = _paragraph(part, self._width, self._heading(part))
                self._in_title = part.style == "Title" and paragraph["look"]["bold"]
                if was_in_title and self._in_title:
                    self._parts[-1]["runs"] += [_NEW_LINE, *paragraph["runs"]]
                else:
                    self._parts.append(paragraph)
            case PaperRule():
                self._parts.append(_rule(part))
            case PaperGrid():
                self._parts.append(_grid(part))
            case Table():
                self._parts.append(_table(part, self._width))
            case Chart():
                self._parts.append(_chart(part, self._width))

    def _heading(self, part: PaperParagraph) -> int:
        """Return the level of a heading, 1 for the title; 0 for any other paragraph.

        It is never more than one below that of the heading before, as PDF/UA demands.
        """
        look = look_of(part.style, part.look)
        if part.style == "Title":
            level = 1 if look.bold else 0
        else:
            level = look.level and min(look.level + 1, self._level + 1)
        self._level = level or self._level
        return level


def _paragraph(part: PaperParagraph, width: float, level: int) -> dict[str, Any]:
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
    """Return a phrase as JSON: for each run its pieces (`pieces_of`) and whether it is a blank to fill in."""
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
    return _rule(line) if isinstance(line, PaperRule) else _paragraph(line, width, 0)


def _table(table: Table, width: float) -> dict[str, Any]:
    """Return a table as JSON for the template, its columns scaled to the width given."""
    total_width = sum(column.width for column in table.columns)
    widths = [column.width * width / total_width for column in table.columns]
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

    A long row (`_MAX_LINES`) may be divided between two pages, as it might not fit on one.

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


def _estimated_lines(lines: Sequence[CellLine], room: float) -> float:
    """Return an estimate, by characters' average width, of how many lines a cell needs.

    Each line of the cell counts as one more, since its last line is hardly ever full.
    """
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
            raise TypesettingError("typst is not installed")
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
