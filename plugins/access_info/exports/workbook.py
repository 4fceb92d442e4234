"""Writes tables as XLSX: heads stay in sight and filter; cells are text, days or links, no formulas.

The parts of the file are written here (ECMA-376 Part 1, 18), row by row, so that memory does not grow
with a table. XlsxWriter takes five times as long for the same cells: an eighth of a complete build.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import html
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from access_info.exports.dataset import Dataset, DatasetTexts
from access_info.exports.tables import table_columns
from access_info.model.types import is_web_address
from access_info.model.verification import Verification
from access_info.office_files.formulas import is_formula

MAX_ROWS = 1_048_575  # one less than Excel's sheet has: the first holds the titles
MAX_LINKS = 65_530  # of one of Excel's sheets
MAX_TEXT = 16_000  # Excel: 32,767 UTF-16 units, of which a character takes one or two
MAX_LINK = 2_000  # Excel: 2,079 UTF-16 units
# Excel reads `_x0041_` as a character's code, and so writes what XML cannot hold.
_LITERAL = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED_SIGN = re.compile(r"%[0-9A-Fa-f]{2}")
_FIRST_DAY = "1900-03-01"  # before it Excel's calendar is wrong by a day
_EPOCH = datetime.date(1899, 12, 30)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
_NO_DAY = "2000-01-01"
_TITLE_WIDTH, _TEXT_WIDTH = 24, 90
# The numbers of styles in `styles.xml`.
_TEMPLATE = Path(__file__).parents[1] / "templates/documents/xlsx"
_TEXT_STYLE, _DAY_STYLE, _QUOTED_STYLE, _LINK_STYLE, _HEAD_STYLE = range(1, 6)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats"
_CONTENT_TYPES = {
    "docProps/core.xml": f"{_TYPES}-package.core-properties+xml",
    "docProps/custom.xml": f"{_TYPES}-officedocument.custom-properties+xml",
    "xl/styles.xml": f"{_TYPES}-officedocument.spreadsheetml.styles+xml",
    "xl/workbook.xml": f"{_TYPES}-officedocument.spreadsheetml.sheet.main+xml",
}
_SHEET_TYPE = f"{_TYPES}-officedocument.spreadsheetml.worksheet+xml"
_VIEW = (
    '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight" activeCell="C1" sqref="C1"/>'
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/><selection pane="bottomRight"/>'
)
_MARGINS = (
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
)
_A4_ACROSS = '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'


@dataclasses.dataclass(frozen=True)
class BookColumn:
    """A column of a table in a workbook.

    Attributes:
        title: What stands in the first row.
        width: In characters.
        is_day: Whether ISO days in it become Excel's days, to be sorted and filtered by.
        has_links: Whether addresses in it become hyperlinks.
    """

    title: str
    width: float
    is_day: bool = False
    has_links: bool = False


class TableBook:
    """An XLSX file of tables while it is written."""

    def __init__(self, file: IO[bytes] | Path) -> None:
        """Open an empty file for a workbook; `close` must be called."""
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._sheets: list[str] = []
        # Names of ranges, as elements: what is filtered, what each printed page repeats.
        self._ranges: list[str] = []

    def add_table(
        self, name: str, columns: Sequence[BookColumn], rows: Iterable[Sequence[str]]
    ) -> None:
        """Add a table as a sheet; rows beyond Excel's limit go to further sheets, `Tên (2)`.

        Args:
            name: Name of the sheet.
            columns: The columns.
            rows: The cells of each row; "" for one that is empty.
        """
        waiting = iter(rows)
        for number in itertools.count(1):
            row = next(waiting, None)
            if row is None and number > 1:
                return
            held = itertools.islice(waiting, MAX_ROWS - 1)
            self._add_part(
                name if number == 1 else f"{name} ({number})",
                columns,
                itertools.chain([row] if row is not None else [], held),
            )

    def _add_part(
        self, name: str, columns: Sequence[BookColumn], rows: Iterable[Sequence[str]]
    ) -> None:
        """Add one sheet of a table, with its filter, its hyperlinks and a first row that is repeated.

        Args:
            name: Name of the sheet.
            columns: The columns.
            rows: The rows, no more than a sheet can hold.
        """
        links: list[tuple[str, str]] = []
        last_row = 1

        def row_elements() -> Iterator[str]:
            """Yield the rows as XML, the titles first; collect the links and the number of the last row."""
            nonlocal last_row
            yield _row(1, [_text_cell(column.title, _HEAD_STYLE) for column in columns])
            cell_of = [_day_cell if column.is_day else _text_cell for column in columns]
            link_places = [place for place, column in enumerate(columns) if column.has_links]
            for last_row, row in enumerate(rows, 2):
                cells = [cell(text) for cell, text in zip(cell_of, row, strict=True)]
                for place in link_places:
                    if len(links) < MAX_LINKS and is_link(row[place]):
                        cells[place] = _text_cell(row[place], _LINK_STYLE)
                        links.append((f"{_column_letters(place)}{last_row}", row[place]))
                yield _row(last_row, cells)

        def end() -> Iterator[str]:
            """Yield the elements behind the rows, when the last row and all links are known."""
            yield f'<autoFilter ref="A1:{corner}{last_row}"/>'
            if links:
                yield "<hyperlinks>"
                for number, (cell, address) in enumerate(links, 1):
                    _, _, place = address.partition("#")
                    location = f' location="{html.escape(place)}"' if place else ""
                    yield f'<hyperlink ref="{cell}" r:id="rId{number}"{location}/>'
                yield "</hyperlinks>"
            yield f"{_MARGINS}{_A4_ACROSS}"

        corner = _column_letters(len(columns) - 1)
        widths = [
            (column.width, _DAY_STYLE if column.is_day else _TEXT_STYLE) for column in columns
        ]
        self._write_sheet(name, widths, row_elements(), end=end(), view=_VIEW)
        if links:
            # What stands behind # is in the sheet, as `location`. The closing quotation mark lets
            # `TargetMode` follow as an attribute of its own.
            targets = (_written_address(address.partition("#")[0]) for _, address in links)
            self._write_relations(
                f"xl/worksheets/_rels/sheet{len(self._sheets)}.xml.rels",
                [("hyperlink", f'{target}" TargetMode="External') for target in targets],
            )
        sheet = html.escape("'{}'!".format(name.replace("'", "''")), quote=False)
        place = f'localSheetId="{len(self._sheets) - 1}"'
        self._ranges.append(
            f'<definedName name="_xlnm._FilterDatabase" {place} hidden="1">'
            f"{sheet}$A$1:${corner}${last_row}</definedName>"
            f'<definedName name="_xlnm.Print_Titles" {place}>{sheet}$1:$1</definedName>'
        )

    def add_facts(self, name: str, facts: Mapping[str, str]) -> None:
        """Add a sheet about the data (publisher, law, licence), which goes wherever the file is sent.

        Args:
            name: Name of the sheet.
            facts: Title → text; empty texts are left out.
        """
        known = [(title, _CONTROL.sub("", text)) for title, text in facts.items() if text]
        rows = (
            _row(number, [_text_cell(title, _HEAD_STYLE), _text_cell(text)])
            for number, (title, text) in enumerate(known, 1)
        )
        self._write_sheet(name, [(_TITLE_WIDTH, 0), (_TEXT_WIDTH, 0)], rows, end=[_MARGINS])

    def _write_sheet(
        self,
        name: str,
        widths: Sequence[tuple[float, int]],
        rows: Iterable[str],
        *,
        end: Iterable[str],
        view: str = "",
    ) -> None:
        """Write the XML of one sheet into the archive, row by row.

        Args:
            name: Name of the sheet.
            widths: Width in characters and number of the style, for each column.
            rows: The rows as XML elements.
            end: The elements behind the rows; read only after all rows are written.
            view: XML of the panes if the first row stays in sight; such a sheet is printed as wide as
                its page. "" for an ordinary sheet.
        """
        self._sheets.append(name)
        with self._open_part(f"xl/worksheets/sheet{len(self._sheets)}.xml") as part:
            part.write(f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">')
            if view:
                part.write('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
            is_first = ' tabSelected="1"' if len(self._sheets) == 1 else ""
            part.write(
                f'<sheetViews><sheetView{is_first} workbookViewId="0">{view}</sheetView></sheetViews>'
                '<sheetFormatPr defaultRowHeight="15"/><cols>'
            )
            for number, (width, style) in enumerate(widths, 1):
                part.write(
                    f'<col min="{number}" max="{number}" width="{_column_width(width)}"'
                    f' style="{style}"'
                    ' customWidth="1"/>'
                )
            part.write("</cols><sheetData>")
            part.writelines(rows)
            part.write("</sheetData>")
            part.writelines(end)
            part.write("</worksheet>")

    def close(
        self, *, title: str, author: str, created: str, comments: str = "", language: str = "vi"
    ) -> None:
        """Write the parts that list the sheets, the styles and the properties, and close the file.

        Args:
            title: The file's title.
            author: Who answers for the data.
            created: ISO day.
            comments: Terms of re-use.
            language: BCP 47 tag of its texts.
        """
        sheets = [f"worksheets/sheet{number}.xml" for number, _ in enumerate(self._sheets, 1)]
        self._write(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><bookViews>'
            '<workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/>'
            "</bookViews><sheets>",
            *(
                f'<sheet name="{html.escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
                for number, name in enumerate(self._sheets, 1)
            ),
            f"</sheets><definedNames>{''.join(self._ranges)}</definedNames></workbook>",
        )
        self._write_relations(
            "xl/_rels/workbook.xml.rels",
            [*(("worksheet", sheet) for sheet in sheets), ("styles", "styles.xml")],
        )
        self._copy_template("xl/styles.xml", "styles.xml")
        self._write_properties(title, author, created, comments, language)
        types = {**_CONTENT_TYPES, **{f"xl/{sheet}": _SHEET_TYPE for sheet in sheets}}
        self._write(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            f'"{_TYPES}-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>',
            *(
                f'<Override PartName="/{name}" ContentType="{kind}"/>'
                for name, kind in types.items()
            ),
            "</Types>",
        )
        self._copy_template("_rels/.rels", "package-rels.xml")
        self._archive.close()

    def _write_properties(
        self, title: str, author: str, created: str, comments: str, language: str
    ) -> None:
        """Write the document properties: title, author, terms of re-use, day and language."""
        texts = [
            html.escape(property_text(text), quote=False) for text in (title, author, comments)
        ]
        day = f'xsi:type="dcterms:W3CDTF">{created}T00:00:00Z'
        self._write(
            "docProps/core.xml",
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{texts[0]}</dc:title><dc:creator>{texts[1]}</dc:creator>"
            f"<dc:description>{texts[2]}</dc:description>"
            f"<cp:lastModifiedBy>{texts[1]}</cp:lastModifiedBy><dcterms:created {day}</dcterms:created>"
            f"<dcterms:modified {day}</dcterms:modified></cp:coreProperties>",
        )
        self._write(
            "docProps/custom.xml",
            f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Language">'
            f"<vt:lpwstr>{html.escape(language)}</vt:lpwstr></property></Properties>",
        )

    def _write_relations(self, name: str, relations: Iterable[tuple[str, str]]) -> None:
        """Write a `.rels` part of (type, target) pairs; they get the ids `rId1`, `rId2` …."""
        self._write(
            name,
            f'<Relationships xmlns="{_PACKAGE}/relationships">',
            *(
                f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
                for number, (kind, target) in enumerate(relations, 1)
            ),
            "</Relationships>",
        )

    def _copy_template(self, name: str, template: str) -> None:
        """Copy a part that is the same in every workbook from the templates."""
        with self._open_part(name) as part:
            part.write((_TEMPLATE / template).read_text("utf-8"))

    def _write(self, name: str, *pieces: str) -> None:
        """Write a part of the archive: the XML declaration, then the pieces."""
        with self._open_part(name) as part:
            part.writelines([_XML, *pieces])

    def _open_part(self, name: str) -> io.TextIOWrapper:
        """Open a part of the archive for text."""
        return io.TextIOWrapper(self._archive.open(name, "w"), encoding="utf-8", newline="")


def _row(number: int, cells: Sequence[str]) -> str:
    """Return a row's XML element, from its number (first is 1) and finished cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


@functools.lru_cache(maxsize=10_000)
def _text_cell(text: str, style: int = _TEXT_STYLE) -> str:
    """Return the XML element of a cell with a text, cut to `MAX_TEXT` characters.

    The cell's place is left out: it follows from the cells before (18.3.1.4, `r`). Text that starts like
    a formula is marked as quoted, so that it stays text when somebody edits it.
    """
    if not text:
        return f'<c s="{style}"/>'
    if len(text) > MAX_TEXT:
        text = f"{text[: MAX_TEXT - 1]}…"
    if style == _TEXT_STYLE and is_formula(text):
        style = _QUOTED_STYLE
    keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    written = html.escape(_LITERAL.sub(r"_x005F_\1", text), quote=False)
    written = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", written)
    return f'<c s="{style}" t="inlineStr"><is><t{keep}>{written}</t></is></c>'


@functools.lru_cache(maxsize=10_000)
def _day_cell(text: str) -> str:
    """Return the XML element of a cell in a column of days; a text that is no day of Excel's stays text."""
    if not text:
        return f'<c s="{_DAY_STYLE}"/>'
    if text < _FIRST_DAY or not _DAY(text):
        return _text_cell(text)
    serial = (datetime.date.fromisoformat(text) - _EPOCH).days
    return f'<c s="{_DAY_STYLE}"><v>{serial}</v></c>'


def _column_width(characters: float) -> float:
    """Return a column's width in Excel's unit for so many characters (18.3.1.13).

    A digit is 7 pixels wide, and 5 pixels stand around the text.
    """
    return int((characters * 7 + 5) / 7 * 256) / 256


def _column_letters(place: int) -> str:
    """Return the letters of a column by its number, from 0 on: A, Z, AA."""
    first, last = divmod(place, 26)
    return (_column_letters(first - 1) if first else "") + chr(ord("A") + last)


def _written_address(address: str) -> str:
    """Return a link's address as it stands in the XML: signs that Excel refuses encoded, escaped."""
    if not _QUOTED_SIGN.search(address):
        address = address.replace("%", "%25").replace("[", "%5b").replace("]", "%5d")
    return html.escape(address)


def xlsx_bytes(dataset: Dataset, table: Iterable[Sequence[str]], words: DatasetTexts) -> bytes:
    """Return an agency's list as an XLSX file in which addresses are links."""
    file = io.BytesIO()
    write_xlsx(file, dataset, table, words, links=True)
    return file.getvalue()


def write_xlsx(
    file: IO[bytes] | Path,
    dataset: Dataset,
    table: Iterable[Sequence[str]],
    words: DatasetTexts,
    *,
    links: bool = False,
) -> None:
    """Write a list as an XLSX file, row by row, so that memory does not grow with it.

    Args:
        file: The file to write.
        dataset: What is said about the list as a whole; a last sheet tells it.
        table: The cells of each row, in order.
        words: The texts of titles.
        links: Whether addresses are links; Excel allows 65,530 links on a sheet.
    """
    book = TableBook(file)
    columns = [
        BookColumn(
            column.title, column.column.width, column.is_day, links and column.leads_to_content
        )
        for column in table_columns(dataset.kind, words)
    ]
    book.add_table(words[dataset.kind.sheet], columns, table)
    facts = {
        "exports.about_title": dataset.title,
        "exports.publisher": dataset.publisher.name,
        "exports.about_page": dataset.landing_page,
        "exports.about_modified": dataset.modified,
        "exports.about_law": _law_and_check(dataset, words),
        "exports.about_license": dataset.license,
        "exports.about_schema": dataset.schema,
    }
    book.add_facts(words["exports.sheet_about"], {words[key]: facts[key] for key in facts})
    book.close(
        title=dataset.title,
        author=dataset.publisher.name,
        created=dataset.modified or _NO_DAY,
        comments=dataset.license,
        language=dataset.language,
    )


def _law_and_check(dataset: Dataset, words: DatasetTexts) -> str:
    """Return the law's name, followed by how its text was checked unless that was with the gazette."""
    law = dataset.law
    if law.verification is Verification.GAZETTE:
        return law.name
    return f"{law.name} ({words[f'checked.{law.verification.name.lower()}']})"


def property_text(text: str) -> str:
    """Return a text fit for a document property: 255 characters, none that XML cannot hold."""
    return _CONTROL.sub("", text)[:255]


def cell_text(text: str) -> str:
    """Return a text that XlsxWriter can write into a cell: cut to a cell's limit, not taken for XML."""
    if len(text) > MAX_TEXT:
        text = f"{text[: MAX_TEXT - 1]}…"
    # XlsxWriter takes `<r>…</r>` for finished XML.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def is_link(cell: str) -> bool:
    """Tell whether a cell's text is a single web address, short enough for a link in Excel."""
    units = len(cell) if cell.isascii() else len(cell.encode("utf-16-le", "surrogatepass")) // 2
    return 0 < units < MAX_LINK and is_web_address(cell) and not _CONTROL.search(cell)
