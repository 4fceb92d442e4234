"""New items without a name, or with one that is taken: what to ask whoever has the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from access_info.imports.lists.locate.no_list import shown
from access_info.imports.lists.match.existing import ExistingItem
from access_info.imports.lists.match.plan import ImportPlan
from access_info.imports.lists.read.items import NewItem
from access_info.imports.lists.read.reading import ReadFile
from access_info.imports.lists.read.reading_tables import ReadTable
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import LABELS
from access_info.problems import Location, Problem, quotable

_MOST = 50
_MOST_HEADINGS = 6
_LONGEST = 90
_TELLING = ("so_ky_hieu", "ngay_ban_hanh")


def nameless(read: ReadFile, plans: Iterable[ImportPlan], path: str) -> Iterator[Problem]:
    """Yield a problem for new items without a name, one by one or for a whole table.

    An item that is in the data without a name already, as a signed annex has it, is left alone.

    Args:
        read: The file as understood.
        plans: What would change by it.
        path: The file, absolute, with `/`.
    """
    nameless_rows = {
        (plan.name, row.number, row.row)
        for plan in plans
        for row, _ in plan.new
        if not row.fields.get("ten")
    }
    for table in read.tables:
        rows = [
            item.row for item in table.items if (table.list, item.number, item.row) in nameless_rows
        ]
        if rows and all(column.field != "ten" for column in table.columns):
            place = Location(path, table.items[0].row)
            yield rules.NO_NAMES.at(place, table=table.title, seen=_unknown(table), count=len(rows))
            continue
        for row in rows[:_MOST]:
            yield rules.NAMELESS_ITEM.at(Location(path, row), cell=table.grid.address(row))


def same_names(read: ReadFile, plans: Iterable[ImportPlan], path: str) -> Iterator[Problem]:
    """Yield a problem for each new item named like an item that is another document.

    Args:
        read: The file as understood.
        plans: What would change by it.
        path: The file, absolute, with `/`.
    """
    grids = {table.grid.number: table.grid for table in read.tables}
    for plan in plans:
        for row, item in plan.renewed[:_MOST]:
            field = next((key for key in _TELLING if _differ(key, row, item)), "")
            if field:
                yield rules.SAME_NAME.at(
                    Location(path, row.row),
                    cell=grids[row.number].address(row.row),
                    title=quotable(row.fields["ten"], longest=_LONGEST),
                    id=item.id,
                    what=LABELS[field],
                    old=item.fields[field],
                    new=row.fields[field],
                )


def _differ(field: str, row: NewItem, item: ExistingItem) -> bool:
    old, new = item.fields.get(field, ""), row.fields.get(field, "")
    return bool(old and new) and old != new


def _unknown(table: ReadTable) -> str:
    headings = [column.heading for column in table.columns if column.heading and not column.field]
    named = ", ".join(map(shown, headings[:_MOST_HEADINGS]))
    return f" (cột chưa hiểu: {named})" if named else ""
