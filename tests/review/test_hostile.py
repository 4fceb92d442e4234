"""`access-info review` of proposals that are made to hurt: nothing is run, followed or shown again."""

from __future__ import annotations

import os
import random
import re
import subprocess

import pytest
from never_issued_numbers import identity
from proposal_repository import GIT, LIST, NEW_ROW, Province, event, git

pytestmark = pytest.mark.exhaustive


def test_what_must_not_be_public_is_not_shown_again(province, tmp_path, review):
    number = identity(random.Random(1))  # noqa: S311 - the same number in every run
    row = f'- ma: "2026-003"\n  ten: "Quyết định về ông Trần Mẫu, căn cước {number}"\n'
    province.propose({"agencies/xa-mau/cong-khai.yml": LIST + row})
    out = tmp_path / "xem-thu"
    code, summary, output = review(f"--bundle={out}", "--format=github")
    assert code == 1
    assert "agencies/xa-mau/cong-khai.yml" in output
    assert number not in summary + output
    assert "## Thay đổi" not in summary
    assert "SECURITY.md" in summary
    assert not out.exists()


def test_nothing_of_a_proposal_is_run(province, tmp_path, review):
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
    code, _, output = review()
    assert code == 1
    assert {"TT853", "TT856"} <= set(re.findall(r"TT\d{3}", output))
    assert not mark.exists()


def test_links_that_lead_elsewhere_are_neither_followed_nor_shown(province, tmp_path, review):
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mật khẩu", "utf-8")
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    link = province.folder / "agencies/xa-mau/tep/quy-che.txt"
    link.unlink()
    link.symlink_to(secret)
    province.commit("lối tắt")
    out = tmp_path / "xem-thu"
    code, summary, output = review(f"--bundle={out}")
    assert code == 1
    assert "[TT856]" in output
    assert "mật khẩu" not in summary + output
    assert not out.exists()


def test_a_repository_within_is_refused(province, review):
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
    code, _, output = review()
    assert (code, "[TT856]" in output) == (1, True)


HOSTILE = (
    "</li><script>alert(1)</script> ![x](https://a.example/x.png) [y](https://a.example) @octocat #1 "
    "`$(id)` ${{ github.token }} ::set-output name=a::b | **đậm** <!--"
)


def test_text_of_a_proposal_is_text_everywhere(province, tmp_path, review):
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
    code, summary, output = review(f"--event={file}", "--format=github")
    assert code == 1
    for mark in ("<script", "](http", "@octocat", "`$(", "\n::", "<!--", "${{"):
        assert mark not in summary, mark
    for line in output.splitlines():
        assert line.startswith(("::error file=agencies/", "::warning file=agencies/", "Đã xét"))


@pytest.mark.exhaustive
def test_the_summary_stays_within_the_forges_limit(province, review):
    rows = "".join(
        f'- ma: "2027-{n:05}"\n  ten: "{"Rất dài " * 40}"\n  la: "x"\n' for n in range(1_200)
    )
    province.propose({"agencies/xa-mau/cong-khai.yml": "muc:\n" + rows})
    _, summary, _ = review()
    assert len(summary.encode()) <= 1 << 20


ODD_NAMES = [
    b"a\n::error::x.yml",
    b"\xff\xfe.yml",
    b"..\\..\\x.yml",
    b"con:x.yml",
    b"x" * 300,
    "cọ\u202e.yml".encode(),
]


@pytest.mark.exhaustive
def test_a_list_of_reviewers_without_end_leaves_room_for_the_rest(province, review):
    rows = "".join(
        f'- co_quan: "xa-{n}"\n  tai_khoan: ["@{"x" * 90}{n}", "@{"y" * 90}{n}"]\n'
        for n in range(4_000)
    )
    province.propose(
        {
            "agencies/_dia-ban.yml": f'ten: "Tỉnh Mẫu"\nloai: "tinh"\nnguoi_duyet:\n{rows}',
            "agencies/xa-mau/cong-khai.yml": "muc: []\n",
        }
    )
    code, summary, _ = review()
    assert code == 1
    assert len(summary.encode()) < 1_000_000
    assert "Tệp quá dài để hiện ở đây: chạy `access-info schema`." in summary
    assert "**Mục bị gỡ**: 2026-001 “Quy chế tiếp công dân”" in summary


def test_names_of_files_are_text_too(province, review):
    """Written straight into git's store, as no file system here would take them."""

    def tree(listing: bytes) -> bytes:
        return _plumb(province, "mktree", "-z", piped=listing)

    blob = _plumb(province, "hash-object", "-w", "--stdin", piped=b"x\n")
    odd = b"".join(b"100644 blob %s\t%s\0" % (blob, name) for name in ODD_NAMES)
    within = _plumb(province, "ls-tree", "-z", "main:agencies/xa-mau", piped=b"", strip=False)
    agency = tree(within + odd)
    others = _plumb(province, "ls-tree", "-z", "main:agencies", piped=b"", strip=False)
    entries = [line for line in others.split(b"\0") if line and not line.endswith(b"\txa-mau")]
    agencies = tree(
        b"".join(line + b"\0" for line in entries) + b"040000 tree %s\txa-mau\0" % agency
    )
    top = tree(b"040000 tree %s\tagencies\0" % agencies)
    head = _plumb(
        province, "commit-tree", top.decode(), "-p", "main", "-m", "x", piped=b""
    ).decode()
    code, summary, output = review("--format=github", head=head)
    assert code == 1, output
    assert "\n::error::x" not in summary
    for line in output.splitlines():
        assert line.startswith(("::error file=", "::warning file=", "::notice ", "Đã xét"))


def _plumb(province: Province, *words: str, piped: bytes, strip: bool = True) -> bytes:
    environment = {**os.environ, **GIT}
    done = subprocess.run(
        ["git", *words],
        cwd=province.folder,
        input=piped,
        env=environment,
        capture_output=True,
        check=True,
    )
    return done.stdout.strip() if strip else done.stdout
