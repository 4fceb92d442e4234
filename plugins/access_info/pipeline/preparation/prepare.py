"""Preparing a site: load → check → pages, everything that can fail, before any output is touched."""

from __future__ import annotations

import dataclasses
import errno
import functools
import hashlib
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from access_info.assessment.province import Snapshot, read_snapshots
from access_info.checks import follow
from access_info.checks.rules import DEAD_LINK
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.loading.folders import PAGES_FOLDER, read_folder
from access_info.model.as_of import AsOf
from access_info.pages.agency.links import attached
from access_info.pages.oversight.overview import oversight_pages
from access_info.pages.province.directory import front_page
from access_info.pages.province.law_pages import PointPages, points_of_laws
from access_info.pages.province.site_pages import fixed_pages, pages_of_agencies
from access_info.pages.rendering.environment import SOURCE, compile_templates, phone_link
from access_info.pages.rendering.site import AgencySummary, ListedItem, Page
from access_info.pipeline.incremental.agency_build import (
    AgencyBuild,
    PageEntry,
    SiteBuild,
    SitePart,
)
from access_info.pipeline.incremental.contributions import LISTED, Part
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.preparation.agency import (
    AgencyTask,
    contribution_key,
    prepare_agency,
    shared_typesetter,
)
from access_info.pipeline.preparation.context import BuildContext, Options, read_build_context
from access_info.pipeline.preparation.open_data import (
    data_changes_page,
    data_codes_page,
    open_data_page,
)
from access_info.pipeline.preparation.workers import MIN_TASKS, work
from access_info.problems import Location, Problem, errors, in_order

# Agencies' contributions to pages and files about all of them, read back one agency at a time.

T = TypeVar("T")


def contributed(
    task: AgencyTask,
    builds: Mapping[str, AgencyBuild],
    part: Part[T],
) -> Iterator[tuple[str, T]]:
    """Yield (agency, part of its stored contribution); nothing where a site is only checked.

    A contribution that has been deleted or replaced since it was written is made anew.

    Args:
        task: What is needed to make a contribution anew.
        builds: By agency.
        part: The part that is wanted.

    Raises:
        FileNotFoundError: A contribution that was just made anew is gone again.
    """
    if task.contributions is None:
        return
    with task.contributions.reader(part) as read:
        for name, build in builds.items():
            if build.summary is None:
                continue
            found = read(name, contribution_key(task.context, build))
            if found is None:
                # The agency's data may have been saved meanwhile: the new build may have another key.
                found = read(name, contribution_key(task.context, prepare_agency(task, name)))
            if found is None:
                raise FileNotFoundError(errno.ENOENT, f"gone: {part.name}", name)
            yield name, found


# Pages about all agencies, rendered from what each of them contributes.


@dataclasses.dataclass(frozen=True)
class SiteTask:
    """The state from which workers render the pages about all agencies.

    Attributes:
        task: Options and context.
        builds: Builds of all agencies.
        earlier: Summaries (snapshots) of earlier days, the oldest first.
        home: Whether the program makes the site's front page, since its owner wrote none.
        store: Private folder for the rendered pages.
    """

    task: AgencyTask
    builds: Mapping[str, AgencyBuild]
    earlier: tuple[Snapshot, ...]
    home: bool
    store: Path

    @property
    def summaries(self) -> list[AgencySummary]:
        """The summaries of all agencies that have pages."""
        return list(_summaries(self.builds).values())

    @functools.cached_property
    def listed(self) -> Mapping[str, Sequence[ListedItem]]:
        """By agency, its items in force, the newest first."""
        return dict(contributed(self.task, self.builds, LISTED))

    @functools.cached_property
    def points(self) -> PointPages:
        """What renders the pages of the points of laws."""
        return PointPages(self.summaries, self.listed, self.task.site)


def _summaries(builds: Mapping[str, AgencyBuild]) -> dict[str, AgencySummary]:
    """Return the summaries of the agencies that have pages, by folder name."""
    return {name: build.summary for name, build in builds.items() if build.summary is not None}


def render_site(
    site: SiteTask, names: Sequence[str]
) -> Iterator[tuple[tuple[PageEntry, ...], AsOf]]:
    """Render parts of the pages about all agencies into the store, in a child that frees its memory.

    Yields:
        For each part the entries of its pages; and the day, whose span says for which days they are
        right.
    """
    options = site.task.options
    jobs = options.jobs if len(site.builds) >= MIN_TASKS else 1
    rendering = work(
        *(_render, names),
        state=site,
        jobs=jobs,
        in_one=True,
        tell=functools.partial(options.progress.of, "dựng các trang chung"),
    )
    for rendered, span in rendering:
        as_of = AsOf(options.as_of)
        as_of.adopt(*span)
        yield tuple(rendered), as_of


def read_site_pages(store: Path, names: Iterable[str]) -> Iterator[Page]:
    """Yield the pages that `render_site` left in the store, one at a time to spare memory."""
    for name in names:
        with (store / name).open("rb") as file:
            while file.peek(1):
                yield pickle.load(file)  # noqa: S301 - our own, in a private folder


def _render(site: SiteTask, name: str) -> tuple[list[PageEntry], tuple[date, date]]:
    """Render one of `_parts` into the store, in a worker; return page entries and the span of days."""
    as_of = AsOf(site.task.options.as_of)
    pages = [*_parts(site)[name].render(site, as_of)]
    with (site.store / name).open("wb") as file:
        for page in pages:
            pickle.dump(page.dated(as_of), file)
    return [PageEntry.of_site(page.dated(as_of)) for page in pages], as_of.span


def _front_pages(site: SiteTask, as_of: AsOf) -> Iterator[Page]:
    """Yield the front page in each language. It counts recent changes, so it changes from day to day.

    In Vietnamese only if `home`; in other languages unless a lone agency's pages stand at the root.
    """
    context = site.task.context
    for tag in context.languages:
        if site.home if tag == SOURCE else context.urls.single is None:
            yield front_page(site.summaries, site.listed, context.site_in(tag), as_of)


def _pages_of_agencies(site: SiteTask, as_of: AsOf) -> Iterator[Page]:
    """Yield the pages that show agencies, but none of their items: directory, laws, whom to ask, open data."""
    for language in (site.task.site, *site.task.translations):
        yield from pages_of_agencies(site.summaries, language, as_of)
    if site.task.options.downloads:
        yield open_data_page(site.summaries, site.task.site, as_of)


def _living(site: SiteTask) -> int:
    """Return the number of agencies to which a request can be sent."""
    return sum(not agency.ended for agency in site.summaries)


def _fixed_pages(site: SiteTask, as_of: AsOf) -> Iterator[Page]:
    """Yield the pages that show nothing of any agency: forms, tables of last days, search, codes."""
    for language in (site.task.site, *site.task.translations):
        yield from fixed_pages(_living(site), language, as_of)
    if site.task.options.downloads:
        yield data_changes_page(site.task.site, as_of)
        yield data_codes_page(site.task.site, as_of)


def _overview_pages(site: SiteTask, as_of: AsOf) -> Iterator[Page]:
    """Yield the pages of the overview of duties; none where the site does not show duties.

    They show findings of every agency, so they are right on those days on which all agencies'
    builds are.
    """
    if not site.task.options.oversight:
        return
    findings = {name: build.findings for name, build in site.builds.items() if build.findings}
    yield from oversight_pages(
        site.summaries,
        findings,
        site.task.site,
        as_of,
        earlier=site.earlier,
        boundaries=site.task.context.boundaries,
    )
    for build in site.builds.values():
        as_of.adopt(build.valid_from, build.valid_to)


class _Part(NamedTuple):
    """Some of the pages about all agencies.

    Attributes:
        render: Renders them; the day notes for how long they are right.
        takes: Returns everything that they are made from, besides the context.
    """

    render: Callable[[SiteTask, AsOf], Iterator[Page]]
    takes: Callable[[SiteTask], object]


def _front_takes(site: SiteTask) -> object:
    """Return what the front page is made from."""
    names = [build.id for build in site.builds.values() if build.summary is not None]
    stored = site.task.contributions
    return site.home, site.summaries, stored.digest(LISTED, of=names) if stored else ""


def _judged(site: SiteTask) -> object:
    """Return what the overview of duties is made from."""
    boundaries = site.task.context.boundaries
    return (
        site.summaries,
        [(build.standing, build.valid_from, build.valid_to) for build in site.builds.values()],
        site.earlier,
        boundaries.digest if boundaries is not None else "",
    )


def _parts(site: SiteTask) -> dict[str, _Part]:
    """Return the parts by file name in the store; no agency's folder begins with “@”."""
    parts = {
        "@front": _Part(_front_pages, _front_takes),
        "@agencies": _Part(_pages_of_agencies, lambda site: site.summaries),
        "@fixed": _Part(_fixed_pages, _living),
        "@overview": _Part(_overview_pages, _judged),
    }
    for law, point in points_of_laws(site.task.site):
        parts[f"@{point.id}"] = _Part(
            functools.partial(_pages_of_point, law=law, point=point),
            functools.partial(_takes_of_point, point=point),
        )
    return parts


def _pages_of_point(site: SiteTask, as_of: AsOf, *, law: LawPack, point: Point) -> Iterator[Page]:
    """Yield the pages of a point of a law, which list all agencies' items under it."""
    return site.points.of(law, point, as_of)


def _takes_of_point(site: SiteTask, *, point: Point) -> object:
    """Return what the pages of a point of a law are made from."""
    return site.points.takes(point)


# Links from one agency to another, checked when all of them are known.


def dead_references(builds: Mapping[str, AgencyBuild]) -> Iterator[Problem]:
    """Yield a problem for each reference to another agency's item that does not exist there."""
    references = [item for build in builds.values() for item in build.references]
    targets = {item.agency for item in references}
    ids = {
        name: frozenset(builds[name].item_ids.split("\n")) - {""}
        for name in targets
        if name in builds
    }
    yield from follow(iter(references), ids)


def dead_links(
    builds: Mapping[str, AgencyBuild], site: SiteBuild, agencies: Path
) -> Iterator[Problem]:
    """Yield a problem (`DEAD_LINK`) for each link of a free page that leads nowhere.

    Its page, file or anchor does not exist.
    """
    if not any(build.links for build in builds.values()):
        return
    pages = {entry.path: entry for entry in site.pages}
    for build in builds.values():
        pages.update((entry.path, entry) for entry in build.pages)
    for build in builds.values():
        for link in build.links:
            if link.path.startswith("="):
                name = attached(link.path)
                exists = name in build.attachments or name in build.withheld
            else:
                page = pages.get(link.path)
                exists = page is not None and (not link.anchor or link.anchor in page.anchors)
            if not exists:
                path = agencies / build.id / PAGES_FOLDER / f"{link.page}.md"
                yield DEAD_LINK.at(_location_of_link(path, link.target), text=link.target)


def _location_of_link(path: Path, target: str) -> Location:
    """Return line and column of a link in a Markdown file; the file's start if it is not found."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        column = line.find(target)
        if column >= 0:
            return Location(path.as_posix(), number, column + 1)
    return Location(path.as_posix())


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A prepared site: all its pages and all problems, ready to be published.

    Attributes:
        options: Options of the build.
        context: Laws, jurisdiction, addresses; `None` when the laws cannot be read.
        builds: By agency, sorted.
        site: Entries of the pages about all agencies.
        site_rendered: Names of the parts of `site` whose pages are in the fragment store; the
            others are still right as the last build made them.
        home: Whether the program makes the site's front page.
        problems: Everything that is wrong, in order.
        fragment_store: Folder of rendered pages and files; `None` where a site is only checked.
        rendered: Agencies whose pages are in the fragment store; the others' were taken over.
        earlier: Summaries (snapshots) of earlier days, the oldest first.
    """

    options: Options
    context: BuildContext | None
    builds: Mapping[str, AgencyBuild] = dataclasses.field(default_factory=dict)
    site: SiteBuild = dataclasses.field(default_factory=SiteBuild)
    site_rendered: frozenset[str] = frozenset()
    home: bool = False
    problems: tuple[Problem, ...] = ()
    fragment_store: Path | None = None
    rendered: frozenset[str] = frozenset()
    earlier: tuple[Snapshot, ...] = ()

    @property
    def build_context(self) -> BuildContext:
        """The context, for callers that have made sure there is one (`stops` is false).

        Raises:
            ValueError: The laws could not be read.
        """
        if self.context is None:
            raise ValueError("the laws cannot be read")
        return self.context

    @property
    def stops(self) -> bool:
        """Whether nothing may be published, because of errors.

        With `forgiving` errors do not matter, as long as there is a usable agency.
        """
        if self.options.forgiving:
            return self.context is None or not self.names
        return self.context is None or bool(errors(self.problems))

    @property
    def entries(self) -> Iterator[PageEntry]:
        """The entry of every page of the site."""
        yield from self.site.pages
        for build in self.builds.values():
            yield from build.pages

    @property
    def names(self) -> dict[str, str]:
        """Agencies' full names by folder name."""
        return {name: summary.name for name, summary in self.summaries.items()}

    @property
    def summaries(self) -> dict[str, AgencySummary]:
        """The summaries of the agencies that have pages, by folder name."""
        return _summaries(self.builds)

    @property
    def calls(self) -> dict[str, str]:
        """Folder name → phone number as HTML (`: <a href="tel:…">`), to put after the agency's name."""
        return {
            name: f": {phone_link(summary.reach.phone)}"
            for name, summary in self.summaries.items()
            if summary.reach.phone
        }

    def render_site_pages(self, names: Collection[str] = ()) -> Iterator[Page]:
        """Yield the pages about all agencies with content; render them first if need be.

        Args:
            names: Of parts; none for all.
        """
        if self.context is None or self.fragment_store is None:
            return
        wanted = names or [*self.site.parts]
        todo = [name for name in wanted if name not in self.site_rendered]
        task = AgencyTask(self.options, self.context, self.fragment_store)
        site = SiteTask(task, self.builds, self.earlier, self.home, self.fragment_store)
        for _ in render_site(site, todo):
            pass
        yield from read_site_pages(self.fragment_store, wanted)


def prepare(
    options: Options,
    *,
    fragment_store: Path | None,
    memory: Memory | None = None,
    recall: Callable[[str], Memory] | None = None,
    only: frozenset[str] | None = None,
    home: bool = False,
) -> Prepared:
    """Read and check every agency, and render all pages that the last build does not already have.

    Args:
        options: What to build.
        fragment_store: Private folder for rendered pages, or `None` to only check.
        memory: Memory of the last build; an agency's build is reused while it is still right.
        recall: Instead of `memory` where a site is only checked: returns the stored results for a
            `BuildContext.checks_key`.
        only: Agencies to read, or `None` for all.
        home: Whether the program makes the site's front page.
    """
    context, problems = read_build_context(options)
    if context is None:
        return Prepared(options, None, home=home, problems=tuple(in_order(problems)))
    # A lone agency's first page stands where a front page of ours would.
    home = home and (context.urls.single is None or bool(context.urls.overview))
    wanted = [name for name in context.published if only is None or name in only]
    if recall is not None and fragment_store is None:
        last = recall(context.checks_key)
    elif memory is not None and memory.context_key == context.key:
        last = memory
    else:
        last = Memory()
    task = AgencyTask(options, context, fragment_store)
    reused = dict(_reusable_builds(task, wanted, last.builds))
    todo = [name for name in wanted if name not in reused]
    if len(todo) >= MIN_TASKS and fragment_store is not None:
        compile_templates()
    with shared_typesetter(task.site):
        what = "kiểm tra dữ liệu" if fragment_store is None else "kiểm tra dữ liệu, dựng trang"
        tell = functools.partial(options.progress.of, what)
        done = work(
            *(prepare_agency, todo),
            state=task,
            jobs=options.jobs,
            # Not with PDF files: all workers would inherit and share the first task's typesetting
            # child.
            first_alone=not task.site.features.pdf,
            tell=tell,
        )
        built = {build.id: build for build in done}
    builds = {name: reused.get(name) or built[name] for name in wanted}
    for build in builds.values():
        problems += build.problems
    site, site_rendered = SiteBuild(), frozenset[str]()
    earlier, wrong = read_snapshots(options.snapshots if options.oversight else None)
    problems += wrong
    if only is None:
        if not options.only:
            problems += dead_references(builds)
        if fragment_store is not None and (options.forgiving or not errors(problems)):
            everything = SiteTask(task, builds, earlier, home, fragment_store)
            site, site_rendered = _site(everything, last.site)
            if not options.only:
                problems += dead_links(builds, site, options.agencies)
    return Prepared(
        options=options,
        context=context,
        builds=builds,
        site=site,
        site_rendered=site_rendered,
        home=home,
        problems=tuple(in_order(problems)),
        fragment_store=fragment_store,
        rendered=frozenset(built),
        earlier=earlier,
    )


def _site(site: SiteTask, last: SiteBuild) -> tuple[SiteBuild, frozenset[str]]:
    """Render those pages about all agencies of which anything that they show has changed.

    Returns:
        The new pages, or `last` itself; and the names of the parts that were rendered.
    """
    context, day = site.task.context, site.task.options.as_of
    keys = {}
    for name, part in _parts(site).items():
        made_from = f"{context.key} {part.takes(site)!r}".encode()
        keys[name] = hashlib.blake2b(made_from, digest_size=16).hexdigest()
    kept = {
        name: part
        for name, part in last.parts.items()
        if name in keys and part.holds(keys[name], day)
    }
    todo = [name for name in keys if name not in kept]
    if not todo:
        return last, frozenset()
    new = {
        name: SitePart(keys[name], *as_of.span, entries)
        for name, (entries, as_of) in zip(todo, render_site(site, todo), strict=True)
    }
    return SiteBuild({name: kept.get(name) or new[name] for name in keys}), frozenset(todo)


def _reusable_builds(
    task: AgencyTask, wanted: list[str], remembered: Mapping[str, AgencyBuild]
) -> Iterator[tuple[str, AgencyBuild]]:
    """Yield (agency, build) for the builds of the last run whose pages are still right.

    All inputs must be the same: files, day, predecessors, names of other agencies, known dead
    links, earlier publication; and the stored contribution must still be there.
    """
    if not remembered:
        return
    options, context = task.options, task.context
    published = frozenset(context.published)
    stored = task.contributions.keys() if task.contributions is not None else {}
    here = f"{options.agencies.as_posix()}/"
    for name in wanted:
        build = remembered.get(name)
        if (
            build is None
            or not build.problems_lie_below(here)
            or not published.issuperset(build.mentions)
            or not build.holds_on(options.as_of)
            or not build.follows_rows(context.earlier.rows_hash(name) if context.earlier else "")
            or build.dead_links != context.dead_links.get(name, {})
            or not (
                task.contributions is None
                or build.summary is None
                or stored.get(name) == contribution_key(context, build)
            )
        ):
            continue
        if any(
            read_folder(options.agencies / other).fingerprint() != hash_
            for other, hash_ in build.predecessors.items()
        ):
            continue
        folder = read_folder(options.agencies / name)
        appearance = folder.appearance()
        if build.seen == appearance:
            yield name, build
        elif build.fingerprint == folder.contents():
            attachments = {
                name: file
                for name, file in folder.attachments.items()
                if name not in build.withheld
            }
            yield name, dataclasses.replace(build, seen=appearance, attachments=attachments)
