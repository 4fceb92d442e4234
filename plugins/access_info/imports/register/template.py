"""Write the template of a register: an empty XLSX with drop-down lists and a sheet that explains it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from access_info.imports.register.columns import (
    COLUMNS,
    GROUND,
    INTRODUCTION,
    SHEET,
    TITLE,
    vocabularies,
)
from access_info.imports.register.reading import Grounds
from access_info.imports.register.table import MAX_COST, RegisterColumn
from access_info.legal.framework import Framework
from access_info.model.verification import Verification

# Rows with drop-down lists and checks; below them anything can be typed.
ROWS = 5_000
_HEADER_HEIGHT = 62
_GUIDE = "Hướng dẫn"
_NO_DAY = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
_DAYS = {"minimum": datetime.date(2000, 1, 1), "maximum": datetime.date(2199, 12, 31)}
_MAX_HINT = 255  # Excel's limit for the hint of a list


def register_template(framework: Framework) -> bytes:
    """Return an empty register as XLSX; the same laws always give the same bytes.

    Args:
        framework: The laws, for channels and grounds of refusal.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE, "created": _NO_DAY})
        book.set_custom_property("Language", "vi")
        sheet = book.add_worksheet(SHEET)
        _write_register(book, sheet, framework, _write_guide(book, framework))
    return file.getvalue()


def _write_register(
    book: xlsxwriter.Workbook, sheet: Worksheet, framework: Framework, grounds: str
) -> None:
    """Write the empty sheet: headings, drop-down lists, checks, borders, print settings.

    Args:
        book: The workbook.
        sheet: The sheet.
        framework: The laws, for the words of the drop-down lists.
        grounds: Formula of the cells that hold the grounds of refusal, in the sheet of explanations.
    """
    header = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
    )
    last = len(COLUMNS) - 1
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, _style(book, column))
        sheet.write_string(0, number, column.title, header)
    words = vocabularies(framework)
    for column in COLUMNS:
        if column in words or column is GROUND:
            # Grounds are too long for a list of their own: it shows the guide's cells.
            source = grounds if column is GROUND else list(words[column].labels.values())
            _validate(
                sheet, column, {"validate": "list", "source": source}, "Chọn trong danh sách."
            )
    for column in COLUMNS:
        if column.shape == "day":
            _validate(
                sheet,
                column,
                {"validate": "date", "criteria": "between", **_DAYS},
                "Gõ ngày/tháng/năm, ví dụ 03/9/2026.",
            )
        elif column.shape == "money":
            money = {"criteria": "between", "minimum": 0, "maximum": MAX_COST}
            _validate(sheet, column, {"validate": "integer", **money}, "Chỉ gõ chữ số.")
    # Only rows in which something stands have borders.
    ruled = book.add_format({"border": 1})
    filled = {"type": "formula", "criteria": "=COUNTA($A2:$T2)>0", "format": ruled}
    sheet.conditional_format(1, 0, ROWS, last, filled)
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, ROWS, last)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.set_header(f"&C&B{TITLE.upper()}")
    sheet.set_footer("&CTrang &P/&N")


def _style(book: xlsxwriter.Workbook, column: RegisterColumn) -> Format:
    """Return the cell format of a column: days, sums of money or wrapped text."""
    shapes = {"day": {"num_format": "dd/mm/yyyy"}, "money": {"num_format": "#,##0"}}
    wrapped = {"text_wrap": True, "valign": "top"}
    return book.add_format(wrapped | shapes.get(column.shape, {}))


def _validate(sheet: Worksheet, column: RegisterColumn, rule: dict[str, object], cure: str) -> None:
    """Add Excel's data validation to a column, with a hint for the clerk and an error message.

    Args:
        sheet: The sheet.
        column: The column.
        rule: The validation, as xlsxwriter takes it.
        cure: The error message: what to type instead.
    """
    number = COLUMNS.index(column)
    hint = column.help if len(column.help) <= _MAX_HINT else f"{column.help[: _MAX_HINT - 1]}…"
    messages = {
        "input_title": column.short,
        "input_message": hint,
        "error_title": "Chưa đúng",
        "error_message": cure,
    }
    sheet.data_validation(1, number, ROWS, number, rule | messages)


_WIDTHS = (38, 70, 22, 14)
# Characters and height of a line over all columns: Excel fits no height to merged cells.
_WIDE, _HEIGHT = 130, 15.5
# A style, and the texts of a line's cells; the one text of a "wide" line runs over all columns.
_GuideLine: TypeAlias = tuple[str, ...]


def _write_guide(book: xlsxwriter.Workbook, framework: Framework) -> str:
    """Write the sheet that explains every column and every ground of refusal.

    Returns:
        Formula of the cells with the grounds, as source of the register's drop-down list.
    """
    sheet = book.add_worksheet(_GUIDE)
    wrapped = {"text_wrap": True, "valign": "top"}
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format(wrapped | {"border": 1}),
        "wide": book.add_format(wrapped),
        "header": book.add_format(wrapped | {"bold": True, "border": 1}),
    }
    styles["blank"] = styles["wide"]
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    lines = list(_lines_above_grounds())
    first = len(lines)
    lines += _grounds(framework)
    for row, (style, *texts) in enumerate(lines):
        if style == "wide":
            sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, texts[0], styles[style])
            sheet.set_row(row, _HEIGHT * (len(texts[0]) // _WIDE + 1))
            continue
        for number, text in enumerate(texts):
            sheet.write_string(row, number, text, styles[style])
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return f"='{_GUIDE}'!$A${first + 1}:$A${len(lines)}"


def _lines_above_grounds() -> Iterator[_GuideLine]:
    """Yield the lines of the explanations above the grounds of refusal: introduction and columns."""
    yield "title", f"{TITLE}: hướng dẫn ghi"
    for text in INTRODUCTION:
        yield "wide", text
    yield "header", "Cột", "Ghi gì", "Ví dụ", "Dùng để cộng"
    for column in COLUMNS:
        read = "Có" if column.is_read else "Không"
        yield "text", column.title, column.help, column.example, read
    yield "blank", ""
    yield "title", "Căn cứ từ chối"
    yield "header", "Chọn trong sổ", "Nội dung đầy đủ", "Theo", "Luật số"


def _grounds(framework: Framework) -> Iterator[_GuideLine]:
    """Yield a line of the explanations for each ground of refusal of each law."""
    for entry in Grounds(framework).all:
        pack = framework.pack(entry.law)
        number = pack.number if pack is not None else entry.law
        unsure = entry.ground.verification is Verification.UNVERIFIED
        mark = f" ({entry.ground.verification.label})" if unsure else ""
        yield "text", entry.label, entry.ground.title, f"{entry.ground.citation}{mark}", number
