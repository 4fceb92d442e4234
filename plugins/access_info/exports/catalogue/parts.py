"""What datasets consist of and refer to, as the profile describes it: contacts, checksums, concepts."""

from __future__ import annotations

from urllib.parse import quote

from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueRecord,
    Contact,
    DataFile,
    Referent,
)
from access_info.exports.catalogue.statements import Description, Property, Shape
from access_info.exports.catalogue.vocabularies import CHECKSUM, telephone

_MAILBOX = "@._+-"


def _address(named: Referent) -> str:
    return named.address


def _no_address(_: object) -> str:
    return ""


def _simple(type_name: str, *rows: Property[Referent]) -> Description[Referent]:
    return Description(type_name, _address, rows, repeated=True)


_TITLE = Property[Referent]("title", "dct:title", Shape.WORDS, "name")
_WORDS = Property[Referent]("description", "dct:description", Shape.WORDS, "words")
_LABEL = Property[Referent]("prefLabel", "skos:prefLabel", Shape.WORDS, "name")
_NOTATION = Property[Referent]("notation", "skos:notation", Shape.TEXT, "code")
_IN_SCHEME = Property[Referent]("inScheme", "skos:inScheme", Shape.ADDRESS, "scheme")
_CODE = Property[Referent]("identifier", "dct:identifier", Shape.TEXT, "code")
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
        Property("fn", "vcard:fn", Shape.WORDS, "name"),
        Property(
            "hasEmail",
            "vcard:hasEmail",
            Shape.ADDRESS,
            lambda contact: contact.email and f"mailto:{quote(contact.email, safe=_MAILBOX)}",
        ),
        Property(
            "hasTelephone",
            "vcard:hasTelephone",
            Shape.ADDRESS,
            lambda contact: telephone(contact.phone),
        ),
        Property("hasURL", "vcard:hasURL", Shape.ADDRESS, "page"),
    ),
    repeated=True,
)
CHECKSUMS = Description[DataFile](
    "spdx:Checksum",
    _no_address,
    (
        Property("algorithm", "spdx:algorithm", Shape.SHARED, lambda _: _SHA256),
        Property("checksumValue", "spdx:checksumValue", Shape.HEX, "digest"),
    ),
)
PERIOD = Description[CataloguedDataset](
    "dct:PeriodOfTime",
    _no_address,
    (
        Property("startDate", "dcat:startDate", Shape.DAY, "record.start"),
        Property("endDate", "dcat:endDate", Shape.DAY, "record.end"),
    ),
)
# What is said of a catalogue while its datasets are read, and after.
LISTED = Description[CatalogueRecord](
    "dcat:Catalog",
    lambda record: record.address,
    (
        Property("dataset", "dcat:dataset", Shape.PART, lambda _: (), many=True),
        Property("modified", "dct:modified", Shape.DAY, "modified"),
    ),
)
