"""Options of a build, and what all pages have in common: laws, jurisdiction, agencies, addresses."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import importlib.metadata
import os
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from access_info.assessment.link_results import LinkResult, read_link_results
from access_info.checks.jurisdiction import check_jurisdiction
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

# Options of a build.


class Layout(StrEnum):
    """Whether agencies' pages lie at the site's root (`SINGLE`) or in a folder for each (`MANY`).

    `AUTO` puts the only agency of a jurisdiction at the root, unless the jurisdiction is a
    province, a city or a ministry, which will have more.
    """

    AUTO = "auto"
    SINGLE = "single"
    MANY = "many"


class Recognition(StrEnum):
    """In which attachments the words in pictures (scans) are read by OCR, if it is installed."""

    NONE = "none"
    NEW = "new"
    ALL = "all"


@dataclasses.dataclass(frozen=True, kw_only=True)
class FormOptions:
    """Options of the web form by which staff edit data in the browser.

    Attributes:
        bundle: Folder of its scripts, as `scripts/editor` bundles them.
        forge: The git host (GitHub, GitLab) to which it sends proposals.
    """

    bundle: Path
    forge: Forge


@dataclasses.dataclass(frozen=True, kw_only=True)
class Options:
    """Options of a build.

    Attributes:
        agencies: The folder of agencies.
        as_of: The day statuses are judged at.
        prefix: Folder below the site's root for everything that the program makes, or "".
        directory_urls: `a/b/` rather than `a/b.html`.
        site_url: Absolute address of the site's root with a final slash, or "".
        layout: Whether agencies' pages lie at the root or in folders.
        root_taken: Whether the site's owner has a front page of their own.
        edit_base: Address that a file's path is appended to, to edit it, or "".
        repo_url: Address of the repository that holds the data, or "".
        issue_url: Address where an error is reported, with placeholders `{title}` and `{url}`, or
            "".
        only: Agencies that are published; empty for all.
        languages: Tags of the languages beside Vietnamese that the interface is offered in.
        search: Whether there is a search of all lists.
        downloads: Whether lists are offered as files, and news as feeds.
        embed: Whether pages are offered for other portals' frames.
        oversight: Whether pages show which agency meets which duty.
        papers: Whether such pages offer drafts of letters and reports.
        pdf: Whether lists are offered as PDF files too.
        snapshots: Folder of dated summaries of earlier days, or `None`.
        links: Folder of dated results of link checks, or `None`.
        previous: The `manifest.json` of the earlier publication to compare with, or `None`; a
            missing file means the same.
        offline: Whether visited pages can be read without a network.
        keeps_worker: Whether the service worker's script is written at all; without `offline` it is
            one that deletes what an earlier worker stored.
        preview: Whether this is a live preview, in which an editor waits for each edit to show.
        forgiving: Whether pages are made despite errors in the data, from what can be read.
        laws: A further folder of law packs, or `None`.
        cache: Cache folder, with the memory of the last build, or `None`.
        jobs: Number of worker processes.
        form: Options of the web form, or `None` for no form.
        new_files: Attachments that a proposal adds, by path below the folder of agencies; a person
            must have looked through the scans among them.
        recognition: In which attachments pictures are read by OCR.
        signing_key: Path of the secret key that signs the list of the site's files, or `None`.
        progress: Shows how far the work is.
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
    """What all agencies' pages depend on, read once for a build.

    Attributes:
        framework: The laws, with the jurisdiction's own days off.
        place: The jurisdiction.
        ids: Folder names of all agencies, sorted.
        published: Folder names of the agencies that are published, sorted.
        urls: Addresses of pages.
        languages: Languages of the interface, each with the path below which its pages lie.
        features: What the site offers besides its pages.
        links: The newest result of a link check, or `None`.
        dead_links: Agency → dead address → day since when, as `links` says.

        emblem: The jurisdiction's own emblem, or `None`.
        boundaries: Outlines of agencies' areas for a map, or `None`.
        earlier: The earlier publication to compare with, or `None`.
    """

    framework: Framework
    place: Jurisdiction
    ids: tuple[str, ...]
    published: tuple[str, ...]
    urls: Urls
    languages: dict[str, str]
    features: Features
    links: LinkResult | None = None
    dead_links: Mapping[str, Mapping[str, datetime.date]] = dataclasses.field(default_factory=dict)
    emblem: Emblem | None = None
    boundaries: Boundaries | None = None
    earlier: EarlierState | None = None

    @property
    def site(self) -> SiteContext:
        """The part of the context that Vietnamese pages need."""
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
        """Return the part of the context that pages in another language need."""
        site = self.site
        return dataclasses.replace(
            site, language=language, urls=site.urls.in_language(self.languages[language]), parts={}
        )

    @functools.cached_property
    def key(self) -> str:
        """Hash of all that agencies' pages have in common: the program, laws, settings, addresses.

        While it is the same, a build may reuse pages of the last one.
        """
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
        """Hash of all that agencies' checks have in common; `key` begins with it.

        So a check can reuse the results of a build with other addresses or features.
        """
        return _hash(
            (
                code_key(),
                repr(self.place),
                repr(self.ids),
                self.features.pdf,  # a list that cannot be made as PDF is a problem among those of checks
                repr(self.framework.obligations),
                repr(self.framework.calendar),
                *(repr(pack) for pack in self.framework.packs),
                *(repr(pack) for pack in self.framework.supplements),
            )
        )


def _hash(parts: Iterable[str]) -> str:
    """Hash several texts together; a zero byte keeps them apart."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def read_build_context(options: Options) -> tuple[BuildContext | None, list[Problem]]:
    """Read the laws, the jurisdiction and the list of agencies.

    Returns:
        The context, `None` if the laws cannot be read; and all problems found on the way.
    """
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
        pdf=_typesetter_version() if options.pdf and options.downloads else "",
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
        links=links,
        emblem=emblem,
        dead_links={name: dead for name in ids if (dead := links.dead(name))} if links else {},
        boundaries=boundaries,
        earlier=earlier,
    )
    return context, problems


def _boundaries(options: Options, ids: list[str]) -> tuple[Boundaries | None, list[Problem]]:
    """Read the outlines of agencies' areas for the map.

    Outlines with too many points need a library to simplify them; without it they are refused
    (problem `MAP_LIBRARY`).
    """
    boundaries, problems = read_boundaries(options.agencies, ids)
    if boundaries is not None and not is_installed(Extra.MAP):
        points = needs_library(boundaries.shapes, most_path_bytes(len(boundaries.shapes)))
        if points:
            problem = MAP_LIBRARY.at(
                boundaries.location, count=points, command=installing(Extra.MAP)
            )
            return None, [*problems, problem]
    return boundaries, problems


_TYPESETTER = "typst"


def _typesetter_version() -> str:
    """Return the version of Typst, on which the bytes of PDF files depend; "" without it."""
    return importlib.metadata.version(_TYPESETTER) if is_installed(Extra.PDF) else ""


def _missing_typesetter(options: Options) -> list[Problem]:
    """Return a problem (`PDF_LIBRARY`) if PDF files are wanted but the library for them is missing."""
    if not (options.pdf and options.downloads) or is_installed(Extra.PDF):
        return []
    place = Location((options.agencies / JURISDICTION_FILE).as_posix())
    return [PDF_LIBRARY.at(place, name=_TYPESETTER, command=installing(Extra.PDF))]


def _is_single(layout: Layout, ids: list[str], place: Jurisdiction) -> bool:
    """Tell whether the pages of a jurisdiction's only agency lie at the site's root.

    By default not if the jurisdiction is of a kind that will have more, such as a province.
    """
    if layout is Layout.AUTO:
        return len(ids) == 1 and not place.kind.has_many_agencies
    return layout is Layout.SINGLE and len(ids) == 1


# The day and the moment that a build judges by: the only place that reads the clock for it.

_DIGITS = re.compile(r"\d+", re.ASCII)
# Asia/Ho_Chi_Minh: no summer time since 1975; a fixed offset needs no database of zones.
_HANOI = datetime.timezone(datetime.timedelta(hours=7))


class BadEpochError(MisuseError, ValueError):
    """`SOURCE_DATE_EPOCH` is not a number of seconds; the text says so in Vietnamese."""


def day_of_build(typed: str | None, environ: Mapping[str, str]) -> datetime.date:
    """Return the day to judge by: as typed, else of `SOURCE_DATE_EPOCH`, else today in Hà Nội.

    Args:
        typed: `YYYY-MM-DD`, or nothing.
        environ: The process's environment.

    Raises:
        ValueError: The typed text is not a day.
        BadEpochError: `SOURCE_DATE_EPOCH` is not a number of seconds.
    """
    if typed:
        return datetime.date.fromisoformat(typed)
    return moment_of_build(environ).date()


def moment_of_build(environ: Mapping[str, str]) -> datetime.datetime:
    """Return the moment to judge by, in Hà Nội's time: `SOURCE_DATE_EPOCH` if set, else now.

    The variable is the standard way to make builds reproducible.

    Args:
        environ: The process's environment.

    Raises:
        BadEpochError: `SOURCE_DATE_EPOCH` is not a number of seconds.
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
