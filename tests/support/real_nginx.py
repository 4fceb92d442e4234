"""A real nginx on this machine that serves a site with exactly the block of the guide."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "content/huong-dan/nginx.md"
HOST = "tiep-can-thong-tin.mau.example"
COMMAND = "sudo apt-get install -y nginx"
# What stands around the block on Debian, as far as it matters; temporary folders are our own.
AROUND = """\
daemon off;
master_process off;
pid nginx.pid;
events {{}}
http {{
  include mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path tam; proxy_temp_path tam; fastcgi_temp_path tam;
  uwsgi_temp_path tam; scgi_temp_path tam;
{block}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running server.

    Attributes:
        plain: Its port without encryption.
        secure: Its port with it.
        certificate: What a client must trust.
    """

    plain: int
    secure: int
    certificate: Path

    def ask(self, path: str, *, secure: bool = True, **headers: str) -> HTTPResponse:
        """The whole answer to a GET."""
        connection: HTTPConnection
        if secure:
            trust = ssl.create_default_context(cafile=str(self.certificate))
            trust.check_hostname = False
            connection = HTTPSConnection("127.0.0.1", self.secure, context=trust, timeout=20)
        else:
            connection = HTTPConnection("127.0.0.1", self.plain, timeout=20)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": HOST, **given})
        answer = connection.getresponse()
        answer.content = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer


def sample() -> str:
    """The block of the guide."""
    block = re.search(r"```nginx\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert block
    return block[1]


@contextlib.contextmanager
def nginx(site: Path, folder: Path) -> Iterator[Nginx]:
    """Serves a site as long as the block runs; only what the guide says to edit is edited, and the ports.

    Args:
        site: The built site.
        folder: Where its own files go.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail(f"Máy chưa có nginx nên chưa thử được cấu hình mẫu. Cài bằng: {COMMAND}")
    certificate, key = _certificate(folder)
    plain, secure = _free_ports()
    edits = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "  listen [::]:80;\n": "",
        "  listen [::]:443 ssl;\n": "",
        "/etc/ssl/tiep-can-thong-tin.pem": str(certificate),
        "/etc/ssl/tiep-can-thong-tin.key": str(key),
        "/srv/tiep-can-thong-tin/kho/site": f'"{site}"',
    }
    block = sample()
    for old, new in edits.items():
        assert old in block, old
        block = block.replace(old, new)
    (folder / "nginx.conf").write_text(AROUND.format(block=block), encoding="utf-8")
    shutil.copyfile("/etc/nginx/mime.types", folder / "mime.types")
    command = [program, "-p", str(folder), "-c", "nginx.conf", "-e", "loi.txt"]
    tried = subprocess.run([*command, "-t"], capture_output=True, encoding="utf-8", check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr, tried.stderr
    with subprocess.Popen(command) as process:
        try:
            _wait_for(secure, process, folder / "loi.txt")
            yield Nginx(plain, secure, certificate)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that this machine made for itself."""
    certificate, key = folder / "chung-thu.pem", folder / "khoa.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-keyout", key, "-out", certificate]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def _free_ports() -> tuple[int, int]:
    """Two ports of this machine that nobody listens at."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once somebody answers at a port."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, log.read_text("utf-8", errors="replace")
        time.sleep(0.02)
    pytest.fail("nginx không trả lời")
