"""Tasks in processes of this machine."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import threading
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

from access_info.nation.work.runner import ExecutorRunner, WorkError
from access_info.waiting import NO_PROGRESS, Progress, worker_pool


@contextlib.contextmanager
def local_runner(jobs: int, progress: Progress = NO_PROGRESS) -> Iterator[ExecutorRunner]:
    """Run tasks in processes of this machine while the context lasts.

    Args:
        jobs: How many processes.
        progress: Is told how far the work is.

    Raises:
        WorkError: One of them was ended from outside.
    """
    # Forked processes have what is loaded already; a process with threads must not fork (POSIX fork(2)).
    may_fork = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if may_fork else "spawn")
    with worker_pool(jobs, context) as executor:
        try:
            yield ExecutorRunner(executor, progress, end=executor.end)
        except BrokenProcessPool:
            raise WorkError(
                "Một tiến trình làm việc bị dừng giữa chừng, thường do máy thiếu bộ nhớ: thử lại với --jobs nhỏ "
                "hơn. Trang lần trước vẫn nguyên; phần đã làm được giữ, chạy lại lệnh này sẽ làm tiếp."
            ) from None
