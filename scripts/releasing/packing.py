"""Wheel and sdist, built twice and compared, with what goes along: locked libraries, an SBOM, notes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import _setup
from releasing.project import NAME, git, sections, version_of

PACKAGES = "dist"
SUMS = "SHA256SUMS"
NOTES = "ghi-chu.md"
LOCK = "requirements.txt"
# The two builds differ in whatever a package must not depend on.
_SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"},
)
_UMASKS = (0o022, 0o077)
_DYNAMIC = 'dynamic = ["version"]\n'
_BUILD_TOOLS = frozenset({"editables", "hatchling", "pip"})


class ReleaseError(Exception):
    """A step of the release failed; the text is Vietnamese."""


def build(root: Path, out: Path, *, python: Path) -> list[Path]:
    """Build wheel and sdist of the last commit twice; keep them if they are the same.

    Args:
        root: A checkout.
        out: The folder of the release; the packages go below it.
        python: An interpreter with hatchling, as locked.

    Returns:
        The packages.

    Raises:
        ReleaseError: It is no checkout, a build failed, or the builds differ.
    """
    moment = git(root, "log", "-1", "--format=%ct")
    if moment is None:
        raise ReleaseError(f"{root} không phải kho git, nên không biết đóng gói bản nào.")
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder, name) for name in ("mot", "hai-o-cho-khac")]
        for place, variables, umask in zip(places, _SURROUNDINGS, _UMASKS, strict=True):
            _build_once(root, place, python, {**variables, "SOURCE_DATE_EPOCH": moment}, umask)
        first, second = (_sums(place / PACKAGES) for place in places)
        if first != second:
            names = ", ".join(
                sorted(name for name in first | second if first.get(name) != second.get(name))
            )
            raise ReleaseError(f"Hai lần đóng gói không ra cùng một tệp: {names}.")
        target = out / PACKAGES
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(places[0] / PACKAGES, target)
    return sorted(target.iterdir())


def write_library_lock(root: Path, out: Path) -> Path:
    """Write what installs the wheel with `--require-hashes`: the wheel itself, then the lock.

    Args:
        root: A checkout.
        out: The folder of the release, with the packages in it.
    """
    version = version_of(root)
    hashes = " \\\n    ".join(
        f"--hash=sha256:{digest}" for digest in _sums(out / PACKAGES).values()
    )
    blocks = re.split(r"\n(?=[a-z0-9])", (root / LOCK).read_text(encoding="utf-8").rstrip("\n"))
    libraries = [block for block in blocks if block.partition("==")[0] not in _BUILD_TOOLS]
    path = out / f"{NAME}-{version}.requirements.txt"
    text = "\n".join((f"{NAME}=={version} \\\n    {hashes}", *libraries)) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def write_sbom(root: Path, out: Path, *, python: Path) -> Path:
    """Write which libraries the lock installs, in CycloneDX.

    Args:
        root: A checkout.
        out: The folder of the release.
        python: An interpreter with cyclonedx-bom, as locked.

    Raises:
        ReleaseError: The tool refused.
    """
    version = version_of(root)
    path = out / f"{NAME}-{version}.cdx.json"
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        # The tool reads no version that another file holds.
        named = Path(folder, "pyproject.toml")
        named.write_text(project.replace(_DYNAMIC, f'version = "{version}"\n'), encoding="utf-8")
        shutil.copy(root / "LICENSE", folder)
        shutil.copy(root / "README.md", folder)
        options = ("--output-reproducible", "--of", "JSON", "--output-file", str(path.resolve()))
        command = ("-W", "ignore", "-m", "cyclonedx_py", "requirements", LOCK)
        _run(python, *command, "--pyproject", str(named), *options, cwd=root)
    _shorten(path)
    return path


def write_notes(root: Path, out: Path) -> Path:
    """Write what the release's page says: the list of changes' own section.

    Raises:
        ReleaseError: The list of changes has none for this version.
    """
    version = version_of(root)
    section = sections(root).get(version)
    if section is None or not section.text:
        raise ReleaseError(f"CHANGELOG.md chưa có mục “## [{version}] - ngày”.")
    path = out / NOTES
    path.write_text(f"{section.text}\n", encoding="utf-8", newline="\n")
    return path


def write_sums(out: Path) -> Path:
    """Write the hashes of all that a release holds, as `sha256sum --check` reads them."""
    lines = [f"{digest}  {name}\n" for name, digest in _sums(out).items() if name != SUMS]
    path = out / SUMS
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


def compare(out: Path) -> int:
    """Compare a release's files with their hashes.

    Returns:
        How many there are.

    Raises:
        ReleaseError: A file is missing, changed, or not named.
    """
    try:
        lines = (out / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise ReleaseError(f"Không đọc được {out / SUMS}: chạy bước --build trước.") from None
    wanted = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    present = {name: digest for name, digest in _sums(out).items() if name != SUMS}
    if wanted != present:
        names = sorted(name for name in wanted | present if wanted.get(name) != present.get(name))
        raise ReleaseError(f"Không còn như lúc đóng gói: {', '.join(names)}.")
    return len(present)


def _shorten(path: Path) -> None:
    """Take from an SBOM the lines of the lock that each library quotes: they are its hashes again."""
    bom = json.loads(path.read_text(encoding="utf-8"))
    for component in bom["components"]:
        component.pop("description", None)
    path.write_text(json.dumps(bom, indent=1) + "\n", encoding="utf-8", newline="\n")


def _build_once(
    root: Path, place: Path, python: Path, variables: Mapping[str, str], umask: int
) -> None:
    """Build what the last commit holds, and nothing that merely lies beside it."""
    place.mkdir()
    done = subprocess.run(
        ["git", "archive", "--format=tar", "HEAD"], cwd=root, capture_output=True, check=False
    )
    if done.returncode:
        raise ReleaseError(f"git không lấy ra được bản đã ghi nhận: {done.stderr.decode()}")
    with _masked(umask):
        with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
            archive.extractall(place, filter="data")
        words = ("-m", "hatchling", "build", "--directory", PACKAGES)
        _run(python, *words, cwd=place, **variables)


def _run(python: Path, *words: str, cwd: Path, **variables: str) -> None:
    done = subprocess.run(
        [str(python), *words],
        cwd=cwd,
        env={**_setup.environment(), **variables},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ReleaseError(f"Không chạy được {' '.join(words[:3])}:\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def _masked(umask: int) -> Iterator[None]:
    previous = os.umask(umask)
    try:
        yield
    finally:
        os.umask(previous)


def _sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".gitignore"
    }
