"""`access-info review`: a proposed change in a real repository, as its reviewer is told of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from proposal_repository import AGENCIES, LIST, NEW_ROW, PLACE, PROFILE, Province, event, git

from access_info.changes.reasons import read_reasons
from access_info.cli import main

pytestmark = pytest.mark.exhaustive


def test_a_good_change_of_a_single_agency(province, tmp_path, review):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    out = tmp_path / "xem-thu"
    code, summary, output = review("--title=[xa-mau] Thêm mục", f"--bundle={out}")
    assert code == 0, output
    assert summary.startswith("# ✅ Không thấy điều gì phải sửa\n")
    assert "Đề nghị này sửa dữ liệu của cơ quan (1 tệp)." in summary
    assert "Kế hoạch năm 2027" in summary
    assert "gói `xem-thu`" in summary
    assert output.endswith("Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.\n")
    page = (out / "co-quan/xa-mau/cong-khai.html").read_text("utf-8")
    assert "Kế hoạch năm 2027" in page
    assert (out / "co-quan/xa-mau/tep/quy-che.txt").read_text("utf-8") == "Quy chế tiếp công dân.\n"
    assert not (out / "co-quan/so-tu-phap").exists()


def test_only_what_the_proposal_changed_counts(province, review):
    """`main` went on meanwhile; that is no part of the proposal."""
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    git(province.folder, "switch", "--quiet", "main")
    province.write({"agencies/so-tu-phap/cong-khai.yml": NEW_ROW, "scripts/x.py": "2\n"})
    province.commit("việc khác")
    git(province.folder, "switch", "--quiet", "de-nghi")
    code, summary, output = review()
    assert (code, output.splitlines()[-1]) == (0, "Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.")
    assert "so-tu-phap" not in summary


def test_a_mistake_is_reported_at_its_line(province, tmp_path, review):
    province.propose({"agencies/xa-mau/cong-khai.yml": LIST + "  ngay_ban_hanh: 3/9/2026\n"})
    out = tmp_path / "xem-thu"
    code, summary, output = review("--format=github", f"--bundle={out}")
    assert code == 1
    (line,) = [line for line in output.splitlines() if line.startswith("::")]
    assert line.startswith("::error file=agencies/xa-mau/cong-khai.yml,line=9,col=18,title=")
    assert "TT211" in line
    assert summary.startswith("# ❌ Còn 1 điều phải sửa\n")
    assert "chưa dựng được trang xem thử" in summary
    assert not out.exists()


def test_a_loss_needs_a_reason(province, tmp_path, review):
    shorter = LIST.partition('- ma: "2026-002"')[0]
    province.propose({"agencies/xa-mau/cong-khai.yml": shorter})
    code, summary, _ = review()
    assert code == 1
    assert "TT801" in summary
    why = tmp_path / "mo-ta.md"
    why.write_text("Lý do gỡ 2026-002: đăng nhầm của xã khác\n", "utf-8")
    code, summary, output = review(f"--description={why}")
    assert code == 0, output
    assert "đăng nhầm của xã khác" in summary


def test_data_and_code_together_are_reported(province, review):
    changed = {"agencies/xa-mau/cong-khai.yml": NEW_ROW, "scripts/x.py": "import os\n"}
    province.propose(changed)
    code, summary, output = review()
    assert code == 1
    assert "[TT853]" in output
    assert "không chạy mã của đề nghị" in summary
    province.propose(changed, "sửa\n\nLý do: đổi tên trường ở mọi tệp\n")
    code, summary, output = review()
    assert code == 0
    assert "cảnh báo [TT853]" in output
    assert "Lý do người gửi ghi: đổi tên trường ở mọi tệp" in summary


def test_office_files_beside_the_data_must_not_be_merged(province, review):
    """Nothing looks into it, and history keeps it for ever."""
    province.propose({"danh-muc.docx": "Phụ lục III – không được tiếp cận\n"}, "Lý do: có việc\n")
    code, summary, output = review()
    assert code == 1
    assert "danh-muc.docx:1:1: lỗi [TT860] “danh-muc.docx” nằm ngoài thư mục của cơ quan" in output
    assert summary.startswith("# ❌ Còn 1 điều phải sửa\n")
    assert "mã nguồn" not in summary


def test_the_folder_of_another_agency_is_reported(province, review):
    province.propose(
        {"agencies/xa-mau/cong-khai.yml": NEW_ROW, "agencies/so-tu-phap/cong-khai.yml": NEW_ROW}
    )
    for options, code in (
        (["--title=[xa-mau] x"], "TT854"),
        (["--branch=cms/cong-khai/xa-mau"], "TT854"),
        ([], "TT855"),
    ):
        ended, _, output = review(*options)
        assert (ended, f"[{code}]" in output) == (1, True)
    assert review("--title=[xa-mau, so-tu-phap] x")[0] == 0


def test_code_alone_is_left_to_the_tests(province, tmp_path, review):
    province.propose({"scripts/x.py": "raise SystemExit\n"})
    out = tmp_path / "xem-thu"
    code, summary, output = review(f"--bundle={out}")
    assert (code, output) == (0, "Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.\n")
    assert "người quản trị kho phải xem" in summary
    assert "## Thay đổi" not in summary
    assert not out.exists()


def test_reviewers_that_changed_need_their_file(province, review):
    changed = PLACE.replace("@tinh-mau/xa-mau", "@tinh-mau/xa-mau-moi")
    province.propose({"agencies/_dia-ban.yml": changed})
    code, summary, output = review()
    assert code == 1
    assert "CODEOWNERS:1:1: lỗi [TT858]" in output
    (right,) = re.findall(r"```text\n(.*?)```", summary, re.DOTALL)
    assert "/agencies/xa-mau/ @tinh-mau/xa-mau-moi\n" in right
    province.propose({"agencies/_dia-ban.yml": changed, "CODEOWNERS": right})
    assert review()[0] == 0
    # As an editor on Windows saves it.
    right = right.replace("\n", "\r\n")
    province.propose({"agencies/_dia-ban.yml": changed, "CODEOWNERS": right})
    assert review()[0] == 0
    province.propose({"CODEOWNERS": "* @ai-do\n"})
    assert "[TT858]" in review()[2]


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({"agencies/_dia-ban.yml": PLACE.replace("Tỉnh Mẫu", "Tỉnh Mẫu Mới")}, set(AGENCIES)),
        ({"agencies/xa-mau/cong-khai.yml": NEW_ROW}, {"xa-mau"}),
    ],
    ids=["settings", "agency"],
)
def test_what_all_rest_on_is_looked_at_with_every_agency(province, tmp_path, review, changed, seen):
    province.propose(changed)
    out = tmp_path / "xem-thu"
    code, _, output = review(f"--bundle={out}")
    assert code == 0, output
    assert {each for each in AGENCIES if (out / "co-quan" / each).is_dir()} == seen


def test_an_agency_that_goes_is_not_built_as_all_of_them(province, tmp_path, review):
    gone = {
        f"agencies/xa-mau/{name}": None
        for name in ("co-quan.yml", "cong-khai.yml", "tep/quy-che.txt")
    }
    province.propose(gone)
    out = tmp_path / "xem-thu"
    code, summary, output = review(f"--bundle={out}")
    assert code == 1
    assert "TT801" in output
    assert not out.exists()
    assert "Xem thử" not in summary


def test_the_event_brings_title_branch_and_reason(province, tmp_path, review):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    file = event(
        tmp_path / "event.json", title="[so-tu-phap] x", branch="y", body="Lý do: xã nhờ sửa hộ"
    )
    code, summary, output = review(f"--event={file}")
    assert (code, "cảnh báo [TT854]" in output) == (0, True)
    assert "xã nhờ sửa hộ" in summary
    silent = event(tmp_path / "event.json", title="[so-tu-phap] x")
    assert review(f"--event={silent}")[0] == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["review", "khong-co"], "Không thấy phiên bản “khong-co”"),
        (["review", "--", "--output=x"], "không phải tên một phiên bản"),
        (["review", "main", "--event", "agencies/_dia-ban.yml"], "không phải tệp sự kiện"),
        (["review", "main", "--repository", "/"], "không nằm trong kho git nào"),
        (["review", "main", "--description", "khong-co"], "Không đọc hoặc ghi được"),
        (["review", "main", "--bundle", "agencies"], "agencies"),
    ],
)
def test_a_wrong_use_is_reported(province, options, message, capsys):
    assert main(options) == 2
    assert message in capsys.readouterr().err


def test_the_file_of_a_change_is_added_to_the_summary(province, tmp_path, capsys):
    province.propose(
        {"agencies/xa-mau/co-quan.yml": PROFILE.format(id="a", name="Xã Mẫu", type="xa")}
    )
    summary = tmp_path / "tom-tat.md"
    summary.write_text("trước\n", "utf-8")
    main(["review", "main", "--as-of=2026-11-24", "--summary", str(summary)])
    assert summary.read_text("utf-8").startswith("trước\n# ")


def test_histories_that_share_nothing_are_reported(province, capsys):
    git(province.folder, "switch", "--quiet", "--orphan", "khac")
    git(province.folder, "commit", "--quiet", "--allow-empty", "--message=x")
    assert main(["review", "main"]) == 2
    assert "không có gốc chung" in capsys.readouterr().err


def test_a_repository_without_agencies_yet(tmp_path, monkeypatch, review):
    province = Province(tmp_path / "kho")
    git(province.folder, "switch", "--quiet", "--orphan", "moi")
    province.write({"README.md": "x\n"})
    province.commit("trống")
    git(province.folder, "branch", "--quiet", "--force", "main", "moi")
    province.propose(
        {"agencies/xa-mau/co-quan.yml": PROFILE.format(id="x", name="Xã Mẫu", type="xa")}
    )
    monkeypatch.chdir(province.folder)
    code, summary, output = review()
    assert code == 0, output
    assert "Xã Mẫu" in summary


def test_an_agency_begun_on_a_branch_is_not_left_behind_on_another(province, capsys):
    git(province.folder, "switch", "--quiet", "--create", "xa-moi")
    assert main(["new", "xa-moi", "--type=xa"]) == 0
    province.commit("[xa-moi] Thêm xã")
    git(province.folder, "switch", "--quiet", "main")
    assert not (province.folder / "agencies/xa-moi").exists()
    assert main(["check"]) == 0, capsys.readouterr().err


def test_a_template_left_unchanged_gives_no_reason():
    folder = Path(__file__).parents[2] / ".github"
    templates = [folder / "PULL_REQUEST_TEMPLATE.md", *(folder / "PULL_REQUEST_TEMPLATE").iterdir()]
    reasons = read_reasons(path.read_text("utf-8") for path in templates)
    assert (reasons.given, reasons.refused) == ((), ())
    filled = templates[0].read_text("utf-8").rstrip() + " đăng nhầm của xã khác\r\n"
    assert [reason.text for reason in read_reasons([filled]).given] == ["đăng nhầm của xã khác"]
