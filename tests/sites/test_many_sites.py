"""The page's program that adds up sites: it knows one address of each, and asks for no page."""

from __future__ import annotations

import collections
import json
import subprocess
import sys

import tiny_province
from site_builds import access_info
from web_server import Server, serving

from access_info.pages.province.open_data import SITES_ADDED_UP

CATALOGUE = "danh-muc.jsonld"


def test_two_sites_are_added_up_from_their_data_alone(tmp_path):
    servers = [Server(folder=tmp_path / name / "site") for name in ("một", "hai")]
    expected: collections.Counter[str] = collections.Counter()
    with serving(servers[0]), serving(servers[1]):
        addresses = [f"{server.address}/" for server in servers]
        for more, server, address in zip((0, 3), servers, addresses, strict=True):
            folder = tiny_province.lay_out(server.folder.parent, more=more)
            built = access_info(folder, "build", "--out", "site", "--site-url", address)
            assert built.returncode == 0, built.stderr
            for name, count in _counted(server.folder).items():
                expected[name] += count
        program = tmp_path / "cong.py"
        program.write_text(SITES_ADDED_UP, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", program, *addresses],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stderr
    lines = dict(line.split("\t") for line in done.stdout.splitlines())
    assert {name: int(count) for name, count in lines.items()} == dict(expected)
    assert lines["co-quan"] == str(2 * tiny_province.AGENCIES + 3)
    assert int(lines["cong-khai"]) == 2 * len(tiny_province.ATTACHMENTS)
    for server in servers:
        paths = server.paths()
        assert paths[0] == f"/{CATALOGUE}"
        assert all(path.endswith(".json") for path in paths[1:]), paths


def test_the_program_is_short_and_names_no_other_address():
    assert len(SITES_ADDED_UP.splitlines()) <= 34
    assert SITES_ADDED_UP.count(CATALOGUE) == 1
    assert "tai-ve" not in SITES_ADDED_UP


def _counted(site):
    """Rows of each set of a whole site, and of each state of a duty, as its files have them."""
    counts: collections.Counter[str] = collections.Counter()
    for path in (site / "tai-ve").glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        if path.name.count(".") > 1 or "items" not in content:
            continue
        counts[path.stem] = len(content["items"])
        if path.stem == "tinh-trang":
            words = content["concepts"]["status"]
            counts.update(
                f"tinh-trang: {words[row['status']]['prefLabel']}" for row in content["items"]
            )
    return counts
