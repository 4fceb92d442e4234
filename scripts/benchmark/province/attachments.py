"""Files that the made-up agencies attach: each kind that scanning reads and a library-free writer can write.

Nothing is compressed, since what a compressor makes differs from version to version; a file is the
same bytes on every machine.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from benchmark.province.composing import title
from benchmark.province.pdf import pdf_bytes
from benchmark.province.words import TITLES

Lines = Sequence[str]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_LINES = 40
_SIDE = 120


def file_kind(number: int) -> str:
    """Return the ending of an agency's file; of any eight agencies in a row each has another."""
    return list(_WRITERS)[number % len(_WRITERS)]


def file_bytes(kind: str, year: int, chance: random.Random) -> bytes:
    """Make a file.

    Args:
        kind: Its ending.
        year: The year it is about.
        chance: Where its words come from.
    """
    lines = [
        f"{number}. {title(TITLES[int(chance.random() * len(TITLES))].text, chance, year=year)}"
        for number in range(1, _LINES + 1)
    ]
    return _WRITERS[kind](lines)


def _docx(lines: Lines) -> bytes:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    body = f'<w:document xmlns:w="{_OOXML}/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>'
    return _ooxml("word/document.xml", "wordprocessingml.document", {"word/document.xml": body})


def _xlsx(lines: Lines) -> bytes:
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c>'
        f'<c r="B{at}" t="inlineStr"><is><t>{escape(line)}</t></is></c></row>'
        for at, line in enumerate(lines, 1)
    )
    main = f'xmlns="{_OOXML}/spreadsheetml/2006/main"'
    book = (
        f'<workbook {main} xmlns:r="{_OOXML}/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
    }
    sheet = _override("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")
    return _ooxml("xl/workbook.xml", "spreadsheetml.sheet.main", parts, sheet)


def _pptx(lines: Lines) -> bytes:
    namespaces = (
        f'xmlns:a="{_OOXML}/drawingml/2006/main" xmlns:p="{_OOXML}/presentationml/2006/main" '
        f'xmlns:r="{_OOXML}/officeDocument/2006/relationships"'
    )
    text = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    show = f'<p:presentation {namespaces}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>'
    slide = (
        f"<p:sld {namespaces}><p:cSld><p:spTree><p:sp><p:txBody>{text}</p:txBody></p:sp></p:spTree>"
        "</p:cSld></p:sld>"
    )
    parts = {
        "ppt/presentation.xml": show,
        "ppt/_rels/presentation.xml.rels": _relation("slide", "slides/slide1.xml"),
        "ppt/slides/slide1.xml": slide,
    }
    kind = _override("ppt/slides/slide1.xml", "presentationml.slide")
    return _ooxml("ppt/presentation.xml", "presentationml.presentation.main", parts, kind)


def _ooxml(main: str, kind: str, parts: Mapping[str, str], overrides: str = "") -> bytes:
    """Pack parts as office programs do (ECMA-376 Part 2)."""
    types = (
        f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{_override(main, kind)}{overrides}</Types>"
    )
    root = {"[Content_Types].xml": types, "_rels/.rels": _relation("officeDocument", main)}
    return _zip({name: _HEAD + text for name, text in (root | dict(parts)).items()})


def _override(part: str, kind: str) -> str:
    media_type = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    return f'<Override PartName="/{part}" ContentType="{media_type}"/>'


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_OOXML}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OOXML}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


def _odt(lines: Lines) -> bytes:
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return _open_document("text", f"<office:text>{text}</office:text>")


def _ods(lines: Lines) -> bytes:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{at}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{escape(line)}</text:p></table:table-cell></table:table-row>"
        for at, line in enumerate(lines, 1)
    )
    table = f'<table:table table:name="Danh sách">{rows}</table:table>'
    return _open_document("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


def _open_document(kind: str, body: str) -> bytes:
    """Pack a body as OASIS OpenDocument 1.3, Part 2 says."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
        f'xmlns:table="{_ODF}:table:1.0" office:version="1.3"><office:body>{body}</office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    parts = {"content.xml": _HEAD + content, "META-INF/manifest.xml": _HEAD + manifest}
    return _zip({"mimetype": media_type, **parts})


def _zip(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3  # Windows writes 0
            archive.writestr(entry, text.encode())
    return out.getvalue()


def _csv(lines: Lines) -> bytes:
    rows = "".join(f'{at},"{line}"\r\n' for at, line in enumerate(lines, 1))
    return f"Thứ tự,Nội dung\r\n{rows}".encode()


def _png(lines: Lines) -> bytes:
    """Draw grey stripes that follow the text: pictures have no text layer, and need none."""
    shades = bytes(len(line) % 256 for line in lines)
    pixels = b"".join(b"\0" + bytes([shades[at % len(shades)]]) * _SIDE for at in range(_SIDE))
    size = struct.pack("<HH", len(pixels), len(pixels) ^ 0xFFFF)
    stored = b"\x78\x01\x01" + size + pixels + struct.pack(">I", zlib.adler32(pixels))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", stored), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


_WRITERS: Mapping[str, Callable[[Lines], bytes]] = {
    "pdf": pdf_bytes,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
    "pptx": _pptx,
    "odt": _odt,
    "ods": _ods,
    "png": _png,
}
