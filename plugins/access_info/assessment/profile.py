"""Values at a path of an agency's profile, and their places."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from access_info.assessment.findings import Spot
from access_info.model.agency import AgencyProfile
from access_info.model.declarations.fields import Record, resolve

PROFILE = "co-quan.yml"


def values_at(profile: AgencyProfile, path: str) -> Iterator[tuple[object, Spot, Record | None]]:
    """Yield each value at a path of YAML keys, its place, and the list entry that it is in."""
    for value, keys, entry in _values(profile, _steps(path)):
        yield value, Spot(PROFILE, keys), entry


def spot_at(profile: AgencyProfile, path: str, *, whole: bool = False) -> Spot:
    """Return the place of a value of the profile, or the place to add it.

    Args:
        profile: The profile.
        path: YAML keys, joined by dots.
        whole: In a list, the list itself is meant and not its first entry.
    """
    keys: list[str | int] = []
    value: object = profile
    for name, key in _steps(path):
        if isinstance(value, tuple):
            if whole:
                break
            keys.append(0)
            value = value[0] if value else None
        keys.append(key)
        value = getattr(value, name, None)
    return Spot(PROFILE, tuple(keys))


@functools.cache
def _steps(path: str) -> tuple[tuple[str, str], ...]:
    """Pair the attributes and keys of a path of the profile."""
    return tuple(zip(resolve(AgencyProfile, path), path.split("."), strict=True))


def _values(
    record: Record,
    steps: Sequence[tuple[str, str]],
    above: tuple[str | int, ...] = (),
    entry: Record | None = None,
) -> Iterator[tuple[object, tuple[str | int, ...], Record | None]]:
    """Yield each value at a path of attributes and keys, its keys, and the list entry it is in."""
    (name, key), *further = steps
    value = getattr(record, name)
    many = isinstance(value, tuple)
    for index, element in enumerate(value if many else (value,)):
        if element is None:
            continue
        keys = (*above, key, index) if many else (*above, key)
        inside = element if many and isinstance(element, Record) else entry
        if further:
            yield from _values(element, further, keys, inside)
        else:
            yield element, keys, inside
