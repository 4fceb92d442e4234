"""Pages that a site's owner wrote by hand → HTML, as MkDocs would make it of the same settings.

Unlike free pages of agencies (`prose_html`), they come from whoever keeps the repository, and have
raw HTML and any extension of Markdown that `mkdocs.yml` names.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import frontmatter
import markdown
import yaml
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

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
