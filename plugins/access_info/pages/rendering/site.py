"""What all pages share: the site's context, pages as data, summaries of agencies, sorting, breadcrumbs."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import functools
import html
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE, LISTS, Item
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
    format_of_address,
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
    """Which features beside its pages a site has, by the owner's options.

    Attributes:
        search: A search of all lists.
        formats: Files that lists can be downloaded as, in the order shown: ending, words of a link;
            where there are none, there are no feeds of news either.
        embed: Pages for other portals' frames.
        oversight: Pages that tell who meets which duty.
        papers: Drafts of letters and reports for the oversight office.
        pdf: Version of the program that turns lists into PDF files; "" where none are made.
        edit_base: Address under which files are edited, to which a file's path is appended; or "".
        issue_url: Address to report an error at, with `{title}` and `{url}` to fill in, or "".
        form: A form on the web to edit the data with.
        is_compared: Whether the data is compared with what was published before, which gives the days
            of change.
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
        urls: The addresses of pages.
        agencies: Folder names of all agencies.
        language: Language of the pages.
        languages: Languages of the interface, each with the path below which its pages stand.
        features: Which features the site has.
        dead_links: By agency, the addresses that don't work, each with the day since when.
        parts: Cache of HTML that is the same on pages of many agencies, by name and all that it depends on.
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
        """Whether the site has a catalogue of the data, which needs the site's absolute address."""
        return self.features.downloads and bool(self.urls.site_url)

    @functools.cached_property
    def form_labels(self) -> dict[str, str]:
        """The labels of the forms of disclosure (portal, press, …) of all laws, by id; the newest law's win."""
        packs = (*self.framework.supplements, *self.framework.packs)
        return {form.id: form.label for pack in packs for form in pack.disclosure_forms}

    def alternates(self, path_of: Callable[[Urls], str]) -> tuple[tuple[str, str], ...]:
        """Return (tag, logical path) of a page in each language; empty if the site has only one.

        Args:
            path_of: Gives the page's logical path from the addresses of a language.
        """
        if len(self.languages) == 1:
            return ()
        return tuple(
            (tag, path_of(self.urls.in_language(folder))) for tag, folder in self.languages.items()
        )

    @property
    def texts(self) -> Texts:
        """The interface's texts in the language of the pages."""
        return load_texts(self.language)


def law_in_force(framework: Framework, as_of: AsOf) -> LawPack:
    """Return the law in force on the day of judgement.

    `as_of` notes each law's first day, so that pages are rendered anew when another law begins.
    """
    for pack in framework.packs:
        as_of.reached(pack.in_force_from)
    return framework.in_force(as_of.date)


def catalogue_link(site: SiteContext, path: str) -> str:
    """Render the link in a page's head to the catalogue of all data; "" where the site has none.

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
    """Render the links in a page's head to some of our style sheets, named without folder and ending."""
    root = f"{site.urls.root(path)}assets/access-info/"
    return "".join(f'<link rel="stylesheet" href="{root}{name}.css">' for name in names)


# Scripts that move what is seen at first run before any of it is.
BEFORE_PAINTING = 'defer blocking="render"'


def script(site: SiteContext, path: str, *names: str, when: str = "defer") -> str:
    """Render the elements in a page's head that load our scripts, and run them `when` attributes say."""
    root = f"{site.urls.root(path)}assets/access-info/"
    return "".join(f'<script src="{root}{name}.js" {when}></script>' for name in names)


def law_page_name(law: LawPack) -> str:
    """Return the path of a law's page below the front page."""
    return f"{LAWS}/{law.slug}"


def point_page_name(law: LawPack, point: Point) -> str:
    """Return the path, below the front page, of the page on a point of a law."""
    return f"{LAWS}/{law.slug}/diem-{ascii_letter(point.letter)}"


def law_line(law: LawPack, language: str) -> markupsafe.Markup:
    """Return the line at a page's foot that names the law it follows, and since when it is in force.

    How the law's text was checked is said on the page about accuracy, not here.

    Args:
        law: The law in force.
        language: Of the page.
    """
    texts = load_texts(language)
    return texts.fill("foot.law", law=texts.phrase(law.full_name), date=vn_date(law.in_force_from))


# A page as data: its address, its title, and the HTML of its content.


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page without its frame: the HTML of its content, and the values that fill a shell's other slots.

    Attributes:
        path: Logical path below the site's root (`Urls`).
        kind: What sort of page, for tests and styles (`cong-khai`).
        title: Plain text.
        description: Plain text, one sentence.
        content: HTML.
        nav: HTML of the agency's own navigation; empty for site-wide pages.
        edit: The file to edit, below the folder of agencies; empty when there is none.
        updated: ISO date of the last change of its data, or "".
        indexed: Whether search engines should list it.
        forward: Relative address of the new page, for a page that moved; "" for ordinary pages.
        canonical: Logical path of the page that search engines should list instead; "" for itself.
        head: HTML for the page's head.
        language: BCP 47 tag.
        frames: Whether other portals may show it in a frame.
        alternates: Tag and logical path of the page in each language it is translated into.
        crumb: The page's name in the breadcrumb; "" for its title.
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
        """Return the page with the first day since which its content has been valid.

        A page that depends on the day of judgement says that day, and so changes only when its content
        does, not with each build.
        """
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
        law: The law that the page names at its foot; also `law` in its template, unless `values` has that.
        name: Path of the page below the front page (`rendering.paths`).
        template: Name of its template in `templates/site`.
        kind: What sort of page; its name by default.
        title: Title of the page; by default the text `<template>.title`.
        description: One sentence for search engines; by default the text `<template>.description`.
        heading: The heading above the content; the title by default.
        head: HTML for the page's head.
        crumb: The page's name in breadcrumbs; the title by default.
        indexed: Whether search engines should list the page.
        values: Further values for its template.
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


# The contacts of an agency for requests: one of each kind, as pages and scripts show them.

_MAIL, _POST, _PHONE = "thu-dien-tu", "buu-chinh", "dien-thoai"


@dataclasses.dataclass(frozen=True)
class Reach:
    """The contacts of an agency for those who request information.

    Attributes:
        unit: The focal point's unit, or its role.
        phone: The telephone number, as the agency wrote it.
        email: The e-mail address for questions.
        address: The address for letters, else that of the agency's seat.
        mail: The e-mail address that the agency announced for requests, or "".
    """

    unit: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    mail: str = ""

    @property
    def is_known(self) -> bool:
        """Whether any contact is known by which the agency can be reached."""
        return bool(self.phone or self.email or self.address)


def reach_of(profile: AgencyProfile) -> Reach:
    """Choose one contact of each kind from an agency's focal points, channels and own addresses.

    The focal point comes first for telephone numbers, announced channels for e-mail and post, the
    agency's own addresses last.
    """
    points = [point for point in profile.contact_points if point.is_stated]
    mail = _channel_address(profile, _MAIL, having="@").removeprefix("mailto:")
    return Reach(
        unit=next((point.unit or point.role or "" for point in points), ""),
        phone=next((point.phone for point in points if point.phone), "")
        or _channel_address(profile, _PHONE)
        or profile.phone
        or "",
        email=mail
        or next((point.email for point in points if point.email), "")
        or profile.email
        or "",
        address=_channel_address(profile, _POST) or profile.address or "",
        mail=mail,
    )


def _channel_address(profile: AgencyProfile, kind: str, having: str = "") -> str:
    """Return the address of an agency's first channel of a kind for requests, or "".

    Args:
        profile: The agency.
        kind: Kind of channel, as in `CHANNEL_TYPES`.
        having: A character that the address must contain, `@` for an e-mail address, or "" for any. With
            one it must have no blank either: it would be a sentence.
    """
    for channel in profile.channels:
        address = channel.address or ""
        if CHANNEL_ALIASES.get(channel.kind or "", channel.kind) != kind or not address:
            continue
        if not having or (having in address and " " not in address):
            return address
    return ""


# What pages about all agencies show of each agency, small enough to hold for all of them.

# Headings that are kept of an agency's list.
_MAX_GROUPS = 5


@dataclasses.dataclass(frozen=True)
class AgencySummary:
    """An agency as pages about all agencies show it: in the directory, on law pages, in charts.

    Attributes:
        id: Folder name.
        name: Full name.
        short_name: Name for lists.
        type: Value of `AGENCY_TYPES`.
        items: Items on the mandatory list.
        ended: ISO date of its end, "?" when it has ended on an unknown day, or "".
        successors: Folder names or words.
        points: Number of items in force under each point of any law, by the point's id.
        public: Number of items in force on the mandatory list.
        changes: Days of the last change of those items in force that have one, as ordinals.
        groups: The agency's own headings with the most items, each with their number.
        answers: (year, requests answered in time, all answered), of the newest year with such figures.
        news: Whether its feed has any entry.
        changed: ISO day of the last change by list, for lists that can be downloaded.
        former_names: Its earlier names.
        reach: Its contacts for requests.
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
    """Return an agency's summary, as of a day, for the pages about all agencies.

    `news`, `changed` and `letter` are added later, when the agency's files are made.
    """
    profile = agency.profile
    ended = ""
    if profile.dissolved is not None:
        day = profile.dissolved.date
        if day is None:
            ended = "?"
        elif as_of.reached(day):
            ended = day.isoformat()
    in_force = [item for item in agency.items if not item.is_over(as_of)]
    points = collections.Counter(point for item in in_force for point in points_of(item, framework))
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
        points=dict(points),
        former_names=tuple(former.name for former in profile.former_names if former.name),
        reach=reach_of(profile),
        public=len(in_force),
        changes=tuple(sorted(day.toordinal() for day in changes if day is not None)),
        groups=tuple(groups.most_common(_MAX_GROUPS)),
        answers=_timely_answers(agency),
        official_code=profile.official_code or "",
    )


def points_of(item: Item, framework: Framework) -> list[str]:
    """List the ids of the points of any law that an item names, each once."""
    places = (framework.point(name) for name in item.points)
    return sorted({place[1].id for place in places if place is not None})


def _timely_answers(agency: Agency) -> tuple[int, int, int] | None:
    """Return (year, answered in time, all answered) of the newest year with such figures, or `None`."""
    for year in agency.statistics:
        time = year.timeliness
        if time is not None and time.on_time is not None:
            return year.year, time.on_time, time.on_time + (time.late or 0)
    return None


# Items of an agency as pages about all agencies list them: the front page, the page of a point of law.


class ListedItem(NamedTuple):
    """An item in a list of several agencies' items; links begin with `Placeholder.ROOT`, to be filled.

    Attributes:
        day: ISO day of the item's last change, or "".
        points: Ids of the points of any law that the item names.
        title: HTML of the title as a link, followed by what the link opens: `PDF, 39 kB`.
        about: HTML of the document's number and date, or "".
    """

    day: str
    points: list[str]
    title: str
    about: str


def listed_items(
    agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf
) -> Iterator[ListedItem]:
    """Yield an agency's items that are in force, the newest first, as pages about all agencies list them.

    Args:
        agency: The agency.
        site: What pages share.
        framework: The laws.
        as_of: The day of judgement.
    """
    rows = [
        ListedItem(
            day.isoformat() if (day := item.modified or item.published) else "",
            points_of(item, framework),
            str(_title_link(item, agency, site)),
            _number_and_date(item),
        )
        for item in agency.items
        if not item.is_over(as_of)
    ]
    rows.sort(key=lambda row: row.day, reverse=True)
    yield from rows


def _title_link(item: Item, agency: Agency, site: SiteContext) -> markupsafe.Markup:
    """Render an item's title as a link to its first file, else its first live address, else its row."""
    urls = site.urls
    for name in item.files:
        if (file := agency.published_file(name)) is not None:
            path = urls.attachment(agency.id, file.path)
            href = Placeholder.ROOT + urls.address_of_file(path)
            words = ", ".join(filter(None, (file.format, vn_size(file.size))))
            return titled_link(href, item.label, words)
    dead = site.dead_links.get(agency.id, {})
    for address in item.addresses:
        if is_web_address(address) and address not in dead:
            return titled_link(address, item.label, format_of_address(address))
    page = urls.address(urls.agency(agency.id, DISCLOSURE))
    count = len(item.documents)
    words = site.texts.plain("laws.documents", count=count) if count else ""
    return titled_link(f"{Placeholder.ROOT}{page}#{anchor(item.id)}", item.label, words)


def _number_and_date(item: Item) -> str:
    """Return the line below an item's title as HTML: `12/QĐ-UBND · 05/3/2026`.

    The number is left out where it is the title; the day of change takes the place of a missing date.
    """
    number = item.number if item.title else ""
    day = vn_partial(item.issued) if item.issued else ""
    if not day and (last := item.modified or item.published):
        day = vn_date(last)
    return escaped(" · ".join(part for part in (number, day) if part))


# The mark beside a fact of the law that tells how it was checked: “(chưa xác minh)”.


@dataclasses.dataclass(frozen=True)
class Marks:
    """Gives the marks beside the facts of one law, which tell how each was checked; called with a fact.

    A law whose text as a whole was never compared with the gazette has no marks: a note says so once.

    Attributes:
        law: The law whose facts are marked.
        texts: The texts of the page's language.
    """

    law: LawPack
    texts: Texts

    def __call__(self, fact: Any) -> str:  # noqa: ANN401 - any record of a fact
        """Return the mark after a fact: ` (chưa xác minh)`; "" for one that needs none."""
        verification = self._verification(fact)
        return f" ({verification_words(verification, self.texts)})" if verification else ""

    def note(self, facts: Sequence[Any]) -> str:
        """Return a sentence to put above several facts that all have the same mark; else ""."""
        verifications = {self._verification(fact) for fact in facts}
        if len(facts) == 1 or len(verifications) != 1:
            return ""
        (verification,) = verifications
        return self.texts[f"checked.all_{_text_key(verification)}"] if verification else ""

    def _verification(self, fact: Any) -> Verification | None:  # noqa: ANN401 - as above
        """Return how a fact was checked, if that needs a mark; `None` for a fact that needs none."""
        return self.law.mark(fact) if is_compared(self.law) else None


def is_compared(law: LawPack) -> bool:
    """Tell whether the text of a law as a whole was compared with the gazette."""
    return law.verification is Verification.GAZETTE


def verification_words(verification: Verification, texts: Texts) -> str:
    """Return the words that say how a fact was checked, in the language of the page."""
    return texts[f"checked.{_text_key(verification)}"]


def _text_key(verification: Verification) -> str:
    """Return the last part of the text keys about a way of checking: `unverified`."""
    return verification.name.lower()


# Vietnamese alphabetical order: by letters (29, and f, j, w, z of foreign words), then by tones.

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Ranks of letters, and of the tones huyền, hỏi, ngã, sắc, nặng.
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, 10)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# The words before a commune's own name: of the committee, then of the unit, today's or a former one.
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
    """Return a key that sorts names as a Vietnamese dictionary does: by letters, then by tones.

    Blanks come before other signs, signs before letters.
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in text.casefold():
        letter, tone = _letter_and_tone(char)
        # Letters rank from 10 on, so that eight ranks are left for signs.
        letters.append(_RANK.get(letter, 1 if letter.isspace() else 2 + ord(letter[:1] or "0") % 8))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _letter_and_tone(char: str) -> tuple[str, int]:
    """Return (letter without its tone, rank of the tone, 0 for none): `ấ` → `("â", 4)`."""
    base, tone = "", 0
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            base += part
    return unicodedata.normalize("NFC", base), tone


def index_name(name: str) -> str:
    """Return a name without the words for committee and unit: `Ủy ban nhân dân xã An Bình` → `An Bình`.

    People look a commune up by its own name. A name that is nothing else stays: `Thành phố`.
    """
    folded = name.casefold()
    for words in (_COMMUNE_WORDS, _UNIT_WORDS):
        for word in words:
            if folded.startswith(word) and len(folded) > len(word):
                name, folded = name[len(word) :], folded[len(word) :]
                break
    return name


def by_name(summaries: Iterable[AgencySummary]) -> list[AgencySummary]:
    """Sort agencies by the Vietnamese alphabet, by names without the words for their kind (`index_name`)."""
    return sorted(summaries, key=lambda agency: sort_key(index_name(agency.short_name)))


def index_letter(name: str) -> str:
    """Return the capital letter, without tone, under which a name stands in an index; `#` for other signs."""
    letter, _ = _letter_and_tone(index_name(name)[:1].casefold())
    return letter.upper() if letter in _RANK else "#"


# Names in breadcrumbs of pages that have others below them, or whose title is too long there.
_SHORT_NAMES = {
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
    """Makes the breadcrumb of each page of a site: the pages above it, by the parts of its address.

    Attributes:
        urls: The addresses of pages.
        agencies: Agencies' short names by folder name.
        laws: Laws' names by the last part of their page's address.
        paths: Logical paths of the existing pages about all agencies.
    """

    urls: Urls
    agencies: Mapping[str, str]
    laws: Mapping[str, str]
    paths: Collection[str]

    def crumbs(self, page: Page) -> str:
        """Render the breadcrumb of a page: links to the pages above it, its own name last."""
        links = [
            (self.urls.relative(page.path, path), words) for path, words in self._ancestors(page)
        ]
        return crumb_list(links, self._own_name(page), page.language)

    def steps(self, page: Page) -> list[tuple[str, str]]:
        """List (name, absolute address) of the breadcrumb's pages, for structured data in the head."""
        ways = [*self._ancestors(page), (page.path, self._own_name(page))]
        return [
            (
                words.striptags() if isinstance(words, markupsafe.Markup) else words,
                self.urls.absolute(path),
            )
            for path, words in ways
        ]

    def _ancestors(self, page: Page) -> Iterator[tuple[str, str | markupsafe.Markup]]:
        """Yield (logical path, name) of each page above a page, from the front page on.

        A part of the path that has no page of its own is left out.
        """
        texts = load_texts(page.language)
        urls = self.urls.in_language("" if page.language == SOURCE else page.language)
        front = urls.agency(urls.single) if urls.single else urls.site("")
        if urls.prefix:
            yield "", texts["site.home"]  # front page of the larger site that ours is a section of
            yield front, texts["site.section"]
        else:
            yield front, texts["site.home"]
        parts = self._parts_of_path(page)
        for end in range(1, len(parts)):
            path, last = "/".join(parts[:end]), parts[end - 1]
            if path in _SHORT_NAMES and urls.site(path) in self.paths:
                yield urls.site(path), texts[_SHORT_NAMES[path]]
            elif path == f"{DIRECTORY}/{last}" and last in self.agencies:
                yield urls.in_language("").agency(last), texts.phrase(self.agencies[last])
            elif last in LISTS:  # above a block of the list
                name = "nav.disclosure" if last == DISCLOSURE else "nav.conditional"
                yield urls.shared(path), texts[name]
            elif path == f"{LAWS}/{last}" and last in self.laws:
                yield urls.site(path), texts.phrase(self.laws[last])

    def _own_name(self, page: Page) -> str | markupsafe.Markup:
        """Return the name of a page as the last step of its own breadcrumb, where room is short.

        The short name of a section's front page (`_SHORT_NAMES`), the short name of an agency for
        the agency's front page, else the page's `crumb` or title.
        """
        texts, parts = load_texts(page.language), self._parts_of_path(page)
        path = "/".join(parts)
        if path in _SHORT_NAMES:
            return texts[_SHORT_NAMES[path]]
        if parts and path == f"{DIRECTORY}/{parts[-1]}" and parts[-1] in self.agencies:
            return texts.phrase(self.agencies[parts[-1]])
        return page.crumb or page.title

    def _parts_of_path(self, page: Page) -> list[str]:
        """Return the parts of a page's path below the front page, without the language's folder."""
        path = page.path.removeprefix(self.urls.prefix).strip("/")
        return [part for part in path.split("/") if part and part not in self.urls.languages]


def crumb_list(
    links: list[tuple[str, str | markupsafe.Markup]], current: str, language: str = "vi"
) -> str:
    """Render a breadcrumb as HTML.

    Args:
        links: Address and words of each page above the current one.
        current: Name of the current page.
        language: Of the page.
    """
    template = environment(language).get_template("parts/crumbs.html.jinja")
    return template.render(links=links, current=current)
