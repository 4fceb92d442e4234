"""The rows of a member's good copy, made fit for use: known columns of known shapes, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.exports.json_files import JsonList
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.exports.rows import Row
from access_info.nation.contract import MemberCopy
from access_info.nation.members.addresses import MemberAddresses
from access_info.nation.members.bounded_json import parse_json
from access_info.nation.members.published import FOLDER, reader_in, set_paths
from access_info.nation.members.values import SafeRows, text_of

_COLUMNS = {each.name: each.columns for each in PUBLISHED_SETS}


@dataclasses.dataclass(frozen=True, kw_only=True)
class SetHead:
    """What a member says of a set as a whole; every text is fit to be shown.

    Attributes:
        title: What the set is called.
        licence: On what terms it may be used again.
        law: Code of the law that it is kept under, as in rows' `legislation`.
        law_name: What that law is called.
        modified: The day of its last change, ISO, or "".
        concepts: Column → code → what it means.
    """

    title: str = ""
    licence: str = ""
    law: str = ""
    law_name: str = ""
    modified: str = ""
    concepts: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)


class MemberSets:
    """The sets of data of a member's copy.

    Attributes:
        copy: The copy.
    """

    def __init__(self, copy: MemberCopy) -> None:
        """Take a copy; nothing is read yet."""
        self.copy = copy
        self._addresses = MemberAddresses(copy.state.url)

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a set as `exports.rows` and `exports.site_sets` make them; none without the set.

        Whatever the file held, a row has only columns that we know, of the shapes that they have;
        `landingPage` is an address below the member's own. Text is text: it must still be escaped.
        Rows share what is equal in them, as concepts: nothing of a row may be changed.

        Args:
            name: `cong-khai`, `co-dieu-kien`, `co-quan`, `thong-ke`, `tinh-trang`, `dinh-chinh` or
                `phap-luat`.
        """
        for path in self._paths(name):
            with path.open("rb") as file:
                listed = JsonList(file, parse_json)
                safe = SafeRows(_COLUMNS[name], self._addresses.below(_base(listed.head)))
                yield from map(safe.row, listed.rows())

    def head(self, name: str) -> SetHead:
        """Return what is said of a set as a whole; nothing without the set."""
        heads = [self._head(path) for path in self._paths(name)]
        if not heads:
            return SetHead()
        first = heads[0]
        concepts: dict[str, dict[str, str]] = {}
        for head in heads:
            for column, codes in head.concepts.items():
                concepts.setdefault(column, {}).update(codes)
        return dataclasses.replace(first, concepts=concepts)

    def _paths(self, name: str) -> list[Path]:
        folder = self.copy.folder
        if not self.copy.state.is_shown:
            return []
        return [folder / path for path in set_paths(name, self.copy.state.files, reader_in(folder))]

    def _head(self, path: Path) -> SetHead:
        with path.open("rb") as file:
            head = JsonList(file, parse_json).head
        law = _mapping(head.get("applicableLegislation"))
        return SetHead(
            title=text_of(head.get("title")),
            licence=text_of(head.get("license")),
            law=text_of(law.get("identifier")),
            law_name=text_of(law.get("name")),
            modified=text_of(head.get("modified")),
            concepts={
                text_of(column): {
                    text_of(code): text_of(_mapping(concept).get("prefLabel"))
                    for code, concept in _mapping(table).items()
                }
                for column, table in _mapping(head.get("concepts")).items()
            },
        )


def _base(head: Mapping[str, Any]) -> str:
    """Return what a file's addresses are relative to, or begin with: version 1 tells it by its schema."""
    base = _mapping(head.get("@context")).get("@base")
    schema, folder, _ = str(head.get("$schema", "")).partition(FOLDER)
    return str(base or (schema if folder else ""))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
