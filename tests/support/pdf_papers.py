"""PDF papers read back: their tags, their text, what they say of themselves."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2

from access_info.exports.documents.pdf import Typesetter


def typeset(paper):
    """A paper as a file's bytes."""
    with Typesetter() as typesetter:
        return typesetter.pdf_bytes(paper)


def squeezed(text):
    """A text without spaces and breaks: those of lines in narrow cells are no part of it."""
    return re.sub(r"\s", "", text)


class Pdf:
    """What a PDF file says.

    Attributes:
        pages: The text of each page.
        text: All of it.
        tags: How many elements there are of each kind.
        claims: Part and level of PDF/A, part of PDF/UA.
    """

    def __init__(self, content):
        self.content = content
        with pypdfium2.PdfDocument(content) as document:
            self.pages = [
                page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document
            ]
        self.text = "\n".join(self.pages)
        self.file = pikepdf.open(io.BytesIO(content))
        self.elements = list(_elements(self.file.Root.StructTreeRoot))
        self.tags = Counter(str(element.S) for element in self.elements)
        with self.file.open_metadata() as meta:
            self.claims = tuple(
                str(meta.get(name))
                for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
            )

    @property
    def links(self):
        """Addresses that its pages lead to, in order."""
        return [
            str(note.A.URI)
            for page in self.file.pages
            for note in page.get("/Annots", [])
            if note.Subtype == "/Link"
        ]

    @property
    def artifacts(self):
        """What each page says outside its tags: what a screen reader leaves out."""
        return [_artifact_texts(page) for page in self.file.pages]

    @property
    def text_edges(self):
        """Left and right edge of each piece of text, in points."""
        with pypdfium2.PdfDocument(self.content) as document:
            for page in document:
                text = page.get_textpage()
                for number in range(text.count_rects()):
                    left, _, right, _ = text.get_rect(number)
                    yield left, right

    @property
    def languages(self):
        """Languages of marked content and of elements, beside the document's own."""
        marked = {
            value
            for page in self.file.pages
            for value in re.findall(rb"/Lang\s*\(([\w-]+)\)", page.Contents.read_bytes())
        }
        named = {str(element.Lang).encode() for element in self.elements if "/Lang" in element}
        return {value.decode() for value in marked | named}

    @property
    def fonts(self):
        """Names of its fonts, without the mark of a subset; all are embedded."""
        names = set()
        for item in self.file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in item or "/FontFile3" in item
                names.add(str(item.FontName)[1:].partition("+")[2])
        return names


def errors(content):
    """What a checker of PDF/UA calls an error.

    It runs by itself: what it loads takes so much address space that processes forked afterwards, whose
    own is limited, could read no file.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tep.pdf")
        path.write_bytes(content)
        program = shutil.which("outloud", path=Path(sys.executable).parent)
        report = subprocess.run(
            [program, path, "--json", "-", "--fail-on", "never"],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ).stdout
    (result,) = json.loads(report)["results"]
    assert result["error"] is None
    assert result["stats"]["tagged"]
    return [
        (finding["rule"], finding["message"])
        for finding in result["findings"]
        if finding["severity"] == "error"
    ]


def _elements(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _artifact_texts(page):
    """Count the pieces of text that stand within artifacts of a page."""
    depth, inside, count = 0, [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            depth += 1
            inside.append(str(operands[0]) == "/Artifact")
        elif name == "EMC":
            depth -= 1
            inside.pop()
        elif name in {"Tj", "TJ"} and any(inside):
            count += 1
    return count
