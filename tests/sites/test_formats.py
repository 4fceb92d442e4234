"""A format of downloads that did not exist: a row of the table, nothing else."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from site_builds import AS_OF

from access_info.exports.formats import FORMATS, ListFormat
from access_info.pipeline import Options, build_plain_site

AGENCIES = Path(__file__).parents[2] / "agencies"
FORM, MEDIA_TYPE = "txt", "text/x-thu"


def _agency_file(given):
    return "\n".join(row["identifier"] for row in given.rows).encode()


def _province_file(target, whole):
    target.write_bytes(b"\n".join(whole.contents(FORM)))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dang-tep")
    agencies = folder / "agencies"
    agencies.mkdir()
    for name in ("_dia-ban.yml", "_dia-ban", "so-tu-phap"):
        source = AGENCIES / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, agencies / name)
    row = ListFormat(
        media_type=MEDIA_TYPE, label=FORM.upper(), agency=_agency_file, province=_province_file
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMATS, FORM, row)
        build_plain_site(
            Options(
                agencies=agencies,
                as_of=datetime.date.fromisoformat(AS_OF),
                site_url="https://thu.example/",
            ),
            out=folder / "site",
        )
    return folder / "site"


@pytest.mark.parametrize("name", ["cong-khai", "co-dieu-kien"])
def test_its_files_lie_next_to_the_others(site, name):
    folder = site / "co-quan/so-tu-phap/tai-ve"
    listed = json.loads((folder / f"{name}.json").read_text("utf-8"))["items"]
    assert listed
    assert (folder / f"{name}.{FORM}").read_text("utf-8").split("\n") == [
        row.get("identifier", row["@id"].partition("#")[2]) for row in listed
    ]
    assert (site / f"tai-ve/{name}.{FORM}").read_bytes() == (folder / f"{name}.{FORM}").read_bytes()


def test_pages_lead_to_the_added_form_and_say_its_media_type(site):
    page = (site / "co-quan/so-tu-phap/cong-khai/index.html").read_text("utf-8")
    assert re.search(rf'href="[^"]*/tai-ve/cong-khai\.{FORM}"[^>]*>{FORM.upper()}<', page)
    assert f'"encodingFormat":"{MEDIA_TYPE}"' in page.replace(": ", ":")
    open_data = (site / "du-lieu-mo/index.html").read_text("utf-8")
    assert f"tai-ve/cong-khai.{FORM}" in open_data
    assert MEDIA_TYPE in open_data
