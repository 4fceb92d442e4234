"""DOC, XLS, PPT of before 2007: stretches of letters in the raw bytes, and their macros.

A reader of the whole format is not worth its weight here: letters are stored as is, in two bytes or
in one, and what the gate looks for is found among them.
"""

from __future__ import annotations

import io
import re

from access_info.office_files.ole import ENCRYPTED, names_any
from access_info.office_files.refusal import RefusalReason, UnsafeFileError
from access_info.scanning.extracted import Extracted
from access_info.scanning.scans import MarkKind

# Four letters or more in UTF-16, Vietnamese ones too: “Cộng” is `C\0\xd9\x1en\0g\0`.
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff\x09\x0d]\x00|[\x00-\xff][\x01\x03\x1e\x20]){4,}")
# Six letters or more in one byte each: “Cong van”.
_NARROW = re.compile(rb"[\x20-\x7e\x09\x0d]{6,}")
_MACROS = ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR")
_FIRST = 2_000


def read_old(content: bytes, extracted: Extracted) -> None:
    """Read stretches of letters, or the cells of an XLS.

    Args:
        content: The file's bytes.
        extracted: The result to add to.

    Raises:
        UnsafeFileError: The file is a newer one behind a password.
    """
    if names_any(content, ENCRYPTED):
        raise UnsafeFileError(RefusalReason.ENCRYPTED)
    if names_any(content, *_MACROS):
        extracted.add_mark(MarkKind.MACRO)
    if extracted.kind == "xls" and _cells(content, extracted):
        return
    wide = "\n".join(part[0].decode("utf-16-le", "ignore") for part in _WIDE.finditer(content))
    narrow = "\n".join(part[0].decode("cp1252", "ignore") for part in _NARROW.finditer(content))
    text = wide.replace("\r", "\n")
    extracted.add_text("đầu văn bản", text[:_FIRST], first=True)
    extracted.add_text("trong tệp", text)
    extracted.add_text("trong tệp", narrow.replace("\r", "\n"))


def _cells(content: bytes, extracted: Extracted) -> bool:
    """Read the cells of a workbook; tell whether there were any."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - heavy

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for name in book.sheet_names:
                values = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
                rows = [[_shown(value) for value in row] for row in values]
                extracted.add_table(name, rows, [name])
                for number, row in enumerate(rows, 1):
                    extracted.add_row(f"{name}, hàng {number}", row, ())
    except (CalamineError, ValueError, OverflowError):
        return False
    return bool(extracted.texts)


def _shown(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if isinstance(value, float) and whole else str(value or "").strip()
