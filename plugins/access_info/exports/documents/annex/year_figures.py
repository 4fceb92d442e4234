"""A year's figures of an agency as a paper that can be signed (Decree 13/2018/NĐ-CP, Art. 12(4))."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.annex.issuer import Issuer
from access_info.exports.documents.blocks import BlockColumn, BlockTable
from access_info.exports.documents.paper import Paper, ParagraphLook, Style
from access_info.exports.documents.phrases import literal

_BLANK = "\N{NO-BREAK SPACE}" * 8
_SIZE = 12
_END = ParagraphLook(align="right", keep=True)


@dataclasses.dataclass(frozen=True, kw_only=True)
class SignedYear:
    """What an agency states of a year.

    Attributes:
        year: The year.
        figures: Each figure in words, with its value.
        remarks: Sentences about the figures, such as that there were no requests.
        opinions: What the agency says in its own words, each under a heading.
    """

    year: int
    figures: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    opinions: tuple[tuple[str, str], ...] = ()


def year_paper(
    stated: SignedYear, issuer: Issuer, words: DatasetTexts, *, blanks: bool = True
) -> Paper:
    """Lay a year's figures out as a paper.

    Args:
        stated: The figures.
        issuer: Who issues them.
        words: The texts.
        blanks: Whether what must be filled in is shown.
    """
    about = words.plain("documents.year_about", year=stated.year, agency=issuer.name)
    kind = words["documents.year_kind"]
    paper = Paper(
        title=f"{kind.capitalize()} {about[:1].lower()}{about[1:]}",
        author=issuer.name,
        day=datetime.date(stated.year, 12, 31),
        undated=True,
    )
    official.names(paper, issuer.above, issuer.lines, words)
    paper.paragraph("", "Normal", ParagraphLook(size=6))
    attached = words.plain(
        "documents.year_attached", blank=_BLANK, symbol=issuer.symbol or _BLANK, agency=issuer.name
    )
    official.title(paper, kind, about, attached)
    columns = (
        BlockColumn(words["documents.list_order"], 12, numbers=True),
        BlockColumn(words["statistics.figure"], 118),
        BlockColumn(words["statistics.value"], 35, numbers=True),
    )
    rows = tuple(
        (str(number), label, value) for number, (label, value) in enumerate(stated.figures, 1)
    )
    if rows:
        paper.table(BlockTable(about, columns, rows, above=True), size=_SIZE)
    texts: list[tuple[str, Style]] = [(remark, "BodyText") for remark in stated.remarks]
    for heading, text in stated.opinions:
        texts.append((heading, "Heading2"))
        texts += [(line, "BodyText") for line in text.split("\n")]
    end = words["documents.list_end"]
    for number, (text, style) in enumerate(texts, 1):
        last = number == len(texts)
        look = ParagraphLook(before=6 if style == "BodyText" else None, keep=last)
        paper.paragraph(literal(text + end if last else text), style, look)
    if not texts:
        paper.paragraph(end, "Normal", _END)
    official.signature(paper, issuer.roles, words, blanks=blanks)
    return paper
