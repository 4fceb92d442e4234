"""What reading, checking and rendering came to, small enough to remember for all agencies."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Mapping

from pydantic_core import to_json

from access_info.assessment import AgencyFindings
from access_info.checks.context import Reference
from access_info.loading import LoadedAgency
from access_info.model.registry import Attachment
from access_info.pages.agency.links import ProseLink
from access_info.pages.rendering.site import AgencySummary, Page
from access_info.pipeline.incremental.build_details import BuildDetails
from access_info.problems import Problem

_DIGEST_BYTES = 6


def short_digest(text: str) -> str:
    """Digest a text to eight characters that change when it does."""
    return _digest(text.encode())


def _digest(content: bytes) -> str:
    digest = hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
    return base64.urlsafe_b64encode(digest).decode()


def published_digest(shown: LoadedAgency) -> str:
    """Digest what an agency publishes, and nothing withheld: no secret can be guessed from it.

    The data as typed stand for the records made of them, which take nine times as long to write.

    Args:
        shown: The agency as its pages show it.

    Returns:
        "" when its profile cannot be used.
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
    """A page without its content.

    Attributes:
        path: Logical path.
        updated: ISO date or "".
        indexed: Whether search engines should list it.
        language: BCP 47 tag.
        frames: Whether other portals may show it in a frame.
        ids: Element ids that links may name, with line feeds between: one text takes a tenth
            of the memory that a set of short ones does.
        title: Plain text.
        description: Of site-wide pages, for the search.
        content: Of site-wide pages, a digest of what stands on them.
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
        """Make the entry of a site-wide page."""
        return dataclasses.replace(
            cls.of(page),
            description=page.description,
            content=short_digest(f"{page.title}\n{page.description}\n{page.content}"),
        )

    @classmethod
    def of(cls, page: Page, ids: Iterable[str] = ()) -> PageEntry:
        """Make the entry of a page."""
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
    """Everything about an agency but its pages' content.

    Attributes:
        id: Folder name.
        seen: What its files looked like without being read (`AgencyFolder.appearance`).
        fingerprint: Hash of its files (`AgencyFolder.contents`).
        valid_from: First day as of which the same pages come out.
        valid_to: Last such day.
        problems: In order.
        references: Links to other agencies' items.
        summary: For site-wide pages; `None` when it has no usable profile.
        pages: Its pages, in order.
        details: What few pages and links ask for.
        links: Links of its free pages.
        mentions: Other agencies whose names its pages show.
        attachments: What lies in `tep/` and is published.
        withheld: What lies in `tep/` and is not.
        dead_links: Its addresses that pages tell to lead nowhere, each with the day since when.
        gone: Hash of what was withdrawn, or is left out, of what it once may have published; "" when
            it is nothing.
        content: Digest of what its pages show; "" when there are none.
        standing: Digest of what pages about all agencies show of it.
        contributed: What its contribution to shared files looks like (`contribution_look`).
        known: Hash of what was known of its rows from what was published before; "" when nothing was.
        followed: Hash of what is known of its rows now.
        predecessors: Agencies that ended and whose information it answers for, each with the hash of
            its files.
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
    contributed: str = ""
    known: str = ""
    followed: str = ""

    @property
    def item_ids(self) -> str:
        """Ids of its rows that other agencies' links may name, with line feeds between."""
        return self.details.item_ids

    @property
    def findings(self) -> AgencyFindings | None:
        """How it meets its duties, where the site tells."""
        return self.details.findings

    @property
    def only_checked(self) -> AgencyBuild:
        """What checking alone would have come to."""
        if self.summary is None and not self.attachments and not self.gone:
            return self
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

    def is_told_below(self, folder: str) -> bool:
        """Tell whether all that is wrong lies below a folder: else the data stood elsewhere.

        Args:
            folder: Path with `/`, and one at its end.
        """
        places = [problem.location for problem in self.problems]
        places += [reference.location for reference in self.references]
        return all(place.path.startswith(folder) for place in places)

    def goes_on_from(self, known: str) -> bool:
        """Tell whether what was published before leads to the same rows.

        It does when it is what it was, and when it is what this build itself made of it.

        Args:
            known: Hash of what is known of its rows.
        """
        return known in {self.known, self.followed}

    def holds_on(self, day: datetime.date) -> bool:
        """Tell whether the same files on another day give the same pages."""
        return self.valid_from <= day <= self.valid_to


@dataclasses.dataclass(frozen=True, slots=True)
class SiteBuild:
    """What rendering the pages about all agencies came to.

    Attributes:
        key: Hash of all that they are made from.
        valid_from: First day as of which the same pages come out.
        valid_to: Last such day.
        pages: In order.
    """

    key: str = ""
    valid_from: datetime.date = datetime.date.max
    valid_to: datetime.date = datetime.date.min
    pages: tuple[PageEntry, ...] = ()

    def holds(self, key: str, day: datetime.date) -> bool:
        """Tell whether the pages of the last build are still right."""
        return self.key == key and self.valid_from <= day <= self.valid_to


def gone_key(builds: Mapping[str, AgencyBuild]) -> str:
    """Hash all that agencies have withdrawn, or that is left out.

    Args:
        builds: By agency.
    """
    lines = sorted(f"{name} {build.gone}" for name, build in builds.items() if build.gone)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()
