"""The page that searches all lists, and the ways to find without scripts."""

from __future__ import annotations

from access_info.legal.answers import answers
from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    INDEX,
    LAWS,
    LETTERS,
    REQUEST,
    SEARCH,
)
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.translations import Texts

# The search itself is fetched by those who search, with what it reads first.
_HEAD = (
    '<link rel="stylesheet" href="{root}assets/access-info/search.css">'
    '<script src="{root}assets/access-info/search-start.js" defer></script>'
)


def search_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the search page in the site's language."""
    urls, texts = site.urls, site.texts
    path = urls.site(SEARCH)
    index = urls.relative_file(path, urls.shared(INDEX)) + "/"
    law = law_in_force(site.framework, as_of)
    ways = [(urls.relative(path, urls.site(LAWS)), texts["search.by_point"])]
    if urls.single is None:
        ways[:0] = [
            (urls.relative(path, urls.site(LETTERS)), texts["search.by_letter"]),
            (urls.relative(path, urls.site(DIRECTORY)), texts["search.by_type"]),
        ]
    content = (
        environment(site.language)
        .get_template("site/search.html.jinja")
        .render(
            page={
                "heading": texts["search.title"],
                "updated": None,
                "law_line": law_line(law, site.language),
            },
            index=index,
            ways=ways,
            ask=urls.relative(
                path, urls.agency(urls.single, REQUEST) if urls.single else urls.site(ASK)
            ),
            ask_words=texts.plain("search.ask_agency", days=_longest_answer(law, texts)),
        )
    )
    return Page(
        path=path,
        kind=SEARCH,
        title=texts["search.title"],
        description=texts["search.description"],
        content=content,
        head=_HEAD.format(root=urls.root(path)),
        language=site.language,
        alternates=site.alternates(lambda other: other.site(SEARCH)),
    )


def _longest_answer(law: LawPack, texts: Texts) -> str:
    """Write the longest period within which a law has a request answered, without extensions."""
    periods = [answer.deadline for answer in answers(law) if answer.extends is None]
    longest = max(periods, key=lambda period: (period.unit == "ngay", period.value))
    return texts.words(longest.words).removeprefix("0")
