"""Read office files (XLSX, XLS, ODS, DOCX, CSV) into grids of cells, in a process of its own.

The parent process never parses a file from outside: a hostile file can only harm a child with little
memory and little time (`sandbox`). Nothing here knows what a list is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from access_info.extras import Extra, installing, is_installed
from access_info.model.types import vn_date
from access_info.office_files import refusal
from access_info.office_files.archive import Archive, is_locked_ole, is_ole, names_any
from access_info.office_files.csv_file import decoded, read_csv
from access_info.office_files.document import Book, as_plain, from_plain
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.office_files.open_document import read_ods
from access_info.office_files.refusal import RefusedFileError, not_office
from access_info.office_files.sandbox import Failure, ask_child, overrun
from access_info.office_files.word_grids import read_docx
from access_info.office_files.workbook import read_xlsx
from access_info.problems import Location, Problem, rules_of

_MANIFEST = "META-INF/manifest.xml"
_WITHOUT = "Mở tệp, {what}, lưu lại (.{ending}, không macro) rồi chạy lại lệnh."
_ACTIVE = (
    ("macro", ("vbaproject", "vbadata", "xl/macrosheets", "basic/", "scripts/"), "bỏ macro"),
    (
        "đối tượng nhúng (OLE, ActiveX)",
        ("/embeddings/", "/activex/", "oleobject"),
        "xóa đối tượng nhúng",
    ),
    (
        "liên kết lấy dữ liệu từ tệp hoặc máy khác",
        ("externallinks/", "xl/connections.xml", "xl/querytables/"),
        "bỏ liên kết ngoài (Data → Edit Links → Break Link)",
    ),
)


def refuse_active(archive: Archive, *, ending: str) -> None:
    """Raise for a file with macros, embedded objects or links that fetch data.

    Args:
        archive: The file.
        ending: The file ending to save under without such content: `xlsx`.

    Raises:
        RefusedFileError: The file holds active content.
    """
    for what, cure in _active_parts(archive):
        how = _WITHOUT.format(what=cure, ending=ending)
        raise RefusedFileError(refusal.ACTIVE, what=what, how=how)


def _active_parts(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield (what it is, how to remove it), for people, of each kind of active content in a file."""
    names = {name.casefold() for name in archive.names}
    for what, words, cure in _ACTIVE:
        if any(word in name for name in names for word in words):
            yield what, cure
    if _MANIFEST in archive.names and b"sun.star.oleobject" in archive.read(_MANIFEST):
        yield "đối tượng nhúng (OLE)", "xóa đối tượng nhúng"
    if any(fetches for _, _, fetches in archive.outside()):
        yield "liên kết lấy dữ liệu từ tệp hoặc máy khác", "bỏ phần nối ra ngoài"


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
# A text that only holds a link to the real file is short, and has no two lines that could be rows.
_LONGEST_NOTE = 2_000
_HEAD = 100_000


def refuse_others(content: bytes) -> None:
    """Raise for a file that is plainly no table of text: PDF, picture, archive, letter, web page, link.

    The error says what the file is and what to do instead.

    Args:
        content: The file; neither a ZIP nor an OLE file.

    Raises:
        RefusedFileError: The file is of such a kind.
    """
    if not content.strip():
        raise not_office("tệp trống", _EMPTY)
    for mark, kind, how in _OLD_KINDS:
        if content.startswith(mark):
            raise RefusedFileError(refusal.OLD_FORMAT, kind=kind, how=how)
    if _PICTURES.match(content):
        raise not_office("đây là tệp ảnh hoặc phim", _PICTURE)
    if content.startswith(_ARCHIVES) or content.startswith(_TAR, _TAR_PLACE):
        raise archived()
    if _is_letter(content):
        raise not_office("đây là cả một bức thư", _LETTER)
    if content.startswith(_WEB_ARCHIVE):
        kind = "trang web (MHT) mang tên tệp Word"
        raise RefusedFileError(refusal.OLD_FORMAT, kind=kind, how=WORD)
    text = decoded(content[:_LONGEST_NOTE])[0]
    if _MARKUP.match(text):
        kind = "trang web (HTML) hoặc XML mang tên tệp Excel, Word"
        raise RefusedFileError(refusal.OLD_FORMAT, kind=kind, how=EXCEL)
    is_note = len(content) <= _LONGEST_NOTE and _only_links(text)
    if content.startswith(_SHORTCUTS) or is_note:
        raise not_office("đây chỉ là liên kết tới tệp, không phải tệp", _LINK)


def archived() -> RefusedFileError:
    """Return the error for an archive (ZIP, RAR …), whose files must be unpacked first."""
    return not_office("đây là tệp nén, không phải tệp Word hay Excel", _ARCHIVE)


def _is_letter(content: bytes) -> bool:
    """Tell whether a file is a saved letter, by its header of sender or delivery (RFC 5322, 3.6).

    A web page saved by a browser has such headers too, but its `From` names a program, no address.
    """
    head = BytesHeaderParser().parsebytes(content[:_HEAD].lstrip())
    return "Received" in head or "@" in str(head.get("From", ""))


def _only_links(text: str) -> bool:
    """Tell whether a short text only links to another file: an address and no rows of a table."""
    if not _ADDRESS.search(text):
        return False
    lines = _ADDRESS.sub("", text).splitlines()
    return sum(len(_DELIMITER.findall(line)) > 1 for line in lines) < 2  # noqa: PLR2004


# How a workbook of Excel 2 to 4 begins, which is no OLE file yet.
_OLD_BOOK = re.compile(b"\x09[\x00\x02\x04\x08]")


def read_as_plain(content: bytes, name: str) -> dict[str, Any]:
    """Return the content of an office file as JSON can carry it to the parent process; this is the child's task.

    Args:
        content: The file.
        name: The file's name.

    Returns:
        `{"book": …}`, or `{"code": …, "values": …}` of the rule for which the file is refused.
    """
    try:
        return {"book": as_plain(read_any(content, name=name))}
    except RefusedFileError as refused:
        return {"code": refused.code, "values": refused.values}


def read_any(content: bytes, purpose: Purpose = Purpose.LIST, *, name: str = "") -> Book:
    """Return the grids of an office file, read by the reader of its format.

    Args:
        content: The file.
        purpose: What the file is read for; in a register, macros and links are allowed and ignored.
        name: The file's name: a `.docx` that is no Word file is damaged, not a table of text.

    Raises:
        RefusedFileError: The file is of another kind, must not be opened, or cannot be read.
    """
    if content.startswith(b"PK"):
        return _read_zip(Archive(content, purpose), allow_active=purpose is Purpose.REGISTER)
    if is_ole(content):
        return _read_ole(content, allow_active=purpose is Purpose.REGISTER)
    if _OLD_BOOK.match(content):
        return _read_old_book(content)
    refuse_others(content)
    if name.lower().endswith(".docx"):
        what = "tệp mang tên Word nhưng đã hỏng, hoặc không phải tệp Word"
        how = "Mở thử bằng Word: mở được thì lưu lại thành .docx rồi nhập tệp ấy, không thì xin lại tệp."
        raise not_office(what, how)
    return read_csv(content)


def _read_zip(archive: Archive, *, allow_active: bool) -> Book:
    """Return the grids of a ZIP file: XLSX, DOCX or ODS, by its content types or its mimetype.

    Args:
        archive: The file.
        allow_active: Whether macros and links are allowed, as in a register, which is never a DOCX.
    """
    names = archive.names
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types and not allow_active:
            refuse_active(archive, ending="xlsx")
            what = "dạng cho phép macro (.xlsm, .docm)"
            how = "Mở tệp, lưu thành .xlsx (Excel Workbook) hoặc .docx (Word Document) rồi nhập tệp ấy."
            raise RefusedFileError(refusal.ACTIVE, what=what, how=how)
        if b"sheet.binary" in types or "xl/workbook.bin" in names:
            kind = "sổ Excel dạng nhị phân (.xlsb)"
            raise RefusedFileError(refusal.OLD_FORMAT, kind=kind, how=EXCEL)
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
        mimetype = archive.read("mimetype") if "mimetype" in names else b""
        if b"opendocument.text" in mimetype:
            raise RefusedFileError(refusal.OLD_FORMAT, kind="văn bản LibreOffice (.odt)", how=WORD)
        if b"opendocument.spreadsheet" in mimetype or not mimetype:
            if not allow_active:
                refuse_active(archive, ending="ods")
            return read_ods(archive)
    raise archived()


def _read_ole(content: bytes, *, allow_active: bool) -> Book:
    """Return the grids of an OLE file if it is a workbook of Excel 97–2003; raise for others."""
    if is_locked_ole(content):
        raise RefusedFileError(refusal.ENCRYPTED)
    if names_any(content, "WordDocument"):
        raise RefusedFileError(refusal.OLD_FORMAT, kind="tệp Word đời cũ (.doc)", how=WORD)
    if names_any(content, "Workbook", "Book"):
        return _read_old_book(content, allow_active=allow_active)
    if names_any(content, _OUTLOOK):
        raise not_office("đây là cả một bức thư", _LETTER)
    raise not_office("đây không phải tệp Word hay Excel, hoặc tệp đã hỏng")


def _read_old_book(content: bytes, *, allow_active: bool = False) -> Book:
    """Return the grids of a workbook of Excel 97–2003 (`.xls`); raise if the optional library is missing."""
    if not is_installed(Extra.XLS):
        how = f"Cài phần đọc dạng ấy rồi chạy lại lệnh: {installing(Extra.XLS)}. Hoặc: {EXCEL}"
        raise RefusedFileError(refusal.OLD_FORMAT, kind="sổ Excel đời cũ (.xls)", how=how)
    from access_info.office_files.old_workbook import read_xls, refuse_active_xls  # noqa: PLC0415

    if not allow_active and is_ole(content):
        refuse_active_xls(content)
    return read_xls(content, allow_links=allow_active)


_TASK = "access_info.imports.office:read_as_plain"
_RULES_BY_CODE = {rule.code: rule for rule in rules_of(refusal)}


def read_office(path: Path) -> Book | Problem:
    """Return the grids of an office file, read in a child process, or the problem why it is not read.

    Args:
        path: The file, absolute.

    Raises:
        OSError: The file cannot be opened.
    """
    place = Location(path.as_posix())
    most = LIMITS[Purpose.LIST].file
    if path.stat().st_size > most:
        return refusal.TOO_LARGE.at(place, what=f"trên {most // MEGABYTE} MB")
    with path.open("rb"):
        pass  # the caller reports a file that may not be read
    answer = ask_child(path.absolute(), Purpose.LIST, _TASK)
    if isinstance(answer, Failure):
        return _failure_problem(answer, place)
    if "book" in answer:
        return from_plain(answer["book"], vn_date)
    return _RULES_BY_CODE[answer["code"]].at(place, **answer["values"])


def _failure_problem(failure: Failure, place: Location) -> Problem:
    """Return the problem of a file on which the child process failed: too slow, too large, crashed."""
    if time := overrun(failure, Purpose.LIST):
        return refusal.TOO_LONG.at(place, what=time)
    if failure is Failure.MEMORY:
        return refusal.TOO_LONG.at(place, what="bộ nhớ")
    if failure is Failure.ANSWER:
        return refusal.TOO_LARGE.at(place, what="chữ trong các ô dài khác thường")
    return refusal.DAMAGED.at(place)
