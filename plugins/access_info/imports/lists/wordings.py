"""Words and patterns of `wordings.yml` by which lists are understood, and whether a text has one."""

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
# `fold` with a cache: text in lower case, without accents, words joined by hyphens; most texts are asked for often.
folded = functools.lru_cache(maxsize=_MAX_TEXTS)(fold)


@functools.cache
def wordings() -> dict[str, Any]:
    """Return the content of `wordings.yml`: `headings`, `codes`, `words`, `patterns`, `parts`."""
    return read_yaml(_FILE).data


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return one of the lists of words, folded."""
    return frozenset(map(folded, wordings()["words"][name]))


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one of the patterns, compiled; its entry says whether it is for folded text or text as typed."""
    return re.compile(expanded(wordings()["patterns"][name]["is"]))


def expanded(pieces: str | list[str]) -> str:
    """Return a regular expression: alternatives joined by `|`, each `{name}` replaced by the part it names."""
    parts: dict[str, str] = wordings()["parts"]
    joined = pieces if isinstance(pieces, str) else "|".join(pieces)
    return _REFERENCE.sub(lambda reference: f"(?:{expanded(parts[reference[1]])})", joined)


@functools.lru_cache(maxsize=_MAX_TEXTS)
def match_of(name: str, text: str) -> re.Match[str] | None:
    """Return the match of a pattern in a text; `None` for none.

    The pattern's entry says whether it must match the whole text, its start or anywhere.

    Args:
        name: The pattern's name.
        text: The text, with accents; it is folded for patterns that need it.
    """
    entry = wordings()["patterns"][name]
    compared = unicodedata.normalize("NFC", text) if entry.get("of") == "typed" else folded(text)
    matcher = pattern(name)
    find = {"whole": matcher.fullmatch, "start": matcher.match}.get(entry.get("at"), matcher.search)
    return find(compared)


def says(name: str, text: str) -> bool:
    """Tell whether a text matches the pattern of that name in `wordings.yml`.

    The pattern's entry says whether it must match the whole text, its start or anywhere.
    """
    return match_of(name, text) is not None
