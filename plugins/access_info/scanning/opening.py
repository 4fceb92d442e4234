"""Open attachments in a child process, and cache the scans by the hash of the content.

The parent never parses a file from outside: a hostile file can only harm a child with little memory and
little time. Equal files are scanned once.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from access_info.extras import Extra, is_installed
from access_info.office_files import sandbox
from access_info.office_files.limits import LIMITS, Purpose
from access_info.office_files.sandbox import Answer, ask_each
from access_info.scanning.scans import AttachmentScan, MarkKind, ScanMark
from access_info.scanning.signatures import roots_digest, shipped_roots

if TYPE_CHECKING:
    from access_info.unchanged.store import Store

_TASK = "access_info.scanning.kinds:look_into"
# Producers of the store of scans: what was read, words in pictures, files in which the gate found nothing.
_SCAN = "scan"
_PRODUCERS = (_SCAN, "ocr", "cleared")


def scan(path: Path, *, cache: Path | None = None) -> AttachmentScan:
    """Return the scan of one file.

    Args:
        path: The file.
        cache: Folder of cached scans; `None` for no cache.

    Raises:
        OSError: The file cannot be read.
    """
    return scan_all([path], cache=cache)[path]


def scan_all(
    paths: Iterable[Path],
    *,
    cache: Path | None = None,
    digest_of: Callable[[Path], str] | None = None,
) -> dict[Path, AttachmentScan]:
    """Return file → its scan, from the cache or by a child process; equal files are scanned once.

    One child scans all files, unless a file breaks it. A file too large to be opened, or one that broke
    the child, has a scan with only a mark that says so.

    Args:
        paths: The files.
        cache: Folder of cached scans, made when needed; `None` for no cache.
        digest_of: Path → SHA-256, if the caller knows it already.

    Raises:
        OSError: A file cannot be read.
    """
    scans: dict[Path, AttachmentScan] = {}
    waiting: dict[str, list[Path]] = {}
    for path in paths:
        size = path.stat().st_size
        digest = (digest_of or _digest)(path)
        cached = _cached_scan(cache, digest)
        if cached is not None:
            scans[path] = cached
        elif size > LIMITS[Purpose.SCAN].file:
            scans[path] = _marked_scan(digest, size, MarkKind.TOO_LARGE, f"{size / 1e6:.0f} MB")
        else:
            waiting.setdefault(digest, []).append(path)
    firsts = {digest: same[0] for digest, same in waiting.items()}
    for digest, answer in _ask_all(firsts):
        size = firsts[digest].stat().st_size
        if answer is None:
            # A file may break a process for want of memory: it is scanned again next time.
            new_scan = _marked_scan(digest, size, MarkKind.UNREADABLE)
        else:
            new_scan = AttachmentScan.from_plain(answer, digest, size)
            _cache_scan(cache, digest, {**answer, "size": size})
        scans.update(dict.fromkeys(waiting[digest], new_scan))
    return scans


def forget_scan(path: Path, *, cache: Path | None) -> None:
    """Remove the cached scans of a file that must not be published: they hold its text.

    Args:
        path: The file.
        cache: Folder of cached scans.

    Raises:
        OSError: The file cannot be read.
    """
    if (store := _scans(cache)) is not None:
        store.forget(_PRODUCERS, name=_digest(path))


def forget_scans(cache: Path | None) -> None:
    """Remove all cached scans, those of files that are gone too.

    Args:
        cache: Folder of cached scans.
    """
    if (store := _scans(cache)) is not None:
        store.forget(_PRODUCERS)


def _scans(cache: Path | None) -> Store | None:
    """Return the store of scans in a cache folder."""
    if cache is None:
        return None
    # Not when this room is loaded: the process that opens files needs no database.
    from access_info.unchanged.store import SCANS, Store  # noqa: PLC0415

    return Store(cache / SCANS)


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _marked_scan(digest: str, size: int, kind: MarkKind, detail: str = "") -> AttachmentScan:
    """Return the scan of a file that was not read, with a mark that says why."""
    return AttachmentScan(digest, size, "", marks=(ScanMark(kind, "", detail),))


def _ask_all(files: Mapping[str, Path]) -> Iterator[tuple[str, Answer | None]]:
    """Yield (hash, the child's answer) of each file; `None` as answer for a file that broke the child.

    Args:
        files: Hash of the content → file.
    """
    roots = shipped_roots()
    return ask_each(files, Purpose.SCAN, _TASK, given={"roots": roots} if roots else {})


@functools.cache
def code_version() -> str:
    """Return a hash of all that decides the result of a scan besides the file, for the names of cached scans.

    It covers our code, root certificates and optional libraries: a scan by older code is not used again.
    """
    rooms = (Path(__file__).parent, Path(sandbox.__file__).parent)
    files = [file for room in rooms for file in sorted(room.rglob("*.py"))]
    judges = "" if is_installed(Extra.SIGNATURES) else "-unsigned"
    code = b"".join(map(Path.read_bytes, files))
    return hashlib.blake2b(code, digest_size=8).hexdigest() + roots_digest(shipped_roots()) + judges


def _cached_scan(cache: Path | None, digest: str) -> AttachmentScan | None:
    """Return the cached scan of a content; `None` without cache, without scan or for a broken one."""
    store = _scans(cache)
    try:
        plain = json.loads((store and store.get(_SCAN, digest, code_version())) or b"")
        return AttachmentScan.from_plain(plain, digest, plain["size"])
    except (ValueError, KeyError, TypeError):
        return None


def _cache_scan(cache: Path | None, digest: str, plain: Mapping[str, Any]) -> None:
    """Write a scan to the cache, if there is a cache."""
    if (store := _scans(cache)) is not None:
        from access_info.unchanged.store import StoredResult  # noqa: PLC0415 - as above

        content = json.dumps(plain, ensure_ascii=False).encode()
        store.put([StoredResult(_SCAN, digest, code_version(), content)])
