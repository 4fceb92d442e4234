"""Renders all pages of one agency, with their contacts, dead links, embedding codes and navigation."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import html
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import jinja2
import markupsafe

from access_info.assessment.judges.agency import correction_due
from access_info.legal.answers import answers
from access_info.model.agency import Correction
from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.registry import Agency, ProsePage
from access_info.model.types import vn_date
from access_info.pages.agency import disclosure
from access_info.pages.agency.blocks import (
    block_words,
    divide_sections,
    divided_before,
    holders,
    is_narrowest,
    is_page,
    place_in_order,
    rows_of,
    year_of,
)
from access_info.pages.agency.compliance import StandingView, unmet_duties
from access_info.pages.agency.disclosure import Filing, ListRow, PointSection, has_content
from access_info.pages.agency.links import (
    TITLES,
    AgencyLinks,
    ProseLink,
    foot_tools,
    list_of_page,
    page_links,
)
from access_info.pages.agency.statistics import statistics_values
from access_info.pages.rendering.environment import (
    Rendered,
    anchor_element,
    environment,
    escaped,
    phone_link,
    render_markdown,
)
from access_info.pages.rendering.paths import (
    ACCURACY,
    ASK,
    COMPLIANCE,
    CONTACT,
    CORRECTIONS,
    EMBEDDING,
    MONTHS,
    OVERVIEW,
    PROSE,
    REGULATION,
    REQUEST,
    SEARCH,
    STATISTICS,
    ascii_letter,
)
from access_info.pages.rendering.site import (
    Page,
    Reach,
    SiteContext,
    law_in_force,
    law_line,
    point_page_name,
    reach_of,
    script,
    style,
)
from access_info.pages.request import (
    borrowed_note,
    deadlines,
    form_page_name,
    law_part,
    local_limits,
    request_part,
    search_index,
)
from access_info.pages.request import head as form_head
from access_info.source.placeholders import Placeholder, mark_full_only

# Whom a visitor can contact about an agency: the agency itself, else the oversight office.


@dataclasses.dataclass(frozen=True)
class ContactCard(Reach):
    """The contacts shown on an agency's pages, with counter and opening hours.

    Attributes:
        place: The counter where visitors are received.
        hours: The opening hours, in the agency's own words.
        office: Name of the oversight office, if the contacts are its, as the agency has none; else "".
    """

    place: str = ""
    hours: str = ""
    office: str = ""


def contact_card(agency: Agency, site: SiteContext, *, ended: bool) -> ContactCard:
    """Return the contacts to show: the focal point's, else the agency's, else the oversight office's.

    Args:
        agency: The agency.
        site: What pages share.
        ended: Whether the agency has been dissolved, so that nobody answers there.
    """
    profile, reach = agency.profile, reach_of(agency.profile)
    if reach.is_known and not ended:
        return ContactCard(
            unit=reach.unit if reach.phone else "",
            phone=reach.phone,
            email=reach.email,
            address=profile.address or reach.address,
            place=(profile.reception.place if profile.reception else "") or "",
            hours=profile.hours or "",
        )
    office = site.place.oversight
    if office is None:
        return ContactCard()
    return ContactCard(
        phone=office.phone or "",
        email=office.email or "",
        address=office.address or "",
        office=office.name or "",
    )


# The note behind a link that no longer works: since when, and whom to ask instead.


def with_dead_links(
    content: str, agency: Agency, site: SiteContext, page: str, *, ended: bool
) -> str:
    """Return a page's HTML with a note behind each dead link: since when, and whom to ask instead.

    The finished HTML is searched, so that pages of agencies without dead links cost nothing.

    Args:
        content: HTML of the page.
        agency: The agency whose page it is.
        site: What pages share; names the dead links.
        page: Name of the page (`rendering.paths`).
        ended: Whether the agency has been dissolved, so that nobody there can be asked.
    """
    dead = site.dead_links.get(agency.id)
    if not dead:
        return content
    texts = site.texts
    ask = markupsafe.Markup("")
    if not ended:
        contact = page_links(site.urls, agency.id, page)["contact"]
        link = anchor_element(contact, texts["links.contact"])
        ask = markupsafe.Markup("; {} {}").format(texts["links.ask"], link)
        points = [point.phone for point in agency.profile.contact_points if point.phone]
        if phone := points[0] if points else agency.profile.phone:
            ask += markupsafe.Markup(" {}").format(phone_link(phone))
    notes = {
        str(markupsafe.escape(address)): markupsafe.Markup(
            ' <em class="ai-unverified">({}{})</em>'
        ).format(texts.fill("links.dead", date=vn_date(day)), ask)
        for address, day in dead.items()
    }
    either = "|".join(re.escape(address) for address in sorted(notes))
    # `<a href="https://mau.example/cu">quy chế</a>`, the address dead.
    pattern = re.compile(f'<a href="({either})"[^>]*>.*?</a>', re.DOTALL)
    return pattern.sub(lambda match: match[0] + str(notes[match[1]]), content)


# The HTML that another portal copies to show our pages: iframes, links, the script that lets iframes grow.

# Height of an iframe without that script: fits a laptop's screen; on a phone some of the portal is seen.
_FRAME_PIXELS = 640
# The script that makes iframes as tall as their content; its path below the site's root.
_FRAME_HEIGHT = "assets/access-info/frame-height.js"


def embedding_codes(agency: Agency, site: SiteContext) -> dict[str, object]:
    """Return the HTML codes by which other portals can show an agency's pages.

    Returns:
        `host`, the domain that a portal must trust, "" where the site's address is not known;
        `frames`, (name, link to the framed page, code of an iframe) of every page that can be framed;
        `links`, code of plain links; `script`, code that lets iframes grow; `script_file`, link to that
        script. Codes are escaped, to be shown and copied.
    """
    urls, texts = site.urls, site.texts
    source = urls.agency(agency.id, EMBEDDING)
    frames, links = [], []
    for name, key in TITLES.items():
        page = urls.agency(agency.id, name)
        framed = urls.framed(agency.id, page)
        label = texts[f"nav.{key}"]
        title = texts.plain("embed.frame", page=label, agency=agency.short_name)
        words = texts.plain("embed.link", page=label, agency=agency.short_name)
        code = (
            f"<p>{_link_code(urls.absolute(page), words)}</p>\n"
            f'<iframe src="{html.escape(urls.absolute(framed))}" title="{html.escape(title)}" '
            f'width="100%" height="{_FRAME_PIXELS}"></iframe>'
        )
        frames.append((label, urls.relative(source, framed), _escaped_code(code)))
        links.append(f"<li>{_link_code(urls.absolute(page), label)}</li>")
    name = html.escape(texts.plain("embed.section", agency=agency.short_name))
    src = html.escape(urls.site_url) + _FRAME_HEIGHT
    return {
        "host": urlsplit(urls.site_url).hostname or "",
        "frames": frames,
        "links": _escaped_code("\n".join((f"<p>{name}</p>", "<ul>", *links, "</ul>"))),
        "script": _escaped_code(f'<script src="{src}" defer="defer"></script>'),
        "script_file": urls.relative_file(source, _FRAME_HEIGHT),
    }


def _link_code(href: str, words: str) -> str:
    """Return the HTML of a link with absolute address, for portals to copy."""
    return f'<a href="{html.escape(href)}">{html.escape(words)}</a>'


def _escaped_code(code: str) -> markupsafe.Markup:
    """Return HTML code escaped, so that a page shows it as text; quotation marks need no escape there."""
    return markupsafe.Markup(html.escape(code, quote=False))  # noqa: S704 - escaped


# The navigation of an agency: the list of its pages, which stands on each of them.

# Left out in another portal's frame, whose own head names the agency.
_NAME_IN_NAV = mark_full_only('<full-only><p class="ai-nav-name">%s</p></full-only>')


def agency_nav(agency: Agency, site: SiteContext, current: str, *, ended: bool = False) -> str:
    """Render an agency's navigation, the list of its pages, as HTML.

    Args:
        agency: The agency.
        site: What pages share.
        current: Name of the page that the navigation stands on.
        ended: Whether the agency has been dissolved: only pages with content are listed then.
    """
    title = _NAME_IN_NAV % escaped(site.texts.phrase(agency.short_name))
    if agency.pages or ended:
        return title + _nav_list(agency, site, current, ended=ended)
    # Agencies without free pages have the same links, which are rendered once.
    key = ("nav", current)
    if key not in site.parts:
        links = _nav_list(agency, site, current, ended=False)
        site.parts[key] = markupsafe.Markup(links)  # noqa: S704 - rendered with autoescape
    return f"{title}{site.parts[key]}"


def _nav_list(agency: Agency, site: SiteContext, current: str, *, ended: bool) -> str:
    """Render the links of an agency's navigation, without the agency's name above them."""
    links, own = page_links(site.urls, agency.id, current), list_of_page(current)
    entries: list[tuple[str, str, bool]] = [
        (links[key], site.texts[f"nav.{key}"], name == own)
        for name, key in TITLES.items()
        if not ended or name in {OVERVIEW, own} or has_content(agency, name)
    ]
    if site.features.oversight and (not ended or current == COMPLIANCE):
        entries.append((links["standing"], site.texts["nav.standing"], current == COMPLIANCE))
    source = site.urls.agency(agency.id, current)
    for page in agency.pages:
        name = f"{PROSE}/{page.name}"
        if not page.fields.is_withdrawn or current == name:
            href = site.urls.to_agency(source, agency.id, name)
            entries.append((href, site.texts.phrase(page.title), current == name))
    template = environment(site.language).get_template("agency/nav.html.jinja")
    return template.render(entries=entries)


# The pages of one agency.


@dataclasses.dataclass(frozen=True)
class AgencyPages:
    """All rendered pages of an agency, with the links and ids by which links are checked.

    Attributes:
        pages: The pages, in the order of the navigation.
        links: Links in its free pages (hand-written Markdown).
        anchors: Element ids that links may lead to, by the page's logical path.
        blocks: List → the names of its blocks; lists that are not divided are left out.
    """

    pages: tuple[Page, ...]
    links: tuple[ProseLink, ...]
    anchors: dict[str, frozenset[str]]
    blocks: dict[str, list[str]]


def agency_pages(
    agency: Agency,
    site: SiteContext,
    as_of: AsOf,
    standing: StandingView | None = None,
    published: Mapping[str, Sequence[str]] | None = None,
) -> AgencyPages:
    """Render every page of an agency, as of a day.

    Args:
        agency: The agency.
        site: What pages share.
        as_of: The day of judgement.
        standing: How it meets its duties; `None` where the site does not show that.
        published: List → the names of its blocks that were published before, whose addresses stay.
    """
    return _PageBuilder(agency, site, as_of, standing, published).build()


def translated_pages(agency: Agency, site: SiteContext, as_of: AsOf) -> tuple[Page, ...]:
    """Render the agency's pages that are translated into a further language: only how to request.

    Args:
        agency: The agency.
        site: What pages share, in the language.
        as_of: The day of judgement.
    """
    builder = _PageBuilder(agency, site, as_of)
    return (dataclasses.replace(builder.request(), frames=False),)


class _PageBuilder:
    """Renders the pages of one agency; holds the values that they share."""

    def __init__(
        self,
        agency: Agency,
        site: SiteContext,
        as_of: AsOf,
        standing: StandingView | None = None,
        published: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Work out the law in force, whether the agency has ended, and its contacts."""
        self._agency, self._site, self._as_of, self._standing = agency, site, as_of, standing
        self._published = published or {}
        self._blocks: dict[str, list[str]] = {}
        self._block_anchors: dict[str, frozenset[str]] = {}
        self._texts, self._urls = site.texts, site.urls
        self._law = law_in_force(site.framework, as_of)
        self._law_line = law_line(self._law, site.language)
        dissolved = agency.profile.dissolved
        self._ended = dissolved is not None and (
            dissolved.date is None or as_of.reached(dissolved.date)
        )
        self._counts = {"listed": len(agency.items), "conditional": len(agency.conditional)}
        self._links = AgencyLinks(agency, site)
        self._card = contact_card(agency, site, ended=self._ended)
        self._name_in_sentence = disclosure.in_sentence(site.texts.phrase(agency.short_name))

    @functools.cached_property
    def _prose(self) -> list[tuple[ProsePage, Rendered]]:
        """The agency's free pages (hand-written Markdown), each with its HTML."""
        return [(page, render_markdown(page.body)) for page in self._agency.pages]

    def build(self) -> AgencyPages:
        """Render all pages of the agency, and collect their links and element ids."""
        pages = [
            self._overview(),
            *self._list_pages(DISCLOSURE),
            *self._list_pages(CONDITIONAL),
            self._page(
                REGULATION,
                "regulation",
                {
                    "contents": self._law.regulation_contents,
                    "basis_note": borrowed_note(self._law, "quy_che"),
                    "accuracy": self._urls.to_site(self._path(REGULATION), ACCURACY),
                },
            ),
            self._page(CONTACT, "contact", {}),
            self.request(),
            self._page(
                STATISTICS,
                "statistics",
                statistics_values(self._agency, self._site.framework, self._texts),
            ),
            self._corrections(),
            *self._free_pages(),
        ]
        if self._standing is not None:
            pages.append(self._page(COMPLIANCE, "standing", {"view": self._standing}))
        if self._site.features.embed and not self._ended:
            codes = embedding_codes(self._agency, self._site)
            page = self._page(EMBEDDING, "embedding", {"offer": codes})
            pages.append(dataclasses.replace(page, indexed=False))
        anchors = self._anchors(pages)
        return AgencyPages(tuple(pages), tuple(self._links.prose_links), anchors, self._blocks)

    def _path(self, name: str) -> str:
        """Return the logical path of a page of the agency, given by its name."""
        return self._urls.agency(self._agency.id, name)

    def _anchors(self, pages: Iterable[Page]) -> dict[str, frozenset[str]]:
        """Return the element ids that links may lead to, by logical path of every page."""
        points = [f"diem-{ascii_letter(point.letter)}" for point in self._law.points]
        ids: dict[str, Iterable[str]] = {
            DISCLOSURE: (*points, *self._links.labels),
            CONDITIONAL: self._links.conditional_labels,
            CORRECTIONS: (correction.id for correction in self._agency.corrections),
            CONTACT: ("dau-moi", "kenh", "phan-anh", "ho-tro"),
            REQUEST: ("tom-tat", "cac-buoc", "buoc-3", "noi-nhan", "thoi-han", "mau-phieu"),
        }
        ids |= {f"{PROSE}/{page.name}": rendered.anchors for page, rendered in self._prose}
        anchors = {page.path: frozenset[str]() for page in pages}
        anchors |= {self._path(name): frozenset(names) for name, names in ids.items()}
        return anchors | self._block_anchors

    def _page(
        self,
        name: str,
        template: str,
        values: Mapping[str, object],
        *,
        title: str = "",
        rows: Sequence[ListRow] | None = None,
    ) -> Page:
        """Render one page; of a dissolved agency without content for it, a page that says so.

        Args:
            name: Name of the page (`rendering.paths`); of a block with that of its list, `cong-khai/2026-1`.
            template: Name of its template in `templates/agency`.
            values: The template's own values, beside those that all pages get.
            title: Heading of the page; by default the text `<key>.title`.
            rows: The rows on the page of a block; `None` for all other pages.
        """
        page, name = name, list_of_page(name)
        texts, profile, key = self._texts, self._agency.profile, _TEXT_KEYS.get(name, "overview")
        heading = title or (profile.name if not name else texts[f"{key}.title"])
        path = self._path(page)
        gone = self._ended and name not in {OVERVIEW, REQUEST}
        if gone and not disclosure.has_content(self._agency, name):
            # The page on duties passes its view on: data links to each duty's element on this page.
            template, values = "gone", {"view": values.get("view")}
        updated = disclosure.updated(self._agency, name, self._as_of, rows)
        content = _template(environment(self._site.language), template).render(
            agency=self._agency,
            p=profile,
            law=self._law,
            counts=self._counts,
            ended=self._ended,
            known=self._site.agencies,
            forms=self._site.form_labels,
            to=page_links(self._urls, self._agency.id, page),
            to_agency=functools.partial(self._urls.to_agency, path),
            to_asking=functools.partial(self._urls.to_agency, path, page=REQUEST),
            file_link=functools.partial(self._links.file_link, path),
            file_facts=self._links.folded_digest,
            superior=disclosure.superior(self._agency, self._site),
            asked=self._name_in_sentence,
            card=self._card,
            page={
                "heading": heading,
                "name": key,
                "updated": updated,
                "law_line": self._law_line,
                "address": self._urls.absolute(path),
                "qr": markupsafe.Markup(Placeholder.QR),  # noqa: S704 - a mark of ours
                "tools": foot_tools(
                    self._agency, self._site, page, heading, ended=self._ended, rows=rows
                ),
            },
            **values,
        )
        content = with_dead_links(content, self._agency, self._site, page, ended=self._ended)
        return Page(
            path=path,
            kind=(name.split("/", maxsplit=1)[0] if name else "tong-quan"),
            title=f"{heading} – {self._agency.short_name}" if name else profile.name,
            description=texts.plain(
                f"{key}.description", name=profile.name, law=self._law.full_name
            ),
            content=content,
            # The links from all blocks are the same, and rendered once.
            nav=agency_nav(
                self._agency,
                self._site,
                name if rows is None else f"{name}/{_ANY_BLOCK}",
                ended=self._ended,
            ),
            edit=f"{self._agency.id}/{disclosure.edit_file(self._agency, name)}",
            updated=updated.isoformat() if updated else "",
            crumb=heading if key == "embed" or name not in _TEXT_KEYS else texts[f"nav.{key}"],
            frames=name in TITLES,
            head=style(self._site, path, *disclosure.STYLES.get(name, ())),
        )

    def _overview(self) -> Page:
        """Render the front page of the agency: news, the most urgent duties, ways to its other pages."""
        path = self._path(OVERVIEW)
        values = {
            "news": disclosure.news(self._agency, self._as_of),
            "unmet": unmet_duties(None if self._ended else self._standing),
            "title_link": functools.partial(self._links.title_link, path),
            "to_prose": lambda name: self._urls.to_agency(path, self._agency.id, f"{PROSE}/{name}"),
        }
        return self._page(OVERVIEW, "overview", values)

    def _list_pages(self, name: str) -> Iterator[Page]:
        """Yield the pages of a list: one with all rows, or where they are too many an index and blocks.

        Blocks that were published before stay, though the list may fit on one page again.

        Args:
            name: Name of the list.
        """
        published, divided = divided_before(self._published.get(name, ()))
        sections = self._sections(name, name)
        whole = self._rows_page(name, sections) if is_page(sections) else None
        if whole is not None and is_page(sections, whole.content):
            yield whole
            if not published:
                return
        else:
            whole = None
        below = self._sections(name, f"{name}/{_ANY_BLOCK}")
        blocks = self._divided(name, below, divided)
        _, divided = divided_before((*blocks, *published))
        for block in published - blocks.keys() - divided:
            blocks[block] = [], self._block_page(name, block, [])
        names = self._blocks[name] = sorted(blocks, key=place_in_order)
        if whole is None:
            rows = {block: blocks[block][0] for block in names}
            yield self._index_page(name, name, rows, below)
        wider: dict[str, list[str]] = {}
        for block in names:
            for other in divided_before([block])[1]:
                wider.setdefault(other, []).append(block)
        for block, within in wider.items():
            rows = {part: blocks[part][0] for part in within}
            page = self._index_page(name, f"{name}/{block}", rows, [])
            yield dataclasses.replace(page, indexed=False, canonical=self._path(name))
        for block in names:
            page_rows, page = blocks[block]
            ids = frozenset(entry.item.id for entry in rows_of(page_rows))
            self._block_anchors[page.path] = ids
            if whole is not None:
                page = dataclasses.replace(page, indexed=False, canonical=whole.path)
            yield page

    def _divided(
        self, name: str, sections: Iterable[PointSection], divided: Container[str], depth: int = 0
    ) -> dict[str, tuple[list[PointSection], Page]]:
        """Return the rows and the page of each block of a list, none of them larger than a page may be.

        Args:
            name: Name of the list.
            sections: The rows of the list, or of a block that must be divided.
            divided: Blocks that were divided when they were published before.
            depth: How often the rows have been divided already.
        """
        blocks: dict[str, tuple[list[PointSection], Page]] = {}
        for block, rows in divide_sections(sections, depth).items():
            if block not in divided and is_page(rows):
                page = self._block_page(name, block, rows)
                if is_page(rows, page.content) or is_narrowest(block):
                    blocks[block] = rows, page
                    continue
            blocks |= self._divided(name, rows, divided, depth + 1)
        return blocks

    def _sections(self, name: str, page: str) -> list[PointSection]:
        """Return the rows of a list: of the mandatory one sorted under the points of the law in force.

        Args:
            name: Name of the list.
            page: Name of the page that they stand on, from which their links start.
        """
        path, framework = self._path(page), self._site.framework
        if name == CONDITIONAL:
            return disclosure.conditional_sections(self._agency, self._site, by_kind=page != name)
        item_link = functools.partial(self._links.item_link, path)
        filing = Filing(framework, self._law, self._as_of, self._texts, item_link)
        sections = filing.sections(self._agency.items)
        for section in sections:
            if section.point is not None:
                point = point_page_name(self._law, section.point)
                section.href = self._urls.to_site(path, point)
        return sections

    def _rows_page(
        self,
        name: str,
        sections: Sequence[PointSection],
        block: Mapping[str, object] | None = None,
        *,
        page: str = "",
        title: str = "",
    ) -> Page:
        """Render a page with rows of a list: all of them, or those of a block.

        Args:
            name: Name of the list.
            sections: The rows.
            block: What the page of a block says of itself; `None` for the whole list.
            page: Name of the page; by default that of the list.
            title: Heading of the page; by default that of the list.
        """
        whole, path = block is None, self._path(page or name)
        entries = [entry for part in sections for rows in part.groups.values() for entry in rows]
        values: dict[str, object] = {
            "block": block,
            "sections": sections,
            "rows": entries,
            "title_link": functools.partial(self._links.title_link, path),
            **(self._about_list(name) if whole else {"not_arising": (), "law_part": ""}),
        }
        rows = None if whole else [entry.item for entry in rows_of(sections)]
        return self._page(page or name, TITLES[name], values, title=title, rows=rows)

    def _about_list(self, name: str) -> dict[str, object]:
        """Return the values for what a list's page says below the rows."""
        if name == CONDITIONAL:
            part = law_part("conditional_law", self._law, self._site)
            return {"law_part": part, "not_arising": ()}
        framework = self._site.framework
        not_arising = disclosure.not_arising(self._agency, framework, self._law)
        return {"law_part": "", "not_arising": list(not_arising)}

    def _block_page(self, name: str, block: str, sections: Sequence[PointSection]) -> Page:
        """Render the page of a block of a list."""
        page, label = f"{name}/{block}", block_words(block, self._texts)
        path = self._path(page)

        def to_block(other: str) -> str:
            """Return the link from the page to that of another block."""
            return self._urls.relative(path, self._path(f"{name}/{other}"))

        values = {
            "label": label,
            "list": self._urls.relative(path, self._path(name)),
            "count": len(list(rows_of(sections))),
            "to": to_block,
            "words": functools.partial(block_words, texts=self._texts),
        }
        title = f"{self._texts[f'{TITLES[name]}.title']}: {label}"
        result = self._rows_page(name, sections, values, page=page, title=title)
        return dataclasses.replace(result, crumb=label)

    def _index_page(
        self,
        name: str,
        page: str,
        blocks: Mapping[str, Sequence[PointSection]],
        sections: Sequence[PointSection],
    ) -> Page:
        """Render the page that leads on to the blocks of a list, or to the parts of a block.

        Args:
            name: Name of the list.
            page: Name of the page: the list's, or that of a block that was divided.
            blocks: The blocks that it leads to, in order, each with its rows.
            sections: The rows of the whole list by points of the law or kinds; none for a block's page.
        """
        path = self._path(page)
        links = {
            block: self._urls.relative(path, self._path(f"{name}/{block}")) for block in blocks
        }
        years: dict[str, list[tuple[str, str, int]]] = {}
        for block, rows in blocks.items():
            entry = (block, links[block], len(list(rows_of(rows))))
            years.setdefault(year_of(block), []).append(entry)
        held = holders(blocks)
        values = {
            "years": years,
            "words": functools.partial(block_words, texts=self._texts),
            "points": [
                (part, [(block, links[block]) for block in held.get(part.anchor, ())])
                for part in sections
            ],
            "list": self._urls.relative(path, self._path(name)) if page != name else "",
            "search": self._urls.to_site(path, SEARCH) if self._site.features.search else "",
            "list_name": name,
            # In the content, which goes into frames too.
            "script": markupsafe.Markup(script(self._site, path, "divided")),  # noqa: S704 - ours
            **(self._about_list(name) if page == name else {}),
        }
        title, label = self._texts[f"{TITLES[name]}.title"], ""
        if page != name:
            label = block_words(page.removeprefix(f"{name}/"), self._texts)
        values["title"] = title
        heading = f"{title}: {label}" if label else ""
        result = self._page(page, "divided", values, title=heading, rows=() if label else None)
        return dataclasses.replace(result, crumb=label or result.crumb)

    def request(self) -> Page:
        """Render the page on how to request information; of a dissolved agency, whom to ask instead."""
        site, urls, law, path = self._site, self._urls, self._law, self._path(REQUEST)
        form = next(form for form in law.forms if form.is_requesters)
        values: dict[str, object] = {
            "oversight": site.place.oversight,
            "form_page": urls.to_site(path, form_page_name(form)),
        }
        # A single agency's site has no page on asking about all agencies: the search stands here then.
        lone = urls.single is not None
        if not self._ended:
            profile = self._agency.profile
            limits = tuple(local_limits(law, site, self._as_of, profile.kind))
            values |= {
                "reach": reach_of(profile),
                "law_part": request_part(law, site, urls.depth(path), limits),
                "due_part": law_part("request_due", law, site),
                "deadlines": [item.deadline for item in answers(law)],
                "months": urls.to_site(path, MONTHS),
                "search": search_index(site, path) if lone else "",
                "ask": "" if lone else urls.to_site(path, ASK),
            }
        page = self._page(REQUEST, "request_gone" if self._ended else "request", values)
        return dataclasses.replace(
            page,
            head="" if self._ended else form_head(site, path, search=lone),
            language=site.language,
            alternates=site.alternates(lambda other: other.agency(self._agency.id, REQUEST)),
        )

    def _corrections(self) -> Page:
        """Render the log of corrections, with the day by which each open mistake must be corrected."""

        def due_of(correction: Correction) -> datetime.date | None:
            """Return the day by which a mistake must be corrected, if the law sets one."""
            due = correction_due(correction, self._site.framework)
            return due.day if due is not None else None

        values = {
            "labels": self._links.labels | self._links.conditional_labels,
            "to_item": functools.partial(self._links.item_href, self._path(CORRECTIONS)),
            "deadlines": deadlines(self._law, _CORRECTION_STAGES),
            "due_of": due_of,
            "passed": self._as_of.passed,
        }
        return self._page(CORRECTIONS, "corrections", values)

    def _free_pages(self) -> Iterator[Page]:
        """Yield the agency's free pages, which it has written in Markdown."""
        for page, rendered in self._prose:
            name = f"{PROSE}/{page.name}"
            path, day = self._path(name), disclosure.updated(self._agency, name, self._as_of)
            body = self._links.body(page, rendered)
            values = {
                "body": markupsafe.Markup(body),  # noqa: S704 - cleaned by nh3
                "has_heading": rendered.has_heading,
                # Attachments that the page links to, with format, size, signatures and hash.
                "linked": [
                    self._links.file_link(path, file, day) + self._links.folded_digest(file)
                    for file in dict.fromkeys(self._links.linked_files.get(page.name, ()))
                ],
            }
            result = self._page(name, "prose", values, title=page.title)
            if page.fields.is_withdrawn:
                result = dataclasses.replace(result, indexed=False)
            elif page.fields.description:
                result = dataclasses.replace(result, description=page.fields.description)
            yield result


# In a link, stands for any block of a list: all their pages lie in the same folder.
_ANY_BLOCK = "x"
# Page → first part of the keys of its texts.
_TEXT_KEYS = {**TITLES, EMBEDDING: "embed", COMPLIANCE: "standing"}
_CORRECTION_STAGES = ("kien-nghi-sai-sot", "dinh-chinh-tu-phat-hien", "dinh-chinh-theo-yeu-cau")


@functools.cache
def _template(env: jinja2.Environment, name: str) -> jinja2.Template:
    """Return a template of agencies' pages; cached, since Jinja's own look-up takes longer."""
    return env.get_template(f"agency/{name}.html.jinja")
