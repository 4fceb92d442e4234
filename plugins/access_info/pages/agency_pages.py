"""The pages of one agency."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import posixpath
from collections.abc import Iterator
from typing import Any

import jinja2
import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, Point
from access_info.model.dates import vn_date
from access_info.model.items import ConditionalItem, Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, AsOf
from access_info.model.vocabularies import TIME_UNITS
from access_info.pages.disclosure import Filing, ascii_letter, is_withdrawn, withdrawal_words
from access_info.pages.environment import NAME_CLOSE, NAME_OPEN, anchor, environment, vn_size
from access_info.pages.figures import year_views
from access_info.pages.page import Page
from access_info.pages.prose import Rendered, render_markdown, rewrite_links
from access_info.pages.texts import Texts, load_texts
from access_info.pages.urls import Urls

NEWS = 5
DISCLOSURE = "cong-khai"
CONDITIONAL = "co-dieu-kien"
REGULATION = "quy-che"
CONTACT = "dau-moi"
REQUEST = "cach-yeu-cau"
STATISTICS = "thong-ke"
CORRECTIONS = "dinh-chinh"
PROSE = "trang"
FIXED_PAGES = (DISCLOSURE, CONDITIONAL, REGULATION, CONTACT, REQUEST, STATISTICS, CORRECTIONS)
_TITLES = {
    "": "overview",
    DISCLOSURE: "disclosure",
    CONDITIONAL: "conditional",
    REGULATION: "regulation",
    CONTACT: "contact",
    REQUEST: "request",
    STATISTICS: "statistics",
    CORRECTIONS: "corrections",
}
_EDIT = {
    DISCLOSURE: "cong-khai.yml",
    CONDITIONAL: "co-dieu-kien.yml",
    CORRECTIONS: "dinh-chinh.yml",
}
_ANSWER_STAGES = ("cung-cap", "cung-cap-phuc-tap", "thong-bao", "gia-han")
_CORRECTION_STAGES = (
    "kien-nghi-sai-sot",
    "dinh-chinh-tu-phat-hien",
    "dinh-chinh-theo-yeu-cau",
)


@dataclasses.dataclass(frozen=True)
class SiteContext:
    """What the pages of all agencies share.

    Attributes:
        framework: The laws.
        place: The jurisdiction's settings.
        urls: Where pages stand.
        agencies: Folder names of all agencies.
        language: Language of the pages.
        parts: Fragments that are the same for every agency, filled as they are first needed.
    """

    framework: Framework
    place: Jurisdiction
    urls: Urls
    agencies: frozenset[str]
    language: str = "vi"
    parts: dict[tuple[object, ...], markupsafe.Markup] = dataclasses.field(
        default_factory=dict, compare=False
    )

    @functools.cached_property
    def form_labels(self) -> dict[str, str]:
        """Forms of disclosure that any law names: id → label, the newest law's words."""
        packs = (*self.framework.supplements, *self.framework.packs)
        return {form.id: form.label for pack in packs for form in pack.disclosure_forms}

    @property
    def texts(self) -> Texts:
        """The texts of the language."""
        return load_texts(self.language)


@dataclasses.dataclass(frozen=True)
class ProseLink:
    """A relative link written in a free page, to be checked when all pages are known.

    Attributes:
        page: Name of the free page.
        target: As written.
        path: Logical path of the page it leads to, or a file below the output folder.
        anchor: The fragment, or "".
    """

    page: str
    target: str
    path: str
    anchor: str


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


def agency_pages(agency: Agency, site: SiteContext, as_of: AsOf) -> AgencyPages:
    """Every page of an agency, as of a day."""
    return _Builder(agency, site, as_of).build()


class _Links:
    """Relative links from one page to the agency's others."""

    def __init__(self, urls: Urls, agency: str, page: str) -> None:
        source = urls.agency(agency, page)
        for target, name in _TITLES.items():
            setattr(self, name, urls.relative(source, urls.agency(agency, target)))
        self._find = functools.partial(urls.relative, source)
        self._path = functools.partial(urls.agency, agency)

    def __getattr__(self, name: str) -> str:
        raise AttributeError(name)

    def prose(self, name: str) -> str:
        """Link to a free page."""
        return self._find(self._path(f"{PROSE}/{name}"))


class _Builder:
    def __init__(self, agency: Agency, site: SiteContext, as_of: AsOf) -> None:
        self._agency = agency
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._law = law_in_force(site.framework, as_of)
        self._environment = environment(site.language)
        self._labels = {item.id: item.label for item in agency.items}
        for item in agency.items:
            self._labels.update((document.id, document.label) for document in item.documents)
        self._conditional_labels = {item.id: item.label for item in agency.conditional}
        profile = agency.profile
        dissolved = profile.dissolved
        self._ended = dissolved is not None and (
            dissolved.date is None or as_of.reached(dissolved.date)
        )
        self._counts = {
            "listed": len(agency.items),
            "conditional": len(agency.conditional),
        }
        self._prose = [(page, render_markdown(page.body)) for page in agency.pages]
        self._prose_links: list[ProseLink] = []

    def build(self) -> AgencyPages:
        pages = [
            self._overview(),
            self._disclosure(),
            self._conditional(),
            self._regulation(),
            self._contact(),
            self._request(),
            self._statistics(),
            self._corrections(),
            *self._free_pages(),
        ]
        return AgencyPages(tuple(pages), tuple(self._prose_links), self._anchors(pages))

    def _page(self, name: str, template: str, *, title: str = "", **values: object) -> Page:
        """Renders one page."""
        texts, profile = self._texts, self._agency.profile
        key = _TITLES.get(name, "overview")
        heading = title or (profile.name if not name else texts[f"{key}.title"])
        law = self._law
        path = self._site.urls.agency(self._agency.id, name)
        has_rows = {DISCLOSURE: self._counts["listed"], CONDITIONAL: self._counts["conditional"]}
        has_rows[CORRECTIONS] = len(self._agency.corrections)
        if self._ended and name and not self._has_content(name):
            template, values = "gone", {}
        updated = self._updated(name)
        content = _template(self._environment, template).render(
            agency=self._agency,
            p=profile,
            law=law,
            counts=self._counts,
            ended=self._ended,
            known=self._site.agencies,
            forms=self._site.form_labels,
            to=_links(self._site.urls, self._agency.id, name),
            to_agency=functools.partial(self._to_agency, path),
            file_link=functools.partial(self._file_link, path),
            file_href=functools.partial(self._file_href, path),
            page={
                "heading": heading,
                "updated": updated,
                "law_line": law_line(law, self._site.language),
            },
            **values,
        )
        description = texts.plain(f"{key}.description", name=profile.name, law=law.full_name)
        return Page(
            path=path,
            kind=(name.split("/", maxsplit=1)[0] if name else "tong-quan"),
            title=f"{heading} – {self._agency.short_name}" if name else profile.name,
            description=description,
            content=content,
            nav=self._nav(name),
            edit=f"{self._agency.id}/{self._edit(name)}",
            updated=updated.isoformat() if updated else "",
        )

    def _has_content(self, name: str) -> bool:
        agency, profile = self._agency, self._agency.profile
        return bool(
            {
                DISCLOSURE: agency.items,
                CONDITIONAL: agency.conditional,
                REGULATION: profile.regulation,
                STATISTICS: agency.statistics,
                CORRECTIONS: agency.corrections,
            }.get(name, name.startswith(PROSE))
        )

    def _overview(self) -> Page:
        return self._page("", "overview", news=self._news())

    def _disclosure(self) -> Page:
        path = self._site.urls.agency(self._agency.id, DISCLOSURE)
        filing = Filing(
            self._site.framework,
            self._law,
            self._as_of,
            self._texts,
            functools.partial(self._item_link, path),
        )
        sections = filing.sections(self._agency.items)
        for section in sections:
            if section.point is not None:
                target = point_path(self._site.urls, self._law, section.point)
                section.href = self._site.urls.relative(path, target)
        return self._page(
            DISCLOSURE, "disclosure", sections=sections, not_arising=list(self._not_arising())
        )

    def _conditional(self) -> Page:
        rows = [
            {
                "item": item,
                "kind": self._conditional_kind(item),
                "state": withdrawal_words(item, self._texts) if is_withdrawn(item) else "",
                "withdrawn": is_withdrawn(item),
            }
            for item in self._agency.conditional
        ]
        part = _law_part("conditional_law", self._law, self._site)
        return self._page(CONDITIONAL, "conditional", rows=rows, law_part=part)

    def _regulation(self) -> Page:
        contents = self._law.regulation_contents
        note = "" if contents else self._texts["regulation.unverified_note"]
        if not contents:
            contents = next(
                (
                    pack.regulation_contents
                    for pack in reversed(self._site.framework.packs)
                    if pack.regulation_contents
                ),
                (),
            )
        return self._page(REGULATION, "regulation", contents=contents, basis_note=note)

    def _contact(self) -> Page:
        return self._page(CONTACT, "contact")

    def _request(self) -> Page:
        path = self._site.urls.agency(self._agency.id, REQUEST)
        part = _request_part(self._law, self._site, self._site.urls.depth(path))
        return self._page(REQUEST, "request", law_part=part)

    def _statistics(self) -> Page:
        years = year_views(self._agency.statistics, self._site.framework, self._texts)
        return self._page(STATISTICS, "statistics", years=years)

    def _corrections(self) -> Page:
        path = self._site.urls.agency(self._agency.id, CORRECTIONS)
        return self._page(
            CORRECTIONS,
            "corrections",
            labels=self._labels | self._conditional_labels,
            to_item=functools.partial(self._item_href, path),
            deadlines=_deadlines(self._law, _CORRECTION_STAGES),
        )

    def _free_pages(self) -> Iterator[Page]:
        for page, rendered in self._prose:
            name = f"{PROSE}/{page.name}"
            body = self._resolved(page.name, rendered)
            made = self._page(
                name,
                "prose",
                title=page.title,
                body=markupsafe.Markup(body),  # noqa: S704 - cleaned by nh3
                has_heading=rendered.has_heading,
            )
            if page.fields.description:
                made = dataclasses.replace(made, description=page.fields.description)
            yield made

    def _resolved(self, name: str, rendered: Rendered) -> str:
        """A free page's HTML with its links to files and pages made to lead there."""
        urls = self._site.urls
        source = urls.agency(self._agency.id, f"{PROSE}/{name}")
        targets: dict[str, str] = {}
        for target in rendered.links:
            bare, _, fragment = target.partition("#")
            bare = bare.partition("?")[0]
            path = self._link_path(name, bare)
            self._prose_links.append(ProseLink(name, target, path, fragment))
            if not bare:
                continue
            suffix = f"#{fragment}" if fragment else ""
            if path.startswith("="):
                targets[target] = urls.relative_file(source, path[1:]) + suffix
            else:
                targets[target] = urls.relative(source, path) + suffix
        return rewrite_links(rendered.html, targets)

    def _link_path(self, name: str, bare: str) -> str:
        """Where a relative link of a free page leads.

        Links are written as between files of the agency's folder (`../tep/a.pdf`,
        `lich.md`) or between pages (`../cong-khai/`); both are understood.
        A file is marked with a leading `=`.
        """
        urls = self._site.urls
        own = f"{PROSE}/{name}"
        if not bare:
            return urls.agency(self._agency.id, own)
        below = posixpath.normpath(posixpath.join(PROSE, bare))
        if below.startswith("tep/"):
            return "=" + self._output_file(below)
        if bare.endswith(".md"):
            return urls.agency(self._agency.id, below.removesuffix(".md"))
        if bare.endswith(".html"):
            below = below.removesuffix(".html").removesuffix("/index")
        if below in FIXED_PAGES or below.startswith(f"{PROSE}/"):
            return urls.agency(self._agency.id, below)
        if below == ".":
            return urls.agency(self._agency.id)
        other = below.removeprefix("../")
        if other != below and other.partition("/")[0] in self._site.agencies:
            agency, _, page = other.partition("/")
            return urls.agency(agency, page)
        start = urls.agency(self._agency.id, own)
        return posixpath.normpath(posixpath.join("/", start, bare)).lstrip("/")

    def _nav(self, current: str) -> str:
        links = _links(self._site.urls, self._agency.id, current)
        entries = [
            {
                "href": getattr(links, key),
                "title": self._texts[f"nav.{key}"],
                "current": name == current,
            }
            for name, key in _TITLES.items()
        ]
        entries += [
            {
                "href": links.prose(page.name),
                "title": page.title,
                "current": current == f"{PROSE}/{page.name}",
            }
            for page in self._agency.pages
        ]
        return _template(self._environment, "nav").render(
            name=self._agency.short_name, entries=entries
        )

    def _news(self) -> list[tuple[Item, datetime.date]]:
        """The items changed last, newest first."""
        dated = [
            (item, day)
            for item in self._agency.items
            if (day := item.modified or item.published) is not None and not is_withdrawn(item)
        ]
        dated.sort(key=lambda pair: pair[1], reverse=True)
        found: list[tuple[Item, datetime.date]] = []
        for item, day in dated:
            if len(found) == NEWS:
                break
            if self._as_of.reached(day):
                found.append((item, day))
        return found

    def _updated(self, name: str) -> datetime.date | None:
        """The last change that the data of a page names."""
        agency = self._agency
        days: list[datetime.date | None] = []
        if name in {"", DISCLOSURE}:
            days += [item.modified or item.published for item in agency.items]
        if name in {"", CONDITIONAL}:
            days += [item.modified for item in agency.conditional]
        if name in {"", CORRECTIONS}:
            days += [correction.corrected for correction in agency.corrections]
        if name.startswith(f"{PROSE}/"):
            own = name.removeprefix(f"{PROSE}/")
            days += [page.fields.modified for page in agency.pages if page.name == own]
        return max((day for day in days if day is not None), default=None)

    def _edit(self, name: str) -> str:
        if name == DISCLOSURE and self._agency.list_files:
            return self._agency.list_files[0]
        if name == STATISTICS and self._agency.statistics:
            return f"thong-ke/{self._agency.statistics[0].year:04d}.yml"
        if name.startswith(f"{PROSE}/"):
            return f"{name}.md"
        return _EDIT.get(name, "co-quan.yml")

    def _not_arising(self) -> Iterator[tuple[str, str]]:
        for entry in self._agency.profile.not_arising:
            place = self._site.framework.point(entry.point or "")
            duty = self._site.framework.obligation(entry.point or "")
            if place is not None:
                pack, point, kind = place
                label = kind.title if kind is not None else point.title
                yield f"{label} ({point.citation} {pack.full_name})", entry.reason or ""
            elif duty is not None:
                yield duty.title, entry.reason or ""

    def _conditional_kind(self, item: ConditionalItem) -> str:
        kind = self._site.framework.conditional_kind(item.kind) if item.kind else None
        return kind[1].title if kind is not None else ""

    def _to_agency(self, source: str, agency_id: str) -> str:
        return self._site.urls.relative(source, self._site.urls.agency(agency_id))

    def _item_href(self, source: str, item_id: str) -> str:
        page = CONDITIONAL if item_id in self._conditional_labels else DISCLOSURE
        target = self._site.urls.agency(self._agency.id, page)
        return f"{self._site.urls.relative(source, target)}#{anchor(item_id)}"

    def _item_link(self, source: str, text: str) -> markupsafe.Markup | str:
        """`2026-001` or `other-agency/2026-001` as a link; other words as they are."""
        if text in self._labels:
            return markupsafe.Markup('<a href="#{}">{}</a>').format(
                anchor(text), self._labels[text]
            )
        agency, slash, item = text.partition("/")
        if slash and agency in self._site.agencies:
            target = self._site.urls.agency(agency, DISCLOSURE)
            href = f"{self._site.urls.relative(source, target)}#{anchor(item)}"
            name = markupsafe.Markup(f"{NAME_OPEN}{agency}{NAME_CLOSE}")  # noqa: S704 - a folder id
            return markupsafe.Markup('<a href="{}">{} ({})</a>').format(href, item, name)
        return text

    def _output_file(self, attachment: str) -> str:
        return self._site.urls.attachment(self._agency.id, attachment)

    def _file_href(self, source: str, text: str) -> str:
        path = text if text.startswith("tep/") else f"tep/{text}"
        return self._site.urls.relative_file(source, self._output_file(path))

    def _file_link(self, source: str, text: str) -> markupsafe.Markup:
        """An attachment to download, with its kind and size."""
        path = text if text.startswith("tep/") else f"tep/{text}"
        found = self._agency.attachments.get(path)
        kind = posixpath.splitext(path)[1].lstrip(".").upper()
        size = f" ({kind}, {vn_size(found.size)})" if found else ""
        return markupsafe.Markup('<a href="{}" download>{} {}</a>{}').format(
            self._file_href(source, text),
            self._texts["disclosure.download"],
            posixpath.basename(path),
            size,
        )

    def _anchors(self, pages: list[Page]) -> dict[str, frozenset[str]]:
        """Ids that links of other pages may name."""
        own = self._site.urls.agency
        rows = frozenset(self._labels)
        found = {page.path: frozenset[str]() for page in pages}
        found[own(self._agency.id, DISCLOSURE)] = rows | {
            f"diem-{ascii_letter(point.letter)}" for point in self._law.points
        }
        found[own(self._agency.id, CONDITIONAL)] = frozenset(self._conditional_labels)
        found[own(self._agency.id, CORRECTIONS)] = frozenset(
            correction.id for correction in self._agency.corrections
        )
        found[own(self._agency.id, CONTACT)] = frozenset({"dau-moi", "kenh", "phan-anh", "ho-tro"})
        found[own(self._agency.id, REQUEST)] = frozenset({"cac-buoc", "thoi-han", "mau-phieu"})
        for page, rendered in self._prose:
            found[own(self._agency.id, f"{PROSE}/{page.name}")] = rendered.anchors
        return found


def law_in_force(framework: Framework, as_of: AsOf) -> LawPack:
    """The law that pages follow on a day; the cache is told when that will change."""
    for pack in framework.packs:
        as_of.reached(pack.in_force_from)
    return framework.in_force(as_of.date)


def point_path(urls: Urls, law: LawPack, point: Point) -> str:
    """The logical path of a point's page."""
    return urls.site(f"phap-luat/{law.slug}/diem-{ascii_letter(point.letter)}")


@functools.cache
def _template(env: jinja2.Environment, name: str) -> jinja2.Template:
    return env.get_template(f"agency/{name}.html.jinja")


@functools.lru_cache(maxsize=512)
def _links(urls: Urls, agency_id: str, page: str) -> _Links:
    return _Links(urls, agency_id, page)


def law_line(law: LawPack, language: str) -> markupsafe.Markup:
    """Which law a page follows, and how sure its text is."""
    texts = load_texts(language)
    line = texts.fill("foot.law", law=law.full_name, date=vn_date(law.in_force_from))
    if not law.verified:
        line += markupsafe.Markup(" {}").format(texts["foot.law_unverified"])
    return line


def _deadlines(law: LawPack, stages: tuple[str, ...]) -> list[Any]:
    return [deadline for stage in stages for deadline in law.deadlines_for(stage)]


def _law_part(name: str, law: LawPack, site: SiteContext, **values: object) -> markupsafe.Markup:
    """A part that is the same for every agency, rendered once a process."""
    key = (name, law.id, values.get("depth"))
    if key not in site.parts:
        env = environment(site.language)

        def mark(fact: Any) -> str:  # noqa: ANN401 - any record of a fact
            return f" ({site.texts['common.unverified']})" if law.deserves_mark(fact) else ""

        template = env.get_template(f"parts/{name}.html.jinja")
        site.parts[key] = markupsafe.Markup(  # noqa: S704 - rendered with autoescape
            template.render(law=law, mark=mark, **values)
        )
    return site.parts[key]


def _request_part(law: LawPack, site: SiteContext, depth: int) -> markupsafe.Markup:
    """Deadlines, costs, forms and refusals under a law, with the jurisdiction's own limits."""
    before = None
    for transition in law.transitions:
        if transition.requests_before is not None and law.replaces:
            older = site.framework.pack(law.replaces)
            if older is not None:
                address = site.urls.address(site.urls.site(f"phap-luat/{older.slug}"))
                before = {
                    "date": transition.requests_before,
                    "law": older,
                    "href": "../" * depth + address + "#thoi-han",
                }
    return _law_part(
        "request_law",
        law,
        site,
        depth=depth,
        deadlines=_deadlines(law, _ANSWER_STAGES),
        local_limits=site.place.local_limits,
        time_units=TIME_UNITS,
        before=before,
    )
