"""Dated files: what of a published site's a folder lacks comes, and a month has one summary."""

from __future__ import annotations

import datetime

import pytest
import tiny_province
from web_server import Server, serving

from access_info.assessment.link_results import LinkResult, link_result, link_result_bytes
from access_info.cli import main, published

LISTED = ["2026-11-01.json", "../xa.json", "2026-11-08.json", "hỏng.json", "2026-11-15.json"]


@pytest.fixture
def site(tmp_path):
    """A site below an address that has results of links; one is damaged."""
    folder = tmp_path / "trang/tinh/giam-sat/lien-ket"
    folder.mkdir(parents=True)
    for day in (1, 8, 15, 22):
        content = link_result_bytes(link_result(datetime.date(2026, 11, day), {}, {}, before=None))
        (folder / f"2026-11-{day:02}.json").write_bytes(content)
    (folder.parent / "xa.json").write_bytes(content)
    (folder / "2026-11-22.json").write_text("{}", "utf-8")
    listed = "".join(f"{name}\n" for name in (*LISTED, "2026-11-22.json"))
    (folder / "danh-sach.txt").write_text(listed, "utf-8")
    with serving(Server(folder=tmp_path / "trang")) as server:
        yield server


def fetched(site, folder, ending=""):
    words = published.fetch_dated(
        f"{site.address}/tinh{ending}", "giam-sat/lien-ket", folder, record=LinkResult, what="tệp"
    )
    return words, sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("ending", ["", "/"])
def test_only_what_is_lacking_and_whole_is_fetched(site, tmp_path, ending):
    folder = tmp_path / "lien-ket"
    folder.mkdir()
    (folder / "2026-11-08.json").write_text("của mình", "utf-8")
    words, names = fetched(site, folder, ending)
    assert words == f"Đã lấy về 2 tệp từ {site.address}/tinh{ending}."
    assert names == ["2026-11-01.json", "2026-11-08.json", "2026-11-15.json"]
    assert (folder / "2026-11-08.json").read_text("utf-8") == "của mình"
    assert not [path for path in site.paths() if "xa.json" in path or "11-08" in path]


def test_of_very_many_the_newest_are_fetched(site, tmp_path, monkeypatch):
    monkeypatch.setattr(published, "_MAX_FILES", 3)
    (tmp_path / "lien-ket").mkdir()
    assert fetched(site, tmp_path / "lien-ket")[1] == ["2026-11-08.json", "2026-11-15.json"]


def test_a_month_has_a_single_summary_and_each_year_has_that_month(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tiny_province.lay_out(tmp_path))
    out = tmp_path / "tom-tat"
    out.mkdir()
    for name in ("2025-11-01.json", "2026-10-30.json", "2026-12-01.json"):
        (out / name).touch()
    for day, words in {
        "2026-11-24": f"Đã ghi tom-tat/2026-11-24.json: {tiny_province.AGENCIES} cơ quan.\n",
        "2026-11-30": "Tháng 11/2026 đã có bản tóm tắt.\n",
    }.items():
        typed = ["snapshot", "--monthly", "--out", "tom-tat", "--as-of", day]
        assert main(typed) == 0
        assert capsys.readouterr().out == words
    assert len(list(out.iterdir())) == 4
