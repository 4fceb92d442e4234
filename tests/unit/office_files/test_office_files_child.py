"""What the child that reads foreign files is kept from, each tried inside it."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sandbox_escapes import OTHERS

from access_info.office_files import sandbox
from access_info.office_files.child import MAX_OPEN_FILES
from access_info.office_files.limits import LIMITS, Limits, Purpose
from access_info.office_files.sandbox import Child, Failure, ask_child, ask_each

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the limits are of this system"),
    pytest.mark.usefixtures("new_readers"),
]

TASK = "sandbox_escapes:attempt"


@pytest.fixture(autouse=True)
def _with_attempts(monkeypatch):
    support = str(Path(__file__).parents[2] / "support")
    real = sandbox.environment
    paths = os.pathsep.join((support, real()["PYTHONPATH"]))
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setattr(sandbox, "environment", lambda: {**real(), "PYTHONPATH": paths})


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "khac.txt"
    path.write_text(OTHERS, "utf-8")
    path.with_suffix(".py").write_text("x = 1\n", "utf-8")
    return path


def _attempt(name, other, purpose=Purpose.LIST):
    path = other.parent / name
    path.write_text(str(other), "utf-8")
    return ask_child(path, purpose, TASK)


SOCKETS = {
    "socket": "socket.__new__",
    "connect": "socket.getaddrinfo",
    "resolve": "socket.getaddrinfo",
}
PROCESSES = {
    "subprocess": "subprocess.Popen",
    "system": "os.system",
    "fork": "os.fork",
    "exec": "os.exec",
    "spawn": "os.posix_spawn",
    "kill": "os.kill",
}
FILES = {
    "other-file": "open",
    "other-file-by-bytes": "open",
    "given-file-again": "open",
    "code-of-others": "open",
    "beside-time-zones": "open",
    "over-time-zones": "open",
    "new-file": "open",
    "over-code": "open",
    "listing": "os.listdir",
    "walk": "os.scandir",
    "remove": "os.remove",
    "rename": "os.rename",
    "copy": "shutil.copyfile",
    "library": "ctypes.dlopen",
}


@pytest.mark.parametrize("purpose", [Purpose.SCAN, Purpose.LIST, Purpose.REGISTER, Purpose.PAPER])
@pytest.mark.parametrize("name", ["socket", "subprocess", "other-file"])
def test_every_purpose_is_guarded_from_the_worst(name, purpose, other):
    assert _attempt(name, other, purpose)["refused"] == "PermissionError"


@pytest.mark.parametrize("name", [*SOCKETS, *PROCESSES, *FILES])
def test_sockets_processes_and_other_files_are_refused(name, other):
    before = sorted(path.name for path in other.parent.iterdir())
    answer = _attempt(name, other)
    events = SOCKETS | PROCESSES | FILES
    assert answer == {"refused": "PermissionError", "event": events[name]}
    assert sorted(path.name for path in other.parent.iterdir()) == sorted({*before, name})
    assert other.read_text("utf-8") == OTHERS


def _with_program(name, other):
    path = other.parent / name
    path.write_text(str(other), "utf-8")
    with Child(Purpose.OCR, TASK, program="/bin/cat") as child:
        return child.ask(path)


def test_a_child_that_is_given_a_program_starts_this_one_without_a_network(other):
    interfaces = _with_program("program", other)["came"]
    assert "lo:" in interfaces
    alone = subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True)
    if not alone.returncode:
        assert interfaces.count(":") == 1


def test_a_child_that_makes_papers_has_left_the_network(other):
    path = other.parent / "environment"
    path.write_text("", "utf-8")
    with Child(Purpose.PAPER, TASK) as child:
        child.ask(path)
        network = Path(f"/proc/{child._process.pid}/ns/net").readlink()
    alone = subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True)
    assert (network != Path("/proc/self/ns/net").readlink()) is (not alone.returncode)


@pytest.mark.parametrize("name", ["subprocess", "other-program", "program-by-shell", *PROCESSES])
def test_a_child_that_is_given_a_program_starts_no_other(name, other):
    assert _with_program(name, other)["refused"] == "PermissionError"


@pytest.mark.parametrize("name", [*SOCKETS, *FILES, "scratch-file"])
def test_a_child_that_is_given_a_program_is_kept_from_all_else(name, other):
    assert "refused" in _with_program(name, other)


def test_no_scratch_file_is_written(other):
    assert "refused" in _attempt("scratch-file", other)


def test_memory_is_bounded(other):
    assert _attempt("memory", other)["refused"] == "MemoryError"


# How a system ends a process after one second of processor time, and one that leaves it to the process.
ENDING = {
    "by the system": "child.limit_process(memory=10**9, computing=1)",
    "by itself": "threading.Thread(target=child._end_after, args=(1,), daemon=True).start()",
}


@pytest.fixture(params=ENDING)
def brief(request, other, monkeypatch):
    """A task of a child that may compute for one second."""
    script = other.parent / "brief.py"
    script.write_text(
        "import threading\n"
        "from access_info.office_files import child\n"
        f"{ENDING[request.param]}\n"
        "from sandbox_escapes import attempt\n",
        "utf-8",
    )
    paths = os.pathsep.join((str(script.parent), sandbox.environment()["PYTHONPATH"]))
    monkeypatch.setattr(sandbox, "environment", lambda: {"PYTHONPATH": paths})
    return "brief:attempt"


def _files(other, *names):
    for name in names:
        (other.parent / name).write_text("", "utf-8")
    return {name: other.parent / name for name in names}


def test_computing_is_bounded_whoever_computed_before(other, brief):
    honest = [f"moment_{number}" for number in range(4)]
    files = _files(other, *honest, "computing", "print")
    answers = dict(ask_each(files, Purpose.LIST, brief, given={}))
    assert {name for name, answer in answers.items() if answer is None} == {"computing"}
    assert ask_child(files["computing"], Purpose.LIST, brief) is Failure.TOO_LONG


def test_a_suspended_child_answers_in_the_end(other, brief, monkeypatch):
    brisk = dataclasses.replace(LIMITS[Purpose.LIST], computing=1)
    monkeypatch.setitem(LIMITS, Purpose.LIST, brisk)
    (path,) = _files(other, "print").values()
    with Child(Purpose.LIST, brief) as child, ThreadPoolExecutor() as pool:
        os.kill(child._process.pid, signal.SIGSTOP)
        answer = pool.submit(child.ask, path)
        time.sleep(2)  # longer than it may compute
        os.kill(child._process.pid, signal.SIGCONT)
        assert answer.result() == {"came": "True"}


def test_waiting_is_bounded(other, monkeypatch):
    """For what never comes; whoever merely gets the processor late has much longer than he may compute."""
    monkeypatch.setattr(Limits, "patience", 1)
    assert _attempt("waiting", other) is Failure.WAITING


def test_nothing_is_written_even_by_native_code(other):
    """The audit hook does not see it; the system's limit on the size of files does."""
    assert _attempt("native-write", other)["came"] == "True -1"
    assert other.read_text("utf-8") == OTHERS


def test_open_files_are_bounded(other):
    assert int(_attempt("files", other)["came"]) < MAX_OPEN_FILES


def test_no_limit_can_be_lifted_again(other):
    assert _attempt("limits", other)["came"] == "no higher"


def test_the_environment_holds_what_is_allowed_alone(other):
    names = _attempt("environment", other)["came"]
    assert "SECRET_TOKEN" not in names
    assert "HOME" not in names
    assert "'PATH'" not in names
    assert "PYTHONPATH" in names


def test_libraries_may_load_parts_of_themselves_late(other):
    assert _attempt("late-import", other) == {"came": "wave"}


def test_what_a_library_prints_is_no_answer(other):
    assert _attempt("print", other) == {"came": "True"}


def test_an_answer_without_measure_is_none(other):
    assert _attempt("long", other) is Failure.ANSWER


def test_a_child_that_ends_differs_from_a_child_that_answers(other):
    assert _attempt("die", other) is Failure.BROKEN
    assert ask_child(other.parent / "khong-co", Purpose.LIST, TASK) is Failure.BROKEN


def test_a_single_child_reads_many_files(other):
    for name in ("environment", "print"):
        (other.parent / name).write_text("", "utf-8")
    with Child(Purpose.SCAN, TASK) as child:
        answers = [child.ask(other.parent / name) for name in ("environment", "print", "print")]
    assert all("came" in answer for answer in answers)
