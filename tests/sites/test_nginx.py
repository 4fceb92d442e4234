"""The guide's nginx block, in a real nginx: what a browser on another site may read, and what it may not."""

from __future__ import annotations

import gzip
import json
from email.message import Message

import pytest
from real_nginx import HOST, nginx

AGENCY = "/co-quan/so-tu-phap"
ELSEWHERE = "https://quoc-gia.example"
# Files that a site may have, with little in them: what counts is how they are sent.
MORE = {
    "danh-muc.ttl": "<> a <http://www.w3.org/ns/dcat#Catalog> .\n",
    "danh-muc.jsonld": "{}\n",
    "manifest.json": "{}\n",
    "SHA256SUMS": "0  a\n",
    "SHA256SUMS.sig": "-----BEGIN SSH SIGNATURE-----\n",
    "manifest.json.sig": "-----BEGIN SSH SIGNATURE-----\n",
    "tin-2025-11.xml": "<feed xmlns='http://www.w3.org/2005/Atom'/>\n",
    "du-lieu/01/cong-khai.csv.gz": "\x1f",
    "du-lieu/01/cong-khai.ndjson.gz": "\x1f",
}
DATA = {
    "/tai-ve/cong-khai.json": "application/json",
    "/tai-ve/cong-khai.csv": "text/csv; charset=utf-8",
    "/tai-ve/cong-khai.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    f"{AGENCY}/tai-ve/cong-khai.json": "application/json",
    "/tin.xml": "application/atom+xml; charset=utf-8",
    f"{AGENCY}/tin.xml": "application/atom+xml; charset=utf-8",
    "/tin-2025-11.xml": "application/atom+xml; charset=utf-8",
    f"{AGENCY}/lich-han.ics": "text/calendar; charset=utf-8",
    "/manifest.json.sig": "application/octet-stream",
    "/danh-muc.ttl": "text/turtle; charset=utf-8",
    "/danh-muc.jsonld": "application/ld+json",
    "/manifest.json": "application/json",
    "/SHA256SUMS": "text/plain; charset=utf-8",
    "/SHA256SUMS.sig": "application/octet-stream",
    # Of the national view.
    "/du-lieu/01/cong-khai.csv.gz": "application/gzip",
    "/du-lieu/01/cong-khai.ndjson.gz": "application/gzip",
}
PAGES = ("/", "/co-quan/", f"{AGENCY}/", "/du-lieu-mo/", f"{AGENCY}/nhung/cong-khai/")


@pytest.fixture(scope="module")
def server(demo, tmp_path_factory):
    """The demo, served by nginx on this machine."""
    folder = tmp_path_factory.mktemp("nginx")
    site = folder / "trang"
    site.mkdir()
    for path in (demo / "site").iterdir():
        (site / path.name).symlink_to(path)
    for name, text in MORE.items():
        if not (site / name).exists():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
    with nginx(site, folder) as running:
        yield running


def _sent(answer) -> Message:
    assert answer.status == 200
    return answer.headers


@pytest.mark.parametrize("path", DATA)
def test_data_are_sent_as_what_they_are_to_every_origin(server, path):
    headers = _sent(server.ask(path, Origin=ELSEWHERE))
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Content-Type"] == DATA[path]
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_are_utf_8_and_shared_with_no_other_origin(server):
    for path in (*PAGES, "/robots.txt", "/assets/access-info/page.js"):
        headers = _sent(server.ask(path, Origin=ELSEWHERE))
        assert headers["Content-Type"].endswith("; charset=utf-8"), path
        assert headers["Access-Control-Allow-Origin"] is None, path
        assert headers["Cache-Control"] == "no-cache", path


def test_only_pages_for_frames_may_be_framed(server):
    for path in PAGES:
        allowed = "*" if "/nhung/" in path else "'none'"
        policies = server.ask(path).headers.get_all("Content-Security-Policy")
        assert policies == [f"frame-ancestors {allowed}"], path


def test_attachments_are_downloaded_run_nowhere_and_shared_with_no_other_origin(server, demo):
    below = demo / "site"
    files = [path for path in below.glob("co-quan/*/tep/*") if path.suffix in {".csv", ".pdf"}]
    assert {path.suffix for path in files} == {".csv", ".pdf"}
    for path in files:
        headers = _sent(server.ask(f"/{path.relative_to(below)}", Origin=ELSEWHERE))
        assert headers["Access-Control-Allow-Origin"] is None, path
        assert headers["Content-Disposition"] == "attachment", path
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox", path


def test_an_attachment_is_never_framed_whatever_its_folder_is_called(server, demo):
    answer = server.ask(f"{AGENCY}/tep/nhung/khong-co.html", Origin=ELSEWHERE)
    assert answer.status == 404
    assert answer.headers["Content-Security-Policy"] != "frame-ancestors *"


def test_drafts_are_no_data_for_others(server, demo):
    drafts = [*(demo / "site/giam-sat/van-ban").glob("ket-qua*.csv")]
    assert drafts
    for path in drafts:
        headers = _sent(server.ask(f"/giam-sat/van-ban/{path.name}", Origin=ELSEWHERE))
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_font_is_cached_for_a_month_and_shared(server):
    headers = _sent(server.ask("/assets/access-info/noto-sans-khmer.woff2", Origin="null"))
    assert headers["Cache-Control"] == "public, max-age=2592000"
    assert headers["Access-Control-Allow-Origin"] == "*"


def test_every_answer_guards_the_reader_and_hides_the_servers_version(server):
    for path in (*PAGES, *DATA, "/khong-co/", f"{AGENCY}/tep/khong-co.pdf"):
        headers = server.ask(path).headers
        assert headers["Server"] == "nginx", path
        assert headers["Strict-Transport-Security"] == "max-age=31536000", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()", path
    assert "Content-Disposition" not in server.ask("/").headers


def test_an_unknown_address_shows_our_page(server):
    answer = server.ask("/khong-co/")
    assert answer.status == 404
    assert "khong-tim-thay" in answer.content.decode()


def test_whoever_has_a_file_already_gets_no_second_copy(server):
    first = server.ask("/tai-ve/cong-khai.json")
    again = server.ask("/tai-ve/cong-khai.json", If_None_Match=first.headers["ETag"])
    assert (again.status, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/tai-ve/cong-khai.json", "/tai-ve/cong-khai.csv", "/tin.xml"])
def test_data_are_sent_compressed(server, path):
    whole = server.ask(path)
    packed = server.ask(path, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in whole.headers["Vary"]
    assert gzip.decompress(packed.content) == whole.content


def test_an_address_without_encryption_leads_to_the_other(server):
    answer = server.ask("/tai-ve/cong-khai.json?a=1", secure=False)
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/tai-ve/cong-khai.json?a=1"
    assert answer.headers["Server"] == "nginx"


def test_what_is_sent_is_the_file(server, demo):
    answer = server.ask("/tai-ve/cong-khai.json")
    assert answer.content == (demo / "site/tai-ve/cong-khai.json").read_bytes()
    assert json.loads(answer.content)["items"]
