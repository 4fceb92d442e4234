"""The command of ``scripts/bench.py``: what is measured, in which order, and what is shown of it."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import _node
import _setup
from benchmark import contenders, measure, parts, records, report, sites
from benchmark.contenders import Contender, Run, tell
from benchmark.measure import Cost
from benchmark.nation import members
from benchmark.nation import run as nation_run
from benchmark.province import agencies
from benchmark.sites import Package
from benchmark.text import pages

_MOST_FOR_MKDOCS = 120
_ROUNDS, _ROUNDS_OF_MANY = 5, 3


def run(python: Path) -> int:
    """Generate, measure, report.

    Args:
        python: The environment's interpreter.

    Returns:
        0 when everything was measured, 1 when a build failed or the two sites differ.
    """
    options = _arguments()
    if options.nation:
        return _measure_nation(options, python)
    with _folder(keep=options.keep) as work:
        run = Run(
            count=options.agencies,
            rounds=options.rounds,
            python=python,
            environment=_setup.environment(),
            work=work,
        )
        try:
            figures = _measure(options, run)
        except measure.CommandError as error:
            print(error, file=sys.stderr)
            return 1
    _show(options, figures)
    return 0


def _measure_nation(options: argparse.Namespace, python: Path) -> int:
    """Measure a national site, and show and keep the figures."""
    with _folder(keep=options.keep) as work:
        run = nation_run.NationRun(
            members=options.members,
            agencies=options.agencies,
            python=python,
            node=Path(_node.node()),
            pagefind=sites.pagefind_binary(_setup.VENV) if options.with_pagefind else None,
            package=Package(options.package.resolve()),
            work=work,
            environment=_setup.environment(),
        )
        try:
            figures = nation_run.measure_nation(run)
        except measure.CommandError as error:
            print(error, file=sys.stderr)
            return 1
    print(json.dumps(figures) if options.json else nation_run.table(figures))
    if options.record:
        records.write_nation_record(options.record, run.package, figures)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Đo tốc độ dựng trang, so với Hugo.")
    parser.add_argument(
        "--agencies",
        type=int,
        help=f"số cơ quan (mặc định 120); với --nation: của mỗi tỉnh (mặc định {members.AGENCIES})",
    )
    parser.add_argument(
        "--nation", action="store_true", help="đo trang cả nước, ghép từ dữ liệu các tỉnh đăng"
    )
    parser.add_argument(
        "--members",
        type=int,
        default=members.MEMBERS,
        help=f"với --nation: số tỉnh (mặc định {members.MEMBERS})",
    )
    parser.add_argument(
        "--with-pagefind",
        action="store_true",
        help="với --nation: đo cả Pagefind trên cùng các mục (lâu)",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        help=f"số vòng (mặc định: {_ROUNDS}, trên {contenders.MANY} cơ quan thì {_ROUNDS_OF_MANY})",
    )
    parser.add_argument("--json", action="store_true", help="chỉ in kết quả dạng JSON")
    parser.add_argument(
        "--package",
        type=Path,
        metavar="THƯ_MỤC",
        default=sites.ROOT,
        help="bản mã nguồn cần đo (mặc định: chính kho này)",
    )
    parser.add_argument(
        "--before",
        type=Path,
        metavar="THƯ_MỤC",
        help="bản mã nguồn trước đó (git worktree), đo xen kẽ trong cùng một lượt",
    )
    parser.add_argument(
        "--record",
        metavar="TÊN",
        help="ghi kết quả, cùng ngày và số lõi, vào scripts/benchmark/records/TÊN.json; "
        f"“{records.BEFORE}” là số liệu mà mọi lượt sau được so với",
    )
    parser.add_argument(
        "--with-mkdocs",
        action="store_true",
        help=f"đo cả MkDocs + Material từ Markdown khi quá {_MOST_FOR_MKDOCS} cơ quan",
    )
    parser.add_argument("--keep", action="store_true", help="giữ lại thư mục đã dựng để xem")
    options = parser.parse_args()
    options.agencies = options.agencies or (members.AGENCIES if options.nation else 120)
    if options.agencies < 1 or (options.rounds or 1) < 1:
        parser.error("số cơ quan và số vòng phải từ 1 trở lên")
    for folder in filter(None, (options.package, options.before)):
        if not (folder / "plugins" / "access_info").is_dir():
            parser.error(f"không có mã nguồn (plugins/access_info) trong {folder}")
    usual = _ROUNDS if options.agencies <= contenders.MANY else _ROUNDS_OF_MANY
    options.rounds = options.rounds or usual
    return options


@contextlib.contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """Make a folder inside the repository: on the disk that the real site is built on."""
    cache = _setup.ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=cache, prefix="do-toc-do-"))
    try:
        yield work
    finally:
        if keep:
            print(f"Giữ lại: {work}", file=sys.stderr)
        else:
            shutil.rmtree(work, ignore_errors=True)


def _measure(options: argparse.Namespace, run: Run) -> dict[str, Any]:
    """Measure all that the report holds; `NAMES` in `contenders` says what each build is."""
    data = run.work / "agencies"
    size = agencies.write_agencies(data, run.count)
    tell(f"{run.count} cơ quan, {size / 1e6:.1f} MB YAML")
    packages = [Package(folder.resolve()) for folder in (options.package, options.before) if folder]
    ours = [
        contenders.lay_out(run, package, run.work / f"ban-{number}", data)
        for number, package in enumerate(packages, 1)
    ]
    binary = sites.hugo_binary(_setup.VENV)
    search = sites.pagefind_binary(_setup.VENV)
    shutil.copytree(sites.ROOT / "content", run.work / "content")
    others = {
        "hugo": sites.hugo(run.work, binary),
        "peer": sites.hugo(run.work, binary, pagefind=search),
    }
    costs = contenders.play_rounds(run, ours, others)
    mkdocs = None
    if run.count <= _MOST_FOR_MKDOCS or options.with_mkdocs:
        mkdocs = [run.build("mkdocs", sites.plain_mkdocs(run.work, run.python, run.count))]
    now = _figures(run, ours[0])
    built = {"ours": ours[0].pages, "complete": ours[0].complete, **others}
    peer = run.weigh_memory(others["peer"])
    return {
        "agencies": run.count,
        "pages": len(pages(ours[0].pages.site)),
        "ours": now.pop("ours"),
        "hugo": _median(costs["hugo"]),
        "mkdocs": _median(mkdocs) if mkdocs else None,
        "unchanged": now.pop("unchanged"),
        "one_changed": now.pop("one_changed"),
        "complete": now.pop("complete"),
        "index": now.pop("index"),
        "assessment": now.pop("assessment"),
        "peer": _median(costs["peer"]),
        **now,
        "peer_total_mib": peer.total_mib if peer else None,
        "files": {
            name: sum(1 for _ in measure.site_files(site.site)) for name, site in built.items()
        },
        "distinctness": parts.measure_distinctness(run, data),
        "cores": os.cpu_count(),
        "rounds": run.rounds,
        "before": _figures(run, ours[1]) if len(ours) > 1 else None,
    }


def _figures(run: Run, contender: Contender) -> dict[str, Any]:
    """Gather what one checkout's builds took, and what their parts take alone."""
    medians = {name: _median(costs) for name, costs in contender.costs.items()}
    memory = run.weigh_memory(contender.complete)
    return {
        **medians,
        "parent_mib": memory.parent_mib if memory else None,
        "total_mib": memory.total_mib if memory else None,
        **parts.measure_parts(run, contender),
    }


def _median(costs: list[Cost]) -> dict[str, float]:
    return dataclasses.asdict(measure.median(costs))


def _show(options: argparse.Namespace, figures: Mapping[str, Any]) -> None:
    """Print the report, and keep it where that was asked for."""
    text = (
        json.dumps(figures) if options.json else report.table(figures, _earlier(options, figures))
    )
    print(text)
    if options.record:
        package = Package(options.package.resolve())
        record = records.write_record(options.record, package, dict(figures))
        if exponent := records.growth(record):
            few, many, power = exponent
            tell(f"giây CPU tăng theo số cơ quan, {few} → {many}: lũy thừa {power:.2f}")
        if options.before:
            earlier = {**figures, **figures["before"], "before": None}
            records.write_record(records.BEFORE, Package(options.before.resolve()), earlier)


def _earlier(options: argparse.Namespace, figures: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the report compares with: the other checkout of this run, else the record."""
    if figures["before"]:
        return {**figures, **figures["before"], "source": f"{options.before}, cùng lượt này"}
    record = records.read_record(records.BEFORE)
    run = record["runs"].get(str(figures["agencies"]))
    if run is None:
        return None
    source = f"bản ghi {record['commit']}, ngày {run['day']}, {run['cores']} lõi"
    return {**run, "source": source}
