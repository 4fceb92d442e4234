"""What the XML of a workbook amounts to, told before any library unfolds it.

A sheet of a few bytes can name a cell a million rows down, or one long text a million times; a
reader that makes a table of it takes all memory there is. So each part is run through expat,
which keeps nothing (ECMA-376 Part 1, 18.3.1.73 rows, 18.3.1.4 cells, 18.4.8 shared strings).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from xml.parsers import expat

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII).fullmatch
_ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII).fullmatch
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII).fullmatch
_MOST_ANNOUNCED = 10_000_000
_TRUE = frozenset({"1", "true"})

Cell = tuple[int, int]


@dataclasses.dataclass
class Part:
    """What was found in one part.

    Attributes:
        root: Name of its outermost element, without prefix.
        end: Last row and last column that hold anything, from 1; (0, 0) for none.
        far: The first cell beyond the limits, at which reading stopped.
        faults: Cells of formulas that came out as an error.
        uses: How often each shared string is used, by its number.
        lengths: Characters of each shared string, in order.
        sheets: Name of each sheet by its relation.
        targets: What relations lead to.
        date_1904: Whether the book counts days from 1904.
    """

    root: str = ""
    end: Cell = (0, 0)
    far: Cell | None = None
    faults: set[Cell] = dataclasses.field(default_factory=set)
    uses: dict[int, int] = dataclasses.field(default_factory=dict)
    lengths: list[int] = dataclasses.field(default_factory=list)
    sheets: dict[str, str] = dataclasses.field(default_factory=dict)
    targets: dict[str, str] = dataclasses.field(default_factory=dict)
    date_1904: bool = False


class _StopError(Exception):
    """Enough was read."""


def read_part(content: bytes, *, most: Cell) -> Part | None:
    """What one part of a workbook holds.

    Args:
        content: The part, uncompressed.
        most: Last row and column that a sheet may use; reading stops beyond.

    Returns:
        `None` when it is no well-formed XML, names a cell or a count oddly, or declares a document
        type, through which entities could multiply.
    """
    part = Part()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = _Reader(part, parser, most).begin
    try:
        parser.Parse(content, True)  # noqa: FBT003 - by position only
    except _StopError:
        return part if part.far is not None else None
    except (expat.ExpatError, LookupError, ValueError):  # the last two: of unknown encodings
        return None
    return part


def _no_doctype(*_: object) -> None:
    raise _StopError


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Reader:
    """The handlers of one part."""

    def __init__(self, part: Part, parser: expat.XMLParserType, most: Cell) -> None:
        self._part = part
        self._parser = parser
        self._most = most
        self._row = self._column = 0
        self._kind = ""
        self._text: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Chooses handlers by the outermost element."""
        self._part.root = _local(name)
        self._announced(attributes)
        handlers: dict[str, tuple[Callable[..., None], Callable[..., None] | None]] = {
            "worksheet": (self._in_sheet, self._after_sheet),
            "sst": (self._in_strings, None),
            "workbook": (self._in_book, None),
            "Relationships": (self._in_relations, None),
        }
        start, end = handlers.get(self._part.root, (self._in_other, None))
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        if self._part.root == "sst":
            self._parser.CharacterDataHandler = self._in_string

    def _in_sheet(self, element: str, attributes: dict[str, str]) -> None:
        local = _local(element)
        if local == "row":
            number = attributes.get("r")
            self._row = int(_sure(_ROW, number)[0]) if number is not None else self._row + 1
            self._column = 0
        elif local == "c":
            self._kind = attributes.get("t", "")
            name = attributes.get("r")
            place = _sure(_PLACE, name) if name is not None else None
            self._column = _column_number(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
        elif local in {"v", "is"}:
            self._filled()
        else:
            self._announced(attributes)

    def _filled(self) -> None:
        part, cell = self._part, (self._row, self._column)
        if cell[0] > self._most[0] or cell[1] > self._most[1]:
            part.far = cell
            raise _StopError
        part.end = max(part.end[0], cell[0]), max(part.end[1], cell[1])
        if self._kind == "e":
            part.faults.add(cell)
        elif self._kind == "s":
            self._text = []
            self._parser.CharacterDataHandler = self._text.append

    def _after_sheet(self, name: str) -> None:
        if self._text is None or _local(name) != "v":
            return
        number = "".join(self._text).strip()
        if _NUMBER(number):
            self._part.uses[int(number)] = self._part.uses.get(int(number), 0) + 1
        self._text = None
        self._parser.CharacterDataHandler = None

    def _in_other(self, _name: str, attributes: dict[str, str]) -> None:
        self._announced(attributes)

    def _announced(self, attributes: dict[str, str]) -> None:
        """Readers make room for as many things as are announced, be they there or not."""
        for name in ("count", "uniqueCount"):
            number = attributes.get(name)
            if number is not None and int(_sure(_NUMBER, number)[0]) > _MOST_ANNOUNCED:
                raise _StopError

    def _in_strings(self, name: str, attributes: dict[str, str]) -> None:
        self._announced(attributes)
        if _local(name) == "si":
            self._part.lengths.append(0)

    def _in_string(self, text: str) -> None:
        if self._part.lengths:
            self._part.lengths[-1] += len(text)

    def _in_book(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "workbookPr":
            self._part.date_1904 = attributes.get("date1904", "") in _TRUE
        elif _local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self._part.sheets[relation] = attributes.get("name", "")

    def _in_relations(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            self._part.targets[attributes.get("Id", "")] = attributes.get("Target", "")


def _sure(pattern: Callable[[str], re.Match[str] | None], text: str) -> re.Match[str]:
    """A match; odd places are read in odd ways elsewhere, so none is guessed here."""
    match = pattern(text)
    if match is None:
        raise _StopError
    return match


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
