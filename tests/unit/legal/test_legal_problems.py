"""Malformed packs: the exact words, at the exact place, and never an exception."""

from __future__ import annotations

import datetime
import functools
import random
import re
import shutil
from pathlib import Path

import pytest
from growing_lists import with_lists
from laws_as_text import duties_binding

from access_info.legal import packs as reading
from access_info.legal import rules
from access_info.legal.consistency import NEEDS
from access_info.legal.framework import load_framework
from access_info.legal.vocabularies import WAYS
from access_info.problems import errors, rules_of
from access_info.source.documents import read_yaml

pytestmark = pytest.mark.sampled

CASES = Path(__file__).parents[2] / "cases" / "legal" / "goi-luat-sai.yml"
GOLDEN = read_yaml(CASES).data
PLACES = reading.DATA / "dieu-khoan-01-2026.yml"
FUTURE, CALENDAR = GOLDEN["luat"], GOLDEN["lich"]


_read = reading._read


@functools.cache
def _read_ours(record, path):
    problems = []
    return _read(record, path, problems), problems


def _read_once(record, path, problems):
    if path is None or path.parent != reading.DATA:
        return _read(record, path, problems)
    ours, ours_problems = _read_ours(record, path)
    problems += ours_problems
    return ours


@pytest.fixture(autouse=True)
def _ours_read_once(monkeypatch):
    """What a test leaves as it is in the program's own folder is read for all tests at once."""
    monkeypatch.setattr(reading, "_read", _read_once)


def _load(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".").replace("_", "-")).write_text(text, encoding="utf-8")
    return load_framework(folder)


def _printed(problems, folder):
    return [problem.format(folder) for problem in problems]


def test_adding_a_law_is_adding_a_file(tmp_path):
    framework, problems = _load(tmp_path, luat_05_2030__yml=FUTURE)
    assert problems == []
    assert [pack.id for pack in framework.packs] == ["l104", "l01", "l05"]
    newest, older = framework.pack("l05"), framework.pack("l01")
    assert (older.in_force_to, older.replaced_by) == (datetime.date(2029, 12, 31), "05/2030/QH17")
    assert framework.in_force(datetime.date(2029, 12, 31)) is older
    assert framework.in_force(datetime.date(2030, 1, 1)) is newest
    assert framework.for_request(datetime.date(2029, 12, 31)) is older
    oldest = framework.pack("l104")
    assert [p.id for p in framework.corresponding_points("l05-d10k1a1", oldest)] == ["l104-d17k1g"]
    assert [p.id for p in framework.corresponding_points("l104-d17k1g", newest)] == ["l05-d10k1a"]
    assert framework.point("a1")[0].id == "l01"
    assert framework.point("l05-d10k1a1")[0] is newest
    assert len(newest.forms) == 7
    assert {form.note for form in newest.forms} == {"Tạm dùng mẫu cũ."}
    assert duties_binding(framework, "xa", datetime.date(2030, 1, 1)) == ["OB-02"]


def test_correcting_a_law_is_editing_a_file(tmp_path):
    text = (reading.DATA / "luat-01-2026.yml").read_text(encoding="utf-8")
    changed = text.replace("    gia_tri: 12\n", "    gia_tri: 14\n", 1)
    assert changed != text
    framework, problems = _load(tmp_path, luat_01_2026__yml=changed)
    assert problems == []
    periods = {deadline.id: deadline.value for deadline in framework.pack("l01").deadlines}
    assert periods["l01-cung-cap"] == 14


def _damaged(text, case):
    assert text.count(case["tu"]) == 1
    return text.replace(case["tu"], case["thanh"])


@pytest.mark.parametrize("case", GOLDEN["sai_luat"], ids=lambda case: case["ten"])
def test_a_malformed_pack_gives_exact_problems(case, tmp_path):
    framework, problems = _load(tmp_path, luat_05_2030__yml=_damaged(FUTURE, case))
    assert framework is None
    assert _printed(problems, tmp_path) == [
        _with_lines_of_today(with_lists(text)) for text in case["loi"]
    ]


def _with_lines_of_today(text):
    """Put the line at which a law of today has an id where the text says so."""
    lines = (reading.DATA / "luat-01-2026.yml").read_text("utf-8").split("\n")
    return re.sub(
        r"⟨của ([\w-]+)⟩",
        lambda match: str(next(n for n, line in enumerate(lines, 1) if match[1] in line)),
        text,
    )


def test_a_part_of_a_duty_is_checked_at_its_place(tmp_path):
    text = (reading.DATA / "nghia-vu.yml").read_text(encoding="utf-8")
    right, wrong = "truong: [quy_che.nguoi_ky]", "truong: [quy_che.nguoi_ki]"
    before, _, _ = text.partition(right)
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n") + len("truong: [")
    framework, problems = _load(tmp_path, nghia_vu__yml=text.replace(right, wrong))
    assert framework is None
    assert _printed(problems, tmp_path) == [
        (
            f"nghia-vu.yml:{line}:{column}: lỗi [TT416] “truong”: “quy_che” không có trường "
            "“nguoi_ki”. Có phải ý bạn là “nguoi_ky”?\n"
            "    → Sửa thành tên một trường có trong bảng các trường dữ liệu."
        )
    ]


def test_every_way_of_judging_says_its_needs():
    assert set(NEEDS) == set(WAYS)


@pytest.mark.parametrize("case", GOLDEN["sai_lich"], ids=lambda case: case["ten"])
def test_a_malformed_calendar_gives_exact_problems(case, tmp_path):
    framework, problems = _load(tmp_path, lich_nghi__yml=_damaged(CALENDAR, case))
    assert framework is None
    assert _printed(problems, tmp_path) == case["loi"]


def test_a_year_declared_again_is_refused(tmp_path):
    text = CALENDAR + CALENDAR[CALENDAR.index("  - nam: 2026") :]
    _, problems = _load(tmp_path, lich_nghi__yml=text)
    assert _printed(problems, tmp_path) == [
        (
            "lich-nghi.yml:14:10: lỗi [TT401] Mã “2026” đã dùng ở lich-nghi.yml dòng 6.\n"
            "    → Đặt mã khác cho mục này, hoặc xóa mục trùng."
        )
    ]


@pytest.mark.parametrize("ending", ["yaml", "YML", "Yaml", "yml.txt", "YML.TXT", "yaml.Txt"])
def test_a_wrong_ending_is_named(tmp_path, ending):
    name = f"luat-05-2030.{ending}"
    (tmp_path / name).write_text(FUTURE, encoding="utf-8")
    framework, problems = load_framework(tmp_path)
    assert framework is None
    assert _printed(problems, tmp_path) == [
        (
            f"{name}:1:1: lỗi [TT413] Tệp “{name}” không có đuôi .yml nên không "
            "được đọc.\n    → Đổi tên tệp thành “luat-05-2030.yml”."
        )
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    framework, problems = load_framework(tmp_path / "luat")
    assert framework is None
    assert _printed(problems, tmp_path) == [
        (
            "luat:1:1: lỗi [TT415] Không có thư mục gói luật “luat”.\n    → Sửa đường dẫn, hoặc bỏ "
            "tùy chọn này để dùng gói luật đi kèm chương trình."
        )
    ]


def test_other_files_of_the_folder_are_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("Ghi chú", encoding="utf-8")
    framework, problems = load_framework(tmp_path)
    assert problems == []
    assert len(framework.packs) == 2


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    data, more = tmp_path / "data", tmp_path / "more"
    more.mkdir()
    shutil.copytree(reading.DATA, data)
    for name in ("lich-nghi.yml", "nghia-vu.yml", "luat-01-2026.yml", "luat-104-2016.yml"):
        (data / name).unlink()
    monkeypatch.setattr("access_info.legal.framework.DATA", data)
    framework, problems = load_framework(more)
    assert framework is None
    assert [(p.code, p.location.path, p.message) for p in problems] == [
        ("TT408", more.as_posix(), f"Không có {what} trong các thư mục gói luật.")
        for what in (
            "luật tiếp cận thông tin nào",
            "tệp nghia-vu.yml",
            "tệp lich-nghi.yml",
        )
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in reading.DATA.iterdir()))
def test_mutilated_files_never_raise(name, tmp_path):
    lines = (reading.DATA / name).read_text(encoding="utf-8").split("\n")
    chance = random.Random(name)  # noqa: S311 - the same damage every time
    refused = 0
    for _ in range(40):
        damaged = list(lines)
        at = chance.randrange(len(damaged))
        line = damaged[at]
        damaged[at] = chance.choice(
            [line[: len(line) // 2], line.replace(": ", ":", 1), line.replace('"', "", 1),
             f" {line}", f"{line} x", "\t" + line, line + "\n" + line, ""]
        )  # fmt: skip
        (tmp_path / name).write_text("\n".join(damaged), encoding="utf-8")
        framework, problems = load_framework(tmp_path)
        assert (framework is None) is bool(errors(problems))
        refused += framework is None
        for problem in problems:
            assert problem.location.line >= 1
            assert problem.message
            assert problem.cure
    assert refused > 10


def test_every_rule_of_the_room_is_complete():
    declared = rules_of(rules)
    assert [rule.code for rule in declared] == [f"TT4{number:02d}" for number in range(1, 26)]
    for rule in declared:
        assert rule.title
        assert rule.why.endswith(".")
        assert rule.cure.endswith((".", "…"))


def test_a_citation_of_a_place_that_the_law_does_not_have_is_named(tmp_path):
    text = (reading.DATA / "luat-01-2026.yml").read_text(encoding="utf-8")
    right = 'can_cu: "khoản 6 Điều 15"'
    line = text[: text.index(right)].count("\n") + 1
    column = text.split("\n")[line - 1].index(right) + len("can_cu: ") + 1
    wrong = text.replace(right, 'can_cu: "khoản 7 Điều 15"').replace(
        'can_cu: "Điều 12"', 'can_cu: "Điều 32"'
    )
    framework, problems = _load(tmp_path, luat_01_2026__yml=wrong)
    assert framework is None
    first, second = _printed(problems, tmp_path)
    assert first.startswith(
        f"luat-01-2026.yml:{line}:{column}: lỗi [TT420] Luật này không có “khoản 7 Điều 15”. "
        "Điều 15 có đến khoản 6.\n    → Sửa số điều"
    )
    assert "“Điều 32”. Luật này có đến Điều 31." in second


def test_the_list_of_places_may_leave_out_only_places_that_the_law_has(tmp_path):
    text = PLACES.read_text(encoding="utf-8")
    wrong = text.replace(
        "khong_neu: []", 'khong_neu: [{o: "điểm z khoản 1 Điều 17", ly_do: "thử"}]'
    )
    _, problems = _load(tmp_path, dieu_khoan_01_2026__yml=wrong)
    assert [problem.code for problem in problems] == ["TT420"]
    (article,) = (entry for entry in read_yaml(PLACES).data["dieu"] if entry["so"] == "17")
    last = article["khoan"][0]["diem"][-1]
    assert f"Khoản 1 Điều 17 có đến điểm {last}." in problems[0].message
