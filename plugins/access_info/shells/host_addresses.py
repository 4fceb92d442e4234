"""Addresses on somebody else's page, as pages of ours write them that stand at another depth."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import quote, urljoin

from access_info.source.placeholders import Placeholder

# Holds the way to the site's root open.
ROOT = Placeholder.ROOT.value
# Attributes whose value is one address, and those that hold several.
_ADDRESSES = frozenset(
    {
        *("href", "src", "action", "formaction", "poster", "data", "background", "cite"),
        *("manifest", "xlink:href", "longdesc", "data-src"),
    }
)
_SETS = frozenset({"srcset", "imagesrcset", "data-srcset"})
# An address and its size, of a set: `a.png 2x`.
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?")
# In a style: `url(../a.png)`, `url("a b.png")`, `@import "a.css"`.
CSS = re.compile(r"""(url\(\s*["']?|@import\s+["'])([^"')]+)""", re.IGNORECASE)
# Of another host, of the host's root, or of no host: `https://…`, `//…`, `/a`, `tel:113`.
_FIXED = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Addresses:
    """How relative addresses of a page are written from elsewhere in its site.

    Attributes:
        path: Where the page stands below the site's root: `lien-he/index.html`.
        base: The address that the page itself names for that (`<base href>`), or "".
    """

    path: str
    base: str

    def moved(self, address: str) -> str:
        """Return an address as a page of ours writes it, the way to the root still open."""
        value = address.strip()
        if value.startswith("#"):
            return address
        if self.base:
            value = urljoin(self.base, value)
        if _FIXED.match(value):
            return value if self.base else address
        path, rest = re.fullmatch(r"([^?#]*)(.*)", value, re.DOTALL).groups()  # type: ignore[union-attr]
        if not path:
            return f"{ROOT}{self.own}{rest}"
        steps = quote(self.path).split("/")[:-1]
        above = 0
        for step in path.split("/"):
            if step == ".." and steps:
                steps.pop()
            elif step == "..":
                above += 1
            elif step not in {"", "."}:
                steps.append(step)
        folder = "/" if steps and path.rsplit("/", 1)[-1] in {"", ".", ".."} else ""
        return f"{ROOT}{'../' * above}{'/'.join(steps)}{folder}{rest}"

    def moved_in(self, name: str, value: str) -> str:
        """Return an attribute's value with other addresses."""
        if name in _ADDRESSES:
            return self.moved(value)
        if name in _SETS:
            return _CANDIDATE.sub(lambda match: self.moved(match[1]) + (match[2] or ""), value)
        return CSS.sub(self.moved_in_text, value) if name == "style" else value

    def moved_in_text(self, match: re.Match[str]) -> str:
        """Return what was found of a text, and the address behind it in another way."""
        return match[1] + self.moved(match[2])

    @property
    def own(self) -> str:
        """The page's own address below the root."""
        return re.sub(r"(^|/)index\.html$", r"\1", quote(self.path))
