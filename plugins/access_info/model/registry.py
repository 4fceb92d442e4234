"""Agencies as they were loaded, with all that they publish."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping

from access_info.model.agency import AgencyProfile, WithdrawnFile
from access_info.model.as_of import AsOf
from access_info.model.corrections import Correction
from access_info.model.free_pages import FreePage
from access_info.model.items import ConditionalItem, Item
from access_info.model.signatures import FileSignature, FileSignatureState, worst_state
from access_info.model.statistics import YearStatistics

__all__ = [
    "UNDER_REVIEW",
    "Agency",
    "AsOf",
    "Attachment",
    "ProsePage",
    "PublishedFile",
    "withdrawn_files",
]

# Stands where the secrecy gate caught something, in Vietnamese as all data are.
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
        """Replace all that stood on the page by the notice that it is under review."""
        fields = FreePage.model_validate({"tieu_de": UNDER_REVIEW})
        return ProsePage(self.name, fields, f"{UNDER_REVIEW}.\n", self.body_line)


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A file below `tep/`.

    Attributes:
        size: Bytes.
        changed: Modification time in nanoseconds, only to see whether a copy is current.
        digest: SHA-256 of its bytes, hexadecimal; "" where attachments are not looked into.
        signatures: Digital signatures in it, in order; none where they are not looked into.
    """

    size: int
    changed: int
    digest: str = ""
    signatures: tuple[FileSignature, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class PublishedFile:
    """An attachment that can be had, for pages, catalogues and lists of files.

    Attributes:
        path: Below the agency's folder, `tep/…`.
        format: Its ending in capital letters: "PDF", or "".
        size: Bytes.
        digest: SHA-256 of its bytes, hexadecimal; "" where attachments are not looked into.
        signatures: Digital signatures in it, in order.
    """

    path: str
    format: str
    size: int
    digest: str
    signatures: tuple[FileSignature, ...]

    @property
    def signature_state(self) -> FileSignatureState | None:
        """The worst state among its signatures; `None` when there are none."""
        return worst_state(self.signatures)


@dataclasses.dataclass(frozen=True)
class Agency:
    """An agency with everything it publishes.

    Attributes:
        id: Folder name, the last part of its address, fixed for ever.
        profile: `co-quan.yml`.
        items: The mandatory-disclosure list, in the clerk's order.
        conditional: The conditional-access list.
        statistics: Years, newest first.
        corrections: In the clerk's order.
        pages: Free pages by name.
        attachments: By path below the agency's folder, `tep/…`.
        list_files: The files the mandatory list was read from, `cong-khai.yml` first.
        withheld: Attachments that are there and not published, by path below the folder.
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
        """Attachments that were taken down, by path below the folder."""
        return withdrawn_files(self.profile)

    def published_file(self, name: str) -> PublishedFile | None:
        """Return the facts of an attachment; `None` if it is not there, withheld or withdrawn.

        Args:
            name: As data name it, with or without `tep/`.
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
