"""Where a red team hid what is looked for: each place is read, and what hides it is told."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from unsafe_attachments import bytes_of, document, pdf, with_part

from access_info.scanning import MarkKind, scan_all

SOUGHT = "Điều cần tìm 4417"
K = MarkKind
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = f'xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"'
_ENOUGH = (50, 700, "Một trang có nhiều chữ hơn hai mươi")


def _word(change):
    office_file = document("Mở đầu")
    change(office_file)
    return bytes_of(office_file)


def _in_footer(office_file):
    office_file.sections[0].footer.paragraphs[0].text = SOUGHT


def _watermark(office_file):
    shape = f'<w:pict {_NAMES}><v:shape><v:textpath string="{SOUGHT}"/></v:shape></w:pict>'
    office_file.sections[0].header.paragraphs[0].add_run()._r.append(parse_xml(shape))


def _smart_tag(office_file):
    run = f"<w:r><w:t>{SOUGHT}</w:t></w:r>"
    tag = f'<w:smartTag {_NAMES} w:element="x">{run}</w:smartTag>'
    office_file.paragraphs[0]._p.append(parse_xml(tag))


def _by_style(**font):
    def change(office_file):
        style = office_file.styles.add_style("Riêng", WD_STYLE_TYPE.PARAGRAPH)
        below = office_file.styles.add_style("Dựa vào", WD_STYLE_TYPE.PARAGRAPH)
        below.base_style = style
        for name, value in font.items():
            if name == "white":
                style.font.color.rgb = RGBColor(255, 255, 255)
            else:
                setattr(style.font, name, value)
        office_file.add_paragraph(SOUGHT, style="Dựa vào")

    return change


def _by_styles(*steps):
    """A paragraph whose style is based on another, that on a third: the nearest comes last."""

    def change(office_file):
        base = None
        for number, font in enumerate(steps):
            style = office_file.styles.add_style(f"Kiểu {number}", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = base
            for name, value in font.items():
                if name == "color":
                    style.font.color.rgb = RGBColor.from_string(value)
                else:
                    setattr(style.font, name, value)
            base = style
        office_file.add_paragraph(SOUGHT, style=base)

    return change


def _variables():
    content = bytes_of(document("Mở đầu"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        settings = parts.read("word/settings.xml").decode()
    variables = f'<w:docVars><w:docVar w:name="a" w:val="{SOUGHT}"/></w:docVars></w:settings>'
    return with_part(content, "word/settings.xml", settings.replace("</w:settings>", variables))


def _renamed(name):
    """Put the body of a Word file into a part of another name, to which everything leads."""
    content = bytes_of(document("Mở đầu", SOUGHT))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename.endswith(".rels") or info.filename.startswith("["):
                part = part.replace(b"document.xml", name.encode())
            target = info.filename.replace("word/document.xml", f"word/{name}")
            new.writestr(target.replace("document.xml.rels", f"{name}.rels"), part)
    return out.getvalue()


def _remark_in_runs(office_file):
    runs = [office_file.paragraphs[0].add_run("x")]
    remark = office_file.add_comment(runs, text="", author="", initials="")
    for char in SOUGHT:
        remark.paragraphs[0].add_run(char)


def _book(change):
    workbook = openpyxl.Workbook()
    workbook.properties.creator = ""
    workbook.active.append(["Số thứ tự", "Tên"])
    workbook.active.append([1, "Một"])
    change(workbook, workbook.active)
    return bytes_of(workbook)


def _flat_row(_, sheet):
    sheet["B9"] = SOUGHT
    sheet.row_dimensions[9].height = 0.1


def _narrow_column(_, sheet):
    sheet["H2"] = SOUGHT
    sheet.column_dimensions["H"].width = 0.01


def _no_format(_, sheet):
    sheet["B9"] = SOUGHT
    sheet["B9"].number_format = ";;;"


def _white_cell(_, sheet):
    sheet["B9"] = SOUGHT
    sheet["B9"].font = Font(color="FFFFFFFF")


def _white_on_blue(_, sheet):
    _white_cell(_, sheet)
    sheet["B9"].fill = PatternFill("solid", fgColor="FF003399")


def _formula(_, sheet):
    sheet["B9"] = f'=CONCATENATE("{SOUGHT}","")'


def _sheet_name(book, _):
    book.create_sheet(SOUGHT)["A1"] = "x"


def _choice(_, sheet):
    choice = DataValidation(type="list", formula1=f'"{SOUGHT},Khác"')
    sheet.add_data_validation(choice)
    choice.add("D2")


def _drawn(lines, old, new):
    """A page with one of its lines drawn in another way."""
    content = pdf([lines])
    assert old in content
    return content.replace(old, new)


def _updated():
    """A page that was written anew at the end of the file: its older words are still in it."""
    content = pdf([[(50, 700, f"{SOUGHT} trong bản cũ của trang này")]])
    page = int(re.search(rb"/Contents (\d+) 0 R", content)[1])
    size = int(re.search(rb"/Size (\d+)", content)[1])
    root = int(re.search(rb"/Root (\d+)", content)[1])
    before = int(content.rpartition(b"startxref")[2].split()[0])
    body = "<< /Length 42 >>\nstream\nBT /F 12 Tf 50 700 Td <00010002000300040005> Tj ET\nendstream"
    added = f"{page} 0 obj\n{body}\nendobj\n".encode()
    start = len(content) + len(added)
    table = f"xref\n{page} 1\n{len(content):010} 00000 n \n"
    trailer = (
        f"trailer << /Size {size} /Root {root} 0 R /Prev {before} >>\nstartxref\n{start}\n%%EOF\n"
    )
    return content + added + (table + trailer).encode()


_HIDDEN_LINE = [_ENOUGH, (50, 500, SOUGHT)]
_PLAIN_DRAWING = b"BT /F 12 Tf 1 0 0 1 50 500 Tm"
_SLIDES = {
    "ppt/slides/slide1.xml": "<s><p><r><t>Mở đầu</t></r></p></s>",
    "ppt/notesSlides/notesSlide1.xml": "<n><p>"
    + "".join(f"<r><t>{char}</t></r>" for char in SOUGHT)
    + "</p></n>",
}


def _zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as office_file:
        for name, content in parts.items():
            office_file.writestr(name, content)
    return out.getvalue()


PLACES = {
    "than chu hoa.docx": (_renamed("Document.XML"), []),
    "than duoi la.docx": (_renamed("van-ban.dat"), []),
    "chan trang.docx": (_word(_in_footer), []),
    "hinh mo.docx": (_word(_watermark), []),
    # Words around which a program has put its own marks were changed by nobody.
    "the thong minh.docx": (_word(_smart_tag), []),
    "kieu an.docx": (_word(_by_style(hidden=True)), [K.HIDDEN_TEXT]),
    "kieu trang.docx": (_word(_by_style(white=True)), [K.HIDDEN_TEXT]),
    "kieu thuong.docx": (_word(_by_style(bold=True)), []),
    # The nearest style that says a thing is right about it, and about nothing else.
    "kieu an roi hien.docx": (_word(_by_styles({"hidden": True}, {"hidden": False})), []),
    "kieu hien roi an.docx": (
        _word(_by_styles({"hidden": False}, {"hidden": True}, {"bold": True})),
        [K.HIDDEN_TEXT],
    ),
    "kieu trang roi den.docx": (_word(_by_styles({"color": "FFFFFF"}, {"color": "000000"})), []),
    "kieu an roi den.docx": (
        _word(_by_styles({"hidden": True}, {"color": "000000"})),
        [K.HIDDEN_TEXT],
    ),
    "kieu trang roi hien.docx": (
        _word(_by_styles({"color": "FFFFFF"}, {"hidden": False})),
        [K.HIDDEN_TEXT],
    ),
    # Letters of one point are read by nobody.
    "chu mot diem.docx": (_word(_by_style(size=Pt(1))), [K.HIDDEN_TEXT]),
    "chu ba nua diem.docx": (_word(_by_style(size=Pt(1.5))), []),
    "mot diem roi lon.docx": (_word(_by_styles({"size": Pt(1)}, {"size": Pt(12)})), []),
    "bien.docx": (_variables(), []),
    "nhan xet.docx": (_word(_remark_in_runs), [K.COMMENT]),
    "manh html.docx": (
        with_part(bytes_of(document(SOUGHT)), "word/afchunk1.htm", b"<p>x</p>"),
        [K.EMBEDDED],
    ),
    "hang thap.xlsx": (_book(_flat_row), [K.HIDDEN_ROWS]),
    "cot hep.xlsx": (_book(_narrow_column), [K.HIDDEN_COLUMNS]),
    "dinh dang trong.xlsx": (_book(_no_format), [K.HIDDEN_TEXT]),
    "chu trang.xlsx": (_book(_white_cell), [K.HIDDEN_TEXT]),
    "chu trang nen xanh.xlsx": (_book(_white_on_blue), []),
    "cong thuc.xlsx": (_book(_formula), []),
    "ten trang.xlsx": (_book(_sheet_name), []),
    "danh sach chon.xlsx": (_book(_choice), []),
    "vo hinh.pdf": (
        _drawn(_HIDDEN_LINE, _PLAIN_DRAWING, _PLAIN_DRAWING.replace(b"BT", b"BT 3 Tr")),
        [K.HIDDEN_TEXT],
    ),
    "chu trang.pdf": (
        _drawn(_HIDDEN_LINE, _PLAIN_DRAWING, _PLAIN_DRAWING.replace(b"BT", b"BT 1 g")),
        [K.HIDDEN_TEXT],
    ),
    "chu trang tren o xanh.pdf": (
        _drawn(
            _HIDDEN_LINE,
            _PLAIN_DRAWING,
            b"0 0 .6 rg 40 490 300 30 re f " + _PLAIN_DRAWING.replace(b"BT", b"BT 1 g"),
        ),
        [],
    ),
    # A form's box has the form's own measures: here it is drawn small, far from any words.
    "o trong hinh.pdf": (
        pdf(
            [[(50, 700, f"{SOUGHT} và những chữ khác")]],
            drawing="q .01 0 0 .01 500 20 cm /X Do Q",
            objects={
                "x": "<< /Type /XObject /Subtype /Form /BBox [0 0 9000 9000] /Length 24 >>\n"
                "stream\n0 g 0 0 9000 9000 re f   \nendstream"
            },
        ).replace(b"/Resources << /Font", b"/Resources << /XObject << /X 7 0 R >> /Font"),
        [],
    ),
    "ban cu.pdf": (_updated(), []),
    "tep kem.pdf": (
        pdf(
            [[(50, 700, f"{SOUGHT} và những chữ khác")]],
            objects={
                "e": "<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream",
                "f": "<< /Type /Filespec /F (a.txt) /EF << /F {e} >> >>",
            },
            catalogue="/AF [{f}]",
        ),
        [K.EMBEDDED],
    ),
    "ghi chu.pptx": (_zipped(_SLIDES), []),
}


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tep")
    for name, (content, _) in PLACES.items():
        (folder / name).write_bytes(content)
    return {
        path.name: attachment for path, attachment in scan_all(sorted(folder.iterdir())).items()
    }


@pytest.mark.parametrize("name", PLACES)
def test_hidden_text_is_read_in_every_place(name, scans):
    read_texts = [" ".join(text.text.split()) for text in scans[name].texts]
    assert any(SOUGHT in text for text in read_texts), read_texts


@pytest.mark.parametrize("name", PLACES)
def test_what_hides_the_text_is_reported_and_nothing_else(name, scans):
    assert sorted(mark.kind for mark in scans[name].marks) == sorted(PLACES[name][1])


@pytest.mark.parametrize("name", ["chan trang.docx", "hinh mo.docx"])
def test_stamps_are_looked_for_there(name, scans):
    assert any(text.first and SOUGHT in text.text for text in scans[name].texts)


def test_stamps_are_looked_for_at_the_foot_of_the_first_page(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[_ENOUGH, (280, 30, "MẬT")]]))
    (scanned,) = scan_all([path]).values()
    assert any(text.first and "MẬT" in text.text.split("\n") for text in scanned.texts)
