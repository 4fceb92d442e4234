"""Documents → files in a folder in which people may have gone on writing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from access_info.pipeline.publish.output import restore_and_tidy, sibling, take_place
from access_info.source import replace_files


class EditedFilesError(Exception):
    """Files that are to be written are there and differ: somebody may have worked on them.

    Attributes:
        names: Names of the files that differ, in order.
    """

    def __init__(self, names: list[str]) -> None:
        """Take the names of the files that differ."""
        super().__init__(", ".join(names))
        self.names = names


def write_documents(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write documents; whatever else lies in the folder stays.

    All of them are written, or none.

    Args:
        out: The folder.
        files: Content by name.
        force: Whether files that differ are replaced.

    Raises:
        EditedFilesError: Files that differ are there and may not be replaced; nothing is written.
        ChangedMeanwhileError: Somebody saved one of the files while this ran; it stays.
    """
    present = {name: _content(out / name) for name in files}
    changed = [name for name, content in files.items() if present[name] != content]
    edited = [name for name in changed if present[name] is not None]
    if edited and not force:
        raise EditedFilesError(edited)
    if not out.exists():
        try:
            new = sibling(out)
            for name in changed:
                (new / name).write_bytes(files[name])
            take_place(new, out)
        except BaseException:
            restore_and_tidy(out)
            raise
        return
    replace_files(
        {out / name: files[name] for name in changed},
        before={out / name: present[name] for name in changed},
    )


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
