"""The workbook of a list without its rows: XlsxWriter makes it once, and it is filled many times.

XlsxWriter takes 4 ms for what is the same in all files of one kind: styles, header, widths, filter.
So it writes a workbook with a mark wherever agencies' files differ. Parts without a mark
are deflated once and copied as they are (ECMA-376 Part 2: a workbook is a ZIP of parts); of the
others only what stands for the marks is written anew.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from access_info.exports.column_shapes import ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.tables import table_columns

# Private use characters, which no text of the interface has, stand around a mark: its name, and
# the number of its sheet where it has one.
_MARK = re.compile("\ue000([a-z_]+)([0-9]*)\ue001")
# What XlsxWriter takes as a day or a number only is replaced in what it wrote.
_DAY = datetime.datetime(1901, 2, 3, 4, 5, 6)  # noqa: DTZ001 - the format has no zone
_LAST_ROW = 900_000
_ADDRESS = "https://mau.example/"
_TITLE_WIDTH, _TEXT_WIDTH = 24, 90
# Parts that a package may lack (ECMA-376 Part 1, 12.2), and that say nothing of these files: the theme, of
# which no style of theirs takes a colour or letters, and which program is said to have written them.
_SPARE = ("xl/theme/theme1.xml", "docProps/app.xml")
_NAMES_SPARE = re.compile(
    '<(?:Override PartName="/(?:{0})"|Relationship Id="[^"]*" Type="[^"]*" Target="(?:{0})")[^>]*/>'.format(
        "|".join(map(re.escape, (*_SPARE, "theme/theme1.xml")))
    )
)
# What styles would take of the theme: its first dark colour, which is black, and its letters for text.
_OF_THEME = re.compile(r'<color theme="1"/>|<scheme val="minor"/>| defaultThemeVersion="\d+"')
_SHEETS = "xl/worksheets/sheet"
_STRINGS = "xl/sharedStrings.xml"
_SHEET_NUMBER = re.compile(r"xl/worksheets/(?:_rels/)?sheet(\d+)\.xml")
_LINKS = re.compile(r"<hyperlinks>.*</hyperlinks>")
_RELATION = re.compile(r'<Relationship [^>]*/hyperlink"[^>]*/>')
_COUNTS = re.compile(r'count="\d+" uniqueCount="\d+"')
_MARKED_TEXT = re.compile("<t>(\ue000[a-z_]+\ue001)</t>")

Fill = Callable[[str, int], Iterable[str]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class CellStyles:
    """The numbers by which cells name their styles.

    Attributes:
        text: Wrapped text.
        day: A day.
        quoted: Text that starts like a formula.
        link: An address that leads to the information.
    """

    text: int
    day: int
    quoted: int
    link: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class TemplatePart:
    """A part of the file that differs from agency to agency.

    Attributes:
        name: Its name in the ZIP.
        texts: What stands around its marks: one more than there are marks.
        marks: Name of each mark, and the number of the sheet that it belongs to, or 0.
    """

    name: str
    texts: tuple[str, ...]
    marks: tuple[tuple[str, int], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class WorkbookTemplate:
    """A workbook with marks where agencies' files differ.

    Attributes:
        archive: A ZIP of the parts that all files have in common.
        parts: The other parts, sheets first: what others say follows from the rows.
        styles: Styles of cells.
        strings: How many strings its cells share already.
    """

    archive: bytes
    parts: tuple[TemplatePart, ...]
    styles: CellStyles
    strings: int

    def write(self, file: IO[bytes], fill: Fill) -> None:
        """Write a workbook.

        Args:
            file: An empty file, open for writing and reading.
            fill: Gives what stands for a mark, piece by piece, from its name and the number of its
                sheet. Relations of a sheet that has none are left out.
        """
        file.write(self.archive)
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                if part.name.endswith(".rels") and not fill(*part.marks[0]):
                    continue
                with (
                    archive.open(part.name, "w") as content,
                    io.TextIOWrapper(content, encoding="utf-8", newline="") as text,
                ):
                    for before, mark in zip(part.texts, part.marks, strict=False):
                        text.write(before)
                        text.writelines(fill(*mark))
                    text.write(part.texts[-1])


def mark(name: str, sheet: int = 0) -> str:
    """Return the text that stands for what is not known yet."""
    return f"\ue000{name}{sheet or ''}\ue001"


@functools.lru_cache(maxsize=16)
def workbook_template(
    kind: ListColumns,
    words: DatasetTexts,
    language: str,
    facts: tuple[str, ...],
    *,
    sheets: int,
    links: bool,
) -> WorkbookTemplate:
    """Make the template of a list's workbooks.

    Its marks are `title`, `author`, `rights` and `day` of the file's properties, each of the facts,
    `strings` that cells share and `count` of them, and for each sheet `rows`, the number of the
    `last`, `links` and what they are `related` to.

    Args:
        kind: Which list.
        words: The language of titles.
        language: BCP 47 tag of the list's texts.
        facts: Keys of the titles of what the last sheet tells about the whole.
        sheets: Over how many sheets the rows are spread.
        links: Whether cells may be links.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    properties = {"title": mark("title"), "author": mark("author"), "comments": mark("rights")}
    book.set_properties({**properties, "created": _DAY})
    book.set_custom_property("Language", language)
    columns, name = table_columns(kind, words), words[kind.sheet]
    lists = [
        book.add_worksheet(f"{name} ({number})" if number > 1 else name, _MarkedSheet)
        for number in range(1, sheets + 1)
    ]
    wrapped = {"text_wrap": True, "valign": "top"}
    text = book.add_format(wrapped)
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    styles = CellStyles(
        text=_number(text),
        day=_number(day),
        quoted=_number(book.add_format({**wrapped, "quote_prefix": True})),
        link=_number(book.add_format({**wrapped, "font_color": "blue", "underline": 1})),
    )
    header = book.add_format({**wrapped, "bold": True, "border": 1})
    for number, sheet in enumerate(lists, 1):
        for place, column in enumerate(columns):
            style = day if column.is_day else text
            sheet.set_column(place, place, column.column.width, style)
            sheet.write_string(0, place, column.title, header)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, _LAST_ROW + number, len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        if links:
            sheet.ignore_write_string = True  # the text of a cell is among the rows
            sheet.write_url(1, 0, _ADDRESS)
        sheet.dim_rowmax = _LAST_ROW + number
    sheet = book.add_worksheet(words["exports.sheet_about"])
    sheet.set_column(0, 0, _TITLE_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    for row, key in enumerate(facts):
        sheet.write_string(row, 0, words[key], header)
        sheet.write_string(row, 1, mark(key.removeprefix("exports.")), text)
    book.close()
    return _divided(file, styles, sheets)


class _MarkedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet with a mark below its header, where the rows are to stand."""

    def _write_rows(self) -> None:
        self.dim_rowmax = 0  # else every row up to the last would be visited
        super()._write_rows()
        self.fh.write(mark("rows", self.index + 1))


def _number(style: Format) -> int:
    """Return a style's number, which XlsxWriter tells to nobody but its own rows."""
    return int(style._get_xf_index())  # noqa: SLF001


def _divided(file: IO[bytes], styles: CellStyles, sheets: int) -> WorkbookTemplate:
    """Divide what XlsxWriter wrote into parts that all files have in common, and others."""
    common, parts, strings = io.BytesIO(), [], 0
    with (
        zipfile.ZipFile(file) as book,
        zipfile.ZipFile(common, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
    ):
        for name in book.namelist():
            if name in _SPARE:
                continue
            content = _marked(book.read(name).decode(), name, sheets)
            if name == _STRINGS:
                strings = content.count("<si>")
            first, *rest = _MARK.split(content)
            if not rest:
                with archive.open(name, "w") as part:
                    part.write(content.encode())
                continue
            marks = zip(rest[::3], map(int, (number or "0" for number in rest[1::3])), strict=True)
            parts.append(TemplatePart(name=name, texts=(first, *rest[2::3]), marks=tuple(marks)))
    parts.sort(key=lambda part: not part.name.startswith(_SHEETS))
    return WorkbookTemplate(
        archive=common.getvalue(), parts=tuple(parts), styles=styles, strings=strings
    )


def _marked(content: str, name: str, sheets: int) -> str:
    """Put marks where XlsxWriter takes none: for numbers, days, links and shared strings."""
    content = _OF_THEME.sub("", _NAMES_SPARE.sub("", content))
    for number in range(1, sheets + 1):
        content = content.replace(str(_LAST_ROW + number + 1), mark("last", number))
    content = content.replace(f"{_DAY.isoformat()}Z", mark("day"))
    if sheet := _SHEET_NUMBER.match(name):
        content = _LINKS.sub(mark("links", int(sheet[1])), content)
        content = _RELATION.sub(mark("related", int(sheet[1])), content)
    if name == _STRINGS:
        content = _COUNTS.sub(f'uniqueCount="{mark("count")}"', content)
        content = content.replace("</sst>", f"{mark('strings')}</sst>")
        content = _MARKED_TEXT.sub(r"\1", content)
    return content
