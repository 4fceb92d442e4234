"""The record of the last build's inputs and output, by which the next build finds nothing to do.

A record is written at the end of a build that succeeded. The metadata of its inputs is collected
before it begins, so that the next build notices an edit made meanwhile; that of its output after it
ended.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from access_info.unchanged.appearance import (
    PASSED_OVER,
    Appearance,
    appearance_of_inputs,
    appearance_of_output,
)
from access_info.unchanged.store import RESULTS, Store, StoredResult

# Version of the record's format.
_VERSION = "2"
_PRODUCER = "record"
# The coarsest file system (FAT) stores times in steps of this many nanoseconds.
_TICK = 2_000_000_000


class BuildRecord:
    """The record of the last build of a site, compared with what the next build would start from.

    The same of a check, which leaves no site.

    Attributes:
        code: Exit code of the last build.
        further: Files and folders that the last build's settings named, besides those that every
            build reads.
        settings: Settings files that the last build read.
        printed: What the last build printed about its data, in order: name of the stream, text; a
            skipped build prints it again.
    """

    def __init__(self, cache: Path, site: Path | None, name: str = "") -> None:
        """Read the record of the last build; start empty if there is none or it is damaged.

        Args:
            cache: The cache folder.
            site: The output folder; `None` for work that leaves no files, such as a check.
            name: What tells this work from other work with the same output folder.
        """
        self._store = Store(cache / RESULTS)
        self._site = "" if site is None else _absolute(site)
        name = hashlib.blake2b(
            f"{self._site}\0{name}".encode("utf-8", "surrogateescape")
        ).hexdigest()
        self._place = (_PRODUCER, name, _VERSION)
        content = self._store.get(*self._place)
        self._last: dict[str, Any] = json.loads(content) if content else {}
        self.code = int(self._last.get("code", 0))
        self.further = [Path(path) for path in self._last.get("places", ())]
        self.settings = [Path(path) for path in self._last.get("settings", ())]
        self.printed = [(stream, text) for stream, text in self._last.get("printed", ())]
        self._places: list[str] = []
        self._left_out: frozenset[str] = frozenset()
        self._inputs: Appearance | None = None
        self._young_inputs = ""
        self._basis = ""
        self._moment = 0

    def look(
        self, basis: Iterable[str], places: Iterable[Path], left_out: Iterable[Path] = ()
    ) -> None:
        """Collect the metadata of a build's inputs; call it before the build reads any of them.

        Args:
            basis: What decides about the pages besides files: options, day, interpreter.
            places: Files and folders that the build reads; those that the last build's settings
                named (`further`) are added.
            left_out: Paths below them that it does not read; the output folder never counts.
        """
        text = "\0".join(basis).encode("utf-8", "surrogateescape")
        self._basis = hashlib.blake2b(text, digest_size=16).hexdigest()
        self._places = [_absolute(place) for place in places]
        self._left_out = frozenset({self._site, *map(_absolute, left_out)})
        self._moment = time.time_ns() - _TICK
        with contextlib.suppress(OSError):
            inputs = appearance_of_inputs(
                self._input_paths(),
                since=min(self._moment, self._last.get("moment", self._moment)),
                left_out=self._left_out,
            )
            self._young_inputs = inputs.contents(self._moment)
            self._inputs = inputs

    def is_repeated(self) -> bool:
        """Tell whether a build would only repeat the last one, so that it can be skipped.

        That is so when its inputs are the last build's and the site is still as that build left it.
        `look` must have been called before.
        """
        last, inputs = self._last, self._inputs
        if (
            not last
            or inputs is None
            or (self._basis, inputs.digest) != (last["basis"], last["inputs"])
        ):
            return False
        try:
            output = self._output(since=last["output_moment"])
            young = inputs.contents(last["moment"]), output.contents(last["output_moment"])
        except OSError:
            return False
        if output.digest != last["output"] or young != (last["young_inputs"], last["young_output"]):
            return False
        if any(young):
            # Files that were too new then are old enough now: next time their metadata suffices.
            self._write({**last, **self._state(inputs, output, self._moment)})
        return True

    def keep(
        self,
        named: Iterable[Path] = (),
        *,
        code: int = 0,
        settings: Iterable[Path] = (),
        printed: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Write the record of a build that has just succeeded; without one the next runs in full.

        Args:
            named: Files and folders that its settings name. If the metadata of one was not
                collected before the build began, the record never matches, and the next build runs
                in full.
            code: Its exit code.
            settings: Settings files that it read.
            printed: What it printed about its data, in order: name of the stream, text.
        """
        if self._inputs is None:
            return
        further = [path for path in map(_absolute, named) if not self._is_in(self._places, path)]
        moment = time.time_ns() - _TICK
        with contextlib.suppress(OSError):
            output = self._output(since=moment)
            record = {
                "code": code,
                "basis": self._basis,
                "places": further,
                "settings": [_absolute(path) for path in settings],
                "printed": list(printed),
                **self._state(self._inputs, output, moment),
            }
            if not all(self._is_in(self._input_paths(), path) for path in further):
                record["inputs"] = ""  # no digest: the record never matches
            self._write(record)

    def _state(self, inputs: Appearance, output: Appearance, moment: int) -> dict[str, Any]:
        """Return the members of the record that `is_repeated` compares.

        `young_…` are hashes of the contents of files that were changed so shortly before their metadata
        was collected that a later change might leave the metadata the same.

        Args:
            inputs: Metadata of the inputs, collected before the build.
            output: Metadata of the output, collected now.
            moment: Nanoseconds since 1970: output changed since then is compared by content.

        Raises:
            OSError: A file of the output cannot be read.
        """
        return {
            "moment": self._moment,
            "inputs": inputs.digest,
            "young_inputs": self._young_inputs,
            "output_moment": moment,
            "output": output.digest,
            "young_output": output.contents(moment),
        }

    def _output(self, *, since: int) -> Appearance:
        """Collect the metadata of the output folder, if there is one.

        Raises:
            OSError: The folder is missing.
        """
        if not self._site:
            return Appearance([], [])
        return appearance_of_output(self._site, since=since)

    def _input_paths(self) -> list[str]:
        """Return the paths of all inputs: those of every build, and those that the settings named."""
        return list(dict.fromkeys((*self._places, *map(str, self.further))))

    def _is_in(self, places: Collection[str], path: str) -> bool:
        """Tell whether a path is one of these places, or lies below one and is not left out."""
        if path in places:
            return True
        above = Path(path).parents
        if path in self._left_out or any(str(folder) in self._left_out for folder in above):
            return False
        return any(
            str(folder) in places
            and not PASSED_OVER.intersection(Path(path).relative_to(folder).parts)
            for folder in above
        )

    def _write(self, record: dict[str, Any]) -> None:
        """Store the record; if that fails, the next build runs in full."""
        content = json.dumps(record).encode()
        self._store.put([StoredResult(*self._place, content)])


def _absolute(path: Path) -> str:
    """Return an absolute path without resolving links."""
    return os.path.abspath(path)  # noqa: PTH100
