"""What each agency contributes to files about all agencies, stored from build to build.

Search index, catalogue, feed and pages about all agencies are made anew when any agency has
changed; the contributions of the unchanged agencies are read from here, one small file an agency.

Each file begins with a key: the hash of all that the contribution was made from. Every reader gets the
expected key and returns `None` if the file is missing, damaged or has another. A reader also gets `look`,
the size and times that the file had when it was written (`contribution_look`), or "": while the file still
has them, its digest is not checked, which is faster.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic_core import to_json

from access_info.exports.catalogue.records import AgencyRecord, agency_record
from access_info.exports.follower_feed import FeedEntry
from access_info.exports.set_rows import SetLines
from access_info.pages.rendering.site import ListedItem
from access_info.pipeline.incremental.reuse import file_metadata
from access_info.source.replacing import write_cached
from access_info.unchanged.cache_guard import read_cached

# Numbers of the lines below the key. The search records, one line each, are all the lines from the last
# number on.
_ENTRIES, _LISTED, _SETS, _FOLLOWED, _CATALOGUED, _RECORDS = range(6)


@dataclasses.dataclass(frozen=True)
class Contribution:
    """What one agency contributes to files about all agencies.

    Attributes:
        records: Its records in the search index, one line each (`search.Record`).
        entries: Its entries in the news feed.
        listed: Its items as pages about all agencies list them.
        sets: Its rows in the data sets of the whole site, by the set's name.
        followed: The state of its rows in one line, for comparison with later publications
            (`followed_line`); "" where the site offers no data files.
        catalogued: What the data catalogue says of it; `None` where the site has no catalogue.
    """

    records: tuple[str, ...] = ()
    entries: tuple[FeedEntry, ...] = ()
    listed: tuple[ListedItem, ...] = ()
    sets: Mapping[str, SetLines] = dataclasses.field(default_factory=dict)
    followed: str = ""
    catalogued: AgencyRecord | None = None


def write_contribution(folder: Path, agency: str, key: str, contribution: Contribution) -> None:
    """Write an agency's contribution to shared files.

    Args:
        folder: Where contributions are stored.
        agency: Folder name.
        key: Hash of all that it was made from.
        contribution: The contribution.
    """
    # Plain tuples: finding out what a named tuple is takes longer than writing it.
    below = (
        to_json([tuple(entry) for entry in contribution.entries]),
        to_json([tuple(item) for item in contribution.listed]),
        to_json({name: tuple(lines) for name, lines in contribution.sets.items()}),
        contribution.followed.encode(),
        to_json(contribution.catalogued),
    )
    lines = (key.encode(), *below, *map(str.encode, contribution.records))
    write_cached(_file(folder, agency), b"\n".join(lines), cache=folder.parent)


def contribution_look(folder: Path, agency: str) -> str:
    """Return size and times of an agency's stored contribution as a text; "" if none is stored.

    A later build passes the text to the readers below, to spare checking the file's digest.
    """
    try:
        return " ".join(map(str, file_metadata(_file(folder, agency))))
    except OSError:
        return ""


def has_contribution(folder: Path, agency: str, key: str) -> bool:
    """Tell whether an agency's contribution is stored under this key and undamaged."""
    content = read_cached(_file(folder, agency))
    return content is not None and content.startswith(f"{key}\n".encode())


def read_record_lines(folder: Path, agency: str, key: str, look: str = "") -> list[str] | None:
    """Return the lines of an agency's search records (`search.records.record_line`).

    `None` if no contribution is stored under the key. While the file still has the size and times
    `look`, its digest is not checked.
    """
    parts = _parts_below_key(folder, agency, key, look, _RECORDS)
    if parts is None:
        return None
    return [line for part in parts[_RECORDS:] for line in part.decode().split("\n")]


def read_entries(folder: Path, agency: str, key: str, look: str = "") -> list[FeedEntry] | None:
    """Return an agency's entries in the news feed.

    `None` if no contribution is stored under the key. While the file still has the size and times
    `look`, its digest is not checked.
    """
    line = _line(folder, agency, key, look, _ENTRIES)
    return None if line is None else [FeedEntry(*entry) for entry in json.loads(line)]


def read_listed(folder: Path, agency: str, key: str, look: str = "") -> list[ListedItem] | None:
    """Return an agency's items as pages about all agencies list them.

    `None` if no contribution is stored under the key. While the file still has the size and times
    `look`, its digest is not checked.
    """
    line = _line(folder, agency, key, look, _LISTED)
    return None if line is None else [ListedItem(*item) for item in json.loads(line)]


def read_sets(folder: Path, agency: str, key: str, look: str = "") -> dict[str, SetLines] | None:
    """Return an agency's rows in the site's data sets: name of a set → lines of the set's files.

    `None` if no contribution is stored under the key. While the file still has the size and times
    `look`, its digest is not checked.
    """
    line = _line(folder, agency, key, look, _SETS)
    if line is None:
        return None
    return {name: SetLines(*lines) for name, lines in json.loads(line).items()}


def read_followed_line(folder: Path, agency: str, key: str, look: str = "") -> str | None:
    """Return the line with the state of an agency's rows, by which later publications are compared.

    "" where the site offers no data files; `None` if no contribution is stored under the key. While
    the file still has the size and times `look`, its digest is not checked.
    """
    return _line(folder, agency, key, look, _FOLLOWED)


def _line(folder: Path, agency: str, key: str, look: str, number: int) -> str | None:
    """Return one line of an agency's contribution; `None` if none is stored under the key.

    Args:
        folder: Where contributions are stored.
        agency: Folder name.
        key: Hash of all that it was made from.
        look: Size and times when it was written, or "".
        number: Which line below the key: `_ENTRIES`, `_LISTED` …
    """
    parts = _parts_below_key(folder, agency, key, look, number + 1)
    return None if parts is None else parts[number].decode()


def read_catalogued(
    folder: Path, agency: str, key: str, look: str = ""
) -> list[AgencyRecord] | None:
    """Return a list of the one record that an agency has in the data catalogue; empty if it has none.

    `None` if no contribution is stored under the key. While the file still has the size and times
    `look`, its digest is not checked.
    """
    line = _line(folder, agency, key, look, _CATALOGUED)
    if line is None:
        return None
    stored = json.loads(line)
    return [] if stored is None else [agency_record(stored)]


def _parts_below_key(
    folder: Path, agency: str, key: str, look: str, count: int
) -> list[bytes] | None:
    """Read an agency's contribution: the first lines below the key, then all the rest unsplit.

    While the file's size and times are those of `look`, its digest is not checked, which is faster.

    Args:
        folder: Where contributions are stored.
        agency: Folder name.
        key: Hash of all that it was made from.
        look: Size and times when it was written, or "".
        count: How many lines are split off.

    Returns:
        `count` lines and the rest; `None` if the file is missing, damaged or has another key.
    """
    is_untouched = look != "" and contribution_look(folder, agency) == look
    content = read_cached(_file(folder, agency), is_known=is_untouched)
    if content is None:
        return None
    stored_key, *parts = content.split(b"\n", count + 1)
    return parts if stored_key == key.encode() else None


def _file(folder: Path, agency: str) -> Path:
    """Return the path of an agency's contribution."""
    return folder / f"{agency}.txt"
