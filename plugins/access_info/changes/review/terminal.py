"""A judged proposal for a terminal: plain words; problems are printed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from access_info.changes.compare.difference import Difference
from access_info.changes.report.as_text import as_text
from access_info.changes.review.scope import Scope
from access_info.changes.review.summary import reach, verdict
from access_info.problems import Problem, quotable

_LONGEST = 2_000


def review_text(
    scope: Scope,
    problems: Sequence[Problem],
    difference: Difference | None,
    *,
    root: Path,
    reason: str = "",
    owners: str = "",
    preview: str = "",
) -> str:
    """Write the summary of a judged proposal; no character in it can move the cursor.

    Args:
        scope: The files that the proposal touches.
        problems: Everything that is wrong; only counted here.
        difference: The difference of the data; `None` when no data changed.
        root: The folder that paths are shown relative to.
        reason: The author's reason for its scope, or "".
        owners: The right content of `CODEOWNERS`, or "".
        preview: How to look at the pages, one sentence, or "".
    """
    head = _lines(scope, problems, difference, reason=reason, owners=owners, preview=preview)
    text = "".join(f"{quotable(line, longest=_LONGEST)}\n" for line in head)
    return text if difference is None else f"{text}\n{as_text(difference, base=root)}"


def _lines(
    scope: Scope,
    problems: Sequence[Problem],
    difference: Difference | None,
    *,
    reason: str,
    owners: str,
    preview: str,
) -> Iterator[str]:
    yield verdict(problems, difference)
    yield ""
    yield from (line.replace("`", "") for line in reach(scope, reason, shown=str))
    if owners:
        yield from ("", "Tệp CODEOWNERS phải là (chạy access-info schema để ghi lại):", "")
        yield from (f"  {line}" for line in owners.splitlines())
    if preview:
        yield from ("", f"Xem thử: {preview}")
