"""Tasks on a Dask cluster: an existing scheduler, to which we bring nothing but functions.

Whoever reaches a scheduler can have its workers run any code. So an address that is not of this machine
must be one with TLS, unless whoever types it says otherwise.
"""

from __future__ import annotations

import contextlib
import ipaddress
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import access_info
from access_info.nation.work.progress import NO_PROGRESS, Progress
from access_info.nation.work.runner import ExecutorRunner

if TYPE_CHECKING:
    from distributed import Client, Security

_PATIENCE = 20.0  # seconds to wait for a scheduler that does not answer


class ClusterError(Exception):
    """The cluster cannot be used, or was lost; told in Vietnamese."""


@contextlib.contextmanager
def cluster_runner(
    address: str,
    folder: Path,
    *,
    certificates: Path | None = None,
    insecure: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Iterator[ExecutorRunner]:
    """Run tasks on a cluster while the context lasts.

    Args:
        address: Of the scheduler: `tls://host:8786`.
        folder: Where tasks read and write; all machines see it at the same path.
        certificates: Folder with `ca.pem`, `cert.pem` and `key.pem`, for `tls://`.
        insecure: Whether an address without TLS may be of another machine.
        progress: Is told how far the work is.

    Raises:
        ClusterError: It cannot be used, or was lost meanwhile.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to load
        from distributed.client import FutureCancelledError  # noqa: PLC0415
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
        from distributed.scheduler import KilledWorker  # noqa: PLC0415
    except ImportError:
        raise ClusterError(
            "Chưa cài phần chạy trên nhiều máy. Cài bằng: python3 -m pip install 'tiep-can-thong-tin[cluster]'"
        ) from None
    security = _security(address, certificates, insecure=insecure)
    try:
        client = Client(address, security=security, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"Không tới được bộ điều phối {address}: {error}") from None
    with contextlib.closing(client):
        _check(client, address, folder)
        try:
            yield ExecutorRunner(client.get_executor(pure=False), progress)
        except KilledWorker as error:
            raise ClusterError(
                f"Một việc làm chết nhiều tiến trình liên tiếp nên bị dừng: {error}. Thường do thiếu bộ nhớ."
            ) from None
        except (FutureCancelledError, CommClosedError, OSError, TimeoutError) as error:
            if isinstance(error, OSError) and error.filename is not None:
                raise
            raise ClusterError(
                f"Mất liên lạc với bộ điều phối {address}. Trang lần trước vẫn nguyên; phần đã làm được giữ, "
                "chạy lại lệnh này sẽ làm tiếp."
            ) from None


def _security(address: str, certificates: Path | None, *, insecure: bool) -> Security | None:
    """Choose how the scheduler is reached."""
    parts = urlsplit(address)
    if parts.scheme not in {"tls", "tcp"} or not parts.hostname:
        raise ClusterError(f"“{address}” không phải địa chỉ bộ điều phối. Ví dụ: tls://may-1:8786")
    if parts.scheme == "tcp":
        if not insecure and not _is_this_machine(parts.hostname):
            raise ClusterError(
                f"{address} không mã hóa: ai tới được địa chỉ ấy cũng chạy được mã lệnh trên các máy. Dùng tls:// "
                "kèm chứng thư (--tls THƯ_MỤC), hoặc thêm --insecure nếu mạng này chỉ mình ta vào được."
            )
        return None
    if certificates is None:
        raise ClusterError(
            "Địa chỉ tls:// cần chứng thư: thêm --tls THƯ_MỤC chứa ca.pem, cert.pem, key.pem."
        )
    missing = [
        name for name in ("ca.pem", "cert.pem", "key.pem") if not (certificates / name).is_file()
    ]
    if missing:
        raise ClusterError(f"Thư mục {certificates} thiếu tệp {', '.join(missing)}.")
    from distributed import Security  # noqa: PLC0415 - an extra, and slow to load

    ca, cert, key = (str(certificates / name) for name in ("ca.pem", "cert.pem", "key.pem"))
    return Security(
        tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True
    )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(client: Client, address: str, folder: Path) -> None:
    """Check that each worker has this program's version, and sees the folder.

    Raises:
        ClusterError: One has not, or there is none.
    """
    token = secrets.token_hex(8)
    sign = folder / f".cum-{token}"
    sign.write_text(token, encoding="utf-8")
    try:
        seen: dict[str, tuple[str, str]] = client.run(_look, str(sign))
    finally:
        sign.unlink(missing_ok=True)
    if not seen:
        raise ClusterError(
            f"Bộ điều phối {address} chưa có máy làm việc nào. Chạy trên từng máy: dask worker {address}"
        )
    for worker, (version, read) in seen.items():
        if version != access_info.__version__:
            raise ClusterError(
                f"Máy {worker} cài bản {version or 'khác'}, máy này cài bản {access_info.__version__}. Cài cùng "
                "một bản trên mọi máy."
            )
        if read != token:
            raise ClusterError(
                f"Máy {worker} không thấy thư mục {folder}. Mọi máy phải thấy thư mục ấy ở cùng đường dẫn."
            )


def _look(sign: str) -> tuple[str, str]:
    """Tell a worker's version of this program, and what it reads in a file."""
    try:
        return access_info.__version__, Path(sign).read_text(encoding="utf-8")
    except OSError:
        return access_info.__version__, ""
