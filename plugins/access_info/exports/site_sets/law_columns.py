"""Columns of the set that tells the laws, and what other sets' columns share with it."""

from __future__ import annotations

from access_info.exports.column_shapes import ExportColumn, ExportPart, ListColumns
from access_info.model.fields import Record

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
