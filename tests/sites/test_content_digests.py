"""The digests by which browsers know which of their saved copies are no longer true."""

from __future__ import annotations

import random
import re
import shutil

import pytest
from never_issued_numbers import identity
from site_builds import access_info, copy_demo

PATH = "trang/assets/access-info/content-digests.txt"


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Three agencies of the demo, built once, with what a build of them lists."""
    folder = tmp_path_factory.mktemp("ba") / "tinh"
    copied = copy_demo(folder, "xa-mau-hoa", "so-y-te", "so-tu-phap")
    return copied, built(copied)


@pytest.fixture
def folder(three, tmp_path):
    return shutil.copytree(three[0], tmp_path / "tinh")


def built(folder, *words):
    done = access_info(folder, "build", "--out", "trang", *words)
    assert done.returncode == 0, done.stderr + done.stdout
    lines = (folder / PATH).read_text("utf-8").splitlines()
    return {line[9:]: line[:8] for line in lines}


def agencies_changed(before, after):
    return {
        start.split("/")[1]
        for start in before | after
        if start.count("/") > 1 and before.get(start) != after.get(start)
    }


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("co-quan.yml", lambda text: text.replace("Huyện Mẫu Giang", "Huyện khác")),
        (
            "cong-khai.yml",
            lambda text: re.sub(r"\n- ma: [^-]*2026-002.*?(?=\n- ma)", "", text, flags=re.S),
        ),
        ("cong-khai.yml", lambda text: text.replace("Phòng Kinh tế", "Phòng khác")),
        ("thong-ke/2025.yml", None),
        ("trang", None),
    ],
)
def test_what_an_agency_takes_away_changes_its_line_and_no_other_agencys(
    three, folder, name, change
):
    before = three[1]
    agency = folder / "agencies/xa-mau-hoa"
    paths = sorted(agency.glob(f"{name}/*.md")) if name == "trang" else [agency / name]
    for path in paths:
        if change is None:
            path.unlink()
        else:
            text = path.read_text("utf-8")
            assert change(text) != text
            path.write_text(change(text), "utf-8")
    after = built(folder)
    assert agencies_changed(before, after) == {"xa-mau-hoa"}
    assert set(before) == set(after)


def test_a_name_that_other_agencies_show_changes_their_lines_too(folder):
    agency = folder / "agencies/so-y-te/co-quan.yml"
    text = agency.read_text("utf-8")
    text = re.sub(r"^truc_thuoc:.*\n", "", text, flags=re.M)
    agency.write_text(text + 'truc_thuoc: "so-tu-phap"\n', "utf-8")
    before = built(folder)
    other = folder / "agencies/so-tu-phap/co-quan.yml"
    other.write_text(
        re.sub(r"^ten: .*$", 'ten: "Sở khác"', other.read_text("utf-8"), flags=re.M), "utf-8"
    )
    assert agencies_changed(before, built(folder)) == {"so-tu-phap", "so-y-te"}


def test_another_day_and_another_build_change_nothing(folder):
    before = built(folder, "--as-of", "2026-11-24")
    assert built(folder, "--as-of", "2026-11-25", "--no-cache") == before
    assert all(len(digest) == 8 for digest in before.values())
    assert "" in before


def test_nothing_withheld_can_be_guessed_from_a_digest(folder):
    path = folder / "agencies/xa-mau-hoa/cong-khai.yml"
    text = path.read_text("utf-8")
    first_number, other_number = (identity(random.Random(seed)) for seed in (1, 2))  # noqa: S311 - no secret
    row = '- ma: "2026-888"\n  ten: "Bảng kê"\n  ghi_chu: "Số căn cước {}"\n'
    path.write_text(text + row.format(first_number), "utf-8")
    first = built(folder)["co-quan/xa-mau-hoa/"]
    path.write_text(text + row.format(other_number), "utf-8")
    assert built(folder)["co-quan/xa-mau-hoa/"] == first
