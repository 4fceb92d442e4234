"""Agencies as they were loaded, with everything they publish."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from access_info.model.agency import (
    AgencyProfile,
    Correction,
    FreePage,
    WithdrawnFile,
    YearStatistics,
)
from access_info.model.items import ConditionalItem, Item
from access_info.model.signatures import FileSignature

# Replaces text that the safety gate withholds, in Vietnamese as all data are.
UNDER_REVIEW = "Đang rà soát"


@dataclasses.dataclass(frozen=True)
class ProsePage:
    """A free page of an agency.

    Attributes:
        name: File name without `.md`, the last part of its address.
        fields: Its front matter.
        body: Markdown.
        body_line: The body's first line in its file.
        leftover: Whether its file still holds a text although the page is withdrawn; `body` does not.
    """

    name: str
    fields: FreePage
    body: str
    body_line: int
    leftover: bool = False

    @property
    def title(self) -> str:
        """The title given, else the first heading, else the file's name."""
        if self.fields.title:
            return self.fields.title
        first = self.body.lstrip().split("\n", 1)[0]
        return first.removeprefix("# ").strip() if first.startswith("# ") else self.name

    def under_review(self) -> ProsePage:
        """Return the page with all its text replaced by a notice: the safety gate withholds it."""
        fields = FreePage.model_validate({"tieu_de": UNDER_REVIEW})
        return ProsePage(self.name, fields, f"{UNDER_REVIEW}.\n", self.body_line)


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A file below `tep/`.

    Attributes:
        size: Bytes.
        changed: Modification time in nanoseconds, only to see whether a copy is current.
        digest: SHA-256 of its bytes, hexadecimal; "" where attachments are not scanned.
        signatures: Digital signatures in it, in order; none where attachments are not scanned.
    """

    size: int
    changed: int
    digest: str = ""
    signatures: tuple[FileSignature, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class PublishedFile:
    """An attachment that is published, for pages, catalogues and lists of files.

    Attributes:
        path: Path below the agency's folder, `tep/…`.
        format: Its ending in capital letters: "PDF", or "".
        size: Bytes.
        digest: SHA-256 of its bytes, hexadecimal; "" where attachments are not scanned.
        signatures: Digital signatures in it, in order.
    """

    path: str
    format: str
    size: int
    digest: str
    signatures: tuple[FileSignature, ...]


@dataclasses.dataclass(frozen=True)
class Agency:
    """An agency with everything it publishes.

    Attributes:
        id: Folder name, the last part of its address, fixed for ever.
        profile: Its description of itself, `co-quan.yml`.
        items: The mandatory-disclosure list, in the clerk's order.
        conditional: The conditional-access list.
        statistics: Figures by year, newest first.
        corrections: Its log of corrections, in the clerk's order.
        pages: Free pages by name.
        attachments: Attachments by path below the agency's folder, `tep/…`.
        list_files: The files from which the mandatory list was read, `cong-khai.yml` first.
        withheld: Paths of attachments that exist and are not published.
    """

    id: str
    profile: AgencyProfile
    items: tuple[Item, ...] = ()
    conditional: tuple[ConditionalItem, ...] = ()
    statistics: tuple[YearStatistics, ...] = ()
    corrections: tuple[Correction, ...] = ()
    pages: tuple[ProsePage, ...] = ()
    attachments: Mapping[str, Attachment] = dataclasses.field(default_factory=dict)
    list_files: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()

    @property
    def withdrawn_files(self) -> dict[str, WithdrawnFile]:
        """Attachments that the agency took down, by path below its folder."""
        return withdrawn_files(self.profile)

    def published_file(self, name: str) -> PublishedFile | None:
        """Return an attachment as it is published; `None` if it is missing, withheld or withdrawn.

        Args:
            name: Its name in the data, with or without `tep/`.
        """
        path = name if name.startswith("tep/") else f"tep/{name}"
        file = self.attachments.get(path)
        if file is None or path in self.withheld or path in self.withdrawn_files:
            return None
        ending = posixpath.splitext(path)[1].lstrip(".").upper()
        return PublishedFile(path, ending, file.size, file.digest, file.signatures)

    @property
    def short_name(self) -> str:
        """The name for lists and navigation."""
        return self.profile.listed_name


def withdrawn_files(profile: AgencyProfile) -> dict[str, WithdrawnFile]:
    """Map the attachments that an agency took down, by path below its folder."""
    names = [(file.file or "", file) for file in profile.withdrawn_files]
    return {f"tep/{name.removeprefix('tep/')}": withdrawn for name, withdrawn in names if name}


# A row of a list together with the place that it was read from.

ROWS, DOCUMENTS = "muc", "van_ban"
R_co = TypeVar("R_co", covariant=True)


@dataclasses.dataclass(frozen=True)
class PlacedRow(Generic[R_co]):
    """A row with its place.

    Attributes:
        record: The row: an item, a correction, or its plain data.
        file: Path of its file below the agency's folder.
        keys: Its path in the file: `("muc", 3)`; of a document under a row `("muc", 3, "van_ban", 0)`.
        unsure: Paths below the row of values that were left out because they do not fit.
    """

    record: R_co
    file: str
    keys: tuple[str | int, ...]
    unsure: frozenset[tuple[str | int, ...]] = frozenset()

    def path(self, *keys: str | int) -> tuple[str | int, ...]:
        """Return the path in the file of a value within the row: `("muc", 3, "diem", 0)`.

        Args:
            keys: The value's path below the row.
        """
        return (*self.keys, *keys)

    @property
    def is_document(self) -> bool:
        """Whether it is a document under another row."""
        return DOCUMENTS in self.keys

    def lacks(self, below: tuple[str | int, ...], *keys: str) -> bool:
        """Tell whether fields that are absent from the record are absent from the data too.

        The reader leaves out values that do not fit, and misspelled keys; of these nobody can say that
        they are missing.

        Args:
            below: Path below the row of the group with the fields.
            keys: The fields.
        """
        return not self.unsure or self.unsure.isdisjoint((*below, key) for key in (*keys, "*"))


PlainRow = PlacedRow[Mapping[str, Any]]


def plain_rows(file: str, data: Mapping[str, Any]) -> Iterator[PlainRow]:
    """Yield each row of a list as it was typed, each followed by the documents under it.

    An entry that is no row (a text, a number, nothing) is skipped, so that files with mistakes
    can be read too.

    Args:
        file: Path of the list's file below the agency's folder.
        data: The file's data.
    """
    for index, row in _mappings(data.get(ROWS)):
        placed = PlacedRow(row, file, (ROWS, index))
        yield placed
        for number, document in _mappings(row.get(DOCUMENTS)):
            yield PlacedRow(document, file, placed.path(DOCUMENTS, number))


def _mappings(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield (number, mapping) of each entry of a list that is a mapping; nothing if it is no list."""
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, Mapping):
            yield index, entry
