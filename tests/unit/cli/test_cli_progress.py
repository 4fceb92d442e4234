from __future__ import annotations

import io
import os
import select
import subprocess
import sys
import textwrap
import threading

import pytest

from access_info.cli.terminal.progress import terminal_progress


def test_where_there_is_no_terminal_a_line_is_written_once_enough_time_has_gone_by():
    told = io.StringIO()
    with terminal_progress(told, pause=0).of("đọc các tỉnh", 2) as done:
        done()
        done()
    assert told.getvalue() == "Đang đọc các tỉnh: 1/2.\nĐang đọc các tỉnh: 2/2.\n"


def test_work_that_is_done_soon_writes_no_line():
    told = io.StringIO()
    progress = terminal_progress(told)
    for _ in range(3):
        with progress.of("đọc các tỉnh", 1) as done:
            done()
    assert told.getvalue() == ""


def test_on_a_terminal_a_bar_shows_what_is_done_and_leaves_nothing(monkeypatch):
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("access_info.cli.terminal.progress._SOON", 0.0)
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    threads = threading.active_count()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        with terminal_progress(terminal).of("đọc các tỉnh", 2) as done:
            done()
            done.__self__.refresh()
        termios.tcdrain(terminal)
        seen = b""
        while select.select([ours], [], [], 1)[0]:
            seen += os.read(ours, 65_536)
    os.close(ours)
    assert "Đọc các tỉnh: 1/2 |" in seen.decode()
    assert seen.decode().rstrip("\r").rpartition("\r")[2].strip() == ""
    assert threading.active_count() == threads


def test_a_terminal_that_cannot_go_back_on_a_line_gets_lines(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "dumb")
    told = Terminal()
    with terminal_progress(told, pause=0).of("ghép", 1) as done:
        done()
    assert told.getvalue() == "Đang ghép: 1/1.\n"


def test_nothing_is_loaded_for_it_before_there_is_somebody_to_look():
    code = """
        import sys
        import access_info.cli.terminal.progress
        assert "tqdm" not in sys.modules
        """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)
