"""The kind of an office file, told by its content; its name's ending decides nothing."""

from __future__ import annotations

import re
from typing import Any

from access_info.extras import Extra, installing, is_installed
from access_info.imports.office import rules
from access_info.imports.office.active import refuse_active
from access_info.imports.office.grid import Book
from access_info.imports.office.other_kinds import EXCEL, WORD, archived, other_ole, refuse_others
from access_info.imports.office.plain import as_plain
from access_info.imports.office.refusal import RefusedFileError, not_office
from access_info.imports.office.sheets.csv_file import read_csv
from access_info.imports.office.sheets.ods import read_ods
from access_info.imports.office.sheets.xlsx import read_xlsx
from access_info.imports.office.word.docx import read_docx
from access_info.office_files.archive import Archive
from access_info.office_files.limits import Purpose
from access_info.office_files.ole import ENCRYPTED, is_ole, names_any
from access_info.office_files.refusal import RefusalReason, UnsafeFileError

_RULES = {
    RefusalReason.DAMAGED: rules.DAMAGED,
    RefusalReason.ENCRYPTED: rules.ENCRYPTED,
    RefusalReason.TOO_LARGE: rules.TOO_LARGE,
    RefusalReason.DOCUMENT_TYPE: rules.XML_ENTITIES,
}
_OLD_BOOK = re.compile(b"\x09[\x00\x02\x04\x08]")


def read_as_plain(content: bytes, name: str) -> dict[str, Any]:
    """Read a list's file into what JSON can carry: its book, or the rule that it breaks.

    Args:
        content: The file.
        name: Its name.
    """
    try:
        return {"book": as_plain(read_any(content, name=name))}
    except RefusedFileError as refused:
        return {"code": refused.code, "values": refused.values}


def read_any(content: bytes, purpose: Purpose = Purpose.LIST, *, name: str = "") -> Book:
    """Read the grids of an office file, by the reader of its kind.

    Args:
        content: The file.
        purpose: What it is read for; macros and links in a register are left alone, unread.
        name: Its name: what is named as a Word file and is none is damaged, and no table of text.

    Raises:
        RefusedFileError: It is of another kind, must not be opened, or cannot be read.
    """
    try:
        return _read(content, purpose, name)
    except UnsafeFileError as unsafe:
        rule = _RULES[unsafe.reason]
        values = {"what": unsafe.detail} if unsafe.detail else {}
        raise RefusedFileError(rule, **values) from None


def _read(content: bytes, purpose: Purpose, name: str) -> Book:
    if content.startswith(b"PK"):
        return _zipped(Archive(content, purpose), allow_active=purpose is Purpose.REGISTER)
    if is_ole(content):
        return _old(content, allow_active=purpose is Purpose.REGISTER)
    if _OLD_BOOK.match(content):
        return _old_book(content)
    refuse_others(content)
    if name.lower().endswith(".docx"):
        what = "tệp mang tên Word nhưng đã hỏng, hoặc không phải tệp Word"
        how = "Mở thử bằng Word: mở được thì lưu lại thành .docx rồi nhập tệp ấy, không thì xin lại tệp."
        raise not_office(what, how)
    return read_csv(content)


def _zipped(archive: Archive, *, allow_active: bool) -> Book:
    names = archive.names
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types and not allow_active:
            refuse_active(archive, ending="xlsx")
            what = "dạng cho phép macro (.xlsm, .docm)"
            how = "Mở tệp, lưu thành .xlsx (Excel Workbook) hoặc .docx (Word Document) rồi nhập tệp ấy."
            raise RefusedFileError(rules.ACTIVE, what=what, how=how)
        if b"sheet.binary" in types or "xl/workbook.bin" in names:
            raise RefusedFileError(
                rules.OLD_FORMAT, kind="sổ Excel dạng nhị phân (.xlsb)", how=EXCEL
            )
        if b"spreadsheetml" in types:
            if not allow_active:
                refuse_active(archive, ending="xlsx")
            return read_xlsx(archive)
        if b"wordprocessingml" in types and allow_active:
            raise not_office("đây là tệp Word")
        if b"wordprocessingml" in types:
            refuse_active(archive, ending="docx")
            return read_docx(archive)
        raise not_office("bên trong không có bảng tính hay văn bản")
    if "content.xml" in names:
        kind = archive.read("mimetype") if "mimetype" in names else b""
        if b"opendocument.text" in kind:
            raise RefusedFileError(rules.OLD_FORMAT, kind="văn bản LibreOffice (.odt)", how=WORD)
        if b"opendocument.spreadsheet" in kind or not kind:
            if not allow_active:
                refuse_active(archive, ending="ods")
            return read_ods(archive)
    raise archived()


def _old(content: bytes, *, allow_active: bool) -> Book:
    if names_any(content, ENCRYPTED):
        raise RefusedFileError(rules.ENCRYPTED)
    if names_any(content, "WordDocument"):
        raise RefusedFileError(rules.OLD_FORMAT, kind="tệp Word đời cũ (.doc)", how=WORD)
    if names_any(content, "Workbook", "Book"):
        return _old_book(content, allow_active=allow_active)
    raise other_ole(content)


def _old_book(content: bytes, *, allow_active: bool = False) -> Book:
    """Read a workbook of Excel 97–2003, by a library that is an extra."""
    if not is_installed(Extra.XLS):
        how = f"Cài phần đọc dạng ấy rồi chạy lại lệnh: {installing(Extra.XLS)}. Hoặc: {EXCEL}"
        raise RefusedFileError(rules.OLD_FORMAT, kind="sổ Excel đời cũ (.xls)", how=how)
    from access_info.imports.office.sheets.xls import read_xls, refuse_active_xls  # noqa: PLC0415

    if not allow_active and is_ole(content):
        refuse_active_xls(content)
    return read_xls(content, allow_links=allow_active)
