"""The page that searches all lists, and the ways to find without scripts."""

from __future__ import annotations

from access_info.model.registry import AsOf
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import DIRECTORY, INDEX, LAWS, LETTERS, SEARCH
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line

# The index's first piece is loaded with the page: asked for by the script it costs a round trip.
_HEAD = (
    '<link rel="stylesheet" href="{root}assets/access-info/search.css">'
    '<script src="{root}assets/access-info/search.js" defer></script>'
    '<link rel="preload" as="script" href="{index}muc-luc.js">'
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
        )
    )
    return Page(
        path=path,
        kind=SEARCH,
        title=texts["search.title"],
        description=texts["search.description"],
        content=content,
        head=_HEAD.format(root=urls.root(path), index=index),
        language=site.language,
        alternates=site.alternates(lambda other: other.site(SEARCH)),
    )
