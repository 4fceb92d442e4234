"""Render the Markdown of free pages to HTML, within limits.

Pages come from many hands, and a few kilobytes of brackets that are never closed keep the library busy
for a quarter of a minute. Text for which it would take more than linear time is counted beforehand and refused:
the same page is refused on every machine, however fast it is.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import html
import importlib.util
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import frontmatter
import markdown
import yaml
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from access_info.problems import quotable
from access_info.unchanged.store import Store, StoredResult

_MAX_CHARACTERS = 100_000
_MAX_LEVELS = 20
_MAX_CELLS = 20_000
_MAX_HEADINGS = 500
# Characters that the library would look at again and again, for signs whose partner does not come.
_MAX_BRACKET_STEPS = 500_000
_MAX_ANGLE_STEPS = 3_000_000
# A regular expression looks at about so many characters while Python looks at one.
_CHARACTERS_PER_STEP = 40
# `> - 1.` of `> - 1. Nội dung`.
_MARKERS = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}\.)(?=[ \t])))*")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*)*")
_HEADING = re.compile(r" {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)")
# How constructs of HTML begin, and what ends them.
_END_OF_CONSTRUCT = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_CONSTRUCT_BEGIN = re.compile(r"<(?:!--|!\[CDATA\[|\?)?")
_COLUMNS_PER_LEVEL = 4  # columns of a tab, and of one level of a list


class MarkdownLimit(StrEnum):
    """A limit that a page exceeds, so that it is not rendered."""

    LENGTH = "length"
    NESTING = "nesting"
    UNCLOSED = "unclosed"
    TABLE = "table"
    HEADINGS = "headings"


class TooCostlyError(Exception):
    """A page that is not rendered, since that would take too long.

    Attributes:
        limit: The limit it exceeds.
        line: Line where the excess begins, from 1, in the text.
        column: Column in characters, from 1.
        text: The beginning of the text there, for people.
    """

    def __init__(self, limit: MarkdownLimit, text: str, position: int) -> None:
        """Take the limit, the page and the offset where the excess begins."""
        super().__init__(limit.value)
        self.limit = limit
        self.line = text.count("\n", 0, position) + 1
        start = text.rfind("\n", 0, position) + 1
        self.column = position - start + 1
        self.text = quotable(text[position:].split("\n", 1)[0], longest=20)


@functools.lru_cache(maxsize=64)
def markdown_html(text: str, slug: Callable[[str], str]) -> str:
    """Render Markdown to HTML, which is not yet safe to publish.

    The result is remembered, for a page is first checked and then shown.

    Args:
        text: The Markdown.
        slug: Returns the id of a heading from its words.

    Raises:
        TooCostlyError: It would take too long.
    """
    for position, limit in _excesses(text):
        raise TooCostlyError(limit, text, position)
    converter = markdown.Markdown(
        extensions=["tables", "sane_lists", TocExtension(slugify=lambda words, _: slug(words))],
        output_format="html",
    )
    # After the page is cut into blocks, before what stands in them is read (priority 20).
    converter.treeprocessors.register(_StepCounter(text), "weigh", 25)
    try:
        return converter.convert(text)
    except RecursionError:
        raise TooCostlyError(MarkdownLimit.NESTING, text, 0) from None


def _excesses(text: str) -> Iterator[tuple[int, MarkdownLimit]]:
    """Yield (offset, limit) for each limit that the text as a whole exceeds.

    These make cutting it into blocks slow: length, nesting, headings, tables, unclosed “<”.
    """
    if len(text) > _MAX_CHARACTERS:
        yield _MAX_CHARACTERS, MarkdownLimit.LENGTH
    start, headings, first_of_block, lines_of_block, columns = 0, 0, 0, 0, 0
    for line in text.split("\n"):
        if _depth_of_line(line) > _MAX_LEVELS and not _RULE.fullmatch(line):
            yield start, MarkdownLimit.NESTING
        headings += bool(_HEADING.match(line))
        if headings > _MAX_HEADINGS:
            yield start, MarkdownLimit.HEADINGS
        if line.strip():
            if not lines_of_block:
                first_of_block, columns = start, 0
            lines_of_block += 1
            # The heading and the row of dashes below it tell how wide a table is.
            if lines_of_block <= 2:  # noqa: PLR2004
                columns = max(columns, line.count("|"))
            if columns * lines_of_block > _MAX_CELLS:
                yield first_of_block, MarkdownLimit.TABLE
        else:
            lines_of_block = 0
        start += len(line) + 1
    steps = 0
    for match in _CONSTRUCT_BEGIN.finditer(text):
        end = text.find(_END_OF_CONSTRUCT.get(match[0], ">"), match.end())
        steps += (end if end >= 0 else len(text)) - match.start()
        if steps > _MAX_ANGLE_STEPS:
            yield match.start(), MarkdownLimit.UNCLOSED


def _depth_of_line(line: str) -> int:
    """Return how deep a line stands in lists and quotations: “> - 1. a” → 3."""
    markers = _MARKERS.match(line)
    before = markers[0] if markers else ""
    signs = len(re.findall(r"[>*+-]|\d+\.", before))
    blank = line[len(before) :]
    indent = before + blank[: len(blank) - len(blank.lstrip(" \t"))]
    wide = len(indent.replace("\t", " " * _COLUMNS_PER_LEVEL)) - signs
    return max(signs, wide // _COLUMNS_PER_LEVEL)


class _StepCounter(Treeprocessor):
    """A step of rendering that counts how long reading the text of the blocks would take."""

    def __init__(self, source: str) -> None:
        """Take the whole page, to find places in it."""
        super().__init__()
        self._source = source

    def run(self, root: ElementTree.Element) -> None:
        """Count the steps that reading the text of each block would take, and change nothing.

        Raises:
            TooCostlyError: There are too many.
        """
        steps = 0
        for element in root.iter():
            for text in (element.text, element.tail):
                if not text or isinstance(text, markdown.util.AtomicString):
                    continue
                signs = sum(map(text.count, "*_`"))
                steps += signs * len(text) // _CHARACTERS_PER_STEP
                # Of a text without brackets, the signs are weighed alone.
                for position, more in (*_bracket_steps(text), (0, 0)):
                    steps += more
                    if steps > _MAX_BRACKET_STEPS:
                        place = self._find(text, position)
                        raise TooCostlyError(MarkdownLimit.UNCLOSED, self._source, place)

    def _find(self, text: str, position: int) -> int:
        """Return the offset in the page of the line at an offset in a block's text."""
        line = text[position:].split("\n", 1)[0] or text.strip().split("\n", 1)[0]
        return max(self._source.find(line), 0)


def _bracket_steps(text: str) -> Iterator[tuple[int, int]]:
    """Yield (offset, steps) for each opening bracket: how far the library looks for its end.

    That is the closing bracket, and behind it the end of the link's target; far away if they are
    missing.
    """
    ends = _partners(text, "[", "]")
    targets = _partners(text, "(", ")")
    size = len(text)
    for start, end in ends.items():
        steps = end - start
        if text[end + 1 : end + 2] == "(":
            steps += targets.get(end + 1, size) - end
        elif text[end + 1 : end + 2] == "[":
            steps += ends.get(end + 1, size) - end
        yield start, steps


def _partners(text: str, opening: str, closing: str) -> dict[int, int]:
    """Return the offset of the closing sign by that of the opening one; the text's end if none closes it."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(f"[{re.escape(opening + closing)}]", text):
        if match[0] == opening:
            waiting.append(match.start())
            partners[match.start()] = len(text)
        elif waiting:
            partners[waiting.pop()] = match.start()
    return partners


_ATTRIBUTE_OF_LINK = {"a": "href", "img": "src"}
# After the extensions have had their say; MkDocs resolves links at the same moment.
_AFTER_ALL_OTHERS = 0


class UnreadablePageError(Exception):
    """A hand-written page that cannot be rendered; the message is Vietnamese."""


@dataclasses.dataclass(frozen=True)
class HandWrittenText:
    """A hand-written page after rendering.

    Attributes:
        fields: Its front matter.
        html: Its content.
        heading: Plain text of its first heading of the first level, or "".
        anchors: Ids that links to parts of the page may name.
    """

    fields: Mapping[str, Any]
    html: str
    heading: str
    anchors: frozenset[str]


def read_hand_written(
    path: Path,
    extensions: Mapping[str, Mapping[str, Any]],
    resolve: Callable[[str], str],
    rendered: RenderedTexts | None = None,
) -> HandWrittenText:
    """Render a hand-written page.

    Args:
        path: The Markdown file, in UTF-8.
        extensions: Extensions of Markdown, each with its options.
        resolve: Returns the address of a link or picture as the page must write it.
        rendered: What was rendered before, or `None`.

    Raises:
        UnreadablePageError: Its text, its front matter or an extension of Markdown cannot be read.
    """
    try:
        fields, body = frontmatter.parse(path.read_text(encoding="utf-8-sig"))
        earlier = rendered.get(path, body, extensions, resolve) if rendered is not None else None
        if earlier is not None:
            return dataclasses.replace(earlier, fields=fields)
        converter = markdown.Markdown(
            extensions=list(extensions),
            extension_configs={name: dict(options) for name, options in extensions.items()},
        )
    except UnicodeDecodeError:
        raise UnreadablePageError(f"{path}: tệp không phải chữ mã UTF-8") from None
    except yaml.YAMLError as error:
        words = " ".join(str(error).split())
        raise UnreadablePageError(f"{path}: phần giữa hai dòng --- không đúng: {words}") from None
    except (ImportError, TypeError, KeyError, ValueError) as error:
        raise UnreadablePageError(f"markdown_extensions không dùng được: {error}") from None
    links = _ResolvedLinks(resolve, converter)
    converter.treeprocessors.register(links, "links", _AFTER_ALL_OTHERS)
    content = converter.convert(body)
    anchors = _Anchors()
    anchors.feed(content)
    text = HandWrittenText(fields, content, links.heading, frozenset(anchors.found))
    if rendered is not None:
        rendered.put(path, body, extensions, text, links.resolved)
    return text


# Those of PyMdown's extensions that read further files, from any folder that a page names.
_FILE_READERS = frozenset({"pymdownx.b64", "pymdownx.snippets"})


def reads_only_the_page(extension: str) -> bool:
    """Tell whether a Markdown extension is known to read nothing but the page.

    True of Python-Markdown's own extensions, and of PyMdown's except those that include files.
    """
    if extension.startswith("pymdownx."):
        return extension not in _FILE_READERS
    name = extension.removeprefix("markdown.extensions.")
    return (
        name.isidentifier() and importlib.util.find_spec(f"markdown.extensions.{name}") is not None
    )


class RenderedTexts:
    """Hand-written pages as they were rendered before, each for the text and the settings it was made from.

    Where a link leads depends on all other pages: one is right as long as each of its links still
    leads where it did.
    """

    def __init__(self, store: Store, program: str) -> None:
        """Take the store; and a hash of the program, another version of which renders anew."""
        self._store, self._program = store, program

    def get(
        self,
        path: Path,
        body: str,
        extensions: Mapping[str, Mapping[str, Any]],
        resolve: Callable[[str], str],
    ) -> HandWrittenText | None:
        """Return a page without its front matter; `None` if it must be rendered."""
        content = self._store.get(*self._place(path, body, extensions))
        if content is None:
            return None
        page, heading, anchors, links = json.loads(content)
        # All are asked for, since whoever resolves them notes those that lead nowhere.
        if [resolve(address) for address, _ in links] != [leads_to for _, leads_to in links]:
            return None
        return HandWrittenText({}, page, heading, frozenset(anchors))

    def put(
        self,
        path: Path,
        body: str,
        extensions: Mapping[str, Mapping[str, Any]],
        text: HandWrittenText,
        links: Sequence[tuple[str, str]],
    ) -> None:
        """Store a rendered page with its links: address as written, and as resolved."""
        if all(map(reads_only_the_page, extensions)):
            content = json.dumps([text.html, text.heading, sorted(text.anchors), links]).encode()
            self._store.put([StoredResult(*self._place(path, body, extensions), content)])

    def _place(
        self, path: Path, body: str, extensions: Mapping[str, Mapping[str, Any]]
    ) -> tuple[str, str, str]:
        """Return producer, name and key of a page in the store."""
        made_from = f"{self._program}\0{extensions!r}\0{body}".encode()
        return (
            "hand-written",
            hashlib.blake2b(os.fsencode(path), digest_size=16).hexdigest(),
            hashlib.blake2b(made_from, digest_size=16).hexdigest(),
        )


class _ResolvedLinks(Treeprocessor):
    """A step of rendering that resolves the links of a page, and notes its first heading."""

    def __init__(self, resolve: Callable[[str], str], converter: markdown.Markdown) -> None:
        """Take the function that resolves an address, and the converter that keeps the page's entities."""
        super().__init__(converter)
        self._resolve = resolve
        self.heading = ""
        self.resolved: list[tuple[str, str]] = []

    def run(self, root: ElementTree.Element) -> None:
        """Resolve every link and picture, and note the first heading."""
        for element in root.iter():
            if element.tag == "h1" and not self.heading:
                words = "".join(element.itertext()).replace(AMP_SUBSTITUTE, "&")
                words = re.sub("\x02.*?\x03", "", HTML_PLACEHOLDER_RE.sub(self._entity, words))
                self.heading = html.unescape(" ".join(words.split()))
            address = element.get(_ATTRIBUTE_OF_LINK.get(element.tag, ""), "")
            # E-mail addresses are left: Markdown has encoded them against address collectors.
            if address and AMP_SUBSTITUTE not in address:
                self.resolved.append((address, self._resolve(address)))
                element.set(_ATTRIBUTE_OF_LINK[element.tag], self.resolved[-1][1])

    def _entity(self, match: re.Match[str]) -> str:
        """Return the entity that a placeholder stands for, `&amp;`; "" where it stands for a tag."""
        kept = str(self.md.htmlStash.rawHtmlBlocks[int(match[1])])
        return kept if kept.startswith("&") else ""


class _Anchors(HTMLParser):
    """A parser that gathers the ids that links to parts of a page may name."""

    def __init__(self) -> None:
        """Begin with no ids."""
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id, and the name of an `<a>`."""
        for name, value in attrs:
            if value and (name == "id" or (tag == "a" and name == "name")):
                self.found.add(value)
