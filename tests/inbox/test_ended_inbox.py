"""A run that is ended at any moment is gone on with; two runs at once do each file once; many files at once."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest
from concurrent_commands import WAITS, Running
from handmade_office_files import workbook
from inbox_command import Inbox, table
from killed import run_until
from proposal_repository import git

from access_info.source.replacing import editing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and sends signals")
MOMENTS = 4


def _fill(inbox: Inbox) -> None:
    inbox.send("a.xlsx", workbook())
    inbox.send(
        "b.csv", table("Kế hoạch năm 2027", "Thẻ căn cước 001199012345 của ông Nguyễn Văn Ba")
    )
    inbox.send("c.csv", b"khong phai bang")


@pytest.fixture
def filled(inbox) -> Inbox:
    _fill(inbox)
    inbox.send("d.csv", table("Kế hoạch năm 2028"), "so-tu-phap")
    return inbox


def _ended(inbox: Inbox, due: int) -> tuple[int | None, int]:
    """The command, ended before its change number `due`, be it by itself or by a program it starts."""
    return run_until(["access_info", *inbox.words()], inbox.folder, due, programs=True)


def _copied(inbox: Inbox, folder: Path) -> Inbox:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(inbox.folder, folder)
    return Inbox(folder)


@pytest.fixture(scope="module")
def whole(begun, tmp_path_factory) -> tuple[Inbox, dict[str, object], int]:
    """An inbox that waits, how it stands after a run that nothing ended, and that run's changes."""
    rooms = tmp_path_factory.mktemp("ca")
    (rooms / "cho").mkdir()
    waiting = Inbox.lay_out(rooms / "cho", begun)
    _fill(waiting)
    done = _copied(waiting, rooms / "xong")
    code, changes = _ended(done, 0)
    assert code == 0
    assert changes > 100
    expected = done.standing()
    assert len(done.branches()) == 2
    return waiting, expected, changes


@pytest.mark.sampled
@pytest.mark.parametrize("part", range(MOMENTS))
def test_a_run_that_is_killed_is_gone_on_with(part, whole, tmp_path):
    waiting, expected, changes = whole
    for due in {1 + part, 1 + (changes - 1) * part // MOMENTS, changes - part}:
        tried = _copied(waiting, tmp_path / "thu")
        assert _ended(tried, due) == (-signal.SIGKILL, -1), due
        assert b"001199012345" not in tried.objects()
        assert tried.run() == 0, due
        assert tried.standing() == expected, due
        assert b"001199012345" not in tried.objects()


def test_killed_again_and_again_a_run_gives_no_file_up_that_is_sound(filled):
    """Two ends leave a third try; each run does what the last left."""
    for due in (60, 70):
        assert _ended(filled, due)[0] == -signal.SIGKILL
    assert filled.run() == 0
    assert {entry["stage"] for entry in filled.receipts()} == {"proposed", "refused"}
    assert len(git(filled.kho, "worktree", "list").splitlines()) == 1


def test_two_runs_at_once_do_each_file_once(filled):
    filled.work.mkdir()
    with editing(filled.work):
        both = [Running(filled.folder, filled.words()) for _ in range(2)]
        for running in both:
            running.wait_for(WAITS)
    wording = [running.end() for running in both]
    assert [code for code, _ in wording] == [0, 0]
    assert sorted(int(text.rpartition("Đã xem ")[2].split()[0]) for _, text in wording) == [0, 4]
    assert len(filled.branches()) == 3
    assert len(list(filled.work.glob("gui-di/*"))) == 4


def test_a_run_that_finds_another_at_work_says_so_and_touches_nothing(filled, monkeypatch, capsys):
    from access_info.cli import typed  # noqa: PLC0415 - to be hurried

    held = editing
    monkeypatch.setattr(typed, "editing", lambda *a, **k: held(*a, timeout=1, **k))
    filled.work.mkdir()
    with editing(filled.work, command="access-info inbox"):
        assert filled.run() == 2
    assert "[TT872] Lệnh “access-info inbox”" in capsys.readouterr().err
    assert filled.branches() == []
    assert len(list(filled.den.rglob("*.*"))) == 4


@pytest.mark.exhaustive
def test_twenty_files_at_once(inbox):
    for number in range(10):
        for agency in ("xa-mau", "so-tu-phap"):
            content = table(f"Kế hoạch số {number}") if number % 5 else b"khong phai bang" * number
            inbox.send(f"{number}.csv", content, agency)
    assert inbox.run() == 0
    stages = [entry["stage"] for entry in inbox.receipts()]
    assert stages.count("proposed") == len(inbox.branches()) == 16
    assert stages.count("refused") == 4
    assert not any(path.is_file() for path in inbox.den.rglob("*"))
    assert len(git(inbox.kho, "worktree", "list").splitlines()) == 1
