"""What is gone that people rely on, found among an agency's changes; it needs a reason.

Reviewers of a like repository once caught such losses by eye in a change of sixty files
(18F/2015-foia, pull requests 93 and 114: an office's address gone, its figures gone).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access_info.changes.attachments import named_files
from access_info.changes.records import (
    FieldChange,
    FileChange,
    FileKind,
    ListKind,
    Loss,
    LossKind,
    YearChange,
)
from access_info.changes.rows import Match, Row
from access_info.checks import attachment_path
from access_info.loading import LoadedAgency, folders
from access_info.model.types import fold
from access_info.model.vocabularies import ENDED_STATUSES

CONTACTS = frozenset(
    {
        "dia_chi",
        "dien_thoai",
        "email",
        "trang_web",
        "gio_lam_viec",
        "dau_moi",
        "tiep_nhan",
        "kenh",
        "phan_anh",
        "tthc",
        "chuyen_muc",
        "nguoi_phat_ngon",
        "cong_cap_tren",
        "giam_sat",
        "cong_thong_tin",
    }
)
# Within those groups, what does not help anyone to reach the agency.
_ASIDE = frozenset({"vai_tro", "quyet_dinh", "so", "ngay", "ngay_kiem_tra", "thiet_bi", "tu_chup"})
# Typed where there is nothing to type.
_HOLLOW = frozenset(
    {
        "dang-cap-nhat",
        "cap-nhat-sau",
        "cap-nhat",
        "se-cap-nhat",
        "khong",
        "khong-co",
        "chua-co",
        "chua-ro",
        "chua-cap-nhat",
        "bo-sung-sau",
        "se-bo-sung",
        "dang-bo-sung",
        "n-a",
        "na",
        "none",
        "null",
        "x",
        "xx",
        "xxx",
        "tbd",
        "0",
        "000",
    }
) | {""}
_REGULATION = "quy_che"


def says_nothing(text: str) -> bool:
    """Whether a value only fills the place of one: `đang cập nhật`, `...`, `-`."""
    return fold(text) in _HOLLOW


def field_losses(agency: str, fields: Iterable[FieldChange], file: str) -> Iterator[Loss]:
    """Contacts and the regulation, among changes of a profile or of the jurisdiction's file."""
    changes = tuple(fields)
    for one in changes:
        if one.keys[0] in CONTACTS and _is_gone(one) and one.keys[-1] not in _ASIDE:
            said = f"{one.label}: {one.before}"
            yield Loss(LossKind.CONTACT, agency, said, one.keys[0], file)


def _is_gone(change: FieldChange) -> bool:
    """Whether there was something to say and nothing is said now."""
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
    """What is gone of the internal regulation."""
    old, new = before.get(_REGULATION), after.get(_REGULATION)
    gone = [one for one in fields if one.keys[0] == _REGULATION and _is_gone(one)]
    if not gone or not isinstance(old, Mapping):
        return
    if not isinstance(new, Mapping) or not any(new.values()):
        number = str(old.get("so_ky_hieu") or "").strip()
        what = f"Quy chế nội bộ {number}".strip()
        yield Loss(LossKind.REGULATION, agency, what, _REGULATION, folders.PROFILE)
        return
    still_read = new.get("dia_chi") or new.get("tep")
    for one in gone:
        part = one.keys[1] if len(one.keys) > 1 else ""
        if part in {"so_ky_hieu", "dieu"} or (part in {"dia_chi", "tep"} and not still_read):
            what = f"{one.label}: {one.before}"
            yield Loss(LossKind.REGULATION, agency, what, _REGULATION, folders.PROFILE)


def year_losses(agency: str, years: Iterable[YearChange]) -> Iterator[Loss]:
    """Figures that are gone."""
    for year in years:
        file = f"{folders.STATISTICS_FOLDER}/{year.year}.yml"
        if year.kind == "go":
            what = f"cả năm {year.year}"
            yield Loss(LossKind.STATISTICS, agency, what, year.year, file)
            continue
        gone = [one for one in year.fields if one.before and not one.after]
        if gone:
            listed = "; ".join(f"{one.label}: {one.before}" for one in gone)
            what = f"năm {year.year}: {listed}"
            yield Loss(LossKind.STATISTICS, agency, what, year.year, file)


def row_losses(
    agency: str, matches: Iterable[Match], elsewhere: Mapping[int, str]
) -> Iterator[Loss]:
    """Rows that are gone, and ids that lead nowhere or elsewhere.

    Args:
        agency: Folder name.
        matches: Rows before and now.
        elsewhere: Where a row that is gone stands now, by the identity of the row: in words.
    """
    for one in matches:
        before, after = one.before, one.after
        if before is None:
            continue
        log = before.list is ListKind.CORRECTIONS
        if after is None:
            now = elsewhere.get(id(before), "")
            told = f"{_called(before)}{f' ({now})' if now else ''}"
            kind = LossKind.CORRECTION if log else LossKind.ITEM
            yield Loss(kind, agency, told, before.id, before.file)
        elif one.reused:
            told = f"{_called(before)}: mã này nay dùng cho thông tin khác, “{after.title}”"
            yield Loss(LossKind.ITEM, agency, told, before.id, before.file)
        elif before.list is ListKind.DISCLOSURE and after.list is not ListKind.DISCLOSURE:
            told = f"{_called(before)}: chuyển sang {after.list.label}"
            yield Loss(LossKind.ITEM, agency, told, before.id, before.file)
        elif before.id and before.id != after.id:
            told = f"“{before.title}” đổi mã {before.id} → {after.id or '(không có mã)'}"
            yield Loss(LossKind.ID, agency, told, before.id, before.file)
        if after is not None and _cannot_be_read(before, after):
            told = f"{_called(before)}: không còn tệp hay địa chỉ nào"
            yield Loss(LossKind.ACCESS, agency, told, before.id, before.file)


def _called(row: Row) -> str:
    return f"{row.id} “{row.title}”" if row.title != row.id else row.id


def _cannot_be_read(before: Row, after: Row) -> bool:
    """Whether a row in force had a file or an address, and has neither."""
    if before.list is not ListKind.DISCLOSURE or after.list is not ListKind.DISCLOSURE:
        return False
    if fold(str(after.raw.get("tinh_trang") or "")) in ENDED_STATUSES or after.raw.get("rut"):
        return False
    return _places(before) > 0 and _places(after) == 0


def _places(row: Row) -> int:
    values = [row.raw.get("tep"), row.raw.get("dia_chi")]
    return sum(
        bool(str(one or "").strip())
        for value in values
        for one in (value if isinstance(value, list) else [value])
    )


def file_losses(
    agency: str,
    files: Iterable[FileChange],
    after: LoadedAgency,
    matches: Iterable[Match],
) -> Iterator[Loss]:
    """Attachments that are gone though data names them, or whose row now offers less."""
    gone = {one.name for one in files if one.kind is FileKind.REMOVED}
    renamed = {one.was for one in files if one.kind is FileKind.RENAMED}
    missing = (gone | renamed) & set(named_files(after))
    for path in sorted(missing):
        told = f"{path}: vẫn được dẫn tới nhưng không còn tệp"
        yield Loss(LossKind.ATTACHMENT, agency, told, path.removeprefix("tep/"), path)
    for one in matches:
        if one.before is None or one.after is None or not _places(one.after):
            continue
        left = set(_files_of(one.after))
        lost = [path for path in _files_of(one.before) if path in gone and path not in left]
        if lost and _places(one.after) < _places(one.before):
            for path in lost:
                if path not in missing:
                    told = f"{path}, tệp của {_called(one.before)}"
                    yield Loss(LossKind.ATTACHMENT, agency, told, one.before.id, one.before.file)


def _files_of(row: Row) -> Iterator[str]:
    value = row.raw.get("tep")
    for one in value if isinstance(value, list) else ():
        path = attachment_path(str(one))
        if path is not None:
            yield path
