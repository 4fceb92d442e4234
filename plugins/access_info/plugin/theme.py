"""The theme's page as a shell: rendered once for each depth, with slots."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from access_info.shells import Shell, slot

_FOLDER = Path(__file__).parent.parent / "templates" / "theme"
SHELL_FOLDER = _FOLDER / "shell"
SITE_FOLDER = _FOLDER / "site"
CONTENT_ID = "noi-dung-chinh"


@dataclasses.dataclass(frozen=True)
class ThemeShells:
    """Makes shells from the site's own Material theme.

    Attributes:
        config: MkDocs's.
        nav: The site's navigation.
        files: The site's files.
        environment: The theme's templates, after all plugins have had their say.
        words: Texts of the template by name.
        links: Links of an agency's navigation to the rest of the site: address, words.
        whole_site: Whether styles already stand on every page.
    """

    config: MkDocsConfig
    nav: Navigation
    files: Files
    environment: jinja2.Environment
    words: dict[str, str]
    links: tuple[tuple[str, str], ...]
    whole_site: bool

    def __call__(self, depth: int, *, edit: bool, nav: bool) -> Shell:
        """The shell for a depth, with or without an edit link and own navigation."""
        page = SimpleNamespace(
            title=slot("title"),
            url="x/" * depth,
            abs_url=None,
            meta={"description": slot("description")},
            canonical_url=slot("canonical") if self.config.site_url else None,
            edit_url=slot("edit_url") if edit else None,
            toc=[SimpleNamespace(url=f"#{CONTENT_ID}", title="", children=[])],
            content=slot("content"),
            is_homepage=False,
            previous_page=None,
            next_page=None,
            ancestors=[],
            parent=None,
            children=None,
            active=False,
            is_page=True,
            is_section=False,
            is_link=False,
            file=None,
        )
        context: dict[str, Any] = dict(
            get_context(self.nav, self.files, self.config, page)  # type: ignore[arg-type]
        )
        context.update(
            access_info={
                "words": self.words,
                "links": self.links,
                "own_nav": nav,
                "whole_site": self.whole_site,
                "slot": slot,
                "content_id": CONTENT_ID,
            }
        )
        template = self._overlay.get_template("access-info/page.html")
        return Shell.of(template.render(context))

    @functools.cached_property
    def _overlay(self) -> jinja2.Environment:
        """The theme with our page and cured partials; what the site's owner changed wins."""
        loaders: list[jinja2.BaseLoader] = []
        if self.config.theme.custom_dir:
            loaders.append(jinja2.FileSystemLoader(self.config.theme.custom_dir))
        loaders.append(jinja2.FileSystemLoader(SHELL_FOLDER))
        if self.environment.loader is not None:
            loaders.append(self.environment.loader)
        return self.environment.overlay(loader=with_originals(jinja2.ChoiceLoader(loaders)))


def with_originals(loader: jinja2.BaseLoader) -> jinja2.BaseLoader:
    """Templates that can include Material's own partial although they stand in its place."""
    material = jinja2.PackageLoader("material", "templates/partials")
    return jinja2.ChoiceLoader([loader, jinja2.PrefixLoader({"material-original": material})])
