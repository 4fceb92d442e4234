"""A signed list as a paper: an annex on A4 that lies on its side (Decree 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.annex.content import (
    ADDRESSES,
    ID,
    AnnexColumn,
    AnnexRow,
    SignedList,
)
from access_info.exports.documents.annex.links import lines_of, shortened
from access_info.exports.documents.paper import (
    WIDE,
    ListedColumn,
    ListedLine,
    ListedRow,
    Paper,
    PaperList,
    ParagraphLook,
)

_SIZE, _SMALL = 11, 9


def annex_paper(signed_list: SignedList, words: DatasetTexts, *, blanks: bool = True) -> Paper:
    """Lay a signed list out as a paper.

    Args:
        signed_list: The annex.
        words: The texts.
        blanks: Whether what must be filled in is shown.
    """
    issuer = signed_list.issuer
    paper = Paper(title=signed_list.title, author=issuer.name, day=signed_list.day, landscape=True)
    official.names(paper, issuer.above, issuer.lines, words, width=WIDE)
    paper.paragraph("", "Normal", ParagraphLook(size=6))
    official.title(paper, signed_list.kind, signed_list.about, signed_list.attached, width=WIDE)
    paper.add(rows_of(signed_list))
    paper.paragraph(words["documents.list_end"], "Normal", ParagraphLook(align="right", keep=True))
    official.signature(paper, issuer.roles, words, width=WIDE, blanks=blanks)
    return paper


def rows_of(signed_list: SignedList) -> PaperList:
    """Lay the rows of a signed list out as a table."""
    columns = signed_list.columns
    return PaperList(
        caption=signed_list.about,
        columns=tuple(
            ListedColumn(column.title, column.width, column.centered) for column in columns
        ),
        rows=tuple(
            ListedRow(_group(row), is_group=True)
            if row.group
            else ListedRow(
                tuple(
                    tuple(_lines(column, text, row))
                    for column, text in zip(columns, row.texts, strict=True)
                )
            )
            for row in signed_list.rows
        ),
        size=_SIZE,
        width=WIDE,
    )


def _group(row: AnnexRow) -> tuple[tuple[ListedLine, ...], ...]:
    return (ListedLine(row.mark, _SIZE),), (ListedLine(row.group, _SIZE),)


def _lines(column: AnnexColumn, text: str, row: AnnexRow) -> Iterator[ListedLine]:
    if column.field == ADDRESSES and row.addresses:
        for line, is_web in lines_of(row.addresses):
            yield ListedLine(shortened(line), _SMALL, line) if is_web else ListedLine(line, _SIZE)
        return
    size = _SMALL if column.field == ID else _SIZE
    for line in text.split("\n"):
        yield ListedLine(line, size)
