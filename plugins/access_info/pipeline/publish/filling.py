"""Putting pages (fragments) into their frame (shell): the last step before a file is written."""

from __future__ import annotations

import dataclasses
import functools
import html
import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Protocol

import markupsafe

from access_info.exports.structured import breadcrumb_ld
from access_info.model.items import CONDITIONAL
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.nation import Nation
from access_info.pages.rendering.environment import SOURCE, Texts, environment, load_texts
from access_info.pages.rendering.paths import (
    ACCESSIBILITY,
    ACCURACY,
    ASK,
    COMPLIANCE,
    DIRECTORY,
    FORM,
    LAWS,
    MONTHS,
    OPEN_DATA,
    OVERSIGHT,
    REQUEST,
    SEARCH,
    Urls,
)
from access_info.pages.rendering.site import Page, Trails
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.open_data import script
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.site_files import WORKER, sign_path
from access_info.program import GENERATOR
from access_info.shells.guest import GUEST_END, GUEST_START, guest_head, headings
from access_info.shells.page import (
    AGENCIES_SLOT,
    ASK_SLOT,
    DUTIES_SLOT,
    FIND_SLOT,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    Shell,
    embed_shell,
    plain_shell,
)
from access_info.source.placeholders import (
    Placeholder,
    fill_calls,
    fill_names,
    with_full_only,
    without_full_only,
)

# A link to another page, file or site, `href="../dau-moi/"`, `src="https://mau.example/a.png"`; not
# to a place on this page, `href="#muc"`, and not what opens a program, `href="tel:113"`. Letters come
# first: they are searched for fast.
_LINK, _SOURCE = (
    re.compile(rf'{name}="(?<=\s{name}=")(?!#|(?!https?:)[a-z][a-z0-9+.-]*:)([^"]*)"')
    for name in ("href", "src")
)
# A link within the site with its words, `<a class="x" href="../dau-moi/">Đầu mối</a>`; not one to
# another site, `<a href="https://mau.example/">…</a>`, or to this page, `<a href="#muc">…</a>`.
_ANCHOR = re.compile(r'<a([^>]*\s)href="(?!#|[a-z][a-z0-9+.-]*:)([^"]*)"([^>]*)>(.*?)</a>', re.S)
# Attributes of a link that says its language already, ` hreflang="vi"`, or leads to a file,
# ` download`, ` type="application/atom+xml"`; not ` class="x"`.
_NEEDS_NO_MARK = re.compile(r"\b(?:hreflang|download|type)\b")
# A page rather than a file: "", `/co-quan/`, `/co-quan`, `/a.html`; not `/tep/a.pdf`.
_PAGE = re.compile(r"(?:/|^|\.html|/[^/.]+)$")
# A style sheet of a page's own, `<link rel="stylesheet" href="../a.css">`; not other links.
_STYLE = re.compile(r'<link rel="stylesheet" [^>]*>')
_NOINDEX = '<meta name="robots" content="noindex">'
# Kinds of pages whose breadcrumbs are given to search engines too; other pages must stay small.
_WITH_BREADCRUMBS = frozenset({"tong-quan", CONDITIONAL, OPEN_DATA, "luat", "diem-luat"})
# Language, depth, has an edit link, has a navigation, is a front page.
ShellKey = tuple[str, int, bool, bool, bool]
# First part of a page's address → placeholder of the menu entry that leads there.
_MENU_SLOTS = {
    SEARCH: FIND_SLOT,
    ASK: ASK_SLOT,
    MONTHS: ASK_SLOT,
    DIRECTORY: AGENCIES_SLOT,
    OVERSIGHT: DUTIES_SLOT,
}


class ShellOf(Protocol):
    """A source of shells, the frames around pages: plain, of MkDocs's theme, or of a host's site."""

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str, home: bool = False
    ) -> Shell:
        """Return the shell for pages of one kind.

        Args:
            depth: How many folders below the root the pages lie: relative links depend on it.
            edit: Whether it has an edit link.
            nav: Whether it has a navigation of the agency's pages.
            language: Tag of the language.
            home: Whether it is for the front page.
        """

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages that other portals show in a frame."""

    def assets(self, shells: Iterable[Shell]) -> Mapping[str, str]:
        """Return files that the shells need besides the program's own: path, text."""


@dataclasses.dataclass(frozen=True)
class Filling:
    """Puts pages into shells, with everything that is known only once all agencies are read.

    Attributes:
        urls: Addresses of pages.
        shells: Shells by kind of page (`ShellKey`).
        embeds: Shells of framed pages, by depth.
        names: Agencies' names by folder name.
        calls: Agencies' phone numbers as HTML, by folder name.
        trails: Names for breadcrumbs.
        commits: HTML about an agency's last commit, by language and agency.
        edit_base: Address that a file's path is appended to for editing, or "".
        ended: Agencies that have ended, whose data the web form does not offer.
    """

    urls: Urls
    shells: Mapping[ShellKey, Shell]
    embeds: Mapping[int, Shell]
    names: Mapping[str, str]
    calls: Mapping[str, str]
    trails: Trails
    commits: Mapping[tuple[str, str], str]
    edit_base: str
    ended: frozenset[str] = frozenset()

    def in_shell(self, page: Page, agency: str = "") -> str:
        """Return the whole HTML of a page: its shell, filled with content, head, menus and links.

        Args:
            page: The page.
            agency: Folder name of the agency it belongs to; "" for a page about all agencies.
        """
        has_edit = bool(page.edit and self.edit_base)
        home = is_front_page(self.urls, page.path, page.language)
        key = (page.language, self.urls.depth(page.path), has_edit, bool(page.nav), home)
        head = page.head if page.indexed else _NOINDEX + page.head
        head += self._alternates(page)
        if page.kind in _WITH_BREADCRUMBS and self.urls.site_url and not home:
            head += script(breadcrumb_ld(self.trails.steps(page)))
        if page.forward:
            head += _redirect(page.forward)
        shell, content = self.shells[key], with_full_only(self._with_names_filled(page, agency))
        guest: dict[str, str] = {}
        if shell.is_guest:
            head, guest["page_scripts"] = guest_head(head)
            guest["toc"] = shell.contents(headings(content, html.escape(page.title)))
        filled = shell.fill(
            texts={
                "title": page.title,
                "description": page.description,
                "canonical": self.urls.absolute(page.canonical or page.path),
                "edit_url": self.edit_base + page.edit if has_edit else "",
                "kind": page.kind,
                "of_agency": f"?co-quan={agency}" if agency and agency not in self.ended else "",
            },
            fragments={
                "head": head,
                "nav": with_full_only(page.nav),
                "languages": self._languages(page),
                "crumbs": "" if home else self.trails.crumbs(page),
                **self._current_menu_entry(page),
                **guest,
                "content": content,
            },
        )
        if page.language == SOURCE:
            return filled
        if not shell.is_guest:
            return self._with_language_marks(filled, page)
        before, start, ours = filled.rpartition(GUEST_START)
        ours, end, after = ours.partition(GUEST_END)
        return before + start + self._with_language_marks(ours, page) + end + after

    def _current_menu_entry(self, page: Page) -> dict[str, str]:
        """Return `aria-current` for the menu entry of the page, or of the section it lies in.

        It is `page` or `true`, by the entry's placeholder in the shell; nothing outside all sections.
        """
        path = page.path.removeprefix(self.urls.prefix).strip("/")
        parts = [part for part in path.split("/") if part not in self.urls.languages]
        slot = _MENU_SLOTS.get(parts[0]) if parts else None
        if slot is None:
            return {}
        # Pages about deadlines (`MONTHS`) belong to the entry that leads to the page about requests.
        is_its_page = len(parts) == 1 and parts[0] != MONTHS
        return {slot: f' aria-current="{"page" if is_its_page else "true"}"'}

    def _with_language_marks(self, filled: str, page: Page) -> str:
        """Add `hreflang` and “(in Vietnamese)” to a translated page's links to Vietnamese pages."""
        start = posixpath.dirname("/" + self.urls.file(page.path))
        words = html.escape(load_texts(page.language)["common.in_source"])

        def mark(match: re.Match[str]) -> str:
            """Return one link with the mark, unless it states its language or stays in this one."""
            attributes, href, label = match[1] + match[3], match[2], match[4]
            target = posixpath.normpath(posixpath.join(start, re.split("[?#]", href)[0]))
            if _NEEDS_NO_MARK.search(attributes) or not _PAGE.search(target):
                return match[0]
            if page.language in target.split("/"):
                return match[0]
            says_language = target == "/" or words in label
            remark = "" if says_language else f' <span class="ai-count">({words})</span>'
            return f'<a{match[1]}href="{href}"{match[3]} hreflang="{SOURCE}">{label}{remark}</a>'

        return _ANCHOR.sub(mark, filled)

    def _alternates(self, page: Page) -> str:
        """Render the head's `<link hreflang>` elements, for search engines."""
        addresses = [(tag, self.urls.absolute(path)) for tag, path in page.alternates]
        return "".join(
            f'<link rel="alternate" hreflang="{tag}" href="{html.escape(address)}">'
            for tag, address in addresses
            if address
        )

    def _languages(self, page: Page) -> str:
        """Render the links by which readers switch language, each in its own language."""
        paths = page.alternates or self._front_pages()
        others = ((tag, path) for tag, path in paths if tag != page.language)
        return language_links((tag, self.urls.relative(page.path, path)) for tag, path in others)

    def _front_pages(self) -> Iterator[tuple[str, str]]:
        """Yield (language tag, logical path) of the other languages' front pages.

        A page that is not translated links to these instead; the site of a single agency has none.
        """
        if self.urls.single is None:
            for tag in self.urls.languages:
                yield tag, self.urls.in_language(tag).site("")

    def framed(self, page: Page, agency: str, addresses: Container[str]) -> str:
        """Return the whole HTML of a page for other portals' frames.

        Links to the agency's other framed pages stay in the frame; all others open in the whole
        window (`target=_top`).

        Args:
            page: The page.
            agency: Folder name of the agency.
            addresses: The addresses of all its pages that can be framed, below the site's root, without final slash.
        """
        path = self.urls.framed(agency, page.path)
        start = posixpath.dirname(self.urls.file(page.path))

        def moved(match: re.Match[str]) -> str:
            """Return one link, changed so that it opens in the whole window, unless it leads to a framed page."""
            target = match[1]
            if _reached(start, target) in addresses:
                return match[0]
            return f'href="{_from_frame(target)}" target=_top'

        content = _LINK.sub(moved, without_full_only(self._with_names_filled(page, agency)))
        return self.embeds[self.urls.depth(path)].fill(
            texts={
                "title": page.title,
                "canonical": self.urls.absolute(page.path),
                "kind": page.kind,
                "full": self.urls.relative(path, page.path),
                "agency": self.trails.agencies.get(agency, ""),
            },
            fragments={
                "head": _LINK.sub(
                    lambda match: f'href="{_from_frame(match[1])}"',
                    "".join(_STYLE.findall(page.head)),
                ),
                "nav": _LINK.sub(moved, without_full_only(page.nav)),
                "content": _SOURCE.sub(lambda match: f'src="{_from_frame(match[1])}"', content),
            },
        )

    def _with_names_filled(self, page: Page, agency: str) -> str:
        """Return a page's content with last commit, agencies' names and phone numbers filled in."""
        commit = self.commits.get((page.language, agency), "")
        content = Placeholder.COMMIT.fill(page.content, commit)
        content = fill_calls(content, self.calls)
        return fill_names(content, lambda name: html.escape(self.names.get(name, name)))


def needed_shells(
    urls: Urls, entries: Iterable[tuple[str, PageEntry]], *, edit: bool, embed: bool
) -> tuple[set[ShellKey], set[int]]:
    """Return the keys of the shells that a site's pages need, and the depths of its framed pages.

    Args:
        urls: Addresses of pages.
        entries: Agency ("" for pages about all agencies) and page.
        edit: Whether agencies' pages have an edit link.
        embed: Whether pages are offered for frames.
    """
    shells: set[ShellKey] = set()
    embeds: set[int] = set()
    for agency, entry in entries:
        of_agency = bool(agency)
        home = is_front_page(urls, entry.path, entry.language)
        has_edit = edit and of_agency
        shells.add((entry.language, urls.depth(entry.path), has_edit, of_agency, home))
        if embed and entry.frames:
            embeds.add(urls.depth(urls.framed(agency, entry.path)))
    return shells, embeds


def is_front_page(urls: Urls, path: str, language: str) -> bool:
    """Tell whether a page is the front page in its language."""
    if urls.single is not None:
        return path == urls.agency(urls.single)
    return path == urls.in_language("" if language == SOURCE else language).site("")


def language_links(links: Iterable[tuple[str, str]]) -> str:
    """Render links to a page in other languages, each named in its own language; "" for none.

    Args:
        links: Language tag and relative link.
    """
    elements = [
        f'<a lang="{tag}" hreflang="{tag}" href="{href}">'
        f"{html.escape(load_texts(tag)['site.language'])}</a>"
        for tag, href in links
    ]
    return f'<p class="ai-languages">{" · ".join(elements)}</p>' if elements else ""


@functools.lru_cache(maxsize=1024)
def _reached(start: str, target: str) -> str:
    """Return the address below the site's root that a relative link leads to, without `#…` and final slash.

    Args:
        start: Folder of the page that the link stands on.
        target: The link.
    """
    return posixpath.normpath(posixpath.join(start, target.partition("#")[0])).removeprefix(".")


def _from_frame(target: str) -> str:
    """Return a page's link as its framed copy writes it, which lies one folder deeper: `a/` → `../a/`."""
    if target.startswith(("https:", "http:")):
        return target
    return f"../{target.removeprefix('./')}"


def _redirect(href: str) -> str:
    """Render a redirect for a page's head: a `<meta>` for a script, and a refresh without scripts.

    The script keeps the anchor (`#2026-001`), which a refresh loses, so that permalinks go on
    working.
    """
    safe = html.escape(href)
    return (
        f'<meta name="access-info-forward" content="{safe}">'
        f'<noscript><meta http-equiv="refresh" content="0; url={safe}"></noscript>'
    )


# The texts of header, menu and footer, with MkDocs's theme and without.

# Hand-written pages for staff that the footer links to: source file, key of the link's text.
STAFF = (
    ("huong-dan/nguoi-nhap.md", "footer.write"),
    ("huong-dan/nguoi-duyet.md", "footer.review"),
    ("huong-dan/index.md", "footer.guide"),
    ("bien-tap/index.md", "site.editors"),
)
STAFF_FOLDERS = ("huong-dan/", "bien-tap/")


@dataclasses.dataclass(frozen=True)
class OwnerParts:
    """What the site's owner adds to the frame around all pages.

    Attributes:
        staff: Links for staff: address below the site's root, key of the link's text.
        more: Further links for everybody: address, Vietnamese text.
        styles: Further style sheets: addresses below the site's root, or absolute ones.
        palette: Whether readers can switch between light and dark colours.
        copyright: The owner's HTML for the footer, or "".
    """

    staff: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    styles: tuple[str, ...] = ()
    palette: bool = True
    copyright: str = ""


class PlainShells:
    """A source of plain shells (the frames around pages), for sites without MkDocs."""

    def __init__(
        self, prepared: Prepared, *, canonical: bool = True, owner: OwnerParts | None = None
    ) -> None:
        """Keep the site that shells are made for.

        Args:
            prepared: The site.
            canonical: Whether pages state their canonical address; the page for unknown addresses
                (404) has none.
            owner: What the site's owner adds.
        """
        self._context = prepared.build_context
        self._prepared = prepared
        self._canonical = canonical and bool(self._context.urls.site_url)
        self._owner = owner or OwnerParts()

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str = SOURCE, home: bool = False
    ) -> Shell:
        """Return the plain frame for pages of one depth and language, with or without edit link."""
        return plain_shell(self.texts(language), depth=depth, edit=edit, nav=nav, home=home)

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames."""
        urls = self._context.urls
        accessibility = urls.address(urls.site(ACCESSIBILITY))
        return embed_shell(self.texts(), depth=depth, accessibility=accessibility)

    def assets(self, shells: Iterable[Shell]) -> dict[str, str]:
        """Return nothing: plain shells need only the program's own assets."""
        del shells
        return {}

    def texts(self, language: str = SOURCE) -> PlainTexts:
        """Return the texts and links of the frame in a language: menu, footer, search box, notices."""
        texts, place, context = load_texts(language), self._context.place, self._context
        urls, name = context.site_in(language).urls, context.place.name
        search = urls.address(urls.site(SEARCH)) if context.features.search else ""
        worker = urls.shared(WORKER) if self._prepared.options.offline else ""
        return PlainTexts(
            language=language,
            words=texts,
            place_name=texts.words(name or ""),
            site_name=texts.plain("site.home_title_of", name=texts.words(name))
            if name
            else texts["site.section"],
            sign=sign_path(context),
            notice=texts.phrase(place.notice or ""),
            home=urls.address(front_page(context, language)),
            search_box=texts["site.search_box"],
            search_address=search,
            links=tuple(_menu(context, language)),
            tells_age=bool(stale_days(context)),
            # In the site's own language one file says it for all pages.
            stale="" if language == SOURCE else texts["foot.stale"],
            has_canonical=self._canonical,
            worker=worker,
            generator=GENERATOR,
            styles=self._owner.styles,
            palette=palette(texts) if self._owner.palette else "",
            office=office_block(place, language),
            footer=tuple(self._columns(texts, language)),
            form=f"{urls.shared(FORM)}/" if context.features.form else "",
            copyright=self._copyright(language),
        )

    def _copyright(self, language: str) -> markupsafe.Markup:
        """Return the owner's footer HTML, marked as Vietnamese on pages in other languages."""
        said = markupsafe.Markup(self._owner.copyright)  # noqa: S704 - of the owner's settings
        if language == SOURCE or not said:
            return said
        return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, said)

    def _columns(self, texts: Texts, language: str) -> Iterable[FooterColumn]:
        """Yield the footer's three columns: help, re-use of data, links for staff."""
        context, owner = self._context, self._owner
        urls, features = context.site_in(language).urls, context.features
        accuracy = urls.address(urls.site(ACCURACY))
        help_links = [
            (f"{accuracy}#bao-sai", texts["footer.report"]),
            (urls.address(urls.site(ACCESSIBILITY)), texts["foot.accessibility"]),
            (urls.address(urls.site(LAWS)), texts["site.laws"]),
            (accuracy, texts["footer.accuracy"]),
            *((href, texts.phrase(words)) for href, words in owner.more),
        ]
        yield FooterColumn(texts["footer.help"], tuple(help_links))
        reuse = [(f"{accuracy}#dung-lai", texts["footer.terms"])]
        if features.downloads:
            reuse.insert(0, (urls.address(urls.shared(OPEN_DATA)), texts["foot.open_data"]))
        if features.embed:
            reuse.append((f"{accuracy}#gan-vao-cong", texts["embed.title"]))
        yield FooterColumn(texts["footer.reuse"], tuple(reuse))
        # Guides for staff are in Vietnamese, so only Vietnamese pages link to them.
        staff = [(href, texts[key]) for href, key in owner.staff if language == SOURCE]
        yield FooterColumn(texts["footer.staff"], tuple(staff))


def trails(prepared: Prepared) -> Trails:
    """Return the names of agencies and laws that breadcrumbs show."""
    framework = prepared.build_context.framework
    return Trails(
        urls=prepared.build_context.urls,
        agencies={name: summary.short_name for name, summary in prepared.summaries.items()},
        laws={law.slug: law.full_name for law in (*framework.packs, *framework.supplements)},
        paths=frozenset(entry.path for entry in prepared.site.pages),
    )


def likely_pages(prepared: Prepared) -> Iterable[tuple[str, str]]:
    """Yield (address, name) of all main pages, among which the 404 page suggests the likeliest."""
    urls = prepared.build_context.urls
    for name, summary in prepared.summaries.items():
        yield urls.address(urls.agency(name)), summary.short_name
    for entry in prepared.site.pages:
        if entry.indexed and entry.language == SOURCE and entry.title:
            yield urls.address(entry.path), entry.title


def front_page(context: BuildContext, language: str) -> str:
    """Return the logical path of the front page in a language.

    On a site of one agency: its first page, in other languages its page about requests.
    """
    urls = context.site_in(language).urls
    if urls.single is not None:
        return urls.agency(urls.single, REQUEST if language != SOURCE else "")
    return urls.site("")


def _menu(context: BuildContext, language: str) -> Iterable[MenuEntry]:
    """Yield the entries of the main menu: search, request information, agencies, how duties are met."""
    texts, urls = load_texts(language), context.site_in(language).urls
    single = urls.single
    if context.features.search:
        yield MenuEntry(FIND_SLOT, urls.address(urls.site(SEARCH)), texts["site.find"])
    ask = urls.site(ASK) if single is None else urls.agency(single, REQUEST)
    yield MenuEntry(ASK_SLOT, urls.address(ask), texts["site.ask"])
    if single is None:
        yield MenuEntry(AGENCIES_SLOT, urls.address(urls.site(DIRECTORY)), texts["site.agencies"])
    if context.features.oversight:
        duties = urls.site(OVERSIGHT) if single is None else urls.agency(single, COMPLIANCE)
        yield MenuEntry(DUTIES_SLOT, urls.address(duties), texts["site.duties"])


def office_block(place: Jurisdiction | Nation, language: str) -> markupsafe.Markup:
    """Render the footer's block about the office responsible for a site, with its contact."""
    template = environment(language).get_template("parts/office.html.jinja")
    return markupsafe.Markup(  # noqa: S704 - rendered with autoescape
        template.render(office=place.oversight, place=place)
    )


def palette(texts: Texts) -> str:
    """Return the labels of the colour button for its script: “to dark” and “to light”, a line each."""
    return f"{texts['site.to_dark']}\n{texts['site.to_light']}"


def stale_days(context: BuildContext) -> int | None:
    """Return after how many days pages warn that a saved copy is old; `None` if never."""
    return context.place.freshness.stale_copy_days if context.place.freshness else None
