"""Stored results of checks, so that `access-info check` looks only at agencies that changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from access_info.checks.safety.rules import UNREADABLE
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.memory import Memory, context_key_in, recall, remember

# The file that checks write; those that builds write, with MkDocs and by `access-info build`.
_OWN, _OF_BUILDS = "check.db", ("site.db", "plain.db")


class ChecksMemory:
    """Stored results of checks in the cache folder."""

    def __init__(self, cache: Path) -> None:
        """Keep the path of the cache folder, which may not exist yet; nothing is read.

        Args:
            cache: The cache folder.
        """
        self._cache = cache
        self._last = Memory()

    def recall(self, key: str) -> Memory:
        """Return the stored results of the last check or build with the same laws and settings.

        Args:
            key: Hash of everything that the checks of all agencies depend on
                (`BuildContext.checks_key`).

        Returns:
            The results; an empty memory if there are none.
        """
        for name in (_OWN, *_OF_BUILDS):
            # The key of a whole build begins with the key of its checks.
            if context_key_in(self._cache / name).startswith(key):
                last = recall(self._cache / name)
                if last.builds:
                    found = Memory(last.context_key, _repeatable(last.builds))
                    # `remember` compares with what is in the checks' own file.
                    self._last = found if name == _OWN else Memory()
                    return found
        return Memory()

    def remember(self, key: str, builds: Mapping[str, AgencyBuild], known: frozenset[str]) -> None:
        """Store the results of a check; keep the last results of agencies that were not checked now.

        Nothing is written if they are the stored ones.

        Args:
            key: Hash of everything that agencies' pages depend on (`BuildContext.key`).
            builds: Results of the agencies that were checked now.
            known: Folder names of all agencies; results of others are dropped.
        """
        kept = self._last.builds if self._last.context_key == key else {}
        both = {name: build for name, build in {**kept, **builds}.items() if name in known}
        memory = Memory(
            key, _repeatable(both), self._last.site, self._last.published, self._last.spare
        )
        if not memory.is_same_as(self._last):
            remember(self._cache / _OWN, memory)


def _repeatable(builds: Mapping[str, AgencyBuild]) -> dict[str, AgencyBuild]:
    """Return the check results that a second check would repeat, without pages and files.

    An agency with an unreadable attachment (TT653) is left out, so that it is checked again: the
    attachment may be readable next time, when the machine has less to do.
    """
    return {
        name: build.only_checked
        for name, build in builds.items()
        if all(problem.code != UNREADABLE.code for problem in build.problems)
    }
