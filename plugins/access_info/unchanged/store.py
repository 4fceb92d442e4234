"""Results of earlier work in one SQLite file, each under its producer, its name and a key.

A result is believed only with its digest and under the key that is asked for: the hash of all that
it was made from. A transaction is written whole or not at all, and a file that was damaged, cut or
put in another's place yields its undamaged rows, or none, and is begun anew by the next writer.
Whatever the disk refuses costs time, never the work itself. This guards against damage, not
against malice: whoever may write into the cache could also change the program.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# The files of a cache folder: results of builds and checks; what was read out of attachments, which
# is dear and depends on nothing else.
RESULTS, SCANS = "results.db", "scans.db"
_DIGEST_BYTES = 16
_TABLE = """\
CREATE TABLE IF NOT EXISTS results (
  producer TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL,
  content BLOB NOT NULL, PRIMARY KEY (producer, name)
)"""
_READ = "SELECT key, digest, content FROM results WHERE producer = ? AND name = ?"
_READ_ALL = "SELECT name, key, digest, content FROM results WHERE producer = ?"
_WRITE = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)"
_DROP = "DELETE FROM results WHERE producer = ? AND name = ?"
# A row's number grows with each write, so that the smallest are the oldest.
_DROP_OLDER_HALF = """\
DELETE FROM results WHERE rowid <= (
  SELECT rowid FROM results ORDER BY rowid LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM results)
)"""
_LARGEST = (
    2_000_000_000  # bytes of a file, beyond which the older half of its results is thrown out
)
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


class StoredResult(NamedTuple):
    """A result to be stored.

    Attributes:
        producer: What made it: “search”, “scan”.
        name: Of what it was made, an agency's folder for example; "" where there is only one.
        key: Hash of all that it was made from.
        content: The result itself.
    """

    producer: str
    name: str
    key: str
    content: bytes


class Store:
    """Results of earlier work; each producer has at most one for a name.

    Several processes may use the same file at once, and forked workers the same object: no
    connection outlives a call.
    """

    def __init__(self, path: Path) -> None:
        """Keep the path of the file; nothing is read, and the file may not exist yet.

        Args:
            path: The file, in a cache folder.
        """
        self._path = path

    def get(self, producer: str, name: str, key: str) -> bytes | None:
        """Return a result; `None` if it is missing, damaged, or made from something else than `key`."""
        with self.reader() as get:
            return get(producer, name, key)

    @contextlib.contextmanager
    def reader(self) -> Iterator[Callable[[str, str, str], bytes | None]]:
        """Open the file once for many results: yield a function that does what `get` does."""

        def get(producer: str, name: str, key: str) -> bytes | None:
            row = None
            with contextlib.suppress(sqlite3.Error):
                row = database and database.execute(_READ, (producer, name)).fetchone()
            return _content(producer, name, row) if row and row[0] == key else None

        with self._opened() as database:
            yield get

    def all_of(self, producer: str) -> dict[str, tuple[str, bytes]]:
        """Return all undamaged results of a producer: name → key, content."""
        found: dict[str, tuple[str, bytes]] = {}
        with self._opened() as database, contextlib.suppress(sqlite3.Error):
            for name, *row in database.execute(_READ_ALL, (producer,)) if database else ():
                content = _content(producer, name, row)
                if content is not None:
                    found[name] = row[0], content
        return found

    def digests(self, producer: str) -> dict[str, tuple[str, bytes]]:
        """Return what the results of a producer are known by, which is quick: name → key, digest.

        While the digest is the same, so is the content, whatever it was made from.
        """
        found: dict[str, tuple[str, bytes]] = {}
        with self._opened() as database, contextlib.suppress(sqlite3.Error):
            select = "SELECT name, key, digest FROM results WHERE producer = ?"
            for name, key, digest in database.execute(select, (producer,)) if database else ():
                found[name] = key, digest
        return found

    def put(self, results: Iterable[StoredResult], *, gone: Iterable[tuple[str, str]] = ()) -> None:
        """Store results, each in the place of an earlier one, in one transaction.

        Where writing fails (a full disk, another process that writes all the time), the file stays as it
        is; the next build is then slower, but right.

        Args:
            results: Of a result that is there already nothing is written.
            gone: Producer and name of results that are to be deleted.
        """
        if self._path.parent.is_symlink():
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self._is_file():
            self._remove_file()
        rows, dropped = [*results], [*gone]
        try:
            _write(self._path, rows, dropped)
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0)
            # A file that is too short is damaged, though SQLite reports that as an error of reading.
            if code & 0xFF in _OF_THE_SYSTEM and code != sqlite3.SQLITE_IOERR_SHORT_READ:
                return
            # Damaged, or a database of something else: begun anew.
            self._remove_file()
            with contextlib.suppress(sqlite3.Error):
                _write(self._path, rows, dropped)

    def forget(self, producers: Collection[str], *, name: str | None = None) -> None:
        """Delete results so that nothing of them is left in the file; all of these producers if no name is given."""
        if not self._is_file():
            return
        try:
            with _connection(self._path) as database, database:
                for producer in producers:
                    if name is None:
                        database.execute("DELETE FROM results WHERE producer = ?", (producer,))
                    else:
                        database.execute(_DROP, (producer, name))
        except sqlite3.Error:
            # A file that cannot be changed is not to keep what must be forgotten.
            self._remove_file()

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        """Yield a connection to the file; `None` if it is missing or cannot be opened."""
        with contextlib.ExitStack() as opened:
            database = None
            if self._is_file():
                with contextlib.suppress(sqlite3.Error):
                    database = opened.enter_context(_connection(self._path))
            yield database

    def _is_file(self) -> bool:
        """Tell whether the path is a plain file, not a link, a folder or a pipe, nor in a linked folder."""
        try:
            return stat.S_ISREG(self._path.lstat().st_mode) and not self._path.parent.is_symlink()
        except OSError:
            return False

    def _remove_file(self) -> None:
        """Delete the database with the files that SQLite keeps beside it."""
        for place in (
            self._path,
            *(self._path.with_name(self._path.name + end) for end in _SIDE_FILES),
        ):
            remove(place)


def remove(path: Path) -> None:
    """Delete a file, a folder or a link (not its target), if it is there; errors are ignored."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database, with settings for a file that may be damaged or hold foreign triggers."""
    database = sqlite3.connect(path, timeout=_WAIT)
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        # What is deleted may have been withdrawn: its bytes are overwritten.
        database.execute("PRAGMA secure_delete = ON")
        # Do not wait for the disk: a cache may be lost in a power cut.
        database.execute("PRAGMA synchronous = OFF")
        yield database
    finally:
        database.close()


def _write(path: Path, results: Iterable[StoredResult], gone: Iterable[tuple[str, str]]) -> None:
    """Write results, and delete others, in one transaction.

    Raises:
        Error: The file is damaged, is no database of ours, or cannot be written.
    """
    with _connection(path) as database, database:
        if not database.execute("PRAGMA page_count").fetchone()[0]:
            database.execute("PRAGMA auto_vacuum = FULL")
        database.execute(_TABLE)
        database.execute("BEGIN IMMEDIATE")
        for result in results:
            place = result[:2]
            digest = _digest(result.producer, result.name, result.content)
            row = (result.key, digest, result.content)
            if database.execute(_READ, place).fetchone() != row:
                database.execute(_WRITE, (*place, *row))
        database.executemany(_DROP, gone)
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
        if pages * size > _LARGEST:
            database.execute(_DROP_OLDER_HALF)


def _content(producer: str, name: str, row: Collection[object]) -> bytes | None:
    """Return the content of a row (key, digest, content); `None` if it is damaged."""
    key, digest, content = row
    if isinstance(key, str) and isinstance(content, bytes):
        return content if digest == _digest(producer, name, content) else None
    return None


def _digest(producer: str, name: str, content: bytes) -> bytes:
    """Hash a result with producer and name, so that one in another's place is noticed too."""
    head = f"{producer}\0{name}\0".encode()
    return hashlib.blake2b(head + content, digest_size=_DIGEST_BYTES).digest()
