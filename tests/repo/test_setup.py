"""The bootstrap in a folder of its own: twice, killed, moved, under an accented path, by an old shell.

The real scripts make a real environment there. Only what is installed is small, so that no network
is needed: empty locks, and a project that brings its own build backend.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.new_environment

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# What hatchling does for an editable project, without hatchling: a path, and a name for it.
BACKEND = """
import pathlib, zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name, info = "tiep_can_thong_tin-1.0-py3-none-any.whl", "tiep_can_thong_tin-1.0.dist-info"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        here = str(pathlib.Path(__file__).parent / "plugins")
        wheel.writestr("_editable_impl_tiep_can_thong_tin.pth", here)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: tiep-can-thong-tin\\nVersion: 1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""
CALL = (
    "import sys; sys.path.insert(0, {scripts!r}); import _setup; _setup.speak_utf8();"
    "python = _setup.ensure(_setup.{lock}); import subprocess;"
    "sys.exit(subprocess.run([python, '-c', 'import access_info; print(access_info.WHERE)'],"
    " env=_setup.environment()).returncode)"
)
INSTALLING = "Đang cài thư viện theo"


def _lay_out(folder):
    """A folder as a clerk may name it, with the real bootstrap in it."""
    root = folder / "Phường Vĩnh Bảo (mới)"
    (root / "plugins" / "access_info").mkdir(parents=True)
    (root / "plugins" / "access_info" / "__init__.py").write_text("WHERE = 'here'\n", "utf-8")
    (root / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    (root / "backend.py").write_text(BACKEND, "utf-8")
    shutil.copytree(
        SCRIPTS, root / "scripts", ignore=shutil.ignore_patterns("__pycache__", "node_modules")
    )
    for lock in ("requirements.txt", "scripts/requirements/test.txt"):
        (root / lock).write_text("", "utf-8")
    return root


@pytest.fixture
def project(tmp_path):
    """A folder in which nothing has been set up."""
    return _lay_out(tmp_path)


class Folder:
    """A folder in which the first run has been; it may be moved."""

    def __init__(self, root):
        self.root = root
        self.first = _set_up(root)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One environment for every test of what later runs do with it."""
    return Folder(_lay_out(tmp_path_factory.mktemp("cai")))


def _set_up(root, *, lock="RUN", **variables):
    """Run the bootstrap from another folder, with no index to ask, and use what it made."""
    done = subprocess.run(
        (sys.executable, "-c", CALL.format(scripts=str(root / "scripts"), lock=lock)),
        cwd=root.anchor,
        env={**os.environ, "PIP_NO_INDEX": "1", **variables},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_second_run_installs_nothing_and_a_changed_lock_installs_again(folder):
    project = folder.root
    assert INSTALLING in folder.first
    # Python before 3.13 reads the link to the project in the character set of the locale.
    assert _set_up(project, LC_ALL="C") == "here\n"
    (project / "requirements.txt").write_text("# another lock\n", "utf-8")
    assert INSTALLING in _set_up(project)
    assert _set_up(project) == "here\n"


def test_the_test_environment_serves_the_other_command_too(folder):
    project = folder.root
    (project / "requirements.txt").write_text("# one that nothing was installed by\n", "utf-8")
    assert INSTALLING in _set_up(project, lock="TEST")
    assert _set_up(project) == "here\n"


def test_an_environment_left_half_built_by_a_kill_is_built_afresh_whatever_the_callers_settings(
    project, tmp_path
):
    venv = project / ".venv"
    venv.mkdir()
    (venv / "dang-cai").touch()
    (venv / "half").touch()
    (tmp_path / "access_info").mkdir()
    (tmp_path / "access_info" / "__init__.py").write_text("WHERE = 'elsewhere'\n", "utf-8")
    output = _set_up(
        project,
        PYTHONPATH=str(tmp_path),
        PIP_USER="1",
        PIP_TARGET=str(tmp_path),
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert INSTALLING in output
    assert output.endswith("here\n")
    assert "elsewhere" not in output
    assert not (venv / "half").exists()
    assert _set_up(project) == "here\n"


def test_a_moved_folder_is_set_up_again(folder):
    moved = folder.root = folder.root.rename(folder.root.with_name("chỗ khác"))
    assert INSTALLING in _set_up(moved)
    assert _set_up(moved) == "here\n"


def test_an_environment_that_is_a_link_is_left_alone_and_reported(project, tmp_path):
    other = tmp_path / "kho khác" / ".venv"
    other.mkdir(parents=True)
    for name in ("noi-cai", "da-cai-requirements.txt"):
        (other / name).write_text("của kho khác", "utf-8")
    (project / ".venv").symlink_to(other)
    for script in ("_setup.py", "build.py"):
        done = subprocess.run(
            (sys.executable, str(project / "scripts" / script)),
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 2
        assert f"{project / '.venv'} là một liên kết tới {other}" in done.stderr
        assert "Traceback" not in done.stderr
    contents = {path.name: path.read_text("utf-8") for path in other.iterdir()}
    assert contents == {"noi-cai": "của kho khác", "da-cai-requirements.txt": "của kho khác"}


@pytest.mark.parametrize("place", [".venv", ".cache"])
def test_a_file_in_the_way_is_reported(project, place):
    (project / place).write_text("của tôi", "utf-8")
    done = subprocess.run(
        (sys.executable, str(project / "scripts" / "build.py")),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert f"{project / place} là một tệp" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project / place).read_text("utf-8") == "của tôi"


@pytest.fixture
def index(tmp_path):
    """A server of two packages, and the lock that names them and one for another system."""
    lock = 'khac==1.0 ; sys_platform == "khac" --hash=sha256:' + 64 * "0" + "\n"
    for name in ("mot", "hai"):
        folder = tmp_path / "goi" / name
        folder.mkdir(parents=True)
        wheel = folder / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as content:
            info = f"{name}-1.0.dist-info"
            content.writestr(
                f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
            )
            content.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            content.writestr(f"{info}/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (folder / "index.html").write_text(f'<a href="{wheel.name}">{wheel.name}</a>', "utf-8")
        lock += f"{name}==1.0 \\\n    --hash=sha256:{digest}\n    # via ai do\n"
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "goi")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield lock, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_second_folder_installs_what_the_first_fetched_without_a_network(index, tmp_path):
    lock, address = index
    online = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": address, "PIP_NO_CACHE_DIR": "1"}
    cache = {"XDG_CACHE_HOME": str(tmp_path / "nho")}
    first, second = (_lay_out(tmp_path / name) for name in ("a", "b"))
    for project in (first, second):
        (project / "requirements.txt").write_text(lock, "utf-8")
    output = _set_up(first, **online, **cache)
    assert "Đang tải thư viện: 1 trên 2 gói (mot" in output
    assert "Đang tải thư viện: 2 trên 2 gói (hai" in output
    assert "Đang tải" not in _set_up(second, **cache)
    # A file that is not what the lock names is none.
    damaged = next((tmp_path / "nho").rglob("hai-*.whl"))
    damaged.write_bytes(damaged.read_bytes()[:-9])
    shutil.rmtree(second / ".venv")
    assert "Đang tải thư viện: 1 trên 1 gói (hai" in _set_up(second, **online, **cache)


class Terminal(io.StringIO):
    """What a screen would show."""

    def isatty(self):
        return True


REPORTS = """\
Ignoring khac: markers 'sys_platform == "khac"' don't match your environment
Collecting mkdocs-material==9.6 (from -r requirements.txt (line 1))
  Downloading mkdocs_material-9.6-py3-none-any.whl (9.4 MB)
Progress 4700000 of 9400000
"""
SLOW = "Mạng đang chậm: một phút rồi chưa xong gói này."


@pytest.mark.parametrize("screen", [io.StringIO, Terminal])
def test_people_see_what_is_fetched_and_that_the_network_is_slow(scripts, screen, monkeypatch):
    fetching, now, shows = scripts("_fetching"), [0.0], screen()
    monkeypatch.setattr(fetching.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stdout", shows)
    monkeypatch.setenv("COLUMNS", "100")
    shown = fetching.Shown("thư viện", 42)
    for line in REPORTS.splitlines(keepends=True):
        shown.take(line)
    for now[0] in (30, 61, 125):
        shown.take("")
    text = shows.getvalue()
    where = "Đang tải thư viện: 1 trên 41 gói (mkdocs-material, "
    assert where + "9,4 MB)…" in text
    assert text.count(SLOW) == 1
    assert where + "50% của 9,4 MB), đã 2 phút…" in text
    assert (text.count("\n") == 1) is (screen is Terminal)
    assert (text.count("\r") > 0) is (screen is Terminal)


def test_people_see_what_npm_fetches(scripts, capsys):
    shown = scripts("_fetching").Shown("gói npm", 2)
    shown.take("npm http fetch GET 200 https://npm.example/axe-core 11ms (cache updated)\n")
    shown.take("npm http fetch GET 200 https://npm.example/axe-core/-/axe-core-4.14.1.tgz 370ms\n")
    assert capsys.readouterr().out == "Đang tải gói npm: 1 trên 2 gói (axe-core)…\n"
