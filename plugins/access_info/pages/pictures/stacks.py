"""Bars and stacked bars: a row for each thing compared, its parts side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import markupsafe

from access_info.pages.pictures.drawings import (
    Drawing,
    across,
    fits,
    frame,
    linked,
    tabulate,
)
from access_info.pages.pictures.looks import hatches, key_of, paint
from access_info.pages.rendering.environment import vn_number

# Where the foot of a number stands in a bar, which is `2em` high (`pictures.css`).
_BASELINE = "68%"


@dataclasses.dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar.

    Attributes:
        label: What it counts; parts of one label look alike in every row.
        look: A name of `LOOKS`.
        value: How many; never negative.
    """

    label: str
    look: str
    value: int


@dataclasses.dataclass(frozen=True, slots=True)
class Stack:
    """A row: one thing with its bar.

    Attributes:
        label: What the bar is of.
        segments: Its parts, in the order drawn.
        note: What stands at the row's other end, else "".
        href: Where its name leads, else "".
    """

    label: str
    segments: Sequence[Segment]
    note: str = ""
    href: str = ""

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(segment.value for segment in self.segments)


def stacked(
    key: str,
    title: str,
    stacks: Sequence[Stack],
    *,
    head: str,
    together: bool = False,
    names: str = "",
) -> Drawing:
    """Draw a bar for each row, and tabulate the same figures.

    Args:
        key: The picture's own word: letters, digits, hyphens; "" for one without patterns.
        title: What the picture shows.
        stacks: The rows, from the top.
        head: Heading of the table's first column.
        together: Whether all bars share a scale, so that their lengths compare; else each is as
            long as there is room, and shows shares.
        names: As for `tabulate`.

    Raises:
        ValueError: A value is negative.
    """
    if any(segment.value < 0 for stack in stacks for segment in stack.segments):
        raise ValueError("a bar has no negative parts")
    most = max((stack.whole for stack in stacks), default=0)
    if not most:
        return Drawing()
    segments = [segment for stack in stacks for segment in stack.segments]
    labels = list(dict.fromkeys(segment.label for segment in segments))
    seen = {segment.label: segment.look for segment in segments if segment.value}
    shown = {label: seen[label] for label in labels if label in seen}
    rows = markupsafe.Markup("").join(
        _row(key, stack, most if together else stack.whole) for stack in stacks
    )
    picture = markupsafe.Markup(
        '<figure class="ai-picture"><figcaption>{}</figcaption>{}{}{}</figure>'
    ).format(
        title,
        _definitions(key, {*shown.values()}),
        key_of(key, {look: label for label, look in shown.items()}),
        rows,
    )
    cells = [
        (linked(stack.label, stack.href), [_counted(stack, label) for label in labels])
        for stack in stacks
    ]
    return Drawing(picture, tabulate(title, [head, *labels], cells, names=names))


def bars(
    title: str,
    values: Sequence[tuple[str, int]],
    *,
    head: str,
    unit: str,
    look: str = "other",
) -> Drawing:
    """Draw one bar of one part for each value, on one scale, and tabulate the same figures.

    Nothing has to be told apart by a pattern.

    Args:
        title: What the picture shows.
        values: Words and number of each row, from the top.
        head: Heading of the table's first column.
        unit: Heading of the numbers.
        look: A name of `LOOKS`.
    """
    stacks = [
        Stack(label, [Segment(unit, look, value)], note=vn_number(value)) for label, value in values
    ]
    return stacked("", title, stacks, head=head, together=True)


def _definitions(key: str, looks: set[str]) -> markupsafe.Markup:
    """Hold the patterns of all rows of a picture, which themselves show nothing."""
    defined = hatches(key, looks)
    if not defined:
        return defined
    return markupsafe.Markup(
        '<svg class="ai-p-hatches" width="0" height="0" aria-hidden="true">{}</svg>'
    ).format(defined)


def _row(key: str, stack: Stack, whole: int) -> markupsafe.Markup:
    """Draw a row: its name and note, below them its bar.

    Args:
        key: Word of the picture that holds the patterns, or "".
        stack: The row.
        whole: The number that is as long as there is room.
    """
    parts, start = [], 0
    shown = [segment for segment in stack.segments if segment.value]
    for segment in shown:
        number = vn_number(segment.value)
        inside = ""
        if fits(number, segment.value / whole) and len(stack.segments) > 1:
            middle = across(start + segment.value / 2, whole)
            inside = f'<text x="{middle}" y="{_BASELINE}">{number}</text>'
        parts.append(
            f'<g class="ai-look-{segment.look}"><rect{paint(key, segment.look)} '
            f'x="{across(start, whole)}" width="{across(segment.value, whole)}"/>{inside}</g>'
        )
        start += segment.value
    words = "; ".join(f"{s.label}: {vn_number(s.value)}" for s in shown or stack.segments)
    drawn = frame("".join(parts), words=words, look="ai-p-stack")
    note = markupsafe.Markup("<span>{}</span>").format(stack.note) if stack.note else ""
    return markupsafe.Markup('<div class="ai-p-row"><p>{} {}</p>{}</div>').format(
        linked(stack.label, stack.href), note, drawn
    )


def _counted(stack: Stack, label: str) -> str:
    return vn_number(sum(s.value for s in stack.segments if s.label == label))
