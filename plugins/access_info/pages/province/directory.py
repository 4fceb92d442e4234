"""The directory of agencies: by type and by letter. No page of it grows past a few hundred rows."""

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

from access_info.assessment.province import MIN_FOR_RATE, percent
from access_info.legal.answers import PROVIDED
from access_info.legal.packs import LawPack
from access_info.loading.folders import is_agency_id
from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_KINDS, AGENCY_TYPES
from access_info.pages.province.law_pages import subjects
from access_info.pages.rendering.environment import SOURCE, environment, vn_number
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    FEED,
    LAWS,
    LETTERS,
    MOST_ROWS,
    OVERSIGHT,
    SEARCH,
    TYPES,
    divide,
)
from access_info.pages.rendering.site import (
    AgencySummary,
    ListedItem,
    Page,
    SiteContext,
    catalogue_link,
    index_letter,
    index_name,
    law_in_force,
    law_line,
    sort_key,
)
from access_info.source.placeholders import Placeholder

_ENDED = "da-cham-dut"
_HEAD = (
    '<link rel="stylesheet" href="{root}assets/access-info/directory.css">'
    '<script src="{root}assets/access-info/directory.js" defer></script>'
)


class DirectoryGroup(NamedTuple):
    """Agencies under one heading.

    Attributes:
        name: Last part of the address of a page of its own.
        anchor: Element id of the heading, or "".
        title: The heading, or "".
        agencies: Those under it.
    """

    name: str
    anchor: str
    title: str
    agencies: Sequence[AgencySummary]


class DirectoryRow(NamedTuple):
    """An agency as the directory shows it.

    Attributes:
        href: Link to its pages.
        agency: What is known of it.
        former: Names that it bore before and that no longer say where it is.
        ended: Words on its end, or "".
        successors: Agencies that hold its records now: link, name.
    """

    href: str
    agency: AgencySummary
    former: tuple[str, ...]
    ended: str
    successors: list[tuple[str, str]]


def directory_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Render the directory by type and by letter, in the site's language.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    builder = _DirectoryBuilder(summaries, site, as_of)
    yield from builder.by_type()
    yield from builder.by_letter()


class _DirectoryBuilder:
    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        self._site = site
        self._texts = site.texts
        self._law = law_in_force(site.framework, as_of)
        self._all = sorted(summaries, key=lambda agency: sort_key(index_name(agency.short_name)))
        self._by_id = {agency.id: agency for agency in self._all}

    def by_type(self) -> Iterator[Page]:
        """Render the directory by type: all on one page while they fit, else one for each type."""
        groups = list(self._types())
        title = self._texts["directory.title"]
        path = self._site.urls.site(DIRECTORY)
        whole = len(self._all) <= MOST_ROWS
        index: list[tuple[str, DirectoryGroup]] = []
        for group in () if whole else groups:
            own = self._site.urls.site(f"{TYPES}/{group.name}")
            index.append((self._site.urls.relative(path, own), group))
            words = (
                self._texts.words(AGENCY_TYPES[group.name])
                if group.name in AGENCY_TYPES
                else group.title
            )
            heading = self._texts.plain("directory.type_title", type=words)
            yield from self._divided(own, heading, [group._replace(title="", anchor="")])
        yield self._list(path, title, groups=groups if whole else [], index=index)

    def by_letter(self) -> Iterator[Page]:
        """Render the directory by letter of the Vietnamese alphabet."""
        groups: dict[str, list[AgencySummary]] = {}
        for agency in self._all:
            letter = index_letter(agency.short_name)
            label = self._texts["directory.other"] if letter == "#" else letter
            groups.setdefault(label, []).append(agency)
        path = self._site.urls.site(LETTERS)
        listed = [DirectoryGroup("", "", label, rows) for label, rows in groups.items()]
        yield from self._divided(path, self._texts["directory.letters_title"], listed)

    def _types(self) -> Iterator[DirectoryGroup]:
        """Yield the types that there are, those that ended last; the first of communes can be linked to."""
        anchor = "xa-phuong"
        for name, label in AGENCY_TYPES.items():
            rows = [agency for agency in self._all if agency.type == name and not agency.ended]
            if not rows:
                continue
            is_commune = AGENCY_KINDS[name].is_local_committee
            # Names of types are Vietnamese data and may need a mark; `directory.ended` is translated.
            yield DirectoryGroup(
                name, anchor if is_commune else "", self._texts.phrase(label), rows
            )
            anchor = "" if is_commune else anchor
        if ended := [agency for agency in self._all if agency.ended]:
            yield DirectoryGroup(_ENDED, _ENDED, self._texts["directory.ended"], ended)

    def _divided(self, path: str, title: str, groups: Sequence[DirectoryGroup]) -> Iterator[Page]:
        """Render a long list on several pages."""
        flat = [(group, agency) for group in groups for agency in group.agencies]
        parts = divide(flat, MOST_ROWS)
        paths = [path if number == 1 else f"{path}/{number}" for number in range(1, len(parts) + 1)]
        for number, part in enumerate(parts):
            grouped: dict[str, list[AgencySummary]] = {}
            for group, agency in part:
                grouped.setdefault(group.title, []).append(agency)
            yield self._list(
                paths[number],
                title,
                groups=[DirectoryGroup("", "", label, rows) for label, rows in grouped.items()],
                pages=[self._site.urls.relative(paths[number], other) for other in paths],
                number=number + 1,
            )

    def _list(
        self,
        path: str,
        title: str,
        *,
        groups: Sequence[DirectoryGroup],
        index: Sequence[tuple[str, DirectoryGroup]] = (),
        pages: Sequence[str] = (),
        number: int = 1,
    ) -> Page:
        site, urls, texts = self._site, self._site.urls, self._texts
        place = site.place.name
        of_place = texts.plain("directory.of_place", place=place) if place else ""
        by_letter = urls.site(LETTERS)
        content = (
            environment(site.language)
            .get_template("site/directory.html.jinja")
            .render(
                page={
                    "heading": title,
                    "updated": None,
                    "law_line": law_line(self._law, site.language),
                },
                groups=[
                    (group, [self._row(path, agency) for agency in group.agencies])
                    for group in groups
                ],
                index=index,
                pages=pages,
                number=number,
                by_type=urls.relative(path, urls.site(DIRECTORY)),
                by_letter=urls.relative(path, by_letter),
                in_letters=path == by_letter or path.startswith(f"{by_letter}/"),
                ask=urls.relative(path, urls.site(ASK)),
                search=urls.relative(path, urls.site(SEARCH)) if site.features.search else "",
                office=site.place.oversight,
            )
        )
        logical = path.removeprefix(urls.site("")).lstrip("/")
        return Page(
            path=path,
            alternates=site.alternates(lambda other: other.site(logical)),
            kind="danh-sach",
            title=title,
            description=texts.plain("directory.description", place=of_place),
            content=content,
            head=_HEAD.format(root=urls.root(path)) if groups else "",
        )

    def _row(self, source: str, agency: AgencySummary) -> DirectoryRow:
        urls = self._site.urls
        return DirectoryRow(
            href=urls.relative(source, urls.agency(agency.id)),
            agency=agency,
            former=agency.former_names,
            ended=self._ended_words(agency),
            successors=[
                (
                    urls.relative(source, urls.agency(name)) if name in self._by_id else "",
                    self._by_id[name].short_name if name in self._by_id else name,
                )
                for name in agency.successors
                # A folder that is not there any more is no name for people.
                if agency.ended and (name in self._by_id or not is_agency_id(name))
            ],
        )

    def _ended_words(self, agency: AgencySummary) -> str:
        if not agency.ended:
            return ""
        if agency.ended == "?":
            return self._texts["directory.ended_plain"]
        day = datetime.date.fromisoformat(agency.ended)
        return self._texts.plain("directory.ended_on", date=vn_date(day))


# The front page: a search, what one can do here, how much there is, subjects, what is new.

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
        if answered >= MIN_FOR_RATE:
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
