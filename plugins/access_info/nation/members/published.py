"""Which files of a member are used, and how they are called: as `exports.published_sets` names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from access_info.exports.formats import parts_file
from access_info.exports.json_files import BadListError
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.exports.set_columns import AGENCY_COLUMNS
from access_info.model.lists import DISCLOSURE
from access_info.nation.members.bounded_json import parse_json

FOLDER = "tai-ve/"
CATALOGUE = "danh-muc.jsonld"
SET_NAMES = tuple(each.name for each in PUBLISHED_SETS)
# Without any of these a member shows nothing: the first is always there, a list only while it has rows.
NEEDED: tuple[str, ...] = (AGENCY_COLUMNS.name, DISCLOSURE)
MOST_PARTS_FILE = 5_000_000
# `cong-khai-phan-12.json`; not `../cong-khai-phan-1.json`.
_PART = re.compile(r"[a-z-]+-phan-\d{1,4}\.json", re.ASCII)


def parts_path(name: str) -> str:
    """Return the path of the file that tells which files a set is divided into."""
    return f"{FOLDER}{parts_file(name)}"


def used_paths(listed: Collection[str], read: Callable[[str], bytes]) -> Iterator[str]:
    """Yield the path of every file that is used of those that a member lists.

    Args:
        listed: Paths below its root.
        read: Gives the bytes of a small one.
    """
    if CATALOGUE in listed:
        yield CATALOGUE
    for name in SET_NAMES:
        if parts_path(name) in listed:
            yield parts_path(name)
        yield from set_paths(name, listed, read)


def set_paths(name: str, listed: Collection[str], read: Callable[[str], bytes]) -> list[str]:
    """Return the paths of the files with the rows of a set, in order; none if there is no such set.

    The parts are taken where the whole is divided.

    Args:
        name: Of the set.
        listed: Paths that there are.
        read: Gives the bytes of a small one.

    Raises:
        ValueError: The file that names the parts is no such list, or names what is not there.
    """
    whole = f"{FOLDER}{name}.json"
    if parts_path(name) in listed:
        parts = _parts(parse_json(read(parts_path(name))))
        if len(parts) > 1:
            if not all(part in listed for part in parts):
                raise BadListError("a part that is not there")
            return parts
    return [whole] if whole in listed else []


def _parts(data: object) -> list[str]:
    """Return the paths of the parts in JSON."""
    entries = data.get("distribution") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise BadListError("no list of parts")
    names = [str(entry.get("downloadURL")) for entry in entries if isinstance(entry, dict)]
    return [f"{FOLDER}{name}" for name in dict.fromkeys(names) if _PART.fullmatch(name)]


def reader_in(folder: Path) -> Callable[[str], bytes]:
    """Return what reads a small file of a folder."""
    return lambda path: (folder / path).read_bytes()
