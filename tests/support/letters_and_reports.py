"""Letters and reports as files, and as they read."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from judged_agencies import WORDS, judged
from python_calamine import load_workbook

from access_info.exports.documents.letter import letter_paper, letter_to_all
from access_info.exports.documents.paper import (
    Chart,
    Heading,
    Points,
    Table,
    Text,
    plain,
)
from access_info.exports.documents.report import agency_blocks, report_html, report_of, report_paper
from access_info.exports.documents.report_tables import findings_xlsx
from access_info.exports.documents.word import docx_bytes


def texts(blocks):
    """Collect every text of some blocks, in order, whatever file they are written as."""
    all_texts = []
    for block in blocks:
        match block:
            case Heading():
                all_texts.append(block.text)
            case Text():
                all_texts.append(plain(block.runs))
            case Points():
                all_texts += [plain(item) for item in block.items]
            case Chart():
                all_texts += [block.caption, block.head, *(part.label for part in block.parts)]
                for name, counts in block.rows:
                    all_texts += [name, *(str(count) for count in counts if count)]
            case Table():
                all_texts += [] if block.above else [block.caption]
                all_texts += [column.title for column in block.columns]
                all_texts += [
                    line for row in block.rows for cell in row for line in cell.split("\n")
                ]
    return tuple(all_texts)


def letter(recipient=None, whole=None, **options):
    """A letter to the first agency, or to one."""
    whole = whole or judged(*([recipient] if recipient else []))
    return docx_or_none(letter_paper(recipient or whole.agencies[0], whole, WORDS, **options))


def docx_or_none(paper):
    return None if paper is None else docx_bytes(paper)


def report(whole=None, *, agencies=False):
    whole = whole or judged()
    annex = tuple(agency_blocks(whole, WORDS)) if agencies else ()
    return report_of(whole.in_short(), WORDS, annex)


def docx_of(whole=None, *, agencies=False):
    return docx_bytes(report_paper(report(whole, agencies=agencies), WORDS))


def html_of(whole=None, *, agencies=False):
    return report_html(report(whole, agencies=agencies), WORDS)


def to_all(whole=None):
    return docx_or_none(letter_to_all((whole or judged()).in_short(), WORDS))


def xlsx_of(whole=None):
    return findings_xlsx(whole or judged(), WORDS)


def outcomes(whole, duty):
    """The status of a duty or another law's rule at each agency, from the full findings."""
    return {
        agency_.short_name: each.status
        for agency_ in whole.agencies
        for each in (*agency_.findings, *agency_.extras)
        if each.duty == duty
    }


def sheets(content):
    """Rows of each sheet of a workbook."""
    book = load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def blocks(content):
    """All that a report says, annexes too."""
    return (*content.blocks, *(block for annex in content.annexes for block in annex.blocks))


def squeezed(text):
    """Text without the spaces that layouts put in."""
    return re.sub(r"\s+", "", text)


class Docx:
    """A DOCX file as it reads."""

    def __init__(self, content):
        self.document = Document(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert file.testzip() is None
            self.times = {info.date_time for info in file.infolist()}
            self.names = file.namelist()

    @property
    def blocks(self):
        """Paragraphs and tables in order: text, or a list of rows of cells.

        Read from the XML: python-docx takes seconds for the cells of a long table.
        """
        for block in self.document.element.body:
            if block.tag == qn("w:p"):
                yield _text(block)
            elif block.tag == qn("w:tbl"):
                yield [
                    [
                        "\n".join(map(_text, cell.iterchildren(qn("w:p"))))
                        for cell in row.iterchildren(qn("w:tc"))
                    ]
                    for row in block.iterchildren(qn("w:tr"))
                ]

    @property
    def lines(self):
        """All text, a cell a line."""
        lines = []
        for block in self.blocks:
            if isinstance(block, str):
                lines.append(block)
            else:
                lines += [cell for row in block for cell in row]
        return lines

    @property
    def text(self):
        return "\n".join(self.lines)

    @property
    def paragraphs(self):
        """Every paragraph, those in tables too."""
        body = self.document.element.body
        return [Paragraph(node, self.document) for node in body.iter(qn("w:p"))]


def _text(paragraph):
    ends = {qn("w:t"): lambda node: node.text or "", qn("w:br"): lambda _: "\n"}
    ends[qn("w:tab")] = lambda _: "\t"
    runs = (node for run in paragraph.iter(qn("w:r")) for node in run)
    return "".join(ends[node.tag](node) for node in runs if node.tag in ends)


class Page(HTMLParser):
    """Text and tables of a page."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.headings, self.texts, self.ids, self.links = [], [], [], [], []
        self._open = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag not in {"meta", "br"}:
            self._open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        if tag == "table":
            self.tables.append({"caption": "", "scopes": Counter(), "rows": 0})
        elif tag == "th":
            self.tables[-1]["scopes"][values["scope"]] += 1
        elif tag == "tr":
            self.tables[-1]["rows"] += 1
        elif tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" in self._open:
            return
        if self._open[-1:] == ["caption"]:
            self.tables[-1]["caption"] += data
        self.texts.append(data)

    @property
    def text(self):
        return squeezed(" ".join(self.texts))


def assert_in_order(read, order):
    """Elements of a Word file stand in the order that its schema names, which Word insists on.

    Args:
        read: The document.
        order: Names of children by the parent's name; each parent occurs.
    """
    for parent, names in order.items():
        elements = list(read.document.element.body.iter(qn(parent)))
        assert elements
        for node in elements:
            tags = [child.tag.rpartition("}")[2] for child in node]
            known = [names.index(tag) for tag in tags if tag in names]
            assert known == sorted(known), (parent, tags)
