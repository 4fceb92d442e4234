"""XLSX: every cell, hidden ones marked, and the other parts of a workbook (ECMA-376 Part 1, 18)."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.office_files.cells import letters_of
from access_info.office_files.xml_parts import events, local
from access_info.scanning.extracted import Extracted, headings_of
from access_info.scanning.parts import Parts, spread
from access_info.scanning.plain_cells import are_plain, are_plain_columns
from access_info.scanning.scans import MarkKind
from access_info.scanning.sheet_styles import unseen_formats

_SHEET = r"xl/worksheets/[^/]+\.xml"
_COMMENTS = r"xl/(?:comments[^/]*|comments/[^/]+|threadedComments/[^/]+)\.xml"
_WORKBOOK = "xl/workbook.xml"
_FIRST_ROWS = 20
_MOST_ROWS = 100_000
_NARROWEST = 0.5
_HEADINGS_WITHIN = 15
_HEAD_OF_PAGE = re.compile(r"(?:odd|even|first)(?:Header|Footer)")
# Codes in a printed header: “&L”, “&"Arial,Bold"”, “&12”, “&KFF0000”; not “&amp”.
_CODES = re.compile(r'&(?:[LCRDPNTFAGZ]|"[^"]*"|\d+|K[0-9A-F]{6}|[BIUESXY])')
# Beyond a sheet's cells: text boxes, charts, copies of other workbooks, pivot tables' own copies.
_OTHERS = (
    (r"xl/drawings/[^/]+\.xml", "hộp chữ, hình"),
    (r"xl/charts/[^/]+\.xml", "số liệu của biểu đồ"),
    (r"xl/externalLinks/[^/]+\.xml", "bản sao của sổ khác"),
    (r"xl/pivotCache/[^/]+\.xml", "bản sao dữ liệu của bảng tổng hợp (Pivot)"),
    (r"xl/queryTables/[^/]+\.xml", "truy vấn"),
    (r"xl/connections\.xml", "kết nối dữ liệu"),
)


@dataclasses.dataclass
class _Hidden:
    """The parts that a sheet does not show: row numbers, column spans from 1; cells by how."""

    rows: set[int] = dataclasses.field(default_factory=set)
    columns: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    cells: dict[str, str] = dataclasses.field(default_factory=dict)


def read_sheets(parts: Parts, extracted: Extracted) -> None:
    """Read cells and everything beside them.

    Args:
        parts: The workbook.
        extracted: The result to add to.
    """
    hidden_sheets = _book(parts, extracted)
    files = dict(_files(parts))
    extracted.add_text("tên trang tính", "\n".join(files))
    formats = unseen_formats(parts)
    seen = {
        name: _seen(parts, file, extracted, formats)
        for name, file in files.items()
        if file in parts.names
    }
    _cells(parts, extracted, seen, hidden_sheets)
    for name in parts.like(_COMMENTS):
        text = spread(parts.xml(name))
        if text:
            extracted.add_mark(MarkKind.COMMENT)
            extracted.add_text("lời nhận xét", text)
    for pattern, where in _OTHERS:
        for name in parts.like(pattern):
            extracted.add_text(where, spread(parts.xml(name)))
    if any(parts.like(r"xl/externalLinks/[^/]+\.xml")):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT, "", "liên kết tới sổ khác")


def _book(parts: Parts, extracted: Extracted) -> frozenset[str]:
    """Return the names of hidden sheets, and read the texts of defined names."""
    hidden = set()
    names = []
    for element in parts.xml(_WORKBOOK).iter():
        if local(element) == "sheet" and element.get("state", "visible") != "visible":
            hidden.add(element.get("name", ""))
        elif local(element) == "definedName":
            names.append(element.text or "")
            names.append(element.get("comment") or "")
    extracted.add_text("tên đã đặt trong sổ", "\n".join(filter(None, names)))
    return frozenset(hidden)


def _files(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name with its part."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in parts.names:
        for relation in parts.xml("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
    for element in parts.xml(_WORKBOOK).iter():
        if local(element) == "sheet":
            ids = [value for key, value in element.attrib.items() if key.endswith("}id")]
            yield element.get("name", ""), targets.get(ids[0] if ids else "", "")


def _seen(parts: Parts, name: str, extracted: Extracted, formats: Mapping[str, str]) -> _Hidden:
    """Collect rows and columns that are not shown, piece by piece since a sheet may be long."""
    hidden = _Hidden()
    filled = False
    with parts.open(name) as part:
        for _, element in events(part, "end"):
            tag = local(element)
            if tag == "row":
                filled = any(local(cell) == "c" and len(cell) for cell in element)
                _texts(element, hidden, extracted, formats)
                if filled and (element.get("hidden") in {"1", "true"} or _flat(element, "ht")):
                    number = element.get("r", "")
                    hidden.rows.add(int(number) if number.isdigit() else 0)
                element.clear()
            elif tag == "col" and (
                element.get("hidden") in {"1", "true"} or _flat(element, "width")
            ):
                first, last = element.get("min", ""), element.get("max", "")
                if first.isdigit() and last.isdigit():
                    hidden.columns.append((int(first), int(last)))
            elif tag in {"dataValidation", "cfRule"}:
                words = [element.get(name, "") for name in ("promptTitle", "prompt", "error")]
                extracted.add_text(
                    "danh sách chọn, lời nhắc của ô", "\n".join([*words, spread(element)])
                )
            elif tag == "tableParts":
                hidden.cells.clear()  # a table may have a coloured ground of its own
            elif _HEAD_OF_PAGE.fullmatch(tag) and element.text:
                text = _CODES.sub("\n", element.text)
                extracted.add_text("đầu, chân trang in", text, first=tag.endswith("Header"))
    return hidden


def _texts(row: Element, hidden: _Hidden, extracted: Extracted, formats: Mapping[str, str]) -> None:
    """Read words within formulas, and note cells whose format shows nothing."""
    for cell in row:
        how = formats.get(cell.get("s", ""))
        if how and len(cell):
            hidden.cells.setdefault(how, cell.get("r", ""))
        for child in cell:
            if local(child) == "f" and child.text and '"' in child.text:
                extracted.add_text(f"công thức ở ô {cell.get('r', '')}", child.text)


def _flat(element: Element, name: str) -> bool:
    """Tell whether a row or a column is too narrow to show anything."""
    try:
        return float(element.get(name, "10")) < _NARROWEST
    except ValueError:
        return False


def _cells(
    parts: Parts, extracted: Extracted, seen: Mapping[str, _Hidden], hidden_sheets: frozenset[str]
) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - heavy

    whole = io.BytesIO()
    parts.copy(whole)
    with CalamineWorkbook.from_filelike(whole) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            rows = [
                [_shown(value) for value in row]
                for row in sheet.to_python(skip_empty_area=True, nrows=_MOST_ROWS)
            ]
            if not any(any(row) for row in rows):
                continue
            if name in hidden_sheets:
                extracted.add_mark(MarkKind.HIDDEN_SHEET, name)
            _sheet(extracted, name, rows, (top, left), seen.get(name, _Hidden()))


def _sheet(
    extracted: Extracted, name: str, rows: list[list[str]], start: tuple[int, int], hidden: _Hidden
) -> None:
    top, left = start
    if hidden.rows:
        lines = ", ".join(map(str, sorted(hidden.rows)[:5]))
        unseen = [
            cell
            for number, row in enumerate(rows, top + 1)
            if number in hidden.rows
            for cell in row
        ]
        kind = (
            MarkKind.HIDDEN_FIGURES if any(unseen) and are_plain(unseen) else MarkKind.HIDDEN_ROWS
        )
        extracted.add_mark(kind, name, f"{len(hidden.rows)} hàng: {lines}")
    for first, last in hidden.columns:
        span = slice(max(first - 1 - left, 0), max(last - left, 0))
        if any(any(row[span]) for row in rows):
            is_plain = are_plain_columns(rows, span)
            kind = MarkKind.HIDDEN_FIGURES if is_plain else MarkKind.HIDDEN_COLUMNS
            extracted.add_mark(kind, name, f"từ cột {letters_of(first)}")
    for how, cell in hidden.cells.items():
        extracted.add_mark(MarkKind.HIDDEN_TEXT, f"{name}!{cell}", how)
    extracted.add_table(name, rows, [name])
    head = [cell for row in rows[:_FIRST_ROWS] for cell in row if cell]
    extracted.add_text(f"{name}!A1", "\n".join(head), first=True)
    headings: tuple[str, ...] = ()
    for number, row in enumerate(rows, top + 1):
        if not any(row):
            continue
        column = next(index for index, cell in enumerate(row) if cell)
        where = f"{name}!{letters_of(left + column + 1)}{number}"
        extracted.add_row(where, row, headings)
        if number - top <= _HEADINGS_WITHIN:
            headings = headings_of([row]) or headings


def _shown(value: object) -> str:
    """Write a cell's value as people read it: long numbers in full."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return "" if value is None else str(value).strip()


_EXACT = 10**16
