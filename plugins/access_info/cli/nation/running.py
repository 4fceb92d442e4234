"""Runs `access-info nation build` as it was typed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from access_info.cli.nation.report import print_costs, print_members, report_file
from access_info.cli.publish.signing import signing_key
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.usage import UsageError
from access_info.nation.build import Cluster, NationBuildError, NationOptions, build_nation
from access_info.nation.sending import StorageError, send_site
from access_info.nation.sources import ReadingAccess, cidr
from access_info.nation.work import WorkError
from access_info.pipeline import moment_of_build
from access_info.pipeline.trust.manifest import MANIFEST
from access_info.source import replace_file
from access_info.waiting.progress import Progress
from access_info.waiting.stopping import as_typed, note_for_stopped


def build(options: argparse.Namespace) -> int:
    """Build, tell of every member, send what was made."""
    begun = time.monotonic()
    out = options.out.absolute()
    _refuse_foreign(out, options.out)
    if not options.nation.is_file():
        raise UsageError(
            f"Không có tệp “{options.nation}”. Tạo bằng: access-info init --nation THƯ_MỤC"
        )
    if options.ca is not None and not options.ca.is_file():
        raise UsageError(f"Không có tệp “{options.ca}”.")
    cache = (options.cache or out.parent / ".cache" / "ca-nuoc").absolute()
    progress: Progress = options.progress
    wanted = _options(options, progress)
    try:
        report = build_nation(options.nation, out, cache, wanted)
        print_problems(report.problems)
        if not report.members:
            remark = " Trang dựng lần trước vẫn còn nguyên." if out.exists() else ""
            print(f"Chưa dựng được trang.{remark}", file=sys.stderr)
            return 1
        print_members(report)
        sent = send_site(out, options.to, progress) if options.to else None
    except (NationBuildError, StorageError, WorkError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        note_for_stopped(
            f"Phần đã đọc, đã tính được giữ ở “{as_typed(cache)}”: chạy lại lệnh này sẽ làm tiếp."
        )
        raise
    print_costs(report)
    if options.report is not None:
        replace_file(options.report, report_file(report, wanted, time.monotonic() - begun))
    shown = sum(state.is_shown for state in report.members)
    done = "Không có gì đổi từ lần dựng trước" if report.is_unchanged else "Đã dựng trang cả nước"
    print(f"{done}: hiện {shown}/{len(report.members)} tỉnh, mở tệp {out / 'index.html'}")
    if sent is not None:
        print(
            f"Đã gửi tới {options.to}: {sent.files} tệp, {sent.same} tệp đã có sẵn, xóa {sent.deleted} tệp."
        )
    return 0


def _options(options: argparse.Namespace, progress: Progress) -> NationOptions:
    """Return what is asked for, as it was typed."""
    url = options.site_url
    cluster = None
    if options.scheduler:
        cluster = Cluster(
            address=options.scheduler, certificates=options.tls, insecure=options.insecure
        )
    elif options.tls or options.insecure:
        raise UsageError("--tls và --insecure chỉ dùng cùng --scheduler.")
    return NationOptions(
        now=moment_of_build(os.environ),
        access=ReadingAccess(
            ca=options.ca.absolute() if options.ca else None,
            networks=_networks(options.allow_network),
        ),
        site_url=url if not url or url.endswith("/") else f"{url}/",
        cluster=cluster,
        builds_members=options.members,
        signing_key=signing_key(options),
        progress=progress,
        **({"jobs": options.jobs} if options.jobs else {}),
    )


def _networks(typed: list[str]) -> tuple[str, ...]:
    try:
        return tuple(map(cidr, typed))
    except ValueError as error:
        raise UsageError(f"--allow-network: {error}.") from None


def _refuse_foreign(out: Path, typed: Path) -> None:
    """Raise if a folder holds something other than a site, which a build would replace."""
    if out.is_file():
        raise UsageError(f"“{typed}” là một tệp, không phải thư mục.")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise UsageError(
            f"Thư mục “{typed}” đang chứa thứ khác, dựng trang vào đây sẽ xóa mất. Chọn thư mục "
            "khác hoặc thư mục chưa có."
        )
