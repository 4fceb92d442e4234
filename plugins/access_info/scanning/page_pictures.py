"""Pictures of an office file that are as good as a page: with the pixels of one, over half a page.

Sizes: DrawingML `extent`, `ext` in EMU (ECMA-376 Part 1, 20.1 and 20.5), VML `style` (Part 4, 19.1),
OpenDocument `svg:width`, `svg:height` (OASIS OpenDocument 1.3, 19.575).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import attribute, local
from access_info.scanning.extracted import Extracted
from access_info.scanning.parts import Parts
from access_info.scanning.picture_cover import HALF
from access_info.scanning.pictures import PAGE_PIXELS
from access_info.scanning.scans import MarkKind

# Points: A4, where a file does not say what it is printed on.
_A4 = 595.0 * 842.0
_EMU = 12_700
_TWIPS = 20
# What a slide rests on, or no page shows: its pictures are ornaments.
_GROUNDS = re.compile(r"/(?:slideLayouts|slideMasters|notesMasters|handoutMasters|theme)/")
_RELATIONS = re.compile(r"(.*?)/?_rels/([^/]+)\.rels", re.IGNORECASE)
_ANCHORS = frozenset({"inline", "anchor", "oneCellAnchor", "absoluteAnchor"})
_EXTENTS = frozenset({"extent", "ext"})
_VML_SHAPES = frozenset({"shape", "rect"})
# “width:451.3pt”, “height:21cm”; not “width:50%”.
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(pt|cm|mm|in|px)\s*")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "px": 0.75}

# Points across and up; `None` where no size is given.
_Size = tuple[float, float] | None


def mark_pictures(parts: Parts, extracted: Extracted, sizes: Mapping[str, tuple[int, int]]) -> None:
    """Mark pictures that are as good as a scanned page.

    Args:
        parts: The parts of the file.
        extracted: The result to add to.
        sizes: Pixels of its pictures by the name of their part.
    """
    large = {name for name, pixels in sizes.items() if min(pixels) >= PAGE_PIXELS}
    if not large:
        return
    is_open_document = "content.xml" in parts.names
    placed = _in_open_document(parts) if is_open_document else _in_ooxml(parts, large)
    page = _page(parts)
    shown: dict[str, bool] = {}
    for name, size in placed:
        covers = size is None or size[0] * size[1] > HALF * page
        shown[name] = shown.get(name, False) or covers
    for name in sorted(large & {name for name, covers in shown.items() if covers}):
        where = f"ảnh {posixpath.basename(name)}"
        extracted.add_mark(MarkKind.NO_TEXT_LAYER, where)
        extracted.add_mark(MarkKind.SCAN, where)


def _in_ooxml(parts: Parts, large: set[str]) -> Iterator[tuple[str, _Size]]:
    """Yield the pictures that parts show, with their sizes; a part that shows no large one is passed over."""
    for relations in parts.like(r".*\.rels"):
        place = _RELATIONS.fullmatch(relations)
        source = posixpath.join(*place.groups()) if place is not None else ""
        if source not in parts.names or _GROUNDS.search(f"/{source}"):
            continue
        targets = {
            key: target
            for key, (_, target, outside) in parts.relations(source).items()
            if not outside and target in large
        }
        if targets:
            for key, size in _shown(parts.xml(source), None):
                if key in targets:
                    yield targets[key], size


def _shown(element: Element, size: _Size) -> Iterator[tuple[str, _Size]]:
    """Yield the relations of pictures within an element, each with the nearest size around it."""
    name = local(element)
    if name in _ANCHORS:
        size = _emu(element) or size
    elif name == "spPr":
        size = next((_emu(child) for child in element if local(child) == "xfrm"), None) or size
    elif name in _VML_SHAPES:
        size = _styled(element.get("style", "")) or size
    elif name == "blip":
        yield attribute(element, "embed") or attribute(element, "link"), size
    elif name == "imagedata":
        yield attribute(element, "relid") or attribute(element, "id"), size
    # The size of a picture stands beside what fills it.
    for child in element:
        if local(child) == "spPr":
            size = next((_emu(xfrm) for xfrm in child if local(xfrm) == "xfrm"), None) or size
    for child in element:
        yield from _shown(child, size)


def _emu(element: Element) -> _Size:
    for child in element:
        if local(child) in _EXTENTS and child.get("cx"):
            return _product(child.get("cx"), child.get("cy"), 1 / _EMU)
    return None


def _styled(style: str) -> _Size:
    """Read the size in the style of a VML shape: “width:451pt;height:620pt”."""
    values = dict(entry.partition(":")[::2] for entry in style.replace(" ", "").split(";"))
    return _lengths(values.get("width", ""), values.get("height", ""))


def _lengths(*texts: str) -> _Size:
    found = [_LENGTH.fullmatch(text) for text in texts]
    lengths = [float(match[1]) * _POINTS[match[2]] for match in found if match is not None]
    return (lengths[0], lengths[1]) if len(lengths) == len(("across", "up")) else None


def _product(across: str | None, up: str | None, scale: float) -> _Size:
    """Return a size in points; `None` for a number that is none, or nothing."""
    try:
        size = float(across or 0) * scale, float(up or 0) * scale
    except ValueError:
        return None
    return size if min(size) > 0 else None


def _in_open_document(parts: Parts) -> Iterator[tuple[str, _Size]]:
    for frame in parts.xml("content.xml").iter():
        if local(frame) != "frame":
            continue
        size = _lengths(attribute(frame, "width"), attribute(frame, "height"))
        for image in frame:
            if local(image) == "image":
                yield posixpath.normpath(attribute(image, "href")), size


def _page(parts: Parts) -> float:
    """Return the area of the file's smallest page in square points; A4 where none is told."""
    areas = [
        size[0] * size[1]
        for name in ("word/document.xml", "ppt/presentation.xml", "styles.xml")
        if name in parts.names
        for element in parts.xml(name).iter()
        if (size := _paper(element)) is not None
    ]
    return min(areas, default=_A4)


def _paper(element: Element) -> _Size:
    name = local(element)
    if name == "pgSz":
        return _product(attribute(element, "w"), attribute(element, "h"), 1 / _TWIPS)
    if name == "sldSz":
        return _product(element.get("cx"), element.get("cy"), 1 / _EMU)
    if name == "page-layout-properties":
        return _lengths(attribute(element, "page-width"), attribute(element, "page-height"))
    return None
