"""Single values: typed text in, checked value out; nothing guessed."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pydantic
import pytest

from access_info.model import vocabularies
from access_info.model.types import (
    AnyDate,
    Count,
    Date,
    Decimal,
    ItemId,
    Link,
    PartialDate,
    Text,
    YesNo,
    fold,
    is_web_address,
    vn_date,
    vn_partial,
    vn_weekday,
)


def _read(kind, typed):
    return pydantic.TypeAdapter(kind).validate_python(typed)


def _code(kind, typed) -> str:
    with pytest.raises(pydantic.ValidationError) as caught:
        _read(kind, typed)
    [detail] = caught.value.errors()
    return str(detail["type"])


def test_dates():
    assert _read(Date, "2026-09-03") == datetime.date(2026, 9, 3)
    assert _read(Date, " 2028-02-29 ") == datetime.date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["3/9/2026", "2026-9-3", "2026-09", "2026", "2026-09-03T00:00", "26-09-03", "", "hôm nay",
     "２０２６-09-03", "2026-09-03\n2026-09-04", "+2026-09-03", "2026-09-3 "],
)  # fmt: skip
def test_other_forms_of_a_date(typed):
    assert _code(Date, typed) == "TT211"


@pytest.mark.parametrize("typed", ["2025-02-30", "2025-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01"])  # fmt: skip
def test_days_that_no_calendar_has(typed):
    assert _code(Date, typed) == "TT212"
    assert _code(AnyDate, typed) == "TT212"


def test_partial_dates():
    year, month, day = (_read(AnyDate, typed) for typed in ("2026", "2026-09", "2026-09-03"))
    assert [str(date) for date in (year, month, day)] == ["2026", "2026-09", "2026-09-03"]
    assert [date.first for date in (year, month, day)] == [
        datetime.date(2026, 1, 1),
        datetime.date(2026, 9, 1),
        datetime.date(2026, 9, 3),
    ]
    assert [date.exact for date in (year, month)] == [None, None]
    assert day.exact == datetime.date(2026, 9, 3)
    assert day == PartialDate(2026, 9, 3)
    assert len({year, month, day, PartialDate(2026)}) == 3
    assert [vn_partial(date) for date in (year, month, day)] == [
        "năm 2026",
        "tháng 9/2026",
        "03/9/2026",
    ]


@pytest.mark.parametrize(
    "typed", ["2026-9", "9-2026", "2026/09", "9/2026", "tháng 9", "26", "2026-"]
)
def test_other_forms_of_a_partial_date(typed):
    assert _code(AnyDate, typed) == "TT211"


@pytest.mark.parametrize("typed", ["2026-00", "2026-13", "0000"])
def test_months_that_no_calendar_has(typed):
    assert _code(AnyDate, typed) == "TT212"


def test_days_in_words():
    assert vn_date(datetime.date(2026, 2, 1)) == "01/02/2026"
    assert vn_date(datetime.date(2026, 12, 31)) == "31/12/2026"
    assert [vn_weekday(datetime.date(2026, 11, day)) for day in (22, 23)] == ["Chủ nhật", "thứ Hai"]


def test_counts():
    assert [_read(Count, typed) for typed in ("0", "12", " 7 ", "007", "999999999999")] == [
        0, 12, 7, 7, 999999999999,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "-1",
        "+1",
        "1.200",
        "1,5",
        "1 200",
        "12 lượt",
        "",
        "mười",
        "0x10",
        "1e3",
        "１２",
        "1" * 13,
        "٣",
    ],
)
def test_no_counts(typed):
    assert _code(Count, typed) == "TT213"


def test_decimals():
    assert [_read(Decimal, typed) for typed in ("4", "4,5", "4.5", "0,125")] == [4, 4.5, 4.5, 0.125]
    for typed in ("-4", "4,", ",5", "1.200,5", "khoảng 4", "4 ngày", "nan", "inf", ""):
        assert _code(Decimal, typed) == "TT218"


def test_yes_and_no():
    assert all(_read(YesNo, typed) is True for typed in ("có", "Có", "CÓ", "co", "x", "true", "1"))
    assert all(_read(YesNo, typed) is False for typed in ("không", "Không", "khong", "no", "0"))
    for typed in ("tùy", "", "có thể", "2"):
        assert _code(YesNo, typed) == "TT214"


def test_text_keeps_what_was_typed():
    for typed in ("0243", "7:30", "no", "1.10", "2025-02-30", "null", "~", "0o17", "1_000"):
        assert _read(Text, typed) == typed
    assert _read(Text, "  hai đầu ") == "hai đầu"
    assert _code(Text, "x" * 5001) == "TT207"
    assert _code(Text, ["a"]) == _code(Text, {"a": "b"}) == _code(Text, None) == "TT205"


def test_ids():
    for typed in ("2026-001", "a", "QĐ.12/2026_x", "2026-ấp"):
        assert _read(ItemId, typed) == typed
    for typed in ("2026 001", "-1", ".a", "a#b", "a?b", "“a”", "../a", "a" * 81, "a\tb", "*"):
        assert _code(ItemId, typed) == "TT216"
    assert _read(ItemId, "") == _read(ItemId, None) == ""  # told by the checks, with an id to paste


def test_links():
    for typed in (
        "https://mau.example/a?b=c", "http://mau.example", "mailto:a@mau.example", "tel:0298", "Số 1 đường Mẫu",
        "Điện thoại: 0298 3812 345", "localhost:8000/a", "1.116556", "mau.example/a",
    ):  # fmt: skip
        assert _read(Link, typed) == typed
    for typed in (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "ftp://mau.example", " javascript:alert(1)",
    ):  # fmt: skip
        assert _code(Link, typed) == "TT217"


@pytest.mark.parametrize(
    "typed",
    ["java\tscript:alert(1)", "java\nscript:alert(1)", "javascript :alert(1)", "\x01javascript:alert(1)",
     "https://a b", 'https://"onload=', "https:/mau.example", "//mau.example", "", "HTTPS:mau"],
)  # fmt: skip
def test_only_whole_web_addresses_become_links(typed):
    assert not is_web_address(typed)


def test_folding():
    assert fold("Đặc  khu Hòn-Mấu") == "dac-khu-hon-mau"
    assert fold("ĐẠI ÚY") == "dai-uy"


VOCABULARIES = {
    "AgencyType": vocabularies.AGENCY_TYPES,
    "UnitField": vocabularies.UNIT_FIELDS,
    "JurisdictionType": vocabularies.JURISDICTION_TYPES,
    "ItemStatus": vocabularies.ITEM_STATUSES,
    "TimeUnit": vocabularies.TIME_UNITS,
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_value_of_a_list_may_be_typed_as_people_write(name):
    kind = getattr(vocabularies, name)
    for value, label in VOCABULARIES[name].items():
        for typed in (value, value.upper(), value.replace("-", " "), label, label.upper()):
            assert _read(kind, typed) == value
    assert _code(kind, "không có") == _code(kind, "") == "TT215"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_two_values_of_a_list_fold_to_the_same(name):
    choices = VOCABULARIES[name]
    typed = [(fold(text), value) for value, label in choices.items() for text in (value, label)]
    assert len(dict(typed)) == len(set(typed))


def test_every_label_is_vietnamese_nfc():
    source = Path(vocabularies.__file__).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", source)
