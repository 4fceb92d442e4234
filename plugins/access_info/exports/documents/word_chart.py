"""Stacked bars as a table of coloured cells: drawn alike by every program that opens DOCX.

The bar's part of the table has many narrow columns, and a part of a bar is a cell over some of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from access_info.exports.documents.blocks import BlockChart, ChartPart
from access_info.exports.documents.word_xml import (
    cell_xml,
    frame_xml,
    line_xml,
    row_xml,
    run_xml,
    twentieths,
)

# Word allows 63 columns in a table; one is the rows' names'.
UNITS = 60
_NAMES = 0.55  # the share of the width that names take
_SIZE = 9
_WHITE = "FFFFFF"
_NOTHING = "EFEFEF"  # behind a bar's end, told from a white part
# A figure of so many digits fits on so many units.
_UNITS_A_DIGIT = 1.4


def chart_xml(chart: BlockChart, *, width: float) -> str:
    """Write a chart as a table whose head is the key.

    Args:
        chart: What it shows.
        width: In millimetres.
    """
    names = twentieths(width * _NAMES)
    unit = (twentieths(width) - names) // UNITS
    widths = [names, *[unit] * UNITS]
    head = cell_xml(line_xml(run_xml(chart.head, _SIZE, bold=True), _SIZE, align="left"), names)
    key = "".join(
        run_xml("□ " if part.fill == _WHITE else "■ ", _SIZE, color=_ink(part))
        + run_xml(f"{part.label}  ", _SIZE)
        for part in chart.parts
    )
    head += cell_xml(line_xml(key, _SIZE, align="left"), unit * UNITS, span=UNITS)
    body = "".join(
        row_xml(
            cell_xml(line_xml(run_xml(name, _SIZE), _SIZE, align="left"), names)
            + "".join(_bar(chart, counts, unit))
        )
        for name, counts in chart.rows
    )
    return frame_xml(chart.caption, widths, head, body, margins=28)


def units_of(counts: tuple[int, ...], most: int) -> list[int]:
    """Divide a bar's units among its parts: none that counts vanishes, none that does not shows.

    Args:
        counts: Of each part.
        most: The whole of the longest bar.
    """
    exact = [count * UNITS / most for count in counts]
    units = [max(1, int(share)) if share else 0 for share in exact]
    room = min(UNITS, round(sum(exact)))
    by_rest = sorted(range(len(exact)), key=lambda place: units[place] - exact[place])
    for place in by_rest:
        if sum(units) < room and counts[place]:
            units[place] += 1
    while sum(units) > UNITS:
        units[max(range(len(units)), key=units.__getitem__)] -= 1
    return units


def _bar(chart: BlockChart, counts: tuple[int, ...], unit: int) -> Iterator[str]:
    taken = units_of(counts, chart.most)
    for part, count, span in zip(chart.parts, counts, taken, strict=True):
        if span:
            yield cell_xml(_figure(part, count, span), unit * span, span=span, fill=part.fill)
    rest = UNITS - sum(taken)
    if rest:
        yield cell_xml(line_xml("", _SIZE, align="left"), unit * rest, span=rest, fill=_NOTHING)


def _ink(part: ChartPart) -> str:
    return "" if part.fill == _WHITE else part.fill


def _figure(part: ChartPart, count: int, span: int) -> str:
    shown = str(count)
    fits = span >= len(shown) * _UNITS_A_DIGIT
    color = _WHITE if part.is_dark else ""
    return line_xml(run_xml(shown, _SIZE, color=color) if fits else "", _SIZE, align="center")
