"""The plugin's options and MkDocs's settings as options of a build."""

from __future__ import annotations

import dataclasses
import os
import posixpath
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig

from access_info.pipeline import Layout, Options, day_of_build
from access_info.plugin.config import AccessInfoConfig


def build_options(own: AccessInfoConfig, config: MkDocsConfig, *, preview: bool) -> Options:
    """What a build is asked to do.

    Args:
        own: Options of the plugin.
        config: MkDocs's settings.
        preview: Whether somebody is waiting for each edit to show.
    """
    start = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    docs = Path(config.docs_dir)
    prefix = own.prefix
    taken = any((docs / prefix / name).is_file() for name in ("index.md", "README.md"))
    agencies = Path(own.agencies)
    made = Options(
        agencies=agencies,
        as_of=day_of_build(own.as_of, os.environ),
        prefix=prefix,
        directory_urls=config.use_directory_urls,
        site_url=config.site_url or "",
        layout=Layout(own.layout),
        root_taken=taken,
        edit_base=_edit_base(config, agencies),
        repo_url=config.repo_url or "",
        issue_url=own.issue_url,
        languages=tuple(own.languages),
        search=own.search,
        downloads=own.downloads,
        embed=own.embed,
        offline=own.offline,
        oversight=own.oversight,
        snapshots=Path(own.snapshots) if own.snapshots else None,
        preview=preview,
        laws=Path(own.laws) if own.laws else None,
        cache=start / ".cache" / "access-info" if own.cache else None,
    )
    return dataclasses.replace(made, jobs=own.jobs) if own.jobs else made


def _edit_base(config: MkDocsConfig, agencies: Path) -> str:
    """Where the folder of agencies is edited, from MkDocs's address for its documents."""
    if not config.edit_uri:
        return ""
    base = urljoin((config.repo_url or "").rstrip("/") + "/", config.edit_uri)
    below = posixpath.relpath(agencies.as_posix(), Path(config.docs_dir).as_posix())
    return urljoin(base.rstrip("/") + "/", below + "/")
