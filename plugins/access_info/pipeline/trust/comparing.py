"""Compares a copy of a site with its manifest, and the manifest with its signature."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

from access_info.pipeline.trust.copies import MOST_MANIFEST, Copy, UnreadableCopyError
from access_info.pipeline.trust.manifest import (
    BESIDES,
    MANIFEST,
    SIGNATURE,
    SUMS,
    BadManifestError,
    Manifest,
    read_manifest,
    read_sums,
)
from access_info.pipeline.trust.signing import is_signed

_MOST_SIGNATURE = 100_000


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
class _Lists:
    """Manifest, sums and their signatures as they were read, each once: a server may answer otherwise later.

    Attributes:
        contents: Content by name; `None` for what is not there.
        unread: Why one could not be read, by name.
    """

    contents: Mapping[str, bytes | None]
    unread: Mapping[str, str]

    @classmethod
    def read(cls, copy: Copy) -> _Lists:
        """Read them; only the manifest must be there."""
        manifest = copy.read(MANIFEST)
        if manifest is None:
            raise BadManifestError(f"Không thấy {MANIFEST}: không biết trang gồm những tệp nào.")
        contents: dict[str, bytes | None] = {MANIFEST: manifest}
        unread = {}
        for name in (SUMS, MANIFEST + SIGNATURE, SUMS + SIGNATURE):
            most = MOST_MANIFEST if name == SUMS else _MOST_SIGNATURE
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
    lists = _Lists.read(copy)
    content = lists.contents[MANIFEST] or b""
    manifest = read_manifest(content)
    signature = _signature(lists, allowed, (MANIFEST, SUMS) if sums else (MANIFEST,))
    differences = list(_of_lists(lists, manifest)) if sums else []
    chosen = {path: path for path in manifest.files} if only is None else only(manifest)
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        compared = pool.map(lambda pair: _file(copy, manifest, *pair), chosen.items())
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


def _file(copy: Copy, manifest: Manifest, path: str, place: str) -> FileDifference | None:
    """Compare one file; `None` if it is as it should be."""
    wanted = manifest.files[path]
    try:
        present = copy.sha256(place, wanted.size)
    except UnreadableCopyError as error:
        return FileDifference(place, FileState.UNREAD, str(error))
    if present is None:
        return FileDifference(place, FileState.MISSING)
    return None if present == wanted.sha256 else FileDifference(place, FileState.CHANGED)


def _of_lists(lists: _Lists, manifest: Manifest) -> Iterator[FileDifference]:
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


def _signature(lists: _Lists, allowed: str, names: Iterable[str]) -> ListSignature:
    """Check the signatures of some lists: all must be right."""
    state = ListSignature.GOOD if allowed else ListSignature.UNCHECKED
    for name in names:
        content, signature = lists.contents.get(name), lists.contents.get(name + SIGNATURE)
        if content is None or signature is None:
            return ListSignature.ABSENT
        if allowed and not is_signed(content, signature, allowed):
            state = ListSignature.BAD
    return state
