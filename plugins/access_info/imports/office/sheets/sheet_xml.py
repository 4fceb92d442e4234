"""One sheet's XML → its cells as written, links, merges, and what is hidden."""

from __future__ import annotations

import dataclasses
import io
import re
from xml.etree.ElementTree import Element

from access_info.imports.office import rules
from access_info.imports.office.refusal import RefusedFileError
from access_info.office_files.refusal import counted
from access_info.office_files.xml_parts import attribute, events, local

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 256, 300_000
# Characters of all cells: one long text may be shared by many of them.
MOST_TEXT = 40_000_000
_MOST_MERGES = 20_000
# `AB12` or `$AB$12`, as column and row; not `A0`, `1A` or `ABCD1`.
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_TRUE = frozenset({"1", "true"})


@dataclasses.dataclass(frozen=True, slots=True)
class Raw:
    """A cell as written.

    Attributes:
        row: Its row.
        column: Its column.
        kind: Its type: `s`, `str`, `inlineStr`, `b`, `e`, `d`, or "" for a number.
        style: Number of its style.
        value: Its value.
        formula: Its formula.
        inline: Its own string, if it has one.
    """

    row: int
    column: int
    kind: str
    style: int
    value: str
    formula: str
    inline: Element | None


@dataclasses.dataclass
class SheetXml:
    """A sheet of a workbook, as its XML tells it.

    Attributes:
        cells: Cells that hold something.
        far: Cells that hold something beyond the limits.
        merges: First row and column, last row and column of merged cells.
        links: First row and column, last row and column of cells with a link, its relation's id.
        hidden_rows: Rows that are hidden by hand or by a filter, not those folded up.
        hidden_columns: First and last number of hidden columns.
        filtered: Whether a filter is on.
    """

    cells: list[Raw] = dataclasses.field(default_factory=list)
    far: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    links: list[tuple[int, int, int, int, str]] = dataclasses.field(default_factory=list)
    hidden_rows: set[int] = dataclasses.field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    filtered: bool = False

    def hides(self, column: int) -> bool:
        """Tell whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def read_sheet(content: bytes) -> SheetXml:
    """Read what stands in a sheet.

    Args:
        content: Its XML, without empty cells.

    Raises:
        RefusedFileError: It is damaged, or holds more than a list can.
    """
    reader = _SheetReader()
    for event, element in events(io.BytesIO(content), "start", "end"):
        reader.see(event, element)
    return reader.sheet


class _SheetReader:
    def __init__(self) -> None:
        self.sheet = SheetXml()
        self._row = self._column = 0

    def see(self, event: str, element: Element) -> None:
        name = local(element)
        if event == "start":
            if name == "row":
                self._start_row(element)
            return
        if name == "c":
            self._cell(element)
        elif name in {"row", "conditionalFormatting", "dataValidation"}:
            element.clear()
        elif name == "mergeCell":
            self._merge(element.get("ref", ""))
        elif name == "hyperlink":
            span = span_of(element.get("ref", ""))
            if span is not None and len(self.sheet.links) < MOST_CELLS:
                self.sheet.links.append((*span, attribute(element, "id")))
        elif name == "col" and element.get("hidden", "") in _TRUE:
            first, last = element.get("min", ""), element.get("max", "")
            if first.isdigit() and last.isdigit():
                self.sheet.hidden_columns.append((int(first), int(last)))
        elif name == "filterColumn":
            self.sheet.filtered = True

    def _start_row(self, element: Element) -> None:
        self._row = (
            int(_place_or_refuse(_ROW, element)[0]) if "r" in element.attrib else self._row + 1
        )
        self._column = 0
        # Rows folded up under a heading are hidden as little as filtered ones.
        folded = element.get("outlineLevel", "0") != "0"
        if element.get("hidden", "") in _TRUE and not folded:
            self.sheet.hidden_rows.add(self._row)

    def _cell(self, element: Element) -> None:
        place = _place_or_refuse(_PLACE, element) if "r" in element.attrib else None
        self._column = column_of(place[1]) if place else self._column + 1
        row = int(place[2]) if place else self._row
        value = formula = ""
        inline = None
        for part in element:
            name = local(part)
            if name == "v":
                value = part.text or ""
            elif name == "f":
                formula = part.text or ""
            elif name == "is":
                inline = part
        if not value and not formula and inline is None:
            return
        if row > MOST_ROWS or self._column > MOST_COLUMNS:
            if len(self.sheet.far) < MOST_ROWS:
                self.sheet.far.append((row, self._column))
            return
        style = element.get("s", "0")
        self.sheet.cells.append(
            Raw(
                row=row,
                column=self._column,
                kind=element.get("t", "n"),
                style=int(style) if style.isdigit() else 0,
                value=value,
                formula=formula,
                inline=inline,
            )
        )
        if len(self.sheet.cells) > MOST_CELLS:
            raise RefusedFileError(
                rules.TOO_LARGE, what=f"một trang tính có trên {counted(MOST_CELLS)} ô có chữ"
            )

    def _merge(self, ref: str) -> None:
        span = span_of(ref)
        if span is not None and len(self.sheet.merges) < _MOST_MERGES:
            self.sheet.merges.append(span)


def _place_or_refuse(pattern: re.Pattern[str], element: Element) -> re.Match[str]:
    """Match the place that an element names; refuse an odd one, which programs read variously.

    Raises:
        RefusedFileError: It names none.
    """
    place = pattern.fullmatch(element.get("r", ""))
    if place is None:
        raise RefusedFileError(rules.DAMAGED)
    return place


def span_of(ref: str) -> tuple[int, int, int, int] | None:
    """Parse a range (`A1:B2`) into first row, first column, last row, last column."""
    first, _, last = ref.partition(":")
    start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), column_of(start[1]), int(end[2]), column_of(end[1])


def column_of(letters: str) -> int:
    """Turn a column's letters into its number: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
