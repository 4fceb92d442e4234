"""Heads and feet of a Word document's pages, section by section (ECMA-376 Part 1, 17.10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.imports.office.word.styles import child
from access_info.office_files.xml_parts import attribute, local

_REFERENCES = frozenset({"headerReference", "footerReference"})
_MOST_LINES = 40


def sections(
    blocks: Iterator[Element], body: Element
) -> Iterator[tuple[list[Element], Element | None]]:
    """Yield the blocks of each section of a document, with the section's properties.

    Args:
        blocks: Paragraphs and tables of the body.
        body: The body, whose own properties are those of the last section.
    """
    block: list[Element] = []
    for element in blocks:
        block.append(element)
        if local(element) == "p":
            ended = child(element, "pPr", "sectPr")
            if ended is not None:
                yield block, ended
                block = []
    yield block, child(body, "sectPr")


class Pages:
    """The heads and feet of a document's pages; a section without any keeps those before it."""

    def __init__(
        self,
        relations: Mapping[str, tuple[str, str, bool]],
        lines_of: Callable[[str], tuple[str, ...]],
    ) -> None:
        """Take a document's relations and the reader of its parts.

        Args:
            relations: What the relations of its text lead to.
            lines_of: The lines of a part of the file.
        """
        self._relations = relations
        self._lines_of = lines_of
        self._shown: dict[tuple[str, str], tuple[str, ...]] = {}

    def around(self, section: Element | None) -> tuple[str, ...]:
        """List the lines that are printed at head and foot of a section's pages.

        Args:
            section: The section's properties.
        """
        properties = section if section is not None else ()
        for element in properties:
            name = local(element)
            if name in _REFERENCES:
                target = self._relations.get(attribute(element, "id"), ("", "", True))[1]
                self._shown[name, attribute(element, "type") or "default"] = self._lines_of(target)
        first = any(local(element) == "titlePg" for element in properties)
        lines = [
            line
            for (_, kind), shown in self._shown.items()
            if first or kind != "first"
            for line in shown
        ]
        return tuple(dict.fromkeys(lines))[:_MOST_LINES]
