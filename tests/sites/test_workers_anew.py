"""Workers that begin anew, as on Windows: the same site, byte for byte, as forked ones and as none."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from site_builds import SITES, copy, digests

# What a build runs as, for few agencies too; tells how its workers began.
PROGRAM = """
import multiprocessing, os, sys
if sys.argv.pop(1) == "spawn":
    del os.fork
from access_info.pipeline.preparation import workers
workers.MIN_TASKS = workers._MIN_TASKS_ANEW = 2
context = multiprocessing.get_context
def reported(kind=None):
    print("workers:", kind, file=sys.stderr)
    return context(kind)
multiprocessing.get_context = reported
if sys.argv[1] == "mkdocs":
    from mkdocs.__main__ import cli as main
else:
    from access_info.cli import main
sys.exit(main(sys.argv[2:]))
"""
BUILDS = {
    "mkdocs": ("mkdocs", "build", "--site-dir", "site", "--strict"),
    "alone": ("access_info", "build", "--out", "site", "--site-url", "https://x.example"),
}


def built(folder, how, build, jobs):
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + f"      jobs: {jobs}\n", "utf-8")
    further = ("--jobs", str(jobs)) if build == "alone" else ()
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, how, *BUILDS[build], *further],
        cwd=folder,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    began = {line for line in done.stderr.splitlines() if line.startswith("workers:")}
    return began, digests(folder / "site")


@pytest.mark.parametrize("build", BUILDS)
def test_workers_that_begin_anew_make_the_same_site(build, tmp_path):
    began = {}
    sites = {}
    for how, jobs in (("none", 1), ("fork", 2), ("spawn", 2)):
        folder = copy(SITES / "co-san", tmp_path / how / "cong")
        began[how], sites[how] = built(folder, how, build, jobs)
    assert began == {"none": set(), "fork": {"workers: fork"}, "spawn": {"workers: spawn"}}
    assert sites["fork"] == sites["none"]
    assert sites["spawn"] == sites["none"]
