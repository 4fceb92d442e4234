"""MkDocs as the scripts run it: what it says in Vietnamese, and its preview that ends with them.

Standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import FrameType

# What MkDocs says of every run, and what is said instead; "" for nothing.
_WORDS = (
    (re.compile(r"Cleaning site directory"), ""),
    (re.compile(r"Building documentation\.\.\."), "Đang dựng trang…"),
    (re.compile(r"Building documentation to directory: (.*)"), r"Đang dựng trang vào thư mục \1"),
    (re.compile(r"Documentation built in ([\d.]+) seconds"), r"Dựng xong sau \1 giây."),
    (re.compile(r"Watching paths for changes: (.*)"), r"Tự dựng lại khi có tệp đổi ở: \1"),
    (re.compile(r"Serving on (\S+).*"), r"Xem tại \1 (bấm Ctrl+C để dừng)"),
    (re.compile(r"Detected file changes"), "Có tệp vừa đổi."),
    (re.compile(r"Reloading browsers"), "Trình duyệt đang mở tự tải lại trang."),
    (re.compile(r"Browser connected: (.*)"), r"Trình duyệt đang xem: \1"),
    (re.compile(r"Shutting down\.\.\."), "Đang dừng…"),
)
# “INFO    -  [10:20:30] Reloading browsers”: group 1 is all before the words.
_HEAD = re.compile(r"(INFO +-  (?:\[[\d:]+\] )?)(.*)\n?")
# “dev_addr: 127.0.0.1:8001” of `mkdocs.yml`.
_ADDRESS = re.compile(r"^dev_addr:\s*[\"']?([\w.]+):(\d+)", re.MULTILINE)
_USUAL = ("127.0.0.1", 8000)


def in_vietnamese(line: str) -> str:
    """Say in Vietnamese what MkDocs says of every run; leave any other line as it is.

    Args:
        line: A line that it printed, with its end.

    Returns:
        The line; "" where nothing is to be said.
    """
    head = _HEAD.fullmatch(line)
    if head is None:
        return line
    for pattern, words in _WORDS:
        match = pattern.fullmatch(head[2])
        if match is not None:
            return f"{match.expand(words)}\n" if words else ""
    return line


def preview_address(root: Path, port: int | None) -> tuple[str, int]:
    """Find the address that the preview is to be shown at: host and port.

    Args:
        root: The folder of `mkdocs.yml`, whose `dev_addr` counts where no port was typed.
        port: The port that was typed, or `None`.
    """
    text = ""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    named = _ADDRESS.search(text)
    host, usual = (named[1], int(named[2])) if named else _USUAL
    return host, usual if port is None else port


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody else serves at an address of this machine."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        return False
    return True


def serve(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    host: str,
    port: int,
) -> int:
    """Show the site while it is edited; end with this process, whatever ends it.

    Args:
        command: MkDocs with `serve`.
        folder: The repository.
        environment: Variables for it.
        host: Name of this machine.
        port: TCP port.

    Returns:
        MkDocs's code; 2 when the port is taken.
    """
    if not is_free(host, port):
        print(
            f"Cổng {port} đang có chương trình khác dùng, có thể là một lần xem thử chưa dừng.\n"
            f"Dừng nó (Ctrl+C ở cửa sổ ấy), hoặc chọn cổng khác: python3 scripts/build.py --serve --port {port + 1}",
            file=sys.stderr,
        )
        return 2
    words = [*command, "--dev-addr", f"{host}:{port}"]
    with (
        subprocess.Popen(
            words,
            cwd=folder,
            env=environment,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as process,
        _ended_together(process),
    ):
        for line in process.stderr or ():
            sys.stderr.write(in_vietnamese(line))
            sys.stderr.flush()
    return process.returncode


@contextlib.contextmanager
def _ended_together(process: subprocess.Popen[str]) -> Iterator[None]:
    """Hand on the wish to end, and leave no process behind."""

    def hand_on(_: int, __: FrameType | None) -> None:
        process.terminate()

    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, hand_on) for number in signals}
    try:
        yield
    except KeyboardInterrupt:
        # The terminal sends Ctrl+C to both; what MkDocs still does to end is waited for.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        raise
    finally:
        if process.poll() is None:
            process.terminate()
        for number, handler in before.items():
            signal.signal(number, handler)
