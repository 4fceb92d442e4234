"""How checks look into attachments: all of an agency's at once, when the first is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from access_info.loading.folders import AgencyFolder
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.preparation.options import Recognition
from access_info.scanning import AttachmentScan, forget_scan, recogniser, scan_all, with_words
from access_info.source import read_cached, write_cached

_CLEAR = b"clear"


def scanner(
    folder: AgencyFolder,
    cache: Path | None,
    *,
    recognition: Recognition = Recognition.NONE,
    new_files: frozenset[str] = frozenset(),
) -> Callable[[Path], AttachmentScan]:
    """Return a function that scans an attachment; its first call scans all of the agency's.

    Args:
        folder: The agency's files.
        cache: Folder that remembers what was found, or `None`.
        recognition: Which attachments' pictures are read, where the program for it is installed.
        new_files: Attachments that a proposal brings, by path below the agency's folder.
    """
    scans: dict[Path, AttachmentScan] = {}

    def scan(path: Path) -> AttachmentScan:
        if not scans:
            paths = {folder.path / name: name for name in folder.attachments}
            digests = {path: folder.digest(name) for path, name in paths.items()}
            scans.update(scan_all(paths, cache=cache, digest_of=digests.__getitem__))
            recognising = recogniser() if recognition is not Recognition.NONE else None
            if recognising is not None:
                chosen = folder.attachments if recognition is Recognition.ALL else new_files
                pictured = {
                    place: scanned
                    for name in folder.attachments
                    if name in chosen and (scanned := scans[(place := folder.path / name)]).pictures
                }
                scans.update(with_words(pictured, recognising, cache=cache))
        return scans[path]

    return scan


class ClearedFiles:
    """Attachments in which the secrecy gate found nothing (`checks.context.ClearedAttachments`).

    Of a file that it found something in, nothing is kept. Another version of the program looks again.
    """

    def __init__(self, cache: Path) -> None:
        """Open the memory.

        Args:
            cache: Folder that remembers.
        """
        self._cache = cache

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether nothing was found in a file of this name and content."""
        return read_cached(self._place(name, digest)) == _CLEAR

    def add(self, name: str, digest: str) -> None:
        """Remember that nothing was found."""
        write_cached(self._place(name, digest), _CLEAR, cache=self._cache)

    def _place(self, name: str, digest: str) -> Path:
        whole = f"{code_key()} {digest} {name}"
        key = hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()
        return self._cache / "scan" / f"{key}.clear"


def forget(folder: AgencyFolder, names: Iterable[str], cache: Path | None) -> None:
    """Forget what was found in attachments that are not published.

    Args:
        folder: The agency's files.
        names: Their paths below the folder.
        cache: Folder that remembers what was found, or `None`.
    """
    for name in names if cache is not None else ():
        if name in folder.attachments:
            forget_scan(folder.path / name, cache=cache)
