"""What a build is asked to do."""

from __future__ import annotations

import dataclasses
import datetime
import os
from enum import StrEnum
from pathlib import Path

from access_info.exports.web_form import Forge
from access_info.waiting.progress import NO_PROGRESS, Progress


class Layout(StrEnum):
    """Where an agency's pages stand.

    `AUTO` puts the only agency of a jurisdiction at the root, unless the jurisdiction is a
    province, a city or a ministry, which will have more.
    """

    AUTO = "auto"
    SINGLE = "single"
    MANY = "many"


class Recognition(StrEnum):
    """Which attachments' pictures a machine reads the words in, where it can."""

    NONE = "none"
    NEW = "new"
    ALL = "all"


@dataclasses.dataclass(frozen=True, kw_only=True)
class FormOptions:
    """Options of the form on the web.

    Attributes:
        bundle: Folder of its scripts, as `scripts/editor` bundles them.
        forge: Where it sends proposals.
    """

    bundle: Path
    forge: Forge


@dataclasses.dataclass(frozen=True, kw_only=True)
class Options:
    """Options of a build.

    Attributes:
        agencies: The folder of agencies.
        as_of: The day statuses are judged at.
        prefix: Path below the site's root for everything of ours, or "".
        directory_urls: `a/b/` rather than `a/b.html`.
        site_url: Absolute address of the site's root with a final slash, or "".
        layout: Where an agency's pages stand.
        root_taken: Whether somebody else's page stands at our root.
        edit_base: Address that a file's path is appended to, to edit it, or "".
        repo_url: Address of the repository that holds the data, or "".
        issue_url: Address where an error is reported, with holes `{title}` and `{url}`, or "".
        only: Agencies that are published, or none for all.
        languages: Tags of the languages beside Vietnamese that the interface is offered in.
        search: Whether there is a search of all lists.
        downloads: Whether lists are offered as files, and news as feeds.
        embed: Whether pages are offered for other portals' frames.
        oversight: Whether pages tell who meets which duty.
        papers: Whether such pages offer drafts of letters and reports.
        pdf: Whether lists are offered as PDF files too.
        snapshots: Folder of dated summaries of earlier days, or `None`.
        links: Folder of dated results of the links' being checked, or `None`.
        previous: The `manifest.json` of what was published before, or `None`; one that is not there
            stands for none.
        offline: Whether visited pages can be read without a network.
        keeps_worker: Whether a script for that stands beside the pages, be it one that takes away
            what an earlier one kept.
        preview: Whether somebody is waiting for each edit to show.
        forgiving: Whether pages are made although data has errors, of what can be read.
        laws: A further folder of law packs, or `None`.
        cache: Folder that remembers the last build, or `None`.
        jobs: Worker processes.
        form: The form on the web, or `None`.
        new_files: Attachments that a proposal brings, by path below the folder of agencies: the scans
            among them must have been looked through.
        recognition: Which attachments' pictures are read.
        signing_key: Path of the secret key that signs the list of the site's files, or `None`.
        progress: Is told how far the work is.
    """

    agencies: Path
    as_of: datetime.date
    prefix: str = ""
    directory_urls: bool = True
    site_url: str = ""
    layout: Layout = Layout.AUTO
    root_taken: bool = False
    edit_base: str = ""
    repo_url: str = ""
    issue_url: str = ""
    only: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    search: bool = True
    downloads: bool = True
    embed: bool = True
    oversight: bool = True
    papers: bool = False
    pdf: bool = False
    snapshots: Path | None = None
    links: Path | None = None
    previous: Path | None = None
    offline: bool = True
    keeps_worker: bool = True
    preview: bool = False
    forgiving: bool = False
    laws: Path | None = None
    cache: Path | None = None
    jobs: int = dataclasses.field(default_factory=lambda: min(os.cpu_count() or 1, 8))
    form: FormOptions | None = None
    new_files: frozenset[str] = frozenset()
    recognition: Recognition = Recognition.NONE
    signing_key: Path | None = dataclasses.field(default=None, repr=False)
    progress: Progress = dataclasses.field(default=NO_PROGRESS, repr=False, compare=False)
