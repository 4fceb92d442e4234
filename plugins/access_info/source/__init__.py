"""YAML and front matter → plain data with places, and back into files whole or not at all.

The only importer of `yaml` and `frontmatter`.
"""

from __future__ import annotations

from access_info.source.copies import is_kept_copy, keep_copy
from access_info.source.documents import Document, Keys, Plain, parse_yaml, read_yaml
from access_info.source.editing_rules import NotWrittenError
from access_info.source.front_matter import Prose, read_prose
from access_info.source.locking import MOST_WAIT, BusyError, NoLockError, editing
from access_info.source.replacing import (
    ChangedMeanwhileError,
    read_present,
    replace_file,
    replace_files,
)
from access_info.source.rewriting import rewrite_yaml
from access_info.source.site_settings import SITE_SETTINGS, own_setting
from access_info.source.system_errors import system_reason
from access_info.source.writing import dump_yaml

__all__ = [
    "MOST_WAIT",
    "SITE_SETTINGS",
    "BusyError",
    "ChangedMeanwhileError",
    "Document",
    "Keys",
    "NoLockError",
    "NotWrittenError",
    "Plain",
    "Prose",
    "dump_yaml",
    "editing",
    "is_kept_copy",
    "keep_copy",
    "own_setting",
    "parse_yaml",
    "read_present",
    "read_prose",
    "read_yaml",
    "replace_file",
    "replace_files",
    "rewrite_yaml",
    "system_reason",
]
