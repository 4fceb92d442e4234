"""A folder shown to this machine's browser alone, made again when its sources change."""

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
    """Files as they are now: nothing is kept by the browser, nothing is told to the terminal."""

    def end_headers(self) -> None:
        """Add that nothing is kept."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
        """Keep quiet."""


def serve(
    folder: Path,
    *,
    port: int,
    page: str,
    rebuild: Callable[[], tuple[str, bool]],
    changes: Iterator[bool],
) -> int:
    """Show a folder until the person stops it.

    Args:
        folder: What is shown; it may be replaced by another at any time.
        port: TCP port of 127.0.0.1; 0 for any that is free.
        page: The page to begin with, below the folder; "" when there is none yet.
        rebuild: Makes the folder again; tells the page to begin with.
        changes: Waits, and tells whether the folder must be made again.

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
