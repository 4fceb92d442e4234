"""The preview of `scripts/build.py --serve`: a taken port is told of, and no process is left behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The script's own part, with a server in the place of MkDocs.
SERVE = """
import sys, os
from pathlib import Path
sys.path.insert(0, {scripts!r})
import _mkdocs, _setup
_setup.speak_utf8()
child = "import os, sys, time; print(os.getpid(), flush=True);" \
    "sys.stderr.write('INFO    -  Serving on http://127.0.0.1:1/\\\\n'); sys.stderr.flush(); time.sleep(600)"
sys.exit(_mkdocs.serve([sys.executable, "-c", child], folder=Path.cwd(), environment=dict(os.environ),
    host="127.0.0.1", port={port}))
"""


def _serving(port):
    code = SERVE.format(scripts=str(ROOT / "scripts"), port=port)
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_occupied_ports_are_named_with_a_cure():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _serving(port) as process:
            out, err = process.communicate()
    assert process.returncode == 2
    assert f"Cổng {port} đang có chương trình khác dùng" in err
    assert f"--serve --port {port + 1}" in err
    assert "Traceback" not in err + out


@pytest.mark.skipif(os.name == "nt", reason="there a process is ended without being asked")
def test_the_preview_ends_with_the_script():
    with _serving(_free_port()) as process:
        child = int(process.stdout.readline())
        assert process.stderr.readline() == "Xem tại http://127.0.0.1:1/ (bấm Ctrl+C để dừng)\n"
        process.terminate()
        process.wait()
    for _ in range(200):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        pytest.fail(f"process {child} lives on")


def test_the_address_is_from_the_settings_unless_a_port_is_typed(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import _mkdocs  # noqa: PLC0415 - a script's module

    assert _mkdocs.preview_address(tmp_path, None) == ("127.0.0.1", 8000)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndev_addr: '127.0.0.2:9000'\n", "utf-8")
    assert _mkdocs.preview_address(tmp_path, None) == ("127.0.0.2", 9000)
    assert _mkdocs.preview_address(tmp_path, 8123) == ("127.0.0.2", 8123)


@pytest.mark.parametrize(
    ("line", "translated"),
    [
        ("INFO    -  Cleaning site directory\n", ""),
        ("INFO    -  Documentation built in 3.02 seconds\n", "Dựng xong sau 3.02 giây.\n"),
        ("INFO    -  [10:20:30] Reloading browsers\n", "Trình duyệt đang mở tự tải lại trang.\n"),
        ("WARNING -  Cleaning site directory\n", "WARNING -  Cleaning site directory\n"),
        ("INFO    -  access_info: đang dựng\n", "INFO    -  access_info: đang dựng\n"),
    ],
)
def test_what_mkdocs_says_of_every_run_is_vietnamese(monkeypatch, line, translated):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import _mkdocs  # noqa: PLC0415 - a script's module

    assert _mkdocs.in_vietnamese(line) == translated


def test_help_has_no_english_word():
    code = "import sys; sys.path.insert(0, 'scripts'); import build; build._options()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    assert "Cách dùng: " in done.stdout
    assert "Tùy chọn:" in done.stdout
    assert not {"usage", "options", "show this"} & set(done.stdout.replace(":", " ").split())
