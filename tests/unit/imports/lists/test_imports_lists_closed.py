"""Lists that citizens may not have never come in, however a file is laid out."""

from __future__ import annotations

import json

import pytest
from closed_list_layouts import (
    CLOSED,
    CLOSED_ROWS,
    LAYOUTS,
    MARK,
    PLAIN,
    PUBLIC,
    PUBLIC_ROWS,
    sheets,
    word,
)
from doubtful_list_layouts import QUESTIONS
from import_command import lay_out, plan_of, run

pytestmark = pytest.mark.sampled


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _written(folder):
    return "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in folder.parent.parent.rglob("*")
        if path.is_file() and path.suffix not in {".docx", ".xlsx", ".csv"}
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout(work, capsys, name):
    content, (public, conditional) = LAYOUTS[name]
    path = work.parent.parent / name
    path.write_bytes(content)
    code, out, err = run(capsys, path)
    assert (code, err) == (0, "")
    assert MARK not in out
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["problems"], plan["written"]) == (0, [], True)
    assert MARK not in json.dumps(plan)
    titles = {"cong-khai": [], "co-dieu-kien": []}
    for item in plan["new"]:
        titles[item["list"]].append(item["ten"])
    assert (titles["cong-khai"], titles["co-dieu-kien"]) == (public, conditional)
    assert MARK not in _written(work)
    for list_, names in titles.items():
        assert (work / f"{list_}.yml").exists() == bool(names)
    if MARK.encode() in content or not name.startswith(("open", "conditional")):
        reasons = [skip["reason"] for skip in plan["skipped"]]
        assert any("không đọc" in reason for reason in reasons), reasons


@pytest.mark.parametrize("name", QUESTIONS)
def test_doubt_is_a_question(work, capsys, name):
    content, code = QUESTIONS[name]
    path = work.parent.parent / name
    path.write_bytes(content)
    done, plan = plan_of(capsys, path, "--apply")
    assert (done, plan["written"]) == (1, False)
    assert {problem["code"] for problem in plan["problems"]} == {code}
    assert MARK not in json.dumps(plan)
    done, out, err = run(capsys, path)
    assert done == 1
    assert MARK not in out + err
    assert not (work / "cong-khai.yml").exists()


def test_where_a_closed_list_is_and_how_long(work, capsys):
    path = work.parent.parent / "a.docx"
    path.write_bytes(LAYOUTS["decision.docx"][0])
    _, out, _ = run(capsys, path)
    assert (
        "  Bảng 5, dưới tiêu đề “DANH MỤC THÔNG TIN CÔNG DÂN KHÔNG ĐƯỢC TIẾP CẬN”: danh mục không được "
        "tiếp cận, không đọc, 2 hàng\n"
    ) in out


@pytest.mark.parametrize("options", [(), ("--sheet", "Bảng 1"), ("--list", "cong-khai")])
def test_no_option_opens_a_closed_list(work, capsys, options):
    path = work.parent.parent / "a.docx"
    path.write_bytes(word(*CLOSED, [PLAIN, *CLOSED_ROWS]))
    both = options or ("--sheet", "Bảng 1", "--list", "cong-khai")
    for chosen in (options, both):
        code, plan = plan_of(capsys, path, *chosen)
        assert (code, plan["tables"], plan["new"]) == (1, [], [])
        assert [problem["code"] for problem in plan["problems"]] == ["TT787"]


def test_a_doubt_is_settled_by_naming_sheet_and_list(work, capsys):
    path = work.parent.parent / "a.xlsx"
    path.write_bytes(
        sheets(A=[CLOSED, PLAIN, *CLOSED_ROWS], B=[PLAIN, *PUBLIC_ROWS], C=[PUBLIC, PLAIN])
    )
    _, _, err = run(capsys, path)
    assert "--sheet “B” --list cong-khai" in err
    code, plan = plan_of(capsys, path, "--sheet", "B", "--list", "cong-khai")
    assert (code, len(plan["new"])) == (0, 2)


@pytest.mark.parametrize("name", ["decision.docx", "ticks.xlsx", "three-sheets.xlsx", "parts.csv"])
def test_a_single_list_can_be_taken(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(LAYOUTS[name][0])
    for list_name, count in (("cong-khai", 2), ("co-dieu-kien", 2)):
        code, plan = plan_of(capsys, path, "--list", list_name)
        assert (code, plan["list"], len(plan["new"])) == (0, list_name, count)
        assert {entry["list"] for entry in (*plan["new"], *plan["tables"])} == {list_name}
        assert "TT773" not in {problem["code"] for problem in plan["problems"]}


def test_as_above_takes_nothing_of_a_row_that_is_not_read(work, capsys):
    headings = (*PLAIN, "Công khai", "Không được tiếp cận")
    path = work.parent.parent / "a.xlsx"
    path.write_bytes(
        sheets(
            DM=[
                headings,
                ("1", "Dự toán", "Văn phòng", "x", ""),
                ("2", f"Kế hoạch {MARK}", f"Ban {MARK}", "", "x"),
                ("3", "Quyết toán", "nt", "x", ""),
                ("4", "Công nợ", "Phòng Kinh tế", "x", ""),
                ("5", f"Hồ sơ {MARK}", "nt", "", "x"),
                ("6", "Thuế", "nt", "x", ""),
            ]
        )
    )
    code, plan = plan_of(capsys, path)
    assert code == 0
    assert [(problem["code"], problem["line"]) for problem in plan["problems"]] == [("TT793", 4)]
    units = [item["fields"]["don_vi"] for item in plan["tables"][0]["items"]]
    assert units == ["Văn phòng", "", "Phòng Kinh tế", "Phòng Kinh tế"]


def test_what_is_under_a_closed_row_is_under_no_other(work, capsys):
    headings = (*PLAIN, "Công khai", "Không được tiếp cận")
    path = work.parent.parent / "a.xlsx"
    path.write_bytes(
        sheets(
            DM=[
                headings,
                ("1", "Báo cáo", "Văn phòng", "x", ""),
                ("2", f"Kế hoạch {MARK}", "Ban", "", "x"),
                ("2.1", "Phần được công khai", "Ban", "x", ""),
            ]
        )
    )
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["written"]) == (0, True)
    assert "van_ban" not in (work / "cong-khai.yml").read_text(encoding="utf-8")


def test_both_lists_are_written_or_neither(work, capsys):
    path = work.parent.parent / "a.docx"
    path.write_bytes(LAYOUTS["decision.docx"][0])
    (work / "co-dieu-kien.yml").write_text("muc: [\n", encoding="utf-8")
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["written"]) == (1, False)
    assert not (work / "cong-khai.yml").exists()
    (work / "co-dieu-kien.yml").unlink()
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["written"], plan["list"]) == (0, True, None)
    identifiers = [item["ma"] for item in plan["new"]]
    assert len(set(identifiers)) == len(identifiers) == 4
    code, again = plan_of(capsys, path, "--apply")
    assert (code, again["written"], again["new"], again["changed"]) == (0, False, [], [])
    assert [item["list"] for item in again["unchanged"]] == ["cong-khai"] * 2 + ["co-dieu-kien"] * 2
