"""Pages about all agencies, but front pages and those of oversight and open data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from access_info.loading.folders import is_agency_id
from access_info.model.registry import AsOf
from access_info.pages.province.accessibility import accessibility_page, load_record
from access_info.pages.province.accuracy import accuracy_page
from access_info.pages.province.directory import directory_pages
from access_info.pages.province.law_pages import law_pages
from access_info.pages.province.look_page import look_page
from access_info.pages.province.request_pages import request_pages
from access_info.pages.province.search_page import search_page
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.listed_items import ListedItem
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import FIXED_PAGES
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import AgencySummary


def site_pages(
    summaries: Sequence[AgencySummary],
    listed: Mapping[str, Sequence[ListedItem]],
    site: SiteContext,
    as_of: AsOf,
) -> Iterator[Page]:
    """Render the pages that are not one agency's, but front pages, those of oversight and open data.

    Args:
        summaries: All agencies.
        listed: By agency, its items in force, the newest first.
        site: What pages share.
        as_of: The day of judgement.
    """
    if site.urls.single is None:
        yield from directory_pages(summaries, site, as_of)
    yield from law_pages(summaries, listed, site, as_of)
    if site.features.search:
        yield search_page(site, as_of)
    yield from request_pages(summaries, site, as_of)
    yield accessibility_page(site, as_of, record=load_record())
    yield accuracy_page(site, as_of)
    yield look_page(site, as_of)
    yield from _redirects(site)


def translated_site_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Render the site-wide pages that a further language of the interface offers.

    Args:
        summaries: All agencies.
        site: What pages share, in the language.
        as_of: The day of judgement.
    """
    pages: list[Page] = []
    if site.urls.single is None:
        pages += directory_pages(summaries, site, as_of)
    if site.features.search:
        pages.append(search_page(site, as_of))
    pages += request_pages(summaries, site, as_of)
    pages.append(accessibility_page(site, as_of, record=load_record()))
    pages.append(accuracy_page(site, as_of))
    start = site.urls.site("")
    for page in pages:
        if page.path == start or page.path.startswith(f"{start}/"):
            yield dataclasses.replace(page, language=site.language)


def _redirects(site: SiteContext) -> Iterator[Page]:
    """Render, for old folder names of `_dia-ban.yml`, pages that lead to the new place."""
    for entry in site.place.redirects:
        if not entry.old or not entry.new or entry.old in site.agencies:
            continue
        if not is_agency_id(entry.old) or entry.new not in site.agencies:
            continue  # the check reports it; a wrong name must not become a path
        for name in ("", *FIXED_PAGES):
            yield _redirect(site, site.urls.agency(entry.old, name), entry.new, name)


def _redirect(site: SiteContext, source: str, agency: str, name: str) -> Page:
    """Render a page that leads on at once to an agency's page, and says so."""
    target = site.urls.agency(agency, name)
    href = site.urls.relative(source, target)
    template = environment(site.language).get_template("site/redirect.html.jinja")
    return Page(
        path=source,
        kind="chuyen",
        title=site.texts["site.moved_title"],
        description=site.texts["site.moved_text"],
        content=template.render(href=href, agency=agency),
        indexed=False,
        forward=href,
        canonical=target,
    )
