"""The list of an agency's own pages, which stands on each of them."""

from __future__ import annotations

import markupsafe

from access_info.model.registry import Agency
from access_info.pages.agency.facts import has_content
from access_info.pages.agency.links import TITLES, page_links
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.escaping import escaped
from access_info.pages.rendering.paths import COMPLIANCE, OVERVIEW, PROSE
from access_info.pages.rendering.site import SiteContext
from access_info.source.placeholders import mark_full_only

# The head of a frame names the agency.
_NAME = mark_full_only('<full-only><p class="ai-nav-name">%s</p></full-only>')


def agency_nav(agency: Agency, site: SiteContext, current: str, *, ended: bool = False) -> str:
    """Render the list of an agency's own pages as HTML.

    Args:
        agency: The agency.
        site: What pages share.
        current: Name of the page that it is for.
        ended: Whether the agency is no more: only what it left is listed.
    """
    title = _NAME % escaped(site.texts.phrase(agency.short_name))
    if agency.pages or ended:
        return title + _list(agency, site, current, ended=ended)
    # Agencies without pages of their own have the same ones.
    key = ("nav", current)
    if key not in site.parts:
        links = _list(agency, site, current, ended=False)
        site.parts[key] = markupsafe.Markup(links)  # noqa: S704 - rendered with autoescape
    return f"{title}{site.parts[key]}"


def _list(agency: Agency, site: SiteContext, current: str, *, ended: bool) -> str:
    links = page_links(site.urls, agency.id, current)
    entries = [
        {
            "href": getattr(links, key),
            "title": site.texts[f"nav.{key}"],
            "current": name == current,
        }
        for name, key in TITLES.items()
        if not ended or name in {OVERVIEW, current} or has_content(agency, name)
    ]
    if site.features.oversight and (not ended or current == COMPLIANCE):
        title = site.texts["nav.standing"]
        entries.append({"href": links.standing, "title": title, "current": current == COMPLIANCE})
    entries += [
        {
            "href": links.prose(page.name),
            "title": site.texts.phrase(page.title),
            "current": current == f"{PROSE}/{page.name}",
        }
        for page in agency.pages
        if not page.fields.is_withdrawn or current == f"{PROSE}/{page.name}"
    ]
    template = environment(site.language).get_template("agency/nav.html.jinja")
    return template.render(entries=entries)
