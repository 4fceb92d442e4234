"""What portals' own filters leave of the code that we offer them.

The filters were run on 2026-12-01 on the codes of this page and on a sample with every attribute below;
theirs are not part of this project. The record is ours: run them again when a newer version comes.

NukeViet: its class `NukeViet\\Core\\Request`, constructed as its own main file does, `get_editor` with the
    tags and trusted domains that its installer writes, under PHP 8.4: 4.3.09, 4.4.08, 4.5.05 (of
    2024-03-27), 4.6 in development (of 2024-03-27).
Liferay: AntiSamy 1.7.4 with the rules of its bundle `portal.security.antisamy` 6.0.52: those of everything,
    and those of blogs and knowledge base. By its source, web content (`JournalArticle`) passes unfiltered.
SharePoint: not tried.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

PAGE = "gan-vao-cong/index.html"
_COMMON = {"id", "class", "style", "title"}
_FRAME = {"src", "width", "height", "frameborder", "scrolling", "sandbox", "allow", *_COMMON}
_TEXT = {"p": _COMMON, "ul": _COMMON, "li": _COMMON, "a": {"href", "target", *_COMMON}}
# What comes out as it went in, by filter. NukeViet keeps `src` of a frame only for a trusted domain.
PASSING = {
    "NukeViet": _TEXT
    | {"iframe": _FRAME | {"name", "loading", "referrerpolicy", "allowfullscreen"}},
    "Liferay, blogs": _TEXT | {"iframe": _FRAME | {"allowfullscreen"}},
    "Liferay, everything else": _TEXT,
}
# A title with any other sign is taken away whole (Liferay); NukeViet turns quotation marks into others.
TITLE = re.compile(r"[\w\s\-_',:\[\]!./\\()&]+")
_SNIPPET = re.compile(r'<pre[^>]* data-snippet="?(\w+)"?[^>]*><code>(.*?)</code>', re.S)


class _Elements(HTMLParser):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def codes(demo) -> dict[str, list[str]]:
    """Every code that a page of the demo offers, by kind."""
    by_kind: dict[str, list[str]] = {"frame": [], "links": [], "script": []}
    for path in (demo / "site/co-quan").glob(f"*/{PAGE}"):
        for kind, code in _SNIPPET.findall(path.read_text(encoding="utf-8")):
            by_kind[kind].append(html.unescape(code))
    assert len(by_kind["links"]) > 10
    assert len(by_kind["frame"]) == 8 * len(by_kind["links"])
    return by_kind


@pytest.mark.parametrize(
    ("kind", "portal"),
    [
        ("frame", "NukeViet"),
        ("frame", "Liferay, blogs"),
        ("links", "NukeViet"),
        ("links", "Liferay, blogs"),
        ("links", "Liferay, everything else"),
    ],
)
def test_what_is_offered_comes_through_the_filter_whole(codes, kind, portal):
    for code in codes[kind]:
        for tag, attributes in _Elements(code).elements:
            assert set(attributes) <= PASSING[portal][tag], code
            # An attribute without a value hides the next one from NukeViet's filter.
            assert all(attributes.values()), code
            assert TITLE.fullmatch(attributes.get("title", "-")), code


def test_where_frames_are_taken_away_the_link_remains(codes):
    passing = PASSING["Liferay, everything else"]
    for code in codes["frame"]:
        elements = _Elements(code).elements
        left = [tag for tag, attributes in elements if set(attributes) <= passing.get(tag, set())]
        assert left == ["p", "a"]
        assert code.index("<a ") < code.index("<iframe "), "an empty frame would hide it"
        page = dict(elements)["a"]["href"]
        assert dict(elements)["iframe"]["src"].replace("nhung/", "") == page


def test_the_script_is_published_at_the_address_in_the_code(codes, demo):
    (code,) = set(codes["script"])
    ((tag, attributes),) = _Elements(code).elements
    assert tag == "script"
    home = "https://tiep-can-thong-tin.mau.example/"
    assert (demo / "site" / attributes["src"].removeprefix(home)).is_file()
