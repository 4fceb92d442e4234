"""Vietnamese order."""

from __future__ import annotations

import pytest

from access_info.pages.rendering.site import index_letter, index_name, sort_key

ORDERED = [
    "A Lưới",
    "An Bình",
    "An Hòa",
    "Ân Thi",
    "Ba Đình",
    "Bà Rịa",
    "Cẩm Giàng",
    "Dầu Tiếng",
    "Duyên Hải",
    "Đa Kao",
    "Đất Đỏ",
    "Em Pai",
    "Ê Đê",
    "Gò Công",
    "Mường Ham",
    "Ô Môn",
    "Ơn Trời",
    "Thoại Sơn",
    "U Minh",
    "Ứng Hòa",
    "Vĩnh Bảo",
    "Xuân Lộc",
    "Yên Bình",
]


def test_dictionary_order():
    shuffled = sorted(ORDERED, key=lambda name: name[::-1])
    assert shuffled != ORDERED
    assert sorted(shuffled, key=sort_key) == ORDERED


def test_tones_order_only_equal_letters():
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(set(words), key=sort_key) == words
    assert sorted(["mạ", "mau"], key=sort_key) == ["mạ", "mau"]


@pytest.mark.parametrize(
    ("name", "short", "letter"),
    [
        ("Ủy ban nhân dân xã An Bình", "An Bình", "A"),
        ("UBND phường Đông Hòa", "Đông Hòa", "Đ"),
        ("Xã Ứng Hòa", "Ứng Hòa", "Ư"),
        ("Sở Tư pháp", "Sở Tư pháp", "S"),
        ("Phường 1", "1", "#"),
        ("Huyện Mẫu Giang", "Mẫu Giang", "M"),
        ("Ủy ban nhân dân thị xã Mẫu", "Mẫu", "M"),
        ("Ủy ban nhân dân tỉnh Mẫu", "tỉnh Mẫu", "T"),
    ],
)
def test_communes_are_listed_under_their_name(name, short, letter):
    assert index_name(name) == short
    assert index_letter(name) == letter
