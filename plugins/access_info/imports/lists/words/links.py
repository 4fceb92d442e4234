"""Addresses of a cell: what it leads to, and what stands in its text."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import urlsplit

from access_info.model.types import fold

_IN_TEXT = re.compile(r"(?:https?://|www\.)[^\s<>\"“”|{}^`\\]+", re.IGNORECASE)
# “mau.gov.vn/van-ban/12”; nothing of “phap@mau.gov.vn”.
_BARE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:vn|com|org|net|info|example)(?![\w-])"
    r"(?:/[^\s<>\"“”|{}^`\\]*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_WEB = frozenset({"http", "https"})
_POST = frozenset({"mailto", "tel"})
_UNSAFE_CHARS = re.compile(r"[\s\"<>\\^`{|}]")
# Words that only invite to follow the link.
# `xem-tai-day`, `link-tai-ve`; not `xem-ban-do`.
_INVITING = re.compile(
    r"(?:(?:xem|tai|link|tai-ve|tai-xuong|truy-cap|chi-tiet|bam|nhan|vao|duong-dan|lien-ket|file|tep|"
    r"day|o-day|tai-day|noi-dung|toan-van|van-ban|website|url|pdf|docx?|xlsx?|cac|va|hoac|dia-chi|\d+)"
    r"(?:-|$))*"
)
_TRAILING = ".,;:)]}»”'"


@dataclasses.dataclass(frozen=True)
class Links:
    """The addresses of a cell.

    Attributes:
        addresses: Those that can be taken, in order, each once.
        refused: Those that cannot.
        rest: Words beside them that say more than “xem tại đây”.
        empty: Whether the words invite to follow a link that is not there.
    """

    addresses: tuple[str, ...]
    refused: tuple[str, ...]
    rest: str
    empty: bool


def links_of(text: str, targets: tuple[str, ...]) -> Links:
    """Gather the addresses of a cell, and the words that say more than they do.

    Args:
        text: Its text.
        targets: What it leads to, beside its text.
    """
    taken: list[str] = []
    refused: list[str] = []
    for target in targets:
        address = _address(target)
        (refused if address is None else taken).append(target if address is None else address)
    rest = text
    for address in taken:
        if address.startswith(("mailto:", "tel:")):
            rest = rest.replace(address.partition(":")[2].partition("?")[0], " ", 1)
    written = [match[0].rstrip(_TRAILING) for match in _IN_TEXT.finditer(text)]
    if not written and not taken:
        written = [match[0].rstrip(_TRAILING) for match in _BARE.finditer(text)]
    for shown in written:
        rest = rest.replace(shown, " ", 1)
        address = _address(shown)
        # The text shows the address it leads to, perhaps cut short.
        if address is not None and not any(_shows(address, known) for known in taken):
            taken.append(address)
    if not written and not taken and not refused:
        scheme = _SCHEME.match(text)
        if scheme and scheme[1].lower() in {"javascript", "data", "vbscript", "file"}:
            return Links((), (text,), "", empty=False)
    rest = " ".join(rest.split()).strip(" ;,.:-–|()")
    inviting = bool(rest) and _INVITING.fullmatch(fold(rest)) is not None
    empty = inviting and not taken and not refused
    if inviting or not fold(rest):
        rest = ""
    return Links(tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(refused)), rest, empty)


def _address(target: str) -> str | None:
    """Write an address as the data does; `None` when it may not be one."""
    address = target.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    scheme = _SCHEME.match(address)
    kind = scheme[1].lower() if scheme else ""
    if scheme and kind in _POST:
        return None if _UNSAFE_CHARS.search(address) else address
    if not scheme or (kind not in _WEB and "." in kind):
        if not _BARE.fullmatch(address) and not address.lower().startswith("www."):
            return None
        address = f"https://{address}"
    elif kind not in _WEB:
        return None
    elif not address.startswith(("http://", "https://")):
        address = kind + address[scheme.end() - 1 :]
    address = address.replace(" ", "%20")
    if _UNSAFE_CHARS.search(address):
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return address if host and not host.startswith(".") else None


def _shows(shown: str, target: str) -> bool:
    a, b = (
        address.removeprefix("https://").removeprefix("http://").rstrip("/")
        for address in (shown, target)
    )
    return a == b or b.startswith(a.rstrip("….")) or a.startswith(b)
