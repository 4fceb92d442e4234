"""Notices: changes of an agency that lose nothing and may mislead all the same.

A telephone number of another's, an address whose host is another's, a row that is said to be no
longer in force: each is one short value among many, and each changes where citizens turn to.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import idna

from access_info.changes.difference import (
    MAX_NOTICE,
    FieldChange,
    Loss,
    LossKind,
    Notice,
    NoticeKind,
    PageChange,
    RowChange,
    RowKind,
    YearChange,
    fallen,
    first_of,
    row_name,
)
from access_info.changes.hiding import hidden_text, hidden_value
from access_info.changes.losses import CONTACTS, FALLING, is_lost_contact, says_nothing
from access_info.changes.rows import alike
from access_info.loading import LoadedAgency
from access_info.model.items import NAMED_PEOPLE
from access_info.model.types import fold
from access_info.model.vocabularies import ITEM_STATUSES

_NO_KEYS: frozenset[str] = frozenset()
# “van-phong@mau.example”.
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.)+[\w-]+")
# “https://mau.example/a”: ends before a space, “;”, “<” or a quotation mark.
_URL = re.compile(r"(?:https?|ftp)://[^\s;<>“”]+", re.IGNORECASE)
# A host alone: “mau.example”; not “mau” or “v1.2”.
_HOST_ALONE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")
# “024 3825 1234”, “+84 24-3825-1234”, “1900 1234”; not “12/024 3825 1234”.
_PHONE = re.compile(r"(?<![\w/.-])(?:\+84|0|1[89]00)[\d .()-]{4,16}\d(?![\w/-])")
_MIN_DIGITS = 8
_EMAILS, _NUMBERS, _HOST = "thư", "số", "máy chủ"
_POSTAL = frozenset({"dia_chi", "noi"})
_DIRECT = frozenset({"dien_thoai", "email"})
_NOT_ARISING = "khong_phat_sinh"
_MAX_LISTED = 6
_MAX_CLEARED = 2
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_IN_FORCE = ITEM_STATUSES["con-hieu-luc"]
# Fields copied from the document: deadlines run from them, people ask for it by them.
_PAPER = frozenset(
    {"so_ky_hieu", "ngay_ban_hanh", "ngay_cong_khai", "ngay_kien_nghi", "ngay_dinh_chinh"}
)
_PAPER_GROUPS = frozenset({"hieu_luc", "quyet_dinh"})
# Fields whose change is already reported as a loss of this kind.
_LOSS_FIELDS = {
    LossKind.LAW_POINT: frozenset({"diem"}),
    LossKind.ACCESS: frozenset({"dia_chi", "tep"}),
    LossKind.DUE: frozenset({"ngay_kien_nghi"}),
}


def field_notices(agency: str, fields: Iterable[FieldChange], row: str = "") -> Iterator[Notice]:
    """Yield the notices among changes of a profile, a row or the jurisdiction's file.

    Args:
        agency: Folder name, or "".
        fields: The changes.
        row: The row's name, or "".
    """
    cleared = []
    for field in fields:
        if not row and is_lost_contact(field):
            continue
        ground = _ground_of(field, in_row=bool(row))
        if ground is None:
            continue
        # Every change of the jurisdiction's file is shown in the open: no notice is needed.
        if ground.kind is NoticeKind.CLEARED:
            cleared += [field] if agency else []
            continue
        yield _notice(agency, row, field, ground)
    if len(cleared) <= _MAX_CLEARED:
        yield from (_notice(agency, row, field, _Ground(NoticeKind.CLEARED)) for field in cleared)
        return
    labels = _listed_words([field.label for field in cleared])
    detail = f"{len(cleared)} chỗ: {labels}"
    yield Notice(NoticeKind.CLEARED, agency, row or "Thông tin cơ quan", "", "", detail)


@dataclasses.dataclass(frozen=True)
class _Ground:
    """The ground on which a change must be compared."""

    kind: NoticeKind
    detail: str = ""
    replaces: bool = True


def _notice(agency: str, row: str, change: FieldChange, ground: _Ground) -> Notice:
    """Return the notice of a change, with what the gate detects hidden."""
    texts = (change.before, change.after, ground.detail)
    before, after, detail = (hidden_value(change.keys, text) for text in texts)
    where = f"{row} › {change.label}" if row else change.label
    return Notice(ground.kind, agency, where, before, after, detail, ground.replaces)


def _ground_of(change: FieldChange, *, in_row: bool) -> _Ground | None:
    """Return the ground on which a change must be compared with the document; `None` if there is none."""
    first, last = change.keys[0], change.keys[-1]
    if "mien_tru" in change.keys:
        return _Ground(NoticeKind.WAIVER) if change.after else None
    if first == NAMED_PEOPLE:  # listed by themselves
        return None
    if in_row and last == "tinh_trang":
        # A row without a status is in force.
        states = {change.before or _IN_FORCE, change.after or _IN_FORCE}
        return _Ground(NoticeKind.STATUS) if len(states) > 1 else None
    if last == "diem" or first == _NOT_ARISING:
        return _Ground(NoticeKind.LAW_POINT, replaces=False)
    ways = tuple(_changed_ways(change.before, change.after))
    if ways:
        # A value that is new as a whole needs no detail, if it is shown to its end.
        shown = not change.before and len(change.after) <= MAX_NOTICE
        details = dict.fromkeys("" if shown else way.in_words(change) for way in ways)
        hosts_alone = all(way.what == _HOST for way in ways)
        kind = NoticeKind.ADDRESS if hosts_alone else NoticeKind.CONTACT
        replaces = any(way.gone for way in ways)
        return _Ground(kind, "; ".join(details).strip("; "), replaces)
    if not change.before:
        return None
    if says_nothing(change.after):
        # What is gone of the regulation is reported as a loss.
        untold = first in {"quy_che", "tep"} or last == "ghi_chu"
        return None if untold else _Ground(NoticeKind.CLEARED)
    return _other_value(change, in_row=in_row)


def _other_value(change: FieldChange, *, in_row: bool) -> _Ground | None:
    """Return the ground on which a replaced value must be compared, if there is one."""
    first, last = change.keys[0], change.keys[-1]
    old, new = _addresses(change.before), _addresses(change.after)
    if old - new:
        fewer = len(old) - len(new)
        return _Ground(NoticeKind.ADDRESS, f"bớt {fewer} địa chỉ" if fewer > 0 else "")
    if first in CONTACTS and not in_row:
        if last in _DIRECT and _letters_and_digits(change.before) != _letters_and_digits(
            change.after
        ):
            return _Ground(NoticeKind.CONTACT)
        if last in _POSTAL and not (old and new):
            return _Ground(NoticeKind.CONTACT)
    if last in _PAPER or not _PAPER_GROUPS.isdisjoint(change.keys):
        return _Ground(NoticeKind.DOCUMENT)
    if in_row and last == "ten" and not alike(fold(change.before), fold(change.after)):
        return _Ground(NoticeKind.TITLE)
    return None


def _letters_and_digits(text: str) -> str:
    """Return the letters and digits of a text in small letters: spaces and dots are no change."""
    return "".join(char for char in text if char.isalnum()).lower()


def _addresses(text: str) -> frozenset[str]:
    """Return the web addresses in a text, without the differences that lead to the same page."""
    urls = (match[0] for match in _URL.finditer(text))
    return frozenset(
        _SCHEME.sub("", url).replace(name, name.lower(), 1).rstrip("/.,;)")
        for url in urls
        if (name := _SCHEME.sub("", url).partition("/")[0])
    )


@dataclasses.dataclass(frozen=True)
class _Way:
    """One way to reach somebody that changed: email, number or host."""

    what: str
    gone: tuple[str, ...]
    come: tuple[str, ...]

    def in_words(self, change: FieldChange | None = None) -> str:
        """Word the change; "" where the values of a change say no more than that."""
        if self.what == _EMAILS:
            old, new = (
                tuple(dict.fromkeys(address.partition("@")[2] for address in side))
                for side in (self.gone, self.come)
            )
            if old != new and self.gone and self.come:
                return f"tên miền {_listed_words(old)} → {_listed_words(new)}"
        if change is not None and (change.before, change.after) == (
            ", ".join(self.gone),
            ", ".join(self.come),
        ):
            return ""
        return f"{self.what} {_listed_words(self.gone)} → {_listed_words(self.come)}"


def _changed_ways(before: str, after: str) -> Iterator[_Way]:
    """Yield the ways to reach somebody in which two texts differ."""
    for what, ways in ((_EMAILS, _emails), (_NUMBERS, _phones), (_HOST, _hosts)):
        old, new = ways(before), ways(after)
        gone = tuple(shown for key, shown in old.items() if key not in new)
        come = tuple(shown for key, shown in new.items() if key not in old)
        if gone or come:
            yield _Way(what, gone, come)


def _listed_words(ways: Sequence[str]) -> str:
    """Join emails, numbers, hosts or labels for people."""
    return first_of(ways, _MAX_LISTED) or "(trống)"


def _emails(text: str) -> dict[str, str]:
    """Map the email addresses in a text to themselves, hosts as `_host` writes them."""
    # An “@” within a web address marks no email: “https://bank@evil.example” is made to deceive.
    parts = (match[0].partition("@") for match in _EMAIL.finditer(_URL.sub(" ", text)))
    return {
        email: email for name, _, domain in parts if (email := f"{name.lower()}@{_host(domain)}")
    }


def _phones(text: str) -> dict[str, str]:
    """Map the digits of telephone numbers to the numbers as typed: spaces are no change."""
    phones: dict[str, str] = {}
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0].replace("+84", "0"))
        if len(digits) >= _MIN_DIGITS:
            phones.setdefault(digits, " ".join(match[0].split()))
    return phones


def _hosts(text: str) -> dict[str, str]:
    """Map the hosts of the web addresses in a text to themselves."""
    hosts = [_host_of(match[0]) for match in _URL.finditer(text)]
    if _HOST_ALONE.fullmatch(text.strip()):
        hosts.append(_host(text.strip()))
    return {host: host for host in hosts if host}


def _host_of(url: str) -> str:
    """Return the host of a web address with its port if it has one; what is no address as it is."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url
    return f"{_host(parts.hostname or '')}{port}"


def _host(name: str) -> str:
    """Return a host's name, with its ASCII form if it has letters of other scripts."""
    name = name.lower().rstrip(".")
    if name.isascii():
        return name
    try:
        return f"{name} ({idna.encode(name, uts46=True).decode('ascii')})"
    except idna.IDNAError:
        return name


def row_notices(agency: str, rows: Iterable[RowChange], losses: Iterable[Loss]) -> Iterator[Notice]:
    """Yield the notices among changes of rows; only waivers of rows that are new.

    Args:
        agency: Folder name.
        rows: The changes.
        losses: The agency's losses, whose fields need no notice.
    """
    lost: dict[str, frozenset[str]] = {}
    for loss in losses:
        lost[loss.key] = lost.get(loss.key, _NO_KEYS) | _LOSS_FIELDS.get(loss.kind, _NO_KEYS)
    for row in rows:
        fields = row.fields
        if row.kind is RowKind.MOVED:
            # In another list some fields have other names; the move itself is reported.
            fields = tuple(field for field in fields if field.after)
        lost_keys = lost.get(row.was or row.id, _NO_KEYS)
        fields = tuple(field for field in fields if field.keys[-1] not in lost_keys)
        if row.kind is RowKind.REMOVED:
            continue
        if row.kind in {RowKind.ADDED, RowKind.REUSED}:
            fields = tuple(field for field in fields if "mien_tru" in field.keys)
        yield from field_notices(agency, fields, row_name(row))


def page_notices(
    agency: str, pages: Iterable[PageChange], before: LoadedAgency, after: LoadedAgency
) -> Iterator[Notice]:
    """Yield the notices of free pages whose text has other emails, numbers or hosts."""
    old, new = (
        {page.name: page.body for page in side.agency.pages} if side.agency else {}
        for side in (before, after)
    )
    for page in pages:
        if page.kind != "sua":
            continue
        ways = tuple(_changed_ways(old.get(page.name, ""), new.get(page.name, "")))
        detail = hidden_text("; ".join(way.in_words() for way in ways))
        if detail:
            where = f"Trang “{page.title}” ({page.name})"
            replaces = any(way.gone for way in ways)
            yield Notice(NoticeKind.CONTACT, agency, where, "", "", detail, replaces)


def year_notices(agency: str, years: Iterable[YearChange]) -> Iterator[Notice]:
    """Yield the notices of figures that fell, not to nought, which would be a loss."""
    for year in years:
        lower = [
            f"{field.label}: {field.before} → {field.after}"
            for field in year.fields
            if fallen(field) and field.after != "0" and field.keys[-1] not in FALLING
        ]
        if lower and year.kind == "sua":
            where = f"Năm {year.year}"
            yield Notice(NoticeKind.STATISTICS, agency, where, "", "", "; ".join(lower))
