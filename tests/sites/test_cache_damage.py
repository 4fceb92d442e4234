"""Whatever happens to the cache, the next build is the same as one that begins with nothing."""

from __future__ import annotations

import shutil

import pytest
import tiny_province
from cache_damage import FILES, FOLDERS, files_below
from site_builds import access_info, digests, mkdocs

NAMES = ("xã Một", "xã Hai")
# In each round each file is damaged in another way; in the even ones what builds remember is whole, and so
# all else is asked for.
ROUNDS = 4
STORES = ("results.db", "scans.db")  # to which `tests/unit/test_store.py` does all that can be done
LOCK = "dang-dung"  # empty: who holds it builds with the cache
# Where files are many enough to meet, over all rounds, every way.
MANY = ("site", "plain")


class Province:
    """A province built again and again, one of its agencies in either of two states."""

    def __init__(self, folder):
        self.folder = tiny_province.lay_out(folder)
        self.cache = folder / ".cache/access-info"
        self.state = 0
        self.fresh = [self._fresh(0), self._fresh(1)]
        self.build(0)
        self.build(1)

    def _fresh(self, state):
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        for name in ("site", "trang"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.build(state)

    def build(self, state):
        """Both sites, MkDocs's and the plain one, file by file."""
        self.state = state
        profile = tiny_province.profile(NAMES[state])
        (self.folder / "agencies/xa-doi/co-quan.yml").write_text(profile, "utf-8")
        build_both(self.folder)
        return {
            f"{part}/{name}": digest
            for part in ("site", "trang")
            for name, digest in digests(self.folder / part).items()
            if not name.endswith("sitemap.xml.gz")  # MkDocs writes the hour into it
        }


def build_both(folder):
    for done in (mkdocs(folder), access_info(folder, "build", "--out", "trang")):
        output = done.stdout + done.stderr
        assert done.returncode == 0, output
        assert "Traceback" not in output


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    return Province(tmp_path_factory.mktemp("bo-nho"))


def kinds_of_files(cache):
    return {(path.relative_to(cache).parts[0], path.suffix) for path in files_below(cache)}


def damage_in_round(cache, number):
    """Each file of the cache that is damaged in a round, with the way."""
    ways = list(FILES)
    places = {}
    for path in files_below(cache):
        name = path.relative_to(cache).parts[0]
        if name == STORES[0] and number % 2 == 0:
            continue
        position = places[name] = places.get(name, -1) + 1
        yield path, ways[(position + number) % len(ways)]


def test_the_tiny_province_leaves_every_kind_of_file_that_the_demo_leaves(province, demo_copy):
    assert access_info(demo_copy, "build", "--out", "trang").returncode == 0
    with (demo_copy / "agencies/so-y-te/cong-khai.yml").open("a", encoding="utf-8") as file:
        file.write("\n")
    build_both(demo_copy)
    kinds = kinds_of_files(demo_copy / ".cache/access-info")
    assert {name for name, _ in kinds} == {*MANY, *STORES, LOCK}
    assert kinds - kinds_of_files(province.cache) == set()


def test_every_kind_of_file_meets_every_damage(province):
    met = {
        (path.relative_to(province.cache).parts[0], way)
        for number in range(ROUNDS)
        for path, way in damage_in_round(province.cache, number)
    }
    assert {(name, way) for name in MANY for way in FILES} <= met


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_damaged_cache_is_like_no_cache(province, number):
    damaged = list(damage_in_round(province.cache, number))
    assert len(damaged) > 300
    for path, way in damaged:
        FILES[way](path)
    other = 1 - province.state
    assert province.build(other) == province.fresh[other]


@pytest.mark.parametrize("way", FOLDERS)
def test_folders_of_the_cache_of_another_kind_are_as_if_they_were_not_there(province, way):
    away = []
    for path in sorted(path for path in province.cache.iterdir() if path.is_dir()):
        FOLDERS[way](path)
        away += sorted(province.cache.glob(f"{path.name}-away"))
    before = [digests(path) for path in away]
    other = 1 - province.state
    assert province.build(other) == province.fresh[other]
    # What a link leads to is nobody's to change.
    assert [digests(path) for path in away] == before
    for path in away:
        shutil.rmtree(path)


def test_an_older_cache_is_none_the_worse(province):
    older = province.folder / "cu"
    shutil.copytree(province.cache, older, symlinks=True)
    other = 1 - province.state
    assert province.build(other) == province.fresh[other]
    shutil.rmtree(province.cache)
    older.rename(province.cache)
    assert province.build(1 - other) == province.fresh[1 - other]
    assert province.build(other) == province.fresh[other]
