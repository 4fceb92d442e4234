"""The province's report as a paper (Decree 30/2020/NĐ-CP, Annex III, model 1.4)."""

from __future__ import annotations

from itertools import zip_longest

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.blocks import (
    Block,
    BlockChart,
    BlockTable,
    Heading,
    Points,
    Text,
)
from access_info.exports.documents.paper import (
    WIDE,
    WIDTH,
    Paper,
    PaperChart,
    PaperSection,
    ParagraphLook,
    Style,
)
from access_info.exports.documents.phrases import literal, phrase
from access_info.exports.documents.report.content import ProvinceReport

_TABLE_SIZE = 10
_HEADINGS: dict[int, Style] = {1: "Heading1", 2: "Heading2", 3: "Heading3"}


def report_paper(report: ProvinceReport, words: DatasetTexts) -> Paper:
    """Lay the report out as a paper.

    Args:
        report: What it says.
        words: The texts.
    """
    head = report.head
    paper = Paper(title=report.about, author=head.office.name, day=report.day, undated=True)
    official.head(paper, head.office, phrase(words, "documents.report_number"), (), words)
    official.title(paper, report.kind, report.about, report.note)
    if head.addressees:
        official.addressees(paper, head.addressees, words, after=4)
    else:
        to = phrase(words, "documents.report_to")
        paper.paragraph(to, "BodyText", ParagraphLook(align="center", first=0, after=4))
    _write_all(paper, report.blocks, WIDTH, end="./.")
    official.foot(paper, head.posts, head.recipients, words)
    paper.paragraph("", "Normal", ParagraphLook(size=8))
    notes = [phrase(words, "documents.note_blanks")]
    official.draft_note(paper, words["documents.note_title"], notes)
    attached = phrase(words, "documents.report_annex_attached", office=head.office.name)
    for annex in report.annexes:
        paper.add(PaperSection(landscape=True))
        official.annex_title(paper, annex.name, annex.title, attached, width=WIDE)
        _write_all(paper, annex.blocks, WIDE)
    return paper


def _write_all(paper: Paper, blocks: tuple[Block, ...], width: float, *, end: str = "") -> None:
    """Write blocks; what introduces a table, or comes before a signature, stays with it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        last = following is None
        keep = isinstance(following, BlockTable) or (last and bool(end))
        _write(paper, block, width, keep=keep, end=end if last else "")


def _write(paper: Paper, block: Block, width: float, *, keep: bool = False, end: str = "") -> None:
    match block:
        case Heading():
            paper.paragraph(literal(block.text), _HEADINGS[block.level])
        case Text():
            runs = (*block.runs, *literal(end)) if end else block.runs
            paper.paragraph(runs, "BodyText", ParagraphLook(keep=keep))
        case Points():
            for item in block.items:
                paper.paragraph((*literal("- "), *item))
        case BlockTable():
            paper.table(block, size=_TABLE_SIZE, width=width)
        case BlockChart():
            paper.paragraph(block.caption, "Caption", ParagraphLook(size=12))
            paper.add(PaperChart(block, width))
