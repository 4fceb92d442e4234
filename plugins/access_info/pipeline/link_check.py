"""Checking whether web addresses in the data still work, and downloading single files.

The link check runs by itself, once a week; a build only reads its results
(`assessment.link_results`).
"""

from __future__ import annotations

import dataclasses
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from access_info import __version__
from access_info.assessment.link_results import LinkAnswer, LinkState
from access_info.loading.folders import JURISDICTION_FILE, agency_ids, read_folder
from access_info.model.types import is_web_address
from access_info.problems import Location, Problem, Rule, Severity
from access_info.source.documents import SourceDocument, read_prose, read_yaml
from access_info.source.events import Plain

# Which addresses may be requested at all: web addresses of servers that anyone on the internet can
# reach.

# RFC 2606, RFC 6761 and RFC 6762: names reserved for examples and for local networks.
_RESERVED_NAMES = ("example", "test", "invalid", "localhost", "local", "example.com", "example.net", "example.org")  # fmt: skip
_PORTS = {"http": 80, "https": 443}
# Characters that need no percent-encoding in a path.
_UNQUOTED = "/:@!$&'()*+,;=~%-._"


class RefusedAddressError(Exception):
    """An address that the program does not request; the text says why, in Vietnamese."""


class PrivateAddressError(RefusedAddressError):
    """An address in a private network, which the program must not reach into."""


class NowhereError(Exception):
    """A host name that does not exist (no DNS entry)."""


@dataclasses.dataclass(frozen=True)
class Target:
    """A web address, parsed and encoded for a request.

    Attributes:
        scheme: `http` or `https`.
        host: Host name in ASCII (IDNA).
        port: TCP port.
        path: Path and query, percent-encoded.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the `Host` header: the host, and the port unless it is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target(address: str) -> Target:
    """Parse a web address for a request.

    Raises:
        RefusedAddressError: It is malformed, not of the web, or holds a user name or password.
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
    """Tell whether a host name is reserved for examples or local networks, such as `mau.example`."""
    return any(host == name or host.endswith(f".{name}") for name in _RESERVED_NAMES)


def ip_numbers(destination: Target, *, allowed: Callable[[str], bool]) -> list[str]:
    """Look up the IP numbers of a server, and refuse those in private networks.

    The caller must connect to these very numbers: a second look-up could give others.

    Args:
        destination: The address to request.
        allowed: Tells whether an IP number may be reached.

    Raises:
        NowhereError: The host name has no IP number.
        RefusedAddressError: A number may not be reached (`PrivateAddressError`), or the look-up
            failed.
    """
    try:
        infos = socket.getaddrinfo(destination.host, destination.port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
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
    """Tell whether an IP number can be reached by anyone on the internet.

    Addresses in data must not lead the program into the private network it runs in. An IPv6 number
    that contains an IPv4 number counts as public only if that is public too.
    """
    try:
        ip = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is not None and not is_public(str(inner)):
            return False
        if ip in _IPV4_BEHIND_IPV6:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_IPV4_BEHIND_IPV6 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: IPv4 behind IPv6


def _ascii(host: str) -> str:
    """Return a host name in ASCII: `sở.example` → `xn--s-lym.example`.

    Raises:
        RefusedAddressError: The name cannot be encoded.
    """
    host = host.rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise RefusedAddressError("tên miền viết chưa đúng") from None


def _path(parts: SplitResult) -> str:
    """Return the path and query of an address, percent-encoded for a request."""
    path = quote(parts.path or "/", safe=_UNQUOTED)
    query = quote(parts.query, safe=_UNQUOTED + "?/")
    return f"{path}?{query}" if query else path


# Errors of a request, and Vietnamese words for them; the first class that fits counts.
ASKING_ERRORS = (RefusedAddressError, NowhereError, OSError, http.client.HTTPException)
_FAILURE_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (NowhereError, "không có máy chủ nào mang tên miền này"),
    (ssl.SSLError, "không lập được kết nối bảo mật"),
    (TimeoutError, "máy chủ không trả lời kịp"),
    (ConnectionRefusedError, "máy chủ từ chối kết nối"),
)


def failure_words(error: Exception) -> str:
    """Return in Vietnamese why a request failed; `error` is one of `ASKING_ERRORS`."""
    if isinstance(error, RefusedAddressError):
        return str(error)
    fitting = (words for kind, words in _FAILURE_WORDS if isinstance(error, kind))
    return next(fitting, "kết nối bị ngắt")


# Requesting addresses politely: one at a time for each server, a second apart, few servers at once.

MAX_MOVES = 5  # redirects that are followed
MOVED_CODES = frozenset({301, 302, 303, 307, 308})
_MOVED_FOR_GOOD = frozenset({301, 308})
GONE_CODES = frozenset({404, 410})
_TOO_MANY = 429
# Status codes of a server that is down or pretends to be, to keep programs away, and of gateways
# and shields before it (RFC 9110 §15.6; 520–530 are Cloudflare's): they say nothing about the page.
_SAYS_NOTHING = frozenset({502, 503, 504, *range(520, 531)})
_SERVER_ERROR = 500
_SUCCESS = range(200, 300)
# OpenSSL's error codes for certificates (X509_V_ERR_…), with words that follow “chứng thư số”.
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
    """Settings of a link check.

    Attributes:
        site: Address of the site that checks, shown to servers in `User-Agent`, or "".
        interval: Seconds between two requests to one server.
        patience: Seconds to wait for a server (timeout).
        hosts: Number of servers that are requested at the same time.
        allowed: Tells whether an IP number may be reached; tests allow their own machine.
        skips: Tells whether a host name is reserved, so that its addresses are skipped.
        trusted: Trusted certificates; the system's by default.
        clock: A monotonic clock, in seconds.
        rest: Waits the given number of seconds; tests replace it.
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
    """Check addresses, and yield (address, result) in the order in which results come.

    Args:
        addresses: As typed in the data; duplicates are checked once.
        how: Settings of the check.
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
        # A caller that stops early need not wait for slow servers.
        asker.ends.set()
        pool.shutdown(wait=False, cancel_futures=True)


# Status code, and the target of a redirect (`Location`) or "".
_Reply = tuple[int, str]


class _Asker:
    """Checks the addresses of several servers, in a thread for each server.

    Attributes:
        ends: Set when the check is to end early.
    """

    def __init__(self, how: Asking, answers: SimpleQueue[tuple[str, LinkAnswer] | None]) -> None:
        self.ends = threading.Event()
        self._how, self._answers = how, answers
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._overloaded: set[str] = set()
        self._context = how.trusted or ssl.create_default_context()
        about = (
            f" (+{how.site})" if how.site.isascii() and how.site.isprintable() and how.site else ""
        )
        self._name = f"tiep-can-thong-tin-link-check/{__version__}{about}"

    def ask_server(self, tasks: list[tuple[str, Target]]) -> None:
        """Check one server's addresses in turn; put each result into the queue, at the end `None`.

        By `None` the caller knows that this server is done, even after an error.
        """
        try:
            for address, destination in tasks:
                if self.ends.is_set():
                    return
                self._answers.put((address, self._answer(address, destination)))
        finally:
            self._answers.put(None)

    def _answer(self, address: str, destination: Target) -> LinkAnswer:
        """Check one address; return its state, also if the request fails.

        Dead if the host does not exist or refuses connections; unknown after any other failure,
        which may pass.
        """
        try:
            return self._follow(address, destination)
        except ssl.SSLCertVerificationError as error:
            return LinkAnswer(state=LinkState.CERTIFICATE, reason=certificate_reason(error))
        except (NowhereError, ConnectionRefusedError) as error:
            return LinkAnswer(state=LinkState.DEAD, reason=failure_words(error))
        except (*ASKING_ERRORS, ValueError) as error:
            return LinkAnswer(state=LinkState.UNKNOWN, reason=failure_words(error))

    def _follow(self, address: str, destination: Target) -> LinkAnswer:
        """Request an address and follow its redirects; return the state of the last page.

        The result names the new address if all redirects are permanent.
        """
        moved, for_good, seen = address, True, set()
        for _ in range(MAX_MOVES + 1):
            code, location = self._head_or_get(destination)
            if code not in MOVED_CODES or not location:
                end = moved if for_good and moved != address else ""
                return _answer_for_code(code, end)
            seen.add(moved)
            for_good = for_good and code in _MOVED_FOR_GOOD
            moved = urljoin(moved, location)
            if moved in seen:
                break
            destination = target(moved)
        return LinkAnswer(state=LinkState.DEAD, reason="chuyển hướng vòng quanh mãi")

    def _head_or_get(self, destination: Target) -> _Reply:
        """Request by HEAD, and again by GET unless that succeeds: many servers answer HEAD wrongly."""
        code, location = self._request("HEAD", destination)
        is_final = code in _SUCCESS or code in MOVED_CODES or code == _TOO_MANY
        return (code, location) if is_final else self._request("GET", destination)

    def _request(self, method: str, destination: Target) -> _Reply:
        """Send one request when it is the server's turn; return status code and redirect target.

        A server that has answered 429 (too many requests) is left alone from then on.
        """
        if destination.host in self._overloaded:
            raise RefusedAddressError("máy chủ yêu cầu mở thưa hơn")
        ips = ip_numbers(destination, allowed=self._how.allowed)
        self._wait(destination.host)
        connection = connected(destination, ips, patience=self._how.patience, context=self._context)
        headers = {
            "User-Agent": self._name,
            "Accept": "*/*",
            "Accept-Language": "vi, en;q=0.5",
            "Connection": "close",
        }
        try:
            answer = requested(connection, method, destination, headers)
        finally:
            connection.close()
        if answer.status == _TOO_MANY:
            self._overloaded.add(destination.host)
        return answer.status, answer.getheader("Location") or ""

    def _wait(self, host: str) -> None:
        """Wait until the server may be requested again.

        Redirects from other servers, followed in other threads, wait in the same queue.
        """
        with self._lock:
            now = self._how.clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._how.interval
        if turn > now:
            self._how.rest(turn - now)


def certificate_reason(error: ssl.SSLCertVerificationError) -> str:
    """Return in Vietnamese why a certificate is not accepted: “chứng thư số đã hết hạn”."""
    return (
        f"chứng thư số {CERTIFICATE_WORDS.get(error.verify_code, 'không do nơi được tin cậy cấp')}"
    )


def connected(
    destination: Target, ips: list[str], *, patience: float, context: ssl.SSLContext
) -> http.client.HTTPConnection:
    """Connect to the first IP number that accepts, so that only numbers checked before are reached.

    Args:
        destination: The address to request; its host name is checked against the certificate.
        ips: The server's IP numbers, as `ip_numbers` returned them.
        patience: Seconds to wait for a server (timeout).
        context: Trusted certificates.

    Raises:
        OSError: No IP number accepts the connection.
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


def requested(
    connection: http.client.HTTPConnection,
    method: str,
    destination: Target,
    headers: Mapping[str, str],
) -> http.client.HTTPResponse:
    """Send one request and return the response, whose body is still to be read.

    Args:
        connection: An open connection.
        method: `GET` or `HEAD`.
        destination: The address to request.
        headers: All headers but `Host`; none is added.
    """
    connection.putrequest(method, destination.path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": destination.authority, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _answer_for_code(code: int, moved: str) -> LinkAnswer:
    """Return the state of an address by its status code; dead only if surely gone or broken.

    Args:
        code: The status code.
        moved: The address that it has permanently moved to, or "".
    """
    if code in _SUCCESS:
        return LinkAnswer(state=LinkState.ALIVE, code=code, moved=moved)
    if code in GONE_CODES:
        return LinkAnswer(state=LinkState.DEAD, code=code, reason="trang không còn")
    if code >= _SERVER_ERROR and code not in _SAYS_NOTHING:
        return LinkAnswer(state=LinkState.DEAD, code=code, reason="máy chủ báo lỗi")
    if code == _TOO_MANY:
        return LinkAnswer(state=LinkState.UNKNOWN, code=code, reason="máy chủ yêu cầu mở thưa hơn")
    return LinkAnswer(
        state=LinkState.UNKNOWN, code=code, reason="máy chủ không cho kiểm tra tự động"
    )


# Downloading one file of a site, completely or not at all.

_OK, _NOT_FOUND = 200, 404
_PIECE_BYTES = 1 << 16


class NotThereError(Exception):
    """The server has no such file (404)."""


class NotFetchedError(Exception):
    """A file could not be fetched; the text says why, in Vietnamese."""


class DistrustedError(NotFetchedError):
    """The server's certificate is not trusted; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Downloading:
    """Limits of a download.

    Attributes:
        most_bytes: A larger file is refused.
        patience: Seconds to wait for the server each time (timeout).
        longest: Seconds that the whole download may take.
        trusted: Trusted certificates; the system's by default.
    """

    most_bytes: int
    patience: float = 30.0
    longest: float = 300.0
    trusted: ssl.SSLContext | None = None


def download(address: str, how: Downloading) -> bytes:
    """Download a file, following redirects.

    From the internet only by HTTPS; `http` is allowed for a server in one's own network.

    Raises:
        NotThereError: The file does not exist (404).
        NotFetchedError: The file could not be fetched completely.
    """
    end = time.monotonic() + how.longest
    try:
        for _ in range(MAX_MOVES + 1):
            destination = target(address)
            code, location, content = _get(destination, how, end)
            if code == _OK:
                return content
            if code == _NOT_FOUND:
                raise NotThereError
            if code not in MOVED_CODES or not location:
                raise NotFetchedError(f"máy chủ trả lời mã {code}")
            address = _moved(address, location)
    except ssl.SSLCertVerificationError as error:
        raise DistrustedError(certificate_reason(error)) from None
    except ConnectionError:
        raise NotFetchedError("kết nối bị ngắt") from None
    except (*ASKING_ERRORS, ValueError) as error:
        raise NotFetchedError(failure_words(error)) from None
    raise NotFetchedError("chuyển hướng vòng quanh mãi")


def _moved(address: str, location: str) -> str:
    """Return the target of a redirect.

    Raises:
        NotFetchedError: It leads from HTTPS to an insecure address.
    """
    following = urljoin(address, location)
    if address.startswith("https:") and not following.startswith("https:"):
        raise NotFetchedError("máy chủ chuyển từ https sang địa chỉ không bảo mật")
    return following


def _get(destination: Target, how: Downloading, end: float) -> tuple[int, str, bytes]:
    """Send one GET request; return (status code, redirect target or "", content).

    Args:
        destination: The address to request.
        how: Limits of the download.
        end: When the whole download must be finished, in seconds of the monotonic clock.

    Raises:
        NotFetchedError: The address is on the internet and not HTTPS, or the content is too large.
    """
    ips = ip_numbers(destination, allowed=lambda _: True)
    if destination.scheme != "https" and any(map(is_public, ips)):
        raise NotFetchedError("địa chỉ trên internet phải bắt đầu bằng https://")
    trusted = how.trusted or ssl.create_default_context()
    connection = connected(destination, ips, patience=how.patience, context=trusted)
    headers = {
        "User-Agent": f"tiep-can-thong-tin/{__version__}",
        "Cache-Control": "no-cache",
        "Connection": "close",
    }
    try:
        answer = requested(connection, "GET", destination, headers)
        location = answer.getheader("Location") or ""
        content = _content(answer, how, end) if answer.status == _OK else b""
    finally:
        connection.close()
    return answer.status, location, content


def _content(answer: http.client.HTTPResponse, how: Downloading, end: float) -> bytes:
    """Return the body of a response.

    Raises:
        NotFetchedError: It is too large or incomplete.
        TimeoutError: The time for the whole download is over.
    """
    parts, size = [], 0
    while part := answer.read(_PIECE_BYTES):
        parts.append(part)
        size += len(part)
        if size > how.most_bytes:
            raise NotFetchedError("tệp lớn quá mức nhận")
        if time.monotonic() > end:
            raise TimeoutError
    if answer.length:
        raise NotFetchedError("kết nối bị ngắt")
    return b"".join(parts)


# Finding every web address in the data, with its place.


@dataclasses.dataclass(frozen=True)
class NamedAddress:
    """A web address in the data, with its place.

    Attributes:
        address: As it was typed, and as pages link to it.
        agency: Folder name of the agency; "" for the jurisdiction.
        location: File, line and column.
    """

    address: str
    agency: str
    location: Location


def named_addresses(agencies: Path, only: frozenset[str] | None = None) -> Iterator[NamedAddress]:
    """Yield the web addresses in the data of agencies, in the order of their files.

    Files that cannot be read are skipped; `access-info check` reports them.

    Args:
        agencies: The folder of agencies.
        only: Folder names of the agencies that are wanted; `None` for all, and for the
            jurisdiction's.
    """
    if only is None and (agencies / JURISDICTION_FILE).is_file():
        yield from _addresses_in(read_yaml(agencies / JURISDICTION_FILE), "")
    for agency in agency_ids(agencies)[0]:
        if only is not None and agency not in only:
            continue
        for name, path in read_folder(agencies / agency).texts.items():
            document = read_yaml(path) if name.endswith(".yml") else read_prose(path).fields
            yield from _addresses_in(document, agency)


def by_agency(named: Sequence[NamedAddress]) -> Mapping[str, set[str]]:
    """Return folder name → addresses of that agency; those of the jurisdiction are left out."""
    addresses: dict[str, set[str]] = {}
    for entry in named:
        if entry.agency:
            addresses.setdefault(entry.agency, set()).add(entry.address)
    return addresses


def _addresses_in(document: SourceDocument, agency: str) -> Iterator[NamedAddress]:
    """Yield the web addresses in one data file."""
    if document.complete:
        for keys, address in _with_keys(document.data, ()):
            yield NamedAddress(address, agency, document.locate(keys))


def _with_keys(
    value: Plain, keys: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (keys, address) for every web address in a value, at any depth.

    Args:
        value: A mapping, list or text of a data file.
        keys: The keys that lead to the value.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _with_keys(item, (*keys, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _with_keys(item, (*keys, number))
    elif isinstance(value, str) and is_web_address(value.strip()):
        yield keys, value.strip()


# Warnings about addresses that do not work as they should (TT522–TT524).

DEAD = Rule(
    code="TT522",
    severity=Severity.WARNING,
    title="Liên kết hỏng",
    message="“{text}” không mở được: {reason}.",
    cure="Ghi địa chỉ đúng. Trang không còn nữa thì bỏ địa chỉ này, hoặc để tệp vào tep/ của cơ quan.",
    why="Người dân bấm vào một liên kết hỏng thì không tới được thông tin lẽ ra phải công khai.",
    wrong='dia_chi: ["https://mau.example/trang-da-bo"]',
    right='dia_chi: ["https://mau.example/trang-dang-dung"]',
)
CERTIFICATE = Rule(
    code="TT523",
    severity=Severity.WARNING,
    title="Chứng thư số của trang không dùng được",
    message="“{text}”: {reason}.",
    cure="Báo đơn vị giữ trang ấy gia hạn hoặc sửa chứng thư số; địa chỉ đã đổi thì ghi địa chỉ mới.",
    why="Trình duyệt sẽ cảnh báo trang không an toàn, nhiều người sẽ không dám mở tiếp.",
)
MOVED = Rule(
    code="TT524",
    severity=Severity.WARNING,
    title="Địa chỉ đã chuyển hẳn",
    message="“{text}” đã chuyển hẳn sang địa chỉ khác.",
    cure="Mở thử, đúng nội dung thì ghi địa chỉ mới: {fix}",
    why="Máy chủ có thể thôi dẫn từ địa chỉ cũ bất cứ lúc nào.",
    wrong='dia_chi: "http://so-tu-phap.mau.example/quy-che"',
    right='dia_chi: "https://so-tu-phap.mau.example/quy-che"',
)


def problems_of(
    named: Iterable[NamedAddress], answers: Mapping[str, LinkAnswer]
) -> Iterator[Problem]:
    """Yield a warning at each place of an address that is dead (TT522), unsafe (TT523) or moved (TT524).

    Args:
        named: Addresses with their places.
        answers: Results of the link check, by address.
    """
    for named_address in named:
        answer = answers.get(named_address.address)
        if answer is None:
            continue
        code = f" (HTTP {answer.code})" if answer.code else ""
        values = {"text": named_address.address, "reason": f"{answer.reason}{code}"}
        if answer.state is LinkState.DEAD:
            yield DEAD.at(named_address.location, **values)
        elif answer.state is LinkState.CERTIFICATE:
            yield CERTIFICATE.at(named_address.location, **values)
        elif answer.moved:
            yield MOVED.at(named_address.location, text=named_address.address, fix=answer.moved)
