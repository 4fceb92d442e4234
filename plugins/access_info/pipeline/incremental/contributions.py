"""What files about all agencies take from each one, kept from build to build.

Search index, catalogue and feed are made anew when any agency has changed; what the others
contribute is not worked out again. One small file an agency.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from access_info.exports import FeedEntry
from access_info.pipeline.incremental.reuse import seen
from access_info.source import read_cached, write_cached


@dataclasses.dataclass(frozen=True)
class Contribution:
    """What one agency contributes to files about all agencies.

    Attributes:
        records: What can be found, one line each (`search.Record`).
        entries: Its newest news.
    """

    records: tuple[str, ...] = ()
    entries: tuple[FeedEntry, ...] = ()


def write_contribution(folder: Path, agency: str, key: str, contribution: Contribution) -> None:
    """Write an agency's contribution to shared files.

    Args:
        folder: Where contributions are kept.
        agency: Folder name.
        key: Of all that it was made from.
        contribution: The contribution.
    """
    entries = json.dumps(contribution.entries, ensure_ascii=False)
    lines = (key, entries, *contribution.records)
    write_cached(_file(folder, agency), "\n".join(lines), cache=folder.parent)


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


def read_contribution(folder: Path, agency: str, key: str) -> Contribution | None:
    """Read an agency's contribution with a key; `None` if it is not there."""
    content = read_cached(_file(folder, agency))
    stored_key, _, rest = (content or b"").decode().partition("\n")
    if content is None or stored_key != key:
        return None
    entries, *records = rest.split("\n")
    return Contribution(tuple(records), tuple(FeedEntry(*entry) for entry in json.loads(entries)))


def _file(folder: Path, agency: str) -> Path:
    return folder / f"{agency}.txt"
