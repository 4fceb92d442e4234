"""Points of the law, and kinds of information within them, that an agency has covered.

What a pack only suggests for a type of agency is not known to arise there, and counts nowhere,
until the agency declares it or the jurisdiction assigns it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum

from access_info.assessment.findings import Spot
from access_info.assessment.jurisdiction_context import JurisdictionContext
from access_info.assessment.rows import DisclosedRow
from access_info.legal.framework import Framework
from access_info.legal.packs import InformationKind, LawPack, Point
from access_info.model.registry import Agency, AsOf
from access_info.model.verification import Novelty


class Cover(StrEnum):
    """The state of a point or kind: covered, declared not to arise, missing, unclear, unusual."""

    COVERED = "co-muc"
    DECLARED = "khong-phat-sinh"
    MISSING = "chua-co-muc"
    UNCLEAR = "chua-ro"
    NOT_EXPECTED = "khong-du-kien"

    @property
    def label(self) -> str:
        """Words for readers."""
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
        """All kinds, in order."""
        return tuple(kind for point in self.points for kind in point.kinds)

    @property
    def new(self) -> Iterator[tuple[PointCover, PointCover | KindCover]]:
        """What certainly no law demanded before: kinds, each with its point.

        Where all of a point is new and no kind of it is known to arise, the point itself.
        """
        certain = {Cover.COVERED, Cover.MISSING}
        for point in self.points:
            new = [kind for kind in point.kinds if kind.kind.is_new]
            all_new = point.point.novelty is Novelty.NEW
            if (
                all_new
                and point.cover in certain
                and not any(kind.cover in certain for kind in new)
            ):
                yield point, point
            else:
                yield from ((point, kind) for kind in new)

    def count(self, cover: Cover) -> int:
        """Count the points in a state."""
        return sum(point.cover is cover for point in self.points)


def coverage_of(
    agency: Agency,
    entries: Sequence[DisclosedRow],
    *,
    law: LawPack,
    jurisdiction: JurisdictionContext,
    as_of: AsOf,
    whole: Spot,
) -> Coverage:
    """Work out which points and kinds of the law in force an agency has covered.

    Args:
        agency: The agency.
        entries: Its rows in force, and the documents under them.
        law: The law in force.
        jurisdiction: All laws and the jurisdiction's settings.
        as_of: The day.
        whole: The place of the list as a whole.
    """
    profile = agency.profile
    arising = {name: "" for text in profile.arising if (name := jurisdiction.named(law, text))}
    items, public = _named_by(entries, law, jurisdiction.framework, as_of)
    known = _Known(
        items=items,
        public=public,
        declared={
            name: Spot("co-quan.yml", ("khong_phat_sinh", index))
            for index, entry in enumerate(profile.not_arising)
            if entry.reason and (name := jurisdiction.named(law, entry.point or ""))
        },
        arising=arising | dict(jurisdiction.assigned(law, agency.id)),
        suggested=jurisdiction.suggested(law, profile),
        whole=whole,
    )
    return Coverage(tuple(_point(point, known) for point in law.points))


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    """Points and kinds, by their ids, that rows, declarations and decisions name.

    Attributes:
        items: Those that a row names, with the first such row that is public, else the first.
        public: Those that a row names which has been made public.
        declared: Those that do not arise, with the place that says so.
        arising: Those that arise, with the decision that assigned them, or "".
        suggested: Kinds that the pack suggests.
        whole: The place of the list as a whole.
    """

    items: Mapping[str, Spot]
    public: Set[str]
    declared: Mapping[str, Spot]
    arising: Mapping[str, str]
    suggested: Set[str]
    whole: Spot


def _point(point: Point, known: _Known) -> PointCover:
    kinds = tuple([_kind(kind, point, known) for kind in point.kinds])
    covers = {kind.cover for kind in kinds}
    if point.id in known.items:
        is_public = point.id in known.public
        return PointCover(point, Cover.COVERED, known.items[point.id], kinds, "", is_public)
    if point.id in known.declared:
        return PointCover(point, Cover.DECLARED, known.declared[point.id], kinds)
    if covers == {Cover.DECLARED}:
        return PointCover(point, Cover.DECLARED, kinds[0].spot, kinds)
    if point.id in known.arising or Cover.MISSING in covers:
        basis = known.arising.get(point.id, "")
        return PointCover(point, Cover.MISSING, known.whole, kinds, basis)
    if Cover.UNCLEAR in covers:
        return PointCover(point, Cover.UNCLEAR, known.whole, kinds)
    if Cover.DECLARED in covers:
        spot = next(kind.spot for kind in kinds if kind.cover is Cover.DECLARED)
        return PointCover(point, Cover.DECLARED, spot, kinds)
    return PointCover(point, Cover.NOT_EXPECTED, known.whole, kinds)


def _kind(kind: InformationKind, point: Point, known: _Known) -> KindCover:
    id_ = kind.id
    if id_ in known.items:
        return KindCover(kind, Cover.COVERED, known.items[id_], "", id_ in known.public)
    spot = known.declared.get(id_) or known.declared.get(point.id)
    if spot is not None:
        return KindCover(kind, Cover.DECLARED, spot)
    if id_ in known.arising:
        return KindCover(kind, Cover.MISSING, known.whole, known.arising[id_])
    cover = Cover.UNCLEAR if id_ in known.suggested else Cover.NOT_EXPECTED
    return KindCover(kind, cover, known.whole)


def _named_by(
    entries: Sequence[DisclosedRow], law: LawPack, framework: Framework, as_of: AsOf
) -> tuple[dict[str, Spot], set[str]]:
    """Collect the points and kinds that rows name, each with a row's place; and the public ones."""
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
