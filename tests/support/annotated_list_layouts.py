"""Lists with struck rows, comments, notes and boxes, in Word and OpenDocument, with invented content."""

from __future__ import annotations

from closed_list_layouts import MARK, PLAIN, PUBLIC, PUBLIC_ROWS, paragraph
from handmade_office_files import document, ods, repacked

TITLE = PUBLIC[0]
REMAINING = PUBLIC_ROWS
GONE = ("3", f"Hồ sơ {MARK}", "Xã đội")
LEGEND = "Ghi chú: dòng gạch ngang là không công khai"
_SPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" '
_STYLES = (
    '<style:style style:name="base" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="base"/>'
)
_PAGES = (
    '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:master-styles>'
    '<style:master-page style:name="Default"><style:{place}><text:p>{text}</text:p></style:{place}>'
    "</style:master-page></office:master-styles></office:document-styles>"
)


def word_rows(rows, *, look="", at=None, columns=(0, 1, 2), extra=""):
    """A table of Word, one row of which has a look, and one of its cells something more."""

    def cell(number, column, text):
        here = number == at
        properties = f"<w:rPr>{look}</w:rPr>" if here and column in columns else ""
        more = extra if here and column == 1 else ""
        return f"<w:tc><w:p><w:r>{properties}<w:t>{text}</w:t></w:r>{more}</w:p></w:tc>"

    return (
        "<w:tbl>"
        + "".join(
            f"<w:tr>{''.join(cell(number, column, text) for column, text in enumerate(row))}</w:tr>"
            for number, row in enumerate(rows)
        )
        + "</w:tbl>"
    )


def struck_word(look, *, columns=(0, 1, 2), row=GONE, after=(), below="", bare=False):
    """A document whose fourth row is struck; its table alone where `bare`."""
    table = word_rows([PLAIN, *REMAINING, row, *after], look=look, at=3, columns=columns)
    return table if bare else document(paragraph(TITLE) + table + paragraph(below))


def ods_cells(texts, *, style="", extra="", row=""):
    """A row of OpenDocument, with something more in its second cell."""
    named = f'table:style-name="{style}"' if style else ""
    cells = "".join(
        f'<table:table-cell office:value-type="string" {named}><text:p>{text}</text:p>'
        f"{extra if column == 1 else ''}</table:table-cell>"
        for column, text in enumerate(texts)
    )
    return f"<table:table-row {row}>{cells}</table:table-row>"


def ods_book(body, *, head="", foot=""):
    """A spreadsheet of OpenDocument with styles, and with words at the head or foot of its pages."""

    def spaced(part):
        text = part.decode().replace("xmlns:xlink", f"{_SPACES}xmlns:xlink", 1)
        styles = f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:body>"
        return text.replace("<office:body>", styles, 1).encode()

    parts = {"content.xml": spaced}
    if head or foot:
        place = "header" if head else "footer"
        parts["styles.xml"] = _PAGES.format(place=place, text=head or foot).encode()
    return repacked(ods(body), parts)


def ods_sheet(*rows, before="", **pages):
    """A spreadsheet of rows, with drawings before them."""
    return ods_book(before + "".join(map(ods_cells, rows)), **pages)


def struck_ods(note=""):
    """A spreadsheet whose last row is struck."""
    rows = "".join(map(ods_cells, ((TITLE,), PLAIN, *REMAINING)))
    below = ods_cells(("", note)) if note else ""
    return ods_book(rows + ods_cells(GONE, style="ce1") + below)
