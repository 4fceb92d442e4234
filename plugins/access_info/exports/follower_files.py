"""Each row's hash, and since when it has been as it is: what followers compare, and go on from.

A build that knows what was published before keeps the day of every row whose hash is the same; a
row that is new or changed has changed on the build's own day. A row that is gone stays noted for
a while as one without a hash, so that feeds can say so.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote, unquote

from access_info.exports.json_files import compact, member_lines
from access_info.exports.rows import Row, known, last_change
from access_info.model.as_of import AsOf

# Each row's hash, and since when it has been as it is: what followers compare, and go on from.

# Days that a change is told for, at least.
LASTING_DAYS = 400
_DIGITS = 16


class FollowedRow(NamedTuple):
    """What is known of a row.

    Attributes:
        digest: First 16 hexadecimal digits of the SHA-256 of the row as JSON without `modified`;
            "" when the row is there no more.
        day: ISO day since which it has been so; "" when the data do not tell.
        changed: Whether it once was otherwise: 1, else 0.
    """

    digest: str
    day: str
    changed: int = 0


class RowNow(NamedTuple):
    """A row as a build has it.

    Attributes:
        key: Its id among its agency's rows of the list.
        digest: Its hash.
        day: ISO day of its last change as the data tell it, or "".
    """

    key: str
    digest: str
    day: str = ""


# List → a row's id → what is known of it.
FollowedLists = Mapping[str, Mapping[str, FollowedRow]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Comparison:
    """An agency's rows beside what was published of it before.

    Attributes:
        lists: What is known of each row now.
        as_of: The day of judgement, which learned for how long the answer holds.
        is_compared: Whether anything was known before; else the data's own days count.
    """

    lists: FollowedLists
    as_of: AsOf
    is_compared: bool

    def day(self, row: str) -> str:
        """Return the ISO day since which a row has been as it is, if it has come; else ""."""
        state = self._state(row)
        if state is None or not state.day:
            return ""
        return state.day if self.as_of.reached(datetime.date.fromisoformat(state.day)) else ""

    def last_day(self, name: str) -> str:
        """Return the last ISO day on which a list was seen to change, or ""."""
        days = {row.day for row in self.lists.get(name, {}).values() if row.day}
        reached = [day for day in days if self.as_of.reached(datetime.date.fromisoformat(day))]
        return max(reached, default="")

    def has_changed(self, row: str) -> bool:
        """Tell whether a row once was otherwise."""
        state = self._state(row)
        return state is not None and bool(state.changed)

    def _state(self, row: str) -> FollowedRow | None:
        """Return what is known of a row, whichever list it stands in."""
        if not self.is_compared:
            return None
        states = [rows[row] for rows in self.lists.values() if row in rows]
        # One that moved to the other list is gone from its own.
        return max(states, key=lambda state: bool(state.digest), default=None)


def rows_now(rows: Sequence[Row], lines: Iterable[str]) -> list[RowNow]:
    """Tell of a list's rows what a comparison needs.

    Args:
        rows: The rows.
        lines: The same as the agency's JSON file has them.
    """
    days = [str(row.get("modified", "")) for row in rows]
    # A string of JSON holds no quotation mark without a sign before it, so this is the member.
    undated = [
        line.replace(f',"modified":"{day}"', "", 1) if day else line
        for line, day in zip(lines, days, strict=True)
    ]
    return [
        RowNow(_row_key(row), _digest(line), day)
        for row, line, day in zip(rows, undated, days, strict=True)
    ]


def lines_now(rows: Iterable[Row], lines: str) -> list[RowNow]:
    """Tell of the rows of a set of the whole site what a comparison needs.

    Args:
        rows: An agency's rows.
        lines: The same as the set's JSON file has them, one on each line.
    """
    written = lines.split(",\n")
    return [RowNow(_row_key(row), _digest(line)) for row, line in zip(rows, written, strict=False)]


def _digest(line: str) -> str:
    """Return the hash of a row."""
    return hashlib.sha256(line.encode()).hexdigest()[:_DIGITS]


def compared(
    lists: Mapping[str, Iterable[RowNow]], earlier: FollowedLists | None, as_of: AsOf
) -> Comparison:
    """Compare an agency's rows with what was published of it before.

    Args:
        lists: Its rows by list.
        earlier: What was known of it before, empty when it was not there; `None` when nothing is
            known of any agency, so that the data's own days count.
        as_of: The day of judgement; the comparison has one of its own.
    """
    as_of = as_of.fresh()
    names = [*lists, *(name for name in earlier or () if name not in lists)]
    followed = {}
    for name in names:
        before = None if earlier is None else earlier.get(name, {})
        rows = _followed_rows(lists.get(name, ()), before, as_of)
        if rows:
            followed[name] = rows
    return Comparison(lists=followed, as_of=as_of, is_compared=earlier is not None)


def dated_rows(rows: list[Row], followed: Mapping[str, FollowedRow]) -> list[Row]:
    """Put into each row the day since which it has been as it is."""
    return [_dated(row, followed[_row_key(row)].day) for row in rows]


def list_day(rows: list[Row], followed: Mapping[str, FollowedRow]) -> str:
    """Return the last ISO day on which a list changed: a row came, changed or went; or ""."""
    return max([last_change(rows), *(row.day for row in followed.values() if not row.digest)])


def followed_line(agency: str, followed: FollowedLists) -> str:
    """Write what is known of an agency's rows in one line of JSON, a row in 45 bytes.

    A row is `[hash, day]`, or `[hash, day, 1]` when it once was otherwise.
    """
    lists = {
        name: {key: (row if row.changed else row[:2]) for key, row in rows.items()}
        for name, rows in followed.items()
    }
    return compact({"agency": agency, **lists})


def read_followed(members: Mapping[str, object]) -> dict[str, dict[str, FollowedRow]]:
    """Read back what `followed_line` wrote, parsed from JSON.

    Raises:
        ValueError: It is something else.
    """
    followed: dict[str, dict[str, FollowedRow]] = {}
    for name, rows in members.items():
        if name == "agency":
            continue
        if not isinstance(rows, dict):
            raise ValueError(f"{name}: not rows")  # noqa: TRY004 - as json.loads raises
        followed[name] = {str(key): _read_row(value) for key, value in rows.items()}
    return followed


def _read_row(value: object) -> FollowedRow:
    match value:
        case [str(digest), str(day)]:
            row = FollowedRow(digest, day)
        case [str(digest), str(day), 1]:
            row = FollowedRow(digest, day, 1)
        case _:
            raise ValueError("not a row's hash and day")
    if row.day:
        datetime.date.fromisoformat(row.day)
    return row


def _followed_rows(
    rows: Iterable[RowNow], earlier: Mapping[str, FollowedRow] | None, as_of: AsOf
) -> dict[str, FollowedRow]:
    """Return what is known of each row of a list now, of those that went lately too."""
    if earlier is None:
        return {key: FollowedRow(digest, day) for key, digest, day in rows}
    now: dict[str, FollowedRow] = {}
    for key, digest, _ in rows:
        before = earlier.get(key)
        if before is not None and before.digest == digest:
            now[key] = before
        else:
            now[key] = FollowedRow(digest, _today(as_of), int(bool(before and before.digest)))
    for key, before in earlier.items():
        if key in now:
            continue
        if before.digest:
            now[key] = FollowedRow("", _today(as_of))
        elif not as_of.passed(last_day_of_change(before.day)):
            now[key] = before
    return now


def last_day_of_change(day: str) -> datetime.date:
    """Return the last day on which a change of an ISO day is told."""
    return datetime.date.fromisoformat(day) + datetime.timedelta(days=LASTING_DAYS)


def _row_key(row: Row) -> str:
    """Return a row's id among its agency's; of one without, its place on the page that shows it."""
    identifier = row.get("identifier")
    return str(identifier) if identifier else unquote(str(row["landingPage"]).partition("#")[2])


def _today(as_of: AsOf) -> str:
    """Return the day of judgement: an answer that holds on no other day."""
    as_of.adopt(as_of.date, as_of.date)
    return as_of.date.isoformat()


def _dated(row: Row, day: str) -> Row:
    return {**row, "modified": day} if day and row.get("modified") != day else row


# The files that followers go on from: the state of each row, and what changed, came and went.

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
        return compact(known(members))


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
        head = [*member_lines({"schemaVersion": VERSION, **members}), f"{compact(name)}:[\n"]
        file.write(("{" + ",\n".join(head)).encode())

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
