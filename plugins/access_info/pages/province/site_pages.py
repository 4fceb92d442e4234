"""Pages about all agencies: home, directory, redirects. None grows past a few hundred rows."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from access_info.loading import is_agency_id
from access_info.model.declarations.date_words import vn_date
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.province.accessibility import accessibility_page, load_record
from access_info.pages.province.accuracy import accuracy_page
from access_info.pages.province.law_pages import law_pages
from access_info.pages.province.look_page import look_page
from access_info.pages.province.request_pages import request_pages
from access_info.pages.province.search_page import search_page
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.ordering import index_letter, index_name, sort_key
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.pagination import divide
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    FIXED_PAGES,
    LAWS,
    LETTERS,
    SEARCH,
    TYPES,
)
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary

MOST_ROWS = 300


def site_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf, *, home: bool
) -> Iterator[Page]:
    """Render the pages that are not one agency's, but those of oversight and open data.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
        home: Whether the site needs a front page of ours.
    """
    builder = _SiteBuilder(summaries, site, as_of)
    if home:
        yield builder.home()
    if site.urls.single is None:
        yield from builder.directory()
        yield from builder.letters()
    yield from law_pages(summaries, site, as_of)
    if site.features.search:
        yield search_page(site, as_of)
    yield from request_pages(summaries, site, as_of)
    yield accessibility_page(site, as_of, record=load_record())
    yield accuracy_page(site, as_of)
    yield look_page(site, as_of)
    yield from builder.redirects()


def translated_site_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Render the site-wide pages that a further language of the interface offers.

    Args:
        summaries: All agencies.
        site: What pages share, in the language.
        as_of: The day of judgement.
    """
    builder = _SiteBuilder(summaries, site, as_of)
    pages: list[Page] = []
    if site.urls.single is None:
        pages += [builder.home(), *builder.directory(), *builder.letters()]
    if site.features.search:
        pages.append(search_page(site, as_of))
    pages += request_pages(summaries, site, as_of)
    pages.append(accessibility_page(site, as_of, record=load_record()))
    pages.append(accuracy_page(site, as_of))
    start = site.urls.site("")
    for page in pages:
        if page.path == start or page.path.startswith(f"{start}/"):
            yield dataclasses.replace(page, language=site.language)


class _SiteBuilder:
    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._law = law_in_force(site.framework, as_of)
        ordered = sorted(summaries, key=lambda agency: sort_key(index_name(agency.short_name)))
        self._living = [agency for agency in ordered if not agency.ended]
        self._ended = [agency for agency in ordered if agency.ended]
        self._all = ordered
        self._environment = environment(site.language)

    def home(self) -> Page:
        place = self._site.place
        texts = self._texts
        title = (
            texts.fill("site.home_title_of", name=texts.phrase(place.name))
            if place.name
            else texts["site.home_title"]
        )
        path = self._site.urls.site("")
        links = [
            (self._site.urls.site(LAWS), texts["laws.title"]),
        ]
        if self._site.urls.single is None:
            links[:0] = [
                (self._site.urls.site(DIRECTORY), texts["directory.title"]),
                (self._site.urls.site(ASK), texts["ask.title"]),
            ]
        if self._site.features.search:
            links.insert(0, (self._site.urls.site(SEARCH), texts["search.title"]))
        page = self._page(
            path,
            "home",
            title=title,
            description=texts["site.home_text"],
            place=place,
            count=len(self._living),
            links=[(self._site.urls.relative(path, target), words) for target, words in links],
        )
        # The shell adds the site's name, which is this page's heading.
        return dataclasses.replace(page, title=texts["site.home"])

    def directory(self) -> Iterator[Page]:
        """Render the directory by type: all on one page while they fit, else one for each type."""
        by_type = {
            name: [agency for agency in self._living if agency.type == name]
            for name in AGENCY_TYPES
        }
        texts = self._texts
        # Names of types are Vietnamese data and may need a mark; `directory.ended` is translated.
        groups = [
            (texts.phrase(AGENCY_TYPES[name]), rows) for name, rows in by_type.items() if rows
        ]
        if self._ended:
            groups.append((texts["directory.ended"], self._ended))
        title = texts["directory.title"]
        whole = len(self._all) <= MOST_ROWS
        index: list[tuple[str, str, int]] = []
        if not whole:
            names = [name for name, rows in by_type.items() if rows]
            names += ["da-cham-dut"] if self._ended else []
            for name, (label, rows) in zip(names, groups, strict=True):
                path = self._site.urls.site(f"{TYPES}/{name}")
                index.append((path, label, len(rows)))
                words = texts.words(AGENCY_TYPES[name]) if name in AGENCY_TYPES else label
                heading = texts.plain("directory.type_title", type=words)
                yield from self._divided(path, heading, [("", rows)])
        path = self._site.urls.site(DIRECTORY)
        yield self._list(
            path,
            title,
            groups=groups if whole else [],
            index=[
                (self._site.urls.relative(path, target), label, count)
                for target, label, count in index
            ],
        )

    def letters(self) -> Iterator[Page]:
        """Render the directory by letter of the Vietnamese alphabet."""
        groups: dict[str, list[AgencySummary]] = {}
        for agency in self._all:
            letter = index_letter(agency.short_name)
            label = self._texts["directory.other"] if letter == "#" else letter
            groups.setdefault(label, []).append(agency)
        path = self._site.urls.site(LETTERS)
        yield from self._divided(path, self._texts["directory.letters_title"], list(groups.items()))

    def redirects(self) -> Iterator[Page]:
        """Render, for old folder names of `_dia-ban.yml`, pages that lead to the new place."""
        urls = self._site.urls
        for entry in self._site.place.redirects:
            if not entry.old or not entry.new or entry.old in self._site.agencies:
                continue
            if not is_agency_id(entry.old) or entry.new not in self._site.agencies:
                continue  # the check reports it; a wrong name must not become a path
            for name in ("", *FIXED_PAGES):
                source = urls.agency(entry.old, name)
                yield self.redirect(source, entry.new, name)

    def redirect(self, source: str, agency: str, name: str) -> Page:
        """Render a page that leads on at once to an agency's page, and says so."""
        target = self._site.urls.agency(agency, name)
        href = self._site.urls.relative(source, target)
        template = self._environment.get_template("site/redirect.html.jinja")
        content = template.render(href=href, agency=agency)
        return Page(
            path=source,
            kind="chuyen",
            title=self._texts["site.moved_title"],
            description=self._texts["site.moved_text"],
            content=content,
            indexed=False,
            forward=href,
            canonical=target,
        )

    def _divided(
        self, path: str, title: str, groups: list[tuple[str, list[AgencySummary]]]
    ) -> Iterator[Page]:
        """Render a long list on several pages."""
        flat = [(label, agency) for label, rows in groups for agency in rows]
        parts = divide(flat, MOST_ROWS)
        paths = [path if number == 1 else f"{path}/{number}" for number in range(1, len(parts) + 1)]
        for number, part in enumerate(parts):
            grouped: dict[str, list[AgencySummary]] = {}
            for label, agency in part:
                grouped.setdefault(label, []).append(agency)
            yield self._list(
                paths[number],
                title,
                groups=list(grouped.items()),
                index=[],
                pages=[self._site.urls.relative(paths[number], other) for other in paths],
                number=number + 1,
            )

    def _list(
        self,
        path: str,
        title: str,
        *,
        groups: Sequence[tuple[str, Sequence[AgencySummary]]],
        index: Sequence[tuple[str, str, int]],
        pages: Sequence[str] = (),
        number: int = 1,
    ) -> Page:
        urls = self._site.urls
        place = self._site.place.name
        description = self._texts.plain(
            "directory.description",
            place=self._texts.plain("directory.of_place", place=place) if place else "",
        )
        rows = [
            (
                label,
                [
                    (urls.relative(path, urls.agency(agency.id)), agency, self._ended_words(agency))
                    for agency in agencies
                ],
            )
            for label, agencies in groups
        ]
        return self._page(
            path,
            "directory",
            title=title,
            description=description,
            groups=rows,
            index=index,
            pages=pages,
            number=number,
            by_type=urls.relative(path, urls.site(DIRECTORY)),
            by_letter=urls.relative(path, urls.site(LETTERS)),
            is_by_letter=path.startswith(urls.site(LETTERS)),
        )

    def _ended_words(self, agency: AgencySummary) -> str:
        if not agency.ended or agency.ended == "?":
            return ""
        day = datetime.date.fromisoformat(agency.ended)
        return self._texts.plain("directory.ended_on", date=vn_date(day))

    def _page(
        self, path: str, template: str, *, title: str, description: str, **values: object
    ) -> Page:
        content = self._environment.get_template(f"site/{template}.html.jinja").render(
            page={
                "heading": title,
                "updated": None,
                "law_line": law_line(self._law, self._site.language),
            },
            **values,
        )
        start = self._site.urls.site("")
        logical = path.removeprefix(start).lstrip("/")
        return Page(
            path=path,
            alternates=self._site.alternates(lambda other: other.site(logical)),
            kind={"home": "trang-dau", "directory": "danh-sach"}[template],
            title=title,
            description=description,
            content=content,
        )
