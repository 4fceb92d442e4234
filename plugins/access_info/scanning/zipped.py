"""Read what all zipped office files have: properties, macros, embedded files, pictures (ECMA-376 Part 2)."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, attribute, local, spread
from access_info.office_files.refusal import RefusedFileError
from access_info.scanning.scans import Extracted, MarkKind

# Tags of a picture's metadata (EXIF): the group of GPS data and the latitude in it; names; texts for people.
_GPS_IFD = 0x8825
_LATITUDE = 2
_ARTIST, _OWNER, _XP_AUTHOR = 0x013B, 0xA430, 0x9C9D
_WORDS = {
    0x010E: "mô tả",
    0x8298: "bản quyền",
    0x9C9B: "tiêu đề",
    0x9C9C: "ghi chú",
    0x9286: "ghi chú",
}
# Pixels of the shorter side from which a picture may be a scanned or photographed page; a symbol or a stamp
# has fewer.
PAGE_PIXELS = 600
# Pixels of the shorter side from which words can be recognised in a picture, such as a line of a screenshot.
WORDS_FROM = 100


def read_picture(content: bytes, extracted: Extracted) -> tuple[int, int]:
    """Read a picture's metadata: author, place where it was taken, comments; mark one as large as a scanned page.

    Args:
        content: The picture.
        extracted: The result to add to.

    Returns:
        Width and height in pixels.

    Raises:
        RefusedFileError: The file is no picture that can be read.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - heavy

    Image.MAX_IMAGE_PIXELS = None  # nothing is decoded: only the head is read
    try:
        with Image.open(io.BytesIO(content)) as picture:
            extracted.kind = (picture.format or "").lower().replace("jpeg", "jpg") or extracted.kind
            size = picture.size
            extracted.pictures = extracted.pictures or min(size) >= WORDS_FROM
            if min(size) >= PAGE_PIXELS:
                extracted.add_mark(MarkKind.NO_TEXT_LAYER)
                extracted.add_mark(MarkKind.SCAN)
            exif = picture.getexif()
            if exif.get_ifd(_GPS_IFD).get(_LATITUDE):
                extracted.add_mark(MarkKind.GPS)
            for tag, value in {**exif, **exif.get_ifd(0x8769)}.items():
                text = _text(value)
                if tag in {_ARTIST, _OWNER, _XP_AUTHOR} and text:
                    extracted.add_mark(MarkKind.AUTHOR, "tác giả ảnh", text)
                elif tag in _WORDS and text:
                    extracted.add_text(f"{_WORDS[tag]} của ảnh", text)
            for key, value in picture.info.items():
                if isinstance(value, str | bytes) and key not in {
                    "exif",
                    "icc_profile",
                    "photoshop",
                }:
                    extracted.add_text("chữ kèm theo ảnh", _text(value))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, LookupError):
        raise RefusedFileError(refusal.DAMAGED) from None
    return size


def _text(value: object) -> str:
    """Return a picture's metadata field as text, whatever its encoding; "" for values that are no text."""
    if isinstance(value, bytes):
        for start, encoding in ((b"UNICODE\0", "utf-16"), (b"ASCII\0\0\0", "ascii")):
            if value.startswith(start):
                return value[len(start) :].decode(encoding, "ignore").strip("\0 ")
        wide = value[1:2] == b"\0" or value[3:4] == b"\0"
        return value.decode("utf-16-le" if wide else "utf-8", "ignore").strip("\0 ")
    return str(value).strip("\0 ") if isinstance(value, str) else ""


_MAX_PICTURES = 100
# Share of a page from which a picture counts as covering the page.
HALF = 0.5
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/", re.IGNORECASE)
# Parts that hold another file: “word/embeddings/oleObject1.bin”, “xl/media/a.pdf”.
_EMBEDDED = re.compile(
    r"/embeddings/|/activex/|oleobject|/afchunk|\.(?:html?|mht(?:ml)?|rtf|docx?|xlsx?|pptx?|pdf|zip|exe)$",
    re.IGNORECASE,
)
# “word/media/image1.jpeg”, “Pictures/1000.png”; not “word/media/image1.emf”.
_MEDIA = re.compile(
    r"(?:/media|^Pictures|^media)/[^/]+\.(?:jpe?g|png|tiff?|webp|gif|bmp)$", re.IGNORECASE
)
_PEOPLE = {"creator": "người soạn", "lastModifiedBy": "người sửa cuối", "Manager": "người quản lý"}
_PROPERTIES = "docProps/"


def read_common(archive: Archive, extracted: Extracted) -> None:
    """Read what any DOCX, XLSX or PPTX may hold: properties, macros, embedded files, links to outside."""
    for name in archive.names:
        if _MACROS.search(name):
            extracted.add_mark(MarkKind.MACRO)
        elif _EMBEDDED.search(name) and not name.lower().endswith(".rels"):
            extracted.add_mark(MarkKind.EMBEDDED, "", name.rpartition("/")[2])
    for kind, target, fetches in archive.outside():
        if kind == "hyperlink":
            extracted.add_text("địa chỉ liên kết", target)
        elif fetches:
            extracted.add_mark(MarkKind.ACTIVE_CONTENT, "", "lấy dữ liệu từ nơi khác")
    for name in archive.like(r"docProps/.*\.xml"):
        texts = []
        for element in archive.xml(name).iter():
            text = (element.text or "").strip()
            person = _PEOPLE.get(local(element))
            if text and person is not None:
                extracted.add_mark(MarkKind.AUTHOR, person, text)
            # Of other text, plain letters without a digit are a program's name or the like.
            elif not text.isascii() or any(char.isdigit() for char in text):
                texts.append(text)
        extracted.add_text("thông tin về tệp", "\n".join(texts))
    for name in archive.like(r"customXml/item\d+\.xml"):
        extracted.add_text("dữ liệu kèm theo tệp", spread(archive.xml(name)))


def media_of(archive: Archive) -> list[str]:
    """Return the names of a zipped file's parts that are pictures."""
    return [name for name in archive.names if _MEDIA.search(name)]


def read_pictures(archive: Archive, extracted: Extracted) -> None:
    """Read the metadata of a zipped file's pictures, and mark pictures that are scanned pages.

    Such a picture has many pixels and covers most of a page: its words are in no text that can be searched.

    Args:
        archive: The file.
        extracted: The result to add to.

    Raises:
        RefusedFileError: A picture cannot be read.
    """
    large = set()
    for name in media_of(archive)[:_MAX_PICTURES]:
        inner = Extracted("")
        pixels = read_picture(archive.read(name), inner)
        if min(pixels) >= PAGE_PIXELS:
            large.add(name)
        extracted.pictures = extracted.pictures or inner.pictures
        for mark in inner.marks:
            if mark.kind in {MarkKind.GPS, MarkKind.AUTHOR}:
                extracted.add_mark(mark.kind, f"ảnh {name.rpartition('/')[2]}", mark.detail)
    if not large:
        return
    is_open_document = "content.xml" in archive.names
    placed = _in_open_document(archive) if is_open_document else _in_ooxml(archive, large)
    page = _page_area(archive)
    covering = {name for name, size in placed if size is None or size[0] * size[1] > HALF * page}
    for name in sorted(large & covering):
        where = f"ảnh {posixpath.basename(name)}"
        extracted.add_mark(MarkKind.NO_TEXT_LAYER, where)
        extracted.add_mark(MarkKind.SCAN, where)


# Area of an A4 page in square points, for files that do not name their page size.
_A4 = 595.0 * 842.0
_EMU = 12_700
_TWIPS = 20
# Parts of layouts and themes, whose pictures are ornaments.
_GROUNDS = re.compile(r"/(?:slideLayouts|slideMasters|notesMasters|handoutMasters|theme)/")
_RELATIONS = re.compile(r"(.*?)/?_rels/([^/]+)\.rels", re.IGNORECASE)
_ANCHORS = frozenset({"inline", "anchor", "oneCellAnchor", "absoluteAnchor"})
_EXTENTS = frozenset({"extent", "ext"})
_VML_SHAPES = frozenset({"shape", "rect"})
# “width:451.3pt”, “height:21cm”; not “width:50%”.
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(pt|cm|mm|in|px)\s*")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "px": 0.75}

# Width and height in points; `None` where no size is given.
_Size = tuple[float, float] | None


def _in_ooxml(archive: Archive, large: set[str]) -> Iterator[tuple[str, _Size]]:
    """Yield (name of the picture's part, size shown) of each large picture placed in a DOCX, XLSX or PPTX.

    Args:
        archive: The file.
        large: Names of the large pictures; parts that show none of them are not read.
    """
    for relations in archive.like(r".*\.rels"):
        place = _RELATIONS.fullmatch(relations)
        source = posixpath.join(*place.groups()) if place is not None else ""
        if source not in archive.names or _GROUNDS.search(f"/{source}"):
            continue
        targets = {
            key: target
            for key, (_, target, outside) in archive.relations(source).items()
            if not outside and target in large
        }
        if targets:
            for key, size in _pictures_in(archive.xml(source), None):
                if key in targets:
                    yield targets[key], size


def _pictures_in(element: Element, size: _Size) -> Iterator[tuple[str, _Size]]:
    """Yield (id of the relation, size shown) of each picture within an element.

    Args:
        element: The element to search.
        size: The size that an element around this one sets, which counts where nothing nearer sets one.
    """
    name = local(element)
    if name in _ANCHORS:
        size = _size_in_emu(element) or size
    elif name in _VML_SHAPES:
        size = _size_in_style(element.get("style", "")) or size
    elif name == "blip":
        yield attribute(element, "embed") or attribute(element, "link"), size
    elif name == "imagedata":
        yield attribute(element, "relid") or attribute(element, "id"), size
    # The size of a picture stands beside what fills it.
    for child in element:
        if local(child) == "spPr":
            size = (
                next((_size_in_emu(xfrm) for xfrm in child if local(xfrm) == "xfrm"), None) or size
            )
    for child in element:
        yield from _pictures_in(child, size)


def _size_in_emu(element: Element) -> _Size:
    """Return the size in points that an element of a drawing sets; `None` for none."""
    for child in element:
        if local(child) in _EXTENTS and child.get("cx"):
            return _product(child.get("cx"), child.get("cy"), 1 / _EMU)
    return None


def _size_in_style(style: str) -> _Size:
    """Return the size in a VML shape's style: `width:451pt;height:620pt` → `(451.0, 620.0)`; else `None`."""
    values = dict(entry.partition(":")[::2] for entry in style.replace(" ", "").split(";"))
    return _lengths(values.get("width", ""), values.get("height", ""))


def _lengths(*texts: str) -> _Size:
    """Return two lengths in points: `("21cm", "10mm")`; `None` unless both are lengths."""
    matches = [_LENGTH.fullmatch(text) for text in texts]
    lengths = [float(match[1]) * _POINTS[match[2]] for match in matches if match is not None]
    return (lengths[0], lengths[1]) if len(lengths) == len(("across", "up")) else None


def _product(across: str | None, up: str | None, scale: float) -> _Size:
    """Return a size in points from two numbers of another unit; `None` unless both are above 0.

    Args:
        across: The width.
        up: The height.
        scale: Points in one of their unit.
    """
    try:
        size = float(across or 0) * scale, float(up or 0) * scale
    except ValueError:
        return None
    return size if min(size) > 0 else None


def _in_open_document(archive: Archive) -> Iterator[tuple[str, _Size]]:
    """Yield (name of the picture's part, size shown) of each picture placed in an OpenDocument file."""
    for frame in archive.xml("content.xml").iter():
        if local(frame) != "frame":
            continue
        size = _lengths(attribute(frame, "width"), attribute(frame, "height"))
        for image in frame:
            if local(image) == "image":
                yield posixpath.normpath(attribute(image, "href")), size


def _page_area(archive: Archive) -> float:
    """Return the area of the file's smallest page in square points; of A4 if no page size is set."""
    areas = [
        size[0] * size[1]
        for name in ("word/document.xml", "ppt/presentation.xml", "styles.xml")
        if name in archive.names
        for element in archive.xml(name).iter()
        if (size := _page_size(element)) is not None
    ]
    return min(areas, default=_A4)


def _page_size(element: Element) -> _Size:
    """Return the page size that an element sets, in points; `None` for other elements."""
    name = local(element)
    if name == "pgSz":
        return _product(attribute(element, "w"), attribute(element, "h"), 1 / _TWIPS)
    if name == "sldSz":
        return _product(element.get("cx"), element.get("cy"), 1 / _EMU)
    if name == "page-layout-properties":
        return _lengths(attribute(element, "page-width"), attribute(element, "page-height"))
    return None
