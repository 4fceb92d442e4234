"""What the site's own pages take from ours: entries of the navigation, words of templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation
from mkdocs.utils import get_relative_url

from access_info.pages.province.not_found import not_found_fragment
from access_info.pages.rendering.paths import (
    ACCESSIBILITY,
    ASK,
    DIRECTORY,
    FEED,
    FORM,
    LAWS,
    OVERSIGHT,
    SEARCH,
)
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pipeline import Prepared
from access_info.pipeline.publish.frames import likely_pages, main_links, own_stale, stale_days
from access_info.pipeline.publish.site_files import WORKER

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
    known = set(_addresses(nav.items))
    entries = [
        Link(words, address) for address, words in site_entries(prepared) if address not in known
    ]
    after_home = first and nav.homepage in nav.items[:1]
    position = 1 if after_home else len(nav.items)
    nav.items[position:position] = entries


def _addresses(items: Iterable[StructureItem]) -> Iterator[str]:
    for item in items:
        yield getattr(item, "url", "")
        yield from _addresses(getattr(item, "children", None) or ())


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


def frame_words(prepared: Prepared, *, language: str = SOURCE, home: str = "") -> dict[str, object]:
    """Gather what templates of the frame around every page show.

    Args:
        prepared: The site.
        language: Of the page.
        home: Path of the front page, as a page for unknown addresses needs it; "" for others.
    """
    build_context = prepared.context
    if build_context is None:
        return {}
    texts, urls = load_texts(language), build_context.site_in(language).urls
    words = {
        name: texts[f"site.{name}"]
        for name in (
            "search",
            "search_box",
            "search_button",
            "site_pages",
            "agency_pages",
            "skip",
            "crumbs",
        )
    }
    words["menu"] = texts["site.menu"]
    words["stale"] = own_stale(texts)
    words["accessibility"] = texts["foot.accessibility"]
    words["notice"] = texts.phrase(build_context.place.notice or "")
    if home:
        words["not_found"] = not_found_fragment(
            build_context.site, home=home, pages=likely_pages(prepared)
        )
        words["not_found_title"] = texts["site.not_found_title"]
    return {
        "words": words,
        # The site's own front page is Vietnamese; other languages have one of ours.
        "home": main_links(build_context, language)[0][0] if language != SOURCE else "",
        "accessibility": urls.address(urls.site(ACCESSIBILITY)),
        "search": urls.address(urls.site(SEARCH)) if prepared.options.search else "",
        "worker": urls.shared(WORKER) if prepared.options.offline else "",
        "tells_age": bool(stale_days(build_context)),
        "feed": urls.shared(FEED) if _has_feed(prepared) else "",
        "languages": _home_languages(prepared),
    }


def home_path(site_url: str | None) -> str:
    """Return the front page's absolute path, as a page for unknown addresses needs it.

    Args:
        site_url: Absolute address of the site, where it is known.
    """
    _, _, place = (site_url or "").partition("//")
    return f"/{place.partition('/')[2]}"


def _has_feed(prepared: Prepared) -> bool:
    """Tell whether there is a feed of all agencies."""
    build_context = prepared.context
    return (
        build_context is not None
        and build_context.features.downloads
        and build_context.urls.single is None
        and bool(build_context.urls.site_url)
        and any(item.summary and item.summary.news for item in prepared.builds.values())
    )


def _home_languages(prepared: Prepared) -> list[tuple[str, str, str, str]]:
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
