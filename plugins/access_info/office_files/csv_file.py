"""Read a CSV file into a grid, whatever its encoding and delimiter."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence

from access_info.office_files import refusal
from access_info.office_files.document import Book, Cell, Grid, Left
from access_info.office_files.formulas import unguard
from access_info.office_files.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from access_info.office_files.refusal import RefusedFileError, counted, not_office, too_large
from access_info.office_files.text import FontPiece, Letters, from_font, vietnamese
from access_info.office_files.workbook import FAR

MOST_BYTES = 20_000_000
# Letters of one cell.
MAX_FIELD = 100_000
# Letters, and records, by which encoding and delimiter are recognised.
_SAMPLE = 200_000
_SAMPLE_RECORDS = 60
_DELIMITERS = (";", ",", "\t", "|")
_NAMES = {";": "dấu chấm phẩy", ",": "dấu phẩy", "\t": "dấu Tab", "|": "dấu gạch đứng"}
# Share of zero bytes by which text in UTF-16 without a byte order mark is recognised.
_MIN_ZEROS = 0.2


def read_csv(content: bytes) -> Book:
    """Return a CSV file as a book of one grid.

    Args:
        content: The file.

    Raises:
        RefusedFileError: The file is too large, is no text, or leaves a quotation mark open.
    """
    if len(content) > MOST_BYTES:
        raise too_large(f"tệp CSV trên {MOST_BYTES // 1_000_000} MB")
    text, encoding = decoded(content)
    if "\0" in text:
        raise not_office("nội dung không phải chữ")
    delimiter, text = delimiter_of(text)
    csv.field_size_limit(MAX_FIELD)
    _refuse_open_quote(text, delimiter)
    letters = Letters()
    cells: list[Cell] = []
    left: list[Left] = []
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, record in enumerate(records, 1):
            if number > MAX_ROWS and any(field.strip() for field in record):
                raise too_large(f"có trên {counted(MAX_ROWS)} dòng")
            for column, field in enumerate(record[:MAX_COLUMNS], 1):
                clean = letters.text([FontPiece(unguard(field))])
                if clean:
                    cells.append(Cell(number, column, clean))
            if any(field.strip() for field in record[MAX_COLUMNS:]):
                left.append(Left(number, MAX_COLUMNS + 1, FAR))
            if len(cells) > MAX_CELLS:
                raise too_large(f"có trên {counted(MAX_CELLS)} ô có chữ")
    except csv.Error:
        raise too_large(f"có ô trên {counted(MAX_FIELD)} chữ") from None
    grid = Grid(name="", number=1, kind="text", cells=tuple(cells), left=tuple(left))
    read = f"Đọc theo bảng mã {encoding}, các cột ngăn bằng {_NAMES[delimiter]}."
    return Book(grids=letters.converted_by_look([grid]), notes=(read, *letters.notes))


def _refuse_open_quote(text: str, delimiter: str) -> None:
    """Raise for a file with an unclosed quotation mark: all lines below it would become one cell.

    Raises:
        RefusedFileError: There is such a quotation mark (TT769); it names the line of the first.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    done = 0
    try:
        for _ in reader:
            done = reader.line_num
    except csv.Error as error:
        # A cell that is too long is refused by `read_csv`, which says so.
        if reader.line_num > done + 1 and "limit" not in str(error):
            raise RefusedFileError(refusal.OPEN_QUOTE, line=str(done + 1)) from None


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding for people.

    UTF-8 and UTF-16 are recognised; else the old encoding is taken that gives the most Vietnamese.
    """
    marks = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
    for mark, encoding in marks.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    wide = _utf16_codec(content)
    if wide:
        return content.decode(wide, "replace"), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded_old(content)


def _utf16_codec(content: bytes) -> str:
    """Return the codec of UTF-16 text without byte order mark; "" for other text.

    Every second byte of such text is mostly zero, since most letters are ASCII.
    """
    sample = content[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:  # noqa: PLR2004
        return ""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if max(first, second) < len(sample) // 2 * _MIN_ZEROS:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _decoded_old(content: bytes) -> tuple[str, str]:
    """Return the text of a file of one byte per letter, and its encoding's name.

    Of the old encodings, that one counts which gives the most Vietnamese syllables.
    """
    plain = content.decode("cp1252", "replace")
    latin = content.decode("latin-1")
    ways = [
        (unicodedata.normalize("NFC", content.decode("cp1258", "replace")), "windows-1258"),
        (from_font(latin, ".VnTime") or latin, "TCVN3 (ABC)"),
        (from_font(latin, "VNI-Times") or latin, "VNI"),
        (plain, "windows-1252"),
    ]
    return max(ways, key=lambda way: vietnamese(way[0][:_SAMPLE]))


def delimiter_of(text: str) -> tuple[str, str]:
    """Return the delimiter of a CSV text, and the text to read with it.

    Excel may name the delimiter in a first line `sep=;`, which is emptied. Else it is the sign by
    which the text looks most like a table.
    """
    first, _, rest = text.partition("\n")
    setting = first.strip().strip('"').lower()
    if setting in {f"sep={delimiter}" for delimiter in _DELIMITERS}:
        # The line stays, empty, so that rows keep their numbers.
        return setting[-1], f"\n{rest}"
    return max(_DELIMITERS, key=lambda delimiter: _table_likeness(text, delimiter)), text


def _table_likeness(text: str, delimiter: str) -> float:
    """Return how much a text looks like a table when cut at a delimiter, from 0 to 2.

    The more records have the same number of fields, and the more fields, the better.
    """
    records: list[Sequence[str]] = []
    reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
    # What was read before an error counts.
    with contextlib.suppress(csv.Error):
        records.extend(itertools.islice(filter(None, reader), _SAMPLE_RECORDS))
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda width_and_times: width_and_times[::-1])
    return times / len(records) * (1 + min(width, 30) / 30)
