"""What gets installed is what was chosen, byte for byte, on every supported machine."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")
NAME = re.compile(r"^([A-Za-z0-9._-]+)")
LOCKS = {
    "requirements.txt": ("requirements.in",),
    "scripts/requirements/test.txt": ("requirements.in", "scripts/requirements/test.in"),
}
# Of the lock of every checkout; tests take all.
EXTRAS = {LOCKS["requirements.txt"]: ("nation", "signatures", "terminal", "xls")}


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _pins(lock: str) -> set[tuple[str, str]]:
    return {match.groups() for line in _read(lock).splitlines() if (match := PIN.match(line))}


def _name(requirement: str) -> str:
    return NAME.match(requirement)[1].lower().replace("_", "-")


def _required(sources: tuple[str, ...]) -> set[str]:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    lines = [line for source in sources for line in _read(source).splitlines()]
    requirements = [line for line in lines if line and not line.startswith("#")]
    names = {_name(each) for each in (*project["dependencies"], *requirements)}
    for extra in EXTRAS.get(sources, ()) or project["optional-dependencies"]:
        names |= {_name(each) for each in project["optional-dependencies"][extra]}
    return names - {project["name"]}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_every_requirement(lock):
    locked = {name for name, _ in _pins(lock)}
    assert _required(LOCKS[lock]) <= locked


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_requirer(lock):
    """A line of which the source is gone is left over from an older lock."""
    blocks = re.split(r"\n(?=[a-z0-9])", _read(lock))
    required, locked = _required(LOCKS[lock]), {name for name, _ in _pins(lock)}
    for block in blocks:
        name = PIN.match(block)[1]
        origins = set(re.findall(r"#(?: +via)? +([a-z0-9-]+)$", block, flags=re.MULTILINE))
        assert name in required or origins & locked, f"{lock}: {name} is asked for by nothing"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock):
    for block in re.split(r"\n(?=[a-z0-9])", _read(lock)):
        assert PIN.match(block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block.splitlines()[0]


def test_the_test_lock_contains_the_runtime_lock():
    """The two commands share one environment, which must not go back and forth between versions."""
    assert _pins("requirements.txt") < _pins("scripts/requirements/test.txt")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_serves_all_systems(lock):
    """What only Windows needs (click wants colorama) is there, though the lock is made on Linux."""
    assert re.search(r"^colorama==\S+", _read(lock), flags=re.MULTILINE)


def test_what_bundles_the_form_is_what_the_tests_run_on():
    """The environment must not go back and forth between two versions of Node."""
    assert _pins("scripts/requirements/editor.txt")
    assert _pins("scripts/requirements/editor.txt") < _pins("scripts/requirements/test.txt")
    hashes = set(re.findall(r"sha256:[0-9a-f]{64}", _read("scripts/requirements/editor.txt")))
    assert hashes <= set(re.findall(r"sha256:[0-9a-f]{64}", _read("scripts/requirements/test.txt")))


def test_what_harvests_is_locked_and_apart():
    """CKAN's parser wants versions of its own; of nothing in its lock is the hash missing."""
    pins = dict(_pins("scripts/requirements/harvester.txt"))
    assert {"ckan", "ckanext-dcat", "rdflib"} <= pins.keys()
    for block in re.split(r"\n(?=[a-z0-9])", _read("scripts/requirements/harvester.txt")):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block.splitlines()[0]
    required = [
        line
        for line in _read("scripts/requirements/harvester.in").splitlines()
        if line[:1] not in "#"
    ]
    assert {_name(line) for line in required} <= pins.keys()


@pytest.mark.parametrize("folder", ["tests/browser", "scripts/editor"])
def test_npm_lock_holds_exact_versions_and_no_address(folder):
    package = json.loads(_read(f"{folder}/package.json"))
    lock = json.loads(_read(f"{folder}/package-lock.json"))
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned"
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    installed = [entry for path, entry in lock["packages"].items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in installed)
    assert not any("resolved" in entry for entry in installed)
