"""What a form asks for → the files of the agency as they would be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from access_info.checks import missing_ids
from access_info.imports.issues.request import Request
from access_info.loading import LoadedAgency
from access_info.loading.folders import DISCLOSURE, DISCLOSURE_FOLDER, PROFILE
from access_info.model.agency import AgencyProfile
from access_info.model.canonical import canonical
from access_info.model.items import Item
from access_info.model.sample import starter_files
from access_info.source import Plain, dump_yaml, parse_yaml, rewrite_yaml

_LIST = re.compile(r"^muc:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", re.MULTILINE)
_PROBE = f"{DISCLOSURE_FOLDER}/"


def new_agency(request: Request) -> dict[str, str]:
    """The first files of an agency, by path below its folder.

    Args:
        request: `ten`, `loai` and what else of `co-quan.yml` is known.
    """
    files = starter_files(str(request.values["loai"]))
    start = parse_yaml(files[PROFILE].encode(), path=PROFILE).data
    filled = canonical(AgencyProfile, {**start, **_plain(request.values)})
    return files | {PROFILE: rewrite_yaml(files[PROFILE], filled)}


def with_new_item(request: Request, loaded: LoadedAgency, *, year: int) -> dict[str, str]:
    """An agency's list with one row more, at its end.

    Args:
        request: The row's values by YAML key.
        loaded: The agency as it is.
        year: The year that the row's id begins with when its own day is not known.

    Returns:
        The changed file by path below the folder.
    """
    identifier = _next_id(loaded, str(request.values.get("ngay_ban_hanh") or f"{year:04d}"))
    row = canonical(Item, {"ma": identifier, **_plain(request.values)})
    lists = [name for name in loaded.folder.texts if name.startswith(f"{DISCLOSURE_FOLDER}/")]
    name = DISCLOSURE if DISCLOSURE in loaded.folder.texts or not lists else lists[-1]
    path = loaded.folder.texts.get(name)
    text = path.read_text(encoding="utf-8-sig") if path is not None else ""
    return {name: with_row(text, row)}


def with_row(text: str, row: Mapping[str, Plain]) -> str:
    """A list's text with a row more, the rest of it untouched where that can be.

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
    return rewrite_yaml(text, wanted)


def write_files(folder: Path, files: Mapping[str, str]) -> dict[Path, bytes | None]:
    """Writes files and remembers what stood there.

    Args:
        folder: The agency's folder.
        files: Text by path below it.

    Returns:
        Each file's former content, `None` where there was none.
    """
    before: dict[Path, bytes | None] = {}
    for name, text in files.items():
        path = folder / name
        before[path] = path.read_bytes() if path.is_file() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return before


def put_back(before: Mapping[Path, bytes | None], folder: Path) -> None:
    """Undoes `write_files`; a folder that was made for it goes too."""
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _plain(values: Mapping[str, str | list[str]]) -> dict[str, Plain]:
    return {
        key: [*value] if isinstance(value, list) else value  # a new list of another type
        for key, value in values.items()
    }


def _next_id(loaded: LoadedAgency, day: str) -> str:
    """The id that a row of that day would be told to take."""
    probe = parse_yaml(dump_yaml({"muc": [{"ngay_ban_hanh": day}]}).encode(), path="")
    documents = {**loaded.documents, _PROBE: probe}
    return next(found for name, _, found in missing_ids(documents) if name == _PROBE)
