"""Text as office programs keep it → text as people read it."""

from __future__ import annotations

import re
import unicodedata

# Invisible: soft hyphens, zero-width characters, direction marks, variation selectors. Matches
# U+200B (zero-width space); not U+00A0 (no-break space).
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def tidy(text: str) -> str:
    """Clean text: NFC, no invisible characters, one space between words, no empty lines.

    Args:
        text: As kept in the file, already out of any old encoding.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def unescaped(text: str) -> str:
    """Resolve the escapes in a workbook's text: `_x0041_` → `A` (ECMA-376 Part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
