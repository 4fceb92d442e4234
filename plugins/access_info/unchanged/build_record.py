"""What a build rested on and what it left: whether the next one would change nothing.

A record is written at the end of a build that succeeded. What the build read was looked at before it
began, so that an edit meanwhile is noticed by the next one; what it wrote, after it ended.
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
from access_info.unchanged.cache_guard import read_cached, remove, with_digest

# Of the record's own form.
_VERSION = "1"
# The coarsest file systems tell times this far apart (FAT), in nanoseconds.
_TICK = 2_000_000_000


class BuildRecord:
    """The record that the last build of a site left, and what the next one finds before it begins.

    Attributes:
        further: Files and folders that its settings named, besides those that every build reads.
        settings: Files of settings that it read.
        printed: What it said about its data, in order: name of the stream, text.
    """

    def __init__(self, file: Path, site: Path) -> None:
        """Read what the last build left: nothing if there was none, or its record is damaged.

        Args:
            file: Where the record is, in a folder that is this project's alone.
            site: The output folder.
        """
        self._file = file
        self._site = _absolute(site)
        content = read_cached(file)
        self._last: dict[str, Any] = json.loads(content) if content else {}
        if (self._last.get("version"), self._last.get("site")) != (_VERSION, self._site):
            self._last = {}
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
        """Look at what a build rests on. It must not have begun to read.

        Args:
            basis: What decides about it besides files: options, day, interpreter.
            places: Files and folders that it reads; those that the last build named come besides.
            left_out: Paths below them that it does not read; the output folder never counts.
        """
        text = "\0".join(basis).encode("utf-8", "surrogateescape")
        self._basis = hashlib.blake2b(text, digest_size=16).hexdigest()
        self._places = [_absolute(place) for place in places]
        self._left_out = frozenset({self._site, *map(_absolute, left_out)})
        self._moment = time.time_ns() - _TICK
        with contextlib.suppress(OSError):
            inputs = appearance_of_inputs(
                self._looked_at(),
                since=min(self._moment, self._last.get("moment", self._moment)),
                left_out=self._left_out,
            )
            self._young_inputs = inputs.contents(self._moment)
            self._inputs = inputs

    def is_repeated(self) -> bool:
        """Tell whether a build would rest on what the last one did, and find the site as it left it."""
        last, inputs = self._last, self._inputs
        if (
            not last
            or inputs is None
            or (self._basis, inputs.digest) != (last["basis"], last["inputs"])
        ):
            return False
        try:
            output = appearance_of_output(self._site, since=last["output_moment"])
            young = inputs.contents(last["moment"]), output.contents(last["output_moment"])
        except OSError:
            return False
        if output.digest != last["output"] or young != (last["young_inputs"], last["young_output"]):
            return False
        if any(young):
            # What was young is so no more: from now on its looks will do.
            self._write({**last, **self._state(inputs, output, self._moment)})
        return True

    def keep(
        self,
        named: Iterable[Path],
        *,
        settings: Iterable[Path] = (),
        printed: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Note that a build has just ended well; where that cannot be, the next one runs in full.

        Args:
            named: Files and folders that its settings name. If one was not looked at before it
                began, the next build runs in full, and looks at it.
            settings: Files of settings that it read.
            printed: What it said about its data, in order: name of the stream, text.
        """
        if self._inputs is None:
            return
        further = [path for path in map(_absolute, named) if not self._is_in(self._places, path)]
        moment = time.time_ns() - _TICK
        with contextlib.suppress(OSError):
            output = appearance_of_output(self._site, since=moment)
            record = {
                "version": _VERSION,
                "site": self._site,
                "basis": self._basis,
                "places": further,
                "settings": [_absolute(path) for path in settings],
                "printed": list(printed),
                **self._state(self._inputs, output, moment),
            }
            if not all(self._is_in(self._looked_at(), path) for path in further):
                record["inputs"] = ""
            self._write(record)

    def _state(self, inputs: Appearance, output: Appearance, moment: int) -> dict[str, Any]:
        """Gather what is compared.

        Args:
            inputs: As looked at before the build.
            output: As looked at now.
            moment: Nanoseconds since 1970: output changed since is compared by content.

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

    def _looked_at(self) -> list[str]:
        return list(dict.fromkeys((*self._places, *map(str, self.further))))

    def _is_in(self, places: Collection[str], path: str) -> bool:
        """Tell whether a path is one of some places, or below one and not left out."""
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
        """Write the record, whole or not at all: without it the next build runs in full."""
        # Of a name that builds clear away when whoever began it was killed.
        begun = self._file.with_name(f"spool-{os.getpid()}-{self._file.name}")
        content = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            begun.write_bytes(with_digest(self._file, content))
            if not self._file.is_file() or self._file.is_symlink():
                remove(self._file)
            begun.replace(self._file)
        except OSError:
            remove(begun)


def _absolute(path: Path) -> str:
    """Return a path from the root, its links as they are."""
    return os.path.abspath(path)  # noqa: PTH100
