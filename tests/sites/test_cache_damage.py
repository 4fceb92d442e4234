"""Whatever happens to the cache, the next build is the same as one that begins with nothing."""

from __future__ import annotations

import shutil

import pytest
from cache_damage import FILES, FOLDERS, files_below
from site_builds import ROOT, access_info, digests, mkdocs

SETTINGS = """\
site_name: Thử
docs_dir: noi-dung
site_url: https://thu.mau.example/
theme: {name: material, language: vi, font: false}
plugins:
  - access-info: {agencies: agencies, whole_site: true}
"""
STATES = ('ten: "Ủy ban nhân dân xã Một"\nloai: xa\n', 'ten: "Ủy ban nhân dân xã Hai"\nloai: xa\n')


class Province:
    """A province built twice over, one of its agencies in either of two states."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("_dia-ban.yml", "xa-mau-hoa", "so-y-te"):
            source, target = ROOT / "agencies" / name, folder / "agencies" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copyfile(source, target)
        (folder / "agencies/xa-doi").mkdir()
        (folder / "noi-dung").mkdir()
        (folder / "noi-dung/index.md").write_text("# Thử\n\nMẫu.\n", "utf-8")
        (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
        self.cache = folder / ".cache/access-info"
        self.state = 0
        self.fresh = [self._fresh(0), self._fresh(1)]
        self.build(0)
        self.build(1)
        self.build(0)

    def _fresh(self, state):
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        for name in ("site", "trang"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.build(state)

    def build(self, state):
        """Both sites, MkDocs's and the plain one, file by file."""
        self.state = state
        (self.folder / "agencies/xa-doi/co-quan.yml").write_text(STATES[state], "utf-8")
        for done in (mkdocs(self.folder), access_info(self.folder, "build", "--out", "trang")):
            output = done.stdout + done.stderr
            assert done.returncode == 0, output
            assert "Traceback" not in output
        return {
            name: digest
            for part in ("site", "trang")
            for name, digest in digests(self.folder / part).items()
            if not name.endswith("sitemap.xml.gz")  # MkDocs writes the hour into it
        } | {f"{part} pages": str(len(digests(self.folder / part))) for part in ("site", "trang")}


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    return Province(tmp_path_factory.mktemp("bo-nho"))


@pytest.mark.parametrize("way", FILES)
def test_a_damaged_cache_is_like_no_cache(province, way):
    damaged = 0
    for path in files_below(province.cache):
        FILES[way](path)
        damaged += 1
    assert damaged > 20
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
