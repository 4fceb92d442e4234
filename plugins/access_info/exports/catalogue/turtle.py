"""Resources as Turtle (RDF 1.1), piece by piece: a graph of thousands of datasets is never whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from access_info.exports.catalogue.statements import RdfStatement, Resource, Shape, Value, iri

# What stays an address of its own when its beginning is left out: `co-quan/so-mau/#tep`. What stands
# before a colon is a scheme, to some readers wherever it is; parts of dots are resolved away.
_RELATIVE = re.compile(r"(?!\.)[^:/?#]+(?:/(?!\.{1,2}(?:[/#]|$))[^:/?#]*)*(?:#[^:]*)?")
# The part of PN_LOCAL that needs no escape.
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*")
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    **{ord(sign): escape for sign, escape in zip('\\"\n\r\t', ("\\\\", '\\"', "\\n", "\\r", "\\t"), strict=True)},
}  # fmt: skip


class Turtle:
    """A writer of resources as Turtle."""

    def __init__(self, *, base: str, language: str, prefixes: Mapping[str, str]) -> None:
        """Take what all statements share.

        Args:
            base: Absolute address that many begin with, and that is left out of them.
            language: BCP 47 tag of all words.
            prefixes: Namespaces by prefix.
        """
        self._base, self._language, self._prefixes = base, language, prefixes
        self._short: dict[str, str] = {}
        self._written: set[tuple[str, str]] = set()
        self._waiting: list[Resource] = []

    def begin(self, catalogue: Resource) -> Iterator[str]:
        """Write the prefixes and the catalogue without its datasets."""
        for prefix, namespace in self._prefixes.items():
            yield f"@prefix {prefix}: <{iri(namespace)}> .\n"
        yield f"@base <{iri(self._base)}> .\n"
        yield from self._described(catalogue)

    def member(self, catalogue: Resource, statement: RdfStatement) -> Iterator[str]:
        """Write more of the catalogue: a dataset of it, or what was known only at the end."""
        yield f"\n{self._iri(catalogue.address)}{self._statement(statement)}.\n"
        yield from self._waited()

    def end(self, shared: Iterable[Resource]) -> Iterator[str]:
        """Write what datasets refer to."""
        for resource in shared:
            yield from self._described(resource)

    def _described(self, resource: Resource) -> Iterator[str]:
        """Write a resource that has an address, then parts of it that have one, each once."""
        if resource.repeated:
            if resource.key in self._written:
                return
            self._written.add(resource.key)
        predicates = ";".join(map(self._statement, resource.statements))
        yield f"\n{self._iri(resource.address)} a {resource.type}{';' if predicates else ''}{predicates}.\n"
        yield from self._waited()

    def _waited(self) -> Iterator[str]:
        waiting, self._waiting = self._waiting, []
        for resource in waiting:
            yield from self._described(resource)

    def _statement(self, statement: RdfStatement) -> str:
        shape = statement.property.shape
        objects = ",".join(self._object(value, shape) for value in statement.values)
        return f"\n {statement.property.term} {objects}"

    def _object(self, value: Value, shape: Shape) -> str:
        if isinstance(value, Resource):
            if value.address:
                if shape is Shape.PART:
                    self._waiting.append(value)
                return self._iri(value.address)
            predicates = ";".join(map(self._statement, value.statements)).replace("\n", "")
            return f"[a {value.type};{predicates}]" if predicates else f"[a {value.type}]"
        if shape is Shape.ADDRESS:
            return self._iri(str(value))
        quoted = f'"{str(value).translate(_ESCAPES)}"'
        if shape is Shape.WORDS:
            return f"{quoted}@{self._language}"
        return f"{quoted}^^{shape.datatype}" if shape.datatype else quoted

    def _iri(self, address: str) -> str:
        if self._base and address.startswith(self._base):
            rest = address[len(self._base) :]
            return f"<{iri(rest if _RELATIVE.fullmatch(rest) else address)}>"
        return self._short.get(address) or self._shortened(address)

    def _shortened(self, address: str) -> str:
        """Write an address of a vocabulary with its prefix; there are few, and many refer to them."""
        written = f"<{iri(address)}>"
        for prefix, namespace in self._prefixes.items():
            name = address.removeprefix(namespace)
            if name != address and _LOCAL_NAME.fullmatch(name):
                self._short[address] = written = f"{prefix}:{name}"
        return written
