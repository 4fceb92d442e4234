"""Pages about all agencies, rendered from what each of them contributes."""

from __future__ import annotations

import dataclasses
import functools
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from access_info.assessment.province import Snapshot
from access_info.model.as_of import AsOf
from access_info.pages.oversight.overview import oversight_pages
from access_info.pages.province.directory import front_page
from access_info.pages.province.site_pages import site_pages, translated_site_pages
from access_info.pages.rendering.environment import SOURCE
from access_info.pages.rendering.site import AgencySummary, ListedItem, Page
from access_info.pipeline.incremental.agency_build import AgencyBuild, PageEntry
from access_info.pipeline.incremental.contributions import read_listed
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.contributed import contributed
from access_info.pipeline.preparation.data_pages.changes import data_changes_page
from access_info.pipeline.preparation.data_pages.codes import data_codes_page
from access_info.pipeline.preparation.data_pages.open_data import open_data_page
from access_info.pipeline.preparation.workers import FEWEST, work


@dataclasses.dataclass(frozen=True)
class SiteTask:
    """What the pages about all agencies are rendered from; workers inherit it.

    Attributes:
        task: What agencies are built with.
        context: What pages rest on.
        builds: By agency.
        earlier: Summaries of earlier days, the oldest first.
        home: Whether the site needs a front page of ours.
        store: Private folder for what is rendered.
    """

    task: AgencyTask
    context: BuildContext
    builds: Mapping[str, AgencyBuild]
    earlier: tuple[Snapshot, ...]
    home: bool
    store: Path

    @property
    def summaries(self) -> list[AgencySummary]:
        """All agencies that have pages."""
        return [item.summary for item in self.builds.values() if item.summary is not None]


def render_site(site: SiteTask) -> tuple[tuple[PageEntry, ...], AsOf]:
    """Render the pages about all agencies into the store, and tell for which days they are right.

    They are made in a process that takes its memory with it.
    """
    options = site.task.options
    as_of = AsOf(options.as_of)
    jobs = options.jobs if len(site.builds) >= FEWEST else 1
    entries: list[PageEntry] = []
    rendering = work(
        *(_render, [*_PARTS]),
        state=site,
        jobs=jobs,
        in_one=True,
        tell=functools.partial(options.progress.of, "dựng các trang chung"),
    )
    for rendered, span in rendering:
        entries += rendered
        as_of.adopt(*span)
    return tuple(entries), as_of


def read_site_pages(store: Path) -> Iterator[Page]:
    """Read what `render_site` left in the store, one page at a time."""
    for name in _PARTS:
        with (store / name).open("rb") as file:
            while file.peek(1):
                yield pickle.load(file)  # noqa: S301 - our own, in a private folder


def _render(site: SiteTask, name: str) -> tuple[list[PageEntry], tuple[date, date]]:
    pages, as_of = _PARTS[name](site)
    with (site.store / name).open("wb") as file:
        for page in pages:
            pickle.dump(page, file)
    return [PageEntry.of_site(page) for page in pages], as_of.span


def _general_pages(site: SiteTask) -> tuple[Sequence[Page], AsOf]:
    """Render all pages but those of the overview."""
    options, context, summaries = site.task.options, site.context, site.summaries
    as_of = AsOf(options.as_of)
    listed = dict(contributed(site.task, site.builds, read_listed))
    pages = [*site_pages(summaries, listed, context.site, as_of)]
    for tag in context.languages:
        if tag != "vi":
            pages += translated_site_pages(summaries, context.site_in(tag), as_of)
    if options.downloads:
        pages.append(open_data_page(summaries, context.site, as_of))
        pages.append(data_changes_page(context.site, as_of))
        pages.append(data_codes_page(context.site, as_of))
    # Front pages count what changed lately: they alone become others as days go by.
    counting = AsOf(options.as_of)
    front = _front_pages(summaries, listed, context, counting, home=site.home)
    dated = (*front, *(page.dated(as_of) for page in pages))
    as_of.adopt(*counting.span)
    return dated, as_of


def _overview_pages(site: SiteTask) -> tuple[Sequence[Page], AsOf]:
    """Render the pages of the overview, where the site has it.

    They show findings of every agency: they are right while all of those are.
    """
    as_of = AsOf(site.task.options.as_of)
    if not site.task.options.oversight:
        return (), as_of
    findings = {name: build.findings for name, build in site.builds.items() if build.findings}
    pages = [
        *oversight_pages(
            site.summaries,
            findings,
            site.context.site,
            as_of,
            earlier=site.earlier,
            boundaries=site.context.boundaries,
        )
    ]
    for build in site.builds.values():
        as_of.adopt(build.valid_from, build.valid_to)
    return [page.dated(as_of) for page in pages], as_of


# By the name of the file that they are left in: no agency's folder is called so.
_PARTS: Mapping[str, Callable[[SiteTask], tuple[Sequence[Page], AsOf]]] = {
    "@site": _general_pages,
    "@overview": _overview_pages,
}


def _front_pages(
    summaries: Sequence[AgencySummary],
    listed: Mapping[str, Sequence[ListedItem]],
    context: BuildContext,
    as_of: AsOf,
    *,
    home: bool,
) -> tuple[Page, ...]:
    """Render the front page in each language that needs one of ours."""
    languages = [
        tag for tag in context.languages if (home if tag == SOURCE else context.urls.single is None)
    ]
    pages = [front_page(summaries, listed, context.site_in(tag), as_of) for tag in languages]
    return tuple(page.dated(as_of) for page in pages)
