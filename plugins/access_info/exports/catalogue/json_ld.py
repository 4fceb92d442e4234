"""Resources as JSON-LD 1.1 with its context inside, piece by piece.

Whoever knows nothing of JSON-LD reads it as JSON: datasets stand in the catalogue, with publisher,
contact and files in each; whatever many refer to is an address there, and described at the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access_info.exports.catalogue.statements import (
    Description,
    RdfStatement,
    Resource,
    Shape,
    Value,
    iri,
)

_MANY = {"@container": "@set"}
_REFERRED = frozenset({Shape.SHARED, Shape.CODED})
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class JsonLd:
    """A writer of resources as JSON-LD."""

    def __init__(self, context: Mapping[str, object], codes: Mapping[str, str]) -> None:
        """Take the context, which stands in the file: nothing need be fetched to read it.

        Args:
            context: Members' names as properties of the profile.
            codes: By address, the codes that stand for addresses of public vocabularies.
        """
        meanings = {code: address for address, code in codes.items()}
        self._context = {**meanings, **context}
        self._codes = codes
        self._open = ""

    def begin(self, catalogue: Resource) -> Iterator[str]:
        """Write the context and the catalogue without its datasets."""
        members = {"@context": self._context, **self._object(catalogue)}
        lines = ",\n".join(f"{compact(name)}:{compact(value)}" for name, value in members.items())
        yield f"{{{lines}"

    def member(self, _: Resource, statement: RdfStatement) -> Iterator[str]:
        """Write more of the catalogue: a dataset of it, or what was known only at the end."""
        name = statement.property.name
        if not statement.property.many:
            yield f"{self._closed()},\n{compact(name)}:{compact(self._values(statement))}"
            return
        for value in statement.values:
            if name != self._open:
                yield f"{self._closed()},\n{compact(name)}:[\n"
                self._open = name
            else:
                yield ",\n"
            yield compact(self._value(value, statement.property.shape))

    def end(self, shared: Iterable[Resource]) -> Iterator[str]:
        """Write what datasets refer to, and close."""
        yield self._closed()
        lines = ",\n".join(compact(self._object(resource)) for resource in shared)
        yield f',\n"@included":[\n{lines}\n]}}\n' if lines else "}\n"

    def _closed(self) -> str:
        is_open, self._open = bool(self._open), ""
        return "\n]" if is_open else ""

    def _object(self, resource: Resource) -> dict[str, object]:
        members: dict[str, object] = {"@id": iri(resource.address)} if resource.address else {}
        members["@type"] = _local(resource.type)
        for statement in resource.statements:
            members[statement.property.name] = self._values(statement)
        return members

    def _values(self, statement: RdfStatement) -> object:
        shape = statement.property.shape
        if statement.property.many:
            return [self._value(value, shape) for value in statement.values]
        return self._value(statement.values[0], shape)

    def _value(self, value: Value, shape: Shape) -> object:
        if isinstance(value, Resource):
            if shape is Shape.CODED and value.address in self._codes:
                return self._codes[value.address]
            return iri(value.address) if shape in _REFERRED else self._object(value)
        return iri(str(value)) if shape is Shape.ADDRESS else value


def context_of(
    descriptions: Iterable[Description[Any]], prefixes: Mapping[str, str], language: str
) -> dict[str, object]:
    """Make the context that reads members again as the properties of a profile.

    Args:
        descriptions: All of the profile.
        prefixes: Namespaces by prefix.
        language: BCP 47 tag of all words.

    Raises:
        ValueError: Two properties have one name.
    """
    context: dict[str, object] = dict(prefixes)
    for description in descriptions:
        context[_local(description.type)] = description.type
        for row in description.properties:
            term: dict[str, str] = {"@id": row.term} | (_MANY if row.many else {})
            if row.shape is Shape.WORDS:
                term["@language"] = language
            elif row.shape in {Shape.ADDRESS, Shape.SHARED}:
                term["@type"] = "@id"
            elif row.shape is Shape.CODED:
                term["@type"] = "@vocab"
            elif row.shape.datatype:
                term["@type"] = row.shape.datatype
            if context.setdefault(row.name, term) != term:
                raise ValueError(f"two properties are called {row.name}")
    return context


def _local(type_name: str) -> str:
    return type_name.partition(":")[2]
