"""Read settings of MkDocs in `mkdocs.yml` without MkDocs, and add the plugin's entry to them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

SITE_SETTINGS = "mkdocs.yml"
_PLUGIN = "access-info"
_SETTINGS_OF_PAGES = ("docs_dir", "site_description", "nav", "markdown_extensions")
# Settings that leave pages out or change them: to pass them over would publish something else.
_ONLY_MKDOCS = ("INHERIT", "exclude_docs", "draft_docs", "hooks")
# Extensions of Markdown that MkDocs has without being told (mkdocs.org, `markdown_extensions`).
_EXTENSIONS_OF_MKDOCS = ("toc", "tables", "fenced_code")


def plugin_setting(text: str, name: str) -> str:
    """Return a setting under `plugins: access-info:` of a `mkdocs.yml`.

    Only the file's shape is read: a tag of MkDocs (`!ENV`, `!!python/name:…`) means nothing here
    and runs nothing, and `INHERIT` is not followed.

    Args:
        text: The text of a `mkdocs.yml`.
        name: A setting whose value is one word or line, e.g. `laws`.

    Returns:
        Its value; "" if it is not set, or the file is no YAML.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ""
    for plugins in _under(root, "plugins"):
        # A list of names and of mappings with one name each, or a mapping.
        entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        plugin_settings = (settings for entry in entries for settings in _under(entry, _PLUGIN))
        for settings in plugin_settings:
            for value in _under(settings, name):
                if isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str":
                    return str(value.value)
    return ""


class SiteSettingsError(Exception):
    """A `mkdocs.yml` that cannot be understood without MkDocs; the message is Vietnamese."""


@dataclasses.dataclass(frozen=True)
class SiteSettings:
    """The settings of a `mkdocs.yml` that are about hand-written pages.

    Attributes:
        folder: Folder of the pages, relative to the file (`docs_dir`).
        description: For pages that have none of their own.
        nav: The menu: paths, mappings of a title to a path or a list, lists of these; `None` if it
            is not set.
        extensions: Extensions of Markdown, each with its options.
    """

    folder: str = "docs"
    description: str = ""
    nav: list[Any] | None = None
    extensions: Mapping[str, Mapping[str, Any]] = dataclasses.field(
        default_factory=lambda: _extensions(None)
    )


def site_settings(text: str) -> SiteSettings:
    """Return the settings of a `mkdocs.yml` that are about hand-written pages.

    Args:
        text: The text of a `mkdocs.yml`.

    Raises:
        SiteSettingsError: It is no YAML, or it decides about pages in a way that only MkDocs can
            follow.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = {name: _setting_data(root, name) for name in _SETTINGS_OF_PAGES}
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


def _setting_data(root: yaml.Node | None, name: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """Return one setting as plain data; a tag of MkDocs in it raises a `YAMLError`."""
    for node in _under(root, name):
        return yaml.constructor.SafeConstructor().construct_document(node)
    return None


def _extensions(listed: object) -> dict[str, Mapping[str, Any]]:
    """Return the extensions of Markdown with their options, after those that MkDocs always has.

    Args:
        listed: The setting: a list of names and mappings, or one mapping.
    """
    extensions: dict[str, Mapping[str, Any]] = {name: {} for name in _EXTENSIONS_OF_MKDOCS}
    entries = [listed] if isinstance(listed, dict) else listed
    for entry in entries if isinstance(entries, list) else []:
        for name, options in entry.items() if isinstance(entry, dict) else [(entry, None)]:
            extensions[str(name)] = options if isinstance(options, dict) else {}
    return extensions


def _under(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    """Yield the values of a key in a mapping; none if the node is no mapping."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == name:
                yield value


_PLUGINS, _INHERIT, _SEARCH = "plugins", "INHERIT", "search"
_BREAK = re.compile(r"\r\n|\r|\n")
# Good as a plain scalar in any place: “agencies”, “du-lieu/co-quan”; not “2026”, “cơ quan”.
_PLAIN = re.compile(r"[a-z][a-z0-9./-]*")
_EMPTY = ("ScalarEvent", "", None)
# Other tags are those of MkDocs (`!ENV`), and `*` of an alias.
_USUAL_TAG = "tag:yaml.org,2002:"


def with_plugin(text: str, name: str, settings: Mapping[str, str], *, inherited: str = "") -> str:
    """Return the text of a `mkdocs.yml` with a plugin and its settings added behind the other plugins.

    If there is no `plugins` at all, MkDocs uses `search` by itself: `search` is then added too, or
    it would be lost.

    Args:
        text: The text of the file, with its own line ends and byte order mark.
        name: The plugin, as it is written under `plugins`.
        settings: Its settings, in order.
        inherited: What the files of `INHERIT` have under `plugins`, as `plugins_kind` returns it.

    Raises:
        SiteSettingsError: It cannot be known where the entry belongs.
    """
    root = _parsed_mapping(text)
    value = next(_under(root, _PLUGINS), None)
    if value is None:
        as_mapping = _check_is_mapping(inherited, of_parent=True)
        new = _with_plugins_at_end(
            text, root, name, settings, as_mapping=as_mapping, alone=inherited in {"", "empty"}
        )
    else:
        _check_is_mapping(_kind_of_list(value))
        new = _added_behind_last(text, value, name, settings)
    if not _only_adds(text, new, name, settings):
        raise SiteSettingsError(f"không rõ chỗ của {name} dưới plugins trong {SITE_SETTINGS}")
    return new


def entry_lines(name: str, settings: Mapping[str, str]) -> str:
    """Return the plugin's entry as an item of a list, to show to people who have to type it."""
    return "\n".join(_entry_lines(2, name, settings))


def inherited_path(text: str) -> str:
    """Return the file that a `mkdocs.yml` inherits from (`INHERIT`), relative to it; "" for none.

    Raises:
        SiteSettingsError: The text is no YAML mapping, or the file's name is no plain text.
    """
    value = next(_under(_parsed_mapping(text), _INHERIT), None)
    if value is None:
        return ""
    if not isinstance(value, yaml.ScalarNode) or not value.tag.startswith(_USUAL_TAG):
        raise SiteSettingsError(f"không rõ {_INHERIT} trong {SITE_SETTINGS} là tệp nào")
    return str(value.value)


def plugins_kind(text: str) -> str:
    """Return how a `mkdocs.yml` lists its plugins, and their names: “list search access-info”.

    Returns:
        First "empty", "list", "mapping", or "other" for what only MkDocs can read; then the names,
        all parted by blanks. "" if plugins are not set.

    Raises:
        SiteSettingsError: The text is no YAML mapping.
    """
    value = next(_under(_parsed_mapping(text), _PLUGINS), None)
    return "" if value is None else " ".join([_kind_of_list(value), *_plugin_names(value)])


def _check_is_mapping(kinds: str, *, of_parent: bool = False) -> bool:
    """Tell whether plugins are listed as a mapping, and not as a list.

    Args:
        kinds: What `plugins_kind` returns.
        of_parent: Whether it is about a file of `INHERIT`.

    Raises:
        SiteSettingsError: Nothing can be added: they are written in a way that only MkDocs reads,
            or are a list of the parent, which a list here would replace.
    """
    kind = kinds.partition(" ")[0]
    if of_parent and kind == "list":
        # A list here would replace that one.
        raise SiteSettingsError(
            f"plugins của trang nằm trong tệp mà {SITE_SETTINGS} kế thừa (INHERIT)"
        )
    if kind == "other":
        raise SiteSettingsError(f"plugins trong {SITE_SETTINGS} viết theo cách chỉ MkDocs đọc được")
    return kind == "mapping"


class _LoaderWithAliases(yaml.SafeLoader):
    """A loader that keeps an alias (`*x`) as a node at its own place, with the tag `*`."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node, be it an alias."""
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        alias = self.get_event()  # type: ignore[no-untyped-call]
        return yaml.ScalarNode("*", alias.anchor, alias.start_mark, alias.end_mark)


def _parsed_mapping(text: str) -> yaml.MappingNode:
    """Return the nodes of a text that is one mapping, with the places of its keys and values.

    Raises:
        SiteSettingsError: It is no such text.
    """
    try:
        documents = list(yaml.compose_all(text, Loader=_LoaderWithAliases))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" ở dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise SiteSettingsError(f"{SITE_SETTINGS} không phải YAML đọc được{where}") from None
    except (yaml.YAMLError, RecursionError):
        raise SiteSettingsError(f"{SITE_SETTINGS} không phải YAML đọc được") from None
    if len(documents) != 1:
        raise SiteSettingsError(f"{SITE_SETTINGS} trống, hoặc có nhiều phần ngăn bằng ---")
    root = documents[0]
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise SiteSettingsError(
            f"{SITE_SETTINGS} không viết theo dạng “tên: giá trị”, mỗi dòng một tên"
        )
    return root


def _kind_of_list(value: yaml.Node) -> str:
    """Return how plugins are listed: "empty", "list", "mapping" or "other"."""
    if not value.tag.startswith(_USUAL_TAG):
        return "other"
    if isinstance(value, yaml.ScalarNode):
        return "other" if value.value else "empty"
    return "list" if isinstance(value, yaml.SequenceNode) else "mapping"


def _plugin_names(value: yaml.Node) -> Iterator[str]:
    """Yield the names of the plugins listed in a value; none if it is a single word."""
    for entry in value.value if isinstance(value, yaml.SequenceNode) else [value]:
        if isinstance(entry, yaml.MappingNode):
            yield from (str(name.value) for name, _ in entry.value)
        elif entry is not value:
            yield str(entry.value)


def _added_behind_last(text: str, value: yaml.Node, name: str, settings: Mapping[str, str]) -> str:
    """Return the text with the entry behind the last plugin, written in the manner of the others.

    Args:
        text: The file.
        value: The value of `plugins`.
        name: The plugin to add.
        settings: Its settings.
    """
    is_list, has_entries = isinstance(value, yaml.SequenceNode), bool(value.value)
    last = _last_entry(value) if isinstance(value, yaml.CollectionNode) and has_entries else value
    # A block's own end is only noticed where the next thing begins, perhaps lines below.
    while isinstance(last, yaml.CollectionNode) and not last.flow_style:
        last = _last_entry(last)
    is_inline = isinstance(value, yaml.CollectionNode) and bool(value.flow_style)
    # Into `[]`, before its closing bracket.
    place = len(text[: last.end_mark.index - (is_inline and not has_entries)].rstrip())
    if is_inline:
        inner = ", ".join(f"{key}: {_written_value(shown)}" for key, shown in settings.items())
        entry = f"{name}: {{{inner}}}"
        entry = f"{{{entry}}}" if is_list else entry
        return f"{text[:place]}{', ' if has_entries else ''}{entry}{text[place:]}"
    if not has_entries:  # `plugins:` with nothing below it
        start = text.rfind(_PLUGINS, 0, place)
        lines = _entry_lines(_column(text, start) + 2, name, settings, search=True)
    elif is_list:
        dash = text.rfind("-", 0, value.value[0].start_mark.index)
        lines = _entry_lines(_column(text, dash), name, settings)
    else:
        column = _column(text, value.value[0][0].start_mark.index)
        lines = _entry_lines(column, name, settings, as_mapping=True)
    line_end = _BREAK.search(text, place)
    place = line_end.start() if line_end else len(text)
    newline = _newline(text)
    return text[:place] + "".join(newline + line for line in lines) + text[place:]


def _last_entry(group: yaml.CollectionNode) -> yaml.Node:
    """Return the last entry of a list, or the last value of a mapping."""
    is_mapping = isinstance(group, yaml.MappingNode)
    last: yaml.Node = group.value[-1][1] if is_mapping else group.value[-1]
    return last


def _with_plugins_at_end(
    text: str,
    root: yaml.MappingNode,
    name: str,
    settings: Mapping[str, str],
    *,
    as_mapping: bool,
    alone: bool,
) -> str:
    """Return the text with `plugins` and the entry added behind all other settings.

    Args:
        text: The file.
        root: Its keys and values.
        name: The plugin to add.
        settings: Its settings.
        as_mapping: Whether to write a mapping, to be merged with that of the parent file.
        alone: Whether no parent file has plugins, so that `search` has to be added too.
    """
    column, newline = _column(text, root.value[0][0].start_mark.index), _newline(text)
    search = alone and not as_mapping
    listed = _entry_lines(column + 2, name, settings, as_mapping=as_mapping, search=search)
    lines = ["", f"{' ' * column}{_PLUGINS}:", *listed, ""]
    begun = "" if _BREAK.fullmatch(text[-1:]) else newline
    return text + begun + newline.join(lines)


def _entry_lines(
    column: int,
    name: str,
    settings: Mapping[str, str],
    *,
    as_mapping: bool = False,
    search: bool = False,
) -> Iterator[str]:
    """Yield the lines of the plugin's entry.

    Args:
        column: Where they begin.
        name: The plugin.
        settings: Its settings.
        as_mapping: Whether it stands in a mapping, and not in a list.
        search: Whether `search` goes before it.
    """
    space = " " * column
    if search:
        yield f"{space}- {_SEARCH}"
    dash, indent = ("", 2) if as_mapping else ("- ", 4)
    yield f"{space}{dash}{name}:"
    for key, value in settings.items():
        yield f"{space}{' ' * indent}{key}: {_written_value(value)}"


def _written_value(value: str) -> str:
    """Return a value as it is written in YAML, quoted unless it is a plain word."""
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _column(text: str, index: int) -> int:
    """Return the number of characters before an offset on its line, without a byte order mark."""
    begin = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    return len(text[begin:index].removeprefix("\ufeff"))


def _newline(text: str) -> str:
    """Return what ends the lines of the file."""
    match = _BREAK.search(text)
    return match[0] if match else "\n"


def _only_adds(old_text: str, new_text: str, name: str, settings: Mapping[str, str]) -> bool:
    """Tell whether a new text means the same as the old one, but for the added plugin.

    It is asked before the text is written, since the place of the entry was found by searching.
    """
    try:
        old, new = (
            [_meaning(event) for event in yaml.parse(text)] for text in (old_text, new_text)
        )
    except yaml.YAMLError:
        return False
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    # A value that was left empty gives way to the list.
    rest = old[at + (old[at] == _EMPTY) :]
    added = new[at : len(new) - len(rest)]
    words = [word for _, word, _ in added if word not in {None, _PLUGINS, _SEARCH}]
    expected = [name, *(part for pair in settings.items() for part in pair)]
    return new[len(new) - len(rest) :] == rest and words == expected


def _meaning(event: yaml.Event) -> tuple[str, str | None, str | None]:
    """Return the meaning of an event without its layout: its kind, its text, and its anchor or tag."""
    value = event.value if isinstance(event, yaml.ScalarEvent) else None
    anchor = event.anchor if isinstance(event, yaml.AliasEvent) else getattr(event, "tag", None)
    return type(event).__name__, value, anchor
