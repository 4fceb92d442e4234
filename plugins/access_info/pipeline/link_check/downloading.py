"""One file of a site, fetched whole or not at all."""

from __future__ import annotations

import dataclasses
import http.client
import socket
import ssl
import time
from urllib.parse import urljoin

from access_info import __version__
from access_info.pipeline.link_check.fetching import certificate_reason, connected
from access_info.pipeline.link_check.targets import (
    NowhereError,
    RefusedAddressError,
    Target,
    ip_numbers,
    is_public,
    target,
)

_MOST_MOVES = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_FINE, _NOT_THERE = 200, 404
_AT_ONCE = 1 << 16


class NotThereError(Exception):
    """The server says that it has no such file (404)."""


class NotFetchedError(Exception):
    """A file could not be fetched; the text says why, in Vietnamese."""


class DistrustedError(NotFetchedError):
    """The server answers, but its certificate is not trusted here; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Downloading:
    """How a file is fetched.

    Attributes:
        most_bytes: A larger file is refused.
        patience: Seconds to wait for the server each time.
        longest: Seconds for all of it.
        trusted: Certificates that count; the system's by default.
    """

    most_bytes: int
    patience: float = 30.0
    longest: float = 300.0
    trusted: ssl.SSLContext | None = None


def download(address: str, how: Downloading) -> bytes:
    """Fetch a file.

    What comes over the internet must come by HTTPS; `http` is for a server of one's own network.

    Raises:
        NotThereError: There is none (404).
        NotFetchedError: It could not be fetched whole.
    """
    end = time.monotonic() + how.longest
    try:
        for _ in range(_MOST_MOVES + 1):
            destination = target(address)
            code, location, content = _get(destination, how, end)
            if code == _FINE:
                return content
            if code == _NOT_THERE:
                raise NotThereError
            if code not in _MOVED or not location:
                raise NotFetchedError(f"máy chủ trả lời mã {code}")
            address = _moved(address, location)
    except RefusedAddressError as error:
        raise NotFetchedError(str(error)) from None
    except NowhereError:
        raise NotFetchedError("không có máy chủ nào mang tên miền này") from None
    except ssl.SSLCertVerificationError as error:
        raise DistrustedError(certificate_reason(error)) from None
    except ssl.SSLError:
        raise NotFetchedError("không lập được kết nối bảo mật") from None
    except TimeoutError:
        raise NotFetchedError("máy chủ không trả lời kịp") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotFetchedError("kết nối bị ngắt") from None
    raise NotFetchedError("chuyển hướng vòng quanh mãi")


def _moved(address: str, location: str) -> str:
    following = urljoin(address, location)
    if address.startswith("https:") and not following.startswith("https:"):
        raise NotFetchedError("máy chủ chuyển từ https sang địa chỉ không bảo mật")
    return following


def _get(destination: Target, how: Downloading, end: float) -> tuple[int, str, bytes]:
    """Ask once; return status code, where it moved to or "", and the content."""
    ips = ip_numbers(
        destination.host, destination.port, allowed=lambda _: True, resolve=socket.getaddrinfo
    )
    if destination.scheme != "https" and any(map(is_public, ips)):
        raise NotFetchedError("địa chỉ trên internet phải bắt đầu bằng https://")
    trusted = how.trusted or ssl.create_default_context()
    connection = connected(destination, ips, patience=how.patience, context=trusted)
    try:
        connection.putrequest("GET", destination.path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", destination.authority)
        connection.putheader("User-Agent", f"tiep-can-thong-tin/{__version__}")
        connection.putheader("Cache-Control", "no-cache")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        location = answer.getheader("Location") or ""
        content = _content(answer, how, end) if answer.status == _FINE else b""
    finally:
        connection.close()
    return answer.status, location, content


def _content(answer: http.client.HTTPResponse, how: Downloading, end: float) -> bytes:
    """Read what comes, as long as it is neither too much nor too late."""
    parts, size = [], 0
    while part := answer.read(_AT_ONCE):
        parts.append(part)
        size += len(part)
        if size > how.most_bytes:
            raise NotFetchedError("tệp lớn quá mức nhận")
        if time.monotonic() > end:
            raise TimeoutError
    if answer.length:
        raise NotFetchedError("kết nối bị ngắt")
    return b"".join(parts)
