"""Choose the reader for a file by its content; read the text of office files and plain text.

This is what the child process runs; all readers add texts, tables and marks to an `Extracted`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import (
    Archive,
    attribute,
    is_locked_ole,
    is_ole,
    local,
    names_any,
    spread,
)
from access_info.office_files.csv_file import MAX_FIELD, decoded, delimiter_of
from access_info.office_files.document import letters_of
from access_info.office_files.limits import Purpose
from access_info.office_files.open_document import Looks, count_in
from access_info.office_files.refusal import RefusedFileError
from access_info.office_files.text import FontPiece, readable
from access_info.office_files.word import Paragraph, WordFile, WordPart, WordTable, paragraphs_of
from access_info.office_files.workbook import CODES, SheetPart, SheetXml, Workbook
from access_info.scanning.scans import LINES_ABOVE, Extracted, MarkKind, headings_of
from access_info.scanning.signatures import mark_signed_parts, mark_signed_streams, signatures_of
from access_info.scanning.zipped import read_common, read_picture, read_pictures

# Parts of a DOCX by their names. What people call them is the place of their texts; "" for the body, whose
# paragraphs have places of their own.
_BODY = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml", re.IGNORECASE)
_COMMENTS = re.compile(r"word/comments\w*\.xml", re.IGNORECASE)
_NAMED_PARTS = (
    (_BODY, ""),
    (re.compile(r"word/header\d*\.xml", re.IGNORECASE), "đầu trang"),
    (re.compile(r"word/footer\d*\.xml", re.IGNORECASE), "chân trang"),
    (re.compile(r"word/(?:foot|end)notes\.xml"), "chú thích cuối trang"),
)
# Parts that are read elsewhere or hold no words: “docProps/core.xml”, “word/_rels/document.xml.rels”.
_OTHERS = re.compile(
    r"(?:docProps|customXml)/.*|(?:.*/)?_rels/.*|\[Content_Types\]\.xml", re.IGNORECASE
)
# Parts of layout: “word/styles.xml”, “word/theme/theme1.xml”; not “word/document.xml”.
_QUIET = re.compile(
    r"word/(?:styles|stylesWithEffects|settings|webSettings|fontTable|numbering|theme/.*|people)\.xml"
)
# Stamps are among the first paragraphs; a DOCX does not say where a page ends.
_FIRST = 30


def read_word(parts: Archive, extracted: Extracted) -> None:
    """Read the texts and tables of all parts of a DOCX, with marks for comments, hidden and deleted words.

    The body comes first; a part of an unknown name is read too, for words may be hidden there.

    Args:
        parts: The parts of the file.
        extracted: The result to add to.
    """
    word = WordFile(parts)
    for name in parts.like(r"word/settings\.xml"):
        variables = (
            attribute(element, "val")
            for element in parts.xml(name).iter()
            if local(element) == "docVar"
        )
        extracted.add_text("biến của văn bản", "\n".join(variables))
    for name in sorted(parts.xml_names, key=lambda name: _BODY.fullmatch(name) is None):
        if _OTHERS.fullmatch(name) or _QUIET.fullmatch(name):
            continue
        root = parts.xml(name)
        if _COMMENTS.fullmatch(name):
            text = spread(root)
            if text:
                extracted.add_mark(MarkKind.COMMENT, "", str(len([*root])))
                extracted.add_text("lời nhận xét", text)
            continue
        named = (words for pattern, words in _NAMED_PARTS if pattern.fullmatch(name))
        where = next(named, "phần kèm theo")
        _WordTexts(extracted, where, first=_EDGE.fullmatch(name) is not None).add(word.part(root))
    if word.fetches:
        extracted.add_mark(MarkKind.ACTIVE_CONTENT, "", "lấy dữ liệu từ nơi khác")


class _WordTexts:
    """The reader that adds the texts and tables of one part of a DOCX, with marks for hidden words.

    The place of its texts is the part's name for people, or "" for the body. `first`: its texts are
    where stamps are put, as those of page headers are.
    """

    def __init__(self, extracted: Extracted, where: str, *, first: bool) -> None:
        self._extracted = extracted
        self._where = where
        self._first = first
        self._paragraphs = self._tables = 0
        self._top: list[str] = []

    def add(self, part: WordPart) -> None:
        """Add the paragraphs, tables, watermarks and picture descriptions of a part."""
        for block in part.blocks:
            if isinstance(block, WordTable):
                self._table(block)
            else:
                self._paragraphs += 1
                place = f"đoạn {self._paragraphs}"
                text = self._text(block, place)
                self._extracted.add_text(self._where or place, text, first=self._first)
                self._keep_top(text)
        if self._where == "" and self._top:
            self._extracted.add_text("đầu văn bản", "\n".join(self._top), first=True)
        for words in part.watermarks:
            self._extracted.add_text("hình mờ (watermark)", words, first=True)
        for words in part.descriptions:
            self._extracted.add_text("lời tả của hình", words)

    def _keep_top(self, text: str) -> None:
        """Collect the lines of the first 30 paragraphs and cells: stamps such as “MẬT” are put there."""
        if len(self._top) < _FIRST and text.strip():
            self._top += text.split("\n")

    def _table(self, table: WordTable) -> None:
        """Add a table as a whole, and each of its rows as text with the headings."""
        self._tables += 1
        number = self._tables
        rows: list[list[str]] = []
        # A merged heading holds for all its columns.
        spread_rows: list[list[str]] = []
        for row in table.rows:
            rows.append([""] * row.skipped)
            spread_rows.append([""] * row.skipped)
            for cell in row.cells:
                texts = (
                    self._text(paragraph, f"bảng {number}", coloured=table.coloured)
                    for paragraph in paragraphs_of(cell.blocks)
                )
                text = "\n".join(text for text in texts if text.strip())
                rows[-1] += [text, *[""] * (cell.columns - 1)]
                spread_rows[-1] += [text] * cell.columns
        top = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
        headings = headings_of(spread_rows[top : top + 1])
        above = [text.text for text in self._extracted.texts[-LINES_ABOVE:]]
        place = f"{self._where} bảng {number}".strip()
        if any(row.hidden for row in table.rows):
            self._extracted.add_mark(MarkKind.HIDDEN_ROWS, place)
        self._extracted.add_table(place, rows, above)
        for line, cells in enumerate(rows, 1):
            where = f"{place}, hàng {line}"
            self._extracted.add_row(where, cells, headings if line > 1 else ())
            for text in cells:
                self._keep_top(text)

    def _text(self, paragraph: Paragraph, where: str, *, coloured: bool = False) -> str:
        """Return the text of a paragraph, hidden words included, and mark hidden and changed words.

        Words deleted under tracked changes are added as a text of their own.

        Args:
            paragraph: The paragraph.
            where: The place for people, if the part has no name of its own.
            coloured: Whether it stands in a coloured table, where white letters may be visible.
        """
        here = self._where or where
        pieces: list[FontPiece] = []
        deleted: list[FontPiece] = []
        for piece in paragraph.pieces:
            if piece.aside == "watermark":
                continue
            if piece.change:
                self._extracted.add_mark(MarkKind.TRACKED_CHANGE)
            if piece.change == "deleted":
                deleted.append(piece)
                continue
            # In a table that has colours of its own, white letters may be on a dark ground.
            is_seen = not piece.unseen or (piece.unseen == "white" and coloured)
            if piece.text.strip() and not is_seen:
                self._extracted.add_mark(MarkKind.HIDDEN_TEXT, here)
            pieces.append(piece)
        self._extracted.add_text(f"chữ đã xóa còn lưu vết, {here}", readable(deleted))
        return readable(pieces)


# “2.121”, “1,26”, “45 %”; no more digits than any telephone, account or paper has.
_COUNT = re.compile(r"[-+]?(?:\d{1,7}|\d{1,3}[.,]\d{3}|\d\.\d{3}\.\d{3}|\d{1,9}[.,]\d{1,2}) ?%?")
# “4.850.000.000”, “16900000”: long ones end as amounts do, for papers are grouped in threes as well.
_AMOUNT = re.compile(r"-?(?:\d{1,9}000|\d{1,3}([.,])\d{3}(?:\1\d{3})*(?<=00))")
# “A01”, “TS-12”: short, with a letter and a figure; letters alone are a mark, “x”, “ok”.
_CODE = re.compile(r"(?=.{1,6}$)(?=.*\d)(?=.*[^\W\d_])[^\W_]+(?:[-.][^\W_]+)*|[^\W\d_]{1,2}")
# “0912 345”: a part of a telephone, of a number of identity.
_BEGINS_WITH_NOUGHT = re.compile(r"0\d")

# “0123” is no part of a telephone yet.
_SHORT = 4
# Rows at the top of a sheet among which the headings are searched for.
_HEADINGS_WITHIN = 15


def are_plain(cells: Iterable[str]) -> bool:
    """Tell whether cells are “plain”: they hold only amounts, counts and short codes, or nothing.

    Plain cells do no harm where they are hidden. Words, names, days and numbers as long as personal
    ones are not plain.
    """
    return all(map(_is_plain, cells))


def are_plain_columns(rows: Sequence[Sequence[str]], span: slice) -> bool:
    """Tell whether columns may be hidden without harm: “plain” cells, and no person's name above them.

    Args:
        rows: The cells of a sheet, aligned.
        span: The indexes of the columns' cells in a row.
    """
    head = _head_of(rows)
    headings = rows[head - 1][span] if head else ()
    return not any(map(_may_name, headings)) and are_plain(
        cell for row in rows[head:] for cell in row[span]
    )


def _head_of(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the row with the headings of the columns, from 1; 0 for none.

    It is the first row of several cells, if these are words.
    """
    for number, row in enumerate(rows[:_HEADINGS_WITHIN], 1):
        if sum(map(bool, row)) > 1:
            return number if headings_of([row]) else 0
    return 0


def _may_name(heading: str) -> bool:
    """Tell whether a heading may be a person's name: several words, all with a capital."""
    return " " in heading.strip() and heading.istitle()


def _is_plain(cell: str) -> bool:
    """Tell whether a cell holds only an amount, a count, a short code or nothing: no name or personal number."""
    text = cell.strip()
    if not text or text in {"-", "–"}:
        return True
    if _BEGINS_WITH_NOUGHT.match(text) and len(text) > _SHORT:
        return False
    if _COUNT.fullmatch(text) or _AMOUNT.fullmatch(text):
        return True
    return _CODE.fullmatch(text) is not None and not (
        text.isalpha() and text.istitle() and len(text) > 1
    )


_SHEET_COMMENTS = r"xl/(?:comments[^/]*|comments/[^/]+|threadedComments/[^/]+)\.xml"
_FIRST_ROWS = 20
# A sheet with more cells, blank ones included, is too large to make all its rows equally long.
_MAX_ALIGNED = 2_000_000
# Parts with words outside cells: text boxes, charts, copies of other workbooks, the data of pivot tables.
_OTHER_PARTS = (
    (r"xl/drawings/[^/]+\.xml", "hộp chữ, hình"),
    (r"xl/charts/[^/]+\.xml", "số liệu của biểu đồ"),
    (r"xl/externalLinks/[^/]+\.xml", "bản sao của sổ khác"),
    (r"xl/pivotCache/[^/]+\.xml", "bản sao dữ liệu của bảng tổng hợp (Pivot)"),
    (r"xl/queryTables/[^/]+\.xml", "truy vấn"),
    (r"xl/connections\.xml", "kết nối dữ liệu"),
)


def read_sheets(parts: Archive, extracted: Extracted) -> None:
    """Read an XLSX: its cells, names, comments, drawings, charts, with marks for hidden content.

    Args:
        parts: The workbook.
        extracted: The result to add to.
    """
    workbook = Workbook(parts)
    names = [element for element in workbook.root.iter() if local(element) == "definedName"]
    words = (word for name in names for word in (name.text, name.get("comment")) if word)
    extracted.add_text("tên đã đặt trong sổ", "\n".join(words))
    extracted.add_text("tên trang tính", "\n".join(sheet.name for sheet in workbook.sheets))
    for sheet in workbook.sheets:
        _read_sheet(workbook, sheet, extracted)
    for name in parts.like(_SHEET_COMMENTS):
        text = spread(parts.xml(name))
        if text:
            extracted.add_mark(MarkKind.COMMENT)
            extracted.add_text("lời nhận xét", text)
    for pattern, where in _OTHER_PARTS:
        for name in parts.like(pattern):
            extracted.add_text(where, spread(parts.xml(name)))
    if any(parts.like(r"xl/externalLinks/[^/]+\.xml")):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT, "", "liên kết tới sổ khác")


def _read_sheet(workbook: Workbook, part: SheetPart, extracted: Extracted) -> None:
    """Read a sheet: each row as text, all rows as a table, with marks for hidden rows, columns and cells.

    The first 20 rows are added together too, as the place where stamps are put.
    """
    sheet = workbook.read(part)
    for text in sheet.prompts:
        extracted.add_text("danh sách chọn, lời nhắc của ô", text)
    for tag, text in sheet.printed:
        first = tag.endswith("Header")
        extracted.add_text("đầu, chân trang in", CODES.sub("\n", text), first=first)
    if sheet.is_cut or sheet.far:
        extracted.add_mark(MarkKind.UNREADABLE, part.name, "dài khác thường, chỉ xem phần đầu")
    left = min((raw.column for raw in sheet.cells), default=1)
    rows, unseen = _read_cells(workbook, sheet, left, extracted)
    if not any(any(row) for row in rows.values()):
        return
    if part.hidden:
        extracted.add_mark(MarkKind.HIDDEN_SHEET, part.name)
    _mark_hidden(sheet, part.name, rows, left, extracted)
    for how, cell in unseen.items():
        extracted.add_mark(MarkKind.HIDDEN_TEXT, f"{part.name}!{cell}", how)
    top = min(rows)
    extracted.add_table(part.name, rows.values(), [part.name])
    head = [text for number, row in rows.items() if number < top + _FIRST_ROWS for text in row]
    extracted.add_text(f"{part.name}!A1", "\n".join(filter(None, head)), first=True)
    headings: tuple[str, ...] = ()
    for number, row in rows.items():
        if not any(row):
            continue
        column = next(index for index, text in enumerate(row) if text)
        where = f"{part.name}!{letters_of(left + column)}{number}"
        extracted.add_row(where, row, headings)
        if number < top + _HEADINGS_WITHIN:
            headings = headings_of([row]) or headings


def _read_cells(
    workbook: Workbook, sheet: SheetXml, left: int, extracted: Extracted
) -> tuple[dict[int, list[str]], dict[str, str]]:
    """Return two mappings: row number → texts of its cells; way of hiding → address of the first cell hidden so.

    Formulas with literal text are added as text on the way. The rows are equally long, unless the
    sheet is very large.

    Args:
        workbook: The workbook.
        sheet: The sheet.
        left: Number of the leftmost filled column, at which each row begins.
        extracted: The result to add to.
    """
    unseen: dict[str, str] = {}
    rows: dict[int, list[str]] = {}
    for raw in sheet.cells:
        if '"' in raw.formula:
            where = f"công thức ở ô {letters_of(raw.column)}{raw.row}"
            extracted.add_text(where, raw.formula)
        how = workbook.style(raw).unseen
        if how and not sheet.has_tables:
            unseen.setdefault(how, f"{letters_of(raw.column)}{raw.row}")
        row = rows.setdefault(raw.row, [])
        row += [""] * (raw.column - left + 1 - len(row))
        row[raw.column - left] = workbook.text(raw)
    width = max(map(len, rows.values()), default=0)
    if width * len(rows) <= _MAX_ALIGNED:
        rows = {number: row + [""] * (width - len(row)) for number, row in rows.items()}
    return dict(sorted(rows.items())), unseen


def _mark_hidden(
    sheet: SheetXml, name: str, rows: Mapping[int, list[str]], left: int, extracted: Extracted
) -> None:
    """Mark the hidden rows and columns of a sheet, which may hold personal data nobody checked.

    Those that hold only figures and short codes do no harm, and get the milder `HIDDEN_FIGURES`.

    Args:
        sheet: The sheet.
        name: The sheet's name.
        rows: Row number → texts of its cells.
        left: Number of the column at which each row begins.
        extracted: The result to add to.
    """
    hidden = sorted((sheet.hidden_rows | sheet.folded_rows) & rows.keys())
    if hidden:
        texts = [text for number in hidden for text in rows[number]]
        is_plain = any(texts) and are_plain(texts)
        kind = MarkKind.HIDDEN_FIGURES if is_plain else MarkKind.HIDDEN_ROWS
        lines = ", ".join(map(str, hidden[:5]))
        extracted.add_mark(kind, name, f"{len(hidden)} hàng: {lines}")
    in_order = list(rows.values())
    for first, last in sheet.hidden_columns:
        # Where the hidden columns' cells stand in the texts of a row, which begin at column `left`.
        span = slice(max(first - left, 0), max(last - left + 1, 0))
        if any(any(row[span]) for row in in_order):
            is_plain = are_plain_columns(in_order, span)
            kind = MarkKind.HIDDEN_FIGURES if is_plain else MarkKind.HIDDEN_COLUMNS
            extracted.add_mark(kind, name, f"từ cột {letters_of(first)}")


# Repetitions of a cell that are read: a row ends in thousands of blank cells, written once with their number.
_MAX_SPAN = 60
_PEOPLE = {"creator": "người sửa cuối", "initial-creator": "người soạn"}
_ABOUT = frozenset({"title", "subject", "description", "keyword", "user-defined"})
# Visibility of rows and columns that are hidden by hand or by a filter.
_UNSEEN = frozenset({"collapse", "filter"})


def read_open_document(parts: Archive, extracted: Extracted) -> None:
    """Read an ODT or ODS: its content, page headers and footers, properties, with marks for hidden content.

    Args:
        parts: The parts of the file.
        extracted: The result to add to.
    """
    if any(name.startswith(("Basic/", "Scripts/")) for name in parts.names):
        extracted.add_mark(MarkKind.MACRO)
    if any(name.startswith(("Object ", "ObjectReplacements/")) for name in parts.names):
        extracted.add_mark(MarkKind.EMBEDDED)
    _OpenTexts(parts, extracted).add(parts.xml("content.xml"))
    if "meta.xml" in parts.names:
        for element in parts.xml("meta.xml").iter():
            person, text = _PEOPLE.get(local(element)), (element.text or "").strip()
            if person and text:
                extracted.add_mark(MarkKind.AUTHOR, person, text)
            elif local(element) in _ABOUT:
                extracted.add_text("thông tin về tệp", text)


class _OpenTexts:
    """The reader that adds the tables and paragraphs of an OpenDocument file, with marks for hidden words."""

    def __init__(self, parts: Archive, extracted: Extracted) -> None:
        self._extracted = extracted
        self._looks = Looks()
        self._edges = parts.xml("styles.xml") if "styles.xml" in parts.names else None
        if self._edges is not None:
            self._looks.see_all(self._edges)
        self._tables: list[tuple[Element, list[str]]] = []
        self._paragraphs: list[str] = []
        self._above: list[str] = []
        self._links: list[str] = []

    def add(self, root: Element) -> None:
        """Add the content below the outermost element of `content.xml`."""
        self._looks.see_all(root)
        for element in root.iter():
            self._mark(element)
        self._collect(root)
        lines: list[str] = []
        for number, (table, above) in enumerate(self._tables, 1):
            name = attribute(table, "name") or f"bảng {number}"
            lines += self._table(table, name, above)
        for number, text in enumerate(self._paragraphs, len(lines) + 1):
            self._extracted.add_text(f"đoạn {number}", text)
        top = [*lines, *self._paragraphs][:_FIRST]
        self._extracted.add_text("đầu văn bản", "\n".join(top), first=True)
        if self._edges is not None:
            self._extracted.add_text("đầu, chân trang", self._text(self._edges), first=True)
        for link in dict.fromkeys(self._links):
            self._extracted.add_text("địa chỉ liên kết", link)

    def _mark(self, element: Element) -> None:
        """Mark comments, deleted and hidden words, and add each as a text of its own."""
        name = local(element)
        if name == "annotation":
            self._extracted.add_mark(MarkKind.COMMENT)
            self._extracted.add_text("lời nhận xét", spread(element))
        elif name in {"tracked-changes", "changed-region"} and len(element):
            self._extracted.add_mark(MarkKind.TRACKED_CHANGE)
            self._extracted.add_text("chữ đã xóa còn lưu vết", spread(element))
        elif name in {"hidden-text", "hidden-paragraph"}:
            self._extracted.add_mark(MarkKind.HIDDEN_TEXT)
            words = attribute(element, "string-value") or spread(element)
            self._extracted.add_text("chữ ẩn", words)

    def _collect(self, element: Element, *, is_deleted: bool = False) -> None:
        """Collect the tables, each with the lines above it, and the paragraphs outside tables.

        Args:
            element: The element to search.
            is_deleted: Whether its text was deleted, so that it is no line above a table.
        """
        for child in element:
            name = local(child)
            if name == "table":
                self._tables.append((child, self._above[-LINES_ABOVE:]))
                self._above = []
            if name == "table-row":
                continue
            if name in {"p", "h"}:
                text = self._text(child)
                self._paragraphs.append(text)
                self._above += [] if is_deleted else [text]
            self._collect(child, is_deleted=is_deleted or name == "tracked-changes")

    def _text(self, element: Element) -> str:
        """Return the text of an element without blank lines, hidden words and comments included; note its links."""
        pieces = self._looks.pieces(element, FontPiece(""), self._links, whole=True)
        lines = readable(list(pieces)).split("\n")
        return "\n".join(line for line in lines if line.strip())

    def _table(self, table: Element, name: str, above: Sequence[str]) -> Iterator[str]:
        """Add a table as a whole and row by row; yield the text of each row, for the top of the document.

        Args:
            table: The table.
            name: The table's name.
            above: The lines before it.
        """
        rows = [row for row in table.iter() if local(row) == "table-row"]
        aligned = [[text for text, times in self._cells(row) for _ in range(times)] for row in rows]
        for row in aligned:
            while row and not row[-1]:
                row.pop()
        if self._looks.hides(attribute(table, "style-name")) and any(map(any, aligned)):
            self._extracted.add_mark(MarkKind.HIDDEN_SHEET, name)
        self._mark_hidden(table, rows, aligned)
        self._extracted.add_table(name, aligned, [*above, name])
        headings: tuple[str, ...] = ()
        line = 1
        for element, cells in zip(rows, aligned, strict=True):
            yield self._extracted.add_row(f"{name}, hàng {line}", cells, headings)
            headings = headings or headings_of([cells])
            line += count_in(element, "number-rows-repeated")

    def _cells(self, row: Element) -> Iterator[tuple[str, int]]:
        """Yield (text, number of repetitions) of each cell of a row; for a cell without text its value."""
        for cell in row:
            if local(cell).endswith("table-cell"):
                held = ("string-value", "date-value", "value")
                text = self._text(cell) or next(
                    (value for name in held if (value := attribute(cell, name))), ""
                )
                yield text, min(count_in(cell, "number-columns-repeated"), _MAX_SPAN)

    def _mark_hidden(
        self, table: Element, rows: Sequence[Element], cells: Sequence[list[str]]
    ) -> None:
        """Mark the hidden rows and columns of a table, which may hold personal data nobody checked.

        Those that hold only figures and short codes do no harm, and get the milder `HIDDEN_FIGURES`.

        Args:
            table: The table.
            rows: The elements of its rows.
            cells: The texts of each row, aligned.
        """
        for row, line in zip(rows, cells, strict=True):
            if attribute(row, "visibility") in _UNSEEN and any(line):
                if are_plain(line):
                    self._extracted.add_mark(MarkKind.HIDDEN_FIGURES, "", "hàng")
                else:
                    self._extracted.add_mark(MarkKind.HIDDEN_ROWS)
        first = 0
        for column in table.iter():
            if local(column) != "table-column":
                continue
            span = slice(first, first + count_in(column, "number-columns-repeated"))
            first = span.stop
            if attribute(column, "visibility") in _UNSEEN:
                if any(any(line[span]) for line in cells) and are_plain_columns(cells, span):
                    self._extracted.add_mark(MarkKind.HIDDEN_FIGURES, "", "cột")
                else:
                    self._extracted.add_mark(MarkKind.HIDDEN_COLUMNS)


# “<script>”, “onclick=”, “javascript:”; not “con=1”. A false alarm such as “one = 1” does no harm.
_ACTIVE = re.compile(r"<script\b|\bon[a-z]+\s*=|javascript:", re.IGNORECASE)
_MARKUP = frozenset({"html", "htm", "xhtml", "svg", "xml"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FIRST_LINES = 30
# Lines of one text.
_CHUNK = 200
# The share of control characters above which a file is no text.
_BINARY = 0.02


def read_plain(content: bytes, extracted: Extracted) -> None:
    """Read a plain-text file: CSV row by row with its headings, other text in stretches of lines.

    Args:
        content: The file's bytes.
        extracted: The result to add to.
    """
    text, _ = decoded(content)
    controls = sum(char < " " and char not in "\t\r\n\f" for char in text[:MAX_FIELD])
    if controls > _BINARY * min(len(text), MAX_FIELD) + 1:
        extracted.add_mark(MarkKind.UNREADABLE)
        return
    if extracted.kind in _MARKUP:
        if _ACTIVE.search(text):
            extracted.add_mark(MarkKind.ACTIVE_CONTENT)
        # With the tags as well: their attributes may hold words.
        text = "\n".join((_TAG.sub("\n", text), text))
    elif extracted.kind in {"csv", "tsv"} and _read_csv(text, extracted):
        return
    lines = text.splitlines()
    extracted.add_text("đầu tệp", "\n".join(lines[:_FIRST_LINES]), first=True)
    for start in range(0, len(lines), _CHUNK):
        extracted.add_text(f"từ dòng {start + 1}", "\n".join(lines[start : start + _CHUNK]))


def _read_csv(text: str, extracted: Extracted) -> bool:
    """Add the rows of a CSV text as texts and as a table; return `False` if it cannot be read as CSV."""
    csv.field_size_limit(MAX_FIELD)
    delimiter, text = delimiter_of(text)
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [[readable([FontPiece(cell)]) for cell in row] for row in records]
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


_NUMBER = re.compile(r"\d+")


def read_slides(parts: Archive, extracted: Extracted) -> None:
    """Read a PPTX: its slides, speaker's notes and comments.

    Args:
        parts: The presentation.
        extracted: The result to add to.
    """
    for name in parts.like(r"ppt/slides/slide\d+\.xml"):
        number = _NUMBER.findall(name)[-1]
        root = parts.xml(name)
        where = f"trang chiếu {number}"
        if attribute(root, "show") in {"0", "false"}:
            extracted.add_mark(MarkKind.HIDDEN_TEXT, where)
        paragraphs = (element for element in root.iter() if local(element) == "p")
        lines = ["".join(part.text or "" for part in paragraph.iter()) for paragraph in paragraphs]
        extracted.add_text(where, "\n".join(lines), first=number == "1")
    for name in parts.like(r"ppt/(?:notesSlides|comments)/[^/]+\.xml"):
        text = spread(parts.xml(name))
        if "comments" in name and text:
            extracted.add_mark(MarkKind.COMMENT)
        extracted.add_text("ghi chú của trang chiếu", text)


# Four letters or more in UTF-16, Vietnamese ones too: “Cộng” is `C\0\xd9\x1en\0g\0`.
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff\x09\x0d]\x00|[\x00-\xff][\x01\x03\x1e\x20]){4,}")
# Six letters or more in one byte each: “Cong van”.
_NARROW = re.compile(rb"[\x20-\x7e\x09\x0d]{6,}")
_MACROS = ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR")
_FIRST_LETTERS = 2_000


def read_old(content: bytes, extracted: Extracted) -> None:
    """Read an old office file: the cells of an XLS; of others, all stretches of bytes that look like text.

    Args:
        content: The file's bytes.
        extracted: The result to add to.

    Raises:
        RefusedFileError: The file is a newer one with a password.
    """
    if is_locked_ole(content):
        raise RefusedFileError(refusal.ENCRYPTED)
    if names_any(content, *_MACROS):
        extracted.add_mark(MarkKind.MACRO)
    if extracted.kind == "xls" and _read_xls_cells(content, extracted):
        return
    wide = "\n".join(part[0].decode("utf-16-le", "ignore") for part in _WIDE.finditer(content))
    narrow = "\n".join(part[0].decode("cp1252", "ignore") for part in _NARROW.finditer(content))
    text = wide.replace("\r", "\n")
    extracted.add_text("đầu văn bản", text[:_FIRST_LETTERS], first=True)
    extracted.add_text("trong tệp", text)
    extracted.add_text("trong tệp", narrow.replace("\r", "\n"))


def _read_xls_cells(content: bytes, extracted: Extracted) -> bool:
    """Add the cells of an XLS, by row and as tables; return `False` if none could be read."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - heavy

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for name in book.sheet_names:
                values = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
                rows = [[_old_text(value) for value in row] for row in values]
                extracted.add_table(name, rows, [name])
                for number, row in enumerate(rows, 1):
                    extracted.add_row(f"{name}, hàng {number}", row, ())
    except (CalamineError, ValueError, OverflowError):
        return False
    return bool(extracted.texts)


def _old_text(value: object) -> str:
    """Return the value of an XLS cell as text, whole numbers without decimals: 12.0 → `12`."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if isinstance(value, float) and whole else str(value or "").strip()


# First bytes of PNG, JPEG, GIF, TIFF (two orders of bytes) and BMP files.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PDF_WITHIN = 1024
# First bytes of packed files, which are not unpacked, and their endings.
_ARCHIVES = {
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ": "xz",
}
# What names of parts of an office file begin with → its ending and its reader.
_OOXML: Mapping[str, tuple[str, Callable[[Archive, Extracted], None]]] = {
    "word/": ("docx", read_word),
    "xl/": ("xlsx", read_sheets),
    "ppt/": ("pptx", read_slides),
}


def look_into(content: bytes, name: str, roots: Sequence[str] = ()) -> dict[str, Any]:
    """Return the scan of a file as plain data, for `AttachmentScan.from_plain`; the child process runs this.

    It never raises: a file that cannot be read has a mark that says so.

    Args:
        content: The file's bytes.
        name: The file's name.
        roots: Trusted root certificates for digital signatures (`shipped_roots`).
    """
    extracted = Extracted(_kind(content, name))
    try:
        _read(content, extracted)
    except RefusedFileError as refused:
        locked = refused.code == refusal.ENCRYPTED.code
        extracted.add_mark(MarkKind.ENCRYPTED if locked else MarkKind.UNREADABLE)
    except MemoryError:
        extracted.add_mark(MarkKind.UNREADABLE, "", "cần quá nhiều bộ nhớ")
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is said plainly
        extracted.add_mark(MarkKind.UNREADABLE)
    if extracted.kind == "pdf":
        extracted.signatures += signatures_of(content, roots)
    return extracted.as_plain()


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF; its first line may stand within the first 1,024 bytes."""
    return b"%PDF-" in content[:_PDF_WITHIN]


def _kind(content: bytes, name: str) -> str:
    """Return the ending that fits a file's content, for a PDF or packed file; else the ending of its name."""
    if is_pdf(content):
        return "pdf"
    for mark, kind in _ARCHIVES.items():
        if content.startswith(mark):
            return kind
    return PurePath(name).suffix.lower().removeprefix(".")


def _read(content: bytes, extracted: Extracted) -> None:
    """Read a file by the reader for its content."""
    if extracted.kind == "pdf":
        from access_info.scanning.pdf import read_pdf  # noqa: PLC0415 - heavy

        read_pdf(content, extracted)
    elif content.startswith(b"PK"):
        _zipped(content, extracted)
    elif is_ole(content):
        mark_signed_streams(content, extracted)
        read_old(content, extracted)
    elif content.startswith(_PICTURES) or (content[:4], content[8:12]) == (b"RIFF", b"WEBP"):
        read_picture(content, extracted)
    elif extracted.kind in _ARCHIVES.values():
        extracted.add_mark(MarkKind.UNREADABLE, "", "tệp nén")
    else:
        read_plain(content, extracted)


def _zipped(content: bytes, extracted: Extracted) -> None:
    """Read a zipped office file by the reader for its parts; mark any other ZIP as unread."""
    parts = Archive(content, Purpose.SCAN)
    mark_signed_parts(parts.names, extracted)
    for start, (kind, read) in _OOXML.items():
        if any(name.lower().startswith(start) for name in parts.names):
            extracted.kind = kind
            read_common(parts, extracted)
            read(parts, extracted)
            read_pictures(parts, extracted)
            return
    if "content.xml" in parts.names:
        read_open_document(parts, extracted)
        read_pictures(parts, extracted)
    else:
        extracted.kind = "zip"
        extracted.add_mark(MarkKind.UNREADABLE, "", "tệp nén")
