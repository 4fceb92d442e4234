"""Have an office file read by a child process, and say in Vietnamese why there are no grids."""

from __future__ import annotations

from pathlib import Path

from access_info.imports.office import rules
from access_info.imports.office.grid import Book
from access_info.imports.office.plain import from_plain
from access_info.model.types import vn_date
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.office_files.sandbox import Failure, ask_child
from access_info.problems import Location, Problem, Rule

_TASK = "access_info.imports.office.kinds:read_as_plain"
_RULES = {rule.code: rule for rule in vars(rules).values() if isinstance(rule, Rule)}


def read_office(path: Path) -> Book | Problem:
    """Read the grids of an office file in a child process, or tell why it is not read.

    Args:
        path: The file, absolute.

    Raises:
        OSError: It cannot be read at all.
    """
    place = Location(path.as_posix())
    most = LIMITS[Purpose.LIST].file
    if path.stat().st_size > most:
        return rules.TOO_LARGE.at(place, what=f"trên {most // MEGABYTE} MB")
    with path.open("rb"):
        pass  # the caller reports a file that may not be read
    answer = ask_child(path.absolute(), Purpose.LIST, _TASK)
    if isinstance(answer, Failure):
        return _failed(answer, place)
    if "book" in answer:
        return from_plain(answer["book"], vn_date)
    return _RULES[answer["code"]].at(place, **answer["values"])


def _failed(failure: Failure, place: Location) -> Problem:
    if failure is Failure.TOO_LONG:
        return rules.TOO_LONG.at(place, what=f"{LIMITS[Purpose.LIST].patience} giây")
    if failure is Failure.MEMORY:
        return rules.TOO_LONG.at(place, what="bộ nhớ")
    if failure is Failure.ANSWER:
        return rules.TOO_LARGE.at(place, what="chữ trong các ô dài khác thường")
    return rules.DAMAGED.at(place)
