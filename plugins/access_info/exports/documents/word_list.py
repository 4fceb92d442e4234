"""A list in groups as a table of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from access_info.exports.documents.paper import ListedColumn, ListedLine, ListedRow, PaperList
from access_info.exports.documents.word_xml import (
    cell_xml,
    frame_xml,
    line_xml,
    link_xml,
    row_xml,
    run_xml,
    shared_out,
)


def list_xml(part: PaperList, link: Callable[[str], str]) -> str:
    """Write a list as a table whose head repeats on every page.

    Args:
        part: The list.
        link: Gives the id of the relation by which the document leads to an address.
    """
    widths = shared_out([column.width for column in part.columns], part.width)
    head = "".join(
        cell_xml(
            line_xml(run_xml(column.title, part.size, bold=True), part.size, align="center"), width
        )
        for column, width in zip(part.columns, widths, strict=True)
    )
    last = len(part.rows) - 1
    body = "".join(
        row_xml(
            _group(row, widths)
            if row.is_group
            else _cells(row, part.columns, widths, part.size, link, keep=number == last)
        )
        for number, row in enumerate(part.rows)
    )
    return frame_xml(part.caption, widths, head, body)


def _group(row: ListedRow, widths: Sequence[int]) -> str:
    """Write a group's name over all columns but the first, never at the foot of a page."""
    mark, name = (
        line_xml(run_xml(line.text, line.size, bold=True), line.size, align=align, keep=True)
        for (line,), align in zip(row.cells, ("center", "left"), strict=True)
    )
    first, *others = widths
    return cell_xml(mark, first) + cell_xml(name, sum(others), span=len(others))


def _cells(
    row: ListedRow,
    columns: Sequence[ListedColumn],
    widths: Sequence[int],
    size: float,
    link: Callable[[str], str],
    *,
    keep: bool,
) -> str:
    return "".join(
        cell_xml(
            "".join(
                line_xml(
                    _run(line, link),
                    size if line.address else line.size,  # as high as the others
                    align="center" if column.centered else "left",
                    keep=keep,
                )
                for line in lines
            ),
            width,
        )
        for column, lines, width in zip(columns, row.cells, widths, strict=True)
    )


def _run(line: ListedLine, link: Callable[[str], str]) -> str:
    if not line.address:
        return run_xml(line.text, line.size)
    return link_xml(link(line.address), run_xml(line.text, line.size, underlined=True))
