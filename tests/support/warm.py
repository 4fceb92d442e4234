"""Commands in processes of their own that need not load the program first: forked from one that has.

Loading it is most of what a short command costs. What an interpreter decides when it starts (the seed of
hashes, the zone, the encoding of files) is the warm process's: a test about that starts a real one.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from pathlib import Path
from unittest import mock

import warm_readers

_PRELOADED = (
    *("access_info.cli.commands", "access_info.plugin.events", "access_info.imports.lists.run"),
    *("access_info.imports.lists.report", "mkdocs.__main__", "mkdocs.commands.build", "xlsxwriter"),
    *("access_info.office_files.child", "access_info.scanning.kinds"),
    *("access_info.imports.office", "access_info.office_files.old_workbook"),
    "access_info.imports.register.extraction",
    *("warm_readers", "warmed_up"),
)
_SUPPORT = str(Path(__file__).parent)


def context() -> multiprocessing.context.ForkServerContext:
    """What starts processes with the program in them."""
    starter = multiprocessing.get_context("forkserver")
    starter.set_forkserver_preload(list(_PRELOADED))
    paths = (_SUPPORT, os.environ.get("PYTHONPATH", ""))
    # It looks for what it loads where its own interpreter does, not where this one does.
    with mock.patch.dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, paths))):
        forkserver.ensure_running()
    return starter


def run(
    command: Sequence[str], cwd: Path, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """`python -m` with a command, its output kept."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder, name) for name in ("out", "err")]
        process = context().Process(
            target=act, args=(list(command), str(cwd), dict(environ), [*map(str, outputs)])
        )
        process.start()
        process.join()
        out, err = (path.read_text("utf-8") for path in outputs)
    return subprocess.CompletedProcess(list(command), process.exitcode, out, err)


def act(command: list[str], cwd: str, environ: dict[str, str], outputs: list[str]) -> None:
    """Do in this process what `python -m` with a command does, and end it."""
    for number, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
    streams = [
        io.TextIOWrapper(io.FileIO(number, "w", closefd=False), "utf-8", write_through=True)
        for number in (1, 2)
    ]
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__ = streams
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(cwd)
    sys.argv = list(command)
    warm_readers.fork_here()
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - as an interpreter does
        traceback.print_exc()
        code = 1
    else:
        code = 0
    if isinstance(code, str):
        print(code, file=sys.stderr)  # noqa: T201
    for stream in streams:
        stream.flush()
    sys.exit(1 if isinstance(code, str) else code)
