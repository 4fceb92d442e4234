"""One declaration of what every export holds: its columns, in the field's standard terms.

JSON members, columns of CSV and XLSX, their documentation and the JSON Schema come from here. Names
are those of DCAT 3, Dublin Core, schema.org, SKOS, ELI and vCard where one has the notion; labels
and help are the model's own. A published name never changes its meaning: that is a new name.
"""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

from access_info.model.declarations.fields import Record
from access_info.model.items import Period, Titles, Withdrawal
from access_info.model.lists import CONDITIONAL, DISCLOSURE, LISTS

# What a column of published data is: its name, the standard's term, where it is read from.

# `pages` are addresses of this site; `files`, `links` and `places` are lists of addresses: of attachments, of web pages, and those
# that are words (“Bộ phận một cửa”) rather than addresses of the web.
Shape: TypeAlias = Literal[
    "text", "number", "day", "partial-day", "address", "object", "concept", "links", "places",
    "files", "pages", "counts", "concepts", "texts", "objects",
]  # fmt: skip
# `counts` are numbers by the code of what is counted.
# Shapes that hold codes of concepts.
CODED = frozenset({"concept", "concepts", "counts"})
# Shapes of several values.
MANY = frozenset({"concepts", "files", "links", "objects", "pages", "places", "texts"})


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListColumns:
    """Columns of a set of data: of one of an agency's two lists, or of what is said about all.

    Attributes:
        name: Its name in addresses and file names.
        record: The model's record, whose fields' labels name the columns.
        columns: What its rows say, in order.
        sheet: Key of the name of its sheet in a workbook.
        key: Columns of tables that tell a row from all others, each with the member or `None`; none
            where an identifier or an address does.
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


_CODE = ExportPart(name="notation", label="exports.point_code")
_HIDDEN_CODE = ExportPart(name="notation", shown=False)
_WORDS = ExportPart(name="prefLabel", joined=True)
_CONCEPT = (_HIDDEN_CODE, _WORDS)
_PERIOD = (
    ExportPart(name="startDate", field="start", joined=True, day=True),
    ExportPart(name="endDate", field="end", joined=True, day=True),
)
_IDENTIFIER = ExportColumn(
    name="identifier",
    term="dcterms:identifier",
    field="id",
    width=11,
    always=True,
    withdrawn=True,
)
_TITLE = ExportColumn(
    name="title", term="dcterms:title", field="title", width=60, always=True, withdrawn=True
)
_ALTERNATIVE = ExportColumn(
    name="alternative",
    term="dcterms:alternative",
    field="titles",
    shape="object",
    record=Titles,
    parts=(ExportPart(name="en", field="en"), ExportPart(name="km", field="km")),
    width=24,
)
_PUBLISHER = ExportColumn(
    name="publisher",
    term="dcterms:publisher",
    shape="object",
    label="exports.publisher",
    help="exports.publisher_help",
    parts=(
        ExportPart(name="identifier", label="exports.publisher_id"),
        ExportPart(name="name", label="exports.publisher"),
    ),
    width=24,
    always=True,
    withdrawn=True,
)
_LANDING_PAGE = ExportColumn(
    name="landingPage",
    term="dcat:landingPage",
    shape="address",
    label="exports.landing_page",
    help="exports.landing_page_help",
    width=30,
    always=True,
    withdrawn=True,
)
_UNIT = ExportColumn(
    name="organizationUnit", term="vcard:organization-unit", field="unit", width=24
)
_BASIS = ExportColumn(name="legalBasis", field="legal_basis", width=30)
_MODIFIED = ExportColumn(name="modified", term="dcterms:modified", field="modified", shape="day")
_REVIEWED = ExportColumn(
    name="lastReviewed", term="schema:lastReviewed", field="verified", shape="day"
)
_STATUS = ExportColumn(
    name="status",
    term="adms:status",
    field="status",
    shape="concept",
    parts=_CONCEPT,
    withdrawn=True,
)
_WITHDRAWAL = ExportColumn(
    name="withdrawal",
    term="prov:wasInvalidatedBy",
    field="withdrawn",
    shape="object",
    record=Withdrawal,
    parts=(
        ExportPart(name="date", field="date", day=True),
        ExportPart(name="description", field="reason"),
    ),
    withdrawn=True,
)
_NOTE = ExportColumn(name="note", term="skos:note", field="note", width=30)

DISCLOSURE_COLUMNS = ListColumns(
    name=DISCLOSURE,
    record=LISTS[DISCLOSURE].record,
    sheet="exports.sheet_disclosure",
    columns=(
        _IDENTIFIER,
        _TITLE,
        _PUBLISHER,
        ExportColumn(
            name="isPartOf",
            term="dcterms:isPartOf",
            label="exports.part_of",
            help="exports.part_of_help",
            width=11,
            withdrawn=True,
        ),
        ExportColumn(name="documentNumber", term="eli:id_local", field="number", width=16),
        ExportColumn(name="issued", term="dcterms:issued", field="issued", shape="partial-day"),
        ExportColumn(
            name="subject",
            term="dcterms:subject",
            field="points",
            shape="concepts",
            help="exports.subject_help",
            parts=(_CODE, _WORDS),
            width=30,
        ),
        ExportColumn(name="keyword", term="dcat:keyword", field="group", width=20),
        _BASIS,
        ExportColumn(
            name="disclosureForm", field="forms", shape="concepts", parts=_CONCEPT, width=24
        ),
        ExportColumn(name="disclosureTiming", field="timing", width=24),
        ExportColumn(
            name="datePublished", term="schema:datePublished", field="published", shape="day"
        ),
        ExportColumn(name="disclosureDuration", field="duration"),
        ExportColumn(
            name="posting",
            term="dcterms:temporal",
            field="posting",
            shape="object",
            record=Period,
            parts=_PERIOD,
        ),
        ExportColumn(
            name="broadcast",
            term="dcterms:temporal",
            field="broadcast",
            shape="object",
            record=Period,
            parts=_PERIOD,
        ),
        _UNIT,
        _LANDING_PAGE,
        ExportColumn(
            name="accessURL", term="dcat:accessURL", field="addresses", shape="links", width=30
        ),
        ExportColumn(
            name="location",
            term="schema:location",
            field="addresses",
            shape="places",
            label="exports.location",
            help="exports.location_help",
            width=24,
        ),
        ExportColumn(
            name="downloadURL", term="dcat:downloadURL", field="files", shape="files", width=30
        ),
        ExportColumn(name="publicService", term="cpsv:PublicService", field="procedure_code"),
        ExportColumn(
            name="accrualPeriodicity",
            term="dcterms:accrualPeriodicity",
            field="frequency",
            shape="concept",
            parts=_CONCEPT,
        ),
        _MODIFIED,
        _REVIEWED,
        _STATUS,
        ExportColumn(
            name="isReplacedBy", term="dcterms:isReplacedBy", field="replaced_by", width=16
        ),
        ExportColumn(
            name="validity",
            term="dcterms:valid",
            field="in_force",
            shape="object",
            record=Period,
            parts=_PERIOD,
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
            name="accessRights",
            term="dcterms:accessRights",
            field="kind",
            shape="concept",
            parts=_CONCEPT,
            width=30,
        ),
        ExportColumn(
            name="conditionsOfAccess",
            term="schema:conditionsOfAccess",
            field="condition",
            width=40,
        ),
        ExportColumn(name="consentFrom", field="consent_from", width=24),
        ExportColumn(name="consentForm", field="form"),
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
