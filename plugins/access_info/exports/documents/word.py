"""DOCX files by python-docx: page and styles of Decree 30/2020/NĐ-CP, equal bytes every time.

Annex I of the decree: A4; margins of 20–25 mm above and below, 30–35 mm left, 15–20 mm right;
Times New Roman, black; the page's number, 13–14 pt, in the middle of the upper margin, not on the
first page; each annex numbered for itself.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from access_info.exports.documents.blocks import BlockTable
from access_info.exports.documents.phrases import Phrase, Run, without_unprintable
from access_info.exports.documents.word_xml import (
    AFTER_BORDER,
    LINE_ABOVE,
    NO_MARGINS,
    PAGE_NUMBER,
    table_xml,
)

FONT = "Times New Roman"
BODY = 14
LEFT, RIGHT, EDGE = 30, 15, 20
WIDTH = 210 - LEFT - RIGHT
WIDE = 297 - LEFT - RIGHT
_INDENT = 12.7
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can tell
# Parts of python-docx's template that tell of somebody else's page and program.
_STRANGE = ("/thumbnail", "/extended-properties")
_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_STYLES = (
    # name, size, bold, italic, alignment, space before and after, first line, stays with the next
    ("Body Text", BODY, False, False, _JUSTIFY, (0, 6), _INDENT, False),
    ("Heading 1", BODY, True, False, WD_ALIGN_PARAGRAPH.LEFT, (9, 6), _INDENT, True),
    ("Heading 2", BODY, True, False, _JUSTIFY, (6, 6), _INDENT, True),
    ("Heading 3", BODY, True, False, WD_ALIGN_PARAGRAPH.LEFT, (9, 6), 0, True),
    ("Caption", 13, False, True, WD_ALIGN_PARAGRAPH.LEFT, (6, 4), 0, True),
    ("Title", BODY, True, False, _CENTER, (0, 0), 0, True),
)
CELL = "Table Cell"


class Paper:
    """A DOCX document while it is written.

    Attributes:
        document: As python-docx has it.
    """

    def __init__(
        self, *, title: str, author: str, day: datetime.date, landscape: bool = False
    ) -> None:
        """Begin a document.

        Args:
            title: For the file's properties.
            author: For the file's properties.
            day: The only day that the file's properties name.
            landscape: Whether its first pages lie on their long side.
        """
        self.document = Document()
        self._links: dict[str, str] = {}
        self._style()
        self._ids = {style.name: style.style_id for style in self.document.styles}
        self._describe(title, author, day)
        self._page(self.document.sections[0], landscape=landscape)

    def paragraph(
        self,
        runs: Phrase | str,
        *,
        style: str = "Body Text",
        align: WD_ALIGN_PARAGRAPH | None = None,
        size: float | None = None,
        bold: bool | None = None,
        italic: bool | None = None,
        keep: bool = False,
    ) -> Paragraph:
        """Add a paragraph at the end."""
        paragraph = self.document.add_paragraph()
        # python-docx would go through all styles for the name, every time.
        paragraph._p.style = self._ids[style]  # noqa: SLF001 - no other way to give an id
        write(paragraph, runs, size=size, bold=bold, italic=italic)
        if align is not None:
            paragraph.alignment = align
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def table(self, table: BlockTable, *, size: float = 11, width: float = WIDTH) -> None:
        """Add a table whose head repeats on every page, under its caption.

        Args:
            table: What it shows.
            size: Of its characters, in points.
            width: In millimetres.
        """
        if not table.above:
            self.paragraph(table.caption, style="Caption")
        self.insert(table_xml(table, size=size, width=width))

    def insert(self, xml: str) -> None:
        """Add a table, given as XML, at the end."""
        body = self.document.element.body
        # The last child is the section's properties.
        body.insert(len(body) - 1, parse_xml(xml))

    def link(self, address: str) -> str:
        """Return the id of the relation by which the document's XML leads to an address."""
        if address not in self._links:
            relations = self.document.part.rels
            # python-docx goes through all relations for each new one.
            name = f"rIdLink{len(self._links) + 1}"
            relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
            self._links[address] = name
        return self._links[address]

    def grid(self, widths: Sequence[float], *, style: str = "Normal Table") -> list[Any]:
        """Add a row of cells that stays on one page, each with one empty paragraph to begin with.

        Args:
            widths: Of the cells, in millimetres.
            style: Without lines by default, and then without margins in the cells.
        """
        table = self.document.add_table(rows=1, cols=len(widths), style=style)
        table.autofit = False
        if style == "Normal Table":
            look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no other way to margins
            look.addprevious(parse_xml(NO_MARGINS))
        row = table.rows[0]
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
        for cell, width, column in zip(row.cells, widths, table.columns, strict=True):
            column.width = cell.width = Mm(width)
        return list(row.cells)

    def annex(self, *, landscape: bool = False) -> None:
        """Begin an annex on a new page, with page numbers of its own."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, landscape=landscape)
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:start"), "1")
        columns = section._sectPr.find(qn("w:cols"))  # noqa: SLF001 - no other way to numbers
        columns.addprevious(number)

    def content(self) -> bytes:
        """Save the document as a file whose bytes depend on its content alone."""
        _drop_strangers(self.document)
        file = io.BytesIO()
        self.document.save(file)
        return same_every_time(file.getvalue())

    def _page(self, section: Section, *, landscape: bool = False) -> None:
        long, short = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.top_margin = section.bottom_margin = Mm(EDGE)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        if len(self.document.sections) == 1:  # later ones take over the header of the first
            number = section.header.paragraphs[0]
            number.alignment = _CENTER
            number._p.append(parse_xml(PAGE_NUMBER))  # noqa: SLF001 - fields have no other way

    def _style(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(f".//{qn('w:rPrDefault')}")
        language = defaults.find(f".//{qn('w:lang')}")
        language.set(qn("w:val"), "vi-VN")
        normal = styles["Normal"]
        _font(normal, BODY, bold=False, italic=False)
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        for name, size, bold, italic, align, (before, after), first, keep in _STYLES:
            style = styles[name]
            _font(style, size, bold=bold, italic=italic)
            layout = style.paragraph_format
            layout.alignment = align
            layout.space_before, layout.space_after = Pt(before), Pt(after)
            layout.first_line_indent = Mm(first)
            layout.keep_with_next = keep
            layout.line_spacing = 1.1 if name == "Body Text" else 1.0
        cell = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style = normal
        title = styles["Title"].element.find(qn("w:pPr"))
        for line in title.findall(qn("w:pBdr")):
            title.remove(line)

    def _describe(self, title: str, author: str, day: datetime.date) -> None:
        properties = self.document.core_properties
        moment = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no moment
        properties.title = without_unprintable(title)[:255]
        properties.author = properties.last_modified_by = without_unprintable(author)[:255]
        properties.comments = ""
        properties.language = "vi-VN"
        properties.revision = 1
        properties.created = properties.modified = moment


def write(
    paragraph: Paragraph,
    runs: Phrase | str,
    *,
    size: float | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
) -> Paragraph:
    """Write a phrase into a paragraph; blanks are marked."""
    for run in (Run(without_unprintable(runs)),) if isinstance(runs, str) else runs:
        docx_run = paragraph.add_run(run.text)
        docx_run.bold, docx_run.italic = bold, italic
        if size is not None:
            docx_run.font.size = Pt(size)
        if run.blank:
            docx_run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def line_below(paragraph: Paragraph, length: float, width: float) -> None:
    """Draw a line of some length in the middle of a cell, as a paragraph's only content.

    Args:
        paragraph: An empty paragraph of the cell.
        length: Of the line, in millimetres.
        width: Of the cell, in millimetres.
    """
    side = max(0.0, (width - length) / 2)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(side)
    layout.space_before, layout.line_spacing = Pt(2), Pt(4)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no other way to borders
    properties.insert_element_before(parse_xml(LINE_ABOVE), *AFTER_BORDER)


def same_every_time(content: bytes) -> bytes:
    """Rewrite an Office file's archive so that it tells no time: parts in one order, undated."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        # The list of content types comes first, as Office itself writes it.
        for name in sorted(old.namelist(), key=lambda part: (not part.startswith("["), part)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return file.getvalue()


def _font(style: Any, size: float, *, bold: bool, italic: bool) -> None:  # noqa: ANN401 - any style
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _drop_strangers(document: Any) -> None:  # noqa: ANN401 - a private class
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(_STRANGE)]:
        del relations[key]
