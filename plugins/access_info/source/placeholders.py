"""Placeholders: invisible marks in a page where a value will stand that is known only later.

An agency's page is rendered before the names of other agencies, the last commit or the page's
own address code are known, and a theme's page is rendered once for thousands of fragments. What
is still missing is held open by noncharacters (Unicode 23.7: for internal use, never in text
that is exchanged). `reading.text` refuses U+FDD0–U+FDEF in data, so none can come from an editor.
Nothing but this module writes or reads them.

| characters | hold open | filled in when |
|---|---|---|
| U+FDD0 id U+FDD1 | another agency's name | all agencies are known |
| U+FDD2 name U+FDD3 | a slot of a shell: content, title … | a fragment is put into its shell |
| U+FDD4 | the first day since which a page has been right | the agency's page is complete |
| U+FDD5 | the agency's last commit, if there is one | the page is written |
| U+FDD6 | the content security policy | the whole shell is there to be hashed |
| U+FDD7 | a picture of the page's address | the page's address is known |
| U+FDD8 | a link to the agency's feed, if it has one | the agency's files are known |
| U+FDDB id U+FDDC | how another agency is called up, after its name | all agencies are known |
| U+FDDD | the link to the site's root | a row is put into a page about all agencies |

Two more enclose what never shows in a frame, until the page is put into a shell: U+FDD9 … U+FDDA.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

_NAME_OPEN, _NAME_CLOSE = "\ufdd0", "\ufdd1"
_NAME = re.compile(f"{_NAME_OPEN}([^{_NAME_CLOSE}]*){_NAME_CLOSE}")
_CALL_OPEN, _CALL_CLOSE = "\ufddb", "\ufddc"
_CALL = re.compile(f"{_CALL_OPEN}([^{_CALL_CLOSE}]*){_CALL_CLOSE}")
# "\ufdd2content\ufdd3" → "content"
_SLOT = re.compile("\ufdd2([a-z_]+)\ufdd3")
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_FULL_OPEN, _FULL_CLOSE = "\ufdd9", "\ufdda"
_FULL_ONLY = re.compile(f"{_FULL_OPEN}[^{_FULL_CLOSE}]*{_FULL_CLOSE}")


class Placeholder(StrEnum):
    """A mark that holds one value open."""

    VALID_FROM = "\ufdd4"
    COMMIT = "\ufdd5"
    POLICY = "\ufdd6"
    QR = "\ufdd7"
    FEED = "\ufdd8"
    ROOT = "\ufddd"

    def is_in(self, text: str) -> bool:
        """Tell whether the text still waits for this value."""
        return self.value in text

    def fill(self, text: str, value: str) -> str:
        """Put the value in wherever the text waits for it.

        Args:
            text: HTML with the mark.
            value: HTML that is safe to stand there.
        """
        return text.replace(self.value, value)


def name_placeholder(agency_id: str) -> str:
    """Return the mark where another agency's name will stand, by its folder's name, safe for HTML."""
    return f"{_NAME_OPEN}{agency_id}{_NAME_CLOSE}"


def call_placeholder(agency_id: str) -> str:
    """Return the mark where it will say how another agency is called up, or nothing without a telephone."""
    return f"{_CALL_OPEN}{agency_id}{_CALL_CLOSE}"


def named_agencies(text: str) -> frozenset[str]:
    """Return the agencies whose names or telephones the text waits for."""
    names = frozenset(_NAME.findall(text)) if _NAME_OPEN in text else frozenset[str]()
    return names | frozenset(_CALL.findall(text)) if _CALL_OPEN in text else names


def fill_names(text: str, name_of: Callable[[str], str]) -> str:
    """Return HTML with the names of agencies where it waits for them; `name_of` gives one by an agency's id."""
    if _NAME_OPEN not in text:
        return text
    return _NAME.sub(lambda match: name_of(match[1]), text)


def fill_calls(text: str, calls: Mapping[str, str]) -> str:
    """Return HTML with how agencies are called up where it waits for that, by the agency's id."""
    if _CALL_OPEN not in text:
        return text
    return _CALL.sub(lambda match: calls.get(match[1], ""), text)


def mark_full_only(template: str) -> str:
    """Return a template with marks around what never shows in a frame: its `<full-only>` elements."""
    return template.replace("<full-only>", _FULL_OPEN).replace("</full-only>", _FULL_CLOSE)


def with_full_only(text: str) -> str:
    """Return the full page: HTML with what never shows in a frame, without the marks around that."""
    return text.replace(_FULL_OPEN, "").replace(_FULL_CLOSE, "")


def without_full_only(text: str) -> str:
    """Return HTML without what never shows in a frame."""
    return _FULL_ONLY.sub("", text)


def slot(name: str) -> str:
    """Return the mark in a theme's template where a value of a shell will stand."""
    return f"\ufdd2{name}\ufdd3"


def has_placeholders(text: str) -> bool:
    """Tell whether a text from outside has characters that hold something open."""
    return _RESERVED.search(text) is not None


def split_at_slots(page: str) -> tuple[str, ...]:
    """Return a rendered shell in pieces: text, name of a slot, text, name of a slot, … text."""
    return tuple(_SLOT.split(page))
