"""Every step of the workflows that judge and propose changes, run here, one after the other.

`forge` plays the forge's part; commands, git and the command line are the real ones.
"""

from __future__ import annotations

import json
import shlex

import pytest
import yaml
from forge import PROPOSAL, ROOT, WORKFLOWS, Forge, on_gitlab
from proposal_repository import LIST, NEW_ROW, Province, event, git

from access_info.cli.commands import whole_parser

pytestmark = pytest.mark.exhaustive


def _judged(forge: Forge, province: Province, *, title: str, body: str = "") -> int:
    event(forge.folder / "event.json", title=title, body=body)
    forge.publish(province)
    return forge.run("review.yml", "review", ref=PROPOSAL, github_base_ref="main")


def _is_code(forge: Forge) -> bool:
    assert forge.run("code.yml", "paths", ref=PROPOSAL) == 0
    told = dict(line.split("=", 1) for line in forge.output.read_text().splitlines())
    forge.output.unlink()
    code = told.pop("code", "false")
    assert told.keys() == {"tests", "sites"}
    return code == "true"


def test_a_proposal_of_data(forge, province):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    assert _judged(forge, province, title="[xa-mau] Thêm kế hoạch") == 0, forge.printed
    assert "Kế hoạch năm 2027" in forge.summary.read_text("utf-8")
    pages = forge.artifacts / "xem-thu" / "co-quan"
    assert (pages / "xa-mau").is_dir()
    assert not (pages / "so-tu-phap").exists()
    assert not _is_code(forge)


def test_a_proposal_of_data_that_cannot_be_published_yet(forge, province):
    shorter = LIST.partition('- ma: "2026-002"')[0]
    province.propose({"agencies/xa-mau/cong-khai.yml": shorter})
    assert _judged(forge, province, title="[xa-mau] x") == 1
    assert "::error file=agencies/xa-mau/cong-khai.yml" in forge.printed
    assert "TT801" in forge.summary.read_text("utf-8")
    # It lacks only a reason, so it can be looked at.
    assert (forge.artifacts / "xem-thu" / "index.html").is_file()


def test_a_proposal_that_brings_another_checker_is_judged_by_ours(forge, province):
    mark = forge.folder / "da-chay"
    evil = f"import pathlib\npathlib.Path({str(mark)!r}).touch()\n"
    brought = dict.fromkeys(("scripts/_setup.py", "json.py", "sitecustomize.py", "yaml.py"), evil)
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW, **brought})
    assert _judged(forge, province, title="[xa-mau] x") == 1
    assert "TT853" in forge.summary.read_text("utf-8")
    assert not mark.exists()
    assert _is_code(forge)


def test_a_proposal_for_another_agencys_folder(forge, province):
    province.propose({"agencies/so-tu-phap/cong-khai.yml": NEW_ROW})
    assert _judged(forge, province, title="[xa-mau] x") == 1
    assert "TT854" in forge.summary.read_text("utf-8")
    assert not _is_code(forge)


def test_a_proposal_of_code(forge, province):
    province.propose({"scripts/x.py": "2\n"})
    assert _judged(forge, province, title="feat: x") == 0, forge.printed
    assert not (forge.artifacts / "xem-thu").exists()
    assert _is_code(forge)


@pytest.mark.parametrize(
    "name", ["agencies/_dia-ban.yml", "agencies/la.yml", "mkdocs.yml", "agencies/_mau/co-quan.yml"]
)
def test_what_is_no_agencys_data_gets_the_tests(forge, province, name):
    province.propose({name: "x\n"})
    forge.publish(province)
    assert _is_code(forge)


REPORT = """\
### Địa chỉ trang

https://x.mau.example/co-quan/xa-mau/cong-khai/#2026-001

### Chỗ nào sai

Hạn ghi 15 ngày "$(touch da-chay)" `touch da-chay` ${{ github.token }}
::set-output name=a::b
<script>alert(1)</script> @octocat

### Đúng ra là gì, căn cứ vào đâu

12 ngày
"""


def _propose_form(forge: Forge, number: str) -> int:
    values = {"github_event_issue_number": number, "github_token": "x"}
    return forge.run("issue.yml", "propose", ref="main", **values)


def test_a_form_becomes_a_proposal(forge, province):
    province.propose({})
    forge.publish(province)
    event(forge.folder / "event.json", number="12", body=REPORT)
    assert forge.run("issue.yml", "read", ref="main") == 0, forge.printed
    artifact = forge.artifacts / "phieu"
    assert sorted(path.name for path in artifact.iterdir()) == [
        "noi-dung.md",
        "thay-doi.patch",
        "tieu-de.txt",
    ]
    assert _propose_form(forge, "12") == 0, forge.printed
    changed = git(forge.origin, "diff", "--name-only", "main", "phieu-12").split()
    assert changed == ["agencies/xa-mau/dinh-chinh.yml"]
    text = git(forge.origin, "show", "phieu-12:agencies/xa-mau/dinh-chinh.yml")
    assert '"$(touch da-chay)\\" `touch da-chay`' in text
    title = "[xa-mau] Phiếu 12: ghi kiến nghị vào sổ đính chính"
    assert git(forge.origin, "log", "-1", "--format=%s", "phieu-12").strip() == title
    gh_words = forge.gh_calls.read_text("utf-8").split("\0")[:-1]
    assert gh_words == [
        *("pr", "create", "--base", "main", "--head", "phieu-12"),
        *("--title", title, "--body-file", "phieu/noi-dung.md"),
    ]
    assert not list(forge.folder.rglob("da-chay"))
    # Asked again, it does not undo what reviewers did on the branch since.
    git(
        forge.origin,
        "update-ref",
        "refs/heads/phieu-12",
        git(forge.origin, "rev-parse", "de-nghi").strip(),
    )
    assert _propose_form(forge, "12") != 0


def test_a_form_that_is_not_clear_becomes_nothing(forge, province):
    province.propose({})
    forge.publish(province)
    event(forge.folder / "event.json", number="13", body="Ai đó hãy sửa giúp")
    assert forge.run("issue.yml", "read", ref="main") == 1
    assert not (forge.artifacts / "phieu").exists()
    assert "TT861" in forge.summary.read_text("utf-8")


def test_a_patch_that_leaves_the_data_is_not_applied(forge, province):
    """The job that may write trusts not even the one before it."""
    province.propose({"scripts/x.py": "2\n", "agencies/xa-mau/cong-khai.yml": NEW_ROW})
    forge.publish(province)
    artifact = forge.artifacts / "phieu"
    artifact.mkdir(parents=True)
    (artifact / "thay-doi.patch").write_text(
        git(province.folder, "diff", "main", "de-nghi"), "utf-8"
    )
    (artifact / "tieu-de.txt").write_text("[xa-mau] x\n", "utf-8")
    (artifact / "noi-dung.md").write_text("x\n", "utf-8")
    assert _propose_form(forge, "14") == 0, forge.printed
    changed = git(forge.origin, "diff", "--name-only", "main", "phieu-14").split()
    assert changed == ["agencies/xa-mau/cong-khai.yml"]


def test_the_same_runson_gitlab(forge, province):
    province.propose({"agencies/so-tu-phap/cong-khai.yml": NEW_ROW})
    forge.publish(province)
    variables = {
        "CI_MERGE_REQUEST_TITLE": "[xa-mau] $(touch da-chay)",
        "CI_MERGE_REQUEST_DESCRIPTION": "Lý do: `touch da-chay` xã nhờ sửa hộ",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "-x",
    }
    done = on_gitlab(forge, "review", **variables)
    assert done.returncode == 0, done.stderr
    assert "cảnh báo [TT854]" in done.stderr
    assert "xã nhờ sửa hộ" in (forge.work / "kho/tom-tat.md").read_text("utf-8")
    assert (forge.work / "kho/xem-thu/index.html").is_file()
    assert not list(forge.folder.rglob("da-chay"))


@pytest.mark.parametrize(
    ("changed", "tested"),
    [
        ({"agencies/so-tu-phap/cong-khai.yml": NEW_ROW}, False),
        ({"scripts/test.py": "raise SystemExit('đã kiểm tra mã')\n"}, True),
    ],
)
def test_code_is_tested_on_gitlab_and_data_alone_is_not(forge, province, changed, tested):
    province.propose(changed)
    forge.publish(province)
    done = on_gitlab(forge, "code")
    assert ("đã kiểm tra mã" in done.stderr) == tested
    assert bool(done.returncode) == tested


def test_on_gitlab_a_repository_without_tests_builds_its_site_instead(forge, province):
    province.write({"scripts/build.py": "raise SystemExit('đã dựng thử')\n"})
    province.commit("kho của một tỉnh")
    province.propose({"CODEOWNERS": "* @tinh-mau/khac\n"})
    forge.publish(province)
    done = on_gitlab(forge, "code")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "đã dựng thử")


def test_every_command_of_a_workflow_exists():
    """Nothing is run but git, gh, our scripts and our command line, with options that they have."""
    known = {command.name: command for command in whole_parser().documented()}
    for path in sorted(WORKFLOWS.glob("*.yml")):
        jobs = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)["jobs"]
        lines = [
            step["run"] for job in jobs.values() for step in job.get("steps", ()) if "run" in step
        ]
        for line in lines:
            program, *words = shlex.split(line)
            if program == ".venv/bin/access-info":
                typed = json.dumps([option.typed for option in known[words[0]].options])
                assert all(word.split("=")[0] in typed for word in words if word.startswith("--"))
            elif program in {"python3", "python"}:
                assert (ROOT / words[0]).is_file()
                assert words[0].startswith("scripts/")
            else:
                assert program in {"git", "gh"}, line
