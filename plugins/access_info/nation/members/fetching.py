"""Brings the files of a new copy together: those that are known are kept, the others fetched and hashed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from access_info.nation.members.settings import ReadingAccess
from access_info.nation.members.sources import MemberSource
from access_info.pipeline.trust.copies import UnreadableCopyError
from access_info.pipeline.trust.manifest import ManifestFile

_PART = ".part"


class FileStore:
    """Files by hash: those of the copy before, and what has been fetched of the new one."""

    def __init__(self, folder: Path, known: Mapping[str, Path]) -> None:
        """Take what there is.

        Args:
            folder: Where fetched files are until the copy is whole.
            known: Files of the copy before, by SHA-256; they are as it says.
        """
        self._folder, self._known = folder, known

    def path(self, sha256: str) -> Path:
        """Return where a file is, or will be once it has been fetched."""
        return self._known.get(sha256) or self._folder / sha256

    def forget_others(self, wanted: set[str]) -> None:
        """Drop what was fetched of a copy that nobody publishes any more."""
        for path in list(self._folder.iterdir()) if self._folder.is_dir() else ():
            if path.name.removesuffix(_PART) not in wanted:
                path.unlink()

    def bring(
        self, source: MemberSource, files: Mapping[str, ManifestFile], access: ReadingAccess
    ) -> None:
        """Fetch the files that are not there.

        Args:
            source: Where they come from.
            files: Each with its path at the source.
            access: How many at once.

        Raises:
            UnreadableCopyError: One cannot be brought, or is not what its hash says.
        """
        missing = {file.sha256: (path, file) for path, file in files.items() if not self._has(file)}
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(access.at_once) as pool:
            jobs = [pool.submit(self._bring, source, *each) for each in missing.values()]
            try:
                for job in jobs:
                    job.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def lay_out(self, files: Mapping[str, ManifestFile], target: Path) -> None:
        """Put the files of a copy into a folder by their paths: all of them, or none.

        Args:
            files: Each with its path.
            target: The folder, which comes into being at the end.
        """
        if all(self.path(file.sha256) == target / path for path, file in files.items()):
            return  # it is the copy of before
        making = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(making, ignore_errors=True)
        for path, file in files.items():
            place = making / path
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(self.path(file.sha256), place)
        shutil.rmtree(target, ignore_errors=True)
        making.rename(target)

    def _has(self, file: ManifestFile) -> bool:
        """Tell whether a file is there; one that a power cut has emptied is not."""
        place = self.path(file.sha256)
        return place.is_file() and place.stat().st_size == file.size

    def _bring(self, source: MemberSource, path: str, file: ManifestFile) -> None:
        part = self._folder / f"{file.sha256}{_PART}"
        begun = part.exists()
        try:
            source.fetch(path, file.size, part)
        except UnreadableCopyError as error:
            raise UnreadableCopyError(f"tệp {path}: {error}") from None
        if _sha256(part) != file.sha256:
            part.unlink()
            if begun:  # what was there from before may have been another file's
                self._bring(source, path, file)
                return
            raise UnreadableCopyError(
                f"tệp {path} không đúng mã băm ghi trong manifest.json (tệp đã bị sửa, hoặc trang đang được thay)"
            )
        part.rename(self._folder / file.sha256)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _link(source: Path, target: Path) -> None:
    """Give a file a second name; a copy where the disk has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
