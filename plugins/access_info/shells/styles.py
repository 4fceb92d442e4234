"""A theme's style sheet cut down to what can apply to our pages.

Material's sheets are 25 kB compressed, more than a whole page of ours may weigh. A rule is kept when
every class, id, element and attribute that its selector names occurs in the pages; what stands in
`:is()`, `:not()` and the like is taken as possible.
"""

from __future__ import annotations

import html.parser
from collections.abc import Iterable, Sequence
from typing import Any

import tinycss2

# Elements that fragments contain, and shells may not. `details` and `summary` are left out: our
# own styles give them their look.
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "article",
        "blockquote",
        "br",
        "button",
        "caption",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "img",
        "input",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
    ]
)
_NESTED = frozenset({"media", "supports", "layer"})


class _Names(html.parser.HTMLParser):
    """Every class, id, element and attribute of some pages."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = set(_TAGS)
        self.attributes = {"hidden", "open", "href", "type"}
        self.values: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Elements of ours (`ai-…`) have styles of their own: no rule of the theme is kept for them.
        if not any(name == "class" and (value or "").startswith("ai-") for name, value in attrs):
            self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            words = (value or "").split() if name == "class" else [value or ""]
            self.values.update((name, word) for word in words)


def trim(sheets: Iterable[str], pages: Iterable[str]) -> str:
    """Cut style sheets down to the rules that can apply to pages.

    Args:
        sheets: CSS, in order.
        pages: HTML of the pages' frames.
    """
    names = _Names()
    for page in pages:
        names.feed(page)
    remaining: list[str] = []
    for sheet in sheets:
        rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        remaining += _applicable(rules, names)
    return _without_unused(remaining)


def _applicable(rules: Sequence[Any], names: _Names) -> list[str]:
    """Return the rules that can apply, each as text."""
    remaining = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in _split(rule.prelude) if _may_match(part, names)]
            if selectors:
                head = ",".join(tinycss2.serialize(part).strip() for part in selectors)
                remaining.append(f"{head}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTED and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            body = "".join(_applicable(inner, names))
            if body:
                head = tinycss2.serialize(rule.prelude)
                remaining.append(f"@{rule.lower_at_keyword}{head}{{{body}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            remaining.append(rule.serialize())
    return remaining


def _split(pieces: Sequence[Any]) -> list[list[Any]]:
    """Split a list of selectors at its commas."""
    parts: list[list[Any]] = [[]]
    for piece in pieces:
        if piece == ",":
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _may_match(selector: Sequence[Any], names: _Names) -> bool:
    """Tell whether all that a selector names occurs in the pages."""
    before = ""
    for piece in selector:
        if piece.type == "ident":
            if before == "." and ("class", piece.value) not in names.values:
                return False
            if before == "" and piece.lower_value not in names.tags:
                return False
            if before == ":" and piece.lower_value in {"host", "fullscreen"}:
                return False
        elif (piece.type == "hash" and ("id", piece.value) not in names.values) or (
            piece.type == "[] block" and not _may_have(piece.content, names)
        ):
            return False
        before = piece.value if piece.type == "literal" and piece.value in ".:" else ""
    return True


def _may_have(content: Sequence[Any], names: _Names) -> bool:
    """Tell whether an attribute, with the very value if one is named, occurs in the pages."""
    pieces = [piece for piece in content if piece.type != "whitespace"]
    if not pieces or pieces[0].lower_value not in names.attributes:
        return False
    if len(pieces) < 3 or pieces[1] != "=":  # noqa: PLR2004 - name, sign, value
        return True
    return (pieces[0].lower_value, pieces[2].value) in names.values


def _without_unused(rules: Sequence[str]) -> str:
    """Drop custom properties that no rule uses: Material keeps icons in them."""
    text = "".join(rules)
    while True:
        used = {part.partition(")")[0].partition(",")[0] for part in text.split("var(")[1:]}
        sheet = tinycss2.parse_stylesheet(text)
        left = "".join(_rewritten(rule, used) for rule in sheet)
        if left == text:
            return text
        text = left


def _rewritten(rule: Any, used: set[str]) -> str:  # noqa: ANN401 - tinycss2 has no types
    if rule.type == "at-rule" and rule.lower_at_keyword in _NESTED:
        inner = "".join(_rewritten(item, used) for item in tinycss2.parse_rule_list(rule.content))
        head = tinycss2.serialize(rule.prelude)
        return f"@{rule.lower_at_keyword}{head}{{{inner}}}" if inner else ""
    if rule.type != "qualified-rule":
        return str(rule.serialize())
    items = tinycss2.parse_blocks_contents(rule.content)
    declarations = [
        item.serialize()
        for item in items
        if item.type != "declaration" or not item.name.startswith("--") or item.name in used
    ]
    body = ";".join(part for part in declarations if part.strip())
    return f"{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else ""
