"""Define placeholders: invisible marks in a page where a value will stand that is known only later.

An agency's page is rendered before the names of other agencies, the last commit or the page's
own address code are known, and a theme's page is rendered once for thousands of fragments. The
place of what is missing is marked by noncharacters (Unicode 23.7: for internal use, never in text
that is exchanged). `decoding` refuses U+FDD0–U+FDEF in data, so none can come from an editor.
Nothing but this module writes or reads them.

| characters | stand for | filled in when |
|---|---|---|
| U+FDD0 id U+FDD1 | another agency's name | all agencies are known |
| U+FDD2 name U+FDD3 | a slot of a shell: content, title … | a fragment is put into its shell |
| U+FDD4 | the first day since which a page has been right | the agency's page is complete |
| U+FDD5 | the agency's last commit, if there is one | the page is written |
| U+FDD6 | the content security policy | the whole shell is there to be hashed |
| U+FDD7 | a picture of the page's address | the page's address is known |
| U+FDD8 | a link to the agency's feed, if it has one | the agency's files are known |
| U+FDDB id U+FDDC | the telephone number of another agency, after its name | all agencies are known |
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
    """A mark in a page in place of one value that is not known yet."""

    VALID_FROM = "\ufdd4"
    COMMIT = "\ufdd5"
    POLICY = "\ufdd6"
    QR = "\ufdd7"
    FEED = "\ufdd8"
    ROOT = "\ufddd"

    def is_in(self, text: str) -> bool:
        """Tell whether the text holds the mark, that is, still lacks the value."""
        return self.value in text

    def fill(self, text: str, value: str) -> str:
        """Return the text with the value in place of the mark.

        Args:
            text: HTML with the mark.
            value: HTML that is safe to stand there.
        """
        return text.replace(self.value, value)


def name_placeholder(agency_id: str) -> str:
    """Return the mark that stands for another agency's name until `fill_names` puts the name in.

    A page is rendered before all names are known. The mark has no character that HTML gives a meaning.

    Args:
        agency_id: The agency's folder name.
    """
    return f"{_NAME_OPEN}{agency_id}{_NAME_CLOSE}"


def call_placeholder(agency_id: str) -> str:
    """Return the mark where the telephone number of another agency will stand, or nothing if it has none.

    Args:
        agency_id: The agency's folder name.
    """
    return f"{_CALL_OPEN}{agency_id}{_CALL_CLOSE}"


def named_agencies(text: str) -> frozenset[str]:
    """Return the ids of agencies whose names or telephone numbers the text still lacks."""
    names = frozenset(_NAME.findall(text)) if _NAME_OPEN in text else frozenset[str]()
    return names | frozenset(_CALL.findall(text)) if _CALL_OPEN in text else names


def fill_names(text: str, name_of: Callable[[str], str]) -> str:
    """Return HTML with the names of agencies in place of their marks.

    Args:
        text: HTML with marks.
        name_of: Gives the name, safe for HTML, by an agency's id.
    """
    if _NAME_OPEN not in text:
        return text
    return _NAME.sub(lambda match: name_of(match[1]), text)


def fill_calls(text: str, calls: Mapping[str, str]) -> str:
    """Return HTML with the telephone numbers of agencies in place of their marks.

    Args:
        text: HTML with marks.
        calls: HTML of the numbers, by an agency's id; agencies without a telephone are not in it.
    """
    if _CALL_OPEN not in text:
        return text
    return _CALL.sub(lambda match: calls.get(match[1], ""), text)


def mark_full_only(template: str) -> str:
    """Return a template with marks in place of its `<full-only>` tags.

    They enclose what a full page shows, but a page in a frame of another site does not.
    """
    return template.replace("<full-only>", _FULL_OPEN).replace("</full-only>", _FULL_CLOSE)


def with_full_only(text: str) -> str:
    """Return HTML for a full page: the marks of `<full-only>` parts removed, their content kept."""
    return text.replace(_FULL_OPEN, "").replace(_FULL_CLOSE, "")


def without_full_only(text: str) -> str:
    """Return HTML for a frame in another site's page: without its `<full-only>` parts."""
    return _FULL_ONLY.sub("", text)


def slot(name: str) -> str:
    """Return the mark in a theme's template where a value of the page will stand, such as `content`."""
    return f"\ufdd2{name}\ufdd3"


def has_placeholders(text: str) -> bool:
    """Tell whether a text from outside holds characters that serve as marks here."""
    return _RESERVED.search(text) is not None


def split_at_slots(page: str) -> tuple[str, ...]:
    """Return a rendered shell in pieces, in turn text and the name of a slot: (text, name, text, …, text)."""
    return tuple(_SLOT.split(page))
