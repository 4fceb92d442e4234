"""Office files with one of everything that a sheet or a table says of its cells, for readers of all kinds."""

from __future__ import annotations

import io
import zipfile

from handmade_office_files import document, open_spreadsheet


def _attributes(named):
    return "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in named.items()
    )


def _op(text):
    return f"<text:p>{text}</text:p>"


def _oc(text, **named):
    return f"<table:table-cell{_attributes(named)}>{text and _op(text)}</table:table-cell>"


def _orow(*cells, **named):
    return f"<table:table-row{_attributes(named)}>{''.join(cells)}</table:table-row>"


_OPEN_STYLES = """<style:style style:name="co" style:family="table-cell" style:parent-style-name="dam"/>
<style:style style:name="dam" style:family="table-cell"><style:text-properties font-weight="bold"/></style:style>
<style:style style:name="thuong" style:parent-style-name="dam"><style:text-properties font-weight="normal"/></style:style>
<style:style style:name="gach"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="nho" style:parent-style-name="gach"><style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/></style:style>
<style:style style:name="con" style:parent-style-name="gach"/>
<style:style style:name="an" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="trang" style:family="table" style:master-page-name="Rieng"/>"""
_ROWS = [
    _orow(
        _oc("một"),
        _oc("hai", table__number_columns_repeated=2),
        _oc("", table__number_columns_repeated=3),
        _oc("bảy"),
    ),
    _orow(_oc("lặp"), table__number_rows_repeated=3),
    _orow(_oc(""), table__number_rows_repeated=4),
    _orow(_oc("lọc"), table__visibility="filter"),
    _orow(_oc("ẩn"), _oc("riêng"), table__visibility="collapse", table__number_rows_repeated=2),
    _orow(
        _oc("3/9", office__value_type="date", office__date_value="2026-09-03T08:00:00"),
        _oc("12,50", office__value_type="float", office__value="12.5"),
        _oc("", office__value_type="currency", office__value="1200"),
        _oc("40%", office__value_type="percentage", office__value="0.4"),
        _oc("sai", office__value_type="date", office__date_value="xx"),
    ),
    _orow(
        _oc("đậm", table__style_name="co"),
        _oc("thường", table__style_name="thuong"),
        _oc("gạch", table__style_name="con"),
        _oc("còn", table__style_name="nho"),
        _oc('<text:span text:style-name="gach">bỏ</text:span> giữ'),
        _oc('1. <text:span text:style-name="gach">bỏ hết</text:span>'),
        _oc(
            '<text:span text:style-name="dam">cả</text:span> <text:span text:style-name="co">hai</text:span>'
        ),
    ),
    _orow(
        _oc("", office__value_type="float", office__value="7", table__style_name="gach"),
        _oc("mặc định"),
        _oc("riêng", table__style_name="thuong"),
        table__default_cell_style_name="dam",
    ),
    _orow(
        _oc(
            '<text:a xlink:href="https://mau.example/a">xem</text:a>, <text:a xlink:href="https://mau.example/b">xem nữa</text:a>'
        ),
        _oc("", table__formula="of:=HYPERLINK(&quot;https://mau.example/c&quot;;&quot;Mở&quot;)"),
        _oc("có", table__formula="of:=HYPERLINK(&quot;https://mau.example/d&quot;)"),
        _oc('a<text:tab/>b<text:line-break/>c<text:s text:c="3"/>d'),
    ),
    _orow(
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3">'
        + _op("rộng")
        + _op("dòng hai")
        + "</table:table-cell>",
        "<table:covered-table-cell/>",
        _oc("bên"),
    ),
    _orow(
        "<table:table-cell><office:annotation><text:p>lời</text:p><text:p>chú</text:p></office:annotation>"
        + _op("có chú")
        + "<draw:frame><draw:text-box><text:p>trong hộp</text:p></draw:text-box></draw:frame></table:table-cell>",
        _oc("sau"),
    ),
]
_PRINTED = """<a xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<style:master-page style:name="Rieng"><style:header><text:p>Đầu trang riêng</text:p></style:header>
<style:footer><text:p>Cuối trang</text:p></style:footer>
<style:header-left style:display="false"><text:p>trái</text:p></style:header-left></style:master-page>
<style:master-page style:name="Default"><style:header><text:p>Đầu trang chung</text:p></style:header></style:master-page></a>"""
_TABLES = (
    f"<office:automatic-styles>{_OPEN_STYLES}</office:automatic-styles>"
    '<table:table table:name="Một" table:style-name="trang"><table:shapes><draw:frame><draw:text-box>'
    "<text:p>hình</text:p></draw:text-box></draw:frame></table:shapes>"
    '<table:table-column table:number-columns-repeated="6"/><table:table-column table:default-cell-style-name="dam"/>'
    '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column/>'
    + "".join(_ROWS)
    + _orow(
        _oc(""), _oc("", table__number_columns_repeated=6), _oc("kín 8"), _oc("kín 9"), _oc("mười")
    )
    + '</table:table><table:table table:name="Hai" table:style-name="an">'
    + _orow(_oc("nháp"))
    + '</table:table><table:table table:name="Ba"><table:table-column table:visibility="filter"/>'
    + _orow(_oc("cột lọc"), _oc("b"))
    + "</table:table>"
)


def open_book():
    """An OpenDocument spreadsheet."""
    return open_spreadsheet(_TABLES, extra={"styles.xml": _PRINTED})


SPACES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*relations):
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
            for name, kind, target, mode in relations
        )
        + "</Relationships>"
    )


AWAY = ' TargetMode="External"'
STRINGS = [
    "<t>chung</t>",
    '<r><rPr><b/></rPr><t>đậm</t></r><r><rPr><b/><strike/></rPr><t xml:space="preserve"> bỏ</t></r>',
    '<r><rPr><strike/><rFont val="Arial"/></rPr><t>bỏ cả</t></r>',
    "<t>_x0041_ b</t>",
    '<r><rPr><strike val="0"/><rFont val="Arial"/></rPr><t>riêng</t></r>',
    '<r><t>số </t></r><r><rPr><b val="0"/></rPr><t>hai</t></r>',
]
_BOOK_STYLES = f"""<styleSheet {SPACES}><numFmts count="4"><numFmt numFmtId="164" formatCode="[$-42A]&quot;ngày&quot; dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00"/><numFmt numFmtId="166" formatCode="&quot;dm&quot; 0"/><numFmt numFmtId="167" formatCode=";;;"/></numFmts>
<fonts><font><name val="Times New Roman"/></font><font><b/><name val="Arial"/></font><font><strike/></font><font><b val="0"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill></fills>
<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="0" numFmtId="14"/><xf fontId="0" numFmtId="164"/><xf fontId="0" numFmtId="165"/><xf fontId="0" numFmtId="166"/><xf fontId="3"/></cellXfs></styleSheet>"""
SHEET = f"""<worksheet {SPACES}><cols><col min="8" max="9" hidden="1"/><col min="10" max="10" width="0.1"/><col min="11" max="11" width="0.5"/></cols><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c t="s" s="1"><v>0</v></c><c r="D1" t="s" s="2"><v>0</v></c><c r="E1" t="s"><v>1</v></c><c r="F1" t="s"><v>2</v></c><c r="G1" t="s"><v>3</v></c></row>
<row><c t="inlineStr"><is><t>trong ô</t></is></c><c t="str"><f>A1</f><v>công thức</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-09-03T00:00:00</v></c><c t="d"><v>mai</v></c></row>
<row r="4"><c r="A4" s="3"><v>46268</v></c><c r="B4" s="4"><v>46268.75</v></c><c r="C4" s="5"><v>12.5</v></c><c r="D4" s="6"><v>46268</v></c><c r="E4"><v>1.2000000000000002</v></c><c r="F4"><v>chữ</v></c><c r="G4" s="3"><v>0.5</v></c></row>
<row r="5"><c r="A5"><f>HYPERLINK("https://mau.example/"&amp;E5,"Xem")</f></c><c r="B5" t="str"><f>HYPERLINK("https://mau.example/b")</f><v>Mở</v></c><c r="C5"><f>1+1</f></c><c r="D5" t="s"><v>99</v></c><c r="E5"><v>12</v></c><c r="F5" s="2" t="s"><v>4</v></c><c r="G5" s="99" t="s"><v>5</v></c></row>
<row r="6" hidden="1"><c r="A6" t="s"><v>0</v></c></row>
<row r="7" hidden="1" outlineLevel="1"><c r="A7" t="s"><v>0</v></c></row>
<row r="8" ht="0.1"><c r="A8" t="s"><v>0</v></c></row>
<row r="9"><c r="A9" t="s"><v>0</v></c><c r="D9" t="s"><v>0</v></c><c r="H9" t="s"><v>0</v></c><c r="I9" t="s"><v>0</v></c><c r="J9" t="s"><v>0</v></c><c r="K9" t="s"><v>0</v></c></row>
<row r="10"><c r="B10" t="s"><v>0</v></c><c r="C10"/><c r="D10" t="s" s="1"><v>4</v></c></row>
<row r="11"><c r="XFD11" t="s"><v>0</v></c></row>
</sheetData><mergeCells><mergeCell ref="A9:C9"/><mergeCell ref="D9:D10"/><mergeCell ref="B12"/></mergeCells>
<hyperlinks><hyperlink ref="A1" r:id="h1"/><hyperlink ref="A9:D10" r:id="h2"/><hyperlink ref="B5" r:id="h1"/><hyperlink ref="A4" r:id="h9"/><hyperlink ref="Z1" r:id="h1"/></hyperlinks>
<headerFooter><oddHeader>&amp;C&amp;"Arial,Bold"&amp;14Mật &amp;&amp; hẹp</oddHeader><evenFooter>Trang &amp;P</evenFooter></headerFooter><drawing r:id="d1"/></worksheet>"""
PLAIN = f'<worksheet {SPACES}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'
BOX = '<xdr:wsDr xmlns:xdr="x" xmlns:a="y"><a:p><a:r><a:t>trong </a:t></a:r><a:r><a:t>hộp</a:t></a:r></a:p><a:p/></xdr:wsDr>'
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.xml", "")),
    "xl/workbook.xml": f'<workbook {SPACES}><workbookPr/><sheets><sheet name="Một" sheetId="1" r:id="s1"/><sheet name="Biểu đồ" sheetId="4" r:id="s4"/><sheet name="Hai" sheetId="2" state="hidden" r:id="s2"/><sheet name="Ba" sheetId="3" state="veryHidden" r:id="s3"/><sheet name="Mất" sheetId="5" r:id="s5"/><sheet name="Trống" sheetId="6" r:id="s6"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": rels(
        ("s1", "worksheet", "worksheets/sheet1.xml", ""),
        ("s2", "worksheet", "worksheets/sheet2.xml", ""),
        ("s3", "worksheet", "worksheets/sheet3.xml", ""),
        ("s4", "chartsheet", "worksheets/sheet4.xml", ""),
        ("s5", "worksheet", "worksheets/sheet5.xml", ""),
        ("s6", "worksheet", "worksheets/sheet6.xml", ""),
        ("t", "styles", "styles.xml", ""),
        ("u", "sharedStrings", "sharedStrings.xml", ""),
    ),
    "xl/sharedStrings.xml": f"<sst {SPACES}>"
    + "".join(f"<si>{s}</si>" for s in STRINGS)
    + "</sst>",
    "xl/styles.xml": _BOOK_STYLES,
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/worksheets/_rels/sheet1.xml.rels": rels(
        ("h1", "hyperlink", "https://mau.example/a", AWAY),
        ("h2", "hyperlink", "https://mau.example/r", AWAY),
        ("d1", "drawing", "../drawings/drawing1.xml", ""),
        ("k1", "comments", "../comments1.xml", ""),
        ("k2", "threadedComment", "../threadedComments/tc1.xml", ""),
    ),
    "xl/drawings/drawing1.xml": BOX,
    "xl/comments1.xml": f'<comments {SPACES}><commentList><comment ref="B2"><text><r><t>lời </t></r><r><t>chú</t></r></text></comment></commentList></comments>',
    "xl/threadedComments/tc1.xml": '<ThreadedComments><threadedComment ref="C3"><text>trả lời</text></threadedComment></ThreadedComments>',
    "xl/worksheets/sheet2.xml": PLAIN % "nháp",
    "xl/worksheets/sheet3.xml": PLAIN % "kín",
    "xl/worksheets/sheet4.xml": PLAIN % "biểu đồ",
    "xl/worksheets/sheet6.xml": f"<worksheet {SPACES}><sheetData/></worksheet>",
}


def workbook(**changes):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in {**PARTS, **changes}.items():
            archive.writestr(name, text)
    return file.getvalue()


def _run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _par(*inside, about=""):
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(i if i.startswith('<') else _run(i) for i in inside)}</w:p>"


def _cell(*inside, about=""):
    whole = inside if inside and inside[0].startswith(("<w:p>", "<w:tbl>")) else (_par(*inside),)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{''.join(whole)}</w:tc>"


def _line(*cells, about=""):
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(c if c.startswith('<w:') else _cell(c) for c in cells)}</w:tr>"


def _table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _span(n):
    return f'<w:gridSpan w:val="{n}"/>'


def _merge(how=""):
    return f"<w:vMerge{how and ' w:val=' + chr(34) + how + chr(34)}/>"


def _style(name, based="", look="", more="", kind="paragraph"):
    return f'<w:style w:type="{kind}" w:styleId="{name}" {more}>{based and f"<w:basedOn w:val={chr(34)}{based}{chr(34)}/>"}{look}</w:style>'


def _listed(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _level(at, kind, text, start=1):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


_WORD_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Thuong", more='w:default="1"')
    + _style("Dam", look="<w:rPr><w:b/></w:rPr>")
    + _style("Con", "Dam")
    + _style("Nhat", "Dam", '<w:rPr><w:b w:val="0"/></w:rPr>')
    + _style("Gach", look="<w:rPr><w:strike/></w:rPr>", kind="character")
    + _style("So", look=f"<w:pPr>{_listed(2)}</w:pPr>")
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + _level(0, "decimal", "%1.")
    + _level(1, "lowerLetter", "%1.%2)")
    + _level(2, "bullet", "•")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + _level(0, "upperRoman", "%1/", 4) + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
)
_DELETED = '<w:del w:id="1"/>'
_BODY = "".join(
    [
        _par("Căn cứ"),
        _par("Phụ lục", about='<w:pStyle w:val="Con"/>'),
        _table(
            _line("A", "B", _cell("C", about=_span(2)), "D"),
            _line(
                _cell("gộp", about=_merge("restart")),
                _cell("hai", about=_span(2)),
                "x",
                _cell("dọc", about=_merge("restart")),
            ),
            _line(_cell("mất", about=_merge()), "b1", "b2", "b3", _cell("mất", about=_merge())),
            _line("dưới", _cell("b4", about=_span(3)), _cell("mất", about=_merge())),
            _line("sau", "lệch", about='<w:gridBefore w:val="2"/>'),
            _line("xóa", about=_DELETED),
            _line("ẩn", about="<w:hidden/>"),
            _line(
                "<w:sdt><w:sdtContent>" + _cell("trong khung") + "</w:sdtContent></w:sdt>",
                "<w:la>" + _cell("lạ") + "</w:la>",
                "kế",
            ),
        ),
        _par("Bảng hai"),
        _table(
            _line(
                _cell(_run("đậm", "<w:b/>"), _run(" cả", "<w:b/>")),
                _cell(_run("nửa", "<w:b/>"), _run(" thôi")),
                _cell(_par("theo kiểu", about='<w:pStyle w:val="Con"/>')),
                _cell(_par("kiểu nhạt", about='<w:pStyle w:val="Nhat"/>')),
            ),
            _line(
                _cell(_run("gạch", '<w:rStyle w:val="Gach"/>')),
                _cell(_run("giữ"), _run(" bỏ", "<w:dstrike/>")),
                _cell(_run("không gạch", '<w:rStyle w:val="Gach"/><w:strike w:val="0"/>')),
                _cell(_run("ẩn", "<w:vanish/>"), _run("hiện")),
            ),
            _line(
                _cell(_run("nhỏ", '<w:sz w:val="2"/>')),
                _cell(_run("trắng", '<w:color w:val="FFFFFF"/>')),
                _cell(
                    '<w:ins w:id="2">'
                    + _run("chèn")
                    + '</w:ins><w:del w:id="3"><w:r><w:delText>xóa đi</w:delText></w:r></w:del>'
                ),
                _cell(""),
            ),
            _line(
                _cell(
                    _par("một", about=_listed(1)),
                    _par("a", about=_listed(1, 1)),
                    _par("b", about=_listed(1, 1)),
                    _par("hai", about=_listed(1)),
                    _par("a lại", about=_listed(1, 1)),
                    _par("chấm", about=_listed(1, 2)),
                ),
                _cell(
                    _par("bốn", about='<w:pStyle w:val="So"/>'),
                    _par("năm", about='<w:pStyle w:val="So"/>'),
                ),
                _cell(_par("bảy", about=_listed(3)), _par("tiếp ba", about=_listed(4))),
            ),
            _line(
                _cell(_run("chú"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
                _cell(_run("cuối"), '<w:r><w:endnoteReference w:id="3"/></w:r>'),
                _cell(_run("nhận xét"), '<w:r><w:commentReference w:id="4"/></w:r>'),
                _cell(
                    '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
                ),
            ),
            _line(
                _cell(
                    _par("tiêu đề con")
                    + _table(
                        _line("trong 1", "trong 2"), _line("trong 3", _cell(_table(_line("sâu"))))
                    )
                    + _par("")
                ),
                _cell(
                    '<w:hyperlink r:id="l1" w:anchor="x">' + _run("xem") + "</w:hyperlink>",
                    '<w:hyperlink r:id="l1" w:anchor="x">' + _run(" lại") + "</w:hyperlink>",
                ),
            ),
        ),
        _par("a\tb"),
        _par("<w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:tab/><w:t>z</w:t></w:r>"),
        _par(
            _run("có ")
            + '<w:r><w:footnoteReference w:id="5"/></w:r>'
            + _run("ba từ bị ẩn hết", "<w:vanish/>")
        ),
        _par("Hết"),
    ]
)
_NOTES = {
    "footnotes": '<w:footnote w:id="2">'
    + _par("dưới trang")
    + '</w:footnote><w:footnote w:id="5">'
    + _par("ngoài bảng")
    + "</w:footnote>",
    "endnotes": '<w:endnote w:id="3">' + _par("cuối bài") + "</w:endnote>",
    "comments": '<w:comment w:id="4">' + _par("lời bên lề") + "</w:comment>",
}


def word():
    """A Word document."""
    links = {"l1": "https://mau.example/a"}
    return document(_BODY, links=links, styles=_WORD_STYLES, numbering=_NUMBERING, **_NOTES)
