"""How checks look into attachments: all of an agency's at once, when the first is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from access_info.loading import AgencyFolder
from access_info.scanning import AttachmentScan, forget_scan, scan_all


def scanner(folder: AgencyFolder, cache: Path | None) -> Callable[[Path], AttachmentScan]:
    """Return a function that scans an attachment; its first call scans all of the agency's.

    Args:
        folder: The agency's files.
        cache: Folder that remembers what was found, or `None`.
    """
    scans: dict[Path, AttachmentScan] = {}

    def scan(path: Path) -> AttachmentScan:
        if not scans:
            scans.update(scan_all((folder.path / name for name in folder.attachments), cache=cache))
        return scans[path]

    return scan


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
