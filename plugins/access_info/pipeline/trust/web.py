"""Reading a published site over the web to verify it; never from a private network."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import quote, urljoin

from access_info import __version__
from access_info.pipeline.link_check import (
    ASKING_ERRORS,
    CERTIFICATE_WORDS,
    GONE_CODES,
    MAX_MOVES,
    MOVED_CODES,
    PrivateAddressError,
    RefusedAddressError,
    Target,
    connected,
    failure_words,
    ip_numbers,
    is_public,
    requested,
    target,
)
from access_info.pipeline.trust.copies import (
    MAX_MANIFEST_BYTES,
    PrivateCopyError,
    UnknownAuthorityError,
    UnreadableCopyError,
    hashed,
    read_at_most,
)

_OK = 200
_PIECE = 1 << 16
_SERVER_ERROR = 5  # first digit of 5xx
_STATUS_WORDS = {
    401: "đòi đăng nhập",
    403: "không cho phép",
    407: "đòi đăng nhập",
    429: "đang bị hỏi quá nhiều",
}
# OpenSSL's codes (X509_V_ERR_…) for a certificate from an unknown authority.
_OF_AUTHORITY = frozenset({18, 19, 20, 21})
_AS_IS = "identity"


@dataclasses.dataclass(frozen=True, kw_only=True)
class WebAccess:
    """Limits and settings for fetching a published site.

    Attributes:
        patience: Seconds to wait for a server (timeout).
        most_seconds: Seconds that fetching the whole site may take.
        most_bytes: Most bytes of the whole site.
        at_once: Number of files fetched at the same time.
        schemes: Allowed schemes of addresses.
        allowed: Tells whether an IP number may be reached; tests allow their own machine.
        trusted: Trusted certificates; the system's by default.
        clock: A monotonic clock, in seconds.
    """

    patience: float = 20.0
    most_seconds: float = 3_600.0
    most_bytes: int = 5_000_000_000
    at_once: int = 4
    schemes: frozenset[str] = frozenset({"https"})
    allowed: Callable[[str], bool] = is_public
    trusted: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.monotonic


class _TimedSocket:
    """A socket with a limit for the total time, so that no server can hold us by sending byte after byte.

    An ordinary timeout begins anew with each byte; here `left` gives the seconds that remain.
    """

    def __init__(self, inner: socket.socket, left: Callable[[], float]) -> None:
        self._inner, self._left = inner, left

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """Return the file that `http.client` reads the response from."""
        return io.BufferedReader(_TimedReader(self._inner, self._left))

    def sendall(self, content: bytes) -> None:
        self._inner.settimeout(self._left())
        self._inner.sendall(content)

    def close(self) -> None:
        self._inner.close()


class _TimedReader(io.RawIOBase):
    """Reads from a socket, waiting no longer than `left` seconds, which is asked before each read."""

    def __init__(self, inner: socket.socket, left: Callable[[], float]) -> None:
        self._inner, self._left = inner, left
        self._raw = inner.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        self._inner.settimeout(self._left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class AnswerPieces:
    """A response's body, read in the pieces in which it arrives (a `Readable`)."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        """Wrap a response that is still open."""
        self._answer = answer

    def read(self, size: int, /) -> bytes:
        """Return what has arrived, at most `size` bytes; none at the end."""
        return self._answer.read1(min(size, _PIECE))


class WebCopy:
    """A copy of a site on the web (a `Copy`).

    Attributes:
        root: The address of the folder with the manifest.
    """

    def __init__(self, root: str, how: WebAccess) -> None:
        """Start the clock of the time limit; nothing is fetched yet.

        Args:
            root: Address of the folder with the manifest, with a final slash.
            how: Limits and settings.
        """
        self.root = root
        self._how = how
        self._context = how.trusted or ssl.create_default_context()
        self._end = how.clock() + how.most_seconds
        self._left = how.most_bytes
        self._lock = threading.Lock()
        self._local = threading.local()

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
        """Fetch a file of at most `most` bytes; `None` if it does not exist.

        Raises:
            UnreadableCopyError: It cannot be fetched, is larger, or the whole site is too large.
        """
        with self.asked(path) as answer:
            if answer is None:
                return None
            content = read_at_most(AnswerPieces(answer), most)
            self._count_bytes(len(content))
            return content

    def sha256(self, path: str, size: int) -> str | None:
        """Fetch a file and return its SHA-256; `None` if it does not exist, "" if its size differs.

        No more than `size` bytes are taken, which count against what the whole site may have.
        """
        self._count_bytes(size)
        with self.asked(path) as answer:
            return None if answer is None else hashed(AnswerPieces(answer), size)

    def others(self, listed: Iterable[str]) -> Iterator[str] | None:  # noqa: ARG002 - as all copies
        """Return `None`: a web server does not list its files."""
        return None

    def _time_left(self) -> float:
        """Return the seconds that the server may take to send the next bytes.

        Raises:
            UnreadableCopyError: The time for the whole site is over.
        """
        left = self._end - self._how.clock()
        if left <= 0:
            raise UnreadableCopyError("quá thời gian cho phép")
        return min(left, self._how.patience)

    def _count_bytes(self, size: int) -> None:
        """Subtract fetched bytes from those allowed for the whole site.

        Raises:
            UnreadableCopyError: The site is larger than allowed.
        """
        with self._lock:
            self._left -= size
            if self._left < 0:
                raise UnreadableCopyError("cả trang lớn quá mức")

    @contextlib.contextmanager
    def asked(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        fine: Collection[int] = (_OK,),
    ) -> Iterator[http.client.HTTPResponse | None]:
        """Request a file and yield the open response; `None` if the file does not exist (404, 410).

        Args:
            path: Path below the site's root.
            headers: Further headers of the request.
            fine: Status codes that count as success.

        Raises:
            UnreadableCopyError: The request failed, or the status code is another.
        """
        try:
            answer = self._follow(urljoin(self.root, quote(path)), headers or {})
            with self._closing(answer):
                if answer.status in GONE_CODES:
                    yield None
                    return
                if answer.status not in fine:
                    raise UnreadableCopyError(_status_words(answer.status))
                if (answer.getheader("Content-Encoding") or _AS_IS) != _AS_IS:
                    raise UnreadableCopyError("máy chủ nén tệp dù không được hỏi")
                yield answer
        except PrivateAddressError as error:
            raise PrivateCopyError(str(error)) from None
        except ssl.SSLCertVerificationError as error:
            raise _untrusted(error.verify_code) from None
        except ASKING_ERRORS as error:
            if isinstance(error, TimeoutError):
                self._time_left()  # raises a clearer error if the time for the whole site is over
            raise UnreadableCopyError(failure_words(error)) from None

    def _follow(self, address: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Request an address, follow its redirects, and return the last response.

        Every address on the way must have an allowed scheme and a public IP number.

        Raises:
            RefusedAddressError: An address is malformed or has another scheme.
        """
        for _ in range(MAX_MOVES + 1):
            destination = target(address)
            if destination.scheme not in self._how.schemes:
                raise RefusedAddressError("địa chỉ phải bắt đầu bằng https://")
            answer = self._request(destination, headers)
            location = answer.getheader("Location")
            if answer.status not in MOVED_CODES or not location:
                return answer
            with self._closing(answer):
                address = _redirected(address, location)
        raise UnreadableCopyError("chuyển hướng vòng quanh mãi")

    @contextlib.contextmanager
    def _closing(self, answer: http.client.HTTPResponse) -> Iterator[None]:
        """Close a response at the end of the context.

        If it was not read to its end, its connection cannot be used again and is closed too.
        """
        try:
            yield
        finally:
            if not answer.isclosed():
                answer.close()
                self._drop_connection()

    def _drop_connection(self) -> None:
        """Close this thread's connection."""
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
        self._local.connection = None

    def _request(self, destination: Target, further: Mapping[str, str]) -> http.client.HTTPResponse:
        """Send one request, on this thread's open connection if it leads to the same server.

        Args:
            destination: The address to request.
            further: Headers besides the usual ones.
        """
        headers = {
            "User-Agent": f"tiep-can-thong-tin-verify/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": _AS_IS,
            **further,
        }
        patience = self._time_left()
        origin = (destination.scheme, destination.authority)
        if getattr(self._local, "connection", None) is not None:
            if self._local.origin == origin:
                # The server may have closed the connection meanwhile.
                with contextlib.suppress(OSError, http.client.HTTPException):
                    return requested(self._local.connection, "GET", destination, headers)
            self._drop_connection()
        ips = ip_numbers(destination, allowed=self._how.allowed)
        connection = connected(destination, ips, patience=patience, context=self._context)
        connection.sock = _TimedSocket(connection.sock, self._time_left)
        self._local.connection = connection
        self._local.origin = origin
        try:
            return requested(self._local.connection, "GET", destination, headers)
        except BaseException:
            self._drop_connection()
            raise


def _untrusted(code: int) -> UnreadableCopyError:
    """Return the error for a certificate that is not accepted, by OpenSSL's code.

    `UnknownAuthorityError` if the authority is not trusted, for which callers give other advice.
    """
    if code in _OF_AUTHORITY or code not in CERTIFICATE_WORDS:
        return UnknownAuthorityError("chứng thư số của máy chủ không được tin cậy")
    return UnreadableCopyError(f"chứng thư số của máy chủ {CERTIFICATE_WORDS[code]}")


def _status_words(status: int) -> str:
    """Return in Vietnamese a status code and what it means: “máy chủ trả lời mã 403 (không cho phép)”."""
    why = _STATUS_WORDS.get(status, "máy chủ đang hỏng" if status // 100 == _SERVER_ERROR else "")
    return f"máy chủ trả lời mã {status}{f' ({why})' if why else ''}"


def _redirected(address: str, location: str) -> str:
    """Return the absolute address of a redirect's target.

    Raises:
        RefusedAddressError: The target is malformed.
    """
    try:
        return urljoin(address, location)
    except ValueError:
        raise RefusedAddressError("địa chỉ chuyển tới viết chưa đúng") from None
