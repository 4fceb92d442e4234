"""`access-info nation build`: builds the site of a nation from the data that its members publish."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import sys
import time
from typing import Any

from access_info.cli.build import signing_key
from access_info.cli.parser import UsageError, WrongDataError
from access_info.cli.printing import print_problems
from access_info.cli.typed import Typed, refuse_foreign, site_address
from access_info.extras import Extra, require
from access_info.model.types import vn_date
from access_info.nation.build import (
    NationBuildError,
    NationOptions,
    NationReport,
    build_nation,
)
from access_info.nation.copies import MemberState
from access_info.nation.sending import StorageError, send_site
from access_info.nation.sources import ReadingAccess, cidr
from access_info.nation.work import Cluster, Cost, WorkError
from access_info.pipeline import moment_of_build
from access_info.pipeline.trust.manifest import MANIFEST
from access_info.source.replacing import replace_file
from access_info.waiting import as_typed, note_for_stopped

_REPORT_VERSION = "1.0"


def nation_command(options: Typed) -> None:
    """Build the site of a nation, print which members could not be read, and send the site if asked to."""
    if options.scheduler:
        require(Extra.CLUSTER)
    if options.to:
        require(Extra.STORAGE)
    begun = time.monotonic()
    out = options.out.absolute()
    refuse_foreign(out, options.out, MANIFEST)
    if not options.nation.is_file():
        raise UsageError(
            f"Không có tệp “{options.nation}”. Tạo bằng: access-info init --nation THƯ_MỤC"
        )
    if options.ca is not None and not options.ca.is_file():
        raise UsageError(f"Không có tệp “{options.ca}”.")
    cache = (options.cache or out.parent / ".cache" / "ca-nuoc").absolute()
    wanted = _nation_options(options)
    try:
        report = build_nation(options.nation, out, cache, wanted)
        print_problems(report.problems)
        if not report.members:
            remark = " Trang dựng lần trước vẫn còn nguyên." if out.exists() else ""
            raise WrongDataError((), f"Chưa dựng được trang.{remark}")
        _print_members(report)
        sent = send_site(out, options.to, options.progress) if options.to else None
    except (NationBuildError, StorageError, WorkError) as error:
        raise WrongDataError((), str(error)) from None
    except KeyboardInterrupt:
        note_for_stopped(
            f"Phần đã đọc, đã tính được giữ ở “{as_typed(cache)}”: chạy lại lệnh này sẽ làm tiếp."
        )
        raise
    _print_costs(report)
    if options.report is not None:
        replace_file(options.report, _report_as_json(report, wanted, time.monotonic() - begun))
    shown = sum(state.is_shown for state in report.members)
    done = "Không có gì đổi từ lần dựng trước" if report.is_unchanged else "Đã dựng trang cả nước"
    print(f"{done}: hiện {shown}/{len(report.members)} tỉnh, mở tệp {out / 'index.html'}")
    if sent is not None:
        print(
            f"Đã gửi tới {options.to}: {sent.files} tệp, {sent.same} tệp đã có sẵn, xóa {sent.deleted} tệp."
        )


def _nation_options(options: Typed) -> NationOptions:
    """Return the options of a national build, from those that were typed.

    Raises:
        UsageError: Options do not go together, or a network is not valid.
    """
    cluster = None
    if options.scheduler:
        cluster = Cluster(
            address=options.scheduler, certificates=options.tls, insecure=options.insecure
        )
    elif options.tls or options.insecure:
        raise UsageError("--tls và --insecure chỉ dùng cùng --scheduler.")
    try:
        networks = tuple(map(cidr, options.allow_network))
    except ValueError as error:
        raise UsageError(f"--allow-network: {error}.") from None
    return NationOptions(
        now=moment_of_build(os.environ),
        access=ReadingAccess(
            ca=options.ca.absolute() if options.ca else None,
            networks=networks,
        ),
        site_url=site_address(options.site_url),
        cluster=cluster,
        builds_members=options.members,
        signing_key=signing_key(options),
        progress=options.progress,
        **({"jobs": options.jobs} if options.jobs else {}),
    )


def _print_members(report: NationReport) -> None:
    """Print each member that could not be read or built: why, and what the site shows instead."""
    for state in report.members:
        if state.failures:
            print(
                f"{_member_name(state)}: {' '.join(state.failures)} {_what_is_shown(state)}",
                file=sys.stderr,
            )
        if state.code in report.logs:
            print(f"{_member_name(state)}: lỗi ghi ở {report.logs[state.code]}", file=sys.stderr)


def _print_costs(report: NationReport) -> None:
    """Print the seconds and the memory that each member and the common work took; nothing if none was done."""
    if report.is_unchanged:
        return
    rows = [("Tỉnh", "giây CPU", "bộ nhớ MiB")]
    for state in report.members:
        costs = [cost for cost in report.costs if cost.member == state.code]
        rows.append((_member_name(state), *_cost_figures(costs)))
    rows += [(f"Chung: {task}", *_cost_figures(costs)) for task, costs in _together(report).items()]
    widest = max(len(row[0]) for row in rows)
    for name, seconds, memory in rows:
        print(f"{name:<{widest}}  {seconds:>9}  {memory:>11}")


def _report_as_json(report: NationReport, options: NationOptions, seconds: float) -> str:
    """Return a build's report as the text of a JSON file.

    Args:
        report: The report.
        options: The build's options.
        seconds: Seconds that the build took by the clock.
    """
    data = {
        "schemaVersion": _REPORT_VERSION,
        "created": options.as_of.isoformat(),
        "isUnchanged": report.is_unchanged,
        "seconds": round(seconds, 2),
        "members": [_member_as_json(report, state) for state in report.members],
        "together": [_cost_as_json(task, costs) for task, costs in _together(report).items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _member_as_json(report: NationReport, state: MemberState) -> dict[str, Any]:
    """Return a member's state and the costs of its tasks as plain data.

    Of the state only some fields are part of the report's format.
    """
    known = dataclasses.asdict(state)
    names = ("code", "name", "url", "standing", "created", "reached", "generator")
    return {
        **{name: known[name] for name in names},
        "dataVersion": state.data_version,
        "failures": list(state.failures),
        "tasks": [
            _cost_as_json(cost.task, [cost]) for cost in report.costs if cost.member == state.code
        ],
    }


def _together(report: NationReport) -> dict[str, list[Cost]]:
    """Return the costs of work done for all members together, by the name of the work."""
    together: dict[str, list[Cost]] = {}
    for cost in report.costs:
        if not cost.member:
            together.setdefault(cost.task, []).append(cost)
    return together


def _cost_as_json(name: str, costs: list[Cost]) -> dict[str, Any]:
    """Return the total cost of some tasks as plain data."""
    seconds, memory = _total(costs)
    return {
        "task": name,
        "cpuSeconds": round(seconds, 3),
        "peakMemoryMiB": round(memory, 1),
    }


def _cost_figures(costs: list[Cost]) -> tuple[str, str]:
    """Return the total cost of some tasks as two cells of a table: seconds, and memory in MiB."""
    seconds, memory = _total(costs)
    return f"{seconds:.1f}".replace(".", ","), f"{memory:.0f}"


def _total(costs: list[Cost]) -> tuple[float, float]:
    """Return the seconds that tasks took together, and the most memory that any of them took."""
    return sum(cost.seconds for cost in costs), max((cost.memory for cost in costs), default=0.0)


def _member_name(state: MemberState) -> str:
    return f"{state.name} ({state.code})"


def _what_is_shown(state: MemberState) -> str:
    """Return in a sentence what the site shows of a member that could not be read."""
    if not state.is_shown:
        return "Trang chỉ hiện tên của tỉnh này."
    return f"Trang hiện số liệu ngày {vn_date(datetime.date.fromisoformat(state.created))}."
