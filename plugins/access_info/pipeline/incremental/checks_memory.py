"""What checks found in each agency, as the last check left it, or the last build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from access_info.checks.safety.rules import UNREADABLE
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.memory import Memory, context_key_in, recall, remember

# Of checks; of builds by MkDocs and by the command.
_OWN, _OF_BUILDS = "check.db", ("site.db", "plain.db")


class ChecksMemory:
    """The memory of checks in a folder of the cache."""

    def __init__(self, cache: Path) -> None:
        """Take the folder; nothing is read yet.

        Args:
            cache: Folder that remembers; it need not be there.
        """
        self._cache = cache
        self._last = Memory()

    def recall(self, key: str) -> Memory:
        """Read what a check or a build left that rested on the same.

        Args:
            key: Of all that agencies' checks share.
        """
        for name in (_OWN, *_OF_BUILDS):
            if context_key_in(self._cache / name).startswith(key):
                last = recall(self._cache / name)
                if last.builds:
                    found = Memory(last.context_key, _lasting(last.builds))
                    self._last = found if name == _OWN else Memory()
                    return found
        return Memory()

    def remember(self, key: str, builds: Mapping[str, AgencyBuild], known: frozenset[str]) -> None:
        """Write what a check came to, beside what the last left of agencies that it did not look at.

        Args:
            key: Of all that agencies' pages share.
            builds: Of agencies that were checked.
            known: All agencies.
        """
        kept = self._last.builds if self._last.context_key == key else {}
        both = {name: build for name, build in {**kept, **builds}.items() if name in known}
        memory = Memory(
            key, _lasting(both), self._last.site, self._last.published, self._last.spare
        )
        if not memory.is_same_as(self._last):
            remember(self._cache / _OWN, memory)


def _lasting(builds: Mapping[str, AgencyBuild]) -> dict[str, AgencyBuild]:
    """Take of each agency what checks found, where it will be found again.

    An attachment that could not be read may be read next time, on a machine with less to do.
    """
    return {
        name: build.only_checked
        for name, build in builds.items()
        if all(problem.code != UNREADABLE.code for problem in build.problems)
    }
