"""Hash and day of last change of every published row, by which followers fetch only what is new.

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

# The state of each row, compared with what was published before.

# Days for which a removed row stays noted, at least.
LASTING_DAYS = 400
# Of a row's hash, which is cut to be short in the file.
_DIGITS = 16


class FollowedRow(NamedTuple):
    """The state of a published row: its hash, and since when it has had it.

    Attributes:
        digest: First 16 hexadecimal digits of the SHA-256 of the row as JSON without `modified`;
            "" when the row was removed.
        day: ISO day since which the row has had this hash; "" when the data do not tell.
        changed: 1 if the row had another hash before, else 0: a number, to be short in the file.
    """

    digest: str
    day: str
    changed: int = 0


class RowNow(NamedTuple):
    """A row as the present build has it, before it is compared.

    Attributes:
        key: Its id among its agency's rows of the list.
        digest: Its hash, as in `FollowedRow`.
        day: ISO day of its last change as the data tell it, or "".
    """

    key: str
    digest: str
    day: str = ""


# List → a row's id → the row's state.
FollowedLists = Mapping[str, Mapping[str, FollowedRow]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Comparison:
    """The states of an agency's rows, after comparison with what was published before.

    Attributes:
        lists: The state of each row now.
        as_of: The day of judgement, which noted for how long the comparison holds.
        is_compared: Whether earlier states were known; else only the days in the data count.
    """

    lists: FollowedLists
    as_of: AsOf
    is_compared: bool

    def day(self, row: str) -> str:
        """Return the ISO day on which a row was seen to change last; "" if unknown or still to come."""
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
        """Tell whether a row is known to have changed since it was first published."""
        state = self._state(row)
        return state is not None and bool(state.changed)

    def _state(self, row: str) -> FollowedRow | None:
        """Return the state of a row by its id, whichever list it is in.

        `None` if the row is unknown, or if nothing was compared.
        """
        if not self.is_compared:
            return None
        states = [rows[row] for rows in self.lists.values() if row in rows]
        # A row that moved to the other list counts there, not as removed from the first.
        return max(states, key=lambda state: bool(state.digest), default=None)


def rows_now(rows: Sequence[Row], lines: Iterable[str]) -> list[RowNow]:
    """Return id, hash and day of each row of a list or another set, for comparing.

    Args:
        rows: An agency's rows.
        lines: The same rows as lines of a JSON file; what is hashed, without `modified`, which follows
            from the comparison.
    """
    days = [str(row.get("modified", "")) for row in rows]
    # Within a JSON string quotation marks are escaped, so only the member itself can match.
    undated = [
        line.replace(f',"modified":"{day}"', "", 1) if day else line
        for line, day in zip(lines, days, strict=True)
    ]
    return [
        RowNow(_row_key(row), _digest(line), day)
        for row, line, day in zip(rows, undated, days, strict=True)
    ]


def _digest(line: str) -> str:
    """Return the shortened hash of a row's line of JSON."""
    return hashlib.sha256(line.encode()).hexdigest()[:_DIGITS]


def compared(
    lists: Mapping[str, Iterable[RowNow]], earlier: FollowedLists | None, as_of: AsOf
) -> Comparison:
    """Return the states of an agency's rows after comparing them with those published before.

    Args:
        lists: The agency's rows by list.
        earlier: The states before, empty for an agency that is new; `None` when nothing is known of
            any agency, so that only the days in the data count.
        as_of: The day of judgement; the comparison keeps a fresh copy of it.
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
    """Return rows with `modified` set to the day since which each has had its present content."""
    return [_dated(row, followed[_row_key(row)].day) for row in rows]


def list_day(rows: list[Row], followed: Mapping[str, FollowedRow]) -> str:
    """Return the last ISO day on which a row of a list was added, changed or removed; or ""."""
    return max([last_change(rows), *(row.day for row in followed.values() if not row.digest)])


# In an agency's line: the blocks of its divided lists, whose addresses stay, by list.
_BLOCKS = "blocks"


def followed_line(
    agency: str, followed: FollowedLists, blocks: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Return the states of an agency's rows as one line of JSON, some 45 bytes a row.

    A row is `[hash, day]`, or `[hash, day, 1]` when it had another hash before.

    Args:
        agency: Folder name.
        followed: The states.
        blocks: List → the names of its blocks; lists that are not divided are left out.
    """
    lists = {
        name: {key: (row if row.changed else row[:2]) for key, row in rows.items()}
        for name, rows in followed.items()
    }
    return compact({"agency": agency, **({_BLOCKS: blocks} if blocks else {}), **lists})


def read_followed(members: Mapping[str, object]) -> dict[str, dict[str, FollowedRow]]:
    """Return the states of rows from the parsed JSON of a line by `followed_line`.

    Raises:
        ValueError: The members are not those of such a line.
    """
    followed: dict[str, dict[str, FollowedRow]] = {}
    for name, rows in members.items():
        if name in {"agency", _BLOCKS}:
            continue
        if not isinstance(rows, dict):
            raise ValueError(f"{name}: not rows")  # noqa: TRY004 - as json.loads raises
        followed[name] = {str(key): _read_row(value) for key, value in rows.items()}
    return followed


def read_blocks(members: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the names of published blocks by list, from the parsed JSON of a line by `followed_line`."""
    blocks = members.get(_BLOCKS)
    return {
        str(name): [str(block) for block in names]
        for name, names in (blocks.items() if isinstance(blocks, dict) else ())
        if isinstance(names, list)
    }


def _read_row(value: object) -> FollowedRow:
    """Return a row's state from `[hash, day]` or `[hash, day, 1]`; raise `ValueError` for all else."""
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
    """Return the state of each row of a list now, and of rows removed within `LASTING_DAYS`.

    A row with its earlier hash keeps its day; a new, changed or removed row gets the day of the build.

    Args:
        rows: The rows of the present build.
        earlier: Their states before; `None` if nothing is known, so that the data's days count.
        as_of: The day of judgement.
    """
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
    """Return the last day on which a change seen on an ISO day is still reported."""
    return datetime.date.fromisoformat(day) + datetime.timedelta(days=LASTING_DAYS)


def _row_key(row: Row) -> str:
    """Return a row's id among its agency's; of a row without, the part of its address after #."""
    identifier = row.get("identifier")
    return str(identifier) if identifier else unquote(str(row["landingPage"]).partition("#")[2])


def _today(as_of: AsOf) -> str:
    """Return the ISO day of judgement, and note in `as_of` that what uses it holds on no other day."""
    as_of.adopt(as_of.date, as_of.date)
    return as_of.date.isoformat()


def _dated(row: Row, day: str) -> Row:
    """Return a row with `modified` set to a day; the row itself if it says so or there is no day."""
    return {**row, "modified": day} if day and row.get("modified") != day else row


# The two files for followers: the state of each row, and a log of what was added, changed, removed.

VERSION = "1.0"
ROWS_FILE, CHANGES_FILE = "dong.json", "thay-doi.json"
# On a large site the states stand in several files below this folder, each of some agencies.
ROWS_FOLDER = "dong"
_END = b"]}\n"


def row_changes(
    agency: str,
    before: FollowedLists,
    after: FollowedLists,
    day: str,
    page: Callable[[str], str],
) -> Iterator[str]:
    """Yield the lines of the file of changes for an agency, in the order of its rows.

    A line is a JSON object for a row whose hash differs between two builds: `added`, `changed` or
    `removed`. It has no title, since rows that were withdrawn must not be named.

    Args:
        agency: Folder name.
        before: The states published before.
        after: The states to be published now.
        day: ISO day of the comparison.
        page: List → the address of its page below the site's root.
    """
    nothing: Mapping[str, FollowedRow] = {}
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, nothing), after.get(name, nothing)
        for key in dict.fromkeys((*new, *old)):
            # "" where the row is new, or was removed.
            was, now = (state[key].digest if key in state else "" for state in (old, new))
            if was != now:
                members = {
                    "date": day,
                    "change": "added" if not was else "changed" if now else "removed",
                    "agency": agency,
                    "list": name,
                    # An agency's own row is a whole page.
                    "@id": page(name) + (f"#{quote(key, safe='')}" if key != agency else ""),
                    "identifier": key,
                    "before": was,
                    "after": now,
                }
                yield compact(known(members))


class LinesFile:
    """A JSON file with one object on each line, written line by line so that memory does not grow."""

    def __init__(self, file: BinaryIO, members: Mapping[str, str], name: str) -> None:
        """Write what stands above the lines.

        Args:
            file: Open for writing.
            members: Members that describe the whole file; empty ones are left out.
            name: Name of the member that holds the lines.
        """
        self._file = file
        self._between = b""
        head = [*member_lines({"schemaVersion": VERSION, **members}), f"{compact(name)}:[\n"]
        file.write(("{" + ",\n".join(head)).encode())

    def add(self, line: str) -> None:
        """Write one object, as JSON, on a line of its own."""
        self._file.write(self._between + line.encode())
        self._between = b",\n"

    def end(self) -> None:
        """Close the list and the JSON object after the last line; the file itself stays open."""
        self._file.write(b"\n" + _END)


def item_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield (offset in bytes, line without comma) for each object in a file by `LinesFile`.

    By the offset a single line can be read again later without reading the whole file.

    Args:
        file: Open for reading.

    Raises:
        ValueError: The file is not one by `LinesFile`, or is cut short.
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
    """Parse a line of a file by `LinesFile`.

    Raises:
        ValueError: The line is no JSON object.
    """
    members = json.loads(line)
    if not isinstance(members, dict):
        raise ValueError("no object")  # noqa: TRY004 - as json.loads raises
    return members
