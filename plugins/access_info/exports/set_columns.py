"""Columns of the sets beside the two lists, declared as those of the lists are."""

from __future__ import annotations

from access_info.exports.columns import ExportColumn, ExportPart, ListColumns
from access_info.model.agency import AgencyProfile, Channel, ContactPoint
from access_info.model.corrections import Correction
from access_info.model.declarations.fields import Record
from access_info.model.statistics import YearStatistics

# Columns of the set that tells the laws, and what other sets' columns share with it.

WORDS = ExportPart(name="prefLabel", joined=True)
CONCEPT = (ExportPart(name="notation", shown=False), WORDS)


def address_column(label: str) -> ExportColumn:
    """Declare the column with the address of a row, which is its `@id` in JSON.

    Args:
        label: Key of its title.
    """
    return ExportColumn(
        name="landingPage",
        term="dcat:landingPage",
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
        ExportColumn(
            name="identifier",
            term="dcterms:identifier",
            label="sets.fact_code",
            help="sets.fact_code_help",
            always=True,
        ),
        ExportColumn(
            name="type",
            term="dcterms:type",
            shape="concept",
            label="sets.fact_type",
            help="sets.fact_type_help",
            parts=CONCEPT,
            always=True,
        ),
        ExportColumn(
            name="title",
            term="dcterms:title",
            label="sets.fact_title",
            help="sets.fact_title_help",
            always=True,
        ),
        ExportColumn(
            name="legislation",
            term="dcterms:isPartOf",
            shape="concept",
            label="sets.law",
            help="sets.law_help",
            parts=(ExportPart(name="notation", label="sets.law_code"), WORDS),
            always=True,
        ),
        ExportColumn(name="citation", label="sets.citation", help="sets.fact_citation_help"),
        ExportColumn(name="period", label="sets.period", help="sets.period_help"),
        ExportColumn(
            name="broader", term="skos:broader", label="sets.broader", help="sets.broader_help"
        ),
        address_column("sets.law_page"),
        ExportColumn(
            name="verification",
            shape="concept",
            label="sets.verification",
            help="sets.verification_help",
            parts=CONCEPT,
        ),
        ExportColumn(
            name="novelty",
            shape="concept",
            label="sets.novelty",
            help="sets.novelty_help",
            parts=CONCEPT,
        ),
        ExportColumn(name="checked", shape="day", label="sets.checked", help="sets.checked_help"),
        ExportColumn(name="checkedBy", label="sets.checked_by", help="sets.checked_by_help"),
        ExportColumn(name="checkedAgainst", label="sets.against", help="sets.against_help"),
    ),
)


# Columns of the sets beside the two lists, declared as those of the lists are.

_PUBLISHER = ExportColumn(
    name="publisher",
    term="dcterms:publisher",
    shape="object",
    label="exports.publisher",
    help="sets.publisher_help",
    parts=(
        ExportPart(name="identifier", label="exports.publisher_id"),
        ExportPart(name="name", label="exports.publisher"),
    ),
    always=True,
)
AGENCY_COLUMNS = ListColumns(
    name="co-quan",
    record=AgencyProfile,
    sheet="sets.agencies",
    columns=(
        ExportColumn(
            name="identifier",
            term="dcterms:identifier",
            label="exports.publisher_id",
            help="sets.agency_id_help",
            always=True,
        ),
        ExportColumn(name="orgIdentifier", term="org:identifier", field="official_code"),
        ExportColumn(name="name", term="schema:name", field="name", always=True),
        ExportColumn(
            name="alternateName",
            term="schema:alternateName",
            shape="texts",
            label="sets.other_names",
            help="sets.other_names_help",
        ),
        ExportColumn(
            name="classification",
            term="org:classification",
            field="type",
            shape="concept",
            parts=CONCEPT,
            always=True,
        ),
        address_column("sets.agency_page"),
        ExportColumn(name="parentOrganization", term="schema:parentOrganization", field="parent"),
        ExportColumn(name="replaces", term="dcterms:replaces", field="predecessors", shape="texts"),
        ExportColumn(
            name="isReplacedBy", term="dcterms:isReplacedBy", field="successors", shape="texts"
        ),
        ExportColumn(
            name="foundingDate",
            term="schema:foundingDate",
            field="founded",
            shape="day",
            help="sets.founded_help",
        ),
        ExportColumn(
            name="dissolutionDate",
            term="schema:dissolutionDate",
            field="dissolved",
            shape="day",
            help="sets.dissolved_help",
        ),
        ExportColumn(name="address", term="schema:address", field="address"),
        ExportColumn(name="telephone", term="schema:telephone", field="phone"),
        ExportColumn(name="email", term="schema:email", field="email"),
        ExportColumn(name="url", term="schema:url", field="website"),
        ExportColumn(name="openingHours", term="schema:openingHours", field="hours"),
        ExportColumn(
            name="contactPoint",
            term="schema:contactPoint",
            field="contact_points",
            shape="objects",
            help="sets.contact_help",
            record=ContactPoint,
            parts=(
                ExportPart(name="organizationUnit", field="unit", joined=True),
                ExportPart(name="contactType", field="role", joined=True),
                ExportPart(name="telephone", field="phone", joined=True),
                ExportPart(name="email", field="email", joined=True),
            ),
        ),
        ExportColumn(
            name="availableChannel",
            term="schema:availableChannel",
            field="channels",
            shape="objects",
            record=Channel,
            parts=(
                ExportPart(name="name", field="kind", joined=True),
                ExportPart(name="address", field="address", joined=True),
            ),
        ),
    ),
)


def _figure(name: str, label: str) -> ExportColumn:
    return ExportColumn(
        name=name, shape="number", label=f"statistics.{label}", help="sets.figure_help"
    )


STATISTICS_COLUMNS = ListColumns(
    name="thong-ke",
    record=YearStatistics,
    sheet="sets.statistics",
    key=(("publisher", "identifier"), ("year", None)),
    columns=(
        _PUBLISHER,
        ExportColumn(
            name="year",
            term="dcterms:temporal",
            field="year",
            shape="number",
            help="sets.year_help",
            always=True,
        ),
        address_column("sets.year_page"),
        _figure("received", "received"),
        _figure("receivedInPerson", "in_person"),
        _figure("receivedByPost", "by_post"),
        _figure("receivedOnline", "online"),
        _figure("answeredInFull", "full"),
        _figure("answeredInPart", "partial"),
        _figure("refused", "refused"),
        ExportColumn(
            name="refusedByGround",
            shape="counts",
            label="sets.refused_by_ground",
            help="sets.refused_by_ground_help",
        ),
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
        ExportColumn(name="difficulties", field="difficulties", help="sets.remark_help"),
        ExportColumn(name="proposals", field="proposals", help="sets.remark_help"),
    ),
)
STANDING_COLUMNS = ListColumns(
    name="tinh-trang",
    record=Record,
    sheet="sets.standing",
    columns=(
        _PUBLISHER,
        address_column("sets.duty_page"),
        ExportColumn(
            name="obligation",
            shape="concept",
            label="sets.duty",
            help="sets.duty_help",
            parts=(ExportPart(name="notation", label="sets.duty_code"), WORDS),
            always=True,
        ),
        ExportColumn(
            name="status",
            term="adms:status",
            shape="concept",
            label="sets.status",
            help="sets.status_help",
            parts=(ExportPart(name="notation", label="sets.status_code"), WORDS),
            always=True,
        ),
        ExportColumn(
            name="due", term="schema:endDate", shape="day", label="sets.due", help="sets.due_help"
        ),
        ExportColumn(name="lacking", shape="texts", label="sets.lacking", help="sets.lacking_help"),
        ExportColumn(name="reason", label="sets.reason", help="sets.reason_help"),
        ExportColumn(
            name="evidence",
            term="dcterms:source",
            shape="pages",
            label="sets.evidence",
            help="sets.evidence_help",
        ),
    ),
)
CORRECTION_COLUMNS = ListColumns(
    name="dinh-chinh",
    record=Correction,
    sheet="sets.corrections",
    columns=(
        _PUBLISHER,
        ExportColumn(
            name="identifier",
            term="dcterms:identifier",
            field="id",
            help="sets.id_help",
            always=True,
        ),
        address_column("sets.correction_page"),
        ExportColumn(name="about", term="schema:about", field="item"),
        ExportColumn(name="wrongText", field="wrong", help="sets.wrong_help"),
        ExportColumn(name="correctedText", field="right", help="sets.right_help"),
        ExportColumn(
            name="discovered", shape="day", label="sets.discovered", help="sets.discovered_help"
        ),
        ExportColumn(
            name="discoveredBy", label="sets.discovered_by", help="sets.discovered_by_help"
        ),
        ExportColumn(
            name="petitioned", field="petitioned", shape="day", help="sets.petitioned_help"
        ),
        ExportColumn(
            name="corrected",
            term="dcterms:modified",
            field="corrected",
            shape="day",
            help="sets.corrected_help",
        ),
        ExportColumn(
            name="due",
            term="schema:endDate",
            shape="day",
            label="sets.due",
            help="sets.correction_due_help",
        ),
        ExportColumn(
            name="disclosureForm",
            field="forms",
            shape="concepts",
            help="sets.form_help",
            parts=CONCEPT,
        ),
    ),
)
SITE_COLUMNS = (
    AGENCY_COLUMNS,
    STATISTICS_COLUMNS,
    STANDING_COLUMNS,
    CORRECTION_COLUMNS,
    LAW_COLUMNS,
)
