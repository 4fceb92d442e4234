"""A cache of many rows in one SQLite file, in which a build rewrites only the rows that changed.

A transaction is written whole or not at all, and each row is protected by a digest: a file that was
damaged, cut or put in another's place yields its undamaged rows, or none, and the next writer
begins it anew. Like `unchanged.cache_guard`, this guards against damage, not malice.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from access_info.unchanged.cache_guard import remove

# Kind of row, and the agency that it belongs to: (“build”, “xa-mau-hoa”).
RowKey = tuple[str, str]
_DIGEST_BYTES = 16
_TABLE = """\
CREATE TABLE IF NOT EXISTS cached (
  kind TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID"""
_ROW = "SELECT content, digest FROM cached WHERE kind = ? AND name = ?"
_WAIT = 5.0  # seconds to wait while another process writes
# Errors of the system, not of the file: beginning a new file would not help
# (sqlite.org/rescode.html).
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
# Files that SQLite makes beside a database while writing (sqlite.org/tempfiles.html).
_SIDE_FILES = ("-journal", "-wal", "-shm")


def read_rows(path: Path, *, only: RowKey | None = None) -> dict[RowKey, bytes]:
    """Read the undamaged rows of a file; none if it is missing or no database.

    Args:
        path: The file.
        only: Key of the one row that is wanted; `None` for all rows.
    """
    rows: dict[RowKey, bytes] = {}
    if not _is_file(path):
        return rows
    with contextlib.suppress(sqlite3.Error), _opened(path) as database:
        rows.update(_whole_rows(database, only))
    return rows


def write_rows(path: Path, rows: Callable[[], Iterable[tuple[RowKey, bytes]]]) -> None:
    """Let a file hold exactly these rows: write those that differ, delete those that are gone.

    Rows are taken one at a time, to spare memory. Where writing fails (a full disk, another process
    that writes all the time), the file stays as it is; the next build is then slower, but right.

    Args:
        path: The file.
        rows: Yields all rows; called a second time if a damaged file must be begun anew.
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
        # A file that is too short is damaged, though SQLite reports that as an error of reading.
        if code & 0xFF in _OF_THE_SYSTEM and code != sqlite3.SQLITE_IOERR_SHORT_READ:
            return
        # Damaged, or a database of something else: begun anew.
        _remove_all(path)
        with contextlib.suppress(sqlite3.Error):
            _replace_rows(path, rows)


def _replace_rows(path: Path, rows: Callable[[], Iterable[tuple[RowKey, bytes]]]) -> None:
    """Write all rows in one transaction.

    Raises:
        Error: The file is damaged, is no database of ours, or cannot be written.
    """
    with _opened(path) as database, database:
        database.execute(_TABLE)
        database.execute("BEGIN IMMEDIATE")
        # Reading all keys first finds damage before anything is written.
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
    """Yield each row whose digest is right.

    Raises:
        Error: The file is damaged, or is another program's database.
    """
    chosen = " WHERE kind = ? AND name = ?" if only else ""
    rows = database.execute(f"SELECT kind, name, content, digest FROM cached{chosen}", only or ())  # noqa: S608
    for kind, name, content, digest in rows:
        if isinstance(content, bytes) and digest == _digest((kind, name), content):
            yield (kind, name), content


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database, with settings for a file that may be damaged or hold foreign triggers."""
    database = sqlite3.connect(path, timeout=_WAIT)
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        # Do not wait for the disk: a cache may be lost in a power cut.
        database.execute("PRAGMA synchronous = OFF")
        yield database
    finally:
        database.close()


def _is_file(path: Path) -> bool:
    """Tell whether a path is a plain file, not a link, a folder or a pipe, nor in a linked folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and not path.parent.is_symlink()
    except OSError:
        return False


def _remove_all(path: Path) -> None:
    """Delete a database with the files that SQLite keeps beside it."""
    for place in (path, *(path.with_name(path.name + end) for end in _SIDE_FILES)):
        remove(place)


def _digest(key: RowKey, content: bytes) -> bytes:
    """Hash a row with its key, so that a content under a wrong key is noticed too."""
    digest = hashlib.blake2b("\0".join((*key, "")).encode(), digest_size=_DIGEST_BYTES)
    digest.update(content)
    return digest.digest()
