"""Addresses: files, relative links, the single agency at the root."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.pages.rendering.paths import Urls, ascii_letter

SEGMENT = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
PATHS = st.lists(SEGMENT, max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("urls", "path", "file", "address"),
    [
        (Urls(), "co-quan/so-mau", "co-quan/so-mau/index.html", "co-quan/so-mau/"),
        (Urls(), "", "index.html", ""),
        (
            Urls(),
            "co-quan/so-mau/cong-khai",
            "co-quan/so-mau/cong-khai/index.html",
            "co-quan/so-mau/cong-khai/",
        ),
        (
            Urls(directory_urls=False),
            "co-quan/so-mau",
            "co-quan/so-mau/index.html",
            "co-quan/so-mau/index.html",
        ),
        (
            Urls(directory_urls=False),
            "co-quan/so-mau/cong-khai",
            "co-quan/so-mau/cong-khai.html",
            "co-quan/so-mau/cong-khai.html",
        ),
        (Urls(directory_urls=False), "phap-luat", "phap-luat/index.html", "phap-luat/index.html"),
        (Urls(prefix="a/b", directory_urls=False), "a/b", "a/b/index.html", "a/b/index.html"),
    ],
)
def test_files_and_addresses(urls, path, file, address):
    assert urls.file(path) == file
    assert urls.address(path) == address


def test_agency_paths():
    assert Urls().agency("so-mau", "cong-khai") == "co-quan/so-mau/cong-khai"
    assert Urls(prefix="tctt").agency("so-mau") == "tctt/co-quan/so-mau"
    single = Urls(single="so-mau")
    assert single.agency("so-mau") == ""
    assert single.agency("so-mau", "cong-khai") == "cong-khai"
    assert single.attachment("so-mau", "tep/a.pdf") == "tep/a.pdf"
    assert Urls().attachment("so-mau", "tep/a b.pdf") == "co-quan/so-mau/tep/a b.pdf"


@given(source=PATHS, target=PATHS, directory=st.booleans())
def test_relative_links_lead_to_the_file(source, target, directory):
    urls = Urls(directory_urls=directory)
    link = urls.relative(source, target)
    reached = posixpath.normpath(posixpath.join("/", posixpath.dirname(urls.file(source)), link))
    if link.endswith("/") or link in {"", "."}:
        reached = posixpath.join(reached, "index.html")
    assert reached.lstrip("/") == urls.file(target)


def test_absolute_addresses_need_a_site():
    assert Urls().absolute("co-quan") == ""
    urls = Urls(site_url="https://mau.example/x/", directory_urls=False)
    assert urls.absolute("co-quan/so-mau") == "https://mau.example/x/co-quan/so-mau/"


def test_letter_after_d_is_written_in_ascii():
    assert [ascii_letter(letter) for letter in "abcdđe"] == ["a", "b", "c", "d", "dd", "e"]
