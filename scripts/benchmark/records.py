"""Figures of earlier runs, kept in the repository: every later slip is seen against them.

A file holds the runs of one package, by number of agencies. Which package it is, its files say, and not
the commit: a record that is committed changes nothing that is measured.
"""

from __future__ import annotations

import datetime
import json
import math
import platform
import subprocess
from pathlib import Path
from typing import Any

from benchmark.sites import Package

FOLDER = Path(__file__).resolve().parent / "records"
BEFORE = "before"
Report = dict[str, Any]


def read_record(name: str) -> dict[str, Any]:
    """Read a file of runs; it is empty where there is none."""
    try:
        text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {"commit": "", "runs": {}}
    record: dict[str, Any] = json.loads(text)
    return record


def write_record(name: str, package: Package, report: Report) -> dict[str, Any]:
    """Keep a run, with its day and machine, in the place of an earlier one of as many agencies.

    Args:
        name: Of the file, without folder and ending.
        package: The checkout that was measured.
        report: Its figures.

    Returns:
        All that the file holds now.
    """
    code = _code(package)
    record = read_record(name)
    if record.get("code") != code:
        record = {"commit": _commit(package), "code": code, "runs": {}}
    run = {
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **report,
    }
    runs = {**record["runs"], str(report["agencies"]): run}
    record["runs"] = {count: runs[count] for count in sorted(runs, key=int)}
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    return record


def write_single_record(name: str, package: Package, figures: Report) -> None:
    """Keep the figures of a run that is like no other, with their day and machine, in a file of its own.

    Args:
        name: Of the file, without folder and ending.
        package: The checkout that was measured.
        figures: Its figures.
    """
    run = {
        "commit": _commit(package),
        "code": _code(package),
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **figures,
    }
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(run, ensure_ascii=False, indent=1) + "\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def growth(record: dict[str, Any]) -> tuple[int, int, float] | None:
    """Tell how processor time grows with the number of agencies.

    Args:
        record: What a file holds.

    Returns:
        The fewest and the most agencies, and the exponent between them: 1 where twice as many take
        twice as long. `None` for fewer than two runs.
    """
    counts = sorted(map(int, record["runs"]))
    if len(counts) < 2:  # noqa: PLR2004
        return None
    few, many = counts[0], counts[-1]
    first, last = (record["runs"][str(count)]["complete"]["cpu_s"] for count in (few, many))
    return few, many, math.log(last / first) / math.log(many / few)


def _commit(package: Package) -> str:
    """Name the commit of a checkout, and whether it was changed since."""
    return _git(package, "describe", "--always", "--dirty", "--exclude=*")


def _code(package: Package) -> str:
    """Name the files of a checkout's package, and whether they were changed since."""
    folder = "plugins/access_info"
    changed = _git(package, "status", "--porcelain", "--", folder)
    return _git(package, "rev-parse", "--short", f"HEAD:{folder}") + ("-dirty" if changed else "")


def _git(package: Package, *arguments: str) -> str:
    command = ["git", "-C", str(package.root), *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
