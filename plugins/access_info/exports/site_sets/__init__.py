"""What a site publishes beside the two lists: agencies, figures, duties, corrections, laws."""

from __future__ import annotations

from access_info.exports.site_sets.columns import (
    AGENCY_COLUMNS,
    CORRECTION_COLUMNS,
    SITE_COLUMNS,
    STANDING_COLUMNS,
    STATISTICS_COLUMNS,
)
from access_info.exports.site_sets.law_columns import LAW_COLUMNS
from access_info.exports.site_sets.laws import law_rows
from access_info.exports.site_sets.lines import SetLines, SiteSetFiles, set_lines
from access_info.exports.site_sets.rows import (
    SetSources,
    agency_rows,
    correction_rows,
    standing_rows,
    statistics_rows,
)
from access_info.exports.site_sets.vocabularies import site_vocabularies

__all__ = [
    "AGENCY_COLUMNS",
    "CORRECTION_COLUMNS",
    "LAW_COLUMNS",
    "SITE_COLUMNS",
    "STANDING_COLUMNS",
    "STATISTICS_COLUMNS",
    "SetLines",
    "SetSources",
    "SiteSetFiles",
    "agency_rows",
    "correction_rows",
    "law_rows",
    "set_lines",
    "site_vocabularies",
    "standing_rows",
    "statistics_rows",
]
