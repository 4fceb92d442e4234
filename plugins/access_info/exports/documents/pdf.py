"""A paper as the template of PDF papers reads it: JSON, in which every text is only a text."""

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

# Typst, which makes PDF papers: its version, asked without loading anything of it.

TYPESETTER = "typst"


def typesetter_version() -> str:
    """Return the version of Typst, on which the bytes of files depend; "" without it."""
    return importlib.metadata.version(TYPESETTER) if is_installed(Extra.PDF) else ""


# How much room texts take, told by the fonts' own advances; what is not certain is left to Typst.

FONTS = Path(__file__).parents[2] / "templates" / "documents" / "pdf" / "fonts"
MM = 25.4 / 72
# As the template has it: the height of a line and the gap between two, in em.
LINE, GAP = 0.891 + 0.216, 0.042
# How far pairs of letters draw closer together, or apart, than their advances say.
_CLOSER, _APART = 0.97, 1.01
# The narrowest of the four fonts, against the regular one.
_SLANTED = 0.82


@functools.lru_cache(maxsize=8192)
def width_bounds(
    text: str, size: float, *, in_any_font: bool = False
) -> tuple[float, float] | None:
    """Return between what widths a text without line feeds is, in millimetres; `None` if unknown.

    Args:
        text: The text.
        size: Of the characters, in points.
        in_any_font: In whichever of the shipped fonts for Latin letters, not just the regular one.
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
    """Return between what counts of lines a text takes that may be divided; `None` if unknown.

    Args:
        words: What is never divided, each with the spaces behind it.
        room: Width of the line, in millimetres.
        size: Of the characters, in points.
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
    """Return how high lines are, in points.

    Args:
        lines: Of each size of characters, in points, how many lines.
        base: The size that gaps are told in.
    """
    count = sum(number for _, number in lines)
    return sum(size * LINE * number for size, number in lines) + max(0, count - 1) * GAP * base


@functools.cache
def _advances() -> tuple[dict[str, float], dict[str, float]]:
    """Read by character, in em: the advance in the regular font, and the widest of all four."""
    data = json.loads((FONTS / "advances.json").read_bytes())
    regular, widest = {}, {}
    for own, most, characters in data["advances"]:
        for char in characters:
            regular[char] = own / data["unitsPerEm"]
            widest[char] = most / data["unitsPerEm"]
    return regular, widest


# Texts as the fonts of PDF papers can show them, and words that may have to be divided.

UNKNOWN = "\N{WHITE SQUARE}"
# What chooses between shapes of the character before it is no character of its own.
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"[\t\v\f\r\u0085\u2028\u2029]+")
# Where a line may be divided whatever else stands around (UAX 14): behind a space, but not next to
# brackets and stops that go with a word; in `02/KH-UBND` behind the slash and the hyphen, but not in
# `12/2026-1`.
_BREAKS = re.compile(
    r"""(?<=[^(\[{“‘"'] )(?=[^\s)\]}!?/;:,.(\[{])|(?<=[^(\[{“‘”’"'] )(?=[(\[{])"""
    r"|(?<=[^\W_][/-])(?=[^\W\d_])"
)
_WIDEST = 1.05 * MM  # a character at most, for each point of its size
# Behind what a word may be divided that is wider than its line.
_SIGNS = re.compile(r"[^/._&=?-]*[/._&=?-]+|[^/._&=?-]+")


def printable(text: str) -> str:
    """Return a text without what the fonts cannot show; line feeds stay."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFC", without_unprintable(text)))
    return _not_in_fonts().sub(UNKNOWN, _SPACES.sub(" ", plain))


def pieces_of(text: str, room: float, size: float) -> list[Any]:
    """Split a text for the template of papers.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Of the characters, in points.

    Returns:
        Strings; `[]` for a new line; `{"parts": …}` for a word that is wider than the line, and what
        it may be divided into; a pair of a word and the width for a word of which neither is certain.
    """
    pieces: list[Any] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            pieces.append([])
        pieces += _pieces_of_line(line, room, size)
    return pieces


def line_count_bounds(text: str, room: float, size: float) -> tuple[int, int] | None:
    """Return between what counts of lines a text takes in the regular font; `None` if unknown.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Of the characters, in points.
    """
    counts = [
        line_count(_words_of(line, room, size), room, size) for line in printable(text).split("\n")
    ]
    known = [each for each in counts if each is not None]
    if len(known) < len(counts):
        return None
    return sum(fewest for fewest, _ in known), sum(most for _, most in known)


def _words_of(line: str, room: float, size: float) -> Iterator[str]:
    """Yield what a line is never divided within."""
    for part in _BREAKS.split(line):
        yield from _parts_of_word(part, room, size) or [part]


def _parts_of_word(word: str, room: float, size: float) -> list[str]:
    """Divide a word that is certainly wider than the line into what is not; else return nothing."""
    known = width_bounds(word.rstrip(" "), size, in_any_font=True)
    if known is None or known[0] <= room:
        return []
    parts = _SIGNS.findall(word)
    widths = [width_bounds(part.rstrip(" "), size, in_any_font=True) for part in parts]
    return parts if all(each is not None and each[1] <= room for each in widths) else []


def _pieces_of_line(line: str, room: float, size: float) -> Iterator[Any]:
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
    """Tell whether a word may be wider than a line; of one of a few characters at most that is certain."""
    if len(word) * size * _WIDEST <= room:
        return False
    known = width_bounds(word, size, in_any_font=True)
    return known is None or known[1] > room


@functools.cache
def _not_in_fonts() -> re.Pattern[str]:
    lines = (FONTS / "covered.txt").read_text(encoding="utf-8").split()
    ranges = (line.partition("-") for line in lines)
    known = "".join(f"\\U{first:0>8}-\\U{last:0>8}" for first, _, last in ranges)
    return re.compile(f"[^\n{known}]")


# How paragraphs of each style look: what `templates/documents/docx/styles.xml` says to Word.


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StyleLook:
    """How a paragraph looks.

    Attributes:
        align: `left`, `center`, `right` or `both`.
        size: Of its characters, in points.
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
    """Return how a paragraph of a style looks that differs from it."""
    basic = STYLES[style]
    changed = {
        name: value
        for name in ("size", "bold", "italic", "before", "after", "first")
        if (value := getattr(look, name)) is not None
    }
    return dataclasses.replace(
        basic, **changed, align=look.align or basic.align, keep=look.keep or basic.keep
    )


# A paper as the template of PDF papers reads it: JSON, in which every text is only a text.

_NAMES = 0.55  # the share of a chart's width that its rows' names take
_CHART_SIZE = 9
# A row with more lines than these, as far as can be estimated, may be divided between pages.
_MAX_LINES = 20
_EM = 0.5  # what a character is wide on average
_MARGIN_OF_BOX = 1.9
_MAX_PROPERTY = 255
_NEW_LINE = {"blank": False, "pieces": [" ", []]}
# Above and below a cell's text, in millimetres: as the template has it.
_ABOVE = 0.2
# A figure needs so much of a bar to be written in it, in millimetres for each digit.
_DIGIT = 2.0


def paper_json(paper: Paper) -> str:
    """Write a paper as JSON for the template."""
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
    """Write a text on one line, as the file's properties have it."""
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
    """Pages that are turned alike, while they are written."""

    def __init__(self, *, landscape: bool) -> None:
        self._landscape = landscape
        self._width = text_width(landscape=landscape)
        self._parts: list[dict[str, Any]] = []
        self._level = 0
        self._in_title = False

    def content(self) -> dict[str, Any]:
        return {"landscape": self._landscape, "parts": self._parts}

    def add(self, part: PaperPart) -> None:
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
        """Return the level of a heading, none left out; 0 for any other paragraph."""
        look = look_of(part.style, part.look)
        if part.style == "Title":
            level = 1 if look.bold else 0
        else:
            level = look.level and min(look.level + 1, self._level + 1)
        self._level = level or self._level
        return level


def _paragraph(part: PaperParagraph, width: float, level: int = 0) -> dict[str, Any]:
    look = look_of(part.style, part.look)
    left, right = part.look.sides or (0.0, 0.0)
    return {
        "kind": "paragraph",
        "level": level,
        "look": {**dataclasses.asdict(look), "sides": [left, right], "height": part.look.line},
        "runs": _runs(part.runs, width - left - right, look.size),
    }


def _runs(runs: Phrase, width: float, size: float) -> list[dict[str, Any]]:
    return [
        {"blank": run.blank, "pieces": pieces_of(run.text, width, size)} for run in runs if run.text
    ]


def _rule(part: PaperRule) -> dict[str, Any]:
    return {"kind": "rule", "length": part.length, "after": part.after or 0}


def _grid(part: PaperGrid) -> dict[str, Any]:
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
    return _rule(line) if isinstance(line, PaperRule) else _paragraph(line, width)


def _table(table: Table, width: float) -> dict[str, Any]:
    """Write a table for the template."""
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
    """Write a row for the template, which need not measure what is certain."""
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
    """Return how high a row is, in points; `None` where that is not certain."""
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
        # Gaps are told in the size that all of a cell's text has.
        base = lines[0].size if len(lines) == 1 else size
        least = max(least, height([(own, fewest) for own, (fewest, _) in counts], base))
        most = max(most, height([(own, number) for own, (_, number) in counts], base))
    return most + 2 * _ABOVE / MM if least == most else None


def _estimated_lines(lines: Sequence[CellLine], room: float) -> float:
    """Estimate how many lines a cell needs."""
    return sum(
        1 + line.text.count("\n") + len(line.text) * line.size * _EM * MM / room for line in lines
    )


def _chart(chart: Chart, width: float) -> dict[str, Any]:
    """Write a chart for the template."""
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


# Papers as PDF files: equal bytes every time, on every machine.

TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "pdf" / "paper.typ"
_TASK = "access_info.exports.documents.pdf_typesetting:typeset"
# A child keeps what it has laid out, up to 300 MB after twenty lists; then a new one follows.
_MAX_PAPERS = 12


class TypesettingError(Exception):
    """A paper could not be made into a PDF file.

    Attributes:
        is_limit: Whether it took more than it may, rather than being refused.
    """

    def __init__(self, what: str, *, is_limit: bool = False) -> None:
        """Take what Typst says, or which limit it was."""
        super().__init__(what)
        self.is_limit = is_limit


class Typesetter:
    """Writes papers, one after the other, by a child that is started for the first."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._child: Child | None = None
        self._papers = 0

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def pdf_bytes(self, paper: Paper) -> bytes:
        """Write a paper as a PDF file.

        Raises:
            TypesettingError: Typst is not there, or takes more than it may, or refuses the paper.
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
        """End the child, if there is one."""
        if self._child is not None:
            self._child.__exit__()
        self._child, self._papers = None, 0
