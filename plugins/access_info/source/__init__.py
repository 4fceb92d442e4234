"""YAML and front matter → plain data with places, and back into files whole or not at all.

The only importer of `yaml` and `frontmatter`.
"""

from __future__ import annotations

from access_info.source.cached import read_cached, remove, write_cached
from access_info.source.documents import Document, Keys, Plain, parse_yaml, read_yaml
from access_info.source.front_matter import Prose, read_prose
from access_info.source.prose_html import Limit, TooCostlyError, markdown_html
from access_info.source.replacing import replace_file
from access_info.source.rewriting import rewrite_yaml
from access_info.source.site_settings import SITE_SETTINGS, own_setting
from access_info.source.system_errors import system_words, told_at
from access_info.source.writing import dump_yaml

__all__ = [
    "SITE_SETTINGS",
    "Document",
    "Keys",
    "Limit",
    "Plain",
    "Prose",
    "TooCostlyError",
    "dump_yaml",
    "markdown_html",
    "own_setting",
    "parse_yaml",
    "read_cached",
    "read_prose",
    "read_yaml",
    "remove",
    "replace_file",
    "rewrite_yaml",
    "system_words",
    "told_at",
    "write_cached",
]
