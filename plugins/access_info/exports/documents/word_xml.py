"""Pieces of a Word document as text: WordprocessingML (ECMA-376 Part 1).

The order of elements within their parent is part of the standard, and Word insists on it. Written
as text, for a library that builds a tree of it takes thirty times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from access_info.exports.documents.blocks import BlockTable
from access_info.exports.documents.paper import MARGIN, PLAIN, ParagraphLook, Style
from access_info.exports.documents.phrases import Phrase, Run, without_unprintable

_TWENTIETHS = 1440 / 25.4
MARGINS = round(MARGIN * _TWENTIETHS)


def twentieths(millimetres: float) -> int:
    """Convert millimetres to twentieths of a point."""
    return round(millimetres * _TWENTIETHS)


def paragraph_xml(
    runs: Phrase | str, style: Style = "Normal", look: ParagraphLook = PLAIN, *, section: str = ""
) -> str:
    """Write a paragraph (17.3.1); blanks are marked.

    Args:
        runs: The words.
        style: The id of its style.
        look: How it differs from the style.
        section: Properties of the section that it ends, or "".
    """
    phrase = (Run(runs),) if isinstance(runs, str) else runs
    letters = _letters(look)
    text = "".join(_run(letters, run.text, blank=run.blank) for run in phrase if run.text)
    parts = ["<w:keepNext/>"] if look.keep else []
    if look.ruled:
        parts.append(
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        )
    parts += [_spacing(look), _indent(look)]
    if look.align:
        parts.append(f'<w:jc w:val="{look.align}"/>')
    mark = _sized(look.size) if look.size is not None else ""
    parts += [f"<w:rPr>{mark}</w:rPr>" if mark else "", section]
    named = f'<w:pStyle w:val="{style}"/>' if style != "Normal" else ""
    properties = named + "".join(parts)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{text}</w:p>"


def _spacing(look: ParagraphLook) -> str:
    values = [
        f'w:{name}="{round(points * 20)}"'
        for name, points in (("before", look.before), ("after", look.after), ("line", look.line))
        if points is not None
    ]
    if look.line is not None:
        values.append('w:lineRule="exact"')
    return f"<w:spacing {' '.join(values)}/>" if values else ""


def _indent(look: ParagraphLook) -> str:
    values = []
    if look.sides is not None:
        left, right = map(twentieths, look.sides)
        values += [f'w:left="{left}" w:right="{right}"']
    if look.first is not None:
        values.append(f'w:firstLine="{twentieths(look.first)}"')
    return f"<w:ind {' '.join(values)}/>" if values else ""


def _letters(look: ParagraphLook) -> str:
    switched = {None: "", True: "<w:{name}/>", False: '<w:{name} w:val="0"/>'}
    weight = switched[look.bold].format(name="b") + switched[look.italic].format(name="i")
    return weight + (_sized(look.size) if look.size is not None else "")


def _run(letters: str, text: str, *, blank: bool = False) -> str:
    """Write a run (17.3.2); a tab and a line feed are elements of their own."""
    look = letters + ('<w:highlight w:val="yellow"/>' if blank else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_characters(text)}</w:r>"


def _characters(text: str) -> str:
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in line.split("\t")
        )
        for line in escaped(text).split("\n")
    )
    return "<w:br/>".join(lines)


def table_xml(table: BlockTable, *, size: float, width: float) -> str:
    """Write a table whose head repeats on every page and whose rows stay whole (17.4).

    Args:
        table: What it shows; its caption is its alternative text too.
        size: Of its characters, in points.
        width: In millimetres.
    """
    widths = shared_out([column.share for column in table.columns], width)
    aligns: list[str] = ["center" if column.numbers else "left" for column in table.columns]
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
    return [round(width * _TWENTIETHS * share / whole) for share in shares]


def frame_xml(
    caption: str,
    widths: Sequence[int],
    head: str,
    body: str,
    *,
    style: Literal["TableGrid", "TableNormal"] = "TableGrid",
    margins: int = MARGINS,
) -> str:
    """Write a table around its finished rows.

    Args:
        caption: Its alternative text, or "".
        widths: Of its columns, in twentieths of a point.
        head: Cells of the row that repeats on every page, or "".
        body: Its other rows.
        style: With lines or without.
        margins: Left and right of a cell's text, in twentieths of a point.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    repeated = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>" if head else ""
    first_row = 1 if head else 0
    told = f'<w:tblCaption w:val="{escaped(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margins}" w:type="dxa"/><w:right w:w="{margins}" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="{first_row * 0x20:04X}" w:firstRow="{first_row}"/>'
        f"{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{repeated}{body}</w:tbl>"
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


def cell_xml(lines: str, width: int, *, span: int = 1, fill: str = "") -> str:
    """Write a table's cell, perhaps over several columns.

    Args:
        lines: Its paragraphs.
        width: In twentieths of a point.
        span: How many columns it takes.
        fill: Its colour as six hexadecimal digits, or "".
    """
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{ground}</w:tcPr>{lines}</w:tc>'


def line_xml(runs: str, size: float, *, align: str, keep: bool = False) -> str:
    """Write a cell's paragraph; with `keep` it stays on the page of the next paragraph."""
    keep_next = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableCell"/>{keep_next}<w:jc w:val="{align}"/>'
        f"<w:rPr>{_sized(size)}</w:rPr></w:pPr>{runs}</w:p>"
    )


def run_xml(
    text: str, size: float, *, bold: bool = False, underlined: bool = False, color: str = ""
) -> str:
    """Write a run: characters of one look.

    Args:
        text: The characters.
        size: In points.
        bold: Whether they are bold.
        underlined: Whether they are underlined.
        color: Six hexadecimal digits, or "" for black.
    """
    look = "<w:b/>" if bold else ""
    look += f'<w:color w:val="{color}"/>' if color else ""
    look += _sized(size) + ('<w:u w:val="single"/>' if underlined else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def link_xml(relation: str, runs: str) -> str:
    """Write a hyperlink: characters that lead to an address (17.16.22).

    Args:
        relation: The id that `Paper.link` gave the address.
        runs: The characters.
    """
    return f'<w:hyperlink r:id="{relation}" w:history="1">{runs}</w:hyperlink>'


def _sized(size: float) -> str:
    half = round(size * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def escaped(text: str) -> str:
    """Write a text as XML: nothing of it is markup, nor what XML cannot hold."""
    text = without_unprintable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
