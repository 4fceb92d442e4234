"""What a paper says and how it looks, told once and written as DOCX and as PDF.

Annex I of Decree 30/2020/NĐ-CP: A4; margins of 20–25 mm above and below, 30–35 mm left, 15–20 mm
right; Times New Roman, black; the page's number, 13–14 pt, in the middle of the upper margin, not
on the first page; each annex numbered for itself.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Literal, TypeAlias

from access_info.exports.documents.blocks import BlockChart, BlockTable
from access_info.exports.documents.phrases import Phrase, Run

FONT = "Times New Roman"
BODY = 14
LEFT, RIGHT, EDGE = 30, 15, 20
WIDTH = 210 - LEFT - RIGHT
WIDE = 297 - LEFT - RIGHT
HEADER = 10  # millimetres from the paper's edge to the page's number
# Left and right of the text in a table's cell: a millimetre, half of what Word gives.
MARGIN = 1.0
# Ids of the styles in `templates/documents/docx/styles.xml`.
Style: TypeAlias = Literal[
    "Normal", "BodyText", "Heading1", "Heading2", "Heading3", "Caption", "Title", "TableCell"
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """How a paragraph differs from its style; `None` and "" leave what the style says.

    Attributes:
        align: `left`, `center`, `right` or `both`.
        size: Of its characters, in points.
        bold: Whether they are bold.
        italic: Whether they are italic.
        keep: Whether it stays on the page of the next paragraph.
        before: Space above, in points.
        after: Space below, in points.
        line: Exact height of a line, in points.
        first: Indent of the first line, in millimetres.
        sides: Indents left and right, in millimetres.
        ruled: Whether a line is drawn above it.
    """

    align: str = ""
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    keep: bool = False
    before: float | None = None
    after: float | None = None
    line: float | None = None
    first: float | None = None
    sides: tuple[float, float] | None = None
    ruled: bool = False


PLAIN = ParagraphLook()


@dataclasses.dataclass(frozen=True, slots=True)
class PaperParagraph:
    """A paragraph.

    Attributes:
        runs: The words.
        style: The id of its style.
        look: How it differs from the style.
    """

    runs: Phrase
    style: Style = "Normal"
    look: ParagraphLook = PLAIN


@dataclasses.dataclass(frozen=True, slots=True)
class PaperRule:
    """A line in the middle of a cell or page.

    Attributes:
        length: Of the line, in millimetres.
        width: Of the cell or page, in millimetres.
        after: Space below, in points.
    """

    length: float
    width: float
    after: float | None = None


PaperLine: TypeAlias = PaperParagraph | PaperRule


@dataclasses.dataclass(frozen=True, slots=True)
class PaperGrid:
    """A row of cells side by side that stays on one page; it is no table.

    Attributes:
        cells: Each cell's width in millimetres, and its content.
        lined: Whether lines stand around the cells, and margins within.
    """

    cells: tuple[tuple[float, tuple[PaperLine, ...]], ...]
    lined: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PaperTable:
    """A table whose head repeats on every page.

    Attributes:
        table: What it shows.
        size: Of its characters, in points.
        width: In millimetres.
    """

    table: BlockTable
    size: float
    width: float


@dataclasses.dataclass(frozen=True, slots=True)
class PaperChart:
    """A chart.

    Attributes:
        chart: What it shows.
        width: In millimetres.
    """

    chart: BlockChart
    width: float


@dataclasses.dataclass(frozen=True, slots=True)
class ListedColumn:
    """A column of a list.

    Attributes:
        title: What stands above it.
        width: In any unit that all its columns share.
        centered: Whether its text stands in the middle.
    """

    title: str
    width: float
    centered: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ListedLine:
    """A line of a cell.

    Attributes:
        text: The characters.
        size: Of them, in points.
        address: Where they lead, or "".
    """

    text: str
    size: float
    address: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list: a cell for each column, or a group's number and its name over the others.

    Attributes:
        cells: Lines of each cell.
        is_group: Whether it names a group.
    """

    cells: tuple[tuple[ListedLine, ...], ...]
    is_group: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PaperList:
    """A list in groups, whose head repeats on every page.

    Attributes:
        caption: What it is about.
        columns: Its columns.
        rows: Its rows.
        size: Of its characters, in points.
        width: In millimetres.
    """

    caption: str
    columns: tuple[ListedColumn, ...]
    rows: tuple[ListedRow, ...]
    size: float
    width: float


@dataclasses.dataclass(frozen=True, slots=True)
class PaperSection:
    """The beginning of an annex on a new page, with page numbers of its own.

    Attributes:
        landscape: Whether its pages lie on their long side.
    """

    landscape: bool


PaperPart: TypeAlias = (
    PaperParagraph | PaperRule | PaperGrid | PaperTable | PaperChart | PaperList | PaperSection
)


class Paper:
    """A paper while it is written.

    Attributes:
        title: For the file's properties.
        author: For the file's properties.
        day: The last day that it names; the file's properties name no other.
        undated: Whether a file that need not name a day names none.
        landscape: Whether its first pages lie on their long side.
        parts: What was added, in order.
    """

    def __init__(
        self,
        *,
        title: str,
        author: str,
        day: datetime.date,
        undated: bool = False,
        landscape: bool = False,
    ) -> None:
        """Begin a paper without content."""
        self.title = title
        self.author = author
        self.day = day
        self.undated = undated
        self.landscape = landscape
        self.parts: list[PaperPart] = []

    def paragraph(
        self, runs: Phrase | str, style: Style = "BodyText", look: ParagraphLook = PLAIN
    ) -> None:
        """Add a paragraph at the end."""
        phrase = (Run(runs),) if isinstance(runs, str) else runs
        self.parts.append(PaperParagraph(phrase, style, look))

    def grid(
        self, cells: Sequence[tuple[float, Sequence[PaperLine]]], *, lined: bool = False
    ) -> None:
        """Add a row of cells that stays on one page.

        Args:
            cells: Each cell's width in millimetres, and its content.
            lined: Whether lines stand around the cells, and margins within.
        """
        self.parts.append(
            PaperGrid(tuple((width, tuple(lines)) for width, lines in cells), lined=lined)
        )

    def table(self, table: BlockTable, *, size: float = 11, width: float = WIDTH) -> None:
        """Add a table whose head repeats on every page, under its caption.

        Args:
            table: What it shows.
            size: Of its characters, in points.
            width: In millimetres.
        """
        if not table.above:
            self.paragraph(table.caption, "Caption")
        self.parts.append(PaperTable(table, size, width))

    def add(self, part: PaperPart) -> None:
        """Add any other part at the end."""
        self.parts.append(part)
