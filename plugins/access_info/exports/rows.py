"""Turns an agency's lists into rows: plain data that can be written as JSON, and read back from it.

A row holds only what is known, in the order of the columns. All writers work from rows, so the
file of a whole province can be made from agencies' JSON files without reading any YAML again.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from access_info.exports.columns import (
    CONDITIONAL_COLUMNS,
    DISCLOSURE_COLUMNS,
    ExportColumn,
    ListColumns,
)
from access_info.exports.dataset import Concept, Concepts
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import UNDER_REVIEW, Agency
from access_info.model.types import is_web_address
from access_info.model.vocabularies import WITHDRAWN

Value: TypeAlias = "str | float | Mapping[str, str] | list[str] | list[Concept]"
Row: TypeAlias = dict[str, Value]
V = TypeVar("V")
_NO_FILES = ("", UNDER_REVIEW)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sources:
    """What the rows of an agency's lists are made from, besides the agency itself.

    Attributes:
        concepts: The meanings of codes.
        permalink: An item's id → the lasting address of its row on the list's page.
        file: An attachment as the data names it → its address.
        correction: A correction's id → the address of its row.
        is_gone: Whether an attachment, as the data names it, was taken down.
    """

    concepts: Concepts
    permalink: Callable[[str], str]
    file: Callable[[str], str]
    correction: Callable[[str], str]
    is_gone: Callable[[str], bool] = lambda _: False


def disclosure_rows(agency: Agency, sources: Sources) -> list[Row]:
    """Return the mandatory list's rows: one for each item, and one for each document under it.

    A document that names no point of the law takes its item's points, as on the page.
    A withdrawn item is only named, and documents under it are not (2026 law, Art. 22).
    """
    reader = _RowReader(agency, DISCLOSURE_COLUMNS, sources)
    rows: list[Row] = []
    for item in agency.items:
        rows.append(reader.row(item))
        if not item.is_withdrawn:
            rows += [reader.row(document, part_of=item) for document in item.documents]
    return rows


def conditional_rows(agency: Agency, sources: Sources) -> list[Row]:
    """Return the conditional-access list's rows: one for each item."""
    reader = _RowReader(agency, CONDITIONAL_COLUMNS, sources)
    return [reader.row(item) for item in agency.conditional]


def last_change(rows: list[Row]) -> str:
    """Return the last ISO day on which a row changed, was published or withdrawn; or ""."""
    days = [""]
    for row in rows:
        days += [str(row.get("modified", "")), str(row.get("datePublished", ""))]
        withdrawal = row.get("withdrawal")
        if isinstance(withdrawal, dict):
            days.append(withdrawal.get("date", ""))
    return max(days)


class _RowReader:
    """Turns the items of one list of one agency into rows."""

    def __init__(self, agency: Agency, kind: ListColumns, sources: Sources) -> None:
        """Work out how each column is read; a withdrawn item has only a few of the columns."""
        self._publisher = publisher_of(agency)
        self._sources = sources
        plan = [(column, _value_of(column, sources)) for column in kind.columns]
        self._columns = [(column.name, column.field, value) for column, value in plan]
        self._columns_if_withdrawn = [
            (column.name, column.field, value) for column, value in plan if column.withdrawn
        ]

    def row(self, item: Item | Document | ConditionalItem, *, part_of: Item | None = None) -> Row:
        """Return the row of an item or document: values that are known, in the order of the columns.

        Args:
            item: The item or document.
            part_of: The item that a document is under.
        """
        withdrawn = item.is_withdrawn
        values = dict(vars(item))
        values["title"] = item.label
        # Columns that are read from no field have the field "".
        values[""] = None
        if withdrawn:
            values["status"] = WITHDRAWN
        elif part_of is not None and not values["points"]:
            values["points"] = part_of.points
        given: Row = {
            "publisher": self._publisher,
            "landingPage": self._sources.permalink(item.id),
        }
        if part_of is not None:
            given["isPartOf"] = part_of.id
        row: Row = {}
        for name, field, value_of in self._columns_if_withdrawn if withdrawn else self._columns:
            value = values[field]
            if value:
                exported = value_of(value)
                if exported:
                    row[name] = exported
            elif name in given:
                row[name] = given[name]
        return row


def _value_of(column: ExportColumn, sources: Sources) -> Callable[[Any], Value]:
    """Return the function that turns the model's value into a column's, by its name or its shape."""
    concepts = sources.concepts
    by_column: dict[str, Callable[[Any], Value]] = {
        "subject": concepts.points,
        "disclosureForm": concepts.forms,
        "accrualPeriodicity": concepts.frequency,
        "accessRights": concepts.conditional_kind,
        "status": concepts.status,
    }
    by_shape: dict[str, Callable[[Any], Value]] = {
        "text": str,
        "day": datetime.date.isoformat,
        "partial-day": str,
        "address": str,
        "object": lambda record: object_members(column, record),
        "links": lambda addresses: [text for text in addresses if is_web_address(text)],
        "places": lambda addresses: [
            text for text in addresses if text and not is_web_address(text)
        ],
        "files": lambda names: [
            sources.file(name)
            for name in names
            if name not in _NO_FILES and not sources.is_gone(name)
        ],
    }
    return by_column.get(column.name) or by_shape[column.shape]


def object_members(column: ExportColumn, record: object) -> dict[str, str]:
    """Return the members of a column's object that a record states, as text."""
    members = {part.name: getattr(record, part.field) for part in column.parts}
    return {name: str(value) for name, value in known(members).items()}


def publisher_of(agency: Agency) -> dict[str, str]:
    """Return the agency as rows name their publisher: identifier and name."""
    return {"identifier": agency.id, "name": agency.profile.name}


def known(members: Mapping[str, V | None]) -> dict[str, V]:
    """Return the members of an object without those whose value is unknown, empty or zero."""
    return {name: value for name, value in members.items() if value}


def iso_day(day: datetime.date | None) -> str:
    """Return a day as ISO 8601 has it; "" when it is unknown."""
    return day.isoformat() if day is not None else ""
