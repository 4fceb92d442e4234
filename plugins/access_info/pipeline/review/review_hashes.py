"""Hashes of the files that people looked through: filled in where there is none, never renewed.

A clerk lists a file in `ra_soat_mat.tep`; the machine types which bytes it has. Where a hash stands
already, it says what was looked at then: another file of that name must be looked at again.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from access_info.checks import attachment_path
from access_info.loading.folders import AgencyFolder
from access_info.model.declarations.fields import Record, fields_of
from access_info.model.reviews import Review

_FILES, _NAME, _DIGEST = "tep", "ten", "bam"

Keys = tuple[str | int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class HashEdit:
    """What is typed into an entry, or what stands in it and is another file's.

    Attributes:
        keys: Where the entry stands in the file.
        file: The attachment, without its folder.
        field: The key that is typed; `None` where nothing is, because the hash is another file's.
        value: What is typed.
    """

    keys: Keys
    file: str
    field: str | None = None
    value: str = ""


class AttachmentHashes:
    """SHA-256 of an agency's attachments, each read when first asked for."""

    def __init__(self, folder: AgencyFolder) -> None:
        """Read nothing yet.

        Args:
            folder: The agency's files.
        """
        self._folder = folder
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return a file's hash; "" where there is no such attachment.

        Args:
            name: As data name it.
        """
        path = attachment_path(name)
        if path is None or path not in self._folder.attachments:
            return ""
        if path not in self._known:
            with (self._folder.path / path).open("rb") as file:
                self._known[path] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._known[path]

    def named(self, digest: str) -> str:
        """Return the attachment of a hash, without its folder; "" where there is none or several.

        Args:
            digest: In hexadecimal.
        """
        bare = [path.removeprefix("tep/") for path in self._folder.attachments]
        same = [name for name in bare if self.of(name) == digest.lower()]
        return same[0] if len(same) == 1 else ""


def hash_edits(
    record: type[Record], data: Mapping[str, Any], hashes: AttachmentHashes
) -> Iterator[HashEdit]:
    """Yield what is to be typed into the entries of reviews, and which of them are another file's.

    Args:
        record: What the data is read as.
        data: A file's data, as `SourceDocument.data` gives it.
        hashes: Of the agency's attachments.
    """
    for keys, entry in _entries(record, data, ()):
        name, digest = (str(entry.get(key) or "").strip() for key in (_NAME, _DIGEST))
        actual = hashes.of(name) if name else ""
        if actual and not digest:
            yield HashEdit(keys, name, _DIGEST, actual)
        elif actual and digest.lower() != actual:
            yield HashEdit(keys, name)
        elif digest and not name and (found := hashes.named(digest)):
            yield HashEdit(keys, found, _NAME, found)


def _entries(
    record: type[Record], data: Mapping[str, Any], keys: Keys
) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Yield the entries of every review in the data, with the place of each."""
    for doc in fields_of(record):
        value = data.get(doc.key)
        if doc.record is None or not value:
            continue
        several = value if isinstance(value, list) else [value]
        for number, inner in enumerate(several):
            place = (*keys, doc.key, number) if isinstance(value, list) else (*keys, doc.key)
            if isinstance(inner, Mapping):
                if record is Review and doc.key == _FILES:
                    yield place, inner
                yield from _entries(doc.record, inner, place)
