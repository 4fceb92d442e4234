"""Withdraw an item, a free page or an attachment: day and ground are left, all else goes (2026 law, Art. 22).

What goes from the data goes from pages, files, index, feed, bundle and the reader's saved copies with
the next build. The repository's history keeps it until that is purged too, which only people can do.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.changes.attachments import attachments_named
from access_info.checks.context import attachment_path
from access_info.loading import LoadedAgency, folders, load_agency
from access_info.loading.folders import is_agency_id, read_folder
from access_info.model.derived import record_of
from access_info.model.fields import canonical
from access_info.model.items import ConditionalItem, Item
from access_info.model.types import did_you_mean, did_you_mean_or_listed, fold, vn_date
from access_info.model.vocabularies import WITHDRAWN
from access_info.problems import MisuseError
from access_info.source.documents import SourceDocument, read_prose
from access_info.source.events import Plain
from access_info.source.replacing import replace_file, replace_files
from access_info.source.rewriting import dump_yaml, rewrite_yaml

# The result of a withdrawal, or the error that says why there is none.


class WithdrawalError(MisuseError):
    """Nothing can be taken down; the text says why and what to type, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """The result of a withdrawal.

    Attributes:
        label: The earlier name of what was withdrawn.
        path: The file that was written.
        already: Day and ground of an earlier withdrawal; "" when it was not withdrawn yet.
        removed: Attachments that were deleted, by path below the agency's folder.
        retained: Attachments that something else of the agency names too.
    """

    label: str
    path: Path
    already: str = ""
    removed: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()


def words_of(withdrawal: Any) -> str:  # noqa: ANN401 - plain data
    """Word the day and ground of an earlier withdrawal."""
    words = [str(withdrawal.get(key)) for key in ("ngay", "ly_do") if withdrawal.get(key)]
    with contextlib.suppress(ValueError):
        words[:1] = [f"ngày {vn_date(datetime.date.fromisoformat(text))}" for text in words[:1]]
    return ", ".join(words) or "chưa ghi lý do"


# Withdraws a free page or an attachment: its address keeps day and ground (2026 law, Art. 22).

PAGE, FILE = f"{folders.PAGES_FOLDER}/", f"{folders.FILES_FOLDER}/"
_LIST = "tep_da_rut"


def withdraw_page(
    loaded: LoadedAgency, item: str, *, reason: str, day: datetime.date, title: str
) -> tuple[Withdrawn, frozenset[str]]:
    """Withdraw a free page: title, day and ground stay at its address.

    Args:
        loaded: The agency.
        item: `trang/lich-tiep-dan`, with or without `.md`.
        reason: The ground, as the public reads it.
        day: The day it is taken down.
        title: The page's new title; "" to leave its title.

    Returns:
        The withdrawal, and the attachments that the page named.

    Raises:
        WithdrawalError: There is no such page, or it cannot be read.
    """
    name = f"{PAGE}{item.removeprefix(PAGE).removesuffix('.md')}.md"
    document = loaded.documents.get(name)
    if document is None:
        known = frozenset(
            file.removesuffix(".md") for file in loaded.documents if file.startswith(PAGE)
        )
        hint = did_you_mean(name.removesuffix(".md"), known)
        raise WithdrawalError(f"“{loaded.folder.id}” không có trang “{item}”.{hint}")
    _require_readable(name, document)
    path = loaded.folder.path / name
    body = read_prose(path).body
    first = body.lstrip().split("\n", 1)[0]
    heading = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    label = str(document.data.get("tieu_de") or heading or posixpath.basename(name)[:-3])
    if document.data.get("rut") and not body.strip():
        return Withdrawn(
            label=label, path=path, already=words_of(document.data["rut"])
        ), frozenset()
    named = frozenset(file for file in loaded.folder.attachments if file in body)
    left: dict[str, Any] = {"tieu_de": title or label}
    left["rut"] = {"ngay": day.isoformat(), "ly_do": reason}
    replace_file(path, f"---\n{dump_yaml(left)}---\n", before=document.content)
    return Withdrawn(label=label, path=path), named


def withdraw_file(
    loaded: LoadedAgency, item: str, *, reason: str, day: datetime.date, title: str
) -> Withdrawn:
    """Withdraw an attachment: whatever names it shows day and ground; the file is deleted.

    With a title the file's own name is replaced too, in all data and pages of the agency.

    Args:
        loaded: The agency.
        item: `tep/ten.pdf`.
        reason: The ground, as the public reads it.
        day: The day it is taken down.
        title: The file's new title; "" to leave its name.

    Raises:
        WithdrawalError: There is no such file, or the agency's data cannot be read.
    """
    path = attachment_path(item)
    named = {
        file for document in loaded.documents.values() for file in attachments_named(document.data)
    }
    known = frozenset({*loaded.folder.attachments, *named})
    if path is None or path not in known:
        hint = did_you_mean(item, known)
        raise WithdrawalError(f"“{loaded.folder.id}” không có tệp “{item}”.{hint}")
    profile = loaded.documents.get(folders.PROFILE)
    if profile is None:
        raise WithdrawalError(f"“{loaded.folder.id}” chưa có tệp {folders.PROFILE}.")
    for name, document in loaded.documents.items():
        _require_readable(name, document)
    short = path.removeprefix(FILE)
    target = loaded.folder.path / folders.PROFILE
    earlier = profile.data.get(_LIST)
    taken = (
        [withdrawn for withdrawn in earlier if isinstance(withdrawn, dict)]
        if isinstance(earlier, list)
        else []
    )
    for withdrawn in taken:
        if attachment_path(str(withdrawn.get("tep"))) == path and not _is_there(loaded, path):
            return Withdrawn(label=short, path=target, already=words_of(withdrawn))
    instead = _free_name(fold(title), short, known) if title else short
    entry: dict[str, Any] = {"tep": instead}
    if title:
        entry["ten"] = title
    entry |= {"ngay": day.isoformat(), "ly_do": reason}
    others = [
        withdrawn for withdrawn in taken if attachment_path(str(withdrawn.get("tep"))) != path
    ]
    contents: dict[Path, str | bytes | None] = {}
    for name, document in loaded.documents.items():
        text = _text_without(
            loaded, name, document, path=path, instead=instead, withdrawn=[*others, entry]
        )
        if text is not None:
            contents[loaded.folder.path / name] = text
    removed = (path,) if _is_there(loaded, path) else ()
    contents |= {loaded.folder.path / file: None for file in removed}
    before = {
        loaded.folder.path / name: document.content for name, document in loaded.documents.items()
    }
    replace_files(contents, before={file: before[file] for file in contents if file in before})
    return Withdrawn(label=short, path=target, removed=removed)


def _text_without(
    loaded: LoadedAgency,
    name: str,
    document: SourceDocument,
    *,
    path: str,
    instead: str,
    withdrawn: list[dict[str, Any]],
) -> str | None:
    """Return a data file's or page's text without a withdrawn file; `None` if unchanged."""
    short = path.removeprefix(FILE)
    if name.startswith(PAGE):
        text = document.content.decode("utf-8-sig") if document.content else ""
        return text.replace(short, instead) if instead != short and short in text else None
    changed: Any = _renamed(document.data, path, instead) if instead != short else document.data
    if name == folders.PROFILE:
        changed = {**changed, _LIST: withdrawn}
    record = record_of(f"{loaded.folder.id}/{name}")
    if record is None or changed == document.data:
        return None
    return rewrite_yaml(document.text, canonical(record, changed))


def _require_readable(name: str, document: SourceDocument) -> None:
    if not document.readable:
        message = document.problems[0].message
        raise WithdrawalError(f"{name} đang có lỗi, sửa lỗi trước đã: {message}")


def _is_there(loaded: LoadedAgency, path: str) -> bool:
    return (loaded.folder.path / path).is_file()


def _renamed(data: Any, path: str, instead: str, key: str = "") -> Any:  # noqa: ANN401 - plain data
    """Copy data with an attachment renamed."""
    if isinstance(data, dict):
        return {name: _renamed(below, path, instead, name) for name, below in data.items()}
    if isinstance(data, list):
        return [_renamed(below, path, instead, key) for below in data]
    # `ten` is the name of a file that was looked through (`ra_soat_mat.tep`).
    if key in {"tep", "ten"} and isinstance(data, str) and attachment_path(data) == path:
        return instead
    return data


def _free_name(stem: str, old: str, known: frozenset[str]) -> str:
    """Make a file's name from its new title that no other file has."""
    ending = Path(old).suffix.lower()
    names = (
        f"{stem or 'tep-da-rut'}{more}{ending}" for more in ("", *(f"-{n}" for n in range(2, 999)))
    )
    return next(name for name in names if f"{FILE}{name}" not in known or name == old)


# Withdraws an item: a tombstone with day and ground is left, all else goes (2026 law, Art. 22).

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
    places = _places(loaded)
    if item.startswith(FILE) and item not in places:
        return withdraw_file(loaded, item, **words)
    if item.startswith(PAGE) and item not in places:
        done, named = withdraw_page(loaded, item, **words)
        return done if keep_files else _without_files(agencies, agency, done, named)
    if item not in places:
        raise _no_such_item(loaded, item, places)
    name, keys = places[item]
    document = loaded.documents[name]
    _require_readable(name, document)
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


def _places(loaded: LoadedAgency) -> dict[str, tuple[str, tuple[str | int, ...]]]:
    """Map ids of items and of documents under them to the file that holds each, and the keys to it."""
    places: dict[str, tuple[str, tuple[str | int, ...]]] = {}
    for row in loaded.rows:
        record = row.record
        if isinstance(record, Item | ConditionalItem):
            places.setdefault(record.id, (row.file, row.keys))
            documents = record.documents if isinstance(record, Item) else ()
            for number, document in enumerate(documents):
                places.setdefault(document.id, (row.file, row.path(_DOCUMENTS, number)))
    return places


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


def _no_such_item(loaded: LoadedAgency, item: str, ids: Collection[str]) -> WithdrawalError:
    """Word that there is no such item, with what was perhaps meant."""
    pages = {file.removesuffix(".md") for file in loaded.documents if file.startswith(PAGE)}
    known = {*ids, *pages, *loaded.folder.attachments}
    hint = did_you_mean_or_listed(item, frozenset(known))
    bare = {path.rpartition("/")[2]: path for path in sorted(known) if "/" in path}
    if item in bare:
        hint = f" Có phải ý bạn là “{bare[item]}”?"
    return WithdrawalError(f"“{loaded.folder.id}” không có mục “{item}”.{hint}")


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
