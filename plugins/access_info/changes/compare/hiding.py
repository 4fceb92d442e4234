"""What the gate detects, hidden in what is told of a change.

A number that a change takes away because it must not be public would be published again by the
summary of that very change. Only what is told is looked through, as the gate would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from access_info.checks.safety import TextPlace, detect, place_of, suspicious

HIDDEN = "[đã che]"


def hidden_text(text: str, places: Iterable[TextPlace] = (TextPlace.BODY,)) -> str:
    """A text without what the gate detects in it, be it forbidden or only to be looked at."""
    if not suspicious(text):
        return text
    return without(text, spans_in(text, places))


def hidden_value(keys: Sequence[str], text: str) -> str:
    """A value of a data file without what the gate detects in it there.

    Args:
        keys: The path of YAML keys that leads to it.
        text: The value as a reviewer reads it.
    """
    place = place_of(keys, text)
    return text if place is None else hidden_text(text, (place,))


def spans_in(text: str, places: Iterable[TextPlace]) -> list[tuple[int, int]]:
    """Where the gate detects something in a text, in order."""
    return sorted(
        (detection.start, detection.end) for place in places for detection in detect(text, place)
    )


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with some stretches of it hidden; the stretches in order."""
    parts: list[str] = []
    begin = 0
    for start, end in spans:
        if start >= begin:
            parts += [text[begin:start], HIDDEN]
        begin = max(begin, end)
    return "".join((*parts, text[begin:]))
