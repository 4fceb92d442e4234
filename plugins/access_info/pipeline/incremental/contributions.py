"""What each agency contributes to files about all agencies, stored from build to build.

Search index, catalogue, feed and pages about all agencies are made anew when what they take of any
agency has changed; the contributions of all other agencies are read from the store.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic_core import to_json

from access_info.exports.catalogue.records import AgencyRecord, agency_record
from access_info.exports.follower_feed import FeedEntry
from access_info.exports.set_rows import SetLines
from access_info.pages.rendering.site import ListedItem
from access_info.search.blocks import KeptBlocks
from access_info.unchanged.store import RESULTS, Store, StoredResult

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Part(Generic[T]):
    """One of the things that an agency contributes.

    Attributes:
        name: The producer in the store.
        stored: Turns it into bytes.
        read: Turns bytes back into it.
    """

    name: str
    stored: Callable[[T], bytes]
    read: Callable[[bytes], T]


def _tuples(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Return rows as JSON: plain tuples, as finding out what a named one is takes longer than writing it."""
    return to_json([tuple(row) for row in rows])


# Its records in the search index, one line each (`search.record_line`).
RECORDS = Part[Sequence[str]](
    "records", lambda lines: "\n".join(lines).encode(), lambda stored: stored.decode().split("\n")
)
# Its entries in the news feed.
ENTRIES = Part[Sequence[FeedEntry]](
    "entries", _tuples, lambda stored: [FeedEntry(*row) for row in json.loads(stored)]
)
# Its items as pages about all agencies list them.
LISTED = Part[Sequence[ListedItem]](
    "listed", _tuples, lambda stored: [ListedItem(*row) for row in json.loads(stored)]
)
# Its rows in the data sets of the whole site: name of a set → lines of the set's files.
SETS = Part[Mapping[str, SetLines]](
    "sets",
    lambda sets: to_json({name: tuple(lines) for name, lines in sets.items()}),
    lambda stored: {name: SetLines(*lines) for name, lines in json.loads(stored).items()},
)
# The state of its rows in one line, for comparison with later publications (`followed_line`); ""
# where the site offers no data files.
FOLLOWED = Part[str]("followed", str.encode, bytes.decode)
# What the data catalogue says of it, a list of one; empty where the site has no catalogue.
CATALOGUED = Part[Sequence[AgencyRecord]](
    "catalogued",
    to_json,
    lambda stored: [agency_record(record) for record in json.loads(stored)],
)


class Contributions:
    """The stored contributions of all agencies.

    Each lies under a key: the hash of all that it was made from.
    """

    def __init__(self, folder: Path, work: str) -> None:
        """Name the place; nothing is read.

        Args:
            folder: The folder of the store.
            work: What the contributions are for: a preview has other addresses than a build.
        """
        self._store, self._work = Store(folder / RESULTS), work

    def write(self, agency: str, key: str, parts: Mapping[Part[Any], object]) -> None:
        """Store what an agency contributes, under its key."""
        self._store.put(
            StoredResult(f"{self._work} {part.name}", agency, key, part.stored(value))
            for part, value in parts.items()
        )

    def keys(self) -> dict[str, str]:
        """Return the key of each agency's stored contribution."""
        stored = self._store.digests(f"{self._work} {RECORDS.name}")
        return {agency: key for agency, (key, _) in stored.items()}

    @contextlib.contextmanager
    def reader(self, part: Part[T]) -> Iterator[Callable[[str, str], T | None]]:
        """Yield what reads this part of a contribution, by agency and key; `None` if it is not stored."""
        with self._store.reader() as get:

            def read(agency: str, key: str) -> T | None:
                stored = get(f"{self._work} {part.name}", agency, key)
                return None if stored is None else part.read(stored)

            yield read

    def kept_blocks(self, key: str) -> KeptBlocks:
        """Return the blocks of the search index of the last build.

        Args:
            key: Hash of all that they are made from besides the agencies' records.
        """
        return KeptBlocks(self._store, f"{self._work} blocks", key)

    def digest(self, *parts: Part[Any], of: Iterable[str]) -> str:
        """Hash these parts of the contributions of some agencies, to notice that one changed."""
        whole = hashlib.blake2b(digest_size=16)
        agencies = [*of]
        for part in parts:
            stored = self._store.digests(f"{self._work} {part.name}")
            for agency in agencies:
                whole.update(f"{agency} ".encode() + stored.get(agency, ("", b""))[1])
        return whole.hexdigest()
