"""JSON that may come from anyone: parsed only as far as its size lets memory be foreseen."""

from __future__ import annotations

import json
from typing import Any

# A value takes about a hundred bytes in memory, whatever it takes in a file: `[],[],[]`.
_MOST_VALUES = 1_000_000
_MOST_BYTES = 32_000_000
_MARKS = (b",", b"[", b"{")


def parse_json(text: bytes) -> Any:  # noqa: ANN401 - whatever it is
    """Parse a text.

    Raises:
        ValueError: It is no JSON, is longer or has more values than one of ours can have, is nested
            without end, or holds what JSON has no number for.
    """
    if len(text) > _MOST_BYTES or sum(map(text.count, _MARKS)) > _MOST_VALUES:
        raise ValueError("too much")
    try:
        return json.loads(text, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
