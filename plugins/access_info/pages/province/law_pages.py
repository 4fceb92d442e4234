"""Renders the pages of the laws: their index, each law, and each point of a law with the items under it."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import markupsafe

from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind, Point
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE
from access_info.model.types import vn_date
from access_info.model.verification import FactCheck
from access_info.pages.rendering.environment import icon_named
from access_info.pages.rendering.paths import ACCURACY, ASK, LAWS, SEARCH, begins, paged
from access_info.pages.rendering.site import (
    AgencySummary,
    ListedItem,
    Marks,
    Page,
    SiteContext,
    by_name,
    is_compared,
    law_in_force,
    law_page_name,
    point_page_name,
    site_page,
    verification_words,
)
from access_info.source.placeholders import Placeholder

# The page of each point of a law, which is a subject: what every agency has published on it.

# Items on a page of a point; more go to further pages.
MAX_ITEMS = 200
# From so many agencies on, a list of them stands above their items.
_MIN_FOR_CONTENTS = 4
# One of so many agencies begins a page of a point.
_BEGINS = 8
_Row: TypeAlias = "tuple[AgencySummary, ListedItem]"


def points_of_laws(site: SiteContext) -> Iterator[tuple[LawPack, Point]]:
    """Yield each point of each law that has pages, with its law."""
    for law in (*site.framework.packs, *site.framework.supplements):
        for point in law.points:
            yield law, point


class PointPages:
    """Renders the pages of each point of a law: all items of all agencies, `MAX_ITEMS` on a page."""

    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        listed: Mapping[str, Sequence[ListedItem]],
        site: SiteContext,
    ) -> None:
        """Sort all agencies' items by the points that they name.

        Args:
            summaries: All agencies.
            listed: By agency, its items in force, the newest first.
            site: What pages share.
        """
        self._site = site
        self._agencies = {agency.id: agency for agency in summaries}
        # By id of the point: (agency, item), in the alphabetical order of agencies.
        self._under: dict[str, list[tuple[AgencySummary, ListedItem]]] = {}
        for agency in by_name(summaries):
            for item in listed.get(agency.id, ()):
                for point in item.points:
                    self._under.setdefault(point, []).append((agency, item))

    def takes(self, point: Point) -> object:
        """Return all that the pages of a point are made from besides the site: names, and items as HTML."""
        rows = [
            (agency.id, agency.short_name, item.title, item.about)
            for agency, item in self._under.get(point.id, ())
        ]
        return rows or [*self._assigned(LAWS, point)]

    def all(self, as_of: AsOf) -> Iterator[Page]:
        """Yield the pages of all points.

        Args:
            as_of: The day of judgement.
        """
        for law, point in points_of_laws(self._site):
            yield from self.of(law, point, as_of)

    def of(self, law: LawPack, point: Point, as_of: AsOf) -> Iterator[Page]:
        """Yield the pages of a point of a law.

        Args:
            law: The law.
            point: The point.
            as_of: The day of judgement.
        """
        site, urls, texts = self._site, self._site.urls, self._site.texts
        in_force = law_in_force(site.framework, as_of)
        rows = self._under.get(point.id, [])
        counts = Counter(agency.id for agency, _ in rows)
        parts = list(paged(urls, point_page_name(law, point), _by_agencies(rows)))
        # Agency → index in `parts` of the page on which its items begin.
        starts: dict[str, int] = {}
        for place, part in enumerate(parts):
            for agency, _ in part.rows:
                starts.setdefault(agency.id, place)
        title = texts.plain(
            "laws.point_title", subject=texts.words(point.short_title), letter=point.letter
        )
        if law.id != in_force.id:
            title = f"{title}, {law.full_name}"
        for number, part in enumerate(parts):
            here = part.path
            contents = []
            if number == 0 and len(counts) >= _MIN_FOR_CONTENTS:
                contents = [
                    (
                        urls.to_site(here, parts[page].name) if page else "",
                        self._agencies[agency],
                        counts[agency],
                    )
                    for agency, page in starts.items()
                ]
            yield site_page(
                site,
                in_force,
                part.name,
                "point",
                kind="diem-luat",
                title=title,
                heading=point.short_title,
                description=texts.plain("laws.point_description", title=point.title),
                crumb=point.short_title,
                values={
                    "law": law,
                    "point": point,
                    "contents": contents,
                    "blocks": [
                        (self._agencies[agency], starts[agency] < number, items)
                        for agency, items in self._items_by_agency(here, part.rows)
                    ],
                    "own_list": self._links_to_lists(
                        *(here, law, point, (agency.id for agency, _ in part.rows)),
                        is_in_force=law.id == in_force.id,
                    ),
                    "total": len(rows),
                    "of": len(counts),
                    "assigned": list(self._assigned(here, point)) if not rows else [],
                    "older": self._corresponding(here, law, point, newer=False),
                    "newer": self._corresponding(here, law, point, newer=True),
                    "law_href": urls.to_site(here, law_page_name(law)),
                    "doubt": not is_compared(law),
                    "accuracy": urls.to_site(here, ACCURACY) + "#luat",
                    "ask": urls.to_site(here, ASK) if urls.single is None else "",
                    "search": urls.to_site(here, SEARCH) if site.features.search else "",
                    "office": site.place.oversight,
                    **part.pager,
                },
            )

    def _items_by_agency(
        self, here: str, rows: Sequence[tuple[AgencySummary, ListedItem]]
    ) -> Iterator[tuple[str, markupsafe.Markup]]:
        """Yield (agency's folder name, HTML of its items) for one page.

        Args:
            here: Logical path of the page.
            rows: The agencies and items on the page.
        """
        root = self._site.urls.root(here)
        items: dict[str, list[str]] = {}
        for agency, item in rows:
            about = f"<p>{item.about}" if item.about else ""
            items.setdefault(agency.id, []).append(f"<li>{item.title}{about}")
        for name, lines in items.items():
            html = Placeholder.ROOT.fill("".join(lines), root)
            yield name, markupsafe.Markup(html)  # noqa: S704 - escaped in `listed_items`

    def _links_to_lists(
        self, here: str, law: LawPack, point: Point, agencies: Iterable[str], *, is_in_force: bool
    ) -> Mapping[str, str]:
        """Return the link to each agency's own list by folder name.

        It leads to the point's section if the point is of the law in force, as lists are ordered by it.
        """
        section = point_page_name(law, point).rpartition("/")[2]
        fragment = f"#{section}" if is_in_force else ""
        return {
            name: self._site.urls.to_agency(here, name, DISCLOSURE) + fragment
            for name in dict.fromkeys(agencies)
        }

    def _assigned(self, here: str, point: Point) -> Iterator[tuple[str, str]]:
        """Yield (link, name) of the agencies that the jurisdiction made responsible for a point."""
        kinds = {point.id, *(kind.id for kind in point.kinds)}
        names = dict.fromkeys(
            name
            for entry in self._site.place.assignments
            if entry.point in kinds
            for name in entry.agencies
            if name in self._agencies
        )
        for name in names:
            yield self._site.urls.to_agency(here, name), self._agencies[name].short_name

    def _corresponding(
        self, here: str, law: LawPack, point: Point, *, newer: bool
    ) -> list[tuple[str, str]]:
        """Return (link, title) of the points in the next older or newer law that correspond to a point.

        Args:
            here: Logical path of the page.
            law: The law of the point.
            point: The point.
            newer: Whether to look in the next newer law rather than the next older one.
        """
        framework = self._site.framework
        if law not in framework.packs:
            return []
        number = framework.packs.index(law)
        others = framework.packs[number + 1 :][:1] if newer else framework.packs[:number][-1:]
        return [
            (
                self._site.urls.to_site(here, point_page_name(other, candidate)),
                candidate.short_title,
            )
            for other in others
            for candidate in framework.corresponding_points(point.id, other)
        ]


def _by_agencies(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Divide items, sorted by agency, among pages of whole agencies; only one with too many has several.

    An item that is added or taken away moves others only up to the next agency that always begins one.
    """
    if len(rows) <= MAX_ITEMS:
        return [list(rows)]
    parts: list[list[_Row]] = [[]]
    for agency, items in itertools.groupby(rows, key=lambda row: row[0].id):
        mine = list(items)
        if parts[-1] and (begins(agency, _BEGINS) or len(parts[-1]) + len(mine) > MAX_ITEMS):
            parts.append([])
        parts[-1] += mine[:MAX_ITEMS]
        parts += [mine[at : at + MAX_ITEMS] for at in range(MAX_ITEMS, len(mine), MAX_ITEMS)]
    return parts


# Subjects: the points of a law as links, each with an icon and its number of items.

_DEFAULT_ICON = "material/file-document"


class Subject(NamedTuple):
    """The subject of a point of the law, as a link to the point's page.

    Attributes:
        href: Link to the point's page.
        icon: The icon as SVG.
        name: Short title of the point, in Vietnamese.
        items: Number of items of all agencies under the point.
        citation: Citation of the point.
    """

    href: str
    icon: markupsafe.Markup
    name: str
    items: int
    citation: str


def subjects(
    law: LawPack, summaries: Sequence[AgencySummary], site: SiteContext, source: str
) -> list[Subject]:
    """List the subjects of a law, in its order.

    Args:
        law: The law.
        summaries: All agencies, with the number of their items under each point.
        site: What pages share.
        source: Logical path of the page that holds the links.
    """
    return [
        Subject(
            href=site.urls.to_site(source, point_page_name(law, point)),
            icon=icon_named(point.icon or "", otherwise=_DEFAULT_ICON),
            name=point.short_title,
            items=sum(agency.points.get(point.id, 0) for agency in summaries),
            citation=point.citation,
        )
        for point in law.points
    ]


# `<h2 id="thoi-han">Thời hạn</h2>`
_HEADING = re.compile(r'<h2 id="([^"]+)">([^<]*)</h2>')


def law_file(law: LawPack) -> str:
    """Return the logical path of the file that holds a law's facts as data."""
    return f"{LAWS}/{law.slug}.json"


def law_pages(summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> Iterator[Page]:
    """Yield the pages of the index of laws and of each law.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    builder = _LawPages(summaries, site, as_of)
    yield builder.index()
    for law in (*site.framework.packs, *site.framework.supplements):
        yield builder.law(law)


class _LawPages:
    """Renders the index of laws, and the page of each law."""

    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        """Take the agencies, which count items by point, and look up the law in force."""
        self._site, self._texts, self._as_of = site, site.texts, as_of
        self._in_force = law_in_force(site.framework, as_of)
        self._summaries = summaries

    def index(self) -> Page:
        """Render the index of all laws: the law in force with its subjects, the others as links."""
        site, framework = self._site, self._site.framework
        path = site.urls.site(LAWS)
        return site_page(
            site,
            self._in_force,
            LAWS,
            "laws",
            kind="cac-luat",
            values={
                "laws": [
                    (site.urls.to_site(path, law_page_name(law)), law, self._state_words(law))
                    for law in (*reversed(framework.packs), *framework.supplements)
                    if law is not self._in_force
                ],
                "law_href": site.urls.to_site(path, law_page_name(self._in_force)),
                **self._shared_values(path, self._in_force),
            },
        )

    def law(self, law: LawPack) -> Page:
        """Render the page of a law."""
        site, name, standing = self._site, law_page_name(law), self._state_words(law)
        path = site.urls.site(name)
        file = site.urls.root(path) + site.urls.site(law_file(law))
        return site_page(
            site,
            self._in_force,
            name,
            "law",
            kind="luat",
            title=law.full_name,
            description=f"{law.full_name}. {standing}.",
            values={
                "law": law,
                "standing": standing,
                "shown_standing": self._as_of.reached(law.in_force_from),
                "still": self._first_day_under_newer(law),
                "headings": _headings_of,
                "obligations": site.framework.obligations_of(law),
                "mark": Marks(law, self._texts),
                "data": file if site.features.downloads else "",
                "checked": list(self._checked(law)),
                **self._shared_values(path, law),
            },
        )

    def _shared_values(self, path: str, law: LawPack) -> dict[str, object]:
        """Return the template values that the index and the page of a law share."""
        return {
            "subjects": subjects(law, self._summaries, self._site, path),
            "accuracy": self._site.urls.to_site(path, ACCURACY) + "#luat",
            "doubt": not is_compared(law),
        }

    def _checked(self, law: LawPack) -> Iterator[tuple[NamedFact, str, FactCheck]]:
        """Yield (fact, result in words, who checked it) of facts that were checked against a law's text."""
        for named in pack_facts(law, self._site.framework.obligations):
            fact = named.fact
            if fact.checked is not None:
                if isinstance(fact, InformationKind):
                    result = self._texts[f"laws.novelty_{fact.novelty.name.lower()}"]
                else:
                    result = verification_words(fact.verification, self._texts)
                yield named, result, fact.checked

    def _state_words(self, law: LawPack) -> str:
        """Return words on whether a law is in force, has ended or is yet to come, with the day."""
        texts = self._texts
        if not self._as_of.reached(law.in_force_from):
            return texts.plain("laws.upcoming", date=vn_date(law.in_force_from))
        if law.in_force_to is not None and self._as_of.passed(law.in_force_to):
            after = law.in_force_to + datetime.timedelta(days=1)
            return texts.plain("laws.ended", date=vn_date(after))
        return texts["laws.in_force"]

    def _first_day_under_newer(self, law: LawPack) -> datetime.date | None:
        """Return the first day whose requests no longer follow a replaced law; `None` for other laws.

        Requests made before that day still run under the old law, as the newer law's transition says.
        """
        for newer in self._site.framework.packs:
            if newer.replaces == law.id and self._as_of.reached(newer.in_force_from):
                days = [item.requests_before for item in newer.transitions]
                return next((day for day in days if day is not None), None)
        return None


def _headings_of(body: str) -> list[tuple[str, markupsafe.Markup]]:
    """List (element id, words) of the `<h2>` headings in a page's HTML, for its list of contents."""
    return [
        (name, markupsafe.Markup(words))  # noqa: S704 - escaped where the page was rendered
        for name, words in _HEADING.findall(body)
    ]
