"""Files that hold no list, or not as one that is read: what they are, and what to take in their place."""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser

from access_info.imports.office import rules
from access_info.imports.office.refusal import RefusedFileError, not_office
from access_info.imports.office.sheets.csv_file import decoded
from access_info.office_files.ole import names_any

WORD = (
    "Mở tệp bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi "
    "nhập tệp .docx ấy."
)
EXCEL = (
    "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Excel Workbook (.xlsx), rồi "
    "nhập tệp .xlsx ấy."
)
_PDF = (
    "Tìm tệp Word hoặc Excel đã dùng để làm ra nó; không còn thì mở tệp PDF bằng Word, xem lại bảng, "
    "lưu thành .docx rồi nhập tệp ấy. Bản chụp (scan) thì phải gõ lại."
)
_PICTURE = "Tìm tệp Word hoặc Excel đã in ra trang được chụp; không còn thì gõ lại bảng vào Excel."
_ARCHIVE = "Giải nén rồi dùng từng tệp Excel, Word hoặc CSV ở bên trong."
_LETTER = "Mở thư, lưu tệp đính kèm ra máy rồi dùng tệp ấy."
_LINK = (
    "Mở liên kết, tải tệp về (Google Trang tính, Google Tài liệu: Tệp → Tải xuống, chọn .xlsx hoặc .docx) rồi "
    "dùng tệp vừa tải."
)
_EMPTY = "Mở tệp gốc xem còn nội dung không, lưu lại rồi dùng bản vừa lưu."
_OLD_KINDS = (
    (b"%PDF", "tệp PDF", _PDF),
    (b"{\\rtf", "tệp RTF", WORD),
    (b"\xdb\xa5", "tệp Word đời rất cũ", WORD),
)
_PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp", re.DOTALL
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd")
_TAR, _TAR_PLACE = b"ustar", 257
_WEB_ARCHIVE = b"MIME-Version"
_OUTLOOK = "__properties_version1.0"
# Exports of many portals: a page, or XML of 2003, named .xls. No list begins with a tag.
_MARKUP = re.compile(r"\s*<(?:[A-Za-z!?])")
_SHORTCUTS = (b"[InternetShortcut]", b"L\0\0\0\x01\x14\x02\0")
_ADDRESS = re.compile(r'https?://[^\s"]+|"doc_id"')
_DELIMITER = re.compile(r"[;,\t|]")
# A note that leads elsewhere is short, and has no two lines that could be rows.
_LONGEST_NOTE = 2_000
_HEAD = 100_000


def refuse_others(content: bytes) -> None:
    """Refuse a file that is plainly no book, document or text of rows.

    Args:
        content: The file; neither a ZIP nor an OLE file.

    Raises:
        RefusedFileError: It is of such a kind.
    """
    if not content.strip():
        raise not_office("tệp trống", _EMPTY)
    for mark, kind, how in _OLD_KINDS:
        if content.startswith(mark):
            raise RefusedFileError(rules.OLD_FORMAT, kind=kind, how=how)
    if _PICTURES.match(content):
        raise not_office("đây là tệp ảnh hoặc phim", _PICTURE)
    if content.startswith(_ARCHIVES) or content.startswith(_TAR, _TAR_PLACE):
        raise archived()
    if _is_letter(content):
        raise not_office("đây là cả một bức thư", _LETTER)
    if content.startswith(_WEB_ARCHIVE):
        kind = "trang web (MHT) mang tên tệp Word"
        raise RefusedFileError(rules.OLD_FORMAT, kind=kind, how=WORD)
    text = decoded(content[:_LONGEST_NOTE])[0]
    if _MARKUP.match(text):
        kind = "trang web (HTML) hoặc XML mang tên tệp Excel, Word"
        raise RefusedFileError(rules.OLD_FORMAT, kind=kind, how=EXCEL)
    is_note = len(content) <= _LONGEST_NOTE and _leads_elsewhere(text)
    if content.startswith(_SHORTCUTS) or is_note:
        raise not_office("đây chỉ là liên kết tới tệp, không phải tệp", _LINK)


def archived() -> RefusedFileError:
    """Return the error for files that were packed into one."""
    return not_office("đây là tệp nén, không phải tệp Word hay Excel", _ARCHIVE)


def other_ole(content: bytes) -> RefusedFileError:
    """Return the error for an OLE file that is neither of Word nor of Excel."""
    if names_any(content, _OUTLOOK):
        return not_office("đây là cả một bức thư", _LETTER)
    return not_office("đây không phải tệp Word hay Excel, hoặc tệp đã hỏng")


def _is_letter(content: bytes) -> bool:
    """Tell a letter by who sent it (RFC 5322, 3.6); a page that a browser saved names a program there."""
    head = BytesHeaderParser().parsebytes(content[:_HEAD].lstrip())
    return "Received" in head or "@" in str(head.get("From", ""))


def _leads_elsewhere(text: str) -> bool:
    if not _ADDRESS.search(text):
        return False
    lines = _ADDRESS.sub("", text).splitlines()
    return sum(len(_DELIMITER.findall(line)) > 1 for line in lines) < 2  # noqa: PLR2004
