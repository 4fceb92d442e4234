"""Works out which points of the law, and kinds of information within them, an agency's lists cover.

What a pack only suggests for a type of agency is not known to arise there, and counts nowhere,
until the agency declares it or the jurisdiction assigns it.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from access_info.assessment.findings import Spot
from access_info.legal.calendar import LAST_OF_MONTH, day_of_month, last_day
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind, Point
from access_info.model.as_of import AsOf
from access_info.model.fields import Record, resolve
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, PlacedRow
from access_info.model.types import PartialDate
from access_info.model.verification import Novelty

# Everything that all agencies of a jurisdiction share, worked out once.


class JurisdictionContext:
    """The laws and the jurisdiction's settings, with caches of what follows from them.

    Attributes:
        framework: All laws, with the jurisdiction's own days off.
        place: The jurisdiction's settings.
    """

    def __init__(self, framework: Framework, place: Jurisdiction) -> None:
        """Start with empty caches."""
        self.framework = framework
        self.place = place
        self._last_days: dict[tuple[datetime.date, int, str], datetime.date] = {}

    def last_day(self, start: datetime.date, value: int, unit: str) -> datetime.date:
        """Return the last day of a period of so many days; cached, as it is asked for thousands of rows.

        Args:
            start: The day from which the period runs, not counted itself.
            value: The number of days.
            unit: A key of `TIME_UNITS`, such as `ngay-lam-viec`.
        """
        key = start, value, unit
        day = self._last_days.get(key)
        if day is None:
            day = last_day(start, value=value, unit=unit, calendar=self.framework.calendar)
            self._last_days[key] = day
        return day

    def point_or_kind(self, law: LawPack, text: str) -> str:
        """Return the id of the point or kind that a text names; "" if it is none of this law's."""
        place = self.framework.point(text)
        if place is None or place[0].id != law.id:
            return ""
        return place[2].id if place[2] is not None else place[1].id

    def assigned(self, law: LawPack, agency_id: str) -> dict[str, str]:
        """Return the ids of points and kinds assigned to an agency → the decision.

        The jurisdiction thereby says that such information arises at the agency.
        """
        return {
            name: assignment.act or ""
            for assignment in self.place.assignments
            if agency_id in assignment.agencies
            and (name := self.point_or_kind(law, assignment.point or ""))
        }


# Rows of an agency's lists that are in force, with their places and the values they state.

Row = TypeVar("Row", Item, ConditionalItem)


@dataclasses.dataclass(frozen=True)
class ListRow(PlacedRow[Row]):
    """A row in force of a list; the file of a predecessor agency's row is named `../<folder>/…`.

    Attributes:
        documents: The documents in force under it, each with its number among all of the item's.
    """

    documents: tuple[tuple[int, Document], ...] = ()

    @property
    def spot(self) -> Spot:
        """The place of the row in the data."""
        return self.at()

    def at(self, *keys: str | int) -> Spot:
        """Return the place of a field in the row, given by its YAML keys."""
        record = self.record
        return Spot(self.file, self.path(*keys), record.id, record.label)


AnyRow: TypeAlias = "ListRow[Item] | ListRow[ConditionalItem]"


@dataclasses.dataclass(frozen=True, slots=True)
class DisclosedRow:
    """An item, or a document under it: both have a day on which they were made public.

    Attributes:
        record: The item or document.
        row: The row of the item, or of the document's item.
        number: Number of the document among the row's documents; `None` for the row itself.
    """

    record: Item | Document
    row: ListRow[Item]
    number: int | None = None

    def at(self, *keys: str | int) -> Spot:
        """Return the place of a field in the item or document, given by its YAML keys."""
        if self.number is None:
            return self.row.at(*keys)
        inside = self.row.at("van_ban", self.number, *keys)
        return Spot(inside.file, inside.keys, self.record.id, self.record.label)


def rows_and_documents(rows: Iterable[ListRow[Item]]) -> Iterator[DisclosedRow]:
    """Yield each row and, after it, each document under it, for duties that both must meet."""
    for row in rows:
        yield DisclosedRow(row.record, row)
        for number, document in row.documents:
            yield DisclosedRow(document, row, number)


@functools.cache
def value_reader(kind: type[Record], path: str) -> Callable[[Record], object]:
    """Return a function that reads the value at a path of YAML keys; it gives `None` for an absent step.

    Cached, because rows are many and resolving the path is slow.
    """
    names = [doc.name for doc in resolve(kind, path)]

    def read(record: Record) -> object:
        """Return the value at the path, step by step; `None` once a step is absent."""
        value: Any = record
        for name in names:
            if value is None:
                return None
            value = getattr(value, name)
        return value

    return read


def is_stated(value: object) -> bool:
    """Tell whether a value says anything: 0 and “không” do; empty text and a group of blanks do not."""
    if isinstance(value, tuple):
        return any(map(is_stated, value))
    if isinstance(value, dict):
        return any(map(is_stated, value.values()))
    if isinstance(value, Record):
        return any(is_stated(getattr(value, name)) for name in type(value).model_fields)
    return value is not None and value != ""


def has_come(value: object, as_of: AsOf) -> bool:
    """Tell whether a value says anything and is no future day: what is only planned meets no duty."""
    if type(value) is datetime.date:
        return as_of.reached(value)
    if type(value) is PartialDate:
        return as_of.reached(value.first)
    return is_stated(value)


def created_on(record: Item | Document) -> datetime.date | None:
    """Return the latest day on which a row can have been created: a doubt counts against no one.

    For a month or year alone, that is the last day of it, but not after the day
    on which it was made public.
    """
    issued = record.issued
    if issued is None or issued.day:
        return None if issued is None else issued.first
    last = day_of_month(issued.year, issued.month or 12, LAST_OF_MONTH)
    return last if record.published is None else max(min(last, record.published), issued.first)


class Cover(StrEnum):
    """The state of a point or kind at an agency.

    In order: a row names it; declared not to arise; arises without a row; may arise; not expected there.
    """

    COVERED = "co-muc"
    DECLARED = "khong-phat-sinh"
    MISSING = "chua-co-muc"
    UNCLEAR = "chua-ro"
    NOT_EXPECTED = "khong-du-kien"

    @property
    def label(self) -> str:
        """The state in words."""
        return COVERS[self.value]


COVERS = {
    "co-muc": "Có mục",
    "khong-phat-sinh": "Khai không phát sinh",
    "chua-co-muc": "Chưa có mục",
    "chua-ro": "Chưa rõ có phát sinh",
    "khong-du-kien": "Thường không phát sinh",
}


@dataclasses.dataclass(frozen=True, slots=True)
class KindCover:
    """The state of one kind of information, with the place that shows it.

    Attributes:
        kind: The kind.
        cover: The kind's state.
        spot: The item, declaration or list that shows it.
        basis: The decision that assigned it, or "".
        is_public: Whether an item of it has been made public, and is not just listed.
    """

    kind: InformationKind
    cover: Cover
    spot: Spot
    basis: str = ""
    is_public: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PointCover:
    """The state of one point of the law, with those of its kinds.

    Attributes:
        point: The point.
        cover: The state of the point as a whole.
        spot: The item, declaration or list that shows it.
        kinds: Its kinds.
        basis: The decision that assigned the whole point, or "".
        is_public: Whether an item of it has been made public, and is not just listed.
    """

    point: Point
    cover: Cover
    spot: Spot
    kinds: tuple[KindCover, ...]
    basis: str = ""
    is_public: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Coverage:
    """The states of all points of the law in force."""

    points: tuple[PointCover, ...]

    @property
    def kinds(self) -> tuple[KindCover, ...]:
        """The kinds of all points, in order."""
        return tuple(kind for point in self.points for kind in point.kinds)

    @property
    def new(self) -> Iterator[tuple[PointCover, PointCover | KindCover]]:
        """(point, what is new in it): what certainly no earlier law demanded, which has a day of its own.

        That is each new kind of the point. Where all its kinds are new and the point arises, but of no
        kind it is known which, it is the point itself.
        """
        certain = {Cover.COVERED, Cover.MISSING}
        for point in self.points:
            new = [kind for kind in point.kinds if kind.kind.is_new]
            is_certain = point.cover in certain and not any(kind.cover in certain for kind in new)
            if is_certain and point.point.novelty is Novelty.NEW:
                yield point, point
            else:
                yield from ((point, kind) for kind in new)

    def count(self, cover: Cover) -> int:
        """Return how many points are in a state."""
        return sum(point.cover is cover for point in self.points)


def coverage_of(
    agency: Agency,
    entries: Sequence[DisclosedRow],
    *,
    law: LawPack,
    jurisdiction: JurisdictionContext,
    as_of: AsOf,
    list_spot: Spot,
) -> Coverage:
    """Return the state of every point and kind of the law in force at an agency.

    Args:
        agency: The agency.
        entries: Its rows in force, and the documents under them.
        law: The law in force.
        jurisdiction: All laws and the jurisdiction's settings.
        as_of: The day.
        list_spot: The place of the list itself, to be named where no row shows anything.
    """
    profile = agency.profile
    arising = {
        name: "" for text in profile.arising if (name := jurisdiction.point_or_kind(law, text))
    }
    items, public = _disclosed_points(entries, law, jurisdiction.framework, as_of)
    named = _NamedPoints(
        items=items,
        public=public,
        declared={
            name: Spot("co-quan.yml", ("khong_phat_sinh", index))
            for index, entry in enumerate(profile.not_arising)
            if entry.reason and (name := jurisdiction.point_or_kind(law, entry.point or ""))
        },
        arising=arising | jurisdiction.assigned(law, agency.id),
        suggested={kind.id for kind in law.suggested_kinds(profile.type, profile.unit_field)},
        list_spot=list_spot,
    )
    return Coverage(tuple(_point_cover(point, named) for point in law.points))


@dataclasses.dataclass(frozen=True, slots=True)
class _NamedPoints:
    """What rows, declarations and decisions say of points and kinds, by their ids.

    Attributes:
        items: Those that a row names, with the first such row that is public, else the first.
        public: Those that a row names which has been made public.
        declared: Those that do not arise, with the place that says so.
        arising: Those that arise, with the decision that assigned them, or "".
        suggested: Kinds that the pack suggests.
        list_spot: The place of the list as a whole.
    """

    items: Mapping[str, Spot]
    public: Set[str]
    declared: Mapping[str, Spot]
    arising: Mapping[str, str]
    suggested: Set[str]
    list_spot: Spot


def _point_cover(point: Point, named: _NamedPoints) -> PointCover:
    """Return the state of a point: what is said of the point itself decides, else its kinds do.

    In this order: a row or a declaration of the point; all kinds declared not to arise; anything
    missing; anything unclear; any kind declared.
    """
    kinds = tuple([_kind_cover(kind, point, named) for kind in point.kinds])
    covers = {kind.cover for kind in kinds}
    if point.id in named.items:
        is_public = point.id in named.public
        return PointCover(point, Cover.COVERED, named.items[point.id], kinds, "", is_public)
    if point.id in named.declared:
        return PointCover(point, Cover.DECLARED, named.declared[point.id], kinds)
    if covers == {Cover.DECLARED}:
        return PointCover(point, Cover.DECLARED, kinds[0].spot, kinds)
    if point.id in named.arising or Cover.MISSING in covers:
        basis = named.arising.get(point.id, "")
        return PointCover(point, Cover.MISSING, named.list_spot, kinds, basis)
    if Cover.UNCLEAR in covers:
        return PointCover(point, Cover.UNCLEAR, named.list_spot, kinds)
    if Cover.DECLARED in covers:
        spot = next(kind.spot for kind in kinds if kind.cover is Cover.DECLARED)
        return PointCover(point, Cover.DECLARED, spot, kinds)
    return PointCover(point, Cover.NOT_EXPECTED, named.list_spot, kinds)


def _kind_cover(kind: InformationKind, point: Point, named: _NamedPoints) -> KindCover:
    """Return the state of a kind: by a row, else by a declaration (of its point too), else by a decision."""
    id_ = kind.id
    if id_ in named.items:
        return KindCover(kind, Cover.COVERED, named.items[id_], "", id_ in named.public)
    spot = named.declared.get(id_) or named.declared.get(point.id)
    if spot is not None:
        return KindCover(kind, Cover.DECLARED, spot)
    if id_ in named.arising:
        return KindCover(kind, Cover.MISSING, named.list_spot, named.arising[id_])
    cover = Cover.UNCLEAR if id_ in named.suggested else Cover.NOT_EXPECTED
    return KindCover(kind, cover, named.list_spot)


def _disclosed_points(
    entries: Sequence[DisclosedRow], law: LawPack, framework: Framework, as_of: AsOf
) -> tuple[dict[str, Spot], set[str]]:
    """Return (id of each point and kind that rows name → a row's place, ids of those made public).

    The place is that of the first public row, else of the first row.
    """
    spots: dict[str, Spot] = {}
    public: set[str] = set()
    for entry in entries:
        for text in entry.record.points:
            place = framework.point(text)
            if place is None or place[0].id != law.id:
                continue
            for point_or_kind in place[1:]:
                if point_or_kind is None or point_or_kind.id in public:
                    continue
                if entry.record.is_public(as_of):
                    public.add(point_or_kind.id)
                    spots[point_or_kind.id] = entry.row.spot
                elif point_or_kind.id not in spots:
                    spots[point_or_kind.id] = entry.row.spot
    return spots, public
