"""What is disclosed nationwide under each point of the laws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.nation.pages.frame import NationPage, fragment
from access_info.nation.pages.view import LAW, SEARCH, NationView, to
from access_info.pages.province.law_pages import Subject
from access_info.pages.rendering.environment import icon_named


class KindCount(NamedTuple):
    """How much is disclosed under a code of the law: a kind of information, or a point without kinds.

    Attributes:
        title: What it is about.
        rows: How many rows.
        agencies: How many agencies have one.
        members: How many provinces have one.
    """

    title: str
    rows: int
    agencies: int
    members: int


class PointCount(NamedTuple):
    """How much is disclosed under a point.

    Attributes:
        id: Of the point.
        href: Search for it; "" where there is none.
        title: What it is about.
        citation: Where the law says so.
        kinds: What is disclosed under it.
    """

    id: str
    href: str
    title: str
    citation: str
    kinds: list[KindCount]


def law_page(view: NationView) -> NationPage:
    """Render the page of all points of the laws."""
    title = "Theo điều khoản của luật"
    content = fragment(
        "law",
        page={"heading": title},
        count=len(view.shown),
        laws=[
            (law.full_name, counts) for law in _laws(view) if (counts := list(_counts(view, law)))
        ],
    )
    return NationPage(
        path=LAW,
        kind="phap-luat",
        title=title,
        description="Mỗi điểm của luật: bao nhiêu mục trong danh mục công khai, ở bao nhiêu cơ quan, bao nhiêu tỉnh.",
        content=content,
        styles=("oversight",),
    )


def subjects(view: NationView, path: str) -> list[Subject]:
    """List the subjects of the law in force that anything is disclosed under, in its order."""
    law = view.framework.in_force(view.as_of)
    return [
        Subject(
            href=_search(view, path, point.id) or to(path, f"{LAW}#{point.id}"),
            icon=icon_named(point.icon or "", otherwise="material/file-document"),
            name=point.short_title,
            items=sum(kind.rows for kind in kinds),
            citation=point.citation,
        )
        for point in law.points
        if (kinds := _kinds(view, point))
    ]


def _laws(view: NationView) -> Iterator[LawPack]:
    """Yield the laws, the one in force first, then the others from the newest."""
    now = view.framework.in_force(view.as_of)
    yield now
    yield from (law for law in reversed(view.framework.packs) if law is not now)
    yield from view.framework.supplements


def _counts(view: NationView, law: LawPack) -> Iterator[PointCount]:
    for point in law.points:
        if kinds := _kinds(view, point):
            yield PointCount(
                id=point.id,
                href=_search(view, LAW, point.id),
                title=point.short_title,
                citation=point.citation,
                kinds=kinds,
            )


def _kinds(view: NationView, point: Point) -> list[KindCount]:
    """Count what is disclosed under a point's kinds, and under the point itself."""
    titles = [*((kind.id, kind.title) for kind in point.kinds), (point.id, point.title)]
    sums = view.points
    return [
        KindCount(title, sums[code].rows, sums[code].agencies, sums[code].members)
        for code, title in titles
        if code in sums
    ]


def _search(view: NationView, path: str, point: str) -> str:
    return f"{to(path, SEARCH)}#diem={point}" if view.has_search else ""
