"""How large a site is said to be, and when."""

from __future__ import annotations

import datetime
import logging
from pathlib import Path

import pytest

from access_info.pipeline import Options
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.publish.site_files import LARGE_SITE, bytes_below, size_notice
from access_info.plugin.events import report_site, was_warned

DAY = datetime.date(2026, 11, 24)
GUIDE = Path(__file__).parents[3] / "content/huong-dan/len-mang.md"


@pytest.mark.parametrize("size", [0, 1, 137_800_000, LARGE_SITE - 1])
def test_nothing_is_said_of_a_site_that_every_host_takes(size):
    assert size_notice(size) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [(LARGE_SITE, "900,0 MB"), (999_999_999, "1000,0 MB"), (4_200_000_000, "4200,0 MB")],
)
def test_a_large_site_is_told_with_where_to_read_on(size, words):
    notice = size_notice(size)
    assert notice.startswith(f"Cả trang nặng {words}.")
    heading = notice.partition("mục “")[2].partition("”")[0]
    assert f"\n## {heading} " in GUIDE.read_text("utf-8")


def test_mkdocs_says_so_without_counting_a_warning(caplog):
    half = LARGE_SITE // 2
    options = Options(agencies=Path("agencies"), as_of=DAY, site_url="https://mau.example/")
    published = {name: Published("", {"tep": (half, 0, 0)}) for name in ("xa-1", "xa-2")}
    with caplog.at_level(logging.INFO, "mkdocs"):
        report_site(options, {"xa-1": published["xa-1"]})
        assert caplog.records == []
        report_site(options, published)
    assert [record.levelno for record in caplog.records] == [logging.INFO]
    assert not was_warned()


def test_every_file_of_a_folder_counts(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    for name, size in {"x": 5, "a/y": 7, "a/b/z": 11}.items():
        (tmp_path / name).write_bytes(bytes(size))
    (tmp_path / "a/link").symlink_to(tmp_path / "x")
    assert bytes_below(tmp_path) == 23 + len(str(tmp_path / "x"))
