"""Links in hand-written pages to pages of ours, checked by MkDocs itself.

Our pages are not MkDocs files. When a page links to one (`co-quan/so-tu-phap/cong-khai.md`, or
the folder it is published as), a stand-in file is added just before MkDocs reads the page: it
resolves, its anchors are known, and nothing is built or copied for it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from access_info.pages.rendering.paths import FORM
from access_info.pages.rendering.translations import load_texts
from access_info.pages.rendering.urls import Urls
from access_info.pipeline import Prepared
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.trust.manifest import manifest_paths

# `[x](co-quan/so-mau.md#muc)`, `<a href="co-quan/">`, `[1]: co-quan/so-mau.md`; no bare address.
_TARGET = re.compile(
    r"""\]\(\s*<?([^)\s>#]*)|(?:href|src)=["']([^"'#]*)|^\[[^\]]+\]:\s*(\S+)""", re.M
)
# Marks an entry of a list of links; where no form is built it stays a comment that nobody sees.
_FORM = "<!-- access-info: form -->"


class PublishedPage(File):
    """Stands for a page that the plugin writes by itself."""

    def is_documentation_page(self) -> bool:
        """Tell MkDocs not to build the page."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs's own
        """Copy nothing: the plugin writes the page itself."""


def add_linked_pages(
    markdown: str,
    *,
    source: str,
    files: Files,
    config: MkDocsConfig,
    urls: Urls,
    pages: Mapping[str, PageEntry],
) -> None:
    """Add a stand-in for every page of ours that a text links to.

    Args:
        markdown: The text.
        source: Path of the file it stands in, below the folder of documents.
        files: MkDocs's files, added to.
        config: MkDocs's configuration.
        urls: Where our pages stand.
        pages: Our pages, by logical path.
    """
    for groups in _TARGET.findall(markdown):
        target = unquote(next((group for group in groups if group), ""))
        if not target or ":" in target or target.startswith("/"):
            continue
        src = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        logical = re.sub(r"(^|/)index$", "", src.removesuffix(".md").removesuffix(".html"))
        if logical not in pages or files.get_file_from_path(src) is not None:
            continue
        files.append(_stand_in(src, config, urls, pages[logical]))


def taken_addresses(files: Files, urls: Urls, pages: Iterable[PageEntry]) -> list[str]:
    """List the site's own files that would be written where one of our pages stands."""
    ours = {urls.file(entry.path) for entry in pages} | manifest_paths(urls)
    return sorted(
        file.src_uri for file in files if file.dest_uri in ours and not file.inclusion.is_excluded()
    )


def _stand_in(src: str, config: MkDocsConfig, urls: Urls, page: PageEntry) -> File:
    stand_in = PublishedPage(
        src,
        src_dir=None,
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        dest_uri=urls.file(page.path),
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    known: Any = SimpleNamespace(present_anchor_ids=set(page.anchors))
    stand_in.page = known
    return stand_in


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
