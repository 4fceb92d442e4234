"""What a national build says of its members: on the terminal, and in a file for programs."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
from typing import Any

from access_info.model.declarations.date_words import vn_date
from access_info.nation.build import NationOptions, NationReport
from access_info.nation.copies import MemberState
from access_info.nation.work import Cost

REPORT_VERSION = "1.0"


def print_members(report: NationReport) -> None:
    """Print who could not be read, why, and what is shown instead."""
    for state in report.members:
        if state.failures:
            print(f"{_called(state)}: {' '.join(state.failures)} {_shown(state)}", file=sys.stderr)
        if state.code in report.logs:
            print(f"{_called(state)}: lỗi ghi ở {report.logs[state.code]}", file=sys.stderr)


def print_costs(report: NationReport) -> None:
    """Print what each member took, and what all together; nothing where nothing was made."""
    if report.is_unchanged:
        return
    rows = [("Tỉnh", "giây CPU", "bộ nhớ MiB")]
    for state in report.members:
        costs = [of[state.code] for of in report.costs.values() if state.code in of]
        rows.append((_called(state), *_figures(costs)))
    rows += [(f"Chung: {what}", *_figures([cost])) for what, cost in report.together.items()]
    widest = max(len(row[0]) for row in rows)
    for name, seconds, memory in rows:
        print(f"{name:<{widest}}  {seconds:>9}  {memory:>11}")


def report_file(report: NationReport, options: NationOptions, seconds: float) -> str:
    """Write what a build tells of itself as JSON.

    Args:
        report: What it tells.
        options: What was asked for.
        seconds: What it took by the clock.
    """
    data = {
        "schemaVersion": REPORT_VERSION,
        "created": options.as_of.isoformat(),
        "isUnchanged": report.is_unchanged,
        "seconds": round(seconds, 2),
        "members": [_member(report, state) for state in report.members],
        "together": [_cost(what, cost) for what, cost in report.together.items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _member(report: NationReport, state: MemberState) -> dict[str, Any]:
    known = dataclasses.asdict(state)
    names = ("code", "name", "url", "standing", "created", "reached", "generator")
    return {
        **{name: known[name] for name in names},
        "dataVersion": state.data_version,
        "failures": list(state.failures),
        "tasks": [
            _cost(what, of[state.code]) for what, of in report.costs.items() if state.code in of
        ],
    }


def _cost(what: str, cost: Cost) -> dict[str, Any]:
    return {
        "task": what,
        "cpuSeconds": round(cost.seconds, 2),
        "peakMemoryMiB": round(cost.memory, 1),
    }


def _figures(costs: list[Cost]) -> tuple[str, str]:
    seconds = sum(cost.seconds for cost in costs)
    memory = max((cost.memory for cost in costs), default=0.0)
    return f"{seconds:.1f}".replace(".", ","), f"{memory:.0f}"


def _called(state: MemberState) -> str:
    return f"{state.name} ({state.code})"


def _shown(state: MemberState) -> str:
    if not state.is_shown:
        return "Trang chỉ hiện tên của tỉnh này."
    return f"Trang hiện số liệu ngày {vn_date(datetime.date.fromisoformat(state.created))}."
