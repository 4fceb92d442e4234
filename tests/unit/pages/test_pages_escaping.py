"""Any text stays text: in elements, in attributes, in links, whatever it holds."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from access_info.pages.rendering.environment import (
    anchor_element,
    attribute,
    environment,
    escaped,
)

HOSTILE = "' onmouseover='a\" onclick=\"b<script>&amp;</script>"
# What a browser reads otherwise than it was written is no matter of escaping.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
TEMPLATE = environment().from_string(
    "<p title=\"{{ text }}\" lang='{{ text }}' id={{ text | attribute }}>{{ text }}</p>"
)


class Read(HTMLParser):
    """Elements with their attributes, and all text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(TEXTS)
@example(HOSTILE)
@example("'")
@example('"')
def test_any_text_in_a_template_stays_text(text: str) -> None:
    read = Read(TEMPLATE.render(text=text))
    assert read.elements == [("p", {"title": text, "lang": text, "id": text})]
    assert read.text == text


@given(TEXTS)
@example(HOSTILE)
@example("'")
@example('"')
def test_any_text_of_a_link_stays_text(text: str) -> None:
    read = Read(f"<b id={attribute(text)}>{anchor_element(text, text)}{escaped(text)}</b>")
    assert read.elements == [("b", {"id": text}), ("a", {"href": text})]
    assert read.text == text * 2
