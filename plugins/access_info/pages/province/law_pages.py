"""Pages of the laws: their index, each law. What a point of one is about has pages of its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

import markupsafe

from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind
from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.model.verification import FactCheck
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.province.point_pages import point_pages
from access_info.pages.province.subjects import subjects
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.listed_items import ListedItem
from access_info.pages.rendering.marks import Marks, is_compared, verification_words
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import ACCURACY, LAWS
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary

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
