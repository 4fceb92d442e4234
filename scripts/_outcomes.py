"""How the steps of ``scripts/test.py`` ended: counted, and what failed named once more at the end."""

from __future__ import annotations

import re
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING

import _setup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Of one step; whoever has more to mend looks at what it printed.
_MOST_NAMED = 40


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a step ended; a tool that tells no numbers counts as one check.

    Attributes:
        names: What failed, as far as the tool says.
    """

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    names: tuple[str, ...] = ()


def outcome_of(code: int) -> Outcome:
    """Count a tool that only tells by its exit code."""
    return Outcome(failed=1) if code else Outcome(passed=1)


def outcome_in(results: Path, code: int) -> Outcome:
    """Count what a tool told in JUnit's format.

    Args:
        results: The XML file; without it the exit code counts.
        code: How the tool ended: a failure that is no test's counts too.
    """
    if not results.exists():
        return outcome_of(code or 1)
    # What a test prints may have signs that XML has no room for, of colours on a terminal.
    written = _CONTROL.sub("", results.read_text(encoding="utf-8", errors="replace"))
    cases = list(ET.fromstring(written).iter("testcase"))  # noqa: S314 (our tools wrote it)
    failed = [case for case in cases if _has(case, "failure", "error")]
    skipped = sum(_has(case, "skipped") for case in cases)
    return Outcome(
        passed=len(cases) - len(failed) - skipped,
        failed=len(failed) or int(code != 0),
        skipped=skipped,
        names=tuple(dict.fromkeys(map(_name, failed))),
    )


def timed(name: str, step: Callable[[], Outcome]) -> Outcome:
    """Run a step between its name and how long it took; a set-up that fails is a failed step."""
    print(f"\n── {name}")
    start = time.monotonic()
    try:
        outcome = step()
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        outcome = Outcome(failed=1)
    print(f"── {name}: {time.monotonic() - start:.1f} giây")
    return outcome


def sum_up(outcomes: dict[str, Outcome]) -> int:
    """Print what failed, then one line for all steps.

    Returns:
        0 when everything passed, else 1.
    """
    failures = {name: outcome for name, outcome in outcomes.items() if outcome.failed}
    print()
    for name, outcome in failures.items():
        print(f"KHÔNG ĐẠT: {name} ({outcome.failed})")
        for words in outcome.names[:_MOST_NAMED]:
            print(f"  {words}")
        if len(outcome.names) > _MOST_NAMED:
            print("  …")
    passed = sum(outcome.passed for outcome in outcomes.values())
    failed = sum(outcome.failed for outcome in failures.values())
    skipped = sum(outcome.skipped for outcome in outcomes.values())
    skips = f", {skipped} skipped" if skipped else ""
    print(f"{passed} passed, {failed} failed{skips}")
    return 1 if failures else 0


def _has(case: ET.Element, *endings: str) -> bool:
    return any(case.find(ending) is not None for ending in endings)


def _name(case: ET.Element) -> str:
    """Name a test: pytest tells its module, Node only its words."""
    module, name = case.get("classname", ""), case.get("name", "")
    return f"{module}::{name}" if module.startswith("tests") else name
