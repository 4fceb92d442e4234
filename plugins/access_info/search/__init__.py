"""The search over every item of every agency: a static index that scripts read in pieces.

`agency_records` yields the records of one agency, `write_index` the files. The client is
`assets/access-info/search.js`, which folds text exactly as `folding` does.
"""

from __future__ import annotations

from access_info.search.index import SearchedSite, write_index
from access_info.search.records import (
    BETWEEN,
    SearchRecord,
    agency_records,
    read_records,
    record_line,
)

__all__ = [
    "BETWEEN",
    "SearchRecord",
    "SearchedSite",
    "agency_records",
    "read_records",
    "record_line",
    "write_index",
]
