"""The forge's part in a workflow: a local bare repository, copied folders for artifacts.

`gh` only writes down what it was asked.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import yaml
from proposal_repository import GIT, Province, git

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
PROPOSAL = "refs/pull/1/merge"
# What a checkout of the whole history brings.
ALL = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")
# The one command that needs the world outside: it is noted, not run.
UPLOAD = "scripts/release.py --upload"
# Steps of which nothing can be run here.
ELSEWHERE = "setup-python|upload-pages-artifact|attest-build-provenance"
GH = '#!/bin/sh\nfor word in "$@"; do printf \'%s\\0\' "$word"; done >> "$GH_ASKED"\n'


class Forge:
    """Runs jobs of workflows in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin.git"
        self.work = folder / "work"
        self.artifacts = folder / "artifacts"
        self.cache = folder / "cache"
        self.summary = folder / "summary.md"
        self.output = folder / "output"
        self.gh_calls = folder / "asked"
        self.uploaded: list[str] = []
        tools = folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        self.environment = {
            **os.environ,
            **GIT,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "plugins"),
            "SOURCE_DATE_EPOCH": "1795500000",  # 24 November 2026
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
            "GH_ASKED": str(self.gh_calls),
        }

    def publish(self, province: Province) -> None:
        """Makes `main` and the merged proposal known to the forge."""
        git(self.folder, "clone", "--quiet", "--bare", str(province.folder), str(self.origin))
        git(province.folder, "switch", "--quiet", "--detach", "main")
        git(province.folder, "merge", "--quiet", "--no-ff", "--no-edit", "de-nghi")
        git(province.folder, "push", "--quiet", str(self.origin), f"HEAD:{PROPOSAL}")

    def run(self, workflow: str, job: str, *, ref: str, **values: str) -> int:
        """Runs a job; like the forge, it stops at the first command that fails.

        Args:
            workflow: The workflow's file.
            job: Name of the job.
            ref: What is checked out where a step does not say so.
            values: Values of expressions, dots written as underscores.
        """
        on_main = {"github_ref_refs_heads_main_": "yes"} if ref == "main" else {}
        usual = {"github_run_id": "1", "github_run_attempt": "1", "secrets_KHOA_KY": ""}
        values = {**usual, **on_main, **values}
        spec = yaml.load((WORKFLOWS / workflow).read_text("utf-8"), Loader=yaml.BaseLoader)
        steps = spec["jobs"][job]["steps"]
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        failed = 0
        for step in steps:
            condition = step.get("if", "")
            if failed and "cancelled()" not in condition:
                continue
            if condition.startswith(("needs.", "github.ref ")) and not values.get(
                re.sub(r"\W+", "_", condition)
            ):
                continue
            if "run" in step:
                variables = {**spec["jobs"][job].get("env", {}), **step.get("env", {})}
                filled = {key: _filled(value, values) for key, value in variables.items()}
                failed = self._command(step["run"], filled) or failed
            else:
                settings = {
                    key: _filled(value, values) for key, value in step.get("with", {}).items()
                }
                self._action(step["uses"], settings, ref)
        return failed

    def _action(self, name: str, settings: dict[str, str], ref: str) -> None:
        """Plays the forge's own part."""
        if "checkout@" in name:
            self._checkout(settings.get("ref", ref), settings.get("path", "."))
            if settings.get("fetch-depth") == "0":
                git(self.work / settings.get("path", "."), "fetch", "--quiet", "origin", *ALL)
        elif "upload-artifact@" in name:
            self._keep(settings)
        elif "download-artifact@" in name:
            shutil.copytree(self.artifacts / settings["name"], self.work / settings["path"])
        elif "cache/restore@" in name:
            if self.cache.exists():
                shutil.copytree(self.cache, self.work / settings["path"])
        elif "cache/save@" in name:
            if (self.work / settings["path"]).exists():
                shutil.copytree(self.work / settings["path"], self.cache, dirs_exist_ok=True)
        else:
            assert re.match(rf"actions/({ELSEWHERE})@", name)

    def _command(self, command: str, variables: dict[str, str]) -> int:
        if UPLOAD in command:
            self.uploaded.append(command)
            return 0
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            cwd=self.work,
            env={**self.environment, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.printed = done.stdout + done.stderr
        return done.returncode

    def _checkout(self, ref: str, path: str) -> None:
        place = self.work / path
        place.mkdir(exist_ok=True)
        git(place, "init", "--quiet")
        git(place, "remote", "add", "origin", str(self.origin))
        git(place, "fetch", "--quiet", "origin", ref)
        git(place, "checkout", "--quiet", "--detach", "FETCH_HEAD")

    def _keep(self, settings: dict[str, str]) -> None:
        place = self.work / settings["path"].rstrip("/")
        if place.exists():
            shutil.copytree(place, self.artifacts / settings["name"])
        else:
            assert settings.get("if-no-files-found") == "ignore"


def _filled(text: str, values: dict[str, str]) -> str:
    """Expressions with what the test says that they stand for."""

    def value(match: re.Match[str]) -> str:
        return values[re.sub(r"\W+", "_", match[1].strip())]

    return re.sub(r"\$\{\{(.+?)\}\}", value, text)


def on_gitlab(forge: Forge, job: str, **variables: str) -> subprocess.CompletedProcess[str]:
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
