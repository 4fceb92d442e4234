"""The meaning of values, however they were typed, and the changed fields of a record in two versions.

Order of keys, quotes, accents put together or apart, `có` or `yes`, a key left empty or left out: none of
these is a change. What does not fit the model is compared as plain words; entries of lists by content.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import types
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeAlias, get_args, get_origin

import pydantic

from access_info.changes.difference import FieldChange, cut
from access_info.changes.sequences import without_equals
from access_info.model import agency, items, jurisdiction, verification
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.types import PartialDate, vn_date, vn_partial
from access_info.model.vocabularies import (
    AGENCY_TYPES,
    CHANNEL_TYPES,
    FREQUENCIES,
    ITEM_STATUSES,
    NAMING_ANSWERS,
    SUPPORT_GROUPS,
    TIME_UNITS,
    UNIT_FIELDS,
    AgencyType,
)

# The meaning of a value, however it was typed: the ground on which states are compared.

# As YAML is read here: a text, a list or a group. `0` and `no` are texts, so only what is empty is falsy.
Plain: TypeAlias = Any
Meaning: TypeAlias = Any
Group: TypeAlias = Mapping[str, Any]

# Lists of which the order counts: an item is listed under its first point.
_ORDERED = frozenset({"diem"})
_LABELS: dict[str, Mapping[str, str]] = {
    "tinh_trang": ITEM_STATUSES,
    "tan_suat": FREQUENCIES,
    "linh_vuc": UNIT_FIELDS,
    "doi_tuong": SUPPORT_GROUPS,
    "don_vi": TIME_UNITS,
    "ket_luan": NAMING_ANSWERS,
}


def meaning(
    record: type[Record] | None, raw: Plain, *, without: frozenset[str] = frozenset()
) -> Meaning:
    """Return what a group of fields means: hashable, and equal for every group of the same meaning.

    States are compared by it, so that order, quotes and spelling (`có`, `yes`) are no change.

    Args:
        record: The record that the group should be.
        raw: Plain data of a document.
        without: Keys to leave out.
    """
    if record is None or not isinstance(raw, Mapping):
        return _undeclared_meaning(raw)
    docs = docs_by_key(record)
    pairs = [
        (key, field_meaning(docs.get(key), value))
        for key, value in raw.items()
        if key not in without
    ]
    return tuple(sorted((pair for pair in pairs if pair[1] is not None), key=lambda pair: pair[0]))


def field_meaning(doc: FieldDoc | None, raw: Plain) -> Meaning:
    """Return what a field's value means, in a form that can be compared; `None` when it is empty.

    So `"có"` and `"yes"`, or two orders of a list, are equal. `doc` is `None` for an unknown field.
    """
    if raw is None or raw in ("", [], {}):
        return None
    if doc is None:
        return _undeclared_meaning(raw) or None
    if doc.record is not None and doc.many:
        if not isinstance(raw, list):
            return _undeclared_meaning(raw)
        rows = [meaning(doc.record, entry) for entry in raw]
        return tuple(sorted((row for row in rows if row), key=repr)) or None
    if doc.record is not None:
        return meaning(doc.record, raw) or None
    if doc.many:
        if not isinstance(raw, list):
            return _undeclared_meaning(raw)
        texts = [text for entry in raw if (text := _undeclared_meaning(entry))]
        return tuple(texts if doc.key in _ORDERED else sorted(texts, key=repr)) or None
    return _value_meaning(doc, raw)


@functools.cache
def docs_by_key(record: type[Record]) -> dict[str, FieldDoc]:
    """Map a record's fields by key, in declared order."""
    return {doc.key: doc for doc in fields_of(record)}


def value_words(doc: FieldDoc | None, raw: Plain) -> str:
    """Write a value as a reviewer reads it; "" when it says nothing."""
    if field_meaning(doc, raw) is None:
        return ""
    if isinstance(raw, Mapping):
        return _group_words(doc.record if doc is not None else None, raw)
    if isinstance(raw, list):
        single = None if doc is not None and doc.record is None else doc
        return "; ".join(text for entry in raw if (text := value_words(single, entry)))
    if doc is None:
        return str(_undeclared_meaning(raw))
    value = _value_meaning(doc, raw)
    if isinstance(value, datetime.date):
        return vn_date(value)
    if isinstance(value, PartialDate):
        return vn_partial(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return _labels(doc).get(str(value), str(value))


def _group_words(record: type[Record] | None, group: Group) -> str:
    """Write the values of a group of fields, each with its label, as a reviewer reads them."""
    docs = docs_by_key(record) if record is not None else {}
    return "; ".join(
        f"{docs[key].label if key in docs else key}: {text}"
        for key, value in group.items()
        if (text := value_words(docs.get(key), value))
    )


def _texts_in(raw: Plain) -> Iterator[str]:
    """Yield every piece of text in a value."""
    if isinstance(raw, Mapping):
        for value in raw.values():
            yield from _texts_in(value)
    elif isinstance(raw, list):
        for entry in raw:
            yield from _texts_in(entry)
    elif raw is not None and str(raw).strip():
        yield str(raw).strip()


def _labels(doc: FieldDoc) -> Mapping[str, str]:
    """Return the labels of a field's values, if it takes values of a fixed list; else none."""
    if doc.key == "loai":
        return AGENCY_TYPES if doc.annotation is str else CHANNEL_TYPES
    return _LABELS.get(doc.key, {})


def _undeclared_meaning(raw: Plain) -> Meaning:
    """Return the meaning of a value that no field declares: a hashable form by which versions are compared.

    A group gives its sorted (key, meaning) pairs without empty ones, a list a tuple, a text the text
    without blanks around.
    """
    if isinstance(raw, Mapping):
        pairs = [(key, _undeclared_meaning(value)) for key, value in raw.items()]
        return tuple(sorted((pair for pair in pairs if pair[1]), key=repr))
    if isinstance(raw, list):
        return tuple(_undeclared_meaning(entry) for entry in raw)
    return raw.strip() if isinstance(raw, str) else raw


def _value_meaning(doc: FieldDoc, raw: Plain) -> Meaning:
    """Return the meaning of a single value: as the field's type reads it, if it can be read so."""
    annotation = doc.annotation
    if get_origin(_without_none(annotation)) is dict:
        return _undeclared_meaning(raw)
    if annotation is str and doc.key == "loai":
        annotation = AgencyType
    try:
        value = _adapter(annotation).validate_python(raw)
    except pydantic.ValidationError:
        return _undeclared_meaning(raw)
    return value.strip() if isinstance(value, str) else value


# Annotations are compared by identity: equal ones may differ in their validators.
_adapters: dict[int, tuple[Any, pydantic.TypeAdapter[Any]]] = {}


def _adapter(annotation: Meaning) -> pydantic.TypeAdapter[Any]:
    """Return the pydantic adapter that reads values of an annotation; made once, as that is slow."""
    cached = _adapters.get(id(annotation))
    if cached is None:
        cached = _adapters[id(annotation)] = (annotation, pydantic.TypeAdapter(annotation))
    return cached[1]


def _without_none(annotation: object) -> object:
    """Return `X` of an annotation `X | None`; any other annotation as it is."""
    if isinstance(annotation, types.UnionType):
        return next((arg for arg in get_args(annotation) if arg is not type(None)), annotation)
    return annotation


# Changed fields of a record in two versions; entries of lists are matched by content.

# Keys by which an entry is the same entry, whatever else in it changed.
_IDENTIFYING_KEYS: dict[type[Record], tuple[str, ...]] = {
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
    verification.ReviewedFile: ("ten",),
}
# Entries that replace one another even when nothing is left of the old one.
_REPLACING = frozenset({agency.ContactPoint})
# Keys that name an entry, where `_NAME_KEYS` would pick less telling words.
_NAME_KEYS_OF: dict[type[Record], tuple[str, ...]] = {
    agency.Activity: ("noi_dung",),
    agency.Support: ("doi_tuong",),
    items.Waiver: ("quy_tac",),
    jurisdiction.LocalLimit: ("viec",),
    jurisdiction.OfficeReview: ("nghia_vu", "co_quan"),
}
_NAME_KEYS = ("ten", "don_vi", "vai_tro", "nguoi", "so", "loai", "diem", "viec", "ngay", "ky")
_MAX_NAME = 60
# Above this, entries that differ are reported as gone and new: pairing takes quadratic time.
_MAX_PAIRED = 10_000


def compare(
    record: type[Record] | None,
    before: Group,
    after: Group,
    *,
    without: frozenset[str] = frozenset(),
    keys: tuple[str, ...] = (),
    label: str = "",
) -> Iterator[FieldChange]:
    """Yield each changed field of two groups of fields.

    Args:
        record: The record of the groups; `None` for a group that the model does not know.
        before: Plain data of the earlier group.
        after: Plain data of the later group.
        without: Keys that are compared elsewhere.
        keys: Path of the group.
        label: Path of the group in words.
    """
    docs = docs_by_key(record) if record is not None else {}
    declared = [key for key in docs if key in before or key in after]
    strange = [key for key in dict.fromkeys((*before, *after)) if key not in docs]
    for key in (*declared, *strange):
        if key in without:
            continue
        doc = docs.get(key)
        old, new = before.get(key), after.get(key)
        if field_meaning(doc, old) == field_meaning(doc, new):
            continue
        named = _label_below(label, doc.label if doc is not None else f"“{key}”")
        yield from _field_changes(doc, old, new, (*keys, key), named)


def _field_changes(
    doc: FieldDoc | None, old: Plain, new: Plain, keys: tuple[str, ...], label: str
) -> Iterator[FieldChange]:
    """Yield the changes of one field: of its entries, of its own fields, or of its value."""
    inner = doc.record if doc is not None else None
    if _can_be_groups(old) and _can_be_groups(new) and inner is not None:
        yield from _entry_changes(inner, old, new, keys, label)
        return
    # Beside a group, a value that says nothing is a group without fields.
    was, now = (
        side if isinstance(side, Mapping) or field_meaning(doc, side) is not None else {}
        for side in (old, new)
    )
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        yield from compare(inner, was, now, keys=keys, label=label)
    else:
        yield FieldChange(keys, label, value_words(doc, old), value_words(doc, new))


def _can_be_groups(raw: Plain) -> bool:
    """Tell whether a value can be read as a list of groups; an absent or empty one can."""
    if isinstance(raw, list):
        return all(isinstance(entry, Mapping) for entry in raw)
    return raw is None or raw == ""


def _entry_changes(
    record: type[Record], old: Plain, new: Plain, keys: tuple[str, ...], label: str
) -> Iterator[FieldChange]:
    """Yield the changes of a list of groups, each entry named by its content."""
    for was, now in _paired_entries(record, old or [], new or []):
        name = _entry_name(record, (was if was is not None else now) or {})
        place, entry_label = (*keys, name), _label_below(label, name)
        if was is not None and now is not None:
            yield from compare(record, was, now, keys=place, label=entry_label)
        else:
            before, after = (_group_words(record, entry or {}) for entry in (was, now))
            yield FieldChange(place, entry_label, before, after, whole=True)


def _paired_entries(
    record: type[Record], old: Sequence[Group], new: Sequence[Group]
) -> Iterator[tuple[Group | None, Group | None]]:
    """Yield (before, after) of each entry that differs in two versions of a list of groups.

    Entries are paired by their identifying keys, else by how many values they share; `None`
    stands in for an entry that is gone or new.
    """
    was_all, now_all = ([(entry, meaning(record, entry)) for entry in side] for side in (old, new))
    gone, come = (
        [entry for entry, what in without_equals(side, others, itemgetter(1)) if what]
        for side, others in ((was_all, now_all), (now_all, was_all))
    )
    few = len(gone) * len(come) <= _MAX_PAIRED
    for key in (_IDENTIFYING_KEYS.get(record), None):
        for was in list(gone) if few else ():
            heir = (
                _entry_of_same_key(record, key, was, gone, come)
                if key
                else _most_similar(record, was, come)
            )
            if heir is not None:
                gone = [entry for entry in gone if entry is not was]
                come = [entry for entry in come if entry is not heir]
                yield was, heir
    if record in _REPLACING:
        yield from itertools.zip_longest(gone, come)
    else:
        yield from ((was, None) for was in gone)
        yield from ((None, now) for now in come)


def _key_of(record: type[Record], key: tuple[str, ...], entry: Group) -> tuple[Any, ...]:
    """Return the meanings of an entry's values under its identifying keys."""
    docs = docs_by_key(record)
    return tuple(field_meaning(docs[name], entry.get(name)) for name in key)


def _entry_of_same_key(
    record: type[Record],
    key: tuple[str, ...],
    entry: Group,
    old: Sequence[Group],
    new: Sequence[Group],
) -> Group | None:
    """Return the new entry with the same identifying values, if either side has only one such.

    Args:
        record: The record of the entries.
        key: The identifying keys.
        entry: The old entry.
        old: All old entries without a counterpart.
        new: All new entries without a counterpart.
    """
    wanted = _key_of(record, key, entry)
    if not any(wanted):
        return None
    candidates = [candidate for candidate in new if _key_of(record, key, candidate) == wanted]
    rivals = [candidate for candidate in old if _key_of(record, key, candidate) == wanted]
    return candidates[0] if len(candidates) == 1 and len(rivals) == 1 else None


def _most_similar(record: type[Record], entry: Group, new: Sequence[Group]) -> Group | None:
    """Return the new entry that shares the most values, if it shares more than 30 % of them."""
    values = dict(meaning(record, entry))
    best, best_share = None, 0.3
    natural = _IDENTIFYING_KEYS.get(record)
    for candidate in new:
        if natural and _key_of(record, natural, candidate) != _key_of(record, natural, entry):
            continue
        other = dict(meaning(record, candidate))
        equal = sum(other.get(key) == value for key, value in values.items())
        share = equal / max(len(values), len(other), 1)
        if share > best_share:
            best, best_share = candidate, share
    return best


def _entry_name(record: type[Record], entry: Group) -> str:
    """Return the words that name an entry of a list in a report, such as its title or unit."""
    docs = docs_by_key(record)
    about = [value_words(docs.get(key), entry.get(key)) for key in _NAME_KEYS_OF.get(record, ())]
    if any(about):
        return ", ".join(filter(None, about))[:_MAX_NAME]
    for key in _NAME_KEYS:
        text = value_words(docs.get(key), entry.get(key))
        if text:
            return cut(text, _MAX_NAME)
    first = next(_texts_in(entry), "")
    return first[:_MAX_NAME]


def _label_below(label: str, name: str) -> str:
    return f"{label} › {name}" if label else name
