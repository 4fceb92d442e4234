"""The earlier publication that a build compares with: `manifest.json` and the two files that it names.

By it a build can say which rows were added, changed and removed, and since when.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import itertools
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
    read_blocks,
    read_followed,
)
from access_info.loading.rules import BAD_EARLIER_STATE
from access_info.model.as_of import AsOf
from access_info.problems import Location, Problem

MANIFEST = "manifest.json"
# Members of a manifest that name the two files: the state of every row, and the changes of rows.
NAMED_FILES = ("rows", "changes")
# Where a manifest's list of files begins: what is before it is parsed, the list itself only searched.
_FILES = b'"files": {\n'
# The kinds of change of a row.
_KINDS = frozenset({"added", "changed", "removed"})


class _UnusableError(Exception):
    """A file was not written by this program or is damaged; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class EarlierState:
    """The files of an earlier publication; their content, which may be large, is read when needed.

    Attributes:
        manifest: The `manifest.json` that names the others.
        changes: The file with the changes of rows, a line each.
        line_spans: Agency → where the line with the state of its rows (day of last change, hash)
            begins, its length in bytes, its hash, and its file.
        digest: Hash of all files.
    """

    manifest: Path
    changes: Path
    line_spans: Mapping[str, tuple[int, int, str, Path]]
    digest: str

    def rows_hash(self, agency: str) -> str:
        """Return the hash of the earlier state of an agency's rows; "" if it had published none."""
        return self.line_spans[agency][2] if agency in self.line_spans else ""

    def lists(
        self, agency: str, *, only: Container[str] | None = None, but: Container[str] = ()
    ) -> dict[str, dict[str, FollowedRow]]:
        """Return the earlier state of an agency's rows: list → row id → row; empty if it had none.

        Args:
            agency: Folder name.
            only: Names of the lists that are wanted; `None` for all.
            but: Names of lists that are left out.
        """
        if agency not in self.line_spans:
            return {}
        return {
            name: rows
            for name, rows in read_followed(self._members(agency)).items()
            if (only is None or name in only) and name not in but
        }

    def blocks(self, agency: str) -> dict[str, list[str]]:
        """Return the names of the blocks of an agency's divided lists, by list; empty if it had none."""
        if agency not in self.line_spans:
            return {}
        return read_blocks(self._members(agency))

    def _members(self, agency: str) -> dict[str, Any]:
        """Return the parsed line of an agency in the file of rows."""
        start, size, _, path = self.line_spans[agency]
        with path.open("rb") as file:
            file.seek(start)
            return members_of(file.read(size))

    def change_lines(self, as_of: datetime.date) -> Iterator[str]:
        """Yield the JSON line of each earlier change that is still listed on a day, oldest first."""
        for _, line in _lines(self.changes):
            if last_day_of_change(members_of(line)["date"]) >= as_of:
                yield line.decode()

    def key(self, as_of: datetime.date, present: Collection[str]) -> str:
        """Return a text that changes whenever the files of row states and changes must be made anew.

        It holds the earlier files' hash, how many changes are still listed, and for which days the
        removed rows of agencies that are gone stay listed.

        Args:
            as_of: The day.
            present: Agencies that still exist; of all others every row counts as removed.
        """
        count = sum(1 for _ in self.change_lines(as_of))
        gone = [name for name in self.line_spans if name not in present]
        spans = [compared({}, self.lists(name), AsOf(as_of)).as_of.span for name in gone]
        return f"{self.digest} {count} {spans}"


def read_earlier_state(manifest: Path | None) -> tuple[EarlierState | None, list[Problem]]:
    """Read an earlier publication and check that its files are undamaged.

    Args:
        manifest: The earlier `manifest.json`; `None` or a missing file means that there is none.

    Returns:
        The publication, or `None`; and a problem (`BAD_EARLIER_STATE`) if its files cannot be used.
    """
    if manifest is None or not manifest.is_file():
        return None, []
    try:
        return _read(manifest), []
    except _UnusableError as error:
        location = Location(manifest.as_posix())
        return None, [BAD_EARLIER_STATE.at(location, name=manifest.name, reason=error)]


def earlier_inputs(manifest: Path | None) -> tuple[Path, ...]:
    """Return the paths of the files of an earlier publication that a build reads, even missing ones.

    So a later build can notice that one of them changed.
    """
    if manifest is None:
        return ()
    try:
        named = named_files(manifest.read_bytes())
    except (OSError, ValueError):
        return (manifest,)
    return manifest, *(manifest.parent / path for path, _ in named.values())


def named_files(manifest: bytes) -> dict[str, tuple[str, str]]:
    """Return the files of row states and changes that a manifest names.

    Args:
        manifest: Content of a `manifest.json`.

    Returns:
        `rows`, `rows-1`… and `changes` → (path below the site's root, SHA-256); nothing for a site
        without downloads, which has no such files.

    Raises:
        ValueError: The content is no manifest, or names a file outside the site; in Vietnamese.
    """
    try:
        facts, hash_of = _manifest(manifest)
        if "generator" in facts and not any(member in facts for member in NAMED_FILES):
            return {}
        named: dict[str, str] = {}
        for member in NAMED_FILES:
            paths = facts[member] if isinstance(facts[member], list) else [facts[member]]
            names = (f"{member}-{number}" if number else member for number in range(len(paths)))
            named |= dict(zip(names, map(str, paths), strict=True))
        hashed = {member: (path, hash_of(path)) for member, path in named.items()}
    except (ValueError, KeyError, TypeError):
        raise ValueError("tệp kê không có đủ các phần phải có") from None
    for path, _ in hashed.values():
        parts = path.split("/")
        if not all(parts) or "\\" in path or ":" in path or {".", ".."} & set(parts):
            raise ValueError("tệp kê dẫn ra ngoài trang")
    return hashed


def _manifest(content: bytes) -> tuple[dict[str, Any], Callable[[str], str]]:
    """Return the manifest's facts about the whole site, and a function: path → SHA-256 of that file.

    A manifest may list many thousands of files. Where it has a line for each, only the head is
    parsed as JSON, and the function searches for a file's line.
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
        """Find a file's line in the unparsed part of the manifest; return its SHA-256."""
        # Manifests of older versions have a blank after each colon.
        line = re.escape(json.dumps(path).encode()) + rb': ?\{"size": ?\d+, ?"sha256": ?"(\w+)"\}'
        match = re.search(line, rest)
        if match is None:
            raise KeyError(path)
        return match[1].decode()

    return facts, hash_of


def line_digest(line: str) -> str:
    """Hash the line with the state of an agency's rows; "" for an empty line."""
    return hashlib.blake2b(line.encode(), digest_size=8).hexdigest() if line else ""


def _read(manifest: Path) -> EarlierState | None:
    """Read an earlier publication; `None` for a site without downloads, which has no such files.

    Raises:
        _UnusableError: A file is missing, damaged or of another form.
    """
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
        rows = [path for member, path in paths.items() if member.startswith("rows")]
        line_spans = dict(itertools.chain.from_iterable(map(_line_spans, rows)))
        for _, line in _lines(paths["changes"]):
            _check_change(members_of(line))
        datetime.date.fromisoformat(str(_manifest(content)[0].get("created", "")))
    except (ValueError, KeyError, TypeError):
        raise _UnusableError("nội dung không đúng dạng") from None
    digest = hashlib.sha256(" ".join(digests.values()).encode()).hexdigest()
    return EarlierState(
        manifest,
        paths["changes"],
        line_spans,
        digest,
    )


def _check_change(members: Mapping[str, Any]) -> None:
    """Raise an error unless a line of the file of changes has a date and a known kind of change."""
    datetime.date.fromisoformat(members["date"])
    if members["change"] not in _KINDS:
        raise ValueError("no change of a row")


def _file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, as manifests state it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _line_spans(path: Path) -> Iterator[tuple[str, tuple[int, int, str, Path]]]:
    """Yield each agency of a file of rows, with offset, length and hash of its line, and the file.

    Raises:
        ValueError: A line has another form; so may `KeyError`, `TypeError`.
    """
    for start, line in _lines(path):
        members = members_of(line)
        read_followed(members)  # its result is not needed: it raises where the form is wrong
        yield str(members["agency"]), (start, len(line), line_digest(line.decode()), path)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield offset and content of each item's line in a file that this program wrote."""
    with path.open("rb") as file:
        yield from item_lines(file)
