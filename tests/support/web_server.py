"""A small server of this machine that answers as real ones do, well or badly."""

from __future__ import annotations

import contextlib
import http.server
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote


class Server(http.server.ThreadingHTTPServer):
    """Remembers who asked for what and when.

    Attributes:
        seen: Method, path and time of each request.
        names: What the asking programs call themselves.
    """

    def __init__(self, host: str = "127.0.0.1", folder: Path | None = None) -> None:
        self.seen: list[tuple[str, str, float]] = []
        self.names: set[str] = set()
        self.answers: dict[str, int] = {}
        self.moves: dict[str, str] = {}
        self.folder = folder
        super().__init__((host, 0), _Handler)

    @property
    def address(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host}:{port}"

    def paths(self, method: str = "") -> list[str]:
        return [path for seen_method, path, _ in self.seen if method in {"", seen_method}]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no mistake."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self._reply("HEAD")

    def do_GET(self) -> None:
        self._reply("GET")

    def _reply(self, method: str) -> None:
        self.server.seen.append((method, self.path, time.monotonic()))
        self.server.names.add(self.headers["User-Agent"])
        path = self.path.partition("?")[0]
        first, _, rest = path.lstrip("/").partition("/")
        if path in self.server.moves:
            self._send(302, self.server.moves[path])
        elif self.server.folder is not None:
            self._file(unquote(path))
        elif path in self.server.answers:
            self._send(self.server.answers[path])
        elif first == "cham":
            time.sleep(0.6)
            self._send(200)
        elif first == "ngat":
            self.close_connection = True
        elif first == "chi-get":
            self._send(405 if method == "HEAD" else 200)
        elif first in {"301", "302", "307", "308"}:
            self._send(int(first), rest if rest.startswith("http") else f"/{rest}")
        elif first.isdigit():
            self._send(int(first))
        else:
            self._send(200)

    def _file(self, path: str) -> None:
        assert self.server.folder is not None
        file = self.server.folder / path.lstrip("/")
        self._send(200, content=file.read_bytes()) if file.is_file() else self._send(404)

    def _send(self, code: int, location: str = "", content: bytes = b"") -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keeps quiet."""


@contextlib.contextmanager
def serving(server: Server, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Answers as long as the block runs."""
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
