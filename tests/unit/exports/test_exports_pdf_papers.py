"""The other papers as PDF: letters, the report, a year's figures; and texts that want to be more."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import sys
from pathlib import Path

import judged_agencies
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from judged_agencies import WORDS, agency, finding, judged, judgement, lack
from letters_and_reports import Docx, report
from pdf_papers import Pdf, errors, squeezed, typeset

from access_info.assessment.findings import Status
from access_info.cli import main
from access_info.exports.documents.letter import letter_paper, letter_to_all
from access_info.exports.documents.paper import CellLine, Column, Paper, RowGroup, Table
from access_info.exports.documents.pdf import UNKNOWN, Typesetter, paper_json, pieces_of, printable
from access_info.exports.documents.report import report_paper
from access_info.exports.documents.word import docx_bytes
from access_info.office_files.limits import LIMITS, Purpose

DAY = datetime.date(2026, 9, 1)
DEMO = Path(__file__).parents[3] / "agencies"
HOSTILE = [
    '#read("/etc/passwd")',
    "#panic()",
    '#import "@preview/a:1.0.0": *',
    "\\ \\u{41} \\#",
    "*đậm* _nghiêng_ `mã`",
    "[ngoặc] {mã} $x^2$",
    "<nhãn> @nhãn",
    "= Tiêu đề",
    "- mục + mục / mục: x",
    "// ghi chú /* ghi chú */",
    '"; #eval("1") //',
    "--- ... ~ -? 'a' \"b\"",
    "https://mau.example/#x",
    "</script><b>",
    "{{ 7 * 7 }}",
]


def paper_with(*texts):
    """A paper that has each text everywhere a text of data can stand."""
    paper = Paper(title=texts[0], author=texts[0], day=DAY, landscape=True)
    paper.paragraph("DANH MỤC", "Title")
    for text in texts:
        paper.paragraph(text)
    columns = (Column("TT", 12, centered=True), Column("Tên", 60))
    rows = []
    for text in texts:
        rows.append(RowGroup("I", text))
        rows.append(((CellLine("1", 11),), (CellLine(text, 11),)))
    paper.table(Table(texts[0], columns, tuple(rows), above=True, keep=True))
    paper.table(Table(texts[0], (Column("A", 1), Column("B", 1)), (texts[:2],)))
    return paper


def test_nothing_in_the_data_is_markup_or_code():
    pdf = Pdf(typeset(paper_with(*HOSTILE)))
    for text in HOSTILE:
        assert squeezed(pdf.text).count(squeezed(text)) >= 3, text
    assert "root:" not in pdf.text
    assert pdf.links == []
    assert str(pdf.file.docinfo["/Title"]) == HOSTILE[0]


@pytest.fixture(scope="module")
def typesetter():
    with Typesetter() as typesetter:
        yield typesetter


# Markup, marks that join or turn, letters without a shape in the fonts, what ends a string.
ALPHABET = (
    "#[]{}()<>@$*_`\\\"'/=-+~.:;%&|^ aĐỹ\t\n\r\0\x1b\u00ad\u200b\u202e\u2066\ufeff\ufe0f"
    "\u0301\u17d2ក字א😀\ud800\U000e0001\uffff"
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=60))
@example("\0")
@example(" \n ")
@example("\u200b")
def test_any_text_makes_a_paper(typesetter, text):
    content = typesetter.pdf_bytes(paper_with(text, "Cuối cùng"))
    assert squeezed("Cuối cùng") in squeezed(Pdf(content).text)


def test_a_word_of_10000_characters_stays_within_its_column_and_on_the_pages():
    word = "Ơ" * 10_000
    pdf = Pdf(typeset(paper_with(word, "Hết")))
    # A paragraph, a group's name, a cell, a caption, a cell of the second table.
    assert pdf.text.count("Ơ") == 5 * 10_000
    assert all(
        right <= 297 / 25.4 * 72 and left >= 30 / 25.4 * 72 - 1 for left, right in pdf.text_edges
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u0302\u0301 và ế", "ế và ế"),
        ("trái\u202ephải\x00", "tráiphải"),
        ("字 א 😀", f"{UNKNOWN} {UNKNOWN} {UNKNOWN}"),
        ("cột\tcột\r\ndòng", "cột cột \ndòng"),
        ("☎\ufe0f ₫ ≤ “ ” – … №", "☎ ₫ ≤ “ ” – … №"),
    ],
)
def test_what_the_fonts_cannot_show_is_a_box(text, expected):
    assert printable(text).replace("☎", UNKNOWN) == expected.replace("☎", UNKNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02/KH-UBND", ["02/KH-UBND"]),
        ("1234567890123/2026/QĐ-UBND", [["1234567890123/2026/", 20], "QĐ-UBND"]),
        ("Nghiêng ngả", ["Nghiêng ngả"]),
        ("xem abcdefghijklmnopqrstuvwxyz/a", ["xem ", ["abcdefghijklmnopqrstuvwxyz/", 20], "a"]),
        ("a\nb", ["a", [], "b"]),
    ],
)
def test_only_what_may_be_wider_than_its_line_may_be_divided_anywhere(text, expected):
    assert pieces_of(text, 20, 11) == expected


def test_a_letter_says_what_the_word_file_says_and_no_day():
    item = finding("OB-02", Status.PARTIAL, judgement("Danh mục", lack("Thiếu số, ký hiệu")))
    whole = judged(agency(findings=(item,)))
    paper = letter_paper(whole.agencies[0], whole, WORDS)
    pdf = Pdf(typeset(paper))
    assert errors(pdf.content) == []
    assert pdf.claims == ("2", "A", "1")
    written = Docx(docx_bytes(paper))
    for line in filter(None, (part.strip() for part in written.text.split("\n"))):
        assert squeezed(line) in squeezed(pdf.text), line
    assert [round(float(side) / 72 * 25.4) for side in pdf.file.pages[0].MediaBox[2:]] == [210, 297]
    assert pdf.fonts <= {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    law = whole.law.in_force_from
    assert str(pdf.file.docinfo["/CreationDate"]).startswith(f"D:{law:%Y%m%d}")


def test_the_report_has_headings_in_order_tables_and_bars_in_words():
    whole = judged_agencies.demo(judged_agencies.DAY)
    pdf = Pdf(typeset(report_paper(report(whole), WORDS)))
    levels = [
        int(str(each.S)[2:])
        for each in pdf.elements
        if str(each.S)[:2] == "/H" and str(each.S)[2:].isdigit()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    figures = [each for each in pdf.elements if each.S == "/Figure"]
    assert figures
    assert all("Đạt: " in str(each.Alt) or "Chưa có: " in str(each.Alt) for each in figures)
    # The annex lies on its side and has page numbers of its own.
    sizes = {tuple(round(float(side)) for side in page.MediaBox[2:]) for page in pdf.file.pages}
    assert sizes == {(595, 842), (842, 595)}


def test_the_letter_to_all_is_a_paper_too():
    pdf = Pdf(typeset(letter_to_all(judged_agencies.demo(judged_agencies.DAY).in_short(), WORDS)))
    assert pdf.pages[0].startswith("DỰ THẢO")
    assert pdf.tags["/Table"] == 1


def test_commands_write_pdf_files_next_to_the_others(tmp_path, capsys):
    day = ("--agencies", str(DEMO), "--as-of", "2026-11-20")
    assert main(["letter", "--pdf", "--agency", "xa-mau-hoa", "--out", str(tmp_path), *day]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"xa-mau-hoa.docx", "xa-mau-hoa.pdf"}
    year = tmp_path / "so-lieu.pdf"
    words = ("statistics", "--agency", "xa-mau-hoa", "--year", "2025", "--paper")
    assert main([*words, str(year), *day]) == 0
    pdf = Pdf(year.read_bytes())
    assert errors(pdf.content) == []
    assert "Yêu cầu đã tiếp nhận 18" in pdf.text
    assert "(Kèm theo Báo cáo số" in pdf.text
    # Neither over a file that is there, nor of a year that has no figures.
    assert main([*words, str(year), *day]) == 2
    assert "chọn tên khác" in capsys.readouterr().err
    words = ("statistics", "--agency", "xa-mau-hoa", "--year", "2019", "--paper")
    assert main([*words, str(tmp_path / "khong.docx"), *day]) == 2
    assert "chưa có số liệu năm 2019" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ("annex", "--format", "pdf", "--agency", "xa-mau-hoa", "--out"),
        ("letter", "--pdf", "--out"),
        ("report", "--pdf", "--out"),
        ("statistics", "--agency", "xa-mau-hoa", "--year", "2025", "--paper"),
    ],
)
def test_without_typst_the_command_says_what_to_type_and_writes_nothing(
    command, tmp_path, monkeypatch, capsys
):
    monkeypatch.setitem(sys.modules, "typst", None)
    out = tmp_path / "moi.pdf"
    assert main([*command, str(out), "--agencies", str(DEMO)]) == 2
    assert capsys.readouterr().err.startswith(
        "Máy này chưa có phần lập tệp PDF. Cài bằng lệnh:\n"
        '  .venv/bin/pip install "tiep-can-thong-tin[pdf]"'
    )
    assert not out.exists()


def test_no_text_is_put_into_the_template():
    """What Typst compiles is the same file for every paper; texts come as JSON alone."""
    content = paper_json(paper_with('#read("/etc/passwd")', "x"))
    assert '#read(\\"/etc/passwd\\")' in content


def test_a_paper_that_is_too_long_for_the_machine_is_no_file(tmp_path, monkeypatch, capsys):
    limits = dataclasses.replace(LIMITS[Purpose.PAPER], answer=1_000)
    monkeypatch.setitem(LIMITS, Purpose.PAPER, limits)
    out = tmp_path / "phu-luc"
    command = ("annex", "--format", "pdf", "--agency", "xa-mau-hoa", "--out", str(out))
    assert main([*command, "--agencies", str(DEMO)]) == 2
    assert "xa-mau-hoa-cong-khai.pdf: dài quá sức của máy." in capsys.readouterr().err
    assert not out.exists()
