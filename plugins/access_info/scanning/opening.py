"""Opens attachments in a child process, once for each content.

The process that asks never looks into a file: what a hostile one does to a library, it does to a
child with little memory and little time. Scans are cached by the content's hash.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.extras import Extra, is_installed
from access_info.office_files import sandbox
from access_info.office_files.limits import LIMITS, Purpose
from access_info.office_files.sandbox import Answer, ask_each
from access_info.scanning.scans import AttachmentScan, MarkKind, ScanMark
from access_info.scanning.signatures import roots_digest, shipped_roots

_TASK = "access_info.scanning.kinds:look_into"


def scan(path: Path, *, cache: Path | None = None) -> AttachmentScan:
    """Scan one file.

    Args:
        path: The file.
        cache: Folder of cached scans.

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
    """Scan files, in one process for all of them while none breaks it.

    Args:
        paths: The files.
        cache: Folder of cached scans; made when it is needed.
        digest_of: Path → SHA-256, where it is known already.

    Raises:
        OSError: A file cannot be read.
    """
    scans: dict[Path, AttachmentScan] = {}
    waiting: dict[str, list[Path]] = {}
    sizes: dict[str, int] = {}
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
            sizes[digest] = size
    firsts = {digest: same[0] for digest, same in waiting.items()}
    for digest, answer in _ask_all(firsts):
        size = sizes[digest]
        if answer is None:
            # A file may break a process for want of memory: it is scanned again next time.
            new_scan = _marked_scan(digest, size, MarkKind.UNREADABLE)
        else:
            new_scan = AttachmentScan.from_plain(answer, digest, size)
            _remember(cache, digest, {**answer, "size": size})
        scans.update(dict.fromkeys(waiting[digest], new_scan))
    return scans


def forget_scan(path: Path, *, cache: Path | None) -> None:
    """Remove what is cached of a file, for it must not be published.

    Args:
        path: The file.
        cache: Folder of cached scans.

    Raises:
        OSError: The file cannot be read.
    """
    if cache is not None:
        from access_info.unchanged.cache_guard import remove  # noqa: PLC0415 - as above

        for cached in (cache / "scan").glob(f"{_digest(path)}-*.json"):
            remove(cached)


def forget_scans(cache: Path | None) -> None:
    """Remove all cached scans, also those of files that are gone.

    Args:
        cache: Folder of cached scans.
    """
    if cache is not None:
        # Not when this room is loaded: the process that opens files needs no YAML.
        from access_info.unchanged.cache_guard import remove  # noqa: PLC0415

        remove(cache / "scan")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _marked_scan(digest: str, size: int, kind: MarkKind, detail: str = "") -> AttachmentScan:
    return AttachmentScan(digest, size, "", marks=(ScanMark(kind, "", detail),))


def _ask_all(files: Mapping[str, Path]) -> Iterator[tuple[str, Answer | None]]:
    """Yield what the reading process says of each file; `None` for one that broke it."""
    roots = shipped_roots()
    return ask_each(files, Purpose.SCAN, _TASK, given={"roots": roots} if roots else {})


@functools.cache
def code_version() -> str:
    """Hash what looks into files, its code, roots and extras: what others found is not taken over."""
    rooms = (Path(__file__).parent, Path(sandbox.__file__).parent)
    files = [file for room in rooms for file in sorted(room.rglob("*.py"))]
    judges = "" if is_installed(Extra.SIGNATURES) else "-unsigned"
    code = b"".join(map(Path.read_bytes, files))
    return hashlib.blake2b(code, digest_size=8).hexdigest() + roots_digest(shipped_roots()) + judges


def _place(cache: Path, digest: str) -> Path:
    return cache / "scan" / f"{digest}-{code_version()}.json"


def _cached_scan(cache: Path | None, digest: str) -> AttachmentScan | None:
    """Return the cached scan of a file's content; `None` where there is none that can be read."""
    if cache is None:
        return None
    from access_info.unchanged.cache_guard import read_cached  # noqa: PLC0415 - as above

    content = read_cached(_place(cache, digest))
    if content is None:
        return None
    try:
        plain = json.loads(content)
        return AttachmentScan.from_plain(plain, digest, plain["size"])
    except (ValueError, KeyError, TypeError):
        return None


def _remember(cache: Path | None, digest: str, plain: Mapping[str, Any]) -> None:
    """Keep a scan in the cache, if there is one."""
    if cache is not None:
        from access_info.source.replacing import write_cached  # noqa: PLC0415 - as above

        content = json.dumps(plain, ensure_ascii=False)
        write_cached(_place(cache, digest), content, cache=cache)
