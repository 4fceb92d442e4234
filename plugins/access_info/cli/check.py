"""`access-info check`: is the data fit to publish?"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from access_info.cli.annotations import repository_of, workflow_commands
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
from access_info.cli.schema import all_rules
from access_info.cli.targets import add_targets, targets
from access_info.pipeline import Options, day_of_build, prepare
from access_info.pipeline.judging import in_full, judge_each
from access_info.problems import errors, failures, in_order


def add_to(commands: Commands) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "check",
        help="kiểm tra dữ liệu của mọi cơ quan, của vài cơ quan hoặc vài tệp",
        description="Kiểm tra dữ liệu: chỉ ra tệp, dòng, cột và cách sửa của từng lỗi.",
    )
    add_targets(parser)
    add_agencies(parser)
    parser.add_argument(
        "--format",
        choices=("text", "github", "json"),
        default="text",
        help="text: cho người đọc; github: ghi chú cạnh dòng đã đổi của bản đề nghị; json: cho chương "
        "trình (mặc định: text)",
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
    asked = targets(options.paths, agencies)
    only = asked.agencies
    if options.findings:
        if options.format == "github":
            raise UsageError("--findings chỉ in được dạng text hoặc json.")
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
    problems = [item for item in problems if asked.cover(Path(item.location.path))]
    if options.format == "json":
        print_json(problems)
    elif options.format == "github":
        titles = {rule.code: rule.title for rule in all_rules()}
        for line in workflow_commands(problems, root=repository_of(agencies), titles=titles):
            print(line)
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
