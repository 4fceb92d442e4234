"""A published site that is compared with its manifest: over the web, and never into a private network."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, urljoin

from access_info import __version__
from access_info.pipeline.link_check.fetching import connected
from access_info.pipeline.link_check.targets import (
    NowhereError,
    RefusedAddressError,
    Target,
    ip_numbers,
    is_public,
    target,
)
from access_info.pipeline.trust.copies import (
    MOST_MANIFEST,
    UnreadableCopyError,
    hashed,
    read_at_most,
)

_MOST_MOVES = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_FINE = 200
_PIECE = 1 << 16
_FORM = "identity"  # as it is, not compressed on the way


@dataclasses.dataclass(frozen=True, kw_only=True)
class WebAccess:
    """How a published site is fetched.

    Attributes:
        patience: Seconds to wait for a server.
        most_seconds: Seconds that all of it may take.
        most_bytes: Bytes that all of it may be.
        at_once: Files fetched at once.
        schemes: Schemes of addresses that are fetched.
        allowed: Whether an IP number may be reached; tests allow their own machine.
        trusted: Certificates that count; the system's by default.
        clock: Seconds that only grow.
    """

    patience: float = 20.0
    most_seconds: float = 3_600.0
    most_bytes: int = 5_000_000_000
    at_once: int = 4
    schemes: frozenset[str] = frozenset({"https"})
    allowed: Callable[[str], bool] = is_public
    trusted: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.monotonic


class _Timed:
    """An answer that is taken as it comes, so that no server can hold us for ever."""

    def __init__(self, answer: http.client.HTTPResponse, check: Callable[[], None]) -> None:
        self._answer, self._check = answer, check

    def read(self, size: int, /) -> bytes:
        self._check()
        return self._answer.read1(min(size, _PIECE))


class WebCopy:
    """A site at an address.

    Attributes:
        root: The address of the folder that its manifest lies in.
    """

    def __init__(self, root: str, how: WebAccess) -> None:
        """Begin; nothing is fetched yet.

        Args:
            root: Address with a final slash.
            how: How it is fetched.
        """
        self.root = root
        self._how = how
        self._context = how.trusted or ssl.create_default_context()
        self._end = how.clock() + how.most_seconds
        self._left = how.most_bytes
        self._lock = threading.Lock()
        self._local = threading.local()

    def read(self, path: str, most: int = MOST_MANIFEST) -> bytes | None:
        """Fetch a small file of the site."""
        with self._answer(path) as answer:
            if answer is None:
                return None
            content = read_at_most(_Timed(answer, self._check_time), most)
            self._count(len(content))
            return content

    def sha256(self, path: str, size: int) -> str | None:
        """Fetch a file of the site and hash it, and take no more bytes than it should have."""
        self._count(size)
        with self._answer(path) as answer:
            return None if answer is None else hashed(_Timed(answer, self._check_time), size)

    def others(self, listed: Iterable[str]) -> Iterator[str] | None:  # noqa: ARG002 - as all copies
        """Tell that nobody can list what else a server has."""
        return None

    def _check_time(self) -> None:
        if self._how.clock() > self._end:
            raise UnreadableCopyError("quá thời gian cho phép")

    def _count(self, size: int) -> None:
        with self._lock:
            self._left -= size
            if self._left < 0:
                raise UnreadableCopyError("cả trang lớn quá mức")

    @contextlib.contextmanager
    def _answer(self, path: str) -> Iterator[http.client.HTTPResponse | None]:
        """Ask for a file and give what the server answers; `None` if it is not there."""
        try:
            answer = self._followed(urljoin(self.root, quote(path)))
            with self._ended(answer):
                if answer.status in _GONE:
                    yield None
                    return
                if answer.status != _FINE:
                    raise UnreadableCopyError(f"máy chủ trả lời mã {answer.status}")
                if (answer.getheader("Content-Encoding") or _FORM) != _FORM:
                    raise UnreadableCopyError("máy chủ nén tệp dù không được hỏi")
                yield answer
        except RefusedAddressError as error:
            raise UnreadableCopyError(str(error)) from None
        except NowhereError:
            raise UnreadableCopyError("không có máy chủ nào mang tên miền này") from None
        except ssl.SSLError:
            raise UnreadableCopyError("không lập được kết nối bảo mật") from None
        except TimeoutError:
            raise UnreadableCopyError("máy chủ không trả lời kịp") from None
        except (OSError, http.client.HTTPException):
            raise UnreadableCopyError("kết nối bị ngắt") from None

    def _followed(self, address: str) -> http.client.HTTPResponse:
        """Follow an address to where it ends; every step must be one that may be asked."""
        for _ in range(_MOST_MOVES + 1):
            answer = self._asked(self._target(address))
            location = answer.getheader("Location")
            if answer.status not in _MOVED or not location:
                return answer
            with self._ended(answer):
                address = urljoin(address, location)
        raise UnreadableCopyError("chuyển hướng vòng quanh mãi")

    def _target(self, address: str) -> Target:
        parsed = target(address)
        if parsed.scheme not in self._how.schemes:
            raise RefusedAddressError("địa chỉ phải bắt đầu bằng https://")
        return parsed

    @contextlib.contextmanager
    def _ended(self, answer: http.client.HTTPResponse) -> Iterator[None]:
        """Close an answer; one that was not read to its end takes its connection with it."""
        try:
            yield
        finally:
            if not answer.isclosed():
                answer.close()
                self._drop()

    def _drop(self) -> None:
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
        self._local.connection = None

    def _asked(self, destination: Target) -> http.client.HTTPResponse:
        """Send one request, on this thread's connection to the server if there is one."""
        self._check_time()
        origin = (destination.scheme, destination.authority)
        if getattr(self._local, "connection", None) is not None:
            if self._local.origin == origin:
                # The server may have hung up meanwhile.
                with contextlib.suppress(OSError, http.client.HTTPException):
                    return _requested(self._local.connection, destination)
            self._drop()
        ips = ip_numbers(
            destination.host,
            destination.port,
            allowed=self._how.allowed,
            resolve=socket.getaddrinfo,
        )
        self._local.connection = connected(
            destination, ips, patience=self._how.patience, context=self._context
        )
        self._local.origin = origin
        try:
            return _requested(self._local.connection, destination)
        except BaseException:
            self._drop()
            raise


def _requested(
    connection: http.client.HTTPConnection, destination: Target
) -> http.client.HTTPResponse:
    """Ask a server for one address."""
    connection.putrequest("GET", destination.path, skip_host=True, skip_accept_encoding=True)
    for name, value in (
        ("Host", destination.authority),
        ("User-Agent", f"tiep-can-thong-tin-verify/{__version__}"),
        ("Accept", "*/*"),
        ("Accept-Encoding", _FORM),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()
