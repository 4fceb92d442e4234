#!/usr/bin/env python3
"""Time our build against Hugo's on a made-up province, in one run, on the same disk.

Both make the Vietnamese pages. What Hugo's project has no counterpart for (search, files to download,
pages for frames, English) is on in one more build of ours; the search index is timed alone, and so
is judging every duty of every agency.

Each round builds with both in turn, the order changing from round to round: ours cold (no cache, no
earlier site) and Hugo into a fresh folder; then ours again with nothing changed, and with one row of
one agency edited. The figures are medians over the rounds. Plain MkDocs with Material, from
Markdown, is built once, and only up to 120 agencies: beyond that it takes minutes.

Needs nothing but Python: it makes its own environment (see ``_setup``).
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import _setup
from benchmark import agencies, measure, sites
from benchmark.measure import Cost
from benchmark.text import pages

_MOST_FOR_MKDOCS = 120
_NAMES = {
    "ours": "dựng mới",
    "hugo": "Hugo",
    "mkdocs": "MkDocs + Material, Markdown",
    "unchanged": "dựng lại, không đổi gì",
    "one_changed": "dựng lại, một cơ quan đổi",
    "complete": "dựng mới, đủ mọi phần",
}


def main() -> int:
    """Set up, generate, measure, report.

    Returns:
        0 when everything was measured, 1 when a build failed or the two sites differ, 2 when the
        set-up failed.
    """
    _setup.speak_utf8()
    options = _arguments()
    try:
        with _stdout_on_stderr():
            python = _setup.ensure(_setup.TEST)
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    with _folder(keep=options.keep) as work:
        try:
            report = _measure(options, python, work)
        except measure.CommandError as error:
            print(error, file=sys.stderr)
            return 1
    print(json.dumps(report) if options.json else _table(report))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Đo tốc độ dựng trang, so với Hugo.")
    parser.add_argument("--agencies", type=int, default=120, help="số cơ quan (mặc định 120)")
    parser.add_argument("--rounds", type=int, help="số vòng (mặc định: 5, trên 200 cơ quan thì 3)")
    parser.add_argument("--json", action="store_true", help="chỉ in kết quả dạng JSON")
    parser.add_argument(
        "--with-mkdocs",
        action="store_true",
        help=f"đo cả MkDocs + Material từ Markdown khi quá {_MOST_FOR_MKDOCS} cơ quan",
    )
    parser.add_argument("--keep", action="store_true", help="giữ lại thư mục đã dựng để xem")
    options = parser.parse_args()
    if options.agencies < 1 or (options.rounds or 1) < 1:
        parser.error("số cơ quan và số vòng phải từ 1 trở lên")
    options.rounds = options.rounds or (5 if options.agencies <= 200 else 3)  # noqa: PLR2004
    return options


@contextlib.contextmanager
def _stdout_on_stderr() -> Iterator[None]:
    """Whatever the set-up and its child processes say stays out of the report."""
    sys.stdout.flush()
    console = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(console, 1)
        os.close(console)


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


def _measure(options: argparse.Namespace, python: Path, work: Path) -> dict[str, object]:
    count, rounds = options.agencies, options.rounds
    size = sites.write_province(work, count)
    _tell(f"{count} cơ quan, {size / 1e6:.1f} MB YAML")
    ours = sites.ours(work, python)
    hugo = sites.hugo(work, sites.hugo_binary(_setup.VENV))
    costs: dict[str, list[Cost]] = {"ours": [], "hugo": [], "unchanged": [], "one_changed": []}
    for number in range(rounds):
        cold = [("ours", ours), ("hugo", hugo)]
        for name, site in cold[:: -1 if number % 2 else 1]:
            site.clear()
            costs[name].append(_build(name, site))
        if number == 0 and (unlike := pages(ours.site) ^ pages(hugo.site)):
            raise measure.CommandError(f"pages of one site only: {', '.join(sorted(unlike)[:5])}")
        costs["unchanged"].append(_build("unchanged", ours))
        agencies.change_agency(work / "agencies", count, step=number + 1)
        costs["one_changed"].append(_build("one_changed", ours))
    costs["complete"], index = _complete(options, python, work)
    assessment = _assessment(options, python, work)
    mkdocs = None
    if count <= _MOST_FOR_MKDOCS or options.with_mkdocs:
        mkdocs = measure.median([_build("mkdocs", sites.plain_mkdocs(work, python, count))])
    medians = {name: dataclasses.asdict(measure.median(samples)) for name, samples in costs.items()}
    return {
        "agencies": count,
        "pages": len(pages(ours.site)),
        "ours": medians["ours"],
        "hugo": medians["hugo"],
        "mkdocs": dataclasses.asdict(mkdocs) if mkdocs else None,
        "unchanged": medians["unchanged"],
        "one_changed": medians["one_changed"],
        "complete": medians["complete"],
        "index": index,
        "assessment": assessment,
    }


def _complete(
    options: argparse.Namespace, python: Path, work: Path
) -> tuple[list[Cost], dict[str, float]]:
    """Everything on; then the search index by itself, from what that build left."""
    folder = work / "complete"
    folder.mkdir()
    sites.write_province(folder, options.agencies, complete=True)
    ours = sites.ours(folder, python)
    costs = []
    for _ in range(options.rounds):
        ours.clear()
        costs.append(_build("complete", ours))
    parts, out = folder / ".cache" / "access-info" / "parts", work / "index"
    outputs = _alone(options, python, work, "index", str(parts), str(out))
    size = sum(path.stat().st_size for path in out.iterdir())
    index = {"records": int(outputs[0][0]), "cpu_s": _median(outputs), "bytes": size}
    _tell(f"chỉ mục tìm kiếm: {index['cpu_s']:.2f} s")
    return costs, index


def _assessment(options: argparse.Namespace, python: Path, work: Path) -> dict[str, float]:
    """Judging every duty of every agency, once each; reading is not counted."""
    outputs = _alone(options, python, work, "assess", str(work / "agencies"))
    assessment = {"findings": int(outputs[0][1]), "cpu_s": _median(outputs)}
    _tell(f"xét nghĩa vụ: {assessment['cpu_s']:.2f} s")
    return assessment


def _alone(
    options: argparse.Namespace, python: Path, work: Path, part: str, *arguments: str
) -> list[list[str]]:
    """Run a module of `benchmark` each round; return what it prints, seconds of processor time last."""
    command = [str(python), "-m", f"benchmark.{part}", *arguments]
    variables = sites.variables(_setup.environment()) | {"PYTHONPATH": str(_setup.ROOT / "scripts")}
    outputs = []
    for _ in range(options.rounds):
        done = subprocess.run(
            command, cwd=work, env=variables, check=True, stdout=subprocess.PIPE, text=True
        )
        outputs.append(done.stdout.split())
    return outputs


def _median(outputs: list[list[str]]) -> float:
    return round(statistics.median(float(fields[-1]) for fields in outputs), 3)


def _build(name: str, site: sites.Site) -> Cost:
    variables = sites.variables(_setup.environment())
    cost = measure.run(site.command, cwd=site.cwd, environment=variables, site=site.site)
    _tell(f"{_NAMES[name]}: {cost.wall_s:.2f} s")
    return cost


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _table(report: dict[str, object]) -> str:
    """Lay out the figures for people, each beside Hugo's."""
    base = report["hugo"]
    rows: list[Sequence[str]] = [
        ("", "giây", "× Hugo", "giây CPU", "× Hugo", "MiB", "× Hugo", "MB", "× Hugo")
    ]
    for key, name in _NAMES.items():
        cost = report[key]
        if not isinstance(cost, dict) or not isinstance(base, dict):
            continue
        cells = [name]
        for figure, form, unit in (
            ("wall_s", "{:.2f}", 1),
            ("cpu_s", "{:.2f}", 1),
            ("peak_mib", "{:.0f}", 1),
            ("bytes", "{:.1f}", 1e6),
        ):
            cells.append(form.format(cost[figure] / unit))
            cells.append(f"{cost[figure] / base[figure]:.2f}")
        rows.append(cells)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [f"{report['agencies']} cơ quan, {report['pages']} trang HTML; trung vị"]
    index = report["index"]
    if isinstance(index, dict):
        note = (
            f"{index['records']} mục, {index['cpu_s']:.2f} giây CPU, {index['bytes'] / 1e6:.1f} MB"
        )
        lines.append(f"chỉ mục tìm kiếm: {note}")
    assessment = report["assessment"]
    if isinstance(assessment, dict):
        note = f"{assessment['findings']} kết quả, {assessment['cpu_s']:.2f} giây CPU"
        lines.append(f"xét nghĩa vụ: {note}")
    for row in rows:
        first, *rest = (cell for cell in row)
        figures = "  ".join(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        lines.append(f"{first.ljust(widths[0])}  {figures}")
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
