"""Hides what the gate detects in the reported changes of an agency."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from access_info.changes.compare.difference import AgencyChange
from access_info.changes.compare.hiding import hidden_text, hidden_value
from access_info.changes.compare.records import CommentChange, FieldChange, LossKind
from access_info.checks.safety import TextPlace


def hidden_fields(fields: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """Hide what the gate detects in the words of changes of fields."""
    return tuple(
        dataclasses.replace(
            field,
            label=hidden_value(field.keys, field.label),
            before=hidden_value(field.keys, field.before),
            after=hidden_value(field.keys, field.after),
        )
        for field in fields
    )


def hidden_comments(comments: Iterable[CommentChange]) -> tuple[CommentChange, ...]:
    """Hide what the gate detects in comments."""
    return tuple(
        dataclasses.replace(comment, text=hidden_text(comment.text)) for comment in comments
    )


def hidden_change(change: AgencyChange) -> AgencyChange:
    """Hide what the gate detects in the report of an agency's change.

    Losses of contacts and values of notices are left: they were hidden when they were made.
    """
    return dataclasses.replace(
        change,
        fields=hidden_fields(change.fields),
        rows=tuple(
            dataclasses.replace(
                row,
                title=hidden_text(row.title, (TextPlace.VALUE,)),
                fields=hidden_fields(row.fields),
            )
            for row in change.rows
        ),
        pages=tuple(
            dataclasses.replace(
                page,
                title=hidden_text(page.title),
                fields=hidden_fields(page.fields),
                excerpt=tuple(hidden_text(line) for line in page.excerpt),
            )
            for page in change.pages
        ),
        losses=tuple(
            loss
            if loss.kind is LossKind.CONTACT
            else dataclasses.replace(loss, what=hidden_text(loss.what, (TextPlace.VALUE,)))
            for loss in change.losses
        ),
        notices=tuple(
            dataclasses.replace(notice, where=hidden_text(notice.where, (TextPlace.VALUE,)))
            for notice in change.notices
        ),
        named=tuple(
            dataclasses.replace(
                row,
                title=hidden_text(row.title, (TextPlace.VALUE,)),
                note=hidden_text(row.note, (TextPlace.VALUE,)),
            )
            for row in change.named
        ),
        comments_lost=hidden_comments(change.comments_lost),
        comments_new=hidden_comments(change.comments_new),
    )
