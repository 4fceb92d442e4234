"""DOCX → grids: each table is one, those inside others too (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, attribute, local
from access_info.office_files.document import Book, Cell, Grid
from access_info.office_files.refusal import RefusedFileError, counted, not_office, too_large
from access_info.office_files.text import FontPiece, Letters, unstruck
from access_info.office_files.workbook import MOST_CELLS

_MOST_STEPS = 20
_OFF = frozenset({"0", "false", "off", "none"})
_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_NUMBER = 3_999


def child(element: Element | None, *names: str) -> Element | None:
    """Return an element's child, that one's child, and so on; `None` where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element


def value(element: Element | None) -> str:
    """Return the `val` of an element, or "" when either is missing."""
    return attribute(element, "val") if element is not None else ""


def is_on(properties: Element | None, name: str) -> bool | None:
    """Tell whether a property that is on or off is on; `None` when it is not said."""
    element = child(properties, name)
    if element is None:
        return None
    return value(element).lower() not in _OFF


class Styles:
    """What styles say of fonts, boldness and numbering."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles of the part of styles, if there is one."""
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

    def font(self, run: Element | None, paragraph: Element | None) -> str:
        """Return the font of a run; "" where nothing names one.

        Args:
            run: The run's properties.
            paragraph: Properties of its paragraph.
        """
        for properties in self._chain(run, paragraph):
            fonts = child(properties, "rFonts")
            if fonts is not None:
                name = attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
                if name:
                    return name
        return ""

    def bold(self, run: Element | None, paragraph: Element | None) -> bool:
        """Tell whether a run is bold."""
        return bool(self._first(run, paragraph, "b"))

    def hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Tell whether a run is hidden text."""
        return bool(self._first(run, paragraph, "vanish"))

    def struck(self, run: Element | None, paragraph: Element | None) -> bool:
        """Tell whether a run is struck through."""
        return any(self._first(run, paragraph, name) for name in ("strike", "dstrike"))

    def numbering(self, paragraph: Element | None) -> tuple[str, int] | None:
        """Return a paragraph's list and level; `None` outside lists."""
        style = value(child(paragraph, "pStyle")) or self._default
        for properties in (paragraph, *(child(base, "pPr") for base in self._based(style))):
            numbering = child(properties, "numPr")
            if numbering is not None:
                level = value(child(numbering, "ilvl"))
                return value(child(numbering, "numId")), _number(level)
        return None

    def _first(self, run: Element | None, paragraph: Element | None, name: str) -> bool | None:
        for properties in self._chain(run, paragraph):
            is_property_on = is_on(properties, name)
            if is_property_on is not None:
                return is_property_on
        return None

    def _chain(self, run: Element | None, paragraph: Element | None) -> Iterator[Element | None]:
        yield run
        for style in self._based(value(child(run, "rStyle"))):
            yield child(style, "rPr")
        for style in self._based(value(child(paragraph, "pStyle")) or self._default):
            yield child(style, "rPr")
        yield self._defaults

    def _based(self, style: str) -> Iterator[Element]:
        for _ in range(_MOST_STEPS):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(child(element, "basedOn"))


@dataclasses.dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = "%1."


class Numbers:
    """The counters of a document's automatic lists."""

    def __init__(self, root: Element | None) -> None:
        """Read the lists of the part of numbering, if there is one."""
        parts = list(root if root is not None else ())
        kinds = {
            attribute(part, "abstractNumId"): dict(_levels(part))
            for part in parts
            if local(part) == "abstractNum"
        }
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for part in parts:
            if local(part) == "num":
                kind = value(child(part, "abstractNumId"))
                levels = dict(kinds.get(kind, {}))
                restarts = False
                for change in part:
                    if local(change) != "lvlOverride":
                        continue
                    at = _number(attribute(change, "ilvl"))
                    start = value(child(change, "startOverride"))
                    if start.isdecimal():
                        restarts = True
                        levels[at] = dataclasses.replace(levels.get(at, _Level()), start=int(start))
                number = attribute(part, "numId")
                self._lists[number] = (f"num {number}" if restarts else kind, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, number: str, level: int) -> str:
        """Count a list's next paragraph; return its label: `1.`, `II.`, `-` for a sign, or "".

        Args:
            number: The list.
            level: The paragraph's level, from 0.
        """
        if number not in self._lists:
            return ""
        key, levels = self._lists[number]
        about = levels.get(level, _Level())
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, about.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if about.format == "bullet":
            return "-"
        if about.format == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, _Level())
            return _numeral(counts.get(at, other.start), other.format)

        return _LEVEL.sub(shown, about.text)


def _number(text: str) -> int:
    """Read a number of a level; what is none counts as the first level."""
    return int(text) if text.isdecimal() else 0


def _levels(kind: Element) -> Iterator[tuple[int, _Level]]:
    for element in kind:
        if local(element) == "lvl":
            start = value(child(element, "start"))
            at = attribute(element, "ilvl") or "0"
            yield (
                _number(at),
                _Level(
                    start=int(start) if start.isdecimal() else 1,
                    format=value(child(element, "numFmt")) or "decimal",
                    text=value(child(element, "lvlText")),
                ),
            )


def _numeral(number: int, kind: str) -> str:
    if kind in {"upperRoman", "lowerRoman"} and 0 < number <= _MOST_NUMBER:
        text = ""
        for worth, sign in _ROMAN:
            count, number = divmod(number, worth)
            text += sign * count
        return text.upper() if kind == "upperRoman" else text
    if kind in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02d}" if kind == "decimalZero" else str(number)


_REFERENCES = frozenset({"headerReference", "footerReference"})
_MOST_LINES = 40


def sections(
    blocks: Iterator[Element], body: Element
) -> Iterator[tuple[list[Element], Element | None]]:
    """Yield the blocks of each section of a document, with the section's properties.

    Args:
        blocks: Paragraphs and tables of the body.
        body: The body, whose own properties are those of the last section.
    """
    block: list[Element] = []
    for element in blocks:
        block.append(element)
        if local(element) == "p":
            ended = child(element, "pPr", "sectPr")
            if ended is not None:
                yield block, ended
                block = []
    yield block, child(body, "sectPr")


class Pages:
    """The heads and feet of a document's pages; a section without any keeps those before it."""

    def __init__(
        self,
        relations: Mapping[str, tuple[str, str, bool]],
        lines_of: Callable[[str], tuple[str, ...]],
    ) -> None:
        """Take a document's relations and the reader of its parts.

        Args:
            relations: What the relations of its text lead to.
            lines_of: The lines of a part of the file.
        """
        self._relations = relations
        self._lines_of = lines_of
        self._shown: dict[tuple[str, str], tuple[str, ...]] = {}

    def around(self, section: Element | None) -> tuple[str, ...]:
        """List the lines that are printed at head and foot of a section's pages.

        Args:
            section: The section's properties.
        """
        properties = section if section is not None else ()
        for element in properties:
            name = local(element)
            if name in _REFERENCES:
                target = self._relations.get(attribute(element, "id"), ("", "", True))[1]
                self._shown[name, attribute(element, "type") or "default"] = self._lines_of(target)
        first = any(local(element) == "titlePg" for element in properties)
        lines = [
            line
            for (_, kind), shown in self._shown.items()
            if first or kind != "first"
            for line in shown
        ]
        return tuple(dict.fromkeys(lines))[:_MOST_LINES]


DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
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

Relations = Mapping[str, tuple[str, str, bool]]


@dataclasses.dataclass
class Seen:
    """What was seen in a document that a report should say.

    Attributes:
        tracked: Changes that are tracked.
        hidden: Hidden text.
        boxes: Text boxes.
        unseen: Words that are hidden or deleted, or stand for a picture: judged, never taken.
    """

    tracked: bool = False
    hidden: bool = False
    boxes: bool = False
    unseen: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Content:
    """What a cell or a paragraph holds.

    Attributes:
        pieces: Its text.
        links: Where it leads.
        notes: Ids of its footnotes and comments.
    """

    pieces: list[FontPiece] = dataclasses.field(default_factory=list)
    links: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        visible = [piece for piece in self.pieces if piece.text.strip()]
        return bool(visible) and all(piece.bold for piece in visible)


class ParagraphReader:
    """The reader of a document's paragraphs, in their order, since lists number themselves."""

    def __init__(
        self, *, styles: Styles, numbers: Numbers, relations: Relations, seen: Seen
    ) -> None:
        """Take a document's styles, lists and relations.

        Args:
            styles: Its styles.
            numbers: Its lists.
            relations: What the relations of its text lead to.
            seen: Where to note what was seen.
        """
        self._styles = styles
        self._numbers = numbers
        self._relations = relations
        self._seen = seen
        # Of each open field the parts of its instruction, then `True` once its result has begun.
        self._fields: list[list[str | bool]] = []
        self._tables = True

    def read(self, paragraph: Element, into: Content, *, tables: bool = True) -> None:
        """Add a paragraph's text, on a line of its own.

        Args:
            paragraph: The paragraph.
            into: Where to add it.
            tables: Whether words of tables in its text boxes belong to it.
        """
        before, self._tables = self._tables, self._tables and tables
        try:
            self._read(paragraph, into)
        finally:
            self._tables = before

    def _read(self, paragraph: Element, into: Content) -> None:
        properties = child(paragraph, "pPr")
        if into.pieces:
            into.pieces.append(FontPiece("\n"))
        numbered = self._styles.numbering(properties)
        if numbered is not None:
            label = self._numbers.label(*numbered)
            if label:
                into.pieces.append(FontPiece(f"{label} ", bold=True))
        self._walk(paragraph, properties, into)

    def _walk(self, parent: Element, paragraph: Element | None, into: Content) -> None:
        for element in parent:
            name = local(element)
            if name in DELETED:
                self._seen.tracked = True
                self._seen.unseen.append(_words_of(element))
            elif name == "r":
                self._run(element, paragraph, into)
            elif name == "hyperlink":
                self._link(element, into)
                self._walk(element, paragraph, into)
            elif name == "fldSimple":
                self._field(attribute(element, "instr"), into)
                self._walk(element, paragraph, into)
            elif name == "AlternateContent":
                self._alternative(element, paragraph, into)
            elif name not in {"pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr"}:
                self._seen.tracked = self._seen.tracked or name in _INSERTED
                self._walk(element, paragraph, into)

    def _link(self, element: Element, into: Content) -> None:
        _, target, outside = self._relations.get(attribute(element, "id"), ("", "", False))
        if target and outside:
            anchor = attribute(element, "anchor")
            into.links.append(f"{target}#{anchor}" if anchor else target)

    def _field(self, instruction: str, into: Content) -> None:
        if _FETCHES.match(instruction):
            what = "trường DDE lấy dữ liệu từ chương trình khác"
            how = "Mở tệp, bấm Alt+F9, xóa trường ấy, lưu lại rồi chạy lại lệnh."
            raise RefusedFileError(refusal.ACTIVE, what=what, how=how)
        match = _FIELD.search(instruction)
        target = (match[1] or match[2] or "") if match else ""
        if target and not target.startswith("\\"):
            anchor = _ANCHOR.search(instruction)
            into.links.append(f"{target}#{anchor[1]}" if anchor and "#" not in target else target)

    def _alternative(self, element: Element, paragraph: Element | None, into: Content) -> None:
        """Read the first of several ways to show one thing, so that it is read once."""
        way = next((part for part in element if local(part) in {"Choice", "Fallback"}), None)
        if way is not None:
            self._walk(way, paragraph, into)

    def _run(self, run: Element, paragraph: Element | None, into: Content) -> None:
        properties = child(run, "rPr")
        if self._styles.hidden(properties, paragraph):
            self._seen.hidden = self._seen.hidden or any(local(part) == "t" for part in run)
            self._seen.unseen.append(_words_of(run))
            return
        font = self._styles.font(properties, paragraph)
        bold = self._styles.bold(properties, paragraph)
        struck = self._styles.struck(properties, paragraph)
        for part in run:
            name = local(part)
            if name == "fldChar":
                self._field_char(attribute(part, "fldCharType"), into)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].append(part.text or "")
            elif self._is_in_instruction():
                continue
            elif name in {"drawing", "pict", "object"}:
                self._box(part, into)
            elif name == "AlternateContent":
                self._alternative(part, paragraph, into)
            elif name in {"footnoteReference", "endnoteReference", "commentReference"}:
                into.notes.append(f"{name[0]}{attribute(part, 'id')}")
            else:
                text = _text_of(part, name, font)
                if text:
                    into.pieces.append(FontPiece(text, font, bold, struck))

    def _is_in_instruction(self) -> bool:
        return any(True not in field for field in self._fields)

    def _field_char(self, kind: str, into: Content) -> None:
        if kind == "begin":
            self._fields.append([])
        elif not self._fields:
            return
        elif kind == "separate":
            self._field("".join(part for part in self._fields[-1] if isinstance(part, str)), into)
            self._fields[-1].append(True)
        elif kind == "end":
            if True not in self._fields[-1]:
                self._field("".join(map(str, self._fields[-1])), into)
            self._fields.pop()

    def _box(self, element: Element, into: Content) -> None:
        """Read the paragraphs of text boxes, each once, and note what is said of pictures."""
        if local(element) == "txbxContent":
            self._seen.boxes = True
            for paragraph in _paragraphs(element, tables=self._tables):
                self.read(paragraph, into)
            return
        for part in element:
            if local(part) == "textpath":
                into.pieces.append(FontPiece(f"\n{part.get('string', '')}"))
            elif local(part) == "AlternateContent":
                self._alternative(part, None, into)
            else:
                # What is said of a picture, for those who do not see it.
                described = part.get("descr") or part.get("alt") or ""
                self._seen.unseen += [" ".join(described.split())] if described else []
                self._box(part, into)


def tables_of_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the tables that stand in text boxes of a paragraph outside tables, each once."""
    for element in paragraph:
        name = local(element)
        if name == "AlternateContent":
            way = next((part for part in element if local(part) in {"Choice", "Fallback"}), None)
            yield from tables_of_boxes(way) if way is not None else ()
        elif name == "txbxContent":
            yield from (part for part in element.iter() if local(part) == "tbl")
        else:
            yield from tables_of_boxes(element)


def _paragraphs(box: Element, *, tables: bool) -> Iterator[Element]:
    """Yield the paragraphs of a text box, those of its tables too where `tables`."""
    for element in box:
        name = local(element)
        if name == "p":
            yield element
        elif tables or name != "tbl":
            yield from _paragraphs(element, tables=tables)


def _words_of(element: Element) -> str:
    """Join an element's words, deleted ones too, for one that people do not see."""
    parts = (part.text or "" for part in element.iter() if local(part) in {"t", "delText"})
    return " ".join("".join(parts).split())


def _text_of(part: Element, name: str, font: str) -> str:
    if name == "t":
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
    if name == "sym":
        return _sign(part)
    return ""


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


_MOST_DEPTH = 40
_FEW_WORDS = 2
_MOST_SPAN = 200
_MOST_PARAGRAPHS = 2_000
_MOST_BEFORE = 500
# Rows that were deleted under tracked changes, or are hidden.
_UNSEEN = DELETED | {"hidden"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


def read_docx(archive: Archive) -> Book:
    """Read the tables of a Word document, and the words around them.

    Args:
        archive: The file.

    Raises:
        RefusedFileError: It must not be opened, or cannot be read.
    """
    tops = archive.relations("").values()
    main = next((part for kind, part, _ in tops if kind == "officeDocument"), "word/document.xml")
    if main not in archive.names:
        raise not_office("bên trong không có văn bản nào")
    try:
        return _Document(archive, main).book()
    except RecursionError:
        raise RefusedFileError(refusal.DAMAGED) from None


@dataclasses.dataclass
class _Open:
    """A cell that may go on in rows below."""

    row: int
    column: int
    columns: int
    content: Content
    inner: list[str]
    rows: int = 1


class _Document:
    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._root = archive.xml(main)
        relations = archive.relations(main)
        self._relations = relations
        self._around: tuple[str, ...] = ()
        self._parts = {kind: target for kind, target, outside in relations.values() if not outside}
        self._seen = Seen()
        self._letters = Letters()
        self._texts = ParagraphReader(
            styles=Styles(self._part("styles")),
            numbers=Numbers(self._part("numbering")),
            relations=relations,
            seen=self._seen,
        )
        self._notes = dict(self._footnotes())
        self._grids: list[Grid] = []
        self._count = 0
        self._cells = 0
        self._before: list[str] = []
        self._placed: set[str] = set()
        self._paragraphs: list[str] = []
        self._tabbed = 0

    def book(self) -> Book:
        body = child(self._root, "body")
        if body is None:
            raise RefusedFileError(refusal.DAMAGED)
        pages = Pages(self._relations, self._lines_of_part)
        for blocks, section in sections(_blocks(body), body):
            self._around = pages.around(section)
            for element in blocks:
                self._block(element)
        grids = sorted(self._grids, key=lambda grid: grid.number)
        return Book(
            grids=self._letters.converted_by_look(grids),
            notes=tuple(self._notes_for_people()),
            paragraphs=self._letters.lines_converted_by_look(self._paragraphs),
            after=self._letters.lines_converted_by_look(self._before[-_MOST_BEFORE:]),
            tabbed=self._tabbed,
            remarks=(
                *(text for key, text in self._notes.items() if key not in self._placed),
                # A word or two are a change of wording, and say nothing by themselves.
                *(text for text in self._seen.unseen if len(text.split()) > _FEW_WORDS),
            ),
        )

    def _block(self, element: Element) -> None:
        if local(element) == "tbl":
            self._table(element, None, 0)
            return
        self._paragraph(element)
        for table in tables_of_boxes(element):
            self._table(table, None, 0)

    def _lines_of_part(self, name: str) -> tuple[str, ...]:
        """Read the lines of a head or a foot of pages."""
        root = self._archive.xml(name) if name in self._archive.names else None
        content = Content()
        for paragraph in root.iter() if root is not None else ():
            if local(paragraph) == "p":
                self._texts.read(paragraph, content)
        return tuple(" ".join(line.split()) for line in self._lines(content))

    def _part(self, kind: str) -> Element | None:
        name = self._parts.get(kind, "")
        return self._archive.xml(name) if name in self._archive.names else None

    def _footnotes(self) -> Iterator[tuple[str, str]]:
        """Yield each footnote, endnote and comment, keyed by its kind's first letter and its id."""
        for kind in ("footnotes", "endnotes", "comments"):
            root = self._part(kind)
            for note in root if root is not None else ():
                content = Content()
                for paragraph in note.iter():
                    if local(paragraph) == "p":
                        self._texts.read(paragraph, content)
                text = self._letters.text(content.pieces)
                if text:
                    yield f"{kind[0]}{attribute(note, 'id')}", " ".join(text.split())

    def _notes_for_people(self) -> Iterator[str]:
        yield from self._letters.notes
        if self._seen.tracked:
            yield (
                "Văn bản có phần theo dõi sửa đổi (Track Changes): chữ được chèn thì đọc, chữ đã xóa "
                "thì không."
            )
        if "comments" in self._parts:
            yield "Lời nhận xét (comment) bên lề không đọc."
        if "aFChunk" in self._parts:
            yield (
                "Văn bản nhúng nguyên một tệp khác, phần ấy không đọc: mở bằng Word, lưu lại rồi nhập."
            )
        if self._seen.hidden:
            yield "Có chữ ẩn (Hidden), không đọc."
        if self._seen.boxes:
            yield "Có hộp chữ (Text Box): chữ trong hộp nằm ở ô nào thì đọc vào ô ấy."

    def _paragraph(self, element: Element) -> None:
        content = Content()
        self._texts.read(element, content, tables=False)
        text = " ".join(self._letters.text(content.pieces).split())
        if sum(piece.text.count("\t") for piece in content.pieces) > 1:
            self._tabbed += 1
        if text:
            self._before.append(text)
            if len(self._paragraphs) < _MOST_PARAGRAPHS:
                self._paragraphs.append(text)

    def _table(self, table: Element, within: tuple[int, int, int] | None, depth: int) -> str:
        """Read a table into a grid; return its text, for the cell that it stands in."""
        if depth > _MOST_DEPTH:
            raise too_large("bảng lồng nhau quá sâu")
        self._count += 1
        number = self._count
        before, self._before = tuple(self._before[-_MOST_BEFORE:]), []
        done: list[_Open] = []
        going: dict[int, _Open] = {}
        over: list[str] = []
        for row, element in enumerate(_rows(table), 1):
            column = 1 + _skipped(element, "gridBefore")
            next_going: dict[int, _Open] = {}
            for cell in _cells(element):
                properties = child(cell, "tcPr")
                span = value(child(properties, "gridSpan"))
                columns = min(int(span), _MOST_SPAN) if span.isdigit() and len(span) < 6 else 1  # noqa: PLR2004
                merge = child(properties, "vMerge")
                above = going.get(column)
                if merge is not None and value(merge) != "restart" and above is not None:
                    above.rows += 1
                    next_going[column] = above
                    # What was typed in a cell before it was merged is seen by nobody.
                else:
                    opened = self._open(cell, (number, row, column), columns, depth, over)
                    done.append(opened)
                    if merge is not None:
                        next_going[column] = opened
                column += max(columns, 1)
            going = next_going
            if len(opens := [opened for opened in done if opened.row == row]) == 1:
                # A row of one cell may be the title of a table in a cell below.
                over += self._lines(opens[0].content)
        width = max((opened.column + opened.columns - 1 for opened in done), default=0)
        cells = [closed for opened in done if (closed := self._closed(opened)) is not None]
        comments = [
            Cell(opened.row, opened.column, text)
            for opened in done
            for text in self._noted(opened, "c")
        ]
        self._grids.append(
            Grid(
                name="",
                number=number,
                kind="table",
                cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
                before=before,
                within=within,
                around=self._around,
                comments=tuple(comments),
                width=width,
            )
        )
        return "; ".join(cell.flat for cell in cells if cell.flat)

    def _open(
        self,
        cell: Element,
        place: tuple[int, int, int],
        columns: int,
        depth: int,
        over: list[str],
    ) -> _Open:
        self._cells += 1
        if self._cells > MOST_CELLS:
            what = f"các bảng có trên {counted(MOST_CELLS)} ô"
            raise too_large(what)
        content = Content()
        inner: list[str] = []
        for element in _blocks(cell):
            if local(element) == "tbl":
                # A table in a cell stands under what the cell says above it.
                outside, self._before = self._before, [*over, *self._lines(content)]
                inner.append(self._table(element, place, depth + 1))
                self._before = outside
            else:
                self._texts.read(element, content)
        return _Open(place[1], place[2], columns, content, inner)

    def _lines(self, content: Content) -> list[str]:
        return [line for line in self._letters.text(content.pieces).split("\n") if line]

    def _closed(self, opened: _Open) -> Cell | None:
        pieces, struck = unstruck(opened.content.pieces)
        text = self._letters.text(pieces)
        whole = "\n".join(part for part in (text, *opened.inner) if part)
        notes = (*self._noted(opened, "f"), *self._noted(opened, "e"))
        if not whole and not opened.content.links and not notes:
            return None
        return Cell(
            row=opened.row,
            column=opened.column,
            text=whole,
            links=tuple(dict.fromkeys(opened.content.links)),
            rows=opened.rows,
            columns=opened.columns,
            bold=opened.content.bold,
            notes=notes,
            struck=struck if not opened.inner else "",
        )

    def _noted(self, opened: _Open, kind: str) -> tuple[str, ...]:
        """Return the notes of one kind that a cell refers to, and mark them as placed."""
        keys = [key for key in opened.content.notes if key[0] == kind and key in self._notes]
        self._placed.update(keys)
        return tuple(self._notes[key] for key in keys)


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables of a body or a cell, through what is wrapped around them."""
    for element in parent:
        name = local(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in _WRAPPERS:
            yield from _blocks(element)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        name = local(element)
        if name == "tr":
            properties = child(element, "trPr")
            if properties is None or all(local(mark) not in _UNSEEN for mark in properties):
                yield element
        elif name in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        name = local(element)
        if name == "tc":
            yield element
        elif name in _WRAPPERS:
            yield from _cells(element)


def _skipped(row: Element, name: str) -> int:
    text = value(child(row, "trPr", name))
    return min(int(text), _MOST_SPAN) if text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
