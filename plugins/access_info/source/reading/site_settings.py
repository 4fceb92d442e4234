"""A plugin's setting in a `mkdocs.yml`, for commands that run without MkDocs."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

SITE_SETTINGS = "mkdocs.yml"
_PLUGIN = "access-info"


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


def _under(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == name:
                yield value
