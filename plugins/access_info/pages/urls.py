"""Where pages stand: logical paths, files and relative links.

A logical path has no ending: `co-quan/so-mau/cong-khai`; the empty path is the site's root.
"""

from __future__ import annotations

import dataclasses
import posixpath
from urllib.parse import quote


@dataclasses.dataclass(frozen=True)
class Urls:
    """How logical paths become files and addresses.

    Attributes:
        prefix: Path below the site's root that everything of ours stands under, or "".
        directory_urls: `a/b/` (file `a/b/index.html`) rather than `a/b.html`.
        single: The one agency that stands at the root, or `None`.
        overview: The last part of the single agency's overview page; "" is the root itself.
        site_url: Absolute address of the site's root with a final slash, or "".
    """

    prefix: str = ""
    directory_urls: bool = True
    single: str | None = None
    overview: str = ""
    site_url: str = ""

    def site(self, path: str) -> str:
        """The logical path of a page of ours."""
        return posixpath.join(self.prefix, path) if path else self.prefix

    def agency(self, agency_id: str, page: str = "") -> str:
        """The logical path of an agency's page."""
        if self.single == agency_id:
            return self.site(page or self.overview)
        return self.site(posixpath.join("co-quan", agency_id, page).rstrip("/"))

    def attachment(self, agency_id: str, path: str) -> str:
        """The output file of an agency's attachment `tep/…`."""
        return posixpath.join(posixpath.dirname(self.agency(agency_id, "x")), path)

    def file(self, path: str) -> str:
        """The page's file below the output folder."""
        if not path:
            return "index.html"
        if self.directory_urls or path == self.prefix or self._is_index(path):
            return f"{path}/index.html"
        return f"{path}.html"

    def address(self, path: str) -> str:
        """The page's address below the site's root, as links write it."""
        file = self.file(path)
        if not self.directory_urls:
            return quote(file)
        return quote(file.removesuffix("index.html")) or ""

    def absolute(self, path: str) -> str:
        """The page's absolute address; empty when the site's own is not known."""
        address = self.address(path)
        if address.endswith("index.html"):
            address = address.removesuffix("index.html")
        return self.site_url + address if self.site_url else ""

    def depth(self, path: str) -> int:
        """How many folders below the output folder the page's file lies."""
        return self.file(path).count("/")

    def root(self, path: str) -> str:
        """Relative link from a page to the site's root, with a final slash."""
        return "../" * self.depth(path) or "./"

    def relative(self, source: str, target: str) -> str:
        """Relative link from one page to another."""
        start = posixpath.dirname(self.file(source))
        address = self.address(target)
        found = posixpath.relpath("/" + address, "/" + start)
        if address.endswith("/") or not address:
            found += "/"
        return found

    def relative_file(self, source: str, file: str) -> str:
        """Relative link from a page to any file below the output folder."""
        start = posixpath.dirname(self.file(source))
        return quote(posixpath.relpath("/" + file, "/" + start), safe="/.")

    def _is_index(self, path: str) -> bool:
        """Pages that have others below them keep a folder of their own."""
        below = path.removeprefix(f"{self.prefix}/") if self.prefix else path
        parts = below.split("/")
        return (parts[0] == "co-quan" and len(parts) <= 2) or below in {"phap-luat"}  # noqa: PLR2004


def ascii_letter(letter: str) -> str:
    """A point's letter as part of an address; `đ`, which follows `d`, becomes `dd`."""
    return letter.replace("đ", "dd")
