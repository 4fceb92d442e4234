"""What pages and the search cost on an old phone behind a slow link (``tests/browser/phone.mjs``).

The site is that of a made-up province and the real commune that strangers wrote queries for. Figures move
with whatever else the machine does: compare those of one idle run.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import trustme

import _browser
from benchmark import measure, sites
from benchmark.contenders import Run
from benchmark.province import agencies
from benchmark.real import PUBLISHED
from benchmark.sites import Package

AGENCIES = 36
QUERIES = 20
_COMMUNE = sites.ROOT / "tests" / "sites" / "vinh-bao" / "agencies" / PUBLISHED
_STRANGERS = sites.ROOT / "tests" / "search" / "strangers"
_QUERY = re.compile(r'^- \{q: "([^"]+)"', re.MULTILINE)
_MADE_UP = f"co-quan/{agencies.agency_ids(2)[1]}/"
# By key of the record: the page, and what people call it.
PAGES = {
    "home": ("", "trang đầu"),
    "agency": (_MADE_UP, "cơ quan"),
    "list": (f"co-quan/{PUBLISHED}/cong-khai/", "danh mục"),
    "how_to_ask": (f"{_MADE_UP}cach-yeu-cau/", "cách yêu cầu"),
    "asking": ("yeu-cau/", "hỏi thông tin"),
    "directory": ("co-quan/", "các cơ quan"),
    "dashboard": ("giam-sat/", "giám sát"),
    "search": ("tim-kiem/", "tìm kiếm, chưa gõ gì"),
}
_FIGURES = ("requests", "kb", "fcp_ms", "lcp_ms", "blocking_ms", "cls")


def measure_phone(run: Run, package: Package) -> dict[str, Any]:
    """Build the site, load pages and ask the search, by HTTP/1.1 and by HTTP/2.

    Args:
        run: The run; every page is loaded in each of its rounds.
        package: The checkout that builds the site.

    Returns:
        By protocol, of each of `PAGES` medians and the worst layout shift; of all queries, each asked once
        by somebody who was never there, the time to the first result, and their requests in all and
        beyond what the page loads anyway.

    Raises:
        CommandError: The build or the browser failed.
    """
    sites.write_settings(run.work, package, complete=True)
    agencies.write_agencies(run.work / "agencies", run.count)
    shutil.copytree(_COMMUNE, run.work / "agencies" / PUBLISHED)
    site = sites.ours(run.work, run.python, package)
    variables = sites.variables(run.environment, site)
    measure.run(site.commands, cwd=site.cwd, environment=variables, site=site.site)
    loaded = _load(run, site.site)
    return {
        "agencies": run.count,
        "queries": QUERIES,
        "rounds": run.rounds,
        "cores": os.cpu_count(),
        **{protocol: _weigh(loads) for protocol, loads in loaded.items()},
    }


def queries() -> list[str]:
    """Draw some of the strangers' queries, always the same."""
    sets = (path.read_text(encoding="utf-8") for path in sorted(_STRANGERS.glob("set-*.yml")))
    asked = [query for entries in sets for query in _QUERY.findall(entries)]
    return random.Random(30).sample(asked, QUERIES)  # noqa: S311 - the same draw each time


def _load(run: Run, site: Path) -> dict[str, Any]:
    certificate = trustme.CA().issue_cert("127.0.0.1")
    asked = {
        "pages": {key: address for key, (address, _) in PAGES.items()},
        "search": PAGES["search"][0],
        "queries": queries(),
        "rounds": run.rounds,
        "key": certificate.private_key_pem.bytes().decode(),
        "cert": certificate.cert_chain_pems[0].bytes().decode(),
    }
    command = (_browser.node(), str(_browser.CHECKS / "phone.mjs"), str(site))
    done = subprocess.run(
        command,
        env={**run.environment, "CHROMIUM": _browser.chromium()},
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise measure.CommandError(f"{' '.join(command)}: exit code {done.returncode}")
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def _weigh(loads: Mapping[str, Any]) -> dict[str, Any]:
    pages = {key: _medians(rounds) for key, rounds in loads["pages"].items()}
    searches = loads["searches"]
    requests = [search["requests"] for search in searches]
    first = [search["first_result_ms"] for search in searches]
    return {
        "pages": pages,
        "search": {
            **_medians(searches),
            "first_result_ms": round(statistics.median(first)),
            "first_result_p90_ms": round(statistics.quantiles(first, n=10)[-1]),
            "requests_worst": max(requests),
            "further_requests": statistics.median(requests) - pages["search"]["requests"],
        },
    }


def _medians(loads: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Take the median of each figure by itself; of layout shift, the worst."""
    figures = {name: [load[name] for load in loads] for name in _FIGURES}
    medians = {name: round(statistics.median(each), 1) for name, each in figures.items()}
    return medians | {"cls": round(max(figures["cls"]), 3)}


def table(figures: Mapping[str, Any]) -> str:
    """Lay out the figures for people."""
    lines = [f"{figures['agencies']} cơ quan, {figures['queries']} câu hỏi, {figures['cores']} lõi"]
    for protocol, name in (("http1", "HTTP/1.1"), ("http2", "HTTP/2")):
        measured = figures[protocol]
        head = ("yêu cầu", "kB", "FCP ms", "LCP ms", "nghẽn ms", "xê dịch")
        lines += ["", f"{name:22}" + "".join(f"{words:>10}" for words in head)]
        rows = [(label, measured["pages"][key]) for key, (_, label) in PAGES.items()]
        for label, page in (*rows, ("tìm kiếm, có ?q=", measured["search"])):
            lines.append(f"{label:22}" + "".join(f"{page[figure]:>10}" for figure in _FIGURES))
        search = measured["search"]
        lines.append(
            f"kết quả đầu tiên: trung vị {search['first_result_ms'] / 1000:.1f} s, 90 % trong "
            f"{search['first_result_p90_ms'] / 1000:.1f} s; nhiều nhất {search['requests_worst']} yêu cầu"
        )
    return "\n".join(lines)
