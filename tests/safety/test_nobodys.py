"""Amounts, streets, communes and schools that look like a person's number, home or name."""

from __future__ import annotations

import pytest

from access_info.checks.safety.detect import detect
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.standing import names_alone

PEOPLES = "thống kê hộ, khẩu theo dân tộc\nThôn\nSố hộ\nKinh\nXơ Đăng"
PRICES = "BẢNG GIÁ ĐẤT Ở TẠI ĐÔ THỊ\nTên đường\nTừ\nĐến\nVT1\nVT2\nVõ Thử Mẫu\nChâu Thị Mẫu\ncầu Mẫu\n38.500\n23.100"


def codes_in(text):
    return {detection.code for detection in detect(text, TextPlace.BODY)}


@pytest.mark.parametrize("amount", ["335.500.000", "912.345.000"])
def test_a_nought_by_itself_before_an_amount_is_no_telephone(amount):
    assert codes_in(f"Trần Thị Mẫu 18.700.000 0 {amount}") == set()
    assert "TT614" in codes_in(f"Trần Thị Mẫu, điện thoại: 0 {amount}")


@pytest.mark.parametrize(
    "prices",
    [
        PRICES,
        f"{PRICES}\nHẻm 61 Trương Thử Mẫu\n8.200\n4.920",
        "Giá đất: Nguyễn Văn Mẫu | số 12 đường Trần Thị Thử đến hết tuyến | VT1: 8.200 | VT2: 4.920",
        "Bảng giá đất: đoạn từ nhà ông Nguyễn Văn Mẫu đến hết nhà bà Trần Thị Thử, vị trí 1: 420",
    ],
)
def test_a_list_of_prices_of_land_tells_of_nobodys_home(prices):
    assert "TT619" not in codes_in(prices)


def test_a_home_stays_withheld_in_a_list_of_prices():
    assert "TT619" in codes_in(
        "Bảng giá đất, VT1, VT2: ông Nguyễn Văn Mẫu, thường trú số 12 đường Mẫu"
    )


@pytest.mark.parametrize(
    "place", ["XÃ DỤC NÔNG", "PHƯỜNG MẪU HOÀNG", "THÔN ĐỨC LƯƠNG", "XÃ MẪU LÊ LỢI"]
)
def test_a_commune_in_capitals_is_nobody(place):
    assert codes_in(f"UBND {place} - {PEOPLES}") == set()


def test_whoever_is_named_in_capitals_behind_an_office_is_somebody():
    assert "TT623" in codes_in("UBND XÃ MẪU NGUYỄN VĂN THỬ - hộ nghèo")


@pytest.mark.parametrize(
    "school", ["Trường mang tên Nơ Trang Mẫu", "Trường THPT vinh dự được mang tên Võ Thử Mẫu"]
)
def test_a_school_that_bears_a_name_is_nobody(school):
    assert not names_alone(f"{school}, trước là trường số 2")


@pytest.mark.parametrize(
    "owned", ["Sổ đỏ mang tên", "Hồ sơ ở trường, thẻ mang tên", "Người mang tên"]
)
def test_whose_name_a_paper_bears_is_somebody(owned):
    assert names_alone(f"{owned} Võ Thử Mẫu")


@pytest.mark.parametrize(
    "result",
    [
        "9 | SBD 0217 | Đỗ Thị Thử | 25/11/2086 | vị trí văn thư | 78,5 | trúng tuyển",
        "Kết quả thi tuyển công chức: Đỗ Thị Thử, sinh 25/11/2086, không trúng tuyển",
    ],
)
def test_a_posted_result_is_warned_of(result):
    assert codes_in(result) == {"TT628"}


@pytest.mark.parametrize(
    "row",
    [
        "9 | Đỗ Thị Thử | 25/11/2086 | lớp 6A | trúng tuyển, số báo danh 17",
        "Họ tên: Đỗ Thị Thử\nNgày sinh: 25/11/2086\nVị trí việc làm: văn thư\nKết quả: trúng tuyển",
    ],
)
def test_pupils_and_rows_of_a_list_are_not_results_of_recruits(row):
    assert "TT618" in codes_in(row)


def test_a_signature_of_whoever_works_in_an_office_is_warned_of():
    assert codes_in("Bản scan còn chữ ký sống của chị Mẫu kế toán") == {"TT628"}


@pytest.mark.parametrize(
    "signature",
    [
        "Mẫu chữ ký của chị Trần Thị Mẫu, kế toán",
        "Bản scan chữ ký sống của bà Trần Thị Mẫu, người dân thôn 3",
        "Chữ ký và con dấu chức danh của chị Mẫu kế toán",
    ],
)
def test_specimens_stamps_and_private_signatures_are_not(signature):
    assert "TT633" in codes_in(signature)
