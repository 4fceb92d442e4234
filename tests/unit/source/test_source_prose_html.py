"""Free pages are rendered in linear time, or refused with the place."""

from __future__ import annotations

import sys

import pytest
from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st

from access_info.model.types import fold
from access_info.pages.rendering.environment import render_markdown
from access_info.source.markdown import MarkdownLimit, TooCostlyError, markdown_html

ATOMS = (
    *("[", "![", "](", "][", "]", "[a](b)", "[a](<", "[a]: b\n", '[a](b "', "(", ")"),
    *(
        "<",
        "<a ",
        '<a href="',
        "<b>",
        "<!--",
        "<!-- > ",
        "<![CDATA[",
        "<?",
        "<div>\n",
        "</div>\n",
        ">",
    ),
    *("`", "`` ", "``` `", "*", "*a ", "**a*b ", "_a __b ", "*a_", "***a ", "\\", "\\*", "&", "&#"),
    *(
        "> ",
        "- ",
        "* ",
        "1. ",
        "    - ",
        "    ",
        "\t",
        "# a\n",
        "a\n===\n",
        "a|",
        "|-|\n",
        "-|",
        "---\n",
    ),
    *("a", " ", "\n", "\n\n", "  \n", "<http://a>", "{: #a }\n", "đ\u0323", "\u0002"),
)


def refused(text):
    with pytest.raises(TooCostlyError) as caught:
        markdown_html(text, fold)
    return caught.value


@pytest.mark.parametrize(
    ("text", "limit", "line", "column"),
    [
        ("Sáng.\n\nXem " + "[" * 9600, MarkdownLimit.UNCLOSED, 3, 5),
        ("![" * 5000, MarkdownLimit.UNCLOSED, 1, 2),
        ("a\n\n" + "[a](" * 3000, MarkdownLimit.UNCLOSED, 3, 1),
        ("[" * 2000 + "]" * 2000, MarkdownLimit.UNCLOSED, 1, 128),
        ("<a " * 4000, MarkdownLimit.UNCLOSED, 1, 748),
        ("<!-- > " * 2000, MarkdownLimit.UNCLOSED, 1, 1520),
        ("<![CDATA[" * 2000, MarkdownLimit.UNCLOSED, 1, 1513),
        ("**a*b " * 4000, MarkdownLimit.UNCLOSED, 1, 1),
        ("a\n\n" + "> " * 21 + "a", MarkdownLimit.NESTING, 3, 1),
        ("- " * 21 + "a", MarkdownLimit.NESTING, 1, 1),
        ("a\n" + "    " * 21 + "- a", MarkdownLimit.NESTING, 2, 1),
        ("a|" * 2000 + "\n" + "-|" * 2000 + "\n" + "a\n" * 10, MarkdownLimit.TABLE, 1, 1),
        ("# a\n\n" * 501, MarkdownLimit.HEADINGS, 1001, 1),
        ("a" * 100_001, MarkdownLimit.LENGTH, 1, 100_001),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else str(value),
)
def test_what_would_take_too_long_is_refused_with_its_place(text, limit, line, column):
    error = refused(text)
    assert error.limit is limit
    assert (error.line, abs(error.column - column) < 400) == (line, True)
    assert "chưa dựng được" in render_markdown(text).html


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"- [Mục {n}](../cong-khai/#2026-{n:03}) ngày *{n}*" for n in range(800)),
        "a|b|c\n-|-|-\n"
        + "\n".join(f"{n}|[x](https://mau.example/{n}_{n})|**{n}**" for n in range(600)),
        "\n\n".join(
            f"## Mục {n}\n\n" + "Một câu dài, <b>đậm</b> và `mã`. " * 20 for n in range(100)
        ),
        "* * * * * * * * * * * * * * * * * * * * * * * * *\n\n" + "-" * 200,
        "1. a\n    - b\n        - c\n            > d\n\n" + "    " * 5 + "mã",
        "Dưới 5 < 6 và 7 > 3, [chưa đóng, *sao lẻ, giá_trị_một. " * 40,
    ],
)
def test_ordinary_pages_are_rendered(text):
    assert markdown_html(text, fold).startswith("<")


class _Steps:
    """Counts lines of Python that run: the same number on every machine."""

    def __init__(self):
        self.count = 0

    def __call__(self, frame, event, argument):
        del frame, argument
        self.count += event == "line"
        return self


def steps(text):
    counter, before = _Steps(), sys.gettrace()
    markdown_html.cache_clear()
    sys.settrace(counter)
    try:
        markdown_html(text, fold)
    except TooCostlyError:
        pass
    finally:
        sys.settrace(before)
    return counter.count


@examples(60)
@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3))
def test_no_text_takes_more_than_its_length_and_the_limits_allow(atoms):
    unit = "".join(atoms)
    text = unit * (6000 // len(unit) + 1)
    # Without limits, brackets alone take ten times that.
    assert steps(text) < 4_000_000
