"""Word documents: all that tables say of their cells, and the words around them."""

from __future__ import annotations

import dataclasses

from handmade_office_files import document

from access_info.imports.office import read_any
from access_info.office_files.document import Cell


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*inside, about=""):
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(i if i.startswith('<') else run(i) for i in inside)}</w:p>"


def cell(*inside, about=""):
    whole = inside if inside and inside[0].startswith(("<w:p>", "<w:tbl>")) else (par(*inside),)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{''.join(whole)}</w:tc>"


def row(*cells, about=""):
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(c if c.startswith('<w:') else cell(c) for c in cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def span(n):
    return f'<w:gridSpan w:val="{n}"/>'


def merge(how=""):
    return f"<w:vMerge{how and ' w:val=' + chr(34) + how + chr(34)}/>"


def style(name, based="", look="", more="", kind="paragraph"):
    return f'<w:style w:type="{kind}" w:styleId="{name}" {more}>{based and f"<w:basedOn w:val={chr(34)}{based}{chr(34)}/>"}{look}</w:style>'


def listed(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at, kind, text, start=1):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Thuong", more='w:default="1"')
    + style("Dam", look="<w:rPr><w:b/></w:rPr>")
    + style("Con", "Dam")
    + style("Nhat", "Dam", '<w:rPr><w:b w:val="0"/></w:rPr>')
    + style("Gach", look="<w:rPr><w:strike/></w:rPr>", kind="character")
    + style("So", look=f"<w:pPr>{listed(2)}</w:pPr>")
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%1.%2)")
    + level(2, "bullet", "•")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "upperRoman", "%1/", 4) + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
)
DEL = '<w:del w:id="1"/>'
BODY = "".join(
    [
        par("Căn cứ"),
        par("Phụ lục", about='<w:pStyle w:val="Con"/>'),
        table(
            row("A", "B", cell("C", about=span(2)), "D"),
            row(
                cell("gộp", about=merge("restart")),
                cell("hai", about=span(2)),
                "x",
                cell("dọc", about=merge("restart")),
            ),
            row(cell("mất", about=merge()), "b1", "b2", "b3", cell("mất", about=merge())),
            row("dưới", cell("b4", about=span(3)), cell("mất", about=merge())),
            row("sau", "lệch", about='<w:gridBefore w:val="2"/>'),
            row("xóa", about=DEL),
            row("ẩn", about="<w:hidden/>"),
            row(
                "<w:sdt><w:sdtContent>" + cell("trong khung") + "</w:sdtContent></w:sdt>",
                "<w:la>" + cell("lạ") + "</w:la>",
                "kế",
            ),
        ),
        par("Bảng hai"),
        table(
            row(
                cell(run("đậm", "<w:b/>"), run(" cả", "<w:b/>")),
                cell(run("nửa", "<w:b/>"), run(" thôi")),
                cell(par("theo kiểu", about='<w:pStyle w:val="Con"/>')),
                cell(par("kiểu nhạt", about='<w:pStyle w:val="Nhat"/>')),
            ),
            row(
                cell(run("gạch", '<w:rStyle w:val="Gach"/>')),
                cell(run("giữ"), run(" bỏ", "<w:dstrike/>")),
                cell(run("không gạch", '<w:rStyle w:val="Gach"/><w:strike w:val="0"/>')),
                cell(run("ẩn", "<w:vanish/>"), run("hiện")),
            ),
            row(
                cell(run("nhỏ", '<w:sz w:val="2"/>')),
                cell(run("trắng", '<w:color w:val="FFFFFF"/>')),
                cell(
                    '<w:ins w:id="2">'
                    + run("chèn")
                    + '</w:ins><w:del w:id="3"><w:r><w:delText>xóa đi</w:delText></w:r></w:del>'
                ),
                cell(""),
            ),
            row(
                cell(
                    par("một", about=listed(1)),
                    par("a", about=listed(1, 1)),
                    par("b", about=listed(1, 1)),
                    par("hai", about=listed(1)),
                    par("a lại", about=listed(1, 1)),
                    par("chấm", about=listed(1, 2)),
                ),
                cell(
                    par("bốn", about='<w:pStyle w:val="So"/>'),
                    par("năm", about='<w:pStyle w:val="So"/>'),
                ),
                cell(par("bảy", about=listed(3)), par("tiếp ba", about=listed(4))),
            ),
            row(
                cell(run("chú"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
                cell(run("cuối"), '<w:r><w:endnoteReference w:id="3"/></w:r>'),
                cell(run("nhận xét"), '<w:r><w:commentReference w:id="4"/></w:r>'),
                cell(
                    '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
                ),
            ),
            row(
                cell(
                    par("tiêu đề con")
                    + table(row("trong 1", "trong 2"), row("trong 3", cell(table(row("sâu")))))
                    + par("")
                ),
                cell(
                    '<w:hyperlink r:id="l1" w:anchor="x">' + run("xem") + "</w:hyperlink>",
                    '<w:hyperlink r:id="l1" w:anchor="x">' + run(" lại") + "</w:hyperlink>",
                ),
            ),
        ),
        par("a\tb"),
        par("<w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:tab/><w:t>z</w:t></w:r>"),
        par(
            run("có ")
            + '<w:r><w:footnoteReference w:id="5"/></w:r>'
            + run("ba từ bị ẩn hết", "<w:vanish/>")
        ),
        par("Hết"),
    ]
)
NOTES = {
    "footnotes": '<w:footnote w:id="2">'
    + par("dưới trang")
    + '</w:footnote><w:footnote w:id="5">'
    + par("ngoài bảng")
    + "</w:footnote>",
    "endnotes": '<w:endnote w:id="3">' + par("cuối bài") + "</w:endnote>",
    "comments": '<w:comment w:id="4">' + par("lời bên lề") + "</w:comment>",
}

CELLS = {
    1: {
        (1, 1): ("A", {}),
        (1, 2): ("B", {}),
        (1, 3): ("C", {"columns": 2}),
        (1, 5): ("D", {}),
        (2, 1): ("gộp", {"rows": 2}),
        (2, 2): ("hai", {"columns": 2}),
        (2, 4): ("x", {}),
        (2, 5): ("dọc", {"rows": 3}),
        (3, 2): ("b1", {}),
        (3, 3): ("b2", {}),
        (3, 4): ("b3", {}),
        (4, 1): ("dưới", {}),
        (4, 2): ("b4", {"columns": 3}),
        (5, 3): ("sau", {}),
        (5, 4): ("lệch", {}),
        (6, 1): ("trong khung", {}),
        (6, 2): ("kế", {}),
    },
    2: {
        (1, 1): ("đậm cả", {"bold": True}),
        (1, 2): ("nửa thôi", {}),
        (1, 3): ("theo kiểu", {"bold": True}),
        (1, 4): ("kiểu nhạt", {}),
        (2, 1): ("gạch", {"struck": "whole"}),
        (2, 2): ("giữ", {"struck": "part"}),
        (2, 3): ("không gạch", {}),
        (2, 4): ("hiện", {}),
        (3, 1): ("nhỏ", {}),
        (3, 2): ("trắng", {}),
        (3, 3): ("chèn", {}),
        (4, 1): ("1. một\n1.a) a\n1.b) b\n2. hai\n2.a) a lại\n- chấm", {}),
        (4, 2): ("IV/ bốn\nV/ năm", {}),
        (4, 3): ("7. bảy\n3. tiếp ba", {}),
        (5, 1): ("chú", {"notes": ("dưới trang",)}),
        (5, 2): ("cuối", {"notes": ("cuối bài",)}),
        (5, 3): ("nhận xét", {}),
        (5, 4): ("a b\nc-d✓", {}),
        (6, 1): ("tiêu đề con\ntrong 1; trong 2; trong 3; sâu", {}),
        (6, 2): ("xem lại", {"links": ("https://mau.example/a#x",)}),
    },
    3: {
        (1, 1): ("trong 1", {}),
        (1, 2): ("trong 2", {}),
        (2, 1): ("trong 3", {}),
        (2, 2): ("sâu", {}),
    },
    4: {(1, 1): ("sâu", {})},
}


def told(cells):
    """Text by row and column, with whatever is not as in any cell."""
    usual = dataclasses.asdict(Cell(0, 0, ""))
    return {
        (cell.row, cell.column): (
            cell.text,
            {
                name: value
                for name, value in dataclasses.asdict(cell).items()
                if name not in {"row", "column", "text"} and value != usual[name]
            },
        )
        for cell in cells
    }


def test_all_that_tables_say_of_their_cells_is_read():
    links = {"l1": "https://mau.example/a"}
    book = read_any(document(BODY, links=links, styles=STYLES, numbering=NUMBERING, **NOTES))
    assert {grid.number: told(grid.cells) for grid in book.grids} == CELLS
    assert [(grid.before, grid.within, grid.width) for grid in book.grids] == [
        (("Căn cứ", "Phụ lục"), None, 5),
        (("Bảng hai",), None, 4),
        (("tiêu đề con",), (2, 6, 1), 2),
        ((), (3, 2, 2), 1),
    ]
    comments = {grid.number: told(grid.comments) for grid in book.grids if grid.comments}
    assert comments == {2: {(5, 3): ("lời bên lề", {})}}
    assert book.paragraphs == ("Căn cứ", "Phụ lục", "Bảng hai", "a b", "x y z", "có", "Hết")
    assert book.after == ("a b", "x y z", "có", "Hết")
    assert book.tabbed == 1
    assert book.remarks == ("ngoài bảng", "ba từ bị ẩn hết")
    assert [note.partition(":")[0] for note in book.notes] == [
        "Văn bản có phần theo dõi sửa đổi (Track Changes)",
        "Lời nhận xét (comment) bên lề không đọc.",
        "Có chữ ẩn (Hidden), không đọc.",
    ]
