"""Registers the way clerks keep them: days typed in many ways, columns moved, rows left empty."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded_program import laws_of_today
from register_files import HEADER, MARK, column_of, register

from access_info.imports.register.columns import (
    COLUMNS,
    KINDS,
    RECEIVED,
    RESULTS,
    ReceptionChannel,
    Result,
    channels_of,
)
from access_info.imports.register.extraction import day_of, money_of, number_of
from access_info.imports.register.reading import Grounds, read_register
from access_info.imports.register.table import MAX_COST
from access_info.legal.framework import load_framework
from access_info.office_files.limits import MAX_ROWS

FRAMEWORK, _ = laws_of_today()
AS_OF = datetime.date(2026, 11, 24)
DAY = datetime.date(2026, 9, 3)
PENDING = {"STT": 1, "Ngày nhận": "2026-09-03", "Kênh": "Trực tiếp"}


def _read(path):
    return read_register(path, framework=FRAMEWORK, as_of=AS_OF)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "so.xlsx"


WAYS = [
    DAY,
    datetime.datetime(2026, 9, 3, 14, 5),  # noqa: DTZ001 - sheets have no zone
    46268,
    46268.6,
    "03/9/2026",
    "'03/09/2026",
    "3/9/2026",
    "03-09-2026",
    "3.9.2026",
    " 03 / 9 / 2026 ",
    "'2026-09-03",
    "2026-9-3",
    "2026-09-03T08:30:00",
    "2026-09-03 08:30:00.000",
    "03/9/2026 14:05",
    "03/9/2026, 14h05",
    "14:05 03/9/2026",
    "14h, ngày 03/9/2026",
    "14 giờ 05 phút ngày 03/9/2026",
]


def test_a_day_is_the_same_day_in_every_spelling(path):
    rows = [PENDING | {"STT": number, "Ngày nhận": way} for number, way in enumerate(WAYS, 1)]
    read = _read(register(path, rows))
    assert read.problems == ()
    assert [request.day(RECEIVED) for request in read.requests] == [DAY] * len(WAYS)


def test_days_of_a_book_that_counts_from_1904(path):
    rows = [PENDING | {"STT": n, "Ngày nhận": way} for n, way in enumerate((DAY, 46268 - 1462), 1)]
    read = _read(register(path, rows, date_1904=True))
    assert [request.day(RECEIVED) for request in read.requests] == [DAY, DAY]


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)))
def test_every_day_is_read_in_every_way(day):
    serial = float((day - datetime.date(1899, 12, 30)).days)
    texts = (f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}")
    for way in (day, serial, *texts):
        assert day_of(way, date_1904=False) == day


@pytest.mark.parametrize(
    "value",
    [
        *("", "x", "9/2026", "2026", "31/9/2026", "29/02/2025", "2025-02-29", "9/25/2026"),
        *("03/9/26", "03/9-2026", "0/9/2026", "03/9/2026 và 04/9/2026", "03/9/1999", "1/1/2200"),
        *("²/9/2026", "٣/9/2026", "1" * 5_000, "3/9/" + "2" * 5_000),
        *(0.0, 12.0, 2026.0, -1.0, 36525.0, 109_575.0, 1e300, float("inf"), float("nan")),
        *(datetime.date(1900, 1, 12), datetime.date(2200, 1, 1)),
    ],
)
def test_what_is_no_day(value):
    assert day_of(value, date_1904=False) is None


@given(st.text() | st.floats() | st.dates())
def test_no_cell_can_make_reading_fail(value):
    day = day_of(value, date_1904=False)
    assert day is None or 2000 <= day.year <= 2199
    cost = money_of(value)
    assert cost is None or 0 <= cost <= MAX_COST
    assert number_of(value) == number_of(value).strip()


@pytest.mark.parametrize(
    ("value", "cost"),
    [
        *((0.0, 0), (12_000.0, 12_000), ("12000", 12_000), (float(MAX_COST), MAX_COST)),
        *(("12.000", 12_000), ("12,000 đ", 12_000), (" 1 200 000 VNĐ ", 1_200_000)),
        *(("12000đồng", 12_000), ("1.234.567", 1_234_567)),
        *((-1.0, None), (0.5, None), (MAX_COST + 1.0, None), ("mười", None)),
        *(("12.00", None), ("12.0000", None), ("-5", None), ("5 trang", None), ("1,5", None)),
        *(("9" * 4_999, None), (datetime.date(2026, 9, 3), None), (float("nan"), None)),
    ],
)
def test_money(value, cost):
    assert money_of(value) == cost


def test_costs_of_a_full_register_are_a_count_of_twelve_digits():
    assert MAX_COST * MAX_ROWS < 10**12


@pytest.mark.parametrize(
    ("first", "other", "same"),
    [
        (1, "1", True),
        (1.0, " 01 ", True),
        ("12/2026", "12/2026 ", True),
        ("A1", "a1", True),
        ("0", 0, True),
        ("00", 0, True),
        ("1a", 1, False),
        (10, 1, False),
        (1.5, 1, False),
    ],
)
def test_numbers_of_order(first, other, same):
    assert (number_of(first) == number_of(other)) is same


def _odd(title):
    return f"  {title.upper()} \n"


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        tuple(reversed(HEADER)),
        tuple(map(_odd, HEADER)),
        tuple(column.short for column in COLUMNS),
        tuple(column.also[-1] if column.also else column.title for column in COLUMNS),
        (*HEADER, "Số điện thoại", "Ngày sinh"),
        ("Mã nội bộ", *HEADER),
        tuple(column.title for column in COLUMNS if column.is_read),
    ],
    ids=["as it is", "reversed", "capitals", "short", "other words", "more", "shifted", "bare"],
)
def test_columns_are_recognised_by_their_headings(path, header):
    row = PENDING | {
        "Kết quả": "Từ chối", "Căn cứ từ chối": "d27k3", "Ngày trả": "2026-09-10",
        "Chi phí": 12_000, "Khiếu nại": "Có",
    }  # fmt: skip
    read = _read(register(path, [row], header=header, top=3))
    assert read.problems == ()
    (request,) = read.requests
    assert (request.result, request.ground.key, request.cost) == (Result.REFUSED, "d27k3", 12_000)
    assert (request.complaint, request.lawsuit, request.line) == (True, False, 5)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_heading_without_accents_is_the_same(column):
    bare = {"đ": "d", "Đ": "D"}
    folded = "".join(bare.get(char, char) for char in column.title)
    assert column_of(folded.lower()) is column
    assert column_of(column.title + " (1)") is column


def test_a_heading_that_is_no_text_is_none():
    assert [column_of(value) for value in ("", 3.0, None, "Ghi gì đó")] == [None] * 4


def test_no_two_columns_share_a_heading():
    words = [text for column in COLUMNS for text in (column.title, *column.also)]
    assert [column_of(text).name for text in words] == [
        column.name for column in COLUMNS for _ in (column.title, *column.also)
    ]


def test_rows_that_say_nothing_are_skipped(path):
    blank = {"Ghi chú": "", "Người yêu cầu": "  ", "Nội dung": "\u00a0"}
    quiet = dict.fromkeys(("Đại diện", "Đơn vị xử lý", "Hình thức"), "")
    ahead = blank | quiet | {"STT": 3, "Khiếu nại": "Không", "Khởi kiện": "không"}
    read = _read(register(path, [PENDING, {}, ahead, {}, PENDING | {"STT": 2}, {}]))
    assert read.problems == ()
    assert [request.line for request in read.requests] == [2, 6]


def test_a_row_with_a_name_alone_is_not_skipped(path):
    assert [problem.code for problem in _read(register(path, [{"STT": 1}])).problems] == [
        "TT731",
        "TT732",
    ]


def test_hidden_sheets_are_no_part_of_the_register(path):
    names = ["Bản cũ", "Sổ"]
    read = _read(register(path, [PENDING], sheets=names, hidden=["Bản cũ"]))
    assert (read.sheet, len(read.requests), read.problems) == ("Sổ", 1, ())


def test_nothing_typed_about_people_stays(path):
    rows = [PENDING | {"STT": MARK}, PENDING | {"Căn cứ từ chối": MARK, "Kênh": MARK}]
    read = _read(register(path, rows))
    assert [problem.code for problem in read.problems] == ["TT724", "TT725", "TT741"]
    assert MARK not in repr(read)


@pytest.mark.parametrize("choices", [KINDS, RESULTS, channels_of(FRAMEWORK)])
def test_what_the_lists_offer_is_understood(choices):
    for key, label in choices.labels.items():
        assert choices.find(label) == key
        assert choices.find(f" {label.upper()} ") == key
        assert choices.near(label[:-1]) == label
    assert choices.find("gì đó") is None
    assert (choices.find(3.0), choices.near(3.0), choices.near("?")) == (None, "", "")


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("Qua dịch vụ bưu chính, fax", ReceptionChannel.POST),
        ("fax", ReceptionChannel.POST),
        ("Trực tiếp hoặc ủy quyền cho người khác đến trụ sở", ReceptionChannel.IN_PERSON),
        ("Cổng Dịch vụ công quốc gia", ReceptionChannel.ONLINE),
        ("THU DIEN TU", ReceptionChannel.ONLINE),
    ],
)
def test_channels_are_known_by_the_words_of_the_law(words, channel):
    assert channels_of(FRAMEWORK).find(words) == channel


def test_every_channel_of_every_law_is_among_ours():
    for pack in FRAMEWORK.packs:
        for ours in pack.channels:
            assert sum(channel.means(ours.id) for channel in ReceptionChannel) == 1


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *(("d27k3", "d27k3"), ("D27K3", "d27k3"), ("Theo d27k3.", "d27k3")),
        *(("l01-d27k3", "d27k3"), ("d27k3 (l01-d27k3)", "d27k3")),
        *(("d28k1d", "d28k1d"), ("d28k1đ", "d28k1đ"), ("l104-d28k1đ", "d28k1đ")),
        *(("d27k1, d27k3", None), ("d27", None), ("khoản 3 Điều 27", None), (27.0, None)),
    ],
)
def test_grounds_are_known_by_their_ids(typed, key):
    ground = Grounds(FRAMEWORK).find(typed, FRAMEWORK.packs[-1])
    assert (ground.key if ground else None) == key


def test_every_ground_that_the_list_offers_is_understood():
    grounds = Grounds(FRAMEWORK)
    assert len(grounds.all) == 12
    for ground in grounds.all:
        assert grounds.find(ground.label, None) is ground
        assert ground.label.startswith(f"{ground.key} – ")


LAW = """
ma: l05
so: "05/2030/QH17"
ten: "Luật Tiếp cận thông tin"
hieu_luc_tu: "2030-01-01"
thay_the: l01
can_cu_thay_the: "Điều 40"
da_kiem_chung: không
tu_choi:
  - {ma: d27k3, ten: "Không thuộc trách nhiệm", can_cu: "khoản 3 Điều 27", da_kiem_chung: không}
"""


def test_grounds_of_two_laws_that_share_an_id(tmp_path):
    (tmp_path / "luat-05-2030.yml").write_text(LAW, encoding="utf-8")
    framework, problems = load_framework(tmp_path)
    assert problems == []
    grounds = Grounds(framework)
    older, newer = framework.pack("l01"), framework.pack("l05")
    assert grounds.find("d27k3", older).key == "d27k3"
    assert grounds.find("d27k3", newer).key == "l05-d27k3"
    assert grounds.find("l05-d27k3 – Không thuộc trách nhiệm", older).key == "l05-d27k3"
    assert framework.refusal_ground("l05-d27k3")[0] is newer
