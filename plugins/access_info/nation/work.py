"""Runs the tasks of a national build in processes of this machine, or on machines of a cluster.

A task is a module's function of one picklable argument. It never starts processes by forking: workers of
a cluster may have no children but programs of their own. It can be run twice: what it writes appears whole,
by renaming, and is the same each time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import ipaddress
import itertools
import logging
import multiprocessing
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from access_info import __version__
from access_info.pipeline.incremental.memory import code_key
from access_info.processes import worker_pool
from access_info.waiting import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from distributed import Client, Security, Worker


A = TypeVar("A")
R = TypeVar("R")
_MIB = 1 << 20
# What `ru_maxrss` counts: bytes on macOS, else kibibytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1 << 10
_CONNECT_SECONDS = 20.0  # to wait for a scheduler that does not answer
_MAX_CLEARING_SECONDS = 5.0  # for tasks that nobody wants any more
_POLL = 0.1


class WorkError(Exception):
    """Tasks cannot be run, or were lost while they ran; the text says why, in Vietnamese."""


class ClusterError(WorkError):
    """The cluster cannot be used, or was lost; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cost:
    """The time and memory that a task took.

    Attributes:
        task: The work done, in Vietnamese.
        member: Code of the member that it was done for; "" where it was done for all together.
        seconds: Processor time, programs that it called included.
        memory: The most memory that its process, or a program that it called, has had so far, in MiB; 0
            where the system does not say.
    """

    task: str
    member: str
    seconds: float
    memory: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cluster:
    """A Dask cluster that tasks are run on.

    Attributes:
        address: The address of its scheduler, `tls://host:8786`.
        certificates: Folder with `ca.pem`, `cert.pem` and `key.pem`, for `tls://`.
        insecure: Whether an address without TLS may be of another machine.
    """

    address: str
    certificates: Path | None = None
    insecure: bool = False


class Runner:
    """Runs tasks on an executor: processes of this machine, or a cluster.

    Attributes:
        costs: The cost of each finished task.
    """

    def __init__(
        self,
        executor: Executor,
        progress: Progress = NO_PROGRESS,
        end: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin without tasks.

        Args:
            executor: Where tasks run; whoever made it ends it.
            progress: Shows how far the work is.
            end: Called when a task failed or somebody stops the work: ends the tasks that run, or
                waits until they have ended, so that unfinished files can be cleared away.
        """
        self.costs: list[Cost] = []
        self._executor, self._progress, self._end = executor, progress, end

    def map(
        self,
        function: Callable[[A], R],
        arguments: Sequence[A],
        what: str,
        members: Sequence[str] = (),
    ) -> list[R]:
        """Call a function for each argument, in parallel; return the results in the arguments' order.

        Args:
            function: A module's function.
            arguments: Picklable, one for each task.
            what: The work, in Vietnamese, for those who wait: `đọc các tỉnh`.
            members: Codes of the members that the tasks are for, where each is for one.

        Raises:
            Exception: The error of the first task that failed; no further task is begun then.
        """
        call = functools.partial(_call_measured, function)
        futures: list[Future[tuple[R, float, float]]] = []
        try:
            futures += (self._executor.submit(call, argument) for argument in arguments)
            with self._progress.of(what, len(futures)) as done:
                for future in as_completed(futures):
                    future.result()
                    done()
            results = [future.result() for future in futures]
        except BaseException:
            for future in futures:
                future.cancel()
            self._end()
            raise
        for (_, seconds, memory), member in zip(
            results, members or itertools.repeat(""), strict=False
        ):
            self.costs.append(Cost(task=what, member=member, seconds=seconds, memory=memory))
        return [result for result, _, _ in results]


def _call_measured(function: Callable[[A], R], argument: A) -> tuple[R, float, float]:
    """Call a function; return (result, seconds of processor time, peak of memory in MiB)."""
    # Of this process and of the programs that it called.
    begun = sum(os.times()[:4])
    result = function(argument)
    return result, sum(os.times()[:4]) - begun, _peak_memory()


def _peak_memory() -> float:
    """Return the most memory that this process, or a program that it called, has had, in MiB.

    It is 0 on Windows, which does not say.
    """
    if os.name == "nt":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) * _RSS_UNIT / _MIB


@contextlib.contextmanager
def local_runner(jobs: int, progress: Progress = NO_PROGRESS) -> Iterator[Runner]:
    """Run tasks in processes of this machine while the context lasts.

    Args:
        jobs: How many processes.
        progress: Shows how far the work is.

    Raises:
        WorkError: A process was ended from outside, as by a system out of memory.
    """
    # Forked processes have what is loaded already; a process with threads must not fork (POSIX fork(2)).
    may_fork = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if may_fork else "spawn")
    with worker_pool(jobs, context) as executor:
        try:
            yield Runner(executor, progress, end=executor.end)
        except BrokenProcessPool:
            raise WorkError(
                "Một tiến trình làm việc bị dừng giữa chừng, thường do máy thiếu bộ nhớ: thử lại với --jobs nhỏ "
                "hơn. Trang lần trước vẫn nguyên; phần đã làm được giữ, chạy lại lệnh này sẽ làm tiếp."
            ) from None


# Tasks on a Dask cluster: a scheduler that runs already; only functions are sent to it.
# Whoever reaches a scheduler can have its workers run any code. So the address of another machine must be one
# with TLS, unless the person who types it allows it otherwise.


@contextlib.contextmanager
def cluster_runner(
    cluster: Cluster, folders: Sequence[Path], progress: Progress = NO_PROGRESS
) -> Iterator[Runner]:
    """Run tasks on a cluster while the context lasts.

    Args:
        cluster: The cluster.
        folders: Where tasks read and write; all machines see them at the same paths.
        progress: Shows how far the work is.

    Raises:
        ClusterError: The cluster cannot be used, or was lost meanwhile.
    """
    from distributed import Client  # noqa: PLC0415 - an extra, and slow to load
    from distributed.comm.core import CommClosedError  # noqa: PLC0415
    from distributed.scheduler import KilledWorker  # noqa: PLC0415

    # Dask and Tornado stay silent: the errors below say in Vietnamese what they would log in English.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    address, security = cluster.address, _security(cluster)
    try:
        client = Client(address, security=security, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise ClusterError(
            f"Không tới được bộ điều phối {address} sau {_CONNECT_SECONDS:.0f} giây. Xem bộ điều phối có đang chạy, "
            "tường lửa có cho qua, và chứng thư (với tls://) có do cùng một nơi cấp không."
        ) from None
    with contextlib.closing(client):
        try:
            _check_workers(client, address, folders)
            executor = client.get_executor(pure=False)
            yield Runner(executor, progress, end=functools.partial(_wait_for_workers, client))
        except KilledWorker:
            raise ClusterError(
                "Một việc làm chết nhiều tiến trình liên tiếp nên bị dừng, thường do máy thiếu bộ nhớ. Trang lần "
                "trước vẫn nguyên; phần đã làm được giữ, chạy lại lệnh này sẽ làm tiếp."
            ) from None
        except (CancelledError, CommClosedError, OSError, TimeoutError) as error:
            if isinstance(error, OSError) and error.filename is not None:
                raise
            raise ClusterError(
                f"Mất liên lạc với bộ điều phối {address}. Trang lần trước vẫn nguyên; phần đã làm được giữ, "
                "chạy lại lệnh này sẽ làm tiếp."
            ) from None


def _wait_for_workers(client: Client) -> None:
    """Wait up to some seconds until workers have ended their tasks: a running task cannot be stopped.

    After that, what unfinished tasks wrote can be cleared away.
    """
    from distributed.comm.core import CommClosedError  # noqa: PLC0415 - an extra, and slow to load

    until = time.monotonic() + _MAX_CLEARING_SECONDS
    with contextlib.suppress(CommClosedError, OSError, TimeoutError):
        while client.status == "running" and time.monotonic() < until:
            if not any(client.run(_count_running_tasks, on_error="ignore").values()):
                return
            time.sleep(_POLL)


def _count_running_tasks(dask_worker: Worker) -> int:
    """Return how many tasks a worker is running, cancelled ones included; it runs on the worker."""
    return len(dask_worker.state.executing)


def _security(cluster: Cluster) -> Security | None:
    """Return the certificates by which a scheduler is reached; `None` for an address without TLS.

    Raises:
        ClusterError: The address is not valid, is of another machine without TLS, or certificates
            are missing.
    """
    address, certificates = cluster.address, cluster.certificates
    parts = urlsplit(address)
    if parts.scheme not in {"tls", "tcp"} or not parts.hostname:
        raise ClusterError(f"“{address}” không phải địa chỉ bộ điều phối. Ví dụ: tls://may-1:8786")
    if parts.scheme == "tcp":
        if not cluster.insecure and not _is_this_machine(parts.hostname):
            raise ClusterError(
                f"{address} không mã hóa: ai tới được địa chỉ ấy cũng chạy được mã lệnh trên các máy. Dùng tls:// "
                "kèm chứng thư (--tls THƯ_MỤC), hoặc thêm --insecure nếu mạng này chỉ mình ta vào được."
            )
        return None
    if certificates is None:
        raise ClusterError(
            "Địa chỉ tls:// cần chứng thư: thêm --tls THƯ_MỤC chứa ca.pem, cert.pem, key.pem."
        )
    files = [certificates / name for name in ("ca.pem", "cert.pem", "key.pem")]
    if missing := [file.name for file in files if not file.is_file()]:
        raise ClusterError(f"Thư mục {certificates} thiếu tệp {', '.join(missing)}.")
    from distributed import Security  # noqa: PLC0415 - an extra, and slow to load

    ca, cert, key = map(str, files)
    return Security(
        tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True
    )


def _is_this_machine(host: str) -> bool:
    """Tell whether a host's name or number can only mean the machine that runs this."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_workers(client: Client, address: str, folders: Sequence[Path]) -> None:
    """Check that each worker has the same version of this program, and sees the folders.

    Raises:
        ClusterError: A worker does not, or there is no worker.
    """
    # A file of a name that nobody can guess, in each folder.
    marks = [folder / f".cum-{secrets.token_hex(8)}" for folder in folders]
    try:
        for mark in marks:
            mark.touch()
        answers: dict[str, tuple[str, list[bool]] | Exception] = client.run(
            _inspect_worker, list(map(str, marks)), on_error="return"
        )
    finally:
        for mark in marks:
            mark.unlink(missing_ok=True)
    if not answers:
        raise ClusterError(
            f"Bộ điều phối {address} chưa có máy làm việc nào. Chạy trên từng máy: dask worker {address}"
        )
    for worker, answer in answers.items():
        program, sees = answer if isinstance(answer, tuple) else ("khác", [])
        if program != _program():
            raise ClusterError(
                f"Máy {worker} cài chương trình {program}, máy này cài {_program()}. Cài cùng một bản trên mọi máy."
            )
        for folder, is_there in zip(folders, sees, strict=True):
            if not is_there:
                raise ClusterError(
                    f"Máy {worker} không thấy thư mục {folder}. Mọi máy phải thấy thư mục ấy ở cùng đường dẫn."
                )


def _program() -> str:
    """Return the version of this program with the beginning of the hash of all its files."""
    return f"{__version__} ({code_key()[:12]})"


def _inspect_worker(files: Sequence[str]) -> tuple[str, list[bool]]:
    """Return the program's version, and for each file whether it is there; it runs on the worker."""
    return _program(), [os.path.isfile(file) for file in files]  # noqa: PTH113 - never raises
