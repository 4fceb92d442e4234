"""What every agency's pages rest on: laws, jurisdiction, the list of agencies, addresses."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Iterable, Mapping

from access_info.assessment.link_results import LinkResult, read_link_results
from access_info.checks import check_jurisdiction
from access_info.exports.documents.pdf import TYPESETTER, typesetter_version
from access_info.exports.formats import FORMATS
from access_info.extras import Extra, installing, is_installed
from access_info.legal.framework import Framework, load_framework
from access_info.legal.raising import raised
from access_info.loading import Boundaries, agency_ids, load_jurisdiction, read_boundaries
from access_info.loading.folders import JURISDICTION_FILE
from access_info.loading.place_files import Emblem, read_place_files
from access_info.loading.rules import MAP_LIBRARY, PDF_LIBRARY
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.pictures.maps import most_path_bytes
from access_info.pages.pictures.outlines import needs_library
from access_info.pages.rendering.site import Features, SiteContext
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.incremental.earlier import EarlierState, read_earlier_state
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.preparation.options import Layout, Options
from access_info.problems import Location, Problem


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
    if layout is Layout.AUTO:
        return len(ids) == 1 and not place.kind.has_many_agencies
    return layout is Layout.SINGLE and len(ids) == 1
