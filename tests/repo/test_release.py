"""A release: what is missing before a tag, which tags are refused, every step of the workflow but the upload."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from forge import ROOT, Forge
from proposal_repository import git
from releasable import SIGNERS, TAG, TESTED, VERSION_FILE, Releasable

from access_info import __version__

pytestmark = pytest.mark.exhaustive

NOT_COMMITTED = "plugins/access_info/la.py"
TOKEN = {"github_token": "x"}


@pytest.fixture(scope="module")
def built(generator, tmp_path_factory):
    """What `--build` makes, and the repository that it was made in."""
    repository = generator.copied(tmp_path_factory.mktemp("dong-goi") / "kho")
    (repository.folder / NOT_COMMITTED).write_text("x = 1\n", "utf-8")
    done = _on_gitlab(repository, "release-build")
    assert done.returncode == 0, done.stdout + done.stderr
    return repository


def _publish(forge: Forge, repository: Releasable, tag: str) -> None:
    git(forge.folder, "clone", "--quiet", "--bare", str(repository.folder), str(forge.origin))
    forge.environment["GITHUB_REF_NAME"] = tag


def test_a_signed_tag_goes_through_every_step(forge, repository):
    repository.sign(TAG)
    _publish(forge, repository, TAG)
    ref = f"refs/tags/{TAG}"
    assert forge.run("release.yml", "tag", ref=ref) == 0, forge.printed
    assert forge.output.read_text("utf-8").startswith('tests=[{"os": "ubuntu-latest"')
    assert forge.run("release.yml", "test", ref=ref, matrix_python="3.11") == 0, forge.printed
    assert TESTED in forge.printed
    assert forge.run("release.yml", "build", ref=ref) == 0, forge.printed
    assert forge.run("release.yml", "publish", ref=ref, **TOKEN) == 0, forge.printed
    assert forge.uploaded == ["python3 scripts/release.py --upload phat-hanh"]
    words = forge.gh_calls.read_text("utf-8").split("\0")[:-1]
    assert words[:6] == ["release", "create", TAG, "--verify-tag", "--title", TAG]
    handed_out = {word for word in words[8:] if (forge.work / word).is_file()}
    assert {Path(word).name for word in handed_out} == {
        f"tiep_can_thong_tin-{__version__}-py3-none-any.whl",
        f"tiep_can_thong_tin-{__version__}.tar.gz",
        f"tiep-can-thong-tin-{__version__}.requirements.txt",
        f"tiep-can-thong-tin-{__version__}.cdx.json",
        "SHA256SUMS",
    }


def test_a_package_that_changed_on_its_way_is_not_published(forge, built):
    _publish(forge, built, TAG)
    shutil.copytree(built.folder / "phat-hanh", forge.artifacts / "phat-hanh")
    (wheel,) = (forge.artifacts / "phat-hanh/dist").glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"x")
    assert forge.run("release.yml", "publish", ref="main", **TOKEN) == 1
    assert f"Không còn như lúc đóng gói: dist/{wheel.name}." in forge.printed
    assert forge.uploaded == []
    assert not forge.gh_calls.exists()


def _gitlab() -> dict[str, dict]:
    spec = yaml.load((ROOT / ".gitlab-ci.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return {name: job for name, job in spec.items() if name.startswith("release-")}


def _on_gitlab(repository: Releasable, job: str) -> subprocess.CompletedProcess[str]:
    python = Path(sys.executable).parent
    variables = {
        "PATH": f"{python}:/usr/bin:/bin",
        "CI_COMMIT_TAG": TAG,
        "CI_DEFAULT_BRANCH": "main",
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(_gitlab()[job]["script"])],
        cwd=repository.folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_same_steps_on_gitlab(repository, built):
    names = [f"release-{name}" for name in ("tag", "test", "build", "publish", "page")]
    assert list(_gitlab()) == names
    for job in _gitlab().values():
        assert job["rules"] == [
            {
                "if": r"$CI_COMMIT_TAG =~ /^v[0-9]+\.[0-9]+\.[0-9]+$/",
                "exists": ["scripts/release.py"],
            }
        ]
    repository.sign(TAG)
    git(repository.folder, "remote", "add", "origin", str(repository.folder))
    for name in names[:2]:
        done = _on_gitlab(repository, name)
        assert done.returncode == 0, done.stdout + done.stderr
    check, upload = _gitlab()["release-publish"]["script"]
    assert built.release(*check.split()[2:]).returncode == 0
    assert upload == "python3 scripts/release.py --upload phat-hanh"


def _unsigned(repository: Releasable) -> str:
    git(repository.folder, "tag", "--annotate", TAG, "--message", TAG)
    return TAG


def _lightweight(repository: Releasable) -> str:
    git(repository.folder, "tag", TAG)
    return TAG


def _by_a_stranger(repository: Releasable) -> str:
    repository.sign(TAG, repository.stranger)
    return TAG


def _of_another_version(repository: Releasable) -> str:
    repository.sign("v9.9.9")
    return "v9.9.9"


def _off_the_branch(repository: Releasable) -> str:
    """A commit beside main, which even brings a list of signers that lets its author in."""
    git(repository.folder, "switch", "--quiet", "--create", "khac")
    public = repository.stranger.with_name(f"{repository.stranger.name}.pub").read_text("utf-8")
    (repository.folder / SIGNERS).write_text(f"la@mau.example {public}", "utf-8")
    repository.commit("tự cho mình ký")
    repository.sign(TAG, repository.stranger)
    return TAG


@pytest.mark.parametrize(
    ("make", "reasons"),
    [
        (_unsigned, ["không có chữ ký SSH"]),
        (_lightweight, ["không có chữ ký SSH"]),
        (_by_a_stranger, ["không có chữ ký SSH"]),
        (_of_another_version, [f"thẻ phải là {TAG}"]),
        (_off_the_branch, ["không nằm trên main", "không có chữ ký SSH"]),
    ],
)
def test_a_tag_is_refused(make, reasons, repository):
    tag = make(repository)
    done = repository.release("--tag", tag, "--branch", "main")
    assert done.returncode == 1
    assert all(words in done.stderr for words in reasons), done.stderr
    assert done.stderr.startswith(f"Còn {len(reasons)} việc:\n"), done.stderr


def test_a_tag_that_may_be_released(repository):
    repository.sign(TAG)
    done = repository.release("--tag", TAG, "--branch", "main")
    assert (done.returncode, done.stdout) == (0, "Thẻ phát hành được.\n"), done.stderr


def test_two_builds_that_differ_are_no_release(repository):
    hook = (
        "import os\nfrom hatchling.builders.hooks.plugin.interface import BuildHookInterface\n\n\n"
        "class Hook(BuildHookInterface):\n    def initialize(self, version, build_data):\n"
        "        with open('plugins/access_info/noi-dung-goi.txt', 'w') as file:\n"
        "            file.write(os.getcwd())\n"
    )
    (repository.folder / "hatch_build.py").write_text(hook, "utf-8")
    with (repository.folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.hatch.build.targets.wheel.hooks.custom]\npath = "hatch_build.py"\n')
    repository.commit("một gói không dựng lại được")
    done = repository.release("--build", "phat-hanh")
    assert done.returncode == 1
    assert "Hai lần đóng gói không ra cùng một tệp: " in done.stderr
    assert ".whl" in done.stderr
    assert not (repository.folder / "phat-hanh/dist").exists()


def test_only_what_was_committed_is_packed(built):
    (wheel,) = (built.folder / "phat-hanh/dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert VERSION_FILE.removeprefix("plugins/") in names
    assert NOT_COMMITTED.removeprefix("plugins/") not in names


def test_the_list_of_libraries_is_that_of_the_lock(built):
    out = built.folder / "phat-hanh"
    bom = json.loads((out / f"tiep-can-thong-tin-{__version__}.cdx.json").read_text("utf-8"))
    assert bom["bomFormat"] == "CycloneDX"
    assert bom["metadata"]["component"]["name"] == "tiep-can-thong-tin"
    assert bom["metadata"]["component"]["version"] == __version__
    locked = dict(
        re.findall(
            r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
        )
    )
    listed = {part["name"]: part["version"] for part in bom["components"]}
    assert listed == locked
    hashes = {
        entry["content"]
        for part in bom["components"]
        for reference in part["externalReferences"]
        for entry in reference.get("hashes", ())
    }
    assert hashes == set(
        re.findall(r"sha256:(\w+)", (ROOT / "requirements.txt").read_text("utf-8"))
    )


def test_notes_are_the_section_of_the_list_of_changes(built):
    notes = (built.folder / "phat-hanh/ghi-chu.md").read_text("utf-8")
    changes = (built.folder / "CHANGELOG.md").read_text("utf-8")
    assert notes.startswith("### ")
    assert f"\n\n{notes}" in changes + "\n"
    assert "\n## " not in notes


def test_the_version_lies_in_single_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == VERSION_FILE
