"""`access-info snapshot`: a dated summary of who meets which duty, for trends and comparisons."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from access_info.assessment.province import read_snapshot, snapshot_bytes, snapshot_schema
from access_info.cli.publish.fetching import fetch_and_report
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_jobs,
    add_laws,
    agencies_folder,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems
from access_info.pipeline import Options
from access_info.pipeline.preparation.all_agencies import in_short, judge_each, snapshot
from access_info.pipeline.publish.shared_files import SNAPSHOTS
from access_info.source import replace_file


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "snapshot",
        description="Ghi một tệp JSON nhỏ: ngày nào, cơ quan nào, nghĩa vụ nào ở tình trạng nào. Để các "
        "tệp này trong một thư mục, lần dựng sau so sánh và vẽ xu hướng từ đó.",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("tom-tat"),
        metavar="THƯ_MỤC",
        help="thư mục chứa các bản tóm tắt (mặc định: tom-tat)",
    )
    parser.add_argument(
        "--monthly", action="store_true", help="thôi nếu trong thư mục đã có bản của tháng này"
    )
    parser.add_argument(
        "--fetch",
        metavar="ĐỊA_CHỈ",
        help="trước hết lấy về các bản mà trang đã đăng ở địa chỉ này, ví dụ "
        "https://tiep-can-thong-tin.mau.example/",
    )
    parser.add_argument(
        "--schema", action="store_true", help="in lược đồ JSON của bản tóm tắt rồi thôi"
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    add_jobs(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    if options.schema:
        print(json.dumps(snapshot_schema(), ensure_ascii=False, indent=1))
        return 0
    agencies = agencies_folder(options)
    if options.fetch is not None:
        print(
            fetch_and_report(
                options.fetch, SNAPSHOTS, options.out, read=read_snapshot, what="bản tóm tắt"
            )
        )
    as_of = judgement_day(options)
    if options.monthly and any(options.out.glob(f"{as_of:%Y-%m}-*.json")):
        print(f"Tháng {as_of:%m/%Y} đã có bản tóm tắt.")
        return 0
    build_settings = Options(
        agencies=agencies,
        as_of=as_of,
        laws=laws_folder(options.laws),
        progress=options.progress,
        **({"jobs": options.jobs} if options.jobs else {}),
    )
    judged = judge_each(build_settings, in_short)
    print_problems(judged.problems)
    if judged.stops:
        print("Dữ liệu có lỗi nên chưa ghi được bản tóm tắt.", file=sys.stderr)
        return 1
    summary = snapshot(build_settings, judged)
    path = options.out / f"{summary.as_of}.json"
    replace_file(path, snapshot_bytes(summary))
    print(f"Đã ghi {path}: {len(summary.agencies)} cơ quan.")
    return 0
