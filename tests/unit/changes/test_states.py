"""Where the two states come from: revisions, ranges, folders, the work tree; hostile contents."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

import pytest
from lossy_and_honest_edits import item, phone
from province_histories import Province, call, diff, difference, losses

from access_info.cli import main

pytestmark = pytest.mark.exhaustive

CHANGED = "Đầu mối cung cấp thông tin › Văn phòng Sở › Điện thoại: 0298 3813 005 → 0298 3813 999"


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path / "kho", agencies=5)


def renumber(province):
    province.edit("so-5/co-quan.yml", "0298 3813 005", "0298 3813 999")


def test_two_revisions_two_folders_and_the_work_tree_say_the_same(province, tmp_path):
    shutil.copytree(province.agencies, tmp_path / "truoc")
    renumber(province)
    assert CHANGED in diff(province, "HEAD")[1]
    province.commit()
    shutil.copytree(province.top, tmp_path / "sau")
    for words in (
        ("HEAD~1", "HEAD"),
        ("HEAD~1..HEAD",),
        ("HEAD~1", tmp_path / "sau"),
        (tmp_path / "truoc", "HEAD"),
        (tmp_path / "truoc", tmp_path / "sau"),
        (tmp_path / "truoc", tmp_path / "sau" / "agencies"),
    ):
        code, out, err = diff(province, *words)
        assert (code, err) == (0, ""), words
        assert CHANGED in out, words
        assert "1 cơ quan có thay đổi, sửa 1 chỗ trong thông tin cơ quan." in out


def test_a_pull_request_is_compared_with_its_branching_point(province):
    province.git("checkout", "-q", "-b", "sua")
    renumber(province)
    province.commit()
    province.git("checkout", "-q", "main")
    item(province)
    province.edit("so-1/co-quan.yml", "Chánh Văn phòng", "Phó Chánh Văn phòng")
    province.commit()
    code, comparison = difference(province, "main...sua")
    assert (code, [agency["id"] for agency in comparison["agencies"]]) == (0, ["so-5"])
    _, comparison = difference(province, "main", "sua")
    assert {agency["id"] for agency in comparison["agencies"]} == {"so-1", "so-5"}


def test_nothing_of_the_work_tree_is_touched(province):
    item(province)
    before = province.git("status", "--porcelain")
    diff(province, "HEAD~0", "HEAD")
    assert province.git("status", "--porcelain") == before


def test_what_is_no_revision_is_reported(province):
    code, _, err = diff(province, "khong-co", "HEAD")
    assert (code, err) == (
        2,
        "Không thấy phiên bản “khong-co” trong kho. Xem tên nhánh: git branch -a.\n",
    )


@pytest.mark.parametrize("name", ["--output=x", "-O/tmp/x", "--upload-pack=touch x"])
def test_a_revision_never_passes_for_an_option(province, name):
    code, _, err = diff(province, "--", name, "HEAD")
    assert (code, err) == (2, f"“{name}” không phải tên một phiên bản của kho.\n")
    assert not list(province.top.glob("x*"))


def test_a_shallow_clone_says_what_to_do(province, tmp_path):
    renumber(province)
    province.commit()
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", province.top.as_uri(), tmp_path / "can"],
        check=True,
        capture_output=True,
    )
    shallow = object.__new__(Province)
    shallow.top = tmp_path / "can"
    code, _, err = diff(shallow, "HEAD~1", "HEAD")
    assert code == 2
    assert "git fetch --unshallow" in err
    assert "fetch-depth: 0" in err


def test_without_git_folders_can_still_be_compared(province, monkeypatch, tmp_path):
    shutil.copytree(province.agencies, tmp_path / "truoc")
    renumber(province)
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = diff(province, "HEAD~1", "HEAD")
    assert code == 2
    assert err.startswith("Máy này chưa cài git")
    assert CHANGED in diff(province, tmp_path / "truoc", "agencies")[1]


def test_a_folder_outside_a_repository_is_reported(tmp_path, monkeypatch):
    (tmp_path / "agencies").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    code, _, err = call("diff", "main", "HEAD")
    assert code == 2
    assert "không nằm trong kho git nào" in err


def test_a_folder_without_agencies_is_reported(province, tmp_path):
    (tmp_path / "trong").mkdir()
    code, _, err = diff(province, tmp_path / "trong", "HEAD")
    assert code == 2
    assert "không phải thư mục các cơ quan" in err


def test_a_revision_before_the_first_data_has_none(tmp_path):
    province = Province(tmp_path / "kho", agencies=1)
    province.git("checkout", "-q", "--orphan", "rong")
    province.git("rm", "-rfq", ".")
    province.commit("Trống")
    province.git("checkout", "-q", "main")
    code, out, _ = diff(province, "rong", "main")
    assert code == 0
    assert "không có thư mục “agencies”: coi như chưa có cơ quan nào" in out
    assert "so-1 (Sở Mẫu 1): cơ quan mới" in out


def test_a_link_in_a_revision_is_named_and_leads_nowhere(province, tmp_path):
    secret = tmp_path / "bi-mat.yml"
    secret.write_text('ten: "Không ai được đọc"\nloai: "so"\n', "utf-8")
    province.remove("so-5/co-dieu-kien.yml")
    pathlib.Path(province.path("so-5/co-dieu-kien.yml")).symlink_to(secret)
    province.remove("so-4")
    pathlib.Path(province.path("so-4")).symlink_to(tmp_path)
    province.commit()
    code, out, err = diff(province, "HEAD~1", "HEAD")
    assert code == 1
    assert "[TT142] “co-dieu-kien.yml” là lối tắt dẫn tới chỗ khác." in err
    assert "Không ai được đọc" not in out + err
    assert "2026-901" in out


def test_paths_that_lead_out_are_left_out_and_reported(province):
    blob = province.git("hash-object", "-w", "agencies/_dia-ban.yml").strip()
    top = province.git("ls-tree", "HEAD:agencies")
    # A tree that git itself would not make.
    entries = [*top.splitlines(), f"100644 blob {blob}\tx\\..\\y.yml"]
    result = subprocess.run(
        ["git", "mktree"],
        cwd=province.top,
        input="\n".join(entries) + "\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    root = subprocess.run(
        ["git", "mktree"],
        cwd=province.top,
        input=f"040000 tree {result}\tagencies\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    commit = province.git("commit-tree", "-p", "HEAD", "-m", "x", root).strip()
    code, out, _ = diff(province, "HEAD", commit)
    assert code == 0
    assert "Bỏ qua tệp “x\\..\\y.yml” vì tên không dùng được" in out
    assert "Có tệp không so được." in out
    # What stood there before as well is no news.
    _, comparison = difference(province, commit, commit)
    assert (comparison["empty"], comparison["remarks"]) == (True, [])


def test_a_huge_file_is_refused_as_the_loader_does(province):
    province.write("so-5/dinh-chinh.yml", "# " + "x" * (2 << 20) + "\nmuc: []\n")
    province.write("so-5/tep/to.pdf", "x" * (3 << 20))
    province.commit()
    code, out, err = diff(province, "HEAD~1", "HEAD")
    assert code == 1
    assert "[TT113]" in err
    assert "so-5/dinh-chinh.yml ở bản sau không đọc được nên không so được tệp này" in out
    assert "tệp: thêm tep/to.pdf (3,0 MB, " in out
    assert "2026-dc-01" not in out


@pytest.mark.parametrize(
    ("side", "words"), [("sau", ("HEAD~1", "HEAD")), ("trước", ("HEAD", "HEAD~1"))]
)
def test_what_cannot_be_read_on_either_side_is_reported_and_the_rest_compared(
    province, side, words
):
    province.edit("so-5/cong-khai.yml", '"2026-004"', '"2026-004')
    renumber(province)
    province.commit()
    _, out, err = diff(province, *words)
    assert f"so-5/cong-khai.yml ở bản {side} không đọc được nên không so được tệp này" in out
    assert "Đầu mối cung cấp thông tin › Văn phòng Sở › Điện thoại:" in out
    assert "2026-003" not in out
    assert ("[TT106]" in err) == (side == "sau")
    assert "có tệp không so được" in out


def test_links_and_pipes_of_the_work_tree_are_not_followed(province):
    """A link that is as it was committed is no change; a pipe in a file's place ends nothing."""
    province.path("so-4/tep/quy-che.txt").unlink()
    province.path("so-4/tep/quy-che.txt").symlink_to("../../so-5/tep/quy-che.txt")
    province.commit()
    _, comparison = difference(province, "HEAD")
    assert (comparison["empty"], comparison["agencies"]) == (True, [])
    pipe = province.path("so-5/trang/lich.md")
    pipe.unlink()
    os.mkfifo(pipe)
    for words in (("HEAD",), (province.agencies, "HEAD")):
        _, comparison = difference(province, *words)
        assert [agency["id"] for agency in comparison["agencies"]] == ["so-5"]


def test_mistakes_that_are_new_or_gone_are_listed_and_old_ones_are_not(province):
    province.edit("so-5/co-quan.yml", "quy-che.txt", "khong-co.txt")
    province.edit("so-4/co-quan.yml", "quy-che.txt", "mat-roi.txt")
    province.commit()
    # Lines move, the old mistake stays.
    province.write("so-4/co-quan.yml", "# thêm\n# ba\n# dòng\n" + province.read("so-4/co-quan.yml"))
    province.edit("so-5/co-quan.yml", "khong-co.txt", "quy-che.txt")
    province.edit("so-3/co-quan.yml", "2026-09-15", "2026-09-31")
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    assert code == 1
    assert [(p["code"], p["path"], p["line"]) for p in comparison["problems_new"]] == [
        ("TT212", "agencies/so-3/co-quan.yml", 22)
    ]
    assert [(p["code"], p["path"]) for p in comparison["problems_gone"]] == [
        ("TT501", "agencies/so-5/co-quan.yml")
    ]


def test_duties_are_judged_on_both_sides_at_the_same_day(province):
    phone(province)
    text = province.read("so-5/co-quan.yml")
    province.write("so-5/co-quan.yml", text[: text.index("dau_moi:")] + text[text.index("kenh:") :])
    province.commit()
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (duty,) = [duty for duty in comparison["duties"] if duty["duty"] == "OB-04"]
    assert (duty["agency"], duty["before"], duty["after"]) == ("so-5", "dat-mot-phan", "chua-co")
    assert "còn thiếu" in duty["reason"]
    assert {kind for kind, _, _ in losses(comparison)} == {"lien-he"}


def test_what_rows_lack_is_reported_once(province):
    """Rows that lack several fields, and others that lack some of the same."""
    listed = province.read("so-5/cong-khai.yml")
    short = '- ma: "2026-990"\n  ten: "Quy chế"\n- ma: "2026-991"\n  so_ky_hieu: "9/QC-SM"\n'
    province.write("so-5/cong-khai.yml", "muc: []\n")
    province.commit()
    province.write("so-5/cong-khai.yml", listed.rstrip("\n") + "\n" + short)
    _, comparison = difference(province, "HEAD")
    (duty,) = [duty for duty in comparison["duties"] if duty["duty"] == "OB-02"]
    lacks = duty["reason"].removeprefix("còn thiếu ").partition(" và ")[0].split("; ")
    assert len(lacks) == len(set(lacks)) == 3


def test_an_agency_that_ended_is_judged_with_its_heir(province):
    """A change of a predecessor may change how its heir stands."""
    heir = province.read("so-4/co-quan.yml") + 'tien_than:\n- "so-5"\n'
    province.write("so-4/co-quan.yml", heir)
    ended = (
        province.read("so-5/co-quan.yml") + 'cham_dut:\n  ngay: "2026-10-01"\nke_thua:\n- "so-4"\n'
    )
    province.write("so-5/co-quan.yml", ended)
    province.commit()
    province.write(
        "so-5/dinh-chinh.yml",
        province.read("so-5/dinh-chinh.yml")
        + '- ma: "2026-dc-02"\n  noi_dung_sai: "Sai"\n  ngay_kien_nghi: '
        '"2026-09-10"\n',
    )
    province.commit()
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert ("so-4", "OB-16") in {(duty["agency"], duty["duty"]) for duty in comparison["duties"]}


def test_out_is_written_to_a_file(province, tmp_path):
    renumber(province)
    code, out, _ = diff(province, "HEAD", "--out", tmp_path / "a" / "b.md", form="markdown")
    assert (code, out) == (0, "")
    assert (tmp_path / "a" / "b.md").read_text("utf-8").startswith("## Thay đổi về nội dung\n")


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit):
        main(["diff", "--help"])
    assert "không đổi nội dung" in " ".join(capsys.readouterr().out.split())


def test_only_an_attachment_that_changed_can_be_a_new_mistake(province):
    """Both sides are looked into as they are, though one only lies in git's store."""
    province.write("so-5/tep/quy-che.txt", "%PDF-1.4 hỏng")
    for words in (("HEAD",), ("HEAD", province.agencies)):
        code, comparison = difference(province, *words)
        assert code == 1
        assert [(problem["code"], problem["path"]) for problem in comparison["problems_new"]] == [
            ("TT653", "agencies/so-5/tep/quy-che.txt")
        ]
        assert comparison["problems_gone"] == []
