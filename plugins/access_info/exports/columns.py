"""One declaration of what every export holds: its columns, in the field's standard terms.

JSON members, columns of CSV and XLSX, their documentation and the JSON Schema come from here. Names
are those of DCAT 3, Dublin Core, schema.org, SKOS, ELI and vCard where one has the notion; labels
and help are the model's own. A published name never changes its meaning: that is a new name.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, TypeAlias

from access_info.model.fields import Record
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS, Period, Titles, Withdrawal

# What a column of published data is: its name, the standard's term, where it is read from.

# `pages` are addresses of this site; `files`, `links` and `places` are lists: addresses of
# attachments, addresses of web pages, and places in words (“Bộ phận một cửa”). `counts` are numbers by
# the code of what is counted.
Shape: TypeAlias = Literal[
    "text", "number", "day", "partial-day", "address", "object", "concept", "links", "places",
    "files", "pages", "counts", "concepts", "texts", "objects",
]  # fmt: skip
# Shapes that hold codes of concepts.
CODED = frozenset({"concept", "concepts", "counts"})
# Shapes of several values.
MANY = frozenset({"concepts", "files", "links", "objects", "pages", "places", "texts"})


@dataclasses.dataclass(frozen=True)
class ExportPart:
    """A member of a value that is an object; in tables a column of its own.

    Attributes:
        name: Name in JSON.
        field: Attribute of the value's record.
        label: Key of the column's title; "" for the label of the record's field.
        joined: Whether the title from the record's field stands behind the column's label.
        shown: Whether tables have it.
        day: Whether it is a day.
    """

    name: str
    field: str = ""
    label: str = ""
    joined: bool = False
    shown: bool = True
    day: bool = False


@dataclasses.dataclass(frozen=True)
class ExportColumn:
    """A column of a list: a member in JSON, one or more columns in tables.

    Attributes:
        name: Name in JSON.
        term: The standard's term, `prefix:name`; "" when no standard has the notion.
        field: Attribute of the model's item, with label and help; "" when it comes from elsewhere.
        shape: What its value is made of.
        label: Key of a text used instead of the field's label.
        help: Key of a text used instead of the field's help.
        record: What an object is read from.
        parts: The members of an object or a concept.
        width: Characters that a sheet's column shows.
        always: Whether every row has it.
        withdrawn: Whether it stays when an item has been withdrawn.
    """

    name: str
    term: str = ""
    field: str = ""
    shape: Shape = "text"
    label: str = ""
    help: str = ""
    record: type[Record] | None = None
    parts: tuple[ExportPart, ...] = ()
    width: int = 14
    always: bool = False
    withdrawn: bool = False


def worded_column(name: str, text: str, term: str = "", **more: Any) -> ExportColumn:  # noqa: ANN401 - as its fields are
    """Return a column whose title and help are texts of the locale: keys `text` and `text` + `_help`.

    Args:
        name: Name in JSON.
        text: Key of the title.
        term: The standard's term, or "".
        more: Other attributes of `ExportColumn`.
    """
    return ExportColumn(name, term, label=text, help=f"{text}_help", **more)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListColumns:
    """The columns of a published set of data, such as one of an agency's two lists.

    Attributes:
        name: Its name in addresses and file names.
        record: The model's record, whose fields' labels name the columns.
        columns: The columns of its rows, in order.
        sheet: Key of the name of its sheet in a workbook.
        key: (column, member or `None`) that identify a row in tables; none where the row's
            identifier or address does.
    """

    name: str
    record: type[Record]
    columns: tuple[ExportColumn, ...]
    sheet: str
    key: tuple[tuple[str, str | None], ...] = ()


PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


_CODE = ExportPart("notation", label="exports.point_code")
_HIDDEN_CODE = ExportPart("notation", shown=False)
WORDS = ExportPart("prefLabel", joined=True)
CONCEPT = (_HIDDEN_CODE, WORDS)
PUBLISHER_PARTS = (
    ExportPart("identifier", label="exports.publisher_id"),
    ExportPart("name", label="exports.publisher"),
)
_PERIOD = (
    ExportPart("startDate", "start", joined=True, day=True),
    ExportPart("endDate", "end", joined=True, day=True),
)
_IDENTIFIER = ExportColumn(
    "identifier", "dcterms:identifier", "id", width=11, always=True, withdrawn=True
)
_TITLE = ExportColumn("title", "dcterms:title", "title", width=60, always=True, withdrawn=True)
_ALTERNATIVE = ExportColumn(
    "alternative",
    "dcterms:alternative",
    "titles",
    shape="object",
    record=Titles,
    parts=(ExportPart("en", "en"), ExportPart("km", "km")),
    width=24,
)
_PUBLISHER = worded_column(
    "publisher",
    "exports.publisher",
    "dcterms:publisher",
    shape="object",
    parts=PUBLISHER_PARTS,
    width=24,
    always=True,
    withdrawn=True,
)
_LANDING_PAGE = worded_column(
    "landingPage",
    "exports.landing_page",
    "dcat:landingPage",
    shape="address",
    width=30,
    always=True,
    withdrawn=True,
)
_UNIT = ExportColumn("organizationUnit", "vcard:organization-unit", "unit", width=24)
_BASIS = ExportColumn("legalBasis", field="legal_basis", width=30)
_MODIFIED = ExportColumn("modified", "dcterms:modified", "modified", shape="day")
_REVIEWED = ExportColumn("lastReviewed", "schema:lastReviewed", "verified", shape="day")
_STATUS = ExportColumn(
    "status", "adms:status", "status", shape="concept", parts=CONCEPT, withdrawn=True
)
_WITHDRAWAL = ExportColumn(
    "withdrawal",
    "prov:wasInvalidatedBy",
    "withdrawn",
    shape="object",
    record=Withdrawal,
    parts=(
        ExportPart("date", "date", day=True),
        ExportPart("description", "reason"),
    ),
    withdrawn=True,
)
_NOTE = ExportColumn("note", "skos:note", "note", width=30)

DISCLOSURE_COLUMNS = ListColumns(
    name=DISCLOSURE,
    record=LISTS[DISCLOSURE].record,
    sheet="exports.sheet_disclosure",
    columns=(
        _IDENTIFIER,
        _TITLE,
        _PUBLISHER,
        worded_column("isPartOf", "exports.part_of", "dcterms:isPartOf", width=11, withdrawn=True),
        ExportColumn("documentNumber", "eli:id_local", "number", width=16),
        ExportColumn("issued", "dcterms:issued", "issued", shape="partial-day"),
        ExportColumn(
            "subject",
            "dcterms:subject",
            "points",
            shape="concepts",
            help="exports.subject_help",
            parts=(_CODE, WORDS),
            width=30,
        ),
        ExportColumn("keyword", "dcat:keyword", "group", width=20),
        _BASIS,
        ExportColumn("disclosureForm", field="forms", shape="concepts", parts=CONCEPT, width=24),
        ExportColumn("disclosureTiming", field="timing", width=24),
        ExportColumn("datePublished", "schema:datePublished", "published", shape="day"),
        ExportColumn("disclosureDuration", field="duration"),
        ExportColumn(
            "posting", "dcterms:temporal", "posting", shape="object", record=Period, parts=_PERIOD
        ),
        ExportColumn(
            "broadcast",
            "dcterms:temporal",
            "broadcast",
            shape="object",
            record=Period,
            parts=_PERIOD,
        ),
        _UNIT,
        _LANDING_PAGE,
        ExportColumn("accessURL", "dcat:accessURL", "addresses", shape="links", width=30),
        worded_column(
            "location",
            "exports.location",
            "schema:location",
            field="addresses",
            shape="places",
            width=24,
        ),
        ExportColumn("downloadURL", "dcat:downloadURL", "files", shape="files", width=30),
        ExportColumn("publicService", "cpsv:PublicService", "procedure_code"),
        ExportColumn(
            "accrualPeriodicity",
            "dcterms:accrualPeriodicity",
            "frequency",
            shape="concept",
            parts=CONCEPT,
        ),
        _MODIFIED,
        _REVIEWED,
        _STATUS,
        ExportColumn("isReplacedBy", "dcterms:isReplacedBy", "replaced_by", width=16),
        ExportColumn(
            "validity", "dcterms:valid", "in_force", shape="object", record=Period, parts=_PERIOD
        ),
        _WITHDRAWAL,
        _ALTERNATIVE,
        _NOTE,
    ),
)
CONDITIONAL_COLUMNS = ListColumns(
    name=CONDITIONAL,
    record=LISTS[CONDITIONAL].record,
    sheet="exports.sheet_conditional",
    columns=(
        _IDENTIFIER,
        _TITLE,
        _PUBLISHER,
        ExportColumn(
            "accessRights",
            "dcterms:accessRights",
            "kind",
            shape="concept",
            parts=CONCEPT,
            width=30,
        ),
        ExportColumn("conditionsOfAccess", "schema:conditionsOfAccess", "condition", width=40),
        ExportColumn("consentFrom", field="consent_from", width=24),
        ExportColumn("consentForm", field="form"),
        _UNIT,
        _BASIS,
        _LANDING_PAGE,
        _MODIFIED,
        _REVIEWED,
        _STATUS,
        _WITHDRAWAL,
        _ALTERNATIVE,
        _NOTE,
    ),
)
LIST_COLUMNS = (DISCLOSURE_COLUMNS, CONDITIONAL_COLUMNS)
