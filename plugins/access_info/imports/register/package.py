"""An office file as it comes from anywhere: looked through before any library opens it.

What is checked is what is read: the parts that passed are packed again, so that no length that
the file told falsely, and no part that was not looked at, reaches the reader.
"""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from access_info.imports.register import rules
from access_info.imports.register.markup import Cell, Part, read_part
from access_info.office_files.archive import Archive
from access_info.office_files.limits import Purpose
from access_info.office_files.ole import ENCRYPTED, is_ole, names_any
from access_info.office_files.refusal import Reason, UnsafeFileError
from access_info.office_files.xml_parts import DAMAGE
from access_info.problems import Location, Problem, quotable

MOST_BYTES = 100_000_000
MOST_ROWS, MOST_COLUMNS = 20_000, 256
# All sheets together, as full tables.
MOST_CELLS = 10_000_000
_WORKBOOK = "xl/workbook.xml"
_OTHERS = {
    "xl/workbook.bin": "đây là sổ Excel dạng .xlsb",
    "word/document.xml": "đây là tệp Word",
    "content.xml": "đây là tệp OpenDocument (.ods, .odt)",
}
_RULES = {
    Reason.DAMAGED: rules.DAMAGED,
    Reason.ENCRYPTED: rules.ENCRYPTED,
    Reason.TOO_LARGE: rules.TOO_LARGE,
    Reason.DOCUMENT_TYPE: rules.DAMAGED,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Package:
    """A workbook that may be opened.

    Attributes:
        content: Its parts, stored without compression.
        date_1904: Whether it counts days from 1904, as old versions for the Mac do.
        faults: By name of the sheet, cells of formulas that came out as an error: (row, column).
    """

    content: bytes
    date_1904: bool
    faults: Mapping[str, frozenset[Cell]]


def open_package(path: Path) -> Package | Problem:
    """Reads a workbook's parts, within limits.

    Returns:
        The workbook, or why it is refused.

    Raises:
        OSError: The file cannot be read at all.
    """
    place = Location(path.as_posix())
    if path.stat().st_size > MOST_BYTES:
        return rules.TOO_LARGE.at(place, what=f"trên {MOST_BYTES // 1_000_000} MB")
    data = path.read_bytes()
    refused = _refused(data, place)
    if refused is not None:
        return refused
    try:
        archive = Archive(data, Purpose.REGISTER)
        refused = _unlike_a_workbook(archive, place)
        if refused is not None:
            return refused
        contents = {name: _whole(archive, name) for name in archive.names}
    except UnsafeFileError as unsafe:
        return _RULES[unsafe.reason].at(place, what=unsafe.detail)
    except DAMAGE:
        return rules.DAMAGED.at(place)
    return _looked_through(contents, place)


def address(sheet: str, row: int, column: int) -> str:
    """A cell as Excel's own formulas name it: `Sổ!I14`, `'Sổ 2026'!I14`."""
    name = quotable(str(quote_sheetname(sheet)))
    return f"{name}!{xl_rowcol_to_cell(row - 1, column - 1)}"


def _refused(data: bytes, place: Location) -> Problem | None:
    """What is wrong before the list of parts is read."""
    if is_ole(data):
        if names_any(data, ENCRYPTED):
            return rules.ENCRYPTED.at(place)
        return rules.NOT_XLSX.at(place, what="đây là tệp Excel hoặc Word đời cũ (.xls, .doc)")
    if not data.startswith(b"PK"):
        what = "tệp trống" if not data else "nội dung không phải của một sổ Excel"
        return rules.NOT_XLSX.at(place, what=what)
    return None


def _whole(archive: Archive, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read()


def _unlike_a_workbook(archive: Archive, place: Location) -> Problem | None:
    """What is wrong with the list of parts."""
    names = {name.casefold() for name in archive.names}
    if _WORKBOOK not in names:
        known = (words for name, words in _OTHERS.items() if name in names)
        what = next(known, "bên trong không có bảng tính nào")
        return rules.NOT_XLSX.at(place, what=what)
    return None


def _looked_through(contents: Mapping[str, bytes], place: Location) -> Package | Problem:
    most = (MOST_ROWS, MOST_COLUMNS)
    # What is no XML (pictures) or may multiply is left out; the reader complains if it needs it.
    parts = {
        name: part
        for name, content in contents.items()
        if (part := read_part(content, most=most)) is not None
    }
    sheets = [(name, part) for name, part in parts.items() if part.root == "worksheet"]
    names = _sheet_names(parts)
    for name, part in sheets:
        if part.far is not None:
            row, column = part.far
            cell = address(names.get(name.casefold(), "?"), row, column)
            far = Location(place.path, row, column)
            return rules.FAR_CELL.at(far, cell=cell, rows=_counted(MOST_ROWS), columns=MOST_COLUMNS)
    if sum(part.end[0] * part.end[1] for _, part in sheets) > MOST_CELLS:
        return rules.TOO_LARGE.at(place, what=f"các trang tính có trên {_counted(MOST_CELLS)} ô")
    if _unfolded([part for _, part in sheets], list(parts.values())) > MOST_BYTES:
        return rules.TOO_LARGE.at(place, what="chữ trong các ô dài khác thường")
    return Package(
        content=_packed({name: contents[name] for name in parts}),
        date_1904=any(part.date_1904 for part in parts.values()),
        faults={
            names[name.casefold()]: frozenset(part.faults)
            for name, part in sheets
            if name.casefold() in names
        },
    )


def _sheet_names(parts: Mapping[str, Part]) -> dict[str, str]:
    """Names of sheets by the part they stand in, in small letters."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}
    for name, part in parts.items():
        if part.root == "workbook":
            sheets |= part.sheets
        elif name.casefold() == "xl/_rels/workbook.xml.rels":
            targets |= part.targets
    return {
        _absolute(targets[relation]): name
        for relation, name in sheets.items()
        if relation in targets
    }


def _absolute(target: str) -> str:
    return (target[1:] if target.startswith("/") else f"xl/{target}").casefold()


def _unfolded(sheets: Sequence[Part], parts: Sequence[Part]) -> int:
    """Characters of all cells whose text is shared, each cell for itself."""
    lengths = max((part.lengths for part in parts), key=len, default=[])
    return sum(_lengths_of(sheets, lengths))


def _lengths_of(sheets: Sequence[Part], lengths: Sequence[int]) -> Iterator[int]:
    for sheet in sheets:
        for number, count in sheet.uses.items():
            if number < len(lengths):
                yield lengths[number] * count


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _packed(contents: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()
