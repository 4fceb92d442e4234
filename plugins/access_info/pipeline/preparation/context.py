"""What every agency's pages rest on: laws, jurisdiction, the list of agencies, addresses."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from access_info.assessment.link_results import LinkResult, read_link_results
from access_info.checks.jurisdiction import check_jurisdiction
from access_info.exports.documents.pdf import TYPESETTER, typesetter_version
from access_info.exports.formats import FORMATS
from access_info.exports.web_form import Forge
from access_info.extras import Extra, installing, is_installed
from access_info.legal.framework import Framework, load_framework, raised
from access_info.loading import load_jurisdiction
from access_info.loading.folders import (
    JURISDICTION_FILE,
    Boundaries,
    Emblem,
    agency_ids,
    read_boundaries,
    read_place_files,
)
from access_info.loading.rules import MAP_LIBRARY, PDF_LIBRARY
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.pictures.maps import most_path_bytes, needs_library
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import Features, SiteContext
from access_info.pipeline.incremental.earlier import EarlierState, read_earlier_state
from access_info.pipeline.incremental.memory import code_key
from access_info.problems import Location, MisuseError, Problem, quotable
from access_info.waiting import NO_PROGRESS, Progress

# What a build is asked to do.


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


@dataclasses.dataclass(frozen=True)
class BuildContext:
    """What every agency's pages rest on.

    Attributes:
        framework: The laws, with the jurisdiction's own days.
        place: The jurisdiction.
        ids: All agencies, sorted.
        published: Those that are published, sorted.
        urls: Where pages stand.
        languages: Languages of the interface, each with the path below which its pages stand.
        features: What the site offers beside its pages.
        links: The newest result of checking links, or `None`.
        dead_links: By agency, the addresses that `links` tells to lead nowhere.
        problems: Of laws, jurisdiction, boundaries and folder names.
        emblem: The jurisdiction's own, or `None`.
        boundaries: Outlines of agencies' areas for a map, or `None`.
        earlier: What was published before, or `None`.
    """

    framework: Framework
    place: Jurisdiction
    ids: tuple[str, ...]
    published: tuple[str, ...]
    urls: Urls
    languages: dict[str, str]
    features: Features
    problems: tuple[Problem, ...]
    links: LinkResult | None = None
    dead_links: Mapping[str, Mapping[str, datetime.date]] = dataclasses.field(default_factory=dict)
    emblem: Emblem | None = None
    boundaries: Boundaries | None = None
    earlier: EarlierState | None = None

    @property
    def site(self) -> SiteContext:
        """What pages need of it."""
        return SiteContext(
            framework=self.framework,
            place=self.place,
            urls=self.urls,
            agencies=frozenset(self.published),
            languages=self.languages,
            features=self.features,
            dead_links=self.dead_links,
        )

    def site_in(self, language: str) -> SiteContext:
        """Return what pages need in another language of the interface."""
        site = self.site
        return dataclasses.replace(
            site, language=language, urls=site.urls.in_language(self.languages[language]), parts={}
        )

    @functools.cached_property
    def key(self) -> str:
        """A hash of all that agencies' pages share: the program, laws, settings, addresses."""
        parts = (
            repr(self.emblem),
            repr(self.urls),
            repr(self.published),
            repr(self.languages),
            repr(self.features),
        )
        return f"{self.checks_key}-{_hash(parts)}"

    @functools.cached_property
    def checks_key(self) -> str:
        """A hash of all that agencies' checks share, with which `key` begins."""
        return _hash(
            (
                code_key(),
                repr(self.place),
                repr(self.ids),
                self.features.pdf,  # lists that cannot be set are told of with what checks find
                repr(self.framework.obligations),
                repr(self.framework.calendar),
                *(repr(pack) for pack in self.framework.packs),
                *(repr(pack) for pack in self.framework.supplements),
            )
        )


def _hash(parts: Iterable[str]) -> str:
    """Hash some texts together."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def read_build_context(options: Options) -> tuple[BuildContext | None, list[Problem]]:
    """Read the laws, the jurisdiction and the list of agencies."""
    framework, problems = load_framework(options.laws)
    if framework is None:
        return None, problems
    ids, read_problems = agency_ids(options.agencies)
    problems += read_problems
    place, document, read_problems = load_jurisdiction(options.agencies)
    problems += read_problems
    problems += check_jurisdiction(place, document, framework=framework, agencies=frozenset(ids))
    emblem, read_problems = read_place_files(options.agencies, place, document)
    problems += read_problems
    boundaries, read_problems = _boundaries(options, ids)
    problems += read_problems
    days = [
        (day.date, day.off is not False, day.act or "")
        for day in place.days_off
        if day.date is not None
    ]
    framework = raised(framework, place.law_checks, options.as_of)
    framework = dataclasses.replace(framework, calendar=framework.calendar.with_local(days))
    single = ids[0] if _is_single(options.layout, ids, place) else None
    urls = Urls(
        prefix=options.prefix.strip("/"),
        directory_urls=options.directory_urls,
        single=single,
        overview="tong-quan" if single and options.root_taken else "",
        site_url=options.site_url,
        languages=options.languages,
    )
    results, read_problems = read_link_results(options.links)
    problems += read_problems
    links = next((result for result in reversed(results) if result.checked <= options.as_of), None)
    earlier, read_problems = read_earlier_state(options.previous)
    problems += read_problems
    languages = {"vi": "", **{tag: tag for tag in options.languages}}
    features = Features(
        search=options.search,
        formats=tuple(
            (form, list_format.label) for form, list_format in FORMATS.items() if options.downloads
        ),
        embed=options.embed,
        oversight=options.oversight,
        papers=options.papers and options.oversight and single is None,
        pdf=typesetter_version() if options.pdf and options.downloads else "",
        edit_base=options.edit_base,
        issue_url=options.issue_url,
        form=options.form is not None,
        is_compared=earlier is not None,
    )
    problems += _missing_typesetter(options)
    context = BuildContext(
        framework=framework,
        place=place,
        ids=tuple(ids),
        published=tuple(name for name in ids if not options.only or name in options.only),
        urls=urls,
        languages=languages,
        features=features,
        problems=tuple(problems),
        links=links,
        emblem=emblem,
        dead_links={name: dead for name in ids if (dead := links.dead(name))} if links else {},
        boundaries=boundaries,
        earlier=earlier,
    )
    return context, problems


def _boundaries(options: Options, ids: list[str]) -> tuple[Boundaries | None, list[Problem]]:
    """Read the outlines of agencies' areas; refuse them where what simplifies them is missing."""
    boundaries, problems = read_boundaries(options.agencies, ids)
    if boundaries is not None and not is_installed(Extra.MAP):
        points = needs_library(boundaries.shapes, most_path_bytes(len(boundaries.shapes)))
        if points:
            problem = MAP_LIBRARY.at(
                boundaries.location, count=points, command=installing(Extra.MAP)
            )
            return None, [*problems, problem]
    return boundaries, problems


def _missing_typesetter(options: Options) -> list[Problem]:
    """Tell that lists are to be PDF files too, where what makes them is not installed."""
    if not (options.pdf and options.downloads) or is_installed(Extra.PDF):
        return []
    place = Location((options.agencies / JURISDICTION_FILE).as_posix())
    return [PDF_LIBRARY.at(place, name=TYPESETTER, command=installing(Extra.PDF))]


def _is_single(layout: Layout, ids: list[str], place: Jurisdiction) -> bool:
    """Tell whether the only agency of a jurisdiction stands at the root."""
    if layout is Layout.AUTO:
        return len(ids) == 1 and not place.kind.has_many_agencies
    return layout is Layout.SINGLE and len(ids) == 1


# Which day, and which moment, a build is as of. The only place that reads the clock to judge by, for the edges to call.

_DIGITS = re.compile(r"\d+", re.ASCII)
# Asia/Ho_Chi_Minh: no summer time since 1975; a fixed offset needs no database of zones.
_HANOI = datetime.timezone(datetime.timedelta(hours=7))


class BadEpochError(MisuseError, ValueError):
    """`SOURCE_DATE_EPOCH` is not a number of seconds; the text says so in Vietnamese."""


def day_of_build(typed: str | None, environ: Mapping[str, str]) -> datetime.date:
    """Choose the day to judge at: as typed, else `SOURCE_DATE_EPOCH`, else today in Hà Nội.

    Args:
        typed: `YYYY-MM-DD`, or nothing.
        environ: The process's environment.

    Raises:
        ValueError: The typed day is not one.
        BadEpochError: `SOURCE_DATE_EPOCH` is not one.
    """
    if typed:
        return datetime.date.fromisoformat(typed)
    return moment_of_build(environ).date()


def moment_of_build(environ: Mapping[str, str]) -> datetime.datetime:
    """Return `SOURCE_DATE_EPOCH`, else now, in Hà Nội.

    Args:
        environ: The process's environment.

    Raises:
        BadEpochError: `SOURCE_DATE_EPOCH` is not one.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        try:
            # Python would also take blanks, signs, `1_000` and digits of other scripts.
            seconds = int(epoch if _DIGITS.fullmatch(epoch) else "")
            return datetime.datetime.fromtimestamp(seconds, tz=_HANOI)
        except (ValueError, OverflowError, OSError):
            defect = f"là “{quotable(epoch)}”" if epoch.strip() else "để trống"
            raise BadEpochError(
                f"Biến môi trường SOURCE_DATE_EPOCH {defect}, không phải số giây kể từ 1970. Bỏ biến ấy đi để "
                "dùng ngày hôm nay, hoặc ghi số giây, ví dụ SOURCE_DATE_EPOCH=1795478400 (24/11/2026)."
            ) from None
    return datetime.datetime.now(tz=_HANOI)
