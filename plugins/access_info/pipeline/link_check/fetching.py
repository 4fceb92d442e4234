"""Asking addresses politely: one at a time for each server, a second apart, few servers at once."""

from __future__ import annotations

import dataclasses
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from urllib.parse import urljoin

from access_info import __version__
from access_info.assessment.link_results import LinkAnswer, LinkState
from access_info.pipeline.link_check.targets import (
    NowhereError,
    RefusedAddressError,
    Target,
    ip_numbers,
    is_public,
    is_reserved_name,
    target,
)

_MOST_MOVES = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_TOO_MANY = 429
# Answers of a server that rests, or pretends to so as to keep programs away, and of gateways and
# shields before it (RFC 9110 §15.6; 520–530 are Cloudflare's): none says anything of the page.
_RESTING = frozenset({502, 503, 504, *range(520, 531)})
_BROKEN = 500
_FINE = range(200, 300)
# OpenSSL's X509_V_ERR_…
CERTIFICATE_WORDS = {
    9: "chưa có hiệu lực",
    10: "đã hết hạn",
    18: "do máy chủ tự ký",
    19: "do máy chủ tự ký",
    62: "không phải của tên miền này",
    64: "không phải của địa chỉ này",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Asking:
    """How addresses are asked.

    Attributes:
        site: Address of the site that asks, for the servers' people to see, or "".
        interval: Seconds between two requests to one server.
        patience: Seconds to wait for a server.
        hosts: Servers asked at once.
        allowed: Whether an IP number may be reached; tests allow their own machine.
        skips: Whether a name is kept for examples and is passed over.
        trusted: Certificates that count; the system's by default.
        clock: Seconds that only grow.
        rest: Waits so many seconds.
    """

    site: str = ""
    interval: float = 1.0
    patience: float = 20.0
    hosts: int = 8
    allowed: Callable[[str], bool] = is_public
    skips: Callable[[str], bool] = is_reserved_name
    trusted: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.monotonic
    rest: Callable[[float], None] = time.sleep


def ask_all(addresses: Iterable[str], how: Asking) -> Iterator[tuple[str, LinkAnswer]]:
    """Ask each address, and yield what it answers as answers come.

    Args:
        addresses: As typed in the data.
        how: How they are asked.
    """
    servers: dict[str, list[tuple[str, Target]]] = {}
    for address in dict.fromkeys(addresses):
        try:
            parsed = target(address)
        except RefusedAddressError as error:
            yield address, LinkAnswer(state=LinkState.UNKNOWN, reason=str(error))
            continue
        if how.skips(parsed.host):
            yield address, LinkAnswer(state=LinkState.SKIPPED)
            continue
        servers.setdefault(parsed.host, []).append((address, parsed))
    answers: SimpleQueue[tuple[str, LinkAnswer] | None] = SimpleQueue()
    asker = _Asker(how, answers)
    pool = ThreadPoolExecutor(max_workers=how.hosts)
    try:
        asking = [pool.submit(asker.ask_server, tasks) for tasks in servers.values()]
        for _ in asking:
            while (answer := answers.get()) is not None:
                yield answer
        for server in asking:
            server.result()
    finally:
        # Whoever ends it before its time need not wait for servers that rest.
        asker.ends.set()
        pool.shutdown(wait=False, cancel_futures=True)


@dataclasses.dataclass(frozen=True)
class _Reply:
    code: int
    location: str = ""


class _Asker:
    def __init__(self, how: Asking, answers: SimpleQueue[tuple[str, LinkAnswer] | None]) -> None:
        self.ends = threading.Event()
        self._how, self._answers = how, answers
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._tired: set[str] = set()
        self._context = how.trusted or ssl.create_default_context()
        about = (
            f" (+{how.site})" if how.site.isascii() and how.site.isprintable() and how.site else ""
        )
        self._name = f"tiep-can-thong-tin-link-check/{__version__}{about}"

    def ask_server(self, tasks: list[tuple[str, Target]]) -> None:
        """Ask the addresses of one server, one after another; hand over each answer, then `None`."""
        try:
            for address, destination in tasks:
                if self.ends.is_set():
                    return
                self._answers.put((address, self._answer(address, destination)))
        finally:
            self._answers.put(None)

    def _answer(self, address: str, destination: Target) -> LinkAnswer:
        try:
            return self._follow(address, destination)
        except RefusedAddressError as error:
            return LinkAnswer(state=LinkState.UNKNOWN, reason=str(error))
        except NowhereError:
            return LinkAnswer(state=LinkState.DEAD, reason="không có máy chủ nào mang tên miền này")
        except ssl.SSLCertVerificationError as error:
            return LinkAnswer(state=LinkState.CERTIFICATE, reason=certificate_reason(error))
        except ssl.SSLError:
            return LinkAnswer(state=LinkState.UNKNOWN, reason="không lập được kết nối bảo mật")
        except TimeoutError:
            return LinkAnswer(state=LinkState.UNKNOWN, reason="máy chủ không trả lời kịp")
        except ConnectionRefusedError:
            return LinkAnswer(state=LinkState.DEAD, reason="máy chủ từ chối kết nối")
        except (OSError, http.client.HTTPException, ValueError):
            return LinkAnswer(state=LinkState.UNKNOWN, reason="kết nối bị ngắt")

    def _follow(self, address: str, destination: Target) -> LinkAnswer:
        """Follow an address to where it ends."""
        moved, for_good, seen = address, True, set()
        for _ in range(_MOST_MOVES + 1):
            reply = self._ask(destination)
            if reply.code not in _MOVED or not reply.location:
                end = moved if for_good and moved != address else ""
                return _judged(reply.code, end)
            seen.add(moved)
            for_good = for_good and reply.code in _FOR_GOOD
            moved = urljoin(moved, reply.location)
            if moved in seen:
                break
            destination = target(moved)
        return LinkAnswer(state=LinkState.DEAD, reason="chuyển hướng vòng quanh mãi")

    def _ask(self, destination: Target) -> _Reply:
        """Ask by HEAD, and by GET where that settles nothing: many servers answer HEAD wrongly."""
        reply = self._request("HEAD", destination)
        settled = reply.code in _FINE or reply.code in _MOVED or reply.code == _TOO_MANY
        return reply if settled else self._request("GET", destination)

    def _request(self, method: str, destination: Target) -> _Reply:
        if destination.host in self._tired:
            raise RefusedAddressError("máy chủ yêu cầu mở thưa hơn")
        ips = ip_numbers(
            destination.host,
            destination.port,
            allowed=self._how.allowed,
            resolve=socket.getaddrinfo,
        )
        self._wait(destination.host)
        connection = connected(destination, ips, patience=self._how.patience, context=self._context)
        try:
            connection.putrequest(
                method, destination.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in (
                ("Host", destination.authority),
                ("User-Agent", self._name),
                ("Accept", "*/*"),
                ("Accept-Language", "vi, en;q=0.5"),
                ("Connection", "close"),
            ):
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
        finally:
            connection.close()
        if answer.status == _TOO_MANY:
            self._tired.add(destination.host)
        return _Reply(answer.status, answer.getheader("Location") or "")

    def _wait(self, host: str) -> None:
        """Wait for this server's turn, also when another server's address led here."""
        with self._lock:
            now = self._how.clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._how.interval
        if turn > now:
            self._how.rest(turn - now)


def certificate_reason(error: ssl.SSLCertVerificationError) -> str:
    """Say in Vietnamese why a certificate does not count."""
    return (
        f"chứng thư số {CERTIFICATE_WORDS.get(error.verify_code, 'không do nơi được tin cậy cấp')}"
    )


def connected(
    destination: Target, ips: list[str], *, patience: float, context: ssl.SSLContext
) -> http.client.HTTPConnection:
    """Connect to one of the IP numbers that were checked, under the server's own name.

    Args:
        destination: What is asked.
        ips: What its name stands for.
        patience: Seconds to wait for a server.
        context: Certificates that count.

    Raises:
        OSError: None of them answers.
    """
    error = OSError()
    for number in ips:
        try:
            plain = socket.create_connection((number, destination.port), patience)
        except OSError as wrong:
            error = wrong
            continue
        connection = http.client.HTTPConnection(
            destination.host, destination.port, timeout=patience
        )
        if destination.scheme == "https":
            try:
                plain = context.wrap_socket(plain, server_hostname=destination.host)
            except BaseException:
                plain.close()
                raise
        connection.sock = plain
        return connection
    raise error


def _judged(code: int, moved: str) -> LinkAnswer:
    """Judge a status code: only what is surely gone or broken is dead."""
    if code in _FINE:
        return LinkAnswer(state=LinkState.ALIVE, code=code, moved=moved)
    if code in _GONE:
        return LinkAnswer(state=LinkState.DEAD, code=code, reason="trang không còn")
    if code >= _BROKEN and code not in _RESTING:
        return LinkAnswer(state=LinkState.DEAD, code=code, reason="máy chủ báo lỗi")
    if code == _TOO_MANY:
        return LinkAnswer(state=LinkState.UNKNOWN, code=code, reason="máy chủ yêu cầu mở thưa hơn")
    return LinkAnswer(
        state=LinkState.UNKNOWN, code=code, reason="máy chủ không cho kiểm tra tự động"
    )
