"""ODT, ODS: paragraphs and rows, and hidden text among them (OASIS OpenDocument 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import attribute, local
from access_info.scanning.extracted import Extracted, headings_of
from access_info.scanning.open_document_tables import add_tables, cells_of
from access_info.scanning.parts import Parts, spread
from access_info.scanning.plain_cells import are_plain, are_plain_columns
from access_info.scanning.scans import MarkKind

_FIRST = 30
_PEOPLE = {"creator": "người sửa cuối", "initial-creator": "người soạn"}
_UNSEEN = frozenset({"collapse", "filter"})


def read_open_document(parts: Parts, extracted: Extracted) -> None:
    """Read content, headers of pages and the file's properties.

    Args:
        parts: The parts of the file.
        extracted: The result to add to.
    """
    if any(name.startswith(("Basic/", "Scripts/")) for name in parts.names):
        extracted.add_mark(MarkKind.MACRO)
    if any(name.startswith(("Object ", "ObjectReplacements/")) for name in parts.names):
        extracted.add_mark(MarkKind.EMBEDDED)
    root = parts.xml("content.xml")
    _marks(root, extracted)
    add_tables(root, extracted)
    lines = []
    for number, (text, where) in enumerate(_blocks(root), 1):
        extracted.add_text(where or f"đoạn {number}", text)
        lines.append(text)
    extracted.add_text("đầu văn bản", "\n".join(lines[:_FIRST]), first=True)
    if "styles.xml" in parts.names:
        extracted.add_text("đầu, chân trang", _paragraphs(parts.xml("styles.xml")), first=True)
    if "meta.xml" in parts.names:
        for element in parts.xml("meta.xml").iter():
            person = _PEOPLE.get(local(element))
            if person and (element.text or "").strip():
                extracted.add_mark(MarkKind.AUTHOR, person, (element.text or "").strip())
            elif local(element) in {"title", "subject", "description", "keyword", "user-defined"}:
                extracted.add_text("thông tin về tệp", element.text or "")


def _marks(root: Element, extracted: Extracted) -> None:
    for element in root.iter():
        name = local(element)
        if name == "annotation":
            extracted.add_mark(MarkKind.COMMENT)
            extracted.add_text("lời nhận xét", spread(element))
        elif name in {"tracked-changes", "changed-region"} and len(element):
            extracted.add_mark(MarkKind.TRACKED_CHANGE)
            extracted.add_text("chữ đã xóa còn lưu vết", spread(element))
        elif name == "table":
            _hidden_cells(element, extracted)
        elif name in {"hidden-text", "hidden-paragraph"}:
            extracted.add_mark(MarkKind.HIDDEN_TEXT)
            extracted.add_text("chữ ẩn", attribute(element, "string-value") or spread(element))


def _hidden_cells(table: Element, extracted: Extracted) -> None:
    """Mark hidden rows and columns; those of nothing but figures apart."""
    rows = [row for row in table.iter() if local(row) == "table-row"]
    cells = [cells_of(row) for row in rows]
    for row, line in zip(rows, cells, strict=True):
        if attribute(row, "visibility") in _UNSEEN and any(line):
            if are_plain(line):
                extracted.add_mark(MarkKind.HIDDEN_FIGURES, "", "hàng")
            else:
                extracted.add_mark(MarkKind.HIDDEN_ROWS)
    first = 0
    for column in table.iter():
        if local(column) != "table-column":
            continue
        repeated = attribute(column, "number-columns-repeated")
        span = slice(first, first + (int(repeated) if repeated.isdecimal() else 1))
        first = span.stop
        if attribute(column, "visibility") in _UNSEEN:
            if any(any(line[span]) for line in cells) and are_plain_columns(cells, span):
                extracted.add_mark(MarkKind.HIDDEN_FIGURES, "", "cột")
            else:
                extracted.add_mark(MarkKind.HIDDEN_COLUMNS)


def _blocks(root: Element) -> Iterator[tuple[str, str]]:
    """Yield rows of tables with their headings, and paragraphs outside tables."""
    inner: set[int] = set()
    for number, table in enumerate(
        (element for element in root.iter() if local(element) == "table"), 1
    ):
        name = attribute(table, "name") or f"bảng {number}"
        headings: tuple[str, ...] = ()
        for line, row in enumerate(
            (element for element in table.iter() if local(element) == "table-row"), 1
        ):
            cells = [_paragraphs(cell) for cell in row if local(cell).endswith("table-cell")]
            inner.update(id(element) for element in row.iter())
            pairs = [
                f"{headings[index]}: {cell}" if index < len(headings) and headings[index] else cell
                for index, cell in enumerate(cells)
                if cell
            ]
            yield "\n".join(pairs), f"{name}, hàng {line}"
            headings = headings or headings_of([cells])
    for element in root.iter():
        if local(element) in {"p", "h"} and id(element) not in inner:
            yield "".join(element.itertext()), ""


def _paragraphs(element: Element) -> str:
    texts = (
        "".join(paragraph.itertext())
        for paragraph in element.iter()
        if local(paragraph) in {"p", "h"}
    )
    return "\n".join(text for text in texts if text.strip())
