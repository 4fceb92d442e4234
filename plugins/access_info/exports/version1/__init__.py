"""Version 1 of lists as JSON: kept for readers who have not yet moved, and what turns 2 into it."""

from __future__ import annotations

from access_info.exports.version1.converter import converter_text
from access_info.exports.version1.lists import province_json_of_version1, version1_bytes
from access_info.exports.version1.schema import schema_of_version1

__all__ = [
    "converter_text",
    "province_json_of_version1",
    "schema_of_version1",
    "version1_bytes",
]
