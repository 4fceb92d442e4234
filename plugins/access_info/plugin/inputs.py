"""Lists the files and folders that a build reads, so that `scripts/build.py` can skip needless builds.

Where hooks, other plugins or extensions may read files that cannot be listed, nothing is written, and
every build runs in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from access_info.pipeline import Options
from access_info.pipeline.incremental.earlier import earlier_inputs
from access_info.source.markdown import reads_only_the_page

# Environment variable that names the file to write the list to.
NOTE = "ACCESS_INFO_INPUTS"
_KNOWN_PLUGINS = frozenset({"access-info", "material/search", "search"})
# MkDocs's own way to take settings over from another file; the value may be in quotes.
_PARENT = re.compile(r"^INHERIT\s*:\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", re.MULTILINE)


def note_inputs(config: MkDocsConfig, options: Options, environ: Mapping[str, str]) -> None:
    """Write the list of files and folders that a build reads, by which the caller sees later what changed.

    Nothing is written where the caller has not asked (`NOTE`), where the list would not be complete, or
    for a signed site, which is always built.

    Args:
        config: MkDocs's settings.
        options: Options of the build, made from the settings.
        environ: The process's environment, with the file to write to.
    """
    file, settings = environ.get(NOTE), _settings_files(config)
    if not file or settings is None or options.signing_key or _may_read_unknown_files(config):
        return
    earlier = earlier_inputs(options.previous)
    further = (options.agencies, options.laws, options.snapshots, options.links, *earlier)
    theme = config.theme.custom_dir
    places = [*settings, Path(config.docs_dir), *(place for place in further if place is not None)]
    places += [Path(theme)] if theme else []
    answer = {"places": list(map(str, places)), "settings": list(map(str, settings))}
    Path(file).write_text(json.dumps(answer), encoding="utf-8", newline="\n")


def _settings_files(config: MkDocsConfig) -> list[Path] | None:
    """List `mkdocs.yml` and the files that it inherits from (`INHERIT`); `None` if that is not clear."""
    files: list[Path] = []
    path = Path(config.config_file_path) if config.config_file_path else None
    while path is not None and path not in files:
        files.append(path)
        text = path.read_text(encoding="utf-8", errors="replace")
        match = _PARENT.search(text)
        if match is None and "INHERIT" in text:
            return None
        path = path.parent / match[1] if match else None
    return files or None


def _may_read_unknown_files(config: MkDocsConfig) -> bool:
    """Tell whether hooks, plugins or Markdown extensions are set that may read files we cannot list."""
    return (
        bool(config.hooks)
        or not _KNOWN_PLUGINS.issuperset(config.plugins)
        or not all(map(reads_only_the_page, config.markdown_extensions))
    )
