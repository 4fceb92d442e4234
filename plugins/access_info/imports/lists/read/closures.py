"""Words of closure that stand outside a list's items and tell no row: nothing there is taken, people are asked.

A legend of colours, a footnote with an asterisk, a comment, a hidden column may say that some rows are
not to be published. What cannot be tied to rows is a question, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from access_info.imports.lists.locate.no_list import shown
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.locate.signs import closed_sign_row
from access_info.imports.lists.read.dividing import Share
from access_info.imports.lists.read.rows import sort_rows
from access_info.imports.lists.read.struck import has_struck_rows
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.closing_words import (
    LONGEST,
    ClosingWords,
    is_label,
    remarks_closure,
)
from access_info.imports.lists.words.kinds import (
    CLOSED,
    CONDITIONAL,
    KIND_NAMES,
    PUBLIC,
    kind_of_code,
    kinds_in,
    says_closed,
)
from access_info.imports.lists.words.looks import begins_with_look, speaks_of_looks
from access_info.imports.lists.words.numbering import is_order, mark_kind, parted
from access_info.office_files.document import Book, Grid
from access_info.problems import Location, Problem

_Passage: TypeAlias = tuple[Grid, int, int, str]


def closures(
    book: Book,
    shares: Sequence[Share],
    path: str,
    *,
    closed: frozenset[int],
    has_closed: bool,
    explained: frozenset[str] = frozenset(),
) -> tuple[list[Problem], frozenset[int]]:
    """List the questions to ask before tables are taken, and the grids they hold up.

    Args:
        book: The file.
        shares: What would be taken; nothing is asked of tables whose columns mark each row.
        path: The file, absolute, with `/`.
        closed: Numbers of the grids that are closed lists.
        has_closed: Whether a closed list of its own stands in the file, of which words may speak.
        explained: Words whose rows are known, and are not among what would be taken.
    """
    open_shares = [share for share in shares if not _marks_all(share)]
    taken = frozenset(share.judged.place.grid.number for share in open_shares)
    if not taken:
        return [], frozenset()
    # Struck rows were left out already: a legend that explains them needs no question.
    judge = ClosingWords(
        has_closed=has_closed, has_struck=has_struck_rows(book), explained=explained
    )
    passages = [
        *_in_places(open_shares, judge),
        *(
            passage
            for grid in book.grids
            if grid.number in taken
            for passage in _around(grid, judge, _last_item(grid, open_shares))
        ),
    ]
    held = {grid.number for grid, _, _, _ in passages}
    others = list(_other_lists(open_shares, path))
    held |= {number for number, _ in others}
    marked = {share.judged.place.grid.number for share in shares}
    legends = [
        (grid, row, min(Sheet(grid).cells_in(row)), "")
        for grid in book.grids
        if grid.number not in marked
        for row, text in _lines(Sheet(grid))
        if judge.is_legend(text) and speaks_of_looks(text)
    ]
    legends += [
        (grid, row, 1, "")
        for grid in book.grids
        if grid.number not in marked | closed and (row := closed_sign_row(Sheet(grid))) is not None
    ]
    problems = [
        _ask(path, f"{grid.address(row, column)}{what}", row, column)
        for grid, row, column, what in (*passages, *legends)
    ]
    for number, text in enumerate(_paragraphs(book), 1):
        if judge.is_legend(text):
            problems.append(_ask(path, f"Đoạn văn thứ {number} ngoài bảng", 1, 1))
    for number, text in enumerate(book.remarks, 1):
        if remarks_closure(text):
            where = f"Lời nhận xét, chú thích, chữ ẩn, đã xóa hoặc thay hình thứ {number}"
            problems.append(_ask(path, where, 1, 1))
    # What stands outside all tables may be meant for each of them.
    whole = len(problems) > len(passages)
    problems += [problem for _, problem in others]
    if not problems:
        problems = list(_of_conditions(book, open_shares, path))
        whole = bool(problems)
    return list(dict.fromkeys(problems)), taken if whole else frozenset(held)


def _marks_all(share: Share) -> bool:
    """Tell whether columns mark each row as public, or mark the closed rows."""
    if not share.judged.is_marked:
        return False
    marks = share.judged.tables[PUBLIC].marks
    return marks.names_public or CLOSED in {*marks.ticked.values(), *marks.named_kinds}


def _other_lists(shares: Sequence[Share], path: str) -> Iterator[tuple[int, Problem]]:
    """Yield a problem for each group of a public list named for conditional access."""
    for share in shares:
        if share.name != PUBLIC:
            continue
        place = share.judged.place
        groups = (name for row in sort_rows(share.sorted_as).items for name in row.group)
        for name in dict.fromkeys(groups):
            if kind_of_code(name) == CONDITIONAL:
                problem = rules.CONTRADICTION.at(
                    Location(path, share.table.header[0] or 1),
                    table=place.grid.title,
                    first=f"tiêu đề {shown(place.title.text)}" if place.title.text else "bảng",
                    first_kind=KIND_NAMES[PUBLIC],
                    other=f"tên nhóm {shown(name)}",
                    other_kind=KIND_NAMES[CONDITIONAL],
                )
                yield place.grid.number, problem


def _of_conditions(book: Book, shares: Sequence[Share], path: str) -> Iterator[Problem]:
    """Yield a problem for each key by which a look means conditional, in a public list."""
    if not any(share.name == PUBLIC for share in shares):
        return
    for number, text in enumerate(_paragraphs(book), 1):
        if _is_of_conditions(text):
            where = f"Đoạn văn thứ {number} ngoài bảng"
            yield rules.CONDITION_UNPLACED.at(Location(path, 1, 1), where=where)
    for grid in book.grids:
        sheet = Sheet(grid)
        for row, text in _lines(sheet) if not grid.hidden else ():
            if _is_of_conditions(text):
                place = Location(path, row, min(sheet.cells_in(row)))
                yield rules.CONDITION_UNPLACED.at(place, where=grid.address(row, place.column))


def _is_of_conditions(text: str) -> bool:
    return len(text) <= LONGEST and begins_with_look(text) and CONDITIONAL in kinds_in(text)


def _ask(path: str, where: str, row: int, column: int) -> Problem:
    return rules.CLOSURE_UNPLACED.at(Location(path, row, max(column, 1)), where=where)


def _in_places(shares: Sequence[Share], judge: ClosingWords) -> Iterator[_Passage]:
    """Yield the words of closure in tables' grids, outside the headed cells of items."""
    for share in shares:
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
                aside = [cell for cell in sheet.cells_in(row).values() if cell.column not in headed]
                text = ": ".join(cell.flat for cell in aside if cell.flat)
                if says_closed(text) or judge.is_legend(text):
                    yield sheet.grid, row, aside[0].column, ""
                continue
            if first and first <= row <= last:
                continue
            is_below = not first or row > last
            for cell in sheet.cells_in(row).values():
                closes = judge.is_closure(cell.flat) if is_below else judge.is_key(cell.flat)
                if closes or judge.is_legend(cell.flat):
                    yield sheet.grid, row, cell.column, ""


def _last_item(grid: Grid, shares: Sequence[Share]) -> int:
    """Find the number of the last row of a grid that belongs to an item; 0 for none."""
    return max(
        (
            number
            for share in shares
            if share.judged.place.grid.number == grid.number
            for row in sort_rows(share.sorted_as).items
            for number in (row.number, *(cell.row for cell in row.more))
        ),
        default=0,
    )


def _around(grid: Grid, judge: ClosingWords, last: int) -> Iterator[_Passage]:
    """Yield words of closure printed around a table, in footnotes, comments, hidden cells."""
    for text in grid.around:
        if judge.is_legend(text):
            yield grid, 1, 1, " (chữ ở đầu, chân trang in hoặc hộp chữ)"
    for cell in grid.cells:
        if any(map(remarks_closure, cell.notes)):
            yield grid, cell.row, cell.column, " (chú thích cuối trang)"
    for cell in grid.comments:
        if remarks_closure(cell.flat):
            yield grid, cell.row, cell.column, " (lời chú của ô)"
    rows: dict[int, int] = {}
    # Below all items, a group or an item with a mark of its own says nothing of them.
    marked = {cell.row for cell in grid.concealed if mark_kind(cell.flat) not in {"", "sign"}}
    behind = {row for row in marked if row > last}
    for cell in grid.concealed:
        rows[cell.row] = rows.get(cell.row, 0) + (not is_order(cell.flat))
    seen = {cell.row for cell in grid.cells}
    for cell in grid.concealed:
        words = parted(cell.flat)[1]
        closes = is_label(words) or CLOSED in kinds_in(words)
        # A hidden row of several cells is one item, which is not read.
        alone = rows[cell.row] == 1 and cell.row not in behind
        if closes and (cell.row in seen or alone):
            what = "bị gạch ngang" if cell.struck else "đang ẩn"
            yield grid, cell.row, cell.column, f" (ô {what})"


def _lines(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Yield each row's number and words, joined as in “Màu đỏ: không được tiếp cận”."""
    for row in sheet.rows:
        yield row, ": ".join(cell.flat for cell in sheet.cells_in(row).values() if cell.flat)


def _paragraphs(book: Book) -> Iterable[str]:
    for grid in book.grids:
        if grid.within is None:
            yield from grid.before
    yield from book.after
