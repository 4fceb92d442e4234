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
from access_info.exports.csv_files import csv_bytes, province_csv
from access_info.exports.dataset import Dataset, Law, Party
from access_info.exports.describe import FieldDescription, describe_fields, json_schema
from access_info.exports.feed import (
    Feed,
    FeedEntry,
    agency_entries,
    agency_feed,
    province_feed,
)
from access_info.exports.json_files import json_bytes, json_count, json_rows, province_json
from access_info.exports.qr import qr_svg
from access_info.exports.rows import (
    Row,
    Sources,
    conditional_rows,
    disclosure_rows,
    last_change,
)
from access_info.exports.structured import (
    MEDIA_TYPES,
    Download,
    agency_ld,
    breadcrumb_ld,
    catalog_ld,
    dataset_ld,
)
from access_info.exports.workbook import province_xlsx, xlsx_bytes

__all__ = [
    "CONDITIONAL_COLUMNS",
    "DISCLOSURE_COLUMNS",
    "LIST_COLUMNS",
    "MEDIA_TYPES",
    "Concepts",
    "Dataset",
    "Download",
    "Feed",
    "FeedEntry",
    "FieldDescription",
    "Law",
    "ListColumns",
    "Party",
    "Row",
    "Sources",
    "agency_entries",
    "agency_feed",
    "agency_ld",
    "breadcrumb_ld",
    "catalog_ld",
    "conditional_rows",
    "csv_bytes",
    "dataset_ld",
    "describe_fields",
    "disclosure_rows",
    "json_bytes",
    "json_count",
    "json_rows",
    "json_schema",
    "last_change",
    "province_csv",
    "province_feed",
    "province_json",
    "province_xlsx",
    "qr_svg",
    "xlsx_bytes",
]
