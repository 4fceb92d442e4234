"""The front page, the list of provinces, a page for each, and the page of the points of law."""

from __future__ import annotations

import datetime
import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.nation.pages.frame import (
    DUTIES,
    FIGURES,
    HOME,
    LAW,
    PROVINCE_DUTIES,
    PROVINCES,
    SEARCH,
    NationPage,
    NationView,
    ShownMember,
    cut,
    day_of,
    day_words,
    to,
    web,
)
from access_info.nation.summary import NewRow
from access_info.pages.province.directory import FrontTask
from access_info.pages.province.law_pages import Subject
from access_info.pages.rendering.environment import icon_named, load_texts, vn_number
from access_info.pages.rendering.paths import OVERSIGHT

# What is disclosed nationwide under each point of the laws.


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
    page = NationPage(
        path=LAW,
        kind="phap-luat",
        title=title,
        description="Mỗi điểm của luật: bao nhiêu mục trong danh mục công khai, ở bao nhiêu cơ quan, bao nhiêu tỉnh.",
        styles=("oversight",),
    )
    return page.showing(
        "law",
        count=len(view.shown),
        laws=[
            (law.full_name, counts)
            for law in _laws(view)
            if (counts := list(_point_counts(view, law)))
        ],
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


def _point_counts(view: NationView, law: LawPack) -> Iterator[PointCount]:
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


MOST_NEWS, NEWS_OF_PROVINCE = 12, 6
# Of one member, so that the newest of all are not one province's alone.
_MOST_OF_ONE = 3
# More agencies than a province has; whoever has more lists the rest itself.
MOST_AGENCIES = 1_500
_NAME = 160
_OTHER = "Cơ quan khác"


class Card(NamedTuple):
    """A province in a list.

    Attributes:
        href: Its page; "" where only the name is shown.
        name: What it is called.
        counts: How many agencies and items it has.
        stale: The day that its figures are of, where they are not of this build.
    """

    href: str
    name: str
    counts: str
    stale: str


class NationNews(NamedTuple):
    """A row that came or changed lately.

    Attributes:
        href: Where it stands.
        title: Its title.
        by: Agency and province.
        day: As readers write it.
    """

    href: str
    title: str
    by: str
    day: str


def home_page(view: NationView) -> NationPage:
    """Render the front page."""
    examples = [
        (f"{to(HOME, SEARCH)}#q={quote(words)}", cut(words, 60))
        for words in view.nation.search_examples[:6]
    ]
    page = NationPage(
        path=HOME,
        kind="trang-dau",
        title="Trang đầu",
        description="Tìm thông tin mà các cơ quan nhà nước trên cả nước đã công khai, theo tỉnh, theo cơ quan.",
        styles=("directory",),
    )
    return page.showing(
        "home",
        heading="Tìm thông tin của cơ quan nhà nước trên cả nước",
        search=to(HOME, SEARCH) if view.has_search else "",
        examples=examples if view.has_search else [],
        tiles=list(_tiles()),
        figures=list(_figures(view)),
        cards=_cards(view, HOME),
        subjects=subjects(view, HOME),
        law=view.framework.in_force(view.as_of),
        law_href=to(HOME, LAW),
        news=_news(view, view.shown, MOST_NEWS),
    )


def provinces_page(view: NationView) -> NationPage:
    """Render the list of provinces."""
    title = "Tỉnh, thành phố"
    page = NationPage(
        path=PROVINCES,
        kind="cac-tinh",
        title=title,
        description="Các tỉnh, thành phố và số cơ quan, số mục trong danh mục công khai của mỗi nơi.",
        styles=("directory",),
        scripts=("directory",),
    )
    return page.showing(
        "provinces",
        cards=_cards(view, PROVINCES),
    )


def province_page(view: NationView, member: ShownMember) -> NationPage:
    """Render the page of a province: all its agencies by kind, each leading to its own page there."""
    path = member.path
    agencies = member.facts.agencies
    url = member.state.url
    groups = list(_groups(member))
    page = NationPage(
        path=path,
        kind="tinh",
        title=member.name,
        description=f"Các cơ quan của {member.name} và thông tin mới công khai.",
        above=((PROVINCES, "Tỉnh, thành phố"),),
        styles=("directory",),
        scripts=("directory",),
    )
    return page.showing(
        "province",
        member=member,
        url=url,
        counts=_counts(member),
        created=day_words(member.state.created),
        reached=day_words(member.state.reached),
        search=f"{to(path, SEARCH)}#tinh={member.state.code.lower()}" if view.has_search else "",
        duties=to(path, f"{PROVINCE_DUTIES}/{member.state.code}") if member.facts.duties else "",
        own_duties=f"{url}{OVERSIGHT}/",
        news=_news(view, [member], NEWS_OF_PROVINCE),
        groups=groups,
        more=len(agencies) - MOST_AGENCIES,
    )


def _tiles() -> Iterator[FrontTask]:
    texts = load_texts()
    yield FrontTask(
        to(HOME, LAW), "material/file-document", "Thông tin đã công khai", "Theo lĩnh vực, cả nước"
    )
    yield FrontTask(
        "#cac-tinh", "material/home-map-marker", "Tỉnh của tôi", "Cơ quan, địa chỉ, cách hỏi"
    )
    yield FrontTask(
        to(HOME, DUTIES), "material/chart-bar", texts["home.duties"], "Tỉnh nào đã làm gì"
    )
    yield FrontTask(
        to(HOME, FIGURES), "material/message-text", "Hỏi và trả lời", "Số yêu cầu, trả lời đúng hạn"
    )


def _figures(view: NationView) -> Iterator[tuple[str, str]]:
    shown = view.shown
    yield f"{len(shown)}/{len(view.members)}", "tỉnh, thành phố đang hiện ở đây"
    yield vn_number(sum(len(member.living) for member in shown)), "cơ quan có trang"
    yield vn_number(sum(member.items for member in shown)), "mục trong danh mục công khai"


def _cards(view: NationView, path: str) -> list[Card]:
    return [
        Card(
            href=to(path, member.path),
            name=member.name,
            counts=_counts(member),
            stale=day_words(member.state.created) if member.is_stale else "",
        )
        if member.is_shown
        else Card(href="", name=member.name, counts="", stale="")
        for member in view.members
    ]


def _counts(member: ShownMember) -> str:
    return f"{vn_number(len(member.living))} cơ quan · {vn_number(member.items)} thông tin"


def _news(view: NationView, members: Iterable[ShownMember], most: int) -> list[NationNews]:
    """List what came last, the newest first, the nation's order among those of a day."""
    members = list(members)
    of_one = most if len(members) == 1 else max(_MOST_OF_ONE, -(-most // max(1, len(members))))
    dated = [
        (day, -number, -place, row, member)
        for number, member in enumerate(members)
        for place, (day, row) in enumerate(itertools.islice(_dated(view, member), of_one))
    ]
    newest = heapq.nlargest(most, dated, key=lambda entry: entry[:3])
    return [
        NationNews(
            href=web(row.address, member.state.url),
            title=cut(row.title),
            by=cut(row.agency) if len(members) == 1 else f"{cut(row.agency)}, {member.name}",
            day=day_words(row.date),
        )
        for _, _, _, row, member in newest
    ]


def _dated(view: NationView, member: ShownMember) -> Iterator[tuple[datetime.date, NewRow]]:
    """Yield a member's newest rows with their days, but for those of days to come."""
    for row in member.facts.newest:
        day = day_of(row.date)
        if day is not None and day <= view.as_of:
            yield day, row


def _groups(member: ShownMember) -> Iterator[tuple[str, Sequence[dict[str, str]]]]:
    """Yield agencies by kind, kinds as the law sorts them: name of the kind, rows."""
    by_kind: dict[str, list[dict[str, str]]] = {}
    for agency in member.facts.agencies[:MOST_AGENCIES]:
        label = AGENCY_TYPES.get(agency.kind) or cut(member.facts.kinds.get(agency.kind, ""), 80)
        by_kind.setdefault(label or _OTHER, []).append(
            {
                "href": web(agency.address, member.state.url),
                "name": cut(agency.name, _NAME) or _OTHER,
                "ended": day_words(agency.ended) if agency.ended else "",
                "items": vn_number(agency.disclosed) if agency.disclosed else "",
            }
        )
    order = {label: number for number, label in enumerate(AGENCY_TYPES.values())}
    yield from sorted(
        by_kind.items(), key=lambda group: (order.get(group[0], len(order)), group[0])
    )
