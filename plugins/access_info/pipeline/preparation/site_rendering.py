"""Pages about all agencies, rendered from what each of them contributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from access_info.assessment.snapshots import Snapshot
from access_info.model.registry import AsOf
from access_info.pages.oversight.overview import oversight_pages
from access_info.pages.province.home import front_page
from access_info.pages.province.site_pages import site_pages, translated_site_pages
from access_info.pages.rendering.listed_items import ListedItem
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.translations import SOURCE
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.contributions import read_listed
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.contributed import contributed
from access_info.pipeline.preparation.data_pages.changes import data_changes_page
from access_info.pipeline.preparation.data_pages.codes import data_codes_page
from access_info.pipeline.preparation.data_pages.open_data import open_data_page


def render_site(
    task: AgencyTask,
    context: BuildContext,
    builds: Mapping[str, AgencyBuild],
    earlier: tuple[Snapshot, ...],
    *,
    home: bool,
) -> tuple[tuple[Page, ...], AsOf]:
    """Render the pages about all agencies, and tell for which days they are right.

    Args:
        task: What agencies are built with.
        context: What pages rest on.
        builds: By agency.
        earlier: Summaries of earlier days, the oldest first.
        home: Whether the site needs a front page of ours.
    """
    options = task.options
    as_of = AsOf(options.as_of)
    summaries = [item.summary for item in builds.values() if item.summary is not None]
    listed = dict(contributed(task, builds, read_listed))
    pages = [*site_pages(summaries, listed, context.site, as_of)]
    # Pages of the overview show findings of every agency: they are right while all of those are.
    judging = AsOf(options.as_of)
    judged: tuple[Page, ...] = ()
    if options.oversight:
        findings = {name: build.findings for name, build in builds.items() if build.findings}
        judged = tuple(
            oversight_pages(
                summaries,
                findings,
                context.site,
                judging,
                earlier=earlier,
                boundaries=context.boundaries,
            )
        )
        for build in builds.values():
            judging.adopt(build.valid_from, build.valid_to)
        judged = tuple(page.dated(judging) for page in judged)
    for tag in context.languages:
        if tag != "vi":
            pages += translated_site_pages(summaries, context.site_in(tag), as_of)
    if options.downloads:
        pages.append(open_data_page(summaries, context.site, as_of))
        pages.append(data_changes_page(context.site, as_of))
        pages.append(data_codes_page(context.site, as_of))
    # Front pages count what changed lately: they alone become others as days go by.
    counting = AsOf(options.as_of)
    front = _front_pages(summaries, listed, context, counting, home=home)
    rendered = (*front, *(page.dated(as_of) for page in pages), *judged)
    as_of.adopt(*judging.span)
    as_of.adopt(*counting.span)
    return rendered, as_of


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
