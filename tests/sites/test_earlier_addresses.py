"""Files of lists as pages of earlier builds name them, whichever version their JSON has."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builds import AS_OF, ROOT, SITES, access_info, copy

LISTS = ("cong-khai", "co-dieu-kien")
SOURCES = {"demo": (ROOT, "https://tiep-can-thong-tin.mau.example/"),
           "vinh-bao": (SITES / "vinh-bao", "https://vinh-bao.example/")}  # fmt: skip


@pytest.fixture(scope="module", params=SOURCES)
def site(request, tmp_path_factory):
    source, address = SOURCES[request.param]
    folder = tmp_path_factory.mktemp("ban")
    copy(source / "agencies", folder / "agencies")
    command = ("build", "--out", "site", "--as-of", AS_OF, "--site-url", address, "--no-content")
    result = access_info(folder, *command)
    assert result.returncode == 0, result.stderr
    return folder / "site"


def test_pages_and_workers_of_earlier_builds_find_what_they_name(site: Path):
    worker = (site / "sw.js").read_text("utf-8")
    assert "tai-ve" not in worker
    assert ".json" not in worker
    folders = {path.parent for name in LISTS for path in site.rglob(f"tai-ve/{name}.csv")}
    assert folders
    for folder in folders:
        names = {path.name for path in folder.iterdir()}
        for name in LISTS:
            forms = {f"{name}.{form}" for form in ("csv", "xlsx", "json")}
            assert forms <= names or not forms & names
    schemas = {f"{name}.schema.json" for name in LISTS} | {"cong-khai.phan.json"}
    assert schemas <= {path.name for path in (site / "tai-ve").iterdir()} | (
        set() if (site / "co-quan").is_dir() else {"cong-khai.phan.json"}
    )
