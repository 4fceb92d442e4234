"""The wheel alone, in an empty environment: a jurisdiction is begun, built both ways, and upgraded."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from io import BytesIO
from pathlib import Path

import pytest

from access_info import __version__

pytestmark = pytest.mark.new_environment

ROOT = Path(__file__).resolve().parents[2]
# What the guide tells a clerk to write first.
LIST = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế tiếp công dân"\n'
# An older release of the same program, as far as the version says.
OLDER = "0.9.9"


class Installed:
    """An environment with nothing in it but a wheel and what its lock names.

    Attributes:
        folder: The environment.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.EnvBuilder(symlinks=True).create(folder)

    def install(self, release: Path, wheels: Path, *options: str) -> None:
        """Installs a release as its own list of libraries has it, with no index to ask."""
        (libraries,) = release.glob("*.requirements.txt")
        self._run(
            sys.executable, "-m", "pip", "--python", str(self.folder / "bin/python"), "install",
            *("--quiet", "--no-input", "--no-index", "--require-hashes", "--only-binary", ":all:"),
            *("--find-links", str(wheels), "--find-links", str(release / "dist")),
            *("--requirement", str(libraries), *options),
            cwd=release,
        )  # fmt: skip

    def __call__(self, folder: Path, program: str, *words: str) -> str:
        """Runs an installed program in a folder; returns what it printed."""
        return self._run(str(self.folder / "bin" / program), *words, cwd=folder)

    def _run(self, *command: str, cwd: Path) -> str:
        remembered = {"HOME", "LANG", "TMPDIR"}
        done = subprocess.run(
            command,
            cwd=cwd,
            env={
                **{name: value for name, value in os.environ.items() if name in remembered},
                "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin",
                "NO_MKDOCS_2_WARNING": "1",
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def scripts():
    """Modules of `scripts/`, by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module


@pytest.fixture(scope="module")
def wheels(scripts):
    """Every wheel of the lock, as files."""
    fetched, setup = scripts("_wheels"), scripts("_setup")
    try:
        fetched.ensure()
    except setup.SetupError as error:
        pytest.skip(str(error))
    return fetched.FOLDER


def _packed(scripts, checkout: Path, out: Path) -> Path:
    """A release of a checkout's files as they are, not only of what was committed."""
    packing = scripts("releasing.packing")
    command = (sys.executable, "-m", "hatchling", "build", "--directory", str(out / "dist"))
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    packing.write_library_lock(checkout, out)
    return out


@pytest.fixture(scope="module")
def release(scripts, tmp_path_factory):
    out = tmp_path_factory.mktemp("phat-hanh")
    copied = out / "kho"
    copied.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "requirements.txt"):
        shutil.copy(ROOT / name, copied)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "plugins", copied / "plugins", ignore=ignored)
    return _packed(scripts, copied, out)


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
    # Its libraries are those of today's lock: only these were fetched.
    shutil.copy(ROOT / "requirements.txt", out / "kho")
    package = out / "kho/plugins/access_info/__init__.py"
    package.write_text(
        re.sub(r'(?<=__version__ = ")[^"]+', OLDER, package.read_text("utf-8")), "utf-8"
    )
    return _packed(scripts, out / "kho", out)


def _begun(installed: Installed, folder: Path) -> Path:
    """A jurisdiction with agencies, as the guide tells it."""
    place = folder / "tỉnh thử"
    installed(folder, "access-info", "init", str(place), "--name", "Tỉnh Thử")
    for agency, kind in (("so-tu-phap", "so"), ("xa-thu", "xa")):
        installed(place, "access-info", "new", agency, "--type", kind)
        profile = place / "agencies" / agency / "co-quan.yml"
        profile.write_text(profile.read_text("utf-8").replace("…", "Thử"), "utf-8")
    (place / "agencies/so-tu-phap/cong-khai.yml").write_text(LIST, "utf-8")
    return place


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _data(place: Path) -> dict[str, bytes]:
    """What people wrote, by path: nothing that the program makes again."""
    written = [
        *(path for path in (place / "agencies").rglob("*") if "_mau" not in path.parts),
        *(place / name for name in ("mkdocs.yml", "content/index.md")),
    ]
    return {str(path): path.read_bytes() for path in written if path.is_file()}


def _built_both_ways(installed: Installed, place: Path) -> dict[str, set[str]]:
    installed(place, "mkdocs", "build", "--strict", "--site-dir", "mkdocs")
    installed(place, "access-info", "build", "--out", "rieng")
    return {name: _pages(place / name) for name in ("mkdocs", "rieng")}


@pytest.fixture(scope="module")
def environment(tmp_path_factory, release, wheels):
    installed = Installed(tmp_path_factory.mktemp("moi-truong") / "env")
    installed.install(release, wheels)
    return installed


def test_the_wheel_alone_begins_and_builds_a_jurisdiction(environment, tmp_path):
    place = _begun(environment, tmp_path)
    version = environment(place, "access-info", "--version")
    assert version.startswith(f"tiep-can-thong-tin {__version__}; ")
    assert "0 lỗi" in environment(place, "access-info", "check")
    pages = _built_both_ways(environment, place)
    assert "co-quan/so-tu-phap/cong-khai/index.html" in pages["mkdocs"]
    assert pages["rieng"] == pages["mkdocs"]
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


def test_an_upgrade_leaves_the_data_as_they_are(older_release, release, wheels, tmp_path):
    installed = Installed(tmp_path / "env")
    installed.install(older_release, wheels)
    place = _begun(installed, tmp_path)
    installed(place, "mkdocs", "build", "--strict", "--site-dir", "mkdocs")
    before, pages = _data(place), _pages(place / "mkdocs")
    pinned = place / "requirements.txt"
    assert f"tiep-can-thong-tin=={OLDER}" in pinned.read_text("utf-8")
    # As the guide tells it: the version in requirements.txt, install, `access-info schema`.
    pinned.write_text(pinned.read_text("utf-8").replace(OLDER, __version__), "utf-8")
    installed.install(release, wheels)
    installed(place, "access-info", "schema")
    assert f" {__version__};" in installed(place, "access-info", "--version")
    assert "0 lỗi" in installed(place, "access-info", "check")
    assert _data(place) == before
    after = _built_both_ways(installed, place)
    assert pages <= after["mkdocs"] == after["rieng"]
