"""A signed list as DOCX: an annex on A4 that lies on its side (Decree 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

from collections.abc import Sequence

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
from access_info.exports.documents.word import WIDE, Paper
from access_info.exports.documents.word_xml import (
    ParagraphLook,
    cell_xml,
    frame_xml,
    line_xml,
    link_xml,
    row_xml,
    run_xml,
    shared_out,
)

_SIZE, _SMALL = 11, 9


def annex_docx(signed_list: SignedList, words: DatasetTexts) -> bytes:
    """Write a signed list as a DOCX file.

    Args:
        signed_list: The annex.
        words: The texts.
    """
    issuer = signed_list.issuer
    paper = Paper(title=signed_list.title, author=issuer.name, day=signed_list.day, landscape=True)
    official.names(paper, issuer.above, issuer.lines, words, width=WIDE)
    paper.paragraph("", "Normal", ParagraphLook(size=6))
    official.title(paper, signed_list.kind, signed_list.about, signed_list.attached, width=WIDE)
    paper.insert(_AnnexRows(signed_list, paper).xml())
    paper.paragraph(words["documents.list_end"], "Normal", ParagraphLook(align="right", keep=True))
    official.signature(paper, issuer.roles, words, width=WIDE)
    return paper.content()


class _AnnexRows:
    """The annex's table while its XML is written."""

    def __init__(self, signed_list: SignedList, paper: Paper) -> None:
        self._signed_list = signed_list
        self._paper = paper
        self._widths = shared_out([column.width for column in signed_list.columns], WIDE)

    def xml(self) -> str:
        columns, rows = self._signed_list.columns, self._signed_list.rows
        head = "".join(
            cell_xml(
                line_xml(run_xml(column.title, _SIZE, bold=True), _SIZE, align="center"), width
            )
            for column, width in zip(columns, self._widths, strict=True)
        )
        last = len(rows) - 1
        body = "".join(
            row_xml(
                self._group(row) if row.group else self._cells(columns, row, keep=number == last)
            )
            for number, row in enumerate(rows)
        )
        return frame_xml(self._signed_list.about, self._widths, head, body)

    def _group(self, row: AnnexRow) -> str:
        """Write a group's name over all columns but the first, never at the foot of a page."""
        mark, name = (
            line_xml(run_xml(text, _SIZE, bold=True), _SIZE, align=align, keep=True)
            for text, align in ((row.mark, "center"), (row.group, "left"))
        )
        first, *others = self._widths
        return cell_xml(mark, first) + cell_xml(name, sum(others), span=len(others))

    def _cells(self, columns: Sequence[AnnexColumn], row: AnnexRow, *, keep: bool) -> str:
        return "".join(
            cell_xml(self._lines(column, text, row, keep=keep), width)
            for column, text, width in zip(columns, row.texts, self._widths, strict=True)
        )

    def _lines(self, column: AnnexColumn, text: str, row: AnnexRow, *, keep: bool) -> str:
        if column.field == ADDRESSES and row.addresses:
            return "".join(
                line_xml(self._address(line, is_web=is_web), _SIZE, align="left", keep=keep)
                for line, is_web in lines_of(row.addresses)
            )
        size = _SMALL if column.field == ID else _SIZE
        align = "center" if column.centered else "left"
        return "".join(
            line_xml(run_xml(line, size), size, align=align, keep=keep) for line in text.split("\n")
        )

    def _address(self, line: str, *, is_web: bool) -> str:
        if not is_web:
            return run_xml(line, _SIZE)
        return link_xml(self._paper.link(line), run_xml(shortened(line), _SMALL, underlined=True))
