"""Load → check → pages: everything that can fail, before any output is touched."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from access_info.assessment.snapshots import Snapshot, read_snapshots
from access_info.loading.folders import read_folder
from access_info.pages.rendering.environment import compile_templates, phone_link
from access_info.pages.rendering.page import Page
from access_info.pipeline.incremental.agency_build import AgencyBuild, PageEntry, SiteBuild
from access_info.pipeline.incremental.contributions import (
    contribution_look,
    has_contribution,
)
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.preparation.agency import (
    contribution_key,
    prepare_agency,
    task_of,
)
from access_info.pipeline.preparation.context import BuildContext, read_build_context
from access_info.pipeline.preparation.cross_links import dead_links, dead_references
from access_info.pipeline.preparation.list_papers import shared_typesetter
from access_info.pipeline.preparation.options import Options
from access_info.pipeline.preparation.site_rendering import SiteTask, read_site_pages, render_site
from access_info.pipeline.preparation.workers import work
from access_info.problems import Problem, errors, in_order


@dataclasses.dataclass(frozen=True)
class Prepared:
    """All pages of a site, and all problems.

    Attributes:
        options: As asked.
        context: What pages rest on; `None` when the laws themselves cannot be read.
        builds: By agency, sorted.
        site: Pages about all agencies, without content.
        site_rendered: Whether the pages of `site` stand in the fragment store: not while the last
            build's are still right.
        home: Whether the site needs a front page of ours.
        problems: Everything that is wrong, in order.
        fragment_store: Folder of rendered fragments.
        rendered: Agencies whose fragments stand in the fragment store.
        earlier: Dated summaries of earlier days, the oldest first.
    """

    options: Options
    context: BuildContext | None
    builds: Mapping[str, AgencyBuild]
    site: SiteBuild
    site_rendered: bool
    home: bool
    problems: tuple[Problem, ...]
    fragment_store: Path | None
    rendered: frozenset[str]
    earlier: tuple[Snapshot, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        if self.options.forgiving:
            return self.context is None or not self.names
        return self.context is None or bool(errors(self.problems))

    @property
    def entries(self) -> Iterator[PageEntry]:
        """Every page of the site."""
        yield from self.site.pages
        for build in self.builds.values():
            yield from build.pages

    @property
    def names(self) -> dict[str, str]:
        """Agencies' full names by folder name."""
        return {
            build.id: build.summary.name
            for build in self.builds.values()
            if build.summary is not None
        }

    @property
    def calls(self) -> dict[str, str]:
        """How agencies are called up, as HTML that stands after their name, by folder name."""
        return {
            build.id: f": {phone_link(build.summary.reach.phone)}"
            for build in self.builds.values()
            if build.summary is not None and build.summary.reach.phone
        }

    def render_site_pages(self) -> Iterator[Page]:
        """Yield the pages about all agencies with content; render them where need be."""
        if self.context is None or self.fragment_store is None:
            return
        if not self.site_rendered:
            task = task_of(self.options, self.context, self.fragment_store)
            builds, store = self.builds, self.fragment_store
            render_site(SiteTask(task, self.context, builds, self.earlier, self.home, store))
        yield from read_site_pages(self.fragment_store)


def prepare(
    options: Options,
    *,
    fragment_store: Path | None,
    memory: Memory | None = None,
    recall: Callable[[str], Memory] | None = None,
    only: frozenset[str] | None = None,
    home: bool = False,
) -> Prepared:
    """Read and check every agency, and render its fragments.

    Args:
        options: What to build.
        fragment_store: Private folder for the fragments, or `None` to only check.
        memory: The last build, whose agencies are used where they still hold.
        recall: For those who only check, in its place: gives a last build or check from the key of all that
            agencies' checks share.
        only: Agencies to read, or `None` for all.
        home: Whether the site needs a front page of ours.
    """
    context, problems = read_build_context(options)
    if context is None:
        return Prepared(
            options=options,
            context=None,
            builds={},
            site=SiteBuild(),
            site_rendered=False,
            home=home,
            problems=tuple(in_order(problems)),
            fragment_store=fragment_store,
            rendered=frozenset(),
        )
    # A lone agency's first page stands where a front page of ours would.
    home = home and (context.urls.single is None or bool(context.urls.overview))
    wanted = [name for name in context.published if only is None or name in only]
    if recall is not None and fragment_store is None:
        last = recall(context.checks_key)
    else:
        same = memory is not None and memory.context_key == context.key
        last = memory if memory is not None and same else Memory()
    task = task_of(options, context, fragment_store)
    reused = dict(_still_true(options, wanted, last.builds, context, task.contributions))
    todo = [name for name in wanted if name not in reused]
    if todo and fragment_store is not None:
        compile_templates()
    with shared_typesetter(task.site):
        what = "kiểm tra dữ liệu" if fragment_store is None else "kiểm tra dữ liệu, dựng trang"
        tell = functools.partial(options.progress.of, what)
        done = work(
            *(prepare_agency, todo),
            state=task,
            jobs=options.jobs,
            # A child that typesets would be shared by all workers.
            first_alone=not task.site.features.pdf,
            tell=tell,
        )
        built = {build.id: build for build in done}
    builds = {name: reused.get(name) or built[name] for name in wanted}
    for build in builds.values():
        problems += build.problems
    site, site_rendered = SiteBuild(), False
    earlier, wrong = read_snapshots(options.snapshots if options.oversight else None)
    problems += wrong
    if only is None:
        if not options.only:
            problems += dead_references(builds)
        if fragment_store is not None and (options.forgiving or not errors(problems)):
            everything = SiteTask(task, context, builds, earlier, home, fragment_store)
            site = _site(everything, last.site)
            site_rendered = site is not last.site
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


def _site(site: SiteTask, last: SiteBuild) -> SiteBuild:
    """Render the pages about all agencies; keep the last build's if nothing they show changed."""
    context = site.context
    shown = [f"{build.id} {build.standing}" for build in site.builds.values()]
    shapes = context.boundaries.digest if context.boundaries is not None else ""
    key = hashlib.blake2b(
        f"{context.key} {site.home} {shown} {site.earlier!r} {shapes}".encode(), digest_size=16
    ).hexdigest()
    if last.holds(key, site.task.options.as_of):
        return last
    entries, as_of = render_site(site)
    first_day, last_day = as_of.span
    return SiteBuild(key, first_day, last_day, entries)


def _still_true(
    options: Options,
    wanted: list[str],
    remembered: Mapping[str, AgencyBuild],
    context: BuildContext,
    contributions: Path | None,
) -> Iterator[tuple[str, AgencyBuild]]:
    """Yield the remembered builds of agencies whose pages are still right."""
    if not remembered:
        return
    known = frozenset(context.published)
    here = f"{options.agencies.as_posix()}/"
    for name in wanted:
        build = remembered.get(name)
        if (
            build is None
            or not build.is_told_below(here)
            or not known.issuperset(build.mentions)
            or not build.holds_on(options.as_of)
            or not build.goes_on_from(context.earlier.known(name) if context.earlier else "")
            or build.dead_links != context.dead_links.get(name, {})
            or not _has_contribution(build, context, contributions)
        ):
            continue
        if any(
            read_folder(options.agencies / other).fingerprint() != hash_
            for other, hash_ in build.predecessors.items()
        ):
            continue
        folder = read_folder(options.agencies / name)
        seen = folder.appearance()
        if build.seen == seen:
            yield name, build
        elif build.fingerprint == folder.contents():
            attachments = {
                name: file
                for name, file in folder.attachments.items()
                if name not in build.withheld
            }
            build = dataclasses.replace(build, seen=seen, attachments=attachments)
            yield name, build


def _has_contribution(build: AgencyBuild, context: BuildContext, folder: Path | None) -> bool:
    """Tell whether an agency's contribution is still kept, where one is needed."""
    if folder is None or build.summary is None:
        return True
    if build.contributed and build.contributed == contribution_look(folder, build.id):
        return True
    span = build.valid_from, build.valid_to
    return has_contribution(
        folder, build.id, contribution_key(context.key, build.fingerprint, span, build.followed)
    )
