"""A page with holes: the theme renders it once, workers fill it many thousand times."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable, Mapping

from access_info.source.placeholders import split_at_slots

# What may be put into a shell. Texts are escaped by `fill`, HTML is put in as it is.
TEXT_SLOTS = (
    "title",
    "description",
    "canonical",
    "edit_url",
    "kind",
    "full",
    "agency",
    "of_agency",
)
HTML_SLOTS = ("head", "nav", "languages", "crumbs", "content", "scripts", "page_scripts", "toc")
# Attributes of the menu's entries: ` aria-current="page"` where the reader is.
PLACE_SLOTS = ("at_find", "at_ask", "at_agencies", "at_duties", "at_figures")


@dataclasses.dataclass(frozen=True)
class Shell:
    """Text split at its slots.

    Attributes:
        parts: Text, slot name, text, slot name, … text.
        entry: An entry of the host's table of contents, split likewise at `toc_address` and `toc_title`;
            empty where there is none.
    """

    parts: tuple[str, ...]
    entry: tuple[str, ...] = ()

    @property
    def is_guest(self) -> bool:
        """Tell whether the page around ours is of somebody else's site."""
        return "page_scripts" in self.parts[1::2]

    def contents(self, headings: Iterable[tuple[str, str]]) -> str:
        """Render the host's table of contents.

        Args:
            headings: Address and words of each entry, as HTML.
        """
        entries = []
        for address, words in headings:
            parts = list(self.entry)
            values = {"toc_address": address, "toc_title": words}
            parts[1::2] = [values[name] for name in parts[1::2]]
            entries.append("".join(parts))
        return "".join(entries)

    @classmethod
    def of(cls, page: str) -> Shell:
        """Split a page that was rendered with `slot` marks into a shell.

        Raises:
            ValueError: The page has no place for the content, or an unknown slot.
        """
        parts = split_at_slots(page)
        if "content" not in parts[1::2]:
            raise ValueError("the page has no slot for the content")
        unknown = set(parts[1::2]) - {*TEXT_SLOTS, *HTML_SLOTS, *PLACE_SLOTS}
        if unknown:
            raise ValueError(f"unknown slots: {', '.join(sorted(unknown))}")
        return cls(parts)

    def fill(self, *, texts: Mapping[str, str], fragments: Mapping[str, str]) -> str:
        """Fill the slots with texts and HTML, and return the whole page.

        Args:
            texts: Plain text by slot name; absent means empty.
            fragments: HTML by slot name; absent means empty.
        """
        values = {name: html.escape(text) for name, text in texts.items()}
        values.update(fragments)
        parts = list(self.parts)
        parts[1::2] = [values.get(name, "") for name in parts[1::2]]
        return "".join(parts)
