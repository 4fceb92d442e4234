"""Papers as content: phrases with blanks for an officer, blocks of them, and what every paper has."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from access_info.exports.dataset import DatasetTexts

# Texts of documents in which what an officer must still decide stays visible.

# In `Số: [số] ngày {date}`: the blank `[số]` and the hole `{date}`; not `{a b}`.
_PARTS = re.compile(r"\{(?P<hole>\w+)\}|(?P<blank>\[[^\]]*\])")
# What XML 1.0 cannot hold, and what would turn a line's direction: NUL, U+202E; not a tab or LF.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Blank(str):
    """A value that an officer must fill in."""

    __slots__ = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Some characters of a phrase.

    Attributes:
        text: The characters.
        blank: Whether an officer must fill them in.
    """

    text: str
    blank: bool = False


Phrase = tuple[Run, ...]


def phrase(words: DatasetTexts, key: str, **values: object) -> Phrase:
    """Fill the holes of a key's text and mark its blanks.

    Args:
        words: The texts.
        key: The text's key.
        values: For its holes; a `Blank` stays a blank.

    Raises:
        KeyError: The text is not there, or a hole has no value.
    """
    runs = itertools.groupby(_runs(words[key], values), key=operator.attrgetter("blank"))
    return tuple(Run(plain(neighbours), blank) for blank, neighbours in runs)


def literal(text: str) -> Phrase:
    """Turn data into a phrase: nothing in it is a blank, unless all of it is a `Blank`."""
    return (Run(without_unprintable(text), blank=isinstance(text, Blank)),)


def plain(runs: Iterable[Run]) -> str:
    """Join a phrase's runs into mere text."""
    return "".join(run.text for run in runs)


def without_unprintable(text: str) -> str:
    """Take out characters that XML cannot hold or that would turn a line's direction."""
    return _UNFIT.sub("", text)


def lower_first(text: str) -> str:
    """Lower a title's first letter for use in a sentence, unless an abbreviation begins it."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _runs(text: str, values: dict[str, object]) -> Iterator[Run]:
    """Yield the runs of a text of the locale: its words, its blanks, and what fills its holes."""
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


# A document's content, told once and written as DOCX and as HTML.


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
    """The row of a table that names the group of the rows below it, over all columns but the first."""

    mark: str
    name: str


# A text in the table's own size of characters, or lines with sizes of their own.
Cell: TypeAlias = "str | tuple[CellLine, ...]"


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page; the first cell of a row names the row.

    Attributes:
        caption: What it is about.
        columns: Its columns.
        rows: A cell for each column, or the name of a group of rows.
        above: Whether the caption is not printed, since a heading right above says the same.
        size: Of its characters, in points.
        keep: Whether its last row stays on the page of what follows.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...] | RowGroup, ...]
    above: bool = False
    size: float = 11
    keep: bool = False

    def lines_of(self, cell: Cell) -> tuple[CellLine, ...]:
        """Return the lines of one of the cells."""
        return (CellLine(cell, self.size),) if isinstance(cell, str) else cell


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
class Chart:
    """Stacked bars, one a row, all to one scale, with the figures in them.

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


class Paper:
    """A paper while it is written.

    Attributes:
        title: For the file's properties.
        author: For the file's properties.
        day: The last day that it names; the file's properties name no other.
        undated: Whether a file that need not name a day names none.
        landscape: Whether its first pages lie on their long side.
        width: Of the text on the pages that are being written, in millimetres.
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
        self.width = text_width(landscape=landscape)
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

    def table(self, table: Table) -> None:
        """Add a table, under its caption unless a heading has said it."""
        if not table.above:
            self.paragraph(table.caption, "Caption")
        self.parts.append(table)

    def begin_section(self, *, landscape: bool) -> None:
        """Begin an annex on a new page, which may lie on its long side."""
        self.parts.append(PaperSection(landscape))
        self.width = text_width(landscape=landscape)

    def add(self, part: PaperPart) -> None:
        """Add any other part at the end."""
        self.parts.append(part)
