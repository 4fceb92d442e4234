"""Rows of which a change says that the people named in title and note may be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from access_info.changes.compare.records import NamedRow
from access_info.changes.compare.rows import RowMatch, StateRow
from access_info.model.items import answer_in, words_to_read


def newly_answered(matches: Iterable[RowMatch]) -> Iterator[NamedRow]:
    """Yield each row whose answer holds now and was none, or about other words, before.

    Args:
        matches: Rows before and now.
    """
    for pair in matches:
        digest = _digest(pair.after)
        if pair.after is not None and digest and digest != _digest(pair.before):
            note = words_to_read(pair.after.record)[1].strip()
            yield NamedRow(pair.after.id, pair.after.title, note)


def _digest(row: StateRow | None) -> str:
    """Return what the answer of a row is bound to; "" where none holds for the words it has."""
    answer = answer_in(row.record) if row is not None else None
    if row is None or answer is None or not answer.holds_for(*words_to_read(row.record)):
        return ""
    return answer.digest or ""
