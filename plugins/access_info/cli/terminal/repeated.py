"""Recognises a build that would change nothing by what was typed, before the slow program is loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from access_info.unchanged import surroundings
from access_info.unchanged.build_record import BuildRecord

_PACKAGE = Path(__file__).parents[2]
_COMMAND, _OUT, _NO_CACHE, _SIGNING_KEY = "build", "--out", "--no-cache", "--signing-key"
# Options that name what a build reads besides the agencies.
_INPUTS = ("--laws", "--snapshots", "--links", "--previous")
# Holds the folder of laws, where that is not typed (`laws_folder`).
_SETTINGS = Path("mkdocs.yml")
# Name of the stream for errors in lines that are printed later; any other name is standard output.
_ERRORS = "err"


class RepeatedBuild:
    """A build as it was typed, with the record of the last build into the same folder."""

    def __init__(self, words: Sequence[str], out: Path) -> None:
        """Note the state of everything that the build will read; it must not have begun yet.

        Args:
            words: What was typed after `access-info`.
            out: The output folder.
        """
        self._out = out.resolve()
        cache = self._out.parent / ".cache" / "access-info"
        self._record = BuildRecord(cache, self._out, name="plain")
        agencies = Path(_value(words, "--agencies") or "agencies")
        typed = [_value(words, name) for name in _INPUTS]
        places = [agencies, *(Path(path) for path in typed if path)]
        libraries = [Path(path) for path in sys.path if path.endswith("-packages")]
        basis = [
            *words,
            str(Path.cwd()),
            *surroundings.days(os.environ),
            *surroundings.variables(os.environ, ()),
            *surroundings.interpreter(Path(sys.executable), libraries),
            *surroundings.commits(agencies.absolute()),
            *surroundings.commits(_PACKAGE),
        ]
        self._record.look(basis, [*places, _SETTINGS, _PACKAGE])

    @classmethod
    def of(cls, words: Sequence[str]) -> RepeatedBuild | None:
        """Return the build that was typed; `None` if it must run in any case.

        That is another command, a build without cache, one that signs, or one that is typed wrongly.

        Args:
            words: What was typed after `access-info`; it need not be valid.
        """
        out = _value(words, _OUT)
        if not words or words[0] != _COMMAND or not out or _NO_CACHE in words:
            return None
        if _value(words, _SIGNING_KEY) or os.environ.get(surroundings.SIGNING_KEY):
            return None
        try:
            return cls(words, Path(out))
        except (OSError, RuntimeError):  # the build itself will say what is wrong
            return None

    def is_repeated(self) -> bool:
        """Tell whether the build would change nothing: all that it reads is as at the last build."""
        return self._record.is_repeated()

    def show(self) -> None:
        """Print the last build's lines about the data again, and that there is nothing to do."""
        show(self._record.printed)
        print(f"Không có gì đổi từ lần dựng trước, trang giữ nguyên: {self._out / 'index.html'}")

    def keep(self, named: Iterable[Path | None], printed: Iterable[tuple[str, str]]) -> None:
        """Record that this build ended well, so that the next one can be compared with it.

        Args:
            named: Files and folders that it read, as options and settings name them.
            printed: Its lines about the data: name of the stream, line.
        """
        self._record.keep([path for path in named if path is not None], printed=printed)


def show(lines: Iterable[tuple[str, str]]) -> None:
    """Print lines, each with the name of its stream: `err` or `out`."""
    for stream, line in lines:
        print(line, file=sys.stderr if stream == _ERRORS else sys.stdout)


def _value(words: Sequence[str], option: str) -> str:
    """Return what was typed for an option, `--x y` or `--x=y`, the last time; "" if nothing was."""
    value = ""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        name, equals, rest = word.partition("=")
        if name == option:
            value = rest if equals else following
    return value
