"""Everything that judges need of one agency under one law on one day."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator, Mapping, Sequence

from access_info.assessment.coverage import (
    AnyRow,
    Coverage,
    DisclosedRow,
    JurisdictionContext,
    ListRow,
    coverage_of,
    created_on,
    is_stated,
    rows_and_documents,
)
from access_info.assessment.findings import Spot
from access_info.legal.calendar import days_later
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.loading import LoadedAgency
from access_info.model.agency import AgencyProfile, Correction, YearStatistics
from access_info.model.as_of import AsOf
from access_info.model.fields import FieldDoc, Record, resolve
from access_info.model.items import CONDITIONAL, DISCLOSURE, ConditionalItem, Item
from access_info.model.registry import Agency

PROFILE = "co-quan.yml"


def _values(
    record: Record, docs: Sequence[FieldDoc], place: Spot, entry: Record | None = None
) -> Iterator[tuple[object, Spot, Record | None]]:
    """Yield (value, its place, the list entry it is in) for each value at a path of nested fields.

    `dau_moi.dien_thoai` yields the number of each contact point; absent values are left out.

    Args:
        record: The record that has the first field.
        docs: The declared fields along the path.
        place: The record's place.
        entry: The list entry that the record is or is in; `None` outside lists.
    """
    doc, *inner = docs
    value = getattr(record, doc.name)
    many = isinstance(value, tuple)
    for index, element in enumerate(value if many else (value,)):
        if element is None:
            continue
        spot = place.within(doc.key, index) if many else place.within(doc.key)
        around = element if many and isinstance(element, Record) else entry
        if inner:
            yield from _values(element, inner, spot, around)
        else:
            yield element, spot, around


# What a year's file may state besides the year.
_FIGURES = tuple(name for name in YearStatistics.model_fields if name != "year")


@dataclasses.dataclass(frozen=True, slots=True)
class Measure:
    """What a law measures a duty by: since when, and within which time.

    Attributes:
        since: The day from which the rule holds.
        periods: Ids of the law's deadlines and transitions that apply.
        value: A number of days that the rule itself names, or `None`.
        unit: The unit of `value`.
    """

    since: datetime.date
    periods: tuple[str, ...] = ()
    value: int | None = None
    unit: str = "ngay"


@dataclasses.dataclass(frozen=True, slots=True)
class LoggedCorrection:
    """A row of the log of corrections, with its place and its agency.

    Attributes:
        record: The correction.
        spot: The row's place.
        owner: Folder name of the agency whose log it is.
    """

    record: Correction
    spot: Spot
    owner: str

    def at(self, key: str) -> Spot:
        """Return the place of a field of the row."""
        return self.spot.within(key)


def has_ended(agency: Agency, as_of: AsOf) -> bool:
    """Tell whether the agency no longer exists on the day."""
    end = agency.profile.dissolved
    return end is not None and (end.date is None or as_of.reached(end.date))


@dataclasses.dataclass(eq=False)
class AgencyContext:
    """What judges ask of one agency under one law on one day.

    Attributes:
        loaded: The agency with the place of every row.
        agency: The agency's records alone.
        law: The law in force.
        jurisdiction: All laws and the jurisdiction's settings.
        as_of: The day; ask it, not `as_of.date`, so that it notes until when the answer holds.
        predecessors: Agencies whose work this one took over. Their information counts once they have
            ended, and if the law passes it on (2026 law, Art. 31(1)).
    """

    loaded: LoadedAgency
    agency: Agency
    law: LawPack
    jurisdiction: JurisdictionContext
    as_of: AsOf
    predecessors: Sequence[LoadedAgency] = ()

    @property
    def framework(self) -> Framework:
        """All laws."""
        return self.jurisdiction.framework

    @functools.cached_property
    def _ended_predecessors(self) -> list[LoadedAgency]:
        """The agencies that ended and whose information the law passes on to this one."""
        return [
            predecessor
            for predecessor in (self.predecessors if self.law.passes_on else ())
            if predecessor.agency is not None and has_ended(predecessor.agency, self.as_of)
        ]

    @functools.cached_property
    def coverage(self) -> Coverage:
        """Points and kinds of information of the law in force."""
        return coverage_of(
            self.agency,
            self.entries,
            law=self.law,
            jurisdiction=self.jurisdiction,
            as_of=self.as_of,
            list_spot=self.list_spot(DISCLOSURE),
        )

    @functools.cached_property
    def disclosed(self) -> tuple[ListRow[Item], ...]:
        """Rows in force of the mandatory list."""
        return tuple(self._items(self.loaded))

    @functools.cached_property
    def entries(self) -> tuple[DisclosedRow, ...]:
        """Rows in force of the mandatory list, and the documents under them."""
        return tuple(rows_and_documents(self.disclosed))

    @functools.cached_property
    def created(self) -> tuple[tuple[DisclosedRow, datetime.date], ...]:
        """Rows and documents whose stated day of creation has come, with that day."""
        return tuple(
            (entry, day)
            for entry in self.entries
            if (day := created_on(entry.record)) is not None and self.as_of.reached(day)
        )

    @functools.cached_property
    def conditional(self) -> tuple[ListRow[ConditionalItem], ...]:
        """Rows in force of the conditional list."""
        return tuple(
            ListRow(row.record, row.file, row.keys)
            for row in self.loaded.rows
            if type(row.record) is ConditionalItem and not row.record.is_ended
        )

    def rows(self, name: str | None) -> tuple[AnyRow, ...]:
        """Return the rows in force of a list; of the mandatory list if `name` is `None`."""
        return self.conditional if name == CONDITIONAL else self.disclosed

    @functools.cached_property
    def inherited(self) -> tuple[ListRow[Item], ...]:
        """Rows in force of the mandatory lists of agencies that ended."""
        return tuple(row for loaded in self._ended_predecessors for row in self._items(loaded))

    @functools.cached_property
    def corrections(self) -> tuple[LoggedCorrection, ...]:
        """Corrections of the agency and of those it answers for."""
        return tuple(
            LoggedCorrection(
                row.record,
                Spot(_path_seen_from(loaded, row.file, self.loaded), row.keys, row.record.id),
                loaded.folder.id,
            )
            for loaded in (self.loaded, *self._ended_predecessors)
            for row in loaded.rows
            if type(row.record) is Correction
        )

    def forms_of(self, text: str, owner: str) -> tuple[str, ...] | None:
        """Return the forms in which an item was made public, in force or not.

        Args:
            text: The item as a correction names it: its id, or `agency/id`.
            owner: Folder name of the correction's agency.

        Returns:
            The forms; none for an item of an agency that is not at hand; `None` if the agency
            has no such item.
        """
        folder, slash, item = text.rpartition("/")
        folder = folder if slash else owner
        if folder not in self._forms:
            return ()
        return self._forms[folder].get(item)

    @functools.cached_property
    def _forms(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By agency and item, the forms in which an item was made public."""
        return {
            loaded.folder.id: {
                record.id: record.forms
                for row in loaded.rows
                if type(row.record) is Item
                for record in (row.record, *row.record.documents)
            }
            for loaded in (self.loaded, *self._ended_predecessors)
        }

    @functools.cached_property
    def declared(self) -> Mapping[str, str]:
        """Duties that the agency declares not to arise there, where the law allows that → its reason."""
        reasons: dict[str, str] = {}
        for entry in self.agency.profile.not_arising:
            duty = self.framework.obligation(entry.point or "")
            if duty is not None and duty.may_not_arise and entry.reason:
                reasons.setdefault(duty.id, entry.reason)
        return reasons

    @functools.cached_property
    def year(self) -> int:
        """The reporting year: the calendar year of the day.

        `as_of` is asked about the year's ends, so that it notes until when this holds.
        """
        year = self.as_of.date.year
        self.as_of.reached(datetime.date(year, 1, 1))
        self.as_of.passed(datetime.date(year, 12, 31))
        return year

    @functools.cached_property
    def due_year(self) -> int:
        """The last year whose figures are due: the finished one after its day, else the one before."""
        return self.year - (1 if self.as_of.passed(self.figures_due(self.year - 1)) else 2)

    def figures_due(self, year: int) -> datetime.date:
        """Return the day by which the jurisdiction wants a year's figures.

        No law sets it: without a decision it is the year's last day.
        """
        days = self.jurisdiction.place.statistics_days or 0
        return days_later(datetime.date(year, 12, 31), days)

    @functools.cached_property
    def figures(self) -> YearStatistics | None:
        """The yearly figures by which the agency is judged; `None` if it states none.

        Those of the last finished year, else of the last that is due, else of the newest before. A file
        that states nothing but its year does not count. The running year counts only for an agency
        founded too late to have an earlier one.
        """
        years = {year.year: year for year in self.agency.statistics if year.year <= self.year}
        ended = sorted((year for year in years if year < self.year), reverse=True)
        running = (self.year,) if self.is_young else ()
        for number in (self.year - 1, self.due_year, *ended, *running):
            year = years.get(number)
            if year is not None and any(is_stated(getattr(year, name)) for name in _FIGURES):
                return year
        return None

    @property
    def is_young(self) -> bool:
        """Whether the agency was founded after the last year whose figures are due."""
        founded = self.agency.profile.founded
        return bool(founded and founded.date and founded.date.year > self.due_year)

    @property
    def policy_days(self) -> int | None:
        """For how many days a review of a row holds, by the jurisdiction's decision; `None` without one."""
        freshness = self.jurisdiction.place.freshness
        return freshness.days if freshness else None

    def values(self, path: str) -> Iterator[tuple[object, Spot, Record | None]]:
        """Yield (value, place, list entry or `None`) for each value at a path of keys in the profile."""
        return _values(self.agency.profile, resolve(AgencyProfile, path), Spot(PROFILE))

    def profile_spot(self, path: str, *, of_list: bool = False) -> Spot:
        """Return the place of a value of the profile, or the place to add it.

        Args:
            path: YAML keys, joined by dots.
            of_list: Of a list, return the place of the list itself, not of its first entry.
        """
        keys: list[str | int] = []
        value: object = self.agency.profile
        for doc in resolve(AgencyProfile, path):
            if isinstance(value, tuple):
                if of_list:
                    break
                keys.append(0)
                value = value[0] if value else None
            keys.append(doc.key)
            value = getattr(value, doc.name, None)
        return Spot(PROFILE, tuple(keys))

    def list_spot(self, name: str | None = None) -> Spot:
        """Return the place of a list's rows as a whole, by its file; the mandatory list's by default."""
        name = name or DISCLOSURE
        if name == DISCLOSURE and self.agency.list_files:
            return Spot(self.agency.list_files[0], ("muc",))
        return Spot(f"{name}.yml", ("muc",))

    def year_spot(self, year: int, *keys: str) -> Spot:
        """Return the place of a value in a year's figures."""
        return Spot(f"thong-ke/{year}.yml", keys)

    def _items(self, loaded: LoadedAgency) -> Iterator[ListRow[Item]]:
        """Yield the rows in force of an agency's mandatory list, each with its documents in force.

        A document keeps its number among all documents of the row, which leads to its place in the data.

        Args:
            loaded: The judged agency or one of its predecessors.
        """
        for row in loaded.rows:
            record = row.record
            # `isinstance` of pydantic's classes is slow to say no, and rows are many.
            if type(record) is not Item or record.is_over(self.as_of):
                continue
            file = _path_seen_from(loaded, row.file, self.loaded)
            documents = tuple(
                (number, document)
                for number, document in enumerate(record.documents)
                if not document.is_over(self.as_of)
            )
            yield ListRow(record, file, row.keys, documents=documents)


def _path_seen_from(loaded: LoadedAgency, file: str, judged: LoadedAgency) -> str:
    """Return a file's path from the judged agency's folder; `../<folder>/…` for another agency."""
    return file if loaded is judged else f"../{loaded.folder.id}/{file}"
