"""The content of papers, without any file format: phrases with blanks, paragraphs, tables, charts.

`word`, `pdf` and the report's template turn it into DOCX, PDF and HTML.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from access_info.exports.dataset import DatasetTexts

# Texts with blanks: what an officer must still fill in stays visible in the document.

# In `Số: [số] ngày {date}`: the blank `[số]`, and the hole `{date}` to be filled; not `{a b}`.
_PARTS = re.compile(r"\{(?P<hole>\w+)\}|(?P<blank>\[[^\]]*\])")
# What XML 1.0 cannot hold, and what would turn a line's direction: NUL, U+202E; not a tab or LF.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Blank(str):
    """A value not known yet, which an officer must fill in; documents mark it."""

    __slots__ = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a phrase: either plain words or one blank.

    Attributes:
        text: The characters.
        blank: Whether an officer must fill them in.
    """

    text: str
    blank: bool = False


Phrase = tuple[Run, ...]


def phrase(words: DatasetTexts, key: str, **values: object) -> Phrase:
    """Return a text of the locale with its `{holes}` filled and its `[blanks]` marked.

    Args:
        words: The texts.
        key: The text's key.
        values: The values for its holes; a `Blank` stays marked as one.

    Raises:
        KeyError: There is no such text, or a hole has no value.
    """
    runs = itertools.groupby(_runs(words[key], values), key=operator.attrgetter("blank"))
    return tuple(Run(plain(neighbours), blank) for blank, neighbours in runs)


def literal(text: str) -> Phrase:
    """Return a text of the data as a phrase of one run.

    Unlike in a text of the locale, `[…]` in it is no blank to fill in; only a `Blank` is one.
    """
    return (Run(without_unprintable(text), blank=isinstance(text, Blank)),)


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs, without the marks of blanks."""
    return "".join(run.text for run in runs)


def without_unprintable(text: str) -> str:
    """Return a text without characters that XML cannot hold or that would turn a line's direction."""
    return _UNFIT.sub("", text)


def lower_first(text: str) -> str:
    """Return a title with a small first letter, for use in a sentence; an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _runs(text: str, values: dict[str, object]) -> Iterator[Run]:
    """Yield the runs of a text of the locale: its words, its blanks, and the values of its holes."""
    end = 0
    for match in _PARTS.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        end = match.end()
        if match["blank"]:
            yield Run(match["blank"], blank=True)
        else:
            value = values[match["hole"]]
            yield Run(without_unprintable(str(value)), blank=isinstance(value, Blank))
    if end < len(text):
        yield Run(text[end:])


# Blocks of a document, which are written as DOCX, PDF and HTML.


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


def paragraph(words: DatasetTexts, key: str, **values: object) -> Text:
    """Return a paragraph from a text of the locale, `documents.…`, with its holes filled, blanks marked."""
    return Text(phrase(words, f"documents.{key}", **values))


@dataclasses.dataclass(frozen=True, slots=True)
class Points:
    """A list of short statements.

    Attributes:
        items: The words of each.
    """

    items: tuple[Phrase, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: What stands above it.
        width: In any unit that all columns of the table share.
        centered: Whether its cells stand in the middle, as numbers do.
    """

    title: str
    width: float
    centered: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell.

    Attributes:
        text: The characters; a line feed begins a new line.
        size: Of them, in points.
        address: Where they lead, or "".
    """

    text: str
    size: float
    address: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class RowGroup:
    """A table's row that heads a group of rows: `mark` in the first column, `name` over all others."""

    mark: str
    name: str


# A text in the table's font size, or lines with sizes of their own.
Cell: TypeAlias = "str | tuple[CellLine, ...]"


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page; the first cell of a row names the row.

    Attributes:
        caption: What it is about.
        columns: Its columns.
        rows: A cell for each column, or the name of a group of rows.
        above: Whether a heading right above says the same as the caption, which then is not printed.
        size: Font size, in points.
        keep: Whether its last row stays on the page of what follows.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...] | RowGroup, ...]
    above: bool = False
    size: float = 11
    keep: bool = False

    def lines_of(self, cell: Cell) -> tuple[CellLine, ...]:
        """Return the lines of a cell; a mere text is one line in the table's font size."""
        return (CellLine(cell, self.size),) if isinstance(cell, str) else cell


@dataclasses.dataclass(frozen=True, slots=True)
class ChartPart:
    """An entry of a chart's legend: what the parts of bars in one colour count.

    Attributes:
        label: What it counts.
        fill: Its colour, six hexadecimal digits.
        is_dark: Whether figures on it must be white.
    """

    label: str
    fill: str
    is_dark: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars, one a row, all to one scale, with the figures in them.

    Attributes:
        caption: What it is about.
        head: What the rows stand for: “Nghĩa vụ”.
        parts: The legend, in the order of the parts of a bar.
        rows: (name, count of each part) for each bar.
    """

    caption: str
    head: str
    parts: tuple[ChartPart, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def most(self) -> int:
        """The sum of the longest bar, to which all are scaled; at least 1."""
        return max((sum(counts) for _, counts in self.rows), default=0) or 1


Block: TypeAlias = "Heading | Text | Points | Table | Chart"


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


FONT = "Times New Roman"
BODY = 14  # font size of the text, in points
LEFT, RIGHT, EDGE = 30, 15, 20  # margins of a page of A4, in millimetres; `EDGE`: above and below
WIDTH = 210 - LEFT - RIGHT  # of the text on an upright page, in millimetres
WIDE = 297 - LEFT - RIGHT  # on a page that lies on its long side
HEADER = 10  # millimetres from the paper's edge to the page's number
# Left and right of the text in a table's cell: a millimetre, half of what Word gives.
MARGIN = 1.0
# Ids of the styles in `templates/documents/docx/styles.xml`.
Style: TypeAlias = Literal[
    "Normal", "BodyText", "Heading1", "Heading2", "Heading3", "Caption", "Title", "TableCell"
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """The formatting in which a paragraph differs from its style; `None` and "" leave it to the style.

    Attributes:
        align: `left`, `center`, `right` or `both`.
        size: Font size, in points.
        bold: Whether the characters are bold.
        italic: Whether the characters are italic.
        keep: Whether the paragraph stays on the page of the next one.
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
        look: The formatting in which it differs from the style.
    """

    runs: Phrase
    style: Style = "Normal"
    look: ParagraphLook = PLAIN


@dataclasses.dataclass(frozen=True, slots=True)
class PaperRule:
    """A drawn line, centred in a cell or on the page, as below a title.

    Attributes:
        length: Length of the line, in millimetres.
        width: Width of the cell or page, in millimetres.
        after: Space below, in points.
    """

    length: float
    width: float
    after: float | None = None


PaperLine: TypeAlias = PaperParagraph | PaperRule


@dataclasses.dataclass(frozen=True, slots=True)
class PaperGrid:
    """Cells side by side that stay on one page, for layout: letterhead, signature, boxes of notes.

    Attributes:
        cells: Each cell's width in millimetres, and its content.
        lined: Whether lines stand around the cells, and margins within.
    """

    cells: tuple[tuple[float, tuple[PaperLine, ...]], ...]
    lined: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PaperSection:
    """The beginning of an annex on a new page, with page numbers of its own.

    Attributes:
        landscape: Whether its pages lie on their long side.
    """

    landscape: bool


PaperPart: TypeAlias = PaperParagraph | PaperRule | PaperGrid | Table | Chart | PaperSection


def text_width(*, landscape: bool) -> int:
    """Return the width of the text on a page of A4, in millimetres."""
    return WIDE if landscape else WIDTH


@dataclasses.dataclass(kw_only=True, eq=False)
class Paper:
    """A paper, to which parts are added one after the other.

    Attributes:
        title: The title in the file's properties.
        author: The author in the file's properties.
        day: The day in the file's properties: the latest that the paper names, never the build's.
        undated: Whether a file of a format that demands no day has none (DOCX; PDF demands one).
        landscape: Whether its first pages lie on their long side.
        parts: The parts added so far, in order.
        width: Width of the text on the pages of the section begun last, in millimetres.
    """

    title: str
    author: str
    day: datetime.date
    undated: bool = False
    landscape: bool = False
    parts: list[PaperPart] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin the first section."""
        self.width = text_width(landscape=self.landscape)

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

    def table(self, table: Table) -> None:
        """Add a table, under its caption unless a heading above says the same."""
        if not table.above:
            self.paragraph(table.caption, "Caption")
        self.parts.append(table)

    def begin_section(self, *, landscape: bool) -> None:
        """Begin a section, such as an annex, on a new page; `width` then is that of its pages."""
        self.parts.append(PaperSection(landscape))
        self.width = text_width(landscape=landscape)

    def add(self, part: PaperPart) -> None:
        """Add any other part at the end."""
        self.parts.append(part)
