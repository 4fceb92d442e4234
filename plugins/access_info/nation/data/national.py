"""The data of all members in the nation's site: the files, their index, what their columns mean."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.exports.catalogue.data_package import table_schema
from access_info.exports.columns import ExportColumn, ListColumns
from access_info.exports.describe import DRAFT, is_many, value_schema
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.exports.tables import table_csv
from access_info.model.nation import Nation
from access_info.nation.contract import MemberPart, MemberStanding, MemberState
from access_info.nation.data.catalogue import NationalCatalogue, write_national_catalogue
from access_info.nation.data.member import (
    FOLDER,
    MEMBER,
    MEMBER_TITLE,
    PARTS,
    DataPart,
    read_member_data,
)
from access_info.pages.rendering.translations import load_texts

INDEX_VERSION = "1.0"
INDEX_TABLE = "phan.csv"
SCHEMAS = f"{FOLDER}/luoc-do"
_MEMBER_FIELD = {
    "name": MEMBER_TITLE,
    "type": "string",
    "description": "Tỉnh mà dòng này lấy từ trang của tỉnh ấy.",
    "constraints": {"required": True},
}
_CONCEPTS = {
    "concept": ("notation", "prefLabel"),
    "concepts": ("notation", "prefLabel"),
    "counts": ("notation", "prefLabel", "count"),
}
_COLUMNS = (
    "Mã tỉnh",
    "Tỉnh",
    "Số liệu ngày",
    "Tập",
    "Dạng",
    "Tệp",
    "Số dòng",
    "Số byte",
    "SHA-256",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalPart:
    """A file of the merged data.

    Attributes:
        member: Whose rows it holds.
        path: Below the output folder.
        part: The file.
    """

    member: MemberState
    path: str
    part: DataPart


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalData:
    """What was written of the members' data.

    Attributes:
        parts: The files with rows, by set, then in the members' order.
        files: Path below the output folder of every file that was written, these too.
        has_catalogue: Whether there is a catalogue: without the site's address there is none.
    """

    parts: tuple[NationalPart, ...]
    files: tuple[str, ...]
    has_catalogue: bool = False

    @property
    def hashes(self) -> dict[str, tuple[int, bytes]]:
        """Size and SHA-256 of the files with rows, by path: they need not be read again."""
        return {each.path: (each.part.size, bytes.fromhex(each.part.sha256)) for each in self.parts}


def write_data(
    parts: Sequence[MemberPart],
    out: Path,
    nation: Nation,
    *,
    as_of: datetime.date,
    site_url: str = "",
) -> NationalData:
    """Put the members' tables into the site, with an index, schemas and the catalogue of catalogues.

    Args:
        parts: The members' parts, in the nation's order.
        out: The output folder.
        nation: The nation.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
    """
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    found = list(_found(parts, out))
    modified = _modified(parts)
    shown = [part.state for part in parts if part.state.is_shown]
    index = _index(found, shown, modified, nation, as_of)
    files = [each.path for each in found]
    files += _write(out, f"{FOLDER}/{PARTS}", _json(index))
    files += _write(out, f"{FOLDER}/{INDEX_TABLE}", table_csv(_COLUMNS, map(_line, found)))
    for published in PUBLISHED_SETS:
        kind = published.columns
        files += _write(out, f"{SCHEMAS}/{kind.name}.json", _json(_row_schema(kind)))
        files += _write(out, f"{SCHEMAS}/{kind.name}.cot.json", _json(_table_schema(kind)))
    if site_url:
        catalogue = NationalCatalogue(
            nation=nation, members=shown, site_url=site_url, modified=modified
        )
        listed = [(each.path, each.part) for each in found]
        files += write_national_catalogue(catalogue, listed, out)
    return NationalData(parts=tuple(found), files=tuple(files), has_catalogue=bool(site_url))


def _found(parts: Iterable[MemberPart], out: Path) -> Iterator[NationalPart]:
    """Bring the members' files into the site, and yield them by set."""
    held = []
    for member in parts:
        if not member.state.is_shown:
            continue
        source = member.folder / FOLDER
        target = out / FOLDER / member.state.code
        target.mkdir(exist_ok=True)
        for part in read_member_data(source).parts:
            _place(source / part.name, target / part.name)
            path = f"{FOLDER}/{member.state.code}/{part.name}"
            held.append(NationalPart(member=member.state, path=path, part=part))
    order = {each.name: number for number, each in enumerate(PUBLISHED_SETS)}
    yield from sorted(held, key=lambda each: order[each.part.set])


def _place(source: Path, target: Path) -> None:
    """Give a file a further name; a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _modified(parts: Iterable[MemberPart]) -> dict[str, str]:
    """Return the day of the last change of each set."""
    newest: dict[str, str] = {}
    for member in parts:
        if member.state.is_shown:
            for name, day in read_member_data(member.folder / FOLDER).modified.items():
                newest[name] = max(newest.get(name, ""), day)
    return newest


def _index(
    found: Iterable[NationalPart],
    shown: Iterable[MemberState],
    modified: Mapping[str, str],
    nation: Nation,
    as_of: datetime.date,
) -> dict[str, Any]:
    texts = load_texts()
    return {
        "schemaVersion": INDEX_VERSION,
        "created": as_of.isoformat(),
        "title": f"Dữ liệu về tiếp cận thông tin của các tỉnh – {nation.name}",
        **({"license": nation.licence} if nation.licence else {}),
        "members": [
            {
                MEMBER: state.code,
                "name": state.name,
                "landingPage": state.url,
                "created": state.created,
                "isStale": state.standing is MemberStanding.STALE,
            }
            for state in shown
        ],
        "sets": [
            {
                "identifier": published.name,
                "title": texts[published.title],
                "description": texts[published.description],
                "modified": modified[published.name],
                "conformsTo": [
                    f"luoc-do/{published.name}.json",
                    f"luoc-do/{published.name}.cot.json",
                ],
            }
            for published in PUBLISHED_SETS
            if published.name in modified
        ],
        "distribution": [
            {
                MEMBER: each.member.code,
                "set": each.part.set,
                "format": each.part.form,
                "downloadURL": each.path.removeprefix(f"{FOLDER}/"),
                "rows": each.part.rows,
                "byteSize": each.part.size,
                "sha256": each.part.sha256,
            }
            for each in found
        ],
    }


def _line(each: NationalPart) -> tuple[str, ...]:
    member, part = each.member, each.part
    path = each.path.removeprefix(f"{FOLDER}/")
    sizes = str(part.rows), str(part.size), part.sha256
    return member.code, member.name, member.created, part.set, part.form, path, *sizes


def _row_schema(kind: ListColumns) -> dict[str, Any]:
    """Build the JSON Schema of a line."""
    columns = {column.name: _value_schema(column) for column in kind.columns}
    return {
        "$schema": DRAFT,
        "type": "object",
        "properties": {MEMBER: {"type": "string", "minLength": 1}, **columns},
        "required": [MEMBER],
    }


def _value_schema(column: ExportColumn) -> dict[str, Any]:
    """Build the schema of a value: a concept is its code and what that means."""
    members = _CONCEPTS.get(column.shape)
    if members is None:
        return value_schema(column)
    concept = {
        "type": "object",
        "properties": {name: {"type": "string", "minLength": 1} for name in members},
        "minProperties": 1,
    }
    if not is_many(column):
        return concept
    return {"type": "array", "items": concept, "minItems": 1}


def _table_schema(kind: ListColumns) -> dict[str, Any]:
    """Build the Table Schema of a CSV file."""
    schema = table_schema(kind, load_texts(), agencies=None)
    schema["fields"] = [_MEMBER_FIELD, *schema["fields"]]
    schema["primaryKey"] = [MEMBER_TITLE, *schema["primaryKey"]]
    return schema


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _write(out: Path, path: str, content: bytes) -> list[str]:
    (out / path).parent.mkdir(exist_ok=True)
    (out / path).write_bytes(content)
    return [path]
