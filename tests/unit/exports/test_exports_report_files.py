"""The province's report as DOCX, HTML and XLSX, read back."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
import zipfile

import exported_lists
import judged_agencies
import pytest
from docx.enum.section import WD_ORIENT
from judged_agencies import WORDS, agency, finding, judged, judgement, lack
from letters_and_reports import (
    Docx,
    Page,
    blocks,
    docx_of,
    html_of,
    report,
    sheets,
    squeezed,
    texts,
    to_all,
    xlsx_of,
)
from workbook_xml import MAIN, Book

from access_info.assessment.findings import Status
from access_info.exports import workbook
from access_info.exports.documents.paper import without_unprintable
from access_info.exports.documents.report_tables import results_csv, results_xlsx

pytestmark = pytest.mark.exhaustive

OFFLINE = re.compile(r"<script|<link|<img|<iframe|\son\w+=|javascript:|url\(|@import", re.I)


def test_docx_and_html_say_the_same():
    whole = judged_agencies.demo()
    whole_report = report(whole, agencies=True)
    written = [
        whole_report.about,
        whole_report.note,
        *texts(blocks(whole_report)),
        *(annex.title for annex in whole_report.annexes),
    ]
    assert len(written) > 2000
    for text in (
        squeezed(Docx(docx_of(whole, agencies=True)).text),
        Page(html_of(whole, agencies=True).decode()).text,
    ):
        place = 0
        for part in map(squeezed, texts(whole_report.blocks)):
            place = text.index(part, place)
        assert [part for part in written if squeezed(part) not in text] == []


def test_the_html_needs_no_other_file_and_its_tables_are_named():
    text = html_of(judged_agencies.demo(), agencies=True).decode()
    assert not OFFLINE.search(text)
    assert "default-src 'none'" in text
    assert '<html lang="vi">' in text
    page = Page(text)
    assert len(page.tables) > 20
    for table in page.tables:
        assert table["caption"].strip()
        assert table["scopes"]["col"] > 2
        assert table["scopes"]["row"] == table["rows"] - 1
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(page.headings))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)


def test_the_docx_turns_its_annexes_and_numbers_them_for_themselves():
    assert len(Docx(docx_of()).document.sections) == 2  # agencies only where they are asked for
    read = Docx(docx_of(agencies=True))
    sections = list(read.document.sections)
    assert [section.orientation for section in sections] == [
        *(WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.LANDSCAPE)
    ]
    text = read.text
    assert "Số: […]/BC-[…]" in text
    assert text.count("./.") == 1
    assert "(Kèm theo Báo cáo số […]/BC-[…] ngày […] tháng […] năm […]" in text


def test_the_workbook_holds_every_finding_with_file_and_line():
    whole = judged_agencies.demo(places=True)
    sheet_rows = sheets(xlsx_of(whole))
    assert list(sheet_rows) == ["Kết quả", "Còn thiếu", "Theo điểm luật", "Nguồn"]
    head, *rows = sheet_rows["Kết quả"]
    assert head[:6] == [
        *("Mã cơ quan", "Cơ quan", "Loại cơ quan", "Mã nghĩa vụ", "Nghĩa vụ", "Tình trạng")
    ]
    expected = [
        (agency_.id, item.duty, item.status.label, item.citation, item.due)
        for agency_ in whole.agencies
        for item in (*agency_.findings, *agency_.extras)
    ]
    due = head.index("Hạn")
    assert [(row[0], row[3], row[5], row[6], row[due] or None) for row in rows] == expected
    evidence = head.index("Bằng chứng (tệp:dòng)")
    places = {line for row in rows for line in row[evidence].split("\n") if line}
    assert places
    for place in places:
        path, _, line = place.partition(":")
        lines = (judged_agencies.ROOT / path).read_text(encoding="utf-8").splitlines()
        assert 1 <= int(line) <= len(lines)
    head, *rows = sheet_rows["Còn thiếu"]
    lacks = sum(
        len(item.lacks)
        for agency_ in whole.agencies
        for item in (*agency_.findings, *agency_.extras)
    )
    assert len(rows) == lacks
    head, *rows = sheet_rows["Theo điểm luật"]
    assert {row[head.index("Tình trạng công khai")] for row in rows} >= {
        "Có mục",
        "Chưa rõ có phát sinh",
    }
    living = [agency_ for agency_ in whole.agencies if not agency_.ended]
    assert len(rows) == sum(len(agency_.cover) for agency_ in living)


@pytest.mark.exhaustive
def test_what_a_sheet_cannot_hold_goes_on_a_further_sheet(monkeypatch):
    whole = judged_agencies.demo(places=True)
    rows = sheets(xlsx_of(whole))["Kết quả"][1:]
    most = len(rows) // 2 + 1
    monkeypatch.setattr(workbook, "MAX_ROWS", most)
    sheet_rows = sheets(xlsx_of(whole))
    parts = [sheet_rows[name][1:] for name in sheet_rows if name.startswith("Kết quả")]
    assert [len(part) for part in parts] == [most, len(rows) - most]
    assert [row for part in parts for row in part] == rows
    monkeypatch.setattr(workbook, "MAX_ROWS", len(rows))
    assert "Kết quả (2)" not in sheets(xlsx_of(whole))


def test_a_place_that_is_not_there_yet_has_no_line():
    whole = judged_agencies.demo(places=True)
    agency_ = next(each for each in whole.agencies if each.id == "phuong-mau-tay")
    (absent,) = (item for item in agency_.findings if item.duty == "OB-16")
    assert agency_.place(absent.lacks[0].spot) == "agencies/phuong-mau-tay/dinh-chinh.yml"


MAKERS = (docx_of, html_of, xlsx_of, to_all)
IN_ANOTHER_PROCESS = f"""
import hashlib
import letters_and_reports as made
from judged_agencies import judged
for name in {[make.__name__ for make in MAKERS]}:
    print(hashlib.sha256(getattr(made, name)(judged())).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_in_every_process_and_at_every_hour(seed):
    """Sets have another order there, and some seconds have passed."""
    done = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.split() == [hashlib.sha256(make(judged())).hexdigest() for make in MAKERS]


@pytest.mark.parametrize("make", [docx_of, xlsx_of, to_all])
def test_no_part_of_an_office_file_has_an_hour(make):
    with zipfile.ZipFile(io.BytesIO(make(judged()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


HOSTILE = [*exported_lists.HOSTILE, "=cmd()|'/c calc'!A1", "dài " * 1200, "W" * 5000]


def hostile(text):
    many = [lack(text, f"2026-{n:03}", text, file="cong-khai.yml") for n in range(8)]
    item = finding(
        "OB-01",
        Status.PARTIAL,
        judgement(text, lack(text), *many),
        title=text,
        citation=text or "x",
        reason=text,
    )
    agency_ = agency(name=text, short_name=text, findings=(item,), extras=(item,))
    place = {
        "ten": text,
        "loai": "tinh",
        "giam_sat": {"ten": text, "dia_chi": text},
        "danh_gia": [{"nghia_vu": "OB-01", "co_quan": "xa-mau", "vai_tro": text, "ghi_chu": text}],
    }
    return judged(agency_, place=place)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_data_stays_text(text):
    whole = hostile(text)
    shown = squeezed(without_unprintable(text))
    assert shown in squeezed(Docx(docx_of(whole)).text)
    page = html_of(whole).decode()
    assert not re.search(r"<script|<b>|<r>", page)
    assert shown in Page(page).text
    sheet_rows = sheets(xlsx_of(whole))
    assert len(sheet_rows["Kết quả"]) == 3


@pytest.mark.parametrize("text", ["=cmd()|'/c calc'!A1", "+1", "-1+1", "@SUM(A1)"])
def test_what_looks_like_a_formula_is_quoted_text(text):
    book = Book(xlsx_of(hostile(text)))
    cells = [cell for cell in book.sheet.iter(f"{MAIN}c") if len(cell) and book.text(cell) == text]
    assert cells
    assert {book.style(cell).get("quotePrefix") for cell in cells} == {"1"}


def test_a_jurisdiction_that_names_nothing_has_a_report_too():
    whole = judged(place={})
    assert "[TÊN CƠ QUAN BAN HÀNH]" in Docx(docx_of(whole)).text
    assert "Tình hình thực hiện Luật Tiếp cận thông tin\n" in Docx(docx_of(whole)).text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_data_stays_text_in_the_letter_to_all_and_in_the_table(text):
    place = {
        "ten": "Tỉnh Mẫu",
        "loai": "tinh",
        "giam_sat": {"ten": text},
        "van_ban": {
            "cong_van_chung": {
                "co_quan": text or "x",
                "chuc_vu_ky": [text],
                "kinh_gui": [text, text],
                "noi_nhan": [text],
            }
        },
    }
    item = finding("OB-02", Status.PARTIAL, judgement(text, lack(text)), reason=text)
    whole = judged(agency(name=text, short_name=text, findings=(item,)), place=place)
    read = Docx(to_all(whole))
    assert squeezed(without_unprintable(text)) in squeezed(read.text)
    table = list(csv.reader(results_csv(whole.in_short(), WORDS).decode("utf-8-sig").splitlines()))
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in table for cell in line)
    assert sheets(results_xlsx(whole.in_short(), WORDS))["Kết quả"]
