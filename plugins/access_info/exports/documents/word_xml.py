"""What python-docx has no words for, as WordprocessingML (ECMA-376 Part 1).

The order of elements within their parent is part of the standard, and Word insists on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import nsdecls

from access_info.exports.documents.blocks import Table
from access_info.exports.documents.phrases import fit

_SPACE = nsdecls("w")
PAGE_NUMBER = (
    f'<w:fldSimple {_SPACE} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'  # 17.16.19
)
LINE_ABOVE = (
    f'<w:pBdr {_SPACE}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
)
NO_MARGINS = (
    f'<w:tblCellMar {_SPACE}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    "</w:tblCellMar>"
)
# Left and right of a cell's text: a millimetre, half of what Word gives.
_MARGINS = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
# Children of `w:pPr` that stand behind `w:pBdr` (17.3.1.26).
AFTER_BORDER = tuple(
    f"w:{name}"
    for name in (
        *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
        *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid"),
        *("spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
        *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
        *("rPr", "sectPr", "pPrChange"),
    )
)


def table_xml(table: Table, *, size: float, width: float) -> str:
    """A table whose head repeats on every page and whose rows stay whole (17.4).

    Written as text: python-docx walks through all cells again for each new one.

    Args:
        table: What it shows; its caption is its alternative text too.
        size: Of its characters, in points.
        width: In millimetres.
    """
    whole = sum(column.share for column in table.columns)
    widths = [round(width * 1440 / 25.4 * column.share / whole) for column in table.columns]
    aligns = ["center" if column.numbers else "left" for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = "".join(
        _cell(column.title, one, size, align="center", bold=True)
        for column, one in zip(table.columns, widths, strict=True)
    )
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths, aligns, size)}</w:tr>"
        for row in table.rows
    )
    return (
        f'<w:tbl {_SPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{_escaped(table.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _cells(row: Sequence[str], widths: Sequence[int], aligns: Sequence[str], size: float) -> str:
    return "".join(
        _cell(text, width, size, align=align)
        for text, width, align in zip(row, widths, aligns, strict=True)
    )


def _cell(text: str, width: int, size: float, *, align: str, bold: bool = False) -> str:
    half = round(size * 2)
    sized = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    look = f"<w:rPr>{'<w:b/>' if bold else ''}{sized}</w:rPr>"
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TableCell"/><w:jc w:val="{align}"/>'
        f"<w:rPr>{sized}</w:rPr></w:pPr>"
        f'<w:r>{look}<w:t xml:space="preserve">{_escaped(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{lines}</w:tc>'


def _escaped(text: str) -> str:
    text = fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
