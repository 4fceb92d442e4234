"""What a build reads besides the folder that it runs in, for a caller who asks to know.

`scripts/build.py` asks, so as to tell later whether anything changed. Where something may read what nobody
can know (hooks, other plugins), it is not answered, and every build runs in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from access_info.pipeline import Options
from access_info.pipeline.incremental.earlier import earlier_inputs

# Names the file to write the answer to.
NOTE = "ACCESS_INFO_INPUTS"
_KNOWN_PLUGINS = frozenset({"access-info", "material/search", "search"})
# Of PyMdown's extensions those that read further files, wherever they are told to.
_READERS = frozenset({"pymdownx.b64", "pymdownx.snippets"})
# MkDocs's own way to take settings over from another file; the value may be in quotes.
_PARENT = re.compile(r"^INHERIT\s*:\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", re.MULTILINE)


def note_inputs(config: MkDocsConfig, options: Options, environ: Mapping[str, str]) -> None:
    """Write which files and folders the settings name, where that is asked for and can be known.

    Args:
        config: MkDocs's settings.
        options: Options of the build, made from them.
        environ: The process's environment.
    """
    file, settings = environ.get(NOTE), _settings(config)
    if not file or settings is None or options.signing_key or _reads_more(config):
        return
    earlier = earlier_inputs(options.previous)
    further = (options.agencies, options.laws, options.snapshots, options.links, *earlier)
    theme = config.theme.custom_dir
    places = [*settings, Path(config.docs_dir), *(place for place in further if place is not None)]
    places += [Path(theme)] if theme else []
    answer = {"places": list(map(str, places)), "settings": list(map(str, settings))}
    Path(file).write_text(json.dumps(answer), encoding="utf-8", newline="\n")


def _settings(config: MkDocsConfig) -> list[Path] | None:
    """List the file of settings and those it takes settings over from; `None` if that is not clear."""
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


def _reads_more(config: MkDocsConfig) -> bool:
    """Tell whether a build may run what nobody here knows."""
    return (
        bool(config.hooks)
        or not _KNOWN_PLUGINS.issuperset(config.plugins)
        or not all(map(_is_of_markdown, config.markdown_extensions))
    )


def _is_of_markdown(extension: str) -> bool:
    """Tell whether an extension is Python-Markdown's own or PyMdown's, and reads nothing but the page."""
    if extension.startswith("pymdownx."):
        return extension not in _READERS
    name = extension.removeprefix("markdown.extensions.")
    return name.isidentifier() and find_spec(f"markdown.extensions.{name}") is not None
