"""Parts of a build that are measured alone: the index, judging, the gate; and what the data is like."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmark import sites
from benchmark.contenders import MANY, Contender, Run, tell
from benchmark.sites import ROOT, Package

SCRIPTS = Path("scripts")
_LISTS = {"demo": ROOT / "agencies", "vinh_bao": ROOT / "tests/sites/vinh-bao/agencies"}
# Below a complete site: what a search fetches.
_SEARCH = Path("tim-kiem", "du-lieu")


def measure_parts(run: Run, contender: Contender) -> dict[str, Any]:
    """Measure what the complete build of a contender consists of.

    Args:
        run: The run.
        contender: Its complete site is there, as built last.

    Returns:
        `index`, `assessment`, `gate` and `largest_search_file`, as the report has them.
    """
    root = contender.package.root
    complete = contender.complete
    cache, out = complete.cwd / ".cache" / "access-info", complete.cwd / "chi-muc"
    # Earlier commits kept contributions in a folder of their own.
    stored = cache / "parts" if (cache / "parts").exists() else cache
    outputs = _alone(run, root, contender.package, "index", str(stored), str(out))
    size = sum(_sizes(out).values())
    index = {"records": int(outputs[0][0]), "cpu_s": _median(outputs, 3), "bytes": size}
    tell(f"chỉ mục tìm kiếm: {index['cpu_s']:.2f} s")
    data = complete.cwd / "agencies"
    outputs = _alone(run, root, contender.package, "assess", str(data))
    assessment = {"findings": int(outputs[0][1]), "cpu_s": _median(outputs, 3)}
    tell(f"xét nghĩa vụ: {assessment['cpu_s']:.2f} s")
    gate = {}
    for name, folder in {"bench": data, **_LISTS}.items():
        outputs = _alone(run, ROOT, contender.package, "gate", str(folder))
        gate[name] = _median(outputs, 4)
    tell(f"xét trước khi đăng, 100.000 chữ: {gate['bench'] * 1000:.0f} ms")
    fetched = _sizes(complete.site / _SEARCH)
    largest = max(fetched, key=fetched.__getitem__)
    return {
        "index": index,
        "assessment": assessment,
        "gate": gate,
        "largest_search_file": {"name": largest.name, "bytes": fetched[largest]},
    }


def measure_distinctness(run: Run, data: Path) -> dict[str, Any]:
    """Tell how much values of the made-up data and of real lists repeat themselves."""
    folders = {"bench": data, **_LISTS}
    command = [str(run.python), "-m", "benchmark.distinctness", *map(str, folders.values())]
    lines = _output(run, ROOT, Package(), command)
    return dict(zip(folders, map(json.loads, lines.splitlines()), strict=True))


def _alone(
    run: Run, scripts: Path, package: Package, part: str, *arguments: str
) -> list[list[str]]:
    """Run a module of `benchmark` as often as builds; return what it prints, processor time last.

    Args:
        run: The run.
        scripts: The checkout whose module it is: what it asks of a package differs from commit to
            commit.
        package: The checkout that is measured.
        part: The module.
        arguments: Of the module.
    """
    command = [str(run.python), "-m", f"benchmark.{part}", *arguments]
    rounds = run.rounds if run.count <= MANY else 1
    return [_output(run, scripts, package, command).split() for _ in range(rounds)]


def _output(run: Run, scripts: Path, package: Package, command: Sequence[str]) -> str:
    variables = sites.variables(run.environment)
    variables["PYTHONPATH"] = os.pathsep.join((str(scripts / SCRIPTS), str(package.plugins)))
    done = subprocess.run(
        command, cwd=run.work, env=variables, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _sizes(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def _median(outputs: list[list[str]], digits: int) -> float:
    return round(statistics.median(float(fields[-1]) for fields in outputs), digits)
