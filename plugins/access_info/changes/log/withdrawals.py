"""Withdraws an item: a tombstone with day and ground is left, all else goes (2026 law, Art. 22).

What goes from the data goes from pages, files, index, feed, bundle and the reader's saved copies with
the next build. The repository's history keeps it until that is purged too, which only people can do.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.changes.log.attachments import attachments_named
from access_info.changes.log.page_withdrawals import FILE, PAGE, withdraw_file, withdraw_page
from access_info.changes.log.withdrawal_records import WithdrawalError, Withdrawn, words_of
from access_info.loading import LoadedAgency, folders, load_agency
from access_info.loading.folders import is_agency_id, read_folder
from access_info.model.derived import record_of
from access_info.model.fields import canonical
from access_info.model.items import ConditionalItem, Item
from access_info.model.types import did_you_mean, did_you_mean_or_listed
from access_info.model.vocabularies import WITHDRAWN
from access_info.source import Plain, replace_files, rewrite_yaml

# Key of the profile under which files are listed that are gone already.
_GONE_FILES = "tep_da_rut"
_DOCUMENTS = "van_ban"
# Keys that a tombstone keeps: place in the list and name.
_TOMBSTONE = ("ma", "ten", "nhom", "diem", "loai", "so_ky_hieu")
_NAMES = ("ten", "so_ky_hieu", "nhom")


def withdraw(
    agencies: Path,
    agency: str,
    item: str,
    *,
    reason: str,
    day: datetime.date,
    title: str = "",
    keep_files: bool = False,
) -> Withdrawn:
    """Withdraw an item of either list, a document under one, a free page or an attachment.

    Args:
        agencies: The folder of agencies.
        agency: Folder name.
        item: Id; or `trang/…`, `tep/…` where no item has such an id.
        reason: The ground, as the public reads it.
        day: The day it is taken down.
        title: The new title; "" to leave the name.
        keep_files: Leave its attachments in the folder.

    Raises:
        WithdrawalError: There is no such item, or its file cannot be read.
        ChangedMeanwhileError: The file was saved by somebody since it was read; nothing is removed.
        OSError: Something cannot be written or removed; all is as it was.
    """
    loaded = _loaded(agencies, agency)
    words: Mapping[str, Any] = {"reason": reason, "day": day, "title": title}
    if item.startswith(FILE) and item not in _ids(loaded):
        return withdraw_file(loaded, item, **words)
    if item.startswith(PAGE) and item not in _ids(loaded):
        done, named = withdraw_page(loaded, item, **words)
        return done if keep_files else _without_files(agencies, agency, done, named)
    name, keys = _place(loaded, item)
    document = loaded.documents[name]
    if not document.readable:
        raise WithdrawalError(
            f"{name} đang có lỗi, sửa lỗi trước đã: {document.problems[0].message}"
        )
    row = _at(document.data, keys)
    path = loaded.folder.path / name
    label = str(row.get("ten") or row.get("so_ky_hieu") or item)
    if row.get("tinh_trang") == WITHDRAWN and row.get("rut"):
        return Withdrawn(label=label, path=path, already=words_of(row["rut"]))
    files = frozenset(attachments_named(row))
    changed = _with(document.data, keys, _tombstone(row, reason, day, title))
    record = record_of(f"{agency}/{name}")
    if record is None:
        raise WithdrawalError(f"{name} không phải danh mục.")
    text = rewrite_yaml(document.text, canonical(record, changed))
    others = frozenset(_others(loaded, name, changed))
    retained = files & others
    there = loaded.folder.attachments.keys()
    removed = [] if keep_files else sorted((files - others) & there)
    replace_files(
        {path: text, **{loaded.folder.path / file: None for file in removed}},
        before={path: document.content},
    )
    return Withdrawn(
        label=label, path=path, removed=tuple(removed), retained=tuple(sorted(retained))
    )


def _ids(loaded: LoadedAgency) -> frozenset[str]:
    """Collect the ids of items and of documents under them."""
    ids: set[str] = set()
    for row in loaded.rows:
        if isinstance(row.record, Item | ConditionalItem):
            ids.add(row.record.id)
            ids.update(document.id for document in getattr(row.record, "documents", ()))
    return frozenset(ids)


def _without_files(
    agencies: Path, agency: str, done: Withdrawn, named: frozenset[str]
) -> Withdrawn:
    """Delete attachments that only the withdrawn page named."""
    loaded = _loaded(agencies, agency)
    others = named & frozenset(_others(loaded, "", {}))
    gone = (named - others) & loaded.folder.attachments.keys()
    for file in gone:
        (loaded.folder.path / file).unlink(missing_ok=True)
    removed, retained = tuple(sorted(gone)), tuple(sorted(others))
    return dataclasses.replace(done, removed=removed, retained=retained)


def _loaded(agencies: Path, agency: str) -> LoadedAgency:
    folder = agencies / agency
    if not is_agency_id(agency) or folder.is_symlink() or not folder.is_dir():
        known = folders.agency_ids(agencies)[0]
        raise WithdrawalError(f"Không có cơ quan “{agency}”.{did_you_mean(agency, known)}")
    return load_agency(read_folder(folder))


def _place(loaded: LoadedAgency, item: str) -> tuple[str, tuple[str | int, ...]]:
    """Find the file that holds a row, and the keys that lead to it."""
    for row in loaded.rows:
        if not isinstance(row.record, Item | ConditionalItem):
            continue
        if row.record.id == item:
            return row.file, row.keys
        for number, document in enumerate(
            row.record.documents if isinstance(row.record, Item) else ()
        ):
            if document.id == item:
                return row.file, row.path(_DOCUMENTS, number)
    known = _ids(loaded) | {
        file.removesuffix(".md") for file in loaded.documents if file.startswith(PAGE)
    }
    hint = did_you_mean_or_listed(item, known | loaded.folder.attachments.keys())
    bare = {
        path.rpartition("/")[2]: path
        for path in (*known, *loaded.folder.attachments)
        if "/" in path
    }
    if item in bare:
        hint = f" Có phải ý bạn là “{bare[item]}”?"
    raise WithdrawalError(f"“{loaded.folder.id}” không có mục “{item}”.{hint}")


def _tombstone(
    row: Mapping[str, Any], reason: str, day: datetime.date, title: str
) -> dict[str, Any]:
    left = {key: row[key] for key in _TOMBSTONE if row.get(key)}
    if title:
        left = {key: value for key, value in left.items() if key not in _NAMES} | {"ten": title}
    elif "ten" in left:
        left.pop("so_ky_hieu", None)
    left |= {"tinh_trang": WITHDRAWN, "rut": {"ngay": day.isoformat(), "ly_do": reason}}
    below = row.get(_DOCUMENTS)
    if isinstance(below, list):
        # Documents' addresses stay alive with the row's own.
        left[_DOCUMENTS] = [_tombstone(entry, reason, day, title) for entry in below]
    return left


def _with(data: Any, keys: tuple[str | int, ...], value: Any) -> Any:  # noqa: ANN401 - plain data
    """Copy data with another value at a path of keys."""
    if not keys:
        return value
    changed = data.copy()
    changed[keys[0]] = _with(data[keys[0]], keys[1:], value)
    return changed


def _at(data: Any, keys: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - plain data
    for key in keys:
        data = data[key]
    return data


def _others(loaded: LoadedAgency, name: str, changed: Plain) -> Iterator[str]:
    """Yield the attachments that anything else of the agency names."""
    yield from attachments_named(changed, without={_GONE_FILES})
    for other, document in loaded.documents.items():
        if other != name:
            yield from attachments_named(document.data, without={_GONE_FILES})
    for page in loaded.agency.pages if loaded.agency is not None else ():
        yield from (file for file in loaded.folder.attachments if file in page.body)
