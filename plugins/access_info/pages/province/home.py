"""The front page: a search, what one can do here, how much there is, subjects, what is new."""

from __future__ import annotations

import collections
import datetime
import heapq
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

import markupsafe

from access_info.assessment.province import FEWEST_FOR_RATE, percent
from access_info.legal.answers import PROVIDED
from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_KINDS
from access_info.pages.province.subjects import subjects
from access_info.pages.rendering.environment import environment, vn_number
from access_info.pages.rendering.listed_items import ListedItem
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import ASK, DIRECTORY, FEED, LAWS, OVERSIGHT, SEARCH
from access_info.pages.rendering.site import SiteContext, catalogue_link, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.translations import SOURCE
from access_info.source.placeholders import Placeholder

LATELY = 30  # days
_NEWS = 6
_MOST_EXAMPLES = 6
# Longer ones fill a phone's line, or more.
_LONGEST_EXAMPLE = 24
# The words of a link, and of a tag, `<small>PDF, 412 kB</small>`.
_MARKED = re.compile(r"(<(?:a [^>]*|small)>)([^<]*)")
_FEED_LINK = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'


class News(NamedTuple):
    """An item among the newest.

    Attributes:
        title: HTML: the title as a link, and what opens.
        agency: Whose it is.
        date: As readers write it.
    """

    title: markupsafe.Markup
    agency: str
    date: str


class FrontTask(NamedTuple):
    """One thing that can be done.

    Attributes:
        href: Where.
        icon: Name of its picture.
        title: What.
        words: A few more words.
    """

    href: str
    icon: str
    title: str
    words: str


def front_page(
    summaries: Sequence[AgencySummary],
    listed: Mapping[str, Sequence[ListedItem]],
    site: SiteContext,
    as_of: AsOf,
) -> Page:
    """Render the front page in the site's language.

    Args:
        summaries: All agencies.
        listed: By agency, its items in force, the newest first.
        site: What pages share.
        as_of: The day of judgement.
    """
    return _FrontPage(summaries, listed, site, as_of).page()


class _FrontPage:
    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        listed: Mapping[str, Sequence[ListedItem]],
        site: SiteContext,
        as_of: AsOf,
    ) -> None:
        self._living = [agency for agency in summaries if not agency.ended]
        self._summaries = summaries
        self._listed = listed
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._law = law_in_force(site.framework, as_of)
        self._path = site.urls.site("")

    def page(self) -> Page:
        """Render it."""
        site, texts, place = self._site, self._texts, self._site.place
        period = _answer_period(self._law)
        lead = texts["home.lead"]
        if period:
            lead = texts.fill("home.lead_period", period=texts.phrase(period))
        content = (
            environment(site.language)
            .get_template("site/home.html.jinja")
            .render(
                page={
                    "heading": self._heading(),
                    "updated": None,
                    "law_line": law_line(self._law, site.language),
                },
                lead=lead,
                search=self._to(SEARCH) if site.features.search else "",
                examples=self._examples() if site.features.search else [],
                tiles=list(self._tiles(period)),
                figures=list(self._figures()),
                law=self._law,
                law_href=site.urls.relative(self._path, site.urls.site(f"{LAWS}/{self._law.slug}")),
                subjects=subjects(self._law, self._summaries, site, self._path),
                news=list(self._news()),
                all_agencies=self._to(DIRECTORY) if site.urls.single is None else "",
                portal=place.portal,
            )
        )
        return Page(
            path=self._path,
            kind="trang-dau",
            # The shell adds the site's name.
            title=texts["site.section" if site.urls.prefix else "site.home"],
            description=texts["site.home_text"],
            content=content,
            head=self._feed() + catalogue_link(site, self._path),
            language=site.language,
            alternates=site.alternates(lambda other: other.site("")),
        )

    def _feed(self) -> str:
        """Render the link by which readers of news find the feed of all agencies, if there is one."""
        site = self._site
        has_news = any(agency.news for agency in self._summaries)
        if not (site.features.downloads and site.urls.site_url and has_news) or site.urls.single:
            return ""
        name = site.place.name or self._texts["site.section"]
        href = site.urls.relative_file(self._path, site.urls.shared(FEED))
        title = self._texts.plain("exports.feed_of", name=name)
        return _FEED_LINK.format(html.escape(title), href)

    def _to(self, page: str) -> str:
        return self._site.urls.relative(self._path, self._site.urls.site(page))

    def _heading(self) -> str | markupsafe.Markup:
        """Say whose information it is: `… của cơ quan nhà nước tỉnh Mẫu`, `… của Bộ Mẫu`."""
        place, texts = self._site.place, self._texts
        if not place.name:
            return texts["home.title"]
        key = "home.title_area" if place.kind.is_area else "home.title_of"
        name = place.name
        if place.kind.is_area and self._site.language == SOURCE:
            name = name[0].lower() + name[1:]
        return texts.fill(key, name=texts.phrase(name))

    def _examples(self) -> list[tuple[str, str]]:
        """List what may be searched for: the jurisdiction's examples, else the commonest headings."""
        words = list(self._site.place.search_examples)
        if not words:
            common: collections.Counter[str] = collections.Counter()
            for agency in self._living:
                common.update(dict(agency.groups))
            words = [name for name, _ in common.most_common() if len(name) <= _LONGEST_EXAMPLE]
        search = self._to(SEARCH)
        return [(f"{search}#q={quote(word)}", word) for word in words[:_MOST_EXAMPLES]]

    def _tiles(self, period: str) -> Iterator[FrontTask]:
        texts, urls = self._texts, self._site.urls
        yield FrontTask(
            "#linh-vuc", "material/file-document", texts["home.public"], texts["home.public_text"]
        )
        if urls.single is not None:
            return
        words = texts["home.ask_text"]
        if period:
            words = texts.fill("home.ask_period", period=texts.phrase(period))
        yield FrontTask(self._to(ASK), "material/message-text", texts["home.ask"], words)
        communes = self._site.place.kind.is_province and any(
            AGENCY_KINDS[agency.type].is_local_committee for agency in self._living
        )
        yield FrontTask(
            f"{self._to(DIRECTORY)}#xa-phuong" if communes else self._to(DIRECTORY),
            "material/home-map-marker",
            texts["home.commune"] if communes else texts["home.agency"],
            texts["home.commune_text"],
        )
        if self._site.features.oversight:
            href = self._to(OVERSIGHT)
            yield FrontTask(
                href, "material/chart-bar", texts["home.duties"], texts["home.duties_text"]
            )

    def _figures(self) -> Iterator[tuple[str, str]]:
        """Yield numbers with what they count."""
        texts = self._texts
        separator = texts["common.thousands"]
        numbers = [
            (len(self._living), "home.agencies"),
            (sum(agency.public for agency in self._summaries), "home.items"),
            (self._changed_lately(), "home.changed"),
        ]
        for number, key in numbers:
            yield vn_number(number, separator=separator), texts[key]
        years = [agency.answers for agency in self._living if agency.answers]
        newest = max((year for year, _, _ in years), default=0)
        answered = sum(count for year, _, count in years if year == newest)
        if answered >= FEWEST_FOR_RATE:
            in_time = sum(count for year, count, _ in years if year == newest)
            yield percent(in_time, answered), texts.plain("home.answered", year=newest)

    def _changed_lately(self) -> int:
        """Count the items that changed in the last days; note until when that is right."""
        count = 0
        today = self._as_of.date.toordinal()
        for agency in self._living:
            for day in reversed(agency.changes):
                if day <= today - LATELY:
                    self._as_of.reached(datetime.date.fromordinal(day + LATELY))
                    break
                if self._as_of.reached(datetime.date.fromordinal(day)):
                    self._as_of.passed(datetime.date.fromordinal(day + LATELY - 1))
                    count += 1
        return count

    def _news(self) -> Iterator[News]:
        """Yield the items that changed last."""
        names = {agency.id: agency.short_name for agency in self._living}
        candidates: list[tuple[str, str, ListedItem]] = []
        for name in names:
            taken = 0
            for item in self._listed.get(name, ()):
                if not item.day or taken == _NEWS:
                    break
                if self._as_of.reached(datetime.date.fromisoformat(item.day)):
                    candidates.append((item.day, name, item))
                    taken += 1
        newest = heapq.nlargest(_NEWS, candidates, key=lambda row: row[:2])
        root = self._site.urls.root(self._path)
        for day, name, item in newest:
            title = Placeholder.ROOT.fill(item.title, root)
            if self._site.language != SOURCE:
                title = _MARKED.sub(rf'\1<span lang="{SOURCE}">\2</span>', title)
            yield News(
                markupsafe.Markup(title),  # noqa: S704 - escaped in `listed_items`
                names[name],
                vn_date(datetime.date.fromisoformat(day)),
            )


def _answer_period(law: LawPack) -> str:
    """Return the period within which the law has requests answered, the longest of any channel."""
    periods = [deadline for stage in PROVIDED for deadline in law.deadlines_for(stage)]
    if not periods:
        return ""
    words = max(periods, key=lambda deadline: deadline.value).words
    return words.removeprefix("0")
