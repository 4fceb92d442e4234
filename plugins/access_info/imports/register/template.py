"""An empty register to begin with: XLSX with drop-down lists and a sheet that explains it."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Iterator, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from access_info.imports.register.columns import (
    ANSWERS,
    CHANNEL,
    COLUMNS,
    COMPLAINT,
    GROUND,
    INTRODUCTION,
    KIND,
    KINDS,
    LAWSUIT,
    RESULT,
    RESULTS,
    SHEET,
    TITLE,
    channels_of,
)
from access_info.imports.register.reading import Grounds
from access_info.imports.register.table import MOST_COST, RegisterColumn
from access_info.legal.framework import Framework
from access_info.model.verification import Verification

# Rows with lists and checks; below them everything can be typed as well.
ROWS = 5_000
_HEADER_HEIGHT = 62
_GUIDE = "Hướng dẫn"
_NO_DAY = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
_DAYS = {"minimum": datetime.date(2000, 1, 1), "maximum": datetime.date(2199, 12, 31)}
_MAX_HINT = 255  # Excel's limit for the hint of a list


def register_template(framework: Framework) -> bytes:
    """Write an empty register as XLSX; equal laws give equal bytes.

    Args:
        framework: The laws, for channels and grounds of refusal.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE, "created": _NO_DAY})
        book.set_custom_property("Language", "vi")
        sheet = book.add_worksheet(SHEET)
        guide = _Guide(book, framework)
        _write_register(book, sheet, framework, guide.write())
    return file.getvalue()


def _write_register(
    book: xlsxwriter.Workbook, sheet: Worksheet, framework: Framework, grounds: str
) -> None:
    header = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
    )
    last = len(COLUMNS) - 1
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, _style(book, column))
        sheet.write_string(0, number, column.title, header)
    for column, choices in _choices(framework, grounds).items():
        _validate(sheet, column, {"validate": "list", "source": choices}, "Chọn trong danh sách.")
    for column in COLUMNS:
        if column.shape == "day":
            _validate(
                sheet,
                column,
                {"validate": "date", "criteria": "between", **_DAYS},
                "Gõ ngày/tháng/năm, ví dụ 03/9/2026.",
            )
        elif column.shape == "money":
            money = {"criteria": "between", "minimum": 0, "maximum": MOST_COST}
            _validate(sheet, column, {"validate": "integer", **money}, "Chỉ gõ chữ số.")
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
    shapes = {"day": {"num_format": "dd/mm/yyyy"}, "money": {"num_format": "#,##0"}}
    wrapped = {"text_wrap": True, "valign": "top"}
    return book.add_format(wrapped | shapes.get(column.shape, {}))


def _choices(framework: Framework, grounds: str) -> Mapping[RegisterColumn, Sequence[str] | str]:
    """Return what each drop-down list offers; grounds, too long for it, are the guide's cells."""
    return {
        CHANNEL: list(channels_of(framework).labels.values()),
        KIND: list(KINDS.labels.values()),
        RESULT: list(RESULTS.labels.values()),
        GROUND: grounds,
        COMPLAINT: list(ANSWERS.labels.values()),
        LAWSUIT: list(ANSWERS.labels.values()),
    }


def _validate(sheet: Worksheet, column: RegisterColumn, rule: dict[str, object], cure: str) -> None:
    number = COLUMNS.index(column)
    hint = column.help if len(column.help) <= _MAX_HINT else f"{column.help[: _MAX_HINT - 1]}…"
    messages = {
        "input_title": column.short,
        "input_message": hint,
        "error_title": "Chưa đúng",
        "error_message": cure,
    }
    sheet.data_validation(1, number, ROWS, number, rule | messages)


@dataclasses.dataclass(frozen=True)
class _RegisterLine:
    """A line of the guide.

    Attributes:
        cells: Its texts.
        style: How they look.
        wide: Whether its one text runs over all columns.
    """

    cells: tuple[str, ...]
    style: str = "text"
    wide: bool = False


class _Guide:
    """The sheet that explains every column and every ground of refusal."""

    _WIDTHS = (38, 70, 22, 14)
    # Characters and height of a line over all columns: Excel fits no height to merged cells.
    _WIDE = 130
    _HEIGHT = 15.5

    def __init__(self, book: xlsxwriter.Workbook, framework: Framework) -> None:
        self._sheet = book.add_worksheet(_GUIDE)
        self._framework = framework
        wrapped = {"text_wrap": True, "valign": "top"}
        self._styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "text": book.add_format(wrapped | {"border": 1}),
            "wide": book.add_format(wrapped),
            "header": book.add_format(wrapped | {"bold": True, "border": 1}),
        }

    def write(self) -> str:
        """Write the sheet.

        Returns:
            The cells that hold the choices of the list of grounds, as a formula.
        """
        for number, width in enumerate(self._WIDTHS):
            self._sheet.set_column(number, number, width)
        lines = [*self._columns(), _RegisterLine(("",), "wide"), *self._grounds_head()]
        first = len(lines)
        lines += self._grounds()
        for row, line in enumerate(lines):
            self._write_line(row, line)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        return f"='{_GUIDE}'!$A${first + 1}:$A${len(lines)}"

    def _write_line(self, row: int, line: _RegisterLine) -> None:
        style = self._styles[line.style]
        if line.wide:
            text = line.cells[0]
            self._sheet.merge_range(row, 0, row, len(self._WIDTHS) - 1, text, style)
            self._sheet.set_row(row, self._HEIGHT * (len(text) // self._WIDE + 1))
            return
        for number, text in enumerate(line.cells):
            self._sheet.write_string(row, number, text, style)

    def _columns(self) -> Iterator[_RegisterLine]:
        yield _RegisterLine((f"{TITLE}: hướng dẫn ghi",), "title")
        for text in INTRODUCTION:
            yield _RegisterLine((text,), "wide", wide=True)
        yield _RegisterLine(("Cột", "Ghi gì", "Ví dụ", "Dùng để cộng"), "header")
        for column in COLUMNS:
            read = "Có" if column.is_read else "Không"
            yield _RegisterLine((column.title, column.help, column.example, read))

    def _grounds_head(self) -> Iterator[_RegisterLine]:
        yield _RegisterLine(("Căn cứ từ chối",), "title")
        yield _RegisterLine(("Chọn trong sổ", "Nội dung đầy đủ", "Theo", "Luật số"), "header")

    def _grounds(self) -> Iterator[_RegisterLine]:
        for entry in Grounds(self._framework).all:
            pack = self._framework.pack(entry.law)
            number = pack.number if pack is not None else entry.law
            unsure = entry.ground.verification is Verification.UNVERIFIED
            mark = f" ({entry.ground.verification.label})" if unsure else ""
            yield _RegisterLine(
                (entry.label, entry.ground.title, f"{entry.ground.citation}{mark}", number)
            )
