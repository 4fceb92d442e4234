"""The laws as they are, read once for many runs of commands in this process: a fifth of a run's time."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from access_info.cli.terminal import laws
from access_info.legal.framework import Framework, load_framework
from access_info.pipeline.preparation import context as build_context
from access_info.problems import Problem

_load_once = functools.cache(load_framework)


def _load(extra: Path | None = None) -> tuple[Framework | None, list[Problem]]:
    """Laws that a test brings along may change from run to run, and are read each time."""
    framework, problems = _load_once() if extra is None else load_framework(extra)
    return framework, list(problems)


@contextmanager
def loaded_laws() -> Iterator[None]:
    """Whatever runs meanwhile has the program's own laws at once."""
    with (
        mock.patch.object(laws, "load_framework", _load),
        mock.patch.object(build_context, "load_framework", _load),
    ):
        yield
