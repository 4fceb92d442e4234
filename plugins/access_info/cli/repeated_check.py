"""`access-info check`: tells again what the last such check told, or loads the program and checks."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path

from access_info.unchanged import surroundings
from access_info.unchanged.build_record import BuildRecord

_PACKAGE = Path(__file__).parents[1]
# Its `laws` names a folder of further law packs; a check with such packs is not recorded.
_SETTINGS = Path("mkdocs.yml")
# Attributes of the parsed options that no check depends on.
_NO_OPTIONS = frozenset({"command", "progress", "repeated"})


def _record(options: argparse.Namespace) -> BuildRecord:
    """Return the record of such checks, and note the state of everything that this one will read.

    Raises:
        OSError: Something cannot be read; the check itself will say what.
    """
    agencies = options.agencies.resolve()
    typed = [f"{name} {value}" for name, value in vars(options).items() if name not in _NO_OPTIONS]
    cache = agencies.parent / ".cache" / "access-info"
    record = BuildRecord(cache, None, name="\0".join(typed))
    libraries = [Path(path) for path in sys.path if path.endswith("-packages")]
    basis = (
        str(Path.cwd()),
        *surroundings.days(os.environ),
        *surroundings.variables(os.environ, ()),
        *surroundings.interpreter(Path(sys.executable), libraries),
    )
    record.look(basis, (agencies, _SETTINGS, _PACKAGE))
    return record


def check_command(options: argparse.Namespace) -> int:
    """Check the data, or what an option names instead (duties, scans, links); return the exit code."""
    others = (options.findings, options.links, options.scans, options.ocr, options.no_cache)
    record = None
    if not any(others) and options.format != "github":  # there paths depend on where `.git` is
        with contextlib.suppress(OSError):  # the check itself will say what cannot be read
            record = _record(options)
    if record is not None and record.is_repeated():
        for stream, text in record.printed:
            (sys.stderr if stream == "err" else sys.stdout).write(text)
        return record.code
    from access_info.cli.check import check  # noqa: PLC0415 - a repeated check does without
    from access_info.cli.typed import Typed  # noqa: PLC0415 - likewise

    return check(Typed(**vars(options)), record)
