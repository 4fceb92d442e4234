"""All sets of data that a site publishes, in one table: whatever lists them takes them from here.

The catalogue, the data package, the page on open data and the schemas come from this table. Adding a
set is adding a row, and what makes its rows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import StrEnum

from access_info.exports.columns import CONDITIONAL_COLUMNS, DISCLOSURE_COLUMNS, ListColumns
from access_info.exports.formats import FORMATS, ListFormat, schema_name
from access_info.exports.set_columns import (
    AGENCY_COLUMNS,
    CORRECTION_COLUMNS,
    LAW_COLUMNS,
    STANDING_COLUMNS,
    STATISTICS_COLUMNS,
)


class SetLevel(StrEnum):
    """Whose files a set comes in."""

    SITE = "site"
    AGENCY = "agency"


@dataclasses.dataclass(frozen=True, kw_only=True)
class SetFile:
    """A file of a set.

    Attributes:
        name: Its name in the folder of downloads, the site's or an agency's.
        form: Its ending: `csv`, `json`.
        media_type: As registered with IANA.
        label: What links to it say.
    """

    name: str
    form: str
    media_type: str
    label: str


@dataclasses.dataclass(frozen=True)
class PublishedSet:
    """A set of data.

    Attributes:
        columns: Its name in addresses, and what its rows say.
        title: Key of what it is called.
        description: Key of one or two sentences on it.
        levels: Whose files it comes in.
        is_list: Whether it is one of the two lists that the law asks for, which have XLSX too.
        judged: Whether there is such a set only where the site tells who meets which duty.
    """

    columns: ListColumns
    title: str
    description: str
    levels: frozenset[SetLevel]
    is_list: bool = False
    judged: bool = False

    @property
    def name(self) -> str:
        """Its name in addresses and file names."""
        return self.columns.name

    def files(self) -> Iterator[SetFile]:
        """Yield its files, whichever level they are of, in the order that pages show them."""
        for form, list_format in self.formats().items():
            yield SetFile(
                name=f"{self.name}.{form}",
                form=form,
                media_type=list_format.media_type,
                label=list_format.label,
            )

    def formats(self) -> Mapping[str, ListFormat]:
        """Return the formats that it comes in, by ending."""
        if self.is_list:
            return FORMATS
        return {form: each for form, each in FORMATS.items() if form != "xlsx"}

    @property
    def schema(self) -> str:
        """The name of the file in the site's folder with the schema of its JSON."""
        return schema_name(self.name)


_BOTH = frozenset(SetLevel)
_SITE = frozenset({SetLevel.SITE})
PUBLISHED_SETS = (
    PublishedSet(DISCLOSURE_COLUMNS, "disclosure.title", "sets.disclosure", _BOTH, is_list=True),
    PublishedSet(CONDITIONAL_COLUMNS, "conditional.title", "sets.conditional", _BOTH, is_list=True),
    PublishedSet(AGENCY_COLUMNS, AGENCY_COLUMNS.sheet, "sets.agencies_text", _SITE),
    PublishedSet(STATISTICS_COLUMNS, STATISTICS_COLUMNS.sheet, "sets.statistics_text", _BOTH),
    PublishedSet(
        STANDING_COLUMNS, STANDING_COLUMNS.sheet, "sets.standing_text", _SITE, judged=True
    ),
    PublishedSet(CORRECTION_COLUMNS, CORRECTION_COLUMNS.sheet, "sets.corrections_text", _SITE),
    PublishedSet(LAW_COLUMNS, LAW_COLUMNS.sheet, "sets.laws_text", _SITE),
)
