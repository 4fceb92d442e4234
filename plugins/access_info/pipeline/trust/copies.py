"""Copies of a site that are compared with its manifest: a folder, or a bundle as a ZIP."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol

from access_info.pipeline.trust.manifest import MANIFEST, is_path_below

# A manifest of 600 agencies has about 5 MB.
MOST_MANIFEST = 64_000_000
_READ_AT_ONCE = 1 << 20
_MOST_ENTRIES = 1_000_000


class UnreadableCopyError(Exception):
    """A copy, or a file of it, that cannot be read; the text says why, in Vietnamese."""


class PrivateCopyError(UnreadableCopyError):
    """A copy in a network that is not everyone's."""


class UnknownAuthorityError(UnreadableCopyError):
    """A copy whose server shows a certificate of an authority that nobody here knows."""


class Readable(Protocol):
    """What gives its bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes; none at the end."""


class Copy(Protocol):
    """A copy of a site, wherever it is."""

    def read(self, path: str, most: int = MOST_MANIFEST) -> bytes | None:
        """Read a small file; `None` if it is not there.

        Raises:
            UnreadableCopyError: It cannot be read, or is larger than `most` bytes.
        """

    def sha256(self, path: str, size: int) -> str | None:
        """Hash a file; `None` if it is not there, "" if it is no file or not of this size.

        Raises:
            UnreadableCopyError: It cannot be read.
        """

    def others(self, listed: Iterable[str]) -> Iterator[str] | None:
        """Yield the files that are there besides some; `None` where nobody can list them."""


@dataclasses.dataclass(frozen=True)
class FolderCopy:
    """A site in a folder.

    Attributes:
        folder: Where its manifest lies.
    """

    folder: Path

    def read(self, path: str, most: int = MOST_MANIFEST) -> bytes | None:
        """Read a small file of the folder."""
        place = self.folder / path
        if not _is_file(place):
            return None
        with _opened(place) as file:
            return read_at_most(file, most)

    def sha256(self, path: str, size: int) -> str | None:
        """Hash a file of the folder, through links."""
        place = self.folder / path
        try:
            status = place.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            raise UnreadableCopyError("không mở được") from None
        if not stat.S_ISREG(status.st_mode) or status.st_size != size:
            return ""
        with _opened(place) as file:
            return hashed(file, size)

    def others(self, listed: Iterable[str]) -> Iterator[str]:
        """Yield every file and every link that is not among some, by path."""
        known = frozenset(listed)
        waiting = [""]
        while waiting:
            here = waiting.pop()
            try:
                with os.scandir(self.folder / here) as entries:
                    ordered = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                raise UnreadableCopyError(f"không đọc được thư mục “{here}”") from None
            for entry in ordered:
                path = f"{here}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif path not in known:
                    yield path


class ZipCopy:
    """A site packed as a ZIP, whose files all lie below one folder.

    Attributes:
        root: The folder that the manifest lies in, with a final slash, or "".
    """

    def __init__(self, path: Path) -> None:
        """Open the archive and look for the manifest.

        Raises:
            UnreadableCopyError: It is no archive, or holds no manifest.
        """
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
            raise UnreadableCopyError(f"“{path}” không phải gói ZIP mở được.") from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_ENTRIES:
            raise UnreadableCopyError(f"“{path}” có quá nhiều tệp.")
        self._entries = {entry.filename: entry for entry in entries}
        counts: dict[str, int] = {}
        for entry in entries:
            counts[entry.filename] = counts.get(entry.filename, 0) + 1
        # Programs differ in which of two they unpack: neither can be vouched for.
        self._repeated = frozenset(name for name, count in counts.items() if count > 1)
        manifests = [name for name in self._entries if name.rpartition("/")[2] == MANIFEST]
        if not manifests:
            raise UnreadableCopyError(f"Trong gói “{path}” không có {MANIFEST}.")
        self.root = min(manifests, key=lambda name: (name.count("/"), name)).removesuffix(MANIFEST)

    def read(self, path: str, most: int = MOST_MANIFEST) -> bytes | None:
        """Read a small file of the archive."""
        entry = self._entries.get(self.root + path)
        if entry is None:
            return None
        try:
            with self._archive.open(entry) as file:
                return read_at_most(file, most)
        except _ZIP_ERRORS:
            raise UnreadableCopyError("không giải nén được") from None

    def sha256(self, path: str, size: int) -> str | None:
        """Hash a file of the archive, and unpack no more than it should have."""
        name = self.root + path
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.file_size != size or name in self._repeated:
            return ""
        try:
            with self._archive.open(entry) as file:
                return hashed(file, size)
        except _ZIP_ERRORS:
            raise UnreadableCopyError("không giải nén được") from None

    def others(self, listed: Iterable[str]) -> Iterator[str]:
        """Yield every file of the archive that is not among some, by its name there."""
        known = frozenset(self.root + path for path in listed)
        yield from sorted(
            name.removeprefix(self.root) if is_path_below(name) else name
            for name in self._entries
            if name not in known
        )


_ZIP_ERRORS = (OSError, RuntimeError, ValueError, NotImplementedError, EOFError, zipfile.BadZipFile)


def read_at_most(file: Readable, most: int) -> bytes:
    """Read a file that may come from anyone.

    Raises:
        UnreadableCopyError: It is larger than `most` bytes.
    """
    content = bytearray()
    while len(content) <= most and (piece := file.read(min(_READ_AT_ONCE, most + 1))):
        content += piece
    if len(content) > most:
        raise UnreadableCopyError("lớn quá mức")
    return bytes(content)


def hashed(file: Readable, size: int) -> str:
    """Hash a file that should have so many bytes; "" if it has more or fewer."""
    whole, count = hashlib.sha256(), 0
    while count <= size and (content := file.read(min(_READ_AT_ONCE, size + 1 - count))):
        whole.update(content)
        count += len(content)
    return whole.hexdigest() if count == size else ""


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:
        raise UnreadableCopyError("không mở được") from None


def _opened(place: Path) -> IO[bytes]:
    try:
        return place.open("rb")
    except OSError:
        raise UnreadableCopyError("không mở được") from None
