"""Checks of ids: every row has one, none is used twice, each can be typed."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from access_info.checks import rules
from access_info.checks.context import ANY_ID, Context
from access_info.loading.folders import CORRECTIONS
from access_info.model.agency import Correction
from access_info.model.explain import nearest_key
from access_info.model.fields import fields_of
from access_info.model.items import ConditionalItem, Item, list_of_file
from access_info.model.registry import PlainRow, plain_rows
from access_info.problems import Problem
from access_info.source import Plain, SourceDocument, added_field

_KEYS = {doc.key for record in (Item, ConditionalItem, Correction) for doc in fields_of(record)}
_NUMBERED = re.compile(r"(\d{4})-(\d+)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def check_ids(context: Context) -> Iterator[Problem]:
    """Check rules TT301 to TT303 over the typed data, so that half-broken rows count too."""
    documents = context.loaded.documents
    yield from _check(context, [name for name in _lists(documents) if documents[name].complete])
    if CORRECTIONS in documents and documents[CORRECTIONS].complete:
        yield from _check(context, [CORRECTIONS])


def missing_ids(
    documents: Mapping[str, SourceDocument],
) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Yield file and path of each row without an id, with the id that TT301 suggests.

    Args:
        documents: An agency's files by path below its folder, each of them readable.
    """
    for names in (_lists(documents), [name for name in documents if name == CORRECTIONS]):
        rows = [row for name in names for row in plain_rows(name, documents[name].data)]
        counter = _Counter(_id(row) for row in rows)
        for row in rows:
            if not _id(row) and not _given_otherwise(row):
                yield row.file, row.keys, counter.next(_year(row))


def ids_of(context: Context) -> frozenset[str]:
    """Collect ids of rows of both lists, documents too; `ANY_ID` if not all can be read."""
    documents = context.loaded.documents
    all_ids = set()
    for name in _lists(documents):
        document = documents[name]
        ids = {_id(row) for row in context.typed_rows[name]}
        if not document.readable or "" in ids or not _rows_only(document.data):
            all_ids.add(ANY_ID)
        all_ids |= ids
    return frozenset(all_ids - {""})


def _rows_only(data: dict[str, Plain]) -> bool:
    rows = data.get("muc", None if "muc" in data or not data else "")
    return rows is None or (isinstance(rows, list) and all(isinstance(row, dict) for row in rows))


def _lists(documents: Mapping[str, SourceDocument]) -> list[str]:
    return [name for name in documents if list_of_file(name) is not None]


def _check(context: Context, names: list[str]) -> Iterator[Problem]:
    documents = context.loaded.documents
    seen: dict[str, PlainRow] = {}
    rows = [row for name in names for row in context.typed_rows[name]]
    counter = _Counter(_id(row) for row in rows)
    for row in rows:
        typed = _id(row)
        if not typed:
            if _given_otherwise(row):
                continue
            place = context.loaded.locate(row.file, *row.keys)
            suggested = counter.next(_year(row))
            edit = added_field(documents[row.file], row.keys, "ma", suggested)
            yield rules.NO_ID.at(place, suggested=suggested).typed(edit)
            continue
        if typed in seen:
            first = seen[typed]
            line = context.loaded.locate(first.file, *first.path("ma")).line
            other = f"dòng {line}" if first.file == row.file else f"{first.file}, dòng {line}"
            yield rules.DUPLICATE_ID.at(
                context.loaded.locate(row.file, *row.path("ma")),
                id=typed,
                other=other,
                suggested=counter.next(_year(row)),
            )
            continue
        seen[typed] = row
        if not typed.isascii():
            place = context.loaded.locate(row.file, *row.path("ma"))
            if place.line in documents[row.file].decomposed:
                yield rules.DECOMPOSED_ID.at(place, id=typed, suggested=counter.next(_year(row)))


def _given_otherwise(placed: PlainRow) -> bool:
    """Tell whether an id is there after all, under a mistyped key or in a wrong shape."""
    row = placed.record
    if row.get("ma") is not None and not isinstance(row["ma"], str):
        return True
    return "ma" not in row and any(
        nearest_key(Item, key) == "ma" for key in row if key not in _KEYS
    )


def _id(row: PlainRow) -> str:
    return _text(row.record.get("ma"))


def _text(value: Plain) -> str:
    return value.strip() if isinstance(value, str) else ""


def _year(row: PlainRow) -> str:
    """Read the year that a new id of the row would begin with."""
    for key in ("ngay_ban_hanh", "ngay_cong_khai", "ngay_cap_nhat", "ngay_dinh_chinh"):
        match = _YEAR.match(_text(row.record.get(key)))
        if match:
            return match[0]
    return ""


class _Counter:
    """Hands out ids `<year>-<number>` that are not used yet."""

    def __init__(self, used: Iterator[str]) -> None:
        self._used = used

    @functools.cached_property
    def _last(self) -> dict[str, int]:
        """Last number of each year; hardly any agency needs a new one."""
        last: dict[str, int] = {}
        for identifier in self._used:
            match = _NUMBERED.fullmatch(identifier)
            if match:
                number = int(match[2]) if len(match[2]) < 6 else 0  # noqa: PLR2004
                last[match[1]] = max(last.get(match[1], 0), number)
        return last

    def next(self, year: str) -> str:
        """Return the next free id of a year; of the newest year in use when none is known."""
        year = year or max(self._last, default="2026")
        self._last[year] = self._last.get(year, 0) + 1
        return f"{year}-{self._last[year]:03d}"
