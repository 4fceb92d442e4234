"""Long work: at what pace it is told of, and how it ends before its time."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from access_info.processes import worker_pool
from access_info.waiting import (
    NO_PROGRESS,
    PacedProgress,
    Stage,
    Stopped,
    note_for_stopped,
    note_written,
    stoppable,
    undivided,
    what_is_left,
    with_alarms,
)


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def _lines(clock, **pace):
    messages: list[str] = []
    progress = PacedProgress(
        lambda stage: messages.append(stage.as_line(clock.now)),
        lambda: messages.append("-"),
        clock=clock,
        **pace,
    )
    return progress, messages


def test_short_work_is_not_reported_of_and_long_work_at_a_pace(clock):
    progress, messages = _lines(clock, soon=2, pause=10)
    with progress.of("kiểm tra dữ liệu", 600) as done:
        for _ in range(600):
            clock.now += 0.0625
            done()
    assert messages == [
        "kiểm tra dữ liệu: 32/600, còn khoảng 36 giây",
        "kiểm tra dữ liệu: 192/600, còn khoảng 26 giây",
        "kiểm tra dữ liệu: 352/600, còn khoảng 16 giây",
        "kiểm tra dữ liệu: 512/600, còn khoảng 6 giây",
        "-",
    ]


def test_a_stage_within_another_is_reported_of_in_its_place(clock):
    progress, messages = _lines(clock, soon=0, pause=0)
    with progress.of("ghi trang", 2) as done:
        with progress.of("dựng các trang chung", 0):
            clock.now += 200
            progress.tick()
        done()
    assert messages == [
        "dựng các trang chung: đã 3 phút",
        "-",
        "ghi trang: 1/2, còn khoảng 3 phút",
        "-",
    ]


def test_a_step_that_takes_long_is_reported_of_before_this_ends(clock):
    progress, messages = _lines(clock, soon=0, pause=1)
    with progress.of("đọc tệp", 3):
        clock.now += 12
        progress.tick()
    assert messages[0] == "đọc tệp: 0/3, đã 12 giây"


def test_work_goes_on_where_nobody_listens_any_more(clock):
    def refuse(_: Stage):
        raise BrokenPipeError

    progress = PacedProgress(refuse, soon=0, pause=0, clock=clock)
    with progress.of("đọc tệp", 2) as done:
        done()
        done()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="has no alarms")
def test_an_alarm_reports_while_nothing_gets_done_and_is_put_back():
    messages: list[float] = []
    progress = PacedProgress(lambda _: messages.append(time.monotonic()), soon=0, pause=0)
    before = signal.getsignal(signal.SIGALRM)
    with with_alarms(progress), progress.of("đọc tệp", 0):
        until = time.monotonic() + 30
        while not messages and time.monotonic() < until:
            time.sleep(5)
    assert messages
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_copy_in_another_process_reports_nobody(clock):
    progress, _ = _lines(clock, soon=0, pause=0)
    assert pickle.loads(pickle.dumps(progress)) is NO_PROGRESS  # noqa: S301


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_work_and_the_second_changes_nothing(number):
    before = signal.getsignal(number)
    cleared = []
    with pytest.raises(Stopped), stoppable(for_good=False):  # noqa: PT012
        try:
            os.kill(os.getpid(), number)
            time.sleep(10)
        finally:
            os.kill(os.getpid(), number)
            time.sleep(0.01)
            cleared.append(True)
    assert cleared == [True]
    assert signal.getsignal(number) is before


def test_steps_that_belong_together_are_all_taken():
    taken = []
    with pytest.raises(Stopped), stoppable(for_good=False):  # noqa: PT012
        with undivided():
            with undivided():
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(0.01)
                taken.append(1)
            taken.append(2)
        taken.append("too much")
    assert taken == [1, 2]


def test_what_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with stoppable(for_good=False):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_who_ends_the_work_hears_what_was_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with stoppable(for_good=False):
        assert "chưa ghi gì" in what_is_left()
        note_written(tmp_path / "trang", tmp_path / "trang", Path("a.docx"))
        assert what_is_left() == (
            "Đã dừng theo yêu cầu: đã ghi xong “trang”, “a.docx”; những gì còn lại chưa ghi."
        )
        note_written(*(Path(f"{number}.docx") for number in range(5)))
        assert what_is_left().endswith("“2.docx” và 2 chỗ nữa; những gì còn lại chưa ghi.")
    with stoppable(for_good=False):
        assert "chưa ghi gì" in what_is_left()


def test_who_ends_the_work_is_told_how_to_go_on(tmp_path):
    with stoppable(for_good=False):
        note_for_stopped("Chạy lại lệnh này sẽ làm tiếp.")
        assert what_is_left() == "Đã dừng theo yêu cầu: chưa ghi gì. Chạy lại lệnh này sẽ làm tiếp."
        note_written(tmp_path / "a")
        assert what_is_left().endswith("những gì còn lại chưa ghi. Chạy lại lệnh này sẽ làm tiếp.")
    with stoppable(for_good=False):
        assert what_is_left().endswith("mọi thứ vẫn như trước khi chạy lệnh.")


def _busy(path: Path) -> None:
    try:
        path.touch()
        time.sleep(60)
    finally:
        path.with_suffix(".don").touch()


def _killed(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="ends workers at once")
def test_workers_clear_away_when_the_work_is_ended(tmp_path):
    began = time.monotonic()
    with (  # noqa: PT012 - the work is ended from within
        pytest.raises(Stopped),
        worker_pool(3, multiprocessing.get_context("spawn")) as pool,
    ):
        idle = pool.submit(abs, -1)
        tasks = [pool.submit(_busy, tmp_path / name) for name in "ab"]
        assert idle.result() == 1
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.01)
            assert time.monotonic() - began < 30
        began = time.monotonic()
        raise Stopped
    assert time.monotonic() - began < 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "a.don", "b", "b.don"]
    assert not any(worker.is_alive() for worker in pool.workers)
    assert all(task.done() for task in tasks)


@pytest.mark.skipif(os.name == "nt", reason="has no signals")
def test_a_worker_that_is_killed_takes_the_others_along():
    with worker_pool(3, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(abs, -1).result() == 1
        with pytest.raises(BrokenProcessPool):
            list(pool.map(_killed, range(3)))
    assert not any(worker.is_alive() for worker in pool.workers)
