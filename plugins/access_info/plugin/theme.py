"""A page of the site's own theme around ours, rendered once for each depth, with slots.

Whatever the theme: we put our content where it puts a page's, and leave all else as the site's owner
has it. MkDocs gives themes a `Page`; ours has slots in the place of what pages differ in.
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
    """A page that stands for all of ours at a depth."""

    is_homepage = False


@dataclasses.dataclass(frozen=True)
class ThemeShells:
    """Makes shells from the site's own theme.

    Attributes:
        config: MkDocs's.
        nav: The site's navigation.
        files: The site's files.
        environment: The theme's templates, after all plugins have had their say.
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
        """Render the shell for a depth, with or without an edit link and own navigation."""
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
        """Return the styles of pages in somebody else's site."""
        del shells
        return guest_styles(self.prepared.options.cache)

    @functools.cached_property
    def _plain(self) -> PlainShells:
        return PlainShells(self.prepared)

    @functools.cached_property
    def _section_entry(self) -> StructureItem | None:
        """The navigation's entry that leads to our section, ours or the owner's."""
        context = self.prepared.context
        if context is None or not context.urls.prefix:
            return None
        address = context.urls.address(context.urls.site(""))
        items = every_item(self.nav.items)
        return next((item for item in items if getattr(item, "url", None) == address), None)


def _mark(entry: StructureItem | None, *, active: bool) -> None:
    """Mark an entry, and all above it, as where the reader is, or no more."""
    for item in (entry, *entry.ancestors) if entry is not None else ():
        item.active = active  # type: ignore[attr-defined] # each kind of item has it


# The theme's files, and the site's own, without those that no reader needs.

_IDLE_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")


class _VisibleTemplates(jinja2.FileSystemLoader):
    """Lists what lies in no hidden folder; what is asked for by name is found there too."""

    def list_templates(self) -> list[str]:
        """List names as the loader of all templates does, in order."""
        names: set[str] = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(root).as_posix().removeprefix(".")
                names.update(f"{below}/{name}".removeprefix("/") for name in files)
        return sorted(names)


def leave_out_hidden(theme: Theme) -> None:
    """Spare MkDocs the listing of hidden folders: Material keeps more than ten thousand icons in one.

    MkDocs lists all of a theme's templates, and leaves out by their names those in hidden folders.

    Args:
        theme: MkDocs's, whose environment has not been made yet.
    """
    make = theme.get_env

    def get_env() -> jinja2.Environment:
        environment = make()
        if type(environment.loader) is jinja2.FileSystemLoader:
            environment.loader = _VisibleTemplates(environment.loader.searchpath)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def leave_out_idle(files: Files, config: MkDocsConfig, *, whole_site: bool) -> None:
    """Leave out the files that no reader needs: what an upgrade kept, and what no page loads.

    Where our frame is around every page, none loads the theme's scripts and styles. They weigh
    2.5 MB, search in thirty languages and maps for debuggers among them. Templates of the site's own
    may use them.

    Args:
        files: All that MkDocs would write.
        config: MkDocs's.
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
