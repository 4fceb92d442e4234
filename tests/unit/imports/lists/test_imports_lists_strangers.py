"""Files by people who had not seen the reader: what they expected, and what is taken otherwise."""

from __future__ import annotations

import datetime
import json
import unicodedata

import pytest
import yaml
from import_command import CASES, lay_out, plan_of, run
from loaded_program import laws_of_today

from access_info.checks import check_agency
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.model.types import fold
from access_info.problems import errors

pytestmark = pytest.mark.sampled

FOLDER = CASES / "strangers"
EXPECTED = yaml.load((FOLDER / "expected.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
LISTS = ("cong-khai", "co-dieu-kien")
# Read once, which is enough for what is found and what is written: each reading is a process.
READ_ONCE = ("published-layouts/", "fifth-author/", "sixth-author/")
# The gate for secrets and private data judges words of items: people decide on those.
GATE = "TT6"


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _wrong(agency):
    """What `check` refuses, but for what the gate holds back."""
    framework, _ = laws_of_today()
    checked = check_agency(
        load_agency(read_folder(agency)),
        framework=framework,
        agencies=frozenset({agency.name}),
        as_of=AsOf(datetime.date(2026, 11, 24)),
    )
    return [error for error in errors(checked.problems) if not error.code.startswith(GATE)]


def _holds(fields, key, wanted):
    many = wanted if isinstance(wanted, list) else [wanted]
    return all(fold(str(text)) in fold(fields.get(key, "")) for text in many)


def _takes_otherwise(fields, key, other):
    """Whether a field holds what its author wished, or else what is said to be there instead.

    Where nothing is said (`co`), all words of the wish stand elsewhere in the item: none is lost.
    """
    wanted = other["mong"]
    if _holds(fields, key, "" if wanted == "(trống)" else wanted) and (
        wanted != "(trống)" or not fields.get(key)
    ):
        return True
    if "co" in other:
        return fields.get(key, "") == other["co"]
    words = fold(" ".join(wanted) if isinstance(wanted, list) else str(wanted)).split("-")
    return {*words} <= {*fold(" ".join(fields.values())).split("-")}


def _fields_of(rows, item):
    """The fields of the item that is meant."""
    key = "ten" if item.get("ten") else "so_ky_hieu"
    return next(row for row in rows[item["danh_muc"]] if fold(row[key]) == fold(item[key]))


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["tep"])
def test_case(case, work, capsys):
    path = FOLDER / case["tep"]
    options = ("--apply",) if case["tep"].startswith(READ_ONCE) else ()
    code, plan = plan_of(capsys, path, *options)
    assert sorted({problem["code"] for problem in plan["problems"]} - {"TT784"}) == [
        code for code in case["loi"] if code != "TT784"
    ]
    rows = {name: [] for name in LISTS}
    for table in plan["tables"]:
        rows[table["list"]] += [item["fields"] for item in table["items"]]
    assert {name: len(rows[name]) for name in LISTS} == case.get("doc_duoc", case["so_muc"])
    for item in case.get("muc", ()):
        fields = _fields_of(rows, item)
        others = item.get("khac", {})
        for key in item.keys() - {"danh_muc", "khac"}:
            assert _holds(fields, key, item[key]), (key, item[key], fields)
        for key, other in others.items():
            assert _takes_otherwise(fields, key, other), (key, other, fields)
    out = err = ""
    if not options:
        code, out, err = run(capsys, path, "--apply")
    written = "".join(path.read_text(encoding="utf-8") for path in work.glob("*.yml"))
    everything = fold(
        unicodedata.normalize("NFC", json.dumps(plan, ensure_ascii=False) + out + err)
    )
    for secret in case.get("khong_lo", ()):
        assert fold(secret) not in everything + fold(written)
    assert (work / "cong-khai.yml").exists() or not (code == 0 and rows["cong-khai"])
    assert _wrong(work) == []


def test_the_figures_of_the_readme_are_those_of_the_files():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    folders = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    assert len(folders) == 6
    for name in folders:
        files = [path for path in (FOLDER / name).iterdir() if path.is_file()]
        cases = [case for case in EXPECTED if case["tep"].startswith(name)]
        assert len(files) == len(cases)
        assert f"| `{name}` | {len(files)} |" in text
    seen = yaml.safe_load((FOLDER / "published-layouts.yml").read_text(encoding="utf-8"))
    cases = [case["tep"] for case in EXPECTED if case["tep"].startswith("published-layouts/")]
    assert [layout["tep"] for layout in seen] == cases


HEADINGS = (
    "STT;Tên thông tin;Số, ký hiệu;Ngày ban hành;Tình trạng;Tần suất;Niêm yết từ;Niêm yết đến"
)
AWKWARD = (
    "1;Quyết định A;1/QĐ-UBND;01/02/2026;Đã thay thế bởi 17/QĐ-UBND;Hằng quý;01/3/2026;20/3/2026",
    "2;Quyết định B;2/QĐ-UBND;2026;Đã thay thế;;20/3/2026;01/3/2026",
    "3;Quyết định C;3/QĐ-UBND;31/11/2026;Đã thay thế bởi Nghị quyết mới;lúc cần;;",
    "4;Quyết định D;4/QĐ-UBND;;Đã rút;;01/3/2026;",
    "5;Quyết định Đ;5/QĐ-UBND;;Thay thế bởi 2026-999;;;",
)


def test_what_replaced_a_document_stays_with_its_number(work, capsys):
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("\n".join([HEADINGS, *AWKWARD]) + "\n", encoding="utf-8")
    assert plan_of(capsys, path, "--apply")[0] == 0
    items = yaml.safe_load((work / "cong-khai.yml").read_text(encoding="utf-8"))["muc"]
    assert items[0]["thay_the_boi"] == "17/QĐ-UBND"
    assert [item.get("tinh_trang") for item in items[:3]] == ["thay-the"] * 3
    assert "Nghị quyết mới" in items[2]["ghi_chu"]
    assert "niem_yet" not in items[1]
    assert "2026-03-20" in items[1]["ghi_chu"]
    assert _wrong(work) == []


def test_a_second_run_changes_nothing(work, capsys):
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("\n".join([HEADINGS, *AWKWARD]) + "\n", encoding="utf-8")
    plan_of(capsys, path, "--apply")
    _, plan = plan_of(capsys, path)
    assert (plan["new"], plan["changed"]) == ([], [])
