"""The wheel alone, in an empty environment: a jurisdiction is begun, built both ways, and upgraded."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from new_environments import Installed, begun_place, packed, written_data
from site_builds import dead_links

from access_info import __version__

pytestmark = pytest.mark.new_environment

ROOT = Path(__file__).resolve().parents[2]
# An older release of the same program, as far as the version says.
OLDER = "0.9.9"


@pytest.fixture(scope="module")
def older_release(scripts, tmp_path_factory):
    """The newest release that is out, else the commit before this one, named as an older one."""
    git = scripts("releasing.project").git
    before = git(ROOT, "describe", "--tags", "--match", "v*", "--abbrev=0", "HEAD^") or "HEAD^"
    if git(ROOT, "rev-parse", "--verify", "--quiet", f"{before}^{{commit}}") is None:
        pytest.skip("Bản này không có lịch sử git để lấy bản trước.")
    out = tmp_path_factory.mktemp("ban-truoc")
    archive = subprocess.run(
        ["git", "archive", "--format=tar", before], cwd=ROOT, capture_output=True, check=True
    )
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(out / "kho", filter="data")
    package = out / "kho/plugins/access_info/__init__.py"
    package.write_text(
        re.sub(r'(?<=__version__ = ")[^"]+', OLDER, package.read_text("utf-8")), "utf-8"
    )
    return packed(scripts, out / "kho", out)


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _built_both_ways(installed: Installed, place: Path) -> dict[str, set[str]]:
    installed(place, "mkdocs", "build", "--strict", "--site-dir", "mkdocs")
    installed(place, "access-info", "build", "--out", "rieng")
    return {name: _pages(place / name) for name in ("mkdocs", "rieng")}


def test_the_wheel_alone_begins_and_builds_a_jurisdiction(environment, tmp_path):
    place = begun_place(environment, tmp_path, name='Tỉnh "Thử"')
    version = environment(place, "access-info", "--version")
    assert version.startswith(f"tiep-can-thong-tin {__version__}; ")
    assert "0 lỗi" in environment(place, "access-info", "check")
    pages = _built_both_ways(environment, place)
    assert "co-quan/so-tu-phap/cong-khai/index.html" in pages["mkdocs"]
    assert pages["rieng"] == pages["mkdocs"]
    assert dead_links(place / "mkdocs") == dead_links(place / "rieng") == []
    for site in pages:
        listed = (place / site / "co-quan/so-tu-phap/cong-khai/index.html").read_text("utf-8")
        assert "Quy chế tiếp công dân" in listed
        members_built = json.loads((place / site / "manifest.json").read_text("utf-8"))["generator"]
        assert members_built["line"] == version.strip()
    # Nothing of this repository was used.
    code = "import access_info; print(access_info.__file__)"
    assert environment(place, "python", "-c", code).startswith(str(environment.folder))


def test_what_was_not_locked_is_not_installed(environment, release, wheels, tmp_path):
    """A wheel that is not, byte for byte, the one of the list is refused."""
    changed = shutil.copytree(release, tmp_path / "khac")
    (wheel,) = (changed / "dist").glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    with pytest.raises(AssertionError, match="THESE PACKAGES DO NOT MATCH THE HASHES"):
        environment.install(changed, wheels, "--dry-run", "--ignore-installed")


def _wheels_of_then(older: Path, wheels: Path, folder: Path) -> Path:
    """The wheels of an older lock: those of today's, if it is the same."""
    lock = older / "kho/requirements.txt"
    if lock.read_bytes() == (ROOT / "requirements.txt").read_bytes():
        return wheels
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    options = ["--only-binary", ":all:", "--dest", str(folder), "--requirement", str(lock)]
    if subprocess.run([*command, *options], check=False).returncode:
        pytest.skip("Không tải được thư viện của bản trước.")
    return folder


def test_an_upgrade_leaves_the_data_as_they_are(older_release, release, wheels, tmp_path):
    installed = Installed.begun(tmp_path / "env")
    installed.install(older_release, _wheels_of_then(older_release, wheels, tmp_path / "goi"))
    place = begun_place(installed, tmp_path)
    installed(place, "mkdocs", "build", "--strict", "--site-dir", "mkdocs")
    before, pages = written_data(place), _pages(place / "mkdocs")
    pinned = place / "requirements.txt"
    assert re.search(
        rf"^tiep-can-thong-tin(\[[a-z,]+\])?=={OLDER}$", pinned.read_text("utf-8"), re.M
    )
    # As the guide tells it: the version in requirements.txt, install, `access-info schema`.
    pinned.write_text(pinned.read_text("utf-8").replace(OLDER, __version__), "utf-8")
    installed.install(release, wheels)
    installed(place, "access-info", "schema")
    assert f" {__version__};" in installed(place, "access-info", "--version")
    assert "0 lỗi" in installed(place, "access-info", "check")
    assert written_data(place) == before
    installed(place, "mkdocs", "build", "--strict", "--site-dir", "mkdocs")
    assert pages <= _pages(place / "mkdocs")
