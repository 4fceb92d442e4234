"""Withdraws a free page or an attachment: its address keeps day and ground (2026 law, Art. 22)."""

from __future__ import annotations

import datetime
import posixpath
from pathlib import Path
from typing import Any

from access_info.changes.log.attachments import attachments_named
from access_info.changes.log.withdrawal_records import WithdrawalError, Withdrawn, words_of
from access_info.checks import attachment_path
from access_info.loading import LoadedAgency, folders
from access_info.model.derived import record_of
from access_info.model.fields import canonical
from access_info.model.types import did_you_mean, fold
from access_info.source import (
    SourceDocument,
    dump_yaml,
    read_prose,
    replace_file,
    replace_files,
    rewrite_yaml,
)

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
