"""The pages of one agency."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

import jinja2
import markupsafe

from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.registry import Agency, ProsePage
from access_info.pages.agency import facts
from access_info.pages.agency.anchors import page_anchors
from access_info.pages.agency.asking import asking_values
from access_info.pages.agency.compliance import StandingView
from access_info.pages.agency.contact_card import contact_card
from access_info.pages.agency.corrections import correction_values
from access_info.pages.agency.dead_links import with_dead_links
from access_info.pages.agency.disclosure import Filing
from access_info.pages.agency.embedding import offer
from access_info.pages.agency.footer import foot_tools
from access_info.pages.agency.links import TITLES, AgencyLinks, ProseLink, page_links
from access_info.pages.agency.navigation import agency_nav
from access_info.pages.agency.owed import owed
from access_info.pages.agency.statistics import statistics_values
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    ACCURACY,
    COMPLIANCE,
    CONTACT,
    CORRECTIONS,
    EMBEDDING,
    OVERVIEW,
    PROSE,
    REGULATION,
    REQUEST,
    STATISTICS,
)
from access_info.pages.rendering.prose import Rendered, render_markdown
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line, point_path, style
from access_info.pages.request.form import head as form_head
from access_info.pages.request.law_parts import borrowed_note, law_part
from access_info.source.placeholders import Placeholder


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
        self._asked = facts.in_sentence(site.texts.phrase(agency.short_name))

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
        if gone and not facts.has_content(self._agency, name):
            # Of its duties data tell that they apply no more: each row has its place here.
            template, values = "gone", {"view": values.get("view")}
        updated = facts.updated(self._agency, name)
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
            superior=facts.superior(self._agency, self._site),
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
            edit=f"{self._agency.id}/{facts.edit_file(self._agency, name)}",
            updated=updated.isoformat() if updated else "",
            crumb=heading if key == "embed" or name not in _TEXTS else texts[f"nav.{key}"],
            frames=name in TITLES,
            head=style(self._site, path, *facts.STYLES.get(name, ())),
        )

    def _overview(self) -> Page:
        path = self._site.urls.agency(self._agency.id)
        return self._page(
            OVERVIEW,
            "overview",
            news=facts.news(self._agency, self._as_of),
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
                target = point_path(self._site.urls, self._law, section.point)
                section.href = self._site.urls.relative(path, target)
        return self._page(
            DISCLOSURE,
            "disclosure",
            sections=sections,
            title_link=functools.partial(self._links.title_link, path),
            not_arising=list(facts.not_arising(self._agency, framework, self._law)),
        )

    def _conditional(self) -> Page:
        rows = facts.conditional_rows(self._agency, self._site)
        part = law_part("conditional_law", self._law, self._site)
        return self._page(CONDITIONAL, "conditional", rows=rows, law_part=part)

    def _regulation(self) -> Page:
        note = borrowed_note(self._law, "quy_che")
        contents = self._law.regulation_contents
        urls = self._site.urls
        accuracy = urls.relative(urls.agency(self._agency.id, REGULATION), urls.site(ACCURACY))
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
            facts.updated(self._agency, page),
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
