"""The page that tells readers of the files what has changed, and how to have it as it was."""

from __future__ import annotations

from access_info.model.registry import AsOf
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import DATA_CHANGES, OPEN_DATA
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line


def data_changes_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page of changes of the files' structure.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    urls, texts = site.urls, site.texts
    path = urls.site(DATA_CHANGES)
    title = texts["data_changes.title"]
    law = law_in_force(site.framework, as_of)
    content = (
        environment(site.language)
        .get_template("site/data_changes.html.jinja")
        .render(
            page={
                "heading": title,
                "updated": None,
                "law_line": law_line(law, site.language),
            },
            open_data=urls.relative(path, urls.site(OPEN_DATA)),
        )
    )
    return Page(
        path=path,
        kind="thay-doi-du-lieu",
        title=title,
        description=texts["data_changes.description"],
        content=content,
    )
