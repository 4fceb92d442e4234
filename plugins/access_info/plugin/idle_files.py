"""Leave out files of the site's folder and of the theme that no reader needs."""

from __future__ import annotations

from pathlib import Path

import material
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from access_info.source import is_backup_copy

_IDLE_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")


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
