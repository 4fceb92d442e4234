"""The pages of one agency."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypedDict
from urllib.parse import urlsplit

import jinja2
import markupsafe

from access_info.assessment.judges.agency import correction_due
from access_info.legal.answers import answers
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Deadline
from access_info.model.agency import Correction
from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.registry import Agency, ProsePage
from access_info.model.types import vn_date
from access_info.pages.agency import disclosure
from access_info.pages.agency.compliance import StandingView, owed
from access_info.pages.agency.disclosure import Filing, has_content
from access_info.pages.agency.links import (
    TITLES,
    AgencyLinks,
    PageLinks,
    ProseLink,
    foot_tools,
    page_links,
)
from access_info.pages.agency.statistics import statistics_values
from access_info.pages.rendering.environment import (
    Rendered,
    Texts,
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
    Urls,
    ascii_letter,
)
from access_info.pages.rendering.site import (
    Page,
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

# Element ids of an agency's pages that links of others may name.


def page_anchors(
    agency: Agency,
    urls: Urls,
    *,
    links: AgencyLinks,
    law: LawPack,
    pages: Iterable[Page],
    prose: Iterable[tuple[ProsePage, Rendered]],
) -> dict[str, frozenset[str]]:
    """Map the path of each page to the element ids that links of others may name.

    Args:
        agency: Whose pages.
        urls: Where pages stand.
        links: What its items are called.
        law: The law that its list is filed by.
        pages: All its pages.
        prose: Its free pages, rendered.
    """
    anchors = {page.path: frozenset[str]() for page in pages}

    def put(page: str, ids: Iterable[str]) -> None:
        anchors[urls.agency(agency.id, page)] = frozenset(ids)

    points = {f"diem-{ascii_letter(point.letter)}" for point in law.points}
    put(DISCLOSURE, points.union(links.labels))
    put(CONDITIONAL, links.conditional_labels)
    put(CORRECTIONS, (correction.id for correction in agency.corrections))
    put(CONTACT, ("dau-moi", "kenh", "phan-anh", "ho-tro"))
    put(REQUEST, ("tom-tat", "cac-buoc", "buoc-3", "noi-nhan", "thoi-han", "mau-phieu"))
    for page, rendered in prose:
        put(f"{PROSE}/{page.name}", rendered.anchors)
    return anchors


# What the page that tells how to ask an agency shows beside the agency's own data.


def asking_values(
    agency: Agency, site: SiteContext, law: LawPack, as_of: AsOf, *, ended: bool
) -> dict[str, object]:
    """Return what the template shows.

    Args:
        agency: The agency.
        site: What pages share.
        law: The law in force.
        as_of: The day of judgement.
        ended: Whether the agency is no more, so that others are asked.
    """
    urls = site.urls
    path = urls.agency(agency.id, REQUEST)
    first = next(form for form in law.forms if form.is_requesters)
    values: dict[str, object] = {
        "oversight": site.place.oversight,
        "form_page": urls.to_site(path, form_page_name(first)),
    }
    if ended:
        return values
    limits = tuple(local_limits(law, site, as_of, agency.profile.kind))
    lone = urls.single is not None
    return values | {
        "reach": reach_of(agency.profile),
        "law_part": request_part(law, site, urls.depth(path), limits),
        "due_part": law_part("request_due", law, site),
        "deadlines": [item.deadline for item in answers(law)],
        "months": urls.to_site(path, MONTHS),
        "search": search_index(site, path) if lone else "",
        "ask": "" if lone else urls.to_site(path, ASK),
    }


# How somebody is reached about an agency: the agency itself, else the office that watches over it.


@dataclasses.dataclass(frozen=True)
class ContactCard:
    """One way of each sort.

    Attributes:
        phone: As it is written.
        unit: Who answers there.
        email: For questions.
        address: Where people go.
        place: The counter there.
        hours: When, in the agency's own words.
        office: Name of the oversight office where the agency itself cannot be reached, else "".
    """

    phone: str = ""
    unit: str = ""
    email: str = ""
    address: str = ""
    place: str = ""
    hours: str = ""
    office: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anybody can be reached at all."""
        return bool(self.phone or self.email or self.address)


def contact_card(agency: Agency, site: SiteContext, *, ended: bool) -> ContactCard:
    """Choose whom to turn to: the focal point, else the agency, else the oversight office.

    Args:
        agency: The agency.
        site: What pages share.
        ended: Whether the agency is no more, so that nobody answers there.
    """
    profile, reach = agency.profile, reach_of(agency.profile)
    if reach.is_known and not ended:
        return ContactCard(
            phone=reach.phone,
            unit=reach.unit if reach.phone else "",
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


# What the page of corrections shows beside the log: the law's periods, and by when each is due.

_STAGES = ("kien-nghi-sai-sot", "dinh-chinh-tu-phat-hien", "dinh-chinh-theo-yeu-cau")


class CorrectionValues(TypedDict):
    """Values for the page's template.

    Attributes:
        deadlines: The law's periods.
        due_of: The last day for an open mistake, where it can be said.
        passed: Whether a day is over.
    """

    deadlines: list[Deadline]
    due_of: Callable[[Correction], datetime.date | None]
    passed: Callable[[datetime.date], bool]


def correction_values(law: LawPack, site: SiteContext, as_of: AsOf) -> CorrectionValues:
    """Gather what the template of the page of corrections needs.

    Args:
        law: The law in force.
        site: What pages share.
        as_of: The day; whether a due date has passed depends on it.
    """

    def due_of(correction: Correction) -> datetime.date | None:
        due = correction_due(correction, site.framework)
        return due.day if due is not None else None

    return CorrectionValues(deadlines=deadlines(law, _STAGES), due_of=due_of, passed=as_of.passed)


# Links that lead nowhere, told beside them: since when, and whom to ask instead.


def with_dead_links(
    content: str, agency: Agency, site: SiteContext, page: str, *, ended: bool
) -> str:
    """Put a few words behind each dead link of a page's fragment.

    The finished fragment is searched, so that pages of agencies without dead links cost nothing.

    Args:
        content: HTML of ours.
        agency: Whose page.
        site: What pages share.
        page: The page's name, as links between an agency's pages know it.
        ended: Whether the agency has ended, so that nobody there can be asked.
    """
    dead = site.dead_links.get(agency.id)
    if not dead:
        return content
    texts = site.texts
    contact = "" if ended else _whom_to_ask(agency, page_links(site.urls, agency.id, page), texts)
    ask = markupsafe.Markup("; {} {}").format(texts["links.ask"], contact) if contact else ""
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


def _whom_to_ask(agency: Agency, links: PageLinks, texts: Texts) -> markupsafe.Markup:
    """Render a link to the agency's contact page, with a telephone number where one is known."""
    profile = agency.profile
    link = anchor_element(links.contact, texts["links.contact"])
    phones = [point.phone for point in profile.contact_points if point.phone]
    phone = phones[0] if phones else profile.phone
    return markupsafe.Markup("{} {}").format(link, phone_link(phone)) if phone else link


# The code that puts our pages into another portal: frames, links alone, and what lets frames grow.

# Height of a frame that nothing makes grow, in px: a laptop's screen shows all of it, a phone's some host around it.
HEIGHT = 640
# What a portal loads so that frames are as tall as what they show, below the site's root.
FRAME_HEIGHT = "assets/access-info/frame-height.js"


class Frame(NamedTuple):
    """A page that can be framed.

    Attributes:
        label: What it is called.
        href: Link to the framed page.
        code: HTML for the host page, as text to be copied; escaped as far as text is.
    """

    label: str
    href: str
    code: markupsafe.Markup


class Offer(NamedTuple):
    """All that another portal may take; codes as in `Frame`.

    Attributes:
        host: Domain that the portal must trust, or "" where the site's address is not known.
        frames: Every page that can be framed.
        links: Code of links alone.
        script: Code that lets frames grow.
        script_file: Link to the script itself.
    """

    host: str
    frames: tuple[Frame, ...]
    links: markupsafe.Markup
    script: markupsafe.Markup
    script_file: str


def offer(agency: Agency, site: SiteContext) -> Offer:
    """Write what other portals may take of an agency."""
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
            f"<p>{_link(urls.absolute(page), words)}</p>\n"
            f'<iframe src="{html.escape(urls.absolute(framed))}" title="{html.escape(title)}" '
            f'width="100%" height="{HEIGHT}"></iframe>'
        )
        frames.append(Frame(label, urls.relative(source, framed), _shown(code)))
        links.append(f"<li>{_link(urls.absolute(page), label)}</li>")
    name = texts.plain("embed.section", agency=agency.short_name)
    script = f'<script src="{html.escape(urls.site_url)}{FRAME_HEIGHT}" defer="defer"></script>'
    return Offer(
        host=urlsplit(urls.site_url).hostname or "",
        frames=tuple(frames),
        links=_shown("\n".join((f"<p>{html.escape(name)}</p>", "<ul>", *links, "</ul>"))),
        script=_shown(script),
        script_file=urls.relative_file(source, FRAME_HEIGHT),
    )


def _link(href: str, words: str) -> str:
    return f'<a href="{html.escape(href)}">{html.escape(words)}</a>'


def _shown(code: str) -> markupsafe.Markup:
    """Escape code so that a page shows it."""
    return markupsafe.Markup(html.escape(code, quote=False))  # noqa: S704 - escaped


# The list of an agency's own pages, which stands on each of them.

# The head of a frame names the agency.
_NAME = mark_full_only('<full-only><p class="ai-nav-name">%s</p></full-only>')


def agency_nav(agency: Agency, site: SiteContext, current: str, *, ended: bool = False) -> str:
    """Render the list of an agency's own pages as HTML.

    Args:
        agency: The agency.
        site: What pages share.
        current: Name of the page that it is for.
        ended: Whether the agency is no more: only what it left is listed.
    """
    title = _NAME % escaped(site.texts.phrase(agency.short_name))
    if agency.pages or ended:
        return title + _list(agency, site, current, ended=ended)
    # Agencies without pages of their own have the same ones.
    key = ("nav", current)
    if key not in site.parts:
        links = _list(agency, site, current, ended=False)
        site.parts[key] = markupsafe.Markup(links)  # noqa: S704 - rendered with autoescape
    return f"{title}{site.parts[key]}"


def _list(agency: Agency, site: SiteContext, current: str, *, ended: bool) -> str:
    links = page_links(site.urls, agency.id, current)
    entries = [
        {
            "href": getattr(links, key),
            "title": site.texts[f"nav.{key}"],
            "current": name == current,
        }
        for name, key in TITLES.items()
        if not ended or name in {OVERVIEW, current} or has_content(agency, name)
    ]
    if site.features.oversight and (not ended or current == COMPLIANCE):
        title = site.texts["nav.standing"]
        entries.append({"href": links.standing, "title": title, "current": current == COMPLIANCE})
    entries += [
        {
            "href": links.prose(page.name),
            "title": site.texts.phrase(page.title),
            "current": current == f"{PROSE}/{page.name}",
        }
        for page in agency.pages
        if not page.fields.is_withdrawn or current == f"{PROSE}/{page.name}"
    ]
    template = environment(site.language).get_template("agency/nav.html.jinja")
    return template.render(entries=entries)


# The pages of one agency.


@dataclasses.dataclass(frozen=True)
class AgencyPages:
    """All pages of an agency.

    Attributes:
        pages: In the order of the navigation.
        links: Links of its free pages.
        anchors: Element ids of its pages, by logical path.
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
        standing: How it meets its duties, where the site tells.
    """
    return _Builder(agency, site, as_of, standing).build()


def translated_pages(agency: Agency, site: SiteContext, as_of: AsOf) -> tuple[Page, ...]:
    """Render the agency's pages that a further language offers: how to request.

    Args:
        agency: The agency.
        site: What pages share, in the language.
        as_of: The day of judgement.
    """
    builder = _Builder(agency, site, as_of)
    return (dataclasses.replace(builder.request(), frames=False),)


class _Builder:
    def __init__(
        self, agency: Agency, site: SiteContext, as_of: AsOf, standing: StandingView | None = None
    ) -> None:
        self._standing_view = standing
        self._agency = agency
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._law = law_in_force(site.framework, as_of)
        self._law_line = law_line(self._law, site.language)
        self._environment = environment(site.language)
        profile = agency.profile
        dissolved = profile.dissolved
        self._ended = dissolved is not None and (
            dissolved.date is None or as_of.reached(dissolved.date)
        )
        self._counts = {"listed": len(agency.items), "conditional": len(agency.conditional)}
        self._links = AgencyLinks(agency, site)
        self._card = contact_card(agency, site, ended=self._ended)
        self._asked = disclosure.in_sentence(site.texts.phrase(agency.short_name))

    @functools.cached_property
    def _prose(self) -> list[tuple[ProsePage, Rendered]]:
        return [(page, render_markdown(page.body)) for page in self._agency.pages]

    def build(self) -> AgencyPages:
        pages = [
            self._overview(),
            self._disclosure(),
            self._conditional(),
            self._regulation(),
            self._contact(),
            self.request(),
            self._statistics(),
            self._corrections(),
            *self._free_pages(),
        ]
        if self._standing_view is not None:
            pages.append(self._standing(self._standing_view))
        if self._site.features.embed and not self._ended:
            pages.append(self._embedding())
        anchors = page_anchors(
            self._agency,
            self._site.urls,
            links=self._links,
            law=self._law,
            pages=pages,
            prose=self._prose,
        )
        return AgencyPages(tuple(pages), tuple(self._links.prose_links), anchors)

    def _page(self, name: str, template: str, *, title: str = "", **values: object) -> Page:
        """Render one page; where an ended agency has nothing on it, say that it is gone."""
        texts, profile, key = self._texts, self._agency.profile, _TEXTS.get(name, "overview")
        heading = title or (profile.name if not name else texts[f"{key}.title"])
        path = self._site.urls.agency(self._agency.id, name)
        gone = self._ended and name not in {OVERVIEW, REQUEST}
        if gone and not disclosure.has_content(self._agency, name):
            # Of its duties data tell that they apply no more: each row has its place here.
            template, values = "gone", {"view": values.get("view")}
        updated = disclosure.updated(self._agency, name)
        content = _template(self._environment, template).render(
            agency=self._agency,
            p=profile,
            law=self._law,
            counts=self._counts,
            ended=self._ended,
            known=self._site.agencies,
            forms=self._site.form_labels,
            to=page_links(self._site.urls, self._agency.id, name),
            to_agency=functools.partial(self._links.to_agency, path),
            to_asking=functools.partial(self._links.to_asking, path),
            file_link=functools.partial(self._links.file_link, path),
            file_facts=self._links.files.folded,
            superior=disclosure.superior(self._agency, self._site),
            asked=self._asked,
            card=self._card,
            page={
                "heading": heading,
                "name": key,
                "updated": updated,
                "law_line": self._law_line,
                "address": self._site.urls.absolute(path),
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
            crumb=heading if key == "embed" or name not in _TEXTS else texts[f"nav.{key}"],
            frames=name in TITLES,
            head=style(self._site, path, *disclosure.STYLES.get(name, ())),
        )

    def _overview(self) -> Page:
        path = self._site.urls.agency(self._agency.id)
        return self._page(
            OVERVIEW,
            "overview",
            news=disclosure.news(self._agency, self._as_of),
            owed=owed(None if self._ended else self._standing_view),
            title_link=functools.partial(self._links.title_link, path),
        )

    def _disclosure(self) -> Page:
        path, framework = self._site.urls.agency(self._agency.id, DISCLOSURE), self._site.framework
        filing = Filing(
            framework,
            self._law,
            self._as_of,
            self._texts,
            functools.partial(self._links.item_link, path),
        )
        sections = filing.sections(self._agency.items)
        for section in sections:
            if section.point is not None:
                name = point_page_name(self._law, section.point)
                section.href = self._site.urls.to_site(path, name)
        return self._page(
            DISCLOSURE,
            "disclosure",
            sections=sections,
            title_link=functools.partial(self._links.title_link, path),
            not_arising=list(disclosure.not_arising(self._agency, framework, self._law)),
        )

    def _conditional(self) -> Page:
        rows = disclosure.conditional_rows(self._agency, self._site)
        part = law_part("conditional_law", self._law, self._site)
        return self._page(CONDITIONAL, "conditional", rows=rows, law_part=part)

    def _regulation(self) -> Page:
        note = borrowed_note(self._law, "quy_che")
        contents = self._law.regulation_contents
        urls = self._site.urls
        accuracy = urls.to_site(urls.agency(self._agency.id, REGULATION), ACCURACY)
        return self._page(
            REGULATION, "regulation", contents=contents, basis_note=note, accuracy=accuracy
        )

    def _contact(self) -> Page:
        return self._page(CONTACT, "contact")

    def request(self) -> Page:
        site, ended = self._site, self._ended
        path = site.urls.agency(self._agency.id, REQUEST)
        values = asking_values(self._agency, site, self._law, self._as_of, ended=ended)
        template = "request_gone" if ended else "request"
        page = self._page(REQUEST, template, title="", **values)
        return dataclasses.replace(
            page,
            head="" if ended else form_head(site, path, search=site.urls.single is not None),
            language=site.language,
            alternates=site.alternates(lambda other: other.agency(self._agency.id, REQUEST)),
        )

    def _statistics(self) -> Page:
        values = statistics_values(self._agency, self._site.framework, self._texts)
        return self._page(STATISTICS, "statistics", **values)

    def _corrections(self) -> Page:
        path = self._site.urls.agency(self._agency.id, CORRECTIONS)
        return self._page(
            CORRECTIONS,
            "corrections",
            labels=self._links.labels | self._links.conditional_labels,
            to_item=functools.partial(self._links.item_href, path),
            **correction_values(self._law, self._site, self._as_of),
        )

    def _standing(self, view: StandingView) -> Page:
        """Render what is still to be done, duty by duty."""
        return self._page(COMPLIANCE, "standing", view=view)

    def _embedding(self) -> Page:
        """Render how another portal shows the agency's pages in a frame."""
        page = self._page(
            EMBEDDING,
            "embedding",
            offer=offer(self._agency, self._site),
        )
        return dataclasses.replace(page, indexed=False)

    def _linked(self, name: str) -> list[markupsafe.Markup]:
        """List the attachments that a free page links to, with all that is known of each."""
        page = f"{PROSE}/{name}"
        source, day = (
            self._site.urls.agency(self._agency.id, page),
            disclosure.updated(self._agency, page),
        )
        files = dict.fromkeys(self._links.linked_files.get(name, ()))
        return [self._links.files.listed(source, file, day) for file in files]

    def _free_pages(self) -> Iterator[Page]:
        for page, rendered in self._prose:
            name = f"{PROSE}/{page.name}"
            body = self._links.body(page, rendered)
            result_page = self._page(
                name,
                "prose",
                title=page.title,
                body=markupsafe.Markup(body),  # noqa: S704 - cleaned by nh3
                has_heading=rendered.has_heading,
                linked=self._linked(page.name),
            )
            if page.fields.is_withdrawn:
                result_page = dataclasses.replace(result_page, indexed=False)
            elif page.fields.description:
                result_page = dataclasses.replace(result_page, description=page.fields.description)
            yield result_page


_TEXTS = {**TITLES, EMBEDDING: "embed", COMPLIANCE: "standing"}


@functools.cache
def _template(env: jinja2.Environment, name: str) -> jinja2.Template:
    return env.get_template(f"agency/{name}.html.jinja")
