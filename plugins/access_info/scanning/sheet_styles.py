"""Formats of an XLSX workbook's cells in which nothing is seen (ECMA-376 Part 1, 18.8)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from access_info.scanning.parts import Parts, local

_STYLES = "xl/styles.xml"
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})


def unseen_formats(parts: Parts) -> dict[str, str]:
    """Numbers of formats that show nothing of a cell, with how.

    Args:
        parts: The workbook.

    Raises:
        DamagedError: Its list of formats is damaged.
    """
    if _STYLES not in parts.names:
        return {}
    root = parts.xml(_STYLES)
    empty = {
        one.get("numFmtId", "")
        for one in _each(root, "numFmts")
        if one.get("formatCode") and not one.get("formatCode", "").strip(";")
    }
    white = {str(number) for number, font in enumerate(_each(root, "fonts")) if _is_white(font)}
    bare = {str(number) for number, fill in enumerate(_each(root, "fills")) if _is_bare(fill)}
    found = {}
    for number, one in enumerate(_each(root, "cellXfs")):
        if one.get("numFmtId") in empty:
            found[str(number)] = "định dạng không hiện gì"
        elif one.get("fontId") in white and one.get("fillId", "0") in bare:
            found[str(number)] = "chữ trắng trên nền trắng"
    return found


def _each(root: Element, name: str) -> list[Element]:
    return [one for child in root if local(child) == name for one in child]


def _is_white(font: Element) -> bool:
    """White by its code, or as the first colour of the theme, which is that of the paper."""
    return any(
        one.get("rgb", "").upper() in _WHITE or (one.get("theme") == "0" and not one.get("tint"))
        for one in font
        if local(one) == "color"
    )


def _is_bare(fill: Element) -> bool:
    return all(
        one.get("patternType", "none") == "none" for one in fill if local(one) == "patternFill"
    )
