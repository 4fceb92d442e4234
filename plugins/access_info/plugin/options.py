"""The plugin's options and MkDocs's settings as options of a build."""

from __future__ import annotations

import dataclasses
import os
import posixpath
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from access_info.exports.web_form import NoProposalsError, forge_of
from access_info.pipeline import FormOptions, Layout, Options, day_of_build
from access_info.pipeline.trust.signing import key_in
from access_info.plugin.config import AccessInfoConfig
from access_info.waiting.progress import NO_PROGRESS, Progress

# Names the folder of the form's scripts (`scripts/build.py --with-editor`).
BUNDLE = "ACCESS_INFO_EDITOR"
_log = get_plugin_logger("access_info")


def build_options(
    settings: AccessInfoConfig,
    config: MkDocsConfig,
    progress: Progress = NO_PROGRESS,
    *,
    preview: bool,
) -> Options:
    """Turn the plugin's options and MkDocs's settings into options of a build.

    Args:
        settings: Options of the plugin.
        config: MkDocs's settings.
        progress: Is told how far the build is.
        preview: Whether somebody is waiting for each edit to show.
    """
    start = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    docs = Path(config.docs_dir)
    prefix = settings.prefix
    taken = any((docs / prefix / name).is_file() for name in ("index.md", "README.md"))
    agencies = Path(settings.agencies)
    options = Options(
        agencies=agencies,
        as_of=day_of_build(settings.as_of, os.environ),
        prefix=prefix,
        directory_urls=config.use_directory_urls,
        site_url=config.site_url or "",
        layout=Layout(settings.layout),
        root_taken=taken,
        edit_base=_edit_base(config, agencies),
        repo_url=config.repo_url or "",
        issue_url=settings.issue_url,
        languages=tuple(settings.languages),
        search=settings.search,
        downloads=settings.downloads,
        embed=settings.embed,
        offline=settings.offline,
        oversight=settings.oversight,
        papers=settings.papers,
        pdf=settings.pdf,
        snapshots=Path(settings.snapshots) if settings.snapshots else None,
        links=Path(settings.links) if settings.links else None,
        previous=Path(settings.previous) if settings.previous else None,
        preview=preview,
        laws=Path(settings.laws) if settings.laws else None,
        cache=start / ".cache" / "access-info" if settings.cache else None,
        signing_key=key_in(os.environ),
        form=_form(settings, config, agencies, start),
        progress=progress,
    )
    return dataclasses.replace(options, jobs=settings.jobs) if settings.jobs else options


def _edit_base(config: MkDocsConfig, agencies: Path) -> str:
    """Return where the folder of agencies is edited, from MkDocs's address for its documents."""
    if not config.edit_uri:
        return ""
    base = urljoin((config.repo_url or "").rstrip("/") + "/", config.edit_uri)
    below = posixpath.relpath(agencies.as_posix(), Path(config.docs_dir).as_posix())
    return urljoin(base.rstrip("/") + "/", below + "/")


def _form(
    settings: AccessInfoConfig, config: MkDocsConfig, agencies: Path, start: Path
) -> FormOptions | None:
    """Return the options of the form on the web, where the caller has bundled its scripts.

    Raises:
        ForgeError: It is not told what the forge runs.
    """
    bundle = os.environ.get(BUNDLE, "")
    if not bundle:
        return None
    # Publishing goes on without a form, where proposals have nowhere to go.
    try:
        forge = forge_of(
            repo_url=config.repo_url or "",
            edit_base=_edit_base(config, agencies),
            folder=posixpath.relpath(agencies.as_posix(), start.as_posix()),
            options=settings.editor,
        )
    except NoProposalsError as error:
        _log.info(str(error))
        return None
    if forge is None:
        _log.info("chưa có biểu mẫu: thêm repo_url vào mkdocs.yml để biết gửi bản đề nghị vào đâu")
        return None
    return FormOptions(bundle=Path(bundle), forge=forge)
