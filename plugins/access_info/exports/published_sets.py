"""The table of all sets of data that a site publishes.

The catalogue, the data package, the page on open data and the schemas come from it. To add a set, add
a row here and a function that makes the set's rows.
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
    """Whether a set has one file for the whole site, or one for each agency."""

    SITE = "site"
    AGENCY = "agency"


@dataclasses.dataclass(frozen=True, kw_only=True)
class SetFile:
    """One of the files in which a set can be downloaded.

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
    """A set of data that a site publishes.

    Attributes:
        columns: Its columns and its name in addresses.
        title: Key of its title.
        description: Key of one or two sentences on it.
        levels: Whether there are files of the whole site, of each agency, or both.
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
        """Yield a file for each format, named alike for site and agencies, in the order of pages."""
        for form, list_format in self.formats().items():
            yield SetFile(
                name=f"{self.name}.{form}",
                form=form,
                media_type=list_format.media_type,
                label=list_format.label,
            )

    def formats(self) -> Mapping[str, ListFormat]:
        """Return the set's formats by file ending; only the two lists of the law have XLSX."""
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
