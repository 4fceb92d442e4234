"""`mkdocs serve`: a save of data is seen, a mistake does not end the preview."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
import tiny_province
from site_builds import mkdocs

SAVES = 4


class Preview:
    """A running `mkdocs serve`; whoever waits for it waits as long as it lives.

    No limit of its own ends a wait: a busy machine is no fault, and a test that hangs is ended by
    pytest's limit for all.
    """

    def __init__(self, folder, log):
        self.folder, self.log = folder, log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}/"
        with log.open("w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
                cwd=folder,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def shown(self, address):
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return ""

    def says(self):
        return self.log.read_text(encoding="utf-8")

    def wait(self, is_so):
        while not is_so():
            assert self.process.poll() is None, self.says()
            time.sleep(0.05)

    def comes(self, address, words):
        """Waits until a page says something."""
        self.wait(lambda: words in self.shown(address))


@contextmanager
def previewed(folder, log):
    running = Preview(folder, log)
    yield running
    running.process.terminate()
    running.process.wait()


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """One for all: each test saves data of its own agency."""
    home = tmp_path_factory.mktemp("xem")
    with previewed(tiny_province.lay_out(home / "tinh"), home / "log.txt") as running:
        yield running


def save(path, text):
    """As editors do: a new file takes the old one's place."""
    new = path.with_name(path.name + ".tmp")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def test_every_save_by_rename_is_seen(preview):
    path = preview.folder / "agencies/xa-1/co-quan.yml"
    text = path.read_text(encoding="utf-8")
    address = preview.root + "co-quan/xa-1/"
    preview.comes(address, "Ủy ban nhân dân xã 1")
    for number in range(SAVES):
        save(path, re.sub(r'ten: ".*?"', f'ten: "Xã lần {number} hết"', text, count=1))
        preview.comes(address, f"Xã lần {number} hết")
    # The directory, which names it too, is made anew with it.
    assert f"Xã lần {SAVES - 1} hết" in preview.shown(preview.root + "co-quan/")


def test_mistake_is_reported_and_mended(preview):
    path = preview.folder / "agencies/xa-2/co-quan.yml"
    text = path.read_text(encoding="utf-8")
    address = preview.root + "co-quan/xa-2/"
    preview.comes(address, "Ủy ban nhân dân xã 2")
    save(path, text.replace("loai: xa", "loai: la-lung"))
    preview.wait(lambda: "[TT215]" in preview.says())
    assert "Traceback" not in preview.says()
    save(path, re.sub(r'ten: ".*?"', 'ten: "Xã đã sửa"', text, count=1))
    preview.comes(address, "Xã đã sửa")


def test_search_is_there_from_the_start_and_stays(preview):
    index = f"{preview.root}tim-kiem/du-lieu/muc-luc.js"
    preview.comes(preview.root, "Tiếp cận thông tin")
    first = preview.shown(index)
    assert first.startswith("accessInfoIndex(")
    path = preview.folder / "agencies/xa-3/co-quan.yml"
    save(path, tiny_province.profile("xã Thử"))
    preview.comes(f"{preview.root}co-quan/xa-3/", "Ủy ban nhân dân xã Thử")
    assert preview.shown(index) == first


def test_builds_in_the_same_folder_do_not_end_the_preview(preview):
    """What a preview and builds keep stood in one folder, and each took from the other."""
    page, data = f"{preview.root}co-quan/xa-doi/", preview.folder / "agencies/xa-doi/co-quan.yml"
    preview.comes(page, "xã Một")
    for number in range(SAVES // 2):
        save(data, tiny_province.profile(f"xã Lần {number}"))
        done = mkdocs(preview.folder)
        assert done.returncode == 0, done.stderr
        preview.comes(page, f"xã Lần {number}")
        built = (preview.folder / "site/co-quan/xa-doi/index.html").read_text(encoding="utf-8")
        assert f"xã Lần {number}" in built
