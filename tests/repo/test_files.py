"""Rules that hold for every file of the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from access_info.pipeline.publish.site_files import (
    GUEST_STYLES,
    NATION_SEARCH,
    SCRIPTS,
    STYLES,
    STYLES_FOLDER,
)

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins" / "access_info"
ASSETS = PACKAGE / "assets"
NOT_OURS = {
    *(".git", ".venv", ".cache", "site", "node_modules", "__pycache__", "dist", "build"),
    *(".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"),
}
# Put together here, so that this file itself names none of them.
HOSTS = (
    *("pypi." + "org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"),
    *("deb." + "debian.org", "yarn" + "pkg.com", "crates" + ".io", "proxy." + "golang.org"),
)
MACHINE = ("/" + "work/main", "/" + "work/shared", "." + "library/")
LONGEST_ASSET = 300


def _files():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(
            name for name in folders if name not in NOT_OURS and not name.startswith(".site-")
        )
        yield from (Path(folder, name) for name in sorted(names))


def _texts():
    for path in _files():
        try:
            yield path, path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_registry_host_or_a_path_of_a_machine():
    named = [
        f"{path.relative_to(ROOT)}: {word}"
        for path, text in _texts()
        for word in (*HOSTS, *MACHINE)
        if word in text
    ]
    assert named == []


def _python_files():
    return [path for path in _files() if path.suffix == ".py"]


def test_no_python_file_is_a_drawer_for_everything():
    files = _python_files()
    assert files
    assert [path for path in files if path.stem in {"utils", "helpers", "misc", "common"}] == []


def test_no_file_of_styles_or_scripts_is_too_long():
    lengths = {
        path.relative_to(ASSETS).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in ASSETS.rglob("*")
        if path.suffix in {".css", ".js"}
    }
    assert lengths
    assert {name: n for name, n in lengths.items() if n > LONGEST_ASSET} == {}


def test_every_file_of_a_joined_script_has_its_place_in_the_order():
    for folder, names in SCRIPTS.items():
        assert sorted(names) == sorted(path.name for path in (ASSETS / folder).iterdir())
        assert not (ASSETS / f"{folder}.js").exists()
    folders = {path.relative_to(ASSETS).as_posix() for path in ASSETS.glob("*/*") if path.is_dir()}
    assert folders == {*SCRIPTS, NATION_SEARCH, STYLES_FOLDER}
    joined = {name for names in (*STYLES.values(), GUEST_STYLES) for name in names}
    assert sorted(joined) == sorted(path.name for path in (ASSETS / STYLES_FOLDER).iterdir())


def _parts(folder):
    return {path.name: path.read_text("utf-8") for path in (ASSETS / folder).iterdir()}


@pytest.mark.parametrize(
    "parts", [*map(_parts, SCRIPTS), _parts("access-info/search") | _parts(NATION_SEARCH)]
)
def test_files_of_a_joined_script_share_no_name(parts):
    """They have one scope, in which a second function of a name replaces the first."""
    texts = parts.values()
    declared = re.findall(
        r"^(?:async )?(?:function|class|const|let) (\w+)", "".join(texts), re.MULTILINE
    )
    assert len(declared) > len(texts)
    assert sorted(declared) == sorted(set(declared))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel as a release would build it, with the locked build backend and no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    done = subprocess.run(
        (*command, "--wheel-dir", str(folder), str(ROOT)),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel):
    package = {
        path.relative_to(ROOT / "plugins").as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "access_info/__init__.py" in package
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == package


def test_the_wheel_offers_the_plugin_and_the_command(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    text = wheel.read(name).decode("utf-8")
    assert "access-info = access_info.cli:main" in text
    assert "[mkdocs.plugins]\naccess-info = access_info.plugin:AccessInfoPlugin" in text


def test_no_line_of_a_template_is_too_long_to_review():
    templates = [
        *(PACKAGE / "templates").rglob("*.jinja"),
        *(PACKAGE / "templates").rglob("*.html"),
    ]
    assert len(templates) > 50
    long = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in templates
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 160
    ]
    assert long == []


def test_style_sheets_are_read_without_scrolling_sideways():
    sheets = sorted(ASSETS.rglob("*.css"))
    assert len(sheets) > 8
    lines = {path.name: path.read_text("utf-8").splitlines() for path in sheets}
    assert {
        name: max(map(len, text)) for name, text in lines.items() if max(map(len, text)) > 100
    } == {}
    assert {name: len(text) for name, text in lines.items() if len(text) > 300} == {}
