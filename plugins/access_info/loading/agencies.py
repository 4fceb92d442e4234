"""One agency's folder → its records, with the place of every row."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from access_info.loading import folders, rules
from access_info.loading.folders import AgencyFolder
from access_info.model.agency import AgencyProfile
from access_info.model.binding import bind
from access_info.model.corrections import Correction, CorrectionLog
from access_info.model.fields import Record
from access_info.model.items import ConditionalItem, ConditionalList, DisclosureList, Item
from access_info.model.jurisdiction import FreePage, Jurisdiction
from access_info.model.registry import Agency, ProsePage
from access_info.model.statistics import YearStatistics
from access_info.problems import Location, Problem
from access_info.source import Document, read_prose, read_yaml

R = TypeVar("R", bound=Record)


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of a list with the place it was read from.

    Attributes:
        record: An `Item`, `ConditionalItem` or `Correction`.
        file: Path of its file below the agency's folder.
        index: Its number in the file's `muc`, from 0.
    """

    record: Item | ConditionalItem | Correction
    file: str
    index: int


@dataclasses.dataclass(frozen=True)
class LoadedAgency:
    """An agency as read, for checks that must name places.

    Attributes:
        folder: Its files.
        agency: The agency; `None` when its profile cannot be used.
        documents: What each data file held, by path below the folder.
        rows: Rows of both lists and of the corrections log.
        problems: What was wrong in reading.
    """

    folder: AgencyFolder
    agency: Agency | None
    documents: Mapping[str, Document]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def locate(self, file: str, *keys: str | int, key: bool = False) -> Location:
        """The place of a value in one of the agency's files."""
        document = self.documents.get(file)
        if document is None:
            return Location((self.folder.path / file).as_posix())
        return document.locate(keys, key=key)


def load_agency(folder: AgencyFolder) -> LoadedAgency:
    """Reads every data file of an agency."""
    return _Loader(folder).load()


def load_jurisdiction(agencies: Path) -> tuple[Jurisdiction, Document | None, list[Problem]]:
    """Reads `_dia-ban.yml`; a jurisdiction may do without."""
    path = agencies / folders.JURISDICTION_FILE
    if not path.exists():
        return Jurisdiction(), None, []
    if path.is_symlink():
        location = Location(path.as_posix())
        return Jurisdiction(), None, [rules.SYMLINK.at(location, name=path.name)]
    document = read_yaml(path)
    if document.problems:
        return Jurisdiction(), document, list(document.problems)
    bound = bind(Jurisdiction, document)
    return bound.record or Jurisdiction(), document, list(bound.problems)


class _Loader:
    def __init__(self, folder: AgencyFolder) -> None:
        self._folder = folder
        self._documents: dict[str, Document] = {}
        self._problems: list[Problem] = list(folder.problems)
        self._rows: list[Row] = []

    def load(self) -> LoadedAgency:
        profile = self._one(AgencyProfile, folders.PROFILE)
        items: list[Item] = []
        list_files = [
            name
            for name in self._folder.texts
            if name == folders.DISCLOSURE or name.startswith(f"{folders.DISCLOSURE_FOLDER}/")
        ]
        for name in list_files:
            items += self._list(DisclosureList, Item, name)
        conditional = self._list(ConditionalList, ConditionalItem, folders.CONDITIONAL)
        corrections = self._list(CorrectionLog, Correction, folders.CORRECTIONS)
        statistics = sorted(self._statistics(), key=lambda year: -year.year)
        pages = tuple(self._pages())
        agency = None
        if profile is not None:
            agency = Agency(
                id=self._folder.id,
                profile=profile,
                items=tuple(items),
                conditional=tuple(conditional),
                statistics=tuple(statistics),
                corrections=tuple(corrections),
                pages=pages,
                attachments=self._folder.attachments,
                list_files=tuple(list_files),
            )
        return LoadedAgency(
            self._folder, agency, self._documents, tuple(self._rows), tuple(self._problems)
        )

    def _document(self, name: str) -> Document | None:
        path = self._folder.texts.get(name)
        if path is None:
            return None
        document = read_yaml(path)
        self._documents[name] = document
        self._problems += document.problems
        return document if document.readable else None

    def _one(self, record: type[R], name: str) -> R | None:
        document = self._document(name)
        if document is None:
            return None
        bound = bind(record, document)
        self._problems += bound.problems
        return bound.record

    def _list(self, whole: type[Record], row: type[R], name: str) -> list[R]:
        """The rows of a file; when some are wrong, what can be used of each."""
        document = self._document(name)
        if document is None:
            return []
        bound = bind(whole, document)
        found: list[R | None]
        if not bound.problems and bound.record is not None:
            found = list(bound.record.items)  # type: ignore[attr-defined]
        else:
            self._problems += bound.problems
            raw = document.data.get("muc")
            count = len(raw) if isinstance(raw, list) else 0
            found = [bind(row, document, ("muc", index)).record for index in range(count)]
        self._rows += [
            Row(record, name, index)  # type: ignore[arg-type]
            for index, record in enumerate(found)
            if record is not None
        ]
        return [record for record in found if record is not None]

    def _statistics(self) -> Iterator[YearStatistics]:
        for name in self._folder.texts:
            if not name.startswith(f"{folders.STATISTICS_FOLDER}/"):
                continue
            year = self._one(YearStatistics, name)
            if year is None:
                continue
            named = name.rpartition("/")[2].removesuffix(".yml")
            if str(year.year) != named:
                place = self._documents[name].locate(("nam",))
                self._problems.append(
                    rules.YEAR_DIFFERS.at(place, year=year.year, name=named + ".yml")
                )
            yield year

    def _pages(self) -> Iterator[ProsePage]:
        for name, path in self._folder.texts.items():
            if not name.startswith(f"{folders.PAGES_FOLDER}/"):
                continue
            prose = read_prose(path)
            self._documents[name] = prose.fields
            self._problems += prose.fields.problems
            if not prose.fields.readable:
                continue
            bound = bind(FreePage, prose.fields)
            self._problems += bound.problems
            if bound.record is not None:
                stem = name.rpartition("/")[2].removesuffix(".md")
                yield ProsePage(stem, bound.record, prose.body, prose.body_line)
