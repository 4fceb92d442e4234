"""The directory of agencies: by type and by letter. No page of it grows past a few hundred rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from access_info.loading.folders import is_agency_id
from access_info.model.agency_kinds import AGENCY_KINDS
from access_info.model.declarations.date_words import vn_date
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.ordering import index_letter, index_name, sort_key
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.pagination import MOST_ROWS, divide
from access_info.pages.rendering.paths import ASK, DIRECTORY, LETTERS, SEARCH, TYPES
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary

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
