"""Hides what the gate detects in the report of a change.

A number that a change takes away because it must not be public would be published again by the
summary of that very change. Only reported text is searched, in the way of the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from access_info.checks.safety import TextPlace, detect, place_of, suspicious

HIDDEN = "[đã che]"


def hidden_text(text: str, places: Iterable[TextPlace] = (TextPlace.BODY,)) -> str:
    """Redact from a text what the gate detects, be it forbidden or only suspicious."""
    if not suspicious(text):
        return text
    return redact_spans(text, spans_in(text, places))


def hidden_value(keys: Sequence[str], text: str) -> str:
    """Redact from a value of a data file what the gate detects at its place.

    Args:
        keys: The path of YAML keys that leads to the value.
        text: The value as a reviewer reads it.
    """
    place = place_of(keys, text)
    return text if place is None else hidden_text(text, (place,))


def spans_in(text: str, places: Iterable[TextPlace]) -> list[tuple[int, int]]:
    """Return the stretches of a text in which the gate detects something, in order."""
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
