"""What people wait for between two builds of everything: commands, one edit, lists of unusual length."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmark import measure, sites
from benchmark.contenders import Contender, Run, tell
from benchmark.measure import Cost
from benchmark.province import agencies, edits
from benchmark.sites import Site

ROWS = 20_000
_EDITS_A_ROUND = 6
_SITE = ("--site-url", "https://tiep-can-thong-tin.mau.example/")
_AS_OF = ("--as-of", agencies.AS_OF.isoformat())

NAMES = {
    "version": "--version",
    "explain": "explain TT101",
    "check_one": "check của một cơ quan, không đổi gì",
    "check": "check, không đổi gì",
    "preview_again": "preview lần nữa, sau một sửa đổi",
    "build_unchanged": "access-info build, không đổi gì",
    "mkdocs_unchanged": "mkdocs build, không đổi gì",
    "mkdocs_empty": "MkDocs + Material, một trang, không plugin",
}


def measure_waits(
    run: Run, contenders: Sequence[Contender], *, rows: int, attachments: int
) -> list[dict[str, Any]]:
    """Measure the same actions with each checkout in turn.

    Args:
        run: The run.
        contenders: One checkout or two, laid out.
        rows: How long the large list is.
        attachments: How many files another agency has; with 0 there is none such.

    Returns:
        For each checkout `waits` (the actions of `NAMES`), `startup`, `edit` and `large_list`, and
        `attachments`, or `None` for these.
    """
    for contender in contenders:
        agencies.write_agencies(contender.complete.cwd / "agencies", run.count)
    waits = _measure_actions(run, contenders)
    return [
        {
            "waits": costs,
            "startup": {
                "version_cpu_s": costs["version"]["cpu_s"],
                "check_cpu_s": costs["check_one"]["cpu_s"],
            },
            "edit": _measure_edits(run, contender),
            "large_list": _measure_long_agency(run, contender, items=rows),
            "attachments": _measure_long_agency(run, contender, attachments=attachments)
            if attachments
            else None,
        }
        for contender, costs in zip(contenders, waits, strict=True)
    ]


def _measure_actions(run: Run, contenders: Sequence[Contender]) -> list[dict[str, Any]]:
    """Do each action once for the caches, then as often as there are rounds, in turn."""
    kept: list[dict[str, Any]] = [{} for _ in contenders]
    for name, label in NAMES.items():
        costs: list[list[Cost]] = [[] for _ in contenders]
        for number in range(run.rounds + 1):
            for place, contender in enumerate(contenders):
                if name == "preview_again":
                    folder = contender.complete.cwd / "agencies"
                    agencies.change_agency(folder, run.count, step=number + 1)
                cost = _run(run, _action(run, contender, name))
                costs[place] += [cost] if number else []
        for place, each in enumerate(costs):
            middle = measure.median(each)
            kept[place][name] = {"wall_s": middle.wall_s, "cpu_s": middle.cpu_s}
            tell(f"{label}: {middle.wall_s:.2f} s, {middle.cpu_s:.2f} s CPU")
    return kept


def _action(run: Run, contender: Contender, name: str) -> Site:
    """Tell how an action is done with a checkout."""
    agency = agencies.agency_ids(run.count)[(run.count + 1) // 2 - 1]
    arguments = {
        "version": ("--version",),
        "explain": ("explain", "TT101"),
        "check_one": ("check", agency, *_AS_OF),
        "check": ("check", *_AS_OF),
        "preview_again": ("preview", agency, *_AS_OF),
    }.get(name)
    if arguments:
        return _command(run, contender.complete, *arguments)
    if name == "build_unchanged":
        return _build(run, contender)
    if name == "mkdocs_unchanged":
        return contender.complete
    folder = contender.complete.cwd.parent / "trang-trong"
    if not folder.exists():
        (folder / "content").mkdir(parents=True)
        (folder / "content" / "index.md").write_text("# Trang\n", encoding="utf-8")
        sites.write_plain_settings(folder)
    return dataclasses.replace(contender.complete, cwd=folder, site=folder / "site")


def _build(run: Run, contender: Contender) -> Site:
    """Build the whole site by our own command, beside the one that MkDocs builds."""
    out = contender.complete.cwd / "trang-cua-lenh"
    site = _command(run, contender.complete, "build", "--out", str(out), "--quiet", *_SITE, *_AS_OF)
    return dataclasses.replace(site, site=out)


def _command(run: Run, site: Site, *arguments: str) -> Site:
    """Run a command of the program's where a site's agencies are; it leaves no site to be weighed."""
    command = [str(run.python), "-m", "access_info", *arguments]
    return dataclasses.replace(site, command=command, site=site.cwd / "khong-co")


def _run(run: Run, site: Site) -> Cost:
    variables = sites.variables(run.environment, site)
    return measure.run(site.commands, cwd=site.cwd, environment=variables, site=site.site)


def _measure_edits(run: Run, contender: Contender) -> dict[str, Any]:
    """Build after each of many drawn edits, and see which files are others than before."""
    site = _build(run, contender)
    folder = site.cwd / "agencies"
    agencies.write_agencies(folder, run.count)
    _run(run, site)
    before = _digests(site.site)
    costs: list[Cost] = []
    changes: list[Mapping[Path, int]] = []
    times = _EDITS_A_ROUND * run.rounds
    for _ in edits.draw_edits(folder, run.count, times):
        costs.append(_run(run, site))
        after = _digests(site.site)
        names = {name for name in before | after if before.get(name) != after.get(name)}
        sizes = {name: (site.site / name).stat().st_size for name in names & after.keys()}
        changes.append(dict.fromkeys(names, 0) | sizes)
        before = after
    middle = measure.median(costs)
    files = [len(changed) for changed in changes]
    volumes = [sum(changed.values()) for changed in changes]
    tell(f"một sửa đổi: {middle.cpu_s:.2f} s CPU, {statistics.median(files):.0f} tệp")
    return {
        "edits": times,
        "wall_s": middle.wall_s,
        "cpu_s": middle.cpu_s,
        "files_changed": round(statistics.median(files)),
        "bytes_changed": round(statistics.median(volumes)),
        "most_files_changed": max(files),
        "most_bytes_changed": max(volumes),
    }


def _digests(site: Path) -> dict[Path, bytes]:
    """Tell each file's content by a hash, by path below a site."""
    found: dict[Path, bytes] = {}
    for path in site.rglob("*"):
        if path.is_file():
            content = hashlib.blake2b(path.read_bytes(), digest_size=16)
            found[path.relative_to(site)] = content.digest()
    return found


def _measure_long_agency(
    run: Run, contender: Contender, *, items: int = 0, attachments: int = 0
) -> dict[str, Any]:
    """Build the site of one agency with a long list, from nothing."""
    folder = contender.complete.cwd.parent / "danh-muc-dai"
    sites.write_settings(folder, contender.package, complete=True)
    edits.write_long_agency(folder / "agencies", items=items, attachments=attachments)
    site = sites.ours(folder, run.python, contender.package)
    cost = _run(run, site)
    largest = max(path.stat().st_size for path in site.site.rglob("*.html"))
    shutil.rmtree(folder)
    tell(f"{items or attachments} mục dài: {cost.cpu_s:.1f} s CPU, {cost.peak_mib:.0f} MiB")
    return {
        "rows": items + attachments,
        "wall_s": round(cost.wall_s, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "peak_mib": round(cost.peak_mib, 1),
        "largest_page_bytes": largest,
    }
