"""Our pages in somebody else's site: their page around our content, our styles in it alone.

Whatever made the host's page (a MkDocs theme, another generator), it comes here as text in which the
content has been put (`guest_content`). Nothing of the host's is changed: we add to the head what our
content needs, and fill the host's own table of contents with our headings, where it has one.

Styles are the same as on a site that is ours, written anew (`guest_sheet`): every rule applies below
our one element only; where ours answer to the window's width, a guest's answer to that element's; and
sizes are told in its letters' height instead of the root's (`rem`), which each theme sets as it likes.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tinycss2

from access_info.shells.page import PlainTexts, Shell, rendered
from access_info.source.placeholders import slot, split_at_slots

CONTENT_ID = "noi-dung-chinh"
# Where a guest's styles stand, beside those of a site that is ours.
GUEST_FOLDER = "assets/access-info/guest"
# How our part of a page begins, and what comes behind its foot.
GUEST_START, GUEST_END = '<section class="ai-guest"', 'assets/access-info/page.js"'
# Material writes the page's title as a heading where the content has none; ours comes later.
_HAS_HEADING = "<!--<h1-->"
_SCOPE = f"#{CONTENT_ID}"
# In the place of `.ai-plain` or `.ai-guest`: a class more, as there.
_FRAME = f"{_SCOPE}.ai-guest"
# `.ai-plain h2`, `.ai-guest .ai-tile`: our own frame, or the guest's, at the start of a selector.
_OURS = re.compile(r"^\.ai-(?:plain|guest)\b")
# Of the page around ours: `html:has(…)`, `:root`, `body.x`; not `body`, which holds our colours.
_PAGE = re.compile(r"^(?:html|:root|body)\b(?![\w-])")
_NIGHT = '[data-md-color-scheme="slate"]'
# How Material, Bootstrap and others say that the reader has chosen dark colours.
_ANY_NIGHT = f':is({_NIGHT},[data-bs-theme="dark"],[data-theme="dark"],html.dark)'
_WIDTH = re.compile(r"\((?:min|max)-width:[^)]*\)")
# `1.5rem`, `-.75rem`, `5vw`; not `#1rem` or `--1rem`.
_REM = re.compile(r"(?<![\w#-])(-?\d*\.?\d+)rem\b")
_VW = re.compile(r"(?<![\w#-])(-?\d*\.?\d+)vw\b")
# The letters' height of our element, as a length that elements below inherit.
_UNIT = '@property --ai-u{syntax:"<length>";inherits:true;initial-value:16px}'
_SHEET = re.compile(r"(assets/access-info/)([a-z-]+\.css)")
_SCRIPT = re.compile(r"<script\s[^>]*\bsrc=[^>]*></script>")
# Material takes each `link[rel=alternate]`, our feeds too, for the site in another language: it asks for
# that one's sitemap, and leads links astray. A blank makes it another value, of the same meaning.
_ALTERNATE = ('rel="alternate"', 'rel="alternate "')
_HEADING = re.compile(r'<h2\b[^>]*\sid="?([^"\s>]+)"?[^>]*>(.*?)</h2>', re.S)
_MARKUP = re.compile(r"<[^>]*>")


def guest_content(
    texts: PlainTexts, *, depth: int, host: str, nav: bool = False, home: bool = False
) -> str:
    """Render what stands in the place of the host's own content, with slots.

    Args:
        texts: Words around a page.
        depth: Folders between the page and the site's root.
        host: What the host's page was made by, for styles: a theme's name.
        nav: Whether pages have a navigation of their own.
        home: Whether it is for the section's front page, which has a search box of its own.
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
    """Make a shell of a host's page in which our content stands.

    Args:
        page: HTML of the page, with the slots of `guest_content`. Its table of contents may have one
            entry: a link to `CONTENT_ID` that is called `slot("toc_title")`.
        depth: Folders between the page and the site's root.
        canonical: Whether pages know their absolute address.

    Raises:
        ValueError: The page has no place for the content, or no head.
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
    page, entry = _with_contents(page)
    return dataclasses.replace(Shell.of(page), entry=entry)


def guest_head(head: str) -> tuple[str, str]:
    """Divide what a page of ours has in its head into what stays there and its scripts.

    Scripts stand in the content, since Material's instant loading runs those alone.

    Args:
        head: HTML.
    """
    scripts = "".join(_SCRIPT.findall(head))
    return _SHEET.sub(r"\1guest/\2", _SCRIPT.sub("", head)).replace(*_ALTERNATE), scripts


def headings(content: str, title: str) -> Iterator[tuple[str, str]]:
    """Yield address and words, as HTML, of the headings for the host's table of contents.

    Args:
        content: HTML of a fragment.
        title: The page's, as HTML: the only entry where no heading can be linked to.
    """
    linked = [(f"#{name}", words) for name, words in _HEADING.findall(content)]
    for address, words in linked or [(f"#{CONTENT_ID}", title)]:
        yield address, " ".join(_MARKUP.sub(" ", words).split())


def _with_contents(page: str) -> tuple[str, tuple[str, ...]]:
    """Take the entry of the table of contents out of a page; return it apart, split at its slots."""
    mark, entry = slot("toc_title"), ""
    before, title, after = page.partition(mark)
    start, end = before.rfind("<li"), after.find("</li>")
    if title and start >= 0 and end >= 0 and "</li>" not in before[start:]:
        entry = before[start:] + title + after[: end + len("</li>")]
        page = page.replace(entry, slot("toc"))
    entry = entry.replace(f'"{_SCOPE}"', f'"{slot("toc_address")}"')
    return page.replace(mark, slot("title")), split_at_slots(entry) if entry else ()


def guest_sheet(sheet: str) -> str:
    """Write a style sheet of ours as one for guests.

    Args:
        sheet: CSS.
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return _UNIT + "".join(_written(rules))


def _written(rules: Iterable[Any]) -> Iterator[str]:
    """Yield each rule as it stands in a sheet for guests."""
    for rule in rules:
        if rule.type == "qualified-rule":
            parts = filter(None, map(_scoped, _split(rule.prelude)))
            if selectors := ",".join(parts):
                yield f"{selectors}{{{_measured(tinycss2.serialize(rule.content))}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if body := "".join(_written(inner)):
                condition = tinycss2.serialize(rule.prelude).strip()
                yield _conditioned(rule.lower_at_keyword, condition, body)
        else:
            # Fonts lie one folder above.
            yield rule.serialize().replace('url("', 'url("../')


def _conditioned(keyword: str, condition: str, body: str) -> str:
    """Write rules under a condition: of width, as one of our element's; others as they are."""
    widths = _WIDTH.findall(condition) if keyword == "media" else []
    others = [part for part in re.split(r"\s+and\s+", condition) if part not in widths]
    if widths:
        body = f"@container ai {' and '.join(widths)}{{{body}}}"
    return f"@{keyword} {' and '.join(others)}{{{body}}}" if others else body


def _scoped(selector: str) -> str:
    """Write a selector so that it applies below our element only; "" if it is of the page around."""
    if selector.startswith("body") and _NIGHT in selector:
        return f"{_ANY_NIGHT} {_SCOPE}"
    if selector.startswith(_NIGHT):
        return f"{_ANY_NIGHT} {_SCOPE}{selector.removeprefix(_NIGHT)}"
    if selector == "body":
        return _SCOPE
    if "[data-page-kind=" in selector and _PAGE.match(selector):
        return selector  # a form that is printed alone: the host's page goes
    if selector.startswith("body:has(") and selector.endswith(")"):
        return selector.replace("body", _SCOPE, 1)
    if _PAGE.match(selector) or selector == ".ai-plain":
        return ""
    if _OURS.match(selector):
        return _OURS.sub(_FRAME, selector)
    return f"{_SCOPE} {selector}"


def _measured(declarations: str) -> str:
    """Write sizes by our element: in its letters' height, in its width."""
    return _VW.sub(r"\1cqi", _REM.sub(r"calc(\1*var(--ai-u))", declarations))


def _split(prelude: Sequence[Any]) -> list[str]:
    """Split a list of selectors at its commas."""
    parts: list[list[Any]] = [[]]
    for piece in prelude:
        if piece == ",":
            parts.append([])
        else:
            parts[-1].append(piece)
    return [tinycss2.serialize(part).strip() for part in parts]
