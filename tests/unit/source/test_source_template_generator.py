"""Templates read attributes and keys alike, miss nothing silently, and escape what is no HTML."""

from __future__ import annotations

from types import SimpleNamespace

import jinja2
import markupsafe
import pytest

from access_info.pages.rendering.environment import environment


def shown(template, **values):
    return environment("vi").from_string(template).render(**values)


def test_an_attribute_of_an_object_and_a_key_of_a_dict_are_written_alike():
    item = SimpleNamespace(title="Bảng giá", of={"name": {"short": "Sở"}})
    assert shown("{{ item.title }}, {{ item.of.name.short }}", item=item) == "Bảng giá, Sở"
    assert shown("{{ forms.get('en') }}", forms={"en": "Form", "get": "x"}) == "Form"


@pytest.mark.parametrize("item", [SimpleNamespace(title="x"), {"title": "x"}])
def test_what_is_missing_is_an_error_and_not_nothing(item):
    with pytest.raises(jinja2.UndefinedError):
        shown("{{ item.titel }}", item=item)


def test_functions_are_called_with_what_is_given_and_text_is_escaped():
    def link(href, *, words):
        return markupsafe.Markup('<a href="{}">{}</a>').format(href, words)

    written = shown("{{ link('?a&b', words=text) }} {{ text }}", link=link, text="<b>")
    assert written == '<a href="?a&amp;b">&lt;b&gt;</a> &lt;b&gt;'
    spread = shown("{{ link(*[text], **{'words': 1}) }}", link=link, text='"')
    assert spread == '<a href="&#34;">1</a>'
