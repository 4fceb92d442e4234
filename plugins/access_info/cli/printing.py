"""Prints problems for people, as JSON, and as GitHub shows them beside the lines of a pull request.

Workflow commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.problems import Problem, Severity, failures


def print_problems(problems: Sequence[Problem]) -> None:
    """Print every problem in two lines, paths relative to the current folder."""
    for problem in problems:
        print(problem.format(Path.cwd()), file=sys.stderr)


def print_steps(heading: str, *steps: str) -> None:
    """Print a heading, then the numbered steps that a person does next."""
    print(heading)
    for number, step in enumerate(steps, start=1):
        print(f"  {number}. {step}")


def print_json(data: object) -> None:
    """Print data as JSON, for programs."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def problems_as_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data for JSON, paths relative to the current folder."""
    return [problem.as_json(Path.cwd()) for problem in problems]


def total_line(problems: Sequence[Problem], *, agencies: int) -> str:
    """Return the closing line: the number of agencies, errors and warnings."""
    wrong = len(failures(problems))
    warned = len(problems) - wrong
    return f"Đã kiểm tra {agencies} cơ quan: {wrong} lỗi, {warned} cảnh báo."


# GitHub shows so many of each kind for one step; the others are in its log alone.
_MAX_SHOWN = 10


def workflow_commands(
    problems: Sequence[Problem], *, root: Path, titles: Mapping[str, str]
) -> Iterator[str]:
    """Yield a workflow command for each problem; where GitHub will hide some, then one that counts them.

    Args:
        problems: The problems, in order.
        root: The folder that paths are shown relative to.
        titles: Titles of rules by code.
    """
    counts: Counter[Severity] = Counter()
    for problem in problems:
        counts[problem.severity] += 1
        yield _workflow_command(problem, root, titles, shown=counts[problem.severity] <= _MAX_SHOWN)
    if max(counts.values(), default=0) > _MAX_SHOWN:
        text = (
            f"Có {counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo. Ở đây chỉ hiện "
            f"{_MAX_SHOWN} chỗ mỗi loại; xem đủ trong nhật ký của bước này, hoặc chạy access-info check."
        )
        yield f"::notice title={_escaped_property('Còn nữa')}::{_escaped_message(text)}"


def print_annotations(problems: Sequence[Problem], root: Path) -> None:
    """Print problems as workflow commands, which GitHub shows at the lines; paths relative to a folder."""
    titles = {code: texts["title"] for code, texts in rule_texts().items()}
    for line in workflow_commands(problems, root=root, titles=titles):
        print(line)


def _workflow_command(
    problem: Problem, root: Path, titles: Mapping[str, str], *, shown: bool
) -> str:
    """Return the workflow command of one problem.

    Args:
        problem: The problem.
        root: The folder that paths are shown relative to.
        titles: Titles of rules by code.
        shown: Whether GitHub will show it at its line; else the text itself names the place.
    """
    place = problem.location
    path = place.relative_to(root)
    title = " ".join(filter(None, [f"[{problem.code}]", titles.get(problem.code)]))
    text = f"{problem.message}\n→ {problem.cure}"
    if not shown:
        text = f"{path}:{place.line}:{place.column}: {text}"
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    properties = {"file": path, "line": place.line, "col": place.column, "title": title}
    listed = ",".join(
        f"{name}={_escaped_property(str(value))}" for name, value in properties.items()
    )
    return f"::{kind} {listed}::{_escaped_message(text)}"


def _escaped_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped_message(text).replace(":", "%3A").replace(",", "%2C")


# Title and explanation of every rule, written by `access-info schema`: to load all that declares rules takes long.
RULE_TEXTS = Path(__file__).with_name("rules.json")


def rule_texts() -> dict[str, dict[str, str]]:
    """Return `title` and `explanation` of every rule of every room, by code."""
    texts: dict[str, dict[str, str]] = json.loads(RULE_TEXTS.read_bytes())
    return texts
