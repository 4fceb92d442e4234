"""Renders the site's own theme around our pages, once for each depth of folders, with slots to fill.

Whatever the theme: our content stands where it puts a page's content, and all else stays as the site's
owner has it. MkDocs gives themes a `Page`; the one given here has slots for title, content and the like.
"""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
import material
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme

from access_info.pipeline import PlainShells, Prepared
from access_info.pipeline.publish.site_files import guest_styles
from access_info.plugin.published_pages import every_item
from access_info.shells.guest import CONTENT_ID, guest_content, guest_shell
from access_info.shells.page import Shell
from access_info.source.placeholders import slot
from access_info.source.replacing import is_backup_copy

_FOLDER = Path(__file__).parent.parent / "templates" / "theme"
SITE_FOLDER = _FOLDER / "site"
OWN_FOLDER = _FOLDER / "own"


class _PageWithSlots(Page):
    """A page for the theme to render, with slots in place of a title: it stands for all ours at a depth."""

    is_homepage = False


@dataclasses.dataclass(frozen=True)
class ThemeShells:
    """Makes the shells (pages with slots) of our pages from the site's own theme.

    Attributes:
        config: MkDocs's settings.
        nav: The site's navigation.
        files: The site's files.
        environment: The theme's templates, as all plugins have changed them.
        prepared: The site.
    """

    config: MkDocsConfig
    nav: Navigation
    files: Files
    environment: jinja2.Environment
    prepared: Prepared

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str, home: bool = False
    ) -> Shell:
        """Render the shell of pages at a depth.

        Args:
            depth: Folders between the page and the site's root.
            edit: Whether the pages have a link to edit their data.
            nav: Whether the pages have a navigation of their own, as an agency's have.
            language: BCP 47 tag.
            home: Whether it is for the front page of our section.
        """
        file = File.generated(
            self.config, "x/" * depth + "index.md", content="", inclusion=InclusionLevel.EXCLUDED
        )
        page = _PageWithSlots(slot("title"), file, self.config)
        page.title, page.meta = slot("title"), {"description": slot("description")}
        page.canonical_url = slot("canonical") if self.config.site_url else None
        page.edit_url = slot("edit_url") if edit else None
        page.toc = TableOfContents([AnchorLink(slot("toc_title"), CONTENT_ID, level=2)])
        texts, host = self._plain.texts(language), self.config.theme.name or ""
        page.content = guest_content(texts, depth=depth, host=host, nav=nav, home=home)
        context: dict[str, Any] = dict(get_context(self.nav, self.files, self.config, page))
        _mark(self._section_entry, active=True)
        try:
            rendered = self.environment.get_template("main.html").render(context)
        finally:
            _mark(self._section_entry, active=False)
        return guest_shell(rendered, depth=depth, canonical=texts.has_canonical)

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames, which has no theme."""
        return self._plain.embed(depth)

    def assets(self, shells: Iterable[Shell]) -> dict[str, str]:
        """Return text by path of the style sheets for our pages in the host's theme."""
        del shells  # the sheets are the same for all of them
        return guest_styles(self.prepared.options.cache)

    @functools.cached_property
    def _plain(self) -> PlainShells:
        """The shells without a theme, which give the texts and the pages for other portals' frames."""
        return PlainShells(self.prepared)

    @functools.cached_property
    def _section_entry(self) -> StructureItem | None:
        """The navigation's entry that leads to our section, to be marked as current; `None` without one."""
        context = self.prepared.context
        if context is None or not context.urls.prefix:
            return None
        address = context.urls.address(context.urls.site(""))
        items = every_item(self.nav.items)
        return next((item for item in items if getattr(item, "url", None) == address), None)


def _mark(entry: StructureItem | None, *, active: bool) -> None:
    """Set or clear the mark that the reader is at an entry of the navigation or below it."""
    for item in (entry, *entry.ancestors) if entry is not None else ():
        item.active = active  # type: ignore[attr-defined] # each kind of item has it


# Files that MkDocs need not list or write: hidden folders of icons, backup copies, unused assets.

# Material's scripts and styles, which our own frame does not use.
_IDLE_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")


class _VisibleTemplates(jinja2.FileSystemLoader):
    """Loads any template by name, but lists only those outside hidden folders, which saves time."""

    def list_templates(self) -> list[str]:
        """List the templates' names in order, as Jinja's own loader does, without hidden folders.

        A folder below them is not even looked into, which is where the time goes.
        """
        names: set[str] = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(root).as_posix().removeprefix(".")
                names.update(f"{below}/{name}".removeprefix("/") for name in files)
        return sorted(names)


def leave_out_hidden(theme: Theme) -> None:
    """Make MkDocs's list of templates faster, by leaving out hidden folders from the start.

    MkDocs lists all of a theme's templates, then drops those in hidden folders; Material keeps more than
    ten thousand icons in one.

    Args:
        theme: MkDocs's theme, whose Jinja environment has not been made yet.
    """
    make = theme.get_env

    def get_env() -> jinja2.Environment:
        """Return the theme's environment, with a loader that lists no hidden folders."""
        environment = make()
        if type(environment.loader) is jinja2.FileSystemLoader:
            environment.loader = _VisibleTemplates(environment.loader.searchpath)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def leave_out_idle(files: Files, config: MkDocsConfig, *, whole_site: bool) -> None:
    """Leave out the files that no reader needs: backup copies that an upgrade kept, and unused assets.

    Where our frame is around every page, none loads the theme's scripts and styles. They weigh
    2.5 MB, search in thirty languages and maps for debuggers among them. They stay where the site has
    templates of its own (`custom_dir`), which may use them.

    Args:
        files: All that MkDocs would write; changed in place.
        config: MkDocs's settings.
        whole_site: Whether our frame is around every page.
    """
    theme = Path(material.__file__).parent
    has_idle = whole_site and not config.theme.custom_dir
    for file in [*files]:
        is_idle = has_idle and file.src_uri.startswith(_IDLE_FOLDERS)
        if is_backup_copy(file.src_uri) or (
            is_idle and Path(file.src_dir or "").is_relative_to(theme)
        ):
            files.remove(file)
