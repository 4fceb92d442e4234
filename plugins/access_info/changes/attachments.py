"""Attachments of an agency in two states: added, removed, replaced, renamed or orphaned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from access_info.changes.difference import (
    FieldChange,
    FileChange,
    FileChangeKind,
    RowChange,
    TextChange,
)
from access_info.changes.rows import rows_of
from access_info.changes.states import AgencySides
from access_info.checks.context import attachment_path
from access_info.loading import LoadedAgency, folders
from access_info.model.registry import Attachment

_FILE_KEY = "tep"
_SHOWN_HASH = 12
_FILES = {folders.PROFILE: "thông tin cơ quan (co-quan.yml)"}


def attachments_named(data: Any, *, without: Collection[str] = (), key: str = "") -> Iterator[str]:  # noqa: ANN401 - plain data
    """Yield the attachments that data name, by path below the agency's folder.

    A name that would lead out of the folder of attachments (`../../b/co-quan.yml`) is none.

    Args:
        data: Plain data of a file, or a part of it.
        without: Keys below which nothing is looked for.
        key: The key under which the data stand.
    """
    if isinstance(data, Mapping):
        for name, below in data.items():
            if name not in without:
                yield from attachments_named(below, without=without, key=name)
    elif isinstance(data, list):
        for below in data:
            yield from attachments_named(below, without=without, key=key)
    elif key == _FILE_KEY and isinstance(data, str) and (path := attachment_path(data.strip())):
        yield path


def named_files(loaded: LoadedAgency) -> dict[str, list[str]]:
    """Map attachments that data name, by path below the folder, to the files that name them."""
    files_by_path: dict[str, list[str]] = {}
    for file, document in loaded.documents.items():
        for path in attachments_named(document.data):
            files_by_path.setdefault(path, []).append(file)
    for page in loaded.agency.pages if loaded.agency else ():
        for path in loaded.folder.attachments:
            if path.rpartition("/")[2] in page.body:
                files_by_path.setdefault(path, []).append(f"trang/{page.name}.md")
    return files_by_path


def users_of(loaded: LoadedAgency) -> dict[str, list[str]]:
    """Name what leads to each attachment: rows by id and title, other data by its file."""
    users: dict[str, list[str]] = {}
    listed: set[tuple[str, str]] = set()
    for row in rows_of(loaded):
        for path in row.files:
            users.setdefault(path, []).append(row.label)
            listed.add((row.file, path))
    for path, files in named_files(loaded).items():
        others = [_FILES.get(file, file) for file in files if (file, path) not in listed]
        users.setdefault(path, []).extend(dict.fromkeys(others))
    return users


def text_changes(
    files: Iterable[FileChange],
    fields: Iterable[FieldChange],
    rows: Iterable[RowChange],
    before: LoadedAgency,
    after: LoadedAgency,
) -> Iterator[TextChange]:
    """Yield attachments that replace others, be it under another name; texts not yet compared.

    Args:
        files: Changes of attachments.
        fields: Changes of the profile.
        rows: Changes of rows: one may lead to another file now.
        before: The agency before.
        after: The agency now.
    """
    old, new = before.folder.attachments, after.folder.attachments
    renamed = {(file.was, file.name) for file in files if file.kind is FileChangeKind.RENAMED}
    users = users_of(after)
    replaced = [("", file.name) for file in files if file.kind is FileChangeKind.REPLACED]
    for change in (*fields, *(field for row in rows for field in row.fields)):
        if change.keys[-1] == "tep":
            was, now = (_paths(text) for text in (change.before, change.after))
            gone = [path for path in was if path not in now and path in old]
            come = [path for path in now if path not in was and path in new]
            replaced += [pair for pair in zip(gone, come, strict=False) if pair not in renamed]
    for was_path, path in dict.fromkeys(replaced):
        yield TextChange(path, was_path, tuple(users.get(path, ())))


def _paths(shown: str) -> list[str]:
    paths = (attachment_path(part) for part in shown.split("; ") if part)
    return [path for path in paths if path is not None]


def file_changes(
    before: LoadedAgency, after: LoadedAgency, sides: AgencySides
) -> Iterator[FileChange]:
    """Yield the change of each attachment.

    Args:
        before: The agency before.
        after: The agency now.
        sides: The bytes of its files.
    """
    old, new = before.folder.attachments, after.folder.attachments
    users = users_of(after)
    gone = [path for path in old if path not in new]
    come = [path for path in new if path not in old]
    renamed = dict(_renamed(gone, come, old, new, sides))
    for path in gone:
        if path not in renamed:
            was = sides.hash_before(path)[:_SHOWN_HASH]
            yield FileChange(FileChangeKind.REMOVED, path, before=old[path].size, hash_before=was)
    for path, now in renamed.items():
        short = sides.hash_after(now)[:_SHOWN_HASH]
        size = new[now].size
        yield FileChange(FileChangeKind.RENAMED, now, path, size, size, short, short)
    for path in come:
        if path not in renamed.values():
            short = sides.hash_after(path)[:_SHOWN_HASH]
            yield FileChange(FileChangeKind.ADDED, path, after=new[path].size, hash_after=short)
    for path in old:
        if path in new and not sides.are_same(path):
            sizes = old[path].size, new[path].size
            was, short = (of(path)[:_SHOWN_HASH] for of in (sides.hash_before, sides.hash_after))
            used_by = tuple(users.get(path, ()))
            yield FileChange(FileChangeKind.REPLACED, path, "", *sizes, was, short, used_by)
    # Those that are still there and that no data or page names any more.
    named_before, named_now = named_files(before), named_files(after)
    for path, attachment in new.items():
        if path in named_before and path not in named_now:
            yield FileChange(FileChangeKind.ORPHANED, path, after=attachment.size)


def _renamed(
    gone: list[str],
    come: list[str],
    old: Mapping[str, Attachment],
    new: Mapping[str, Attachment],
    sides: AgencySides,
) -> Iterator[tuple[str, str]]:
    """Pair attachments whose name changed and whose bytes are equal: old and new path."""
    left = list(come)
    for path in gone:
        alike = [candidate for candidate in left if new[candidate].size == old[path].size]
        digest = sides.hash_before(path) if alike else ""
        for heir in alike:
            if digest and sides.hash_after(heir) == digest:
                left.remove(heir)
                yield path, heir
                break
