"""Builds that compete in one run: Hugo's, and those of one or two checkouts of ours."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmark import measure, memory, sites
from benchmark.measure import Cost
from benchmark.province import agencies
from benchmark.sites import Package, Site
from benchmark.text import pages

# Above it, what takes long is measured once only, and moved sites are removed between rounds.
MANY = 200
_PAUSE = 60
_MISMATCHES = 5

NAMES = {
    "hugo_default": "Hugo",
    "hugo_gogc_off": "Hugo, GOGC=off",
    "peer_default": "Hugo đủ định dạng + Pagefind",
    "peer_gogc_off": "như trên, GOGC=off",
    "mkdocs": "MkDocs + Material, Markdown",
    "zensical": "Zensical, Markdown",
    "ours": "dựng mới",
    "unchanged": "dựng lại, không đổi gì",
    "one_changed": "dựng lại, một cơ quan đổi",
    "complete": "dựng mới, đủ mọi phần",
    "complete_unchanged": "đủ mọi phần, không đổi gì",
    "complete_one_changed": "đủ mọi phần, một cơ quan đổi",
    "complete_restored": "đủ mọi phần, chỉ còn bộ nhớ đệm",
    "complete_fresh": "đủ mọi phần, mã chưa biên dịch",
    "complete_cold_scan": "đủ mọi phần, đọc mọi tệp đính kèm (một lần)",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Run:
    """What all builds of a run have in common.

    Attributes:
        count: How many agencies.
        rounds: How often each is built.
        python: The environment's Python.
        environment: Variables of every command.
        work: Folder of all that the run makes, on the disk that is measured.
    """

    count: int
    rounds: int
    python: Path
    environment: Mapping[str, str]
    work: Path

    def build(self, name: str, site: Site) -> Cost:
        """Build a site and say on stderr how long that took."""
        cost = measure.run(
            site.commands,
            cwd=site.cwd,
            environment=sites.variables(self.environment, site),
            site=site.site,
        )
        tell(f"{NAMES[name]}: {cost.wall_s:.2f} s, {cost.cpu_s:.2f} s CPU")
        return cost

    def weigh_memory(self, site: Site) -> memory.Peaks | None:
        """Build a site anew, untimed, and look at its memory."""
        site.clear()
        environment = sites.variables(self.environment, site)
        return memory.peaks(site.commands, cwd=site.cwd, environment=environment)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Contender:
    """A checkout of ours with the two sites that it builds, and what they took.

    Attributes:
        package: The checkout.
        pages: The site of pages alone, which Hugo makes too.
        complete: The site as the checkout's settings have it, nothing off.
        costs: By name of the build, of each round.
    """

    package: Package
    pages: Site
    complete: Site
    costs: dict[str, list[Cost]] = dataclasses.field(default_factory=dict)

    def add(self, name: str, cost: Cost) -> None:
        """Note what one build took."""
        self.costs.setdefault(name, []).append(cost)


def lay_out(run: Run, package: Package, folder: Path, data: Path) -> Contender:
    """Set up both sites of a checkout, and have it read every attachment.

    Modules and templates are compiled when time counts: a tiny site is built before, if need be.

    Args:
        run: The run.
        package: The checkout.
        folder: Where; it may hold `data` already.
        data: The folder of agencies, which each site gets a copy of.
    """
    compiled = ("templates.db", "*.jinjac")  # today, and by earlier commits
    if not any(any(package.plugins.rglob(name)) for name in compiled):
        _build_tiny_site(run, package, folder / "mot-co-quan")
    built = []
    for name in ("trang", "day-du"):
        sites.write_settings(folder / name, package, complete=name == "day-du")
        shutil.copytree(data, folder / name / "agencies")
        built.append(sites.ours(folder / name, run.python, package))
    contender = Contender(package=package, pages=built[0], complete=built[1])
    contender.add("complete_cold_scan", run.build("complete_cold_scan", contender.complete))
    for source, target in zip(contender.complete.spared, contender.pages.spared, strict=True):
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    return contender


def _build_tiny_site(run: Run, package: Package, folder: Path) -> None:
    sites.write_settings(folder, package, complete=True)
    agencies.write_agencies(folder / "agencies", 1)
    site = sites.ours(folder, run.python, package)
    variables = sites.variables(run.environment, site)
    measure.run(site.commands, cwd=folder, environment=variables, site=site.site)


def play_rounds(
    run: Run, contenders: Sequence[Contender], others: Mapping[str, Site]
) -> dict[str, list[Cost]]:
    """Build everything in turn, each round in another order.

    Args:
        run: The run.
        contenders: Checkouts of ours; the first one's pages are compared with Hugo's.
        others: Sites of other generators by a name of `NAMES`, `hugo_default` among them.

    Returns:
        What the others took; contenders keep their own costs.

    Raises:
        CommandError: A build failed, or the two sites of pages differ.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in others}
    for number in range(run.rounds):
        lanes = [(name, site, costs[name].append) for name, site in others.items()]
        for contender in contenders:
            for name, site in (("ours", contender.pages), ("complete", contender.complete)):
                lanes.append((name, site, contender.costs.setdefault(name, []).append))
        turn = number % len(lanes)
        for name, site, keep in (lanes[turn:] + lanes[:turn])[:: -1 if number % 2 else 1]:
            site.clear()
            keep(run.build(name, site))
        if number == 0 and contenders[0].package == Package():
            _compare(contenders[0].pages.site, others["hugo_default"].site)
        for contender in contenders[:: -1 if number % 2 else 1]:
            _build_again(run, contender, number)
        if run.count > MANY and number + 1 < run.rounds:
            _remove_moved(run.work)
    return costs


def _compare(our_site: Path, hugo_site: Path) -> None:
    if unlike := pages(our_site) ^ pages(hugo_site):
        names = ", ".join(sorted(unlike)[:_MISMATCHES])
        raise measure.CommandError(f"pages of one site only: {names}")


def _build_again(run: Run, contender: Contender, number: int) -> None:
    """Build both sites with nothing changed, then with one agency changed, then from what CI has."""
    for site, prefix in ((contender.pages, ""), (contender.complete, "complete_")):
        for name in ("unchanged", "one_changed"):
            if name == "one_changed":
                agencies.change_agency(site.cwd / "agencies", run.count, step=number + 1)
            contender.add(prefix + name, run.build(prefix + name, site))
    if run.count > MANY and number:
        return
    contender.complete.clear_site()
    _touch(contender.complete.cwd / name for name in ("agencies", "content"))
    contender.add("complete_restored", run.build("complete_restored", contender.complete))
    copy = contender.complete.cwd / "chua-bien-dich"
    shutil.rmtree(copy, ignore_errors=True)
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(contender.package.plugins, copy, ignore=without)
    fresh = dataclasses.replace(contender.complete, environment={"PYTHONPATH": str(copy)})
    fresh.clear()
    contender.add("complete_fresh", run.build("complete_fresh", fresh))


def _touch(folders: Iterable[Path]) -> None:
    """Give every file the times of a fresh checkout."""
    for folder in folders:
        for path in folder.rglob("*"):
            os.utime(path)


def _remove_moved(work: Path) -> None:
    """Make room; then wait until the disk gives out anew what was freed (`Site.clear`)."""
    for place in ("", "*/*/"):
        for folder in work.glob(f"{place}{sites.MOVED}*"):
            shutil.rmtree(folder, ignore_errors=True)
    os.sync()
    time.sleep(_PAUSE)


def tell(text: str) -> None:
    """Say how far the run is, where the report does not go."""
    print(text, file=sys.stderr)
