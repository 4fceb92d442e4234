"""Rows of JSON files of lists read back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, TypeAlias
from urllib.parse import urljoin

from access_info.exports.json_files import (
    ADDRESS_COLUMN,
    ID,
    IDENTIFIER_COLUMN,
    PUBLISHER_COLUMN,
    ROOT,
    START,
)
from access_info.exports.rows import Row

Parser: TypeAlias = Callable[[bytes], Any]
_LAST_LINE = b"]}"


class BadListError(ValueError):
    """A text that is no list, as a JSON file."""


def json_rows(content: bytes, shared: Mapping[str, Any] | None = None) -> list[Row]:
    """Read the rows of a file, with the words of codes put back in.

    Args:
        content: The file.
        shared: What its `shared` leads to, where it has that.
    """
    return list(JsonList(io.BytesIO(content), shared=shared).rows())


class JsonList:
    """A list's JSON file, read a row at a time where its rows stand on lines of their own.

    Attributes:
        head: All that it says but its rows.
    """

    def __init__(
        self,
        file: IO[bytes],
        parse: Parser = json.loads,
        *,
        shared: Mapping[str, Any] | None = None,
    ) -> None:
        """Read what stands above the rows.

        Args:
            file: The file, from its beginning.
            parse: Parses a JSON text; for files that may come from anyone, one that has limits.
            shared: What the file's `shared` leads to, where it has that.

        Raises:
            ValueError: It is no JSON, or no list.
        """
        self._file, self._parse = file, parse
        self._items: list[Row] | None = None
        head = bytearray()
        for line in file:
            head += line
            if line == START:
                head += _LAST_LINE
                break
        else:  # another program has written it: it is read whole
            self._items = []
        self.head: dict[str, Any] = {**(shared or {}), **self._object(bytes(head))}
        items = self.head.pop("items", None)
        if not isinstance(items, list):
            raise BadListError("no list of rows")
        if self._items is not None:
            self._items = items

    def written(self) -> Iterator[Row]:
        """Yield the rows as they are written: with codes, and without what the head says of them.

        Rows can be read only once.

        Raises:
            ValueError: One is no object, or the file is cut short.
        """
        if self._items is not None:
            for row in self._items:
                if not isinstance(row, dict):
                    raise BadListError("a row that is no object")
                yield row
            return
        for line in self._file:
            text = line.strip()
            if text == _LAST_LINE:
                return
            if text:
                yield self._object(text.removesuffix(b","))
        raise BadListError("cut short")

    def rows(self) -> Iterator[Row]:
        """Yield the rows with the words of codes put back in, as `exports.rows` made them."""
        return map(self.expansion(), self.written())

    def expansion(self) -> Callable[[Row], Row]:
        """Return what puts the words of codes back into a row."""
        return _RowExpansion(self.head).expanded

    def _object(self, text: bytes) -> dict[str, Any]:
        data = self._parse(text)
        if not isinstance(data, dict):
            raise BadListError("no object")
        return data


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
                read[name] = _meant(value, concepts)
            else:
                read[name] = value
        if "identifier" in self._own:
            read.setdefault(PUBLISHER_COLUMN, self._own)
        return read

    def _absolute(self, address: str) -> str:
        if not address.startswith("/"):
            return f"{self._base}{address.removeprefix(ROOT)}"
        return urljoin(self._base, address) if "://" in self._base else address[1:]


def _meant(value: Any, concepts: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - of JSON
    """Put words back in place of a code, of several, or of counts by code."""
    if isinstance(value, list):
        return [_concept(code, concepts) for code in value]
    if isinstance(value, dict):
        return [{**_concept(code, concepts), "count": str(count)} for code, count in value.items()]
    return _concept(value, concepts)


def _concept(code: object, concepts: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return concepts.get(str(code)) or {"prefLabel": str(code)}
