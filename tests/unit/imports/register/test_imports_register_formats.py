"""The same register as a file of every kind: the same requests, and no name leaves the child."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from handmade_office_files import ods, ods_row, repacked
from loaded_program import laws_of_today
from old_excel_workbooks import old_book
from register_files import HEADER, MARK, PRIVATE, register

from access_info.imports.register.columns import RECEIVED, ReceptionChannel, Result
from access_info.imports.register.reading import read_register
from access_info.office_files import sandbox

pytestmark = pytest.mark.usefixtures("new_readers")

FRAMEWORK, _ = laws_of_today()
AS_OF = datetime.date(2026, 11, 24)
DAY = datetime.date(2026, 9, 3)
PRIVATELY = dict.fromkeys(PRIVATE, MARK)
FIRST = PRIVATELY | {
    "Số thứ tự": "1", "Ngày nhận": "03/9/2026", "Kênh": "Trực tiếp", "Kết quả": "Từ chối",
    "Căn cứ từ chối": "Theo d27k3", "Ngày trả": "10/9/2026", "Chi phí (đồng)": "12.000",
    "Khiếu nại": "Có",
}  # fmt: skip
SECOND = PRIVATELY | {"Số thứ tự": "2", "Ngày nhận": "04/9/2026", "Kênh": "fax"}
AHEAD = {"Số thứ tự": "3", "Khiếu nại": "Không"}
ROWS = (FIRST, SECOND, AHEAD)


def _cells(rows):
    return [HEADER, *([row.get(title, "") for title in HEADER] for row in rows)]


def _xls(rows):
    return old_book([[cell or None for cell in row] for row in _cells(rows)])


def _ods(rows):
    return ods("".join(map(ods_row, _cells(rows))))


def _csv(rows, *, delimiter=";", encoding="utf-8-sig"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(_cells(rows))
    return text.getvalue().encode(encoding)


KINDS = {
    "so.xls": (_xls, "Sổ"),
    "so.ods": (_ods, "DM"),
    "so.csv": (_csv, ""),
    "so-excel.csv": (lambda rows: _csv(rows, delimiter=",", encoding="utf-16"), ""),
}


def _read(path):
    return read_register(path, framework=FRAMEWORK, as_of=AS_OF)


def _written(path, name, rows):
    path = path / name
    path.write_bytes(KINDS[name][0](rows))
    return path


@pytest.fixture
def lines(monkeypatch):
    """Every line that comes out of a child."""
    out = []
    real = sandbox._parsed
    monkeypatch.setattr(sandbox, "_parsed", lambda line: out.append(line) or real(line))
    return out


@pytest.mark.parametrize("name", KINDS)
def test_a_register_of_every_kind_is_read(tmp_path, name, lines):
    read = _read(_written(tmp_path, name, ROWS))
    assert read.problems == ()
    assert read.sheet == KINDS[name][1]
    first, second = read.requests
    assert (first.line, first.day(RECEIVED), first.channel) == (2, DAY, ReceptionChannel.IN_PERSON)
    assert (first.result, first.ground.key, first.cost) == (Result.REFUSED, "d27k3", 12_000)
    assert (first.complaint, second.channel) == (True, ReceptionChannel.POST)
    (line,) = lines
    assert MARK not in line.decode()


@pytest.mark.parametrize("name", KINDS)
def test_a_mistake_is_placed_in_every_kind(tmp_path, name):
    read = _read(_written(tmp_path, name, [FIRST, SECOND | {"Kênh": "bồ câu"}]))
    (problem,) = read.problems
    assert (problem.code, problem.location.line, problem.location.column) == ("TT724", 3, 3)
    sheet = KINDS[name][1]
    assert problem.message.startswith(f"Ô {sheet}!C3:" if sheet else "Ô C3:")


@pytest.mark.parametrize("name", ["so.xls", "so.ods", "so.csv"])
def test_a_formula_that_failed_is_noticed_in_every_kind(tmp_path, name):
    read = _read(_written(tmp_path, name, [FIRST | {"Hạn trả lời": "#REF!"}]))
    assert [problem.code for problem in read.problems] == ["TT721"]


def test_real_days_of_an_old_book(tmp_path):
    row = [FIRST.get(title) for title in HEADER]
    for title, serial in (("Ngày nhận", 46268.0), ("Ngày trả", 46275.0)):
        row[HEADER.index(title)] = serial
    path = tmp_path / "so.xls"
    path.write_bytes(old_book([HEADER, row]))
    read = _read(path)
    assert read.problems == ()
    assert read.requests[0].day(RECEIVED) == DAY


SLIPPED = ("Số thứ tự", "Ngày nhận", "Kênh", "Loại", "Kết quả", "Căn cứ từ chối", "Chi phí (đồng)")


@pytest.mark.parametrize("name", ["so.xls", "so.ods", "so.csv", "so.xlsx"])
def test_a_name_that_slipped_into_any_column_does_not_leave_the_child(tmp_path, name, lines):
    rows = [FIRST | {title: MARK} for title in SLIPPED]
    is_new = name == "so.xlsx"
    path = register(tmp_path / name, rows) if is_new else _written(tmp_path, name, rows)
    read = _read(path)
    assert {problem.code for problem in read.problems} >= {"TT722", "TT724", "TT725", "TT726"}
    assert MARK not in repr(read)
    (line,) = lines
    assert MARK not in line.decode()
    assert MARK.casefold() not in line.decode().casefold()


def test_hidden_rows_and_columns_are_counted_as_ever(tmp_path):
    """A clerk hides what is done; it happened all the same."""
    path = register(tmp_path / "so.xlsx", [FIRST, SECOND])
    sheet = "xl/worksheets/sheet1.xml"
    content = repacked(
        path.read_bytes(),
        {sheet: lambda part: part.replace(b'<row r="3"', b'<row hidden="1" r="3"')},
    )
    path.write_bytes(content)
    assert len(_read(path).requests) == 2


def test_macros_and_links_of_a_register_are_left_alone(tmp_path):
    """Nothing of them runs, and a clerk's book may well have them."""
    path = register(tmp_path / "so.xlsx", [FIRST])
    parts = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<a/>"}
    path.write_bytes(repacked(path.read_bytes(), parts))
    read = _read(path)
    assert (len(read.requests), read.problems) == (1, ())
