"""A number that is taken away because nobody may read it is not published again by the summary."""

from __future__ import annotations

import random
import shutil

import pytest
from never_issued_numbers import identity, mobile
from province_histories import DAY, Province, call, diff

from access_info.changes.hiding import HIDDEN, hidden_value

pytestmark = pytest.mark.sampled

RNG = random.Random(11)  # noqa: S311
NUMBER, PERSON = mobile(RNG), identity(RNG)
NOTE = f'  ghi_chu: "Hỏi anh Mẫu, số {NUMBER}; căn cước {PERSON}."\n'
PLACES = {
    "a row's value": ("so-5/cong-khai.yml", '- ma: "2026-004"\n', f'- ma: "2026-004"\n{NOTE}'),
    "a row's title": (
        "so-5/cong-khai.yml",
        "Báo cáo số 4 của Sở Mẫu 5",
        f"Báo cáo số 4 của Sở Mẫu 5, hỏi số {NUMBER}, căn cước {PERSON}",
    ),
    "a profile's value": (
        "so-5/co-quan.yml",
        "Số 5 đường Mẫu, phường Mẫu",
        f"Số 5 đường Mẫu, phường Mẫu, anh Mẫu {NUMBER}, căn cước {PERSON}",
    ),
    "a page": (
        "so-5/trang/lich.md",
        "Địa điểm: tầng 1.",
        f"Địa điểm: tầng 1. Gọi anh Mẫu {NUMBER}, căn cước {PERSON}.",
    ),
    "a remark": (
        "so-5/co-quan.yml",
        "# Ai sửa",
        f"# Anh Mẫu {NUMBER}, căn cước {PERSON}.\n# Ai sửa",
    ),
    "an entry of the log": (
        "so-5/dinh-chinh.yml",
        "Thời hạn 15 ngày",
        f"Thời hạn 15 ngày, số {NUMBER}, căn cước {PERSON}",
    ),
}


@pytest.fixture(scope="module")
def original_province(tmp_path_factory):
    return Province(tmp_path_factory.mktemp("kho"), agencies=5)


@pytest.fixture
def province(original_province, tmp_path):
    shutil.copytree(original_province.top, tmp_path / "kho")
    copy = object.__new__(Province)
    copy.top, copy.agencies = tmp_path / "kho", tmp_path / "kho" / "agencies"
    return copy


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_a_privacy_fix_takes_away_is_not_shown_again(province, place, form):
    file, clean, unfit = place
    province.edit(file, clean, unfit)
    province.commit("Lỡ tay")
    province.edit(file, unfit, clean)
    province.commit("Gỡ số riêng")
    shown = [diff(province, "HEAD~1", "HEAD", form=form)]
    if form != "json":
        where = f"--repository={province.top}"
        shown.append(call("review", "HEAD~1", "HEAD", where, f"--as-of={DAY}", f"--format={form}"))
    for code, out, err in shown:
        assert code == 0
        assert NUMBER not in out + err
        assert PERSON not in out + err
        assert "so-5" in out


def test_a_row_that_is_taken_away_whole_is_not_shown_again_either(province):
    file, clean, unfit = PLACES["a row's title"]
    province.edit(file, clean, unfit)
    hours = f'gio_lam_viec: "7:00–11:00, ngoài giờ gọi anh Mẫu {NUMBER}, căn cước {PERSON}"\n'
    province.edit("so-5/co-quan.yml", "dau_moi:\n", f"{hours}dau_moi:\n")
    province.commit("Lỡ tay")
    text = province.read(file)
    province.edit(file, text[text.index('- ma: "2026-004"') : text.index('- ma: "2026-005"')])
    province.edit("so-5/co-quan.yml", hours)
    province.commit("Gỡ cả mục")
    code, out, err = diff(province, "HEAD~1", "HEAD")
    assert (code, err.count("[TT801]")) == (1, 2)
    assert f"số {HIDDEN}, căn cước {HIDDEN}" in out
    assert f"ngoài giờ gọi anh Mẫu {HIDDEN}, căn cước {HIDDEN}" in out
    assert NUMBER not in out + err
    assert PERSON not in out + err


def test_an_office_number_in_a_field_for_numbers_is_shown(province):
    province.edit("so-5/co-quan.yml", "0298 3813 005", NUMBER)
    province.commit("Đổi máy")
    _, out, _ = diff(province, "HEAD~1", "HEAD")
    assert f"0298 3813 005 → {NUMBER}" in out


def test_only_what_is_detected_is_hidden():
    keys = ("ghi_chu",)
    assert hidden_value(keys, f"Gọi {NUMBER} trước 9 giờ") == f"Gọi {HIDDEN} trước 9 giờ"
    assert hidden_value(("dau_moi", "Văn phòng", "dien_thoai"), NUMBER) == NUMBER
    assert hidden_value(keys, "44.000.000 đồng") == "44.000.000 đồng"


def test_what_is_detected_within_something_longer_ends_nothing():
    address = f"nguyen.{NUMBER}@gmail.com"
    assert (
        hidden_value(("ghi_chu",), f"Thư {address}, số {PERSON}.") == f"Thư {HIDDEN}, số {HIDDEN}."
    )
