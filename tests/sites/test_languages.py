"""The interface in further languages, on pages built for real with both shells."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from site_builds import ROOT, access_info, copy_demo

from access_info.model.agency import AgencyProfile
from access_info.pages.rendering.environment import known_languages
from access_info.source.documents import read_yaml

ADDRESS = "https://tiep-can-thong-tin.mau.example/"
VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I
)
# Attributes whose text people meet in the page's language. A letter's texts, which the script puts
# in Vietnamese, stand in others.
SHOWN = {"title", "alt", "aria-label", "placeholder", "content"}
SHOWN |= {f"data-{name}" for name in ("label", "text", "saved", "long", "cleared", "opened", "all")}
SHOWN |= {f"data-{name}" for name in ("most", "none", "loading", "failed", "offline")}
VOID = {"meta", "link", "br", "input", "img", "hr", "source", "path", "rect", "circle"}
# Where a page cannot mark the name of an agency or of the province as Vietnamese.
UNMARKED = {"title", "meta", "link"}


@dataclasses.dataclass
class MarkedText:
    """A text with where it stands.

    Attributes:
        element: The element.
        language: The language given for it.
        text: The text.
    """

    element: str
    language: str
    text: str


class Reader(HTMLParser):
    """Reads what a page says in which language, and how it leads to other languages."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.texts: list[MarkedText] = []
        self.alternates: dict[str, str] = {}
        self.switches: dict[str, str] = {}
        self.language = ""
        self.canonical = ""
        self._open: list[tuple[str, str]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", self._open[-1][1] if self._open else "")
        if tag == "html":
            self.language = language
        if tag == "link" and values.get("rel") == "alternate" and "hreflang" in values:
            self.alternates[values["hreflang"]] = values["href"]
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        if tag == "a" and "hreflang" in values and values.get("lang") == values["hreflang"]:
            self.switches[values["hreflang"]] = values["href"]
        self.texts += [MarkedText(tag, language, values[name]) for name in SHOWN & values.keys()]
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _ in self._open}:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        element, language = self._open[-1] if self._open else ("", "")
        if element not in {"script", "style"} and data.strip():
            self.texts.append(MarkedText(element, language, data.strip()))


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    folder = copy_demo(tmp_path_factory.mktemp("ngon-ngu") / "demo")
    result = access_info(folder, "build", "--out", "tron", "--site-url", ADDRESS)
    assert result.returncode == 0, result.stderr
    return folder / "tron"


@pytest.fixture(params=["plain", "material"])
def site(request, plain):
    if request.param == "plain":
        return plain
    return request.getfixturevalue("demo") / "site"


def english_pages(site):
    pages = [page for page in sorted(site.rglob("index.html")) if "en" in page.parts]
    assert len(pages) > 20
    return pages


def address(site, page):
    return urljoin(ADDRESS, page.parent.relative_to(site).as_posix() + "/").replace("/./", "/")


def names():
    """Names of the province and of its agencies, longest first: proper names need no language."""
    place = read_yaml(ROOT / "agencies/_dia-ban.yml").data
    # Examples of searches are words of the province; no accent tells that “khai sinh” is Vietnamese.
    known = [place["ten"], *place["goi_y"]]
    for file in sorted((ROOT / "agencies").glob("*/co-quan.yml")):
        data = read_yaml(file).data
        profile = AgencyProfile.model_validate(data)
        known += [profile.name, profile.listed_name]
    return sorted({name for name in known if name}, key=len, reverse=True)


def without(text, agency_names):
    for name in agency_names:
        text = text.replace(name, "")
    return text


def test_english_pages_say_nothing_in_vietnamese_but_what_is_marked(site):
    agency_names, left = names(), []
    # The site's own name holds the province's, in the shell's header too.
    province = agency_names.index(read_yaml(ROOT / "agencies/_dia-ban.yml").data["ten"])
    for page in english_pages(site):
        reader = Reader(page)
        assert reader.language == "en", page
        for marked_text in reader.texts:
            named = agency_names if marked_text.element in UNMARKED else [agency_names[province]]
            text = without(marked_text.text, named).replace("(đ)", "")
            if marked_text.language != "vi" and VIETNAMESE.search(text):
                left.append((page.relative_to(site).as_posix(), marked_text))
    assert left == []


def test_what_is_marked_vietnamese_on_english_pages_is(site):
    agency_names, wrong = names(), []
    for page in english_pages(site):
        marked = [marked_text for marked_text in Reader(page).texts if marked_text.language == "vi"]
        # Names, numbers and signs have no language of their own.
        left = [
            marked_text
            for marked_text in marked
            if re.search("[a-z]", without(marked_text.text, agency_names), re.I)
        ]
        name = page.relative_to(site).as_posix()
        wrong += [
            (name, marked_text) for marked_text in left if not VIETNAMESE.search(marked_text.text)
        ]
    assert wrong == []


def test_agencies_names_are_marked_vietnamese(site):
    reader = Reader(site / "en/co-quan/index.html")
    marked = {marked_text.text for marked_text in reader.texts if marked_text.language == "vi"}
    assert {"Sở Tư pháp", "Huyện Mẫu Giang"} <= marked
    assert "Provincial departments" in {
        marked_text.text for marked_text in reader.texts if marked_text.language == "en"
    }


def test_pages_name_their_other_languages_and_these_name_them(site):
    for page in english_pages(site):
        reader = Reader(page)
        assert set(reader.alternates) == set(known_languages())
        assert reader.alternates["en"] == reader.canonical == address(site, page)
        other = site / reader.alternates["vi"].removeprefix(ADDRESS) / "index.html"
        back = Reader(other)
        assert back.language == "vi"
        assert back.alternates == reader.alternates
        assert back.canonical == reader.alternates["vi"]


def test_the_link_to_the_other_language_leads_to_the_same_page(site):
    for page in english_pages(site):
        reader = Reader(page)
        english = reader.alternates["en"]
        assert urljoin(english, reader.switches["vi"]) == reader.alternates["vi"]
        other = reader.alternates["vi"]
        back = Reader(site / other.removeprefix(ADDRESS) / "index.html")
        assert urljoin(other, back.switches["en"]) == english


def test_other_pages_stay_vietnamese(site):
    translated = set(english_pages(site))
    others = set(site.rglob("index.html")) - translated
    folders = set(known_languages()) - {"vi"}
    others = {page for page in others if not folders & set(page.parts)}
    assert {Reader(page).language for page in sorted(others)} == {"vi"}
    assert not (site / "en/phap-luat").exists()
    assert not (site / "en/thoi-han").exists()


def test_the_calculator_reckons_in_english(site):
    script = (site / "en/yeu-cau/du-lieu.js").read_text(encoding="utf-8")
    assert '"thứ Hai"' not in script
    assert '"Monday"' in script
    assert "Law on Access to Information No. 01/2026/QH16" in script
    page = (site / "co-quan/so-tu-phap/en/cach-yeu-cau/index.html").read_text(encoding="utf-8")
    assert "en/yeu-cau/du-lieu.js" in page
    page = (site / "en/yeu-cau/phieu-01a/index.html").read_text(encoding="utf-8")
    assert 'src="../du-lieu.js"' in page
    assert 'lang="vi"' in page.partition('class="ai-paper"')[2][:20]
