"""How checks look into attachments: all of an agency's at once, when the first is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from access_info.loading import AgencyFolder
from access_info.scanning import Scan, scan_all


def scanner(folder: AgencyFolder, cache: Path | None) -> Callable[[Path], Scan]:
    """What stands in each of an agency's attachments.

    Args:
        folder: The agency's files.
        cache: Folder that remembers what was found, or `None`.
    """
    found: dict[Path, Scan] = {}

    def scan(path: Path) -> Scan:
        if not found:
            found.update(scan_all((folder.path / name for name in folder.attachments), cache=cache))
        return found[path]

    return scan
