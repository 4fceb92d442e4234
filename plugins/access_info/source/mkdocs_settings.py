"""Read settings of MkDocs in `mkdocs.yml` without MkDocs, and add the plugin's entry to them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
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
_END = yaml.CollectionEndEvent
_EMPTY = ("ScalarEvent", "", None)
_Events = Sequence[yaml.Event]


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
    value = _events_of_setting(root, _PLUGINS)
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


def entry_lines(name: str, settings: Mapping[str, str], *, newline: str = "\n") -> str:
    """Return the plugin's entry as an item of a list, to show to people who have to type it.

    Args:
        name: The plugin.
        settings: Its settings.
        newline: What ends a line.
    """
    return newline.join(_entry_lines(2, name, settings))


def inherited_path(text: str) -> str:
    """Return the file that a `mkdocs.yml` inherits from (`INHERIT`), relative to it; "" for none.

    Raises:
        SiteSettingsError: The text is no YAML mapping, or the file's name is no plain text.
    """
    value = _events_of_setting(_parsed_mapping(text), _INHERIT)
    if value is None:
        return ""
    if not isinstance(value[0], yaml.ScalarEvent) or value[0].tag:
        raise SiteSettingsError(f"không rõ {_INHERIT} trong {SITE_SETTINGS} là tệp nào")
    return str(value[0].value)


def plugins_kind(text: str) -> str:
    """Return how a `mkdocs.yml` lists its plugins, and their names: “list search access-info”.

    Returns:
        First "empty", "list", "mapping", or "other" for what only MkDocs can read; then the names,
        all parted by blanks. "" if plugins are not set.

    Raises:
        SiteSettingsError: The text is no YAML mapping.
    """
    value = _events_of_setting(_parsed_mapping(text), _PLUGINS)
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


def _parsed_mapping(text: str) -> list[list[yaml.Event]]:
    """Return the keys and values of a text that is one mapping, in turn, each as its events.

    Raises:
        SiteSettingsError: It is no such text.
    """
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" ở dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        raise SiteSettingsError(f"{SITE_SETTINGS} không phải YAML đọc được{where}") from None
    except (yaml.YAMLError, RecursionError):
        raise SiteSettingsError(f"{SITE_SETTINGS} không phải YAML đọc được") from None
    if sum(isinstance(event, yaml.DocumentStartEvent) for event in events) != 1:
        raise SiteSettingsError(f"{SITE_SETTINGS} trống, hoặc có nhiều phần ngăn bằng ---")
    whole = [event for event in events if isinstance(event, yaml.NodeEvent | _END)]
    if not isinstance(whole[0], yaml.MappingStartEvent) or whole[0].flow_style:
        raise SiteSettingsError(
            f"{SITE_SETTINGS} không viết theo dạng “tên: giá trị”, mỗi dòng một tên"
        )
    return list(_nodes_within(whole))


def _nodes_within(collection: _Events) -> Iterator[list[yaml.Event]]:
    """Yield the events of every node directly within a collection."""
    begin, depth = 1, 0
    for number, event in enumerate(collection[1:-1], start=1):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, _END)
        if depth == 0:
            yield list(collection[begin : number + 1])
            begin = number + 1


def _events_of_setting(root: Sequence[_Events], key: str) -> _Events | None:
    """Return the events of a setting's value, or `None` if it is not set."""
    for name, value in zip(root[::2], root[1::2], strict=True):
        if _scalar_of(name) == key:
            return value
    return None


def _scalar_of(node: _Events) -> str:
    """Return the text of a node; "" for a group."""
    return str(node[0].value) if isinstance(node[0], yaml.ScalarEvent) else ""


def _kind_of_list(value: _Events) -> str:
    """Return how plugins are listed: "empty", "list", "mapping" or "other"."""
    first = value[0]
    if getattr(first, "tag", None) or isinstance(first, yaml.AliasEvent):
        return "other"
    if isinstance(first, yaml.ScalarEvent):
        return "other" if first.value else "empty"
    return "list" if isinstance(first, yaml.SequenceStartEvent) else "mapping"


def _plugin_names(value: _Events) -> list[str]:
    """Return the names of the plugins listed in a value."""
    nodes = list(_nodes_within(value))
    if isinstance(value[0], yaml.MappingStartEvent):
        return [_scalar_of(node) for node in nodes[::2]]
    return [
        _scalar_of(node[1:] if isinstance(node[0], yaml.MappingStartEvent) else node)
        for node in nodes
    ]


def _added_behind_last(text: str, value: _Events, name: str, settings: Mapping[str, str]) -> str:
    """Return the text with the entry behind the last plugin, written in the manner of the others.

    Args:
        text: The file.
        value: The events of the value of `plugins`.
        name: The plugin to add.
        settings: Its settings.
    """
    first, nodes = value[0], list(_nodes_within(value))
    is_list = isinstance(first, yaml.SequenceStartEvent)
    if getattr(first, "flow_style", False):
        inner = ", ".join(f"{key}: {_written_value(shown)}" for key, shown in settings.items())
        entry = f"{name}: {{{inner}}}"
        entry = f"{{{entry}}}" if is_list else entry
        place = _end(nodes[-1][-1]) if nodes else _start(value[-1])
        place = len(text[:place].rstrip())
        return f"{text[:place]}{', ' if nodes else ''}{entry}{text[place:]}"
    place = len(text[: max(_end(event) for event in value if _ends_with_text(event))].rstrip())
    if isinstance(first, yaml.ScalarEvent):  # `plugins:` with nothing below it
        start = text.rfind(_PLUGINS, 0, place)
        lines = _entry_lines(_column(text, start) + 2, name, settings, search=True)
    elif is_list:
        dash = text.rfind("-", 0, _start(nodes[0][0]))
        lines = _entry_lines(_column(text, dash), name, settings)
    else:
        column = _column(text, _start(nodes[0][0]))
        lines = _entry_lines(column, name, settings, as_mapping=True)
    line_end = _BREAK.search(text, place)
    place = line_end.start() if line_end else len(text)
    newline = _newline(text)
    return text[:place] + "".join(newline + line for line in lines) + text[place:]


def _start(event: yaml.Event) -> int:
    """Return the offset where an event begins."""
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    """Return the offset where an event ends."""
    return event.end_mark.index if event.end_mark else 0


def _ends_with_text(event: yaml.Event) -> bool:
    """Tell whether an event ends where its text does.

    The end of a block is only noticed where the next thing begins, perhaps lines below.
    """
    return not isinstance(event, _END) or _end(event) > _start(event)


def _with_plugins_at_end(
    text: str,
    root: Sequence[_Events],
    name: str,
    settings: Mapping[str, str],
    *,
    as_mapping: bool,
    alone: bool,
) -> str:
    """Return the text with `plugins` and the entry added behind all other settings.

    Args:
        text: The file.
        root: Its keys and values, as events.
        name: The plugin to add.
        settings: Its settings.
        as_mapping: Whether to write a mapping, to be merged with that of the parent file.
        alone: Whether no parent file has plugins, so that `search` has to be added too.
    """
    column, newline = _column(text, _start(root[0][0])), _newline(text)
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
    same = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    # A value that was left empty gives way to the list.
    rest = old[same + (old[same] == _EMPTY) :]
    added = new[same : len(new) - len(rest)]
    words = [word for _, word, _ in added if word not in {None, _PLUGINS, _SEARCH}]
    expected = [name, *(part for pair in settings.items() for part in pair)]
    return new[len(new) - len(rest) :] == rest and words == expected


def _meaning(event: yaml.Event) -> tuple[str, str | None, str | None]:
    """Return the meaning of an event without its layout: its kind, its text, and its anchor or tag."""
    value = event.value if isinstance(event, yaml.ScalarEvent) else None
    anchor = event.anchor if isinstance(event, yaml.AliasEvent) else getattr(event, "tag", None)
    return type(event).__name__, value, anchor
