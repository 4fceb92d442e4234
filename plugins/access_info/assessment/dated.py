"""JSON files of single days that a site keeps beside its pages."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from access_info.problems import Location, Problem, Rule

DatedRecord = TypeVar("DatedRecord")


def dated_bytes(data: Mapping[str, Any]) -> bytes:
    """Write data as a JSON file; equal data give equal bytes."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def read_dated(
    folder: Path | None,
    read: Callable[[bytes], DatedRecord],
    *,
    day: Callable[[DatedRecord], datetime.date],
    otherwise: Rule,
) -> tuple[tuple[DatedRecord, ...], list[Problem]]:
    """Read every file of a folder, the oldest first, with a problem for each unreadable one.

    Args:
        folder: The folder of the files; `None` or a missing one holds none.
        read: Content → record; raises `ValueError` if it is no such file.
        day: Record → its day, to sort by.
        otherwise: The rule that an unreadable file breaks.
    """
    records, wrong = [], []
    for path in sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else ():
        try:
            records.append(read(path.read_bytes()))
        except (OSError, ValueError):
            wrong.append(otherwise.at(Location(path.as_posix()), name=path.name))
    return tuple(sorted(records, key=day)), wrong
