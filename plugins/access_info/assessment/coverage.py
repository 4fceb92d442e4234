"""Which points of the law, and which kinds of information within them, an agency has covered.

What a pack only suggests for a type of agency is not known to arise there, and counts nowhere,
until the agency declares it or the jurisdiction assigns it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum

from access_info.assessment.findings import Spot
from access_info.assessment.rows import ListRow
from access_info.legal.framework import Framework
from access_info.legal.packs import Kind, LawPack, Point
from access_info.model.items import Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency


class Cover(StrEnum):
    """How a point or a kind of information stands."""

    COVERED = "co-muc"
    DECLARED = "khong-phat-sinh"
    MISSING = "chua-co-muc"
    UNCLEAR = "chua-ro"
    NOT_EXPECTED = "khong-du-kien"

    @property
    def label(self) -> str:
        """The same in words."""
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
    """A kind of information.

    Attributes:
        kind: The kind.
        cover: How it stands.
        spot: The item, declaration or list that shows it.
        basis: The decision that assigned it, or "".
    """

    kind: Kind
    cover: Cover
    spot: Spot
    basis: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PointCover:
    """A point of the law with its kinds.

    Attributes:
        point: The point.
        cover: How it stands as a whole.
        spot: The item, declaration or list that shows it.
        kinds: Its kinds.
        basis: The decision that assigned the whole point, or "".
    """

    point: Point
    cover: Cover
    spot: Spot
    kinds: tuple[KindCover, ...]
    basis: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Coverage:
    """All points of the law in force."""

    points: tuple[PointCover, ...]

    @property
    def kinds(self) -> tuple[KindCover, ...]:
        """All kinds, in order."""
        return tuple(kind for point in self.points for kind in point.kinds)

    def count(self, cover: Cover) -> int:
        """Points that stand so."""
        return sum(point.cover is cover for point in self.points)


def coverage_of(
    agency: Agency,
    rows: Sequence[ListRow[Item]],
    *,
    law: LawPack,
    framework: Framework,
    place: Jurisdiction,
    whole: Spot,
) -> Coverage:
    """The coverage of an agency.

    Args:
        agency: The agency.
        rows: Its rows in force.
        law: The law in force.
        framework: All laws.
        place: The jurisdiction's settings.
        whole: Where the list stands as a whole.
    """
    resolved = _Names(framework, law)
    profile = agency.profile
    declared = {
        name: Spot("co-quan.yml", ("khong_phat_sinh", index))
        for index, entry in enumerate(profile.not_arising)
        if entry.reason and (name := resolved.id(entry.point or ""))
    }
    arising = {name: "" for text in profile.arising if (name := resolved.id(text))}
    for assignment in place.assignments:
        if agency.id in assignment.agencies and (name := resolved.id(assignment.point or "")):
            arising[name] = assignment.act or ""
    suggested = {
        kind.id for kind in framework.suggested_kinds(law, profile.type, profile.unit_field)
    }
    items = resolved.named_by(rows)
    return Coverage(
        tuple(
            _point(point, items, declared, arising, suggested=suggested, whole=whole)
            for point in law.points
        )
    )


def _point(
    point: Point,
    items: Mapping[str, Spot],
    declared: Mapping[str, Spot],
    arising: Mapping[str, str],
    *,
    suggested: Set[str],
    whole: Spot,
) -> PointCover:
    kinds = tuple(
        _kind(kind, point, items, declared, arising, suggested=suggested, whole=whole)
        for kind in point.kinds
    )
    covers = {one.cover for one in kinds}
    if point.id in items:
        return PointCover(point, Cover.COVERED, items[point.id], kinds)
    if point.id in declared:
        return PointCover(point, Cover.DECLARED, declared[point.id], kinds)
    if point.id in arising or Cover.MISSING in covers:
        return PointCover(point, Cover.MISSING, whole, kinds, arising.get(point.id, ""))
    if Cover.UNCLEAR in covers:
        return PointCover(point, Cover.UNCLEAR, whole, kinds)
    if Cover.DECLARED in covers:
        spot = next(one.spot for one in kinds if one.cover is Cover.DECLARED)
        return PointCover(point, Cover.DECLARED, spot, kinds)
    return PointCover(point, Cover.NOT_EXPECTED, whole, kinds)


def _kind(
    kind: Kind,
    point: Point,
    items: Mapping[str, Spot],
    declared: Mapping[str, Spot],
    arising: Mapping[str, str],
    *,
    suggested: Set[str],
    whole: Spot,
) -> KindCover:
    if kind.id in items:
        return KindCover(kind, Cover.COVERED, items[kind.id])
    spot = declared.get(kind.id) or declared.get(point.id)
    if spot is not None:
        return KindCover(kind, Cover.DECLARED, spot)
    if kind.id in arising:
        return KindCover(kind, Cover.MISSING, whole, arising[kind.id])
    return KindCover(kind, Cover.UNCLEAR if kind.id in suggested else Cover.NOT_EXPECTED, whole)


class _Names:
    """What points and kinds of the law in force are called in data."""

    def __init__(self, framework: Framework, law: LawPack) -> None:
        self._framework = framework
        self._law = law

    def id(self, text: str) -> str:
        """The id of the point or kind of the law in force that a text names, or ""."""
        place = self._framework.point(text)
        if place is None or place[0].id != self._law.id:
            return ""
        return place[2].id if place[2] is not None else place[1].id

    def named_by(self, rows: Sequence[ListRow[Item]]) -> dict[str, Spot]:
        """Points and kinds that rows name, each with the first such row."""
        found: dict[str, Spot] = {}
        for row in rows:
            for record in (row.record, *row.documents):
                for text in record.points:
                    place = self._framework.point(text)
                    if place is None or place[0].id != self._law.id:
                        continue
                    found.setdefault(place[1].id, row.spot)
                    if place[2] is not None:
                        found.setdefault(place[2].id, row.spot)
        return found
