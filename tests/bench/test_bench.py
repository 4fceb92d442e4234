"""The benchmark compares like with like: same data, same pages, same words, figures as promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from access_info.legal.vocabularies import BASIS_STATUSES, PERIOD_UNITS
from access_info.model import vocabularies
from access_info.pipeline import Options, prepare
from benchmark import agencies, sites
from benchmark.text import pages, visible_text

COUNT = 12
FIGURES = {"wall_s", "cpu_s", "peak_mib", "bytes"}


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small province, built by our plugin and by Hugo."""
    work = tmp_path_factory.mktemp("tinh-nho")
    sites.write_province(work, COUNT)
    ours = sites.ours(work, Path(sys.executable))
    hugo = sites.hugo(work, sites.hugo_binary(Path(sys.prefix)))
    variables = sites.variables({**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    for site in (ours, hugo):
        subprocess.run(site.command, cwd=site.cwd, env=variables, check=True)
    return ours.site, hugo.site


def data_pages(names: set[str]) -> list[str]:
    """Pages made from data; hand-written ones are not compared."""
    return sorted(name for name in names if name.startswith(("co-quan/", "phap-luat/")))


def test_both_have_the_same_pages(both: tuple[Path, Path]) -> None:
    ours, hugo = both
    assert pages(ours) == pages(hugo)
    assert len(pages(ours)) > COUNT * 8 + 40


def test_every_page_shows_the_same_words(both: tuple[Path, Path]) -> None:
    ours, hugo = both
    names = data_pages(pages(ours))
    assert len(names) > 100
    for name in names:
        expected = visible_text(ours / name, "div", "ai-fragment")
        assert visible_text(hugo / name, "main") == expected, name


@pytest.mark.parametrize("page", ["cong-khai", "co-dieu-kien", "thong-ke", "dinh-chinh"])
def test_a_list_shows_every_row(both: tuple[Path, Path], page: str) -> None:
    ours, hugo = both
    agency = agencies.agency_ids(COUNT)[4]
    name = f"co-quan/{agency}/{page}/index.html"
    expected = visible_text(ours / name, "div", "ai-fragment")
    assert visible_text(hugo / name, "main") == expected
    data = agencies.agency(5)
    for row in data.get(f"{page}.yml", {"muc": []})["muc"]:
        text = row.get("ten") or row["noi_dung_dung"]
        assert " ".join(text.split()) in expected


def test_the_navigation_of_an_agency_is_the_same(both: tuple[Path, Path]) -> None:
    ours, hugo = both
    for agency in agencies.agency_ids(COUNT):
        name = f"co-quan/{agency}/quy-che/index.html"
        expected = visible_text(ours / name, "nav", "ai-nav")
        assert visible_text(hugo / name, "nav", "agency-nav") == expected


def test_the_data_is_the_same_every_time_and_without_a_fault(tmp_path: Path) -> None:
    folders = [tmp_path / "mot", tmp_path / "hai"]
    written = [agencies.write_agencies(folder, 21) for folder in folders]
    assert written[0] == written[1]
    for path in folders[0].rglob("*.yml"):
        assert path.read_bytes() == (folders[1] / path.relative_to(folders[0])).read_bytes()
    prepared = prepare(Options(agencies=folders[0], as_of=agencies.AS_OF), fragment_store=None)
    assert not prepared.problems
    assert len(prepared.builds) == 21
    items = agencies.agency(7)["cong-khai.yml"]["muc"]
    conditional = agencies.agency(7)["co-dieu-kien.yml"]["muc"]
    assert (len(items), len(conditional)) == (100, 50)
    assert len(agencies.agency(7)["co-quan.yml"]["quy_che"]["dieu"]) == 12
    assert sum(name.startswith("thong-ke/") for name in agencies.agency(7)) == 8
    assert 55_000 < written[0] / 21 < 75_000


def test_an_edit_changes_a_single_agency(tmp_path: Path) -> None:
    agencies.write_agencies(tmp_path, 5)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yml")}
    agencies.change_agency(tmp_path, 5, step=1)
    once = {path: path.read_bytes() for path in before}
    agencies.change_agency(tmp_path, 5, step=2)
    changed = [path for path in before if once[path] != before[path]]
    assert [path.name for path in changed] == ["cong-khai.yml"]
    assert changed[0].read_bytes() != once[changed[0]]
    assert not prepare(
        Options(agencies=tmp_path, as_of=agencies.AS_OF), fragment_store=None
    ).problems


def test_hugo_has_the_words_that_the_program_keeps_in_code() -> None:
    """Texts and laws are read from our own files; only these labels had to be written again."""
    path = sites.HUGO / "data" / "labels.yml"
    labels = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    types = {entry["id"]: entry["label"] for entry in labels["agency_types"]}
    assert list(types.items()) == list(vocabularies.AGENCY_TYPES.items())
    assert labels["unit_fields"] == vocabularies.UNIT_FIELDS
    assert labels["item_statuses"] == vocabularies.ITEM_STATUSES
    assert labels["frequencies"] == vocabularies.FREQUENCIES
    assert labels["channels"] == vocabularies.CHANNEL_TYPES
    assert labels["support_groups"] == vocabularies.SUPPORT_GROUPS
    assert labels["units"] == PERIOD_UNITS
    assert labels["basis_statuses"] == BASIS_STATUSES


def test_the_report_has_the_promised_shape() -> None:
    script = Path(sites.ROOT, "scripts", "bench.py")
    done = subprocess.run(
        [sys.executable, str(script), "--agencies", "2", "--rounds", "1", "--json"],
        stdout=subprocess.PIPE,
        check=True,
    )
    report = json.loads(done.stdout)
    builds = ["ours", "hugo", "mkdocs", "unchanged", "one_changed", "complete"]
    assert list(report) == ["agencies", "pages", *builds, "index", "assessment"]
    # A province's office and a commune: 18 duties each, and seven rules of Law 10/2022/QH15.
    assert report["assessment"]["findings"] == 2 * 18 + 7
    assert report["assessment"]["cpu_s"] > 0
    assert report["index"]["records"] > 300
    assert report["index"]["cpu_s"] > 0
    assert report["complete"]["bytes"] > report["ours"]["bytes"]
    assert report["agencies"] == 2
    assert report["pages"] > 16
    for name in builds:
        assert set(report[name]) == FIGURES
        assert all(figure > 0 for figure in report[name].values())
    # The largest single process: a Python with MkDocs and pydantic in it, or Hugo.
    assert all(20 < report[name]["peak_mib"] < 500 for name in builds)
