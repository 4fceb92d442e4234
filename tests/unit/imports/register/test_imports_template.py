"""The empty register: what it offers, that it explains itself, and that it comes back filled."""

from __future__ import annotations

import datetime
import io
import os
import re
import time
import xml.etree.ElementTree as ET
import zipfile

import pytest
from loaded_program import laws_of_today
from python_calamine import CalamineWorkbook
from register_files import MARK, PRIVATE, column_of

from access_info.imports.register.columns import ANSWERS, COLUMNS, KINDS, RESULTS, channels_of
from access_info.imports.register.figures import year_figures
from access_info.imports.register.reading import Grounds, read_register
from access_info.imports.register.template import ROWS, register_template

FRAMEWORK, _ = laws_of_today()
CONTENT = register_template(FRAMEWORK)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = "xl/worksheets/sheet1.xml"


def _parts(content=CONTENT):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _tree(name=SHEET):
    return ET.fromstring(_parts()[name])  # noqa: S314 - our own file


def _sheets():
    book = CalamineWorkbook.from_filelike(io.BytesIO(CONTENT))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _letter(column):
    return chr(65 + COLUMNS.index(column))


def test_the_template_has_the_columns_of_the_register_and_nothing_below():
    sheets = _sheets()
    assert list(sheets) == ["Sổ", "Hướng dẫn"]
    assert sheets["Sổ"] == [[column.title for column in COLUMNS]]
    assert len(COLUMNS) == 20


def test_the_header_stays_in_sight_and_prints_on_every_page():
    tree = _tree()
    pane = tree.find(f".//{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    page = tree.find(f"{MAIN}pageSetup")
    assert (page.get("orientation"), page.get("paperSize"), page.get("fitToHeight")) == (
        *("landscape", "9", "0"),
    )
    assert "Sổ!$1:$1" in _parts()["xl/workbook.xml"].decode().replace("'", "")
    header = tree.find(f"{MAIN}headerFooter/{MAIN}oddHeader").text
    assert header.endswith("SỔ THEO DÕI CUNG CẤP THÔNG TIN THEO YÊU CẦU")


def test_columns_of_days_show_days():
    styles = _tree("xl/styles.xml")
    formats = {
        node.get("numFmtId"): node.get("formatCode") for node in styles.iter(f"{MAIN}numFmt")
    }
    looks = [formats.get(look.get("numFmtId")) for look in styles.find(f"{MAIN}cellXfs")]
    shown = {}
    for col in _tree().iter(f"{MAIN}col"):
        for number in range(int(col.get("min")), int(col.get("max")) + 1):
            shown[COLUMNS[number - 1].name] = looks[int(col.get("style", 0))]
    for column in COLUMNS:
        assert (shown[column.name] == "dd/mm/yyyy") is (column.shape == "day")


def _validations():
    validations = {}
    for rule in _tree().iter(f"{MAIN}dataValidation"):
        first = rule.find(f"{MAIN}formula1").text
        validations[rule.get("sqref")] = (
            rule.get("type"),
            first,
            rule.get("error"),
            rule.get("prompt"),
        )
    return validations


def test_lists_offer_the_words_that_are_understood():
    offered = {
        "Kênh": channels_of(FRAMEWORK),
        "Loại": KINDS,
        "Kết quả": RESULTS,
        "Khiếu nại": ANSWERS,
        "Khởi kiện": ANSWERS,
    }
    rules = _validations()
    for title, words in offered.items():
        letter = _letter(column_of(title))
        kind, source, error, _ = rules[f"{letter}2:{letter}{ROWS + 1}"]
        assert (kind, error) == ("list", "Chọn trong danh sách.")
        assert source == f'"{",".join(words.labels.values())}"'


def test_the_list_of_grounds_is_on_the_guide():
    letter = _letter(column_of("Căn cứ từ chối"))
    kind, source, _, _ = _validations()[f"{letter}2:{letter}{ROWS + 1}"]
    assert kind == "list"
    first, last = map(int, re.fullmatch(r"'Hướng dẫn'!\$A\$(\d+):\$A\$(\d+)", source).groups())
    guide = _sheets()["Hướng dẫn"]
    rows = guide[first - 1 : last]
    assert [row[0] for row in rows] == [ground.label for ground in Grounds(FRAMEWORK).all]
    assert rows[0][:4] == [
        "d27k1 – Thông tin không được tiếp cận",
        "Thông tin không được tiếp cận, hoặc chưa đủ điều kiện tiếp cận",
        "khoản 1 Điều 27",
        "01/2026/QH16",
    ]
    assert rows[-1][2:4] == ["điểm e khoản 1 Điều 28 (chưa xác minh)", "104/2016/QH13"]
    assert len(guide) == last


def test_days_and_money_are_checked_while_typing():
    rules = _validations()
    assert len(rules) == sum(column.shape in {"day", "word", "money"} for column in COLUMNS)
    for column in COLUMNS:
        rule = rules.get(f"{_letter(column)}2:{_letter(column)}{ROWS + 1}")
        if column.shape == "day":
            assert rule[0] == "date"
        elif column.shape == "money":
            assert rule[:2] == ("whole", "0")
        if rule:
            assert column.help.startswith(rule[3].removesuffix("…"))


def test_the_guide_explains_every_column_and_promises_what_holds():
    guide = _sheets()["Hướng dẫn"]
    rows = {row[0]: row[1:] for row in guide if row[1]}
    for column in COLUMNS:
        read = "Có" if column.is_read else "Không"
        assert rows[column.title] == [column.help, column.example, read]
    guide_text = "\n".join(row[0] for row in guide)
    assert "không bao giờ rời khỏi tệp này" in guide_text
    assert "agencies/" in guide_text
    assert not any(column.example for column in COLUMNS if not column.is_read)


def test_words_are_no_longer_than_excel_allows():
    for rule in _tree().iter(f"{MAIN}dataValidation"):
        assert len(rule.get("promptTitle")) <= 32
        assert len(rule.get("prompt")) <= 255
        assert len(rule.get("error")) <= 255


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
def test_the_same_bytes_in_every_time_zone(monkeypatch):
    outputs = set()
    try:
        for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
            monkeypatch.setitem(os.environ, "TZ", zone)
            time.tzset()
            outputs.add(register_template(FRAMEWORK))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert outputs == {CONTENT}


FILLED = [
    ("A", "1"), ("B", 46268), ("C", "Mạng điện tử"), ("G", "Đơn giản"), ("H", 46269),
    ("M", "Từ chối"), ("N", "d27k3 – Thông tin không thuộc trách nhiệm cung cấp của cơ quan"),
    ("O", 46274), ("Q", 12000), ("R", "Có"), ("S", "Không"),
]  # fmt: skip


def _cell(place, value):
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_a_filled_template_becomes_figures(tmp_path):
    """The template itself, with a row as an office program would add it."""
    private = [(_letter(column_of(title)), MARK) for title in PRIVATE]
    cells = "".join(_cell(f"{letter}2", value) for letter, value in sorted(FILLED + private))
    path = tmp_path / "so.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in _parts().items():
            added = f'<row r="2">{cells}</row></sheetData>'.encode()
            file.writestr(
                name, content.replace(b"</sheetData>", added) if name == SHEET else content
            )
    day = datetime.date(2026, 11, 24)
    read = read_register(path, framework=FRAMEWORK, as_of=day)
    assert read.problems == ()
    figures = year_figures(read.requests, year=2026, framework=FRAMEWORK)
    assert figures.received.online == figures.timeliness.on_time == 1
    assert figures.results.refused == {"d27k3": 1}
    assert (figures.timeliness.longest_days, figures.costs, figures.complaints) == (5, 12_000, 1)


def test_an_empty_template_is_a_year_without_requests(tmp_path):
    (tmp_path / "so.xlsx").write_bytes(CONTENT)
    read = read_register(
        tmp_path / "so.xlsx", framework=FRAMEWORK, as_of=datetime.date(2026, 11, 24)
    )
    assert (read.sheet, read.requests, read.problems) == ("Sổ", (), ())
