"""Puts our content as a guest into a page of somebody else's site (the host), with styles for it alone.

Whatever made the host's page (a MkDocs theme, another generator), it comes here as text that already
holds `guest_content`. Nothing of the host's is changed: we add to the head what our content needs, and
fill the host's own table of contents with our headings, where it has one.

`guest_sheet` rewrites the style sheets of a site that is ours for a guest: every rule applies inside our
one element only; conditions on the window's width become conditions on that element's width; and sizes
are relative to its font size instead of the root's (`rem`), which each theme sets as it likes.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tinycss2

from access_info.shells.page import PlainTexts, Shell, rendered
from access_info.source.placeholders import slot, split_at_slots

CONTENT_ID = "noi-dung-chinh"
# The folder of the style sheets for guests, below that of the sheets for a site that is ours.
GUEST_FOLDER = "assets/access-info/guest"
# The text at which our part of a page begins, and the text after its foot.
GUEST_START, GUEST_END = '<section class="ai-guest"', 'assets/access-info/page.js"'
# Material writes the page's title as a heading where the content has none; ours comes later.
_HAS_HEADING = "<!--<h1-->"
_SCOPE = f"#{CONTENT_ID}"
# Replaces `.ai-plain` or `.ai-guest` in a selector; it keeps a class, so that rules keep their precedence.
_GUEST_FRAME = f"{_SCOPE}.ai-guest"
# `.ai-plain h2`, `.ai-guest .ai-tile`: our own frame, or the guest's, at the start of a selector.
_OUR_FRAME_START = re.compile(r"^\.ai-(?:plain|guest)\b")
# A selector of the page around our content: `html:has(…)`, `:root`, `body.x`. Plain `body`, which holds
# our colours, is handled before.
_PAGE_AROUND = re.compile(r"^(?:html|:root|body)\b(?![\w-])")
_NIGHT = '[data-md-color-scheme="slate"]'
# How Material, Bootstrap and others mark that the reader has chosen dark colours.
_ANY_NIGHT = f':is({_NIGHT},[data-bs-theme="dark"],[data-theme="dark"],html.dark)'
_WIDTH = re.compile(r"\((?:min|max)-width:[^)]*\)")
# `1.5rem`, `-.75rem`, `5vw`; not `#1rem` or `--1rem`.
_REM = re.compile(r"(?<![\w#-])(-?\d*\.?\d+)rem\b")
_VW = re.compile(r"(?<![\w#-])(-?\d*\.?\d+)vw\b")
# The font size of our element as a CSS property that inner elements inherit as a length.
_LETTER_SIZE_PROPERTY = '@property --ai-u{syntax:"<length>";inherits:true;initial-value:16px}'
_SHEET_PATH = re.compile(r"(assets/access-info/)([a-z-]+\.css)")
_SCRIPT = re.compile(r"<script\s[^>]*\bsrc=[^>]*></script>")
# Material takes each `link[rel=alternate]`, even a feed of ours, for the site in another language: it then
# asks for that site's sitemap, and misdirects links. With a blank the value means the same in HTML, but
# Material's selector does not match it.
_ALTERNATE = ('rel="alternate"', 'rel="alternate "')
_HEADING = re.compile(r'<h2\b[^>]*\sid="?([^"\s>]+)"?[^>]*>(.*?)</h2>', re.S)
_MARKUP = re.compile(r"<[^>]*>")


def guest_content(
    texts: PlainTexts, *, depth: int, host: str, nav: bool = False, home: bool = False
) -> str:
    """Render our part of a host's page with slots; it takes the place of the host's own content.

    Args:
        texts: The words and links of our part.
        depth: Folders between the page and the site's root.
        host: The theme or generator of the host's page (`material`), which some styles depend on.
        nav: Whether pages have a navigation of their own, as an agency's have.
        home: Whether it is for the front page of our section, which has a search box of its own.
    """
    content = rendered(
        "theme/guest/content.html.jinja",
        depth=depth,
        texts=texts,
        host=host,
        nav_of_agency=nav,
        home=home,
        content_id=CONTENT_ID,
    )
    return content + _HAS_HEADING


def guest_shell(page: str, *, depth: int, canonical: bool) -> Shell:
    """Make a shell from a host's page that holds `guest_content`: add our styles and slots to its head.

    Args:
        page: HTML of the page, with the slots of `guest_content`. Its table of contents may have one
            entry: a link to `CONTENT_ID` with the words `slot("toc_title")`.
        depth: Folders between the page and the site's root.
        canonical: Whether pages know their absolute address.

    Raises:
        ValueError: The page has no slot for the content, or no head.
    """
    root = "../" * depth or "./"
    if "</head>" not in page:
        raise ValueError("the page has no head")
    head = [
        f'<link rel="stylesheet" href="{root}{GUEST_FOLDER}/access-info.css">',
        f'<link rel="stylesheet" href="{root}assets/access-info/as-of.css">',
    ]
    if slot("description") not in page:
        head.append(f'<meta name="description" content="{slot("description")}">')
    if canonical and slot("canonical") not in page:
        head.append(f'<link rel="canonical" href="{slot("canonical")}">')
    head.append(slot("head"))
    page = page.replace(_HAS_HEADING, "").replace("</head>", "".join(head) + "</head>", 1)
    page, entry = _with_contents_slot(page)
    return dataclasses.replace(Shell.of(page), entry=entry)


def guest_head(head: str) -> tuple[str, str]:
    """Split the head of a page of ours into (HTML for the host's head, scripts for the content).

    Scripts go into the content, since Material's instant loading executes only those; paths of style
    sheets become those of the sheets for guests.

    Args:
        head: HTML.
    """
    scripts = "".join(_SCRIPT.findall(head))
    return _SHEET_PATH.sub(r"\1guest/\2", _SCRIPT.sub("", head)).replace(*_ALTERNATE), scripts


def headings(content: str, title: str) -> Iterator[tuple[str, str]]:
    """Yield address and words, as HTML, of a page's headings, for the host's table of contents.

    Args:
        content: HTML of the page's content.
        title: The page's title, as HTML: the only entry where no heading has an id to link to.
    """
    linked = [(f"#{name}", words) for name, words in _HEADING.findall(content)]
    for address, words in linked or [(f"#{CONTENT_ID}", title)]:
        yield address, " ".join(_MARKUP.sub(" ", words).split())


def _with_contents_slot(page: str) -> tuple[str, tuple[str, ...]]:
    """Put a slot in place of the one entry of a host's table of contents (`<li>…</li>`).

    Return the page, and the entry split at its slots, to be repeated for each heading; () without one.
    Wherever else the page repeats the entry's words, our page's title will stand.
    """
    mark, entry = slot("toc_title"), ""
    before, title, after = page.partition(mark)
    start, end = before.rfind("<li"), after.find("</li>")
    if title and start >= 0 and end >= 0 and "</li>" not in before[start:]:
        entry = before[start:] + title + after[: end + len("</li>")]
        page = page.replace(entry, slot("toc"))
    entry = entry.replace(f'"{_SCOPE}"', f'"{slot("toc_address")}"')
    return page.replace(mark, slot("title")), split_at_slots(entry) if entry else ()


def guest_sheet(sheet: str) -> str:
    """Rewrite a style sheet of ours for guests: its rules apply inside our element of the page only.

    Args:
        sheet: CSS.
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return _LETTER_SIZE_PROPERTY + "".join(_guest_rules(rules))


def _guest_rules(rules: Iterable[Any]) -> Iterator[str]:
    """Yield each rule as text, rewritten for guests; rules for the page around ours are left out."""
    for rule in rules:
        if rule.type == "qualified-rule":
            parts = filter(None, map(_scoped, _selectors_of(rule.prelude)))
            if selectors := ",".join(parts):
                yield f"{selectors}{{{_in_element_units(tinycss2.serialize(rule.content))}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if body := "".join(_guest_rules(inner)):
                condition = tinycss2.serialize(rule.prelude).strip()
                yield _under_condition(rule.lower_at_keyword, condition, body)
        else:
            # Sheets for guests lie one folder deeper than the fonts they name.
            yield rule.serialize().replace('url("', 'url("../')


def _under_condition(keyword: str, condition: str, body: str) -> str:
    """Return rules under a condition; one on the window's width becomes one on our element's.

    `@media (min-width:40rem){…}` → `@container ai (min-width:40rem){…}`
    """
    widths = _WIDTH.findall(condition) if keyword == "media" else []
    others = [part for part in re.split(r"\s+and\s+", condition) if part not in widths]
    if widths:
        body = f"@container ai {' and '.join(widths)}{{{body}}}"
    return f"@{keyword} {' and '.join(others)}{{{body}}}" if others else body


def _scoped(selector: str) -> str:
    """Return a selector that applies inside our element only; "" for one of the page around it.

    `.ai-tile` → `#noi-dung-chinh .ai-tile`, `body` → `#noi-dung-chinh`, `html` → "".
    """
    if selector.startswith("body") and _NIGHT in selector:
        return f"{_ANY_NIGHT} {_SCOPE}"
    if selector.startswith(_NIGHT):
        return f"{_ANY_NIGHT} {_SCOPE}{selector.removeprefix(_NIGHT)}"
    if selector == "body":
        return _SCOPE
    if "[data-page-kind=" in selector and _PAGE_AROUND.match(selector):
        return selector  # hides the host's page around a form that is printed alone
    if selector.startswith("body:has(") and selector.endswith(")"):
        return selector.replace("body", _SCOPE, 1)
    if _PAGE_AROUND.match(selector) or selector == ".ai-plain":
        return ""
    if _OUR_FRAME_START.match(selector):
        return _OUR_FRAME_START.sub(_GUEST_FRAME, selector)
    return f"{_SCOPE} {selector}"


def _in_element_units(declarations: str) -> str:
    """Return declarations whose sizes follow our element: `rem` its font size, `vw` its width."""
    return _VW.sub(r"\1cqi", _REM.sub(r"calc(\1*var(--ai-u))", declarations))


def _selectors_of(prelude: Sequence[Any]) -> list[str]:
    """Return the selectors of a rule as text: `h2, h3` → `["h2", "h3"]`."""
    parts = itertools.groupby(prelude, key=lambda piece: piece == ",")
    return [tinycss2.serialize(list(part)).strip() for is_comma, part in parts if not is_comma]
