"""Measures a national site: from nothing, with nothing changed, with one member changed."""

from __future__ import annotations

import dataclasses
import math
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark import measure
from benchmark.contenders import tell
from benchmark.nation import members as made
from benchmark.nation.peer import weigh_pagefind
from benchmark.nation.queries import largest_file, weigh_queries
from benchmark.sites import EPOCH, Package

_FEW = 8  # members of the nation that growth is measured from
_BUILT = 6  # members whose own sites are built


@dataclass(frozen=True, kw_only=True)
class NationRun:
    """What is measured, and where.

    Attributes:
        members: How many.
        agencies: How many each has.
        python: The interpreter of the environment.
        node: Node, which asks the search.
        pagefind: Pagefind, or `None` to leave it out.
        package: The checkout.
        work: A folder for everything.
        environment: Of the commands.
    """

    members: int
    agencies: int
    python: Path
    node: Path
    pagefind: Path | None
    package: Package
    work: Path
    environment: Mapping[str, str]

    def command(self, nation: Path, site: Path, report: Path) -> list[str]:
        """Return the command that builds the site."""
        words = ["-m", "access_info", "nation", "build", str(nation), "--out", str(site)]
        words += ["--cache", str(self.cache(site)), "--report", str(report)]
        return [str(self.python), *words, "--jobs", str(os.cpu_count() or 1)]

    def cache(self, site: Path) -> Path:
        """Return the cache of a site."""
        return site.with_name(f"{site.name}-cache")


def measure_nation(run: NationRun) -> dict[str, Any]:
    """Write what members publish, and measure builds of the nation from it."""
    published = run.work / "thanh-vien"
    members = made.nation(run.members, run.agencies)
    tell(f"{run.members} tỉnh × {run.agencies} cơ quan: ghi dữ liệu đã đăng")
    nation = made.write_nation(published, members, jobs=os.cpu_count() or 1)
    site = run.work / "site"
    figures: dict[str, Any] = {
        "members": run.members,
        "agencies": run.members * run.agencies,
        "cores": os.cpu_count(),
        "published_bytes": sum(path.stat().st_size for path in published.rglob("*.json")),
        "from_nothing": _built(run, nation, site, "từ đầu"),
    }
    figures["unchanged"] = _built(run, nation, site, "không đổi gì")
    made.write_member(published, members[len(members) // 2], change=1)
    figures["one_changed"] = _built(run, nation, site, "một tỉnh đổi")
    files = [path for path in site.rglob("*") if path.is_file()]
    largest = max(files, key=lambda path: path.stat().st_size)
    name, size = largest_file(site)
    figures |= {
        "files": len(files),
        "bytes": sum(path.stat().st_size for path in files),
        "largest": [largest.relative_to(site).as_posix(), largest.stat().st_size],
        "largest_search_file": [name, size],
        "queries": weigh_queries(run.node, site),
    }
    if run.members > _FEW:
        few = made.write_nation(published, members[:_FEW], jobs=1)
        cost = _built(run, few, run.work / "it", f"{_FEW} tỉnh, từ đầu")
        figures["few"] = {"members": _FEW, **cost}
        ratio = figures["from_nothing"]["cpu_s"] / cost["cpu_s"]
        figures["growth"] = round(math.log(ratio) / math.log(run.members / _FEW), 3)
        shutil.rmtree(run.work / "it")
    figures["members_sites"] = _members_sites(
        run, members[:: max(1, run.members // _BUILT)][:_BUILT]
    )
    if run.pagefind is not None:
        tell("Pagefind trên cùng các mục")
        figures["pagefind"] = weigh_pagefind(run.pagefind, published, members, run.work)
    return figures


def _built(run: NationRun, nation: Path, site: Path, what: str) -> dict[str, Any]:
    """Build the site; tell what it took, and what the processes of its tasks held."""
    report = run.work / "bao-cao.json"
    environment = {
        **run.environment,
        "PYTHONPATH": str(run.package.plugins),
        "SOURCE_DATE_EPOCH": EPOCH,
    }
    cost = measure.run(
        [run.command(nation, site, report)], cwd=run.work, environment=environment, site=site
    )
    tell(f"{what}: {cost.cpu_s:.1f} giây CPU, {cost.wall_s:.1f} giây")
    figures = dataclasses.asdict(cost)
    figures["peak_mib"] = round(cost.peak_mib, 1)
    return figures


def _members_sites(run: NationRun, members: list[made.MadeUpMember]) -> list[float]:
    """Build some members' own sites; return the seconds of processor time that each took."""
    seconds = []
    for member in members:
        work = run.work / f"tinh-{member.code}"
        made.write_data(work / "agencies", member)
        words = ["-m", "access_info", "build", "--agencies", str(work / "agencies")]
        words += ["--out", str(work / "site"), "--site-url", member.url, "--no-cache"]
        environment = {
            **run.environment,
            "PYTHONPATH": str(run.package.plugins),
            "SOURCE_DATE_EPOCH": EPOCH,
        }
        cost = measure.run(
            [[str(run.python), *words]], cwd=work, environment=environment, site=work / "site"
        )
        tell(f"trang riêng của {member.name}: {cost.cpu_s:.1f} giây CPU")
        seconds.append(round(cost.cpu_s, 1))
        shutil.rmtree(work)
    return seconds


def table(figures: Mapping[str, Any]) -> str:
    """Lay out the figures for people."""
    lines = [
        (
            f"{figures['members']} tỉnh, {figures['agencies']} cơ quan, {figures['cores']} lõi; "
            f"các tỉnh đăng {figures['published_bytes'] / 1e6:.0f} MB JSON"
        ),
        "",
        f"{'':24}{'giây CPU':>10}{'giây':>8}{'MiB, tiến trình lớn nhất':>26}",
    ]
    for name, label in (
        ("from_nothing", "từ đầu"),
        ("unchanged", "không đổi gì"),
        ("one_changed", "một tỉnh đổi"),
    ):
        cost = figures[name]
        lines.append(
            f"{label:24}{cost['cpu_s']:>10.1f}{cost['wall_s']:>8.1f}{cost['peak_mib']:>26.0f}"
        )
    queries = figures["queries"]
    name, size = figures["largest_search_file"]
    lines += [
        "",
        (
            f"trang: {figures['files']} tệp, {figures['bytes'] / 1e6:.0f} MB; tệp lớn nhất "
            f"{figures['largest'][0]}, {figures['largest'][1] / 1e6:.1f} MB"
        ),
        f"tệp lớn nhất mà tìm kiếm tải: {name}, {size / 1e3:.1f} kB",
        *(
            f"{label}, nặng nhất trong {queries['queries']} câu: {queries[f'{key}_worst'] / 1e3:.0f} kB "
            f"(“{queries[f'{key}_worst_query']}”), trung bình {queries[f'{key}_mean'] / 1e3:.0f} kB"
            for key, label in (("first", "câu hỏi đầu"), ("second", "câu hỏi thứ hai"))
        ),
    ]
    each = figures["members_sites"]
    lines.append(
        f"trang riêng của {len(each)} tỉnh, giây CPU mỗi tỉnh: {min(each):.1f}–{max(each):.1f}"
    )
    if "growth" in figures:
        few = figures["few"]["members"]
        lines.append(
            f"giây CPU tăng theo số tỉnh, {few} → {figures['members']}: lũy thừa {figures['growth']:.2f}"
        )
    if peer := figures.get("pagefind"):
        lines.append(
            f"Pagefind, {peer['records']} mục: "
            + (
                f"dừng sau {peer['wall_s']:.0f} giây ({peer['ended']})"
                if peer["ended"]
                else f"{peer['wall_s']:.0f} giây, {peer['files']} tệp, {peer['bytes'] / 1e6:.0f} MB"
            )
        )
    return "\n".join(lines)
