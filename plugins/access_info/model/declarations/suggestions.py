"""Suggestions of the known name that somebody most likely meant by an unknown one."""

from __future__ import annotations

import difflib
import functools
import itertools
import re
from collections.abc import Iterable

from access_info.model.declarations.types import fold
from access_info.problems import quotable

# Comparing with thousands takes seconds.
_MOST_COMPARED = 300
_ALIKE = 0.6
# “2026-099” begins as “2026-001” does.
_ALIKE_START = len("2026-")
_MOST_LISTED = 8


def nearest(text: str, known: Iterable[str], *, count: int = 1, alike: float = _ALIKE) -> list[str]:
    """Find the known names most like a text, whatever its accents, case, spaces and quotes.

    A name with other numbers is another name, not a slip of the hand. The order of the names does
    not matter, so that every run suggests the same.

    Args:
        text: As typed.
        known: Names there are.
        count: How many at most.
        alike: From 0 to 1, how much of it must be the same.
    """
    names = known if isinstance(known, frozenset) else frozenset(known)
    return list(_nearest(text, names, count, alike))


def did_you_mean(text: str, known: Iterable[str], *, alike: float = _ALIKE) -> str:
    """Ask in a sentence for the nearest known name, after a space; "" when none is near.

    Args:
        text: As typed.
        known: Names there are.
        alike: From 0 to 1, how much of it must be the same.
    """
    near = nearest(text, known, alike=alike)
    return f" Có phải ý bạn là “{quotable(near[0])}”?" if near else ""


def did_you_mean_or_listed(text: str, known: Iterable[str]) -> str:
    """Ask for the nearest known name, or list the first that begin alike, after a space; "" for none.

    Args:
        text: As typed.
        known: Names there are.
    """
    names = sorted(known)
    hint = did_you_mean(text, names)
    if hint or not names:
        return hint
    alike = [name for name in names if name[:_ALIKE_START] == text[:_ALIKE_START]] or names
    shown = ", ".join(quotable(name) for name in alike[:_MOST_LISTED])
    more = len(alike) - _MOST_LISTED
    return f" Có các mã: {shown}{f' và {more} mã nữa' if more > 0 else ''}."


@functools.lru_cache(maxsize=4096)
def _nearest(text: str, known: frozenset[str], count: int, alike: float) -> tuple[str, ...]:
    folded = _folded(known)
    typed = fold(text)
    pool: Iterable[str] = folded
    if len(folded) > _MOST_COMPARED:
        # A slip is mostly at the end of an id.
        stem = typed[: max(len(typed) - 2, 1)]
        pool = itertools.islice((name for name in folded if name.startswith(stem)), _MOST_COMPARED)
    near = difflib.get_close_matches(typed, list(pool), count, alike)
    return tuple(folded[name] for name in near if _numbers(name) == _numbers(typed))


@functools.lru_cache(maxsize=64)
def _folded(known: frozenset[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name in sorted(known):
        names.setdefault(fold(name), name)
    return names


def _numbers(text: str) -> list[str]:
    return [digits.lstrip("0") for digits in re.findall(r"[0-9]+", text)]
