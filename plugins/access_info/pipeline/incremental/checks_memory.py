"""Stored results of checks, so that `access-info check` looks only at agencies that changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from access_info.checks.safety.rules import UNREADABLE
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.memory import Memory, StoredMemory

# What checks remember, then what builds do, with MkDocs and by `access-info build`.
_OWN, *_OF_BUILDS = ("check", "site", "plain")


class ChecksMemory:
    """Stored results of checks in the cache folder."""

    def __init__(self, cache: Path) -> None:
        """Keep the path of the cache folder, which may not exist yet; nothing is read."""
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
        self._last = StoredMemory(self._cache, _OWN).recall()
        # The key of a whole build begins with the key of its checks.
        if self._last.builds and self._last.context_key.startswith(key):
            return self._last
        for work in _OF_BUILDS:
            last = StoredMemory(self._cache, work).recall(like=key)
            if last.builds:
                return Memory(last.context_key, _repeatable(last.builds))
        return Memory()

    def remember(self, key: str, builds: Mapping[str, AgencyBuild], known: frozenset[str]) -> None:
        """Store the results of a check; keep the last results of agencies that were not checked now.

        Args:
            key: Hash of everything that agencies' pages depend on (`BuildContext.key`).
            builds: Results of the agencies that were checked now.
            known: Folder names of all agencies; results of others are dropped.
        """
        kept = self._last.builds if self._last.context_key == key else {}
        both = {name: build for name, build in {**kept, **builds}.items() if name in known}
        StoredMemory(self._cache, _OWN).remember(Memory(key, _repeatable(both)), self._last)


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
