"""Pages of the laws: each pack, each point, and which agencies publish something under it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import InformationKind, LawPack, Point
from access_info.model.declarations.date_words import vn_date
from access_info.model.lists import DISCLOSURE
from access_info.model.registry import AsOf
from access_info.model.verification import FactCheck
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.marks import Marks, law_sentence, verification_words
from access_info.pages.rendering.ordering import index_name, sort_key
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import LAWS
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line, point_path
from access_info.pages.rendering.summary import AgencySummary

MOST_ROWS = 300


def law_file(law: LawPack) -> str:
    """Return the logical path of the file that holds a law's facts as data."""
    return f"{LAWS}/{law.slug}.json"


def law_pages(summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> Iterator[Page]:
    """Render the index of laws, each law, and each point of a law."""
    builder = _LawBuilder(summaries, site, as_of)
    yield builder.index()
    for law in (*site.framework.packs, *site.framework.supplements):
        yield builder.law(law)
        for point in law.points:
            yield from builder.point(law, point)


class _LawBuilder:
    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._in_force = law_in_force(site.framework, as_of)
        self._summaries = sorted(
            summaries, key=lambda agency: sort_key(index_name(agency.short_name))
        )

    def index(self) -> Page:
        path = self._site.urls.site(LAWS)
        laws = [
            (self._site.urls.relative(path, self._law_path(law)), law, self._standing(law))
            for law in (*reversed(self._site.framework.packs), *self._site.framework.supplements)
        ]
        return self._page(
            path,
            "laws",
            title=self._texts["laws.title"],
            description=self._texts["laws.description"],
            laws=laws,
        )

    def law(self, law: LawPack) -> Page:
        path = self._law_path(law)
        urls = self._site.urls
        points = [
            (urls.relative(path, point_path(urls, law, point)), point, len(self._under(point)))
            for point in law.points
        ]
        return self._page(
            path,
            "law",
            title=law.full_name,
            description=f"{law.full_name}. {self._standing(law)}.",
            law=law,
            standing=self._standing(law),
            shown_standing=self._as_of.reached(law.in_force_from),
            still=self._still(law),
            points=points,
            obligations=self._site.framework.obligations_of(law),
            agency_types=AGENCY_TYPES,
            mark=Marks(law, self._texts),
            data=self._relative_file(path, law) if self._site.features.downloads else "",
            checked_as=law_sentence(law, self._texts),
            checked=list(self._checked(law)),
            index=urls.relative(path, urls.site(LAWS)),
        )

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

    def point(self, law: LawPack, point: Point) -> Iterator[Page]:
        urls = self._site.urls
        path = point_path(urls, law, point)
        entries = self._under(point)
        parts = [
            entries[start : start + MOST_ROWS] for start in range(0, len(entries), MOST_ROWS)
        ] or [[]]
        paths = [path if number == 1 else f"{path}/{number}" for number in range(1, len(parts) + 1)]
        subject = self._texts.words(point.short_title)
        title = self._texts.plain("laws.point_title", subject=subject, letter=point.letter)
        if law.id != self._in_force.id:
            title = f"{title}, {law.full_name}"
        for number, part in enumerate(parts):
            here = paths[number]
            rows = []
            for agency, count in part:
                target = urls.relative(here, urls.agency(agency.id, DISCLOSURE))
                fragment = path.rpartition("/")[2]
                href = f"{target}#{fragment}" if law.id == self._in_force.id else target
                rows.append((href, agency, count))
            yield self._page(
                here,
                "point",
                title=title,
                description=self._texts.plain("laws.point_description", title=point.title),
                law=law,
                point=point,
                rows=rows,
                total=len(entries),
                older=self._related(here, law, point, newer=False),
                newer=self._related(here, law, point, newer=True),
                law_href=urls.relative(here, self._law_path(law)),
                pages=[urls.relative(here, other) for other in paths],
                number=number + 1,
                mark=Marks(law, self._texts),
            )

    def _under(self, point: Point) -> list[tuple[AgencySummary, int]]:
        return [
            (agency, agency.points[point.id])
            for agency in self._summaries
            if point.id in agency.points
        ]

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
            (
                urls.relative(source, point_path(urls, other, candidate)),
                self._texts.plain("disclosure.point", letter=candidate.letter)
                + f". {candidate.short_title}",
            )
            for other in others
            for candidate in self._site.framework.corresponding_points(point.id, other)
        ]

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
        kinds = {"laws": "cac-luat", "law": "luat", "point": "diem-luat"}
        return Page(
            path=path, kind=kinds[template], title=title, description=description, content=content
        )
