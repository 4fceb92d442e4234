"""Problems as GitHub shows them beside the changed lines of a pull request.

Workflow commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from access_info.problems import Problem, Severity

# GitHub shows so many of each kind for one step; the others are in its log alone.
_SHOWN = 10


def repository_of(folder: Path) -> Path:
    """Find the root of the repository that holds a folder, else the current folder."""
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            return parent
    return Path.cwd()


def workflow_commands(
    problems: Sequence[Problem], *, root: Path, titles: Mapping[str, str]
) -> Iterator[str]:
    """Yield a workflow command for each problem, then one that counts them all.

    Args:
        problems: The problems, in order.
        root: The folder that paths are shown relative to.
        titles: Titles of rules by code.
    """
    counts: Counter[Severity] = Counter()
    for problem in problems:
        counts[problem.severity] += 1
        yield _command(problem, root, titles, shown=counts[problem.severity] <= _SHOWN)
    if max(counts.values(), default=0) > _SHOWN:
        text = (
            f"Có {counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo. Ở đây chỉ hiện "
            f"{_SHOWN} chỗ mỗi loại; xem đủ trong nhật ký của bước này, hoặc chạy access-info check."
        )
        yield f"::notice title={_property('Còn nữa')}::{_message(text)}"


def _command(problem: Problem, root: Path, titles: Mapping[str, str], *, shown: bool) -> str:
    place = problem.location
    path = place.relative_to(root)
    title = " ".join(filter(None, [f"[{problem.code}]", titles.get(problem.code)]))
    text = f"{problem.message}\n→ {problem.cure}"
    if not shown:
        text = f"{path}:{place.line}:{place.column}: {text}"
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    properties = {"file": path, "line": place.line, "col": place.column, "title": title}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {listed}::{_message(text)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
