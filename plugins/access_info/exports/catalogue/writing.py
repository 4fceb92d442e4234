"""The catalogue's files, written together while datasets are read one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.exports.catalogue.profile import (
    PREFIXES,
    VALUE_PREFIXES,
    CatalogueWriter,
    DcatAp,
    Description,
    PublicVocabularies,
    RdfStatement,
    Resource,
    Shape,
    Value,
    coded_values,
    iri,
    shared_in,
    value_codes,
)
from access_info.exports.catalogue.records import CataloguedDataset, CatalogueRecord
from access_info.exports.dataset import DatasetTexts
from access_info.exports.json_files import compact

# Resources as JSON-LD 1.1 with its context inside, piece by piece.

_MANY = {"@container": "@set"}
_REFERRED = frozenset({Shape.SHARED, Shape.CODED})


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
        name = statement.property.member
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
            members[statement.property.member] = self._values(statement)
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
            if context.setdefault(row.member, term) != term:
                raise ValueError(f"two properties are called {row.member}")
    return context


def _local(type_name: str) -> str:
    return type_name.partition(":")[2]


# Resources as Turtle (RDF 1.1), piece by piece: a graph of thousands of datasets is never whole.

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


def write_catalogue(
    turtle: Path,
    json_ld: Path,
    catalogue: CatalogueRecord,
    datasets: Iterable[CataloguedDataset],
    texts: DatasetTexts,
    *,
    base: str,
) -> None:
    """Write the catalogue as Turtle and as JSON-LD.

    What is in memory at any time is one dataset, and the laws' points and the like that datasets refer to.

    Args:
        turtle: Where; the folder exists.
        json_ld: Where; the folder exists.
        catalogue: The catalogue.
        datasets: What it lists, in order.
        texts: The language of labels.
        base: Absolute address of the site's root.
    """
    profile = DcatAp(catalogue, PublicVocabularies(texts))
    writers: tuple[CatalogueWriter, ...] = (
        Turtle(base=base, language=catalogue.language, prefixes=PREFIXES | VALUE_PREFIXES),
        JsonLd(
            context_of(profile.descriptions, PREFIXES, catalogue.language),
            # Points of the laws have the codes that rows name them by.
            value_codes(coded_values())
            | {point.address: point.code for point in catalogue.points.values()},
        ),
    )
    described = profile.catalogue.of(catalogue)
    shared = {resource.key: resource for resource in shared_in(described)}
    modified = catalogue.modified
    with (
        turtle.open("w", encoding="utf-8", newline="\n") as first,
        json_ld.open("w", encoding="utf-8", newline="\n") as second,
    ):
        files = tuple(zip((first, second), writers, strict=True))
        for file, writer in files:
            file.writelines(writer.begin(described))
        for dataset in datasets:
            statement = profile.member(dataset)
            for value in statement.values:
                if isinstance(value, Resource):
                    for resource in shared_in(value):
                        shared.setdefault(resource.key, resource)
            modified = max(modified, dataset.record.modified)
            for file, writer in files:
                file.writelines(writer.member(described, statement))
        for file, writer in files:
            if modified:
                file.writelines(writer.member(described, profile.changed(modified)))
            file.writelines(writer.end(shared.values()))
