"""Describes a published list as a whole, whichever format it is written in (DCAT: dataset)."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

from access_info.exports.columns import ListColumns
from access_info.legal.framework import Framework
from access_info.model.verification import Verification
from access_info.model.vocabularies import FREQUENCIES, ITEM_STATUSES


class DatasetTexts(Protocol):
    """The texts of one language by dotted key.

    Attributes:
        language: BCP 47 tag.
    """

    language: str

    def __hash__(self) -> int:
        """Return a hash, so that what is made from titles alone can be cached by its texts."""

    def __getitem__(self, key: str) -> str:
        """Return the text of a key; one without `{holes}` to fill."""

    def plain(self, key: str, **values: object) -> str:
        """Return a key's text with its `{holes}` filled, not escaped."""


# Where days of change come from: comparison with what was published before, or the data alone.
COMPARED, OF_DATA = "previous", "data"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Party:
    """The publisher of a list (dcterms:publisher).

    Attributes:
        identifier: An agency's folder name; "" for a province.
        name: Full name.
        address: Address of its page, below the site's root or absolute; "" when not told.
        official_code: Its identification code (org:identifier); "" when unknown.
    """

    identifier: str = ""
    name: str
    address: str = ""
    official_code: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Law:
    """The law that the list is kept under.

    Attributes:
        identifier: Its pack's id.
        name: Name and number.
        verification: What its text, as the pages tell it, was compared with.
        address: Address of its page; "" when not told.
    """

    identifier: str
    name: str
    verification: Verification
    address: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Spatial:
    """An administrative unit (dcterms:spatial).

    Attributes:
        code: In the list of the state's statistical office.
        name: Full name.
    """

    code: str
    name: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dataset:
    """A list or another set of data, of one agency or of a whole province.

    Nothing here depends on the day of the build: a new day must not rewrite the files.

    Attributes:
        kind: Which set, by its columns.
        title: What it is called.
        publisher: Who answers for it.
        law: The law in force.
        landing_page: Address of the page that shows it.
        license: Terms of re-use, in words or as an address; "" when not stated.
        modified: ISO day of the last change; "" when unknown.
        modified_from: Whence that day and those of rows come: `COMPARED` with what was published
            before, `OF_DATA`, or "" when not stated.
        schema: Address of the JSON Schema of the JSON file, or "".
        language: BCP 47 tag of the texts.
        spatial: The administrative unit that it is about, or `None`.
        site: Absolute address of the site's root with a final slash; "" while unknown.
        shared: Address, below the site's root, of the file that says what all agencies' files of this
            kind share; "" where a file says all by itself.
    """

    kind: ListColumns
    title: str
    publisher: Party
    law: Law
    landing_page: str
    license: str = ""
    modified: str = ""
    modified_from: str = ""
    schema: str = ""
    language: str = "vi"
    spatial: Spatial | None = None
    site: str = ""
    shared: str = ""

    @property
    def base(self) -> str:
        """The address that rows' addresses are relative to: the agency's page, or the site's root."""
        return self.landing_page if self.publisher.identifier else self.site

    def local(self, address: str) -> str:
        """Return an address of the site from the host's root on: `/ten-trang/co-quan/`.

        Such an address means the same whatever base the file has (RFC 3986, 4.2).

        Args:
            address: Absolute, or below the site's root.
        """
        root = urlsplit(self.site).path or "/"
        return f"{root}{address.removeprefix(self.site)}"


# Codes of the data as concepts that need no key to read: the code and its words (SKOS).

Concept: TypeAlias = dict[str, str]


class Concepts:
    """The meanings of the codes that rows hold, as SKOS concepts.

    A concept holds `notation`, the code (absent for the clerk's own words), and `prefLabel`.
    Each is made once, since thousands of rows share it.
    """

    def __init__(self, framework: Framework) -> None:
        """Take labels from the laws; where several laws name a form, the newest one's label is used."""
        packs = (*framework.supplements, *framework.packs)
        forms = {form.id: form.label for pack in packs for form in pack.disclosure_forms}
        self._framework, self._forms = framework, forms
        self.point = functools.cache(self._point)
        self.conditional_kind = functools.cache(self._conditional_kind)
        self.form = _concepts_of(forms)
        self.status = _concepts_of(ITEM_STATUSES)
        self.frequency = _concepts_of(FREQUENCIES)

    def labels(self, column: str) -> dict[str, str]:
        """Return every code that a column of a list may hold → its label; for the shared JSON file."""
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
        """Return the concepts of points of the law, or of kinds of information, by their codes."""
        return [self.point(code) for code in codes if code]

    def forms(self, codes: Iterable[str]) -> list[Concept]:
        """Return the concepts of forms of disclosure by their codes; empty codes are left out."""
        return [self.form(code) for code in codes if code]

    def _point(self, code: str) -> Concept:
        """Return the concept of a point or kind of information; its label cites the law."""
        place = self._framework.point(code)
        if place is None:
            return {"prefLabel": code}
        pack, point, kind = place
        title = kind.title if kind is not None else point.short_title
        notation = kind.id if kind is not None else point.id
        words = f"{title} ({point.citation} {pack.short_name})"
        return {"notation": notation, "prefLabel": words}

    def _conditional_kind(self, code: str) -> Concept:
        """Return the concept of a kind of conditional information; its label cites the law."""
        pack_and_kind = self._framework.conditional_kind(code)
        if pack_and_kind is None:
            return {"prefLabel": code}
        pack, kind = pack_and_kind
        words = f"{kind.title} ({kind.citation} {pack.short_name})"
        return {"notation": f"{pack.id}-{kind.id}", "prefLabel": words}


def _concepts_of(labels: Mapping[str, str]) -> Callable[[str], Concept]:
    """Return a function from code to concept; an unknown code becomes a concept with it as label."""
    concepts = {code: {"notation": code, "prefLabel": words} for code, words in labels.items()}

    def concept(code: str) -> Concept:
        return concepts.get(code) or {"prefLabel": code}

    return concept
