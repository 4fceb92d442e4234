"""What parts of duties are judged on: one agency, one law, one day."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator, Sequence

from access_info.assessment.coverage import Coverage, coverage_of
from access_info.assessment.findings import Spot
from access_info.assessment.rows import CONDITIONAL, DISCLOSURE, AnyRow, ListRow, is_over
from access_info.legal.deadlines import last_day
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.loading import LoadedAgency
from access_info.model.agency import AgencyProfile
from access_info.model.corrections import Correction
from access_info.model.fields import Record, resolve
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, AsOf

PROFILE = "co-quan.yml"


@dataclasses.dataclass(frozen=True, slots=True)
class Measure:
    """What a law measures a duty by.

    Attributes:
        periods: Ids of its deadlines and transitions that apply.
        value: A number of days that the rule itself names, or `None`.
        unit: Their unit.
    """

    periods: tuple[str, ...] = ()
    value: int | None = None
    unit: str = "ngay"


class Case:
    """One agency under one law on one day.

    Attributes:
        agency: The agency.
        law: The law's pack.
        framework: All laws.
        place: The jurisdiction's settings.
        as_of: The day; every decision that depends on it is asked of it.
    """

    def __init__(
        self,
        loaded: LoadedAgency,
        agency: Agency,
        *,
        law: LawPack,
        framework: Framework,
        place: Jurisdiction,
        as_of: AsOf,
        predecessors: Sequence[LoadedAgency] = (),
        last_days: dict[tuple[datetime.date, int, str], datetime.date] | None = None,
    ) -> None:
        """Takes what judges need.

        Args:
            loaded: The agency with the place of every row.
            agency: The same without.
            law: The law in force.
            framework: All laws.
            place: The jurisdiction's settings.
            as_of: The day.
            predecessors: Agencies that ended and whose information this one answers for (2026
                law, Art. 31(1)).
            last_days: Last days of periods, remembered over agencies.
        """
        self.agency = agency
        self.law = law
        self.framework = framework
        self.place = place
        self.as_of = as_of
        self._loaded = loaded
        self._predecessors = predecessors
        self._last_days = {} if last_days is None else last_days

    def last_day(self, start: datetime.date, value: int, unit: str) -> datetime.date:
        """The last day of a period that began on a day, which is not counted."""
        key = start, value, unit
        found = self._last_days.get(key)
        if found is None:
            found = last_day(start, value=value, unit=unit, calendar=self.framework.calendar)
            self._last_days[key] = found
        return found

    @functools.cached_property
    def coverage(self) -> Coverage:
        """Points and kinds of information of the law in force."""
        return coverage_of(
            self.agency,
            self.disclosed,
            law=self.law,
            framework=self.framework,
            place=self.place,
            whole=self.list_spot(DISCLOSURE),
        )

    @functools.cached_property
    def disclosed(self) -> tuple[ListRow[Item], ...]:
        """Rows in force of the mandatory list."""
        return tuple(self._items(self._loaded))

    @functools.cached_property
    def conditional(self) -> tuple[ListRow[ConditionalItem], ...]:
        """Rows in force of the conditional list."""
        return tuple(
            ListRow(row.record, Spot(row.file, ("muc", row.index), row.record.id, row.record.label))
            for row in self._loaded.rows
            if isinstance(row.record, ConditionalItem) and not is_over(row.record, self.as_of)
        )

    def rows(self, name: str | None) -> tuple[AnyRow, ...]:
        """Rows in force of a list; of the mandatory one when none is named."""
        return self.conditional if name == CONDITIONAL else self.disclosed

    @functools.cached_property
    def inherited(self) -> tuple[ListRow[Item], ...]:
        """Rows in force of the mandatory lists of agencies that ended."""
        return tuple(row for loaded in self._predecessors for row in self._items(loaded))

    @functools.cached_property
    def corrections(self) -> tuple[tuple[Correction, Spot], ...]:
        """Corrections of the agency and of those it answers for."""
        return tuple(
            (
                row.record,
                Spot(_file(loaded, row.file, self._loaded), ("muc", row.index), row.record.id),
            )
            for loaded in (self._loaded, *self._predecessors)
            for row in loaded.rows
            if isinstance(row.record, Correction)
        )

    @functools.cached_property
    def year(self) -> int:
        """The reporting year: the calendar year of the day."""
        year = self.as_of.date.year
        self.as_of.reached(datetime.date(year, 1, 1))
        self.as_of.reached(datetime.date(year + 1, 1, 1))
        return year

    @property
    def policy_days(self) -> int | None:
        """How many days a verification holds, by the jurisdiction's decision."""
        return self.place.freshness.days if self.place.freshness else None

    def values(self, path: str) -> Iterator[tuple[object, Spot, Record | None]]:
        """Values at a path of the profile: value, its place, the entry of a list it is in."""
        names = resolve(AgencyProfile, path)
        steps = tuple(zip(names, path.split("."), strict=True))
        for value, keys, entry in _values(self.agency.profile, steps):
            yield value, Spot(PROFILE, keys), entry

    def profile_spot(self, path: str) -> Spot:
        """Where a value of the profile stands, or would."""
        return Spot(PROFILE, tuple(path.split(".")))

    def list_spot(self, name: str | None = None) -> Spot:
        """A list as a whole; the mandatory one when none is named."""
        name = name or DISCLOSURE
        if name == DISCLOSURE and self.agency.list_files:
            return Spot(self.agency.list_files[0], ("muc",))
        return Spot(f"{name}.yml", ("muc",))

    def year_spot(self, year: int, *keys: str) -> Spot:
        """A value of a year's figures."""
        return Spot(f"thong-ke/{year}.yml", keys)

    def _items(self, loaded: LoadedAgency) -> Iterator[ListRow[Item]]:
        for row in loaded.rows:
            record = row.record
            if not isinstance(record, Item) or is_over(record, self.as_of):
                continue
            file = _file(loaded, row.file, self._loaded)
            documents: tuple[Document, ...] = ()
            if record.documents:
                documents = tuple(one for one in record.documents if not is_over(one, self.as_of))
            spot = Spot(file, ("muc", row.index), record.id, record.label)
            yield ListRow(record, spot, documents)


def _values(
    record: Record,
    steps: Sequence[tuple[str, str]],
    above: tuple[str | int, ...] = (),
    entry: Record | None = None,
) -> Iterator[tuple[object, tuple[str | int, ...], Record | None]]:
    """Values at a path of attributes and keys: value, its keys, the entry of a list it is in."""
    (name, key), *further = steps
    value = getattr(record, name)
    many = isinstance(value, tuple)
    for index, one in enumerate(value if many else (value,)):
        if one is None:
            continue
        keys = (*above, key, index) if many else (*above, key)
        inside = one if many and isinstance(one, Record) else entry
        if further:
            yield from _values(one, further, keys, inside)
        else:
            yield one, keys, inside


def _file(loaded: LoadedAgency, file: str, own: LoadedAgency) -> str:
    """A file's path below the agency's folder; of another agency, from there."""
    return file if loaded is own else f"../{loaded.folder.id}/{file}"
