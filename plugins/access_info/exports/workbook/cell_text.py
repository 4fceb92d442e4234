"""Text as a workbook's XML holds it, and how much of it Excel takes."""

from __future__ import annotations

import html
import re

from access_info.model.types import is_web_address

MOST_ROWS = 1_048_575  # one less than Excel's sheet has: the first holds the titles
MOST_LINKS = 65_530  # of one of Excel's sheets
MOST_TEXT = 16_000  # Excel: 32,767 UTF-16 units, of which a character takes one or two
MOST_LINK = 2_000  # Excel: 2,079 UTF-16 units
# Excel reads `_x0041_` as a character's code, and so writes what XML cannot hold.
_LITERAL = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def string_items(texts: list[str]) -> tuple[list[str], str]:
    """Write texts as shared strings (ECMA-376 Part 1, 18.4.8).

    Args:
        texts: None of them empty.

    Returns:
        The texts in the order that they are written in, and their XML.
    """
    plain, others = texts, list[str]()
    if not _are_plain(texts):
        plain = []
        for text in texts:
            (plain if _are_plain([text]) else others).append(text)
    items = ""
    if plain:
        # No printable text holds a NUL; all of them are escaped at once.
        joined = _escaped("\x00".join(plain)).replace("\x00", "</t></si><si><t>")
        items = f"<si><t>{joined}</t></si>"
    items += "".join(f"<si>{text_element(text)}</si>" for text in others)
    return plain + others, items


def _are_plain(texts: list[str]) -> bool:
    """Tell whether texts stand in XML as they are but for what is escaped: asked of all at once."""
    beside = "\x00".join(["", *texts, ""])
    return (
        "".join(texts).isprintable()
        and "\x00 " not in beside
        and " \x00" not in beside
        and max(map(len, texts), default=0) <= MOST_TEXT
    )


def text_element(text: str) -> str:
    """Write a cell's text, at most `MOST_TEXT` characters of it, as the element `t`."""
    if len(text) > MOST_TEXT:
        text = f"{text[: MOST_TEXT - 1]}…"
    keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    text = CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _escaped(text))
    return f"<t{keep}>{text}</t>"


def _escaped(text: str) -> str:
    """Escape what XML and Excel would not take literally, but for characters that XML cannot hold."""
    if "_x" in text:
        text = _LITERAL.sub(r"_x005F_\1", text)
    return html.escape(text, quote=False)


def property_text(text: str) -> str:
    """Fit a text into the file's properties: 255 characters, none that XML cannot hold."""
    return without_control(text)[:255]


def without_control(text: str) -> str:
    """Drop the characters that XML cannot hold."""
    return CONTROL.sub("", text)


def not_rich(text: str) -> str:
    """Add a space to text that XlsxWriter would take for its own XML and not escape."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def is_link(cell: str) -> bool:
    """Tell whether a cell holds one address of the web that Excel can open."""
    units = len(cell) if cell.isascii() else len(cell.encode("utf-16-le", "surrogatepass")) // 2
    return units < MOST_LINK and is_web_address(cell) and not CONTROL.search(cell)
