"""Two builds at once in one folder: each ends well, and writes what it writes alone."""

from __future__ import annotations

import os
import subprocess
import sys

import tiny_province
from site_builds import copy, digests, mkdocs

from access_info.pipeline.publish.output import CacheClaim

_ENVIRON = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}


def words(folder, out, *, address):
    """A build of its own, of which shared parts differ from the others' by the site's address."""
    settings = folder / f"{out}.yml"
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    settings.write_text(text.replace("thu.mau", address), encoding="utf-8")
    return ("-q", "--strict", "-f", str(settings), "-d", out)


def begun(folder, out, *, address):
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", *words(folder, out, address=address)],
        cwd=folder,
        env=_ENVIRON,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def ended_well(build):
    _, output = build.communicate()
    assert build.returncode == 0, output


def built(folder, out, *, address):
    """One that nothing runs beside."""
    done = mkdocs(folder, *words(folder, out, address=address))
    assert done.returncode == 0, done.stderr


def test_two_builds_at_once(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh")
    alone = copy(folder, tmp_path / "alone")
    addresses = {"a": "mot.mau", "b": "hai.mau"}
    for build in [begun(folder, out, address=address) for out, address in addresses.items()]:
        ended_well(build)
    for out, address in addresses.items():
        built(alone, out, address=address)
        assert digests(folder / out) == digests(alone / out)
    assert not [*folder.glob(".*-new-*")]


def test_a_build_leaves_alone_what_another_is_using(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh")
    built(folder, "a", address="mot.mau")
    cache = folder / ".cache/access-info"
    before, claim = digests(cache), CacheClaim(cache)
    built(folder, "b", address="hai.mau")
    assert digests(cache) == before
    claim.end()
    built(folder, "c", address="hai.mau")
    assert digests(cache) != before
    assert digests(folder / "c") == digests(folder / "b")
