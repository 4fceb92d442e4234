"""Rows with the asterisk that a note declares closed: they are counted, the others are read.

Only where all is certain: one table, one note with the sign, and each asterisk of the table at the end
of a cell of an item. Whatever else is a question.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Sequence

from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.read.dividing import Share
from access_info.imports.lists.read.rows import sort_rows
from access_info.imports.lists.read.sorted_rows import ItemRow
from access_info.imports.lists.words.kinds import CLOSED, kinds_in
from access_info.model.declarations.types import fold
from access_info.office_files.document import Book

# “Ghi chú: (*) không công khai”; not “Ghi chú: không công khai”.
_KEY = re.compile(
    r"\s*(?:(?:ghi chú|chú thích|lưu ý|ghi chu|chu thich|luu y)\s*[:.]?\s*)?"
    r"\(?(?P<sign>\*{1,3})\)?\s*[:.–-]?\s*(?=[^\W\d])",
    re.IGNORECASE,
)
# “(*).” at the end of “Hồ sơ A (*).”.
_AT_END = re.compile(r"(?<!\*)\(?(?P<sign>\*{1,3})\)?[\s.;,]*")
# “Trừ mục 2”, “các mục còn lại”: what the note means is not the rows with the sign alone.
_OTHERS = re.compile(r"(?<!\w)(?:con-lai|khac|ngoai|tru|khong-(?:co-|mang-|danh-)?dau)(?!\w)")
_LONGEST = 300


@dataclasses.dataclass(frozen=True)
class Starred:
    """Shares that are taken once the rows with the sign are left out.

    Attributes:
        shares: What is taken.
        notes: The notes that are understood, so that nobody is asked about them.
        count: How many rows are left out.
        sign: The sign.
    """

    shares: tuple[Share, ...]
    notes: frozenset[str] = frozenset()
    count: int = 0
    sign: str = ""


def without_starred(book: Book, shares: Sequence[Share]) -> Starred:
    """Leave out the rows with the sign of a note that declares them closed.

    Args:
        book: The file.
        shares: What would be taken; tables whose columns mark each row know no such sign.
    """
    open_shares = [share for share in shares if not share.judged.is_marked]
    whole = Starred(tuple(shares))
    if len(open_shares) != 1:
        return whole
    share = open_shares[0]
    rows = sort_rows(share.sorted_as).items
    numbers = {number for row in rows for number in _numbers(row)}
    texts = [text for text in _outside(book, share, numbers) if "*" in text]
    key = _KEY.match(unicodedata.normalize("NFC", texts[0])) if len(texts) == 1 else None
    if key is None or len(texts[0]) > _LONGEST or kinds_in(texts[0]) != {CLOSED}:
        return whole
    if _OTHERS.search(fold(texts[0])):
        return whole
    starred = _starred(rows, key["sign"])
    if not starred:
        return whole
    unmarked = frozenset(row.number for row in rows) - starred
    if share.rows is not None:
        unmarked &= share.rows
    rest = dataclasses.replace(share, rows=unmarked, closed=share.closed | starred)
    remaining = [rest if other is share else other for other in shares]
    return Starred(
        tuple(other for other in remaining if other is not rest or unmarked),
        frozenset(texts),
        len(starred),
        key["sign"],
    )


def _starred(rows: Sequence[ItemRow], sign: str) -> frozenset[int]:
    """List the rows with the sign; none where an asterisk leaves a doubt."""
    starred = set()
    for at, row in enumerate(rows):
        texts = [cell.flat for cell in (*row.cells.values(), *row.more) if "*" in cell.text]
        for text in texts:
            end = _AT_END.search(text)
            if end is None or end.end() != len(text) or end["sign"] != sign:
                return frozenset()
            if text.count("*") != len(sign):
                return frozenset()
        following = rows[at + 1].mark if at + 1 < len(rows) else ""
        if texts and following and not following.isdigit():
            # What stands under such a row may be meant too.
            return frozenset()
        if texts:
            starred.add(row.number)
    return frozenset(starred)


def _numbers(row: ItemRow) -> Iterator[int]:
    yield row.number
    yield from (cell.row for cell in row.more)


def _outside(book: Book, share: Share, items: set[int]) -> Iterator[str]:
    """Yield everything that a file says outside a table's items."""
    number = share.table.sheet.grid.number
    for grid in book.grids:
        # Asterisks without any letter are a line between paragraphs, no note.
        yield from filter(_has_letter, (*grid.before, *grid.around))
        sheet = Sheet(grid)
        for row in sheet.rows:
            if grid.number != number or row not in items:
                yield from (cell.flat for cell in sheet.cells_in(row).values())
    yield from filter(_has_letter, (*book.after, *book.remarks))


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
