"""How paragraphs of each style look: what `templates/documents/docx/styles.xml` says to Word."""

from __future__ import annotations

import dataclasses

from access_info.exports.documents.paper import BODY, ParagraphLook, Style


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StyleLook:
    """How a paragraph looks.

    Attributes:
        align: `left`, `center`, `right` or `both`.
        size: Of its characters, in points.
        bold: Whether they are bold.
        italic: Whether they are italic.
        keep: Whether it stays on the page of the next paragraph.
        before: Space above, in points.
        after: Space below, in points.
        lines: Distance of lines, as a multiple of a single one.
        first: Indent of the first line, in millimetres.
        level: Of a heading, 1 to 3; 0 for any other paragraph.
    """

    align: str = "left"
    size: float = BODY
    bold: bool = False
    italic: bool = False
    keep: bool = False
    before: float = 0
    after: float = 0
    lines: float = 1
    first: float = 0
    level: int = 0


STYLES: dict[Style, StyleLook] = {
    "Normal": StyleLook(),
    "BodyText": StyleLook(align="both", after=6, lines=1.1, first=12.7),
    "Heading1": StyleLook(keep=True, before=9, after=6, first=12.7, bold=True, level=1),
    "Heading2": StyleLook(
        align="both", keep=True, before=6, after=6, first=12.7, bold=True, level=2
    ),
    "Heading3": StyleLook(keep=True, before=9, after=6, bold=True, level=3),
    "Caption": StyleLook(keep=True, before=6, after=4, italic=True, size=13),
    "Title": StyleLook(align="center", keep=True, bold=True),
    "TableCell": StyleLook(),
}


def look_of(style: Style, look: ParagraphLook) -> StyleLook:
    """Return how a paragraph of a style looks that differs from it."""
    basic = STYLES[style]
    changed = {
        name: value
        for name in ("size", "bold", "italic", "before", "after", "first")
        if (value := getattr(look, name)) is not None
    }
    return dataclasses.replace(
        basic, **changed, align=look.align or basic.align, keep=look.keep or basic.keep
    )
