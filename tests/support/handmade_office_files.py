"""Office files made by hand, honest ones and such as hurt whoever opens them."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

HEADINGS = ("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Hình thức công khai", "Đơn vị")
ROW = ("1", "Kế hoạch công khai", "1/KH-UBND", "03/9/2026", "Niêm yết", "Văn phòng")


def workbook(rows=(ROW,), headings=HEADINGS):
    """An honest workbook."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Danh mục")
    for number, row in enumerate((headings, *rows)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    return file.getvalue()


def repacked(content, parts=None, *, drop=()):
    """A zipped file with parts added, replaced (bytes, or a function of the old ones) or dropped."""
    file = io.BytesIO()
    given = dict(parts or {})
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name in drop:
                continue
            part = old.read(name)
            change = given.pop(name, part)
            new.writestr(name, change(part) if callable(change) else change)
        for name, part in given.items():
            new.writestr(name, part)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(old, new):
    """Replaces text of the first sheet."""
    return {SHEET: lambda part: part.replace(old.encode(), new.encode(), 1)}


def million_rows(*, cells):
    """A workbook whose formats reach down to the last row: `cells` formatted blanks in each."""
    blanks = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDEFGHIJ"[:cells])
    row = '<row r="{0}" spans="1:10" s="1" customFormat="1">' + blanks + "</row>"
    if not cells:
        row = '<row r="{0}" spans="1:10" s="1" customFormat="1"/>'
    rows = "".join(row.format(number) for number in range(3, 1_048_577))
    content = workbook()
    return repacked(content, in_sheet("</sheetData>", f"{rows}</sheetData>"))


def ods(body, *, extra=None):
    """An OpenDocument spreadsheet with one table."""
    return open_spreadsheet(f'<table:table table:name="DM">{body}</table:table>', extra=extra)


def open_spreadsheet(tables, *, headers="", extra=None):
    """An OpenDocument spreadsheet.

    Args:
        tables: XML of its tables; the style `hidden` hides one.
        headers: XML of what is printed over its pages.
        extra: Further parts.
    """
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in _OPEN_DOCUMENT.items()
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    hidden = (
        '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        if 'table:style-name="hidden"' in tables
        else ""
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>{hidden}'
        f"<office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        if headers:
            archive.writestr(
                "styles.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {spaces}>'
                '<office:master-styles><style:master-page style:name="Default">'
                f"<style:header>{headers}</style:header>"
                "</style:master-page></office:master-styles></office:document-styles>",
            )
        for name, part in (extra or {}).items():
            archive.writestr(name, part)
    return file.getvalue()


# Names of schemas by the prefix that stands for them.
_OPEN_DOCUMENT = {
    "office": "office",
    "text": "text",
    "table": "table",
    "style": "style",
    "draw": "drawing",
    "svg": "svg-compatible",
}


def ods_row(texts, repeated=1):
    """A row of texts."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document(body, *, links=None, **parts):
    """A Word document with this body.

    Args:
        body: XML of what stands in it.
        links: Addresses by the id of their relation.
        parts: XML inside further parts: `numbering`, `footnotes`, `styles`, `comments`.
    """
    relations = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    ] + [
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{target}" '
        'TargetMode="External"/>'
        for name, target in (links or {}).items()
    ]
    spaces = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Override '
            f'PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
        )
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {spaces}>{part}</w:{name}>")
    return file.getvalue()


def word_table(rows):
    """A table of texts."""
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join(
                f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row
            )
            + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )  # fmt: skip
