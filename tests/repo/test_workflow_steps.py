"""Every step of the workflows that judge and propose changes, run here, one after the other.

`forge` plays the forge's part; commands, git and the command line are the real ones.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from forge import PROPOSAL, ROOT, WORKFLOWS, Forge
from proposal_repository import LIST, NEW_ROW, Province, event, git
from web_server import Server, serving

from access_info.cli.commands import whole_parser

pytestmark = pytest.mark.exhaustive

# In place of scripts/_setup.py: our own environment, reached as a workflow reaches it.
SETUP = f"""\
import pathlib
bin = pathlib.Path(__file__).resolve().parent.parent / ".venv" / "bin"
bin.mkdir(parents=True, exist_ok=True)
command = bin / "access-info"
command.write_text("#!/bin/sh\\nexec '{sys.executable}' -P -m access_info \\"$@\\"\\n")
command.chmod(0o755)
"""
# In place of scripts/build.py: a site, and one letter more in what builds remember.
BUILD = """\
import pathlib
pathlib.Path("site").mkdir(exist_ok=True)
remembered = pathlib.Path(".cache/access-info/builds")
remembered.parent.mkdir(parents=True, exist_ok=True)
with remembered.open("a") as file:
    file.write("x")
"""


@pytest.fixture
def forge(tmp_path) -> Forge:
    return Forge(tmp_path)


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    province_ = Province(tmp_path_factory.mktemp("tinh") / "kho")
    scripts = {"_setup.py": SETUP, "ocr.py": "", "build.py": BUILD}
    province_.write({f"scripts/{name}": text for name, text in scripts.items()})
    province_.write({".gitignore": ".venv/\n"})
    shutil.copytree(
        ROOT / ".github" / "ISSUE_TEMPLATE", province_.folder / ".github/ISSUE_TEMPLATE"
    )
    province_.name_reviewers()
    province_.commit("bộ dựng")
    return province_.folder


@pytest.fixture
def province(begun, tmp_path) -> Province:
    shutil.copytree(begun, tmp_path / "kho")
    return Province.at(tmp_path / "kho")


def _judged(forge: Forge, province: Province, *, title: str, body: str = "") -> int:
    event(forge.folder / "event.json", title=title, body=body)
    forge.publish(province)
    return forge.run("review.yml", "review", ref=PROPOSAL, github_base_ref="main")


def _is_code(forge: Forge) -> bool:
    assert forge.run("code.yml", "paths", ref=PROPOSAL) == 0
    return forge.output.exists() and forge.output.read_text() == "code=true\n"


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


@pytest.fixture
def published(tmp_path):
    """A server of the published site, which holds nothing yet."""
    (tmp_path / "www").mkdir()
    with serving(Server(folder=tmp_path / "www")) as server:
        yield server


def test_the_site_is_published(forge, province, published):
    province.propose({})
    forge.publish(province)
    values = {"vars_SITE_URL": f"{published.address}/"}
    # A day without a check of links, then the day of one.
    assert forge.run("pages.yml", "build", ref="main", **values) == 0, forge.printed
    assert [path.name for path in (forge.work / "tom-tat").iterdir()] == ["2026-11-24.json"]
    assert not (forge.work / "lien-ket").exists()
    assert (forge.work / "site").is_dir()
    assert forge.run("links.yml", "check", ref="main", **values) == 0, forge.printed
    checked = {**values, "needs_links_result_success_": "yes"}
    assert forge.run("pages.yml", "build", ref="main", **checked) == 0, forge.printed
    assert [path.name for path in (forge.work / "lien-ket").iterdir()] == ["2026-11-24.json"]
    # What a build remembers reaches the next one, from main alone; a proposal's reaches nobody.
    assert (forge.cache / "builds").read_text() == "xx"
    assert forge.run("pages.yml", "build", ref="de-nghi", **values) == 0, forge.printed
    assert forge.run("code.yml", "build", ref=PROPOSAL) == 0, forge.printed
    assert (forge.work / ".cache/access-info/builds").read_text() == "xxx"
    assert (forge.cache / "builds").read_text() == "xx"


def _publish_state(server) -> None:
    """A site that was published before, without an agency."""
    files = {f"tai-ve/{name}.json": b'{"a":[\n]}\n' for name in ("dong", "thay-doi")}
    digests = {path: {"sha256": sha256(content).hexdigest()} for path, content in files.items()}
    members = {"files": digests, "rows": "tai-ve/dong.json", "changes": "tai-ve/thay-doi.json"}
    for path, content in {**files, "manifest.json": json.dumps(members).encode()}.items():
        (server.folder / path).parent.mkdir(exist_ok=True)
        (server.folder / path).write_bytes(content)


def test_a_publication_goes_on_from_the_last_and_stops_where_that_cannot_be_fetched(
    forge, province, published
):
    province.propose({})
    forge.publish(province)
    values = {"vars_SITE_URL": f"{published.address}/"}
    assert forge.run("pages.yml", "build", ref="main", **values) == 0, forge.printed
    assert not (forge.work / "truoc").exists()
    _publish_state(published)
    assert forge.run("pages.yml", "build", ref="main", **values) == 0, forge.printed
    assert (forge.work / "truoc/tai-ve/dong.json").is_file()
    (published.folder / "tai-ve/dong.json").write_bytes(b"{}")
    assert forge.run("pages.yml", "build", ref="main", **values) == 1
    assert not (forge.work / "site").exists()
    nowhere = {"vars_SITE_URL": "http://127.0.0.1:9/"}
    assert forge.run("pages.yml", "build", ref="main", **nowhere) == 1
    assert not (forge.work / "site").exists()


@pytest.mark.parametrize(("address", "code"), [("http://127.0.0.1:9/", 1), ("", 0)])
def test_the_same_holds_on_gitlab(forge, province, published, address, code):
    province.propose({})
    forge.publish(province)
    done = _on_gitlab(forge, "pages", CI_PAGES_URL=address or published.address)
    assert done.returncode == code, done.stderr
    assert (forge.work / "kho/public").is_dir() == (code == 0)


def _on_gitlab(forge, job: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a job for the proposal, in a clone of its branch."""
    spec = yaml.load((ROOT / ".gitlab-ci.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    shutil.rmtree(forge.work, ignore_errors=True)
    forge.work.mkdir()
    git(forge.folder, "clone", "--quiet", str(forge.origin), str(forge.work / "kho"))
    git(forge.work / "kho", "switch", "--quiet", "de-nghi")
    base = git(forge.work / "kho", "merge-base", "origin/main", "HEAD").strip()
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(spec[job]["script"])],
        cwd=forge.work / "kho",
        env={**forge.environment, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_same_runs_on_gitlab(forge, province):
    province.propose({"agencies/so-tu-phap/cong-khai.yml": NEW_ROW})
    forge.publish(province)
    variables = {
        "CI_MERGE_REQUEST_TITLE": "[xa-mau] $(touch da-chay)",
        "CI_MERGE_REQUEST_DESCRIPTION": "Lý do: `touch da-chay` xã nhờ sửa hộ",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "-x",
    }
    done = _on_gitlab(forge, "review", **variables)
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
    done = _on_gitlab(forge, "code")
    assert ("đã kiểm tra mã" in done.stderr) == tested
    assert bool(done.returncode) == tested


def test_on_gitlab_a_repository_without_tests_builds_its_site_instead(forge, province):
    province.write({"scripts/build.py": "raise SystemExit('đã dựng thử')\n"})
    province.commit("kho của một tỉnh")
    province.propose({"CODEOWNERS": "* @tinh-mau/khac\n"})
    forge.publish(province)
    done = _on_gitlab(forge, "code")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "đã dựng thử")


def test_a_site_without_an_address_is_published_all_the_same(forge, province):
    province.propose({})
    forge.publish(province)
    assert forge.run("pages.yml", "build", ref="main", vars_SITE_URL="") == 0, forge.printed
    assert [path.name for path in (forge.work / "tom-tat").iterdir()] == ["2026-11-24.json"]
    assert (forge.work / "site").is_dir()


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
