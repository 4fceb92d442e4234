"""One declaration of what every export holds: its columns, in the field's standard terms.

JSON members, columns of CSV and XLSX, their documentation and the JSON Schema come from here. Names
are those of DCAT 3, Dublin Core, schema.org, SKOS, ELI and vCard where one has the notion; labels
and help are the model's own. A published name never changes its meaning: that is a new name.
"""

from __future__ import annotations

from access_info.exports.column_shapes import ExportColumn, ExportPart, ListColumns
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS, Period, Titles, Withdrawal

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
