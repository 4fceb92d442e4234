"""What all pages share: laws, jurisdiction, addresses, language."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import functools
import html
import posixpath
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE, Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.model.types import is_web_address, vn_date, vn_partial
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_KINDS, CHANNEL_ALIASES
from access_info.pages.rendering.environment import (
    SOURCE,
    Texts,
    anchor,
    environment,
    escaped,
    load_texts,
    titled_link,
    vn_size,
)
from access_info.pages.rendering.paths import (
    ASK,
    CATALOGUE_JSON,
    DIRECTORY,
    FIGURES,
    HOW,
    LAWS,
    LETTERS,
    MATRIX,
    MONTHS,
    OPEN_DATA,
    OVERSIGHT,
    SEARCH,
    Urls,
    ascii_letter,
    is_translated,
)
from access_info.source.placeholders import Placeholder


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


def script(site: SiteContext, path: str, *names: str) -> str:
    """Render the elements of a page's head that run some of our scripts, in this order."""
    root = site.urls.root(path)
    return "".join(
        f'<script src="{root}assets/access-info/{name}.js" defer></script>' for name in names
    )


def law_page_name(law: LawPack) -> str:
    """Return the path of a law's page below the front page."""
    return f"{LAWS}/{law.slug}"


def point_page_name(law: LawPack, point: Point) -> str:
    """Return the path of a point's page below the front page."""
    return f"{LAWS}/{law.slug}/diem-{ascii_letter(point.letter)}"


def law_line(law: LawPack, language: str) -> markupsafe.Markup:
    """Say which law a page follows; how its text was checked is told on the page of all doubts.

    Args:
        law: The law in force.
        language: Of the page.
    """
    texts = load_texts(language)
    return texts.fill("foot.law", law=texts.phrase(law.full_name), date=vn_date(law.in_force_from))


# A page as data: where it stands, what it is called, and its HTML fragment.


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A fragment of HTML with all that a shell needs to make a page of it.

    Attributes:
        path: Logical path below the site's root (`urls`).
        kind: What sort of page, for tests and styles (`cong-khai`).
        title: Plain text.
        description: Plain text, one sentence.
        content: HTML.
        nav: HTML of the agency's own navigation; empty for site-wide pages.
        edit: The file to edit, below the folder of agencies; empty when there is none.
        updated: ISO date of the last change of its data, or "".
        indexed: Whether search engines should list it.
        forward: Where a page that moved leads, relative to it; "" for ordinary pages.
        canonical: Logical path of the page that stands for this one; "" for itself.
        head: HTML for the page's head.
        language: BCP 47 tag.
        frames: Whether other portals may show it in a frame.
        alternates: Where the page stands in each language it is offered in: tag, logical path.
        crumb: What the breadcrumb calls it; "" for its title.
    """

    path: str
    kind: str
    title: str
    description: str
    content: str
    nav: str = ""
    edit: str = ""
    updated: str = ""
    indexed: bool = True
    forward: str = ""
    canonical: str = ""
    head: str = ""
    language: str = "vi"
    frames: bool = False
    alternates: tuple[tuple[str, str], ...] = ()
    crumb: str = ""

    def dated(self, as_of: AsOf) -> Page:
        """Put the first day since which the page has been right into its content."""
        first, _ = as_of.span
        day = first if first != datetime.date.min else as_of.date
        words = f'<time datetime="{day}">{vn_date(day)}</time>'
        return dataclasses.replace(self, content=Placeholder.VALID_FROM.fill(self.content, words))


def site_page(
    site: SiteContext,
    law: LawPack,
    name: str,
    template: str,
    *,
    kind: str = "",
    title: str = "",
    description: str = "",
    heading: str = "",
    head: str = "",
    crumb: str = "",
    indexed: bool = True,
    values: Mapping[str, object],
) -> Page:
    """Render a page about all agencies, in the site's language.

    Args:
        site: What pages share.
        law: The law that the page says it follows; its template has it as `law`, unless `values` do.
        name: Path of the page below the front page (`rendering.paths`).
        template: Name of its template in `templates/site`.
        kind: What sort of page; its name by default.
        title: Title of the page; by default the text `<template>.title`.
        description: One sentence for search engines; by default the text `<template>.description`.
        heading: What stands above it; its title by default.
        head: HTML for its head.
        crumb: Its name in breadcrumbs.
        indexed: Whether search engines list it.
        values: What else its template shows.
    """
    title = title or site.texts[f"{template}.title"]
    content = (
        environment(site.language)
        .get_template(f"site/{template}.html.jinja")
        .render(
            page={
                "heading": heading or title,
                "updated": None,
                "law_line": law_line(law, site.language),
            },
            **{"law": law, **values},
        )
    )
    return Page(
        path=site.urls.site(name),
        kind=kind or name,
        title=title,
        description=description or site.texts[f"{template}.description"],
        content=content,
        head=head,
        crumb=crumb,
        indexed=indexed,
        language=site.language,
        alternates=site.alternates(lambda urls: urls.site(name)) if is_translated(name) else (),
    )


# How an agency is reached by somebody who asks: one way of each sort, as pages and scripts show it.

_MAIL, _POST, _PHONE = "thu-dien-tu", "buu-chinh", "dien-thoai"


@dataclasses.dataclass(frozen=True)
class Reach:
    """Where a request is sent to, and whom one asks about it.

    Attributes:
        unit: The focal point's unit, or its role.
        phone: As it is written.
        email: For questions.
        address: Where letters are sent, else where the agency sits.
        mail: The address that takes requests, as the agency announced it.
    """

    unit: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    mail: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the agency can be reached at all."""
        return bool(self.phone or self.email or self.address)


def reach_of(profile: AgencyProfile) -> Reach:
    """Choose one way of each sort: the focal point's, else a channel's, else the agency's own."""
    points = [point for point in profile.contact_points if point.is_stated]
    mail = _channel(profile, _MAIL, having="@").removeprefix("mailto:")
    return Reach(
        unit=next((point.unit or point.role or "" for point in points), ""),
        phone=next((point.phone for point in points if point.phone), "")
        or _channel(profile, _PHONE)
        or profile.phone
        or "",
        email=mail
        or next((point.email for point in points if point.email), "")
        or profile.email
        or "",
        address=_channel(profile, _POST) or profile.address or "",
        mail=mail,
    )


def _channel(profile: AgencyProfile, kind: str, having: str = "") -> str:
    """Return the address of the first channel of a kind that has a sign (and then no blank)."""
    for channel in profile.channels:
        address = channel.address or ""
        if CHANNEL_ALIASES.get(channel.kind or "", channel.kind) != kind or not address:
            continue
        if not having or (having in address and " " not in address):
            return address
    return ""


# What the rest of the site needs to know of an agency, small enough to keep for all of them.

_MAX_GROUPS = 5


@dataclasses.dataclass(frozen=True)
class AgencySummary:
    """One line of the directory, and what law pages count.

    Attributes:
        id: Folder name.
        name: Full name.
        short_name: Name for lists.
        type: Value of `AGENCY_TYPES`.
        items: Items on the mandatory list.
        ended: ISO date of its end, "?" when it has ended on an unknown day, or "".
        successors: Folder names or words.
        points: Items in force under each point of any law, by the point's id.
        public: Items in force.
        changes: Of each item in force that names one, the day of its last change, as ordinals.
        groups: The clerk's own headings that most items stand under, with how many.
        answers: Of the newest year that tells: the year, requests answered in time, all answered.
        news: Whether its feed has any.
        changed: ISO day of the last change by list, for lists that can be downloaded.
        former_names: What it was called before.
        reach: How it is reached by somebody who asks.
        letter: Whether a draft of a letter to it can be downloaded.
        official_code: Its identification code, or "".
    """

    id: str
    name: str
    short_name: str
    type: str
    items: int
    ended: str
    successors: tuple[str, ...]
    points: dict[str, int]
    public: int = 0
    changes: tuple[int, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    answers: tuple[int, int, int] | None = None
    news: bool = False
    changed: dict[str, str] = dataclasses.field(default_factory=dict)
    former_names: tuple[str, ...] = ()
    reach: Reach = dataclasses.field(default_factory=Reach)
    letter: bool = False
    official_code: str = ""


def summarise(agency: Agency, framework: Framework, as_of: AsOf) -> AgencySummary:
    """Sum up an agency, as of a day, for the pages about all agencies."""
    profile = agency.profile
    ended = ""
    if profile.dissolved is not None:
        day = profile.dissolved.date
        if day is None:
            ended = "?"
        elif as_of.reached(day):
            ended = day.isoformat()
    points: dict[str, int] = {}
    in_force = [item for item in agency.items if not item.is_over(as_of)]
    for item in in_force:
        for point in points_of(item, framework):
            points[point] = points.get(point, 0) + 1
    groups = collections.Counter(item.group for item in in_force if item.group)
    changes = [item.modified or item.published for item in in_force]
    return AgencySummary(
        id=agency.id,
        name=profile.name,
        short_name=agency.short_name,
        type=profile.type,
        items=len(agency.items),
        ended=ended,
        successors=profile.successors,
        points=points,
        former_names=tuple(former.name for former in profile.former_names if former.name),
        reach=reach_of(profile),
        public=len(in_force),
        changes=tuple(sorted(day.toordinal() for day in changes if day is not None)),
        groups=tuple(groups.most_common(_MAX_GROUPS)),
        answers=_answers(agency),
        official_code=profile.official_code or "",
    )


def points_of(item: Item, framework: Framework) -> list[str]:
    """List the ids of the points of any law that an item names, each once."""
    places = (framework.point(name) for name in item.points)
    return sorted({place[1].id for place in places if place is not None})


def _answers(agency: Agency) -> tuple[int, int, int] | None:
    """Return the newest year that tells how many answers were in time, and its figures."""
    for year in agency.statistics:
        time = year.timeliness
        if time is not None and time.on_time is not None:
            return year.year, time.on_time, time.on_time + (time.late or 0)
    return None


# Items of an agency as pages about all agencies list them: the front page, a point of a law.

# `.pdf`, `.xlsx`: endings of files that people open; anything else behind an address is a page.
_OPENED = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "csv", "zip"})


class ListedItem(NamedTuple):
    """An item in a list of several agencies' items; its links wait for `Placeholder.ROOT`.

    Attributes:
        day: ISO day of its last change, or "".
        points: Ids of the points of any law that it names.
        title: HTML: the title as a link, and what opens: `PDF, 39 kB`.
        about: HTML of number and date, or "".
    """

    day: str
    points: list[str]
    title: str
    about: str


def listed_items(
    agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf
) -> Iterator[ListedItem]:
    """Yield an agency's items that are in force, the newest first.

    Args:
        agency: Whose.
        site: What pages share.
        framework: The laws.
        as_of: The day of judgement.
    """
    rows = [
        ListedItem(
            day.isoformat() if (day := item.modified or item.published) else "",
            points_of(item, framework),
            str(_title_link(item, agency, site)),
            _about(item),
        )
        for item in agency.items
        if not item.is_over(as_of)
    ]
    rows.sort(key=lambda row: row.day, reverse=True)
    yield from rows


def _title_link(item: Item, agency: Agency, site: SiteContext) -> markupsafe.Markup:
    """Link to what an item is: a file, a page elsewhere, or else its place in the list."""
    urls = site.urls
    for name in item.files:
        if (file := agency.published_file(name)) is not None:
            path = urls.attachment(agency.id, file.path)
            href = Placeholder.ROOT + urls.address_of_file(path)
            return titled_link(href, item.label, f"{file.format}, {vn_size(file.size)}")
    dead = site.dead_links.get(agency.id, {})
    for address in item.addresses:
        if is_web_address(address) and address not in dead:
            ending = posixpath.splitext(address.partition("?")[0])[1].lstrip(".").lower()
            return titled_link(address, item.label, ending.upper() if ending in _OPENED else "")
    page = urls.address(urls.agency(agency.id, DISCLOSURE))
    count = len(item.documents)
    words = site.texts.plain("laws.documents", count=count) if count else ""
    return titled_link(f"{Placeholder.ROOT}{page}#{anchor(item.id)}", item.label, words)


def _about(item: Item) -> str:
    """Write the line of an item's number and date, as HTML."""
    number = item.number if item.title else ""
    day = vn_partial(item.issued) if item.issued else ""
    if not day and (last := item.modified or item.published):
        day = vn_date(last)
    return escaped(" · ".join(part for part in (number, day) if part))


# What stands beside a fact of the law about how it was checked.


class Marks:
    """Marks beside the facts of one law; called with a fact, it yields the words or ""."""

    def __init__(self, law: LawPack, texts: Texts) -> None:
        """Take the law and the texts of the page's language."""
        self._law = law
        self._texts = texts

    def __call__(self, fact: Any) -> str:  # noqa: ANN401 - any record of a fact
        """Return what stands behind a fact: ` (chưa xác minh)`, or ""."""
        verification = self._verification(fact)
        return f" ({verification_words(verification, self._texts)})" if verification else ""

    def note(self, facts: Sequence[Any]) -> str:
        """Return a sentence above facts that would all have the same mark, or ""."""
        verifications = {self._verification(fact) for fact in facts}
        if len(facts) == 1 or len(verifications) != 1:
            return ""
        (verification,) = verifications
        return self._texts[f"checked.all_{_key(verification)}"] if verification else ""

    def _verification(self, fact: Any) -> Verification | None:  # noqa: ANN401 - as above
        """Return how a fact was checked, if the law as a whole was compared; else `None`."""
        return self._law.mark(fact) if is_compared(self._law) else None


def is_compared(law: LawPack) -> bool:
    """Tell whether the text of a law as a whole was compared with the gazette."""
    return law.verification is Verification.GAZETTE


def verification_words(verification: Verification, texts: Texts) -> str:
    """Say how a fact was checked, in the language of the page."""
    return texts[f"checked.{_key(verification)}"]


def _key(verification: Verification) -> str:
    return verification.name.lower()


# Vietnamese alphabetical order: 29 letters, then tones.

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, 10)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_COMMUNE_WORDS = ("ủy ban nhân dân ", "uỷ ban nhân dân ", "ubnd ")
_UNIT_WORDS = (
    *(
        f"{kind.area} "
        for kind in AGENCY_KINDS.values()
        if kind.is_committee and not kind.is_province_committee
    ),
    *("thị trấn ", "quận ", "thị xã ", "thành phố "),
)


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts names as a Vietnamese dictionary does: letters, then tones."""
    letters: list[int] = []
    tones: list[int] = []
    for char in text.casefold():
        base = ""
        tone = 0
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            else:
                base += part
        letter = unicodedata.normalize("NFC", base)
        letters.append(_RANK.get(letter, 1 if letter.isspace() else 2 + ord(letter[:1] or "0") % 8))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def index_name(name: str) -> str:
    """Strip a name to what people look it up by: `Ủy ban nhân dân xã An Bình` → `An Bình`."""
    folded = name.casefold()
    for words in (_COMMUNE_WORDS, _UNIT_WORDS):
        for word in words:
            if folded.startswith(word) and len(folded) > len(word):
                name, folded = name[len(word) :], folded[len(word) :]
                break
    return name


def by_name(summaries: Iterable[AgencySummary]) -> list[AgencySummary]:
    """Sort agencies as people look them up: by the Vietnamese alphabet, by name without its kind."""
    return sorted(summaries, key=lambda agency: sort_key(index_name(agency.short_name)))


def index_letter(name: str) -> str:
    """Return the letter of the alphabet that a name stands under; `#` for digits and signs."""
    first = index_name(name)[:1].casefold()
    parts = [part for part in unicodedata.normalize("NFD", first) if part not in _TONES]
    letter = unicodedata.normalize("NFC", "".join(parts))
    return letter.upper() if letter in _RANK else "#"


# Pages that have others below them, or are known by a shorter name than their heading.
_NAMES = {
    ASK: "site.ask",
    DIRECTORY: "site.agencies",
    FIGURES: "oversight.figures",
    HOW: "oversight.how_title",
    LAWS: "site.laws",
    LETTERS: "directory.letters_title",
    MATRIX: "oversight.matrix",
    MONTHS: "due.title",
    OPEN_DATA: "foot.open_data",
    OVERSIGHT: "site.duties",
    SEARCH: "site.find",
}


@dataclasses.dataclass(frozen=True)
class Trails:
    """Tells where each page of a site stands.

    Attributes:
        urls: Where pages stand.
        agencies: Agencies' short names.
        laws: Laws' names by the last part of their address.
        paths: Logical paths of the site-wide pages that there are.
    """

    urls: Urls
    agencies: Mapping[str, str]
    laws: Mapping[str, str]
    paths: Collection[str]

    def crumbs(self, page: Page) -> str:
        """Render the way to a page as a list of links; the page itself is its last entry."""
        links = [
            (self.urls.relative(page.path, path), words) for path, words in self._ancestors(page)
        ]
        return crumb_list(links, self._own_name(page), page.language)

    def steps(self, page: Page) -> list[tuple[str, str]]:
        """List name and absolute address of each page on the way to one, itself last."""
        ways = [*self._ancestors(page), (page.path, self._own_name(page))]
        return [
            (
                words.striptags() if isinstance(words, markupsafe.Markup) else words,
                self.urls.absolute(path),
            )
            for path, words in ways
        ]

    def _ancestors(self, page: Page) -> Iterator[tuple[str, str | markupsafe.Markup]]:
        """Yield logical path and name of each page above one, from the front page on."""
        texts = load_texts(page.language)
        urls = self.urls.in_language("" if page.language == SOURCE else page.language)
        front = urls.agency(urls.single) if urls.single else urls.site("")
        if urls.prefix:
            yield "", texts["site.home"]  # of the site that ours is a section of
            yield front, texts["site.section"]
        else:
            yield front, texts["site.home"]
        known = self._parts_of_path(page)
        for end in range(1, len(known)):
            name, last = "/".join(known[:end]), known[end - 1]
            if name in _NAMES and urls.site(name) in self.paths:
                yield urls.site(name), texts[_NAMES[name]]
            elif name == f"{DIRECTORY}/{last}" and last in self.agencies:
                yield urls.in_language("").agency(last), texts.phrase(self.agencies[last])
            elif name == f"{LAWS}/{last}" and last in self.laws:
                yield urls.site(name), texts.phrase(self.laws[last])

    def _own_name(self, page: Page) -> str | markupsafe.Markup:
        """Return what breadcrumbs call a page itself."""
        texts, known = load_texts(page.language), self._parts_of_path(page)
        name = "/".join(known)
        if name in _NAMES:
            return texts[_NAMES[name]]
        if known and name == f"{DIRECTORY}/{known[-1]}" and known[-1] in self.agencies:
            return texts.phrase(self.agencies[known[-1]])
        return page.crumb or page.title

    def _parts_of_path(self, page: Page) -> list[str]:
        """Return the parts of a page's path below the front page, without folders of languages."""
        path = page.path.removeprefix(self.urls.prefix).strip("/")
        return [part for part in path.split("/") if part and part not in self.urls.languages]


def crumb_list(
    links: list[tuple[str, str | markupsafe.Markup]], current: str, language: str = "vi"
) -> str:
    """Render a breadcrumb.

    Args:
        links: Address and words of each page above the current one.
        current: What the current page is called.
        language: Of the page.
    """
    template = environment(language).get_template("parts/crumbs.html.jinja")
    return template.render(links=links, current=current)
