"""Comparing a copy of a site (folder, ZIP) with its manifest, and the manifest with its signature."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from access_info.pipeline.trust.manifest import (
    BESIDES,
    MANIFEST,
    SIGNATURE,
    SUMS,
    BadManifestError,
    Manifest,
    ManifestFile,
    is_path_below,
    is_signed,
    read_manifest,
    read_sums,
    with_parts,
)

# A manifest of 600 agencies has about 5 MB.
MAX_MANIFEST_BYTES = 64_000_000
_READ_AT_ONCE = 1 << 20
_MAX_ENTRIES = 1_000_000


class UnreadableCopyError(Exception):
    """A copy, or a file of it, that cannot be read; the text says why, in Vietnamese."""


class PrivateCopyError(UnreadableCopyError):
    """A copy in a private network, which the program must not reach into."""


class UnknownAuthorityError(UnreadableCopyError):
    """A copy on a server whose certificate comes from an authority that this machine does not trust."""


class Readable(Protocol):
    """Something that can be read piece by piece: an open file, a web response."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""


class Copy(Protocol):
    """A copy of a site, in a folder, a ZIP or on the web."""

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
        """Return the content of a small file; `None` if it does not exist.

        Raises:
            UnreadableCopyError: It cannot be read, or is larger than `most` bytes.
        """

    def sha256(self, path: str, size: int) -> str | None:
        """Return a file's SHA-256; `None` if it does not exist, "" if it has not exactly `size` bytes.

        Raises:
            UnreadableCopyError: It cannot be read.
        """

    def others(self, listed: Iterable[str]) -> Iterator[str] | None:
        """Yield the files that exist besides those listed; `None` if the copy cannot list its files."""


@dataclasses.dataclass(frozen=True)
class FolderCopy:
    """A copy of a site in a folder.

    Attributes:
        folder: The folder with the manifest.
    """

    folder: Path

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
        """Return the content of a file of at most `most` bytes; `None` if it does not exist."""
        place = self.folder / path
        with _reworded_errors():
            if not place.is_file():
                return None
            with place.open("rb") as file:
                return read_at_most(file, most)

    def sha256(self, path: str, size: int) -> str | None:
        """Return a file's SHA-256; `None` if it does not exist, "" if its size differs.

        Links are followed, as a web server would.
        """
        place = self.folder / path
        with _reworded_errors():
            try:
                status = place.stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            if not stat.S_ISREG(status.st_mode) or status.st_size != size:
                return ""
            with place.open("rb") as file:
                return hashed(file, size)

    def others(self, listed: Iterable[str]) -> Iterator[str]:
        """Yield the path of every file and link that is not listed."""
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
    """A copy of a site packed as a ZIP, whose files all lie below one folder.

    Attributes:
        root: The folder that the manifest lies in, with a final slash, or "".
    """

    def __init__(self, path: Path) -> None:
        """Open the archive and find the manifest nearest to its root.

        Raises:
            UnreadableCopyError: The file is no ZIP, holds no manifest, or has too many entries.
        """
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
            raise UnreadableCopyError(f"“{path}” không phải gói ZIP mở được.") from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        if len(entries) > _MAX_ENTRIES:
            raise UnreadableCopyError(f"“{path}” có quá nhiều tệp.")
        self._entries = {entry.filename: entry for entry in entries}
        counts = collections.Counter(entry.filename for entry in entries)
        # Of two entries with one name, programs differ in which they unpack: both count as changed.
        self._repeated = frozenset(name for name, count in counts.items() if count > 1)
        manifests = [name for name in self._entries if name.rpartition("/")[2] == MANIFEST]
        if not manifests:
            raise UnreadableCopyError(f"Trong gói “{path}” không có {MANIFEST}.")
        self.root = min(manifests, key=lambda name: (name.count("/"), name)).removesuffix(MANIFEST)

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
        """Return the content of a file of at most `most` bytes; `None` if it does not exist."""
        entry = self._entries.get(self.root + path)
        if entry is None:
            return None
        try:
            with self._archive.open(entry) as file:
                return read_at_most(file, most)
        except _ZIP_ERRORS:
            raise UnreadableCopyError("không giải nén được") from None

    def sha256(self, path: str, size: int) -> str | None:
        """Return a file's SHA-256; `None` if it does not exist, "" if its size differs.

        No more than `size` bytes are unpacked, for an archive may claim less than it unpacks to.
        """
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
        """Yield the path of every file of the archive that is not listed."""
        known = frozenset(self.root + path for path in listed)
        yield from sorted(
            name.removeprefix(self.root) if is_path_below(name) else name
            for name in self._entries
            if name not in known
        )


_ZIP_ERRORS = (OSError, RuntimeError, ValueError, NotImplementedError, EOFError, zipfile.BadZipFile)


def read_at_most(file: Readable, most: int) -> bytes:
    """Return the whole content of a file, which may come from an attacker and be endless.

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
    """Return the SHA-256 of a file; "" if it has not exactly `size` bytes."""
    whole, count = hashlib.sha256(), 0
    while count <= size and (content := file.read(min(_READ_AT_ONCE, size + 1 - count))):
        whole.update(content)
        count += len(content)
    return whole.hexdigest() if count == size else ""


@contextlib.contextmanager
def _reworded_errors() -> Iterator[None]:
    """Turn errors of the system into `UnreadableCopyError`, which says in Vietnamese what is wrong."""
    try:
        yield
    except OSError:
        raise UnreadableCopyError("không mở được") from None


# The comparison of a copy with its manifest, and of the manifest with its signature.

_MAX_SIGNATURE_BYTES = 100_000


class FileState(StrEnum):
    """What is wrong with a file of a copy; `EXTRA` is a file that the manifest does not list."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    UNREAD = "unread"


class ListSignature(StrEnum):
    """Result of checking the signatures of manifest and sums; `UNCHECKED` without known public keys."""

    GOOD = "good"
    BAD = "bad"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


@dataclasses.dataclass(frozen=True)
class FileDifference:
    """A file of a copy that is not as the manifest says.

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
    """The result of comparing a copy with its manifest.

    Attributes:
        manifest: The copy's manifest.
        signature: Result of checking the signatures.
        differences: Files that are not as the manifest says, sorted by path.
        count: Number of files compared.
        lists_others: Whether the copy could list its files, so that extra ones were found.
    """

    manifest: Manifest
    signature: ListSignature
    differences: tuple[FileDifference, ...]
    count: int
    lists_others: bool = True


@dataclasses.dataclass(frozen=True)
class _SignedLists:
    """Manifest, sums and their signatures, each read only once: a server may give another answer later.

    Attributes:
        contents: Content by name; `None` for a file that does not exist.
        unread: Name → why the file could not be read, in Vietnamese.
    """

    contents: Mapping[str, bytes | None]
    unread: Mapping[str, str]

    @classmethod
    def read(cls, copy: Copy) -> _SignedLists:
        """Read the four files of a copy; only the manifest must exist."""
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
    """Compare a copy of a site with the copy's own manifest, and check the signatures.

    Args:
        copy: The copy.
        allowed: The allowed keys, as `read_allowed_signers` returns them; "" to check no
            signatures.
        only: Chooses the files to compare: from the manifest to (path in the manifest → path in the
            copy). By default all files are compared, and extra files are reported too.
        sums: Whether `SHA256SUMS` is compared too; false for a single file that came without it.
        at_once: Number of files read at the same time.

    Raises:
        BadManifestError: The copy has no readable manifest.
        UnreadableCopyError: The manifest cannot be fetched.
        SigningError: Signatures are to be checked, but `ssh-keygen` is not installed.
    """
    lists = _SignedLists.read(copy)
    content = lists.contents[MANIFEST] or b""
    head = read_manifest(content)
    manifest = with_parts(head, functools.partial(_part, copy))
    signature = _check_signatures(lists, allowed, (MANIFEST, SUMS) if sums else (MANIFEST,))
    differences = list(_list_differences(lists, head)) if sums else []
    chosen = {path: path for path in manifest.files} if only is None else only(manifest)
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        compared = pool.map(lambda pair: _file_difference(copy, manifest, *pair), chosen.items())
        differences += [item for item in compared if item is not None]
    extra = copy.others({*manifest.files, *BESIDES}) if only is None else iter(())
    if extra is not None:
        differences += [FileDifference(path, FileState.EXTRA) for path in extra]
    return Compared(
        manifest,
        signature,
        tuple(sorted(differences, key=lambda item: item.path)),
        len(chosen),
        lists_others=extra is not None,
    )


def _part(copy: Copy, path: str, listed: ManifestFile) -> bytes | None:
    """Return a part of a copy's manifest; `None` if it is not as listed, which is then a difference."""
    with contextlib.suppress(UnreadableCopyError):
        content = copy.read(path)
        if content is not None and hashlib.sha256(content).hexdigest() == listed.sha256:
            return content
    return None


def _file_difference(
    copy: Copy, manifest: Manifest, path: str, place: str
) -> FileDifference | None:
    """Compare one file; return what is wrong with it, `None` if nothing is.

    Args:
        copy: The copy.
        manifest: Its manifest.
        path: The file's path in the manifest.
        place: Its path in the copy.
    """
    wanted = manifest.files[path]
    try:
        present = copy.sha256(place, wanted.size)
    except UnreadableCopyError as error:
        return FileDifference(place, FileState.UNREAD, str(error))
    if present is None:
        return FileDifference(place, FileState.MISSING)
    return None if present == wanted.sha256 else FileDifference(place, FileState.CHANGED)


def _list_differences(lists: _SignedLists, manifest: Manifest) -> Iterator[FileDifference]:
    """Yield what is wrong with `SHA256SUMS` and with the manifest's signature file.

    `SHA256SUMS` must list the manifest's files, the manifest itself and its signature.
    """
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


def _check_signatures(lists: _SignedLists, allowed: str, names: Iterable[str]) -> ListSignature:
    """Return the result of checking the signatures of these files: `GOOD` only if all are right."""
    state = ListSignature.GOOD if allowed else ListSignature.UNCHECKED
    for name in names:
        content, signature = lists.contents.get(name), lists.contents.get(name + SIGNATURE)
        if content is None or signature is None:
            return ListSignature.ABSENT
        if allowed and not is_signed(content, signature, allowed):
            state = ListSignature.BAD
    return state
