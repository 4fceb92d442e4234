"""The form as files of a site: there when its scripts are, apart from everything else, and not otherwise."""

from __future__ import annotations

import dataclasses
import datetime
import html
import json
import re
import shutil
from pathlib import Path

import pytest

from access_info.exports.web_form import forge_of
from access_info.pipeline import FormOptions, Layout, Options, build_plain_site

SITE = Path(__file__).parents[2] / "sites" / "co-san"
URL = "https://github.com/tinh-mau/tctt"
ENDED = 'cham_dut:\n  ngay: "2025-07-01"\n  can_cu: "Luật"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site with the form, one without, and one as in a preview."""
    folder = tmp_path_factory.mktemp("form")
    agencies = folder / "agencies"
    shutil.copytree(SITE / "agencies", agencies)
    profile = agencies / "so-mau" / "co-quan.yml"
    text = profile.read_text("utf-8")
    profile.write_text(re.sub(r"(?m)^ten: .*$", 'ten: "Sở <script>"', text), "utf-8")
    ended = agencies / "xa-mau" / "co-quan.yml"
    ended.write_text(ended.read_text("utf-8") + ENDED, "utf-8")
    bundle = folder / "bundle"
    bundle.mkdir()
    (bundle / "bieu-mau.js").write_text("0", "utf-8")
    forge = forge_of(
        repo_url=URL, edit_base=f"{URL}/edit/main/agencies/", folder="agencies", options={}
    )
    plain = Options(
        agencies=agencies,
        as_of=datetime.date(2026, 11, 25),
        site_url="https://mau.example/",
        layout=Layout.MANY,
        jobs=1,
    )
    form = FormOptions(bundle=bundle, forge=forge)
    for name, options in {
        "with": dataclasses.replace(plain, form=form),
        "without": plain,
        "preview": dataclasses.replace(plain, form=form, preview=True),
    }.items():
        prepared = build_plain_site(options, out=folder / name)
        assert not prepared.stops, prepared.problems
    return folder


def _json(path: Path):
    return json.loads(path.read_text("utf-8"))


def test_the_page_asks_nobody_but_the_forge(built):
    page = (built / "with/quan-tri/index.html").read_text("utf-8")
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1])
    assert re.findall(r"https?://\S+?(?=[;\s])", policy) == ["https://api.github.com"]
    assert "unsafe-eval" not in policy
    assert "; script-src 'self'; " in policy
    assert '<meta name="robots" content="noindex">' in page
    assert "<noscript>" in page
    assert "<script>" not in page
    assert 'href="?co-quan=so-mau"' in page


def test_an_agencys_file_is_about_that_agency(built):
    form = _json(built / "with/quan-tri/co-quan/so-mau.json")
    assert form["files"][0]["file"] == "agencies/so-mau/co-quan.yml"
    assert "texts" not in form
    assert form["attachments"] == "../co-quan/so-mau/tep/"
    assert form["ids"] == sorted(form["ids"])
    assert form["ids"]
    assert _json(built / "with/quan-tri/cau-hinh.json")["trial"] is False


def test_a_preview_brings_the_files_and_asks_nobody(built):
    assert _json(built / "preview/quan-tri/cau-hinh.json")["trial"] is True
    form = _json(built / "preview/quan-tri/co-quan/so-mau.json")
    source = built / "agencies/so-mau/co-quan.yml"
    assert form["texts"]["agencies/so-mau/co-quan.yml"] == source.read_text("utf-8")
    assert "https://api.github.com" not in (built / "preview/quan-tri/index.html").read_text(
        "utf-8"
    )


def test_without_its_scripts_there_is_no_form_and_no_link_to_a_form(built):
    assert not (built / "without/quan-tri").exists()
    pages = list((built / "without").rglob("*.html"))
    assert pages
    assert not [page for page in pages if "quan-tri" in page.read_text("utf-8")]


def test_the_site_does_not_list_the_form_and_its_agencies_lead_there(built):
    assert "quan-tri" not in (built / "with/sitemap.xml").read_text("utf-8")
    page = (built / "with/co-quan/so-mau/cong-khai/index.html").read_text("utf-8")
    assert 'href="../../../quan-tri/?co-quan=so-mau"' in page
    assert "quan-tri" in (built / "with/sw.js").read_text("utf-8")


def test_an_agency_that_has_ended_has_no_form(built):
    assert 'href="?co-quan=xa-mau"' not in (built / "with/quan-tri/index.html").read_text("utf-8")
    assert not (built / "with/quan-tri/co-quan/xa-mau.json").exists()
    pages = list((built / "with/co-quan/xa-mau").rglob("*.html"))
    assert pages
    assert not [page for page in pages if "co-quan=xa-mau" in page.read_text("utf-8")]
