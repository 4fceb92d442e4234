"""Writes RDF 1.1 as JSON-LD and as Turtle, piece by piece: resources with statements about them.

Which properties a resource has is said elsewhere, by the table of a profile (`profile`).
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

from access_info.exports.json_files import compact, member_lines

# The classes by which a profile declares properties, and which writers take.

R = TypeVar("R")
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')


class Shape(enum.Enum):
    """The kind of a property's values: a datatype of literals, an address or a resource."""

    WORDS = "words"  # of the catalogue's language
    TEXT = "text"
    DAY = "xsd:date"
    COUNT = "xsd:nonNegativeInteger"
    HEX = "xsd:hexBinary"
    ADDRESS = "address"
    SHARED = "shared"  # a resource that many refer to, and that is described once
    CODED = "coded"  # the same, of a public vocabulary: JSON-LD may have its code alone
    PART = "part"  # a resource that belongs to this one

    @property
    def datatype(self) -> str:
        """The datatype of a typed literal, `xsd:date`; "" for plain text and for what is no literal."""
        return self.value if self.value.startswith("xsd:") else ""


@dataclasses.dataclass(frozen=True)
class Resource:
    """An RDF resource (a node of the graph) with the statements about it.

    Attributes:
        address: IRI; "" for a blank node.
        type: Its class, `prefix:Name`.
        statements: The statements about it, in order.
        repeated: Whether several resources may refer to it, so that it must be written only once.
    """

    address: str
    type: str
    statements: tuple[RdfStatement, ...]
    repeated: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Address and class, which identify the description.

        The address alone does not: a site of one agency has the page and the agency at one address.
        """
        return self.address, self.type


Value: TypeAlias = "str | int | Resource"


@dataclasses.dataclass(frozen=True)
class Property(Generic[R]):
    """A row of a profile: an RDF property, and where its values come from.

    Attributes:
        term: `prefix:name`.
        shape: The kind of its values.
        source: Path of an attribute of the record, `record.title`, or a function that reads the value;
            "", 0 and `None` count as none.
        many: Whether there may be several values, so that in JSON it is always a list.
        name: Member's name in JSON-LD, where another property uses the term's.
        by: The description that turns the values read into resources; `None` for literals.
    """

    term: str
    shape: Shape
    source: str | Callable[[R], Any]
    many: bool = False
    name: str = ""
    by: Description[Any] | None = None

    @property
    def member(self) -> str:
        """The name of the property in JSON-LD: that of the term, without prefix, unless `name` is set."""
        return self.name or self.term.partition(":")[2]

    def values(self, record: R) -> tuple[Value, ...]:
        """Return the values of the property that a record has, resources among them; maybe none."""
        read = self._read(record)
        values = [value for value in (read if self.many else (read,)) if value]
        return tuple(values if self.by is None else map(self.by.of, values))

    @functools.cached_property
    def _read(self) -> Callable[[R], Any]:
        """The function that reads the value from a record."""
        return attrgetter(self.source) if isinstance(self.source, str) else self.source


@dataclasses.dataclass(frozen=True)
class RdfStatement:
    """The values of one property.

    Attributes:
        property: The row of the profile.
        values: At least one.
    """

    property: Property[Any]
    values: tuple[Value, ...]


@dataclasses.dataclass(frozen=True)
class Description(Generic[R]):
    """How a profile turns records of one kind into resources.

    Attributes:
        type: Class of the resource, `prefix:Name`.
        properties: In the order in which they are written.
        address: Record → IRI of the resource; "" for a blank node.
        repeated: Whether several resources may refer to the same one, which is then written once.
    """

    type: str
    properties: tuple[Property[R], ...]
    address: Callable[[R], str] = attrgetter("address")
    repeated: bool = False

    def of(self, record: R) -> Resource:
        """Return the resource of a record, with a statement for each property that has a value."""
        read = ((row, row.values(record)) for row in self.properties)
        statements = tuple(RdfStatement(row, values) for row, values in read if values)
        return Resource(self.address(record), self.type, statements, self.repeated)


def shared_in(resource: Resource) -> Iterator[Resource]:
    """Yield the shared resources, such as laws and media types, to which a resource or its parts refer.

    Many datasets refer to them, so they are collected while datasets are written, and described once at
    the end of the file.
    """
    for statement in resource.statements:
        for value in statement.values:
            if isinstance(value, Resource):
                if statement.property.shape in {Shape.SHARED, Shape.CODED}:
                    yield value
                yield from shared_in(value)


def iri(address: str) -> str:
    """Return an address with signs that an IRI may not contain percent-encoded (RDF 1.1 Turtle, IRIREF)."""
    if _FORBIDDEN.search(address) is None:
        return address
    return _FORBIDDEN.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


# Resources as JSON-LD 1.1 with its context inside, piece by piece.

_MANY = {"@container": "@set"}
_REFERRED = frozenset({Shape.SHARED, Shape.CODED})


class JsonLd:
    """Writes a catalogue as JSON-LD: `begin`, then `member` for each dataset, then `end`."""

    def __init__(self, context: Mapping[str, object], codes: Mapping[str, str]) -> None:
        """Take the context, which is put into the file, so that readers need not fetch it.

        Args:
            context: Member's name → property of the profile.
            codes: Address of a public vocabulary's value → the code written in its place.
        """
        meanings = {code: address for address, code in codes.items()}
        self._context = {**meanings, **context}
        self._codes = codes
        self._open = ""  # the member whose list is open

    def begin(self, catalogue: Resource) -> Iterator[str]:
        """Yield the pieces of the file's beginning: context, and catalogue without its datasets."""
        members = {"@context": self._context, **self._object(catalogue)}
        yield "{" + ",\n".join(member_lines(members))

    def member(self, _: Resource, statement: RdfStatement) -> Iterator[str]:
        """Yield pieces for one more statement about the catalogue: a dataset, or its day of change.

        Values of one property follow each other in a list that stays open until a statement with another
        property comes. The catalogue is given as to `Turtle.member`, but its object is open anyway.
        """
        name = statement.property.member
        if not statement.property.many:
            yield f"{self._close_list()},\n{compact(name)}:{compact(self._values(statement))}"
            return
        for value in statement.values:
            if name != self._open:
                yield f"{self._close_list()},\n{compact(name)}:[\n"
                self._open = name
            else:
                yield ",\n"
            yield compact(self._value(value, statement.property.shape))

    def end(self, shared: Iterable[Resource]) -> Iterator[str]:
        """Yield the pieces of the file's end: the resources to which datasets refer, closing brackets."""
        yield self._close_list()
        lines = ",\n".join(compact(self._object(resource)) for resource in shared)
        yield f',\n"@included":[\n{lines}\n]}}\n' if lines else "}\n"

    def _close_list(self) -> str:
        """Return the bracket that closes the open list; "" if no list is open."""
        is_open, self._open = bool(self._open), ""
        return "\n]" if is_open else ""

    def _object(self, resource: Resource) -> dict[str, object]:
        """Return a resource as a JSON object, with its parts inside."""
        members: dict[str, object] = {"@id": iri(resource.address)} if resource.address else {}
        members["@type"] = _local_name(resource.type)
        for statement in resource.statements:
            members[statement.property.member] = self._values(statement)
        return members

    def _values(self, statement: RdfStatement) -> object:
        """Return a statement's values as JSON; a list if the property may have several."""
        shape = statement.property.shape
        if statement.property.many:
            return [self._value(value, shape) for value in statement.values]
        return self._value(statement.values[0], shape)

    def _value(self, value: Value, shape: Shape) -> object:
        """Return a value as JSON: a literal, an address, a code, or an object for a part."""
        if isinstance(value, Resource):
            if shape is Shape.CODED and value.address in self._codes:
                return self._codes[value.address]
            return iri(value.address) if shape in _REFERRED else self._object(value)
        return iri(str(value)) if shape is Shape.ADDRESS else value


def context_of(
    descriptions: Iterable[Description[Any]], prefixes: Mapping[str, str], language: str
) -> dict[str, object]:
    """Return the JSON-LD context, which tells readers which property each member's name stands for.

    Args:
        descriptions: All descriptions of the profile.
        prefixes: Namespaces by prefix.
        language: BCP 47 tag of all words.

    Raises:
        ValueError: Two different properties have the same name.
    """
    context: dict[str, object] = dict(prefixes)
    for description in descriptions:
        context[_local_name(description.type)] = description.type
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


def _local_name(type_name: str) -> str:
    """Return a name without its prefix: `dcat:Dataset` → `Dataset`."""
    return type_name.partition(":")[2]


# Resources as Turtle (RDF 1.1), piece by piece: a graph of thousands of datasets is never whole.

# The rest of an address that may be written relative to the base: `co-quan/so-mau/#tep`. Not one with
# a colon, before which some readers see a scheme, nor one with parts `.` and `..`, which vanish.
_RELATIVE = re.compile(r"(?!\.)[^:/?#]+(?:/(?!\.{1,2}(?:[/#]|$))[^:/?#]*)*(?:#[^:]*)?")
# The part of PN_LOCAL that needs no escape.
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*")
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    **{ord(sign): escape for sign, escape in zip('\\"\n\r\t', ("\\\\", '\\"', "\\n", "\\r", "\\t"), strict=True)},
}  # fmt: skip


class Turtle:
    """Writes a catalogue as Turtle: `begin`, then `member` for each dataset, then `end`."""

    def __init__(self, *, base: str, language: str, prefixes: Mapping[str, str]) -> None:
        """Take what all statements share.

        Args:
            base: Absolute address with which many addresses begin; they are written without it.
            language: BCP 47 tag of all words.
            prefixes: Namespaces by prefix.
        """
        self._base, self._language, self._prefixes = base, language, prefixes
        self._short: dict[str, str] = {}  # address → its form with a prefix, once found
        self._written: set[tuple[str, str]] = set()  # keys of repeated resources described already
        self._waiting: list[Resource] = []  # parts referred to, but not described yet

    def begin(self, catalogue: Resource) -> Iterator[str]:
        """Yield the pieces of the file's beginning: prefixes, base, catalogue without its datasets."""
        for prefix, namespace in self._prefixes.items():
            yield f"@prefix {prefix}: <{iri(namespace)}> .\n"
        yield f"@base <{iri(self._base)}> .\n"
        yield from self._described(catalogue)

    def member(self, catalogue: Resource, statement: RdfStatement) -> Iterator[str]:
        """Yield pieces for one more statement about the catalogue: a dataset, or its day of change."""
        yield f"\n{self._iri(catalogue.address)}{self._statement(statement)}.\n"
        yield from self._waiting_parts()

    def end(self, shared: Iterable[Resource]) -> Iterator[str]:
        """Yield the descriptions of the resources to which datasets refer."""
        for resource in shared:
            yield from self._described(resource)

    def _described(self, resource: Resource) -> Iterator[str]:
        """Yield the description of a resource with an address, then those of its parts with addresses.

        A resource that others may have too is described only the first time.
        """
        if resource.repeated:
            if resource.key in self._written:
                return
            self._written.add(resource.key)
        predicates = ";".join(map(self._statement, resource.statements))
        yield f"\n{self._iri(resource.address)} a {resource.type}{';' if predicates else ''}{predicates}.\n"
        yield from self._waiting_parts()

    def _waiting_parts(self) -> Iterator[str]:
        """Yield the descriptions of parts with addresses that were met in the statements before."""
        waiting, self._waiting = self._waiting, []
        for resource in waiting:
            yield from self._described(resource)

    def _statement(self, statement: RdfStatement) -> str:
        """Return a property with its values, `dct:title "…"@vi`, on a line of its own."""
        shape = statement.property.shape
        objects = ",".join(self._object(value, shape) for value in statement.values)
        return f"\n {statement.property.term} {objects}"

    def _object(self, value: Value, shape: Shape) -> str:
        """Return a value as Turtle: an address, a blank node with its statements, or a literal.

        A part with an address of its own is noted, to be described afterwards.
        """
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
        """Return an address as Turtle: relative to the base, with a prefix, or in full."""
        if self._base and address.startswith(self._base):
            rest = address[len(self._base) :]
            return f"<{iri(rest if _RELATIVE.fullmatch(rest) else address)}>"
        return self._short.get(address) or self._shortened(address)

    def _shortened(self, address: str) -> str:
        """Return a vocabulary's address with its prefix, `filetype:CSV`, else in full.

        The short form is remembered, since few such addresses are written very often.
        """
        written = f"<{iri(address)}>"
        for prefix, namespace in self._prefixes.items():
            name = address.removeprefix(namespace)
            if name != address and _LOCAL_NAME.fullmatch(name):
                self._short[address] = written = f"{prefix}:{name}"
        return written
