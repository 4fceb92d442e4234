"""DOCX: its parts as paragraphs and tables, whoever reads them.

`WordFile` yields all that stands in a part, each piece of text with its marks: inserted, deleted,
hidden, white, an instruction of a field, said twice (ECMA-376 Part 1, 17).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

from access_info.office_files.archive import Archive, attribute, local
from access_info.office_files.text import FontPiece

MAX_DEPTH = 40
_MAX_SPAN = 200
_MAX_STEPS = 20
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
# Rows that were deleted under tracked changes, or are hidden.
_UNSEEN_ROWS = _DELETED | {"hidden"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_PROPERTIES = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr", "tblGrid", "sectPr"}
)
_OFF = frozenset({"0", "false", "off", "none"})
_WHITE = frozenset({"FFFFFF", "FEFEFE"})
# Half-points: letters of one point are read by nobody.
_TINY = 2
_BLOCKS = frozenset({"p", "tbl"})
_NOTES = {"footnoteReference": "f", "endnoteReference": "e", "commentReference": "c"}
# `HYPERLINK "https://a.vn"`, `HYPERLINK https://a.vn` and `HYPERLINK \\o "Xem" \\n "https://a.vn"`, the
# address in group 1 or 2 (ECMA-376 Part 1, 17.16.5.25: the switches l, o and t take an argument);
# not `PAGE`, nor `HYPERLINK \\l "muc1"`, which leads to a place in the document.
_FIELD = re.compile(
    r'HYPERLINK\s+(?:\\[lot]\s+(?:"[^"]*"|\S+)\s+|\\[mn]\s+)*(?:"([^"]*)"|([^\s\\]\S*))',
    re.IGNORECASE,
)
_ANCHOR = re.compile(r'\\l\s+"([^"]*)"')
_FETCHES = re.compile(r"\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_SIGNS = {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xB7: "-", 0xA7: "-", 0xD8: "-", 0x2D: "-"}
_PRIVATE = 0xF000
_LATIN = 0x100


Change: TypeAlias = Literal["", "inserted", "deleted"]
Unseen: TypeAlias = Literal["", "hidden", "tiny", "white"]
Aside: TypeAlias = Literal["", "code", "again", "boxed", "drawn", "watermark"]


@dataclasses.dataclass(frozen=True, slots=True)
class WordPiece(FontPiece):
    """A piece of text of a paragraph.

    Attributes:
        change: What tracked changes did to it.
        unseen: Why people cannot see it; white letters may stand on the colour of a table.
        aside: What it is beside the text: an instruction of a field (`code`), another way to show what
            was shown (`again`), words of a table in a box (`boxed`), of a diagram (`drawn`), of a watermark.
        numbering: List and level of the paragraph that begins here.
    """

    change: Change = ""
    unseen: Unseen = ""
    aside: Aside = ""
    numbering: tuple[str, int] | None = None


@dataclasses.dataclass
class Paragraph:
    """A paragraph with the boxes that hang on it.

    Attributes:
        pieces: Its text; each paragraph in a box begins with a line end.
        links: Where it leads.
        notes: Its footnotes and comments: first letter of the kind, and id.
        tables: Tables in its boxes; their words are among its pieces as well.
        has_box: Whether a box hangs on it.
        printed: Whether nothing around it keeps it from being printed.
        section: Properties of the section that ends with it.
    """

    pieces: list[WordPiece] = dataclasses.field(default_factory=list)
    links: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)
    tables: list[Table] = dataclasses.field(default_factory=list)
    has_box: bool = False
    printed: bool = True
    section: Element | None = None


@dataclasses.dataclass
class TableCell:
    """A cell of a table.

    Attributes:
        blocks: What it holds.
        columns: Columns that it spans.
        merge: "restart" or "continue" in a merge of rows, else "".
        printed: Whether nothing around it keeps it from being printed.
    """

    blocks: list[Block]
    columns: int
    merge: str
    printed: bool


@dataclasses.dataclass
class TableRow:
    """A row of a table.

    Attributes:
        cells: Its cells.
        skipped: Columns that are left out before the first.
        hidden: Whether it is a hidden row.
        printed: Whether it is seen: neither deleted nor hidden.
    """

    cells: list[TableCell]
    skipped: int
    hidden: bool
    printed: bool


@dataclasses.dataclass
class Table:
    """A table.

    Attributes:
        rows: Its rows.
        coloured: Whether it has colours of its own, so that white letters may be seen.
        printed: Whether nothing around it keeps it from being printed.
    """

    rows: list[TableRow]
    coloured: bool
    printed: bool


Block: TypeAlias = Paragraph | Table


@dataclasses.dataclass
class WordPart:
    """A part of a document: its text, a head or foot of pages, its notes.

    Attributes:
        items: What stands in each outermost element.
        watermarks: Words that are drawn across the page.
        descriptions: What is said of pictures, for those who do not see them.
    """

    items: list[tuple[Element, list[Block]]]
    watermarks: list[str]
    descriptions: list[str]

    @property
    def blocks(self) -> list[Block]:
        """All that stands in it."""
        return [block for _, blocks in self.items for block in blocks]


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs among blocks and in the cells of their tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


def child(element: Element | None, *names: str) -> Element | None:
    """Return an element's child, that one's child, and so on; `None` where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element


def value_of(element: Element | None) -> str:
    """Return the `val` of an element, or "" when either is missing."""
    return attribute(element, "val") if element is not None else ""


def number_of(text: str) -> int:
    """Read a number of at most five digits; what is none counts as 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004


class WordFile:
    """The parts of a DOCX, each read when it is asked for.

    Attributes:
        main: Name of the part with the text.
        relations: What the relations of the text lead to.
        fetches: Whether a field in what was read has data fetched from another program.
        is_deep: Whether tables in what was read were too deep within others to be read as tables.
    """

    def __init__(self, archive: Archive) -> None:
        """Read the document's relations and styles.

        Raises:
            RefusedFileError: A part of it is damaged.
        """
        self._archive = archive
        tops = archive.relations("").values()
        self.main = next(
            (part for kind, part, _ in tops if kind == "officeDocument"), "word/document.xml"
        )
        self.relations = archive.relations(self.main)
        self._targets = {
            kind: part for kind, part, outside in self.relations.values() if not outside
        }
        usual = next(archive.like(r"word/styles\.xml"), "")
        self._styles = _Styles(self.root(self.target("styles") or usual))
        self.fetches = self.is_deep = False

    def target(self, kind: str) -> str:
        """Return the name of the part of a kind that the text is related to, or ""."""
        return self._targets.get(kind, "")

    def root(self, name: str) -> Element | None:
        """Return the outermost element of a part; `None` if there is no such part."""
        return self._archive.xml(name) if name in self._archive.names else None

    def part(self, root: Element | None) -> WordPart:
        """Read the paragraphs and tables of a part by its outermost element."""
        if root is None:
            return WordPart([], [], [])
        reader = _PartReader(self._styles, self.relations)
        items = [
            (element, list(reader.blocks([element] if local(element) in _BLOCKS else element)))
            for element in root
        ]
        self.fetches = self.fetches or reader.fetches
        self.is_deep = self.is_deep or reader.is_deep
        watermarks, descriptions = [], []
        for element in root.iter():
            if local(element) == "textpath":
                watermarks.append(element.get("string", ""))
            description = element.get("descr") or element.get("alt") or ""
            title = element.get("title", "") if local(element) == "docPr" else ""
            descriptions.append("\n".join(filter(None, (description, title))))
        return WordPart(items, watermarks, [*dict.fromkeys(filter(None, descriptions))])


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """What holds of a stretch of a paragraph: the paragraph's properties, and marks of its pieces."""

    paragraph: Element | None
    change: Change = ""
    unseen: Unseen = ""
    aside: Aside = ""

    @property
    def is_taken(self) -> bool:
        """Whether links and notes in it count."""
        return self.change != "deleted" and self.unseen != "hidden" and self.aside != "again"


class _PartReader:
    """The reader of a part's paragraphs, in their order, since fields go on from one to the next."""

    def __init__(self, styles: _Styles, relations: Mapping[str, tuple[str, str, bool]]) -> None:
        self._styles = styles
        self._relations = relations
        self.fetches = self.is_deep = False
        self._depth = 0
        # Of each open field the parts of its instruction, then `True` once its result has begun.
        self._fields: list[list[str | bool]] = []

    def blocks(
        self, elements: Iterable[Element], *, printed: bool = True, aside: Aside = ""
    ) -> Iterator[Block]:
        """Yield paragraphs and tables, through whatever is wrapped around them."""
        for element in elements:
            name = local(element)
            if name == "p":
                paragraph = Paragraph(printed=printed)
                self._paragraph(element, paragraph, aside)
                yield paragraph
            elif name == "tbl" and self._depth < MAX_DEPTH:
                self._depth += 1
                yield self._table(element, aside, printed=printed)
                self._depth -= 1
            elif name == "tbl":
                self.is_deep = True
                inner = (part for part in element.iter() if local(part) == "p")
                yield from self.blocks(inner, printed=printed, aside=aside)
            elif name not in _PROPERTIES:
                wrapped = printed and name in _WRAPPERS
                yield from self.blocks(element, printed=wrapped, aside=aside)

    def _table(self, table: Element, aside: Aside, *, printed: bool) -> Table:
        """Read the rows of a table, and whether each is seen."""
        coloured = any(local(element) in {"tblStyle", "shd"} for element in table.iter())
        rows = []
        for row, is_row_printed in _wrapped(table, "tr"):
            properties = child(row, "trPr")
            marks = {local(mark) for mark in (properties if properties is not None else ())}
            cells = [self._cell(cell, aside, printed=seen) for cell, seen in _wrapped(row, "tc")]
            skipped = min(number_of(value_of(child(properties, "gridBefore"))), _MAX_SPAN)
            seen = is_row_printed and not marks & _UNSEEN_ROWS
            rows.append(TableRow(cells, skipped, "hidden" in marks, seen))
        return Table(rows, coloured, printed)

    def _cell(self, cell: Element, aside: Aside, *, printed: bool) -> TableCell:
        """Read a cell: what it holds, and what it spans."""
        properties = child(cell, "tcPr")
        columns = min(number_of(value_of(child(properties, "gridSpan"))), _MAX_SPAN) or 1
        merge = child(properties, "vMerge")
        how = "" if merge is None else "restart" if value_of(merge) == "restart" else "continue"
        return TableCell(list(self.blocks(cell, aside=aside)), columns, how, printed)

    def _paragraph(self, element: Element, into: Paragraph, aside: Aside) -> None:
        """Read a paragraph into one that is begun, as those in boxes are."""
        properties = child(element, "pPr")
        numbering = self._styles.numbering(properties)
        start = "\n" if into.pieces else ""
        into.pieces.append(WordPiece(start, aside=aside, numbering=numbering))
        into.section = child(properties, "sectPr")
        self._walk(element, _Place(properties, aside=aside), into)

    def _walk(self, elements: Iterable[Element], place: _Place, into: Paragraph) -> None:
        """Read what stands in a paragraph: runs, boxes, drawings, and what is wrapped around them."""
        for element in elements:
            name = local(element)
            if name == "r":
                self._run(element, place, into)
            elif name == "txbxContent":
                self._box(element, place, into)
            elif name == "p":
                # A paragraph of a diagram, or of what this program does not know.
                self._paragraph(element, into, place.aside or "drawn")
            elif name == "textpath":
                text = f"\n{element.get('string', '')}"
                into.pieces.append(WordPiece(text, aside=place.aside or "watermark"))
            elif name == "AlternateContent":
                # The first of several ways to show one thing is the one that is read.
                first = True
                for way in element:
                    again = place if first else dataclasses.replace(place, aside="again")
                    first = first and local(way) not in {"Choice", "Fallback"}
                    self._walk(way, again, into)
            elif name not in _PROPERTIES:
                self._walk(element, self._place_in(element, name, place, into), into)

    def _place_in(self, element: Element, name: str, place: _Place, into: Paragraph) -> _Place:
        """Return what holds within an element, and note where it leads."""
        if name == "hyperlink":
            _, target, outside = self._relations.get(attribute(element, "id"), ("", "", False))
            if target and outside and place.is_taken:
                anchor = attribute(element, "anchor")
                into.links.append(f"{target}#{anchor}" if anchor else target)
        elif name == "fldSimple":
            self._field(attribute(element, "instr"), place, into)
        elif name in _DELETED:
            return dataclasses.replace(place, change="deleted")
        elif name in _INSERTED and not place.change:
            return dataclasses.replace(place, change="inserted")
        return place

    def _run(self, run: Element, place: _Place, into: Paragraph) -> None:
        """Read a stretch of text that has one look."""
        look = self._styles.look(child(run, "rPr"), place.paragraph)
        font, unseen = str(look.get("font", "")), place.unseen or _why_unseen(look)
        marks = bool(look.get("bold")), bool(look.get("struck"))
        for part in run:
            name = local(part)
            is_code = any(True not in field for field in self._fields)
            here = dataclasses.replace(
                place,
                unseen=unseen,
                aside=place.aside or ("code" if is_code else ""),
            )
            if name == "fldChar":
                self._field_char(attribute(part, "fldCharType"), here, into)
            elif name in _NOTES:
                if here.is_taken and not is_code:
                    into.notes.append(f"{_NOTES[name]}{attribute(part, 'id')}")
            elif text := _text_of(part, name, font):
                if name == "instrText" and self._fields and place.aside != "again":
                    self._fields[-1].append(text)
                change: Change = "deleted" if name == "delText" else here.change
                aside: Aside = here.aside or ("code" if name == "instrText" else "")
                into.pieces.append(WordPiece(text, font, *marks, change, unseen, aside))
            else:
                self._walk([part], here, into)

    def _field_char(self, kind: str, place: _Place, into: Paragraph) -> None:
        """Follow the beginning, the middle and the end of a field."""
        if place.aside == "again":
            return
        if kind == "begin":
            self._fields.append([])
        elif not self._fields:
            return
        elif kind == "separate":
            self._field(_instruction(self._fields[-1]), place, into)
            self._fields[-1].append(True)
        elif kind == "end":
            field = self._fields.pop()
            if True not in field:
                self._field(_instruction(field), place, into)

    def _field(self, instruction: str, place: _Place, into: Paragraph) -> None:
        """Note where a field leads, or that it has data fetched."""
        self.fetches = self.fetches or _FETCHES.match(instruction) is not None
        match = _FIELD.search(instruction)
        target = (match[1] or match[2] or "") if match else ""
        if target and not target.startswith("\\") and place.is_taken:
            anchor = _ANCHOR.search(instruction)
            into.links.append(f"{target}#{anchor[1]}" if anchor and "#" not in target else target)

    def _box(self, element: Element, place: _Place, into: Paragraph) -> None:
        """Add the words of a text box to the paragraph that it hangs on, and its tables apart."""
        into.has_box = into.has_box or place.is_taken
        for block in self.blocks(element, aside="again" if place.aside == "again" else ""):
            is_table = isinstance(block, Table)
            if isinstance(block, Table) and place.is_taken:
                into.tables.append(block)
            for paragraph in paragraphs_of([block]):
                aside: Aside = place.aside or ("boxed" if is_table else "")
                start = "\n" if any(piece.text for piece in into.pieces) else ""
                for number, piece in enumerate(paragraph.pieces):
                    into.pieces.append(
                        dataclasses.replace(
                            piece,
                            text=piece.text if number else start,
                            change=piece.change or place.change,
                            unseen=piece.unseen or place.unseen,
                            aside=piece.aside or aside,
                        )
                    )
                into.tables += paragraph.tables
                if place.is_taken:
                    into.links += paragraph.links
                    into.notes += paragraph.notes
        into.pieces.append(WordPiece("\n", change=place.change, aside=place.aside))


def _wrapped(parent: Element, wanted: str) -> Iterator[tuple[Element, bool]]:
    """Yield elements within whatever is wrapped around them, and whether they are printed."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element, True
        elif name not in _PROPERTIES:
            yield from (
                (inner, printed and name in _WRAPPERS)
                for inner, printed in _wrapped(element, wanted)
            )


def _instruction(field: list[str | bool]) -> str:
    return "".join(part for part in field if isinstance(part, str))


def _text_of(part: Element, name: str, font: str) -> str:
    """Return the text of a part of a run; "" for one without."""
    if name in {"t", "delText", "instrText"}:
        return part.text or ""
    if name in {"br", "cr"}:
        return "\n"
    if name in {"tab", "ptab"}:
        return "\t"
    if name == "noBreakHyphen":
        return "-"
    if name == "softHyphen":
        # “ư” of TCVN3, which Word takes for a hyphen.
        return "\u00ad" if font.casefold().startswith(".vn") else ""
    return _sign(part) if name == "sym" else ""


def _sign(part: Element) -> str:
    """Return the character that a number names in a font of signs."""
    try:
        code = int(attribute(part, "char"), 16)
    except ValueError:
        return ""
    if code >= _PRIVATE:
        code -= _PRIVATE
    font = attribute(part, "font").casefold()
    if font.startswith(("wingdings", "symbol", "webdings")):
        return _SIGNS.get(code, "•")
    return chr(code) if 0 < code < _LATIN or font else ""


_SWITCHES = {"b": "bold", "strike": "struck", "dstrike": "struck", "vanish": "hidden"}
# What properties say of letters, where they say it: `font`, `bold`, `struck`, `hidden`, `white`, `tiny`,
# `shaded`.
_LetterLook: TypeAlias = dict[str, str | bool]


def _letter_look(*properties: Element | None) -> _LetterLook:
    """Return what properties say of letters; those that come first win."""
    look: _LetterLook = {}
    for element in (part for some in properties if some is not None for part in some):
        name, value = local(element), value_of(element)
        if name in {"shd", "highlight"}:
            look["shaded"] = True
        elif name == "rFonts":
            font = attribute(element, "hAnsi") or attribute(element, "ascii")
            look |= {"font": look.get("font") or font} if font else {}
        elif name in _SWITCHES:
            field, is_on = _SWITCHES[name], value.lower() not in _OFF
            # Struck once or twice is struck.
            look[field] = look.get(field, is_on) or (field == "struck" and is_on)
        elif name == "color":
            look.setdefault("white", value.upper() in _WHITE)
        elif name == "sz":
            look.setdefault("tiny", value.isdigit() and int(value) <= _TINY)
    return look


def _why_unseen(look: _LetterLook) -> Unseen:
    """Return why letters cannot be seen; "" where they can."""
    if look.get("hidden"):
        return "hidden"
    if look.get("tiny"):
        return "tiny"
    return "white" if look.get("white") and not look.get("shaded") else ""


class _Styles:
    """How letters of each style look, and how its paragraphs are numbered (17.7)."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            attribute(style, "styleId"): style
            for style in (root if root is not None else ())
            if local(style) == "style"
        }
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if attribute(style, "default") in {"1", "true"}
                and attribute(style, "type") == "paragraph"
            ),
            "",
        )
        self._defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._looks: dict[tuple[str, str], _LetterLook] = {}

    def look(self, run: Element | None, paragraph: Element | None) -> _LetterLook:
        """Return how letters look.

        Args:
            run: Their own properties.
            paragraph: Properties of their paragraph.
        """
        styles = value_of(child(run, "rStyle")), value_of(child(paragraph, "pStyle"))
        if styles not in self._looks:
            look = _letter_look(self._defaults)
            based = (*self._based(styles[0]), *self._based(styles[1] or self._default))
            for style in reversed(based):
                look |= _letter_look(child(style, "rPr"), child(style, "pPr"))
            self._looks[styles] = look
        return self._looks[styles] | _letter_look(run, paragraph)

    def numbering(self, paragraph: Element | None) -> tuple[str, int] | None:
        """Return a paragraph's list and level; `None` outside lists."""
        style = value_of(child(paragraph, "pStyle")) or self._default
        for properties in (paragraph, *(child(base, "pPr") for base in self._based(style))):
            numbering = child(properties, "numPr")
            if numbering is not None:
                level = value_of(child(numbering, "ilvl"))
                return value_of(child(numbering, "numId")), number_of(level)
        return None

    def _based(self, style: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        for _ in range(_MAX_STEPS):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value_of(child(element, "basedOn"))
