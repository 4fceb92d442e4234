"""Problems for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from access_info.problems import Problem, errors


def print_problems(problems: Sequence[Problem]) -> None:
    """Every problem, two lines each, paths relative to the current folder."""
    for problem in problems:
        print(problem.format(Path.cwd()), file=sys.stderr)


def print_json(problems: Sequence[Problem]) -> None:
    """A list of objects on standard output."""
    print(json.dumps([item.as_json(Path.cwd()) for item in problems], ensure_ascii=False, indent=1))


def total(problems: Sequence[Problem], *, agencies: int) -> str:
    """The closing line: how much was read and what was found."""
    wrong = len(errors(problems))
    warned = len(problems) - wrong
    return f"Đã kiểm tra {agencies} cơ quan: {wrong} lỗi, {warned} cảnh báo."
