"""Templates read attributes, keys and functions as our own code does, and escape what is no HTML."""

from __future__ import annotations

from types import SimpleNamespace

import markupsafe
import pytest

from access_info.pages.rendering.environment import environment


def shown(template, **values):
    return environment("vi").from_string(template).render(**values)


def test_an_attribute_of_an_object_and_a_key_of_a_dict_are_written_alike():
    item = SimpleNamespace(title="Bảng giá", of={"name": {"short": "Sở"}})
    assert shown("{{ item.title }}, {{ item.of.name.short }}", item=item) == "Bảng giá, Sở"
    assert shown("{{ forms.get('en') }}", forms={"en": "Form", "get": "x"}) == "Form"


def test_what_is_missing_is_an_error_and_not_nothing():
    with pytest.raises(AttributeError):
        shown("{{ item.titel }}", item=SimpleNamespace(title="x"))
    with pytest.raises(KeyError):
        shown("{{ item.titel }}", item={"title": "x"})


def test_functions_are_called_with_what_is_given_and_text_is_escaped():
    def link(href, *, words):
        return markupsafe.Markup('<a href="{}">{}</a>').format(href, words)

    written = shown("{{ link('?a&b', words=text) }} {{ text }}", link=link, text="<b>")
    assert written == '<a href="?a&amp;b">&lt;b&gt;</a> &lt;b&gt;'
    spread = shown("{{ link(*[text], **{'words': 1}) }}", link=link, text='"')
    assert spread == '<a href="&#34;">1</a>'
