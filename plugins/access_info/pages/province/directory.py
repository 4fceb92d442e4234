"""Renders the directory of agencies, by type and by letter, and the front page.

No page of the directory has more than a few hundred rows.
"""

from __future__ import annotations

import collections
import datetime
import heapq
import html
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

import markupsafe

from access_info.assessment.province import MIN_FOR_RATE, percent
from access_info.legal.answers import PROVIDED
from access_info.legal.packs import LawPack
from access_info.loading.folders import is_agency_id
from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_KINDS, AGENCY_TYPES
from access_info.pages.province.law_pages import subjects
from access_info.pages.rendering.environment import SOURCE, vn_number
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    FEED,
    LETTERS,
    MAX_ROWS,
    OVERSIGHT,
    SEARCH,
    TYPES,
    divide,
)
from access_info.pages.rendering.site import (
    BEFORE_PAINTING,
    AgencySummary,
    ListedItem,
    Page,
    SiteContext,
    by_name,
    catalogue_link,
    index_letter,
    law_in_force,
    law_page_name,
    script,
    site_page,
    style,
)
from access_info.source.placeholders import Placeholder

_ENDED_GROUP = "da-cham-dut"
_SINGLE_PAGE = {"pages": (), "number": 1}


class DirectoryGroup(NamedTuple):
    """Agencies under one heading of the directory.

    Attributes:
        name: Last part of the address of the group's own page, where it has one.
        anchor: Element id of the heading, or "".
        title: The heading, or "".
        agencies: The agencies under the heading.
    """

    name: str
    anchor: str
    title: str
    agencies: Sequence[AgencySummary]


def directory_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Yield the pages of the directory, by type and by letter, in the site's language.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    directory = _Directory(summaries, site, as_of)
    yield from directory.by_type()
    yield from directory.by_letter()


class _Directory:
    """Renders the directory; holds the agencies in the order of their names."""

    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        """Sort the agencies by name."""
        self._site, self._texts = site, site.texts
        self._law = law_in_force(site.framework, as_of)
        self._all = by_name(summaries)
        self._by_id = {agency.id: agency for agency in self._all}

    def by_type(self) -> Iterator[Page]:
        """Yield the directory by type: one page for all types while it fits, else a page for each type."""
        groups = list(self._types())
        if len(self._all) <= MAX_ROWS:
            yield self._page(DIRECTORY, self._texts["directory.title"], groups)
            return
        path = self._site.urls.site(DIRECTORY)
        index: list[tuple[str, DirectoryGroup]] = []
        for group in groups:
            name = f"{TYPES}/{group.name}"
            index.append((self._site.urls.to_site(path, name), group))
            is_type = group.name in AGENCY_TYPES
            words = self._texts.words(AGENCY_TYPES[group.name]) if is_type else group.title
            title = self._texts.plain("directory.type_title", type=words)
            yield from self._in_parts(name, title, [("", agency) for agency in group.agencies])
        yield self._page(DIRECTORY, self._texts["directory.title"], [], index=index)

    def by_letter(self) -> Iterator[Page]:
        """Yield the directory by letter of the Vietnamese alphabet."""
        groups: dict[str, list[AgencySummary]] = {}
        for agency in self._all:
            letter = index_letter(agency.short_name)
            label = self._texts["directory.other"] if letter == "#" else letter
            groups.setdefault(label, []).append(agency)
        rows = [(label, agency) for label, members in groups.items() for agency in members]
        yield from self._in_parts(LETTERS, self._texts["directory.letters_title"], rows)

    def _types(self) -> Iterator[DirectoryGroup]:
        """Yield the groups of agencies by type, dissolved agencies last.

        The first group of communes has an anchor, to which the front page links.
        """
        anchor = "xa-phuong"
        for name, label in AGENCY_TYPES.items():
            rows = [agency for agency in self._all if agency.type == name and not agency.ended]
            if not rows:
                continue
            is_commune = AGENCY_KINDS[name].is_local_committee
            # Names of types are Vietnamese words, which `phrase` translates or marks as Vietnamese.
            yield DirectoryGroup(
                name, anchor if is_commune else "", self._texts.phrase(label), rows
            )
            anchor = "" if is_commune else anchor
        if ended := [agency for agency in self._all if agency.ended]:
            yield DirectoryGroup(_ENDED_GROUP, _ENDED_GROUP, self._texts["directory.ended"], ended)

    def _in_parts(
        self, name: str, title: str, rows: Sequence[tuple[str, AgencySummary]]
    ) -> Iterator[Page]:
        """Yield the pages of a long list.

        Args:
            name: Path of the first page below the front page.
            title: Title of the pages.
            rows: Heading and agency of each row; rows with the same heading follow one another.
        """
        for part in divide(self._site.urls, name, rows, MAX_ROWS):
            groups = [
                DirectoryGroup("", "", heading, [agency for _, agency in members])
                for heading, members in itertools.groupby(part.rows, key=lambda row: row[0])
            ]
            yield self._page(part.name, title, groups, pager=part.pager)

    def _page(
        self,
        name: str,
        title: str,
        groups: Sequence[DirectoryGroup],
        *,
        index: Sequence[tuple[str, DirectoryGroup]] = (),
        pager: Mapping[str, object] = _SINGLE_PAGE,
    ) -> Page:
        """Render one page of the directory.

        Args:
            name: Path of the page below the front page.
            title: Title of the page.
            groups: Groups of agencies that stand on the page.
            index: Groups that have pages of their own, each with the link to it.
            pager: Links to the other pages of a long list, as `divide` gives them.
        """
        site, urls = self._site, self._site.urls
        path, place = urls.site(name), site.place.name
        head = style(site, path, "directory") + script(
            site, path, "directory", when=BEFORE_PAINTING
        )
        of_place = self._texts.plain("directory.of_place", place=place) if place else ""
        return site_page(
            site,
            self._law,
            name,
            "directory",
            kind="danh-sach",
            title=title,
            description=self._texts.plain("directory.description", place=of_place),
            head=head if groups else "",
            values={
                "groups": [
                    (group, [self._row(path, agency) for agency in group.agencies])
                    for group in groups
                ],
                "index": index,
                "by_type": urls.to_site(path, DIRECTORY),
                "by_letter": urls.to_site(path, LETTERS),
                "in_letters": name == LETTERS or name.startswith(f"{LETTERS}/"),
                "ask": urls.to_site(path, ASK),
                "search": urls.to_site(path, SEARCH) if site.features.search else "",
                "office": site.place.oversight,
                **pager,
            },
        )

    def _row(self, path: str, agency: AgencySummary) -> dict[str, object]:
        """Return an agency's values for the directory's template, with links from the page at `path`."""
        urls = self._site.urls
        return {
            "href": urls.to_agency(path, agency.id),
            "agency": agency,
            "former": agency.former_names,
            "ended": self._ended_words(agency),
            "successors": [
                (urls.to_agency(path, name), self._by_id[name].short_name)
                if name in self._by_id
                else ("", name)
                for name in agency.successors
                # The name of a folder that no longer exists would mean nothing to readers.
                if agency.ended and (name in self._by_id or not is_agency_id(name))
            ],
        }

    def _ended_words(self, agency: AgencySummary) -> str:
        """Return words on an agency's end with its day, if known; "" for an agency that has not ended."""
        if not agency.ended:
            return ""
        if agency.ended == "?":
            return self._texts["directory.ended_plain"]
        day = datetime.date.fromisoformat(agency.ended)
        return self._texts.plain("directory.ended_on", date=vn_date(day))


# The front page: the search, the main tasks, some numbers, subjects, news.

LATELY = 30  # days for which an item counts as changed lately
# Items, and example searches, that the front page shows.
_MAX_NEWS = 6
_MAX_EXAMPLES = 6
# A longer example would fill a line on a phone.
_MAX_EXAMPLE_LENGTH = 24
# The words of a link, or those of what it opens: `<small>PDF, 412 kB</small>`.
_LINK_OR_TAG_WORDS = re.compile(r"(<(?:a [^>]*|small)>)([^<]*)")
_FEED_LINK = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'


class FrontTask(NamedTuple):
    """A tile on the front page: something that a visitor can do here.

    Attributes:
        href: Link to the page for it.
        icon: Name of the icon.
        title: What can be done.
        words: A sentence on it.
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
    """Renders the front page; holds what its parts share."""

    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        listed: Mapping[str, Sequence[ListedItem]],
        site: SiteContext,
        as_of: AsOf,
    ) -> None:
        """Take what `front_page` was given; set dissolved agencies apart."""
        self._living = [agency for agency in summaries if not agency.ended]
        self._summaries, self._listed = summaries, listed
        self._site, self._texts, self._as_of = site, site.texts, as_of
        self._path = site.urls.site("")

    def page(self) -> Page:
        """Render the front page."""
        site, texts = self._site, self._texts
        law = law_in_force(site.framework, self._as_of)
        period = _answer_period(law)
        lead = texts["home.lead"]
        if period:
            lead = texts.fill("home.lead_period", period=texts.phrase(period))
        return site_page(
            site,
            law,
            "",
            "home",
            kind="trang-dau",
            # The shell adds the site's name.
            title=texts["site.section" if site.urls.prefix else "site.home"],
            heading=self._heading(),
            description=texts["site.home_text"],
            head=self._feed() + catalogue_link(site, self._path),
            values={
                "lead": lead,
                "search": self._to(SEARCH) if site.features.search else "",
                "examples": self._examples() if site.features.search else [],
                "tiles": list(self._tiles(period)),
                "figures": list(self._headline_numbers()),
                "law_href": self._to(law_page_name(law)),
                "subjects": subjects(law, self._summaries, site, self._path),
                "news": list(self._news()),
                "all_agencies": self._to(DIRECTORY) if site.urls.single is None else "",
                "portal": site.place.portal,
            },
        )

    def _feed(self) -> str:
        """Render the link in the head by which feed readers find the feed of all agencies, if there is one."""
        site = self._site
        has_news = any(agency.news for agency in self._summaries)
        if not (site.features.downloads and site.urls.site_url and has_news) or site.urls.single:
            return ""
        name = site.place.name or self._texts["site.section"]
        href = site.urls.relative_file(self._path, site.urls.shared(FEED))
        title = self._texts.plain("exports.feed_of", name=name)
        return _FEED_LINK.format(html.escape(title), href)

    def _to(self, name: str) -> str:
        """Return the link from the front page to a page about all agencies."""
        return self._site.urls.to_site(self._path, name)

    def _heading(self) -> str | markupsafe.Markup:
        """Return the heading with the jurisdiction: `… của cơ quan nhà nước tỉnh Mẫu`, `… của Bộ Mẫu`."""
        place, texts = self._site.place, self._texts
        if not place.name:
            return texts["home.title"]
        key = "home.title_area" if place.kind.is_area else "home.title_of"
        name = place.name
        if place.kind.is_area and self._site.language == SOURCE:
            name = name[0].lower() + name[1:]
        return texts.fill(key, name=texts.phrase(name))

    def _examples(self) -> list[tuple[str, str]]:
        """List (link, words) of example searches: the jurisdiction's, else agencies' commonest headings."""
        words = list(self._site.place.search_examples)
        if not words:
            common: collections.Counter[str] = collections.Counter()
            for agency in self._living:
                common.update(dict(agency.groups))
            words = [name for name, _ in common.most_common() if len(name) <= _MAX_EXAMPLE_LENGTH]
        search = self._to(SEARCH)
        return [(f"{search}#q={quote(word)}", word) for word in words[:_MAX_EXAMPLES]]

    def _tiles(self, period: str) -> Iterator[FrontTask]:
        """Yield the tiles of what a visitor can do; on a single agency's site only the one for its list."""
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

    def _headline_numbers(self) -> Iterator[tuple[str, str]]:
        """Yield (number, what it counts): agencies, items, recent changes, the share answered in time."""
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
        if answered >= MIN_FOR_RATE:
            in_time = sum(count for year, count, _ in years if year == newest)
            yield percent(in_time, answered), texts.plain("home.answered", year=newest)

    def _changed_lately(self) -> int:
        """Count the items that changed in the last 30 days.

        Days of change are sorted, so that the search ends at the first one that is too old. Each call on
        `as_of` notes a day on which the number will change, and the page be rendered anew.
        """
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

    def _news(self) -> Iterator[dict[str, object]]:
        """Yield the items that changed last: title as HTML, name of the agency, day."""
        names = {agency.id: agency.short_name for agency in self._living}
        candidates: list[tuple[str, str, ListedItem]] = []
        for name in names:
            taken = 0
            for item in self._listed.get(name, ()):
                if not item.day or taken == _MAX_NEWS:
                    break
                if self._as_of.reached(datetime.date.fromisoformat(item.day)):
                    candidates.append((item.day, name, item))
                    taken += 1
        newest = heapq.nlargest(_MAX_NEWS, candidates, key=lambda row: row[:2])
        root = self._site.urls.root(self._path)
        for day, name, item in newest:
            title = Placeholder.ROOT.fill(item.title, root)
            if self._site.language != SOURCE:
                title = _LINK_OR_TAG_WORDS.sub(rf'\1<span lang="{SOURCE}">\2</span>', title)
            yield {
                "title": markupsafe.Markup(title),  # noqa: S704 - escaped in `listed_items`
                "agency": names[name],
                "date": vn_date(datetime.date.fromisoformat(day)),
            }


def _answer_period(law: LawPack) -> str:
    """Return the law's longest period for answering a request, `10 ngày làm việc`; "" if it has none."""
    periods = [deadline for stage in PROVIDED for deadline in law.deadlines_for(stage)]
    if not periods:
        return ""
    words = max(periods, key=lambda deadline: deadline.value).words
    return words.removeprefix("0")
