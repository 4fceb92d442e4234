"""The benchmark compares like with like: same data, same pages, same words, figures as promised."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import defusedxml.ElementTree
import pytest
import yaml

from access_info.legal.vocabularies import BASIS_STATUSES, PERIOD_UNITS
from access_info.model import vocabularies
from benchmark import measure, report, sites, waits
from benchmark.province import agencies
from benchmark.text import pages, visible_text

COUNT = 12
FIGURES = {"wall_s", "cpu_s", "peak_mib", "bytes"}
ATOM = "{http://www.w3.org/2005/Atom}"


def built(site: sites.Site) -> Path:
    """A site's folder, its commands done."""
    variables = sites.variables({**os.environ, "NO_MKDOCS_2_WARNING": "1"}, site)
    for command in site.commands:
        subprocess.run(command, cwd=site.cwd, env=variables, check=True)
    return site.site


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small province, built by our plugin and by Hugo."""
    work = tmp_path_factory.mktemp("tinh-nho")
    sites.write_province(work, COUNT)
    ours = sites.ours(work, Path(sys.executable))
    return built(ours), built(sites.hugo(work, sites.hugo_binary(Path(sys.prefix))))


@pytest.fixture(scope="session")
def peer(both: tuple[Path, Path]) -> Path:
    """The same province with all that Hugo can make too, and Pagefind's search."""
    environment = Path(sys.prefix)
    search = sites.pagefind_binary(environment)
    return built(sites.hugo(both[0].parent, sites.hugo_binary(environment), pagefind=search))


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


def test_both_publish_the_same_attachments(both: tuple[Path, Path]) -> None:
    for number in range(1, COUNT + 1):
        for name, content in agencies.other_files(number).items():
            if not name.startswith("tep/"):
                continue
            for site in both:
                path = site / "co-quan" / agencies.agency_ids(COUNT)[number - 1] / name
                assert path.read_bytes() == content
                assert path not in measure.site_files(site)


def test_the_peer_has_the_same_pages_and_shows_them_in_frames(
    both: tuple[Path, Path], peer: Path
) -> None:
    _, hugo = both
    framed = pages(peer) - pages(hugo)
    assert pages(hugo) <= pages(peer)
    assert len(framed) == COUNT * 8
    for name in framed:
        page = peer / name.removeprefix("nhung/")
        assert visible_text(peer / name, "main") == visible_text(page, "main")


@pytest.mark.parametrize("kind", ["cong-khai", "co-dieu-kien"])
def test_the_peer_has_every_row_in_its_files(peer: Path, kind: str) -> None:
    for number, agency in enumerate(agencies.agency_ids(COUNT), 1):
        rows = agencies.agency(number)[f"{kind}.yml"]["muc"]
        folder = peer / "co-quan" / agency / kind
        with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
            listed = list(csv.DictReader(file))
        items = json.loads((folder / "index.json").read_text(encoding="utf-8"))["items"]
        assert len(rows) == len(listed) == len(items)
        for row, fields, item in zip(rows, listed, items, strict=True):
            assert (
                {key: fields[key] for key in ("ma", "ten")}
                == {key: item[key] for key in ("ma", "ten")}
                == {key: row[key] for key in ("ma", "ten")}
            )
            assert fields["ghi_chu"] == row.get("ghi_chu", "") == item.get("ghi_chu", "")
            assert fields["dia_chi"].split("; ") == row.get("dia_chi", [""])
            assert len(item["subject"]) == len(row.get("diem", ()))


def test_the_peer_has_news_and_a_search(both: tuple[Path, Path], peer: Path) -> None:
    feed = defusedxml.ElementTree.parse(
        peer / "co-quan" / agencies.agency_ids(COUNT)[2] / "tin-moi.xml"
    ).getroot()
    days = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert len(days) == 50
    assert days == sorted(days, reverse=True)
    entry = json.loads((peer / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    # The peer's front page says nothing that could be searched.
    searched = {name for name in pages(both[1]) if name not in {"404.html", "index.html"}}
    assert entry["languages"]["vi"]["page_count"] == len(searched)


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


def test_what_was_read_out_of_attachments_outlives_a_clearing(tmp_path: Path) -> None:
    site = sites.ours(tmp_path, Path(sys.executable))
    scan, earlier = (tmp_path / ".cache" / place for place in sites.SCANS)
    memory = tmp_path / ".cache" / "access-info" / "results.db"
    page = site.site / "index.html"
    for path in (scan, earlier / "a.json", memory, page):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name, encoding="utf-8")
    site.clear()
    assert scan.read_text(encoding="utf-8") == "scans.db"
    assert (earlier / "a.json").read_text(encoding="utf-8") == "a.json"
    assert not memory.exists()
    assert not page.exists()
    site.clear()
    assert scan.exists()


def test_the_report_has_the_promised_shape() -> None:
    script = Path(sites.ROOT, "scripts", "bench.py")
    done = subprocess.run(
        [
            sys.executable,
            str(script),
            "--agencies",
            "2",
            "--rounds",
            "1",
            "--rows",
            "600",
            "--json",
        ],
        stdout=subprocess.PIPE,
        check=True,
    )
    figures = json.loads(done.stdout)
    builds = ["ours", "hugo", "mkdocs", "unchanged", "one_changed", "complete"]
    assert list(figures)[:10] == ["agencies", "pages", *builds, "index", "assessment"]
    builds += ["peer", "complete_unchanged", "complete_one_changed", "complete_restored"]
    builds += ["complete_fresh", "complete_cold_scan", "zensical"]
    builds += ["hugo_default", "hugo_gogc_off", "peer_default", "peer_gogc_off"]
    for name in ("hugo", "peer"):
        ways = [figures[f"{name}_default"], figures[f"{name}_gogc_off"]]
        assert figures[name] == min(ways, key=lambda cost: cost["cpu_s"])
        assert "GOGC=off" in figures["options"][f"{name}_gogc_off"]
    assert {"hugo", "mkdocs-material", "zensical"} < set(figures["versions"])
    assert set(figures["startup"]) == {"version_cpu_s", "check_cpu_s"}
    assert set(figures["waits"]) == set(waits.NAMES)
    assert figures["edit"]["cpu_s"] > 0
    assert 1 < figures["edit"]["files_changed"] <= figures["edit"]["most_files_changed"]
    assert 1_000 < figures["edit"]["bytes_changed"] <= figures["edit"]["most_bytes_changed"]
    assert figures["large_list"]["rows"] == 600
    assert figures["large_list"]["largest_page_bytes"] > 10_000
    assert figures["large_list"]["peak_mib"] > 20
    assert figures["attachments"] is None
    # A province's office and a commune: 18 duties each, and seven rules of Law 10/2022/QH15.
    assert figures["assessment"]["findings"] == 2 * 18 + 7
    assert figures["assessment"]["cpu_s"] > 0
    assert figures["index"]["records"] > 300
    assert figures["index"]["cpu_s"] > 0
    assert set(figures["gate"]) == set(figures["distinctness"]) == {"bench", "demo", "vinh_bao"}
    assert all(seconds > 0 for seconds in figures["gate"].values())
    assert 1_000 < figures["largest_search_file"]["bytes"] < figures["index"]["bytes"]
    assert figures["complete"]["bytes"] > figures["peer"]["bytes"] > figures["hugo"]["bytes"]
    assert figures["files"]["complete"] > figures["files"]["ours"] > figures["pages"]
    assert figures["agencies"] == 2
    assert figures["pages"] > 16
    assert figures["before"] is None
    if sys.platform == "linux":
        assert 20 < figures["parent_mib"] <= figures["total_mib"] < 1000
    for name in builds:
        assert set(figures[name]) == FIGURES
        assert all(figure > 0 for figure in figures[name].values())
    # The largest single process: a Python with MkDocs and pydantic in it, or Hugo.
    assert all(20 < figures[name]["peak_mib"] < 500 for name in builds)
    changed = figures | {"complete": figures["complete"] | {"cpu_s": figures["peer"]["cpu_s"]}}
    lines = report.table(changed, figures | {"source": "bản ghi"}).splitlines()
    assert "trước: bản ghi" in lines
    (line,) = (line for line in lines if line.startswith("đủ mọi phần: giây CPU / Hugo +"))
    before = figures["complete"]["cpu_s"] / figures["peer"]["cpu_s"]
    assert line.split()[-3:] == ["1.00", f"{before:.2f}", f"{1 / round(before, 9):.2f}"]
