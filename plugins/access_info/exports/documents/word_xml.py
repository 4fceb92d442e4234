"""What python-docx has no words for, as WordprocessingML (ECMA-376 Part 1).

The order of elements within their parent is part of the standard, and Word insists on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import nsdecls

from access_info.exports.documents.blocks import BlockTable
from access_info.exports.documents.phrases import without_unprintable

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


def table_xml(table: BlockTable, *, size: float, width: float) -> str:
    """Write a table whose head repeats on every page and whose rows stay whole (17.4).

    Written as text: python-docx walks through all cells again for each new one.

    Args:
        table: What it shows; its caption is its alternative text too.
        size: Of its characters, in points.
        width: In millimetres.
    """
    widths = shared_out([column.share for column in table.columns], width)
    aligns = ["center" if column.numbers else "left" for column in table.columns]
    head = "".join(
        _cell(column.title, column_width, size, align="center", bold=True)
        for column, column_width in zip(table.columns, widths, strict=True)
    )
    body = "".join(row_xml(_cells(row, widths, aligns, size)) for row in table.rows)
    return frame_xml(table.caption, widths, head, body)


def shared_out(shares: Sequence[float], width: float) -> list[int]:
    """Divide a width among columns, in twentieths of a point.

    Args:
        shares: Each column's share of the width, in any unit.
        width: The whole width, in millimetres.
    """
    whole = sum(shares)
    return [round(width * 1440 / 25.4 * share / whole) for share in shares]


def frame_xml(caption: str, widths: Sequence[int], head: str, body: str) -> str:
    """Write a table around its finished rows.

    Args:
        caption: Its alternative text.
        widths: Of its columns, in twentieths of a point.
        head: Cells of the row that repeats on every page.
        body: Its other rows.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {_SPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{_escaped(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def row_xml(cells: str) -> str:
    """Write a table's row that stays on one page, around its finished cells."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cells(row: Sequence[str], widths: Sequence[int], aligns: Sequence[str], size: float) -> str:
    return "".join(
        _cell(text, width, size, align=align)
        for text, width, align in zip(row, widths, aligns, strict=True)
    )


def _cell(text: str, width: int, size: float, *, align: str, bold: bool = False) -> str:
    lines = "".join(
        line_xml(run_xml(line, size, bold=bold), size, align=align) for line in text.split("\n")
    )
    return cell_xml(lines, width)


def cell_xml(lines: str, width: int, *, span: int = 1) -> str:
    """Write a table's cell, perhaps over several columns.

    Args:
        lines: Its paragraphs.
        width: In twentieths of a point.
        span: How many columns it takes.
    """
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}</w:tcPr>{lines}</w:tc>'


def line_xml(runs: str, size: float, *, align: str, keep: bool = False) -> str:
    """Write a cell's paragraph; with `keep` it stays on the page of the next paragraph."""
    keep_next = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableCell"/>{keep_next}<w:jc w:val="{align}"/>'
        f"<w:rPr>{_sized(size)}</w:rPr></w:pPr>{runs}</w:p>"
    )


def run_xml(text: str, size: float, *, bold: bool = False, underlined: bool = False) -> str:
    """Write a run: characters of one look."""
    look = f"{'<w:b/>' if bold else ''}{_sized(size)}"
    look += '<w:u w:val="single"/>' if underlined else ""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'


def link_xml(relation: str, runs: str) -> str:
    """Write a hyperlink: characters that lead to an address (17.16.22).

    Args:
        relation: The id that `Paper.link` gave the address.
        runs: The characters.
    """
    return f'<w:hyperlink {nsdecls("r")} r:id="{relation}" w:history="1">{runs}</w:hyperlink>'


def _sized(size: float) -> str:
    half = round(size * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _escaped(text: str) -> str:
    text = without_unprintable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
