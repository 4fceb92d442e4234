"""Rows of the cache in one file of SQLite, of which a build writes those that changed.

A transaction is written whole or not at all, and each row is believed only while it is as it was written:
a file that was damaged, cut, put in another's place or that is no database gives the rows that are whole,
or none, and is begun anew by who writes next. As `source.read_cached` guards against damage, not malice.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from access_info.unchanged.cache_guard import remove

# What kind of thing, of whom: (“build”, “xa-mau-hoa”).
RowKey = tuple[str, str]
_DIGEST_BYTES = 16
_TABLE = """\
CREATE TABLE IF NOT EXISTS cached (
  kind TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID"""
_ROW = "SELECT content, digest FROM cached WHERE kind = ? AND name = ?"
_WAIT = 5.0  # seconds for another process that writes
# Errors that a new file would not cure (sqlite.org/rescode.html).
_OF_THE_SYSTEM = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
# Beside a database that is being written (sqlite.org/tempfiles.html).
_SIDE_FILES = ("-journal", "-wal", "-shm")


def read_rows(path: Path, *, only: RowKey | None = None) -> dict[RowKey, bytes]:
    """Read the rows that are whole; none if the file is not there or is no database.

    Args:
        path: The file.
        only: The one row that is asked for, or `None` for all.
    """
    rows: dict[RowKey, bytes] = {}
    if not _is_file(path):
        return rows
    with contextlib.suppress(sqlite3.Error), _opened(path) as database:
        rows.update(_whole_rows(database, only))
    return rows


def write_rows(path: Path, rows: Callable[[], Iterable[tuple[RowKey, bytes]]]) -> None:
    """Make the rows of a file these: only those that differ are written, and one is held at once.

    Where that cannot be (a full disk, another process that writes all the time), the file stays as it
    is, and the cache only costs time.

    Args:
        path: The file.
        rows: Yields all that it is to hold; called again where the file is begun anew.
    """
    if path.parent.is_symlink():
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    if not _is_file(path):
        _remove_all(path)
    try:
        _replace_rows(path, rows)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        # A page that ends too soon is damage, though SQLite counts it among the errors of reading.
        if code & 0xFF in _OF_THE_SYSTEM and code != sqlite3.SQLITE_IOERR_SHORT_READ:
            return
        # Damaged, or a database of something else: begun anew.
        _remove_all(path)
        with contextlib.suppress(sqlite3.Error):
            _replace_rows(path, rows)


def _replace_rows(path: Path, rows: Callable[[], Iterable[tuple[RowKey, bytes]]]) -> None:
    with _opened(path) as database, database:
        database.execute(_TABLE)
        database.execute("BEGIN IMMEDIATE")
        # Whatever is left of a damaged table is found here, before anything is written.
        gone = set(database.execute("SELECT kind, name FROM cached"))
        for key, content in rows():
            gone.discard(key)
            row = (content, _digest(key, content))
            if database.execute(_ROW, key).fetchone() != row:
                database.execute("INSERT OR REPLACE INTO cached VALUES (?, ?, ?, ?)", (*key, *row))
        database.executemany("DELETE FROM cached WHERE kind = ? AND name = ?", gone)


def _whole_rows(
    database: sqlite3.Connection, only: RowKey | None
) -> Iterator[tuple[RowKey, bytes]]:
    """Yield each row that is as it was written.

    Raises:
        Error: The file is damaged, or another database.
    """
    chosen = " WHERE kind = ? AND name = ?" if only else ""
    rows = database.execute(f"SELECT kind, name, content, digest FROM cached{chosen}", only or ())  # noqa: S608
    for kind, name, content, digest in rows:
        if isinstance(content, bytes) and digest == _digest((kind, name), content):
            yield (kind, name), content


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database; what stands in it besides our table is never run."""
    database = sqlite3.connect(path, timeout=_WAIT)
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        # A cache need not be on the disk before the build ends: after a power cut it may be damaged.
        database.execute("PRAGMA synchronous = OFF")
        yield database
    finally:
        database.close()


def _is_file(path: Path) -> bool:
    """Tell whether there is a plain file, not a link, a folder or a pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and not path.parent.is_symlink()
    except OSError:
        return False


def _remove_all(path: Path) -> None:
    for place in (path, *(path.with_name(path.name + end) for end in _SIDE_FILES)):
        remove(place)


def _digest(key: RowKey, content: bytes) -> bytes:
    digest = hashlib.blake2b("\0".join((*key, "")).encode(), digest_size=_DIGEST_BYTES)
    digest.update(content)
    return digest.digest()
