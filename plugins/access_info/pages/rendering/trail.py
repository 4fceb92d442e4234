"""Breadcrumbs: the way from the front page to a page, told by the page's own path."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping

import markupsafe

from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    FIGURES,
    HOW,
    LAWS,
    LETTERS,
    MATRIX,
    MONTHS,
    OPEN_DATA,
    OVERSIGHT,
    SEARCH,
)
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pages.rendering.urls import Urls

# Pages that have others below them, or are known by a shorter name than their heading.
_NAMES = {
    ASK: "site.ask",
    DIRECTORY: "site.agencies",
    FIGURES: "oversight.figures",
    HOW: "oversight.how_title",
    LAWS: "site.laws",
    LETTERS: "directory.letters_title",
    MATRIX: "oversight.matrix",
    MONTHS: "due.title",
    OPEN_DATA: "foot.open_data",
    OVERSIGHT: "site.duties",
    SEARCH: "site.find",
}


@dataclasses.dataclass(frozen=True)
class Trails:
    """Tells where each page of a site stands.

    Attributes:
        urls: Where pages stand.
        agencies: Agencies' short names.
        laws: Laws' names by the last part of their address.
        paths: Logical paths of the site-wide pages that there are.
    """

    urls: Urls
    agencies: Mapping[str, str]
    laws: Mapping[str, str]
    paths: Collection[str]

    def crumbs(self, page: Page) -> str:
        """Render the way to a page as a list of links; the page itself is its last entry."""
        links = [
            (self.urls.relative(page.path, path), words) for path, words in self._ancestors(page)
        ]
        return crumb_list(links, self._own_name(page), page.language)

    def steps(self, page: Page) -> list[tuple[str, str]]:
        """List name and absolute address of each page on the way to one, itself last."""
        ways = [*self._ancestors(page), (page.path, self._own_name(page))]
        return [
            (
                words.striptags() if isinstance(words, markupsafe.Markup) else words,
                self.urls.absolute(path),
            )
            for path, words in ways
        ]

    def _ancestors(self, page: Page) -> Iterator[tuple[str, str | markupsafe.Markup]]:
        """Yield logical path and name of each page above one, from the front page on."""
        texts = load_texts(page.language)
        urls = self.urls.in_language("" if page.language == SOURCE else page.language)
        front = urls.agency(urls.single) if urls.single else urls.site("")
        if urls.prefix:
            yield "", texts["site.home"]  # of the site that ours is a section of
            yield front, texts["site.section"]
        else:
            yield front, texts["site.home"]
        known = self._below(page)
        for end in range(1, len(known)):
            name, last = "/".join(known[:end]), known[end - 1]
            if name in _NAMES and urls.site(name) in self.paths:
                yield urls.site(name), texts[_NAMES[name]]
            elif name == f"{DIRECTORY}/{last}" and last in self.agencies:
                yield urls.in_language("").agency(last), texts.phrase(self.agencies[last])
            elif name == f"{LAWS}/{last}" and last in self.laws:
                yield urls.site(name), texts.phrase(self.laws[last])

    def _own_name(self, page: Page) -> str | markupsafe.Markup:
        texts, known = load_texts(page.language), self._below(page)
        name = "/".join(known)
        if name in _NAMES:
            return texts[_NAMES[name]]
        if known and name == f"{DIRECTORY}/{known[-1]}" and known[-1] in self.agencies:
            return texts.phrase(self.agencies[known[-1]])
        return page.crumb or page.title

    def _below(self, page: Page) -> list[str]:
        """Split a page's path below the front page, without folders of languages."""
        path = page.path.removeprefix(self.urls.prefix).strip("/")
        return [part for part in path.split("/") if part and part not in self.urls.languages]


def crumb_list(
    links: list[tuple[str, str | markupsafe.Markup]], current: str, language: str = "vi"
) -> str:
    """Render a breadcrumb.

    Args:
        links: Address and words of each page above the current one.
        current: What the current page is called.
        language: Of the page.
    """
    template = environment(language).get_template("parts/crumbs.html.jinja")
    return template.render(links=links, current=current)
