"""Renders all pages of one agency, with their contacts, dead links, embedding codes and navigation."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping
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
from access_info.pages.agency.compliance import StandingView, unmet_duties
from access_info.pages.agency.disclosure import Filing, has_content
from access_info.pages.agency.links import (
    TITLES,
    AgencyLinks,
    ProseLink,
    foot_tools,
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
    links = page_links(site.urls, agency.id, current)
    entries: list[tuple[str, str, bool]] = [
        (links[key], site.texts[f"nav.{key}"], name == current)
        for name, key in TITLES.items()
        if not ended or name in {OVERVIEW, current} or has_content(agency, name)
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
    """

    pages: tuple[Page, ...]
    links: tuple[ProseLink, ...]
    anchors: dict[str, frozenset[str]]


def agency_pages(
    agency: Agency, site: SiteContext, as_of: AsOf, standing: StandingView | None = None
) -> AgencyPages:
    """Render every page of an agency, as of a day.

    Args:
        agency: The agency.
        site: What pages share.
        as_of: The day of judgement.
        standing: How it meets its duties; `None` where the site does not show that.
    """
    return _PageBuilder(agency, site, as_of, standing).build()


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
        self, agency: Agency, site: SiteContext, as_of: AsOf, standing: StandingView | None = None
    ) -> None:
        """Work out the law in force, whether the agency has ended, and its contacts."""
        self._agency, self._site, self._as_of, self._standing = agency, site, as_of, standing
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
            self._disclosure(),
            self._page(
                CONDITIONAL,
                "conditional",
                {
                    "rows": disclosure.conditional_rows(self._agency, self._site),
                    "law_part": law_part("conditional_law", self._law, self._site),
                },
            ),
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
        return AgencyPages(tuple(pages), tuple(self._links.prose_links), self._anchors(pages))

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
        return anchors | {self._path(name): frozenset(names) for name, names in ids.items()}

    def _page(
        self, name: str, template: str, values: Mapping[str, object], *, title: str = ""
    ) -> Page:
        """Render one page; of a dissolved agency without content for it, a page that says so.

        Args:
            name: Name of the page (`rendering.paths`).
            template: Name of its template in `templates/agency`.
            values: The template's own values, beside those that all pages get.
            title: Heading of the page; by default the text `<key>.title`.
        """
        texts, profile, key = self._texts, self._agency.profile, _TEXT_KEYS.get(name, "overview")
        heading = title or (profile.name if not name else texts[f"{key}.title"])
        path = self._path(name)
        gone = self._ended and name not in {OVERVIEW, REQUEST}
        if gone and not disclosure.has_content(self._agency, name):
            # The page on duties passes its view on: data links to each duty's element on this page.
            template, values = "gone", {"view": values.get("view")}
        updated = disclosure.updated(self._agency, name, self._as_of)
        content = _template(environment(self._site.language), template).render(
            agency=self._agency,
            p=profile,
            law=self._law,
            counts=self._counts,
            ended=self._ended,
            known=self._site.agencies,
            forms=self._site.form_labels,
            to=page_links(self._urls, self._agency.id, name),
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
                "tools": foot_tools(self._agency, self._site, name, heading, ended=self._ended),
            },
            **values,
        )
        content = with_dead_links(content, self._agency, self._site, name, ended=self._ended)
        return Page(
            path=path,
            kind=(name.split("/", maxsplit=1)[0] if name else "tong-quan"),
            title=f"{heading} – {self._agency.short_name}" if name else profile.name,
            description=texts.plain(
                f"{key}.description", name=profile.name, law=self._law.full_name
            ),
            content=content,
            nav=agency_nav(self._agency, self._site, name, ended=self._ended),
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

    def _disclosure(self) -> Page:
        """Render the mandatory list, its items sorted under the points of the law in force."""
        path, framework = self._path(DISCLOSURE), self._site.framework
        item_link = functools.partial(self._links.item_link, path)
        filing = Filing(framework, self._law, self._as_of, self._texts, item_link)
        sections = filing.sections(self._agency.items)
        for section in sections:
            if section.point is not None:
                name = point_page_name(self._law, section.point)
                section.href = self._urls.to_site(path, name)
        values = {
            "sections": sections,
            "title_link": functools.partial(self._links.title_link, path),
            "not_arising": list(disclosure.not_arising(self._agency, framework, self._law)),
        }
        return self._page(DISCLOSURE, "disclosure", values)

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


# Page → first part of the keys of its texts.
_TEXT_KEYS = {**TITLES, EMBEDDING: "embed", COMPLIANCE: "standing"}
_CORRECTION_STAGES = ("kien-nghi-sai-sot", "dinh-chinh-tu-phat-hien", "dinh-chinh-theo-yeu-cau")


@functools.cache
def _template(env: jinja2.Environment, name: str) -> jinja2.Template:
    """Return a template of agencies' pages; cached, since Jinja's own look-up takes longer."""
    return env.get_template(f"agency/{name}.html.jinja")
