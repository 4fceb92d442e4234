"""A province's repository on a forge, for tests of workflows."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pytest
from built_once import built_once
from forge import ROOT, Forge
from new_environments import Installed, packed
from proposal_repository import Province
from releasable import Releasable

# In place of scripts/_setup.py: our own environment, reached as a workflow reaches it.
SETUP = f"""\
import pathlib
bin = pathlib.Path(__file__).resolve().parent.parent / ".venv" / "bin"
bin.mkdir(parents=True, exist_ok=True)
command = bin / "access-info"
command.write_text("#!/bin/sh\\nexec '{sys.executable}' -P -m access_info \\"$@\\"\\n")
command.chmod(0o755)
"""
# In place of scripts/build.py: a site, and one letter more in what builds remember.
BUILD = """\
import pathlib
pathlib.Path("site").mkdir(exist_ok=True)
remembered = pathlib.Path(".cache/access-info/builds")
remembered.parent.mkdir(parents=True, exist_ok=True)
with remembered.open("a") as file:
    file.write("x")
"""


@pytest.fixture
def forge(tmp_path) -> Forge:
    return Forge(tmp_path)


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    province_ = Province(tmp_path_factory.mktemp("tinh") / "kho")
    scripts = {"_setup.py": SETUP, "ocr.py": "", "build.py": BUILD}
    for name in ("scripts/matrix.py", ".github/matrix.json"):
        province_.write({name: (ROOT / name).read_text("utf-8")})
    province_.write({f"scripts/{name}": text for name, text in scripts.items()})
    province_.write({".gitignore": ".venv/\n"})
    shutil.copytree(
        ROOT / ".github" / "ISSUE_TEMPLATE", province_.folder / ".github/ISSUE_TEMPLATE"
    )
    province_.name_reviewers()
    province_.commit("bộ dựng")
    return province_.folder


@pytest.fixture
def province(begun, tmp_path) -> Province:
    shutil.copytree(begun, tmp_path / "kho")
    return Province.at(tmp_path / "kho")


@pytest.fixture(scope="module")
def generator(tmp_path_factory) -> Releasable:
    """A repository of the generator that may release."""
    return Releasable.begun(tmp_path_factory.mktemp("bo-dung"))


@pytest.fixture
def repository(generator, tmp_path) -> Releasable:
    return generator.copied(tmp_path / "kho-bo-dung")


@pytest.fixture(scope="session")
def scripts():
    """Modules of `scripts/`, by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module


@pytest.fixture(scope="session")
def wheels(scripts, tmp_path_factory):
    """Every wheel of the lock, as files."""
    setup = scripts("_setup")
    folder = tmp_path_factory.mktemp("goi")
    try:
        for wheel in setup.fetched(setup.RUN, (sys.executable, "-m", "pip")):
            (folder / wheel.name).symlink_to(wheel)
    except setup.SetupError as error:
        pytest.skip(str(error))
    return folder


@pytest.fixture(scope="session")
def release(scripts, tmp_path_factory):
    def build(out: Path) -> None:
        copied = out / "kho"
        copied.mkdir(parents=True)
        for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "requirements.txt"):
            shutil.copy(ROOT / name, copied)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "plugins", copied / "plugins", ignore=ignored)
        packed(scripts, copied, out)

    return built_once(tmp_path_factory, "phat-hanh", build)


@pytest.fixture(scope="session")
def environment(tmp_path_factory, release, wheels):
    def build(folder: Path) -> None:
        Installed.begun(folder).install(release, wheels)

    return Installed(built_once(tmp_path_factory, "moi-truong", build))
