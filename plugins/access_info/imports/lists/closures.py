"""Keep rows out of an import that may not be read: other lists' rows, struck rows, closed rows.

“Closed” means information that citizens may not have. A legend of colours, a footnote with an asterisk, a
comment, a hidden column may say that some rows are closed. Where such words (“closing words”) do not
tell which rows they mean, the import stops and asks; they are never passed over.
"""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from access_info.imports.lists import rules
from access_info.imports.lists.cells import ListCell, Sheet, is_order, split_mark
from access_info.imports.lists.columns import closed_sign_row
from access_info.imports.lists.headings import NUMBER_AND_DAY, ListName
from access_info.imports.lists.kinds import (
    CLOSED,
    CONDITIONAL,
    MAX_TITLE,
    PUBLIC,
    ClosingWords,
    Kind,
    begins_with_formatting,
    is_closed_label,
    kind_of_code,
    kinds_in,
    kinds_of_part,
    remarks_closure,
    says_closed,
)
from access_info.imports.lists.places import ListPlace, quoted
from access_info.imports.lists.rows import ItemRow, SortedRows
from access_info.imports.lists.table_kinds import LISTS, JudgedPlace, contradiction
from access_info.imports.lists.tables import ListTable, headers_of, table_at
from access_info.imports.lists.wordings import folded, match_of, says
from access_info.office_files.document import Book, Cell, Grid, Left
from access_info.problems import Location, Problem

# The rows of a table whose columns mark each for a list → which list each row belongs to.

_MAX_DOUBTS = 50
# What sets a part of a name off: “Hồ sơ A (mật)”, “Hồ sơ A - không công khai”.
_MARKS_OF_NAME = re.compile(r"[()\[\]{}]|\s[-–—]\s|:\s")
_CLAUSES = re.compile(r"[;,.()]")
# Reasons, for people, why a row is in doubt.
UNCLEAR = "có dấu không rõ là chọn hay bỏ"
SEVERAL_LISTS = "đánh dấu hơn một danh mục"
SAYS_CLOSED = "có ô ghi là không được tiếp cận, trong bảng của danh mục khác"
UNMARKED = "không đánh dấu danh mục nào"


@dataclasses.dataclass(frozen=True)
class Share:
    """The rows of a table that belong to one list; a table may be shared between lists.

    Attributes:
        name: The list.
        judged: The table.
        rows: Numbers of the rows that belong to the list; `None` for all.
        orphans: Numbers of rows that stand under a row of another list, such as `1.2` under its `1`.
        closed: Numbers of the rows that are not read: closed to citizens, or their list is in doubt.
    """

    name: ListName
    judged: JudgedPlace
    rows: frozenset[int] | None = None
    orphans: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()

    @property
    def table(self) -> ListTable:
        """The table, its columns understood as fields of the list."""
        return self.judged.tables[self.name]

    @property
    def sorted_as(self) -> ListTable:
        """The table by which rows are sorted into items and groups.

        A shared table is always sorted as the public list, so that all its lists see the same rows.
        """
        return self.table if self.rows is None else self.judged.tables["cong-khai"]

    @property
    def grid(self) -> Grid:
        """The grid that the table stands in."""
        return self.judged.place.grid

    @functools.cached_property
    def items(self) -> list[ItemRow]:
        """The rows of the whole table that are items, those of other lists included."""
        return SortedRows(self.sorted_as).items

    @functools.cached_property
    def item_rows(self) -> frozenset[int]:
        """Numbers of the rows that belong to an item, its continuation rows included."""
        rows = [cell.row for item in self.items for cell in item.more]
        return frozenset(rows) | {item.number for item in self.items}


def shares_of(judged: JudgedPlace) -> tuple[list[Share], int, list[Problem]]:
    """Divide the rows of a table among the lists; rows closed to citizens are only counted.

    Returns:
        The share of each list, the number of rows marked as closed, and a problem (TT786) for
        each row that is marked for no list, or for several. No share for a closed list, or for a
        table of which nobody knows the list.
    """
    if not judged.is_marked:
        if judged.kind is None or judged.kind == CLOSED:
            return [], 0, []
        return _share_without_closed(judged, judged.kind)
    table = judged.tables["cong-khai"]
    kinds: dict[int, Kind | None] = {}
    problems: list[Problem] = []
    rows = SortedRows(table).items
    for row in rows:
        kind, how = _kind_of_row(row, judged)
        kinds[row.number] = kind
        if how:
            problems.append(table.sheet.grid.problem(rules.ROW_IN_DOUBT, row.number, how=how))
    orphans = frozenset(_orphans(rows, kinds))
    closed = frozenset(number for number, kind in kinds.items() if kind not in LISTS)
    shares = [
        Share(name, judged, numbers, orphans, closed)
        for name in LISTS
        if (numbers := frozenset(number for number, kind in kinds.items() if kind == name))
    ]
    count = sum(kind == CLOSED for kind in kinds.values())
    return shares, count, problems[:_MAX_DOUBTS]


def _share_without_closed(
    judged: JudgedPlace, name: ListName
) -> tuple[list[Share], int, list[Problem]]:
    """Return the share of a table's only list, without rows in which a cell says that they are closed to citizens.

    Returns:
        As `shares_of`: the share, none where no row remains; 0; a problem (TT786) for each row left out.
    """
    table = judged.tables[name]
    names, forms = table.numbers("ten"), table.numbers("hinh_thuc")
    rows = SortedRows(table).items
    doubts: dict[int, Problem] = {}
    for row in rows:
        for cell in (*row.cells.values(), *row.more):
            if row.number not in doubts and _says_item_closed(cell, names, forms):
                doubts[row.number] = table.sheet.grid.problem(
                    rules.ROW_IN_DOUBT, cell.row, cell.column, how=SAYS_CLOSED
                )
    if not doubts:
        return [Share(name, judged)], 0, []
    open_rows = frozenset(row.number for row in rows) - doubts.keys()
    shares = [Share(name, judged, open_rows, closed=frozenset(doubts))] if open_rows else []
    return shares, 0, [*doubts.values()][:_MAX_DOUBTS]


def _says_item_closed(cell: ListCell, names: frozenset[int], forms: frozenset[int]) -> bool:
    """Tell whether a cell says that its item is closed to citizens: “Không công khai theo Luật …”.

    Args:
        cell: The cell.
        names: Columns of names, where only a part set off counts: “Hồ sơ A (mật)”.
        forms: Columns of disclosure forms, where “Không” means closed.
    """
    text = cell.flat
    if cell.column in names:
        # “Hồ sơ A (mật)”, “[Không công khai] Hồ sơ A”
        pieces = _MARKS_OF_NAME.split(unicodedata.normalize("NFC", text))
        return len(pieces) > 1 and any(map(says_closed, pieces))
    no_form = cell.column in forms and folded(text) == "khong"
    # “Lưu nội bộ”
    stays_inside = any(says("stays_inside", clause) for clause in {*_CLAUSES.split(text)})
    # “Không công khai theo Luật …”
    begins = says("closing_word", text) and kinds_of_part(text) == {CLOSED}
    return no_form or stays_inside or says_closed(text) or begins


def count_of_unread_table(place: ListPlace) -> int:
    """Count the items of a table that is not imported, for the report: closed to citizens, or repealed.

    Where no item is recognised, the filled rows below the header are counted.
    """
    # Without a header, (0, 0), all rows up to the last count.
    if place.header != (0, 0):
        table = table_at(place.sheet, place.header, place.last, "cong-khai")
        count = len(SortedRows(table).items)
        if count:
            return count
    below = [row for row in place.sheet.rows if place.header[1] < row <= place.last]
    return sum(any(cell.flat for cell in place.sheet.cells_in(row).values()) for row in below)


def _kind_of_row(row: ItemRow, judged: JudgedPlace) -> tuple[Kind | None, str]:
    """Return (list, "") for a row of a table whose columns name each row's list.

    (`None`, reason in Vietnamese) where the list is in doubt.
    """
    table = judged.tables["cong-khai"]
    kinds = table.marks.kinds([*row.cells.values(), *row.more])
    heading = next((c.heading for c in table.columns if c.number == table.marks.named), "")
    if kinds is None:
        unknown = f"có chữ ở cột {quoted(heading)} không rõ là danh mục nào"
        return None, unknown if heading else UNCLEAR
    if len(kinds) > 1:
        return None, SEVERAL_LISTS
    if kinds:
        return next(iter(kinds)), ""
    if table.marks.names_public or judged.kind is None:
        return None, f"{UNMARKED} ở cột {quoted(heading)}" if heading else UNMARKED
    return judged.kind, ""


def _orphans(rows: Sequence[ItemRow], kinds: Mapping[int, Kind | None]) -> Iterator[int]:
    """Yield the numbers of the rows with an ordinal, such as `a)`, whose numbered row goes to another list.

    Each list gets its own rows of a table. Where `1` goes to one list and the `a)` below it to the
    other, `a)` becomes an item: it must not be taken for a document under the last item of its list.

    Args:
        rows: The rows of the whole table.
        kinds: Number of each row → the list that it goes to.
    """
    kind_of_numbered: Kind | None = None
    for row in rows:
        if row.mark.isdigit():
            kind_of_numbered = kinds[row.number]
        elif row.mark and kinds[row.number] != kind_of_numbered:
            yield row.number


# Rows and cells that are struck through: readers take them for deleted, so they are no items.

STRUCK_ROW = "hàng bị gạch ngang, coi là đã bỏ, không đọc"
_STRUCK_CELL = "ô bị gạch ngang, không đọc"
_STRUCK_PART = "chữ bị gạch ngang trong ô, không đọc"


def without_struck(book: Book) -> Book:
    """Return a file with its struck-through cells moved to the concealed ones, and notes of how many rows.

    Concealed cells are not imported, but still searched for words that close rows.
    """
    grids = tuple(map(_without_struck_cells, book.grids))
    counts = ((grid.title, sum(row.reason == STRUCK_ROW for row in grid.left)) for grid in grids)
    notes = (f"{title}: {count} {STRUCK_ROW}." for title, count in counts if count)
    return dataclasses.replace(book, grids=grids, notes=(*book.notes, *notes))


def _without_struck_cells(grid: Grid) -> Grid:
    """Return a grid with its struck-through cells concealed and recorded in `left` as passed over.

    Header rows stay as they are. All cells of a row go where its name is struck, or all of its cells
    but ordinals and ticks.
    """
    if not any(cell.struck for cell in grid.cells):
        return grid
    sheet = Sheet(grid)
    headers = headers_of(sheet)
    headed = {row for first, last in headers for row in range(first, last + 1)}
    names = _name_columns(sheet, headers)
    rows = [
        row
        for row in sheet.rows
        if row not in headed and _is_struck(sheet.seen(row).values(), names)
    ]
    left = [Left(row, 0, STRUCK_ROW) for row in rows]
    cells: list[Cell] = []
    gone: list[Cell] = []
    for cell in grid.cells:
        if cell.row in headed:
            cells.append(cell)
        elif cell.struck == "whole":
            gone.append(cell)
            left += [] if cell.row in rows else [Left(cell.row, cell.column, _STRUCK_CELL)]
        elif cell.row in rows:
            gone.append(cell)
            # The name of a group that reaches down holds for the rows that stay.
            if cell.rows > 1:
                cells.append(dataclasses.replace(cell, row=cell.row + 1, rows=cell.rows - 1))
        else:
            cells.append(cell)
            left += [Left(cell.row, cell.column, _STRUCK_PART)] if cell.struck == "part" else []
    return dataclasses.replace(
        grid,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        left=(*grid.left, *sorted(left, key=lambda passed: passed.row)),
        concealed=(*grid.concealed, *gone),
    )


def _name_columns(sheet: Sheet, headers: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the columns that name items: titles, or without any, document numbers.

    A row whose name is struck through counts as struck as a whole.
    """
    for header in headers:
        table = table_at(sheet, header, max(sheet.rows), "cong-khai")
        for field in ("ten", "so_ky_hieu", NUMBER_AND_DAY):
            if table.column(field) is not None:
                return table.numbers(field)
    return frozenset()


def _is_struck(cells: Iterable[ListCell], names: frozenset[int]) -> bool:
    """Tell whether a whole row counts as struck through.

    So it does where its name is struck, or all its cells but ordinals and ticks.

    Args:
        cells: The row's cells.
        names: The columns of names; without any, the longest cell is taken for the name.
    """
    telling = [cell for cell in cells if cell.flat and not is_order(cell.flat) and not cell.is_mark]
    struck = [cell for cell in telling if cell.struck == "whole"]
    longest = max(telling, key=lambda cell: len(cell.flat), default=None)
    named = any(cell.column in names for cell in struck)
    return bool(struck) and (named or struck == telling or (not names and longest in struck))


# Rows with an asterisk, where a note says that it means “closed”: counted, while the others are read.

# “(*).” at the end of “Hồ sơ A (*).”.
_AT_END = re.compile(r"(?<!\*)\(?(?P<sign>\*{1,3})\)?[\s.;,]*")


@dataclasses.dataclass(frozen=True)
class Starred:
    """The result of leaving out the rows with an asterisk that a note declares closed.

    Attributes:
        shares: The shares without those rows.
        notes: The notes that were understood, so that nobody is asked about them again.
        count: How many rows were left out.
        sign: The asterisks that mark them: `*`, `**`.
    """

    shares: list[Share]
    notes: frozenset[str] = frozenset()
    count: int = 0
    sign: str = ""


def without_starred(book: Book, shares: list[Share]) -> Starred:
    """Leave out the rows with an asterisk where a note says “(*) Không công khai” or the like.

    Only where all is certain: one table, one note with the asterisk, and each asterisk of the table at
    the end of a cell of an item. Tables whose columns mark each row for a list are left as they are.
    """
    open_shares = [share for share in shares if not share.judged.is_marked]
    if len(open_shares) != 1:
        return Starred(shares)
    share = open_shares[0]
    texts = [text for text in _texts_outside_items(book, share) if "*" in text]
    legend = match_of("legend_of_asterisk", texts[0]) if len(texts) == 1 else None
    if legend is None or len(texts[0]) > MAX_TITLE or kinds_in(texts[0]) != {CLOSED}:
        return Starred(shares)
    starred = _rows_closed_by_asterisk(share.items, legend["sign"])
    # “Trừ mục 2”, “các mục còn lại”: the note means other rows than those with the sign.
    if not starred or says("other_rows", texts[0]):
        return Starred(shares)
    unmarked = frozenset(row.number for row in share.items) - starred
    if share.rows is not None:
        unmarked &= share.rows
    rest = dataclasses.replace(share, rows=unmarked, closed=share.closed | starred)
    remaining = [rest if other is share else other for other in shares]
    remaining = [other for other in remaining if other is not rest or unmarked]
    return Starred(remaining, frozenset(texts), len(starred), legend["sign"])


def _rows_closed_by_asterisk(rows: Sequence[ItemRow], sign: str) -> frozenset[int]:
    """Return the numbers of the rows with the asterisks that a note says mean “closed to citizens”.

    None at all if an asterisk stands elsewhere than at a cell's end or is another sign, or if rows
    stand under such a row.

    Args:
        rows: The items of a table.
        sign: The asterisks of the note: `*`, `**`.
    """
    starred = set()
    above = 0
    for row in rows:
        # A row such as `1.1` or `a)` under a closed row may be closed too: that is not certain.
        if above in starred and row.mark and not row.mark.isdigit():
            return frozenset()
        above = row.number
        for cell in (*row.cells.values(), *row.more):
            if "*" in cell.text:
                end = _AT_END.search(cell.flat)
                at_end = end is not None and end.end() == len(cell.flat) and end["sign"] == sign
                if not at_end or cell.flat.count("*") != len(sign):
                    return frozenset()
                starred.add(row.number)
    return frozenset(starred)


def _texts_outside_items(book: Book, share: Share) -> Iterator[str]:
    """Yield all texts of a file outside the items of a table: paragraphs, remarks, other cells.

    A note that explains asterisks must stand among them.
    """
    around = [text for grid in book.grids for text in (*grid.before, *grid.around)]
    # Asterisks without any letter are a line between paragraphs, no note.
    yield from (t for t in (*around, *book.after, *book.remarks) if any(map(str.isalpha, t)))
    for grid in book.grids:
        items = share.item_rows if grid.number == share.table.sheet.grid.number else frozenset()
        yield from (ListCell.of(cell).flat for cell in grid.cells if cell.row not in items)


# Closing words outside a list's items, which tell no row: nothing there is imported, people are asked.

# Where closing words stand: grid, row, column; and for people, in what: “ (chú thích cuối trang)”, or "".
_Passage: TypeAlias = tuple[Grid, int, int, str]


def questions_of_closure(
    book: Book,
    shares: Sequence[Share],
    path: str,
    *,
    closed: frozenset[int],
    has_closed: bool,
    explained: frozenset[str],
) -> tuple[list[Problem], frozenset[int]]:
    """Ask about words such as “không công khai” that do not tell which rows they close.

    Args:
        book: The file.
        shares: What would be imported; a table in which a column marks the closed or the public rows
            raises no question.
        path: The file, absolute, with `/`.
        closed: Numbers of the grids that are closed lists.
        has_closed: Whether the file holds a closed list, which such words may be about.
        explained: Such words whose rows are known and already left out.

    Returns:
        The questions as problems (TT799, TT783, TT743), and the numbers of the grids not to import before they are answered.
    """
    open_shares = [share for share in shares if not _marks_all(share)]
    taken = frozenset(share.grid.number for share in open_shares)
    if not taken:
        return [], frozenset()
    # Struck rows were left out already: a legend that explains them needs no question.
    has_struck = any(left.reason == STRUCK_ROW for grid in book.grids for left in grid.left)
    judge = ClosingWords(has_closed, has_struck, explained)
    passages = list(_closing_words_in(open_shares, judge))
    for grid in book.grids:
        if grid.number in taken:
            rows = [row for s in open_shares if s.grid.number == grid.number for row in s.item_rows]
            passages += _closing_words_around(grid, judge, max(rows, default=0))
    groups = list(_conditional_groups(open_shares))
    held = {grid.number for grid, _, _, _ in passages} | {number for number, _ in groups}
    imported = {share.grid.number for share in shares}
    sheets = [Sheet(grid) for grid in book.grids if grid.number not in imported]
    legends = [
        (sheet.grid, row, min(sheet.cells_in(row)), "")
        for sheet in sheets
        for row in sheet.rows
        if judge.is_legend(_row_text(sheet, row)) and says("formatting", _row_text(sheet, row))
    ]
    legends += [
        (sheet.grid, row, 1, "")
        for sheet in sheets
        if sheet.grid.number not in closed and (row := closed_sign_row(sheet)) is not None
    ]
    problems = [
        _question(path, f"{grid.address(row, column)}{what}", row, column)
        for grid, row, column, what in (*passages, *legends)
    ]
    for number, text in enumerate(_paragraphs(book), 1):
        if judge.is_legend(text):
            problems.append(_question(path, f"Đoạn văn thứ {number} ngoài bảng"))
    for number, text in enumerate(book.remarks, 1):
        if remarks_closure(text):
            where = f"Lời nhận xét, chú thích, chữ ẩn, đã xóa hoặc thay hình thứ {number}"
            problems.append(_question(path, where))
    # Problems beyond the passages stand outside all tables, and may be meant for each of them.
    concerns_all = len(problems) > len(passages)
    problems += [problem for _, problem in groups]
    if not problems and any(share.name == PUBLIC for share in open_shares):
        problems = list(_conditional_legends(book, path))
        concerns_all = bool(problems)
    return list(dict.fromkeys(problems)), taken if concerns_all else frozenset(held)


def _question(path: str, where: str, row: int = 1, column: int = 1) -> Problem:
    """Return the problem (TT799) that asks which rows the words “không công khai” at a place mean."""
    return rules.CLOSURE_UNPLACED.at(Location(path, row, max(column, 1)), where=where)


def _row_text(sheet: Sheet, row: int) -> str:
    """Return a row's words as one line, so that two cells read as a legend: “Màu đỏ: không được tiếp cận”."""
    return ": ".join(sheet.texts(row))


def _paragraphs(book: Book) -> Iterator[str]:
    """Yield the paragraphs of a file that stand outside its tables."""
    for grid in book.grids:
        if grid.within is None:
            yield from grid.before
    yield from book.after


def _marks_all(share: Share) -> bool:
    """Tell whether columns of the table mark its public rows or its closed rows.

    Then words such as “không công khai” elsewhere raise no question: the marks decide.
    """
    if not share.judged.is_marked:
        return False
    marks = share.judged.tables[PUBLIC].marks
    return marks.names_public or CLOSED in {*marks.ticked.values(), *marks.named_kinds}


def _conditional_groups(shares: Sequence[Share]) -> Iterator[tuple[int, Problem]]:
    """Yield (grid number, problem TT783) for each group of a public list whose name says conditional access.

    The items of such a group must not be published with the others before somebody has decided.
    """
    for share in shares:
        place = share.judged.place
        title = f"tiêu đề {quoted(place.title.text)}" if place.title.text else "bảng"
        names = dict.fromkeys(name for item in share.items for name in item.group)
        for name in names if share.name == PUBLIC else ():
            if kind_of_code(name) == CONDITIONAL:
                group = f"tên nhóm {quoted(name)}"
                problem = contradiction(place, (title, PUBLIC), (group, CONDITIONAL))
                yield share.grid.number, problem


def _conditional_legends(book: Book, path: str) -> Iterator[Problem]:
    """Yield a problem (TT743) for each legend by which a colour or bold type means conditional access.

    Such a legend does not tell which rows it means: colours are not read.
    """
    for number, text in enumerate(_paragraphs(book), 1):
        if _is_conditional_legend(text):
            where = f"Đoạn văn thứ {number} ngoài bảng"
            yield rules.CONDITION_UNPLACED.at(Location(path, 1, 1), where=where)
    for sheet in (Sheet(grid) for grid in book.grids if not grid.hidden):
        for row in sheet.rows:
            if _is_conditional_legend(_row_text(sheet, row)):
                place = row, min(sheet.cells_in(row))
                where = sheet.grid.address(*place)
                yield sheet.grid.problem(rules.CONDITION_UNPLACED, *place, where=where)


def _is_conditional_legend(text: str) -> bool:
    """Tell whether a text is a legend that gives formatting the meaning “conditional”.

    “Màu vàng: tiếp cận có điều kiện”
    """
    return len(text) <= MAX_TITLE and begins_with_formatting(text) and CONDITIONAL in kinds_in(text)


def _closing_words_in(shares: Sequence[Share], judge: ClosingWords) -> Iterator[_Passage]:
    """Yield (grid, row, column, "") of each cell of a table's grid that says that something is closed to citizens.

    Cells of items under a heading are left out: they speak of their own item only. Below the table any
    sentence counts (“Một số mục không công khai”), above it only a legend or a bare label.
    """
    for share in shares:
        sheet = share.judged.place.sheet
        first, last = share.table.header
        headed = {column.number for column in share.table.columns if column.heading}
        for row in sheet.rows:
            cells = sheet.cells_in(row).values()
            if row in share.item_rows:
                aside = [cell for cell in cells if cell.column not in headed]
                text = ": ".join(cell.flat for cell in aside if cell.flat)
                if says_closed(text) or judge.is_legend(text):
                    yield sheet.grid, row, aside[0].column, ""
            elif not (first and first <= row <= last):
                is_above = first and row < first
                closes = judge.is_bare_legend if is_above else judge.is_closure
                for cell in cells:
                    if closes(cell.flat) or judge.is_legend(cell.flat):
                        yield sheet.grid, row, cell.column, ""


def _closing_words_around(grid: Grid, judge: ClosingWords, last: int) -> Iterator[_Passage]:
    """Yield (grid, row, column, remark) where text around a table's cells says “closed to citizens”.

    Such text is print in margins and boxes, footnotes, comments, hidden and struck cells.

    Args:
        grid: The table's grid.
        judge: The judge of the words.
        last: Number of the last row that belongs to an item.
    """
    for text in grid.around:
        if judge.is_legend(text):
            yield grid, 1, 1, " (chữ ở đầu, chân trang in hoặc hộp chữ)"
    for cell in grid.cells:
        if any(map(remarks_closure, cell.notes)):
            yield grid, cell.row, cell.column, " (chú thích cuối trang)"
    for cell in grid.comments:
        if remarks_closure(cell.flat):
            yield grid, cell.row, cell.column, " (lời chú của ô)"
    concealed = list(map(ListCell.of, grid.concealed))
    # Below all items, a group or an item with a mark of its own says nothing of them.
    marked = {cell.row for cell in concealed if cell.mark_kind not in {"", "sign"}}
    behind = {row for row in marked if row > last}
    words_by_row = collections.Counter(cell.row for cell in concealed if not is_order(cell.flat))
    seen = {cell.row for cell in grid.cells}
    for cell in concealed:
        words = split_mark(cell.flat)[1]
        closes = is_closed_label(words) or CLOSED in kinds_in(words)
        # A hidden row of several cells is one item, which is not read; a lone cell may be meant for
        # others, as may a hidden cell in a row that is read.
        alone = words_by_row[cell.row] == 1 and cell.row not in behind
        if closes and (cell.row in seen or alone):
            what = "bị gạch ngang" if cell.struck else "đang ẩn"
            yield grid, cell.row, cell.column, f" (ô {what})"
