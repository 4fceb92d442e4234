"""Free pages of an agency in two states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from access_info.changes.compare.fields import compare
from access_info.changes.compare.records import PageChange
from access_info.changes.compare.sequences import stretches
from access_info.loading import LoadedAgency, folders
from access_info.model.agency import FreePage
from access_info.model.registry import ProsePage

_MANY = 400
_MOST_EXCERPT = 6


def page_changes(before: LoadedAgency, after: LoadedAgency) -> Iterator[PageChange]:
    """Yield free pages that came, went or changed; one that cannot be read is left out."""
    old, new = _pages(before), _pages(after)
    for name in sorted({*old, *new}):
        file = f"{folders.PAGES_FOLDER}/{name}.md"
        was, now = old.get(name), new.get(name)
        if was is None and now is not None:
            if file not in before.documents:
                yield PageChange(name, now.title, "them", added=len(_lines(now)))
        elif now is None and was is not None:
            if file not in after.documents:
                yield PageChange(name, was.title, "go", removed=len(_lines(was)))
        elif was is not None and now is not None:
            change = _change(name, before, after, was, now)
            if change is not None:
                yield change


def _pages(loaded: LoadedAgency) -> dict[str, ProsePage]:
    return {page.name: page for page in loaded.agency.pages} if loaded.agency else {}


def _lines(page: ProsePage) -> list[str]:
    return [line.rstrip() for line in page.body.strip("\n").split("\n")]


def _change(
    name: str, before: LoadedAgency, after: LoadedAgency, was: ProsePage, now: ProsePage
) -> PageChange | None:
    file = f"{folders.PAGES_FOLDER}/{name}.md"
    fields = tuple(compare(FreePage, before.documents[file].data, after.documents[file].data))
    removed, added = _difference(_lines(was), _lines(now))
    if not fields and not removed and not added:
        return None
    shown = [f"- {line.strip()}" for line in removed if line.strip()][: _MOST_EXCERPT // 2]
    shown += [f"+ {line.strip()}" for line in added if line.strip()]
    return PageChange(
        name,
        now.title,
        "sua",
        fields,
        added=len(added),
        removed=len(removed),
        excerpt=tuple(shown[:_MOST_EXCERPT]),
    )


def _difference(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and the lines that are new."""
    if old == new:
        return [], []
    changed = [stretch for stretch in stretches(old, new) if not stretch.same]
    if len(changed) == 1 and len(changed[0].before) + len(changed[0].after) > _MANY:
        # Perhaps not compared in order: lines that only moved are neither gone nor new.
        was, now = Counter(changed[0].before), Counter(changed[0].after)
        return list((was - now).elements()), list((now - was).elements())
    removed = [line for stretch in changed for line in stretch.before]
    return removed, [line for stretch in changed for line in stretch.after]
