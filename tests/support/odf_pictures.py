"""Open documents, presentations, old texts that hold one picture, of parts alone that a reader needs."""

from __future__ import annotations

import io
import zipfile

from unsafe_attachments import picture

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(width: str = "", height: str = "") -> bytes:
    """A text with a picture, of a size or without one.

    Args:
        width: As typed, `17cm`.
        height: As typed.
    """
    size = f'svg:width="{width}" svg:height="{height}"' if width else ""
    names = " ".join(
        f'xmlns:{prefix}="{name}"'
        for prefix, name in (
            *(("office", f"{_ODF}:office:1.0"), ("draw", f"{_ODF}:drawing:1.0")),
            *(("text", f"{_ODF}:text:1.0"), ("svg", f"{_ODF}:svg-compatible:1.0")),
            ("xlink", "http://www.w3.org/1999/xlink"),
        )
    )
    content = (
        f"<office:document-content {names}><text:p>Kèm theo: "
        f'<draw:frame {size}><draw:image xlink:href="Pictures/quet.jpg"/></draw:frame>'
        "</text:p></office:document-content>"
    )
    return _zipped({"content.xml": content, "Pictures/quet.jpg": picture()})


def presentation(across: int, up: int, *, on: str = "slides/slide1") -> bytes:
    """Slides with a picture on one of them, or on what they rest on.

    Args:
        across: EMU.
        up: EMU.
        on: The part that shows it.
    """
    slide = (
        f'<sld xmlns:a="{_DRAWING}" xmlns:r="{_RELATIONS}"><pic><blipFill><a:blip r:embed="r1"/>'
        f'</blipFill><spPr><a:xfrm><a:ext cx="{across}" cy="{up}"/></a:xfrm></spPr></pic></sld>'
    )
    folder, _, name = on.rpartition("/")
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/image" Target="../media/image1.jpg"/>'
        "</Relationships>"
    )
    return _zipped(
        {
            "ppt/presentation.xml": '<p><sldSz cx="9144000" cy="6858000"/></p>',
            f"ppt/{on}.xml": slide,
            f"ppt/{folder}/_rels/{name}.xml.rels": relations,
            "ppt/media/image1.jpg": picture(),
        }
    )


def old_word(style: str) -> bytes:
    """A Word text whose picture is drawn as Word 2003 did (VML).

    Args:
        style: Of the shape: `width:400pt;height:560pt`.
    """
    document = (
        f'<document xmlns:r="{_RELATIONS}"><body><p><r><pict><shape style="{style}">'
        '<imagedata r:id="r1"/></shape></pict></r></p></body></document>'
    )
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/image" Target="media/image1.jpg"/>'
        "</Relationships>"
    )
    return _zipped(
        {
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations,
            "word/media/image1.jpg": picture(),
        }
    )


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()
