"""Workflows run code that anyone may send: they pin what they use and may do no more than needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PINNED = re.compile(r"uses: actions/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
SCHEMAS = {
    "vendor.github-workflows": [str(path) for path in WORKFLOWS],
    "vendor.dependabot": [str(GITHUB / "dependabot.yml")],
    "vendor.renovate": [str(ROOT / "renovate.json")],
    "vendor.github-issue-config": [str(GITHUB / "ISSUE_TEMPLATE" / "config.yml")],
    "vendor.github-issue-forms": [str(path) for path in FORMS],
    "vendor.gitlab-ci": [str(ROOT / ".gitlab-ci.yml")],
}
READ = {"contents": "read"}
# What starts each workflow, and what each of its jobs may do. Nothing else may be there.
RIGHTS = {
    "review.yml": ({"pull_request"}, {"review": READ}),
    "code.yml": ({"pull_request"}, {"paths": READ, "test": READ, "build": READ}),
    "issue.yml": (
        {"issues"},
        {"read": READ, "propose": {"contents": "write", "pull-requests": "write"}},
    ),
    "links.yml": ({"workflow_call", "workflow_dispatch"}, {"check": READ}),
    "pages.yml": (
        {"push", "schedule", "workflow_dispatch"},
        {"links": READ, "build": READ, "deploy": {"pages": "write", "id-token": "write"}},
    ),
    "release.yml": (
        {"push"},
        {
            "tag": READ,
            "test": READ,
            "build": READ,
            "publish": {"contents": "write", "id-token": "write", "attestations": "write"},
        },
    ),
}
# What a contributor wrote: it reaches commands in the event's file alone.
TYPED_BY_ANYONE = re.compile(
    r"(?:event\.(?:issue|pull_request|comment|head_commit)\.(?:title|body|user|message|head\.ref|head\.label)"
    r"|head_ref)"
)
GATE = "lập bản đề nghị"
CACHE = ".cache/access-info"


def _load(path: Path):
    # BaseLoader reads no types: `on:` stays a word instead of becoming True.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job.get("steps", ())]


def test_every_workflow_is_known():
    assert {path.name for path in WORKFLOWS} == set(RIGHTS)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_workflow_has_its_trigger_and_its_single_right(path):
    workflow = _load(path)
    triggers, rights = RIGHTS[path.name]
    assert set(workflow["on"]) == triggers
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == rights


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_secret_is_named_but_the_key_that_signs(path):
    secrets = [
        (name, step["run"], variable)
        for name, job in _load(path)["jobs"].items()
        for step in job.get("steps", ())
        for variable, value in step.get("env", {}).items()
        if "secrets." in value
    ]
    signing = [("build", "python3 scripts/build.py --with-editor", "ACCESS_INFO_SIGNING_KEY")]
    assert secrets == (signing if path.name == "pages.yml" else [])
    assert path.read_text("utf-8").count("secrets.") == len(secrets)
    for name, _, _ in secrets:
        assert _load(path)["jobs"][name]["environment"] == "ky-trang"
    tokens = [job for job, spec in _load(path)["jobs"].items() if "github.token" in str(spec)]
    assert tokens == {"issue.yml": ["propose"], "release.yml": ["publish"]}.get(path.name, [])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_of_the_forge_itself_and_pinned_with_their_version(path):
    uses = [line.strip("- ") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert uses
    foreign = [line for line in uses if not line.startswith("uses: ./.github/workflows/")]
    assert [line for line in foreign if not PINNED.fullmatch(line.partition(" (")[0])] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_token_is_not_left_in_the_checkout(path):
    steps = _steps(_load(path))
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_command_contains_an_expression(path):
    workflow = _load(path)
    for step in _steps(workflow):
        assert "${{" not in step.get("run", "")
    assert not TYPED_BY_ANYONE.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_runs_do_not_pile_up_and_end(path):
    workflow = _load(path)
    assert workflow["concurrency"]["group"]
    jobs = [job for job in workflow["jobs"].values() if "uses" not in job]
    assert all(int(job["timeout-minutes"]) <= 120 for job in jobs)
    assert workflow["env"]["NO_MKDOCS_2_WARNING"] == "1"


def test_links_are_checked_once_a_week_before_a_publication():
    workflow = _load(GITHUB / "workflows" / "pages.yml")
    links, build = workflow["jobs"]["links"], workflow["jobs"]["build"]
    weekly = re.fullmatch(r"github\.event\.schedule == '(\d+ \d+ \* \* \d)'", links["if"])
    assert weekly is not None
    assert {"cron": weekly[1]} in workflow["on"]["schedule"]
    assert (GITHUB.parent / links["uses"]).is_file()
    # A day without a check publishes all the same, with the result that the site keeps.
    assert (build["needs"], build["if"]) == ("links", "${{ !cancelled() }}")
    (download,) = [step for step in build["steps"] if "download-artifact" in step.get("uses", "")]
    assert download["if"] == "needs.links.result == 'success'"


def test_a_proposal_is_judged_by_the_base_branchs_code():
    """The first checkout is the base; the proposal lies beside it and no command is taken from it."""
    steps = _load(GITHUB / "workflows" / "review.yml")["jobs"]["review"]["steps"]
    base, proposal = (step["with"] for step in steps if "checkout@" in step.get("uses", ""))
    assert (base["ref"], base.get("path")) == ("${{ github.base_ref }}", None)
    assert (proposal.get("ref"), proposal["path"]) == (None, "de-nghi")
    commands = [step["run"] for step in steps if "run" in step]
    ours = ("python3 scripts/_setup.py", "python3 scripts/ocr.py", ".venv/bin/")
    assert all(line.startswith(ours) for line in commands)


def _caching(workflow):
    """Each step that reads or saves a cache: whether it saves, the job, the step."""
    for name, job in workflow["jobs"].items():
        for step in job.get("steps", ()):
            action = step.get("uses", "").partition("@")[0]
            if action.startswith("actions/cache"):
                yield action.removeprefix("actions/cache/"), name, step
            # Installers of languages save caches of their own when they are asked to.
            assert "cache" not in step.get("with", {})


def test_only_the_publication_of_main_saves_a_cache():
    saving, places = [], set()
    for path in WORKFLOWS:
        for way, job, step in _caching(_load(path)):
            assert way in {"restore", "save"}  # the action itself would do both
            places.add((step["with"]["path"], step["with"]["key"]))
            if way == "save":
                saving.append((path.name, job, step["if"]))
            else:
                assert step["with"]["restore-keys"] == "access-info-"
    assert saving == [("pages.yml", "build", "github.ref == 'refs/heads/main'")]
    assert places == {(CACHE, "access-info-${{ github.run_id }}-${{ github.run_attempt }}")}


def test_whoever_builds_pages_reads_the_cache_first():
    builders = 0
    for path in WORKFLOWS:
        for job in _load(path)["jobs"].values():
            steps = job.get("steps", [])
            builds = [
                n for n, step in enumerate(steps) if "scripts/build.py" in step.get("run", "")
            ]
            reads = [n for n, step in enumerate(steps) if "cache/restore@" in step.get("uses", "")]
            builders += len(builds)
            assert not builds or reads[0] < builds[0]
    assert builders == 2


def test_on_gitlab_only_the_publication_of_the_default_branch_saves_a_cache():
    jobs = _load(ROOT / ".gitlab-ci.yml")
    default = jobs.pop("default")["cache"]
    assert default == {"key": "access-info", "paths": [CACHE], "policy": "pull"}
    saving = {name: job["cache"] for name, job in jobs.items() if "cache" in job}
    assert saving == {"pages": {**default, "policy": "pull-push"}}
    assert jobs["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    guide = (ROOT / "content/huong-dan/lap-kho.md").read_text("utf-8")
    assert "Use separate caches for protected branches" in guide


def test_the_label_that_lets_a_form_through_is_set_by_no_form():
    job = _load(GITHUB / "workflows" / "issue.yml")["jobs"]["read"]
    assert job["if"] == f"github.event.label.name == '{GATE}'"
    for path in FORMS:
        assert GATE not in _load(path)["labels"]


def test_what_may_write_runs_git_and_gh_alone():
    steps = _load(GITHUB / "workflows" / "issue.yml")["jobs"]["propose"]["steps"]
    words = [step["run"].split()[0] for step in steps if "run" in step]
    assert set(words) == {"git", "gh"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_says_that_everybody_can_read_the_answers(path):
    first = _load(path)["body"][0]
    assert first["type"] == "markdown"
    assert "ai cũng đọc được" in first["attributes"]["value"]


def test_the_form_for_mistakes_explains_the_ten_days():
    text = (GITHUB / "ISSUE_TEMPLATE" / "1-thong-tin-sai.yml").read_text("utf-8")
    law = (ROOT / "plugins/access_info/legal/data/luat-01-2026.yml").read_text("utf-8")
    (deadline,) = re.findall(r"- ma: l01-kien-nghi-sai-sot\n(.*?)\n  - ma:", law, re.DOTALL)
    days = re.search(r"gia_tri: (\d+)\n    don_vi: ngay\n", deadline)
    assert days is not None
    assert f"**{days[1]} ngày**" in text
    # Until somebody has compared the law with its official print, people are told so.
    assert ("chưa đối chiếu" in text) == ("da_kiem_chung: cong-bao" not in deadline)


def test_the_address_on_every_page_fills_in_the_form():
    address = re.search(r"issue_url: \"(.+)\"", (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert address is not None
    name, *keys = re.findall(r"(?:template=([^&]+)|&(\w+)=)", address[1])
    form = GITHUB / "ISSUE_TEMPLATE" / name[0]
    ids = {part["id"] for part in _load(form)["body"] if "id" in part}
    assert {key for _, key in keys} - {"title"} <= ids


def test_templates_of_proposals_are_there():
    default = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    named = set(re.findall(r"template=([\w-]+\.md)", default))
    assert named == {path.name for path in (GITHUB / "PULL_REQUEST_TEMPLATE").iterdir()}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_follow_the_schema_of_the_forge(schema):
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema)
    done = subprocess.run((*command, *SCHEMAS[schema]), capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing():
    program = Path(sys.executable).with_name("zizmor")
    command = (str(program), "--offline", "--no-progress", str(GITHUB))
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
