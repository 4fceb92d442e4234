"""Plan of an import: the new, changed, unchanged and vanished items of a list."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

from access_info.imports.lists.match.existing import CodeWords, ExistingItem, flat, texts
from access_info.imports.lists.match.pairing import match_items, renewed
from access_info.imports.lists.read.items import NewItem
from access_info.imports.lists.words.coded import CODED, code_of_label
from access_info.imports.lists.words.fields import FIELDS, ListName
from access_info.imports.lists.words.numbering import parted
from access_info.model.types import fold
from access_info.source import Plain

# Marks of what stands under a numbered item.
_BELOW = re.compile(r"[a-zđ]|[-–+*•]")
_GROUP_WORDS = ("linh-vuc-", "nhom-")


@dataclasses.dataclass(frozen=True)
class PlannedChange:
    """A field that would be another.

    Attributes:
        field: Its key.
        old: What it says now, as people read it.
        new: What it would say.
        data: What would stand in the file; `None` for nothing.
    """

    field: str
    old: str
    new: str
    data: Plain


@dataclasses.dataclass(frozen=True)
class Matched:
    """A row that is an existing item.

    Attributes:
        row: The row.
        existing: The item.
        near: Whether their titles are only alike.
        changes: What would change.
        retained: Fields that the file leaves empty and that stay as they are.
        beyond: Fields that the file has no column for and that stay as they are.
    """

    row: NewItem
    existing: ExistingItem
    near: bool
    changes: tuple[PlannedChange, ...]
    retained: tuple[str, ...]
    beyond: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What would change in one list by an import.

    Attributes:
        name: The list.
        new: Rows that no existing item is, with the number of the row they stand under, if any.
        matched: Rows that are existing items.
        vanished: Items that the file does not have.
        ended: Items that it does not have and that had ended anyway.
        renewed: New rows with the title of an item that has another number or day of issue.
    """

    name: ListName
    new: tuple[tuple[NewItem, NewItem | None], ...]
    matched: tuple[Matched, ...]
    vanished: tuple[ExistingItem, ...]
    ended: tuple[ExistingItem, ...]
    renewed: tuple[tuple[NewItem, ExistingItem], ...] = ()

    @property
    def changed(self) -> list[Matched]:
        """Matched rows of which a field would change."""
        return [match for match in self.matched if match.changes]

    @property
    def unchanged(self) -> list[Matched]:
        """Matched rows of which no field would change."""
        return [match for match in self.matched if not match.changes]


def compare(
    rows: Sequence[NewItem],
    existing: Sequence[ExistingItem],
    name: ListName,
    words: CodeWords,
    *,
    allow_removal: bool,
) -> ImportPlan:
    """Compare a file's rows with the existing list: new, changed and vanished items.

    Args:
        rows: The rows.
        existing: The existing list, documents under items included.
        name: The list.
        words: The words of the laws.
        allow_removal: Whether what a file leaves empty is emptied.
    """
    matches = match_items(rows, existing)
    taken = {match.row: match for match in matches}
    matched = tuple(
        _matched(
            rows[match.row],
            existing[match.existing],
            name,
            words=words,
            near=match.near,
            allow_removal=allow_removal,
        )
        for match in matches
    )
    new = tuple(
        (row, _parent(rows, number)) for number, row in enumerate(rows) if number not in taken
    )
    matched_numbers = {match.existing for match in matches}
    gone = [item for at, item in enumerate(existing) if at not in matched_numbers]
    vanished = list(_vanished(gone, matched))
    return ImportPlan(
        name=name,
        new=new,
        matched=matched,
        vanished=tuple(item for item in vanished if not item.ended),
        ended=tuple(item for item in vanished if item.ended),
        renewed=tuple(
            (rows[row], existing[number]) for row, number in renewed(rows, existing, matches)
        ),
    )


def _vanished(gone: Sequence[ExistingItem], matched: Sequence[Matched]) -> Iterator[ExistingItem]:
    """Yield the items that are gone; a document only where the file lists others beside it."""
    parents = {match.existing.parent for match in matched if match.existing.is_document}
    for item in gone:
        if not item.is_document or item.parent in parents:
            yield item


def _parent(rows: Sequence[NewItem], number: int) -> NewItem | None:
    """Find the row that a row stands under: `1.2`, `a)` or `-` under the last `1` above it."""
    row = rows[number]
    top, _, below = row.mark.partition(".")
    if not (below or _BELOW.fullmatch(row.mark)):
        return None
    for other in reversed(rows[:number]):
        if other.number != row.number or other.groups != row.groups:
            return None
        if other.mark.isdigit():
            return other if not below or other.mark == top else None
    return None


def _matched(
    row: NewItem,
    existing: ExistingItem,
    name: ListName,
    *,
    words: CodeWords,
    near: bool,
    allow_removal: bool,
) -> Matched:
    changes: list[PlannedChange] = []
    retained: list[str] = []
    for field in FIELDS[name]:
        if field not in row.given or (field == "nhom" and existing.is_document):
            continue
        old, new = existing.fields[field], row.fields[field]
        if not new and old and not allow_removal:
            retained.append(field)
        elif not _same(field, old, new, row=row, data=existing.record, words=words):
            data = value_of(row, field, words)
            shown = words.form_text(texts(data)) if field == "hinh_thuc" else new
            changes.append(PlannedChange(field, old, shown, data))
    beyond = tuple(
        field
        for field in FIELDS[name]
        if field not in row.given and existing.fields[field] and not existing.is_document
    )
    return Matched(row, existing, near, tuple(changes), tuple(retained), beyond)


def value_of(row: NewItem, field: str, words: CodeWords) -> Plain:
    """Return the value to write for a row's field; `None` for nothing."""
    if field == "hinh_thuc":
        return list(words.forms(row.forms)) or None
    if field == "dia_chi":
        return list(row.addresses) or None
    if field == "diem":
        return [code for code in row.fields[field].split("; ") if code] or None
    if field == "loai":
        return words.kind(row.fields[field]) or None
    if field in CODED:
        return code_of_label(field, row.fields[field]) or None
    return row.fields[field] or None


def _same(
    field: str, old: str, new: str, *, row: NewItem, data: Mapping[str, Plain], words: CodeWords
) -> bool:  # fmt: skip
    if old == new:
        return True
    if field == "hinh_thuc":
        named = words.forms("\n".join(texts(data.get(field))))
        return words.forms(row.forms) == named or fold(old) == fold(new)
    if field == "dia_chi":
        return list(row.addresses) == texts(data.get(field))
    if field == "diem":
        return words.points(old) == words.points(new)
    if field == "nhom":
        return _folded_group(old) == _folded_group(new)
    if field == "loai":
        code = words.kind(new)
        return not code or code == words.kind(flat(data.get(field)))
    return False


def _folded_group(text: str) -> str:
    """Fold a group's name for comparison: without its number and “Lĩnh vực” or “Nhóm”."""
    folded = fold(parted(text)[1])
    for word in _GROUP_WORDS:
        folded = folded.removeprefix(word)
    return folded
