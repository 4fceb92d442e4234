"""What was published before this build, as an input of it: `manifest.json` and the two files that it names."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.exports.follower_files import (
    FollowedRow,
    compared,
    item_lines,
    last_day_of_change,
    members_of,
    read_followed,
)
from access_info.loading.rules import BAD_EARLIER_STATE
from access_info.model.as_of import AsOf
from access_info.problems import Location, Problem

MANIFEST = "manifest.json"
# Members of a manifest that name the two files.
NAMED_FILES = ("rows", "changes")
_FILES = b'"files": {\n'
_KINDS = frozenset({"added", "changed", "removed"})


class _UnusableError(Exception):
    """A file is none of ours, or not whole; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class EarlierState:
    """What was published before: where it is, not what it holds, which may be much.

    Attributes:
        manifest: The file that names the others.
        rows: The file of rows' states.
        changes: The file of changes.
        places: Agency → where its line begins in the file of rows, its bytes, and a hash of it.
        digest: Hash of these files.
    """

    manifest: Path
    rows: Path
    changes: Path
    places: Mapping[str, tuple[int, int, str]]
    digest: str

    def known(self, agency: str) -> str:
        """Return a hash of what is known of an agency; "" when it was not there."""
        return self.places[agency][2] if agency in self.places else ""

    def lists(
        self, agency: str, *, only: Container[str] | None = None, but: Container[str] = ()
    ) -> dict[str, dict[str, FollowedRow]]:
        """Return what is known of an agency's rows; nothing when it was not there.

        Args:
            agency: Folder name.
            only: Names of lists; `None` for all.
            but: Names of lists that are left out.
        """
        if agency not in self.places:
            return {}
        start, size, _ = self.places[agency]
        with self.rows.open("rb") as file:
            file.seek(start)
            followed = read_followed(members_of(file.read(size)))
        return {
            name: rows
            for name, rows in followed.items()
            if (only is None or name in only) and name not in but
        }

    def change_lines(self, as_of: datetime.date) -> Iterator[str]:
        """Yield the line of each change that is still told on a day, the oldest first."""
        for _, line in _lines(self.changes):
            if last_day_of_change(members_of(line)["date"]) >= as_of:
                yield line.decode()

    def key(self, as_of: datetime.date, present: Collection[str]) -> str:
        """Build the key of all that files about followers take from it on a day.

        Args:
            as_of: The day.
            present: Agencies that are there: of others every row went.
        """
        count = sum(1 for _ in self.change_lines(as_of))
        gone = [name for name in self.places if name not in present]
        spans = [compared({}, self.lists(name), AsOf(as_of)).as_of.span for name in gone]
        return f"{self.digest} {count} {spans}"


def read_earlier_state(manifest: Path | None) -> tuple[EarlierState | None, list[Problem]]:
    """Read what was published before, and check that it is whole.

    Args:
        manifest: The earlier `manifest.json`; `None`, or one that is not there, stands for none.
    """
    if manifest is None or not manifest.is_file():
        return None, []
    try:
        return _read(manifest), []
    except _UnusableError as error:
        location = Location(manifest.as_posix())
        return None, [BAD_EARLIER_STATE.at(location, name=manifest.name, reason=error)]


def earlier_inputs(manifest: Path | None) -> tuple[Path, ...]:
    """Return the files that a build reads of what was published before, be they there or not."""
    if manifest is None:
        return ()
    try:
        named = named_files(manifest.read_bytes())
    except (OSError, ValueError):
        return (manifest,)
    return manifest, *(manifest.parent / path for path, _ in named.values())


def named_files(manifest: bytes) -> dict[str, tuple[str, str]]:
    """Return the files that a manifest names: member → path below the site's root, SHA-256.

    Returns:
        Nothing for a site without downloads, which has no such files.

    Raises:
        ValueError: It is no manifest, or names a file outside the site; told in Vietnamese.
    """
    try:
        facts, hash_of = _manifest(manifest)
        if "generator" in facts and not any(member in facts for member in NAMED_FILES):
            return {}
        named = {member: str(facts[member]) for member in NAMED_FILES}
        known = {member: (path, hash_of(path)) for member, path in named.items()}
    except (ValueError, KeyError, TypeError):
        raise ValueError("tệp kê không có đủ các phần phải có") from None
    for path, _ in known.values():
        parts = path.split("/")
        if not all(parts) or "\\" in path or ":" in path or {".", ".."} & set(parts):
            raise ValueError("tệp kê dẫn ra ngoài trang")
    return known


def _manifest(content: bytes) -> tuple[dict[str, Any], Callable[[str], str]]:
    """Return what a manifest says of the site as a whole, and what finds a file's SHA-256 in it.

    It may name many thousands of files, so one with a line for each is not parsed as a whole.
    """
    head, mark, rest = content.partition(_FILES)
    try:
        facts: dict[str, Any] = json.loads(head.rstrip().removesuffix(b",") + b"}") if mark else {}
    except ValueError:
        mark = b""
    if not mark:
        facts = json.loads(content)
        files: dict[str, Any] = facts.pop("files")
        return facts, lambda path: str(files[path]["sha256"])

    def hash_of(path: str) -> str:
        # Manifests of earlier builds have blanks.
        line = re.escape(json.dumps(path).encode()) + rb': ?\{"size": ?\d+, ?"sha256": ?"(\w+)"\}'
        match = re.search(line, rest)
        if match is None:
            raise KeyError(path)
        return match[1].decode()

    return facts, hash_of


def line_digest(line: str) -> str:
    """Hash what is known of an agency's rows; "" when nothing is."""
    return hashlib.blake2b(line.encode(), digest_size=8).hexdigest() if line else ""


def _read(manifest: Path) -> EarlierState | None:
    try:
        content = manifest.read_bytes()
        named = named_files(content)
        if not named:
            return None
        paths = {member: manifest.parent / path for member, (path, _) in named.items()}
        digests = {member: _file_digest(path) for member, path in paths.items()}
    except OSError:
        raise _UnusableError("thiếu tệp phải nằm cạnh nó") from None
    except ValueError as error:
        raise _UnusableError(str(error)) from None
    for member, (path, digest) in named.items():
        if digests[member] != digest:
            raise _UnusableError(f"{path} không đúng mã băm đã ghi")
    try:
        places = dict(_places(paths["rows"]))
        for _, line in _lines(paths["changes"]):
            _check_change(members_of(line))
        datetime.date.fromisoformat(str(_manifest(content)[0].get("created", "")))
    except (ValueError, KeyError, TypeError):
        raise _UnusableError("nội dung không đúng dạng") from None
    digest = hashlib.sha256(" ".join(digests.values()).encode()).hexdigest()
    return EarlierState(
        manifest,
        paths["rows"],
        paths["changes"],
        places,
        digest,
    )


def _check_change(members: Mapping[str, Any]) -> None:
    datetime.date.fromisoformat(members["date"])
    if members["change"] not in _KINDS:
        raise ValueError("no change of a row")


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _places(path: Path) -> Iterator[tuple[str, tuple[int, int, str]]]:
    for start, line in _lines(path):
        members = members_of(line)
        read_followed(members)
        yield str(members["agency"]), (start, len(line), line_digest(line.decode()))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        yield from item_lines(file)
