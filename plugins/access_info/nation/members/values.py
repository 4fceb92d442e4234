"""Rows that may hold anything → rows that hold what their columns say, as plain data."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from access_info.exports.columns import ExportColumn, ListColumns, Shape
from access_info.exports.rows import Row
from access_info.model.declarations.types import is_web_address
from access_info.nation.members.addresses import MemberAddresses
from access_info.nation.members.words import MOST_TEXT, shown

Maker: TypeAlias = Callable[[Any], Any]
# More numbers than a count, days or đồng can have.
_MOST_NUMBER = 1e15
_MOST_ENTRIES = 1_000
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_WEB_TEXTS = frozenset({"url"})


def text_of(value: object) -> str:
    """Return a text fit to be shown; "" for what is none."""
    return shown(value) if isinstance(value, str) else ""


class SafeRows:
    """Makes the rows of one file fit for use."""

    def __init__(self, kind: ListColumns, addresses: MemberAddresses) -> None:
        """Take what rows should hold.

        Args:
            kind: The set.
            addresses: Where the member's pages are.
        """
        self._addresses = addresses
        self._makers = {column.name: self._maker(column) for column in kind.columns}
        self._root = addresses.url
        self._has_address = "landingPage" in self._makers

    def row(self, row: Mapping[str, Any]) -> Row:
        """Return the row with what is known of it; values of the wrong kind are left out."""
        safe: Row = {}
        for name, value in row.items():
            make = self._makers.get(name)
            if make is not None and ((safe_value := make(value)) or safe_value == 0):
                safe[name] = safe_value
        if self._has_address:
            safe.setdefault("landingPage", self._root)
        return safe

    def _maker(self, column: ExportColumn) -> Maker:
        shape: Shape = column.shape
        if column.name in _WEB_TEXTS:
            return _web_text
        member_object = _object_of(*[part.name for part in column.parts])
        makers: dict[Shape, Maker] = {
            "text": text_of,
            "number": _number,
            "day": _day,
            "partial-day": _day,
            "address": self._addresses.own,
            "object": member_object,
            "concept": _concept,
            "links": _many(self._addresses.any),
            "files": _many(self._addresses.any),
            "pages": _many(self._addresses.own),
            "places": _many(text_of),
            "texts": _many(text_of),
            "concepts": _many(_concept),
            "counts": _many(_counted),
            "objects": _many(member_object),
        }
        return makers[shape]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) and 0 <= value <= _MOST_NUMBER else None


def _day(value: object) -> str:
    return value if isinstance(value, str) and _DAY.fullmatch(value) else ""


def _web_text(value: object) -> str:
    text = text_of(value)
    return text if is_web_address(text) else ""


def _counted(value: object) -> dict[str, str]:
    counted = _count_of(value)
    return counted if counted.get("count", "").isdecimal() else {}


def _object_of(*members: str) -> Callable[[object], dict[str, str]]:
    """Return what makes an object of texts; equal ones, as concepts are, are made once."""

    @functools.lru_cache(maxsize=2_048)
    def object_of(*texts: str) -> dict[str, str]:
        pairs = zip(members, map(shown, texts), strict=True)
        return {name: text for name, text in pairs if text}

    def make(value: object) -> dict[str, str]:
        if not isinstance(value, Mapping):
            return {}
        # Cut before they are kept, for they may be of any length.
        return object_of(*[_first_of(value.get(name)) for name in members])

    return make


def _first_of(value: object) -> str:
    return value[: MOST_TEXT + 1] if isinstance(value, str) else ""


_concept = _object_of("notation", "prefLabel")
_count_of = _object_of("notation", "prefLabel", "count")


def _many(make: Maker) -> Maker:
    def make_all(value: object) -> list[Any]:
        if not isinstance(value, list):
            return []
        return [entry for each in value[:_MOST_ENTRIES] if (entry := make(each))]

    return make_all
