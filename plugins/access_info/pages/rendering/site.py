"""What all pages share: laws, jurisdiction, addresses, language."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import html
from collections.abc import Callable, Mapping

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, Point
from access_info.model.declarations.date_words import vn_date
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import AsOf
from access_info.pages.rendering.paths import CATALOGUE_JSON, LAWS
from access_info.pages.rendering.translations import Texts, load_texts
from access_info.pages.rendering.urls import Urls, ascii_letter


@dataclasses.dataclass(frozen=True)
class Features:
    """What a site offers beside its pages.

    Attributes:
        search: A search of all lists.
        formats: Files that lists can be downloaded as, in the order shown: ending, words of a link;
            where there are none, there are no feeds of news either.
        embed: Pages for other portals' frames.
        oversight: Pages that tell who meets which duty.
        papers: Drafts of letters and reports for the oversight office.
        pdf: Version of what makes lists into PDF files; "" where there are none.
        edit_base: Address that a file's path is appended to, to edit it, or "".
        issue_url: Address where an error is reported, with holes `{title}` and `{url}`, or "".
        form: A form on the web to edit the data with.
        is_compared: Whether it is known what was published before, and days of change come from that.
    """

    search: bool = True
    formats: tuple[tuple[str, str], ...] = ()
    embed: bool = True
    oversight: bool = True
    papers: bool = False
    pdf: str = ""
    edit_base: str = ""
    issue_url: str = ""
    form: bool = False
    is_compared: bool = False

    @property
    def downloads(self) -> bool:
        """Whether lists are offered as files, and news as feeds."""
        return bool(self.formats)


@dataclasses.dataclass(frozen=True)
class SiteContext:
    """What the pages of all agencies share.

    Attributes:
        framework: The laws.
        place: The jurisdiction's settings.
        urls: Where pages stand.
        agencies: Folder names of all agencies.
        language: Language of the pages.
        languages: Languages of the interface, each with the path below which its pages stand.
        features: What the site offers beside its pages.
        dead_links: By agency, the addresses that lead nowhere, each with the day since when.
        parts: Fragments that are the same for every agency, filled as they are first needed.
    """

    framework: Framework
    place: Jurisdiction
    urls: Urls
    agencies: frozenset[str]
    language: str = "vi"
    languages: Mapping[str, str] = dataclasses.field(default_factory=lambda: {"vi": ""})
    features: Features = dataclasses.field(default_factory=Features)
    dead_links: Mapping[str, Mapping[str, datetime.date]] = dataclasses.field(default_factory=dict)
    parts: dict[tuple[object, ...], markupsafe.Markup] = dataclasses.field(
        default_factory=dict, compare=False
    )

    @property
    def has_catalogue(self) -> bool:
        """Whether there is a catalogue of the data: its addresses would mean nothing without the site's."""
        return self.features.downloads and bool(self.urls.site_url)

    @functools.cached_property
    def form_labels(self) -> dict[str, str]:
        """Forms of disclosure that any law names: id → label, the newest law's words."""
        packs = (*self.framework.supplements, *self.framework.packs)
        return {form.id: form.label for pack in packs for form in pack.disclosure_forms}

    def alternates(self, path_of: Callable[[Urls], str]) -> tuple[tuple[str, str], ...]:
        """Return where a page stands in each language: tag, path; empty if there is but one.

        Args:
            path_of: A language's addresses → the page's logical path.
        """
        if len(self.languages) == 1:
            return ()
        return tuple(
            (tag, path_of(self.urls.in_language(folder))) for tag, folder in self.languages.items()
        )

    @property
    def texts(self) -> Texts:
        """The texts of the language."""
        return load_texts(self.language)


def law_in_force(framework: Framework, as_of: AsOf) -> LawPack:
    """Return the law that pages follow on a day; note in `as_of` when that will change."""
    for pack in framework.packs:
        as_of.reached(pack.in_force_from)
    return framework.in_force(as_of.date)


def catalogue_link(site: SiteContext, path: str) -> str:
    """Render the link of a page's head to the catalogue of all data; "" where there is none.

    Args:
        site: What pages share.
        path: Logical path of the page.
    """
    if not site.has_catalogue:
        return ""
    href = site.urls.relative_file(path, site.urls.shared(CATALOGUE_JSON))
    title = html.escape(site.texts["catalogue.link"])
    return f'<link rel="alternate" type="application/ld+json" title="{title}" href="{href}">'


def style(site: SiteContext, path: str, *names: str) -> str:
    """Render the links of a page's head to some of our style sheets."""
    root = site.urls.root(path)
    return "".join(
        f'<link rel="stylesheet" href="{root}assets/access-info/{name}.css">' for name in names
    )


def point_path(urls: Urls, law: LawPack, point: Point) -> str:
    """Return the logical path of a point's page."""
    return urls.site(f"{LAWS}/{law.slug}/diem-{ascii_letter(point.letter)}")


def law_line(law: LawPack, language: str) -> markupsafe.Markup:
    """Say which law a page follows; how its text was checked is told on the page of all doubts.

    Args:
        law: The law in force.
        language: Of the page.
    """
    texts = load_texts(language)
    return texts.fill("foot.law", law=texts.phrase(law.full_name), date=vn_date(law.in_force_from))
