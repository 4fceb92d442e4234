"""Pages of the laws: their index, each law. What a point of one is about has pages of its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import markupsafe

from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind, Point
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE
from access_info.model.types import vn_date
from access_info.model.verification import FactCheck
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.rendering.environment import environment, icon_named
from access_info.pages.rendering.paths import ACCURACY, ASK, DIRECTORY, LAWS, SEARCH, divide
from access_info.pages.rendering.site import (
    AgencySummary,
    ListedItem,
    Marks,
    Page,
    SiteContext,
    index_name,
    is_compared,
    law_in_force,
    law_line,
    point_path,
    sort_key,
    verification_words,
)
from access_info.source.placeholders import Placeholder

# Pages of the points of the laws, by subject: what every agency has published on it.

MOST_ITEMS = 200
# More agencies than a reader sees at once are listed above their items.
_FEWEST_CONTENTS = 4


class _Block(NamedTuple):
    """Items of one agency on one page.

    Attributes:
        agency: Whose.
        goes_on: Whether others of them stand on the page before.
        items: HTML of the items, the newest first.
    """

    agency: AgencySummary
    goes_on: bool
    items: markupsafe.Markup


def point_pages(
    summaries: Sequence[AgencySummary],
    listed: Mapping[str, Sequence[ListedItem]],
    site: SiteContext,
    as_of: AsOf,
) -> Iterator[Page]:
    """Render the pages of each point of each law: all items of all agencies, on one page `MOST_ITEMS`.

    Args:
        summaries: All agencies.
        listed: By agency, its items in force, the newest first.
        site: What pages share.
        as_of: The day of judgement.
    """
    builder = _PointBuilder(summaries, listed, site, as_of)
    for law in (*site.framework.packs, *site.framework.supplements):
        for point in law.points:
            yield from builder.pages(law, point)


class _PointBuilder:
    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        listed: Mapping[str, Sequence[ListedItem]],
        site: SiteContext,
        as_of: AsOf,
    ) -> None:
        self._site = site
        self._texts = site.texts
        self._in_force = law_in_force(site.framework, as_of)
        self._agencies = {agency.id: agency for agency in summaries}
        ordered = sorted(summaries, key=lambda agency: sort_key(index_name(agency.short_name)))
        # By point: how many items each agency has, agencies in the order of the alphabet.
        self._counts: dict[str, dict[str, int]] = {}
        # By point: agency and item.
        self._under: dict[str, list[tuple[AgencySummary, ListedItem]]] = {}
        for agency in ordered:
            for item in listed.get(agency.id, ()):
                for point in item.points:
                    counts = self._counts.setdefault(point, {})
                    counts[agency.id] = counts.get(agency.id, 0) + 1
                    self._under.setdefault(point, []).append((agency, item))

    def pages(self, law: LawPack, point: Point) -> Iterator[Page]:
        """Render the pages of a point."""
        urls, texts = self._site.urls, self._texts
        path = point_path(urls, law, point)
        rows = self._under.get(point.id, [])
        parts = divide(rows, MOST_ITEMS)
        paths = [path if number == 1 else f"{path}/{number}" for number in range(1, len(parts) + 1)]
        counts = self._counts.get(point.id, {})
        starts: dict[str, int] = {}
        for place, (agency, _) in enumerate(rows):
            starts.setdefault(agency.id, place // MOST_ITEMS)
        title = texts.plain(
            "laws.point_title", subject=texts.words(point.short_title), letter=point.letter
        )
        if law.id != self._in_force.id:
            title = f"{title}, {law.full_name}"
        for number, part in enumerate(parts):
            here = paths[number]
            contents = []
            if number == 0 and len(counts) >= _FEWEST_CONTENTS:
                contents = [
                    (
                        urls.relative(here, paths[page]) if page else "",
                        self._agencies[name],
                        counts[name],
                    )
                    for name, page in starts.items()
                ]
            content = (
                environment(self._site.language)
                .get_template("site/point.html.jinja")
                .render(
                    page={
                        "heading": point.short_title,
                        "updated": None,
                        "law_line": law_line(self._in_force, self._site.language),
                    },
                    law=law,
                    point=point,
                    in_force=law.id == self._in_force.id,
                    contents=contents,
                    blocks=[
                        _Block(self._agencies[name], starts[name] < number, items)
                        for name, items in self._items(here, part)
                    ],
                    own_list=self._to_list(here, law, point, (agency.id for agency, _ in part)),
                    total=sum(counts.values()),
                    of=len(counts),
                    assigned=list(self._assigned(here, point)) if not rows else [],
                    older=self._related(here, law, point, newer=False),
                    newer=self._related(here, law, point, newer=True),
                    law_href=urls.relative(here, urls.site(f"{LAWS}/{law.slug}")),
                    doubt=not is_compared(law),
                    accuracy=urls.relative(here, urls.site(ACCURACY)) + "#luat",
                    directory=urls.relative(here, urls.site(DIRECTORY)),
                    ask=urls.relative(here, urls.site(ASK)) if urls.single is None else "",
                    search=urls.relative(here, urls.site(SEARCH))
                    if self._site.features.search
                    else "",
                    office=self._site.place.oversight,
                    pages=[urls.relative(here, other) for other in paths],
                    number=number + 1,
                )
            )
            yield Page(
                path=here,
                kind="diem-luat",
                title=title,
                description=texts.plain("laws.point_description", title=point.title),
                content=content,
                crumb=point.short_title,
            )

    def _items(
        self, here: str, part: Sequence[tuple[AgencySummary, ListedItem]]
    ) -> Iterator[tuple[str, markupsafe.Markup]]:
        """Yield each agency of a page with the HTML of its items there."""
        root = self._site.urls.root(here)
        items: dict[str, list[str]] = {}
        for agency, item in part:
            about = f"<p>{item.about}" if item.about else ""
            items.setdefault(agency.id, []).append(f"<li>{item.title}{about}")
        for name, lines in items.items():
            html = Placeholder.ROOT.fill("".join(lines), root)
            yield name, markupsafe.Markup(html)  # noqa: S704 - escaped in `listed_items`

    def _to_list(
        self, here: str, law: LawPack, point: Point, agencies: Iterable[str]
    ) -> Mapping[str, str]:
        """Link to agencies' own lists, at the point where they are in the order of its law."""
        urls = self._site.urls
        last = point_path(urls, law, point).rpartition("/")[2]
        place = f"#{last}" if law.id == self._in_force.id else ""
        return {
            name: urls.relative(here, urls.agency(name, DISCLOSURE)) + place
            for name in dict.fromkeys(agencies)
        }

    def _assigned(self, here: str, point: Point) -> Iterator[tuple[str, str]]:
        """Yield the agencies that the jurisdiction charged with publishing it: link, name."""
        kinds = {point.id, *(kind.id for kind in point.kinds)}
        seen = set()
        for entry in self._site.place.assignments:
            for name in entry.agencies if entry.point in kinds else ():
                if name in self._agencies and name not in seen:
                    seen.add(name)
                    href = self._site.urls.relative(here, self._site.urls.agency(name))
                    yield href, self._agencies[name].short_name

    def _related(
        self, source: str, law: LawPack, point: Point, *, newer: bool
    ) -> list[tuple[str, str]]:
        """Link to points of the law before or after that the cross-walk names."""
        packs = self._site.framework.packs
        if law not in packs:
            return []
        number = packs.index(law)
        others = packs[number + 1 : number + 2] if newer else packs[max(number - 1, 0) : number]
        urls = self._site.urls
        return [
            (urls.relative(source, point_path(urls, other, candidate)), candidate.short_title)
            for other in others
            for candidate in self._site.framework.corresponding_points(point.id, other)
        ]


# Subjects: the points of the law by what they are about, with how many items each has.

_ICON = "material/file-document"


class Subject(NamedTuple):
    """What a point of the law is about.

    Attributes:
        href: Link to the point's page.
        icon: Its picture.
        name: In the language of the law.
        items: Of all agencies.
        citation: Where the law says so.
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
        law: Whose points.
        summaries: All agencies, which count the items.
        site: What pages share.
        source: Logical path of the page that links to them.
    """
    return [
        Subject(
            href=site.urls.relative(source, point_path(site.urls, law, point)),
            icon=icon_named(point.icon or "", otherwise=_ICON),
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


def law_pages(
    summaries: Sequence[AgencySummary],
    listed: Mapping[str, Sequence[ListedItem]],
    site: SiteContext,
    as_of: AsOf,
) -> Iterator[Page]:
    """Render the index of laws, each law, and each point of a law.

    Args:
        summaries: All agencies.
        listed: By agency, its items in force, the newest first.
        site: What pages share.
        as_of: The day of judgement.
    """
    builder = _LawBuilder(summaries, site, as_of)
    yield builder.index()
    for law in (*site.framework.packs, *site.framework.supplements):
        yield builder.law(law)
    yield from point_pages(summaries, listed, site, as_of)


class _LawBuilder:
    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._in_force = law_in_force(site.framework, as_of)
        self._summaries = summaries

    def index(self) -> Page:
        path = self._site.urls.site(LAWS)
        laws = [
            (self._site.urls.relative(path, self._law_path(law)), law, self._standing(law))
            for law in (*reversed(self._site.framework.packs), *self._site.framework.supplements)
            if law is not self._in_force
        ]
        return self._page(
            path,
            "laws",
            title=self._texts["laws.title"],
            description=self._texts["laws.description"],
            laws=laws,
            law=self._in_force,
            law_href=self._site.urls.relative(path, self._law_path(self._in_force)),
            subjects=subjects(self._in_force, self._summaries, self._site, path),
            accuracy=self._accuracy(path),
            doubt=not is_compared(self._in_force),
        )

    def law(self, law: LawPack) -> Page:
        path = self._law_path(law)
        return self._page(
            path,
            "law",
            title=law.full_name,
            description=f"{law.full_name}. {self._standing(law)}.",
            law=law,
            standing=self._standing(law),
            shown_standing=self._as_of.reached(law.in_force_from),
            still=self._still(law),
            subjects=subjects(law, self._summaries, self._site, path),
            headings=_headings,
            obligations=self._site.framework.obligations_of(law),
            agency_types=AGENCY_TYPES,
            mark=Marks(law, self._texts),
            accuracy=self._accuracy(path),
            doubt=not is_compared(law),
            data=self._relative_file(path, law) if self._site.features.downloads else "",
            checked=list(self._checked(law)),
        )

    def _accuracy(self, path: str) -> str:
        """Link to where all is said that is not verified."""
        return self._site.urls.relative(path, self._site.urls.site(ACCURACY)) + "#luat"

    def _relative_file(self, path: str, law: LawPack) -> str:
        return self._site.urls.root(path) + self._site.urls.site(law_file(law))

    def _checked(self, law: LawPack) -> Iterator[tuple[NamedFact, str, FactCheck]]:
        """Yield the facts that somebody checked against the law's text: fact, result, who."""
        for fact in pack_facts(law, self._site.framework.obligations):
            who = fact.fact.checked
            if who is None:
                continue
            if isinstance(fact.fact, InformationKind):
                yield fact, self._texts[f"laws.novelty_{fact.fact.novelty.name.lower()}"], who
            else:
                yield fact, verification_words(fact.fact.verification, self._texts), who

    def _standing(self, law: LawPack) -> str:
        texts = self._texts
        if not self._as_of.reached(law.in_force_from):
            return texts.plain("laws.upcoming", date=vn_date(law.in_force_from))
        if law.in_force_to is not None and self._as_of.passed(law.in_force_to):
            after = law.in_force_to + datetime.timedelta(days=1)
            return texts.plain("laws.ended", date=vn_date(after))
        return texts["laws.in_force"]

    def _still(self, law: LawPack) -> datetime.date | None:
        """Return the day before which a request was filed that still runs under an ended law."""
        for newer in self._site.framework.packs:
            if newer.replaces == law.id and self._as_of.reached(newer.in_force_from):
                days = [item.requests_before for item in newer.transitions]
                return next((day for day in days if day is not None), None)
        return None

    def _law_path(self, law: LawPack) -> str:
        return self._site.urls.site(f"{LAWS}/{law.slug}")

    def _page(
        self, path: str, template: str, *, title: str, description: str, **values: object
    ) -> Page:
        content = (
            environment(self._site.language)
            .get_template(f"site/{template}.html.jinja")
            .render(
                page={
                    "heading": title,
                    "updated": None,
                    "law_line": law_line(self._in_force, self._site.language),
                },
                **values,
            )
        )
        kinds = {"laws": "cac-luat", "law": "luat"}
        return Page(
            path=path, kind=kinds[template], title=title, description=description, content=content
        )


def _headings(body: str) -> list[tuple[str, markupsafe.Markup]]:
    """List the headings of a page's HTML: element id, words."""
    return [
        (name, markupsafe.Markup(words))  # noqa: S704 - escaped where the page was rendered
        for name, words in _HEADING.findall(body)
    ]
