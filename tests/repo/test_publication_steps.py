"""Every step of the workflows that publish the site, run here, one after the other."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from forge import PROPOSAL, on_gitlab
from web_server import Server, serving

pytestmark = pytest.mark.exhaustive

MATRIX = {"matrix_os": "ubuntu-latest", "matrix_python": "3.13", "matrix_builder": "mkdocs"}


@pytest.fixture
def published(tmp_path):
    """A server of the published site, which holds nothing yet."""
    (tmp_path / "www").mkdir()
    with serving(Server(folder=tmp_path / "www")) as server:
        yield server


def test_the_site_is_published(forge, province, published):
    province.propose({})
    forge.publish(province)
    values = {"vars_SITE_URL": f"{published.address}/"}
    # A day without a check of links, then the day of one.
    assert forge.run("pages.yml", "build", ref="main", **values) == 0, forge.printed
    assert [path.name for path in (forge.work / "tom-tat").iterdir()] == ["2026-11-24.json"]
    assert not (forge.work / "lien-ket").exists()
    assert (forge.work / "site").is_dir()
    assert forge.run("links.yml", "check", ref="main", **values) == 0, forge.printed
    checked = {**values, "needs_links_result_success_": "yes"}
    assert forge.run("pages.yml", "build", ref="main", **checked) == 0, forge.printed
    assert [path.name for path in (forge.work / "lien-ket").iterdir()] == ["2026-11-24.json"]
    # What a build remembers reaches the next one, from main alone; a proposal's reaches nobody.
    assert (forge.cache / "builds").read_text() == "xx"
    assert forge.run("pages.yml", "build", ref="de-nghi", **values) == 0, forge.printed
    assert forge.run("code.yml", "build", ref=PROPOSAL, **MATRIX) == 0, forge.printed
    assert (forge.work / ".cache/access-info/builds").read_text() == "xxx"
    assert (forge.cache / "builds").read_text() == "xx"


def _publish_state(server) -> None:
    """A site that was published before, without an agency."""
    files = {f"tai-ve/{name}.json": b'{"a":[\n]}\n' for name in ("dong", "thay-doi")}
    digests = {path: {"sha256": sha256(content).hexdigest()} for path, content in files.items()}
    members = {"files": digests, "rows": "tai-ve/dong.json", "changes": "tai-ve/thay-doi.json"}
    for path, content in {**files, "manifest.json": json.dumps(members).encode()}.items():
        (server.folder / path).parent.mkdir(exist_ok=True)
        (server.folder / path).write_bytes(content)


def test_a_publication_goes_on_from_the_last_and_stops_where_that_cannot_be_fetched(
    forge, province, published
):
    province.propose({})
    forge.publish(province)
    values = {"vars_SITE_URL": f"{published.address}/"}
    assert forge.run("pages.yml", "build", ref="main", **values) == 0, forge.printed
    assert not (forge.work / "truoc").exists()
    _publish_state(published)
    assert forge.run("pages.yml", "build", ref="main", **values) == 0, forge.printed
    assert (forge.work / "truoc/tai-ve/dong.json").is_file()
    (published.folder / "tai-ve/dong.json").write_bytes(b"{}")
    assert forge.run("pages.yml", "build", ref="main", **values) == 1
    assert not (forge.work / "site").exists()
    nowhere = {"vars_SITE_URL": "http://127.0.0.1:9/"}
    assert forge.run("pages.yml", "build", ref="main", **nowhere) == 1
    assert not (forge.work / "site").exists()


@pytest.mark.parametrize(("address", "code"), [("http://127.0.0.1:9/", 1), ("", 0)])
def test_the_same_holdson_gitlab(forge, province, published, address, code):
    province.propose({})
    forge.publish(province)
    done = on_gitlab(forge, "pages", CI_PAGES_URL=address or published.address)
    assert done.returncode == code, done.stderr
    assert (forge.work / "kho/public").is_dir() == (code == 0)


def test_a_site_without_an_address_is_published_all_the_same(forge, province):
    province.propose({})
    forge.publish(province)
    assert forge.run("pages.yml", "build", ref="main", vars_SITE_URL="") == 0, forge.printed
    assert [path.name for path in (forge.work / "tom-tat").iterdir()] == ["2026-11-24.json"]
    assert (forge.work / "site").is_dir()
