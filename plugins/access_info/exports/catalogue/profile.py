"""Declares how the catalogue is described by DCAT-AP 3.0.1 (semiceu.github.io/DCAT-AP), and writes it.

The profile is a table: each row says which RDF property has which value of a record. A profile of Vietnam
(DCAT-VN) would be another such table; the writers of RDF (`rdf`) would stay as they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from access_info.exports.catalogue.rdf import (
    Description,
    JsonLd,
    Property,
    RdfStatement,
    Resource,
    Shape,
    Turtle,
    context_of,
    shared_in,
)
from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueFile,
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
_GZIP = f"{IANA}/application/gzip"
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
# The most days within which a list must be reviewed → EU frequency; the first that fits counts.
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
_SHA256_ADDRESS = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
VIETNAM = f"{EU}/country/VNM"


def publisher_kind(level: str, texts: DatasetTexts) -> Referent:
    """Return the ADMS type of a publisher, by its level of government ("" for a service unit)."""
    code, label = _KINDS[Level(level) if level else ""]
    return Referent(address=f"{ADMS}/{code}", name=texts[label])


def value_codes() -> dict[str, str]:
    """Return the addresses of values of public vocabularies → their codes: `…/file-type/CSV` → `CSV`.

    JSON-LD writes the code in place of the address.
    """
    tables = {
        "access-right": ["PUBLIC"],
        "data-theme": ["GOVE"],
        "file-type": [form.upper() for form in _MEDIA_TYPES],
        "frequency": _FREQUENCIES.values(),
        "language": ["VIE"],
        "planned-availability": ["STABLE"],
    }
    codes = {f"{EU}/{table}/{code}": code for table, names in tables.items() for code in names}
    return codes | {f"{ADMS}/{code}": code for code, _ in _KINDS.values()}


def _file_type(file: DataFile) -> str:
    """Return the address of a file's type in the EU's vocabulary; "" for an unknown format."""
    return f"{EU}/file-type/{file.form.upper()}" if file.form in _MEDIA_TYPES else ""


def _media_type(file: DataFile) -> str:
    """Return the address of a file's media type at IANA; "" for an unknown format."""
    return f"{IANA}/{_MEDIA_TYPES[file.form]}" if file.form in _MEDIA_TYPES else ""


def _packing(file: DataFile) -> str:
    """Return the address of the media type of gzip if a file is compressed by it; else ""."""
    return _GZIP if file.is_packed else ""


def frequency(code: str, review_days: int) -> str:
    """Return the EU code of how often a dataset is updated: as stated, else as lists are reviewed.

    `("hang-quy", 0)` → `QUARTERLY`; `("", 30)` → `MONTHLY`

    Args:
        code: Value of `FREQUENCIES`, or "".
        review_days: Within how many days lists must be reviewed, 0 when not stated.

    Returns:
        The code; "" where neither says anything.
    """
    name = _FREQUENCIES.get(code, "")
    if not name and review_days:
        name = next((eu for most, eu in _REVIEWS if review_days <= most), "ANNUAL")
    return name


def telephone(written: str) -> str:
    """Return a telephone number as an address (RFC 3966), `tel:02603862123`; "" when it has no digit."""
    digits = "".join(sign for sign in written if sign.isascii() and sign.isdigit())
    plus = "+" if written.lstrip().startswith("+") else ""
    return f"tel:{plus}{digits}" if digits else ""


# Descriptions of what datasets consist of and refer to: contacts, checksums, concepts, laws.

# Signs of a mail address that are not percent-encoded.
_MAILBOX = "@._+-"


def _shared_description(type_name: str, *rows: Property[Referent]) -> Description[Referent]:
    """Return the description of resources that many others refer to, and that are written once."""
    return Description(type_name, rows, repeated=True)


def _address(type_name: str) -> Description[str]:
    """Return the description of resources with address and class alone, such as media types."""
    return Description(type_name, (), str, repeated=True)


_TITLE = Property[Referent]("dct:title", Shape.WORDS, "name")
_WORDS = Property[Referent]("dct:description", Shape.WORDS, "words")
_LABEL = Property[Referent]("skos:prefLabel", Shape.WORDS, "name")
_NOTATION = Property[Referent]("skos:notation", Shape.TEXT, "code")
_IN_SCHEME = Property[Referent]("skos:inScheme", Shape.ADDRESS, "scheme")
_CODE = Property[Referent]("dct:identifier", Shape.TEXT, "code")
CONCEPT = _shared_description("skos:Concept", _LABEL, _NOTATION, _IN_SCHEME)
SCHEME = _shared_description("skos:ConceptScheme", _TITLE)
LAW = _shared_description("eli:LegalResource", _TITLE, _CODE)
LICENCE = _shared_description("dct:LicenseDocument", _TITLE, _WORDS)
AREA = _shared_description("dct:Location", _LABEL, _CODE)
RIGHTS = _shared_description("dct:RightsStatement", _LABEL)
PAGE, LANGUAGE = _address("foaf:Document"), _address("dct:LinguisticSystem")
FREQUENCY, STANDARD = _address("dct:Frequency"), _address("dct:Standard")
MEDIA_TYPE, FILE_TYPE = _address("dct:MediaType"), _address("dct:MediaTypeOrExtent")
ALGORITHM = _address("spdx:ChecksumAlgorithm")
_SHA256 = ALGORITHM.of(_SHA256_ADDRESS)
CONTACTS = Description[Contact](
    "vcard:Kind",
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
    lambda contact: contact.page and f"{contact.page}#dau-moi",
    repeated=True,
)
CHECKSUMS = Description[DataFile](
    "spdx:Checksum",
    (
        Property("spdx:algorithm", Shape.SHARED, lambda _: _SHA256),
        Property("spdx:checksumValue", Shape.HEX, "digest"),
    ),
    lambda _: "",
)
PERIOD = Description[CataloguedDataset](
    "dct:PeriodOfTime",
    (
        Property("dcat:startDate", Shape.DAY, "record.start"),
        Property("dcat:endDate", Shape.DAY, "record.end"),
    ),
    lambda _: "",
)
FILE_OF_MANY = Description[CatalogueFile](
    "hydra:PagedCollection", (Property("hydra:next", Shape.ADDRESS, "following"),)
)
# Statements about a catalogue that are made while its datasets are read (one for each), and afterwards.
LISTED = Description[CatalogueRecord](
    "dcat:Catalog",
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
    "hydra": "http://www.w3.org/ns/hydra/core#",
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


class DcatAp:
    """The profile: the tables by which a catalogue, its datasets, files and publishers become RDF.

    Attributes:
        catalogue: The table of the catalogue itself.
        listed: That of other catalogues to which it refers.
        dataset: That of datasets.
        file: That of a dataset's files.
        publisher: That of agencies and the jurisdiction.
    """

    def __init__(self, catalogue: CatalogueRecord, texts: DatasetTexts) -> None:
        """Make the resources that all datasets share (theme, licence, law, area), and the tables.

        Args:
            catalogue: The catalogue.
            texts: The texts of labels.
        """
        self._catalogue, self._texts = catalogue, texts
        themes = Referent(address=f"{EU}/data-theme", name=texts["catalogue.themes"])
        self._theme = CONCEPT.of(
            Referent(
                address=f"{EU}/data-theme/GOVE",
                name=texts["catalogue.theme"],
                scheme=themes.address,
            )
        )
        self._access = RIGHTS.of(
            Referent(address=f"{EU}/access-right/PUBLIC", name=texts["catalogue.access"])
        )
        self._availability = CONCEPT.of(
            Referent(
                address=f"{EU}/planned-availability/STABLE", name=texts["catalogue.availability"]
            )
        )
        self._language = LANGUAGE.of(f"{EU}/language/VIE")
        self._licence = LICENCE.of(catalogue.licence) if catalogue.licence else None
        self._law = LAW.of(catalogue.law) if catalogue.law else None
        self._area = AREA.of(catalogue.area)
        self._points = {code: CONCEPT.of(point) for code, point in catalogue.points.items()}
        self.publisher = Description[Publisher](
            "foaf:Agent",
            (
                Property("foaf:name", Shape.WORDS, "name"),
                Property("dct:identifier", Shape.TEXT, "code"),
                Property("dct:type", Shape.CODED, self._publisher_kind, name="publisherType"),
            ),
            repeated=True,
        )
        self.file = Description[DataFile](
            "dcat:Distribution",
            (
                Property("dct:title", Shape.WORDS, "title"),
                Property("dct:description", Shape.WORDS, "description"),
                Property("dcat:accessURL", Shape.ADDRESS, "address"),
                Property("dcat:downloadURL", Shape.ADDRESS, "address"),
                Property("dcat:mediaType", Shape.SHARED, _media_type, by=MEDIA_TYPE),
                Property("dcat:compressFormat", Shape.SHARED, _packing, by=MEDIA_TYPE),
                Property("dct:format", Shape.CODED, _file_type, by=FILE_TYPE),
                Property("dcat:byteSize", Shape.COUNT, "size"),
                Property("spdx:checksum", Shape.PART, CHECKSUMS.of),
                Property("dct:conformsTo", Shape.SHARED, _schema, many=True, by=STANDARD),
                Property("dct:license", Shape.SHARED, lambda _: self._licence),
                Property("dcatap:availability", Shape.CODED, lambda _: self._availability),
            ),
            lambda file: f"{file.address}#tep",
        )
        self.dataset = Description[CataloguedDataset](
            "dcat:Dataset",
            (
                Property("dct:identifier", Shape.TEXT, "address"),
                Property("dct:title", Shape.WORDS, "record.title"),
                Property("dct:description", Shape.WORDS, "record.description"),
                Property("dcat:landingPage", Shape.PART, "record.landing_page", by=PAGE),
                Property("dct:issued", Shape.DAY, "record.issued"),
                Property("dct:modified", Shape.DAY, "record.modified"),
                Property("dct:temporal", Shape.PART, _period),
                Property("dct:spatial", Shape.SHARED, lambda _: self._area),
                Property("dct:accrualPeriodicity", Shape.CODED, self._frequency, by=FREQUENCY),
                Property("dcat:keyword", Shape.WORDS, "record.keywords", many=True),
                Property("dcat:theme", Shape.CODED, self._themes, many=True),
                Property("dct:language", Shape.CODED, lambda _: self._language),
                Property("dct:accessRights", Shape.CODED, lambda _: self._access),
                Property("dcatap:applicableLegislation", Shape.SHARED, lambda _: self._law),
                Property("dct:conformsTo", Shape.SHARED, _schemas, many=True, by=STANDARD),
                Property("dct:publisher", Shape.PART, "publisher", by=self.publisher),
                Property("dcat:contactPoint", Shape.PART, "contact", by=CONTACTS),
                Property("dcat:distribution", Shape.PART, "files", many=True, by=self.file),
                Property("dct:hasPart", Shape.ADDRESS, "parts", many=True),
            ),
        )
        self.listed = Description[ListedCatalogue]("dcat:Catalog", self._common_properties())
        self.catalogue = Description[CatalogueRecord](
            "dcat:Catalog",
            (
                *self._common_properties(),
                Property("dct:license", Shape.SHARED, lambda _: self._licence),
                Property("dct:language", Shape.CODED, lambda _: self._language),
                Property("dct:spatial", Shape.SHARED, lambda _: self._area),
                Property(
                    "dcat:themeTaxonomy",
                    Shape.SHARED,
                    lambda record: map(SCHEME.of, (themes, record.scheme)),
                    many=True,
                ),
                Property("dcatap:applicableLegislation", Shape.SHARED, lambda _: self._law),
                Property("dcat:catalog", Shape.PART, "catalogues", many=True, by=self.listed),
                Property("hydra:view", Shape.PART, "file", by=FILE_OF_MANY),
            ),
        )

    @property
    def descriptions(self) -> Iterator[Description[Any]]:
        """All descriptions of the profile, for the JSON-LD context."""
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
        yield FILE_OF_MANY

    def _common_properties(self) -> tuple[Property[Any], ...]:
        """Return the properties that this catalogue and other listed catalogues have in common."""
        return (
            Property("dct:title", Shape.WORDS, "title"),
            Property("dct:description", Shape.WORDS, "description"),
            Property("foaf:homepage", Shape.PART, "page", by=PAGE),
            Property("dct:publisher", Shape.PART, "publisher", by=self.publisher),
        )

    def _publisher_kind(self, publisher: Publisher) -> Resource:
        """Return the type of a publisher as a resource."""
        return CONCEPT.of(publisher_kind(publisher.level, self._texts))

    def _frequency(self, dataset: CataloguedDataset) -> str:
        """Return the address, in the EU's vocabulary, of how often a dataset is updated; "" if unknown."""
        code = frequency(dataset.record.frequency, self._catalogue.review_days)
        return f"{EU}/frequency/{code}" if code else ""

    def _themes(self, dataset: CataloguedDataset) -> Iterator[Resource]:
        """Yield the themes of a dataset: government, and the points of the law that it falls under."""
        yield self._theme
        for code in dataset.record.points:
            if code in self._points:
                yield self._points[code]


def _period(dataset: CataloguedDataset) -> Resource | None:
    """Return the time that a dataset covers as a resource; `None` if it is not known."""
    return PERIOD.of(dataset) if dataset.record.start else None


def _schema(file: DataFile) -> tuple[str]:
    """Return the address of a file's schema, or "", as a tuple, since the property takes several."""
    return (file.schema,)


def _schemas(dataset: CataloguedDataset) -> dict[str, None]:
    """Return the addresses of the schemas of a dataset's files, each once, in order."""
    return dict.fromkeys(file.schema for file in dataset.files)


def write_catalogue(
    turtle: Path,
    json_ld: Path,
    catalogue: CatalogueRecord,
    datasets: Iterable[CataloguedDataset],
    texts: DatasetTexts,
    *,
    base: str,
    files_of_many: Sequence[CatalogueFile | None] = (None, None),
    is_dated: bool = True,
) -> None:
    """Write the catalogue, or a part of it, as Turtle and as JSON-LD, in one pass over its datasets.

    In memory are only one dataset and the resources that many datasets refer to, which end the files.

    Args:
        turtle: The Turtle file; its folder exists.
        json_ld: The JSON-LD file; its folder exists.
        catalogue: The catalogue.
        datasets: Its datasets, in order.
        texts: The texts of labels.
        base: Absolute address of the site's root.
        files_of_many: Address and successor of the two files, if they hold only a part.
        is_dated: Whether they say when the catalogue changed; only one part does.
    """
    profile = DcatAp(catalogue, texts)
    writers: tuple[Turtle | JsonLd, ...] = (
        Turtle(base=base, language=catalogue.language, prefixes=PREFIXES | VALUE_PREFIXES),
        JsonLd(
            context_of(profile.descriptions, PREFIXES, catalogue.language),
            # Points of the laws have the codes that rows name them by.
            value_codes() | {point.address: point.code for point in catalogue.points.values()},
        ),
    )
    described = [
        profile.catalogue.of(dataclasses.replace(catalogue, file=file)) for file in files_of_many
    ]
    shared = {resource.key: resource for resource in shared_in(described[0])}
    modified = catalogue.modified
    has_dataset, was_changed = LISTED.properties
    with (
        turtle.open("w", encoding="utf-8", newline="\n") as first,
        json_ld.open("w", encoding="utf-8", newline="\n") as second,
    ):
        files = tuple(zip((first, second), writers, described, strict=True))
        for file, writer, catalogued in files:
            file.writelines(writer.begin(catalogued))
        for dataset in datasets:
            described_dataset = profile.dataset.of(dataset)
            for resource in shared_in(described_dataset):
                shared.setdefault(resource.key, resource)
            statement = RdfStatement(has_dataset, (described_dataset,))
            modified = max(modified, dataset.record.modified)
            for file, writer, catalogued in files:
                file.writelines(writer.member(catalogued, statement))
        for file, writer, catalogued in files:
            if modified and is_dated:
                file.writelines(writer.member(catalogued, RdfStatement(was_changed, (modified,))))
            file.writelines(writer.end(shared.values()))
