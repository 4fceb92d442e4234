"""Resources and what is said about them, as profiles declare and writers take them (RDF 1.1)."""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

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
        name: Member's name in JSON-LD.
        term: `prefix:name`.
        shape: What its values are.
        source: Where a record has it, `record.title`, or what reads it; "", 0 and `None` count as none.
        many: Whether it may have several, so that in JSON it is always a list.
    """

    name: str
    term: str
    shape: Shape
    source: str | Callable[[R], Any]
    many: bool = False

    def values(self, record: R) -> tuple[Value, ...]:
        """Read the values that a record has."""
        values = self._read(record)
        if self.many:
            return tuple(value for value in values if value)
        return (values,) if values else ()

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
        address: Its IRI; "" for none.
        properties: In the order in which they are written.
        repeated: Whether the same resource may stand in several others: it is written once.
    """

    type: str
    address: Callable[[R], str]
    properties: tuple[Property[R], ...]
    repeated: bool = False

    def of(self, record: R) -> Resource:
        """Describe a record: each property that has a value."""
        return self._last(record) if self.repeated else self._described(record)

    @functools.cached_property
    def _last(self) -> Callable[[R], Resource]:
        """Describe a record, of which the same often comes again at once."""
        return functools.lru_cache(maxsize=16)(self._described)

    def _described(self, record: R) -> Resource:
        statements = tuple(self._statements(record))
        return Resource(self.address(record), self.type, statements, self.repeated)

    def _statements(self, record: R) -> Iterator[RdfStatement]:
        for row in self.properties:
            values = row.values(record)
            if values:
                yield RdfStatement(row, values)


class CatalogueWriter(Protocol):
    """A writer of a catalogue in some format, piece by piece."""

    def begin(self, catalogue: Resource) -> Iterator[str]:
        """Write the catalogue without its datasets."""

    def member(self, catalogue: Resource, statement: RdfStatement) -> Iterator[str]:
        """Write more of the catalogue: a dataset of it, or what was known only at the end."""

    def end(self, shared: Iterable[Resource]) -> Iterator[str]:
        """Write what datasets refer to, and close."""


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
