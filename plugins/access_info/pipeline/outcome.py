"""What one agency's reading, checking and rendering came to."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.checks import Reference
from access_info.model.registry import Attachment
from access_info.pages.agency_pages import ProseLink
from access_info.pages.page import Page
from access_info.pages.summary import AgencySummary
from access_info.problems import Problem


@dataclasses.dataclass(frozen=True)
class PageEntry:
    """A page without its content.

    Attributes:
        path: Logical path.
        title: Plain text.
        updated: ISO date or "".
        indexed: Whether search engines should list it.
    """

    path: str
    title: str
    updated: str
    indexed: bool

    @classmethod
    def of(cls, page: Page) -> PageEntry:
        """The entry of a page."""
        return cls(page.path, page.title, page.updated, page.indexed)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Everything about an agency but its pages' content; small enough to remember.

    Attributes:
        id: Folder name.
        fingerprint: Hash of its files.
        valid_from: First day as of which the same pages come out.
        valid_to: Last such day.
        problems: In order.
        references: Links to other agencies' items.
        summary: For site-wide pages; `None` when it has no usable profile.
        pages: Its pages, in order.
        item_ids: Ids of its rows, which other agencies' links may name.
        anchors: Element ids by page.
        links: Links of its free pages.
        mentions: Other agencies whose names its pages show.
        attachments: What lies in `tep/`.
    """

    id: str
    fingerprint: str
    valid_from: datetime.date
    valid_to: datetime.date
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]
    summary: AgencySummary | None
    pages: tuple[PageEntry, ...]
    item_ids: frozenset[str]
    anchors: dict[str, frozenset[str]]
    links: tuple[ProseLink, ...]
    mentions: tuple[str, ...]
    attachments: dict[str, Attachment]

    def holds(self, fingerprint: str, as_of: datetime.date) -> bool:
        """Whether the same files on another day give the same pages."""
        return self.fingerprint == fingerprint and self.valid_from <= as_of <= self.valid_to
