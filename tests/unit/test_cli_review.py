"""`access-info review`: a proposed change in a real repository, as its reviewer is told of it."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from never_issued import identity
from proposed import GIT, LIST, PLACE, PROFILE, Province, event, git

from access_info.changes.reasons import read_reasons
from access_info.cli import main
from access_info.exports.code_owners import code_owners
from access_info.loading import load_jurisdiction

DAY = "--as-of=2026-11-24"
NEW_ROW = LIST + '- ma: "2026-003"\n  ten: "Kế hoạch năm 2027"\n'


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    made = Province(tmp_path_factory.mktemp("tinh") / "kho")
    place, _, _ = load_jurisdiction(made.folder / "agencies")
    made.write({"CODEOWNERS": code_owners(place)})
    made.commit("người duyệt")
    return made.folder


@pytest.fixture
def province(begun, tmp_path, monkeypatch) -> Province:
    shutil.copytree(begun, tmp_path / "kho")
    monkeypatch.chdir(tmp_path / "kho")
    return Province.at(tmp_path / "kho")


def _review(tmp_path, capsys, *options: str, head: str = "HEAD") -> tuple[int, str, str]:
    """Code, summary, and what was printed."""
    summary = tmp_path / "tom-tat.md"
    summary.unlink(missing_ok=True)
    code = main(["review", "main", head, DAY, "--summary", str(summary), *options])
    out, err = capsys.readouterr()
    return code, summary.read_text("utf-8") if summary.exists() else "", out + err


def test_a_good_change_of_one_agency(province, tmp_path, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    out = tmp_path / "xem-thu"
    code, summary, said = _review(tmp_path, capsys, "--title=[xa-mau] Thêm mục", f"--bundle={out}")
    assert code == 0, said
    assert summary.startswith("# ✅ Không thấy điều gì phải sửa\n")
    assert "Đề nghị này sửa dữ liệu của cơ quan (1 tệp)." in summary
    assert "Kế hoạch năm 2027" in summary
    assert "gói `xem-thu`" in summary
    assert said.endswith("Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.\n")
    page = (out / "co-quan/xa-mau/cong-khai.html").read_text("utf-8")
    assert "Kế hoạch năm 2027" in page
    assert (out / "co-quan/xa-mau/tep/quy-che.txt").read_text("utf-8") == "Quy chế tiếp công dân.\n"
    assert not (out / "co-quan/so-tu-phap").exists()


def test_only_what_the_proposal_changed_counts(province, tmp_path, capsys):
    """`main` went on meanwhile; that is no part of the proposal."""
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    git(province.folder, "switch", "--quiet", "main")
    province.write({"agencies/so-tu-phap/cong-khai.yml": NEW_ROW, "scripts/x.py": "2\n"})
    province.commit("việc khác")
    git(province.folder, "switch", "--quiet", "de-nghi")
    code, summary, said = _review(tmp_path, capsys)
    assert (code, said.splitlines()[-1]) == (0, "Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.")
    assert "so-tu-phap" not in summary


def test_a_mistake_is_told_at_its_line(province, tmp_path, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": LIST + "  ngay_ban_hanh: 3/9/2026\n"})
    out = tmp_path / "xem-thu"
    code, summary, said = _review(tmp_path, capsys, "--format=github", f"--bundle={out}")
    assert code == 1
    (line,) = [line for line in said.splitlines() if line.startswith("::")]
    assert line.startswith("::error file=agencies/xa-mau/cong-khai.yml,line=9,col=18,title=")
    assert "TT211" in line
    assert summary.startswith("# ❌ Còn 1 điều phải sửa\n")
    assert "chưa dựng được trang xem thử" in summary
    assert not out.exists()


def test_what_must_not_be_public_is_not_shown_again(province, tmp_path, capsys):
    number = identity(random.Random(1))  # noqa: S311 - the same number in every run
    row = f'- ma: "2026-003"\n  ten: "Quyết định về ông Trần Mẫu, căn cước {number}"\n'
    province.propose({"agencies/xa-mau/cong-khai.yml": LIST + row})
    out = tmp_path / "xem-thu"
    code, summary, said = _review(tmp_path, capsys, f"--bundle={out}", "--format=github")
    assert code == 1
    assert "agencies/xa-mau/cong-khai.yml" in said
    assert number not in summary + said
    assert "## Thay đổi" not in summary
    assert "SECURITY.md" in summary
    assert not out.exists()


def test_a_loss_needs_a_reason(province, tmp_path, capsys):
    shorter = LIST.partition('- ma: "2026-002"')[0]
    province.propose({"agencies/xa-mau/cong-khai.yml": shorter})
    code, summary, _ = _review(tmp_path, capsys)
    assert code == 1
    assert "TT801" in summary
    why = tmp_path / "mo-ta.md"
    why.write_text("Lý do gỡ 2026-002: đăng nhầm của xã khác\n", "utf-8")
    code, summary, said = _review(tmp_path, capsys, f"--description={why}")
    assert code == 0, said
    assert "đăng nhầm của xã khác" in summary


def test_data_and_code_together_are_told(province, tmp_path, capsys):
    changed = {"agencies/xa-mau/cong-khai.yml": NEW_ROW, "scripts/x.py": "import os\n"}
    province.propose(changed)
    code, summary, said = _review(tmp_path, capsys)
    assert code == 1
    assert "[TT853]" in said
    assert "không chạy mã của đề nghị" in summary
    province.propose(changed, "sửa\n\nLý do: đổi tên trường ở mọi tệp\n")
    code, summary, said = _review(tmp_path, capsys)
    assert code == 0
    assert "cảnh báo [TT853]" in said
    assert "Lý do người gửi ghi: đổi tên trường ở mọi tệp" in summary


def test_the_folder_of_another_agency_is_told(province, tmp_path, capsys):
    province.propose(
        {"agencies/xa-mau/cong-khai.yml": NEW_ROW, "agencies/so-tu-phap/cong-khai.yml": NEW_ROW}
    )
    for options, code in (
        (["--title=[xa-mau] x"], "TT854"),
        (["--branch=cms/cong-khai/xa-mau"], "TT854"),
        ([], "TT855"),
    ):
        ended, _, said = _review(tmp_path, capsys, *options)
        assert (ended, f"[{code}]" in said) == (1, True)
    assert _review(tmp_path, capsys, "--title=[xa-mau, so-tu-phap] x")[0] == 0


def test_code_alone_is_left_to_the_tests(province, tmp_path, capsys):
    province.propose({"scripts/x.py": "raise SystemExit\n"})
    out = tmp_path / "xem-thu"
    code, summary, said = _review(tmp_path, capsys, f"--bundle={out}")
    assert (code, said) == (0, "Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.\n")
    assert "xem thêm kết quả “Kiểm tra mã”" in summary
    assert "## Thay đổi" not in summary
    assert not out.exists()


def test_nothing_of_a_proposal_is_run(province, tmp_path, capsys):
    """Neither its modules, nor git's filters, hooks and drivers that its files ask for."""
    mark = tmp_path / "da-chay"
    province.propose(
        {
            "agencies/xa-mau/cong-khai.yml": NEW_ROW,
            "json.py": f"open({str(mark)!r}, 'w')\n",
            "sitecustomize.py": f"open({str(mark)!r}, 'w')\n",
            ".gitattributes": "*.yml filter=x diff=x export-ignore\n",
            "agencies/xa-mau/.gitattributes": "* text eol=crlf\n",
        }
    )
    code, _, said = _review(tmp_path, capsys)
    assert code == 1
    assert {"TT853", "TT856"} <= set(re.findall(r"TT\d{3}", said))
    assert not mark.exists()


def test_links_that_lead_elsewhere_are_neither_followed_nor_shown(province, tmp_path, capsys):
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mật khẩu", "utf-8")
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    link = province.folder / "agencies/xa-mau/tep/quy-che.txt"
    link.unlink()
    link.symlink_to(secret)
    province.commit("lối tắt")
    out = tmp_path / "xem-thu"
    code, summary, said = _review(tmp_path, capsys, f"--bundle={out}")
    assert code == 1
    assert "[TT856]" in said
    assert "mật khẩu" not in summary + said
    assert not out.exists()


def test_a_repository_within_is_refused(province, tmp_path, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    head = git(province.folder, "rev-parse", "HEAD").strip()
    git(
        province.folder,
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{head},agencies/xa-mau/kho",
    )
    git(province.folder, "commit", "--quiet", "--message=kho trong kho")
    code, _, said = _review(tmp_path, capsys)
    assert (code, "[TT856]" in said) == (1, True)


def test_reviewers_that_changed_need_their_file(province, tmp_path, capsys):
    changed = PLACE.replace("@tinh-mau/xa-mau", "@tinh-mau/xa-mau-moi")
    province.propose({"agencies/_dia-ban.yml": changed})
    code, summary, said = _review(tmp_path, capsys)
    assert code == 1
    assert "CODEOWNERS:1:1: lỗi [TT858]" in said
    (right,) = re.findall(r"```text\n(.*?)```", summary, re.DOTALL)
    assert "/agencies/xa-mau/ @tinh-mau/xa-mau-moi\n" in right
    province.propose({"agencies/_dia-ban.yml": changed, "CODEOWNERS": right})
    assert _review(tmp_path, capsys)[0] == 0
    province.propose({"CODEOWNERS": "* @ai-do\n"})
    assert "[TT858]" in _review(tmp_path, capsys)[2]


def test_an_agency_that_goes_is_not_built_as_all_of_them(province, tmp_path, capsys):
    gone = {
        f"agencies/xa-mau/{name}": None
        for name in ("co-quan.yml", "cong-khai.yml", "tep/quy-che.txt")
    }
    province.propose(gone)
    out = tmp_path / "xem-thu"
    code, summary, said = _review(tmp_path, capsys, f"--bundle={out}")
    assert code == 1
    assert "TT801" in said
    assert not out.exists()
    assert "Xem thử" not in summary


HOSTILE = (
    "</li><script>alert(1)</script> ![x](https://a.example/x.png) [y](https://a.example) @octocat #1 "
    "`$(id)` ${{ github.token }} ::set-output name=a::b | **đậm** <!--"
)


def test_text_of_a_proposal_is_text_everywhere(province, tmp_path, capsys):
    row = f"- ma: '2026-009'\n  ten: '{HOSTILE}'\n  la: 'x'\n"
    province.propose(
        {"agencies/xa-mau/cong-khai.yml": LIST + row, f"agencies/xa-mau/tep/{'%0A::x'}": "x"}
    )
    file = event(
        tmp_path / "event.json",
        title=f"[xa-mau] {HOSTILE}",
        body=f"Lý do: {HOSTILE}\r\n::error::x\r\n",
        branch="$(id)",
    )
    code, summary, said = _review(tmp_path, capsys, f"--event={file}", "--format=github")
    assert code == 1
    for mark in ("<script", "](http", "@octocat", "`$(", "\n::", "<!--", "${{"):
        assert mark not in summary, mark
    for line in said.splitlines():
        assert line.startswith(("::error file=agencies/", "::warning file=agencies/", "Đã xét"))


def test_the_event_tells_title_branch_and_reason(province, tmp_path, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    file = event(
        tmp_path / "event.json", title="[so-tu-phap] x", branch="y", body="Lý do: xã nhờ sửa hộ"
    )
    code, summary, said = _review(tmp_path, capsys, f"--event={file}")
    assert (code, "cảnh báo [TT854]" in said) == (0, True)
    assert "xã nhờ sửa hộ" in summary
    silent = event(tmp_path / "event.json", title="[so-tu-phap] x")
    assert _review(tmp_path, capsys, f"--event={silent}")[0] == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["review", "khong-co"], "Không thấy phiên bản “khong-co”"),
        (["review", "--", "--output=x"], "không phải tên một phiên bản"),
        (["review", "main", "--event", "agencies/_dia-ban.yml"], "không phải tệp sự kiện"),
        (["review", "main", "--repository", "/"], "không nằm trong kho git nào"),
        (["review", "main", "--description", "khong-co"], "Không đọc hoặc ghi được"),
        (["review", "main", "--bundle", "agencies"], "agencies"),
    ],
)
def test_a_wrong_use_is_told(province, options, said, capsys):
    assert main(options) == 2
    assert said in capsys.readouterr().err


def test_the_summary_stays_within_the_forges_limit(province, tmp_path, capsys):
    rows = "".join(
        f'- ma: "2027-{n:05}"\n  ten: "{"Rất dài " * 40}"\n  la: "x"\n' for n in range(1_200)
    )
    province.propose({"agencies/xa-mau/cong-khai.yml": "muc:\n" + rows})
    _, summary, _ = _review(tmp_path, capsys)
    assert len(summary.encode()) <= 1 << 20


def test_the_file_of_a_change_is_added_to_what_stands_in_the_summary(province, tmp_path, capsys):
    province.propose(
        {"agencies/xa-mau/co-quan.yml": PROFILE.format(id="a", name="Xã Mẫu", type="xa")}
    )
    summary = tmp_path / "tom-tat.md"
    summary.write_text("trước\n", "utf-8")
    main(["review", "main", DAY, "--summary", str(summary)])
    assert summary.read_text("utf-8").startswith("trước\n# ")


ODD_NAMES = [
    b"a\n::error::x.yml",
    b"\xff\xfe.yml",
    b"..\\..\\x.yml",
    b"con:x.yml",
    b"x" * 300,
    "cọ\u202e.yml".encode(),
]


def test_names_of_files_are_text_too(province, tmp_path, capsys):
    """Written straight into git's store, as no file system here would take them."""

    def tree(listing: bytes) -> bytes:
        return _plumb(province, "mktree", "-z", said=listing)

    blob = _plumb(province, "hash-object", "-w", "--stdin", said=b"x\n")
    odd = b"".join(b"100644 blob %s\t%s\0" % (blob, name) for name in ODD_NAMES)
    within = _plumb(province, "ls-tree", "-z", "main:agencies/xa-mau", said=b"", strip=False)
    agency = tree(within + odd)
    others = _plumb(province, "ls-tree", "-z", "main:agencies", said=b"", strip=False)
    kept = [line for line in others.split(b"\0") if line and not line.endswith(b"\txa-mau")]
    agencies = tree(b"".join(line + b"\0" for line in kept) + b"040000 tree %s\txa-mau\0" % agency)
    top = tree(b"040000 tree %s\tagencies\0" % agencies)
    head = _plumb(province, "commit-tree", top.decode(), "-p", "main", "-m", "x", said=b"").decode()
    code, summary, said = _review(tmp_path, capsys, "--format=github", head=head)
    assert code == 1, said
    assert "\n::error::x" not in summary
    for line in said.splitlines():
        assert line.startswith(("::error file=", "::warning file=", "::notice ", "Đã xét"))


def _plumb(province: Province, *words: str, said: bytes, strip: bool = True) -> bytes:
    environment = {**os.environ, **GIT}
    done = subprocess.run(
        ["git", *words],
        cwd=province.folder,
        input=said,
        env=environment,
        capture_output=True,
        check=True,
    )
    return done.stdout.strip() if strip else done.stdout


def test_histories_that_share_nothing_are_told(province, capsys):
    git(province.folder, "switch", "--quiet", "--orphan", "khac")
    git(province.folder, "commit", "--quiet", "--allow-empty", "--message=x")
    assert main(["review", "main"]) == 2
    assert "không có gốc chung" in capsys.readouterr().err


def test_a_repository_without_agencies_yet(tmp_path, monkeypatch, capsys):
    made = Province(tmp_path / "kho")
    git(made.folder, "switch", "--quiet", "--orphan", "moi")
    made.write({"README.md": "x\n"})
    made.commit("trống")
    git(made.folder, "branch", "--quiet", "--force", "main", "moi")
    made.propose({"agencies/xa-mau/co-quan.yml": PROFILE.format(id="x", name="Xã Mẫu", type="xa")})
    monkeypatch.chdir(made.folder)
    code, summary, said = _review(tmp_path, capsys)
    assert code == 0, said
    assert "Xã Mẫu" in summary


def test_a_template_left_as_it_is_gives_no_reason():
    folder = Path(__file__).parents[2] / ".github"
    templates = [folder / "PULL_REQUEST_TEMPLATE.md", *(folder / "PULL_REQUEST_TEMPLATE").iterdir()]
    said = read_reasons(path.read_text("utf-8") for path in templates)
    assert (said.given, said.refused) == ((), ())
    filled = templates[0].read_text("utf-8").rstrip() + " đăng nhầm của xã khác\r\n"
    assert [one.text for one in read_reasons([filled]).given] == ["đăng nhầm của xã khác"]
