"""What MkDocs's log tells of a long build, and how one ends before its time."""

from __future__ import annotations

import contextlib
import sys
import time

from mkdocs.plugins import get_plugin_logger

from access_info.waiting import (
    STOPPED,
    PacedProgress,
    Stage,
    belled,
    end_workers,
    listen,
    what_is_left,
)

_PAUSE = 10.0  # seconds between two lines
_log = get_plugin_logger("access_info")


class LongBuild:
    """A build of MkDocs's, for those who wait for it.

    Attributes:
        progress: Writes a line into the log every few seconds.
    """

    def __init__(self) -> None:
        """Begin to wait."""
        self.progress = PacedProgress(_tell, soon=_PAUSE, pause=_PAUSE)
        self._alarm = contextlib.ExitStack()
        self._stopped = False

    def begin(self, command: str) -> None:
        """Let signals end what MkDocs does from now on, and tell of one thing that takes long.

        Args:
            command: MkDocs's; a preview ends as MkDocs has it.
        """
        if command != "serve":
            listen()
            self._alarm.enter_context(belled(self.progress))

    def was_stopped(self) -> bool:
        """Tell whether somebody is just ending the build; nobody writes any more then."""
        self._alarm.close()
        self._stopped = isinstance(sys.exception(), KeyboardInterrupt)
        if self._stopped:
            end_workers()
        return self._stopped

    def end(self) -> None:
        """End the process, if somebody ends the build: MkDocs would say so in English.

        Raises:
            SystemExit: Somebody does.
        """
        if self._stopped:
            sys.stderr.write(f"{what_is_left()}\n")
            raise SystemExit(STOPPED)


def _tell(stage: Stage) -> None:
    _log.info(f"đang {stage.as_line(time.monotonic())}")
