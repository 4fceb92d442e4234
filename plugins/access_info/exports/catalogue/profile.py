"""DCAT-AP 3.0.1 as a table: which property of a catalogue holds what (semiceu.github.io/DCAT-AP).

Writers know nothing of it. A profile of Vietnam (DCAT-VN) would be another table of this kind; names,
terms and sources are all that it would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from access_info.exports.catalogue.parts import (
    ALGORITHM,
    AREA,
    CHECKSUMS,
    CONCEPT,
    CONTACTS,
    FILE_TYPE,
    FREQUENCY,
    LANGUAGE,
    LAW,
    LICENCE,
    LISTED,
    MEDIA_TYPE,
    PAGE,
    PERIOD,
    RIGHTS,
    SCHEME,
    STANDARD,
)
from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueRecord,
    DataFile,
    ListedCatalogue,
    Publisher,
    Referent,
)
from access_info.exports.catalogue.statements import (
    Description,
    Property,
    RdfStatement,
    Resource,
    Shape,
)
from access_info.exports.catalogue.vocabularies import (
    ADMS,
    EU,
    GZIP,
    IANA,
    PublicVocabularies,
    file_type,
    frequency,
    media_type,
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
                Property("name", "foaf:name", Shape.WORDS, "name"),
                Property("identifier", "dct:identifier", Shape.TEXT, "code"),
                Property("publisherType", "dct:type", Shape.CODED, self._publisher_kind),
            ),
            repeated=True,
        )
        self.file = Description[DataFile](
            "dcat:Distribution",
            lambda file: f"{file.address}#tep",
            (
                Property("title", "dct:title", Shape.WORDS, "title"),
                Property("description", "dct:description", Shape.WORDS, "description"),
                Property("accessURL", "dcat:accessURL", Shape.ADDRESS, "address"),
                Property("downloadURL", "dcat:downloadURL", Shape.ADDRESS, "address"),
                Property("mediaType", "dcat:mediaType", Shape.SHARED, _media_type),
                Property("compressFormat", "dcat:compressFormat", Shape.SHARED, _packing),
                Property("format", "dct:format", Shape.CODED, _file_type),
                Property("byteSize", "dcat:byteSize", Shape.COUNT, "size"),
                Property("checksum", "spdx:checksum", Shape.PART, CHECKSUMS.of),
                Property("conformsTo", "dct:conformsTo", Shape.SHARED, _schema, many=True),
                Property("license", "dct:license", Shape.SHARED, lambda _: self._licence),
                Property(
                    "availability",
                    "dcatap:availability",
                    Shape.CODED,
                    lambda _: self._availability,
                ),
            ),
        )
        self.dataset = Description[CataloguedDataset](
            "dcat:Dataset",
            lambda dataset: dataset.address,
            (
                Property("identifier", "dct:identifier", Shape.TEXT, "address"),
                Property("title", "dct:title", Shape.WORDS, "record.title"),
                Property("description", "dct:description", Shape.WORDS, "record.description"),
                Property(
                    "landingPage",
                    "dcat:landingPage",
                    Shape.PART,
                    lambda dataset: _page(dataset.record.landing_page),
                ),
                Property("issued", "dct:issued", Shape.DAY, "record.issued"),
                Property("modified", "dct:modified", Shape.DAY, "record.modified"),
                Property("temporal", "dct:temporal", Shape.PART, _period),
                Property("spatial", "dct:spatial", Shape.SHARED, lambda _: self._area),
                Property(
                    "accrualPeriodicity", "dct:accrualPeriodicity", Shape.CODED, self._frequency
                ),
                Property("keyword", "dcat:keyword", Shape.WORDS, "record.keywords", many=True),
                Property("theme", "dcat:theme", Shape.CODED, self._themes, many=True),
                Property("language", "dct:language", Shape.CODED, lambda _: self._language),
                Property("accessRights", "dct:accessRights", Shape.CODED, lambda _: self._access),
                Property(
                    "applicableLegislation",
                    "dcatap:applicableLegislation",
                    Shape.SHARED,
                    lambda _: self._law,
                ),
                Property("conformsTo", "dct:conformsTo", Shape.SHARED, _schemas, many=True),
                Property(
                    "publisher",
                    "dct:publisher",
                    Shape.PART,
                    lambda record: self.publisher.of(record.publisher),
                ),
                Property(
                    "contactPoint",
                    "dcat:contactPoint",
                    Shape.PART,
                    lambda dataset: CONTACTS.of(dataset.contact),
                ),
                Property(
                    "distribution",
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
                Property("license", "dct:license", Shape.SHARED, lambda _: self._licence),
                Property("language", "dct:language", Shape.CODED, lambda _: self._language),
                Property("spatial", "dct:spatial", Shape.SHARED, lambda _: self._area),
                Property(
                    "themeTaxonomy",
                    "dcat:themeTaxonomy",
                    Shape.SHARED,
                    lambda record: map(SCHEME.of, (words.scheme, record.scheme)),
                    many=True,
                ),
                Property(
                    "applicableLegislation",
                    "dcatap:applicableLegislation",
                    Shape.SHARED,
                    lambda _: self._law,
                ),
                Property(
                    "catalog",
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
            Property("title", "dct:title", Shape.WORDS, "title"),
            Property("description", "dct:description", Shape.WORDS, "description"),
            Property("homepage", "foaf:homepage", Shape.PART, lambda record: _page(record.page)),
            Property(
                "publisher",
                "dct:publisher",
                Shape.PART,
                lambda record: self.publisher.of(record.publisher),
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
