"""What a change takes away that people rely on (losses), and what it changes that may mislead (notices).

Reviewers of a like repository once caught such losses by eye in a change of sixty files
(18F/2015-foia, pull requests 93 and 114: an office's address gone, its figures gone).
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import idna

from access_info.changes.attachments import named_files
from access_info.changes.difference import (
    MAX_NOTICE,
    FieldChange,
    FileChange,
    FileChangeKind,
    ListKind,
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
from access_info.changes.fields import docs_by_key, field_meaning, value_words
from access_info.changes.hiding import hidden_text, hidden_value
from access_info.changes.rows import RowMatch, StateRow, alike
from access_info.loading import LoadedAgency, folders
from access_info.model.agency import Correction
from access_info.model.items import NAMED_PEOPLE
from access_info.model.types import fold
from access_info.model.vocabularies import ITEM_STATUSES, SUPERSEDED, WITHDRAWN

_PETITIONED = "ngay_kien_nghi"


def row_losses(
    agency: str, matches: Iterable[RowMatch], elsewhere: Mapping[int, str]
) -> Iterator[Loss]:
    """Yield a loss for each row that is gone or has another id, and for what rows that stayed have lost.

    Args:
        agency: Folder name.
        matches: Rows before and now.
        elsewhere: For rows that are in another agency now: where, in words, by the row's `id()`.
    """
    for match in matches:
        if (before := match.before) is not None:
            for kind, what in _lost_of_row(match, before, elsewhere):
                yield Loss(kind, agency, what, before.id, before.file)


def _lost_of_row(
    match: RowMatch, before: StateRow, elsewhere: Mapping[int, str]
) -> Iterator[tuple[LossKind, str]]:
    """Yield (kind, words) of each loss at a row of the earlier state.

    It may be gone, or have lost its id, its term, points of law, or its last file or address.
    """
    after, name = match.after, before.label
    is_correction = before.list is ListKind.CORRECTIONS
    item = LossKind.CORRECTION if is_correction else LossKind.ITEM
    if after is None:
        now = elsewhere.get(id(before), "")
        yield item, f"{name}{f' ({now})' if now else ''}"
        return
    if match.reused:
        yield item, f"{name}: mã này nay dùng cho thông tin khác, “{after.title}”"
    elif before.list is ListKind.DISCLOSURE and after.list is not ListKind.DISCLOSURE:
        yield LossKind.ITEM, f"{name}: chuyển sang {after.list.label}"
    elif before.id and before.id != after.id:
        new_id = after.id or "(không có mã)"
        yield LossKind.ID, f"mã {before.id} đổi thành {new_id}: “{before.title}”"
    if is_correction and (days := _postponed(before, after)):
        yield LossKind.DUE, f"{name}: ngày nhận kiến nghị {days}, hạn đính chính đổi theo"
    points = after.texts("diem")
    # A point that is named more exactly now is no loss: `l01-d17k1c` became `l01-d17k1c3`.
    gone = [
        point
        for point in before.texts("diem")
        if not any(later.startswith(point) for later in points)
    ]
    if gone and not match.reused and after.list is before.list:
        now = ", ".join(points) or "không điểm nào"
        yield LossKind.LAW_POINT, f"{name}: rời khỏi {', '.join(gone)}; nay ở {now}"
    if _withdrawn_without_reason(before, after):
        yield LossKind.ITEM, f"{name}: rút mà không ghi lý do"
    elif _lost_last_place(before, after):
        yield LossKind.ACCESS, f"{name}: không còn tệp hay địa chỉ nào"


def _postponed(before: StateRow, after: StateRow) -> str:
    """Return `old day → new day` if a petition's day was put off or dropped, else "".

    The term of a correction runs from that day (2026 law, Art. 22).
    """
    doc = docs_by_key(Correction)[_PETITIONED]
    was, now = (field_meaning(doc, row.record.get(_PETITIONED)) for row in (before, after))
    if not isinstance(was, datetime.date) or (isinstance(now, datetime.date) and now <= was):
        return ""
    petitioned = value_words(doc, after.record.get(_PETITIONED)) or "(trống)"
    return f"{value_words(doc, before.record[_PETITIONED])} → {petitioned}"


def _lost_last_place(before: StateRow, after: StateRow) -> bool:
    """Tell whether a row of the public list lost its last file or address: nobody can read it any more.

    Not so if it was withdrawn, or if it names the document that replaces it.
    """
    if before.list is not ListKind.DISCLOSURE or after.list is not ListKind.DISCLOSURE:
        return False
    led_on = _status(after) == SUPERSEDED and str(after.record.get("thay_the_boi") or "").strip()
    if _status(after) == WITHDRAWN or led_on:
        return False
    return bool(before.places and not after.places)


def _withdrawn_without_reason(before: StateRow, after: StateRow) -> bool:
    """Tell whether a row was withdrawn without a reason (2026 law, Art. 22)."""
    if before.list is ListKind.CORRECTIONS or _status(after) != WITHDRAWN:
        return False
    withdrawal = after.record.get("rut")
    why = withdrawal.get("ly_do") if isinstance(withdrawal, Mapping) else ""
    return _status(before) != WITHDRAWN and not str(why or "").strip()


def _status(row: StateRow) -> str:
    """Return a row's status as it is typed, folded; "" without one."""
    return fold(str(row.record.get("tinh_trang") or ""))


# Finds losses among an agency's changes: contacts, regulation, figures, pages, files.

# Keys at the top of a profile, or of the jurisdiction's file, below which ways to reach an agency stand.
CONTACTS = frozenset(
    {
        *("dia_chi", "dien_thoai", "email", "trang_web", "gio_lam_viec", "dau_moi", "tiep_nhan"),
        *("kenh", "phan_anh", "tthc", "chuyen_muc", "nguoi_phat_ngon", "cong_cap_tren"),
        *("giam_sat", "cong_thong_tin"),
    }
)
# Keys within `CONTACTS` that do not help anyone to reach the agency.
_NO_CONTACT_KEYS = frozenset(
    {"vai_tro", "quyet_dinh", "so", "ngay", "ngay_kiem_tra", "thiet_bi", "tu_chup"}
)
# Folded values that are typed where there is nothing to say.
_PLACEHOLDERS = frozenset(
    {
        *("", "dang-cap-nhat", "cap-nhat-sau", "cap-nhat", "se-cap-nhat", "khong", "khong-co"),
        *("chua-co", "chua-ro", "chua-cap-nhat", "bo-sung-sau", "se-bo-sung", "dang-bo-sung"),
        *("n-a", "na", "none", "null", "x", "xx", "xxx", "tbd", "0", "000", "http", "https"),
        *("https-www", "www"),
    }
)
_REGULATION = "quy_che"
# Figures that fall to nought when work is done.
FALLING = frozenset({"dang_xu_ly"})


def says_nothing(text: str) -> bool:
    """Tell whether a value is a mere placeholder: `đang cập nhật`, `...`, `-`."""
    return fold(text) in _PLACEHOLDERS


def field_losses(agency: str, fields: Iterable[FieldChange], file: str) -> Iterator[Loss]:
    """Yield a loss for each contact that is gone, of the changes of a profile or of the jurisdiction's file."""
    for field in fields:
        if is_lost_contact(field):
            what = f"{field.label}: {hidden_value(field.keys, field.before)}"
            yield Loss(LossKind.CONTACT, agency, what, field.keys[0], file)


def is_lost_contact(change: FieldChange) -> bool:
    """Tell whether a change takes away a way to reach an agency."""
    return (
        change.keys[0] in CONTACTS and change.keys[-1] not in _NO_CONTACT_KEYS and _is_gone(change)
    )


def _is_gone(change: FieldChange) -> bool:
    """Tell whether a field's value said something and says nothing now.

    A telephone without digits and an email without “@” say nothing.
    """
    if says_nothing(change.before):
        return False
    if says_nothing(change.after):
        return True
    if change.keys[-1] == "dien_thoai":
        return _has_digit(change.before) and not _has_digit(change.after)
    return change.keys[-1] == "email" and "@" in change.before and "@" not in change.after


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def regulation_losses(
    agency: str, fields: Iterable[FieldChange], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Loss]:
    """Yield losses of the internal regulation: all of it, or its number, articles or text.

    Its text can be read at an address or in a file: one of the two may go.

    Args:
        agency: Folder name.
        fields: Changes of the profile.
        before: Data of the profile before.
        after: Data of the profile now.
    """
    old, new = before.get(_REGULATION), after.get(_REGULATION)
    gone = [field for field in fields if field.keys[0] == _REGULATION and _is_gone(field)]
    if not gone or not isinstance(old, Mapping):
        return
    lost = []
    if isinstance(new, Mapping) and any(new.values()):
        parts = {"so_ky_hieu", "dieu"}
        if not new.get("dia_chi") and not new.get("tep"):
            parts |= {"dia_chi", "tep"}
        lost += [
            f"{field.label}: {field.before}"
            for field in gone
            if parts.intersection(field.keys[1:2])
        ]
    else:
        lost.append(f"Quy chế nội bộ {str(old.get('so_ky_hieu') or '').strip()}".strip())
    for what in lost:
        yield Loss(LossKind.REGULATION, agency, what, _REGULATION, folders.PROFILE)


def year_losses(agency: str, years: Iterable[YearChange]) -> Iterator[Loss]:
    """Yield a loss for each year of which figures are gone, or fell to nought."""
    for year in years:
        gone = "; ".join(
            f"{field.label}: {field.before}{' → 0' if field.after else ''}"
            for field in year.fields
            if field.before and (not field.after or _fell_to_nought(field))
        )
        if year.kind == "go" or gone:
            what = f"cả năm {year.year}" if year.kind == "go" else f"năm {year.year}: {gone}"
            file = f"{folders.STATISTICS_FOLDER}/{year.year}.yml"
            yield Loss(LossKind.STATISTICS, agency, what, year.year, file)


def _fell_to_nought(change: FieldChange) -> bool:
    """Tell whether a figure that was typed before is 0 now, as if nobody had counted.

    Figures such as `dang_xu_ly` (requests in work) fall to 0 when work is done: that is no loss.
    """
    is_figure = change.before.replace(",", "").isdigit()
    return is_figure and change.after == "0" and change.keys[-1] not in FALLING


def page_losses(
    agency: str, changes: Collection[PageChange], after: LoadedAgency
) -> Iterator[Loss]:
    """Yield a loss for each free page whose address leads nowhere now, or to an empty page."""
    come = {change.title: change.name for change in changes if change.kind == "them"}
    pages_now = after.agency.pages if after.agency else ()
    bodies = {page.name: page.body for page in pages_now}
    withdrawn = {page.name for page in pages_now if page.fields.is_withdrawn}
    for change in changes:
        if change.name in withdrawn:  # its address stays, with day and ground
            continue
        file = f"{folders.PAGES_FOLDER}/{change.name}.md"
        what = f"{change.name} “{change.title}”" if change.title != change.name else change.name
        if change.kind == "go" and change.title in come:
            what += f" (nay ở trang “{come[change.title]}”)"
        elif change.kind == "sua" and change.removed and says_nothing(bodies.get(change.name, "")):
            what += ": không còn chữ nào"
        elif change.kind != "go":
            continue
        yield Loss(LossKind.PAGE, agency, what, file.removesuffix(".md"), file)


def redirect_losses(
    before: Mapping[str, str], after: Mapping[str, str], ids: Collection[str]
) -> Iterator[Loss]:
    """Yield a loss for each old folder name that led to an agency and leads nowhere now.

    Args:
        before: Redirects before: old names, each with the new one.
        after: Redirects now.
        ids: Folder names of agencies now.
    """
    for old, new in before.items():
        if old and old not in after and old not in ids:
            what = f"“{old}” không còn dẫn tới “{new}”"
            yield Loss(LossKind.REDIRECT, "", what, old, folders.JURISDICTION_FILE)


def file_losses(
    agency: str,
    files: Collection[FileChange],
    after: LoadedAgency,
    matches: Iterable[RowMatch],
) -> Iterator[Loss]:
    """Yield a loss for each attachment that is gone or empty though data still name it.

    An attachment that nothing leads to now is lost too, if a row offered it beside other files
    or addresses and still offers some of these; of its last one `row_losses` tells.

    Args:
        agency: Folder name.
        files: Changes of attachments.
        after: The agency now.
        matches: Rows before and now.
    """
    names = {
        kind: {file.was or file.name for file in files if file.kind is kind}
        for kind in FileChangeKind
    }
    named = set(named_files(after))
    # A withdrawn file is no loss: what names it shows day and ground of the withdrawal.
    withdrawn = after.agency.withdrawn_files if after.agency else ()
    gone = names[FileChangeKind.REMOVED].difference(withdrawn)
    missing = (gone | names[FileChangeKind.RENAMED]) & named
    unread = (gone | names[FileChangeKind.ORPHANED]) - missing
    lost = [(path, "vẫn được dẫn tới nhưng không còn tệp") for path in sorted(missing)]
    lost += [
        (file.name, "nay là tệp rỗng")
        for file in files
        if file.kind is FileChangeKind.REPLACED and file.before and not file.after
        if file.name in named
    ]
    for path, what in lost:
        yield Loss(LossKind.ATTACHMENT, agency, f"{path}: {what}", path.removeprefix("tep/"), path)
    for match in matches:
        before, now = match.before, match.after
        if before is None or now is None or not 0 < len(now.places) < len(before.places):
            continue
        for path in before.files:
            if path in unread and path not in now.files:
                what = f"{path}, tệp của {before.label}"
                yield Loss(LossKind.ATTACHMENT, agency, what, before.id, before.file)


# Notices: changes that lose nothing and may mislead all the same. A telephone number of another's, an address
# whose host is another's, a row that is said to be no longer in force: each is one short value among many, and
# each changes where citizens turn to.

_NO_KEYS: frozenset[str] = frozenset()
# “van-phong@mau.example”.
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.)+[\w-]+")
# “https://mau.example/a”: ends before a space, “;”, “<” or a quotation mark.
_URL = re.compile(r"(?:https?|ftp)://[^\s;<>“”]+", re.IGNORECASE)
# A host alone: “mau.example”; not “mau” or “v1.2”.
_HOST_ALONE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")
# “024 3825 1234”, “+84 24-3825-1234”, “1900 1234”; not “12/024 3825 1234”.
_PHONE = re.compile(r"(?<![\w/.-])(?:\+84|0|1[89]00)[\d .()-]{4,16}\d(?![\w/-])")
# Instead of the first nought, which some write behind it in brackets: “+84 (0)24 3825 1234”.
_COUNTRY = re.compile(r"\+84(?:[\s.-]*\(0\))?")
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
    """Yield a notice for each change of a profile, a row or the jurisdiction's file that may mislead.

    Many fields of one row that were left empty make one notice together. Lost contacts need none.

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
    """The ground on which a reviewer must compare a change with the agency's document.

    Attributes:
        kind: The kind of notice that is made of it.
        detail: The telling part of the change, or "".
        replaces: Whether something that people relied on is no longer said.
    """

    kind: NoticeKind
    detail: str = ""
    replaces: bool = True


def _notice(agency: str, row: str, change: FieldChange, ground: _Ground) -> Notice:
    """Return the notice of a change, without names and numbers that the safety gate would not publish.

    Args:
        agency: Folder name, or "".
        row: The row's name, or "".
        change: The change.
        ground: Why it must be compared with the document.
    """
    texts = (change.before, change.after, ground.detail)
    before, after, detail = (hidden_value(change.keys, text) for text in texts)
    where = f"{row} › {change.label}" if row else change.label
    return Notice(ground.kind, agency, where, before, after, detail, ground.replaces)


def _ground_of(change: FieldChange, *, in_row: bool) -> _Ground | None:
    """Return why a reviewer must compare a change with the agency's document; `None` if there is no need.

    The reason is a waiver, another status or point of law, other emails, telephone numbers or hosts,
    a value left empty, or what `_other_value` says.

    Args:
        change: The change.
        in_row: Whether the field is one of a row, and not of a profile.
    """
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
    """Return why a value that another replaces must be compared with the document, or `None`.

    The reason is: other web addresses, another contact, number or day of the document, another title.
    """
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
    """Return the web addresses in a text, alike if they lead to the same page.

    Scheme, capitals of the host and a final slash do not count.
    """
    urls = (match[0] for match in _URL.finditer(text))
    return frozenset(
        _SCHEME.sub("", url).replace(name, name.lower(), 1).rstrip("/.,;)")
        for url in urls
        if (name := _SCHEME.sub("", url).partition("/")[0])
    )


@dataclasses.dataclass(frozen=True)
class _Way:
    """The ways of one kind to reach somebody (emails, telephone numbers or hosts) in which two texts differ.

    Attributes:
        what: The kind, as a reviewer reads it.
        gone: Those in the earlier text alone.
        come: Those in the later text alone.
    """

    what: str
    gone: tuple[str, ...]
    come: tuple[str, ...]

    def in_words(self, change: FieldChange | None = None) -> str:
        """Word the change: `số 024 3825 1234 → 024 9999 9999`; of emails the domain, if it changed.

        It is "" if `change` is given and its own values say just that already.
        """
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
    """Yield the emails, telephone numbers and hosts in which two texts differ, kind by kind."""
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
    """Return the email addresses in a text, in small letters: each as key and as the text to show.

    In this form `_changed_ways` compares two versions of emails, telephone numbers and hosts alike.
    """
    # An “@” within a web address marks no email: “https://bank@evil.example” is made to deceive.
    parts = (match[0].partition("@") for match in _EMAIL.finditer(_URL.sub(" ", text)))
    return {
        email: email for name, _, domain in parts if (email := f"{name.lower()}@{_host(domain)}")
    }


def _phones(text: str) -> dict[str, str]:
    """Return digits → telephone number as typed, for each number in a text: spaces are no change."""
    phones: dict[str, str] = {}
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", _COUNTRY.sub("0", match[0]))
        if len(digits) >= _MIN_DIGITS:
            phones.setdefault(digits, " ".join(match[0].split()))
    return phones


def _hosts(text: str) -> dict[str, str]:
    """Return the hosts of the web addresses in a text, each as key and as the text to show."""
    hosts = [_host_of(match[0]) for match in _URL.finditer(text)]
    if _HOST_ALONE.fullmatch(text.strip()):
        hosts.append(_host(text.strip()))
    return {host: host for host in hosts if host}


def _host_of(url: str) -> str:
    """Return the host of a web address, with its port if stated; an invalid address as it is."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url
    return f"{_host(parts.hostname or '')}{port}"


def _host(name: str) -> str:
    """Return a host's name; with other than ASCII letters, its ASCII form in brackets too.

    So a reviewer sees that a look-alike letter makes it another host.
    """
    name = name.lower().rstrip(".")
    if name.isascii():
        return name
    try:
        return f"{name} ({idna.encode(name, uts46=True).decode('ascii')})"
    except idna.IDNAError:
        return name


def row_notices(agency: str, rows: Iterable[RowChange], losses: Iterable[Loss]) -> Iterator[Notice]:
    """Yield the notices among changes of rows.

    Rows that are gone make none, new ones only of waivers: all of a new row is read anyway.

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
    """Yield a notice for each year of which figures fell; those that fell to 0 are losses."""
    for year in years:
        lower = [
            f"{field.label}: {field.before} → {field.after}"
            for field in year.fields
            if fallen(field) and field.after != "0" and field.keys[-1] not in FALLING
        ]
        if lower and year.kind == "sua":
            where = f"Năm {year.year}"
            yield Notice(NoticeKind.STATISTICS, agency, where, "", "", "; ".join(lower))
