"""What stands around pages without a theme, and the words of it that themes show too."""

from __future__ import annotations

from collections.abc import Iterable

from access_info.pages.rendering.paths import (
    ACCESSIBILITY,
    ASK,
    DIRECTORY,
    LAWS,
    OVERSIGHT,
    REQUEST,
    SEARCH,
)
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.site_files import WORKER
from access_info.shells import EmbedTexts, PlainTexts, Shell, embed_shell, plain_shell


class PlainShells:
    """Gives plain shells for a site."""

    def __init__(self, prepared: Prepared, *, canonical: bool = True) -> None:
        """Take the site that shells are made for.

        Args:
            prepared: The site.
            canonical: Whether pages have an address of their own (the page for unknown ones has
                none).
        """
        if prepared.context is None:
            raise ValueError("the laws cannot be read")
        self._context = prepared.context
        self._canonical = canonical and bool(self._context.urls.site_url)
        self._offline = prepared.options.offline

    def __call__(self, depth: int, *, edit: bool, nav: bool, language: str = "vi") -> Shell:
        """Return the shell of pages at a depth, with or without an edit link and a navigation."""
        return plain_shell(self._texts(language), depth=depth, edit=edit, nav=nav)

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames."""
        return embed_shell(embed_texts(self._context), depth=depth)

    def assets(self, shells: Iterable[Shell]) -> dict[str, str]:
        """Return nothing: plain shells need only our own assets."""
        del shells
        return {}

    def _texts(self, language: str) -> PlainTexts:
        texts, place = load_texts(language), self._context.place
        urls = self._context.site_in(language).urls
        links = main_links(self._context, language)
        return PlainTexts(
            language=language,
            site_name=texts.plain("site.home_title_of", name=place.name)
            if place.name
            else texts["site.section"],
            notice=texts.phrase(place.notice or ""),
            notice_label=texts["site.notice"],
            skip=texts["site.skip"],
            home=links[0][0],
            search=texts["site.search"],
            search_box=texts["site.search_box"],
            search_button=texts["site.search_button"],
            search_address=urls.address(urls.site(SEARCH)),
            site_pages=texts["site.site_pages"],
            agency_pages=texts["site.agency_pages"],
            edit=texts["site.edit"],
            links=tuple(links),
            stale=texts["foot.stale"],
            stale_days=stale_days(self._context),
            has_canonical=self._canonical,
            worker=urls.shared(WORKER) if self._offline else "",
            accessibility=texts["foot.accessibility"],
            accessibility_address=urls.address(urls.site(ACCESSIBILITY)),
        )


def main_links(context: BuildContext, language: str) -> list[tuple[str, str]]:
    """List the site's main pages in a language: address below the site's root, words."""
    texts, urls = load_texts(language), context.site_in(language).urls
    if language != SOURCE and urls.single is not None:
        # A lone agency's own pages stand where a front page would.
        request = urls.address(urls.agency(urls.single, REQUEST))
        return [(request, texts["nav.request"])]
    links = [(urls.address(urls.site("")), texts["site.home"])]
    if urls.single is None:
        links.append((urls.address(urls.site(DIRECTORY)), texts["site.agencies"]))
        links.append((urls.address(urls.site(ASK)), texts["site.ask"]))
        if context.features.oversight:
            links.append((urls.address(urls.site(OVERSIGHT)), texts["site.duties"]))
    links.append((urls.address(urls.site(LAWS)), texts["site.laws"]))
    return links


def stale_days(context: BuildContext) -> int | None:
    """Return after how many days the jurisdiction holds a copy of a page to be old, or `None`."""
    return context.place.freshness.stale_copy_days if context.place.freshness else None


def embed_texts(context: BuildContext) -> EmbedTexts:
    """Gather the words around pages for other portals' frames."""
    texts = load_texts()
    return EmbedTexts(
        language=texts.language,
        notice=context.place.notice or "",
        skip=texts["site.skip"],
        stale=texts["foot.stale"],
        stale_days=stale_days(context),
        has_canonical=bool(context.urls.site_url),
        full=texts["embed.full"],
        pages=texts["site.agency_pages"],
        accessibility=texts["foot.accessibility"],
        accessibility_address=context.urls.address(context.urls.site(ACCESSIBILITY)),
    )
