"""Attachments with something in them that should not be there, each made by a real writer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from PIL.PngImagePlugin import PngInfo

# Text of a page: left, bottom, words.
Words = tuple[float, float, str]


def pdf(
    pages: Sequence[Iterable[Words]],
    *,
    drawing: str = "",
    drawings: Sequence[str] = (),
    under: str = "",
    resources: str = "",
    objects: Mapping[str, str] | None = None,
    catalogue: str = "",
    page: str = "",
    about: str = "",
) -> bytes:
    """A document whose letters can be read: a font without shapes, with a table of its letters.

    Args:
        pages: What stands on each page.
        drawing: Content added after the words of every page.
        drawings: The same for each page, in its place.
        under: Content before the words of every page.
        resources: Further resources of every page.
        objects: Further objects by the name that `catalogue`, `page` and `about` call them, `{x}`.
        catalogue: Entries of the catalogue.
        page: Entries of every page.
        about: Entries of the information dictionary.
    """
    letters = sorted({char for words in pages for _, _, text in words for char in text} | {" "})
    code = {char: index for index, char in enumerate(letters, 1)}
    bodies: list[str] = []

    def add(body: str) -> int:
        bodies.append(body)
        return len(bodies)

    root, tree, info = add(""), add(""), add("")
    mapped = "\n".join(f"<{code[char]:04X}> <{ord(char):04X}>" for char in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /U def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapped}\nendbfchar\nendcmap end end"
    )
    table = add(_stream(cmap))
    inner = add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500 /CIDToGIDMap /Identity "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 /ItalicAngle 0 "
        "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >> >>"
    )
    font = add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H "
        f"/DescendantFonts [{inner} 0 R] /ToUnicode {table} 0 R >>"
    )
    named: dict[str, str] = {}
    for name, body in (objects or {}).items():
        named[name] = f"{add(body.format(**named))} 0 R"
    kids = []
    for number, words in enumerate(pages):
        shown = "\n".join(
            f"BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{code[char]:04X}' for char in text)}> Tj ET"
            for x, y, text in words
        )
        drawn = drawings[number] if drawings else drawing
        content = add(_stream(f"{under}\n{shown}\n{drawn}"))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                f"/Resources << /Font << /F {font} 0 R >> {resources.format(**named)} >> {page.format(**named)} >>"
            )
        )
    bodies[root - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {catalogue.format(**named)} >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    bodies[tree - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>"
    bodies[info - 1] = f"<< {about.format(**named)} >>"
    return _file(bodies, root, info)


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(bodies: Sequence[str], root: int, info: int) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer << /Size {size} /Root {root} 0 R /Info {info} 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def picture(*, size: tuple[int, int] = (1000, 1400), kind: str = "JPEG", **fields: str) -> bytes:
    """A picture with fields beside its pixels: `artist`, `description`, `latitude`, `words`."""
    image = Image.new("L", size, 255)
    exif = image.getexif()
    if "artist" in fields:
        exif[0x013B] = fields["artist"]
    if "description" in fields:
        exif[0x9C9C] = (fields["description"] + "\0").encode("utf-16-le")
    if "latitude" in fields:
        exif[0x8825] = {1: "N", 2: (10.0, 1.0, 1.0), 3: "E", 4: (105.0, 1.0, 1.0)}
    out = io.BytesIO()
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("Comment", fields.get("words", ""))
        image.save(out, "PNG", pnginfo=info)
    else:
        image.save(out, kind, exif=exif)
    return out.getvalue()


def document(*lines: str) -> docx.document.Document:
    """A Word document of paragraphs, by nobody."""
    document_ = docx.Document()
    document_.core_properties.author = ""
    for line in lines:
        document_.add_paragraph(line)
    return document_


def deleted(paragraph: docx.text.paragraph.Paragraph, text: str) -> None:
    """Adds words that were deleted while changes were tracked."""
    _tracked(paragraph, "del", "delText", text)


def inserted(paragraph: docx.text.paragraph.Paragraph, text: str) -> None:
    """Adds words that were inserted while changes were tracked."""
    _tracked(paragraph, "ins", "t", text)


def _tracked(
    paragraph: docx.text.paragraph.Paragraph, change_name: str, text_name: str, text: str
) -> None:
    change, run, words = (OxmlElement(f"w:{name}") for name in (change_name, "r", text_name))
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "")
    words.text = text
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def bytes_of(document_: docx.document.Document | openpyxl.Workbook) -> bytes:
    """A document or a workbook as a file."""
    out = io.BytesIO()
    document_.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes | str) -> bytes:
    """A zipped file with a further part, or with another one of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info), zipfile.ZIP_DEFLATED)
        new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
