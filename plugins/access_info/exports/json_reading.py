"""Rows of JSON files of lists read back, whichever version they are of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from access_info.exports.json_files import (
    ADDRESS_COLUMN,
    ID,
    IDENTIFIER_COLUMN,
    PUBLISHER_COLUMN,
    ROOT,
)
from access_info.exports.rows import Row


def json_rows(content: bytes, shared: Mapping[str, Any] | None = None) -> list[Row]:
    """Read the rows of a file of version 1 or 2, with the words of codes put back in.

    Args:
        content: The file.
        shared: What its `shared` leads to, where it has that.
    """
    data = {**(shared or {}), **json.loads(content)}
    items: list[Row] = data["items"]
    if data["schemaVersion"].partition(".")[0] == "1":
        return items
    reader = _RowExpansion(data)
    return [reader.expanded(row) for row in items]


class _RowExpansion:
    """The expansion of one file's rows: the words of codes and publishers are in its envelope."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._base = data.get("@context", {}).get("@base", "")
        self._concepts = {
            column: {
                code: {"notation": code, "prefLabel": concept["prefLabel"]}
                for code, concept in table.items()
            }
            for column, table in data["concepts"].items()
        }
        publisher = data["publisher"]
        self._own = {name: publisher[name] for name in ("identifier", "name") if name in publisher}
        self._publishers = {
            code: {"identifier": code, "name": known["name"]}
            for code, known in data.get("publishers", {}).items()
        }

    def expanded(self, row: Row) -> Row:
        """Return a row as `exports.rows` made it."""
        read: Row = {}
        for name, value in row.items():
            if name == ID:
                read[ADDRESS_COLUMN] = self._absolute(str(value))
                if IDENTIFIER_COLUMN not in row:
                    read[IDENTIFIER_COLUMN] = str(value).partition("#")[2]
            elif name == PUBLISHER_COLUMN:
                read[name] = self._publishers[str(value)]
            elif (concepts := self._concepts.get(name)) is not None:
                codes = value if isinstance(value, list) else [value]
                meant = [concepts.get(str(code)) or {"prefLabel": str(code)} for code in codes]
                read[name] = meant if isinstance(value, list) else meant[0]
            else:
                read[name] = value
        if "identifier" in self._own:
            read.setdefault(PUBLISHER_COLUMN, self._own)
        return read

    def _absolute(self, address: str) -> str:
        if not address.startswith("/"):
            return f"{self._base}{address.removeprefix(ROOT)}"
        return urljoin(self._base, address) if "://" in self._base else address[1:]
