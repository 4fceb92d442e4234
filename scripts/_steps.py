"""The steps of ``scripts/test.py``: each runs a tool and tells how much passed.

A step never stops the next one: whoever fixes things wants to see all that is wrong at once.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import _browser
import _setup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CLOSING_LINE = re.compile(r"^(\d+) passed, (\d+) failed$")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a step ended; a tool that tells no numbers counts as one check."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0


def run_all(*, all_pages: bool, pytest_arguments: Sequence[str]) -> int:
    """Run every step and close with one line for all of them.

    Args:
        all_pages: Open every page in the browser rather than one of each kind.
        pytest_arguments: Handed to pytest as they are.

    Returns:
        0 when everything passed, else 1.
    """
    # Inside the repository, since a browser from a sandboxed package cannot read /tmp.
    cache = _setup.ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="kiem-tra-") as folder:
        work = Path(folder)
        material, plain = work / "material", work / "plain"
        steps: dict[str, Callable[[], Outcome]] = {
            "ruff check": lambda: _tool("ruff", "check"),
            "ruff format": lambda: _tool("ruff", "format", "--check"),
            "mypy": lambda: _tool("mypy"),
            "lint-imports": lambda: _tool("lint-imports", "--no-logo"),
            "pytest": lambda: _pytest(work / "pytest.xml", pytest_arguments),
            "mkdocs build --strict": lambda: _tool(
                "mkdocs", "build", "--strict", "--site-dir", str(material)
            ),
            "access-info build": lambda: _tool("access-info", "build", "--out", str(plain)),
            "trình duyệt, chính các phép thử": _browser_checks_themselves,
            "trình duyệt, giao diện Material": lambda: _pages(material, all_pages=all_pages),
            "trình duyệt, giao diện trơn": lambda: _pages(plain, all_pages=all_pages),
        }
        outcomes = {name: _timed(name, step) for name, step in steps.items()}
    return _sum_up(outcomes)


def _timed(name: str, step: Callable[[], Outcome]) -> Outcome:
    print(f"\n── {name}")
    start = time.monotonic()
    try:
        outcome = step()
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        outcome = Outcome(failed=1)
    print(f"── {name}: {time.monotonic() - start:.1f} giây")
    return outcome


def _sum_up(outcomes: dict[str, Outcome]) -> int:
    failures = {name: outcome.failed for name, outcome in outcomes.items() if outcome.failed}
    print()
    for name, count in failures.items():
        print(f"KHÔNG ĐẠT: {name} ({count})")
    passed = sum(outcome.passed for outcome in outcomes.values())
    skipped = sum(outcome.skipped for outcome in outcomes.values())
    told = f", {skipped} skipped" if skipped else ""
    print(f"{passed} passed, {sum(failures.values())} failed{told}")
    return 1 if failures else 0


def _tool(name: str, *arguments: str) -> Outcome:
    """Run a command that pip installed into the environment."""
    program = _setup.BIN / (f"{name}.exe" if _setup.WINDOWS else name)
    return _one(_run(str(program), *arguments))


def _one(code: int) -> Outcome:
    return Outcome(failed=1) if code else Outcome(passed=1)


def _run(*command: str, **variables: str) -> int:
    environment = _setup.environment(variables)
    done = subprocess.run(command, cwd=_setup.ROOT, env=environment, check=False)
    return done.returncode


def _pytest(results: Path, arguments: Sequence[str]) -> Outcome:
    """Run pytest; a skip is told with its reason, and counted apart."""
    code = _run(
        *(str(_setup.PYTHON), "-m", "pytest", "-q", "-rs", f"--junit-xml={results}", *arguments)
    )
    if not results.exists():
        return _one(code or 1)
    count = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for suite in ET.parse(results).getroot().iter("testsuite"):  # noqa: S314 (pytest wrote it)
        for key in count:
            count[key] += int(suite.get(key, "0"))
    failed = count["failures"] + count["errors"]
    return Outcome(
        passed=count["tests"] - failed - count["skipped"],
        failed=failed or int(code != 0),
        skipped=count["skipped"],
    )


def _browser_checks_themselves() -> Outcome:
    """See that each browser check notices the fault it is there for."""
    tools = {"JAVA": _browser.java(), "CHROMIUM": _browser.chromium()}
    return _one(_run(_browser.node(), "--test", str(_browser.CHECKS / "check.test.mjs"), **tools))


def _pages(site: Path, *, all_pages: bool) -> Outcome:
    """Run the browser checks on a built site, named after its shell."""
    node, java, chromium = _browser.node(), _browser.java(), _browser.chromium()
    command = [node, str(_browser.CHECKS / "check.mjs"), "--site", str(site), "--name", site.name]
    command += ["--chromium", chromium, "--java", java, *(["--all-pages"] if all_pages else [])]
    closing = None
    with subprocess.Popen(
        command,
        cwd=_setup.ROOT,
        env=_setup.environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        for line in process.stdout or ():
            closing = _CLOSING_LINE.match(line.strip())
            if not closing:  # the sum over all steps is the one that closes the run
                print(line, end="")
    if closing is None:
        return Outcome(failed=1)
    return Outcome(passed=int(closing[1]), failed=int(closing[2]))
