"""Text that may come from anyone, made into text that can be shown: nothing hides in it or runs on."""

from __future__ import annotations

import re
from typing import Final

# No field that our generator writes is longer.
MOST_TEXT: Final = 5_000
# Control characters but tab and line feed, what turns the direction of writing (UAX #9), separators of
# lines, halves of characters, and numbers that are no characters. Joiners of Khmer letters stay.
_OUT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ufdd0-\ufdef"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str, most: int = MOST_TEXT) -> str:
    """Return a text without what hides in it, and cut.

    Args:
        text: The text.
        most: Characters that it may have.
    """
    clean = _OUT.sub("", text) if _OUT.search(text) else text
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"
