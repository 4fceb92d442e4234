"""The theme's files, and the site's own, without those that no reader needs."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
import material
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from access_info.source import is_backup_copy

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
