"""Has a file read by a process with little memory and little time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import access_info
from access_info.imports.office import rules
from access_info.imports.office.child import MOST_SECONDS
from access_info.imports.office.grid import Book
from access_info.imports.office.plain import from_plain
from access_info.model.dates import vn_date
from access_info.problems import Location, Problem, Rule

MOST_BYTES = 100_000_000
_RULES = {rule.code: rule for rule in vars(rules).values() if isinstance(rule, Rule)}
# What the system ends a process with that used more than it may.
_EXHAUSTED = frozenset(
    -getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)
)


def read_office(path: Path) -> Book | Problem:
    """The grids of an office file, or why it is not read.

    Args:
        path: The file, absolute.

    Raises:
        OSError: It cannot be read at all.
    """
    place = Location(path.as_posix())
    if path.stat().st_size > MOST_BYTES:
        return rules.TOO_LARGE.at(place, what=f"trên {MOST_BYTES // 1_000_000} MB")
    with path.open("rb"):
        pass  # whether it may be read is told by whoever asks
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by the running Python
            [sys.executable, "-P", "-X", "utf8", "-m", "access_info.imports.office.child", path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return rules.TOO_LONG.at(place, what=f"{MOST_SECONDS} giây")
    told = _told(done.stdout)
    if told is None:
        if done.returncode in _EXHAUSTED:
            return rules.TOO_LONG.at(place, what=f"{MOST_SECONDS} giây")
        return rules.DAMAGED.at(place)
    if "book" in told:
        return from_plain(told["book"], vn_date)
    return _RULES[told["code"]].at(place, **told["values"])


def _surroundings() -> dict[str, str]:
    """The environment, in which the process finds this package too."""
    own = str(Path(access_info.__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([own, before] if before else [own])}


def _told(output: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(output)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
