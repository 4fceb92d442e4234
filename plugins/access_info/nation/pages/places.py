"""The front page, the list of provinces, a page for each, and the page of the points of law."""

from __future__ import annotations

import datetime
import heapq
import itertools
import operator
from collections.abc import Iterator, Sequence
from urllib.parse import quote

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
    PointSum,
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

# How much is disclosed nationwide under each point of the laws.


def law_page(view: NationView) -> NationPage:
    """Render the page of the points of all laws, with how much is disclosed under each.

    The law in force comes first; points without a row are left out.
    """
    now = view.framework.in_force(view.as_of)
    others = [law for law in reversed(view.framework.packs) if law is not now]
    laws = []
    for law in (now, *others, *view.framework.supplements):
        points = [
            (point, _search(view, LAW, point.id), counts)
            for point in law.points
            if (counts := _counts_under(view, point))
        ]
        if points:
            laws.append((law.full_name, points))
    page = NationPage(
        path=LAW,
        kind="phap-luat",
        title="Theo điều khoản của luật",
        description="Mỗi điểm của luật: bao nhiêu mục trong danh mục công khai, ở bao nhiêu cơ quan, bao nhiêu tỉnh.",
        styles=("oversight",),
    )
    return page.showing("law", count=len(view.shown), laws=laws)


def _subjects(view: NationView, path: str) -> list[Subject]:
    """Return the points of the law in force under which anything is disclosed, as tiles to browse by.

    A tile leads to the search for the point's rows; without a search, to the page of the laws.

    Args:
        view: The nation.
        path: Folder of the page that shows them.
    """
    law = view.framework.in_force(view.as_of)
    return [
        Subject(
            href=_search(view, path, point.id) or to(path, f"{LAW}#{point.id}"),
            icon=icon_named(point.icon or "", otherwise="material/file-document"),
            name=point.short_title,
            items=sum(count.rows for _, count in counts),
            citation=point.citation,
        )
        for point in law.points
        if (counts := _counts_under(view, point))
    ]


def _counts_under(view: NationView, point: Point) -> list[tuple[str, PointSum]]:
    """Return (title, counts) of each kind of information within a point, then of the point itself.

    Those without a row are left out.
    """
    titles = {kind.id: kind.title for kind in point.kinds} | {point.id: point.title}
    return [(title, view.points[code]) for code, title in titles.items() if code in view.points]


def _search(view: NationView, path: str, point: str) -> str:
    """Return the link from a page to the search for rows under a point; "" without a search.

    Args:
        view: The nation.
        path: Folder of the page.
        point: The point's id.
    """
    return f"{to(path, SEARCH)}#diem={point}" if view.has_search else ""


_MAX_NEWS, _MAX_NEWS_OF_PROVINCE = 12, 6
# So many news each of several provinces may give at least, also where an even share would be less.
_MIN_SHARE_OF_NEWS = 3
# More agencies than a province has; further ones are listed on the province's own site.
_MAX_AGENCIES = 1_500
_MAX_NAME = 160
_OTHER = "Cơ quan khác"


def home_page(view: NationView) -> NationPage:
    """Render the front page of the nation: search, large links, numbers, provinces, subjects, news."""
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
        subjects=_subjects(view, HOME),
        law=view.framework.in_force(view.as_of),
        law_href=to(HOME, LAW),
        news=_news(view, view.shown, _MAX_NEWS),
    )


def provinces_page(view: NationView) -> NationPage:
    """Render the list of provinces."""
    page = NationPage(
        path=PROVINCES,
        kind="cac-tinh",
        title="Tỉnh, thành phố",
        description="Các tỉnh, thành phố và số cơ quan, số mục trong danh mục công khai của mỗi nơi.",
        styles=("directory",),
        scripts=("directory",),
    )
    return page.showing("provinces", cards=_cards(view, PROVINCES))


def province_page(view: NationView, member: ShownMember) -> NationPage:
    """Render the page of a province: all its agencies by kind, each leading to its own page there."""
    path, url = member.path, member.state.url
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
        news=_news(view, [member], _MAX_NEWS_OF_PROVINCE),
        groups=_agencies_by_kind(member),
        more=len(member.facts.agencies) - _MAX_AGENCIES,
    )


def _tiles() -> Iterator[FrontTask]:
    """Yield the large links at the top of the front page."""
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
    """Yield the numbers on the front page, each with the words that stand below it."""
    shown = view.shown
    yield f"{len(shown)}/{len(view.members)}", "tỉnh, thành phố đang hiện ở đây"
    yield vn_number(sum(len(member.living) for member in shown)), "cơ quan có trang"
    yield vn_number(sum(member.items for member in shown)), "mục trong danh mục công khai"


def _cards(view: NationView, path: str) -> list[dict[str, str]]:
    """Return each province for a list of cards; without a link if only its name is shown.

    Args:
        view: The nation.
        path: Folder of the page with the list.
    """
    return [
        {
            "href": to(path, member.path) if member.is_shown else "",
            "name": member.name,
            "counts": _counts(member),
            # The day that the figures are of, where they are not of this build.
            "stale": day_words(member.state.created) if member.is_stale else "",
        }
        for member in view.members
    ]


def _counts(member: ShownMember) -> str:
    """Write how many agencies and disclosed items a province has."""
    return f"{vn_number(len(member.living))} cơ quan · {vn_number(member.items)} thông tin"


def _news(view: NationView, members: Sequence[ShownMember], most: int) -> list[dict[str, str]]:
    """Return the rows that came or changed last as links for the template, the newest first.

    Rows of the same day stand in the nation's order of provinces.

    Args:
        view: The nation.
        members: The provinces whose rows are listed.
        most: The number of rows to list.
    """
    # Each of several provinces may give an even share, rounded up, so that none fills the list.
    share = most if len(members) == 1 else max(_MIN_SHARE_OF_NEWS, -(-most // max(1, len(members))))
    dated = [
        (day, row, member)
        for member in members
        for day, row in itertools.islice(_dated(view, member), share)
    ]
    # Equal days stay in their order.
    newest = heapq.nlargest(most, dated, key=operator.itemgetter(0))
    return [
        {
            "href": web(row.address, member.state.url),
            "title": cut(row.title),
            "by": cut(row.agency) if len(members) == 1 else f"{cut(row.agency)}, {member.name}",
            "day": day_words(row.date),
        }
        for _, row, member in newest
    ]


def _dated(view: NationView, member: ShownMember) -> Iterator[tuple[datetime.date, NewRow]]:
    """Yield (day, row) of a member's newest rows, without days in the future: these are mistakes."""
    for row in member.facts.newest:
        day = day_of(row.date)
        if day is not None and day <= view.as_of:
            yield day, row


def _agencies_by_kind(member: ShownMember) -> list[tuple[str, list[dict[str, str]]]]:
    """Return (kind's name, agencies) of a province, kinds in the program's order, unknown kinds last."""
    by_kind: dict[str, list[dict[str, str]]] = {}
    for agency in member.facts.agencies[:_MAX_AGENCIES]:
        label = AGENCY_TYPES.get(agency.kind) or cut(member.facts.kinds.get(agency.kind, ""), 80)
        by_kind.setdefault(label or _OTHER, []).append(
            {
                "href": web(agency.address, member.state.url),
                "name": cut(agency.name, _MAX_NAME) or _OTHER,
                "ended": day_words(agency.ended) if agency.ended else "",
                "items": vn_number(agency.disclosed) if agency.disclosed else "",
            }
        )
    order = {label: number for number, label in enumerate(AGENCY_TYPES.values())}
    return sorted(by_kind.items(), key=lambda group: (order.get(group[0], len(order)), group[0]))
