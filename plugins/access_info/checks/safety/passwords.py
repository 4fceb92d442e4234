"""Passwords and codes that are written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PASSWORD = re.compile(
    r"(?<!\w)(?:(?:mat khau|password|passwd|pass|pwd)(?: [a-z]+){0,4}?|mk(?: wifi)?|(?:ma )?otp|ma pin)"
    r"\s*(?::|=|(?<!\w)la(?!\w))\s*(?=\S*[\d@#$!%&*])(?=\S*[a-z\d])([^\s(]\S{3,})(?! ky tu)"
    r"|(?<!\w)(?:ma otp|ma pin) (\d{4,8})(?!\w)(?! ?(?:ky tu|so|chu so|lan))"
)


def passwords_in(plain: str) -> Iterator[tuple[int, int]]:
    """Yield first character and the one after the last of each password in a text without accents."""
    for match in _PASSWORD.finditer(plain):
        yield match.span(match.lastindex or 0)
