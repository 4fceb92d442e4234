"""Cell formats of an XLSX workbook that show nothing (ECMA-376 Part 1, 18.8)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import local
from access_info.scanning.parts import Parts

_STYLES = "xl/styles.xml"
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})


def unseen_formats(parts: Parts) -> dict[str, str]:
    """Map the numbers of formats that show nothing of a cell to how they hide it.

    Args:
        parts: The workbook.

    Raises:
        UnsafeFileError: The list of formats is damaged.
    """
    if _STYLES not in parts.names:
        return {}
    root = parts.xml(_STYLES)
    empty = {
        number_format.get("numFmtId", "")
        for number_format in _each(root, "numFmts")
        if number_format.get("formatCode") and not number_format.get("formatCode", "").strip(";")
    }
    white = {str(number) for number, font in enumerate(_each(root, "fonts")) if _is_white(font)}
    bare = {str(number) for number, fill in enumerate(_each(root, "fills")) if _is_bare(fill)}
    unseen = {}
    for number, cell_format in enumerate(_each(root, "cellXfs")):
        if cell_format.get("numFmtId") in empty:
            unseen[str(number)] = "định dạng không hiện gì"
        elif cell_format.get("fontId") in white and cell_format.get("fillId", "0") in bare:
            unseen[str(number)] = "chữ trắng trên nền trắng"
    return unseen


def _each(root: Element, name: str) -> list[Element]:
    return [entry for child in root if local(child) == name for entry in child]


def _is_white(font: Element) -> bool:
    """Tell whether a font is white by code, or by the theme's first colour, that of the paper."""
    return any(
        child.get("rgb", "").upper() in _WHITE
        or (child.get("theme") == "0" and not child.get("tint"))
        for child in font
        if local(child) == "color"
    )


def _is_bare(fill: Element) -> bool:
    return all(
        pattern.get("patternType", "none") == "none"
        for pattern in fill
        if local(pattern) == "patternFill"
    )
