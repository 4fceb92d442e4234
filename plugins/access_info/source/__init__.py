"""YAML and front matter → plain data with places, and back into files whole or not at all.

The only importer of `yaml` and `frontmatter`.
"""

from __future__ import annotations

from access_info.source.reading.data import Keys, Plain
from access_info.source.reading.documents import SourceDocument
from access_info.source.reading.edits import added_field, as_list, renamed_key, retyped_value
from access_info.source.reading.files import parse_yaml, read_yaml
from access_info.source.reading.front_matter import Prose, read_prose
from access_info.source.reading.hand_written import (
    HandWrittenText,
    UnreadablePageError,
    read_hand_written,
)
from access_info.source.reading.plugin_entry import (
    entry_lines,
    inherited_path,
    plugins_kind,
    with_plugin,
)
from access_info.source.reading.prose_html import MarkdownLimit, TooCostlyError, markdown_html
from access_info.source.reading.site_settings import (
    SITE_SETTINGS,
    SiteSettings,
    SiteSettingsError,
    plugin_setting,
    site_settings,
)
from access_info.source.writing.cache_files import read_cached, remove, write_cached
from access_info.source.writing.canonical import dump_yaml
from access_info.source.writing.copies import is_backup_copy, keep_copy
from access_info.source.writing.editing_rules import NotWrittenError
from access_info.source.writing.locking import MOST_WAIT, BusyError, NoLockError, editing
from access_info.source.writing.replacing import (
    ChangedMeanwhileError,
    read_present,
    replace_file,
    replace_files,
)
from access_info.source.writing.rewriting import rewrite_yaml
from access_info.source.writing.system_errors import error_at, system_reason, system_words

__all__ = [
    "MOST_WAIT",
    "SITE_SETTINGS",
    "BusyError",
    "ChangedMeanwhileError",
    "HandWrittenText",
    "Keys",
    "MarkdownLimit",
    "NoLockError",
    "NotWrittenError",
    "Plain",
    "Prose",
    "SiteSettings",
    "SiteSettingsError",
    "SourceDocument",
    "TooCostlyError",
    "UnreadablePageError",
    "added_field",
    "as_list",
    "dump_yaml",
    "editing",
    "entry_lines",
    "error_at",
    "inherited_path",
    "is_backup_copy",
    "keep_copy",
    "markdown_html",
    "parse_yaml",
    "plugin_setting",
    "plugins_kind",
    "read_cached",
    "read_hand_written",
    "read_present",
    "read_prose",
    "read_yaml",
    "remove",
    "renamed_key",
    "replace_file",
    "replace_files",
    "retyped_value",
    "rewrite_yaml",
    "site_settings",
    "system_reason",
    "system_words",
    "with_plugin",
    "write_cached",
]
