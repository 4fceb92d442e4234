"""Serves a folder to this machine's browser alone, and builds it again when sources change."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from access_info.cli.terminal.usage import UsageError

_HERE = "127.0.0.1"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as they are now: the browser keeps none, and the terminal prints nothing."""

    def end_headers(self) -> None:
        """Add the header that forbids the browser to keep a file."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
        """Print nothing."""


def serve(
    folder: Path,
    *,
    port: int,
    page: str,
    rebuild: Callable[[], tuple[str, bool]],
    changes: Iterator[bool],
) -> int:
    """Serve a folder until the person stops it.

    Args:
        folder: The folder to serve; it may be replaced by another at any time.
        port: TCP port of 127.0.0.1; 0 for any that is free.
        page: The page to begin with, below the folder; "" when there is none yet.
        rebuild: Builds the folder again; returns the first page, and whether data have errors.
        changes: Each step waits, then yields whether the folder must be built again.

    Returns:
        0: that somebody stops looking is no mistake.

    Raises:
        UsageError: The port is taken.
    """
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        server = http.server.ThreadingHTTPServer((_HERE, port), handler)
    except OSError as error:
        raise UsageError(
            f"Cổng {port} đang có chương trình khác dùng. Thêm --port 0 để dùng cổng nào trống."
        ) from error
    address = f"http://{_HERE}:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _tell(address, page)
        for changed in changes:
            if changed:
                page = rebuild()[0]
                _tell(address, page)
    except KeyboardInterrupt:
        print("Đã dừng.")
    finally:
        server.shutdown()
        server.server_close()
    return 0


def _tell(address: str, page: str) -> None:
    if page:
        print(
            f"Xem tại {address}{quote(page)} (bấm F5 sau mỗi lần sửa; Ctrl+C để dừng)", flush=True
        )
    else:
        print("Đang chờ tệp được sửa… (Ctrl+C để dừng)", flush=True)
