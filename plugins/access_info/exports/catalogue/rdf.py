"""Resources and what is said about them (RDF 1.1), written as JSON-LD and as Turtle, piece by piece.

Nothing here knows which properties there are: that is a profile's table.
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

# What profiles declare and writers take.

R = TypeVar("R")
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')


class Shape(enum.Enum):
    """What a property's values are: a datatype, or what else."""

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
        """The datatype of a literal, `xsd:name`; "" for all else."""
        return self.value if self.value.startswith("xsd:") else ""


@dataclasses.dataclass(frozen=True)
class Resource:
    """A resource.

    Attributes:
        address: IRI; "" for a node that has none.
        type: Its class, `prefix:Name`.
        statements: What is said about it, in order.
        repeated: Whether others may have the same one.
    """

    address: str
    type: str
    statements: tuple[RdfStatement, ...]
    repeated: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells its description from others: a lone agency's first page is the agency too."""
        return self.address, self.type


Value: TypeAlias = "str | int | Resource"


@dataclasses.dataclass(frozen=True)
class Property(Generic[R]):
    """A row of a profile: which property holds what.

    Attributes:
        term: `prefix:name`.
        shape: What its values are.
        source: Where a record has it, `record.title`, or what reads it; "", 0 and `None` count as none.
        many: Whether it may have several, so that in JSON it is always a list.
        name: Member's name in JSON-LD, where the term's is taken.
        by: What describes the values that are read, where they are no literals.
    """

    term: str
    shape: Shape
    source: str | Callable[[R], Any]
    many: bool = False
    name: str = ""
    by: Description[Any] | None = None

    @property
    def member(self) -> str:
        """Member's name in JSON-LD."""
        return self.name or self.term.partition(":")[2]

    def values(self, record: R) -> tuple[Value, ...]:
        """Read the values that a record has."""
        read = self._read(record)
        values = [value for value in (read if self.many else (read,)) if value]
        return tuple(values if self.by is None else map(self.by.of, values))

    @functools.cached_property
    def _read(self) -> Callable[[R], Any]:
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
    """How a profile describes records of one kind.

    Attributes:
        type: Class of the resource, `prefix:Name`.
        properties: In the order in which they are written.
        address: Its IRI; "" for none.
        repeated: Whether the same resource may stand in several others: it is written once.
    """

    type: str
    properties: tuple[Property[R], ...]
    address: Callable[[R], str] = attrgetter("address")
    repeated: bool = False

    def of(self, record: R) -> Resource:
        """Describe a record: each property that has a value."""
        return self._described_last(record) if self.repeated else self._described(record)

    @functools.cached_property
    def _described_last(self) -> Callable[[R], Resource]:
        """What describes a record and remembers it, since the same often comes again at once."""
        return functools.lru_cache(maxsize=16)(self._described)

    def _described(self, record: R) -> Resource:
        read = ((row, row.values(record)) for row in self.properties)
        statements = tuple(RdfStatement(row, values) for row, values in read if values)
        return Resource(self.address(record), self.type, statements, self.repeated)


def shared_in(resource: Resource) -> Iterator[Resource]:
    """Yield what a resource, or a part of it, refers to and others may too."""
    for statement in resource.statements:
        for value in statement.values:
            if isinstance(value, Resource):
                if statement.property.shape in {Shape.SHARED, Shape.CODED}:
                    yield value
                yield from shared_in(value)


def iri(address: str) -> str:
    """Percent-encode what may not stand in an IRI between angle brackets (RDF 1.1 Turtle, IRIREF)."""
    if _FORBIDDEN.search(address) is None:
        return address
    return _FORBIDDEN.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


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
        yield "{" + ",\n".join(member_lines(members))

    def member(self, _: Resource, statement: RdfStatement) -> Iterator[str]:
        """Write more of the catalogue: a dataset of it, or what was known only at the end."""
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
        """Write what datasets refer to, and close."""
        yield self._close_list()
        lines = ",\n".join(compact(self._object(resource)) for resource in shared)
        yield f',\n"@included":[\n{lines}\n]}}\n' if lines else "}\n"

    def _close_list(self) -> str:
        """End the list that is being written, if there is one."""
        is_open, self._open = bool(self._open), ""
        return "\n]" if is_open else ""

    def _object(self, resource: Resource) -> dict[str, object]:
        members: dict[str, object] = {"@id": iri(resource.address)} if resource.address else {}
        members["@type"] = _local_name(resource.type)
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
        yield from self._waiting_parts()

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
        yield from self._waiting_parts()

    def _waiting_parts(self) -> Iterator[str]:
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
