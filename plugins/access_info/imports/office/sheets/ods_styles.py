"""How cells of an OpenDocument spreadsheet look, and what is printed around its sheets.

OpenDocument 1.3 part 3, chapter 16: styles have parents; a table's style names its master page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.imports.office.text.converter import FontPiece
from access_info.office_files.xml_parts import attribute, local

_MOST_STEPS = 20
_PRINTED = ("header", "footer")
_STRIKES = ("text-line-through-style", "text-line-through-type")


@dataclasses.dataclass
class _Look:
    parent: str = ""
    font: str = ""
    bold: bool | None = None
    struck: bool | None = None
    hidden: bool = False
    page: str = ""


class Looks:
    """The styles of an OpenDocument spreadsheet, by name, and its printed pages."""

    def __init__(self) -> None:
        """Begin without any style."""
        self._looks: dict[str, _Look] = {}
        self._pages: dict[str, list[str]] = {}

    def see_all(self, root: Element) -> None:
        """Take note of the styles that sheets have in common, and of their printed pages."""
        for element in root.iter():
            name = local(element)
            if name == "style":
                self.see(element)
            elif name == "master-page":
                self._pages[attribute(element, "name")] = [
                    line
                    for part in element
                    if local(part).startswith(_PRINTED) and attribute(part, "display") != "false"
                    for line in paragraphs_of(part)
                ]

    def see(self, element: Element) -> None:
        """Take note of one style."""
        look = _Look(
            parent=attribute(element, "parent-style-name"),
            page=attribute(element, "master-page-name"),
        )
        for part in element:
            name = local(part)
            if name == "text-properties":
                font = attribute(part, "font-name") or attribute(part, "font-family")
                look.font = font.strip("'\"")
                weight = attribute(part, "font-weight")
                look.bold = weight == "bold" if weight else None
                lines = [line for strike in _STRIKES if (line := attribute(part, strike))]
                look.struck = all(line != "none" for line in lines) if lines else None
            elif name == "table-properties":
                look.hidden = attribute(part, "display") == "false"
        self._looks[attribute(element, "name")] = look

    def piece(self, style: str, above: FontPiece) -> FontPiece:
        """Make an empty piece of text in a style.

        Args:
            style: The style's name; "" for none.
            above: What it stands within, and looks like where its style tells nothing else.
        """
        chain = list(self._chain(style))
        font = next((look.font for look in chain if look.font), above.font)
        bold = next((look.bold for look in chain if look.bold is not None), above.bold)
        struck = next((look.struck for look in chain if look.struck is not None), above.struck)
        return FontPiece("", font, bold, struck)

    def hides(self, style: str) -> bool:
        """Tell whether a sheet in a style is hidden."""
        return style in self._looks and self._looks[style].hidden

    def printed(self, style: str) -> list[str]:
        """List the lines at the head and the foot of the pages of a sheet in a style."""
        page = self._looks[style].page if style in self._looks else ""
        return self._pages.get(page or "Default", [])

    def _chain(self, style: str) -> Iterator[_Look]:
        for _ in range(_MOST_STEPS):
            look = self._looks.get(style)
            if look is None:
                return
            yield look
            style = look.parent


def paragraphs_of(element: Element) -> Iterator[str]:
    """Yield the text of each paragraph within an element."""
    for part in element.iter():
        if local(part) == "p":
            yield "".join(part.itertext())
