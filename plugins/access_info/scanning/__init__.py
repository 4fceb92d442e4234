"""Scan attachments: their text, tables, signatures, and marks for hidden content; no judgement of them."""

from __future__ import annotations

from access_info.scanning.ocr import INSTALL, Recogniser, recogniser, with_words
from access_info.scanning.opening import forget_scan, forget_scans, scan, scan_all
from access_info.scanning.scans import AttachmentScan, MarkKind, ScanMark, ScannedTable, ScannedText

__all__ = [
    "INSTALL",
    "AttachmentScan",
    "MarkKind",
    "Recogniser",
    "ScanMark",
    "ScannedTable",
    "ScannedText",
    "forget_scan",
    "forget_scans",
    "recogniser",
    "scan",
    "scan_all",
    "with_words",
]
