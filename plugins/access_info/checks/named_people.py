"""The question whether people may be named in titles and notes: one line a file, until it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from access_info.checks.context import Context
from access_info.checks.safety.names import names_alone
from access_info.checks.safety.rules import NAMED_PEOPLE
from access_info.loading import Row
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import DOCUMENTS
from access_info.problems import Location, Problem

_GATE = "TT6"
_MOST_LINES = 5


def check_named_people(context: Context, reported: Iterable[Problem]) -> Iterator[Problem]:
    """Count, file by file, the rows that name people and of which nobody has said that they may.

    Nothing is withheld for it, and no build stops: who is named may well be somebody to be named.

    Args:
        context: The agency.
        reported: What was found before. A name beside a birthday or an illness is no name alone: where
            the secrecy gate has reported a value, no question is asked of it.
    """
    caught = {problem.location for problem in reported if problem.code.startswith(_GATE)}
    places: dict[str, list[Location]] = {}
    for file, keys, record in _with_names(context):
        key = _open_field(record)
        if key:
            place = context.loaded.locate(file, *keys, key)
            if place not in caught:
                places.setdefault(file, []).append(place)
    for open_places in places.values():
        lines = ", ".join(str(place.line) for place in open_places[:_MOST_LINES])
        more = " …" if len(open_places) > _MOST_LINES else ""
        yield NAMED_PEOPLE.at(open_places[0], count=len(open_places), lines=f"{lines}{more}")


def _with_names(
    context: Context,
) -> Iterator[tuple[str, tuple[str | int, ...], Item | Document | ConditionalItem]]:
    """Yield the rows that may name somebody, as the secrecy gate has seen: hardly any does."""
    if not context.naming:
        return
    for row in context.loaded.rows:
        for keys, record in _records(row):
            if not context.naming.isdisjoint((record.title or "", record.note or "")):
                yield row.file, keys, record


def _records(row: Row) -> Iterator[tuple[tuple[str | int, ...], Item | Document | ConditionalItem]]:
    """Yield a row of the two lists, and documents under it, with the path of each in its file."""
    record = row.record
    if type(record) is ConditionalItem:
        yield row.keys, record
    elif type(record) is Item:
        yield row.keys, record
        for number, document in enumerate(record.documents):
            yield row.path(DOCUMENTS, number), document


def _open_field(record: Item | Document | ConditionalItem) -> str:
    """Return the key of the field that names people; "" where none does or an answer holds for it.

    Kinds of information of which the law itself publishes names belong here too, once the law's data
    tell them: no question is open about their rows.
    """
    fields = (("ten", record.title), ("ghi_chu", record.note))
    key = next((key for key, text in fields if text and names_alone(text)), "")
    answer = record.named_people
    return "" if answer is not None and answer.holds_for(record.title, record.note) else key
