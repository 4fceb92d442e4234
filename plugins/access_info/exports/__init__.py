"""Files for others to use: lists as CSV, XLSX and JSON, feeds, JSON-LD, QR codes.

Pure functions from data to bytes; addresses come in as texts or functions. Equal data give equal
bytes, on any day and in any time zone.
"""

from __future__ import annotations

from access_info.exports.column_shapes import ListColumns
from access_info.exports.columns import CONDITIONAL_COLUMNS, DISCLOSURE_COLUMNS, LIST_COLUMNS
from access_info.exports.concepts import Concepts
from access_info.exports.dataset import Dataset, Law, Party
from access_info.exports.describe import FieldDescription, describe_fields, json_schema
from access_info.exports.followers.atom import Feed, FeedYears, feed_bytes, feed_files
from access_info.exports.followers.news import FeedEntry, agency_entries
from access_info.exports.formats import (
    FORMATS,
    AgencyList,
    ProvinceList,
    schema_name,
)
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
    DatasetAbout,
    Download,
    Organisation,
    agency_ld,
    breadcrumb_ld,
    catalog_ld,
    dataset_ld,
    datasets_ld,
)

__all__ = [
    "CONDITIONAL_COLUMNS",
    "DISCLOSURE_COLUMNS",
    "FORMATS",
    "LIST_COLUMNS",
    "AgencyList",
    "Concepts",
    "Dataset",
    "DatasetAbout",
    "Download",
    "Feed",
    "FeedEntry",
    "FeedYears",
    "FieldDescription",
    "Law",
    "ListColumns",
    "Organisation",
    "Party",
    "ProvinceList",
    "Row",
    "Sources",
    "agency_entries",
    "agency_ld",
    "breadcrumb_ld",
    "catalog_ld",
    "conditional_rows",
    "dataset_ld",
    "datasets_ld",
    "describe_fields",
    "disclosure_rows",
    "feed_bytes",
    "feed_files",
    "json_schema",
    "last_change",
    "parts_file",
    "qr_image",
    "schema_name",
    "write_province_files",
]
