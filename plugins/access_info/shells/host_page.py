"""Turns a finished page of somebody else's site (the host), whatever made it, into a frame for ours.

The page is read by the parser of Python's library, which tells where each tag stands. Its text is changed
there alone, and all else stays byte for byte, so that the host's own scripts and styles keep working.
Changed are only the content, what the head says of that one page (title, description, canonical
address), and relative addresses, which a page at another depth must write in another way.
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

# Addresses on the host's page, rewritten for pages of ours that stand at another depth.

# Stands for the way to the site's root (`../../`), which is filled in once the depth is known.
ROOT = Placeholder.ROOT.value
# Attributes whose value is one address, and those that hold a list of addresses.
_ADDRESS_ATTRIBUTES = frozenset(
    {
        *("href", "src", "action", "formaction", "poster", "data", "background", "cite"),
        *("manifest", "xlink:href", "longdesc", "data-src"),
    }
)
_ADDRESS_SET_ATTRIBUTES = frozenset({"srcset", "imagesrcset", "data-srcset"})
# An address with its size in such a list: `a.png 2x`.
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?")
# An address in a style: `url(../a.png)`, `url("a b.png")`, `@import "a.css"`.
CSS = re.compile(r"""(url\(\s*["']?|@import\s+["'])([^"')]+)""", re.IGNORECASE)
# An address that is not relative to the page: `https://…`, `//…`, `/a`, `tel:113`.
_NOT_RELATIVE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Addresses:
    """Rewrites the relative addresses of a host's page so that they work on pages at any depth.

    Attributes:
        path: Where the page stands below the site's root: `lien-he/index.html`.
        base: The address that the page names as the start of its links (`<base href>`), or "".
    """

    path: str
    base: str

    def moved(self, address: str) -> str:
        """Return an address that starts from the site's root, with `ROOT` for the way there.

        On `lien-he/index.html`: `../anh/a.png` → `{ROOT}anh/a.png`. Others stay as they are.
        """
        value = address.strip()
        if value.startswith("#"):
            return address
        if self.base:
            value = urljoin(self.base, value)
        if _NOT_RELATIVE.match(value):
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
        """Return the value of an attribute with its addresses rewritten: they start from the site's root.

        Args:
            name: Of the attribute; only some hold addresses.
            value: The value.
        """
        if name in _ADDRESS_ATTRIBUTES:
            return self.moved(value)
        if name in _ADDRESS_SET_ATTRIBUTES:
            return _CANDIDATE.sub(lambda match: self.moved(match[1]) + (match[2] or ""), value)
        return CSS.sub(self.moved_in_text, value) if name == "style" else value

    def moved_in_text(self, match: re.Match[str]) -> str:
        """Return a match with its address rewritten; for `re.sub` with patterns such as `CSS`.

        Args:
            match: Its first group is the text before an address, the second the address.
        """
        return match[1] + self.moved(match[2])

    @property
    def own(self) -> str:
        """The page's own address below the root, without `index.html`: `lien-he/`."""
        return re.sub(r"(^|/)index\.html$", r"\1", quote(self.path))


# Where the tags of the host's page stand, by the parser of Python's library; offsets count characters.


@dataclasses.dataclass(frozen=True)
class Tag:
    """A start tag of a page, and where it stands.

    Attributes:
        name: The element's name in small letters.
        attributes: Values by name in small letters; "" for an attribute without a value.
        start: Offset of the tag's `<`.
        end: Offset behind the tag's `>`.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def named(self) -> frozenset[str]:
        """The simple CSS selectors that match the tag: `div`, `#id`, `.class`."""
        classes = (f".{name}" for name in self.attributes.get("class", "").split())
        return frozenset({self.name, f"#{self.attributes.get('id', '')}", *classes})


class Tags(html.parser.HTMLParser):
    """The tags of a page and their offsets, as Python's parser finds them.

    Attributes:
        tags: Start tags, in order.
        ends: Name and offset of each end tag.
    """

    def __init__(self, page: str) -> None:
        """Parse a page."""
        super().__init__()
        self._page = page
        self.tags: list[Tag] = []
        self.ends: list[tuple[str, int]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag with its offsets; the parser calls this."""
        start = self._offset()
        end = start + len(self.get_starttag_text() or "")
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, start, end))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag with a slash (`<br/>`) as one without: in HTML the slash means nothing.

        In SVG it does, but nothing is searched there.
        """
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note an end tag with its offset; the parser calls this."""
        self.ends.append((tag, self._offset()))

    def _offset(self) -> int:
        """Return the parser's position as an offset in characters; the parser counts lines and columns."""
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def end_of(self, element: Tag) -> int | None:
        """Return the offset of the end tag that closes an element; `None` where it has none.

        Elements of the same name may stand inside each other, so their depth is counted.
        """
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
        """Return the offset of the end tag of an element that holds text only: `<title>`, `<script>`."""
        places = (place for name, place in self.ends if name == tag.name and place >= tag.end)
        return min(places, default=len(self._page))

    def after(self, tag: Tag) -> int:
        """Return the offset behind the end tag of an element that holds text only."""
        return self._page.find(">", self.text_end(tag)) + 1 or len(self._page)


# An attribute with its value: ` href="../a/"`, ` src=/a.js`, ` hidden`.
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")
# Where Material's scripts (Zensical's too) learn the way to the site's root: `new URL("..",location)` and,
# in a block of settings, `"base":".."`, `"search":"../a.js"`.
_SCRIPT_ROOT = re.compile(r'(new URL\(")(\.[./]*)(?=",\s*location\))')
_SETTINGS_ROOT = re.compile(r'("(?:base|search)":\s*")([^"]*)')
# The dash between a page's own title and the site's name: “Liên hệ - Cổng xã Thử”.
_TITLE_SEPARATOR = re.compile(
    r"(\s+(?:[-–—|·•«»:]|&(?:[mn]dash|middot|bull|[lr]aquo|#82(?:11|12)|#18[37]);)\s+)"
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
# `<meta>` and `<link>` in the head that are true of the host's own page alone.
_META_OF_PAGE = frozenset({"robots", "keywords", "author", "date", "refresh"})
_LINKS_OF_PAGE = frozenset({"prev", "next", "amphtml", "shortlink", "edit"})


class HostPageError(Exception):
    """A host's page that cannot become a frame for ours; the message is Vietnamese, for the user."""


@dataclasses.dataclass(frozen=True)
class HostPage:
    """A host's page without its content; its addresses hold `ROOT` until the depth of our page is known.

    Attributes:
        before: HTML before the content.
        after: HTML after the content.
        site_url: Address of the site's root, as the page's canonical address shows it, or "".
        host: The theme or generator of the page (`material`), which some styles depend on.
    """

    before: str
    after: str
    site_url: str
    host: str

    @classmethod
    def read(
        cls, page: str, *, path: str, content: str = "", front: str = "", canonical: bool = True
    ) -> HostPage:
        """Cut the content out of a host's page, and rewrite what is true of that page alone.

        Args:
            page: HTML of the page.
            path: Where the page stands below the site's root: `lien-he/index.html`.
            content: The element whose content ours replaces: `#id`, `.class` or an element's name; ""
                for the page's main part.
            front: HTML of the site's front page, whose title has the site's name; or "".
            canonical: Whether our pages know their absolute address.

        Raises:
            HostPageError: There is no such element, or more than one.
        """
        if has_placeholders(page):
            raise HostPageError("trang có ký tự không dùng trong văn bản (U+FDD0–U+FDEF)")
        return _PageSplitter(page, path, front, canonical=canonical).split(content)

    def at(self, depth: int, content: str) -> str:
        """Return the host's page with other content, its addresses written for a depth.

        Args:
            depth: Folders between the page and the site's root.
            content: HTML, with slots.
        """
        root = "../" * depth or "./"
        around = (Placeholder.ROOT.fill(part, root) for part in (self.before, self.after))
        return content.join(around)


class _PageSplitter:
    """Splits one host's page around its content: notes edits by offset, then applies them all.

    Attributes:
        _edits: Start and end offset of a piece of the page, and its new text.
        _ids_outside: Ids and names outside the content, which links on our pages can still lead to.
        _ids_around: Ids of the elements that the content stands in.
        _saw_skip_link: Whether the first link to or into the content, which skips to it, was seen.
    """

    def __init__(self, page: str, path: str, front: str, *, canonical: bool) -> None:
        """Parse the page; the arguments are those of `HostPage.read`."""
        self._page, self._canonical = page, canonical
        self._front = front
        self._tags = Tags(page)
        base = next((tag.attributes["href"] for tag in self._tags.tags if _is_base(tag)), "")
        self._addresses = Addresses(path, base)
        self._edits: list[tuple[int, int, str]] = []
        self._ids_outside: frozenset[str] = frozenset()
        self._ids_around: frozenset[str] = frozenset()
        self._saw_skip_link = False

    def split(self, content: str) -> HostPage:
        """Return the page without the content of an element; "" for the page's main part.

        Raises:
            HostPageError: The element is not there exactly once or has no end tag, or there is no head.
        """
        element = self._content_element(content)
        begin, end = element.end, self._tags.end_of(element)
        if end is None:
            raise HostPageError(f"phần tử <{element.name}> giữ nội dung không có thẻ đóng")
        around = [tag for tag in self._tags.tags if tag.start < begin or tag.start >= end]
        self._ids_outside = frozenset(
            name for tag in around for name in (tag.attributes.get("id"), tag.attributes.get("name"))
            if name
        )  # fmt: skip
        self._ids_around = frozenset(
            tag.attributes["id"]
            for tag in around
            if "id" in tag.attributes and tag.start < begin and (self._tags.end_of(tag) or 0) >= end
        )
        head = min((place for name, place in self._tags.ends if name == "head"), default=begin)
        if head >= begin:
            raise HostPageError("trang không có phần <head>…</head> ở trước nội dung")
        self._edits.append((head, self._page.index(">", head) + 1, "</head>"))
        for tag in around:
            in_head = tag.start < head and tag.name in {"meta", "link", "title", "base"}
            if not (in_head and self._note_head_changes(tag)):
                self._note_changes(tag)
        return HostPage(
            before=self._with_edits(0, begin),
            after=self._with_edits(end, len(self._page)),
            site_url=self._site_url(around),
            host=_generator_name(around),
        )

    def _content_element(self, content: str) -> Tag:
        """Return the element that holds the content: the one that a selector names, or the main part.

        Raises:
            HostPageError: There is none, or more than one.
        """
        if content:
            elements = [tag for tag in self._tags.tags if content.strip() in tag.named]
        else:
            kinds = (
                # Material's `<main>` also holds the drawer of its menu.
                [tag for tag in self._tags.tags if ".md-content__inner" in tag.named],
                [tag for tag in self._tags.tags if tag.name == "main"],
                [tag for tag in self._tags.tags if tag.attributes.get("role") == "main"],
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

    def _note_changes(self, tag: Tag) -> None:
        """Note the edits of a tag outside the content: rewritten addresses, also in its script or style.

        Structured data (`application/ld+json`) is removed: it describes the host's own page. Material's
        settings (a script with the id `__config`) name the way to the site's root too.
        """
        if tag.name == "script" and tag.attributes.get("type") == "application/ld+json":
            self._edits.append((tag.start, self._tags.after(tag), ""))
            return
        raw = self._page[tag.start : tag.end]
        changed = "".join(self._changed_attributes(tag, raw))
        if changed != raw:
            self._edits.append((tag.start, tag.end, changed))
        if tag.name in {"script", "style"}:
            end = self._tags.text_end(tag)
            text = self._page[tag.end : end]
            for pattern in (CSS,) if tag.name == "style" else (_SCRIPT_ROOT, _SETTINGS_ROOT):
                if pattern is not _SETTINGS_ROOT or tag.attributes.get("id") == "__config":
                    text = pattern.sub(self._addresses.moved_in_text, text)
            if text != self._page[tag.end : end]:
                self._edits.append((tag.end, end, text))

    def _note_head_changes(self, tag: Tag) -> bool:
        """Note the edits of what the head says of the host's own page; tell whether the tag is done.

        Title, description and canonical address become slots; keywords, `prev`, `next` and the like go.
        """
        values = tag.attributes
        if tag.name == "title":
            end = self._tags.text_end(tag)
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
        elif not self._describes_host_page(tag, key, relations):
            return False
        raw = self._page[tag.start : tag.end]
        name = "href" if tag.name == "link" else "content"
        changed = _with_value(raw, name, shown) if shown else ""
        self._edits.append((tag.start, tag.end, changed))
        return True

    @staticmethod
    def _describes_host_page(tag: Tag, key: str, relations: frozenset[str]) -> bool:
        """Tell whether an element of the head is true of the host's page alone, so that our frame drops it.

        So are `robots` and `keywords`, links to the previous page or a translation, and any `<base>`.

        Args:
            tag: A `<meta>`, `<link>` or `<base>`.
            key: Name of a `<meta>`, without the prefix of Open Graph or Twitter.
            relations: Words of the `rel` of a `<link>`.
        """
        if tag.name == "meta":
            return key in _META_OF_PAGE or key.startswith("article:")
        is_translation = "alternate" in relations and "hreflang" in tag.attributes
        return tag.name != "link" or is_translation or bool(relations & _LINKS_OF_PAGE)

    def _site_name(self, title: str) -> str:
        """Return the end of the host's title that our titles take over: a dash and the site's name.

        “Liên hệ - Cổng xã Thử” → “ - Cổng xã Thử”. The name is the part that the front page's title has
        too, else the last.
        """
        match = _TITLE.search(self._front)
        known = _TITLE_SEPARATOR.split(match[1].strip())[::2] if match else []
        parts = _TITLE_SEPARATOR.split(title.strip())
        names = [part for part in parts[::2] if part in known] or parts[-1:]
        return parts[-2] + names[-1] if len(parts) > 1 else ""

    def _changed_attributes(self, tag: Tag, raw: str) -> Iterator[str]:
        """Yield the text of a start tag piece by piece, with its addresses rewritten."""
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
                new = self._moved_fragment(value)
            else:
                new = value if written is None else self._addresses.moved_in(name, value)
            yield match[0] if new == value else f' {match[1]}="{html.escape(new)}"'
        yield raw[place:]

    def _moved_fragment(self, value: str) -> str:
        """Return where a link within the host's page (`#…`) leads from ours.

        It stays where its target stays. The first other one is taken for the link that skips to the
        content, unless one before leads to an element around it; the rest lead to the host's own page,
        whose content has their targets.
        """
        saw_skip_link = self._saw_skip_link
        if value[1:] in {"", "top", *self._ids_outside}:
            self._saw_skip_link |= value[1:] in self._ids_around
            return value
        self._saw_skip_link = True
        if not saw_skip_link:
            return f"#{CONTENT_ID}"
        return f"{ROOT}{self._addresses.own}{value}"

    def _site_url(self, around: list[Tag]) -> str:
        """Return the address of the site's root: the page's canonical address without its path, or ""."""
        for tag in around:
            if tag.name == "link" and "canonical" in tag.attributes.get("rel", "").lower().split():
                address = tag.attributes.get("href", "")
                root = address.removesuffix(self._addresses.own)
                if re.match(r"https?://", address) and root.endswith("/"):
                    return root
        return ""

    def _with_edits(self, begin: int, end: int) -> str:
        """Return the page from one offset to another with the noted edits applied."""
        pieces, place = [], begin
        for start, stop, new in sorted(self._edits):
            if begin <= start < end:
                pieces += [self._page[place:start], new]
                place = stop
        return "".join([*pieces, self._page[place:end]])


def _is_base(tag: Tag) -> bool:
    """Tell whether a tag is `<base href>`, which names the address that links are relative to."""
    return tag.name == "base" and "href" in tag.attributes


def _with_value(raw: str, name: str, value: str) -> str:
    """Return the text of a start tag with another value for one attribute, already escaped."""
    keep: Callable[[re.Match[str]], str] = lambda match: (  # noqa: E731
        f' {match[1]}="{value}"' if match[1].lower() == name else match[0]
    )
    return _ATTRIBUTE.sub(keep, raw)


def _generator_name(around: list[Tag]) -> str:
    """Return the name of the theme or generator that made a page, `khac` (other) if unknown.

    Material's parts bear marks; other programs name themselves in `<meta name=generator>`.
    """
    if any("data-md-component" in tag.attributes for tag in around):
        return "material"
    for tag in around:
        match = re.match(r"[a-z]+", tag.attributes.get("content", "").lower())
        if match and tag.attributes.get("name", "").lower() == "generator":
            return match[0]
    return "khac"
