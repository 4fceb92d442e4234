"""PPTX: text of slides, hidden ones too, and of speakers' notes."""

from __future__ import annotations

import re

from access_info.office_files.xml_parts import attribute, local
from access_info.scanning.extracted import Extracted
from access_info.scanning.parts import Parts, spread
from access_info.scanning.scans import MarkKind

_NUMBER = re.compile(r"\d+")


def read_slides(parts: Parts, extracted: Extracted) -> None:
    """Read all parts that hold words.

    Args:
        parts: The presentation.
        extracted: The result to add to.
    """
    for name in parts.like(r"ppt/slides/slide\d+\.xml"):
        number = _NUMBER.search(name.rpartition("/")[2])
        root = parts.xml(name)
        where = f"trang chiếu {number[0] if number else ''}"
        if attribute(root, "show") in {"0", "false"}:
            extracted.add_mark(MarkKind.HIDDEN_TEXT, where)
        paragraphs = (element for element in root.iter() if local(element) == "p")
        lines = ["".join(part.text or "" for part in paragraph.iter()) for paragraph in paragraphs]
        extracted.add_text(where, "\n".join(lines), first=number is not None and number[0] == "1")
    for name in parts.like(r"ppt/(?:notesSlides|comments)/[^/]+\.xml"):
        text = spread(parts.xml(name))
        if "comments" in name and text:
            extracted.add_mark(MarkKind.COMMENT)
        extracted.add_text("ghi chú của trang chiếu", text)
