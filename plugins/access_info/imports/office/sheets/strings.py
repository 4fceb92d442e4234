"""Shared strings and styles of a workbook (ECMA-376 Part 1, 18.4 and 18.8)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.imports.office.text.cleaning import unescaped
from access_info.imports.office.text.converter import FontPiece
from access_info.office_files.xml_parts import local, tree

# Built-in formats that show days (18.8.30), those of East Asia included.
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What says nothing of a format's kind: in `[$-42A]"ngày" d\-m;@` all but ` dm;@`.
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks.

    Attributes:
        font: Its font's name.
        bold: Whether it is bold.
        struck: Whether it is struck through.
        day: Whether its number is shown as a day or a time.
        format: Its number's format; "" for a built-in one.
    """

    font: str = ""
    bold: bool = False
    struck: bool = False
    day: bool = False
    format: str = ""


def styles_of(content: bytes | None) -> list[Style]:
    """Read the styles of a workbook, by number.

    Args:
        content: Its part of styles, if it has one.
    """
    if content is None:
        return []
    root = tree(content)
    formats = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter()
        if local(element) == "numFmt"
    }
    fonts = [_font(font) for font in _children(root, "fonts")]
    return [_style(xf, fonts, formats) for xf in _children(root, "cellXfs")]


def _style(xf: Element, fonts: list[tuple[str, bool, bool]], formats: dict[str, str]) -> Style:
    number = xf.get("fontId", "")
    inside = number.isdigit() and int(number) < len(fonts)
    font, bold, struck = fonts[int(number)] if inside else ("", False, False)
    key = xf.get("numFmtId", "0")
    code = formats.get(key, "")
    bare = _LITERALS.sub("", code.lower())
    day = (
        any(sign in bare for sign in "dmyhs")
        if code
        else key.isdigit() and int(key) in _DAY_FORMATS
    )
    return Style(font, bold, struck, day and "general" not in bare, code)


def _children(root: Element, name: str) -> list[Element]:
    return [child for group in root if local(group) == name for child in group]


def _font(font: Element) -> tuple[str, bool, bool]:
    name, bold, struck = "", False, False
    for part in font:
        if local(part) in {"name", "rFont"}:
            name = part.get("val", "")
        elif local(part) == "b":
            bold = part.get("val", "1") not in {"0", "false"}
        elif local(part) == "strike":
            struck = part.get("val", "1") not in {"0", "false"}
    return name, bold, struck


def pieces_of(text: Element) -> tuple[FontPiece, ...]:
    """Split a string into its pieces; a piece without a font of its own has the cell's."""
    return tuple(_pieces(text))


def _pieces(text: Element) -> Iterator[FontPiece]:
    for child in text:
        if local(child) == "t":
            yield FontPiece(unescaped(child.text or ""))
        elif local(child) == "r":
            font, bold, struck = "", False, False
            for part in child:
                if local(part) == "rPr":
                    font, bold, struck = _font(part)
                elif local(part) == "t":
                    yield FontPiece(unescaped(part.text or ""), font, bold, struck)


def shared_strings(content: bytes | None) -> list[tuple[FontPiece, ...]]:
    """Read the strings that cells of a workbook name by number."""
    if content is None:
        return []
    return [pieces_of(element) for element in tree(content) if local(element) == "si"]
