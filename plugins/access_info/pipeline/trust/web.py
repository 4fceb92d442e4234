"""A published site that is compared with its manifest: over the web, and never into a private network."""

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

_FINE = 200
_PIECE = 1 << 16
_BROKEN = 5  # of 5xx
_STATUS_WORDS = {
    401: "đòi đăng nhập",
    403: "không cho phép",
    407: "đòi đăng nhập",
    429: "đang bị hỏi quá nhiều",
}
_OF_AUTHORITY = frozenset({18, 19, 20, 21})  # OpenSSL's X509_V_ERR_…
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


class _TimedSocket:
    """A socket whose every wait ends when a common limit of time does: no server can hold us by crumbs."""

    def __init__(self, inner: socket.socket, left: Callable[[], float]) -> None:
        self._inner, self._left = inner, left

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """Return what answers are read from, as `http.client` asks for it."""
        return io.BufferedReader(_TimedReader(self._inner, self._left))

    def sendall(self, content: bytes) -> None:
        self._inner.settimeout(self._left())
        self._inner.sendall(content)

    def close(self) -> None:
        self._inner.close()


class _TimedReader(io.RawIOBase):
    """Reads from a socket, each time for as long as is left."""

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
    """An answer that is taken as it comes."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        """Take an answer that is still open."""
        self._answer = answer

    def read(self, size: int, /) -> bytes:
        """Read what has come, at most so many bytes; none at the end."""
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

    def read(self, path: str, most: int = MAX_MANIFEST_BYTES) -> bytes | None:
        """Fetch a small file of the site."""
        with self.asked(path) as answer:
            if answer is None:
                return None
            content = read_at_most(AnswerPieces(answer), most)
            self._count(len(content))
            return content

    def sha256(self, path: str, size: int) -> str | None:
        """Fetch a file of the site and hash it, and take no more bytes than it should have."""
        self._count(size)
        with self.asked(path) as answer:
            return None if answer is None else hashed(AnswerPieces(answer), size)

    def others(self, listed: Iterable[str]) -> Iterator[str] | None:  # noqa: ARG002 - as all copies
        """Tell that nobody can list what else a server has."""
        return None

    def _time_left(self) -> float:
        """Return the seconds that a server may take for its next word."""
        left = self._end - self._how.clock()
        if left <= 0:
            raise UnreadableCopyError("quá thời gian cho phép")
        return min(left, self._how.patience)

    def _count(self, size: int) -> None:
        """Count bytes that are fetched; more than were allowed end it."""
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
        fine: Collection[int] = (_FINE,),
    ) -> Iterator[http.client.HTTPResponse | None]:
        """Ask for a file and give what the server answers; `None` if it is not there.

        Args:
            path: Below the site's root.
            headers: Fields of the request, beside the usual.
            fine: Codes of answers that are given on.

        Raises:
            UnreadableCopyError: There is no such answer.
        """
        try:
            answer = self._followed(urljoin(self.root, quote(path)), headers or {})
            with self._ended(answer):
                if answer.status in GONE_CODES:
                    yield None
                    return
                if answer.status not in fine:
                    raise UnreadableCopyError(_status_words(answer.status))
                if (answer.getheader("Content-Encoding") or _FORM) != _FORM:
                    raise UnreadableCopyError("máy chủ nén tệp dù không được hỏi")
                yield answer
        except PrivateAddressError as error:
            raise PrivateCopyError(str(error)) from None
        except ssl.SSLCertVerificationError as error:
            raise _untrusted(error.verify_code) from None
        except ASKING_ERRORS as error:
            if isinstance(error, TimeoutError):
                self._time_left()  # tells if it is all the time that is over
            raise UnreadableCopyError(failure_words(error)) from None

    def _followed(self, address: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Follow an address to where it ends; every step must be one that may be asked."""
        for _ in range(MAX_MOVES + 1):
            answer = self._asked(self._target(address), headers)
            location = answer.getheader("Location")
            if answer.status not in MOVED_CODES or not location:
                return answer
            with self._ended(answer):
                address = _moved(address, location)
        raise UnreadableCopyError("chuyển hướng vòng quanh mãi")

    def _target(self, address: str) -> Target:
        """Parse an address of a scheme that may be asked."""
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
        """Close this thread's connection."""
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
        self._local.connection = None

    def _asked(self, destination: Target, further: Mapping[str, str]) -> http.client.HTTPResponse:
        """Send one request, on this thread's connection to the server if there is one."""
        headers = {
            "User-Agent": f"tiep-can-thong-tin-verify/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": _FORM,
            **further,
        }
        patience = self._time_left()
        origin = (destination.scheme, destination.authority)
        if getattr(self._local, "connection", None) is not None:
            if self._local.origin == origin:
                # The server may have hung up meanwhile.
                with contextlib.suppress(OSError, http.client.HTTPException):
                    return requested(self._local.connection, "GET", destination, headers)
            self._drop()
        ips = ip_numbers(destination, allowed=self._how.allowed)
        connection = connected(destination, ips, patience=patience, context=self._context)
        connection.sock = _TimedSocket(connection.sock, self._time_left)
        self._local.connection = connection
        self._local.origin = origin
        try:
            return requested(self._local.connection, "GET", destination, headers)
        except BaseException:
            self._drop()
            raise


def _untrusted(code: int) -> UnreadableCopyError:
    """Say why a certificate does not count; an unknown authority is told apart."""
    if code in _OF_AUTHORITY or code not in CERTIFICATE_WORDS:
        return UnknownAuthorityError("chứng thư số của máy chủ không được tin cậy")
    return UnreadableCopyError(f"chứng thư số của máy chủ {CERTIFICATE_WORDS[code]}")


def _status_words(status: int) -> str:
    """Say what a server's code means."""
    why = _STATUS_WORDS.get(status, "máy chủ đang hỏng" if status // 100 == _BROKEN else "")
    return f"máy chủ trả lời mã {status}{f' ({why})' if why else ''}"


def _moved(address: str, location: str) -> str:
    """Return where an address has moved to."""
    try:
        return urljoin(address, location)
    except ValueError:
        raise RefusedAddressError("địa chỉ chuyển tới viết chưa đúng") from None
