"""What workers are given can be sent to any process: pickled, unpickled, with the same result."""

from __future__ import annotations

import ast
import datetime
import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import tiny_province

import access_info
from access_info.pipeline import Options, build_plain_site
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation import inspection, prepare, workers
from access_info.pipeline.publish import shared_files, site

PACKAGE = Path(access_info.__file__).parent
# Each module that hands work to workers.
CALLERS = {
    "pipeline/preparation/prepare.py": prepare,
    "pipeline/preparation/inspection.py": inspection,
    "pipeline/publish/shared_files.py": shared_files,
    "pipeline/publish/site.py": site,
}


def judged(judging):
    """What is kept of an agency that was judged."""
    return judging.agency.id, judging.assessment.findings


def _calls_work(path):
    tree = ast.parse(path.read_text("utf-8"))
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "work"
        for node in ast.walk(tree)
    )


def test_every_module_that_hands_work_to_workers_is_known():
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if _calls_work(path) and path.name != "workers.py"
    }
    assert callers == {*CALLERS}


def call(pickled):
    """Do one task in a process that knows nothing of the one that had the state."""
    function, state, task = pickle.loads(pickled)  # noqa: S301 - just made
    return function(state, task)


def same(result):
    """A result without the times of files."""
    if isinstance(result, Published):
        return result.key, result.hashes, sorted(result.files)
    return result


def test_states_and_functions_can_be_sent_to_another_process(tmp_path, monkeypatch):
    names = []

    def compared(
        function,
        tasks,
        *,
        state,
        jobs,
        few_and_large=False,
        in_one=False,
        first_alone=False,
        tell=None,
    ):
        """Work, after the first task was done in another process with the same result."""
        if not tasks:
            return
        pickled = pickle.dumps((function, state, tasks[0]))
        elsewhere = pool.submit(call, pickled).result()
        results = list(
            workers.work(function, tasks, state=state, jobs=jobs, few_and_large=few_and_large)
        )
        assert same(elsewhere) == same(results[0])
        # What the state remembers by now does not stand in the way either.
        again = pickle.dumps((function, state, tasks[0]))
        assert same(call(again)) == same(results[0])
        names.append(function.__name__)
        yield from results

    for module in CALLERS.values():
        monkeypatch.setattr(module, "work", compared)
    folder = tiny_province.lay_out(tmp_path / "tinh")
    options = Options(
        agencies=folder / "agencies",
        as_of=datetime.date(2026, 11, 24),
        languages=("en",),
        cache=tmp_path / ".cache/access-info",
        jobs=1,
        papers=True,
    )
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert not build_plain_site(options, out=tmp_path / "trang").stops
        inspection.judge_each(options, judged, attachments=True)
        # With the memory of a build in the state.
        (folder / "agencies/xa-1/co-quan.yml").write_text(tiny_province.profile("xã Khác"), "utf-8")
        assert not build_plain_site(options, out=tmp_path / "trang").stops
    # Lists, sets and what describes them, then drafts.
    built = [
        "prepare_agency",
        "_render",
        "_publish_agency",
        "_write_part",
        "_make_paper",
    ]
    assert names == [*built, "_judge", *built]


def test_without_fork_little_work_is_done_in_this_process(monkeypatch):
    monkeypatch.delattr("os.fork")
    tasks = list(range(workers._MIN_TASKS_ANEW - 1))
    assert list(workers.work(_where, tasks, state="x", jobs=4)) == [
        ("x", task, multiprocessing.current_process().pid) for task in tasks
    ]


def test_a_script_of_somebody_else_is_not_run_again_by_workers(tmp_path):
    """Windows and macOS load the main program anew in each process that begins."""
    script = tmp_path / "dung.py"
    script.write_text(
        "import os\n"
        "del os.fork\n"
        "from access_info.pipeline.preparation.workers import work\n"
        "print('bắt đầu')\n"
        "print(sum(work(max, list(range(100)), state=0, jobs=2)))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", script], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.returncode) == ("bắt đầu\n4950\n", 0), done.stderr


def _where(state, task):
    return state, task, multiprocessing.current_process().pid
