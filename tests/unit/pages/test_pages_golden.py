"""Pages of a small province with something in every field, whole: in what they say, in links, in attributes.

Read the difference before `--update`: whatever a template, a text or a view loses or adds shows here.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
from pathlib import Path

import pytest
from exported_lists import golden_text
from small_province import DAY, province, written_pages

from access_info.pages.province.site_pages import FormTexts, form_page, not_found_fragment
from access_info.pages.rendering.day_sheet import day_sheet
from access_info.pages.rendering.site import Page, summarise
from access_info.pages.request import receiver_scripts, request_data

GOLDEN = Path(__file__).parent / "golden"
# Of a kind of page one or two: whatever stands on the others stands there too.
GOLDEN_PATHS = (
    "",
    "co-quan",
    "co-quan/a-z",
    "co-quan/phuong-mau",
    "co-quan/phuong-mau/cach-yeu-cau",
    "co-quan/phuong-mau/cong-khai",
    "co-quan/phuong-mau/dau-moi",
    "co-quan/phuong-mau/tinh-hinh",
    "co-quan/so-mau",
    "co-quan/so-mau-cu/cong-khai",
    "co-quan/so-mau/cach-yeu-cau",
    "co-quan/so-mau/co-dieu-kien",
    "co-quan/so-mau/cong-khai",
    "co-quan/so-mau/dau-moi",
    "co-quan/so-mau/dinh-chinh",
    "co-quan/so-mau/en/cach-yeu-cau",
    "co-quan/so-mau/gan-vao-cong",
    "co-quan/so-mau/quy-che",
    "co-quan/so-mau/thong-ke",
    "co-quan/so-mau/tinh-hinh",
    "co-quan/so-mau/trang/cu",
    "co-quan/so-mau/trang/lich",
    "co-quan/xa-cu",
    "co-quan/xa-cu/cach-yeu-cau",
    "co-quan/xa-cu/cong-khai",
    "co-quan/xa-cu/dau-moi",
    "co-quan/xa-cu/tinh-hinh",
    "co-quan/xa-mau",
    "co-quan/xa-mau/cach-yeu-cau",
    "co-quan/xa-mau/cong-khai",
    "co-quan/xa-mau/quy-che",
    "co-quan/xa-mau/thong-ke",
    "co-quan/xa-mau/tinh-hinh",
    "du-lieu-mo",
    "du-lieu-mo/ma",
    "du-lieu-mo/thay-doi",
    "en",
    "en/co-quan",
    "en/ve-do-chinh-xac",
    "en/yeu-cau",
    "en/yeu-cau/phieu-01a",
    "giam-sat",
    "giam-sat/bang",
    "giam-sat/bang/so",
    "giam-sat/cach-xet",
    "giam-sat/chua-co",
    "giam-sat/nghia-vu/nv-02",
    "giam-sat/nghia-vu/nv-08",
    "giam-sat/qua-han",
    "giam-sat/sap-den-han",
    "giam-sat/thong-ke",
    "phap-luat",
    "phap-luat/luat-91-2001",
    "phap-luat/luat-91-2001/diem-b",
    "phap-luat/luat-92-2002",
    "phap-luat/luat-92-2002/diem-a",
    "phap-luat/luat-92-2002/diem-b",
    "tctt",
    "tctt/cach-yeu-cau",
    "tctt/cong-khai",
    "tctt/giam-sat/cach-xet",
    "tctt/phap-luat/luat-92-2002/diem-d",
    "tctt/quy-che",
    "tctt/tinh-hinh",
    "tctt/yeu-cau/phieu-01a",
    "thoi-han",
    "thoi-han/2026-06",
    "thoi-han/2026-12",
    "tim-kiem",
    "ve-do-chinh-xac",
    "yeu-cau",
    "yeu-cau/phieu-01a",
)
# Pages that are nearly another one: what of them is not the same is kept.
LIKE = {
    "co-quan/phuong-mau/cach-yeu-cau": "co-quan/so-mau/cach-yeu-cau",
    "co-quan/xa-mau/cach-yeu-cau": "co-quan/so-mau/cach-yeu-cau",
    "tctt": "co-quan/so-mau",
    "tctt/cach-yeu-cau": "co-quan/so-mau/cach-yeu-cau",
    "tctt/cong-khai": "co-quan/so-mau/cong-khai",
    "tctt/giam-sat/cach-xet": "giam-sat/cach-xet",
    "tctt/quy-che": "co-quan/so-mau/quy-che",
    "tctt/tinh-hinh": "co-quan/so-mau/tinh-hinh",
    "tctt/yeu-cau/phieu-01a": "yeu-cau/phieu-01a",
}
WRITTEN = functools.cache(lambda: {page.path: page for page in written_pages()})


_SCRIPTS = (
    "han.js.txt",
    "due.js.txt",
    "noi-nhan.js.txt",
    "khong-thay.html",
    "sua.html",
    "ngay.css.txt",
)
SHORTER = re.compile(r"(?<=[}\]],)|(?=<(?:li|p|h\d)\b)")
# Where a line begins, so that a difference is short to read.
BLOCK = re.compile(r"(?<!\n)(?=<(?:tr|li|h\d|p|section|table|tbody|div|dt|details|figure)\b)")


def _as_text(page: Page) -> str:
    """All that a page says of itself, then its content."""
    page_fields = dataclasses.asdict(page)
    content = BLOCK.sub("\n", page_fields.pop("content"))
    return (
        "".join(f"<!-- {key}: {value} -->\n" for key, value in page_fields.items()) + f"{content}\n"
    )


def _file(path: str) -> Path:
    ending = "diff" if path in LIKE else "html"
    return GOLDEN / f"{path.replace('/', '_') or 'trang-dau'}.{ending}"


@pytest.mark.parametrize("path", GOLDEN_PATHS)
def test_a_page_equals_its_golden_file(path: str) -> None:
    text = _as_text(WRITTEN()[path])
    if like := LIKE.get(path):
        other = _as_text(WRITTEN()[like])
        lines = difflib.unified_diff(other.splitlines(), text.splitlines(), like, path, n=0)
        # Without numbers of lines, which change with the page that both are like.
        text = "".join(f"{line.rstrip()}\n" for line in lines if not line.startswith("@@"))
    golden_text(_file(path), text)


def _scripts() -> dict[str, str]:
    """What stands beside pages: data of scripts, pages of no path."""
    whole = province()
    site, english = whole.site, province(language="en").site
    summaries = [
        summarise(agency, site.framework, whole.as_of) for agency in whole.agencies.values()
    ]
    forge = FormTexts("Kho", ("https://kho.mau.example",), "https://kho.mau.example/ma", trial=True)
    pages = [("co-quan/so-mau/", "Sở </script>")]
    return {
        "han.js.txt": request_data(site, DAY),
        "due.js.txt": request_data(english, DAY),
        "noi-nhan.js.txt": "".join(map("\n".join, receiver_scripts(summaries, site))),
        "khong-thay.html": not_found_fragment(site, home="../../", pages=pages),
        "sua.html": form_page(summaries, site, forge),
        "ngay.css.txt": day_sheet(
            DAY, state="ab", stale_days=30, stale="Cũ {days}", colour="#0a4f86"
        ),
    }


@pytest.mark.parametrize("name", _SCRIPTS)
def test_scripts_beside_pages_equal_their_golden_files(name: str) -> None:
    golden_text(GOLDEN / name, SHORTER.sub("\n", str(_scripts()[name])) + "\n")


def test_every_golden_file_belongs_to_a_page() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {
        _file(path).name for path in GOLDEN_PATHS
    } | set(_SCRIPTS)
    assert {page.kind for page in WRITTEN().values()} - {
        WRITTEN()[path].kind for path in GOLDEN_PATHS
    } == {
        "mau-giao-dien",
        "tro-nang",
    }
