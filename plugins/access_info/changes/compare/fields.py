"""Changed fields of a record in two versions; entries of lists are matched by content."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from access_info.changes.compare.records import FieldChange
from access_info.changes.compare.values import (
    Plain,
    docs_by_key,
    meaning,
    of_field,
    shown,
    words_of,
)
from access_info.model import agency, items, jurisdiction
from access_info.model import verification as reviews
from access_info.model.fields import FieldDoc, Record

Group = Mapping[str, Any]

_NOTHING: frozenset[str] = frozenset()
# Keys by which an entry is the same entry, whatever else in it changed.
_NATURAL: dict[type[Record], tuple[str, ...]] = {
    agency.Channel: ("loai",),
    agency.Article: ("so",),
    agency.FormerName: ("ten",),
    agency.NotArising: ("diem",),
    agency.Report: ("ky",),
    agency.Support: ("doi_tuong",),
    items.Waiver: ("quy_tac",),
    jurisdiction.LocalDay: ("ngay",),
    jurisdiction.LocalLimit: ("viec",),
    jurisdiction.Assignment: ("diem",),
    jurisdiction.OfficeReview: ("nghia_vu", "co_quan"),
    jurisdiction.Reviewers: ("co_quan",),
    jurisdiction.Redirect: ("tu",),
    reviews.ReviewedFile: ("ten",),
}
# Entries that replace one another even when nothing is left of the old one.
_SUCCEEDING = frozenset({agency.ContactPoint})
# Keys that name an entry, where `_NAMED_BY` would pick less telling words.
_ABOUT: dict[type[Record], tuple[str, ...]] = {
    agency.Activity: ("noi_dung",),
    agency.Support: ("doi_tuong",),
    items.Waiver: ("quy_tac",),
    jurisdiction.LocalLimit: ("viec",),
    jurisdiction.OfficeReview: ("nghia_vu", "co_quan"),
}
_NAMED_BY = ("ten", "don_vi", "vai_tro", "nguoi", "so", "loai", "diem", "viec", "ngay", "ky")
_MOST_NAME = 60
# Above this, entries that differ are reported as gone and new: pairing takes quadratic time.
_MOST_PAIRED = 10_000


@dataclasses.dataclass(frozen=True)
class _EntryPair:
    before: Group | None
    after: Group | None


def compare(
    record: type[Record] | None,
    before: Group,
    after: Group,
    *,
    without: frozenset[str] = _NOTHING,
    keys: tuple[str, ...] = (),
    label: str = "",
) -> Iterator[FieldChange]:
    """Compare two groups of fields; yield each changed field.

    Args:
        record: The record of the groups; `None` for a group that the model does not know.
        before: Plain data of the earlier group.
        after: Plain data of the later group.
        without: Keys that are compared elsewhere.
        keys: Path of the group.
        label: Path of the group in words.
    """
    docs = docs_by_key(record) if record is not None else {}
    known = [key for key in docs if key in before or key in after]
    strange = [key for key in dict.fromkeys((*before, *after)) if key not in docs]
    for key in (*known, *strange):
        if key in without:
            continue
        doc = docs.get(key)
        old, new = before.get(key), after.get(key)
        if of_field(doc, old) == of_field(doc, new):
            continue
        named = _under(label, doc.label if doc is not None else f"“{key}”")
        yield from _field(doc, old, new, (*keys, key), named)


def _field(
    doc: FieldDoc | None, old: Plain, new: Plain, keys: tuple[str, ...], label: str
) -> Iterator[FieldChange]:
    inner = doc.record if doc is not None else None
    if _groups(old) and _groups(new) and inner is not None:
        yield from _entries(inner, old, new, keys, label)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from compare(inner, old, new, keys=keys, label=label)
    elif isinstance(old, Mapping) and _is_empty(doc, new):
        yield from compare(inner, old, {}, keys=keys, label=label)
    elif isinstance(new, Mapping) and _is_empty(doc, old):
        yield from compare(inner, {}, new, keys=keys, label=label)
    else:
        yield FieldChange(keys, label, shown(doc, old), shown(doc, new))


def _is_empty(doc: FieldDoc | None, raw: Plain) -> bool:
    return of_field(doc, raw) is None


def _groups(raw: Plain) -> bool:
    """Tell whether a value can be read as a list of groups."""
    return (
        raw is None
        or raw == ""
        or (isinstance(raw, list) and all(isinstance(entry, Mapping) for entry in raw))
    )


def _entries(
    record: type[Record], old: Plain, new: Plain, keys: tuple[str, ...], label: str
) -> Iterator[FieldChange]:
    for pair in _pairs(record, old or [], new or []):
        entry = pair.after if pair.after is not None else pair.before or {}
        name = entry_name(record, pair.before if pair.before is not None else entry)
        place, entry_label = (*keys, name), _under(label, name)
        if pair.before is None or pair.after is None:
            yield FieldChange(
                place,
                entry_label,
                _described(record, pair.before),
                _described(record, pair.after),
                whole=True,
            )
        else:
            yield from compare(record, pair.before, pair.after, keys=place, label=entry_label)


def _pairs(
    record: type[Record], old: Sequence[Group], new: Sequence[Group]
) -> Iterator[_EntryPair]:
    """Pair entries that differ with the ones they became; one of a pair may be absent."""
    rest_old, rest_new = _unequal(record, old, new)
    few = len(rest_old) * len(rest_new) <= _MOST_PAIRED
    for key in (_natural_key(record), None):
        for was in list(rest_old) if few else ():
            counterpart = (
                _by_key(record, key, was, rest_old, rest_new)
                if key
                else _likest(record, was, rest_new)
            )
            if counterpart is not None:
                rest_old = [entry for entry in rest_old if entry is not was]
                rest_new = [entry for entry in rest_new if entry is not counterpart]
                yield _EntryPair(was, counterpart)
    if record in _SUCCEEDING:
        for was, now in zip(rest_old, rest_new, strict=False):
            yield _EntryPair(was, now)
        both = min(len(rest_old), len(rest_new))
        rest_old, rest_new = rest_old[both:], rest_new[both:]
    for was in rest_old:
        yield _EntryPair(was, None)
    for now in rest_new:
        yield _EntryPair(None, now)


def _unequal(
    record: type[Record], old: Sequence[Group], new: Sequence[Group]
) -> tuple[list[Group], list[Group]]:
    """Return the entries of both sides that have no equal on the other, empty ones left out."""
    of_old = [meaning(record, entry, without=_NOTHING) for entry in old]
    of_new = [meaning(record, entry, without=_NOTHING) for entry in new]
    rest: list[list[Group]] = []
    for entries, meanings, others in ((old, of_old, of_new), (new, of_new, of_old)):
        spare = Counter(others)
        left = []
        for entry, what in zip(entries, meanings, strict=True):
            if spare[what] > 0:
                spare[what] -= 1
            elif what:
                left.append(entry)
        rest.append(left)
    return rest[0], rest[1]


def _natural_key(record: type[Record]) -> tuple[str, ...] | None:
    return _NATURAL.get(record)


def _key_of(record: type[Record], key: tuple[str, ...], entry: Group) -> tuple[Any, ...]:
    docs = docs_by_key(record)
    return tuple(of_field(docs[name], entry.get(name)) for name in key)


def _by_key(
    record: type[Record],
    key: tuple[str, ...],
    entry: Group,
    old: Sequence[Group],
    new: Sequence[Group],
) -> Group | None:
    """Find the entry of the same key, if only one entry of either side has that key."""
    wanted = _key_of(record, key, entry)
    if not any(wanted):
        return None
    candidates = [candidate for candidate in new if _key_of(record, key, candidate) == wanted]
    same = [candidate for candidate in old if _key_of(record, key, candidate) == wanted]
    return candidates[0] if len(candidates) == 1 and len(same) == 1 else None


def _likest(record: type[Record], entry: Group, new: Sequence[Group]) -> Group | None:
    """Find the entry that shares the most values, if it shares more than 30 % of them."""
    values = dict(meaning(record, entry, without=_NOTHING))
    best, best_share = None, 0.3
    natural = _natural_key(record)
    for candidate in new:
        if natural and _key_of(record, natural, candidate) != _key_of(record, natural, entry):
            continue
        other = dict(meaning(record, candidate, without=_NOTHING))
        equal = sum(other.get(key) == value for key, value in values.items())
        share = equal / max(len(values), len(other), 1)
        if share > best_share:
            best, best_share = candidate, share
    return best


def entry_name(record: type[Record], entry: Group) -> str:
    """Name an entry of a list by the first words in it that name it."""
    docs = docs_by_key(record)
    about = [shown(docs.get(key), entry.get(key)) for key in _ABOUT.get(record, ())]
    if any(about):
        return ", ".join(filter(None, about))[:_MOST_NAME]
    for key in _NAMED_BY:
        text = shown(docs.get(key), entry.get(key))
        if text:
            return text if len(text) <= _MOST_NAME else text[: _MOST_NAME - 1] + "…"
    first = next(words_of(entry), "")
    return first[:_MOST_NAME]


def _described(record: type[Record], entry: Group | None) -> str:
    if not entry:
        return ""
    docs = docs_by_key(record)
    parts = ((docs.get(key), key, value) for key, value in entry.items())
    return "; ".join(
        f"{doc.label if doc else key}: {text}"
        for doc, key, value in parts
        if (text := shown(doc, value))
    )


def _under(label: str, name: str) -> str:
    return f"{label} › {name}" if label else name
