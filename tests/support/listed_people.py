"""Tables of people and of others, as files of every kind that a gate reads cells from."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from handmade_office_files import ods, ods_row
from unsafe_attachments import bytes_of, document, pdf

FOLDER = Path(__file__).parents[1] / "safety" / "tables"
_LETTER, _LINE, _TOP, _LEFT = 6, 22, 780, 40
_GAP = 18
_WIDEST = 26


def tables(name: str) -> list[dict[str, Any]]:
    """The tables of a file of the corpus: `muc`, `diem`, `tren`, and `bang` as rows of cells."""
    entries = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return [{**entry, "bang": aligned(entry["bang"])} for entry in entries]


def aligned(lines: list[str]) -> list[list[str]]:
    """Rows of equally many cells."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def as_xlsx(rows: list[list[str]], above: str = "") -> bytes:
    """A workbook with the rows from its first cell, what stands above in the cell before."""
    workbook = openpyxl.Workbook()
    workbook.properties.creator = ""
    for row in [[above], *rows] if above else rows:
        workbook.active.append(row)
    return bytes_of(workbook)


def as_docx(rows: list[list[str]], above: str = "") -> bytes:
    """A document with a paragraph and a table; a title over the whole width is one merged cell."""
    office_file = document(above)
    table = office_file.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        if sum(map(bool, row)) == 1 and len(row) > 1:
            cells[0].merge(cells[-1]).text = "".join(row)
            continue
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    return bytes_of(office_file)


def as_csv(rows: list[list[str]], above: str = "") -> bytes:
    """Lines of cells divided by commas."""
    out = io.StringIO()
    csv.writer(out).writerows([[above], *rows] if above else rows)
    return out.getvalue().encode()


def as_ods(rows: list[list[str]], above: str = "") -> bytes:
    """An OpenDocument spreadsheet."""
    return ods("".join(map(ods_row, [[above], *rows] if above else rows)))


def as_pdf(rows: list[list[str]], above: str = "") -> bytes:
    """A page on which each cell is drawn in its column; long cells go on below themselves."""
    titles = [row for row in rows if sum(map(bool, row)) == 1 and len(row) > 1]
    titles = titles if len(titles) < len(rows) else []
    filled = [row for row in rows if row not in titles]
    widths = [
        min(max(len(row[index]) for row in filled), _WIDEST) * _LETTER + _GAP
        for index in range(len(rows[0]))
    ]
    lefts = [_LEFT + sum(widths[:index]) for index in range(len(widths))]
    words: list[tuple[float, float, str]] = [(_LEFT, _TOP + _LINE, above)] if above else []
    y = float(_TOP)
    for row in rows:
        if row in titles:
            words.append((_LEFT, y, "".join(row)))
            y -= _LINE
            continue
        cells = [_broken(cell) for cell in row]
        for left, lines in zip(lefts, cells, strict=True):
            words += [(left, y - 13 * number, line) for number, line in enumerate(lines) if line]
        y -= _LINE + 13 * (max(map(len, cells)) - 1)
    return pdf([words])


def _broken(cell: str) -> list[str]:
    lines = [""]
    for word in cell.split():
        if len(lines[-1]) + len(word) >= _WIDEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


KINDS = {
    "xlsx": as_xlsx,
    "docx": as_docx,
    "csv": as_csv,
    "ods": as_ods,
    "pdf": as_pdf,
}
