"""Files of single days that a site keeps beside its pages: written the same way, read as a row."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from access_info.problems import Location, Problem, Rule

DatedRecord = TypeVar("DatedRecord")


def dated_bytes(data: Mapping[str, Any]) -> bytes:
    """A file; the same bytes for the same data."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def read_dated(
    folder: Path | None,
    read: Callable[[bytes], DatedRecord],
    *,
    day: Callable[[DatedRecord], datetime.date],
    otherwise: Rule,
) -> tuple[tuple[DatedRecord, ...], list[Problem]]:
    """Every readable file of a folder, the oldest first, and a problem for each other.

    Args:
        folder: Where they are kept; `None` or a missing one holds none.
        read: Reads one; raises `ValueError` for what is none.
        day: Whose day it is.
        otherwise: What is said of a file that cannot be read.
    """
    records, wrong = [], []
    for path in sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else ():
        try:
            records.append(read(path.read_bytes()))
        except (OSError, ValueError):
            wrong.append(otherwise.at(Location(path.as_posix()), name=path.name))
    return tuple(sorted(records, key=day)), wrong
