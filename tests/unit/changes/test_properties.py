"""Whatever is edited is named; whatever is only typed otherwise is not."""

from __future__ import annotations

import copy
import datetime
import random
import re
import tempfile
from pathlib import Path

import pytest
from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st
from province_histories import agency_files
from retyped_yaml import retyped
from work_counting import growth

from access_info.changes.agencies import compare_agencies, touched
from access_info.changes.difference import RowKind
from access_info.changes.fields import compare
from access_info.changes.states import folder_state
from access_info.model.types import vn_date
from access_info.source.documents import parse_yaml

pytestmark = pytest.mark.exhaustive

LISTS = ("cong-khai.yml", "co-dieu-kien.yml", "dinh-chinh.yml")
FIXED = frozenset({"ma", "nam", "loai", "tinh_trang", "tep"})
FILES = {
    name: parse_yaml(text.encode(), path=name).data
    for name, text in agency_files(5).items()
    if name.endswith(".yml")
}
FILES["cong-khai.yml"]["muc"][0] |= {
    "diem": ["l01-d17k1a", "l01-d17k1b"],
    "hinh_thuc": ["cong-tttdt", "niem-yet"],
    "ghi_chu": "Bản in có dấu: “xem # kèm”, 'đủ' 7:30",
    "tinh_trang": "con-hieu-luc",
}
RANDOMS = st.integers(0, 2**32).map(random.Random)  # noqa: S311 - no secret
SOME = examples(40)


def compared(before, after):
    """The change of the one agency between two sets of files; `None` when no byte differs."""
    with tempfile.TemporaryDirectory() as room:
        states = []
        for name, files in (("truoc", before), ("sau", after)):
            for path, content in files.items():
                target = Path(room, name, "so-5", path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            states.append(folder_state(name, Path(room, name)))
        names, _ = touched(*states)
        return next(compare_agencies(*states, names, {}), None)


def written(files, dice):
    return {name: retyped(data, dice) for name, data in files.items()}


@SOME
@given(RANDOMS, RANDOMS)
def test_only_layout_is_no_change(text, other):
    change = compared(written(FILES, text), written(FILES, other))
    if change is not None:
        assert not change.says_something, change
        assert change.unread == ()
        assert change.kind == "trinh-bay"


@pytest.mark.parametrize("typed", ["0", "0.0", "false", "no", "không"])
def test_an_unknown_field_is_a_change_whatever_its_value(typed):
    text = f"la: {typed}\nnhom:\n  la: {typed}\n"
    data = parse_yaml(text.encode(), path="co-quan.yml").data
    empty = {"nhom": {"quen": "1"}}
    came = list(compare(None, empty, data | {"nhom": empty["nhom"] | data["nhom"]}))
    assert [(change.keys, change.after) for change in came] == [
        (("nhom", "la"), typed),
        (("la",), typed),
    ]


@SOME
@given(RANDOMS)
def test_rows_in_other_files_are_no_change(dice):
    files = copy.deepcopy(FILES)
    rows = files.pop("cong-khai.yml")["muc"]
    dice.shuffle(rows)
    cut = dice.randrange(len(rows) + 1)
    files["cong-khai/a.yml"] = {"muc": rows[:cut]}
    files["cong-khai/b.yml"] = {"muc": rows[cut:]}
    change = compared(written(FILES, dice), written(files, dice))
    assert not change.says_something, change


def leaves(data, path=()):
    """Every single value that an editor may change, with its path."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in FIXED:
                yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path, data


ALL_LEAVES = [(name, path, old) for name, data in FILES.items() for path, old in leaves(data)]


def other_value(text):
    if re.fullmatch(r"\d+", text):
        return str(int(text) + 1)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return (datetime.date.fromisoformat(text) + datetime.timedelta(days=1)).isoformat()
    return f"{text} (sửa)"


def as_shown(text):
    try:
        return vn_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def put(data, path, value):
    for step in path[:-1]:
        data = data[step]
    if value is None:
        del data[path[-1]]
    else:
        data[path[-1]] = value


def fields_of(change):
    yield from change.fields
    for row in change.rows:
        yield from row.fields
    for year in change.years:
        yield from year.fields


@SOME
@given(
    st.lists(st.sampled_from(ALL_LEAVES), min_size=1, max_size=4, unique_by=lambda leaf: leaf[:2]),
    st.sampled_from(("alter", "remove")),
    RANDOMS,
)
def test_every_edit_is_named(edits, what, dice):
    files = copy.deepcopy(FILES)
    # From the end, so that what goes moves nothing that is still to be edited.
    for name, path, old in sorted(edits, key=lambda edit: repr(edit[1]), reverse=True):
        value = other_value(old) if what == "alter" else None
        if value is None and isinstance(path[-1], int):
            value = other_value(old)
        put(files[name], path, value)
    change = compared(written(FILES, dice), written(files, dice))
    before = " | ".join(field.before for field in fields_of(change))
    after = " | ".join(field.after for field in fields_of(change))
    for _, path, old in edits:
        assert as_shown(old) in before, (path, old)
        if what == "alter":
            assert as_shown(other_value(old)) in after, (path, old)


ROWS = [(name, index) for name in LISTS for index, _ in enumerate(FILES[name]["muc"])]


@SOME
@given(st.sampled_from(ROWS), RANDOMS)
def test_every_row_that_goes_is_a_loss_and_no_row_that_comes(place, dice):
    name, index = place
    files = copy.deepcopy(FILES)
    row = files[name]["muc"].pop(index)
    wanted = {row["ma"], *(document["ma"] for document in row.get("van_ban", ()))}
    change = compared(written(FILES, dice), written(files, dice))
    assert {loss.key for loss in change.losses} == wanted
    assert {row.id for row in change.rows if row.kind is RowKind.REMOVED} == wanted
    back = compared(written(files, dice), written(FILES, dice))
    assert back.losses == ()
    assert {row.id for row in back.rows if row.kind is RowKind.ADDED} == wanted


@SOME
@given(st.permutations(range(8)), RANDOMS)
def test_rows_numbered_anew_are_reported_as_renumbered(order, dice):
    """Ids dealt out in another order: every one that fell on another row is said so."""
    files = copy.deepcopy(FILES)
    rows = files["cong-khai.yml"]["muc"]
    for row, number in zip(rows, order, strict=False):
        row["ma"] = f"2026-{number + 1:03d}"
    change = compared(written(FILES, dice), written(files, dice))
    moved = {
        (f"2026-{k + 1:03d}", f"2026-{number + 1:03d}")
        for k, number in enumerate(order)
        if k != number
    }
    renumbered = {(row.was, row.id) for row in change.rows} if change is not None else set()
    assert renumbered == moved
    if moved:
        assert {loss.key for loss in change.losses} == {was for was, _ in moved}


@pytest.mark.parametrize("key", ["dien_thoai", "email", "dia_chi"])
def test_a_value_that_fills_a_place_is_a_loss(key):
    for hollow in ("", "...", "Đang cập nhật", "không có", "N/A"):
        files = copy.deepcopy(FILES)
        files["co-quan.yml"][key] = hollow
        dice = random.Random(1)  # noqa: S311 - no secret
        change = compared(written(FILES, dice), written(files, dice))
        assert [loss.kind.value for loss in change.losses] == ["lien-he"], hollow


def test_hostile_files_take_no_long_time():
    """Thousands of rows of one id, of entries that all differ, of comments, of equal lines."""

    def compare(size):
        rows = [f'- {{ma: "1", ten: "a{k % 7}", so_ky_hieu: "{k}"}}\n' for k in range(size)]
        acts = [f'- {{noi_dung: "x {k}", ngay: "2026-09-01"}}\n' for k in range(size)]
        notes = [f"# {k} ##################\n" for k in range(size * 3 // 2)]
        files = {
            "cong-khai.yml": "".join([*notes, "muc:\n", *rows]),
            "co-quan.yml": "".join(['ten: "A"\nloai: "so"\nhoat_dong:\n', *acts]),
            "trang/a.md": "x\ny\n" * (size * 5),
        }
        before = {name: text.encode() for name, text in files.items()}
        after = {
            name: text.replace("x", "z").replace("a3", "b4").replace("# 7", "# 8").encode()
            for name, text in files.items()
        }
        assert compared(before, after).says_something

    compare(10)
    assert growth(compare, 500) < 2.5
