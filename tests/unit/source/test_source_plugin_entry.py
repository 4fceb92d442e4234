"""A plugin put into a `mkdocs.yml`: what MkDocs reads differs by it alone, and so do the bytes."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from access_info.source.mkdocs_settings import (
    SiteSettingsError,
    inherited_path,
    plugins_kind,
    with_plugin,
)

OURS = {"agencies": "agencies", "prefix": "tiep-can-thong-tin"}
HEAD = """\
# Trang của xã
site_name: 'Cổng xã Thử'   # tên
theme: {name: material}
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""
# Before, where the entry goes (at “@”), and what is put in there.
PLACES = {
    "none": (HEAD + "@", "\nplugins:\n  - search\n  - access-info:"),
    "no line end": (HEAD.rstrip() + "@", "\n\nplugins:\n  - search\n  - access-info:"),
    "nothing below": (HEAD + "plugins:@\nextra: {a: 1}\n", "\n  - search\n  - access-info:"),
    "list": (
        HEAD + "plugins:\n  - search\n  - blog   # tin@\n\n  # - social\nextra: {a: 1}\n",
        "\n  - access-info:",
    ),
    "unindented": (HEAD + "plugins:\n- search@\nextra: {a: 1}\n", "\n- access-info:"),
    "with options": (
        HEAD + 'plugins:\n    - search:\n        lang: [vi,\n          en]@\n\nextra: {a: 1}\n',
        "\n    - access-info:",
    ),
    "no options": (HEAD + "plugins:\n  - search\n  - tags:@\n", "\n  - access-info:"),
    "environment": (
        HEAD + "plugins:\n  - social:\n      cards: !ENV [CARDS, false] # thẻ@\n",
        "\n  - access-info:",
    ),
    "text": (
        HEAD + "plugins:\n  - macros:\n      j2: |\n        một\n        hai@\n\nextra: {a: 1}\n",
        "\n  - access-info:",
    ),
    "alias": (
        HEAD + "a: &x {lang: vi}\nplugins:\n  - search: *x@\nextra: {a: 1}\n",
        "\n  - access-info:",
    ),
    "last line": (HEAD + "plugins:\n  - search@", "\n  - access-info:"),
    "mapping": (HEAD + "plugins:\n  search: {}\n  tags:@\nextra: {a: 1}\n", "\n  access-info:"),
    "flow": (HEAD + "plugins: [search@]\n", ", {access-info: {"),
    "flow, comma": (HEAD + "plugins: [search, tags: {}@ , ]  # hai\n", ", {access-info: {"),
    "flow, lines": (HEAD + "plugins: [\n  search,\n  tags@ # nhãn\n]\n", ", {access-info: {"),
    "flow, empty": (HEAD + "plugins: [@]\n", "{access-info: {"),
    "flow mapping": (HEAD + "plugins: {search: {lang: vi}@}\n", ", access-info: {"),
}  # fmt: skip


def _loaded(text):
    """What MkDocs takes for its settings, plugins in one form, `search` where it adds it."""
    settings = yaml_load(text)
    plugins = settings.pop("plugins", None)
    if plugins is None:
        plugins = MkDocsConfig.plugins.default
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    return settings, list(plugins)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("case", "begins"), PLACES.values(), ids=PLACES)
def test_the_entry_comes_after_the_last_and_all_else_stays(case, begins, mark, newline):
    first, last = case.replace("\n", newline).split("@")
    before = mark + first + last
    after = with_plugin(before, "access-info", OURS)
    assert after.startswith(mark + first)
    assert after.endswith(last)
    put_in = after[len(mark + first) : len(after) - len(last)]
    assert put_in.startswith(begins.replace("\n", newline))
    assert put_in.count("\n") == put_in.count(newline)
    settings, plugins = _loaded(before.removeprefix("\ufeff"))
    assert _loaded(after.removeprefix("\ufeff")) == (settings, [*plugins, {"access-info": OURS}])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_name: x\nplugins:\n\t- search\n", "YAML đọc được ở dòng 3, cột 1"),
        ("site_name: [x\n", "YAML đọc được ở dòng"),
        ("", "trống"),
        ("a: 1\n---\nb: 2\n", "trống, hoặc có nhiều phần"),
        ("- a\n- b\n", "tên: giá trị"),
        ("{site_name: x}\n", "tên: giá trị"),
        ("a: &x [search]\nplugins: *x\n", "chỉ MkDocs đọc được"),
        ("plugins: !ENV [P, search]\n", "chỉ MkDocs đọc được"),
        ("plugins: ~\n", "chỉ MkDocs đọc được"),
        # What is kept of the last lines would no longer be part of that text.
        ("plugins:\n  - macros:\n      j2: |+\n        một\n\nextra: 1\n", "không rõ chỗ"),
        ("site_name: x\n...\n", "không rõ chỗ"),
    ],
)
def test_what_cannot_be_known_is_refused(text, words):
    with pytest.raises(SiteSettingsError, match=words):
        with_plugin(text, "access-info", OURS)


@pytest.mark.parametrize(
    ("parent", "below"),
    [
        ("", "  - search\n  - access-info:\n"),
        ("site_name: x\nplugins:\n", "  - search\n  - access-info:\n"),
        ("site_name: x\nplugins:\n  blog: {}\n", "  access-info:\n"),
    ],
)
def test_a_file_that_is_based_on_another_takes_its_plugins_over(parent, below):
    kinds = plugins_kind(parent) if parent else ""
    child = "INHERIT: ../goc.yml\nsite_name: y\n"
    assert inherited_path(child) == "../goc.yml"
    assert f"\nplugins:\n{below}" in with_plugin(child, "access-info", OURS, inherited=kinds)


def test_a_list_of_the_file_below_would_be_lost():
    kinds = plugins_kind("plugins:\n  - blog\n  - tags: {a: b}\n")
    assert kinds == "list blog tags"
    with pytest.raises(SiteSettingsError, match="INHERIT"):
        with_plugin("INHERIT: a.yml\n", "access-info", OURS, inherited=kinds)


def test_a_value_that_is_no_plain_word_is_quoted():
    text = with_plugin("a: 1\n", "access-info", {"agencies": 'cơ "quan"', "prefix": "2026"})
    assert yaml_load(text)["plugins"][1]["access-info"] == {
        "agencies": 'cơ "quan"',
        "prefix": "2026",
    }
