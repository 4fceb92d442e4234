"""New data in an old text: meaning equal, no comment lost, nothing left to change."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from rewriting_checks import check_rewriting, data_of

from access_info.model.derived import sample_files, starter_files
from access_info.source.rewriting import rewrite_yaml

AGENCIES = Path(__file__).parents[3] / "agencies"


CASES = {
    "a remark of a row that went is not said of the one in its place": (
        """\
muc:
- ma: m1
  ten: một # chờ Sở đồng ý
- ma: m2
  ten: hai
""",
        {"muc": [{"ma": "m9", "ten": "chín"}, {"ma": "m2", "ten": "hai"}]},
        """\
muc:
- ma: "m9"
  ten: "chín"
# chờ Sở đồng ý
- ma: "m2"
  ten: "hai"
""",
    ),
    "beside and above": (
        """\
# Đầu tệp.
ten: "Sở"   # tên đầy đủ
# Loại cơ quan.
loai: so
dau_moi: # hai người
  # Văn phòng
  - don_vi: "A"  # tầng 1
    # email: "…"
  - don_vi: "B"
# Cuối tệp.
""",
        None,
        """\
# Đầu tệp.
ten: "Sở" # tên đầy đủ
# Loại cơ quan.
loai: "so"
dau_moi: # hai người
# Văn phòng
- don_vi: "A" # tầng 1
  # email: "…"
- don_vi: "B"
# Cuối tệp.
""",
    ),
    "keys and rows move": (
        """\
# Đầu tệp.

# Các mục.
muc:
# Mục hai.
- ten: hai
  # Mã của mục hai.
  ma: m2
# Mục một.
- ma: m1  # một
""",
        {"muc": [{"ma": "m1"}, {"ma": "m2", "ten": "hai"}]},
        """\
# Đầu tệp.

# Các mục.
muc:
# Mục một.
- ma: "m1" # một
# Mục hai.
# Mã của mục hai.
- ma: "m2"
  ten: "hai"
""",
    ),
    "a value becomes a block": (
        """\
diem: ["a", "b"]  # hai điểm
quyet_dinh: {so: "1"} # số
ghi_chu: "một"  # một dòng
ten: |  # nhiều dòng
  x # không phải chú thích
  y
""",
        {
            "diem": ["a", "b"],
            "quyet_dinh": {"so": "1"},
            "ghi_chu": "một\nhai",
            "ten": "x # không phải chú thích\ny\n",
        },
        """\
# hai điểm
diem:
- "a"
- "b"
# số
quyet_dinh:
  so: "1"
# một dòng
ghi_chu: |-
  một
  hai
ten: | # nhiều dòng
  x # không phải chú thích
  y
""",
    ),
    "places that are gone": (
        """\
muc:
- ma: m1
  # Tên cũ.
  ten: x # bên tên
  # Số cũ.
  so_ky_hieu: y
# Mục bị bỏ.
- ma: m2
  # Trong mục bị bỏ.
  ten: z
- ma: m3
# Bị bỏ hẳn.
ghi_chu: x
""",
        {"muc": [{"ma": "m1", "don_vi": "A"}, {"ma": "m3"}]},
        """\
muc:
- ma: "m1"
  don_vi: "A"
  # Tên cũ.
  # bên tên
  # Số cũ.
# Mục bị bỏ.
# Trong mục bị bỏ.
- ma: "m3"
# Bị bỏ hẳn.
""",
    ),
    "brackets over several lines": (
        """\
diem: [  # mở
  "a",  # điểm a
  # điểm b
  "b"
  # hết
]  # đóng
ten: x
""",
        None,
        """\
# mở
# đóng
diem:
- "a" # điểm a
# điểm b
- "b"
# hết
ten: "x"
""",
    ),
    "a list that is empty": (
        "muc:\n  # - ma: 2026-001\n  #   ten: x\nghi_chu: x\n",
        {"ghi_chu": "x", "muc": None},
        'ghi_chu: "x"\nmuc:\n  # - ma: 2026-001\n  #   ten: x\n',
    ),
    "a mark that is none": (
        "a: 'x # y'\nb: \"x # y\"  # z # w\nc: x#y\n\"d # e\": >\n  m # n\n",
        None,
        'a: "x # y"\nb: "x # y" # z # w\nc: "x#y"\n"d # e": |\n  m # n\n',
    ),
    "an id is given": (
        "muc:\n- ten: a # a\n# b\n- ten: b\n",
        {"muc": [{"ma": "1", "ten": "a"}, {"ma": "2", "ten": "b"}]},
        'muc:\n- ma: "1"\n  ten: "a" # a\n# b\n- ma: "2"\n  ten: "b"\n',
    ),
    "Windows": (
        "\ufeff# Sở\r\nten: Sở\r\n\r\n# Hết\r\n",
        None,
        '# Sở\nten: "Sở"\n\n# Hết\n',
    ),
    "only comments": ("# một\n\n# hai\n", {}, "# một\n\n# hai\n"),
    "nothing": ("", {}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_rewritten(name):
    text, data, expected = CASES[name]
    data = data_of(text) if data is None else data
    assert rewrite_yaml(text, data) == expected
    assert rewrite_yaml(expected, data) == expected


def test_decomposed_text_is_put_together():
    text = unicodedata.normalize("NFD", "# Sở Tư pháp\nten: x\n")
    assert rewrite_yaml(text, {"ten": "x"}) == '# Sở Tư pháp\nten: "x"\n'


@pytest.mark.parametrize("text", ["a: [", 'a: "x', "a: b\n c: d"])
def test_an_unreadable_text_is_refused(text):
    with pytest.raises(ValueError, match="readable"):
        rewrite_yaml(text, {"a": "x"})


REAL = [
    *[path.read_text(encoding="utf-8") for path in sorted(AGENCIES.rglob("*.yml"))],
    *starter_files("xa").values(),
    *[text for name, text in sample_files().items() if name.endswith(".yml")],
]


@pytest.mark.parametrize("number", range(len(REAL)))
def test_real_files(number):
    check_rewriting(REAL[number], data_of(REAL[number]))
