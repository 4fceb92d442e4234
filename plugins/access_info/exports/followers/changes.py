"""The files that followers go on from: the state of each row, and what changed, came and went.

Both are JSON with one agency, or one change, on each line, so that neither is ever held whole.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

from access_info.exports.followers.rows import FollowedLists, FollowedRow
from access_info.exports.json_files import compact

VERSION = "1.0"
ROWS_FILE, CHANGES_FILE = "dong.json", "thay-doi.json"
_END = b"]}\n"


@dataclasses.dataclass(frozen=True, kw_only=True)
class FollowedChange:
    """A row that came, changed or went.

    Attributes:
        day: ISO day of the build that saw it.
        agency: Folder name.
        list: Name of the list.
        row: The row's id.
        address: Its permalink, below the site's root.
        before: Its hash before; "" when it is new.
        after: Its hash since; "" when it went.
    """

    day: str
    agency: str
    list: str
    row: str
    address: str
    before: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """`added`, `changed` or `removed`."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"

    def line(self) -> str:
        """Write it as JSON: no title, for what is withdrawn must not be named."""
        members = {
            "date": self.day,
            "change": self.kind,
            "agency": self.agency,
            "list": self.list,
            "@id": self.address,
            "identifier": self.row,
            "before": self.before,
            "after": self.after,
        }
        return compact({name: value for name, value in members.items() if value})


def row_changes(
    agency: str,
    before: FollowedLists,
    after: FollowedLists,
    day: str,
    page: Callable[[str], str],
) -> Iterator[FollowedChange]:
    """Yield what differs between two states of an agency's rows, in their order.

    Args:
        agency: Folder name.
        before: What was published.
        after: What is to be published.
        day: ISO day of the comparison.
        page: List → the address of its page below the site's root.
    """
    nothing: Mapping[str, FollowedRow] = {}
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, nothing), after.get(name, nothing)
        for key in dict.fromkeys((*new, *old)):
            digests = [state[key].digest if key in state else "" for state in (old, new)]
            if digests[0] != digests[1]:
                yield FollowedChange(
                    day=day,
                    agency=agency,
                    list=name,
                    row=key,
                    # An agency's own row is a whole page.
                    address=page(name) + (f"#{quote(key, safe='')}" if key != agency else ""),
                    before=digests[0],
                    after=digests[1],
                )


class LinesFile:
    """A file of ours with one object on each line, written as lines come."""

    def __init__(self, file: BinaryIO, members: Mapping[str, str], name: str) -> None:
        """Begin it.

        Args:
            file: Open for writing.
            members: What is said about the whole; what is empty is left out.
            name: The member that holds the lines.
        """
        self._file = file
        self._between = b""
        known = {"schemaVersion": VERSION, **members}
        head = "".join(f"{compact(key)}:{compact(text)},\n" for key, text in known.items() if text)
        file.write(f"{{{head}{compact(name)}:[\n".encode())

    def add(self, line: str) -> None:
        """Write a line."""
        self._file.write(self._between + line.encode())
        self._between = b",\n"

    def end(self) -> None:
        """Write what comes after the last line."""
        self._file.write(b"\n" + _END)


def item_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield where each line of a file of ours begins, and the line.

    Args:
        file: Open for reading.

    Raises:
        ValueError: It is no such file, or not whole.
    """
    place, begun = 0, False
    for line in file:
        if begun and line == _END:
            return
        content = line.rstrip(b"\n").removesuffix(b",")
        if begun and content:
            yield place, content
        begun = begun or line.endswith(b":[\n")
        place += len(line)
    raise ValueError("not whole")


def members_of(line: bytes) -> dict[str, Any]:
    """Parse a line.

    Raises:
        ValueError: It is no object.
    """
    members = json.loads(line)
    if not isinstance(members, dict):
        raise ValueError("no object")  # noqa: TRY004 - as json.loads raises
    return members
