"""Declares the columns of the sets beside the lists: laws, agencies, figures, duties, corrections."""

from __future__ import annotations

from access_info.exports.columns import (
    CONCEPT,
    PUBLISHER_PARTS,
    WORDS,
    ExportColumn,
    ExportPart,
    ListColumns,
    worded_column,
)
from access_info.model.agency import (
    AgencyProfile,
    Channel,
    ContactPoint,
    Correction,
    YearStatistics,
)
from access_info.model.fields import Record


def address_column(label: str) -> ExportColumn:
    """Return the column with the address of a row, which is its `@id` in JSON.

    Args:
        label: Key of the column's title.
    """
    return ExportColumn(
        "landingPage",
        "dcat:landingPage",
        shape="address",
        label=label,
        help="sets.address_help",
        always=True,
    )


LAW_COLUMNS = ListColumns(
    name="phap-luat",
    record=Record,
    sheet="sets.laws",
    columns=(
        worded_column("identifier", "sets.fact_code", "dcterms:identifier", always=True),
        worded_column(
            "type", "sets.fact_type", "dcterms:type", shape="concept", parts=CONCEPT, always=True
        ),
        worded_column("title", "sets.fact_title", "dcterms:title", always=True),
        worded_column(
            "legislation",
            "sets.law",
            "dcterms:isPartOf",
            shape="concept",
            parts=(ExportPart("notation", label="sets.law_code"), WORDS),
            always=True,
        ),
        ExportColumn("citation", label="sets.citation", help="sets.fact_citation_help"),
        worded_column("period", "sets.period"),
        worded_column("broader", "sets.broader", "skos:broader"),
        address_column("sets.law_page"),
        worded_column("verification", "sets.verification", shape="concept", parts=CONCEPT),
        worded_column("novelty", "sets.novelty", shape="concept", parts=CONCEPT),
        worded_column("checked", "sets.checked", shape="day"),
        worded_column("checkedBy", "sets.checked_by"),
        worded_column("checkedAgainst", "sets.against"),
    ),
)


_PUBLISHER = ExportColumn(
    "publisher",
    "dcterms:publisher",
    shape="object",
    label="exports.publisher",
    help="sets.publisher_help",
    parts=PUBLISHER_PARTS,
    always=True,
)
AGENCY_COLUMNS = ListColumns(
    name="co-quan",
    record=AgencyProfile,
    sheet="sets.agencies",
    columns=(
        ExportColumn(
            "identifier",
            "dcterms:identifier",
            label="exports.publisher_id",
            help="sets.agency_id_help",
            always=True,
        ),
        ExportColumn("orgIdentifier", "org:identifier", "official_code"),
        ExportColumn("name", "schema:name", "name", always=True),
        worded_column("alternateName", "sets.other_names", "schema:alternateName", shape="texts"),
        ExportColumn(
            "classification",
            "org:classification",
            "type",
            shape="concept",
            parts=CONCEPT,
            always=True,
        ),
        address_column("sets.agency_page"),
        ExportColumn("parentOrganization", "schema:parentOrganization", "parent"),
        ExportColumn("replaces", "dcterms:replaces", "predecessors", shape="texts"),
        ExportColumn("isReplacedBy", "dcterms:isReplacedBy", "successors", shape="texts"),
        ExportColumn(
            "foundingDate", "schema:foundingDate", "founded", shape="day", help="sets.founded_help"
        ),
        ExportColumn(
            "dissolutionDate",
            "schema:dissolutionDate",
            "dissolved",
            shape="day",
            help="sets.dissolved_help",
        ),
        ExportColumn("address", "schema:address", "address"),
        ExportColumn("telephone", "schema:telephone", "phone"),
        ExportColumn("email", "schema:email", "email"),
        ExportColumn("url", "schema:url", "website"),
        ExportColumn("openingHours", "schema:openingHours", "hours"),
        ExportColumn(
            "contactPoint",
            "schema:contactPoint",
            "contact_points",
            shape="objects",
            help="sets.contact_help",
            record=ContactPoint,
            parts=(
                ExportPart("organizationUnit", "unit", joined=True),
                ExportPart("contactType", "role", joined=True),
                ExportPart("telephone", "phone", joined=True),
                ExportPart("email", "email", joined=True),
            ),
        ),
        ExportColumn(
            "availableChannel",
            "schema:availableChannel",
            "channels",
            shape="objects",
            record=Channel,
            parts=(
                ExportPart("name", "kind", joined=True),
                ExportPart("address", "address", joined=True),
            ),
        ),
    ),
)


def _figure(name: str, label: str) -> ExportColumn:
    """Return the column of a yearly figure, with the title that the page of figures uses."""
    return ExportColumn(name, shape="number", label=f"statistics.{label}", help="sets.figure_help")


STATISTICS_COLUMNS = ListColumns(
    name="thong-ke",
    record=YearStatistics,
    sheet="sets.statistics",
    key=(("publisher", "identifier"), ("year", None)),
    columns=(
        _PUBLISHER,
        ExportColumn(
            "year", "dcterms:temporal", "year", shape="number", help="sets.year_help", always=True
        ),
        address_column("sets.year_page"),
        _figure("received", "received"),
        _figure("receivedInPerson", "in_person"),
        _figure("receivedByPost", "by_post"),
        _figure("receivedOnline", "online"),
        _figure("answeredInFull", "full"),
        _figure("answeredInPart", "partial"),
        _figure("refused", "refused"),
        worded_column("refusedByGround", "sets.refused_by_ground", shape="counts"),
        _figure("transferred", "transferred"),
        _figure("withdrawn", "withdrawn"),
        _figure("pending", "pending"),
        _figure("outcomes", "results_total"),
        _figure("answeredOnTime", "on_time"),
        _figure("answeredAfterExtension", "extended"),
        _figure("answeredLate", "late"),
        _figure("medianDays", "median"),
        _figure("longestDays", "longest"),
        _figure("complaints", "complaints"),
        _figure("lawsuits", "lawsuits"),
        _figure("costs", "costs"),
        _figure("proactiveDisclosures", "proactive"),
        ExportColumn("difficulties", field="difficulties", help="sets.remark_help"),
        ExportColumn("proposals", field="proposals", help="sets.remark_help"),
    ),
)
STANDING_COLUMNS = ListColumns(
    name="tinh-trang",
    record=Record,
    sheet="sets.standing",
    columns=(
        _PUBLISHER,
        address_column("sets.duty_page"),
        worded_column(
            "obligation",
            "sets.duty",
            shape="concept",
            parts=(ExportPart("notation", label="sets.duty_code"), WORDS),
            always=True,
        ),
        worded_column(
            "status",
            "sets.status",
            "adms:status",
            shape="concept",
            parts=(ExportPart("notation", label="sets.status_code"), WORDS),
            always=True,
        ),
        worded_column("due", "sets.due", "schema:endDate", shape="day"),
        worded_column("lacking", "sets.lacking", shape="texts"),
        worded_column("reason", "sets.reason"),
        worded_column("evidence", "sets.evidence", "dcterms:source", shape="pages"),
    ),
)
CORRECTION_COLUMNS = ListColumns(
    name="dinh-chinh",
    record=Correction,
    sheet="sets.corrections",
    columns=(
        _PUBLISHER,
        ExportColumn("identifier", "dcterms:identifier", "id", help="sets.id_help", always=True),
        address_column("sets.correction_page"),
        ExportColumn("about", "schema:about", "item"),
        ExportColumn("wrongText", field="wrong", help="sets.wrong_help"),
        ExportColumn("correctedText", field="right", help="sets.right_help"),
        worded_column("discovered", "sets.discovered", shape="day"),
        worded_column("discoveredBy", "sets.discovered_by"),
        ExportColumn("petitioned", field="petitioned", shape="day", help="sets.petitioned_help"),
        ExportColumn(
            "corrected", "dcterms:modified", "corrected", shape="day", help="sets.corrected_help"
        ),
        ExportColumn(
            "due", "schema:endDate", shape="day", label="sets.due", help="sets.correction_due_help"
        ),
        ExportColumn(
            "disclosureForm", field="forms", shape="concepts", help="sets.form_help", parts=CONCEPT
        ),
    ),
)
