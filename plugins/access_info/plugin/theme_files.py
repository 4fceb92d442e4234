"""The theme's files as MkDocs lists them, without a look into folders that it leaves out anyway."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
from mkdocs.theme import Theme


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
