"""The results of reading, checking and rendering an agency, small enough to store for all agencies."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Mapping

from pydantic_core import to_json

from access_info.assessment.province import AgencyFindings
from access_info.checks.context import Reference
from access_info.loading import LoadedAgency
from access_info.model.registry import Attachment
from access_info.pages.agency.links import ProseLink
from access_info.pages.rendering.site import AgencySummary, Page
from access_info.pipeline.incremental.build_details import BuildDetails
from access_info.problems import Problem

_DIGEST_BYTES = 6


def short_digest(text: str) -> str:
    """Hash a text to eight characters, to notice that it changed."""
    return _digest(text.encode())


def _digest(content: bytes) -> str:
    """Hash bytes to eight characters (48 bits): enough to notice a change, short to store."""
    digest = hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
    return base64.urlsafe_b64encode(digest).decode()


def published_digest(shown: LoadedAgency) -> str:
    """Hash what an agency publishes, without anything withheld, lest the hash betray a secret.

    The data as typed are hashed rather than the records made of them, which takes nine times as
    long.

    Args:
        shown: The agency as its pages show it.

    Returns:
        The hash; "" when the agency's profile cannot be used.
    """
    agency = shown.agency
    if agency is None:
        return ""
    data = sorted((name, document.data) for name, document in shown.documents.items())
    files = sorted(
        (name, file.size, file.digest, repr(file.signatures))
        for name, file in agency.attachments.items()
    )
    return _digest(to_json((data, files)) + repr(agency.pages).encode())


@dataclasses.dataclass(frozen=True, slots=True)
class PageEntry:
    """What other pages and files need to know of a page: everything but its HTML.

    Attributes:
        path: Logical path.
        updated: ISO date or "".
        indexed: Whether search engines should list it.
        language: BCP 47 tag.
        frames: Whether other portals may show it in a frame.
        ids: Element ids that links may name, with line feeds between: one text takes a tenth
            of the memory of a set of short texts.
        title: Plain text.
        description: Of site-wide pages only: what the search shows of them.
        content: Of site-wide pages only: a hash of their content, to notice a change.
    """

    path: str
    updated: str
    indexed: bool
    language: str = "vi"
    frames: bool = False
    ids: str = ""
    title: str = ""
    description: str = ""
    content: str = ""

    @classmethod
    def of_site(cls, page: Page) -> PageEntry:
        """Make the entry of a site-wide page, with description and content hash."""
        return dataclasses.replace(
            cls.of(page),
            description=page.description,
            content=short_digest(f"{page.title}\n{page.description}\n{page.content}"),
        )

    @classmethod
    def of(cls, page: Page, ids: Iterable[str] = ()) -> PageEntry:
        """Make the entry of an agency's page.

        Args:
            page: The page.
            ids: Element ids in it that links may name.
        """
        return cls(
            path=page.path,
            updated=page.updated,
            indexed=page.indexed,
            language=page.language,
            frames=page.frames,
            ids="\n".join(sorted(ids)),
            title=page.title,
        )

    @property
    def anchors(self) -> frozenset[str]:
        """The element ids as a set."""
        return frozenset(self.ids.split("\n")) - {""}


@dataclasses.dataclass(frozen=True, slots=True)
class AgencyBuild:
    """The stored result of building one agency: everything but its pages' HTML.

    The next build takes it over where the inputs, which it records as hashes, are the same.

    Attributes:
        id: Folder name.
        seen: Names, sizes and times of its files (`AgencyFolder.appearance`), compared first.
        fingerprint: Hash of its files (`AgencyFolder.contents`).
        valid_from: First day as of which the same pages come out.
        valid_to: Last such day.
        problems: What is wrong with it, in order.
        references: Links to other agencies' items.
        summary: For site-wide pages; `None` when it has no usable profile.
        pages: Its pages, in order.
        details: Parts that few pages ask for, so that they are read on demand.
        links: Links of its free pages.
        mentions: Other agencies whose names its pages show.
        attachments: Files of `tep/` that are published.
        withheld: Files of `tep/` that are not.
        dead_links: Addresses in its data that its pages mark as dead links, each with the day since
            when.
        gone: Hash of everything that was withdrawn or is withheld; "" when there is nothing such.
        content: Hash of what its pages show; "" when there are none.
        standing: Hash of how it meets its duties, which pages about all agencies show.
        known: Hash of the earlier published state of its rows, which this build started from; ""
            when there was none.
        followed: Hash of the state of its rows that this build publishes.
        predecessors: Agencies whose data its own pages use (those it succeeded, the one above),
            each with the hash of its files.
    """

    id: str
    seen: str
    fingerprint: str
    valid_from: datetime.date
    valid_to: datetime.date
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]
    summary: AgencySummary | None
    pages: tuple[PageEntry, ...]
    details: BuildDetails
    links: tuple[ProseLink, ...]
    mentions: tuple[str, ...]
    attachments: dict[str, Attachment]
    withheld: frozenset[str] = frozenset()
    dead_links: dict[str, datetime.date] = dataclasses.field(default_factory=dict)
    predecessors: dict[str, str] = dataclasses.field(default_factory=dict)
    gone: str = ""
    content: str = ""
    standing: str = ""
    known: str = ""
    followed: str = ""

    @property
    def item_ids(self) -> str:
        """Ids of its rows, which other agencies' links may name, with line feeds between."""
        return self.details.item_ids

    @property
    def findings(self) -> AgencyFindings | None:
        """How it meets its duties; `None` where the site does not show that."""
        return self.details.findings

    @property
    def only_checked(self) -> AgencyBuild:
        """The same result without pages and files, as `access-info check` makes it without rendering."""
        if self.summary is None and not self.attachments and not self.gone:
            return self  # was made by a check
        return AgencyBuild(
            id=self.id,
            seen=self.seen,
            fingerprint=self.fingerprint,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            problems=self.problems,
            references=self.references,
            summary=None,
            pages=(),
            details=BuildDetails(self.item_ids),
            links=(),
            mentions=(),
            attachments={},
        )

    def problems_lie_below(self, folder: str) -> bool:
        """Tell whether all problems, and links to other agencies' items, name files below a folder.

        If not, the data has moved since this build was stored, and its messages would show old
        paths.

        Args:
            folder: Path with `/`, also at its end.
        """
        places = [problem.location for problem in self.problems]
        places += [reference.location for reference in self.references]
        return all(place.path.startswith(folder) for place in places)

    def follows_rows(self, known: str) -> bool:
        """Tell whether the published state of the rows is one from which this build follows.

        That is the state that this build started from, or the state that it published itself.

        Args:
            known: Hash of the published state of the agency's rows (`EarlierState.rows_hash`).
        """
        return known in {self.known, self.followed}

    def holds_on(self, day: datetime.date) -> bool:
        """Tell whether the agency's pages are the same on another day: deadlines and due dates pass."""
        return self.valid_from <= day <= self.valid_to


@dataclasses.dataclass(frozen=True, slots=True)
class SitePart:
    """The stored result of rendering some of the pages about all agencies.

    Attributes:
        key: Hash of all that the pages are made from.
        valid_from: First day as of which the same pages come out.
        valid_to: Last such day.
        pages: In order.
    """

    key: str
    valid_from: datetime.date
    valid_to: datetime.date
    pages: tuple[PageEntry, ...]

    def holds(self, key: str, day: datetime.date) -> bool:
        """Tell whether these pages, stored by the last build, are still right.

        Args:
            key: Hash of all that they would be made from now.
            day: The day to build as of.
        """
        return self.key == key and self.valid_from <= day <= self.valid_to


@dataclasses.dataclass(frozen=True, slots=True)
class SiteBuild:
    """The stored result of rendering all pages about all agencies.

    Attributes:
        parts: By name, in order.
    """

    parts: dict[str, SitePart] = dataclasses.field(default_factory=dict)

    @property
    def pages(self) -> tuple[PageEntry, ...]:
        """All pages, in order."""
        return tuple(page for part in self.parts.values() for page in part.pages)

    @property
    def key(self) -> str:
        """A text that changes when any of the pages is made from something else."""
        return " ".join(part.key for part in self.parts.values())


def gone_key(builds: Mapping[str, AgencyBuild]) -> str:
    """Hash all that agencies have withdrawn or that is withheld.

    When it changes, a copy of the earlier site still holds what must not be shown, and may not be
    kept.

    Args:
        builds: By agency.
    """
    lines = sorted(f"{name} {build.gone}" for name, build in builds.items() if build.gone)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()
