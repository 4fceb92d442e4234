"""What the gate detects, hidden in all that is told of an agency's change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from access_info.changes.difference import AgencyChange
from access_info.changes.hiding import hidden_text, hidden_value
from access_info.changes.records import Comment, FieldChange, LossKind
from access_info.checks.safety import Place


def hidden_fields(fields: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """The same changes, what the gate detects hidden in their words."""
    return tuple(
        dataclasses.replace(
            one,
            label=hidden_value(one.keys, one.label),
            before=hidden_value(one.keys, one.before),
            after=hidden_value(one.keys, one.after),
        )
        for one in fields
    )


def hidden_comments(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """The same comments, what the gate detects hidden in them."""
    return tuple(dataclasses.replace(one, text=hidden_text(one.text)) for one in comments)


def hidden_change(change: AgencyChange) -> AgencyChange:
    """The same change of an agency, what the gate detects hidden in all that is told of it.

    Losses of contacts and the values of notices are made without it.
    """
    return dataclasses.replace(
        change,
        fields=hidden_fields(change.fields),
        rows=tuple(
            dataclasses.replace(
                one,
                title=hidden_text(one.title, (Place.VALUE,)),
                fields=hidden_fields(one.fields),
            )
            for one in change.rows
        ),
        pages=tuple(
            dataclasses.replace(
                one,
                title=hidden_text(one.title),
                fields=hidden_fields(one.fields),
                excerpt=tuple(hidden_text(line) for line in one.excerpt),
            )
            for one in change.pages
        ),
        losses=tuple(
            one
            if one.kind is LossKind.CONTACT
            else dataclasses.replace(one, what=hidden_text(one.what, (Place.VALUE,)))
            for one in change.losses
        ),
        notices=tuple(
            dataclasses.replace(one, where=hidden_text(one.where, (Place.VALUE,)))
            for one in change.notices
        ),
        comments_lost=hidden_comments(change.comments_lost),
        comments_new=hidden_comments(change.comments_new),
    )
