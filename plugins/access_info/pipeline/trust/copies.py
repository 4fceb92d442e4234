"""Copies of a site that are compared with its manifest: a folder, or a bundle as a ZIP."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import IO, Protocol

from access_info.pipeline.trust.manifest import (
    BESIDES,
    MANIFEST,
    SIGNATURE,
    SUMS,
    BadManifestError,
    Manifest,
    is_path_below,
    is_signed,
    read_manifest,
    read_sums,
)

# A manifest of 600 agencies has about 5 MB.
MAX_MANIFEST_BYTES = 64_000_000
_READ_AT_ONCE = 1 << 20
_MAX_ENTRIES = 1_000_000


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

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
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

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
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
        if len(entries) > _MAX_ENTRIES:
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

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
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
    """Tell whether a file is there."""
    try:
        return place.is_file()
    except OSError:
        raise UnreadableCopyError("không mở được") from None


def _opened(place: Path) -> IO[bytes]:
    """Open a file of the folder for reading."""
    try:
        return place.open("rb")
    except OSError:
        raise UnreadableCopyError("không mở được") from None


# Compares a copy of a site with its manifest, and the manifest with its signature.

_MAX_SIGNATURE_BYTES = 100_000


class FileState(StrEnum):
    """What is wrong with a file."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    UNREAD = "unread"


class ListSignature(StrEnum):
    """What is known of the signatures of manifest and sums."""

    GOOD = "good"
    BAD = "bad"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


@dataclasses.dataclass(frozen=True)
class FileDifference:
    """A file that is not as it should be.

    Attributes:
        path: Below the manifest's folder.
        state: What is wrong with it.
        reason: Why it could not be read, in Vietnamese, or "".
    """

    path: str
    state: FileState
    reason: str = ""


@dataclasses.dataclass(frozen=True)
class Compared:
    """A copy as it was compared.

    Attributes:
        manifest: What should be there.
        signature: What is known of the signatures.
        differences: What is otherwise, by path.
        count: Files that were compared.
        lists_others: Whether files that should not be there could be seen.
    """

    manifest: Manifest
    signature: ListSignature
    differences: tuple[FileDifference, ...]
    count: int
    lists_others: bool = True


@dataclasses.dataclass(frozen=True)
class _SignedLists:
    """Manifest, sums and their signatures as they were read, each once: a server may answer otherwise later.

    Attributes:
        contents: Content by name; `None` for what is not there.
        unread: Why one could not be read, by name.
    """

    contents: Mapping[str, bytes | None]
    unread: Mapping[str, str]

    @classmethod
    def read(cls, copy: Copy) -> _SignedLists:
        """Read them; only the manifest must be there."""
        manifest = copy.read(MANIFEST)
        if manifest is None:
            raise BadManifestError(f"Không thấy {MANIFEST}: không biết trang gồm những tệp nào.")
        contents: dict[str, bytes | None] = {MANIFEST: manifest}
        unread = {}
        for name in (SUMS, MANIFEST + SIGNATURE, SUMS + SIGNATURE):
            most = MAX_MANIFEST_BYTES if name == SUMS else _MAX_SIGNATURE_BYTES
            try:
                contents[name] = copy.read(name, most)
            except UnreadableCopyError as error:
                unread[name] = str(error)
        return cls(contents, unread)


def compare(
    copy: Copy,
    allowed: str = "",
    *,
    only: Callable[[Manifest], Mapping[str, str]] | None = None,
    sums: bool = True,
    at_once: int = 1,
) -> Compared:
    """Compare a copy with its manifest.

    Args:
        copy: The copy.
        allowed: Who may sign, as `signing.read_allowed_signers` gave it; "" where nobody asks.
        only: Chooses from the manifest the files to compare, each with its path in the copy; without it
            all of them are, and what else is there is told too.
        sums: Whether `SHA256SUMS` is compared too; who looks at one file may have fetched none.
        at_once: Files read at once.

    Raises:
        BadManifestError: It has no manifest that can be read.
        UnreadableCopyError: Its manifest cannot be fetched.
        SigningError: Signatures are to be checked, and there is no `ssh-keygen`.
    """
    lists = _SignedLists.read(copy)
    content = lists.contents[MANIFEST] or b""
    manifest = read_manifest(content)
    signature = _signature(lists, allowed, (MANIFEST, SUMS) if sums else (MANIFEST,))
    differences = list(_list_differences(lists, manifest)) if sums else []
    chosen = {path: path for path in manifest.files} if only is None else only(manifest)
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        compared = pool.map(lambda pair: _file_difference(copy, manifest, *pair), chosen.items())
        differences += [item for item in compared if item is not None]
    others = copy.others({*manifest.files, *BESIDES}) if only is None else iter(())
    if others is not None:
        differences += [FileDifference(path, FileState.EXTRA) for path in others]
    return Compared(
        manifest,
        signature,
        tuple(sorted(differences, key=lambda item: item.path)),
        len(chosen),
        lists_others=others is not None,
    )


def _file_difference(
    copy: Copy, manifest: Manifest, path: str, place: str
) -> FileDifference | None:
    """Compare one file; `None` if it is as it should be."""
    wanted = manifest.files[path]
    try:
        present = copy.sha256(place, wanted.size)
    except UnreadableCopyError as error:
        return FileDifference(place, FileState.UNREAD, str(error))
    if present is None:
        return FileDifference(place, FileState.MISSING)
    return None if present == wanted.sha256 else FileDifference(place, FileState.CHANGED)


def _list_differences(lists: _SignedLists, manifest: Manifest) -> Iterator[FileDifference]:
    """Yield what is wrong with `SHA256SUMS`, which says the same as the manifest, and of that one too."""
    yield from (FileDifference(name, FileState.UNREAD, why) for name, why in lists.unread.items())
    sums = lists.contents.get(SUMS)
    if sums is None:
        if SUMS not in lists.unread:
            yield FileDifference(SUMS, FileState.MISSING)
        return
    wanted = {path: file.sha256 for path, file in manifest.files.items()}
    wanted[MANIFEST] = hashlib.sha256(lists.contents[MANIFEST] or b"").hexdigest()
    try:
        listed = read_sums(sums)
    except BadManifestError as error:
        yield FileDifference(SUMS, FileState.UNREAD, str(error))
        return
    name = MANIFEST + SIGNATURE
    signed, signature = listed.pop(name, None), lists.contents.get(name)
    if listed != wanted:
        yield FileDifference(SUMS, FileState.CHANGED)
    if name not in lists.unread:
        present = None if signature is None else hashlib.sha256(signature).hexdigest()
        if present != signed:
            state = FileState.MISSING if present is None else FileState.CHANGED
            yield FileDifference(name, state if signed else FileState.EXTRA)


def _signature(lists: _SignedLists, allowed: str, names: Iterable[str]) -> ListSignature:
    """Check the signatures of some lists: all must be right."""
    state = ListSignature.GOOD if allowed else ListSignature.UNCHECKED
    for name in names:
        content, signature = lists.contents.get(name), lists.contents.get(name + SIGNATURE)
        if content is None or signature is None:
            return ListSignature.ABSENT
        if allowed and not is_signed(content, signature, allowed):
            state = ListSignature.BAD
    return state
