"""Fragments put into shells: the last step before a file is written."""

from __future__ import annotations

import dataclasses
import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from access_info.exports.structured import breadcrumb_ld
from access_info.model.lists import CONDITIONAL
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    ASK as ASK_PAGE,
)
from access_info.pages.rendering.paths import (
    DIRECTORY,
    FIXED_PAGES,
    MONTHS,
    OPEN_DATA,
    OVERSIGHT,
    OVERVIEW,
    SEARCH,
)
from access_info.pages.rendering.trail import Trails
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.preparation.page_data import script
from access_info.shells import (
    AGENCIES,
    ASK,
    DUTIES,
    FIND,
    GUEST_END,
    GUEST_START,
    Shell,
    guest_head,
    headings,
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
# Kinds of pages that search engines show with the way to them; lists must stay light.
_WITH_TRAIL = frozenset({"tong-quan", CONDITIONAL, OPEN_DATA, "luat", "diem-luat"})
ShellKey = tuple[str, int, bool, bool, bool]
# Parts of the site, by the first part of their address, and the entry of the menu that leads there.
_PLACES = {
    SEARCH: FIND,
    ASK_PAGE: ASK,
    MONTHS: ASK,
    DIRECTORY: AGENCIES,
    OVERSIGHT: DUTIES,
}


class ShellOf(Protocol):
    """Gives the shells of a site."""

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str, home: bool = False
    ) -> Shell:
        """Return the shell of pages at a depth, with or without an edit link and a navigation."""

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames."""

    def assets(self, shells: Iterable[Shell]) -> Mapping[str, str]:
        """Return what shells need beside our own assets: path below the output folder, text."""


@dataclasses.dataclass(frozen=True)
class Filling:
    """What fragments are put into.

    Attributes:
        urls: Where pages stand.
        shells: By language, depth, edit link, navigation, and whether it is a front page.
        embeds: Shells of framed pages, by depth.
        names: Agencies' names.
        calls: How agencies are called up, as HTML.
        trails: Where pages stand.
        commits: HTML about an agency's last commit, by language and agency.
        edit_base: Address that a file's path is appended to, or "".
        ended: Agencies that have ended, whose data the form does not offer.
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
        """Put a page into its shell."""
        has_edit = bool(page.edit and self.edit_base)
        home = is_front_page(self.urls, page.path, page.language)
        key = (page.language, self.urls.depth(page.path), has_edit, bool(page.nav), home)
        head = page.head if page.indexed else _NOINDEX + page.head
        head += self._alternates(page)
        if page.kind in _WITH_TRAIL and self.urls.site_url and not home:
            head += script(breadcrumb_ld(self.trails.steps(page)))
        if page.forward:
            head += _forward(page.forward)
        shell, content = self.shells[key], with_full_only(self._filled(page, agency))
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
                **self._place(page),
                **guest,
                "content": content,
            },
        )
        if page.language == SOURCE:
            return filled
        if not shell.is_guest:
            return self._marked(filled, page)
        before, start, ours = filled.rpartition(GUEST_START)
        ours, end, after = ours.partition(GUEST_END)
        return before + start + self._marked(ours, page) + end + after

    def _place(self, page: Page) -> dict[str, str]:
        """Mark the entry of the menu that the page is, or stands below."""
        path = page.path.removeprefix(self.urls.prefix).strip("/")
        parts = [part for part in path.split("/") if part not in self.urls.languages]
        place = _PLACES.get(parts[0]) if parts else None
        if place is None:
            return {}
        return {place: f' aria-current="{"page" if len(parts) == 1 else "true"}"'}

    def _marked(self, filled: str, page: Page) -> str:
        """Mark, in a translated page, the links to pages in the site's own language."""
        start = posixpath.dirname("/" + self.urls.file(page.path))
        words = html.escape(load_texts(page.language)["common.in_source"])

        def mark(match: re.Match[str]) -> str:
            attributes, href, label = match[1] + match[3], match[2], match[4]
            target = posixpath.normpath(posixpath.join(start, re.split("[?#]", href)[0]))
            if _NEEDS_NO_MARK.search(attributes) or not _PAGE.search(target):
                return match[0]
            if page.language in target.split("/"):
                return match[0]
            known = target == "/" or words in label
            remark = "" if known else f' <span class="ai-count">({words})</span>'
            return f'<a{match[1]}href="{href}"{match[3]} hreflang="{SOURCE}">{label}{remark}</a>'

        return _ANCHOR.sub(mark, filled)

    def _alternates(self, page: Page) -> str:
        """Render the links by which search engines find the page in other languages."""
        addresses = [(tag, self.urls.absolute(path)) for tag, path in page.alternates]
        return "".join(
            f'<link rel="alternate" hreflang="{tag}" href="{html.escape(address)}">'
            for tag, address in addresses
            if address
        )

    def _languages(self, page: Page) -> str:
        """Render links to the page in other languages, each named in its own."""
        links = [
            f'<a lang="{tag}" hreflang="{tag}" href="{self.urls.relative(page.path, path)}">'
            f"{html.escape(load_texts(tag)['site.language'])}</a>"
            for tag, path in page.alternates or self._front_pages()
            if tag != page.language
        ]
        return f'<p class="ai-languages">{" · ".join(links)}</p>' if links else ""

    def _front_pages(self) -> Iterator[tuple[str, str]]:
        """Yield tag and logical path of other languages' front pages, for pages that have no other."""
        if self.urls.single is None:
            for tag in self.urls.languages:
                yield tag, self.urls.in_language(tag).site("")

    def framed(self, page: Page, agency: str) -> str:
        """Put a page into a shell for frames: links to framed pages stay there, others leave it."""
        path = self.urls.framed(agency, page.path)
        siblings = {
            self.urls.relative(page.path, self.urls.agency(agency, name))
            for name in (OVERVIEW, *FIXED_PAGES)
        }

        def moved(match: re.Match[str]) -> str:
            target = match[1]
            if target.partition("#")[0] in siblings:
                return match[0]
            return f'href="{_from_frame(target)}" target=_top'

        content = _LINK.sub(moved, without_full_only(self._filled(page, agency)))
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

    def _filled(self, page: Page, agency: str) -> str:
        """Fill into the fragment what is known only when all agencies are."""
        commit = self.commits.get((page.language, agency), "")
        content = Placeholder.COMMIT.fill(page.content, commit)
        content = fill_calls(content, self.calls)
        return fill_names(content, lambda name: html.escape(self.names.get(name, name)))


def needed_shells(
    urls: Urls, entries: Iterable[tuple[str, PageEntry]], *, edit: bool, embed: bool
) -> tuple[set[ShellKey], set[int]]:
    """List the shells that a site's pages need.

    Args:
        urls: Where pages stand.
        entries: Agency (or "" for site-wide pages) and page.
        edit: Whether pages link to their data.
        embed: Whether there are pages for frames.
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
    """Tell whether a page is the front page in its language: nothing of the site is above it."""
    if urls.single is not None:
        return path == urls.agency(urls.single)
    return path == urls.in_language("" if language == SOURCE else language).site("")


def _from_frame(target: str) -> str:
    """Return a link of a page as the page for frames writes it, which lies one folder deeper."""
    if target.startswith(("https:", "http:")):
        return target
    return f"../{target.removeprefix('./')}"


def _forward(href: str) -> str:
    """Render a redirect; with scripts the place on the page (`#2026-001`) comes along.

    A refresh alone would lose it, and a permalink must not die.
    """
    safe = html.escape(href)
    return (
        f'<meta name="access-info-forward" content="{safe}">'
        f'<noscript><meta http-equiv="refresh" content="0; url={safe}"></noscript>'
    )
