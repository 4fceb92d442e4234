"""Reads one agency's folder into records, with the place of every row."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from access_info.loading import folders, rules
from access_info.loading.folders import AgencyFolder
from access_info.model.agency import (
    AgencyProfile,
    Correction,
    CorrectionLog,
    FreePage,
    YearStatistics,
)
from access_info.model.binding import bind
from access_info.model.fields import Record
from access_info.model.items import (
    DISCLOSURE,
    ConditionalItem,
    ConditionalList,
    DisclosureList,
    Item,
    list_of_file,
)
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, PlacedRow, ProsePage, withdrawn_files
from access_info.model.vocabularies import SERVICE_UNITS
from access_info.problems import Location, Problem, errors
from access_info.source import SourceDocument, read_prose, read_yaml

R = TypeVar("R", bound=Record)
Row: TypeAlias = PlacedRow[Item | ConditionalItem | Correction]
_ROWS = "muc"

# Used for missing fields, so that the rest of a profile can be read: a service unit may have every
# field.
_UNNAMED: dict[str, Any] = {"ten": "…", "loai": SERVICE_UNITS[0]}


@dataclasses.dataclass(frozen=True)
class LoadedAgency:
    """An agency as read, for checks that must name places.

    Attributes:
        folder: The agency's files.
        agency: The agency; `None` when its profile cannot be used.
        documents: The data files as documents, by path below the folder.
        rows: Rows of both lists and of the corrections log.
        years: Yearly figures by path of their file.
        problems: Problems found in reading.
        unsure: Files from which some values had to be left out.
    """

    folder: AgencyFolder
    agency: Agency | None
    documents: Mapping[str, SourceDocument]
    rows: tuple[Row, ...]
    years: Mapping[str, YearStatistics]
    problems: tuple[Problem, ...]
    unsure: frozenset[str] = frozenset()

    def locate(self, file: str, *keys: str | int, key: bool = False) -> Location:
        """Return the place of a value in one of the agency's files."""
        document = self.documents.get(file)
        if document is None:
            return Location((self.folder.path / file).as_posix())
        return document.locate(keys, key=key)


def load_agency(
    folder: AgencyFolder, *, instead: Mapping[str, SourceDocument] | None = None
) -> LoadedAgency:
    """Read every data file of an agency.

    Args:
        folder: The agency's files.
        instead: Documents to use in place of files, by path below the folder.
    """
    return _AgencyLoader(folder, instead or {}).load()


def load_jurisdiction(agencies: Path) -> tuple[Jurisdiction, SourceDocument | None, list[Problem]]:
    """Read `_dia-ban.yml`; without the file, return an empty jurisdiction."""
    path = agencies / folders.JURISDICTION_FILE
    if not path.exists():
        return Jurisdiction(), None, []
    if path.is_symlink():
        location = Location(path.as_posix())
        return Jurisdiction(), None, [rules.SYMLINK.at(location, name=path.name)]
    document = read_yaml(path)
    problems = list(document.problems)
    if not document.complete:
        return Jurisdiction(), document, problems
    bound = bind(Jurisdiction, document)
    return bound.record or Jurisdiction(), document, [*problems, *bound.problems]


class _AgencyLoader:
    def __init__(self, folder: AgencyFolder, instead: Mapping[str, SourceDocument]) -> None:
        self._folder = folder
        self._instead = instead
        self._documents: dict[str, SourceDocument] = {}
        self._problems: list[Problem] = list(folder.problems)
        self._rows: list[Row] = []
        self._unsure: set[str] = set()

    def load(self) -> LoadedAgency:
        profile = self._record(AgencyProfile, folders.PROFILE, fallback=_UNNAMED)
        items: list[Item] = []
        list_files = [name for name in self._folder.texts if list_of_file(name) == DISCLOSURE]
        for name in list_files:
            items += self._list(DisclosureList, Item, name)
        conditional = self._list(ConditionalList, ConditionalItem, folders.CONDITIONAL_FILE)
        corrections = self._list(CorrectionLog, Correction, folders.CORRECTIONS)
        years = dict(self._statistics())
        pages = tuple(self._pages())
        agency = None
        if profile is not None:
            agency = Agency(
                id=self._folder.id,
                profile=profile,
                items=tuple(items),
                conditional=tuple(conditional),
                statistics=tuple(sorted(years.values(), key=lambda year: -year.year)),
                corrections=tuple(corrections),
                pages=pages,
                attachments={
                    name: file
                    for name, file in self._folder.attachments.items()
                    if name not in withdrawn_files(profile)
                },
                list_files=tuple(list_files),
            )
        return LoadedAgency(
            self._folder,
            agency,
            self._documents,
            tuple(self._rows),
            years,
            tuple(self._problems),
            frozenset(self._unsure),
        )

    def _document(self, name: str) -> SourceDocument | None:
        path = self._folder.texts.get(name)
        if path is None:
            return None
        document = self._instead.get(name) or read_yaml(path)
        self._documents[name] = document
        self._problems += document.problems
        return document if document.complete else None

    def _record(self, record: type[R], name: str, *, fallback: dict[str, Any]) -> R | None:
        document = self._document(name)
        if document is None:
            return None
        bound = bind(record, document, fallback=fallback)
        self._problems += bound.problems
        if bound.unsure:
            self._unsure.add(name)
        return bound.record

    def _list(self, whole: type[Record], row: type[R], name: str) -> list[R]:
        """Read the rows of a file; when some are wrong, what can be used of each."""
        document = self._document(name)
        if document is None:
            return []
        bound = bind(whole, document)
        self._problems += bound.problems
        if bound.record is not None and not errors(bound.problems):
            items: tuple[R, ...] = bound.record.items  # type: ignore[attr-defined]
            self._rows += [
                PlacedRow(record, name, (_ROWS, index))  # type: ignore[arg-type]
                for index, record in enumerate(items)
            ]
            return list(items)
        return list(self._usable(row, document, name))

    def _usable(self, row: type[R], document: SourceDocument, name: str) -> Iterator[R]:
        """Yield the rows of a file in which some are wrong, each without its wrong values."""
        raw = document.data.get(_ROWS)
        for index in range(len(raw) if isinstance(raw, list) else 0):
            bound = bind(row, document, (_ROWS, index), quiet=True)
            if bound.record is not None:
                self._rows.append(PlacedRow(bound.record, name, (_ROWS, index), bound.unsure))  # type: ignore[arg-type]
                yield bound.record

    def _statistics(self) -> Iterator[tuple[str, YearStatistics]]:
        for name in self._folder.texts:
            if not name.startswith(f"{folders.STATISTICS_FOLDER}/"):
                continue
            named = name.rpartition("/")[2].removesuffix(".yml")
            year = self._record(YearStatistics, name, fallback={"nam": named})
            if year is None:
                continue
            if str(year.year) != named:
                place = self._documents[name].locate(("nam",))
                self._problems.append(
                    rules.YEAR_DIFFERS.at(place, year=year.year, name=named + ".yml")
                )
            yield name, year

    def _pages(self) -> Iterator[ProsePage]:
        for name, path in self._folder.texts.items():
            if not name.startswith(f"{folders.PAGES_FOLDER}/"):
                continue
            prose = read_prose(path)
            self._documents[name] = prose.fields
            self._problems += prose.fields.problems
            if not prose.fields.complete:
                continue
            bound = bind(FreePage, prose.fields)
            self._problems += bound.problems
            if bound.record is not None:
                stem = name.rpartition("/")[2].removesuffix(".md")
                gone = bound.record.is_withdrawn
                body = "" if gone else prose.body
                left = gone and bool(prose.body.strip())
                yield ProsePage(stem, bound.record, body, prose.body_line, left)
