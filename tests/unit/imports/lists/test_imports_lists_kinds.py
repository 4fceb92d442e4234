"""Words over a list → the kinds of list that they speak of, in every spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from access_info.imports.lists.kinds import (
    CLOSED,
    CONDITIONAL,
    PUBLIC,
    TitleFollower,
    annexes_named,
    kind_of_label,
    kinds_in,
    kinds_named,
    kinds_of_name,
    kinds_of_part,
)
from access_info.model.types import fold

TITLES = {
    "PHỤ LỤC III – DANH MỤC THÔNG TIN CÔNG DÂN KHÔNG ĐƯỢC TIẾP CẬN": {CLOSED},
    "DANH MUC THONG TIN KHONG DUOC TIEP CAN": {CLOSED},
    "Danh mục thông tin công dân được tiếp cận có điều kiện": {CONDITIONAL},
    "Danh mục thông tin phải được công khai": {PUBLIC},
    "Danh mục thông tin phải được công khai và thông tin không được tiếp cận": {CLOSED, PUBLIC},
    "Danh mục thông tin phải được công khai (trừ thông tin không được tiếp cận)": {PUBLIC},
    "Danh mục thông tin công khai, trừ các thông tin công dân không được tiếp cận, tiếp cận có điều kiện": {
        PUBLIC
    },
    "Danh mục thông tin không công khai": {CLOSED},
    "Danh mục thông tin không cung cấp cho công dân": {CLOSED},
    "Danh mục thông tin chưa được công khai": {CLOSED},
    "Danh mục bí mật nhà nước": {CLOSED},
    "Lĩnh vực bảo vệ bí mật nhà nước": set(),
    "DANH MỤC THÔNG TIN PHẢI CÔNG KHAI theo Luật Bảo vệ bí mật nhà nước": {PUBLIC},
    "THÔNG TIN LIÊN QUAN ĐẾN BÍ MẬT KINH DOANH": {CLOSED},
    "Thông tin tiếp cận có điều kiện: bí mật kinh doanh, bí mật đời tư": {CONDITIONAL},
    "DANH MỤC TÀI LIỆU MẬT": {CLOSED},
    "DANH MUC TAI LIEU MAT": {CLOSED},
    "Danh mục giải phóng mặt bằng": set(),
    "DANH MỤC THÔNG TIN KHÔGN ĐƯỢC TIẾP CẬN": {CLOSED},
    "DANH MỤC THÔNG TIN KHÔNG ĐƯC TIẾP CẬNG": {CLOSED},
    "KHÔNGĐƯỢC TIẾPCẬN": {CLOSED},
    "D A N H M Ụ C  K H Ô N G  Đ Ư Ợ C  T I Ế P  C Ậ N": {CLOSED},
    "Danh mục thông tin công dân được tiếp cận": set(),
    "Ngành nghề đầu tư kinh doanh có điều kiện": set(),
    "Lịch tiếp công dân": set(),
    "Thông tin về thủ tục hành chính": set(),
    "Danh mục thông tin không thuộc bí mật nhà nước phải công khai": {PUBLIC},
    "Danh mục thông tin công dân KHÔNG ĐƯỢC\nTIẾP CẬN": {CLOSED},
    "DANH MỤC THÔNG TIN KHÔNG – ĐƯỢC TIẾP CẬN": {CLOSED},
    "Danh mục thông tin đã được giải mật bí mật nhà nước": set(),
    "Tài liệu lưu hành nội bộ": {CLOSED},
    "Quy chế chi tiêu nội bộ": set(),
    "Danh mục thông tin phải công khai thực hiện Điều 15 về thông tin không được tiếp cận": {
        PUBLIC
    },
    "Danh mục thông tin hạn chế tiếp cận": {CLOSED},
    "Danh mục thông tin ko dc tiếp cận": {CLOSED},
    "Công khai dự toán ngân sách": set(),
    "Danh mục thông tin không phải công khai": {CLOSED},
    "DANH MỤC THÔNG TIN CUNG CẤP THEO YÊU CẦU": set(),
    "Danh mục thông tin phải công khai, thông tin tiếp cận có điều kiện, thông tin không được tiếp cận": {
        CLOSED,
        CONDITIONAL,
        PUBLIC,
    },
    "Danh mục thông tin không thuộc danh mục không được tiếp cận": set(),
    "Danh mục thông tin lưu trữ không được tiếp cận": {CLOSED},
    "Danh mục thông tin trừ thông tin mật": set(),
    "Thông tin niêm yết tại trụ sở không được tiếp cận": {CLOSED},
}
NAMES = {
    "PL3 Khong cung cap": {CLOSED},
    "PL1 Cong khai": {PUBLIC},
    "Có ĐK": {CONDITIONAL},
    "CĐK": {CONDITIONAL},
    "KTC": {CLOSED},
    "Phòng Kinh tế": set(),
    "DM": set(),
    "Danh mục": set(),
    "KhongDuocTiepCan": {CLOSED},
    "3. TT KHÔNG ĐƯỢC TIẾP CẬN": {CLOSED},
    "TT khong duoc TCTT": {CLOSED},
    "Bi mat NN": {CLOSED},
    "Mật": {CLOSED},
    "Sheet1": set(),
    "CK, CĐK": {CONDITIONAL, PUBLIC},
    "co_dieu_kien": {CONDITIONAL},
    "PL2-Co dieu kien": {CONDITIONAL},
    "Nội bộ": {CLOSED},
    "Mặt bằng": set(),
    "Tổng hợp": set(),
    "danh-muc-khong-duoc-tiep-can": {CLOSED},
    "danh-muc-cong-khai-2026": {PUBLIC},
    "Không được TC": {CLOSED},
    "Ko tiep can": {CLOSED},
    "Công khai": {PUBLIC},
    "Văn phòng": set(),
    "PL III": set(),
    "danh-muc": set(),
    "Thống kê": set(),
    "co-dieu-kien": {CONDITIONAL},
    "Công khai và không TC": {CLOSED, PUBLIC},
}
LABELS = {
    "Công khai rộng rãi": PUBLIC,
    "Tiếp cận có điều kiện": CONDITIONAL,
    "Không được tiếp cận": CLOSED,
    "Công khai": PUBLIC,
    "Hình thức công khai": None,
    "Thời điểm công khai": None,
    "Có điều kiện": CONDITIONAL,
    "Không tiếp cận": CLOSED,
    "Không công khai": CLOSED,
    "Điều kiện": None,
    "Bí mật": CLOSED,
    "Mật": CLOSED,
    "Được công khai": PUBLIC,
    "Thông tin phải công khai": PUBLIC,
    "Ghi chú": None,
    "Phải công khai": PUBLIC,
    "Mặt bằng": None,
    "Tên thông tin": None,
    "Được tiếp cận có điều kiện": CONDITIONAL,
    "Không cung cấp": CLOSED,
    "Không được công khai": CLOSED,
    "Ngày công khai": None,
    "Không công khai (đánh x)": CLOSED,
}
PIECES = st.sampled_from(
    ("danh mục", "THÔNG TIN", "không", "được", "tiếp cận", "công khai", "có điều kiện", "trừ", "bí mật",
     "PHỤ LỤC III", "Điều 8.", "(", ")", ";", ",", "1.", "x", "kèm theo", "\n", "-")
)  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_titles(title):
    assert kinds_in(title) == TITLES[title]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_sheets_and_files(name):
    assert kinds_of_name(name) == NAMES[name]


@pytest.mark.parametrize("label", LABELS)
def test_labels_of_columns(label):
    assert kind_of_label(label) == LABELS[label]


@pytest.mark.parametrize("title", [title for title, kinds in TITLES.items() if kinds == {CLOSED}])
def test_a_closed_title_is_closed_in_every_spelling(title):
    bare = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
    for typed in (
        unicodedata.normalize("NFD", title),
        title.upper(),
        title.lower(),
        f"  {title}  .",
        "".join(char for char in bare if not unicodedata.combining(char)),
    ):
        assert kinds_in(typed) == {CLOSED}, typed


@given(st.lists(PIECES, max_size=14).map(" ".join))
@example("PHỤ LỤC III danh mục công khai \n PHỤ LỤC III \n không")
def test_any_words_can_be_judged(words):
    assert kinds_of_part(words) <= {CLOSED, CONDITIONAL, PUBLIC}
    assert kinds_of_name(words) <= {CLOSED, CONDITIONAL, PUBLIC}
    assert kind_of_label(words) in {CLOSED, CONDITIONAL, PUBLIC, None}
    assert kinds_in(words) == kinds_in(unicodedata.normalize("NFD", words))
    titles = TitleFollower()
    titles.see(words.split("\n"))
    # A heading of an annex that is repeated within a title is left out of it.
    typed = iter(fold(words).split("-"))
    assert all(word in typed for word in fold(titles.current.text).split("-") if word)
    assert kinds_named([words]) <= kinds_in(words) | {CLOSED, CONDITIONAL, PUBLIC}


@given(st.text(max_size=80))
def test_any_text_can_be_judged(text):
    assert kinds_in(text) <= {CLOSED, CONDITIONAL, PUBLIC}
    titles = TitleFollower()
    titles.see([text])
    assert set(annexes_named([text]).values()) <= {
        frozenset({titles}) for titles in (CLOSED, CONDITIONAL, PUBLIC)
    }


def test_what_a_decision_says_of_its_annexes():
    text = (
        "Điều 1. Ban hành Danh mục thông tin phải được công khai (Phụ lục I), Danh mục thông tin tiếp cận có "
        "điều kiện (Phụ lục II) và Danh mục thông tin không được tiếp cận (Phụ lục III)."
    )
    assert annexes_named([text]) == {"i": {PUBLIC}, "ii": {CONDITIONAL}, "iii": {CLOSED}}
