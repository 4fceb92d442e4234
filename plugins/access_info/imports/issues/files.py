"""What a form asks for → the files of the agency as they would be."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from access_info.checks import missing_ids
from access_info.imports.issues.request import IssueRequest
from access_info.loading import LoadedAgency
from access_info.loading.folders import DISCLOSURE_FILE, DISCLOSURE_FOLDER, PROFILE
from access_info.model.agency import AgencyProfile
from access_info.model.derived import starter_files, without_row_sample
from access_info.model.fields import canonical
from access_info.model.items import Item
from access_info.problems import Problem
from access_info.source import Plain, dump_yaml, parse_yaml, replace_files, rewrite_yaml

_LIST = re.compile(r"^muc:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", re.MULTILINE)
_PROBE = f"{DISCLOSURE_FOLDER}/"


class UnreadableListError(Exception):
    """Say that a list has to be mended before anything is added; the text says so, in Vietnamese."""

    def __init__(self, name: str, problem: Problem) -> None:
        """Take the file and what is wrong in it first."""
        super().__init__(f"{name} đang có lỗi, sửa lỗi trước đã: {problem.message}")


@dataclasses.dataclass(frozen=True)
class Written:
    """Hold a file that was written.

    Attributes:
        path: The file.
        before: Its bytes before; `None` when there was none.
        after: Its bytes now.
    """

    path: Path
    before: bytes | None
    after: bytes


def new_agency(request: IssueRequest) -> dict[str, str]:
    """Return the first files of an agency, by path below its folder.

    Args:
        request: `ten`, `loai` and what else of `co-quan.yml` is known.
    """
    files = starter_files(str(request.values["loai"]))
    start = parse_yaml(files[PROFILE].encode(), path=PROFILE).data
    filled = canonical(AgencyProfile, {**start, **_plain(request.values)})
    return files | {PROFILE: rewrite_yaml(files[PROFILE], filled)}


def with_new_item(request: IssueRequest, loaded: LoadedAgency, *, year: int) -> dict[str, str]:
    """Return an agency's list with a row more, at its end.

    Args:
        request: The row's values by YAML key.
        loaded: The agency as it is.
        year: The year that the row's id begins with when its own day is not known.

    Returns:
        The changed file by path below the folder.

    Raises:
        UnreadableListError: The list as it is cannot be read.
    """
    identifier = _next_id(loaded, str(request.values.get("ngay_ban_hanh") or f"{year:04d}"))
    row = canonical(Item, {"ma": identifier, **_plain(request.values)})
    lists = [name for name in loaded.folder.texts if name.startswith(f"{DISCLOSURE_FOLDER}/")]
    name = DISCLOSURE_FILE if DISCLOSURE_FILE in loaded.folder.texts or not lists else lists[-1]
    document = loaded.documents.get(name)
    if document is not None and not document.readable:
        raise UnreadableListError(name, document.problems[0])
    text = (_content(loaded, name) or b"").decode("utf-8-sig")
    return {name: with_row(re.sub(r"\r\n?", "\n", text), row)}


def with_row(text: str, row: Mapping[str, Plain]) -> str:
    """Return a list's text with a row more, the rest of it untouched where that can be.

    Args:
        text: The file's text; "" for one that is not there.
        row: The row.
    """
    if not text.strip():
        return dump_yaml({"muc": [row]})
    data = parse_yaml(text.encode(), path="").data
    rows = data.get("muc")
    wanted: dict[str, Plain] = {
        **data,
        "muc": [*(rows if isinstance(rows, list) else ()), dict(row)],
    }
    began = _LIST.search(text)
    if began and "\r" not in text:
        block = "".join(
            began[1] + line + "\n" for line in dump_yaml([row]).rstrip("\n").split("\n")
        )
        longer = parse_yaml(f"{text.rstrip()}\n{block}".encode(), path="")
        if not longer.problems and longer.data == wanted:
            return f"{text.rstrip()}\n{block}"
    return rewrite_yaml(without_row_sample(text), wanted)


def write_files(
    folder: Path, files: Mapping[str, str], loaded: LoadedAgency | None
) -> tuple[Written, ...]:
    """Write files, all of them or none, and remembers what stood there.

    Args:
        folder: The agency's folder.
        files: Text by path below it.
        loaded: The agency as it was read; `None` for one that is new.

    Raises:
        ChangedMeanwhileError: A file is not what was read; all stay as they are.
        OSError: One cannot be written; all are as they were.
    """
    written = tuple(
        Written(folder / name, _content(loaded, name), text.encode())
        for name, text in files.items()
    )
    replace_files(
        {file.path: file.after for file in written},
        before={file.path: file.before for file in written},
    )
    return written


def put_back(written: Sequence[Written], folder: Path) -> None:
    """Undoes `write_files`; a folder that was made for it goes too.

    Raises:
        ChangedMeanwhileError: Somebody saved a file since it was written; all stay as they are.
        OSError: One cannot be put back; all are as they were.
    """
    replace_files(
        {file.path: file.before for file in written},
        before={file.path: file.after for file in written},
    )
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _content(loaded: LoadedAgency | None, name: str) -> bytes | None:
    document = loaded.documents.get(name) if loaded is not None else None
    return document.content if document is not None else None


def _plain(values: Mapping[str, str | list[str]]) -> dict[str, Plain]:
    return {
        key: [*value] if isinstance(value, list) else value  # a new list of another type
        for key, value in values.items()
    }


def _next_id(loaded: LoadedAgency, day: str) -> str:
    """Return the id that a row of that day would be advised to take."""
    probe = parse_yaml(dump_yaml({"muc": [{"ngay_ban_hanh": day}]}).encode(), path="")
    documents = {**loaded.documents, _PROBE: probe}
    return next(identifier for name, _, identifier in missing_ids(documents) if name == _PROBE)
