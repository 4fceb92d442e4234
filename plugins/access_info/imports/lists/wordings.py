"""Wordings of lists: the words and patterns of `wordings.yml`, and whether a text has one."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path
from typing import Any

from access_info.model.types import fold
from access_info.source.documents import read_yaml

_FILE = Path(__file__).with_name("wordings.yml")
_REFERENCE = re.compile(r"\{([a-z_]+)\}")
_MAX_TEXTS = 65_536
# What the words of each text are without accents, as `fold` has them; most texts are asked for often.
folded = functools.lru_cache(maxsize=_MAX_TEXTS)(fold)


@functools.cache
def wordings() -> dict[str, Any]:
    """Return the data file: `headings`, `codes`, `words`, `patterns`."""
    document = read_yaml(_FILE)
    if not document.complete:
        raise ValueError(f"{_FILE}: {document.problems}")
    return document.data


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return a list of words, folded."""
    return frozenset(map(folded, wordings()["words"][name]))


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern, for folded text or for text as typed, as its entry says."""
    return re.compile(expanded(wordings()["patterns"][name]["is"]))


def expanded(pieces: str | list[str]) -> str:
    """Return a regular expression of its alternatives, each `{name}` replaced by that part."""
    parts: dict[str, str] = wordings()["parts"]
    joined = pieces if isinstance(pieces, str) else "|".join(pieces)
    return _REFERENCE.sub(lambda reference: f"(?:{expanded(parts[reference[1]])})", joined)


@functools.lru_cache(maxsize=_MAX_TEXTS)
def match_of(name: str, text: str) -> re.Match[str] | None:
    """Return where a text has a pattern: as a whole, at its start or anywhere, as its entry says.

    Args:
        name: The pattern.
        text: The text, with accents; it is folded for patterns without.
    """
    entry = wordings()["patterns"][name]
    compared = unicodedata.normalize("NFC", text) if entry.get("of") == "typed" else folded(text)
    matcher = pattern(name)
    look = {"whole": matcher.fullmatch, "start": matcher.match}.get(entry.get("at"), matcher.search)
    return look(compared)


def says(name: str, text: str) -> bool:
    """Tell whether a text has a pattern, as `match_of` looks for it."""
    return match_of(name, text) is not None
