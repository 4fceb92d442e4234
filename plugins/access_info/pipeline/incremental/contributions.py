"""What files about all agencies take from each one, kept from build to build.

Search index, catalogue, feed and pages about all agencies are made anew when any agency has changed; what the others
contribute is not worked out again. One small file an agency. Whoever reads a part of it says what it looked
like when it was written (`contribution_look`): while it does, its digest is not reckoned again.
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
from access_info.pipeline.incremental.reuse import seen
from access_info.source.replacing import write_cached
from access_info.unchanged.cache_guard import read_cached

# Lines below the key, in this order.
_ENTRIES, _LISTED, _SETS, _FOLLOWED, _CATALOGUED, _RECORDS = range(6)


@dataclasses.dataclass(frozen=True)
class Contribution:
    """What one agency contributes to files about all agencies.

    Attributes:
        records: What can be found, one line each (`search.Record`).
        entries: Its news.
        listed: Its items as pages about all agencies list them.
        sets: What it adds to the sets of the whole site, by the set's name.
        followed: What is known of its rows, in one line (`followed_line`); "" where there are no files.
        catalogued: What the catalogue says of it; `None` where the site has none.
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
        folder: Where contributions are kept.
        agency: Folder name.
        key: Of all that it was made from.
        contribution: The contribution.
    """
    # What a tuple with names is takes longer to find out than to write it.
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
    """Return what an agency's contribution looks like without being read; "" if there is none."""
    try:
        return " ".join(map(str, seen(_file(folder, agency))))
    except OSError:
        return ""


def has_contribution(folder: Path, agency: str, key: str) -> bool:
    """Tell whether an agency's contribution with a key is there, whole."""
    content = read_cached(_file(folder, agency))
    return content is not None and content.startswith(f"{key}\n".encode())


def read_record_lines(folder: Path, agency: str, key: str, look: str = "") -> list[str] | None:
    """Read the search records of an agency's contribution with a key; `None` if it is not there."""
    parts = _read(folder, agency, key, look, _RECORDS)
    if parts is None:
        return None
    return [line for part in parts[_RECORDS:] for line in part.decode().split("\n")]


def read_entries(folder: Path, agency: str, key: str, look: str = "") -> list[FeedEntry] | None:
    """Read the news of an agency's contribution with a key; `None` if it is not there."""
    line = _line(folder, agency, key, look, _ENTRIES)
    return None if line is None else [FeedEntry(*entry) for entry in json.loads(line)]


def read_listed(folder: Path, agency: str, key: str, look: str = "") -> list[ListedItem] | None:
    """Read the items of an agency's contribution with a key; `None` if it is not there."""
    line = _line(folder, agency, key, look, _LISTED)
    return None if line is None else [ListedItem(*item) for item in json.loads(line)]


def read_sets(folder: Path, agency: str, key: str, look: str = "") -> dict[str, SetLines] | None:
    """Read what an agency's contribution with a key adds to sets; `None` if it is not there."""
    line = _line(folder, agency, key, look, _SETS)
    if line is None:
        return None
    return {name: SetLines(*lines) for name, lines in json.loads(line).items()}


def read_followed_line(folder: Path, agency: str, key: str, look: str = "") -> str | None:
    """Read what is known of the rows of an agency's contribution; `None` if it is not there."""
    return _line(folder, agency, key, look, _FOLLOWED)


def _line(folder: Path, agency: str, key: str, look: str, number: int) -> str | None:
    """Read a line below the key of an agency's contribution."""
    parts = _read(folder, agency, key, look, number + 1)
    return None if parts is None else parts[number].decode()


def read_catalogued(
    folder: Path, agency: str, key: str, look: str = ""
) -> list[AgencyRecord] | None:
    """Read what the catalogue says of an agency, if anything; `None` if its contribution is not there."""
    line = _line(folder, agency, key, look, _CATALOGUED)
    if line is None:
        return None
    stored = json.loads(line)
    return [] if stored is None else [agency_record(stored)]


def _read(folder: Path, agency: str, key: str, look: str, count: int) -> list[bytes] | None:
    """Read what stands below the key of an agency's contribution: lines, and behind them the rest."""
    is_known = look != "" and contribution_look(folder, agency) == look
    content = read_cached(_file(folder, agency), is_known=is_known)
    if content is None:
        return None
    stored_key, *parts = content.split(b"\n", count + 1)
    return parts if stored_key == key.encode() else None


def _file(folder: Path, agency: str) -> Path:
    return folder / f"{agency}.txt"
