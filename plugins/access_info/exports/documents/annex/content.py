"""A list as an annex that can be signed, told once and written as DOCX and XLSX.

Whoever signs sees what is to be public; whoever imports the signed file again changes nothing:

- Rows stand by the agency's own groups, those without a group first, each group under a Roman
  number; within a group in the clerk's order. An import finds rows by their id, wherever they stand.
- Documents under an item follow it as `1.1`, `1.2`.
- What is ended, superseded or withdrawn is not signed again and is left out, with the documents
  under it; an import keeps such rows.
- All addresses of a row are shown. Attachments are not: the annex is about the information.
- Columns that the whole list leaves empty are left out. What has no column (points of the law,
  days of review …) stays in the data as it is.
- The last column holds the ids.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from access_info.exports.column_shapes import ListColumns
from access_info.exports.columns import DISCLOSURE_COLUMNS
from access_info.exports.concepts import Concepts
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.annex.issuer import Issuer
from access_info.legal.framework import Framework
from access_info.model.fields import fields_of
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import Agency
from access_info.model.types import vn_partial

ORDER, ISSUED, ADDRESSES, ID = "order", "issued", "addresses", "id"
_ALWAYS = frozenset({ORDER, "title", "condition", ID})
_DISCLOSURE = (
    *(ORDER, "title", "number", ISSUED, "legal_basis", "forms", "timing", "duration", "unit"),
    *(ADDRESSES, "note", ID),
)
_CONDITIONAL = (
    *(ORDER, "title", "kind", "condition", "consent_from", "form", "unit", "legal_basis", "note"),
    ID,
)
# Millimetres: of columns whose text must not be broken, and of the narrowest of the others.
_FIXED = {ORDER: 12.0, ISSUED: 23.0, ID: 17.0, ADDRESSES: 28.0}
_NARROWEST = 13.0
_CENTERED = frozenset({ORDER, ISSUED, "form", ID})
_JOIN = "; "
NO_DAY = datetime.date(2000, 1, 1)
_ROMAN = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")),
    (1, "I"),
)
_Record = Item | Document | ConditionalItem


@dataclasses.dataclass(frozen=True)
class AnnexColumn:
    """A column of an annex.

    Attributes:
        field: The model's field, or `ORDER`.
        title: What stands above it.
        width: In millimetres.
        centered: Whether its text stands in the middle.
    """

    field: str
    title: str
    width: float
    centered: bool


@dataclasses.dataclass(frozen=True)
class AnnexRow:
    """A row of an annex.

    Attributes:
        mark: Its number: `II` of a group, `3` of an item, `3.1` of a document under it.
        group: The group that it names; "" for any other row.
        texts: By column; addresses stand apart.
        addresses: Where the information is, or words that say where.
        issued: The day of issue, where it is wholly known.
    """

    mark: str
    group: str = ""
    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    issued: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class SignedList:
    """A list as an annex that can be signed.

    Attributes:
        issuer: Who issues it.
        kind: What it is, in capitals.
        about: Whose information it lists.
        attached: To which decision it belongs, with blanks.
        columns: Its columns.
        rows: Its rows.
        count: How many of them are information rather than groups.
        day: The last day that its rows name; the file's properties name no other.
    """

    issuer: Issuer
    kind: str
    about: str
    attached: str
    columns: tuple[AnnexColumn, ...]
    rows: tuple[AnnexRow, ...]
    count: int
    day: datetime.date

    @property
    def title(self) -> str:
        """The title for the file's properties."""
        return f"{self.kind.capitalize()} {self.about[:1].lower()}{self.about[1:]}"


def signed_list(
    agency: Agency,
    kind: ListColumns,
    framework: Framework,
    issuer: Issuer,
    words: DatasetTexts,
    *,
    width: float,
) -> SignedList | None:
    """Build an annex from one list of an agency.

    Args:
        agency: The agency.
        kind: Which list.
        framework: The laws, for the words of codes.
        issuer: Who issues it.
        words: The texts.
        width: Of the table, in millimetres.

    Returns:
        The annex; `None` when there is nothing to list.
    """
    disclosure = kind is DISCLOSURE_COLUMNS
    items: Sequence[Item | ConditionalItem] = agency.items if disclosure else agency.conditional
    rows = list(_in_groups([item for item in items if not item.is_ended]))
    records = [record for _, record in rows if not isinstance(record, str)]
    if not records:
        return None
    values = _values(framework)
    labels = {field.name: field.label for field in fields_of(kind.record)}
    labels[ORDER] = words["documents.list_order"]
    fields = [
        field
        for field in (_DISCLOSURE if disclosure else _CONDITIONAL)
        if field in _ALWAYS or any(getattr(record, field) for record in records)
    ]
    annex_rows = tuple(
        AnnexRow(mark, group=record)
        if isinstance(record, str)
        else _row(mark, record, fields, values)
        for mark, record in rows
    )
    widths = _widths(fields, [row.texts for row in annex_rows if not row.group], width)
    about = "documents.list_disclosure" if disclosure else "documents.list_conditional"
    return SignedList(
        issuer=issuer,
        kind=words["documents.list_kind"],
        about=words.plain(about, agency=issuer.name),
        attached=words.plain(
            "documents.list_attached",
            blank="\N{NO-BREAK SPACE}" * 8,
            symbol=issuer.symbol or "\N{NO-BREAK SPACE}" * 8,
            agency=issuer.name,
        ),
        columns=tuple(
            AnnexColumn(field, labels[field], column_width, field in _CENTERED)
            for field, column_width in zip(fields, widths, strict=True)
        ),
        rows=annex_rows,
        count=len(records),
        day=max((_day(record) for record in records), default=NO_DAY),
    )


def _in_groups(items: Sequence[Any]) -> Iterator[tuple[str, _Record | str]]:
    """Yield names of groups, items and documents in the annex's order, each with its number."""
    groups: dict[str, list[Any]] = {"": []}
    for item in items:
        groups.setdefault(" ".join((getattr(item, "group", "") or "").split()), []).append(item)
    number = 0
    for order, (group, members) in enumerate(groups.items()):
        if group:
            yield _roman(order), group
        for item in members:
            number += 1
            yield str(number), item
            documents = getattr(item, "documents", ())
            living = (document for document in documents if not document.is_ended)
            for below, document in enumerate(living, 1):
                yield f"{number}.{below}", document


def _row(
    mark: str,
    record: _Record,
    fields: Sequence[str],
    values: dict[str, Callable[[Any], str]],
) -> AnnexRow:
    texts = []
    for field in fields:
        value = mark if field == ORDER else getattr(record, field)
        say = values.get(field, str)
        texts.append("" if not value or field == ADDRESSES else say(value))
    issued = getattr(record, ISSUED, None)
    return AnnexRow(
        mark,
        texts=tuple(texts),
        addresses=tuple(address for address in getattr(record, ADDRESSES, ()) if address),
        issued=issued.exact if issued is not None else None,
    )


def _widths(fields: Sequence[str], texts: Sequence[tuple[str, ...]], width: float) -> list[float]:
    """Divide the width among columns: those with more text are wider, so that rows are low."""
    wants = [sum(len(row[number]) ** 2 for row in texts) ** 0.4 for number in range(len(fields))]
    widths = [_FIXED.get(field, 0.0) for field in fields]
    free = [number for number, field in enumerate(fields) if field not in _FIXED]
    rest = width - sum(widths) - _NARROWEST * len(free)
    whole = sum(wants[number] for number in free) or 1.0
    for number in free:
        widths[number] = _NARROWEST + rest * wants[number] / whole
    return widths


def _values(framework: Framework) -> dict[str, Callable[[Any], str]]:
    """Return the functions that word values which are more than text: days, forms, kinds."""
    form = Concepts(framework).form

    def kind(code: str) -> str:
        pack_and_kind = framework.conditional_kind(code)
        return pack_and_kind[1].title if pack_and_kind is not None else code

    return {
        ISSUED: vn_partial,
        "forms": lambda codes: _JOIN.join(form(code)["prefLabel"] for code in codes if code),
        "kind": kind,
    }


def _day(record: Any) -> datetime.date:  # noqa: ANN401 - of any list
    issued = getattr(record, ISSUED, None)
    days = (record.modified, getattr(record, "published", None), issued and issued.exact)
    return max((day for day in days if day is not None), default=NO_DAY)


def _roman(number: int) -> str:
    numeral = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        numeral += letters * count
    return numeral
