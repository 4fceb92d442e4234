"""`access-info check`: tells again what the last such check told, or loads the program and checks."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from access_info.unchanged import surroundings
from access_info.unchanged.appearance import appearance_of_inputs
from access_info.unchanged.cache_guard import read_cached

_PACKAGE = Path(__file__).parents[1]
# Its `laws` names a folder of further law packs; a check with such packs is not recorded.
_SETTINGS = Path("mkdocs.yml")
# The coarsest file system (FAT) stores times in steps of this many nanoseconds.
_TICK = 2_000_000_000
# So many checks with different options are recorded, the newest.
_MOST = 8
# Attributes of the parsed options that no check depends on.
_NO_OPTIONS = frozenset({"command", "progress", "repeated"})


class CheckRecord:
    """The records of checks of a folder of agencies, and the state in which the next one finds it."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Note the state of everything that the check will read; it must not have begun yet.

        Raises:
            OSError: Something cannot be read; the check itself will say what.
        """
        agencies = options.agencies.resolve()
        self._file = agencies.parent / ".cache" / "access-info" / "check-record.json"
        content = read_cached(self._file)
        self._records: dict[str, Any] = json.loads(content) if content else {}
        self._moment = time.time_ns() - _TICK
        places = (agencies, _SETTINGS.absolute(), _PACKAGE)
        self._inputs = appearance_of_inputs(map(str, places), since=0)
        self._young = self._inputs.contents(self._moment)
        libraries = [Path(path) for path in sys.path if path.endswith("-packages")]
        basis = (
            *(
                f"{name} {value}"
                for name, value in vars(options).items()
                if name not in _NO_OPTIONS
            ),
            str(Path.cwd()),
            *surroundings.days(os.environ),
            *surroundings.variables(os.environ, ()),
            *surroundings.interpreter(Path(sys.executable), libraries),
            self._inputs.digest,
        )
        text = "\0".join(basis).encode("utf-8", "surrogateescape")
        self._key = hashlib.blake2b(text, digest_size=16).hexdigest()

    @property
    def last(self) -> tuple[int, str, str] | None:
        """Exit code, standard output and errors of the last such check; `None` if anything changed since."""
        last = self._records.get(self._key)
        if last is None or self._inputs.contents(last["moment"]) != last["young"]:
            return None
        code, out, err = last["told"]
        return code, out, err

    def keep(self, code: int, out: str, err: str) -> None:
        """Record this check, which has ended, as the newest; if that fails, it is not repeated.

        Args:
            code: Its exit code.
            out: What it printed on standard output.
            err: What it printed about the data on standard error.
        """
        from access_info.source.replacing import write_cached  # noqa: PLC0415 - loaded by a check

        this = {"moment": self._moment, "young": self._young, "told": (code, out, err)}
        others = {key: record for key, record in self._records.items() if key != self._key}
        newest = [*others.items(), (self._key, this)][-_MOST:]
        text = json.dumps(dict(newest), ensure_ascii=False)
        with contextlib.suppress(OSError):
            content = text.encode("utf-8", "surrogatepass")
            write_cached(self._file, content, cache=self._file.parent)


def check_command(options: argparse.Namespace) -> int:
    """Check the data, or what an option names instead (duties, scans, links); return the exit code."""
    others = (options.findings, options.links, options.scans, options.ocr, options.no_cache)
    record = told = None
    if not any(others) and options.format != "github":  # there paths depend on where `.git` is
        with contextlib.suppress(OSError):  # the check itself will say what cannot be read
            record = CheckRecord(options)
            told = record.last
    if told is not None:
        code, out, err = told
        sys.stderr.write(err)
        sys.stdout.write(out)
        return code
    from access_info.cli.check import check  # noqa: PLC0415 - a repeated check does without
    from access_info.cli.typed import Typed  # noqa: PLC0415 - likewise

    return check(Typed(**vars(options)), record.keep if record is not None else None)
