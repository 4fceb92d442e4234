"""Links on an agency's pages: to its other pages, items and files, to other agencies; the page's foot."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

import markupsafe

from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS, ConditionalItem, Document, Item
from access_info.model.registry import UNDER_REVIEW, Agency, ProsePage
from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.model.types import is_web_address, vn_date
from access_info.pages.agency.disclosure import ListRow, withdrawal_words
from access_info.pages.rendering.environment import (
    Rendered,
    Texts,
    access,
    agency_name,
    anchor,
    format_of_address,
    rewrite_links,
    titled_link,
    vn_size,
    without_links,
)
from access_info.pages.rendering.paths import (
    ACCURACY,
    COMPLIANCE,
    CONTACT,
    CORRECTIONS,
    DOWNLOADS,
    EMBEDDING,
    FIXED_PAGES,
    OPEN_DATA,
    OVERVIEW,
    PROSE,
    REGULATION,
    REQUEST,
    STATISTICS,
    Urls,
)
from access_info.pages.rendering.site import SiteContext

# What pages say of the digital signatures of a file. Nothing here calls a signature valid.

_SIGNATURE_TEXTS = {
    FileSignatureState.PRESENT: "signature.present",
    FileSignatureState.INTACT: "signature.intact",
    FileSignatureState.CHANGED: "signature.changed",
    FileSignatureState.BROKEN: "signature.broken",
}


def signature_words(signatures: Sequence[FileSignature], texts: Texts) -> str:
    """Return sentences on whose digital signatures a file has, and their state; "" if it has none.

    Args:
        signatures: The file's signatures, in order.
        texts: The page's language.

    Returns:
        Plain text, to be escaped: names in it are whatever a certificate says.
    """
    # An intact time stamp says nothing new beside a person's signature.
    people = [
        each for each in signatures if not (each.stamp and each.state is FileSignatureState.INTACT)
    ]
    groups: dict[tuple[str, str], list[str]] = {}
    for each in people or signatures:
        key = _SIGNATURE_TEXTS.get(each.state, "signature.unreadable")
        if each.state is FileSignatureState.INTACT and each.root:
            key = "signature.traced"
        groups.setdefault((key, each.root), []).append(_signer_and_day(each, texts))
    sentences = [
        texts.plain(key, who=_enumerated(signers, texts), root=root)
        for (key, root), signers in groups.items()
    ]
    return ". ".join(sentences)


def _signer_and_day(signature: FileSignature, texts: Texts) -> str:
    """Return a signer's name with the day that the signature itself states, if any."""
    name = signature.signer or texts["signature.nameless"]
    if signature.stamp:
        name = texts.plain("signature.stamper", name=name)
    if not signature.day:
        return name
    day = vn_date(datetime.date.fromisoformat(signature.day))
    return texts.plain("signature.dated", name=name, day=day)


def _enumerated(names: Sequence[str], texts: Texts) -> str:
    """Return names enumerated as in a sentence, each name once: `A, B và C`."""
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} {texts['signature.and']} {last}" if most else last


# Links to an agency's attachments: format, size, date, whose signature is on it, and its hash.

# A hash is for copying, so `print.css` hides the class.
_HASH = markupsafe.Markup('<span class="ai-hash">{}</span>')
_FOLDED_HASH = markupsafe.Markup('<details class="ai-hash"><summary>{}</summary>{}</details>')


def path_of(text: str) -> str:
    """Return the path of an attachment below its agency's folder: `a.pdf`, `tep/a.pdf` → `tep/a.pdf`."""
    return text if text.startswith("tep/") else f"tep/{text}"


def attached(output: str) -> str:
    """Return an attachment's path below its agency's folder, `tep/…`, from its path in the output.

    Args:
        output: Path below the output folder, perhaps with the `=` that marks a file in `ProseLink.path`;
            for a single agency at the root it is `tep/…` too.
    """
    return "tep/" + f"/{output.removeprefix('=')}".partition("/tep/")[2]


# Page of an agency (part of its address) → first part of the keys of its texts.
TITLES = {
    OVERVIEW: "overview",
    DISCLOSURE: "disclosure",
    CONDITIONAL: "conditional",
    REGULATION: "regulation",
    CONTACT: "contact",
    REQUEST: "request",
    STATISTICS: "statistics",
    CORRECTIONS: "corrections",
}


@dataclasses.dataclass(frozen=True)
class ProseLink:
    """A relative link in a free page (hand-written Markdown), to be checked when all pages are known.

    Attributes:
        page: Name of the free page.
        target: The link as written.
        path: Logical path of the page it leads to; for a file, `=` and its path below the output folder.
        anchor: The part after `#`, or "".
    """

    page: str
    target: str
    path: str
    anchor: str


class TitleLink(NamedTuple):
    """The title of a row of a list as a link to its first file or address, and the row's other links.

    Attributes:
        link: HTML of the link, with format, size and day of a file.
        rest: The row's other files and addresses, as links or words.
        signed: Words on whose signature is on the file, plain text, or "".
        digest: HTML of the file's hash, or "".
    """

    link: markupsafe.Markup
    rest: tuple[markupsafe.Markup | str, ...]
    signed: str
    digest: markupsafe.Markup


def page_links(urls: Urls, agency_id: str, page: str) -> Mapping[str, str]:
    """Return the relative links from one page of an agency to its others, by name.

    Names are the values of `TITLES`, `standing` (how duties are met), `embedding`, and `open_data` for
    the site's page about downloads. They are the same for all agencies below `co-quan/`, so these share
    an entry of the cache.
    """
    return _page_links(urls, agency_id if agency_id == urls.single else _ANY_AGENCY, page)


@functools.lru_cache(maxsize=512)
def _page_links(urls: Urls, agency_id: str, page: str) -> Mapping[str, str]:
    """Return the links of `page_links`; cached, since pages of many agencies have the same ones."""
    source = urls.agency(agency_id, page)
    names = {**TITLES, COMPLIANCE: "standing", EMBEDDING: "embedding"}
    links = {key: urls.to_agency(source, agency_id, name) for name, key in names.items()}
    return {**links, "open_data": urls.to_site(source, OPEN_DATA)}


# In an entry of the cache, stands for any agency below `co-quan/`; no agency's id begins with a hyphen.
_ANY_AGENCY = "-"


class AgencyLinks:
    """Makes the links on the pages of one agency, and collects those of its free pages.

    Attributes:
        prose_links: Links in free pages, collected by `resolved` for a later check.
        linked_files: Free page → attachments that it links to, collected by `resolved`.
        withdrawn: Attachments that were taken down, by path.
    """

    def __init__(self, agency: Agency, site: SiteContext) -> None:
        """Take the agency and the site; look up the agency's withdrawn files."""
        self._agency = agency
        self._site = site
        self.prose_links: list[ProseLink] = []
        self.linked_files: dict[str, list[str]] = {}
        self.withdrawn = agency.withdrawn_files

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """The titles of the mandatory list's items, and of documents under them, by id."""
        rows = [row for item in self._agency.items for row in (item, *item.documents)]
        return {row.id: row.label for row in rows}

    @functools.cached_property
    def conditional_labels(self) -> dict[str, str]:
        """The titles of the conditional list's items, by id."""
        return {item.id: item.label for item in self._agency.conditional}

    def item_href(self, source: str, item_id: str) -> str:
        """Return the link from a page to an item of the mandatory or conditional list."""
        page = CONDITIONAL if item_id in self.conditional_labels else DISCLOSURE
        return f"{self._site.urls.to_agency(source, self._agency.id, page)}#{anchor(item_id)}"

    def item_link(self, source: str, text: str) -> markupsafe.Markup | str:
        """Render an item's id, `2026-001` or `other-agency/2026-001`, as a link; return other text."""
        if text in self.labels:
            is_here = source == self._site.urls.agency(self._agency.id, DISCLOSURE)
            href = f"#{anchor(text)}" if is_here else self.item_href(source, text)
            return markupsafe.Markup('<a href="{}">{}</a>').format(href, self.labels[text])
        agency, slash, item = text.partition("/")
        if slash and agency in self._site.agencies:
            href = f"{self._site.urls.to_agency(source, agency, DISCLOSURE)}#{anchor(item)}"
            return markupsafe.Markup('<a href="{}">{} ({})</a>').format(
                href, item, agency_name(agency)
            )
        return text

    def file_href(self, source: str, path: str) -> str:
        """Return the link from a page to an attachment."""
        return self._site.urls.relative_file(
            source, self._site.urls.attachment(self._agency.id, path)
        )

    def file_link(
        self, source: str, text: str, day: datetime.date | None = None, *, with_digest: bool = False
    ) -> markupsafe.Markup:
        """Render a link to download an attachment, with format, size, day and signatures.

        In place of a link, words say that the file is under review or was withdrawn.

        Args:
            source: Logical path of the page.
            text: The attachment as the data names it.
            day: When the item that names the file was published or changed.
            with_digest: Whether the hash follows at once, where the link is in a folded part already.
        """
        if text == UNDER_REVIEW:
            return markupsafe.Markup("{}").format(self._site.texts["disclosure.file_under_review"])
        path = path_of(text)
        if path in self.withdrawn:
            return markupsafe.Markup("{}").format(self.taken_down(path))
        is_published = self._agency.published_file(path) is not None
        parts = [
            markupsafe.Markup('<a href="{}" download>{} {}</a>{}').format(
                self.file_href(source, path),
                self._site.texts["disclosure.download"],
                posixpath.basename(path),
                f" ({self.file_words(path, day)})" if is_published else "",
            ),
            self.signed_by(path),
            _HASH.format(digest) if with_digest and (digest := self.digest(path)) else "",
        ]
        return markupsafe.Markup(". ").join(part for part in parts if part)

    def file_words(self, path: str, day: datetime.date | None = None) -> str:
        """Return format, size and day of an attachment as far as known: `PDF, 39 kB, 12/9/2026`."""
        file = self._agency.published_file(path)
        if file is None:
            return posixpath.splitext(path)[1].lstrip(".").upper()
        words = [file.format, vn_size(file.size), vn_date(day) if day else ""]
        return ", ".join(filter(None, words))

    def signed_by(self, path: str) -> str:
        """Return words on whose digital signature is on an attachment, as plain text; "" without one."""
        file = self._agency.published_file(path)
        return signature_words(file.signatures, self._site.texts) if file is not None else ""

    def digest(self, path: str) -> markupsafe.Markup:
        """Return an attachment's hash as HTML, for readers who check their copy; "" if unknown."""
        file = self._agency.published_file(path)
        if file is None or not file.digest:
            return markupsafe.Markup("")
        return markupsafe.Markup("{} <code>{}</code>").format(
            self._site.texts["signature.hash"], file.digest
        )

    def folded_digest(self, text: str) -> markupsafe.Markup:
        """Return an attachment's hash in a folded `<details>`, for links that stand in no folded part."""
        digest = "" if text == UNDER_REVIEW else self.digest(path_of(text))
        if not digest:
            return markupsafe.Markup("")
        return _FOLDED_HASH.format(self._site.texts["disclosure.facts"], digest)

    def taken_down(self, path: str) -> str:
        """Return a withdrawn attachment's title, and when and why it was withdrawn."""
        withdrawal = self.withdrawn[path]
        words = withdrawal_words(withdrawal, self._site.texts)
        return f"{withdrawal.title or posixpath.basename(path)}: {words}"

    def title_link(self, source: str, item: Item | Document) -> TitleLink | None:
        """Make the title of a row a link to its first available file, else to its first web address.

        Args:
            source: Logical path of the page.
            item: The row.

        Returns:
            `None` for a row without an available file or a web address.
        """
        files, addresses = item.files, item.addresses
        day = item.modified or item.published
        lead: markupsafe.Markup | None = None
        signed, digest = "", markupsafe.Markup("")
        rest: list[markupsafe.Markup | str] = []
        for file in files:
            path = path_of(file)
            if lead is None and file != UNDER_REVIEW and path not in self.withdrawn:
                href = self.file_href(source, path)
                lead = titled_link(href, item.label, self.file_words(path, day), " download")
                signed, digest = self.signed_by(path), self.digest(path)
            else:
                rest.append(self.file_link(source, file, day, with_digest=True))
        for address in addresses:
            if lead is None and is_web_address(address):
                lead = titled_link(address, item.label, format_of_address(address))
            else:
                rest.append(access(self._site.texts["disclosure.view_at"], address))
        return None if lead is None else TitleLink(lead, tuple(rest), signed, digest)

    def body(self, page: ProsePage, rendered: Rendered) -> str:
        """Return a free page's HTML with its links resolved; of a withdrawn page, when and why it was."""
        if page.fields.is_withdrawn:
            words = withdrawal_words(page.fields.withdrawn, self._site.texts)
            return markupsafe.Markup("<p>{}.</p>").format(words)
        return self.resolved(page.name, rendered)

    def resolved(self, name: str, rendered: Rendered) -> str:
        """Return a free page's HTML with links to published files and pages; collect them for the check.

        Withdrawn files leave words; a file withheld by the safety check leaves a link to nowhere (`#`).

        Args:
            name: Name of the free page.
            rendered: The page's HTML, and the links in it.
        """
        urls = self._site.urls
        source = urls.agency(self._agency.id, f"{PROSE}/{name}")
        targets: dict[str, str] = {}
        gone: dict[str, str] = {}
        for target in rendered.links:
            bare, _, fragment = target.partition("#")
            bare = bare.partition("?")[0]
            path = self._link_path(name, bare)
            self.prose_links.append(ProseLink(name, target, path, fragment))
            if not bare:
                continue
            suffix = f"#{fragment}" if fragment else ""
            file = attached(path)
            if path.startswith("=") and file in self.withdrawn:
                gone[target] = self.taken_down(file)
            elif path.startswith("=") and file in self._agency.withheld:
                targets[target] = "#"  # the file exists, but is not published
            elif path.startswith("="):
                if self._agency.published_file(file) is not None:
                    self.linked_files.setdefault(name, []).append(file)
                targets[target] = urls.relative_file(source, path[1:]) + suffix
            else:
                targets[target] = urls.relative(source, path) + suffix
        return rewrite_links(without_links(rendered.html, gone), targets)

    def _link_path(self, name: str, bare: str) -> str:
        """Return the logical path that a free page's relative link leads to; of a file, `=` and its path.

        Authors write links as between files of the agency's folder (`../tep/a.pdf`, `lich.md`) or as
        between pages (`../cong-khai/`); both work.

        Args:
            name: Name of the free page.
            bare: The link without query and fragment; "" for one within the page.
        """
        urls = self._site.urls
        page_path = f"{PROSE}/{name}"
        if not bare:
            return urls.agency(self._agency.id, page_path)
        below = posixpath.normpath(posixpath.join(PROSE, bare))
        if below.startswith("tep/"):
            return "=" + urls.attachment(self._agency.id, below)
        if bare.endswith(".md"):
            return urls.agency(self._agency.id, below.removesuffix(".md"))
        if bare.endswith(".html"):
            below = below.removesuffix(".html").removesuffix("/index")
        if list_of_page(below) in FIXED_PAGES or below.startswith(f"{PROSE}/"):
            return urls.agency(self._agency.id, below)
        if below == ".":
            return urls.agency(self._agency.id)
        other = below.removeprefix("../")
        if other != below and other.partition("/")[0] in self._site.agencies:
            agency, _, page = other.partition("/")
            return urls.agency(agency, page)
        start = urls.agency(self._agency.id, page_path)
        return posixpath.normpath(posixpath.join("/", start, bare)).lstrip("/")


# Names of the PDF files of an agency's lists, where the site offers them.

# A longer list comes in several files: Typst would take too much memory for a single one.
MAX_ROWS_OF_PDF = 1_000


def pdf_names(agency: Agency, page: str) -> tuple[str, ...]:
    """Return the names of the PDF files of the list on a page; none without a list or rows.

    Args:
        agency: The agency.
        page: Name of the page (`rendering.paths`).
    """
    # The PDF leaves out items that have ended, with the documents under them.
    living = [item for item in _items_on_page(agency, page) if not item.is_ended]
    rows = len(living) + sum(
        not document.is_ended for item in living for document in getattr(item, "documents", ())
    )
    parts = -(-rows // MAX_ROWS_OF_PDF)
    if parts == 1:
        return (f"{page}.pdf",)
    return tuple(f"{page}-phan-{number}.pdf" for number in range(1, parts + 1))


def _items_on_page(agency: Agency, page: str) -> Sequence[Item | ConditionalItem]:
    """Return the items of the list on a page, or of whose rows it is a block; none for other pages."""
    name = list_of_page(page)
    if name == DISCLOSURE:
        return agency.items
    return agency.conditional if name == CONDITIONAL else ()


def list_of_page(page: str) -> str:
    """Return the list that a block belongs to, `cong-khai/2026-1` → `cong-khai`; any other page itself."""
    name = page.partition("/")[0]
    return name if name in LISTS else page


# The foot of an agency's page: how far to trust it, where to report errors, downloads.

# Id of the element, on the page of contacts, that says where to report an error.
_REPORT = "phan-anh"
_NON_LETTERS = re.compile(r"\W+")
# Characters that may stand unquoted in a value of an address's query (RFC 3986, 3.4).
_QUERY = "/:(),"
# Cached: blanks and punctuation between words repeat on every page.
_quoted = functools.lru_cache(maxsize=256)(functools.partial(quote, safe=_QUERY))


def foot_tools(
    agency: Agency,
    site: SiteContext,
    page: str,
    heading: str,
    *,
    ended: bool,
    rows: Iterable[ListRow] | None = None,
) -> dict[str, object]:
    """Return the values for the foot of an agency's page (`foot` of `parts/macros.html.jinja`).

    Errors are reported to the agency itself; if it has ended, to its successors; else to the oversight
    office.

    Args:
        agency: The agency.
        site: What pages share.
        page: Name of the page (`rendering.paths`).
        heading: Heading of the page.
        ended: Whether the agency has been dissolved.
        rows: The rows on the page of a block; `None` for a page that shows whole lists.
    """
    urls, features, place = site.urls, site.features, site.place
    path = urls.agency(agency.id, page)
    links = page_links(urls, agency.id, page)
    accuracy = urls.to_site(path, ACCURACY)
    contact = ""
    if not ended and (_has_any_contact(agency) or not place.oversight):
        contact = f"{links['contact']}#{_REPORT}"
    # The successors hold the records of a dissolved agency.
    successors = [
        (f"{urls.to_agency(path, name, CONTACT)}#{_REPORT}", name)
        for name in (agency.profile.successors if ended else ())
        if name in site.agencies
    ]
    verified = [
        item.verified
        for item in (_items_on_page(agency, page) if rows is None else rows)
        if item.verified is not None and not item.is_withdrawn
    ]
    return {
        "verified": max(verified, default=None),
        "licence": place.licence or "",
        "contact": contact,
        "successors": successors,
        "office": None if contact or successors else place.oversight,
        "issue": _issue_address(
            features.issue_url, f"{heading} ({agency.short_name})", urls.absolute(path)
        ),
        "downloads": list(_downloads(agency, site, page, path)),
        "embed": links["embedding"] if features.embed and not ended else "",
        "open_data": links["open_data"] if features.downloads else "",
        "report": contact or (successors[0][0] if successors else f"{accuracy}#bao-sai"),
        "terms": f"{accuracy}#dung-lai",
    }


def _has_any_contact(agency: Agency) -> bool:
    """Tell whether an agency states any contact to which an error can be reported."""
    profile = agency.profile
    ways = (profile.feedback, profile.contact_points, profile.channels)
    return any((*ways, profile.phone, profile.email, profile.address))


def _downloads(
    agency: Agency, site: SiteContext, page: str, path: str
) -> Iterator[tuple[str, str]]:
    """Yield (relative link, format) of each file of the list on a page; several PDF files are numbered."""
    if not site.features.downloads or not _items_on_page(agency, page):
        return
    name = list_of_page(page)
    files = [(f"{name}.{form}", label) for form, label in site.features.formats]
    names = pdf_names(agency, name) if site.features.pdf else ()
    for number, name in enumerate(names, 1):
        files.append((name, f"PDF {number}" if len(names) > 1 else "PDF"))
    for name, label in files:
        file = site.urls.attachment(agency.id, f"{DOWNLOADS}/{name}")
        yield site.urls.relative_file(path, file), label


def _issue_address(template: str, title: str, url: str) -> str:
    """Return the address of the owner's form for errors, filled with the page's title and address."""
    return template.replace("{title}", _in_query(title)).replace("{url}", _in_query(url))


def _in_query(text: str) -> str:
    """Return text quoted for an address's query; letters stay, as `%…` would treble the bytes."""
    if text.isascii():
        return quote(text, safe=_QUERY)
    return _NON_LETTERS.sub(lambda match: _quoted(match[0]), text)
