"""The page that tells readers of the files what has changed, and how to have it as it was."""

from __future__ import annotations

from access_info.exports import LIST_COLUMNS
from access_info.exports.version1 import converter_text
from access_info.model.as_of import AsOf
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.paths import DATA_CHANGES, DOWNLOADS, OPEN_DATA
from access_info.pages.rendering.site import Page, SiteContext, law_in_force, law_line


def data_changes_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page of changes of the files' structure.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    urls, texts = site.urls, site.texts
    path = urls.site(DATA_CHANGES)
    title = texts["data_changes.title"]
    schemas = [
        (
            urls.relative_file(path, urls.site(f"{DOWNLOADS}/{kind.name}.v1.schema.json")),
            texts[f"{TITLES[kind.name]}.title"],
        )
        for kind in LIST_COLUMNS
    ]
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
            schemas=schemas,
            converter=converter_text(),
            open_data=urls.relative(path, urls.site(OPEN_DATA)),
            keeps_version1=site.features.json_version == 1,
        )
    )
    return Page(
        path=path,
        kind="thay-doi-du-lieu",
        title=title,
        description=texts["data_changes.description"],
        content=content,
    )
