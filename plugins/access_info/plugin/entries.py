"""What the site's own pages take from ours: entries of the navigation, what the front page's head and the 404 page say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation
from mkdocs.utils import get_relative_url

from access_info.pages.province.site_pages import not_found_fragment
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import ASK, DIRECTORY, FEED, FORM, LAWS, OVERSIGHT
from access_info.pipeline import Prepared
from access_info.pipeline.publish.frames import likely_pages

# Marks an entry of a list of links; where no form is built it stays a comment that nobody sees.
_FORM = "<!-- access-info: form -->"


def site_entries(prepared: Prepared) -> list[tuple[str, str]]:
    """List our entries of the site's navigation: address below the root, words."""
    build_context = prepared.context
    if build_context is None:
        return []
    texts, urls = load_texts(), build_context.urls
    if urls.prefix:
        return [(urls.address(urls.site("")), texts["site.section"])]
    entries = []
    if urls.single is None:
        entries.append((urls.address(urls.site(DIRECTORY)), texts["site.agencies"]))
        entries.append((urls.address(urls.site(ASK)), texts["site.ask"]))
        if build_context.features.oversight:
            entries.append((urls.address(urls.site(OVERSIGHT)), texts["site.duties"]))
    elif urls.overview:
        entries.append((urls.address(urls.agency(urls.single)), texts["site.section"]))
    entries.append((urls.address(urls.site(LAWS)), texts["site.laws"]))
    return entries


def add_entries(nav: Navigation, prepared: Prepared, *, first: bool) -> None:
    """Add our entries to a site's navigation, but those that it has by hand.

    Args:
        nav: The navigation.
        prepared: The site.
        first: Whether they stand first, behind the front page, rather than last.
    """
    known = {getattr(item, "url", "") for item in every_item(nav.items)}
    entries = [
        Link(words, address) for address, words in site_entries(prepared) if address not in known
    ]
    after_home = first and nav.homepage in nav.items[:1]
    position = 1 if after_home else len(nav.items)
    nav.items[position:position] = entries


def every_item(items: Iterable[StructureItem]) -> Iterator[StructureItem]:
    """Yield all items of a navigation, each before those below it."""
    for item in items:
        yield item
        yield from every_item(getattr(item, "children", None) or ())


def with_form_link(markdown: str, *, source: str, prepared: Prepared) -> str:
    """Put a link to the form in the place of `_FORM`, if there is a form.

    Args:
        markdown: The text.
        source: Address of the page below the site's root.
        prepared: The site.
    """
    if _FORM not in markdown or prepared.context is None or prepared.options.form is None:
        return markdown
    address = get_relative_url(f"{prepared.context.urls.shared(FORM)}/", source)
    return markdown.replace(_FORM, f'- <a href="{address}">{load_texts()["site.form"]}</a>')


def home_path(site_url: str | None) -> str:
    """Return the front page's absolute path, as a page for unknown addresses needs it.

    Args:
        site_url: Absolute address of the site, where it is known.
    """
    _, _, place = (site_url or "").partition("//")
    return f"/{place.partition('/')[2]}"


def not_found(prepared: Prepared, home: str) -> str:
    """Render what the page for unknown addresses says.

    Args:
        prepared: The site.
        home: Path of the front page.
    """
    if prepared.context is None:
        return ""
    return not_found_fragment(prepared.context.site, home=home, pages=likely_pages(prepared))


def feed_of_all(prepared: Prepared) -> str:
    """Return where the feed of all agencies stands below the root, or ""."""
    build_context = prepared.context
    has_feed = (
        build_context is not None
        and build_context.features.downloads
        and build_context.urls.single is None
        and bool(build_context.urls.site_url)
        and any(item.summary and item.summary.news for item in prepared.builds.values())
    )
    return build_context.urls.shared(FEED) if build_context and has_feed else ""


def home_languages(prepared: Prepared) -> list[tuple[str, str, str, str]]:
    """List the front page in each language: tag, its own name, address, absolute address or "".

    The Vietnamese one is the site's own where all of the site is ours.
    """
    build_context = prepared.context
    if build_context is None or build_context.urls.prefix or build_context.urls.single is not None:
        return []
    urls = build_context.urls
    return [
        (tag, load_texts(tag)["site.language"], urls.address(path), urls.absolute(path))
        for tag, path in build_context.site.alternates(lambda other: other.site(""))
    ]
