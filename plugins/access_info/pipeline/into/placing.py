"""Puts a finished section into a host's site: nothing of the host's is replaced, all of ours is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from access_info.pipeline.publish.output import restore_and_tidy, sibling, take_place
from access_info.pipeline.publish.site_files import FOLDER
from access_info.pipeline.trust.manifest import BESIDES, SUMS
from access_info.source import error_at
from access_info.waiting import undivided


class PlacesTakenError(Exception):
    """Files of the host stand where ours belong.

    Attributes:
        files: Their paths below the site.
    """

    def __init__(self, files: list[str]) -> None:
        """Take the files, in order."""
        super().__init__(", ".join(files))
        self.files = files


def put_into(site: Path, section: Path, *, prefix: str) -> None:
    """Replace what the last run put into a site by a new section: folder by folder, each in one step.

    What lies in these folders and is not ours is kept.

    Args:
        site: The host's finished site.
        section: The new section, with the folders that it has in the site.
        prefix: The folder of its pages; the other is that of styles and scripts.

    Raises:
        PlacesTakenError: Files of the host stand where ours belong; nothing was changed.
        OSError: Something cannot be written.
    """
    folders = (FOLDER, prefix)
    foreign = {folder: sorted(_foreign(site / folder)) for folder in folders}
    taken = [
        f"{folder}/{name}"
        for folder, names in foreign.items()
        for name in names
        if (section / folder / name).exists()
    ]
    above = [part for folder in folders for part in (site / folder).parents if part.is_file()]
    if taken or above:
        raise PlacesTakenError([*(path.relative_to(site).as_posix() for path in above), *taken])
    try:
        new = {}
        for folder, names in foreign.items():
            new[folder] = sibling(site / folder)
            shutil.copytree(section / folder, new[folder], dirs_exist_ok=True)
            for name in names:
                (new[folder] / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(site / folder / name, new[folder] / name)
        with undivided():
            for folder in folders:
                take_place(new[folder], site / folder)
    except BaseException as error:
        for folder in folders:
            restore_and_tidy(site / folder)
        if isinstance(error, OSError):
            raise error_at(error, site) from error
        raise


def _foreign(folder: Path) -> Iterator[str]:
    """Yield the files of a folder, by path below it, that no earlier run of ours has written."""
    ours = set(BESIDES) if (folder / SUMS).is_file() else set()
    if ours:
        lines = (folder / SUMS).read_text("utf-8", "replace").splitlines()
        ours |= {line.partition(" ")[2].lstrip(" *") for line in lines}
    is_assets = (folder / "as-of.css").is_file()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ours and not is_assets:
            yield name
