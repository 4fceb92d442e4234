"""A setting of ours in a `mkdocs.yml`, read without MkDocs."""

from __future__ import annotations

import pytest

from access_info.source.mkdocs_settings import plugin_setting


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plugins:\n- search\n- access-info:\n    laws: luat\n", "luat"),
        ("plugins:\n  access-info:\n    laws: 'luật/của tỉnh'\n", "luật/của tỉnh"),
        ("x: !!python/object/apply:os.system [exit]\nplugins: [{access-info: {laws: x}}]\n", "x"),
        ("x: !ENV [A, b]\nplugins: [{access-info: {laws: luat}}]\n", "luat"),
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
