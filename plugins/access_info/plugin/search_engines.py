"""What MkDocs tells search engines of a site's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from access_info.loading import last_days
from access_info.pipeline import Prepared
from access_info.pipeline.publish.sitemap import (
    ROBOTS,
    SITEMAP,
    newest_day,
    pack_sitemap,
    robots_text,
)


def listed_pages(prepared: Prepared, config: MkDocsConfig, pages: Iterable[File]) -> list[File]:
    """Choose the pages for MkDocs's sitemap: those that do not ask to be left out.

    Where the whole site is ours they have the day of their last commit, else that of the newest data,
    rather than that of the build.

    Args:
        prepared: The site.
        config: MkDocs's.
        pages: All of them.
    """
    listed = [
        file for file in pages if file.page is None or file.page.meta.get("robots") != "noindex"
    ]
    if _is_whole(config) and prepared.context is not None:
        changed, newest = last_days(Path(config.docs_dir)), newest_day(prepared)
        for file in listed:
            if file.page is not None:
                file.page.update_date = changed.get(file.src_uri, newest)
    return listed


def finish_sitemap(out: Path, config: MkDocsConfig) -> None:
    """Take the hour out of the packed sitemap; write `robots.txt` unless the owner has written one.

    Only a site that is ours alone gets one.

    Args:
        out: The output folder.
        config: MkDocs's.
    """
    if (out / SITEMAP).is_file():
        pack_sitemap(out)
    text = robots_text(config.site_url or "") if _is_whole(config) else ""
    if text and not (out / ROBOTS).exists():
        (out / ROBOTS).write_text(text, encoding="utf-8", newline="\n")


def _is_whole(config: MkDocsConfig) -> bool:
    return bool(config.plugins["access-info"].config["whole_site"])
