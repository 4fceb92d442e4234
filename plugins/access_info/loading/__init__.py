"""The only reader of `agencies/`: folders into records with places. It judges no content."""

from __future__ import annotations

from access_info.loading.agencies import LoadedAgency, Row, load_agency, load_jurisdiction
from access_info.loading.boundaries import Boundaries, read_boundaries
from access_info.loading.folders import (
    AgencyFolder,
    agency_ids,
    bad_agency_id,
    is_agency_id,
    read_folder,
)
from access_info.loading.history import Commit, last_commits, last_days
from access_info.loading.redaction import Redacted, redact

__all__ = [
    "AgencyFolder",
    "Boundaries",
    "Commit",
    "LoadedAgency",
    "Redacted",
    "Row",
    "agency_ids",
    "bad_agency_id",
    "is_agency_id",
    "last_commits",
    "last_days",
    "load_agency",
    "load_jurisdiction",
    "read_boundaries",
    "read_folder",
    "redact",
]
