"""What is a scan: pictures cover a page for the most part, whatever lies on them. Logos and charts are none."""

from __future__ import annotations

import io

import openpyxl
import pytest
from docx.shared import Cm
from odf_pictures import old_word, open_document, presentation
from openpyxl.drawing.image import Image as SheetImage
from unsafe_attachments import bytes_of, document, pdf, picture

from access_info.scanning import MarkKind, scan_all

K = MarkKind
SCAN = {K.SCAN: "", K.NO_TEXT_LAYER: ""}
CAPTION = [(50, 800 - 14 * line, "Ký bởi: Ủy ban nhân dân xã Mẫu, 01/9/2026") for line in range(8)]
WHOLE = [(50, 800 - 14 * line, "Một dòng chữ của văn bản, dài bằng cả trang") for line in range(50)]
LAYER = "BT /F 10 Tf 3 Tr 1 0 0 1 50 700 Tm <{}> Tj ET"


def image(left, bottom, width, height):
    """A picture of a pixel, drawn as large as it is told."""
    return f"q {width} 0 0 {height} {left} {bottom} cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"


def strips(count):
    """A scan cut into strips, as many scanners write it."""
    height = 842 / count
    return "\n".join(image(0, number * height, 595, height) for number in range(count))


FULL, LOGO = image(0, 0, 595, 842), image(260, 700, 80, 80)
# Drawn twice as large by the page that holds it.
NESTED = image(0, 0, 297.5, 421)


def _word(width, *, lines=(), pixels=(1000, 1400)):
    file = document(*lines)
    file.add_picture(io.BytesIO(picture(size=pixels)), width=Cm(width))
    return bytes_of(file)


def _in_head(width):
    file = document("Mở đầu")
    run = file.sections[0].header.paragraphs[0].add_run()
    run.add_picture(io.BytesIO(picture()), width=Cm(width))
    return bytes_of(file)


def _book(width, height):
    workbook = openpyxl.Workbook()
    workbook.properties.creator = ""
    workbook.active.append(["Số thứ tự", "Tên"])
    shown = SheetImage(io.BytesIO(picture()))
    shown.width, shown.height = width, height
    workbook.active.add_image(shown, "B4")
    return bytes_of(workbook)


def _hidden_letters(text):
    """Letters as the font of `pdf` numbers them, of a page that shows the same ones."""
    letters = sorted({*text, " "})
    return "".join(f"{letters.index(char) + 1:04X}" for char in text)


TEXT = "Toàn văn mà máy đã nhận dạng từ ảnh quét của trang này, dài hơn một trăm chữ. " * 2
FILES = {
    "toan trang.pdf": (pdf([[]], drawing=FULL), SCAN),
    "co chu ky.pdf": (pdf([CAPTION], under=FULL), SCAN),
    "nua trang.pdf": (pdf([CAPTION], under=image(0, 0, 595, 460)), SCAN),
    "cat dai.pdf": (pdf([CAPTION], under=strips(12)), SCAN),
    "trong khung.pdf": (
        pdf(
            [CAPTION],
            under="q 2 0 0 2 0 0 cm /X Do Q",
            objects={
                "x": f"<< /Type /XObject /Subtype /Form /BBox [0 0 300 421] /Length {len(NESTED)} >>\n"
                f"stream\n{NESTED}\nendstream"
            },
            resources="/XObject << /X {x} >>",
        ),
        SCAN,
    ),
    "lop chu.pdf": (
        pdf([[(50, 900, TEXT)]], drawing=f"{FULL}\n{LAYER.format(_hidden_letters(TEXT))}"),
        {K.SCAN: ""},
    ),
    "chu duoi anh.pdf": (pdf([WHOLE], drawing=FULL), {K.SCAN: ""}),
    "hai trang.pdf": (
        pdf([[(50, 700, "Một trang có nhiều chữ")], []], drawings=["", FULL]),
        {K.SCAN: "trang 2", K.NO_TEXT_LAYER: "trang 2"},
    ),
    "bieu do.pdf": (pdf([CAPTION], under=image(60, 300, 470, 400)), {}),
    "bieu trung.pdf": (pdf([CAPTION], under=LOGO), {}),
    "nen mau.pdf": (pdf([WHOLE], under=FULL), {}),
    "than.docx": (
        _word(16, lines=["Kèm theo:"]),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh image1.jpg"),
    ),
    "nho.docx": (_word(8, lines=["Kèm theo:"]), {}),
    "it diem.docx": (_word(16, pixels=(500, 700)), {}),
    "dau trang.docx": (_in_head(3), {}),
    "kin dau trang.docx": (
        _in_head(18),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh image1.jpg"),
    ),
    "cu.docx": (
        old_word("width:16cm;height:22cm"),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh image1.jpg"),
    ),
    "cu nho.docx": (old_word("width:80pt;height:60.5pt;position:absolute"), {}),
    "lon.xlsx": (
        _book(700, 990),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh image1.jpeg"),
    ),
    "nho.xlsx": (_book(200, 280), {}),
    "lon.odt": (
        open_document("17cm", "24cm"),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh quet.jpg"),
    ),
    "khong ghi co.odt": (
        open_document(),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh quet.jpg"),
    ),
    "nho.odt": (open_document("5cm", "7cm"), {}),
    "lon.pptx": (
        presentation(9_000_000, 5_000_000),
        dict.fromkeys((K.SCAN, K.NO_TEXT_LAYER), "ảnh image1.jpg"),
    ),
    "nho.pptx": (presentation(2_000_000, 2_000_000), {}),
    "nen.pptx": (presentation(9_000_000, 5_000_000, on="slideLayouts/slideLayout1"), {}),
    "anh.jpg": (picture(size=(620, 900)), SCAN),
    "anh nho.jpg": (picture(size=(590, 900)), {}),
}


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quet")
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    return {path.name: scanned for path, scanned in scan_all(sorted(folder.iterdir())).items()}


@pytest.mark.parametrize("name", FILES)
def test_a_scan_is_a_page_that_pictures_cover(name, scans):
    assert {mark.kind: mark.where for mark in scans[name].marks} == FILES[name][1]


def test_words_on_a_scan_and_its_text_layer_are_read_as_ever(scans):
    for name, words in (("co chu ky.pdf", "Ký bởi"), ("lop chu.pdf", "máy đã nhận dạng")):
        assert any(words in " ".join(text.text.split()) for text in scans[name].texts), name


def test_a_scan_says_how_many_pages_it_has(scans):
    details = {
        name: mark.detail
        for name, scanned in scans.items()
        for mark in scanned.marks
        if mark.kind is K.SCAN
    }
    assert details["hai trang.pdf"] == details["co chu ky.pdf"] == "1 trang"
