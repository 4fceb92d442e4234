"""What a build with MkDocs reads, as the script that skips needless builds is listing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from mkdocs.config import load_config

from access_info.pipeline import Options
from access_info.plugin.inputs import NOTE, note_inputs

SETTINGS = """\
site_name: Thử
docs_dir: noi-dung
theme: {name: mkdocs, custom_dir: giao-dien}
plugins: [search]
"""
READ = ("agencies", "luat", "tom-tat", "lien-ket")


def noted(folder: Path, text: str, environ: dict[str, str] | None = None, **more: object):
    """What is listing of a build with these settings; `None` if nothing is."""
    for name in ("noi-dung", "giao-dien", *READ):
        (folder / name).mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    names = ("agencies", "laws", "snapshots", "links")
    places = {option: folder / name for option, name in zip(names, READ, strict=True)}
    options = Options(**{"as_of": datetime.date(2026, 11, 24), **places, **more})
    listing = folder / "doc.json"
    given = {NOTE: str(listing)} if environ is None else environ
    note_inputs(load_config(str(folder / "mkdocs.yml")), options, given)
    return json.loads(listing.read_text("utf-8")) if listing.exists() else None


def test_every_place_that_is_read_is_listed(tmp_path):
    previous = tmp_path / "truoc.json"
    listing = noted(tmp_path, SETTINGS, previous=previous)
    names = ("mkdocs.yml", "noi-dung", *READ, "truoc.json", "giao-dien")
    assert listing["settings"] == [str(tmp_path / "mkdocs.yml")]
    assert set(listing["places"]) == {str(tmp_path / name) for name in names}


def test_only_what_is_set_is_listed(tmp_path):
    plain = SETTINGS.replace(", custom_dir: giao-dien", "")
    listing = noted(tmp_path, plain, laws=None, snapshots=None, links=None)
    names = ("mkdocs.yml", "noi-dung", "agencies")
    assert set(listing["places"]) == {str(tmp_path / name) for name in names}


@pytest.mark.parametrize("line", ["INHERIT: {}", "INHERIT : '{}'", 'INHERIT: "{}" # chung'])
def test_settings_that_others_are_taken_from_are_listed_too(tmp_path, line):
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung/dau.yml").write_text("INHERIT: goc.yml\n", "utf-8")
    (tmp_path / "chung/goc.yml").write_text("copyright: x\n", "utf-8")
    listing = noted(tmp_path, f"{line.format('chung/dau.yml')}\n{SETTINGS}")
    names = ("mkdocs.yml", "chung/dau.yml", "chung/goc.yml")
    assert listing["settings"] == [str(tmp_path / name) for name in names]
    assert set(listing["settings"]) <= set(listing["places"])


@pytest.mark.parametrize(
    ("line", "is_listed"),
    [
        ("markdown_extensions: [toc, markdown.extensions.tables, attr_list]", True),
        ("markdown_extensions: [pymdownx.superfences, pymdownx.details]", True),
        ("markdown_extensions: [pymdownx.superfences, pymdownx.snippets]", False),
        ("markdown_extensions: [pymdownx.b64]", False),
        ("hooks: [moc.py]", False),
    ],
)
def test_nothing_is_listed_where_further_files_may_be_read(tmp_path, line, is_listed):
    (tmp_path / "moc.py").write_text("", "utf-8")
    assert (noted(tmp_path, f"{SETTINGS}{line}\n") is not None) == is_listed


def test_a_signed_site_is_always_built(tmp_path):
    assert noted(tmp_path, SETTINGS, signing_key=tmp_path / "khoa") is None


def test_nothing_is_listed_without_a_request(tmp_path):
    assert noted(tmp_path, SETTINGS, {}) is None
