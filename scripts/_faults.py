"""Small faults that the tests must find: ``scripts/test.py --faults`` puts each into a copy of the repository.

``tests/faults/`` holds them as data, each with the tests that must fail when it is there. A fault that
nothing finds, or that no longer fits the code, is a failure. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import itertools
import os
import queue
import shutil
import subprocess
import tempfile
import tomllib
import venv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import _setup
from _outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = _setup.ROOT / "tests" / "faults"
# What git does not keep but tests open.
_LINKED = ("tests/browser/node_modules", "scripts/editor/node_modules")
# pytest's own: a test failed; the collection failed, as when a fault breaks an import.
_FOUND = {1, 2}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A mistake that somebody might make.

    Attributes:
        file: Path below the repository's root.
        find: Text that the file holds exactly once.
        replace: What the mistake makes of it.
        harm: Who would be harmed, and how.
        tests: Ids of pytest: at least one of them fails when the mistake is there.
    """

    name: str
    file: str
    find: str
    replace: str
    harm: str
    tests: tuple[str, ...]

    def fits(self, root: Path) -> bool:
        """Tell whether a repository holds the place of this fault, once."""
        path = root / self.file
        return path.is_file() and path.read_text("utf-8").count(self.find) == 1


def read(folder: Path = FOLDER) -> list[Fault]:
    """Return the faults of all rooms, in order of the files' names."""
    return [
        Fault(**{**entry, "tests": tuple(entry["tests"])})
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["fault"]
    ]


def run(faults: Sequence[Fault]) -> Outcome:
    """Put each fault into a copy and run its tests there, as many at once as there are cores."""
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="loi-gai-") as folder:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(workers):
            copies.put(_copy(Path(folder) / str(number)))

        def try_next(fault: Fault) -> str:
            copy = copies.get()
            try:
                return _try(fault, copy)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            complaints = [
                f"{fault.name}: {complaint}"
                for fault, complaint in zip(faults, pool.map(try_next, faults), strict=True)
                if complaint
            ]
    for complaint in complaints:
        print(complaint)
    failed = len(complaints)
    return Outcome(passed=len(faults) - failed, failed=failed, names=tuple(complaints))


def _try(fault: Fault, copy: Path) -> str:
    """Return why a fault counts as not found, or ""."""
    if not fault.fits(copy):
        return f"{fault.file} không còn (hoặc có hơn một) chỗ để gài lỗi này"
    path = copy / fault.file
    text = path.read_text("utf-8")
    path.write_text(text.replace(fault.find, fault.replace), "utf-8")
    python = copy / _setup.PYTHON.relative_to(_setup.ROOT)
    command = (str(python), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *fault.tests)
    variables = _setup.environment() | {
        "VIRTUAL_ENV": str(copy / ".venv"),
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        command, cwd=copy, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    path.write_text(text, "utf-8")
    if done.returncode in _FOUND:
        return ""
    if done.returncode:
        return f"không chạy được {' '.join(fault.tests)} (mã {done.returncode})"
    return f"không phép thử nào thấy ({fault.harm})"


def _copy(folder: Path) -> Path:
    """Copy what git knows or would take, with an environment that finds the program in the copy."""
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=_setup.ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        source = _setup.ROOT / name
        if source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    for name in _LINKED:
        if (_setup.ROOT / name).exists():
            (folder / name).symlink_to(_setup.ROOT / name)
    subprocess.run(("git", "init", "--quiet"), cwd=folder, check=True)
    _make_environment(folder)
    return folder


def _make_environment(copy: Path) -> None:
    """Make an environment that has the libraries of ``.venv``, and the program of the copy."""
    folder = copy / ".venv"
    venv.EnvBuilder(symlinks=not _setup.WINDOWS).create(folder)
    (packages,) = {path for path in folder.rglob("site-packages") if path.parent.name != "lib64"}
    places = (copy / "plugins", *dict.fromkeys(_setup.libraries()))
    (packages / "_copy.pth").write_text("".join(f"{place}\n" for place in places), "utf-8")
    scripts = folder / _setup.BIN.relative_to(_setup.VENV)
    for program, head in _programs():
        text = program.read_text("utf-8").replace(head, f"#!{scripts / 'python'}", 1)
        (scripts / program.name).write_text(text, "utf-8")
        shutil.copymode(program, scripts / program.name)


def _programs() -> Iterator[tuple[Path, str]]:
    """Yield the programs that pip wrote as scripts, with the line that names their interpreter."""
    for program in filter(Path.is_file, _setup.BIN.iterdir()):
        with program.open("rb") as file:
            start = b"".join(itertools.islice(file, 1)).rstrip()
        if start.startswith(b"#!") and b"python" in start:
            yield program, start.decode("utf-8")
