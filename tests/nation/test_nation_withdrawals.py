"""What a member has withdrawn is gone at the next run: of the site, the cache, and wherever the site is sent."""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile

import published_members as published
import pytest
from dask_cluster import dask_cluster
from s3_storage import TARGET, content, s3_storage, stored
from small_nations import program_path, small_nation

pytestmark = pytest.mark.whole_site

CODES = ("01", "02")
# A word that nothing else holds, and which no word beside it in an index begins as.
WORD = "qwzxvk"
TITLE = f"Quyết định mật danh {WORD} kỳ lạ"


@pytest.fixture
def nation(built, tmp_path, monkeypatch):
    """A nation with a member whose second list, and a page of law points, tell of it too."""
    monkeypatch.setenv("PYTHONPATH", program_path()["PYTHONPATH"])
    nation = small_nation(built, tmp_path / "ca-nuoc", CODES)
    published.edit(
        nation.site("02"), "cong-khai", lambda data: data["items"][0].update(title=TITLE)
    )
    return nation


def withdraw(nation):
    published.edit(nation.site("02"), "cong-khai", lambda data: data["items"].pop(0))


def holding(files):
    """The names of the files, packed ones too, that hold the word."""
    word = WORD.encode()
    return sorted(name for name, held in files if word in unpacked(held).lower())


def unpacked(held):
    if held.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(held))
    if held.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            return b"\n".join(unpacked(archive.read(name)) for name in archive.namelist())
    return held


def below(folder):
    return [
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    ]


def built_well(nation, *words):
    done = nation.build(*words)
    assert done.returncode == 0, done.stderr
    assert WORD not in done.stdout + done.stderr


def check_is_everywhere(site):
    holders = holding(site)
    for kind in ("du-lieu/02/cong-khai.csv.gz", "du-lieu/02/cong-khai.ndjson.gz"):
        assert kind in holders
    # What is shown of it, and its words.
    assert len([name for name in holders if name.startswith("tim-kiem/du-lieu/")]) > 1


def test_on_this_machine_and_where_the_site_is_sent(nation, monkeypatch, tmp_path):
    elsewhere = tmp_path / "noi-khac"
    with s3_storage(monkeypatch):
        built_well(nation, "--to", TARGET)
        built_well(nation, "--to", str(elsewhere))
        prefix = "ca-nuoc/"

        def sent():
            return [(name.removeprefix(prefix), content(name)) for name in stored()]

        check_is_everywhere(below(nation.out))
        check_is_everywhere(sent())
        assert holding(below(nation.cache)) != []
        withdraw(nation)
        built_well(nation, "--to", TARGET)
        built_well(nation, "--to", str(elsewhere))
        left = sent()
        assert holding(left) == []
        assert {name for name, _ in left} == {name for name, _ in below(nation.out)}
    assert holding(below(elsewhere)) == []
    assert holding(below(nation.out)) == []
    # Also beside the site, where it was made, and in the cache.
    shutil.rmtree(nation.folder / "tinh")
    assert holding(below(nation.folder)) == []


def test_on_a_cluster(nation, tmp_path):
    with dask_cluster(tmp_path / "cum", 2) as cluster:
        built_well(nation, "--scheduler", cluster.address)
        check_is_everywhere(below(nation.out))
        withdraw(nation)
        built_well(nation, "--scheduler", cluster.address)
        shutil.rmtree(nation.folder / "tinh")
        assert holding(below(nation.folder)) == []
        # Nor does the engine keep it, where its workers put what does not fit into memory.
        assert holding(below(tmp_path / "cum")) == []
