"""`access-info check`: is the data fit to publish?"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from access_info.cli.parser import (
    Commands,
    UsageError,
    add_agencies,
    add_day,
    add_jobs,
    add_laws,
    laws_folder,
)
from access_info.cli.report import print_finding, print_json, print_problems, total
from access_info.pipeline import Options, day_of_build, prepare
from access_info.pipeline.judging import in_full, judge_each
from access_info.problems import errors, failures, in_order


def add_to(commands: Commands) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "check",
        help="kiểm tra dữ liệu của mọi cơ quan, hoặc của vài thư mục, vài tệp",
        description="Kiểm tra dữ liệu: chỉ ra tệp, dòng, cột và cách sửa của từng lỗi.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="ĐƯỜNG_DẪN",
        help="thư mục cơ quan hoặc tệp trong đó; bỏ trống: tất cả",
    )
    add_agencies(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text: cho người đọc; json: cho chương trình (mặc định: text)",
    )
    parser.add_argument(
        "--findings",
        action="store_true",
        help="xét cả nghĩa vụ: mỗi nghĩa vụ ở tình trạng nào, bằng chứng, còn thiếu gì",
    )
    add_day(parser)
    add_laws(parser)
    add_jobs(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Checks and prints."""
    agencies = options.agencies.resolve()
    only, files = _wanted(options.paths, agencies)
    if options.findings:
        return _findings(options, agencies, only)
    prepared = prepare(
        Options(
            agencies=agencies,
            as_of=day_of_build(None, os.environ),
            laws=laws_folder(options.laws),
            **({"jobs": options.jobs} if options.jobs else {}),
        ),
        spool=None,
        only=only,
    )
    problems = in_order(prepared.problems)
    if files:
        problems = [item for item in problems if Path(item.location.path) in files]
    elif only is not None:
        folders = [agencies / name for name in only]
        problems = [
            item
            for item in problems
            if any(Path(item.location.path).is_relative_to(folder) for folder in folders)
            or not Path(item.location.path).is_relative_to(agencies)
        ]
    if options.format == "json":
        print_json(problems)
    else:
        print_problems(problems)
        print(total(problems, agencies=len(prepared.outcomes)))
    return 1 if failures(problems) else 0


def _findings(options: argparse.Namespace, agencies: Path, only: frozenset[str] | None) -> int:
    """Judges duties and prints how each stands; a finding is never an error."""
    typed = options.as_of.isoformat() if options.as_of else None
    judged = judge_each(
        Options(
            agencies=agencies,
            as_of=day_of_build(typed, os.environ),
            laws=laws_folder(options.laws),
            **({"jobs": options.jobs} if options.jobs else {}),
        ),
        in_full,
        only=only,
    )
    findings = [one for agency in judged.found for one in agency]
    if options.format == "json":
        print(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        for one in findings:
            print_finding(one)
    if judged.stops:
        print_problems(errors(judged.problems))
        return 1
    return 0


def _wanted(paths: list[Path], agencies: Path) -> tuple[frozenset[str] | None, set[Path]]:
    """The agencies that paths name, and the single files among them.

    Raises:
        UsageError: A path does not exist or lies outside the folder of agencies.
    """
    if not paths:
        return None, set()
    only: set[str] = set()
    files: set[Path] = set()
    for path in paths:
        whole = path.resolve()
        if not whole.exists():
            raise UsageError(f"Không có “{path}”.")
        if whole == agencies:
            return None, set()
        if not whole.is_relative_to(agencies):
            raise UsageError(
                f"“{path}” không nằm trong thư mục “{agencies}”. Thêm --agencies THƯ_MỤC nếu dữ "
                "liệu ở chỗ khác."
            )
        name = whole.relative_to(agencies).parts[0]
        if (agencies / name).is_dir():
            only.add(name)
        if whole.is_file():
            files.add(whole)
    if files and not all(path.resolve() in files for path in paths):
        files = set()
    return frozenset(only), files
