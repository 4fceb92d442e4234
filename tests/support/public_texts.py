"""What a reader sees as words on the pages of a built site, and what words do not belong there."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Iterator
from pathlib import Path

# Pages for staff, for who programs, and of the form: they may name files and commands.
FOR_STAFF = ("bien-tap/", "huong-dan/", "du-lieu-mo/", "quan-tri/")
# The codes for another portal, for whoever runs that one.
FOR_PORTALS = "/gan-vao-cong/"
# Code to be copied into another portal is no text: `<pre>` holds nothing else.
_NO_TEXT = frozenset({"script", "style", "pre", "svg"})
_EMPTY = frozenset({"meta", "link", "input", "img", "br", "hr", "source", "col", "wbr"})
_INLINE = frozenset({"a", "abbr", "em", "strong", "time"})
_SYLLABLE = re.compile(
    r"(?:ngh|gh|ng|nh|ch|kh|ph|th|tr|gi|qu|[bcdđghklmnpqrstvx])?"
    r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
# `https://mau.example/a`, `van-thu@mau.example`, `so-tu-phap.mau.example`, `mau.pdf`
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\S+\.(?:example|vn|pdf|docx|xlsx|csv)\b\S*")
# `12/QĐ-UBND`, `39kB`: what holds a digit is a number with its sign.
_NUMBER = re.compile(r"\S*\d\S*(?: kB)?")
_WORD = re.compile(r"[^\W\d_]+")
MACHINE = {
    "a file's name": re.compile(r"[\w-]+\.(?:yml|yaml|md|json|py|svg|css|js|toml)\b"),
    "a command": re.compile(r"access-info"),
    "a code": re.compile(r"\b(?:TT\d{3}|OB-\d{2}|l\d\d\d?-d\d+\w*)"),
    "a commit": re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b"),
    "a line's number": re.compile(r"\bdòng \d+"),
}
DOUBT = re.compile(
    r"chưa xác minh|chưa (?:được )?đối chiếu|chưa kiểm chứng|chưa (?:được|có) luật sư",
    re.IGNORECASE,
)


class _Words(html.parser.HTMLParser):
    """The Vietnamese words of a page; what stands side by side without a blank is kept apart."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            self.parts.append("\n")
            return
        if tag not in _INLINE and self._open and self._open[-1][0] == "p":
            self.handle_endtag("p")  # as a browser does
        values = dict(attrs)
        language = values.get("lang") or "vi"
        # Of alternatives, a script shows one; a form to be printed is a paper of its own.
        is_aside = "hidden" in values or "ai-paper" in (values.get("class") or "").split()
        hides = is_aside or tag in _NO_TEXT or (language != "vi" and tag != "html")
        self._open.append((tag, hides))
        self._hidden += hides
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        while tag not in _EMPTY and self._open:
            opened, hides = self._open.pop()
            self._hidden -= hides
            if opened == tag:
                break
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def words_of(page: str) -> str:
    """Return what a page says in Vietnamese, folded parts too."""
    reader = _Words()
    reader.feed(page)
    return "".join(reader.parts)


def foreign_words(text: str) -> set[str]:
    """Return the words that cannot be Vietnamese; abbreviations and addresses are none."""
    return {
        word.lower()
        for word in _WORD.findall(_NUMBER.sub(" ", _ADDRESS.sub(" ", text)))
        if len(word) > 1
        and sum(letter.isupper() for letter in word) < 2
        and not _SYLLABLE.fullmatch(word.lower())
    }


def public_pages(site: Path) -> Iterator[tuple[str, str]]:
    """Yield address and words of each Vietnamese page for the public."""
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        if name.startswith(FOR_STAFF) or FOR_PORTALS in name:
            continue
        content = file.read_text(encoding="utf-8")
        if '<html lang="vi"' in content:
            yield name.removesuffix("index.html"), words_of(content)
