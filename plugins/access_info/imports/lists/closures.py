"""Words of closure that stand outside a list's items and tell no row: nothing there is taken, people are asked.

A legend of colours, a footnote with an asterisk, a comment, a hidden column may say that some rows are
not to be published. What cannot be tied to rows is a question, never passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from access_info.imports.lists import rules
from access_info.imports.lists.dividing import Share
from access_info.imports.lists.kinds import (
    CLOSED,
    kind_of_code,
    kind_of_label,
    kinds_in,
    kinds_of_part,
    says_closed,
)
from access_info.imports.lists.rows import sort_rows
from access_info.imports.lists.sheet import Sheet
from access_info.imports.lists.titles import is_heading_of_part
from access_info.imports.office.grid import Book, Grid
from access_info.model.types import fold
from access_info.problems import Location, Problem

# Words for how something looks; without accents, only those that mean nothing else.
_LOOKS = re.compile(
    r"\b(?:màu|nền|tô|bôi|đỏ|vàng|xanh|xám|tím|hồng|(?:in|chữ) (?:nghiêng|đậm)|gạch (?:chân|ngang|dưới)|gạch bỏ"
    r"|dấu sao|hoa thị|chú giải|quy ước|mau (?:do|vang|xanh|xam)|(?:nen|to|o|boi) (?:mau|do|vang|xanh|xam)"
    r"|highlight)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*(?:\(?\s*[*#†‡]|ghi chú|chú thích|lưu ý|ghi chu|chu thich|luu y)", re.IGNORECASE
)
# “1: công khai; 2: có điều kiện; 3: không được tiếp cận”
_CODES = re.compile(r"(?:^|[;,(])\s*[\w*]{1,4}\s*(?:[:=)–-]|là)\s*\w", re.IGNORECASE)
_PIECES = re.compile(r"[;:,=()–/-]|\blà\b")
_NONE = re.compile(r"-khong-(?:co|phat-sinh)(?:-(?:gi|thong-tin|muc-nao))?$")
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:danh-muc|phu-luc|pl|bieu|bang|tong-so|tong-cong|cong(?=-\d|$))(?!\w)"
)
_LAW = re.compile(r"(?<!\w)(?:dieu-\d|luat|nghi-dinh|quy-dinh)(?!\w)")
_LONGEST = 300
_Found: TypeAlias = tuple[Grid, int, int, str]


def closures(
    book: Book, shares: Sequence[Share], path: str, *, has_closed: bool
) -> tuple[list[Problem], frozenset[int]]:
    """What must be asked before tables are taken, and the numbers of the grids that it holds up.

    Args:
        book: The file.
        shares: What would be taken; tables whose columns mark each row are not asked about.
        path: The file, absolute, with `/`.
        has_closed: Whether a closed list of its own stands in the file, of which words may speak.
    """
    asked = [share for share in shares if not share.judged.is_marked]
    taken = frozenset(share.judged.place.grid.number for share in asked)
    if not taken:
        return [], frozenset()
    found = [
        *_in_places(asked, has_closed=has_closed),
        *(one for grid in book.grids if grid.number in taken for one in _beside(grid)),
    ]
    held = {grid.number for grid, _, _, _ in found}
    marked = {share.judged.place.grid.number for share in shares}
    legends = [
        (grid, row, min(Sheet(grid).own(row)), "")
        for grid in book.grids
        if grid.number not in marked
        for row, text in _lines(Sheet(grid))
        if _is_legend(text) and _colours(text)
    ]
    problems = [
        _ask(path, f"{grid.address(row, column)}{what}", row, column)
        for grid, row, column, what in (*found, *legends)
    ]
    for number, text in enumerate(_paragraphs(book), 1):
        if _is_legend(text):
            problems.append(_ask(path, f"Đoạn văn thứ {number} ngoài bảng", 1, 1))
    # What stands outside all tables may be meant for each of them.
    return list(dict.fromkeys(problems)), taken if len(problems) > len(found) else frozenset(held)


def _ask(path: str, where: str, row: int, column: int) -> Problem:
    return rules.CLOSURE_UNPLACED.at(Location(path, row, max(column, 1)), where=where)


def _in_places(asked: Sequence[Share], *, has_closed: bool) -> Iterator[_Found]:
    """Rows of tables' grids that are no items, and speak of closure."""
    for share in asked:
        sheet = share.judged.place.sheet
        first, last = share.table.header
        headed = {column.number for column in share.table.columns if column.heading}
        items = {
            number
            for row in sort_rows(share.sorted_as).items
            for number in (row.number, *(cell.row for cell in row.more))
        }
        for row in sheet.rows:
            if row in items:
                aside = [cell for cell in sheet.own(row).values() if cell.column not in headed]
                text = ": ".join(cell.flat for cell in aside if cell.flat)
                if says_closed(text) or _is_legend(text):
                    yield sheet.grid, row, aside[0].column, ""
                continue
            if first and first <= row <= last:
                continue
            is_below = not first or row > last
            for cell in sheet.own(row).values():
                closes = is_below and _is_closure(cell.flat, has_closed=has_closed)
                if closes or _is_legend(cell.flat):
                    yield sheet.grid, row, cell.column, ""


def _is_closure(text: str, *, has_closed: bool) -> bool:
    """Whether words speak of closure, but for those that name a list elsewhere or say there is none."""
    folded = fold(text)
    if is_heading_of_part(text):
        return False
    if CLOSED not in kinds_of_part(text) or _NONE.search(folded):
        return False
    return not (has_closed and _ELSEWHERE.search(folded))


def _is_legend(text: str) -> bool:
    """Whether words say what a look, a sign or a code means, and one of them means closure."""
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    if len(text) > _LONGEST or _NONE.search(folded):
        return False
    kinds = [kind_of_code(piece.strip()) for piece in _PIECES.split(text)]
    if _NOTE.match(text) or _colours(text):
        refers = _ELSEWHERE.search(folded) is not None and not _colours(text)
        return not refers and (CLOSED in kinds_in(text) or (len(kinds) > 1 and CLOSED in kinds))
    several = len({kind for kind in kinds if kind is not None}) > 1
    return several and CLOSED in kinds and _CODES.search(text) is not None


def _colours(text: str) -> bool:
    return _LOOKS.search(unicodedata.normalize("NFC", text)) is not None


def _beside(grid: Grid) -> Iterator[_Found]:
    """Footnotes, comments and cells that people do not see, that speak of closure."""
    for cell in grid.cells:
        if any(CLOSED in kinds_in(note) and not _LAW.search(fold(note)) for note in cell.notes):
            yield grid, cell.row, cell.column, " (chú thích cuối trang)"
    for cell in grid.comments:
        if CLOSED in kinds_in(cell.flat) or kind_of_label(cell.flat) == CLOSED:
            yield grid, cell.row, cell.column, " (lời chú của ô)"
    rows: dict[int, int] = {}
    for cell in grid.concealed:
        rows[cell.row] = rows.get(cell.row, 0) + 1
    seen = {cell.row for cell in grid.cells}
    for cell in grid.concealed:
        told = says_closed(cell.flat) or CLOSED in kinds_in(cell.flat)
        # A hidden row of several cells is one item, which is not read.
        if told and (cell.row in seen or rows[cell.row] == 1):
            yield grid, cell.row, cell.column, " (ô đang ẩn)"


def _lines(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Each row's words: “Màu đỏ” and “không được tiếp cận” may stand in cells beside each other."""
    for row in sheet.rows:
        yield row, ": ".join(cell.flat for cell in sheet.own(row).values() if cell.flat)


def _paragraphs(book: Book) -> Iterable[str]:
    for grid in book.grids:
        if grid.within is None:
            yield from grid.before
    yield from book.after
