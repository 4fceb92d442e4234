"""DOCX: every paragraph, wherever it is, and hidden text among them (ECMA-376 Part 1, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import attribute, local
from access_info.scanning.extracted import LINES_ABOVE, Extracted, headings_of
from access_info.scanning.parts import Parts, spread
from access_info.scanning.scans import MarkKind
from access_info.scanning.word_tables import aligned_rows, cells_of, rows_of

_BODY = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_HEAD = re.compile(r"word/header\d*\.xml", re.IGNORECASE)
_FOOT = re.compile(r"word/footer\d*\.xml", re.IGNORECASE)
_COMMENTS = re.compile(r"word/comments\w*\.xml", re.IGNORECASE)
# Parts read elsewhere, or without words: “docProps/core.xml”, “word/_rels/document.xml.rels”.
_OTHERS = re.compile(
    r"(?:docProps|customXml)/.*|(?:.*/)?_rels/.*|\[Content_Types\]\.xml", re.IGNORECASE
)
# Parts of layout: “word/styles.xml”, “word/theme/theme1.xml”; not “word/document.xml”.
_QUIET = re.compile(
    r"word/(?:styles|stylesWithEffects|settings|webSettings|fontTable|numbering|theme/.*|people)\.xml"
)
# Stamps are among the first paragraphs; a DOCX does not say where a page ends.
_FIRST = 30
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_BREAKS = frozenset({"br", "cr", "p"})
_WHITE = frozenset({"FFFFFF", "FEFEFE"})
# Half-points: letters of one point are read by nobody.
_TINY = 2


def read_word(parts: Parts, extracted: Extracted) -> None:
    """Read all parts that hold words.

    Args:
        parts: The parts of the file.
        extracted: The result to add to.
    """
    styles = _hiding_styles(parts)
    for name in parts.like(r"word/settings\.xml"):
        variables = (
            attribute(element, "val")
            for element in parts.xml(name).iter()
            if local(element) == "docVar"
        )
        extracted.add_text("biến của văn bản", "\n".join(variables))
    for name in sorted(parts.xml_names, key=lambda name: _BODY.fullmatch(name) is None):
        if _OTHERS.fullmatch(name) or _QUIET.fullmatch(name):
            continue
        root = parts.xml(name)
        if _COMMENTS.fullmatch(name):
            text = spread(root)
            if text:
                extracted.add_mark(MarkKind.COMMENT, "", str(len([*root])))
                extracted.add_text("lời nhận xét", text)
            continue
        edge = _HEAD.fullmatch(name) or _FOOT.fullmatch(name)
        _Part(extracted, _where(name), first=edge is not None, styles=styles).read(root)


def _where(name: str) -> str:
    for pattern, words in (
        (_BODY, ""),
        (_HEAD, "đầu trang"),
        (_FOOT, "chân trang"),
        (re.compile(r"word/(?:foot|end)notes\.xml"), "chú thích cuối trang"),
    ):
        if pattern.fullmatch(name):
            return words
    return "phần kèm theo"


class _Part:
    def __init__(
        self, extracted: Extracted, where: str, *, first: bool, styles: Mapping[str, frozenset[str]]
    ) -> None:
        self._extracted = extracted
        self._where = where
        self._first = first
        self._styles = styles
        self._count = 0
        self._tables = 0
        self._top: list[str] = []

    def read(self, root: Element) -> None:
        self._blocks(root)
        if self._where == "" and self._top:
            self._extracted.add_text("đầu văn bản", "\n".join(self._top), first=True)
        for element in root.iter():
            if local(element) == "textpath":
                self._extracted.add_text(
                    "hình mờ (watermark)", element.get("string", ""), first=True
                )
            elif local(element) == "docPr":
                text = "\n".join(filter(None, (element.get("descr"), element.get("title"))))
                self._extracted.add_text("lời tả của hình", text)

    def _blocks(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            else:
                self._blocks(element)

    def _paragraph(self, element: Element) -> None:
        self._count += 1
        text = self._text(element, f"đoạn {self._count}")
        where = self._where or f"đoạn {self._count}"
        self._extracted.add_text(where, text, first=self._first)
        self._keep_top(text)

    def _keep_top(self, text: str) -> None:
        if len(self._top) < _FIRST and text.strip():
            self._top += text.split("\n")

    def _table(self, table: Element) -> None:
        self._tables += 1
        number = self._tables
        # In a table that has colours of its own, white letters may be on a dark ground.
        coloured = any(local(element) in {"tblStyle", "shd"} for element in table.iter())
        rows = [
            [self._cell(cell, number, coloured=coloured) for cell in cells_of(row)]
            for row in rows_of(table)
        ]
        headings = headings_of(rows)
        above = [text.text for text in self._extracted.texts[-LINES_ABOVE:]]
        place = f"{self._where} bảng {number}".strip()
        self._extracted.add_table(place, aligned_rows(table, rows), above)
        for line, cells in enumerate(rows, 1):
            where = f"{place}, hàng {line}"
            self._extracted.add_row(where, cells, headings if line > 1 else ())
            for cell in cells:
                self._keep_top(cell)

    def _cell(self, cell: Element, number: int, *, coloured: bool) -> str:
        lines = [
            self._text(element, f"bảng {number}", coloured=coloured)
            for element in cell.iter()
            if local(element) == "p"
        ]
        return "\n".join(line for line in lines if line.strip())

    def _text(self, paragraph: Element, where: str, *, coloured: bool = False) -> str:
        """Return the visible text of a paragraph; add deleted text apart, and mark hidden text."""
        shown: list[str] = []
        deleted: list[str] = []
        for run, state in _runs(paragraph):
            text = _of_run(run)
            if state == "deleted":
                self._extracted.add_mark(MarkKind.TRACKED_CHANGE)
                deleted.append(text)
                continue
            if state == "inserted":
                self._extracted.add_mark(MarkKind.TRACKED_CHANGE)
            if text.strip() and _is_hidden(run, paragraph, self._styles, coloured=coloured):
                self._extracted.add_mark(MarkKind.HIDDEN_TEXT, self._where or where)
            shown.append(text)
        self._extracted.add_text(
            f"chữ đã xóa còn lưu vết, {self._where or where}", "".join(deleted)
        )
        return "".join(shown)


def _runs(element: Element, state: str = "") -> Iterator[tuple[Element, str]]:
    """Yield the runs of a paragraph, also of boxes in it, each with its tracked change."""
    for child in element:
        name = local(child)
        if name == "r":
            yield child, state
            for inner in child:
                if local(inner) not in {"t", "delText", "rPr"}:
                    yield from _runs(inner, state)
        elif name in _DELETED:
            yield from _runs(child, "deleted")
        elif name in _INSERTED:
            yield from _runs(child, state or "inserted")
        else:
            yield from _runs(child, state)
            if name == "p":
                # The end of a paragraph in a box.
                yield Element("br"), state


def _of_run(run: Element) -> str:
    if local(run) == "br":
        return "\n"
    parts = []
    for child in run:
        name = local(child)
        if name in {"t", "delText", "instrText"}:
            parts.append(child.text or "")
        elif name == "tab":
            parts.append("\t")
        elif name in _BREAKS:
            parts.append("\n")
        elif name in {"noBreakHyphen", "softHyphen"}:
            parts.append("-" if name == "noBreakHyphen" else "")
    return "".join(parts)


def _is_hidden(
    run: Element, paragraph: Element, styles: Mapping[str, frozenset[str]], *, coloured: bool
) -> bool:
    """Tell whether letters are invisible, by their own properties or by a style's."""
    run_properties = _properties(run, "rPr")
    outer = _properties(paragraph, "pPr")
    shaded = coloured or any(
        local(property_) in {"shd", "highlight"} for property_ in (*run_properties, *outer)
    )
    hiding = _hiding(run_properties)
    if not any(local(property_) in {"vanish", "color"} for property_ in run_properties):
        for property_ in (*run_properties, *outer):
            if local(property_) in {"rStyle", "pStyle"}:
                hiding |= styles.get(attribute(property_, "val"), frozenset())
    return bool(hiding - {"white"}) or ("white" in hiding and not shaded)


def _properties(element: Element, name: str) -> list[Element]:
    return [property_ for child in element if local(child) == name for property_ in child]


def _hiding(properties: list[Element]) -> frozenset[str]:
    """Collect how properties keep letters from being seen: `hidden`, `white`, `tiny`."""
    ways = set()
    for property_ in properties:
        value = attribute(property_, "val")
        if local(property_) == "vanish" and value not in {"0", "false", "off"}:
            ways.add("hidden")
        elif local(property_) == "color" and value.upper() in _WHITE:
            ways.add("white")
        elif local(property_) == "sz" and value.isdigit() and int(value) <= _TINY:
            ways.add("tiny")
    return frozenset(ways)


def _hiding_styles(parts: Parts) -> dict[str, frozenset[str]]:
    """Collect the styles that hide letters, by their own properties or those of their base."""
    hiding_by_style: dict[str, frozenset[str]] = {}
    base: dict[str, str] = {}
    for name in parts.like(r"word/styles\.xml"):
        for style in parts.xml(name):
            if local(style) != "style" or attribute(style, "type") not in {
                "paragraph",
                "character",
            }:
                continue
            key, properties = attribute(style, "styleId"), _properties(style, "rPr")
            hiding = _hiding(properties)
            if any(
                local(property_) in {"shd", "highlight"}
                for property_ in (*properties, *_properties(style, "pPr"))
            ):
                hiding -= {"white"}
            hiding_by_style[key] = hiding
            base[key] = next(
                (attribute(child, "val") for child in style if local(child) == "basedOn"), ""
            )
    whole = {}
    for key in hiding_by_style:
        seen: set[str] = set()
        hiding, at = frozenset[str](), key
        while at in hiding_by_style and at not in seen:
            seen.add(at)
            hiding |= hiding_by_style[at]
            at = base[at]
        whole[key] = hiding
    return whole
