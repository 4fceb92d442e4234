"""A finished page of somebody else's site, whatever made it, as a frame for ours.

The page is read by the parser of Python's library, which tells where each tag stands; its text is cut
there, and what lies between stays byte for byte: the host's own scripts and styles find what they know.
Changed are only the content, what a head says of that one page, and addresses, which a page at another
depth must write in another way.
"""

from __future__ import annotations

import dataclasses
import html
import html.parser
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin

from access_info.shells.guest import CONTENT_ID
from access_info.source.placeholders import Placeholder, has_placeholders, slot

# Addresses on somebody else's page, as pages of ours write them that stand at another depth.

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


# Where the tags of somebody else's page stand, by the parser of Python's library.


@dataclasses.dataclass(frozen=True)
class Tag:
    """A start tag in its place.

    Attributes:
        name: In small letters.
        attributes: By name, in small letters; a value that is not written is "".
        start: Where it begins.
        end: Where what follows begins.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def named(self) -> frozenset[str]:
        """What a selector may call it: name, id and classes."""
        classes = (f".{name}" for name in self.attributes.get("class", "").split())
        return frozenset({self.name, f"#{self.attributes.get('id', '')}", *classes})


class Tags(html.parser.HTMLParser):
    """Where the tags of a page stand.

    Attributes:
        tags: Start tags, in order.
        ends: Name and place of each end tag.
    """

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self._page = page
        self.tags: list[Tag] = []
        self.ends: list[tuple[str, int]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag."""
        start = self._place()
        end = start + len(self.get_starttag_text() or "")
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, start, end))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag with a slash.

        The slash means nothing in HTML; where it does, in pictures, nothing is looked for.
        """
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note an end tag."""
        self.ends.append((tag, self._place()))

    def _place(self) -> int:
        """Return where the parser stands, in characters."""
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def end_of(self, element: Tag) -> int | None:
        """Find where the end tag of an element begins; `None` where it has none."""
        marks = [(tag.start, 1) for tag in self.tags if tag.name == element.name]
        marks += [(place, -1) for name, place in self.ends if name == element.name]
        depth = 0
        for place, step in sorted(marks):
            if place >= element.start:
                depth += step
                if depth == 0:
                    return place
        return None

    def text_end(self, tag: Tag) -> int:
        """Find where the end tag of an element begins that holds text only."""
        places = (place for name, place in self.ends if name == tag.name and place >= tag.end)
        return min(places, default=len(self._page))

    def after(self, tag: Tag) -> int:
        """Find what comes behind an element that holds text only."""
        return self._page.find(">", self.text_end(tag)) + 1 or len(self._page)


# An attribute with its value: ` href="../a/"`, ` src=/a.js`, ` hidden`.
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")
# Where Material's scripts (Zensical's too) are told the site's root: `new URL("..",location)` and, in a
# block of settings, `"base":".."`, `"search":"../a.js"`.
_SCRIPT_ROOT = re.compile(r'(new URL\(")(\.[./]*)(?=",\s*location\))')
_SETTINGS_ROOT = re.compile(r'("(?:base|search)":\s*")([^"]*)')
# What parts a page's own title from the site's name: “Liên hệ - Cổng xã Thử”.
_BETWEEN = re.compile(
    r"(\s+(?:[-–—|·•«»:]|&(?:[mn]dash|middot|bull|[lr]aquo|#82(?:11|12)|#18[37]);)\s+)"
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
# What a head says of the one page that it was taken from.
_OF_PAGE = frozenset({"robots", "keywords", "author", "date", "refresh"})
_LINKS_OF_PAGE = frozenset({"prev", "next", "amphtml", "shortlink", "edit"})


class HostPageError(Exception):
    """A page that cannot be a frame; the message is Vietnamese."""


@dataclasses.dataclass(frozen=True)
class HostPage:
    """A page around a hole, its addresses open until its depth is known.

    Attributes:
        before: HTML before the content.
        after: HTML behind it.
        site_url: Address of the site's root as the page itself tells it, or "".
        host: What the page was made by, for styles.
    """

    before: str
    after: str
    site_url: str
    host: str

    @classmethod
    def read(
        cls, page: str, *, path: str, content: str = "", front: str = "", canonical: bool = True
    ) -> HostPage:
        """Take a page apart.

        Args:
            page: Its HTML.
            path: Where it stands below the site's root: `lien-he/index.html`.
            content: The element whose content gives way: `#id`, `.class` or an element's name; "" for
                the one that is the page's main part.
            front: HTML of the site's front page, whose title has the site's name; or "".
            canonical: Whether our pages know their absolute address.

        Raises:
            HostPageError: There is no such element, or more than one.
        """
        if has_placeholders(page):
            raise HostPageError("trang có ký tự không dùng trong văn bản (U+FDD0–U+FDEF)")
        return _Taking(page, path, front, canonical=canonical).taken(content)

    def at(self, depth: int, content: str) -> str:
        """Return the page for a depth, with other content.

        Args:
            depth: Folders between the page and the site's root.
            content: HTML, with slots.
        """
        root = "../" * depth or "./"
        around = (Placeholder.ROOT.fill(part, root) for part in (self.before, self.after))
        return content.join(around)


class _Taking:
    """The work of taking one page apart."""

    def __init__(self, page: str, path: str, front: str, *, canonical: bool) -> None:
        self._page, self._canonical = page, canonical
        self._front = front
        self._read = Tags(page)
        base = next((tag.attributes["href"] for tag in self._read.tags if _is_base(tag)), "")
        self._addresses = Addresses(path, base)
        self._edits: list[tuple[int, int, str]] = []
        self._known: frozenset[str] = frozenset()
        self._skips = False

    def taken(self, content: str) -> HostPage:
        """Return the page with a hole for its content."""
        element = self._element(content)
        begin, end = element.end, self._read.end_of(element)
        if end is None:
            raise HostPageError(f"phần tử <{element.name}> giữ nội dung không có thẻ đóng")
        around = [tag for tag in self._read.tags if tag.start < begin or tag.start >= end]
        self._known = frozenset(
            name for tag in around for name in (tag.attributes.get("id"), tag.attributes.get("name"))
            if name
        )  # fmt: skip
        head = min((place for name, place in self._read.ends if name == "head"), default=begin)
        if head >= begin:
            raise HostPageError("trang không có phần <head>…</head> ở trước nội dung")
        self._edits.append((head, self._page.index(">", head) + 1, "</head>"))
        for tag in around:
            in_head = tag.start < head and tag.name in {"meta", "link", "title", "base"}
            if not (in_head and self._of_page(tag)):
                self._look_at(tag)
        return HostPage(
            before=self._edited(0, begin),
            after=self._edited(end, len(self._page)),
            site_url=self._site_url(around),
            host=_maker(around),
        )

    def _element(self, content: str) -> Tag:
        """Find the element that holds the content."""
        if content:
            elements = [tag for tag in self._read.tags if content.strip() in tag.named]
        else:
            kinds = (
                # Material's main part holds the drawer of its menu too.
                [tag for tag in self._read.tags if ".md-content__inner" in tag.named],
                [tag for tag in self._read.tags if tag.name == "main"],
                [tag for tag in self._read.tags if tag.attributes.get("role") == "main"],
            )
            elements = next(filter(None, kinds), [])
        if len(elements) == 1:
            return elements[0]
        what = f"phần tử “{content}”" if content else "phần tử <main> hay role=main"
        count = f"có {len(elements)}" if elements else "không có"
        raise HostPageError(
            f"trang {count} {what}, nên không rõ chỗ nào là nội dung. Chỉ ra bằng --main, ví dụ --main "
            '"#noi-dung" (theo id) hay ".noi-dung" (theo class); mở trang, bấm chuột phải vào nội dung, chọn Kiểm tra '
            "để xem tên phần tử"
        )

    def _look_at(self, tag: Tag) -> None:
        """Note what is to be changed about a tag outside the content."""
        closed = tag.name in {"script", "style"}
        if tag.name == "script" and tag.attributes.get("type") == "application/ld+json":
            self._edits.append((tag.start, self._read.after(tag), ""))
            return
        raw = self._page[tag.start : tag.end]
        changed = "".join(self._attributes(tag, raw))
        if changed != raw:
            self._edits.append((tag.start, tag.end, changed))
        if closed:
            end = self._read.text_end(tag)
            text = self._page[tag.end : end]
            for pattern in (CSS,) if tag.name == "style" else (_SCRIPT_ROOT, _SETTINGS_ROOT):
                if pattern is not _SETTINGS_ROOT or tag.attributes.get("id") == "__config":
                    text = pattern.sub(self._addresses.moved_in_text, text)
            if text != self._page[tag.end : end]:
                self._edits.append((tag.end, end, text))

    def _of_page(self, tag: Tag) -> bool:
        """Change what a head says of the one page; tell whether that is all there is to do."""
        values = tag.attributes
        if tag.name == "title":
            end = self._read.text_end(tag)
            title = self._page[tag.end : end]
            self._edits.append((tag.end, end, slot("title") + self._site_name(title)))
            return True
        if tag.name == "base" and not _is_base(tag):
            return False
        key = values.get("property") or values.get("name") or values.get("http-equiv") or ""
        key = key.lower().removeprefix("og:").removeprefix("twitter:")
        relations = frozenset(values.get("rel", "").lower().split())
        shown = ""
        if tag.name == "meta" and key in {"title", "description"}:
            shown = slot(key)
        elif (tag.name == "meta" and key == "url") or "canonical" in relations:
            shown = slot("canonical") if self._canonical else ""
        elif not self._is_of_page(tag, key, relations):
            return False
        raw = self._page[tag.start : tag.end]
        name = "href" if tag.name == "link" else "content"
        changed = _with_value(raw, name, shown) if shown else ""
        self._edits.append((tag.start, tag.end, changed))
        return True

    @staticmethod
    def _is_of_page(tag: Tag, key: str, relations: frozenset[str]) -> bool:
        """Tell whether an element of the head is true of the host's own page alone."""
        if tag.name == "meta":
            return key in _OF_PAGE or key.startswith("article:")
        other = "alternate" in relations and "hreflang" in tag.attributes
        return tag.name != "link" or other or bool(relations & _LINKS_OF_PAGE)

    def _site_name(self, title: str) -> str:
        """Return what stands behind a page's own name in its title: a dash and the name of the site."""
        match = _TITLE.search(self._front)
        known = _BETWEEN.split(match[1].strip())[::2] if match else []
        parts = _BETWEEN.split(title.strip())
        names = [part for part in parts[::2] if part in known] or parts[-1:]
        return parts[-2] + names[-1] if len(parts) > 1 else ""

    def _attributes(self, tag: Tag, raw: str) -> Iterator[str]:
        """Yield a start tag's text with other addresses."""
        place = 0
        for match in _ATTRIBUTE.finditer(raw):
            name, written = match[1].lower(), match[2]
            yield raw[place : match.start()]
            place = match.end()
            if name == "aria-current":  # the reader is on another page now
                continue
            quoted = written and written[0] in "\"'"
            value = html.unescape(written[1:-1] if quoted else written or "")
            if tag.name == "a" and name == "href" and value.startswith("#"):
                new = self._on_this_page(value)
            else:
                new = value if written is None else self._addresses.moved_in(name, value)
            yield match[0] if new == value else f' {match[1]}="{html.escape(new)}"'
        yield raw[place:]

    def _on_this_page(self, value: str) -> str:
        """Return a link to a place on the page: the page's first skips to the content."""
        is_first, self._skips = not self._skips, True
        if value[1:] in {"", "top", *self._known}:
            return value
        if is_first:
            return f"#{CONTENT_ID}"
        return f"{ROOT}{self._addresses.own}{value}"

    def _site_url(self, around: list[Tag]) -> str:
        """Return the site's address: what stands before the page's own in what it calls itself."""
        for tag in around:
            if tag.name == "link" and "canonical" in tag.attributes.get("rel", "").lower().split():
                address = tag.attributes.get("href", "")
                root = address.removesuffix(self._addresses.own)
                if re.match(r"https?://", address) and root.endswith("/"):
                    return root
        return ""

    def _edited(self, begin: int, end: int) -> str:
        """Return a piece of the page with all that was noted."""
        pieces, place = [], begin
        for start, stop, new in sorted(self._edits):
            if begin <= start < end:
                pieces += [self._page[place:start], new]
                place = stop
        return "".join([*pieces, self._page[place:end]])


def _is_base(tag: Tag) -> bool:
    """Tell whether a tag names the address that links are relative to."""
    return tag.name == "base" and "href" in tag.attributes


def _with_value(raw: str, name: str, value: str) -> str:
    """Return a start tag's text with another value of one attribute."""
    keep: Callable[[re.Match[str]], str] = lambda match: (  # noqa: E731
        f' {match[1]}="{value}"' if match[1].lower() == name else match[0]
    )
    return _ATTRIBUTE.sub(keep, raw)


def _maker(around: list[Tag]) -> str:
    """Tell what a page was made by: Material's parts by their marks, others by what they say."""
    if any("data-md-component" in tag.attributes for tag in around):
        return "material"
    for tag in around:
        match = re.match(r"[a-z]+", tag.attributes.get("content", "").lower())
        if match and tag.attributes.get("name", "").lower() == "generator":
            return match[0]
    return "khac"
