"""New data in an old text: meaning equal, no comment lost, nothing left to change."""

from __future__ import annotations

import collections
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from access_info.model.sample import sample_files, starter_files
from access_info.source import dump_yaml, parse_yaml, rewrite_yaml
from access_info.source.comments import read_comments

AGENCIES = Path(__file__).parents[2] / "agencies"


def _data(text: str):
    document = parse_yaml(text.encode(), path="/a/tệp.yml")
    assert document.problems == []
    return document.data


def _comments(text: str) -> collections.Counter[str]:
    read = read_comments(text)
    texts = [comment.text for comment in read.comments]
    return collections.Counter([*texts, *filter(None, [*read.head, *read.foot])])


CASES = {
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
    data = _data(text) if data is None else data
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
    _check(REAL[number], _data(REAL[number]))


def _check(text: str, data) -> None:
    written = rewrite_yaml(text, data)
    document = parse_yaml(written.encode(), path="/a/tệp.yml")
    assert document.problems == []
    assert document.data == data
    assert list(_keys(document.data)) == list(_keys(data))
    assert _comments(written) == _comments(text)
    assert rewrite_yaml(written, data) == written


def _keys(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)


WORD = st.sampled_from(
    ["a", "x # y", "một\nhai", "một\nhai\n", "", "#", "[a]", "k\n\n", "no", "'", '"']
)
KEY = st.sampled_from(["ma", "ten", "muc", "k # k", "diem", "d", "k" * 130])
VALUE = st.recursive(
    st.none() | WORD,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEY, inner, max_size=4)
        | st.lists(st.fixed_dictionaries({"ma": st.sampled_from("1234")}, optional={"ten": inner}), max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip
DATA = st.dictionaries(KEY, VALUE, max_size=5)


@st.composite
def commented(draw) -> str:
    """A text in one of the ways people write, with comments put in wherever YAML allows."""
    data = draw(DATA)
    text = _typed(data, draw) if data else ""
    data = parse_yaml(text.encode(), path="/a").data
    lines = text.split("\n")[:-1]
    for number in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines)))
        comment = f"# {number}" + draw(st.sampled_from(["", " # x", ' "', ": y", " - z"]))
        if at < len(lines) and draw(st.booleans()):
            tried = [*lines[:at], f"{lines[at]} {comment}", *lines[at + 1 :]]
        else:
            line = " " * draw(st.integers(0, 6)) + comment
            blank = [""] * draw(st.integers(0, 1))
            tried = [*lines[:at], *blank, line, *draw(st.sampled_from([[], [""]])), *lines[at:]]
        document = parse_yaml("\n".join([*tried, ""]).encode(), path="/a")
        if document.readable and document.data == data:
            lines = tried
    return "\n".join([*lines, ""])


def _typed(value, draw, indent: int = 0) -> str:
    """A group as a person might type it, in block or in brackets."""
    space = " " * indent
    if isinstance(value, dict) and value:
        rows = [(f"{space}{dump_yaml({key: None}).strip()}" if len(key) < 100 else f"{space}? {key}\n{space}:", item) for key, item in value.items()]  # fmt: skip
    elif isinstance(value, list) and value:
        rows = [(f"{space}-", item) for item in value]
    else:
        raise AssertionError(value)
    text = ""
    for head, item in rows:
        if isinstance(item, dict | list) and item and draw(st.booleans()):
            text += f"{head}\n{_typed(item, draw, indent + draw(st.integers(1, 4)))}"
        elif isinstance(item, dict | list):
            text += f"{head} {_in_brackets(item, draw)}\n"
        elif item is None:
            text += f"{head}\n"
        else:
            text += f"{head} {_quoted(item)}\n"
    return text


def _in_brackets(value, draw) -> str:
    gap = draw(st.sampled_from([" ", "\n          "]))
    if isinstance(value, list):
        return f"[{gap}" + f",{gap}".join(_in_brackets(item, draw) for item in value) + f"{gap}]"
    if isinstance(value, dict):
        pairs = [f"{_quoted(key)}: {_in_brackets(item, draw)}" for key, item in value.items()]
        return f"{{{gap}" + f",{gap}".join(pairs) + f"{gap}}}"
    return "null-" if value is None else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@given(commented(), DATA)
@settings(max_examples=150)
@example("a:\n  # x\nb:\n", {"b": "1", "a": "một\nhai"})
@example("# a\n\n# b\na: x\n", {"b": "", "a": "x"})
def test_any_comments_with_any_other_data(text, data):
    _check(text, data)


@given(commented(), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_any_comments_with_the_same_data_in_another_order(text, random):
    data = _shuffled(_data(text), random)
    assume(data)
    _check(text, data)


def _shuffled(value, random):
    if isinstance(value, dict):
        pairs = [(key, _shuffled(item, random)) for key, item in value.items()]
        random.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list):
        rows = [_shuffled(item, random) for item in value]
        random.shuffle(rows)
        return rows
    return value
