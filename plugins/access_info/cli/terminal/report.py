"""Prints problems for people and for programs."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.assessment import STATUSES
from access_info.model.types import vn_date
from access_info.problems import Problem, failures


def print_problems(problems: Sequence[Problem]) -> None:
    """Print every problem in two lines, paths relative to the current folder."""
    for problem in problems:
        print(problem.format(Path.cwd()), file=sys.stderr)


def print_json(problems: Sequence[Problem]) -> None:
    """Print problems on standard output as a list of objects."""
    print(json.dumps([item.as_json(Path.cwd()) for item in problems], ensure_ascii=False, indent=1))


def total(problems: Sequence[Problem], *, agencies: int) -> str:
    """Write the closing line: how much was read and what was found."""
    wrong = len(failures(problems))
    warned = len(problems) - wrong
    return f"Đã kiểm tra {agencies} cơ quan: {wrong} lỗi, {warned} cảnh báo."


def print_finding(finding: Mapping[str, Any]) -> None:
    """Print the status of one duty of one agency, then what is missing and where."""
    day = vn_date(datetime.date.fromisoformat(str(finding["due"]))) if finding["due"] else ""
    due = f", hạn {day}" if day else ""
    status = STATUSES[finding["status"]]
    citation = f" ({finding['citation']})" if finding["citation"] else ""
    print(f"{finding['agency']}: {finding['title']}: {status}{due}{citation}")
    if finding["reason"]:
        print(f"    {finding['reason']}")
    for lack in finding["lacking"]:
        place = f"{lack['file']}:{lack['line']}" if lack["line"] else lack["file"]
        row = f" [{lack['row']}]" if lack["row"] else ""
        print(f"    còn thiếu: {lack['what']}{row} → {place}")
