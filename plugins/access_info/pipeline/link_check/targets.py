"""Which addresses may be asked at all: of the web, and of machines that anyone can reach.

Data may come from anyone, and the machine that asks stands in a network of its own. So a name is
resolved once, every number it stands for must be a public one, and the connection goes to that very
number: a name that answers otherwise a moment later leads nowhere else (DNS rebinding).
"""

from __future__ import annotations

import dataclasses
import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, quote, urlsplit

# RFC 2606, RFC 6761 and RFC 6762: names for examples and for one's own network.
_RESERVED_NAMES = ("example", "test", "invalid", "localhost", "local", "example.com", "example.net", "example.org")  # fmt: skip
_PORTS = {"http": 80, "https": 443}
_SAFE = "/:@!$&'()*+,;=~%-._"
_AGAIN = {socket.EAI_AGAIN}


class RefusedAddressError(Exception):
    """An address that is not asked; the text says why, in Vietnamese."""


class PrivateAddressError(RefusedAddressError):
    """An address of a network that is not everyone's."""


class NowhereError(Exception):
    """A name that no machine bears."""


@dataclasses.dataclass(frozen=True)
class Target:
    """An address made ready to be asked.

    Attributes:
        scheme: `http` or `https`.
        host: Name in ASCII.
        port: TCP port.
        path: Path and query, in ASCII.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the `Host` field."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target(address: str) -> Target:
    """Parse an address into what is needed to ask it.

    Raises:
        RefusedAddressError: It is none that can be asked.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RefusedAddressError("địa chỉ viết chưa đúng") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RefusedAddressError("địa chỉ viết chưa đúng")
    if parts.username is not None or parts.password is not None:
        raise RefusedAddressError("địa chỉ có tên người dùng, mật khẩu")
    host = _ascii(parts.hostname)
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], _path(parts))


def is_reserved_name(host: str) -> bool:
    """Tell whether a name is one of those kept for examples or for one's own network."""
    return any(host == name or host.endswith(f".{name}") for name in _RESERVED_NAMES)


def ip_numbers(
    host: str,
    port: int,
    *,
    allowed: Callable[[str], bool],
    resolve: Callable[..., list[tuple]],  # type: ignore[type-arg]
) -> list[str]:
    """Look up the IP numbers that a name stands for.

    Args:
        host: The name.
        port: TCP port.
        allowed: Whether a number may be reached.
        resolve: `socket.getaddrinfo`.

    Raises:
        NowhereError: It stands for none.
        RefusedAddressError: One of them may not be reached, or nobody can tell at the moment.
    """
    try:
        infos = resolve(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _AGAIN:
            raise RefusedAddressError("chưa hỏi được tên miền") from None
        raise NowhereError from None
    except (UnicodeError, OSError):
        raise RefusedAddressError("chưa hỏi được tên miền") from None
    ips = list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in infos))
    if not all(map(allowed, ips)):
        raise PrivateAddressError("địa chỉ thuộc mạng riêng, không mở thử")
    if not ips:
        raise NowhereError
    return ips


def is_public(number: str) -> bool:
    """Tell whether an IP number is one that anyone on the internet can reach."""
    try:
        ip = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is not None and not is_public(str(inner)):
            return False
        if ip in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: IPv4 behind IPv6


def _ascii(host: str) -> str:
    host = host.rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise RefusedAddressError("tên miền viết chưa đúng") from None


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE + "?/")
    return f"{path}?{query}" if query else path
