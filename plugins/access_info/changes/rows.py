"""Rows of an agency's lists in two states, matched by id, else by content.

An id is a permalink. So a row is the same row if it has the same id and is still about
the same thing, be it in another file, place or list; a row about the same thing under
another id had its id changed; and an id that something else has now was used again.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from access_info.changes.difference import FieldChange, ListKind, NamedRow, RowChange, RowKind
from access_info.changes.fields import compare, docs_by_key, meaning
from access_info.checks.context import attachment_path
from access_info.loading import LoadedAgency, folders
from access_info.model.agency import Correction
from access_info.model.fields import Record
from access_info.model.items import LISTS, Document, Item, answer_in, list_of_file, words_to_read
from access_info.model.matching import RowMatcher
from access_info.model.registry import PlacedRow, plain_rows
from access_info.model.types import fold

# Keys left out of a row's content: its id, and the documents under it, which are rows themselves.
_COMPARED_APART = frozenset({"ma", "van_ban"})
# Titles that share less are titles of different things.
_MIN_SHARED = 0.5
# Above this, rows that have one key are not compared with one another.
_MAX_SAME_KEY = 50


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class StateRow(PlacedRow[Mapping[str, Any]]):
    """Plain data of a row of a file, be it well-formed or not.

    Attributes:
        id: Its id, or "".
        list: Its list.
        model: The record that it should be.
        parent: Id of the row that it is under, or "".
    """

    id: str
    list: ListKind
    model: type[Record]
    parent: str = ""

    # Two rows of equal content are two rows: each is matched and reported by itself.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def title(self) -> str:
        """The row's title, else its number or what it corrects, else its id."""
        for key in ("ten", "so_ky_hieu", "noi_dung_sai", "muc_lien_quan"):
            text = str(self.record.get(key) or "").strip()
            if text:
                return text
        return self.id

    @property
    def label(self) -> str:
        """The row's id and title for people: `2026-001 “Kế hoạch”`."""
        return f"{self.id} “{self.title}”" if self.title != self.id else self.id

    @functools.cached_property
    def names(self) -> tuple[str, str]:
        """The row's title and number (`so_ky_hieu`), both folded, by which it is matched."""
        first = self.record.get("ten") or self.record.get("noi_dung_sai") or ""
        return fold(str(first)), fold(str(self.record.get("so_ky_hieu") or ""))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts typed under a key, be it a list or one value; empty ones are left out."""
        value = self.record.get(key)
        typed = value if isinstance(value, list) else [value]
        return tuple(text for entry in typed if (text := str(entry or "").strip()))

    @property
    def places(self) -> tuple[str, ...]:
        """The files and web addresses at which the row's document can be read, as typed."""
        return *self.texts("tep"), *self.texts("dia_chi")

    @property
    def files(self) -> tuple[str, ...]:
        """Attachments that the row leads to, by path below the agency's folder."""
        value = self.record.get("tep")
        paths = (
            attachment_path(str(entry)) for entry in (value if isinstance(value, list) else ())
        )
        return tuple(path for path in paths if path is not None)

    @functools.cached_property
    def meaning(self) -> Hashable:
        """What the row says, equal for rows of equal content; without its id and documents."""
        return meaning(self.model, self.record, without=_COMPARED_APART)  # type: ignore[no-any-return]


@dataclasses.dataclass(frozen=True)
class RowMatch:
    """A row before and now; one of them may be absent.

    Attributes:
        before: The row in the earlier state; `None` if it is new.
        after: The row in the later state; `None` if it is gone.
        reused: Whether only the id is the same, and stands for another thing now.
    """

    before: StateRow | None
    after: StateRow | None
    reused: bool = False


def rows_of(loaded: LoadedAgency) -> tuple[StateRow, ...]:
    """Return every row of an agency's lists; documents under a row follow it."""
    rows: list[StateRow] = []
    for file, document in loaded.documents.items():
        kind, record = _list_and_record(file)
        if kind is None or not document.complete:
            continue
        parent = ""
        for row in plain_rows(file, document.data):
            if row.is_document and record is not Item:
                continue
            value = row.record.get("ma")
            identifier = value.strip() if isinstance(value, str) else ""
            if not row.is_document:
                parent = identifier
            rows.append(
                StateRow(
                    row.record,
                    file,
                    row.keys,
                    id=identifier,
                    list=kind,
                    model=Document if row.is_document else record,
                    parent=parent if row.is_document else "",
                )
            )
    return tuple(rows)


def _list_and_record(file: str) -> tuple[ListKind | None, type[Record]]:
    """Return the list that a file holds, and the record of its rows; no list for other files."""
    name = list_of_file(file)
    if name is not None:
        return ListKind(name), LISTS[name].record
    if file == folders.CORRECTIONS:
        return ListKind.CORRECTIONS, Correction
    return None, Record


def match_rows(before: Sequence[StateRow], after: Sequence[StateRow]) -> Iterator[RowMatch]:
    """Match each row with the one it became: by id, content, title or number, surest first.

    A row matched at one step takes no part in later ones. The last step matches rows that share an id
    and nothing else: the id was used again for another thing (`reused`).

    Yields:
        All matches, then each row without one.
    """
    matcher = RowMatcher(before, after, most_compared=_MAX_SAME_KEY)

    def matches_by(
        key: Callable[[StateRow], Hashable],
        when: Callable[[StateRow, StateRow], bool] | None = None,
        *,
        reused: bool = False,
    ) -> Iterator[RowMatch]:
        """Match rows without a match so far that have the same key and fulfil a condition, if given."""

        def key_of(row: StateRow) -> Hashable | None:
            """Return a row's key; `None` without one."""
            # Corrections have ids of their own: a row never becomes a correction.
            value = key(row)
            return (_is_correction(row), value) if value else None

        for was, now in matcher.by(key_of, key_of, when=when):
            yield RowMatch(before[was], after[now], reused)

    # The same id: nothing changed, or title or number stayed.
    yield from matches_by(lambda row: row.id and (row.id, row.meaning, row.parent))
    yield from matches_by(lambda row: row.id, _share_title_or_number)
    # Whatever the id: the same content, title and number, title, or number.
    yield from matches_by(lambda row: row.meaning)
    yield from matches_by(lambda row: all(row.names) and row.names)
    yield from matches_by(lambda row: row.names[0], _do_not_contradict)
    yield from matches_by(lambda row: row.names[1], _do_not_contradict)
    # The same id again: said in other words, else another thing.
    yield from matches_by(lambda row: row.id, _reworded)
    yield from matches_by(lambda row: row.id, reused=True)
    yield from (RowMatch(before[was], None) for was in matcher.left)
    yield from (RowMatch(None, after[now]) for now in matcher.right)


def _is_correction(row: StateRow) -> bool:
    return row.list is ListKind.CORRECTIONS


def _share_title_or_number(before: StateRow, after: StateRow) -> bool:
    """Tell whether two rows of one id surely are about the same thing: equal title or number."""
    title, number = before.names
    other_title, other_number = after.names
    return bool((title and title == other_title) or (number and number == other_number))


def _do_not_contradict(before: StateRow, after: StateRow) -> bool:
    """Tell whether two rows may be one: title and number are each equal, or absent from one of them.

    Rows of equal title are taken for the same row unless their numbers differ, and the reverse.
    """
    return all(
        not name or not other or name == other
        for name, other in zip(before.names, after.names, strict=True)
    )


def _reworded(before: StateRow, after: StateRow) -> bool:
    """Tell whether two rows of one id are likely about the same thing, said in other words.

    Signs are the same corrected item, a shared file or address, or half of the title's words.
    """
    about = before.record.get("muc_lien_quan")
    if _is_correction(before) and about and about == after.record.get("muc_lien_quan"):
        return True
    title, number = before.names
    other_title, other_number = after.names
    if number and other_number and number != other_number:
        return alike(title, other_title)
    # Rows that share a file or an address are one thing, whatever their titles.
    shared = {*before.places}.intersection(after.places)
    return bool(shared) or alike(title or number, other_title or other_number)


def alike(title: str, other: str) -> bool:
    """Tell whether two folded titles share half of their words (Dice coefficient)."""
    first, second = Counter(title.split("-")), Counter(other.split("-"))
    shared = (first & second).total()
    return bool(title and other) and 2 * shared >= _MIN_SHARED * (first.total() + second.total())


def row_changes(matches: Sequence[RowMatch]) -> Iterator[RowChange]:
    """Yield the change of each row that changed."""
    now = {pair.before.id: pair.after.id for pair in matches if pair.before and pair.after}
    for pair in matches:
        before, after = pair.before, pair.after
        if before is not None and after is not None:
            yield from _kept_row_change(before, after, now, reused=pair.reused)
        elif row := after or before:
            kind = RowKind.ADDED if after is not None else RowKind.REMOVED
            was, now_record = ({}, row.record) if after is not None else (row.record, {})
            under = f"dưới mục {row.parent}" if row.parent else ""
            fields = tuple(compare(row.model, was, now_record, without=_COMPARED_APART))
            yield RowChange(kind, row.list, row.id, row.title, moved=under, fields=fields)


def _kept_row_change(
    before: StateRow, after: StateRow, now: Mapping[str, str], *, reused: bool
) -> Iterator[RowChange]:
    """Yield the change of a row that is in both states, if it changed.

    Args:
        before: The row before.
        after: The row now.
        now: Earlier ids of rows, each with the present one.
        reused: Whether only the id is the same, and stands for another thing now.
    """
    fields = tuple(_field_changes(before, after))
    moved = _move_words(before, after, now)
    was = before.id if before.id != after.id else ""
    if reused:
        kind = RowKind.REUSED
    elif before.id != after.id:
        kind = RowKind.RENUMBERED
    elif moved:
        kind = RowKind.MOVED
    elif fields:
        kind = RowKind.CHANGED
    else:
        return
    title = before.title if reused else after.title
    yield RowChange(kind, after.list, after.id, title, was=was, moved=moved, fields=fields)


def _field_changes(before: StateRow, after: StateRow) -> Iterator[FieldChange]:
    """Yield the changed fields of a row.

    In another list some fields do not exist: these are reported as gone or new.
    """
    if after.model is before.model or Document in {before.model, after.model}:
        record = after.model if after.model is before.model else Item
        yield from compare(record, before.record, after.record, without=_COMPARED_APART)
        return
    common = docs_by_key(before.model).keys() & docs_by_key(after.model).keys()
    uncommon = {key for key in (*before.record, *after.record) if key not in common}
    yield from compare(
        before.model, before.record, after.record, without=_COMPARED_APART | uncommon
    )
    yield from compare(before.model, before.record, {}, without=_COMPARED_APART | common)
    yield from compare(after.model, {}, after.record, without=_COMPARED_APART | common)


def _move_words(before: StateRow, after: StateRow, now: Mapping[str, str]) -> str:
    """Say from where to where a row moved: another list, or under another row; else "".

    Args:
        before: The row before.
        after: The row now.
        now: Earlier ids of rows, each with the present one.
    """
    if before.list is not after.list:
        return f"từ {before.list.label} sang {after.list.label}"
    if now.get(before.parent, before.parent) == after.parent:
        return ""
    old, new = (f"dưới mục {row.parent}" if row.parent else "hàng riêng" for row in (before, after))
    return f"từ {old} thành {new}"


def newly_answered(matches: Iterable[RowMatch]) -> Iterator[NamedRow]:
    """Yield each row for which somebody has now confirmed that the people in its words may be named.

    An answer holds for certain words: when these change, it must be given anew and is new.
    """
    for pair in matches:
        digest = _digest_of_valid_answer(pair.after)
        if pair.after is not None and digest and digest != _digest_of_valid_answer(pair.before):
            note = words_to_read(pair.after.record)[1].strip()
            yield NamedRow(pair.after.id, pair.after.title, note)


def _digest_of_valid_answer(row: StateRow | None) -> str:
    """Return the digest stored with a row's answer that the people in its words may be named.

    The digest is of the words that the answer was given for. "" without a row or an answer, or if
    the row's words have changed since: the answer no longer holds.
    """
    answer = answer_in(row.record) if row is not None else None
    if row is None or answer is None or not answer.holds_for(*words_to_read(row.record)):
        return ""
    return answer.digest or ""
