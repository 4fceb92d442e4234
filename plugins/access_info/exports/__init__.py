"""Files for others to use: lists as CSV, XLSX and JSON, feeds, JSON-LD, QR codes.

Pure functions from data to bytes; addresses come in as texts or functions. Equal data give equal
bytes, on any day and in any time zone.
"""

from __future__ import annotations

from access_info.exports.columns import (
    CONDITIONAL_COLUMNS,
    DISCLOSURE_COLUMNS,
    LIST_COLUMNS,
    ListColumns,
)
from access_info.exports.concepts import Concepts
from access_info.exports.dataset import Dataset, Law, Party
from access_info.exports.describe import FieldDescription, describe_fields, json_schema
from access_info.exports.feed import (
    Feed,
    FeedEntry,
    agency_entries,
    agency_feed,
    province_feed,
)
from access_info.exports.formats import FORMATS, AgencyList, ProvinceList
from access_info.exports.province_files import parts_file, write_province_files
from access_info.exports.qr import qr_image
from access_info.exports.rows import (
    Row,
    Sources,
    conditional_rows,
    disclosure_rows,
    last_change,
)
from access_info.exports.structured import (
    Download,
    agency_ld,
    breadcrumb_ld,
    catalog_ld,
    dataset_ld,
)

__all__ = [
    "CONDITIONAL_COLUMNS",
    "DISCLOSURE_COLUMNS",
    "FORMATS",
    "LIST_COLUMNS",
    "AgencyList",
    "Concepts",
    "Dataset",
    "Download",
    "Feed",
    "FeedEntry",
    "FieldDescription",
    "Law",
    "ListColumns",
    "Party",
    "ProvinceList",
    "Row",
    "Sources",
    "agency_entries",
    "agency_feed",
    "agency_ld",
    "breadcrumb_ld",
    "catalog_ld",
    "conditional_rows",
    "dataset_ld",
    "describe_fields",
    "disclosure_rows",
    "json_schema",
    "last_change",
    "parts_file",
    "province_feed",
    "qr_image",
    "write_province_files",
]
