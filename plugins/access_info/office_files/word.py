"""Read the parts of a DOCX into paragraphs and tables, for the import of lists and for the gate.

`WordFile` gives all the text of a part, each piece with its marks: inserted, deleted, hidden, white, an
instruction of a field, a second version of the same content (ECMA-376 Part 1, 17).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

from access_info.office_files.archive import Archive, attribute, local
from access_info.office_files.text import FontPiece

# Tables nested in each other.
MAX_DEPTH = 40
# Columns that a cell may span or a row leave out.
_MAX_SPAN = 200
# Styles based on each other that are followed: they may form a circle.
_MAX_STEPS = 20
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
# Rows that were deleted under tracked changes, or are hidden.
_UNSEEN_ROWS = _DELETED | {"hidden"}
# Elements around paragraphs, rows and cells whose content Word prints; within any other it is not printed.
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_PROPERTIES = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr", "tblGrid", "sectPr"}
)
_OFF = frozenset({"0", "false", "off", "none"})
_WHITE = frozenset({"FFFFFF", "FEFEFE"})
# Half-points: letters of one point are read by nobody.
_TINY = 2
_BLOCKS = frozenset({"p", "tbl"})
# Elements that refer to a note → first letter of the note's key.
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
# Numbers in fonts of symbols → the nearest character; such a number may be raised by `_PRIVATE`.
_SIGNS = {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xB7: "-", 0xA7: "-", 0xD8: "-", 0x2D: "-"}
_PRIVATE = 0xF000
_LATIN = 0x100


Change: TypeAlias = Literal["", "inserted", "deleted"]
Unseen: TypeAlias = Literal["", "hidden", "tiny", "white"]
Aside: TypeAlias = Literal["", "code", "again", "boxed", "drawn", "watermark"]


@dataclasses.dataclass(frozen=True, slots=True)
class WordPiece(FontPiece):
    """A piece of a paragraph's text with the same formatting.

    Attributes:
        change: Whether tracked changes inserted or deleted it.
        unseen: Why people cannot see it; white letters may still be seen on a coloured table.
        aside: What it is, if not ordinary text: an instruction of a field (`code`), a second version
            of the same content for other programs (`again`), words of a table in a text box (`boxed`),
            of a diagram (`drawn`), of a watermark.
        numbering: Id of the list, and level, of the numbered paragraph that begins with this piece.
    """

    change: Change = ""
    unseen: Unseen = ""
    aside: Aside = ""
    numbering: tuple[str, int] | None = None


@dataclasses.dataclass
class Paragraph:
    """A paragraph with the text boxes that are anchored to it.

    Attributes:
        pieces: The text; each paragraph of a box begins with a line end.
        links: Targets of the paragraph's hyperlinks.
        notes: Keys of its footnotes, endnotes and comments: first letter of the kind, and id.
        tables: Tables in its boxes; their words are among its pieces as well.
        has_box: Whether a box is anchored to it.
        printed: Whether it stands in no element that Word leaves out in print.
        section: Properties of the section that ends with this paragraph.
    """

    pieces: list[WordPiece] = dataclasses.field(default_factory=list)
    links: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)
    tables: list[WordTable] = dataclasses.field(default_factory=list)
    has_box: bool = False
    printed: bool = True
    section: Element | None = None


@dataclasses.dataclass
class TableCell:
    """A cell of a table.

    Attributes:
        blocks: The paragraphs and tables in the cell.
        columns: Number of columns that it spans.
        merge: In cells merged over rows: "restart" for the first, "continue" for the others; else "".
        printed: Whether it stands in no element that Word leaves out in print.
    """

    blocks: list[Block]
    columns: int
    merge: str
    printed: bool


@dataclasses.dataclass
class TableRow:
    """A row of a table.

    Attributes:
        cells: The cells of the row.
        skipped: Number of columns that are left out before the first cell.
        hidden: Whether the row is hidden.
        printed: Whether the row is printed: neither deleted by tracked changes nor hidden.
    """

    cells: list[TableCell]
    skipped: int
    hidden: bool
    printed: bool


@dataclasses.dataclass
class WordTable:
    """A table of a document.

    Attributes:
        rows: The rows of the table.
        coloured: Whether it has a style or coloured cells, so that white letters may be visible.
        printed: Whether it stands in no element that Word leaves out in print.
    """

    rows: list[TableRow]
    coloured: bool
    printed: bool


Block: TypeAlias = Paragraph | WordTable


@dataclasses.dataclass
class WordPart:
    """The content of one part of a DOCX: the body, a page header or footer, the notes.

    Attributes:
        items: Each outermost element with the paragraphs and tables in it.
        watermarks: Words that are drawn across the page.
        descriptions: Alternative texts of pictures.
    """

    items: list[tuple[Element, list[Block]]]
    watermarks: list[str]
    descriptions: list[str]

    @property
    def blocks(self) -> list[Block]:
        """All paragraphs and tables of the part."""
        return [block for _, blocks in self.items for block in blocks]


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield all paragraphs of blocks, those in the cells of tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element that a path of tag names leads to, step by step downwards; `None` where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element


def value_of(element: Element | None) -> str:
    """Return the attribute `w:val`, in which WordprocessingML keeps values; "" without element or value."""
    return attribute(element, "val") if element is not None else ""


def number_of(text: str) -> int:
    """Return the number that a text is, of at most five digits; 0 for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004


class WordFile:
    """A DOCX, whose parts are read one by one when asked for.

    Attributes:
        main: Name of the part with the document's body.
        relations: Id → (kind, target, whether outside) of the body's relations.
        fetches: Whether a field in the parts read so far fetches data from another program (DDE).
        is_deep: Whether tables in the parts read so far were nested too deeply to be read as tables.
    """

    def __init__(self, archive: Archive) -> None:
        """Read the document's relations and styles.

        Raises:
            RefusedFileError: A part of it is damaged.
        """
        self._archive = archive
        self.main = archive.main_part("word/document.xml")
        self.relations = archive.relations(self.main)
        self._targets = {
            kind: part for kind, part, outside in self.relations.values() if not outside
        }
        usual = next(archive.like(r"word/styles\.xml"), "")
        self._styles = _Styles(self.root(self.target("styles") or usual))
        self.fetches = self.is_deep = False

    def target(self, kind: str) -> str:
        """Return the name of the part that the body is related to by a kind, `styles` or `comments`; or ""."""
        return self._targets.get(kind, "")

    def root(self, name: str) -> Element | None:
        """Return the outermost element of a part; `None` if there is no such part."""
        return self._archive.xml(name) if name in self._archive.names else None

    def part(self, root: Element | None) -> WordPart:
        """Return the content of a part.

        Args:
            root: The part's outermost element (`root`); `None` for a missing part, which is empty.
        """
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
    """The context of a stretch of a paragraph: the paragraph's properties, and marks for its pieces."""

    paragraph: Element | None
    change: Change = ""
    unseen: Unseen = ""
    aside: Aside = ""

    @property
    def is_taken(self) -> bool:
        """Whether links, notes and tables in the stretch count: not in deleted, hidden or repeated content."""
        return self.change != "deleted" and self.unseen != "hidden" and self.aside != "again"


class _PartReader:
    """The reader of a part's paragraphs, in their order, since a field may span several of them.

    `fetches` and `is_deep` are those of `WordFile`, for this part.
    """

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
        """Yield the paragraphs and tables among elements, inside wrappers too.

        Args:
            elements: The elements.
            printed: Whether nothing around the elements keeps them from being printed.
            aside: The mark for all pieces of text in them.
        """
        for element in elements:
            name = local(element)
            if name == "p":
                paragraph = Paragraph(printed=printed)
                self._read_paragraph(element, paragraph, aside)
                yield paragraph
            elif name == "tbl" and self._depth < MAX_DEPTH:
                self._depth += 1
                yield self._table(element, aside, printed=printed)
                self._depth -= 1
            elif name == "tbl":
                # Too deeply nested for a table: its paragraphs one by one.
                self.is_deep = True
                inner = (part for part in element.iter() if local(part) == "p")
                yield from self.blocks(inner, printed=printed, aside=aside)
            elif name not in _PROPERTIES:
                wrapped = printed and name in _WRAPPERS
                yield from self.blocks(element, printed=wrapped, aside=aside)

    def _table(self, table: Element, aside: Aside, *, printed: bool) -> WordTable:
        """Return a table with its rows and cells, each with the note whether it is printed."""
        coloured = any(local(element) in {"tblStyle", "shd"} for element in table.iter())
        rows = []
        for row, is_row_printed in _wrapped(table, "tr"):
            properties = child(row, "trPr")
            marks = {local(mark) for mark in (properties if properties is not None else ())}
            cells = [self._cell(cell, aside, printed=seen) for cell, seen in _wrapped(row, "tc")]
            skipped = min(number_of(value_of(child(properties, "gridBefore"))), _MAX_SPAN)
            seen = is_row_printed and not marks & _UNSEEN_ROWS
            rows.append(TableRow(cells, skipped, "hidden" in marks, seen))
        return WordTable(rows, coloured, printed)

    def _cell(self, cell: Element, aside: Aside, *, printed: bool) -> TableCell:
        """Return a cell of a table with its content, and how many columns and rows it is merged over."""
        properties = child(cell, "tcPr")
        columns = min(number_of(value_of(child(properties, "gridSpan"))), _MAX_SPAN) or 1
        merge = child(properties, "vMerge")
        how = "" if merge is None else "restart" if value_of(merge) == "restart" else "continue"
        return TableCell(list(self.blocks(cell, aside=aside)), columns, how, printed)

    def _read_paragraph(self, element: Element, into: Paragraph, aside: Aside) -> None:
        """Read the content, numbering and section of a paragraph's element into a `Paragraph`.

        Args:
            element: The element, `w:p`.
            into: The paragraph to add to. For an element within a drawing it is the paragraph that
                the drawing is anchored to, which already has text: a new line begins there.
            aside: What the text is, if not ordinary text: `drawn`, `boxed` … (`WordPiece.aside`).
        """
        properties = child(element, "pPr")
        numbering = self._styles.numbering(properties)
        start = "\n" if into.pieces else ""
        into.pieces.append(WordPiece(start, aside=aside, numbering=numbering))
        into.section = child(properties, "sectPr")
        self._walk(element, _Place(properties, aside=aside), into)

    def _walk(self, elements: Iterable[Element], place: _Place, into: Paragraph) -> None:
        """Read elements of a paragraph into it: runs of text, boxes, drawings, inside wrappers too.

        Args:
            elements: The elements.
            place: Their context, which marks all text in them.
            into: The paragraph to add to.
        """
        for element in elements:
            name = local(element)
            if name == "r":
                self._run(element, place, into)
            elif name == "txbxContent":
                self._box(element, place, into)
            elif name == "p":
                # A paragraph of a diagram, or of what this program does not know.
                self._read_paragraph(element, into, place.aside or "drawn")
            elif name == "textpath":
                text = f"\n{element.get('string', '')}"
                into.pieces.append(WordPiece(text, aside=place.aside or "watermark"))
            elif name == "AlternateContent":
                # Of several ways to show one thing the first is read, the others are marked as repeated.
                first = True
                for way in element:
                    again = place if first else dataclasses.replace(place, aside="again")
                    first = first and local(way) not in {"Choice", "Fallback"}
                    self._walk(way, again, into)
            elif name not in _PROPERTIES:
                self._walk(element, self._place_in(element, name, place, into), into)

    def _place_in(self, element: Element, name: str, place: _Place, into: Paragraph) -> _Place:
        """Return the context within an element, such as “deleted”; record the target of a link or field."""
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
        """Read a run (a stretch of text with the same formatting) into its paragraph.

        Text in an open field whose result has not begun is the field's instruction (`code`).
        """
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
        """Follow a field that spans several runs, and record its target when its instruction is complete.

        Args:
            kind: `begin`; `separate`, behind which the result stands; `end`.
            place: The context.
            into: The paragraph.
        """
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
        """Record the target of a field `HYPERLINK`, or that a field fetches data (DDE)."""
        self.fetches = self.fetches or _FETCHES.match(instruction) is not None
        match = _FIELD.search(instruction)
        target = (match[1] or match[2] or "") if match else ""
        if target and not target.startswith("\\") and place.is_taken:
            anchor = _ANCHOR.search(instruction)
            into.links.append(f"{target}#{anchor[1]}" if anchor and "#" not in target else target)

    def _box(self, element: Element, place: _Place, into: Paragraph) -> None:
        """Add the words of a text box, those of its tables too, to the paragraph that it is anchored to.

        The box's tables are noted in `Paragraph.tables` as well; their words are marked as `boxed`.
        """
        into.has_box = into.has_box or place.is_taken
        for block in self.blocks(element, aside="again" if place.aside == "again" else ""):
            is_table = isinstance(block, WordTable)
            if isinstance(block, WordTable) and place.is_taken:
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
    """Yield (element, whether it is printed) of the wanted tag, inside wrappers too.

    Wrappers that this program does not know may keep their content from being printed.
    """
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
    """Return the instruction of a field, joined from its parts: `HYPERLINK "https://a.vn"`."""
    return "".join(part for part in field if isinstance(part, str))


_CHARACTERS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


def _text_of(part: Element, name: str, font: str) -> str:
    """Return the text of an element in a run; "" for an element without text.

    Args:
        part: The element.
        name: Its tag without namespace.
        font: The run's font, which decides whether a soft hyphen is a letter.
    """
    if name in {"t", "delText", "instrText"}:
        return part.text or ""
    if name in _CHARACTERS:
        return _CHARACTERS[name]
    if name == "softHyphen":
        # “ư” of TCVN3, which Word takes for a hyphen.
        return "\u00ad" if font.casefold().startswith(".vn") else ""
    return _symbol_character(part) if name == "sym" else ""


def _symbol_character(part: Element) -> str:
    """Return the character of a `w:sym` element, which names a font and a number in it; "" if unknown.

    Numbers in fonts of symbols, such as Wingdings, stand for the nearest character, else for “•”. In
    other fonts they are code points; without a font only Latin ones are trusted.
    """
    try:
        code = int(attribute(part, "char"), 16)
    except ValueError:
        return ""
    if code >= _PRIVATE:
        code -= _PRIVATE
    font = attribute(part, "font").casefold()
    if font.startswith(("wingdings", "symbol", "webdings")):
        return _SIGNS.get(code, "•")
    return chr(code) if font or 0 < code < _LATIN else ""


_SWITCHES = {"b": "bold", "strike": "struck", "dstrike": "struck", "vanish": "hidden"}
# Formatting of letters, as far as properties set it: `font`, `bold`, `struck`, `hidden`, `white`, `tiny`,
# `shaded`.
_Formatting: TypeAlias = dict[str, str | bool]


def _formatting(*properties: Element | None) -> _Formatting:
    """Return the formatting of letters that properties set together; what the first of them sets counts."""
    look: _Formatting = {}
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


def _why_unseen(look: _Formatting) -> Unseen:
    """Return why letters of a formatting cannot be seen; "" where they can."""
    if look.get("hidden"):
        return "hidden"
    if look.get("tiny"):
        return "tiny"
    return "white" if look.get("white") and not look.get("shaded") else ""


class _Styles:
    """The styles of a document: formatting of letters, numbering of paragraphs (17.7)."""

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
        self._looks: dict[tuple[str, str], _Formatting] = {}

    def look(self, run: Element | None, paragraph: Element | None) -> _Formatting:
        """Return the formatting of a run's letters, by the defaults, its styles and its own properties.

        What stands nearer to the letters counts. The part that follows from styles is remembered.

        Args:
            run: Properties of the run.
            paragraph: Properties of its paragraph.
        """
        styles = value_of(child(run, "rStyle")), value_of(child(paragraph, "pStyle"))
        if styles not in self._looks:
            look = _formatting(self._defaults)
            based = (*self._based(styles[0]), *self._based(styles[1] or self._default))
            for style in reversed(based):
                look |= _formatting(child(style, "rPr"), child(style, "pPr"))
            self._looks[styles] = look
        return self._looks[styles] | _formatting(run, paragraph)

    def numbering(self, paragraph: Element | None) -> tuple[str, int] | None:
        """Return (id of the list, level) of a numbered paragraph; `None` for others."""
        style = value_of(child(paragraph, "pStyle")) or self._default
        for properties in (paragraph, *(child(base, "pPr") for base in self._based(style))):
            numbering = child(properties, "numPr")
            if numbering is not None:
                level = value_of(child(numbering, "ilvl"))
                return value_of(child(numbering, "numId")), number_of(level)
        return None

    def _based(self, style: str) -> Iterator[Element]:
        """Yield a style and the styles that it is based on, the nearest first."""
        for _ in range(_MAX_STEPS):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value_of(child(element, "basedOn"))
