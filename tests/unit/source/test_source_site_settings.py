"""A setting of ours in a `mkdocs.yml`, read without MkDocs."""

from __future__ import annotations

import pytest

from access_info.source.mkdocs_settings import (
    SiteSettings,
    SiteSettingsError,
    plugin_setting,
    site_settings,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plugins:\n- search\n- access-info:\n    laws: luat\n", "luat"),
        ("plugins:\n  access-info:\n    laws: 'luật/của tỉnh'\n", "luật/của tỉnh"),
        ("x: !!python/object/apply:os.system [exit]\nplugins: [{access-info: {laws: x}}]\n", "x"),
        ("x: !ENV [A, b]\nplugins: [{access-info: {laws: luat}}]\n", "luat"),
        ("plugins: [search, {khac: {laws: x}}, {access-info: {other: y, laws: luat}}]\n", "luat"),
        ("plugins: [{access-info: {laws: a}}, {access-info: {laws: b}}]\n", "a"),
        ("plugins: [{access-info: {laws: 5}}, {access-info: {laws: b}}]\n", "b"),
        ("extra: {access-info: {laws: x}}\nplugins: {access-info: {laws: luat}}\n", "luat"),
        ("plugins: [access-info]\n", ""),
        ("plugins:\n- access-info:\n    laws:\n", ""),
        ("plugins:\n- access-info:\n    laws: [a]\n", ""),
        ("plugins:\n- access-info:\n    laws: !ENV LUAT\n", ""),
        ("plugins:\n- khac: {laws: luat}\n", ""),
        ("laws: luat\n", ""),
        ("", ""),
        ("a: [\n", ""),
        ("[" * 5000, ""),
    ],
)
def test_what_site_settings_say(text, value):
    assert plugin_setting(text, "laws") == value


USUAL = {"toc": {}, "tables": {}, "fenced_code": {}}


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", SiteSettings()),
        ("site_name: x\n", SiteSettings("docs", "", None, USUAL)),
        ("docs_dir: viet/tay\n", SiteSettings("viet/tay", "", None, USUAL)),
        ("docs_dir:\nsite_description: Mô tả\n", SiteSettings("docs", "Mô tả", None, USUAL)),
        ("nav:\n- a.md\n- Hai: [b.md]\n", SiteSettings(nav=["a.md", {"Hai": ["b.md"]}])),
        ("nav: []\n", SiteSettings(nav=[])),
        ("nav: x\n", SiteSettings(nav=None)),
        (
            "markdown_extensions: [attr_list, {toc: {permalink: true}}, {footnotes: null}]\n",
            SiteSettings(
                extensions=USUAL | {"attr_list": {}, "toc": {"permalink": True}, "footnotes": {}}
            ),
        ),
        (
            "markdown_extensions: {toc: {toc_depth: 2}, admonition: }\n",
            SiteSettings(extensions=USUAL | {"toc": {"toc_depth": 2}, "admonition": {}}),
        ),
        # What a tag of MkDocs is about does not matter elsewhere.
        ("theme: !ENV X\nplugins: [a]\n", SiteSettings()),
    ],
)
def test_settings_about_hand_written_pages(text, settings):
    read = site_settings(text)
    assert read == settings
    # Extensions take effect in their order.
    assert list(read.extensions) == list(settings.extensions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INHERIT: a.yml\n", "có INHERIT, là việc"),
        ("hooks: [a.py]\nexclude_docs: x\n", "có exclude_docs, hooks, là việc"),
        ("draft_docs:\n", "có draft_docs, là việc"),
        ("docs_dir: !ENV X\n", "không đọc được mkdocs.yml"),
        ("nav: [!ENV X]\n", "không đọc được mkdocs.yml"),
        ("markdown_extensions: [{a: {b: !!python/name:x }}]\n", "không đọc được mkdocs.yml"),
        ("a: [\n", "không đọc được mkdocs.yml"),
        ("[" * 5000, "không đọc được mkdocs.yml"),
    ],
)
def test_settings_that_only_mkdocs_can_follow_are_reported(text, words):
    with pytest.raises(SiteSettingsError, match=words):
        site_settings(text)
