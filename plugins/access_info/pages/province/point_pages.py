"""Pages of the points of the laws, by subject: what every agency has published on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import markupsafe

from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.listed_items import ListedItem
from access_info.pages.rendering.marks import is_compared
from access_info.pages.rendering.ordering import index_name, sort_key
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.pagination import divide
from access_info.pages.rendering.paths import ACCURACY, ASK, DIRECTORY, LAWS, SEARCH
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line, point_path
from access_info.pages.rendering.summary import AgencySummary
from access_info.source.placeholders import Placeholder

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
