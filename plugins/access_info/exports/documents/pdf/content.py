"""A paper as the template of PDF papers reads it: JSON, in which every text is only a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from access_info.exports.documents.blocks import BlockChart
from access_info.exports.documents.paper import (
    BODY,
    EDGE,
    HEADER,
    LEFT,
    MARGIN,
    RIGHT,
    WIDE,
    WIDTH,
    ListedColumn,
    ListedLine,
    ListedRow,
    Paper,
    PaperChart,
    PaperGrid,
    PaperLine,
    PaperList,
    PaperParagraph,
    PaperPart,
    PaperRule,
    PaperSection,
    PaperTable,
)
from access_info.exports.documents.pdf.characters import UNKNOWN, lines_of, pieces_of, shown
from access_info.exports.documents.pdf.looks import look_of
from access_info.exports.documents.pdf.measures import MM, height
from access_info.exports.documents.phrases import Phrase

_NAMES = 0.55  # the share of a chart's width that its rows' names take
_CHART_SIZE = 9
# A row with more lines than these, as far as can be estimated, may be divided between pages.
_MOST_LINES = 20
_EM = 0.5  # what a character is wide on average
_MARGIN_OF_BOX = 1.9
_MOST_PROPERTY = 255
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
            "title": _property(paper.title) or UNKNOWN,
            "author": _property(paper.author),
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


def _property(text: str) -> str:
    """Write a text on one line, as the file's properties have it."""
    return " ".join(shown(text).split())[:_MOST_PROPERTY]


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
        self._width = WIDE if landscape else WIDTH
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
            case PaperTable():
                self._parts.append(_list(_listed(part)))
            case PaperList():
                self._parts.append(_list(part))
            case PaperChart():
                self._parts.append(_chart(part.chart, part.width))
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
        "look": {
            "align": look.align,
            "size": look.size,
            "bold": look.bold,
            "italic": look.italic,
            "keep": look.keep,
            "before": look.before,
            "after": look.after,
            "lines": look.lines,
            "first": look.first,
            "sides": [left, right],
            "height": part.look.line,
        },
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


def _listed(part: PaperTable) -> PaperList:
    """Turn a table into a list without groups."""
    return PaperList(
        caption=part.table.caption,
        columns=tuple(
            ListedColumn(column.title, column.share, column.numbers)
            for column in part.table.columns
        ),
        rows=tuple(
            ListedRow(tuple((ListedLine(text, part.size),) for text in row))
            for row in part.table.rows
        ),
        size=part.size,
        width=part.width,
    )


def _list(part: PaperList) -> dict[str, Any]:
    whole = sum(column.width for column in part.columns)
    widths = [column.width * part.width / whole for column in part.columns]
    rooms = [width - 2 * MARGIN for width in widths]
    return {
        "kind": "list",
        "size": part.size,
        "columns": [
            {
                "width": width,
                "centered": column.centered,
                "pieces": pieces_of(column.title, room, part.size),
            }
            for column, width, room in zip(part.columns, widths, rooms, strict=True)
        ],
        "rows": [_row(row, rooms, part.size) for row in part.rows],
    }


def _row(row: ListedRow, rooms: list[float], size: float) -> dict[str, Any]:
    if row.is_group:
        rooms = [rooms[0], sum(rooms[1:])]
    is_long = any(
        _lines(lines, room) > _MOST_LINES for lines, room in zip(row.cells, rooms, strict=True)
    )
    return {
        "group": row.is_group,
        "long": is_long,
        "height": None if row.is_group or is_long else _height(row, rooms, size),
        "cells": [
            [_cell_line(line, room) for line in lines]
            for lines, room in zip(row.cells, rooms, strict=True)
        ],
    }


def _height(row: ListedRow, rooms: list[float], size: float) -> float | None:
    """Return how high a row is, in points; `None` where that is not certain."""
    least, most = 0.0, 0.0
    for cell, room in zip(row.cells, rooms, strict=True):
        lines = [line for line in cell if line.text]
        if len(lines) < len(cell) > 1:
            return None
        counts = []
        for line in lines:
            known = lines_of(line.text, room, line.size)
            if known is None:
                return None
            counts.append((line.size, known))
        # Gaps are told in the size that all of a cell's text has.
        base = lines[0].size if len(lines) == 1 else size
        least = max(least, height([(own, fewest) for own, (fewest, _) in counts], base))
        most = max(most, height([(own, number) for own, (_, number) in counts], base))
    return most + 2 * _ABOVE / MM if least == most else None


def _cell_line(line: ListedLine, room: float) -> dict[str, Any]:
    return {
        "pieces": pieces_of(line.text, room, line.size),
        "size": line.size,
        "address": line.address,
    }


def _lines(lines: tuple[ListedLine, ...], room: float) -> float:
    """Estimate how many lines a cell needs."""
    return sum(
        1 + line.text.count("\n") + len(line.text) * line.size * _EM * MM / room for line in lines
    )


def _chart(chart: BlockChart, width: float) -> dict[str, Any]:
    names, bars = width * _NAMES, width * (1 - _NAMES)
    return {
        "kind": "chart",
        "names": names,
        "bars": bars,
        "head": shown(chart.head),
        "parts": [
            {"label": shown(part.label), "fill": f"#{part.fill}", "dark": part.is_dark}
            for part in chart.parts
        ],
        "rows": [
            {
                "pieces": pieces_of(name, names - 1, _CHART_SIZE),
                "said": "; ".join(
                    f"{shown(part.label)}: {count}"
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
