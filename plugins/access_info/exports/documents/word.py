"""DOCX files: page and styles of Decree 30/2020/NĐ-CP, equal bytes every time.

Annex I of the decree: A4; margins of 20–25 mm above and below, 30–35 mm left, 15–20 mm right;
Times New Roman, black; the page's number, 13–14 pt, in the middle of the upper margin, not on the
first page; each annex numbered for itself.

All parts but the text itself lie in `templates/documents/docx/` and are packed once; a document is
that archive with its own parts put behind.
"""

from __future__ import annotations

import datetime
import functools
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from access_info.exports.documents.blocks import BlockTable
from access_info.exports.documents.phrases import Phrase
from access_info.exports.documents.word_xml import (
    PLAIN,
    ParagraphLook,
    Style,
    cell_xml,
    escaped,
    frame_xml,
    paragraph_xml,
    row_xml,
    table_xml,
    twentieths,
)

FONT = "Times New Roman"
BODY = 14
LEFT, RIGHT, EDGE = 30, 15, 20
WIDTH = 210 - LEFT - RIGHT
WIDE = 297 - LEFT - RIGHT
_HEADER = 10  # millimetres from the paper's edge to the page's number
_TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "docx"
# Parts that are the same in every document: name in the archive, file of the template.
_PARTS = (
    ("[Content_Types].xml", "content-types.xml"),
    ("_rels/.rels", "package-rels.xml"),
    ("word/header1.xml", "header.xml"),
    ("word/settings.xml", "settings.xml"),
    ("word/styles.xml", "styles.xml"),
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can tell
_MOST_PROPERTY = 255
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT = (
    f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_RELATIONS}"><w:body>{{body}}{{section}}</w:body></w:document>'
)
_CORE = (
    f"{_XML}<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    "<cp:revision>1</cp:revision>{times}<dc:language>vi-VN</dc:language></cp:coreProperties>"
)
_TIME = '<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
_LINKS = (
    f"{_XML}<Relationships "
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
    "</Relationships>"
)


class Paper:
    """A DOCX document while it is written."""

    def __init__(
        self, *, title: str, author: str, day: datetime.date | None = None, landscape: bool = False
    ) -> None:
        """Begin a document.

        Args:
            title: For the file's properties.
            author: For the file's properties.
            day: The only day that the file's properties name, if they are to name one.
            landscape: Whether its first pages lie on their long side.
        """
        self._body: list[str] = []
        self._links: dict[str, str] = {}
        self._section = _section_xml(landscape=landscape, first=True)
        self._core = _core_xml(title, author, day)

    def paragraph(
        self, runs: Phrase | str, style: Style = "BodyText", look: ParagraphLook = PLAIN
    ) -> None:
        """Add a paragraph at the end."""
        self._body.append(paragraph_xml(runs, style, look))

    def table(self, table: BlockTable, *, size: float = 11, width: float = WIDTH) -> None:
        """Add a table whose head repeats on every page, under its caption.

        Args:
            table: What it shows.
            size: Of its characters, in points.
            width: In millimetres.
        """
        if not table.above:
            self.paragraph(table.caption, "Caption")
        self.insert(table_xml(table, size=size, width=width))

    def insert(self, xml: str) -> None:
        """Add a table or paragraphs, given as XML, at the end."""
        self._body.append(xml)

    def grid(self, cells: Sequence[tuple[float, str]], *, lined: bool = False) -> None:
        """Add a row of cells that stays on one page.

        Args:
            cells: Each cell's width in millimetres, and its paragraphs as XML.
            lined: Whether lines stand around the cells, and margins within.
        """
        widths = [twentieths(width) for width, _ in cells]
        row = row_xml(
            "".join(cell_xml(lines, width) for (_, lines), width in zip(cells, widths, strict=True))
        )
        look = (
            {"style": "TableGrid", "margins": 108}
            if lined
            else {"style": "TableNormal", "margins": 0}
        )
        self._body.append(frame_xml("", widths, "", row, **look))  # type: ignore[arg-type]

    def link(self, address: str) -> str:
        """Return the id of the relation by which the document's XML leads to an address."""
        return self._links.setdefault(address, f"rIdLink{len(self._links) + 1}")

    def annex(self, *, landscape: bool = False) -> None:
        """Begin an annex on a new page, with page numbers of its own."""
        # The paragraph that ends a section must not push a page of its own.
        look = ParagraphLook(size=1, line=1)
        self._body.append(paragraph_xml("", "Normal", look, section=self._section))
        self._section = _section_xml(landscape=landscape, first=False)

    def content(self) -> bytes:
        """Save the document as a file whose bytes depend on its content alone."""
        document = _DOCUMENT.format(body="".join(self._body), section=self._section)
        file = io.BytesIO(_template())
        with zipfile.ZipFile(file, "a") as archive:
            _add(archive, "docProps/core.xml", self._core)
            _add(archive, "word/_rels/document.xml.rels", self._relations())
            _add(archive, "word/document.xml", document)
        return file.getvalue()

    def _relations(self) -> str:
        parts = ("styles", "settings", "header")
        targets = [
            (f"rId{n}", name, f"{name}{'1' if name == 'header' else ''}.xml", "")
            for n, name in enumerate(parts, 1)
        ]
        targets += [
            (name, "hyperlink", address, ' TargetMode="External"')
            for address, name in self._links.items()
        ]
        return _LINKS.format(
            relations="".join(
                f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" '
                f'Target="{escaped(target)}"{outside}/>'
                for name, kind, target, outside in targets
            )
        )


def _section_xml(*, landscape: bool, first: bool) -> str:
    """Write a section's page (17.6): only the first names the header, later ones take it over."""
    long, short = twentieths(297), twentieths(210)
    width, height = (long, short) if landscape else (short, long)
    turned = ' w:orient="landscape"' if landscape else ""
    header = '<w:headerReference w:type="default" r:id="rId3"/>' if first else ""
    kind = "" if first else '<w:type w:val="nextPage"/>'
    number = "" if first else '<w:pgNumType w:start="1"/>'
    edge, distance = twentieths(EDGE), twentieths(_HEADER)
    return (
        f'<w:sectPr>{header}{kind}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{edge}" w:right="{twentieths(RIGHT)}" w:bottom="{edge}" '
        f'w:left="{twentieths(LEFT)}" w:header="{distance}" w:footer="{distance}" w:gutter="0"/>'
        f'{number}<w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def _core_xml(title: str, author: str, day: datetime.date | None) -> str:
    names = ("created", "modified") if day is not None else ()
    return _CORE.format(
        title=escaped(title[:_MOST_PROPERTY]),
        author=escaped(author[:_MOST_PROPERTY]),
        times="".join(_TIME.format(name=name, day=day) for name in names),
    )


@functools.cache
def _template() -> bytes:
    """Pack the parts that all documents share."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in _PARTS:
            _add(archive, name, (_TEMPLATE / part).read_text(encoding="utf-8"))
    return file.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Add a part that tells no time and no system."""
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, text.encode())
