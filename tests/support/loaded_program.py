"""What each run of a command loads anew, loaded once for all tests of this process.

The laws as they are, and the readers of foreign files.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path
from unittest import mock

import warm
import warm_readers

from access_info.cli import typed
from access_info.legal import framework
from access_info.office_files import sandbox
from access_info.pipeline.preparation import context as build_context
from access_info.problems import Problem

_OUR_LAWS = framework.DATA
_load = framework.load_framework
_load_ours = functools.cache(_load)


def laws_of_today(
    extra: Path | None = None,
) -> tuple[framework.Framework | None, list[Problem]]:
    """Return what `load_framework` returns, having read our own laws once.

    Args:
        extra: Laws that a test brings along, which may change from run to run and are read each time.
    """
    ours = extra is None and framework.DATA == _OUR_LAWS
    loaded, problems = _load_ours() if ours else _load(extra)
    return loaded, list(problems)


def _forking(tests: int) -> BaseContext:
    """What forks readers: the server for the process of the tests, and a worker of a command itself."""
    return warm.context() if os.getpid() == tests else multiprocessing.get_context("fork")


@contextmanager
def loaded_program() -> Iterator[None]:
    """Whatever runs meanwhile in this process has all of it at once."""
    with ExitStack() as stack:
        for module in (typed, build_context):
            stack.enter_context(mock.patch.object(module, "load_framework", laws_of_today))
        if sys.platform != "win32":
            processes = warm_readers.processes(functools.partial(_forking, os.getpid()))
            stack.enter_context(mock.patch.object(sandbox, "subprocess", processes))
        yield
