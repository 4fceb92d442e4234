"""Rows of an agency's lists that are in force, with their places, and what they state."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import operator
from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from access_info.assessment.findings import Spot
from access_info.model.fields import Record, resolve
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import AsOf
from access_info.model.types import PartialDate
from access_info.model.vocabularies import ENDED_STATUSES

DISCLOSURE = "cong-khai"
CONDITIONAL = "co-dieu-kien"
Row = TypeVar("Row", Item, ConditionalItem)


@dataclasses.dataclass(frozen=True, slots=True)
class ListRow(Generic[Row]):
    """A row of a list that is in force.

    Attributes:
        record: The item.
        spot: Where it stands.
        documents: Its documents in force.
    """

    record: Row
    spot: Spot
    documents: tuple[Document, ...] = ()

    def at(self, *keys: str | int) -> Spot:
        """A place within the row."""
        return dataclasses.replace(self.spot, keys=(*self.spot.keys, *keys))


AnyRow: TypeAlias = "ListRow[Item] | ListRow[ConditionalItem]"


def is_over(record: Item | Document | ConditionalItem, as_of: AsOf) -> bool:
    """Whether a row is ended, superseded or withdrawn: nothing more is asked of it."""
    if record.status in ENDED_STATUSES or record.withdrawn is not None:
        return True
    if isinstance(record, ConditionalItem) or record.in_force is None:
        return False
    end = record.in_force.end
    return end is not None and as_of.passed(end)


@functools.cache
def getter(kind: type[Record], path: str) -> Callable[[Record], object]:
    """Reads the value at a path of a row; `None` where any step is absent."""
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
    """Whether a field says something: zero and no are answers."""
    return value not in (None, "", (), {})


def last_possible(value: PartialDate | datetime.date) -> datetime.date:
    """The latest day that a date can mean, so that a doubt never counts against anyone."""
    if isinstance(value, datetime.date):
        return value
    if value.exact is not None:
        return value.exact
    year, month = (value.year, value.month + 1) if value.month else (value.year + 1, 1)
    if month > 12:  # noqa: PLR2004 - December's last day is the day before January's first
        year, month = year + 1, 1
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month, 1) - datetime.timedelta(days=1)
