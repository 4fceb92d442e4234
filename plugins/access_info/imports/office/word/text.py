"""Paragraphs of a Word document → pieces of text, links and footnotes (ECMA-376 Part 1, 17.16).

What was inserted under tracked changes counts, what was deleted does not; fields show their
result, and lead where a `HYPERLINK` field leads.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.imports.office import rules
from access_info.imports.office.refusal import RefusedFileError
from access_info.imports.office.text.converter import FontPiece
from access_info.imports.office.word.styles import Numbers, Styles, child
from access_info.office_files.xml_parts import attribute, local

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
            raise RefusedFileError(rules.ACTIVE, what=what, how=how)
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
