"""Codes of the data as concepts that need no key to read: the code and its words (SKOS)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from access_info.legal.framework import Framework
from access_info.model.vocabularies import FREQUENCIES, ITEM_STATUSES

Concept: TypeAlias = dict[str, str]


class Concepts:
    """The meanings of the codes that rows hold, as SKOS concepts.

    A concept holds `notation`, the code (absent for the clerk's own words), and `prefLabel`.
    Each is made once, since thousands of rows share it.
    """

    def __init__(self, framework: Framework) -> None:
        """Take words from the laws; where several name a form, the newest law's words win."""
        packs = (*framework.supplements, *framework.packs)
        forms = {form.id: form.label for pack in packs for form in pack.disclosure_forms}
        self._framework, self._forms = framework, forms
        self.point = functools.cache(self._point)
        self.conditional_kind = functools.cache(self._conditional_kind)
        self.form = _from(forms)
        self.status = _from(ITEM_STATUSES)
        self.frequency = _from(FREQUENCIES)

    def labels(self, column: str) -> dict[str, str]:
        """Return every code that a column of a list may hold, with its words."""
        framework = self._framework
        packs = (*framework.packs, *framework.supplements)
        points = (point for pack in packs for point in pack.points)
        by_column: dict[str, Iterable[Concept]] = {
            "subject": (
                self.point(code)
                for point in points
                for code in (point.id, *(kind.id for kind in point.kinds))
            ),
            "accessRights": (
                self.conditional_kind(f"{pack.id}-{kind.id}")
                for pack in packs
                for kind in pack.conditional_kinds
            ),
            "disclosureForm": (self.form(code) for code in self._forms),
            "accrualPeriodicity": (self.frequency(code) for code in FREQUENCIES),
            "status": (self.status(code) for code in ITEM_STATUSES),
        }
        return {each["notation"]: each["prefLabel"] for each in by_column[column]}

    def points(self, codes: Iterable[str]) -> list[Concept]:
        """Return points of the law, or kinds of information within one, with their citations."""
        return [self.point(code) for code in codes if code]

    def forms(self, codes: Iterable[str]) -> list[Concept]:
        """Return the forms in which information is made public."""
        return [self.form(code) for code in codes if code]

    def _point(self, code: str) -> Concept:
        place = self._framework.point(code)
        if place is None:
            return {"prefLabel": code}
        pack, point, kind = place
        title = kind.title if kind is not None else point.short_title
        notation = kind.id if kind is not None else point.id
        words = f"{title} ({point.citation} {pack.short_name})"
        return {"notation": notation, "prefLabel": words}

    def _conditional_kind(self, code: str) -> Concept:
        pack_and_kind = self._framework.conditional_kind(code)
        if pack_and_kind is None:
            return {"prefLabel": code}
        pack, kind = pack_and_kind
        words = f"{kind.title} ({kind.citation} {pack.short_name})"
        return {"notation": f"{pack.id}-{kind.id}", "prefLabel": words}


def _from(labels: Mapping[str, str]) -> Callable[[str], Concept]:
    concepts = {code: {"notation": code, "prefLabel": words} for code, words in labels.items()}

    def concept(code: str) -> Concept:
        return concepts.get(code) or {"prefLabel": code}

    return concept
