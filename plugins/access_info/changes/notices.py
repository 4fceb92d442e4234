"""Changes that lose nothing and mislead all the same, found among an agency's changes.

A telephone number of another's, an address whose host is another's, a row that is said to be no
longer in force: each is one short value among many, and each changes where citizens turn to.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import idna

from access_info.changes.losses import CONTACTS, is_lost_contact, says_nothing
from access_info.changes.records import (
    FieldChange,
    Notice,
    NoticeKind,
    PageChange,
    RowChange,
    RowKind,
)
from access_info.changes.wording import row_name
from access_info.loading import LoadedAgency

_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.)+[\w-]+")
_URL = re.compile(r"(?:https?|ftp)://[^\s;<>“”]+", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+84|0|1[89]00)[\d .()-]{4,16}\d(?![\w/-])")
_FEWEST_DIGITS = 8
_EMAILS, _NUMBERS, _HOST = "thư", "số", "máy chủ"
_POSTAL = frozenset({"dia_chi", "noi"})
_DIRECT = frozenset({"dien_thoai", "email"})
_NOT_ARISING = "khong_phat_sinh"
_MOST_LISTED = 6


def field_notices(agency: str, fields: Iterable[FieldChange], row: str = "") -> Iterator[Notice]:
    """What must be compared among changes of a profile, a row or the jurisdiction's file.

    Args:
        agency: Folder name, or "".
        fields: The changes.
        row: What the row is called, or "".
    """
    for one in fields:
        if not row and is_lost_contact(one):
            continue
        where = f"{row} › {one.label}" if row else one.label
        kind, detail = _kind(one, in_row=bool(row))
        # All of the jurisdiction's file stands in the open as it is.
        if kind is not None and (agency or kind is not NoticeKind.CLEARED):
            yield Notice(kind, agency, where, one.before, one.after, detail)


def _kind(change: FieldChange, *, in_row: bool) -> tuple[NoticeKind | None, str]:
    first, last = change.keys[0], change.keys[-1]
    if "mien_tru" in change.keys:
        return (NoticeKind.WAIVER if change.after else None), ""
    if in_row and last == "tinh_trang":
        return NoticeKind.STATUS, ""
    if last == "diem" or first == _NOT_ARISING:
        return NoticeKind.LAW_POINT, ""
    ways = tuple(_reached(change.before, change.after))
    told = "; ".join(dict.fromkeys(way.told(change) for way in ways)).strip("; ")
    if ways:
        hosts_alone = all(way.what == _HOST for way in ways)
        return NoticeKind.ADDRESS if hosts_alone else NoticeKind.CONTACT, told
    if first in CONTACTS and not in_row and change.before and change.after:
        on_the_web = _URL.match(change.before) and _URL.match(change.after)
        if last in _DIRECT and _bare(change.before) != _bare(change.after):
            return NoticeKind.CONTACT, ""
        if last in _POSTAL and not on_the_web:
            return NoticeKind.CONTACT, ""
    fewer = _entries(change.before) - _entries(change.after)
    if in_row and last == "dia_chi" and change.after and fewer > 0:
        return NoticeKind.ADDRESS, f"bớt {fewer} địa chỉ"
    # What is gone of the regulation is told as a loss.
    cleared = change.before and says_nothing(change.after) and first not in {"quy_che", "tep"}
    return (NoticeKind.CLEARED, "") if cleared and last != "ghi_chu" else (None, "")


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).lower()


def _entries(shown: str) -> int:
    return len([one for one in shown.split("; ") if one])


@dataclasses.dataclass(frozen=True)
class _Way:
    """One way to reach somebody that is another now."""

    what: str
    gone: tuple[str, ...]
    come: tuple[str, ...]

    def told(self, change: FieldChange | None = None) -> str:
        """In words; "" where the values of a change say no more than that."""
        if self.what == _EMAILS:
            old, new = (
                tuple(dict.fromkeys(one.partition("@")[2] for one in side))
                for side in (self.gone, self.come)
            )
            if old != new and self.gone and self.come:
                return f"tên miền {_listed(old)} → {_listed(new)}"
        if change is not None and (change.before, change.after) == (
            ", ".join(self.gone),
            ", ".join(self.come),
        ):
            return ""
        return f"{self.what} {_listed(self.gone)} → {_listed(self.come)}"


def _reached(before: str, after: str) -> Iterator[_Way]:
    """The ways to reach somebody in which two texts differ."""
    for what, ways in ((_EMAILS, _emails), (_NUMBERS, _phones), (_HOST, _hosts)):
        old, new = ways(before), ways(after)
        gone = tuple(shown for key, shown in old.items() if key not in new)
        come = tuple(shown for key, shown in new.items() if key not in old)
        if gone or come:
            yield _Way(what, gone, come)


def _listed(ways: Sequence[str]) -> str:
    more = len(ways) - _MOST_LISTED
    return (", ".join(ways[:_MOST_LISTED]) or "(trống)") + (f" và {more} nữa" if more > 0 else "")


def _emails(text: str) -> dict[str, str]:
    # What stands before the sign within an address on the web is a name to deceive with.
    found = (match[0].partition("@") for match in _EMAIL.finditer(_URL.sub(" ", text)))
    return {one: one for name, _, domain in found if (one := f"{name.lower()}@{_host(domain)}")}


def _phones(text: str) -> dict[str, str]:
    """Numbers as typed, by their digits: spaces are no change."""
    found: dict[str, str] = {}
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0].replace("+84", "0"))
        if len(digits) >= _FEWEST_DIGITS:
            found.setdefault(digits, " ".join(match[0].split()))
    return found


def _hosts(text: str) -> dict[str, str]:
    found = [_host_of(match[0]) for match in _URL.finditer(text)]
    if _BARE.fullmatch(text.strip()):
        found.append(_host(text.strip()))
    return {one: one for one in found if one}


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url
    return f"{_host(parts.hostname or '')}{port}"


def _host(name: str) -> str:
    """A host's name, with its ASCII form where letters of other scripts stand in it."""
    name = name.lower().rstrip(".")
    if name.isascii():
        return name
    try:
        return f"{name} ({idna.encode(name, uts46=True).decode('ascii')})"
    except idna.IDNAError:
        return name


def row_notices(
    agency: str, rows: Iterable[RowChange], unfiled: Collection[str]
) -> Iterator[Notice]:
    """The same among changes of rows; of a new row only its waivers are told.

    Args:
        agency: Folder name.
        rows: The changes.
        unfiled: Ids of rows that are told to have lost a point of law.
    """
    for row in rows:
        fields = row.fields
        if row.kind is RowKind.MOVED:
            # In another list some fields are called otherwise; that it moved is told.
            fields = tuple(one for one in fields if one.after)
        if (row.was or row.id) in unfiled:
            fields = tuple(one for one in fields if one.keys[-1] != "diem")
        if row.kind is RowKind.REMOVED:
            continue
        if row.kind is RowKind.ADDED:
            fields = tuple(one for one in fields if "mien_tru" in one.keys)
        yield from field_notices(agency, fields, row_name(row))


def page_notices(
    agency: str, pages: Iterable[PageChange], before: LoadedAgency, after: LoadedAgency
) -> Iterator[Notice]:
    """Free pages of which the text leads elsewhere."""
    old, new = (
        {page.name: page.body for page in one.agency.pages} if one.agency else {}
        for one in (before, after)
    )
    for page in pages:
        if page.kind != "sua":
            continue
        ways = _reached(old.get(page.name, ""), new.get(page.name, ""))
        detail = "; ".join(way.told() for way in ways)
        if detail:
            where = f"Trang “{page.title}” ({page.name})"
            yield Notice(NoticeKind.CONTACT, agency, where, "", "", detail)
