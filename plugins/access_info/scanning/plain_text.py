"""Reads CSV, TXT, HTML, SVG and other plain text."""

from __future__ import annotations

import csv
import io
import re

from access_info.scanning.extracted import Extracted, headings_of
from access_info.scanning.scans import MarkKind

_ENCODINGS = ("utf-8-sig", "cp1258")
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# “<script>”, “onclick=”, “javascript:”; not “con=1”. A false alarm such as “one = 1” does no harm.
_ACTIVE = re.compile(r"<script\b|\bon[a-z]+\s*=|javascript:", re.IGNORECASE)
_MARKUP = frozenset({"html", "htm", "xhtml", "svg", "xml"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FIRST_LINES = 30
_CHUNK = 200
_MOST_FIELD = 100_000
_BINARY = 0.02


def read_plain(content: bytes, extracted: Extracted) -> None:
    """Read the text, with the headings of a table if it is one.

    Args:
        content: The file's bytes.
        extracted: The result to add to.
    """
    text = _decoded(content)
    controls = sum(char < " " and char not in "\t\r\n\f" for char in text[:_MOST_FIELD])
    if controls > _BINARY * min(len(text), _MOST_FIELD) + 1:
        extracted.add_mark(MarkKind.UNREADABLE)
        return
    if extracted.kind in _MARKUP:
        if _ACTIVE.search(text):
            extracted.add_mark(MarkKind.ACTIVE_CONTENT)
        text = "\n".join((_TAG.sub("\n", text), text))
    elif extracted.kind in {"csv", "tsv"} and _records(text, extracted):
        return
    lines = text.splitlines()
    extracted.add_text("đầu tệp", "\n".join(lines[:_FIRST_LINES]), first=True)
    for start in range(0, len(lines), _CHUNK):
        extracted.add_text(f"từ dòng {start + 1}", "\n".join(lines[start : start + _CHUNK]))


def _records(text: str, extracted: Extracted) -> bool:
    """Read a table's rows; tell whether the text is one."""
    csv.field_size_limit(_MOST_FIELD)
    head = text[: 4 * _MOST_FIELD]
    delimiter = max(";,\t|", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return False
    headings = headings_of(rows)
    head_lines = [cell for row in rows[:_FIRST_LINES] for cell in row]
    extracted.add_text("đầu tệp", "\n".join(head_lines), first=True)
    extracted.add_table("bảng", rows)
    for number, row in enumerate(rows, 1):
        extracted.add_row(
            f"dòng {number}", [cell.strip() for cell in row], headings if number > 1 else ()
        )
    return True


def _decoded(content: bytes) -> str:
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")
