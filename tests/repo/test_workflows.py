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
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
SCHEMAS = {
    "vendor.github-workflows": [str(path) for path in WORKFLOWS],
    "vendor.dependabot": [str(GITHUB / "dependabot.yml")],
    "vendor.github-issue-config": [str(GITHUB / "ISSUE_TEMPLATE" / "config.yml")],
    "vendor.github-issue-forms": [
        str(path) for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    ],
}


def _load(path):
    # BaseLoader reads no types: `on:` stays a word instead of becoming True.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_there_are_workflows():
    assert {path.name for path in WORKFLOWS} >= {"pull-request.yml", "pages.yml"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_with_their_version_beside(path):
    uses = [line.strip("- ") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_token_reads_only_unless_a_job_deploys(path):
    workflow = _load(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        allowed = {"pages": "write", "id-token": "write"} if name == "deploy" else {}
        assert job.get("permissions", {}) == allowed, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_token_is_not_left_in_the_checkout(path):
    steps = [step for job in _load(path)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_privileged_trigger_and_no_banner(path):
    workflow = _load(path)
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    assert workflow["env"]["NO_MKDOCS_2_WARNING"] == "1"


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
