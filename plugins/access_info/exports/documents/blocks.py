"""A document's content, told once and written as DOCX and as HTML."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

from access_info.exports.documents.phrases import Phrase, plain


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        text: The words, with their number.
        level: 1 for a part, 2 within it, 3 within that.
    """

    text: str
    level: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A paragraph.

    Attributes:
        runs: The words.
    """

    runs: Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class Points:
    """A list of short statements.

    Attributes:
        items: The words of each.
    """

    items: tuple[Phrase, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class BlockColumn:
    """A column of a table.

    Attributes:
        title: What stands above it.
        share: Of the table's width, in any unit.
        numbers: Whether its cells hold numbers.
    """

    title: str
    share: float
    numbers: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class BlockTable:
    """A table; the first cell of a row names the row.

    Attributes:
        caption: What it is about.
        columns: Its columns.
        rows: Text of cells; a line feed begins a new line within the cell.
        above: Whether a heading right above says the same as the caption.
    """

    caption: str
    columns: tuple[BlockColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    above: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ChartPart:
    """What one kind of a bar's parts stands for.

    Attributes:
        label: What it counts.
        fill: Its colour, six hexadecimal digits.
        is_dark: Whether figures on it must be white.
    """

    label: str
    fill: str
    is_dark: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class BlockChart:
    """Stacked bars, one a row, all to one scale; the figures stand in them.

    Attributes:
        caption: What it is about.
        head: What the rows are.
        parts: The kinds of parts, in the order in which they stand in a bar.
        rows: Each row's name, and its count of each part.
    """

    caption: str
    head: str
    parts: tuple[ChartPart, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def most(self) -> int:
        """The whole of the longest bar; at least 1."""
        return max((sum(counts) for _, counts in self.rows), default=0) or 1


Block: TypeAlias = "Heading | Text | Points | BlockTable | BlockChart"


@dataclasses.dataclass(frozen=True, slots=True)
class Annex:
    """An annex of a document.

    Attributes:
        name: `Phụ lục I`.
        title: In capitals.
        blocks: Its content.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]


def texts(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Collect every text of some blocks, in order, whatever file they are written as."""
    all_texts: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                all_texts.append(block.text)
            case Text():
                all_texts.append(plain(block.runs))
            case Points():
                all_texts += [plain(item) for item in block.items]
            case BlockChart():
                all_texts += [block.caption, block.head, *(part.label for part in block.parts)]
                for name, counts in block.rows:
                    all_texts += [name, *(str(count) for count in counts if count)]
            case BlockTable():
                all_texts += [] if block.above else [block.caption]
                all_texts += [column.title for column in block.columns]
                all_texts += [
                    line for row in block.rows for cell in row for line in cell.split("\n")
                ]
    return tuple(all_texts)
