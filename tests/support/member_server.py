"""Servers of members on this machine, with certificates of an authority made for the test; some misbehave."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import trustme

_RANGE = re.compile(r"bytes=(\d+)-")


class MemberServer(http.server.ThreadingHTTPServer):
    """Serves a folder over HTTPS, in parts and conditionally, as real servers do.

    Attributes:
        tricks: What answers a path instead.
        requests: Path, and the fields of the request that were sent.
        busy: How many files were asked for at once, at most.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tricks: dict[str, Callable[[MemberHandler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.busy = 0
        self.now = 0
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), MemberHandler)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server_address[1]}/"

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no mistake."""


class MemberHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: MemberServer

    def do_GET(self) -> None:
        path = unquote(self.path)
        server = self.server
        with server.lock:
            server.requests.append((path, dict(self.headers.items())))
            server.now += 1
            server.busy = max(server.busy, server.now)
        self._is_counted = True
        try:
            trick = server.tricks.get(path) or server.tricks.get("*")
            trick(self) if trick is not None else self.file(server.folder / path.lstrip("/"))
        finally:
            self._end()

    def _end(self) -> None:
        """Count the request no more; whoever has the answer may ask again before this thread goes on."""
        with self.server.lock:
            self.server.now -= self._is_counted
            self._is_counted = False

    def file(self, path: Path) -> None:
        if not path.is_file():
            self.answer(404, b"")
            return
        content = path.read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", ETag=tag)
            return
        wanted = _RANGE.fullmatch(self.headers.get("Range") or "")
        if wanted and int(wanted[1]) < len(content):
            start, end = int(wanted[1]), len(content)
            self.answer(206, content[start:], **{"Content-Range": f"bytes {start}-{end - 1}/{end}"})
        else:
            self.answer(200, content, ETag=tag)

    def answer(self, code: int, content: bytes, **fields: str) -> None:
        self._end()
        self.send_response(code)
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keeps quiet."""


@contextlib.contextmanager
def member_server(
    folder: Path, authority: trustme.CA, certificate: trustme.LeafCert | None = None
) -> Iterator[MemberServer]:
    """Serves a folder as long as the block runs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued = certificate or authority.issue_cert("localhost", "127.0.0.1")
    issued.configure_cert(context)
    with MemberServer(folder) as server:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
