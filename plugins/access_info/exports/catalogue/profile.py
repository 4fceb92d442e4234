"""DCAT-AP 3.0.1 as a table: which property of a catalogue holds what (semiceu.github.io/DCAT-AP).

Writers know nothing of it. A profile of Vietnam (DCAT-VN) would be another table of this kind; names,
terms and sources are all that it would say.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeAlias, TypeVar
from urllib.parse import quote

from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueRecord,
    Contact,
    DataFile,
    ListedCatalogue,
    Publisher,
    Referent,
)
from access_info.exports.dataset import DatasetTexts
from access_info.exports.formats import FORMATS
from access_info.model.vocabularies import Level

# Our codes in vocabularies that portals know: EU authority tables, ADMS, IANA media types.

EU = "http://publications.europa.eu/resource/authority"
ADMS = "http://purl.org/adms/publishertype"
IANA = "https://www.iana.org/assignments/media-types"
GZIP = f"{IANA}/application/gzip"
# Endings of attachments that are tables, with their media types (IANA).
TABLES = {
    "csv": "text/csv",
    "xlsx": FORMATS["xlsx"].media_type,
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_MEDIA_TYPES = {**TABLES, **{form: row.media_type for form, row in FORMATS.items()}}
# `FREQUENCIES` → EU frequency.
_FREQUENCIES = {
    "hang-ngay": "DAILY",
    "hang-tuan": "WEEKLY",
    "hang-thang": "MONTHLY",
    "hang-quy": "QUARTERLY",
    "sau-thang": "ANNUAL_2",
    "hang-nam": "ANNUAL",
    "khi-co-thay-doi": "IRREG",
    "mot-lan": "NEVER",
}
# From the fewest days within which a list must be looked through → EU frequency.
_REVIEWS = ((1, "DAILY"), (7, "WEEKLY"), (31, "MONTHLY"), (92, "QUARTERLY"), (184, "ANNUAL_2"))
# Level of government → ADMS publisher type, and the key of its label. ADMS has no public service unit,
# which is of no level of its own: such a unit works for no profit.
_KINDS = {
    Level.CENTRAL: ("NationalAuthority", "catalogue.national"),
    Level.PROVINCE: ("RegionalAuthority", "catalogue.regional"),
    Level.DISTRICT: ("LocalAuthority", "catalogue.local"),
    Level.COMMUNE: ("LocalAuthority", "catalogue.local"),
    "": ("NonProfitOrganisation", "catalogue.non_profit"),
}
CHECKSUM = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
VIETNAM = f"{EU}/country/VNM"


class PublicVocabularies:
    """Concepts of public vocabularies, with labels in the catalogue's language."""

    def __init__(self, texts: DatasetTexts) -> None:
        """Take the language of labels."""
        self._texts = texts
        self.theme = Referent(
            address=f"{EU}/data-theme/GOVE", name=texts["catalogue.theme"], scheme=self.themes
        )
        self.access = Referent(address=f"{EU}/access-right/PUBLIC", name=texts["catalogue.access"])
        self.availability = Referent(
            address=f"{EU}/planned-availability/STABLE", name=texts["catalogue.availability"]
        )
        self.language = Referent(address=f"{EU}/language/VIE")

    themes = f"{EU}/data-theme"

    @property
    def scheme(self) -> Referent:
        """The themes that portals sort datasets by."""
        return Referent(address=self.themes, name=self._texts["catalogue.themes"])

    def publisher_kind(self, level: str) -> Referent:
        """Return the kind of a publisher by its level of government, "" for none."""
        code, label = _KINDS[Level(level) if level else ""]
        return Referent(address=f"{ADMS}/{code}", name=self._texts[label])


def coded_values() -> Iterator[str]:
    """Yield the addresses of all values that have codes."""
    names = {
        "access-right": ["PUBLIC"],
        "data-theme": ["GOVE"],
        "file-type": map(str.upper, _MEDIA_TYPES),
        "frequency": _FREQUENCIES.values(),
        "language": ["VIE"],
        "planned-availability": ["STABLE"],
    }
    for table, codes in names.items():
        yield from (f"{EU}/{table}/{code}" for code in codes)
    yield from (f"{ADMS}/{code}" for code, _ in _KINDS.values())


def file_type(form: str) -> Referent | None:
    """Return the EU file type of files with an ending; `None` for what is in no table."""
    return Referent(address=f"{EU}/file-type/{form.upper()}") if form in _MEDIA_TYPES else None


def media_type(form: str) -> Referent | None:
    """Return the media type of files with an ending; `None` for what is in no table."""
    return Referent(address=f"{IANA}/{_MEDIA_TYPES[form]}") if form in _MEDIA_TYPES else None


def frequency(code: str, review_days: int) -> Referent | None:
    """Return how often a dataset changes: as its rows say, else as the policy has it.

    Args:
        code: Value of `FREQUENCIES`, or "".
        review_days: Within how many days lists must be looked through, 0 when not stated.
    """
    name = _FREQUENCIES.get(code, "")
    if not name and review_days:
        name = next((eu for most, eu in _REVIEWS if review_days <= most), "ANNUAL")
    return Referent(address=f"{EU}/frequency/{name}") if name else None


def telephone(written: str) -> str:
    """Write a telephone number as an address (RFC 3966); "" when it has no digit."""
    digits = "".join(sign for sign in written if sign.isascii() and sign.isdigit())
    plus = "+" if written.lstrip().startswith("+") else ""
    return f"tel:{plus}{digits}" if digits else ""


# Resources and what is said about them, as profiles declare and writers take them (RDF 1.1).

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
    """

    term: str
    shape: Shape
    source: str | Callable[[R], Any]
    many: bool = False
    name: str = ""

    @property
    def member(self) -> str:
        """Member's name in JSON-LD."""
        return self.name or self.term.partition(":")[2]

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


# What datasets consist of and refer to, as the profile describes it: contacts, checksums, concepts.

_MAILBOX = "@._+-"


def _address(named: Referent) -> str:
    return named.address


def _no_address(_: object) -> str:
    return ""


def _simple(type_name: str, *rows: Property[Referent]) -> Description[Referent]:
    return Description(type_name, _address, rows, repeated=True)


_TITLE = Property[Referent]("dct:title", Shape.WORDS, "name")
_WORDS = Property[Referent]("dct:description", Shape.WORDS, "words")
_LABEL = Property[Referent]("skos:prefLabel", Shape.WORDS, "name")
_NOTATION = Property[Referent]("skos:notation", Shape.TEXT, "code")
_IN_SCHEME = Property[Referent]("skos:inScheme", Shape.ADDRESS, "scheme")
_CODE = Property[Referent]("dct:identifier", Shape.TEXT, "code")
CONCEPT = _simple("skos:Concept", _LABEL, _NOTATION, _IN_SCHEME)
SCHEME = _simple("skos:ConceptScheme", _TITLE)
LAW = _simple("eli:LegalResource", _TITLE, _CODE)
LICENCE = _simple("dct:LicenseDocument", _TITLE, _WORDS)
AREA = _simple("dct:Location", _LABEL, _CODE)
RIGHTS = _simple("dct:RightsStatement", _LABEL)
PAGE, LANGUAGE = _simple("foaf:Document"), _simple("dct:LinguisticSystem")
FREQUENCY, STANDARD = _simple("dct:Frequency"), _simple("dct:Standard")
MEDIA_TYPE, FILE_TYPE = _simple("dct:MediaType"), _simple("dct:MediaTypeOrExtent")
ALGORITHM = _simple("spdx:ChecksumAlgorithm")
_SHA256 = ALGORITHM.of(Referent(address=CHECKSUM))
CONTACTS = Description[Contact](
    "vcard:Kind",
    lambda contact: contact.page and f"{contact.page}#dau-moi",
    (
        Property("vcard:fn", Shape.WORDS, "name"),
        Property(
            "vcard:hasEmail",
            Shape.ADDRESS,
            lambda contact: contact.email and f"mailto:{quote(contact.email, safe=_MAILBOX)}",
        ),
        Property("vcard:hasTelephone", Shape.ADDRESS, lambda contact: telephone(contact.phone)),
        Property("vcard:hasURL", Shape.ADDRESS, "page"),
    ),
    repeated=True,
)
CHECKSUMS = Description[DataFile](
    "spdx:Checksum",
    _no_address,
    (
        Property("spdx:algorithm", Shape.SHARED, lambda _: _SHA256),
        Property("spdx:checksumValue", Shape.HEX, "digest"),
    ),
)
PERIOD = Description[CataloguedDataset](
    "dct:PeriodOfTime",
    _no_address,
    (
        Property("dcat:startDate", Shape.DAY, "record.start"),
        Property("dcat:endDate", Shape.DAY, "record.end"),
    ),
)
# What is said of a catalogue while its datasets are read, and after.
LISTED = Description[CatalogueRecord](
    "dcat:Catalog",
    lambda record: record.address,
    (
        Property("dcat:dataset", Shape.PART, lambda _: (), many=True),
        Property("dct:modified", Shape.DAY, "modified"),
    ),
)


PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Of values, which nearly every file and dataset has: they make Turtle a fifth shorter.
VALUE_PREFIXES = {
    "access": f"{EU}/access-right/",
    "application": f"{IANA}/application/",
    "availability": f"{EU}/planned-availability/",
    "filetype": f"{EU}/file-type/",
    "frequency": f"{EU}/frequency/",
    "kind": f"{ADMS}/",
    "lang": f"{EU}/language/",
    "text": f"{IANA}/text/",
    "theme": f"{EU}/data-theme/",
}


def value_codes(addresses: Iterable[str]) -> dict[str, str]:
    """Map addresses of public vocabularies to their codes: `…/file-type/CSV` → `CSV`.

    Args:
        addresses: Of all values that a catalogue may have.
    """
    codes = {}
    for address in addresses:
        for namespace in VALUE_PREFIXES.values():
            if address.startswith(namespace):
                codes[address] = address.removeprefix(namespace)
    return codes


class DcatAp:
    """The profile: how it describes a catalogue and its datasets."""

    def __init__(self, catalogue: CatalogueRecord, words: PublicVocabularies) -> None:
        """Take what all datasets share.

        Args:
            catalogue: The catalogue.
            words: Concepts of public vocabularies, with labels.
        """
        self._catalogue, self._words = catalogue, words
        self._theme = CONCEPT.of(words.theme)
        self._access = RIGHTS.of(words.access)
        self._availability = CONCEPT.of(words.availability)
        self._language = LANGUAGE.of(words.language)
        self._licence = LICENCE.of(catalogue.licence) if catalogue.licence else None
        self._law = LAW.of(catalogue.law) if catalogue.law else None
        self._area = AREA.of(catalogue.area)
        self._points = {code: CONCEPT.of(point) for code, point in catalogue.points.items()}
        self.publisher = Description[Publisher](
            "foaf:Agent",
            lambda publisher: publisher.address,
            (
                Property("foaf:name", Shape.WORDS, "name"),
                Property("dct:identifier", Shape.TEXT, "code"),
                Property("dct:type", Shape.CODED, self._publisher_kind, name="publisherType"),
            ),
            repeated=True,
        )
        self.file = Description[DataFile](
            "dcat:Distribution",
            lambda file: f"{file.address}#tep",
            (
                Property("dct:title", Shape.WORDS, "title"),
                Property("dct:description", Shape.WORDS, "description"),
                Property("dcat:accessURL", Shape.ADDRESS, "address"),
                Property("dcat:downloadURL", Shape.ADDRESS, "address"),
                Property("dcat:mediaType", Shape.SHARED, _media_type),
                Property("dcat:compressFormat", Shape.SHARED, _packing),
                Property("dct:format", Shape.CODED, _file_type),
                Property("dcat:byteSize", Shape.COUNT, "size"),
                Property("spdx:checksum", Shape.PART, CHECKSUMS.of),
                Property("dct:conformsTo", Shape.SHARED, _schema, many=True),
                Property("dct:license", Shape.SHARED, lambda _: self._licence),
                Property("dcatap:availability", Shape.CODED, lambda _: self._availability),
            ),
        )
        self.dataset = Description[CataloguedDataset](
            "dcat:Dataset",
            lambda dataset: dataset.address,
            (
                Property("dct:identifier", Shape.TEXT, "address"),
                Property("dct:title", Shape.WORDS, "record.title"),
                Property("dct:description", Shape.WORDS, "record.description"),
                Property(
                    "dcat:landingPage",
                    Shape.PART,
                    lambda dataset: _page(dataset.record.landing_page),
                ),
                Property("dct:issued", Shape.DAY, "record.issued"),
                Property("dct:modified", Shape.DAY, "record.modified"),
                Property("dct:temporal", Shape.PART, _period),
                Property("dct:spatial", Shape.SHARED, lambda _: self._area),
                Property("dct:accrualPeriodicity", Shape.CODED, self._frequency),
                Property("dcat:keyword", Shape.WORDS, "record.keywords", many=True),
                Property("dcat:theme", Shape.CODED, self._themes, many=True),
                Property("dct:language", Shape.CODED, lambda _: self._language),
                Property("dct:accessRights", Shape.CODED, lambda _: self._access),
                Property("dcatap:applicableLegislation", Shape.SHARED, lambda _: self._law),
                Property("dct:conformsTo", Shape.SHARED, _schemas, many=True),
                Property(
                    "dct:publisher", Shape.PART, lambda record: self.publisher.of(record.publisher)
                ),
                Property(
                    "dcat:contactPoint", Shape.PART, lambda dataset: CONTACTS.of(dataset.contact)
                ),
                Property(
                    "dcat:distribution",
                    Shape.PART,
                    lambda dataset: map(self.file.of, dataset.files),
                    many=True,
                ),
            ),
        )
        self.listed = Description[ListedCatalogue](
            "dcat:Catalog", lambda record: record.address, self._names()
        )
        self.catalogue = Description[CatalogueRecord](
            "dcat:Catalog",
            lambda record: record.address,
            (
                *self._names(),
                Property("dct:license", Shape.SHARED, lambda _: self._licence),
                Property("dct:language", Shape.CODED, lambda _: self._language),
                Property("dct:spatial", Shape.SHARED, lambda _: self._area),
                Property(
                    "dcat:themeTaxonomy",
                    Shape.SHARED,
                    lambda record: map(SCHEME.of, (words.scheme, record.scheme)),
                    many=True,
                ),
                Property("dcatap:applicableLegislation", Shape.SHARED, lambda _: self._law),
                Property(
                    "dcat:catalog",
                    Shape.PART,
                    lambda record: map(self.listed.of, record.catalogues),
                    many=True,
                ),
            ),
        )

    @property
    def descriptions(self) -> Iterator[Description[Any]]:
        """All of the profile."""
        yield from (self.catalogue, self.dataset, self.file, self.publisher)
        yield from (
            CONTACTS,
            CHECKSUMS,
            ALGORITHM,
            PERIOD,
            CONCEPT,
            SCHEME,
            LAW,
            LICENCE,
            AREA,
            PAGE,
        )
        yield from (RIGHTS, LANGUAGE, FREQUENCY, MEDIA_TYPE, FILE_TYPE, STANDARD, LISTED)

    def member(self, dataset: CataloguedDataset) -> RdfStatement:
        """State that the catalogue has a dataset."""
        return RdfStatement(LISTED.properties[0], (self.dataset.of(dataset),))

    def changed(self, day: str) -> RdfStatement:
        """State on which ISO day the catalogue last changed."""
        return RdfStatement(LISTED.properties[1], (day,))

    def _names(self) -> tuple[Property[Any], ...]:
        """Return the rows that catalogues have, whoever keeps them."""
        return (
            Property("dct:title", Shape.WORDS, "title"),
            Property("dct:description", Shape.WORDS, "description"),
            Property("foaf:homepage", Shape.PART, lambda record: _page(record.page)),
            Property(
                "dct:publisher", Shape.PART, lambda record: self.publisher.of(record.publisher)
            ),
        )

    def _publisher_kind(self, publisher: Publisher) -> Resource:
        return CONCEPT.of(self._words.publisher_kind(publisher.level))

    def _frequency(self, dataset: CataloguedDataset) -> Resource | None:
        often = frequency(dataset.record.frequency, self._catalogue.review_days)
        return FREQUENCY.of(often) if often else None

    def _themes(self, dataset: CataloguedDataset) -> Iterator[Resource]:
        yield self._theme
        for code in dataset.record.points:
            if code in self._points:
                yield self._points[code]


def _page(address: str) -> Resource | None:
    return PAGE.of(Referent(address=address)) if address else None


def _period(dataset: CataloguedDataset) -> Resource | None:
    return PERIOD.of(dataset) if dataset.record.start else None


def _media_type(file: DataFile) -> Resource | None:
    named = media_type(file.form)
    return MEDIA_TYPE.of(named) if named else None


def _packing(file: DataFile) -> Resource | None:
    return MEDIA_TYPE.of(Referent(address=GZIP)) if file.is_packed else None


def _file_type(file: DataFile) -> Resource | None:
    named = file_type(file.form)
    return FILE_TYPE.of(named) if named else None


def _schema(file: DataFile) -> tuple[Resource, ...]:
    return (STANDARD.of(Referent(address=file.schema)),) if file.schema else ()


def _schemas(dataset: CataloguedDataset) -> Iterator[Resource]:
    for address in dict.fromkeys(file.schema for file in dataset.files if file.schema):
        yield STANDARD.of(Referent(address=address))
