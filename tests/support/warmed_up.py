"""Loaded by the process that commands are forked from: what a first run in a process loads and works out.

Half of a short build is that: modules loaded late, templates, laws, patterns of words. Nothing of it
depends on the data or the settings that are built.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import tempfile
import threading
from pathlib import Path

import concurrent_commands
import tiny_province

from access_info.cli import main
from access_info.cli.commands import whole_parser

# What builds by MkDocs load late; a build here would leave its loggers behind.
_BY_MKDOCS = (
    *("colorama", "material.templates", "pygments.lexers", "pygments.formatters"),
    *(f"markdown.extensions.{name}" for name in ("attr_list", "codehilite", "fenced_code")),
)


def _practise() -> None:
    whole_parser()  # loads every command
    for name in _BY_MKDOCS:
        importlib.import_module(name)
    before = Path.cwd()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        try:
            os.chdir(tiny_province.lay_out(Path(folder, "tinh")))
            main(["build", "--jobs", "1", "--out", "trang", "--as-of", "2026-11-24"])
            concurrent_commands.lay_out(Path(folder, "xa"))
            os.chdir(Path(folder, "xa"))
            for command in ("import", "issue"):
                main(concurrent_commands.words(command, "a"))
        finally:
            os.chdir(before)
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join()
    gc.collect()
    gc.freeze()  # so that no fork looks through all of it, and copies it by looking


_practise()
