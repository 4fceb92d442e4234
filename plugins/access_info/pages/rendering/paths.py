"""The addresses of all pages: the names of their parts in one table, and `Urls`, which puts them together.

A page has a logical path, such as `co-quan/so-tu-phap/cong-khai`, from which its file, its address and
relative links follow. Modules of pages take names from here, so that none imports another just for a link.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import posixpath
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import quote

from access_info.model.items import CONDITIONAL, DISCLOSURE

# Pages of one agency, below its own folder; pages of its lists are named as the lists' files are.
OVERVIEW = ""
REGULATION = "quy-che"
CONTACT = "dau-moi"
REQUEST = "cach-yeu-cau"
STATISTICS = "thong-ke"
CORRECTIONS = "dinh-chinh"
PROSE = "trang"
EMBEDDING = "gan-vao-cong"
COMPLIANCE = "tinh-hinh"
FIXED_PAGES = (DISCLOSURE, CONDITIONAL, REGULATION, CONTACT, REQUEST, STATISTICS, CORRECTIONS)

# Files of an agency's lists, below its folder.
DOWNLOADS = "tai-ve"
FEED = "tin.xml"

# Pages about all agencies.
DIRECTORY = "co-quan"
LETTERS = f"{DIRECTORY}/a-z"
TYPES = f"{DIRECTORY}/loai"
LAWS = "phap-luat"
SEARCH = "tim-kiem"
INDEX = f"{SEARCH}/du-lieu"
OPEN_DATA = "du-lieu-mo"
DATA_CODES = f"{OPEN_DATA}/ma"
DATA_CHANGES = f"{OPEN_DATA}/thay-doi"
PUBLIC_KEYS = f"{OPEN_DATA}/khoa-cong-khai.txt"
ACCESSIBILITY = "tro-nang"
ACCURACY = "ve-do-chinh-xac"
FORM = "quan-tri"
LOOK = "bien-tap/mau-giao-dien"

# The catalogue of all data, in two formats (RDF 1.1 Turtle, JSON-LD 1.1); its id is a part of the page
# about open data.
CATALOGUE = "danh-muc"
CATALOGUE_TURTLE, CATALOGUE_JSON = "danh-muc.ttl", "danh-muc.jsonld"
# Its CSV files as a Data Package (datapackage.org).
DATA_PACKAGE = "datapackage.json"

# How to ask, and by when an answer is due.
ASK = "yeu-cau"
REQUEST_DATA = f"{ASK}/du-lieu.js"
RECEIVERS = f"{ASK}/noi-nhan"
MONTHS = "thoi-han"

# How agencies meet their duties.
OVERSIGHT = "giam-sat"
HOW = f"{OVERSIGHT}/cach-xet"
FIGURES = f"{OVERSIGHT}/thong-ke"
MATRIX = f"{OVERSIGHT}/bang"
# Drafts of letters and reports; only pages about duties link to them.
PAPERS = f"{OVERSIGHT}/van-ban"
LETTER_TO_ALL, REPORT, RESULTS = "tat-ca.docx", "bao-cao.docx", "ket-qua"


# From logical paths to files, addresses and relative links.

# Folder of the copies of an agency's pages that other portals may show in a frame.
FRAMED = "nhung"
# Cached, since each page of an agency links to the same other pages of it.
_quoted = functools.lru_cache(maxsize=1024)(quote)
# Pages about all agencies that have other pages or files below them, and so a folder of their own.
_FOLDER_PAGES = frozenset({OVERSIGHT, LAWS, SEARCH, MONTHS, ASK})
# Pages that exist in each language of the interface; in other languages below the language's tag.
_TRANSLATED = frozenset({"", DIRECTORY, SEARCH, ASK, ACCESSIBILITY, ACCURACY})
_TRANSLATED_OF_AGENCY = frozenset({REQUEST})


@dataclasses.dataclass(frozen=True)
class Urls:
    """Turns logical paths of pages into files, addresses and relative links, by the site's settings.

    Attributes:
        prefix: Path below the site's root under which all our pages and files stand, or "".
        directory_urls: `a/b/` (file `a/b/index.html`) rather than `a/b.html`.
        single: The one agency whose pages stand at the root, or `None`.
        overview: Path of that agency's overview page; "" is the root itself.
        site_url: Absolute address of the site's root with a final slash, or "".
        language: Folder of the pages' language; "" for Vietnamese.
        languages: The folders of all other languages.
    """

    prefix: str = ""
    directory_urls: bool = True
    single: str | None = None
    overview: str = ""
    site_url: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()

    def site(self, path: str) -> str:
        """Return the logical path of a page about all agencies, in the pages' language if translated."""
        if self.language and is_translated(path):
            path = f"{self.language}/{path}".rstrip("/")
        return self.shared(path)

    def shared(self, path: str) -> str:
        """Return the path below the site's root of a file of ours that all languages share."""
        return f"{self.prefix}/{path}" if self.prefix and path else self.prefix or path

    def agency(self, agency_id: str, page: str = "") -> str:
        """Return the logical path of an agency's page, in the pages' language if translated."""
        if self.language and page in _TRANSLATED_OF_AGENCY:
            page = f"{self.language}/{page}"
        if self.single == agency_id:
            return self.shared(page or self.overview)
        return self.shared(f"{DIRECTORY}/{agency_id}/{page}".rstrip("/"))

    def in_language(self, language: str) -> Urls:
        """Return these addresses for pages in another language, given by its folder."""
        return self if language == self.language else dataclasses.replace(self, language=language)

    def folder(self, agency_id: str) -> str:
        """Return the folder, below the output folder, that holds all of an agency's pages and files."""
        return posixpath.dirname(self.agency(agency_id, "x"))  # any page's folder

    def framed(self, agency_id: str, path: str) -> str:
        """Return the logical path of the copy of an agency's page that other portals show in a frame.

        `co-quan/so-tu-phap/cong-khai` → `co-quan/so-tu-phap/nhung/cong-khai`
        """
        folder = self.folder(agency_id)
        below = path.removeprefix(folder).lstrip("/")
        return posixpath.join(folder, FRAMED, below).rstrip("/")

    def attachment(self, agency_id: str, path: str) -> str:
        """Return the output file of an agency's attachment `tep/…`."""
        return posixpath.join(self.folder(agency_id), path)

    def letter(self, agency_id: str) -> str:
        """Return the output file of the draft of a letter to an agency."""
        return self.shared(f"{PAPERS}/{DIRECTORY}/{agency_id}.docx")

    def file(self, path: str) -> str:
        """Return the page's file below the output folder: `thoi-han/2026-03.html`, `…/index.html`."""
        if not path:
            return "index.html"
        if self.directory_urls or path == self.prefix or self._has_folder(path):
            return f"{path}/index.html"
        return f"{path}.html"

    def address(self, path: str) -> str:
        """Return the page's address below the site's root, quoted for links: `co-quan/so-tu-phap/`."""
        file = self.file(path)
        if not self.directory_urls:
            return _quoted(file)
        return _quoted(file.removesuffix("index.html"))

    def address_of_file(self, file: str) -> str:
        """Return the address below the site's root of any file: its path, quoted for links."""
        return quote(file, safe="/.")

    def absolute(self, path: str) -> str:
        """Return the page's absolute address, without `index.html`; "" if the site's own is not known."""
        address = self.address(path).removesuffix("index.html")
        return self.site_url + address if self.site_url else ""

    def depth(self, path: str) -> int:
        """Count the folders below the output folder that the page's file lies in."""
        return self.file(path).count("/")

    def root(self, path: str) -> str:
        """Return the relative link from a page to the site's root: `../../`, or `./`."""
        return "../" * self.depth(path) or "./"

    def relative(self, source: str, target: str) -> str:
        """Return the relative link from one page to another, both given by logical path."""
        return _relative_way(self.file(source), self.address(target))

    def to_site(self, source: str, page: str) -> str:
        """Return the relative link from a page to one about all agencies (`OVERSIGHT`, `ASK`)."""
        return self.relative(source, self.site(page))

    def to_agency(self, source: str, agency_id: str, page: str = "") -> str:
        """Return the relative link from a page to one of an agency, its overview by default."""
        return self.relative(source, self.agency(agency_id, page))

    def relative_file(self, source: str, file: str) -> str:
        """Return the relative link from a page to any file below the output folder."""
        return _quoted(_relative_way(self.file(source), file))

    def _has_folder(self, path: str) -> bool:
        """Tell whether a page is the `index.html` of a folder of its own, as others stand below it.

        Only asked where all other pages are files (`thoi-han/2026-03.html`).
        """
        below = path.removeprefix(f"{self.prefix}/") if self.prefix else path
        parts = below.split("/")
        if parts[0] in self.languages:
            parts = parts[1:]
        if not parts or parts[-1] == FRAMED:
            return True
        # The directory, and each agency's overview below it.
        return (parts[0] == DIRECTORY and len(parts) <= 2) or "/".join(parts) in _FOLDER_PAGES  # noqa: PLR2004


def is_translated(path: str) -> bool:
    """Tell whether a page about all agencies exists in every language of the interface.

    By the first part of its path: `co-quan/loai/so` does as `co-quan` does.
    """
    return path.partition("/")[0] in _TRANSLATED


def _relative_way(source: str, target: str) -> str:
    """Return the relative link from one file to another file, or to a folder, which ends in a slash.

    `a/b/index.html`, `a/c/` → `../c/`. Both lie below the same root, and neither path has a step that is empty, `.` or `..`.
    """
    here, there = source.split("/"), target.split("/")
    shared = 0
    # The last parts are a file's name, or what stands after a folder's slash: never shared.
    for ours, theirs in zip(here[:-1], there[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(there[shared:]) or "./"


def ascii_letter(letter: str) -> str:
    """Return the letter of a point of law for an address; `đ`, the letter after `d`, becomes `dd`."""
    return letter.replace("đ", "dd")


def begins(agency: str, one_in: int) -> bool:
    """Tell whether an agency always begins a new page or file where agencies are divided among several.

    One of so many does, whatever stands before it: so a change moves others only up to the next of these.
    """
    return hashlib.sha256(agency.encode()).digest()[0] % one_in == 0


# Long lists over several pages.

T = TypeVar("T")
# Rows that a page about all agencies may have.
MAX_ROWS = 300


class PagePart(NamedTuple, Generic[T]):
    """One page of a long list that is divided among several pages.

    Attributes:
        name: Path of the page below the front page.
        path: Logical path of the page.
        rows: The rows on the page; none if the list is empty.
        pager: Values for `parts/pages.html.jinja`: links to all the pages, this page's number from 1.
    """

    name: str
    path: str
    rows: Sequence[T]
    pager: dict[str, object]


def divide(urls: Urls, name: str, rows: Sequence[T], most: int) -> Iterator[PagePart[T]]:
    """Divide a long list among pages: the first at `name`, others at `name/2`, `name/3` and so on.

    Args:
        urls: Where pages stand.
        name: Path of the first page below the front page.
        rows: All rows; a list without any has one empty page.
        most: Rows that a page may have.
    """
    starts = range(0, len(rows) or 1, most)
    yield from paged(urls, name, [rows[start : start + most] for start in starts])


def paged(urls: Urls, name: str, parts: Sequence[Sequence[T]]) -> Iterator[PagePart[T]]:
    """Yield the pages of a list that is divided already, at addresses as `divide` gives them.

    Args:
        urls: Where pages stand.
        name: Path of the first page below the front page.
        parts: The rows of each page.
    """
    names = [f"{name}/{number}" if number > 1 else name for number in range(1, len(parts) + 1)]
    for number, (rows, part_name) in enumerate(zip(parts, names, strict=True), 1):
        path = urls.site(part_name)
        links = [urls.to_site(path, other) for other in names]
        pager: dict[str, object] = {"pages": links, "number": number}
        yield PagePart(part_name, path, rows, pager)


# Addresses of codes (SKOS concepts): the element of a law's page that explains a code; they never change.

# Prefixes of the ids of those elements: of deadlines, grounds for refusal, other rules.
DEADLINE, GROUND, RULE = "thoi-han", "tu-choi", "quy-dinh"
