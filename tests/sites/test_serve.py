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

import pytest
from built import copy_demo

PATIENCE = 40
SAVES = 10


@pytest.fixture
def preview(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "log.txt").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    yield folder, f"http://127.0.0.1:{port}/", tmp_path / "log.txt"
    process.terminate()
    process.wait()
    log.close()


def shown(address):
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


def comes(address, words):
    """Whether a page says something before patience runs out."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in shown(address):
            return True
        time.sleep(0.05)
    return False


def save(path, text):
    """As editors do: a new file takes the old one's place."""
    new = path.with_name(path.name + ".tmp")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def test_every_save_by_rename_is_seen(preview):
    folder, root, _ = preview
    path = folder / "agencies/xa-mau-lam/co-quan.yml"
    text = path.read_text(encoding="utf-8")
    address = root + "co-quan/xa-mau-lam/"
    assert comes(address, "Ủy ban nhân dân xã Mẫu Lâm")
    for number in range(SAVES):
        save(path, re.sub(r'ten: ".*?"', f'ten: "Xã lần {number} hết"', text, count=1))
        assert comes(address, f"Xã lần {number} hết"), number
    # The directory, which names it too, is made anew with it.
    assert f"Xã lần {SAVES - 1} hết" in shown(root + "co-quan/")


def test_mistake_is_told_and_mended(preview):
    folder, root, log = preview
    path = folder / "agencies/xa-mau-lam/co-quan.yml"
    text = path.read_text(encoding="utf-8")
    address = root + "co-quan/xa-mau-lam/"
    assert comes(address, "Mẫu Lâm")
    save(path, text.replace('loai: "xa"', "loai: la-lung"))
    end = time.monotonic() + PATIENCE
    while "[TT215]" not in log.read_text(encoding="utf-8") and time.monotonic() < end:
        time.sleep(0.05)
    assert "[TT215]" in log.read_text(encoding="utf-8")
    assert "Traceback" not in log.read_text(encoding="utf-8")
    save(path, re.sub(r'ten: ".*?"', 'ten: "Xã đã sửa"', text, count=1))
    assert comes(address, "Xã đã sửa")


def test_search_is_there_from_the_start_and_stays(preview):
    folder, address, _ = preview
    index = f"{address}tim-kiem/du-lieu/muc-luc.js"
    assert comes(address, "Tiếp cận thông tin")
    first = shown(index)
    assert first.startswith("accessInfoIndex(")
    path = folder / "agencies/xa-mau-hoa/co-quan.yml"
    text = path.read_text(encoding="utf-8")
    save(path, re.sub(r"^ten: .*$", 'ten: "Ủy ban nhân dân xã Thử"', text, count=1, flags=re.M))
    assert comes(f"{address}co-quan/xa-mau-hoa/", "Ủy ban nhân dân xã Thử")
    assert shown(index) == first
