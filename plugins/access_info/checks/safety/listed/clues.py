"""Tell cheaply which values may hold a list of people: the judging of lists takes long to load."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.loading import LoadedAgency
from access_info.loading.folders import PAGES_FOLDER
from access_info.source import Plain

Keys = tuple[str | int, ...]
_LEAST_LINES = 3
# Values of several lines: a block of YAML, or “\n” between quotes.
_BLOCK = re.compile(r"[|>][+\-\d]*[ \t]*(?:#.*)?$", re.MULTILINE)
_LINE_END = "\\n"
# A line that is a row: “1. …”, “- …”, cells between strokes or tabs.
_ROW = re.compile(r"^[ \t]*(?:\d{1,4}\s?[.)/\-]?|[-–—+•*●])\s+\S|[|\t]", re.MULTILINE)


def may_hold_list(text: str) -> bool:
    """Tell whether a text has rows enough for a list."""
    rows = _ROW.finditer(text)
    return text.count("\n") >= _LEAST_LINES - 1 and sum(1 for _ in rows) >= _LEAST_LINES


def list_like_values(loaded: LoadedAgency) -> Iterator[tuple[str, Keys, str]]:
    """Yield the values of data files that may hold a list.

    Args:
        loaded: The agency as read.

    Yields:
        The file's path below the agency's folder, the keys that lead to the value, the value.
    """
    for name, document in loaded.documents.items():
        if not name.startswith(f"{PAGES_FOLDER}/") and _has_several_lines(document.text):
            for keys, text in _texts(document.data, ()):
                if may_hold_list(text):
                    yield name, keys, text


def _has_several_lines(text: str) -> bool:
    """Tell whether a value of a file may have several lines; hardly any file has a stroke or an angle."""
    return _LINE_END in text or (("|" in text or ">" in text) and _BLOCK.search(text) is not None)


def may_list(loaded: LoadedAgency) -> bool:
    """Tell whether any value or free page of an agency may hold a list."""
    pages = loaded.agency.pages if loaded.agency is not None else ()
    return any(may_hold_list(page.body) for page in pages) or any(
        True for _ in list_like_values(loaded)
    )


def _texts(value: Plain, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        if "\n" in value:
            yield keys, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _texts(entry, (*keys, key))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _texts(entry, (*keys, number))
