"""A register of requests, from its file to requests and everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from access_info.imports.register.contradictions import Judge
from access_info.imports.register.package import open_package
from access_info.imports.register.requests import Reader, Request
from access_info.imports.register.table import read_table
from access_info.legal.framework import Framework
from access_info.problems import Problem, in_order


@dataclasses.dataclass(frozen=True)
class Register:
    """A register as read.

    Attributes:
        sheet: Name of its sheet; "" when it could not be found.
        requests: Its requests, of any years. They hold nothing of who asked, or for what.
        problems: Everything that is wrong, in order.
    """

    sheet: str
    requests: tuple[Request, ...]
    problems: tuple[Problem, ...]


def read_register(path: Path, *, framework: Framework, as_of: datetime.date) -> Register:
    """Reads a register; never raises for what is in the file.

    Args:
        path: The file, absolute.
        framework: The laws, with the jurisdiction's own days off.
        as_of: Nothing can have happened after this day.

    Raises:
        OSError: The file cannot be read at all.
    """
    package = open_package(path)
    if isinstance(package, Problem):
        return Register("", (), (package,))
    table, problems = read_table(package, path)
    if table is None:
        return Register("", (), tuple(in_order(problems)))
    reader = Reader(table, framework, as_of)
    requests = tuple(reader.requests())
    all_problems = [*reader.problems, *Judge(table, framework).problems(requests)]
    return Register(table.sheet, requests, tuple(in_order(all_problems)))
