"""Registers as real files: rows written the way Excel takes what is typed, names in every one."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from access_info.imports.register.columns import COLUMNS, SHEET
from access_info.imports.register.table import Headings

# Stands in every cell about people and in every cell of free text: it must be seen nowhere.
MARK = "Nguyễn-Thị-Bí-Mật"
PRIVATE = tuple(column.title for column in COLUMNS if not column.is_read)
HEADER = tuple(column.title for column in COLUMNS)
column_of = Headings(COLUMNS).find
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def register(
    path: Path,
    rows: Iterable[Mapping[str, Any]],
    *,
    header: Sequence[str] = HEADER,
    top: int = 0,
    sheets: Sequence[str] = (SHEET,),
    hidden: Sequence[str] = (),
    date_1904: bool = False,
    far: str = "",
) -> Path:
    """Writes a register.

    Args:
        path: The new file.
        rows: Values by a heading that means the column; an empty one leaves the row empty.
        header: Headings, in order.
        top: Rows above the header.
        sheets: Names of sheets, each with the same rows.
        hidden: Which of them are hidden.
        date_1904: Whether days are counted from 1904.
        far: A further cell that holds something.
    """
    rows = list(rows)
    with xlsxwriter.Workbook(path, {"date_1904": date_1904}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            else:
                sheet.activate()  # the first sheet is, and cannot be hidden
            sheet.write_row(top, 0, header)
            places = {column_of(title): at for at, title in enumerate(header)}
            for line, row in enumerate(rows, top + 1):
                private = dict.fromkeys(PRIVATE, MARK) if row else {}
                for title, value in (private | dict(row)).items():
                    if column_of(title) in places:
                        _write(sheet, line, places[column_of(title)], value, day)
            if far:
                sheet.write(far, "x")
    return path


def _write(sheet, line: int, at: int, value: Any, day) -> None:
    """A value as Excel takes it: ISO days are dates, digits numbers, `'` before anything text."""
    if isinstance(value, datetime.date):
        moment = value if isinstance(value, datetime.datetime) else _midnight(value)
        sheet.write_datetime(line, at, moment, day)
    elif not isinstance(value, str):
        sheet.write(line, at, value)
    elif value.startswith("#"):
        sheet.write_formula(line, at, "=1/0", None, value)
    elif value.startswith("'"):
        sheet.write_string(line, at, value[1:])
    elif _DAY.fullmatch(value):
        sheet.write_datetime(line, at, _midnight(datetime.date.fromisoformat(value)), day)
    elif _NUMBER.fullmatch(value):
        sheet.write_number(line, at, float(value))
    else:
        sheet.write_string(line, at, value)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - sheets have no zone


def repacked(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """A workbook with some parts replaced, added, or (`None`) left out."""
    with zipfile.ZipFile(path) as old:
        contents = {name: old.read(name) for name in old.namelist()} | dict(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in contents.items():
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(file.getvalue())
    return path


def sheet_xml(rows: str) -> bytes:
    """A sheet's XML around rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
