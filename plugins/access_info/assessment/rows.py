"""Rows of an agency's lists that are in force, with their places and the values they state."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias, TypeVar

from access_info.assessment.findings import Spot
from access_info.model.declarations.fields import Record, resolve
from access_info.model.declarations.types import PartialDate
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.placed import PlacedRow
from access_info.model.registry import AsOf

Row = TypeVar("Row", Item, ConditionalItem)
_PLAIN = (int, float, datetime.date, PartialDate)


@dataclasses.dataclass(frozen=True)
class ListRow(PlacedRow[Row]):
    """A row of a list that is in force; a predecessor's file is named `../<folder>/…`.

    Attributes:
        documents: Its documents in force, each with its number among all of them.
    """

    documents: tuple[tuple[int, Document], ...] = ()

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.at()

    def at(self, *keys: str | int) -> Spot:
        """Return a place within the row."""
        record = self.record
        return Spot(self.file, self.path(*keys), record.id, record.label)


AnyRow: TypeAlias = "ListRow[Item] | ListRow[ConditionalItem]"


@dataclasses.dataclass(frozen=True, slots=True)
class DisclosedRow:
    """An item, or a document under it: both have a day on which they were made public.

    Attributes:
        record: The item or document.
        row: The row of the item, or of the document's item.
        number: Number of the document among the row's documents; `None` for the row itself.
    """

    record: Item | Document
    row: ListRow[Item]
    number: int | None = None

    def at(self, *keys: str | int) -> Spot:
        """Return a place within the item or document."""
        if self.number is None:
            return self.row.at(*keys)
        inside = self.row.at("van_ban", self.number, *keys)
        return Spot(inside.file, inside.keys, self.record.id, self.record.label)


def entries(rows: Iterable[ListRow[Item]]) -> Iterator[DisclosedRow]:
    """Yield rows, each followed by the documents under it."""
    for row in rows:
        yield DisclosedRow(row.record, row)
        for number, document in row.documents:
            yield DisclosedRow(document, row, number)


@functools.cache
def getter(kind: type[Record], path: str) -> Callable[[Record], object]:
    """Return a reader of the value at a path of a row; `None` where any step is absent."""
    names = resolve(kind, path)
    if len(names) == 1:
        return operator.attrgetter(names[0])

    def read(record: Record) -> object:
        value: Any = record
        for name in names:
            if value is None:
                return None
            value = getattr(value, name)
        return value

    return read


def is_stated(value: object) -> bool:
    """Tell whether a field states something: zero and no do, a group left blank does not."""
    if value is None:
        return False
    kind = type(value)
    if kind is str:
        return value != ""
    if isinstance(value, tuple):
        texts = bool(value) and type(value[0]) is str
        return any(value) if texts else any(map(is_stated, value))
    if isinstance(value, _PLAIN):
        return True
    if isinstance(value, dict):
        return any(map(is_stated, value.values()))
    if isinstance(value, Record):
        return any(is_stated(getattr(value, name)) for name in type(value).model_fields)
    return True


def has_come(value: object, as_of: AsOf) -> bool:
    """Tell whether a field states something other than a day still to come."""
    if type(value) is datetime.date:
        return as_of.reached(value)
    if type(value) is PartialDate:
        return as_of.reached(value.first)
    return is_stated(value)


def created_on(record: Item | Document) -> datetime.date | None:
    """Return the latest day on which it can have been created: a doubt counts against no one.

    For a month or year alone, that is the last day of it, but not after the day
    on which it was made public.
    """
    issued = record.issued
    if issued is None or issued.day:
        return None if issued is None else issued.first
    months = issued.year * 12 + (issued.month or 12)
    if months >= datetime.MAXYEAR * 12:
        last = datetime.date.max
    else:
        last = datetime.date(months // 12, months % 12 + 1, 1) - datetime.timedelta(days=1)
    return last if record.published is None else max(min(last, record.published), issued.first)
