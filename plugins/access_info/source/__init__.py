"""YAML and front matter → plain data with places, and back into files whole or not at all.

The only importer of `yaml` and `frontmatter`.
"""

from __future__ import annotations

from access_info.source.documents import (
    Prose,
    SourceDocument,
    added_field,
    as_list,
    parse_yaml,
    read_prose,
    read_yaml,
    renamed_key,
    retyped_value,
)
from access_info.source.events import Keys, Plain
from access_info.source.markdown import (
    HandWrittenText,
    MarkdownLimit,
    TooCostlyError,
    UnreadablePageError,
    markdown_html,
    read_hand_written,
)
from access_info.source.mkdocs_settings import (
    SITE_SETTINGS,
    SiteSettings,
    SiteSettingsError,
    entry_lines,
    inherited_path,
    plugin_setting,
    plugins_kind,
    site_settings,
    with_plugin,
)
from access_info.source.replacing import (
    MOST_WAIT,
    BusyError,
    ChangedMeanwhileError,
    NoLockError,
    NotWrittenError,
    editing,
    error_at,
    is_backup_copy,
    keep_copy,
    read_present,
    replace_file,
    replace_files,
    system_reason,
    system_words,
    write_cached,
)
from access_info.source.rewriting import dump_yaml, rewrite_yaml
from access_info.unchanged.cache_guard import read_cached, remove

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
