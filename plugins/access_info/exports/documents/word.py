"""Papers as DOCX files: equal bytes every time.

All parts but the text itself lie in `templates/documents/docx/` and are packed once; a document is
that archive with its own parts put behind.
"""

from __future__ import annotations

import datetime
import functools
import io
import zipfile
from pathlib import Path

from access_info.exports.documents.paper import (
    EDGE,
    HEADER,
    LEFT,
    RIGHT,
    Paper,
    PaperChart,
    PaperGrid,
    PaperLine,
    PaperList,
    PaperParagraph,
    PaperPart,
    PaperRule,
    PaperSection,
    PaperTable,
    ParagraphLook,
)
from access_info.exports.documents.word_chart import chart_xml
from access_info.exports.documents.word_list import list_xml
from access_info.exports.documents.word_xml import (
    cell_xml,
    escaped,
    frame_xml,
    paragraph_xml,
    row_xml,
    table_xml,
    twentieths,
)

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


def docx_bytes(paper: Paper) -> bytes:
    """Write a paper as a DOCX file, whose bytes depend on its content alone."""
    return _Body(paper).content()


class _Body:
    """The document's text while it is written."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._links: dict[str, str] = {}
        self._section = _section_xml(landscape=paper.landscape, first=True)

    def content(self) -> bytes:
        paper = self._paper
        body = "".join(self._xml(part) for part in paper.parts)
        document = _DOCUMENT.format(body=body, section=self._section)
        core = _core_xml(paper.title, paper.author, None if paper.undated else paper.day)
        file = io.BytesIO(_template())
        with zipfile.ZipFile(file, "a") as archive:
            _add(archive, "docProps/core.xml", core)
            _add(archive, "word/_rels/document.xml.rels", self._relations())
            _add(archive, "word/document.xml", document)
        return file.getvalue()

    def _xml(self, part: PaperPart) -> str:
        match part:
            case PaperParagraph() | PaperRule():
                return _line_xml(part)
            case PaperGrid():
                return _grid_xml(part)
            case PaperTable():
                return table_xml(part.table, size=part.size, width=part.width)
            case PaperChart():
                return chart_xml(part.chart, width=part.width)
            case PaperList():
                return list_xml(part, self._link)
            case PaperSection():
                return self._next_section(part)

    def _link(self, address: str) -> str:
        """Return the id of the relation by which the document's XML leads to an address."""
        return self._links.setdefault(address, f"rIdLink{len(self._links) + 1}")

    def _next_section(self, part: PaperSection) -> str:
        # The paragraph that ends a section must not push a page of its own.
        look = ParagraphLook(size=1, line=1)
        xml = paragraph_xml("", "Normal", look, section=self._section)
        self._section = _section_xml(landscape=part.landscape, first=False)
        return xml

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


def _line_xml(line: PaperLine) -> str:
    if isinstance(line, PaperParagraph):
        return paragraph_xml(line.runs, line.style, line.look)
    side = max(0.0, (line.width - line.length) / 2)
    look = ParagraphLook(sides=(side, side), before=2, line=4, after=line.after, ruled=True)
    return paragraph_xml("", "Normal", look)


def _grid_xml(grid: PaperGrid) -> str:
    widths = [twentieths(width) for width, _ in grid.cells]
    row = row_xml(
        "".join(
            cell_xml("".join(map(_line_xml, lines)), width)
            for (_, lines), width in zip(grid.cells, widths, strict=True)
        )
    )
    if grid.lined:
        return frame_xml("", widths, "", row, style="TableGrid", margins=108)
    return frame_xml("", widths, "", row, style="TableNormal", margins=0)


def _section_xml(*, landscape: bool, first: bool) -> str:
    """Write a section's page (17.6): only the first names the header, later ones take it over."""
    long, short = twentieths(297), twentieths(210)
    width, height = (long, short) if landscape else (short, long)
    turned = ' w:orient="landscape"' if landscape else ""
    header = '<w:headerReference w:type="default" r:id="rId3"/>' if first else ""
    kind = "" if first else '<w:type w:val="nextPage"/>'
    number = "" if first else '<w:pgNumType w:start="1"/>'
    edge, distance = twentieths(EDGE), twentieths(HEADER)
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
    entry.create_system = 0
    archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
