"""Workflows of releases: systems and Pythons are data, a tag alone is released, locks stay whole."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
MATRIX = json.loads((GITHUB / "matrix.json").read_text("utf-8"))


def _load(path: Path):
    # BaseLoader reads no types: `on:` stays a word instead of becoming True.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_the_matrix_tries_what_is_promised():
    """Every Python that the package names, each system, and what goes on from MkDocs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    prefix = "Programming Language :: Python :: "
    promised = [name.removeprefix(prefix) for name in project["classifiers"] if prefix in name]
    assert [row["python"] for row in MATRIX["tests"]] == promised
    assert promised[0] == project["requires-python"].removeprefix(">=")
    assert {row["os"] for row in MATRIX["tests"]} == {"ubuntu-latest"}
    assert sorted((row["os"].partition("-")[0], row["builder"]) for row in MATRIX["sites"]) == [
        ("macos", "mkdocs"),
        ("ubuntu", "mkdocs"),
        ("ubuntu", "properdocs"),
        ("windows", "mkdocs"),
    ]
    gitlab = _load(ROOT / ".gitlab-ci.yml")["release-test"]["parallel"]["matrix"]
    assert gitlab == [{"PYTHON": promised}]


def test_workflows_take_systems_and_pythons_from_the_matrix_alone():
    for path in WORKFLOWS:
        for job in _load(path)["jobs"].values():
            if "strategy" in job:
                rows = re.fullmatch(
                    r"\$\{\{ fromJSON\(needs\.\w+\.outputs\.(\w+)\) \}\}",
                    job["strategy"]["matrix"]["include"],
                )
                assert rows is not None
                named = set(re.findall(r"matrix\.(\w+)", str(job)))
                assert all(named <= row.keys() for row in MATRIX[rows[1]])
    done = subprocess.run(
        (sys.executable, ROOT / "scripts" / "matrix.py"), capture_output=True, check=True, text=True
    )
    told = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert {name: json.loads(rows) for name, rows in told.items()} == MATRIX


def test_only_a_tag_of_a_version_is_released_and_by_the_last_job():
    workflow = _load(GITHUB / "workflows" / "release.yml")
    assert workflow["on"]["push"] == {"tags": ["v[0-9]+.[0-9]+.[0-9]+"]}
    assert workflow["jobs"]["test"]["needs"] == workflow["jobs"]["build"]["needs"] == "tag"
    publish = workflow["jobs"]["publish"]
    assert sorted(publish["needs"]) == ["build", "test"]
    assert publish["environment"] == "phat-hanh"
    (provenance,) = [step for step in publish["steps"] if "attest" in step.get("uses", "")]
    commands = [step.get("run", "") for step in publish["steps"]]
    upload = commands.index("python3 scripts/release.py --upload phat-hanh")
    assert commands.index("python3 scripts/release.py --compare phat-hanh") < upload
    assert publish["steps"].index(provenance) < upload


def test_proposals_of_new_versions_keep_locks_whole():
    """One for each lock, of new versions and of unsafe ones; each folder with a lock is looked at."""
    updates = _load(GITHUB / "dependabot.yml")["updates"]
    assert all(
        rule["patterns"] == ["*"] for update in updates for rule in update["groups"].values()
    )
    locked = [update for update in updates if update["package-ecosystem"] != "github-actions"]
    for update in locked:
        kinds = sorted(rule["applies-to"] for rule in update["groups"].values())
        assert kinds == ["security-updates", "version-updates"]
    folders = {
        folder.strip("/")
        for update in locked
        for folder in update.get("directories") or [update["directory"]]
    }
    locks = [ROOT / "requirements.txt", *ROOT.glob("scripts/requirements/*.txt")]
    locks += ROOT.glob("tests/*/package-lock.json")
    locks += ROOT.glob("scripts/*/package-lock.json")
    assert folders == {path.parent.relative_to(ROOT).as_posix().strip(".") for path in locks}
    rules = json.loads((ROOT / "renovate.json").read_text("utf-8"))["packageRules"]
    (python,) = [rule for rule in rules if "pep621" in rule["matchManagers"]]
    program, script, option = python["postUpgradeTasks"]["commands"][0].split()
    assert (program, option) == ("python3", "--upgrade")
    assert (ROOT / script).is_file()
