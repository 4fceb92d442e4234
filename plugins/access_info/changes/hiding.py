"""Redacts in the report of a change what the gate detects.

The gate is the safety check before publishing (state secrets, personal numbers, names); a
report that reviewers read must not publish what it withholds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from access_info.changes.difference import (
    AgencyChange,
    CommentChange,
    FieldChange,
    LossKind,
    NamedRow,
    Notice,
    PageChange,
    PlaceChange,
    RowChange,
)
from access_info.checks.safety.detect import detect, suspicion_of
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.violations import place_of

HIDDEN = "[đã che]"
C = TypeVar("C", RowChange, PageChange, Notice, NamedRow, CommentChange)


def hidden_text(text: str, places: Iterable[TextPlace] = (TextPlace.BODY,)) -> str:
    """Redact from a text what the safety gate detects, be it forbidden or only suspicious.

    Args:
        text: The text.
        places: Kinds of place at which it may stand; the gate looks for other things in each.
    """
    if not suspicion_of(text):
        return text
    return redact_spans(text, spans_in(text, places))


def hidden_value(keys: Sequence[str], text: str) -> str:
    """Redact from a value of a data file what the safety gate detects under its key.

    Args:
        keys: The path of YAML keys that leads to the value.
        text: The value as a reviewer reads it.
    """
    place = place_of(keys, text)
    return text if place is None else hidden_text(text, (place,))


def spans_in(text: str, places: Iterable[TextPlace]) -> list[tuple[int, int]]:
    """Return start and end of each stretch in which the safety gate detects something, in order."""
    return sorted(
        (detection.start, detection.end) for place in places for detection in detect(text, place)
    )


def redact_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace some stretches of a text, given in order, by `[đã che]`."""
    parts: list[str] = []
    begin = 0
    for start, end in spans:
        if start >= begin:
            parts += [text[begin:start], HIDDEN]
        begin = max(begin, end)
    return "".join((*parts, text[begin:]))


def hidden_fields(fields: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """Redact what the safety gate detects in labels and values of changed fields."""
    return tuple(
        dataclasses.replace(
            field,
            label=hidden_value(field.keys, field.label),
            before=hidden_value(field.keys, field.before),
            after=hidden_value(field.keys, field.after),
        )
        for field in fields
    )


def hidden_place(change: PlaceChange) -> PlaceChange:
    """Redact what the safety gate detects in the report on the jurisdiction's file."""
    comments = _redacted(change.comments_lost, TextPlace.BODY, "text")
    return dataclasses.replace(change, fields=hidden_fields(change.fields), comments_lost=comments)


def hidden_change(change: AgencyChange) -> AgencyChange:
    """Redact what the safety gate detects in the report on an agency's change.

    Losses of contacts and values of notices are left: they were redacted when they were made.
    """
    return dataclasses.replace(
        change,
        fields=hidden_fields(change.fields),
        rows=_redacted(change.rows, TextPlace.VALUE, "title"),
        pages=tuple(
            dataclasses.replace(page, excerpt=tuple(map(hidden_text, page.excerpt)))
            for page in _redacted(change.pages, TextPlace.BODY, "title")
        ),
        losses=tuple(
            loss
            if loss.kind is LossKind.CONTACT
            else dataclasses.replace(loss, what=hidden_text(loss.what, (TextPlace.VALUE,)))
            for loss in change.losses
        ),
        notices=_redacted(change.notices, TextPlace.VALUE, "where"),
        named=_redacted(change.named, TextPlace.VALUE, "title", "note"),
        comments_lost=_redacted(change.comments_lost, TextPlace.BODY, "text"),
        comments_new=_redacted(change.comments_new, TextPlace.BODY, "text"),
    )


def _redacted(changes: Iterable[C], place: TextPlace, *names: str) -> tuple[C, ...]:
    """Redact what the safety gate detects in some attributes of changes, and in their fields.

    Args:
        changes: Changes of one kind.
        place: The kind of place at which the attributes' texts stand.
        names: The attributes.
    """
    hidden = []
    for change in changes:
        new: dict[str, Any] = {name: hidden_text(getattr(change, name), (place,)) for name in names}
        if isinstance(change, RowChange | PageChange):
            new["fields"] = hidden_fields(change.fields)
        hidden.append(dataclasses.replace(change, **new))
    return tuple(hidden)
