"""The command of ``scripts/bench.py``: what is measured, in which order, and what is shown of it."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib.metadata
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
from benchmark import contenders, measure, parts, phone, records, report, sites, waits
from benchmark.contenders import Contender, Run, tell
from benchmark.measure import Cost
from benchmark.nation import members
from benchmark.nation import run as nation_run
from benchmark.province import agencies
from benchmark.sites import Package, Site
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
    if options.phone:
        return _measure_phone(options, python)
    for count in options.agencies:
        with _folder(keep=options.keep) as work:
            usual = _ROUNDS if count <= contenders.MANY else _ROUNDS_OF_MANY
            run = Run(
                count=count,
                rounds=options.rounds or usual,
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
            agencies=options.agencies[0],
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
        records.write_single_record(options.record, run.package, figures)
    return 0


def _measure_phone(options: argparse.Namespace, python: Path) -> int:
    """Measure pages on a phone, and show and keep the figures."""
    package = Package(options.package.resolve())
    with _folder(keep=options.keep) as work:
        run = Run(
            count=options.agencies[0],
            rounds=options.rounds or _ROUNDS_OF_MANY,
            python=python,
            environment=_setup.environment(),
            work=work,
        )
        try:
            figures = phone.measure_phone(run, package)
        except measure.CommandError as error:
            print(error, file=sys.stderr)
            return 1
    print(json.dumps(figures) if options.json else phone.table(figures))
    if options.record:
        records.write_single_record(options.record, package, figures)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Đo tốc độ dựng trang, so với Hugo.")
    parser.add_argument(
        "--agencies",
        type=int,
        nargs="+",
        help="số cơ quan (mặc định 120), ghi nhiều số thì đo lần lượt; với --nation: của mỗi tỉnh "
        f"(mặc định {members.AGENCIES})",
    )
    parser.add_argument(
        "--nation", action="store_true", help="đo trang cả nước, ghép từ dữ liệu các tỉnh đăng"
    )
    parser.add_argument(
        "--phone", action="store_true", help="đo các trang trên điện thoại cũ, mạng chậm"
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
        help=f"đo cả MkDocs + Material và Zensical từ Markdown khi quá {_MOST_FOR_MKDOCS} cơ quan",
    )
    parser.add_argument(
        "--waits",
        action="store_true",
        help="chỉ đo những gì người dùng phải chờ: các lệnh, một sửa đổi, danh mục dài",
    )
    parser.add_argument(
        "--rows",
        type=int,
        default=waits.ROWS,
        help=f"danh mục dài có bao nhiêu dòng (mặc định {waits.ROWS})",
    )
    parser.add_argument(
        "--attachments",
        type=int,
        default=0,
        help="đo cả một cơ quan có bấy nhiêu tệp đính kèm (2000 tệp mất vài phút)",
    )
    parser.add_argument("--keep", action="store_true", help="giữ lại thư mục đã dựng để xem")
    options = parser.parse_args()
    usual = phone.AGENCIES if options.phone else members.AGENCIES if options.nation else 120
    options.agencies = options.agencies or [usual]
    if min(*options.agencies, options.rounds or 1, 1) < 1:
        parser.error("số cơ quan và số vòng phải từ 1 trở lên")
    for folder in filter(None, (options.package, options.before)):
        if not (folder / "plugins" / "access_info").is_dir():
            parser.error(f"không có mã nguồn (plugins/access_info) trong {folder}")
    if options.waits and options.record:
        parser.error("--record ghi số đo của một lượt đầy đủ, không ghi của --waits")
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
    if options.waits:
        waited = waits.measure_waits(run, ours, rows=options.rows, attachments=options.attachments)
        return {
            "agencies": run.count,
            "cores": os.cpu_count(),
            "rounds": run.rounds,
            **waited[0],
            "before": waited[1] if len(waited) > 1 else None,
        }
    others = _others(run, with_markdown=options.with_mkdocs or run.count <= _MOST_FOR_MKDOCS)
    costs = contenders.play_rounds(run, ours, others)
    medians = {name: _median(each) for name, each in costs.items()}
    # The better of Hugo's two ways is what ours is compared with.
    best = {
        name: min((f"{name}_default", f"{name}_gogc_off"), key=lambda way: medians[way]["cpu_s"])
        for name in ("hugo", "peer")
    }
    now = _figures(run, ours[0])
    peer = run.weigh_memory(others[best["peer"]])
    built = {"ours": ours[0].pages, "complete": ours[0].complete, **others}
    built |= {name: others[way] for name, way in best.items()}
    waited = waits.measure_waits(run, ours, rows=options.rows, attachments=options.attachments)
    return {
        "agencies": run.count,
        "pages": len(pages(ours[0].pages.site)),
        "ours": now.pop("ours"),
        "hugo": medians[best["hugo"]],
        "mkdocs": None,
        "unchanged": now.pop("unchanged"),
        "one_changed": now.pop("one_changed"),
        "complete": now.pop("complete"),
        "index": now.pop("index"),
        "assessment": now.pop("assessment"),
        "peer": medians[best["peer"]],
        **medians,
        "best": best,
        **now,
        **waited[0],
        "peer_total_mib": peer.total_mib if peer else None,
        "files": {
            name: sum(1 for _ in measure.site_files(site.site)) for name, site in built.items()
        },
        "distinctness": parts.measure_distinctness(run, data),
        "cores": os.cpu_count(),
        "rounds": run.rounds,
        "versions": _versions(),
        # Without folders: they are this machine's.
        "options": {
            name: [word for word in site.command if os.sep not in word]
            + [f"{key}={value}" for key, value in site.environment.items()]
            for name, site in others.items()
        },
        "before": {**_figures(run, ours[1]), **waited[1]} if len(ours) > 1 else None,
    }


def _others(run: Run, *, with_markdown: bool) -> dict[str, Site]:
    """Set up what ours is compared with: Hugo in two ways, and generators of plain Markdown."""
    binary, search = sites.hugo_binary(_setup.VENV), sites.pagefind_binary(_setup.VENV)
    shutil.copytree(sites.ROOT / "content", run.work / "content")
    others = {
        "hugo_default": sites.hugo(run.work, binary),
        "peer_default": sites.hugo(run.work, binary, pagefind=search),
    }
    for name in ("hugo", "peer"):
        others[f"{name}_gogc_off"] = sites.without_collector(others[f"{name}_default"])
    if with_markdown:
        others["mkdocs"] = sites.plain_mkdocs(run.work, run.python, run.count)
        others["zensical"] = sites.zensical(others["mkdocs"], run.python)
    return others


def _versions() -> dict[str, str]:
    """Tell the versions of all programs that compete."""
    names = ("hugo", "pagefind_bin", "mkdocs", "mkdocs-material", "zensical")
    return {name: importlib.metadata.version(name) for name in names}


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
    if options.json:
        print(json.dumps(figures))
    elif options.waits:
        print(report.waits_table(figures, figures["before"]))
    else:
        print(report.table(figures, _earlier(options, figures)))
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
