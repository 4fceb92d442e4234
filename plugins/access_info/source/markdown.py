"""Markdown of free pages → HTML, within limits.

Pages come from many hands, and a few kilobytes of brackets that are never closed keep the library busy
for a quarter of a minute. What it would take more than linear time for is counted beforehand and refused:
the same page is refused on every machine, however fast it is.
"""

from __future__ import annotations

import dataclasses
import functools
import html
import re
from collections.abc import Callable, Iterator, Mapping
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
from markdown.util import AMP_SUBSTITUTE

from access_info.problems import quotable

_MAX_CHARACTERS = 100_000
_MAX_LEVELS = 20
_MAX_CELLS = 20_000
_MAX_HEADINGS = 500
# Characters that the library would look at again and again, for signs whose partner does not come.
_MAX_BRACKET_STEPS = 500_000
_MAX_ANGLE_STEPS = 3_000_000
# A regular expression looks at about so many characters while Python looks at one.
_FASTER = 40
# `> - 1.` of `> - 1. Nội dung`.
_MARKERS = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}\.)(?=[ \t])))*")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*)*")
_HEADING = re.compile(r" {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)")
# How constructs of HTML begin, and what ends them.
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_BEGIN = re.compile(r"<(?:!--|!\[CDATA\[|\?)?")
_WIDE = 4  # columns of a tab, and of one level of a list


class MarkdownLimit(StrEnum):
    """What a page has too much of."""

    LENGTH = "length"
    NESTING = "nesting"
    UNCLOSED = "unclosed"
    TABLE = "table"
    HEADINGS = "headings"


class TooCostlyError(Exception):
    """A page that is not rendered.

    Attributes:
        limit: What it has too much of.
        line: Where that begins, from 1, in the text.
        column: Where in the line that begins, in characters, from 1.
        text: What stands there.
    """

    def __init__(self, limit: MarkdownLimit, text: str, position: int) -> None:
        """Take the place as a position in the text."""
        super().__init__(limit.value)
        self.limit = limit
        self.line = text.count("\n", 0, position) + 1
        start = text.rfind("\n", 0, position) + 1
        self.column = position - start + 1
        self.text = quotable(text[position:].split("\n", 1)[0], longest=20)


@functools.lru_cache(maxsize=64)
def markdown_html(text: str, slug: Callable[[str], str]) -> str:
    """Render Markdown; what comes out is not yet safe to publish.

    Who checks a page and who shows it ask for the same text: it is rendered once.

    Args:
        text: The Markdown.
        slug: Makes an id of a heading's words.

    Raises:
        TooCostlyError: It would take too long.
    """
    for position, limit in _blocks_over(text):
        raise TooCostlyError(limit, text, position)
    converter = markdown.Markdown(
        extensions=["tables", "sane_lists", TocExtension(slugify=lambda words, _: slug(words))],
        output_format="html",
    )
    # After the page is cut into blocks, before what stands in them is read (priority 20).
    converter.treeprocessors.register(_Weigher(text), "weigh", 25)
    try:
        return converter.convert(text)
    except RecursionError:
        raise TooCostlyError(MarkdownLimit.NESTING, text, 0) from None


def _blocks_over(text: str) -> Iterator[tuple[int, MarkdownLimit]]:
    """Yield where a text has too much for the library to cut it into blocks."""
    if len(text) > _MAX_CHARACTERS:
        yield _MAX_CHARACTERS, MarkdownLimit.LENGTH
    start, headings, first_of_block, lines_of_block, columns = 0, 0, 0, 0, 0
    for line in text.split("\n"):
        if _levels(line) > _MAX_LEVELS and not _RULE.fullmatch(line):
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
    for match in _BEGIN.finditer(text):
        end = text.find(_ENDS.get(match[0], ">"), match.end())
        steps += (end if end >= 0 else len(text)) - match.start()
        if steps > _MAX_ANGLE_STEPS:
            yield match.start(), MarkdownLimit.UNCLOSED


def _levels(line: str) -> int:
    """Count how deep a line stands in lists and quotations, at most."""
    markers = _MARKERS.match(line)
    before = markers[0] if markers else ""
    signs = len(re.findall(r"[>*+-]|\d+\.", before))
    blank = line[len(before) :]
    indent = before + blank[: len(blank) - len(blank.lstrip(" \t"))]
    wide = len(indent.replace("\t", " " * _WIDE)) - signs
    return max(signs, wide // _WIDE)


class _Weigher(Treeprocessor):
    """Count of the steps that reading the text of each block would take."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source

    def run(self, root: ElementTree.Element) -> None:
        """Count the steps that reading the text of each block would take.

        Raises:
            TooCostlyError: There are too many.
        """
        steps = 0
        for element in root.iter():
            for text in (element.text, element.tail):
                if not text or isinstance(text, markdown.util.AtomicString):
                    continue
                signs = sum(map(text.count, "*_`"))
                steps += signs * len(text) // _FASTER
                for position, more in _bracket_steps(text):
                    steps += more
                    if steps > _MAX_BRACKET_STEPS:
                        raise TooCostlyError(
                            MarkdownLimit.UNCLOSED, self._source, self._find(text, position)
                        )
                if steps > _MAX_BRACKET_STEPS:
                    raise TooCostlyError(MarkdownLimit.UNCLOSED, self._source, self._find(text, 0))

    def _find(self, text: str, position: int) -> int:
        """Find where in the page the text of a block stands."""
        line = text[position:].split("\n", 1)[0] or text.strip().split("\n", 1)[0]
        return max(self._source.find(line), 0)


def _bracket_steps(text: str) -> Iterator[tuple[int, int]]:
    """Yield each opening bracket with how far its partner, and its target's, are."""
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
    """Map each opening sign to the one that closes it, or to the text's end."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(f"[{re.escape(opening + closing)}]", text):
        if match[0] == opening:
            waiting.append(match.start())
            partners[match.start()] = len(text)
        elif waiting:
            partners[waiting.pop()] = match.start()
    return partners


_LINKS = {"a": "href", "img": "src"}
# After the extensions have had their say; MkDocs resolves links at the same moment.
_LAST = 0


class UnreadablePageError(Exception):
    """A page that cannot be rendered; the message is Vietnamese."""


@dataclasses.dataclass(frozen=True)
class HandWrittenText:
    """A page as it was rendered.

    Attributes:
        fields: Its front matter.
        html: Its content.
        heading: Plain text of its first heading of the first level, or "".
        anchors: Ids that links may name.
    """

    fields: Mapping[str, Any]
    html: str
    heading: str
    anchors: frozenset[str]


def read_hand_written(
    path: Path,
    extensions: Mapping[str, Mapping[str, Any]],
    resolve: Callable[[str], str],
) -> HandWrittenText:
    """Render a hand-written page.

    Args:
        path: The Markdown file, in UTF-8.
        extensions: Of Markdown, each with its options.
        resolve: Gives a link or a picture's address as the page must write it.

    Raises:
        UnreadablePageError: Its text, its front matter or an extension of Markdown cannot be read.
    """
    try:
        fields, body = frontmatter.parse(path.read_text(encoding="utf-8-sig"))
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
    links = _ResolvedLinks(resolve)
    converter.treeprocessors.register(links, "links", _LAST)
    content = converter.convert(body)
    anchors = _Anchors()
    anchors.feed(content)
    return HandWrittenText(fields, content, links.heading, frozenset(anchors.found))


class _ResolvedLinks(Treeprocessor):
    """Resolves links of a page, and notes its heading."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        super().__init__()
        self._resolve = resolve
        self.heading = ""

    def run(self, root: ElementTree.Element) -> None:
        """Resolve every link and picture."""
        for element in root.iter():
            if element.tag == "h1" and not self.heading:
                words = re.sub("\x02.*?\x03", "", "".join(element.itertext()))
                self.heading = html.unescape(" ".join(words.split()))
            address = element.get(_LINKS.get(element.tag, ""), "")
            # Markdown hides addresses of mail from those that gather them.
            if address and AMP_SUBSTITUTE not in address:
                element.set(_LINKS[element.tag], self._resolve(address))


class _Anchors(HTMLParser):
    """Gathers what links to a page may name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id, and the name of an anchor."""
        for name, value in attrs:
            if value and (name == "id" or (tag == "a" and name == "name")):
                self.found.add(value)
