"""Settings in a `mkdocs.yml`, for commands that run without MkDocs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

SITE_SETTINGS = "mkdocs.yml"
_PLUGIN = "access-info"
_OF_PAGES = ("docs_dir", "site_description", "nav", "markdown_extensions")
# Settings that leave pages out or change them: to pass them over would publish something else.
_ONLY_MKDOCS = ("INHERIT", "exclude_docs", "draft_docs", "hooks")
# Extensions of Markdown that MkDocs has without being told (mkdocs.org, `markdown_extensions`).
_ALWAYS = ("toc", "tables", "fenced_code")


def plugin_setting(text: str, name: str) -> str:
    """Read a setting under `plugins: access-info:` of a `mkdocs.yml`.

    Only the file's shape is read: a tag of MkDocs's (`!ENV`, `!!python/name:…`) means nothing here and
    runs nothing, and an `INHERIT` is not followed.

    Args:
        text: The text of a `mkdocs.yml`.
        name: A setting whose value is one word or line, e.g. `laws`.

    Returns:
        Its value; "" where it is not set, or the file is no YAML.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ""
    for plugins in _under(root, "plugins"):
        # A list of names and of mappings with one name each, or a mapping.
        entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        for settings in (
            plugin_settings for entry in entries for plugin_settings in _under(entry, _PLUGIN)
        ):
            for value in _under(settings, name):
                if isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str":
                    return str(value.value)
    return ""


class SiteSettingsError(Exception):
    """A `mkdocs.yml` that does not tell how hand-written pages are made; the message is Vietnamese."""


@dataclasses.dataclass(frozen=True)
class SiteSettings:
    """What a `mkdocs.yml` says of hand-written pages.

    Attributes:
        folder: Of the pages, relative to the file (`docs_dir`).
        description: Of pages that have none of their own.
        nav: Paths, mappings of a title to a path or a list, lists of these; `None` where it is not
            written.
        extensions: Of Markdown, each with its options.
    """

    folder: str = "docs"
    description: str = ""
    nav: list[Any] | None = None
    extensions: Mapping[str, Mapping[str, Any]] = dataclasses.field(
        default_factory=lambda: _extensions(None)
    )


def site_settings(text: str) -> SiteSettings:
    """Read what a `mkdocs.yml` says of hand-written pages; other settings are MkDocs's own affair.

    Args:
        text: The text of a `mkdocs.yml`.

    Raises:
        SiteSettingsError: It is no YAML, or it decides about pages in a way that only MkDocs can follow.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = {name: _value(root, name) for name in _OF_PAGES}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SiteSettingsError(f"không đọc được {SITE_SETTINGS}: {error}") from None
    only_mkdocs = [name for name in _ONLY_MKDOCS if next(_under(root, name), None) is not None]
    if only_mkdocs:
        raise SiteSettingsError(
            f"{SITE_SETTINGS} có {', '.join(only_mkdocs)}, là việc chỉ MkDocs làm được. Dựng bằng "
            "MkDocs, hoặc thêm --no-content để dựng không kèm trang viết tay"
        )
    nav = values["nav"]
    return SiteSettings(
        folder=str(values["docs_dir"] or SiteSettings.folder),
        description=str(values["site_description"] or ""),
        nav=nav if isinstance(nav, list) else None,
        extensions=_extensions(values["markdown_extensions"]),
    )


def _value(root: yaml.Node | None, name: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """Construct one setting as plain data; a tag of MkDocs's raises a `YAMLError`."""
    for node in _under(root, name):
        return yaml.constructor.SafeConstructor().construct_document(node)
    return None


def _extensions(listed: object) -> dict[str, Mapping[str, Any]]:
    """Bring both ways of listing extensions into one, after those that MkDocs always has."""
    extensions: dict[str, Mapping[str, Any]] = {name: {} for name in _ALWAYS}
    entries = [listed] if isinstance(listed, dict) else listed
    for entry in entries if isinstance(entries, list) else []:
        for name, options in entry.items() if isinstance(entry, dict) else [(entry, None)]:
            extensions[str(name)] = options if isinstance(options, dict) else {}
    return extensions


def _under(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == name:
                yield value
