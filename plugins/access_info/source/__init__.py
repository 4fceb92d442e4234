"""YAML and front matter → plain data with places. The only importer of `yaml` and `frontmatter`."""

from __future__ import annotations

from access_info.source.documents import Document, Keys, Plain, parse_yaml, read_yaml
from access_info.source.front_matter import Prose, read_prose
from access_info.source.rewriting import rewrite_yaml
from access_info.source.writing import dump_yaml, replace_text

__all__ = [
    "Document",
    "Keys",
    "Plain",
    "Prose",
    "dump_yaml",
    "parse_yaml",
    "read_prose",
    "read_yaml",
    "replace_text",
    "rewrite_yaml",
]
