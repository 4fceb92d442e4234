"""How commands tell how far they are: on a terminal, in a pipe, to programs, in short runs."""

from __future__ import annotations

import functools
import io
import os
import select
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from access_info.cli import main
from access_info.cli.progress import terminal_progress
from access_info.waiting import NO_PROGRESS

PLUGINS = Path(__file__).parents[3] / "plugins"
COMMANDS = ("check", "build", "bundle", "import", "annex", "letter", "report", "snapshot", "review", "diff")  # fmt: skip


def test_where_there_is_no_terminal_a_line_is_written_once_enough_time_has_gone_by():
    messages = io.StringIO()
    with terminal_progress(messages, pause=0).of("đọc các tỉnh", 2) as done:
        done()
        done()
    assert [line.partition(",")[0] for line in messages.getvalue().splitlines()] == [
        "Đang đọc các tỉnh: 1/2",
        "Đang đọc các tỉnh: 2/2",
    ]


def test_work_that_is_done_soon_writes_nothing_and_loads_nothing():
    code = """
        import io, sys
        from access_info.cli.progress import terminal_progress
        class Terminal(io.StringIO):
            def isatty(self):
                return True
        for told in (io.StringIO(), Terminal()):
            progress = terminal_progress(told)
            for _ in range(3):
                with progress.of("đọc các tỉnh", 1) as done:
                    done()
            assert told.getvalue() == ""
        assert "tqdm" not in sys.modules
        """
    env = {**os.environ, "PYTHONPATH": str(PLUGINS), "TERM": "xterm"}
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, env=env)


@pytest.mark.parametrize("columns", [0, 40, 80, 200])
def test_on_a_terminal_a_bar_shows_what_is_done_and_leaves_nothing(monkeypatch, columns):
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    threads = threading.active_count()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        with terminal_progress(terminal, soon=0).of("đọc các tỉnh", 2) as done:
            done()
            time.sleep(0.3)
            done()
        termios.tcdrain(terminal)
        seen = b""
        while select.select([ours], [], [], 1)[0]:
            seen += os.read(ours, 65_536)
    os.close(ours)
    shown = seen.decode().split("\r")
    assert any("Đọc các tỉnh: 1/2" in line or "Đọc các tỉnh: 2/2" in line for line in shown)
    assert max(map(len, shown)) < (columns or 80)
    assert shown[-1].strip() == ""
    assert threading.active_count() == threads


def test_a_terminal_that_cannot_go_back_on_a_line_gets_lines(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "dumb")
    messages = Terminal()
    with terminal_progress(messages, pause=0).of("ghép", 1) as done:
        done()
    assert messages.getvalue().startswith("Đang ghép: 1/1,")


@pytest.fixture
def province(tmp_path, monkeypatch):
    agency = tmp_path / "agencies/so-mau/co-quan.yml"
    agency.parent.mkdir(parents=True)
    agency.write_text('ten: "Sở Mẫu"\nloai: so\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    # As if each run took long.
    paced = functools.partial(terminal_progress, soon=0, pause=0)
    monkeypatch.setattr("access_info.cli.commands.terminal_progress", paced)
    return tmp_path


def test_a_command_reports_next_to_its_results(province, capsys):
    assert main(["check"]) == 0
    messages = capsys.readouterr()
    assert messages.out == "Đã kiểm tra 1 cơ quan: 0 lỗi, 0 cảnh báo.\n"
    assert messages.err.startswith("Đang kiểm tra dữ liệu: 1/1,")


@pytest.mark.parametrize("words", [["--quiet"], ["--format", "json"]])
def test_nobody_is_reported_who_does_not_wait(province, capsys, words):
    assert main(["check", *words]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_long_command_can_be_quiet(name, capsys):
    with pytest.raises(SystemExit):
        main([name, "--help"])
    assert "--quiet" in capsys.readouterr().out


def test_a_build_that_is_ended_while_the_site_takes_its_place_is_whole(
    province, monkeypatch, capsys
):
    import signal  # noqa: PLC0415

    from access_info.pipeline.incremental.memory import StoredMemory  # noqa: PLC0415

    remember = StoredMemory.remember

    def ended(*arguments):
        signal.raise_signal(signal.SIGINT)
        remember(*arguments)

    monkeypatch.setattr(StoredMemory, "remember", ended)
    assert main(["build", "--out", "site"]) == 130
    messages = capsys.readouterr().err
    assert messages.endswith(
        "Đã dừng theo yêu cầu: đã ghi xong “site”; những gì còn lại chưa ghi.\n"
    )
    assert (province / "site/index.html").is_file()
    assert (province / ".cache/access-info/results.db").is_file()
    assert terminal_progress(quiet=True) is NO_PROGRESS
