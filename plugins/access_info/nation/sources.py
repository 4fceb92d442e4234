"""How and from where a member's files are read: a folder, or its address on the web over HTTPS."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import http.client
import ipaddress
import re
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from access_info.checks.jurisdiction import check_nation
from access_info.loading import load_nation
from access_info.model.nation import KEEP_DAYS, Nation
from access_info.pipeline.link_check import is_public
from access_info.pipeline.trust.copies import UnreadableCopyError, read_at_most
from access_info.pipeline.trust.manifest import MANIFEST, SIGNATURE
from access_info.pipeline.trust.web import AnswerPieces, WebAccess, WebCopy
from access_info.problems import Problem, errors, in_order

# The nation's file, and how its members are read: plain data, so that it can be sent to tasks.


def read_nation(path: Path) -> tuple[Nation | None, list[Problem]]:
    """Read and check the file of a nation.

    Args:
        path: The file.

    Returns:
        The nation, in which paths of members' folders are absolute, or `None` if the file has
        errors; and every problem, in order.
    """
    nation, document, problems = load_nation(path)
    if nation is not None and document is not None:
        problems += check_nation(nation, document)
    return (None if errors(problems) else nation), in_order(problems)


def cidr(text: str) -> str:
    """Return an IP network in its plain form, from what somebody typed.

    Args:
        text: `10.1.0.0/16`, `fd00::/8`; one IP address alone is a network too.

    Raises:
        ValueError: It is no network; the text says how to write one, in Vietnamese.
    """
    try:
        return str(ipaddress.ip_network(text.strip()))
    except ValueError:
        raise ValueError(
            f"“{text}” không phải dải mạng, phải viết như 10.1.0.0/16 hoặc fd00::/8, các bit sau dải là 0"
        ) from None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadingAccess:
    """How members are read.

    Attributes:
        ca: A file with certificates of authorities that are trusted beside the system's, PEM.
        networks: Networks that are reached although they are not public, as CIDR: `10.1.0.0/16`.
        keep_days: Days that a copy is shown while its member cannot be read.
        patience: Seconds to wait for a server to send something.
        most_seconds: Seconds that one member may take.
        most_bytes: The most bytes of all files of one member together.
        most_file: The most bytes of one file.
        at_once: Files fetched at once from a server, by all tasks that share the cache.
    """

    ca: Path | None = None
    networks: tuple[str, ...] = ()
    keep_days: int = KEEP_DAYS
    patience: float = 20.0
    most_seconds: float = 600.0
    most_bytes: int = 500_000_000
    most_file: int = 64_000_000
    at_once: int = 2

    def allows(self, number: str) -> bool:
        """Tell whether an IP address may be connected to: it is public, or in one of `networks`.

        Else a member's address could lead into the office's own network.
        """
        if is_public(number):
            return True
        try:
            address = ipaddress.ip_address(number)
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in ipaddress.ip_network(network) for network in self.networks)


# Where a member's files are read from: a folder, or its address on the web.

# A manifest of 600 agencies has about 5 MB.
_MAX_MANIFEST = 16_000_000
_MAX_SIGNATURE = 100_000
_PIECE = 1 << 20
_PAGE = "máy chủ trả lời bằng một trang web, không phải tệp được hỏi (địa chỉ sai, hoặc trang đòi đăng nhập)"


# A member's list of files (`manifest.json`) as its source gave it: the bytes, `None` if the server says that
# they did not change; and the server's ETag of them, or "".
Listed: TypeAlias = tuple[bytes | None, str]


@dataclasses.dataclass(frozen=True)
class FolderSource:
    """A member's site in a folder.

    Attributes:
        folder: Where its list of files lies.
    """

    folder: Path

    def manifest(self, etag: str) -> Listed:  # noqa: ARG002 - a folder has nothing to compare
        """Read the list of files, always: the ETag, which a server would compare, is ignored.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        content = self._read(MANIFEST, _MAX_MANIFEST)
        if content is None:
            raise UnreadableCopyError("thư mục nguồn không có tệp manifest.json")
        return content, ""

    def signature(self) -> bytes | None:
        """Read the signature of the list of files; `None` if there is none.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        return self._read(MANIFEST + SIGNATURE, _MAX_SIGNATURE)

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Copy a file of the member.

        Args:
            path: Path below the member's root.
            size: Bytes that it should have; at most one more is copied, so that the hash shows it.
            part: Where the copy goes.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        place = self.folder / path
        with _reworded_errors():
            # Opening a pipe would wait for a writer.
            if place.exists() and not place.is_file():
                raise UnreadableCopyError("thứ mang tên này trong thư mục nguồn không phải một tệp")
            with place.open("rb") as file, part.open("wb") as target:
                left = size + 1
                while left and (piece := file.read(min(_PIECE, left))):
                    target.write(piece)
                    left -= len(piece)

    def _read(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file, `most` at most; `None` if there is no such file.

        Raises:
            UnreadableCopyError: It is larger, or cannot be read.
        """
        path = self.folder / name
        with _reworded_errors():
            if not path.is_file():
                return None
            with path.open("rb") as file:
                content = file.read(most + 1)
        if len(content) > most:
            raise UnreadableCopyError(f"tệp {name} lớn quá mức")
        return content


def _refuse_page(begin: bytes) -> None:
    """Raise if a server's reply begins like HTML: data were requested, a login page may have come.

    Raises:
        UnreadableCopyError: The reply begins with `<`.
    """
    if begin.lstrip().startswith(b"<"):
        raise UnreadableCopyError(_PAGE)


@contextlib.contextmanager
def _reworded_errors() -> Iterator[None]:
    """Turn errors of reading a folder into `UnreadableCopyError`, which says in Vietnamese what is wrong."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableCopyError("không có tệp này trong thư mục nguồn") from None
    except OSError:
        raise UnreadableCopyError("không đọc được thư mục nguồn") from None


# A member's site at its address: over HTTPS, only what is missing, never more than two files at a time.

# The folder of lock files in the cache.
_SLOTS = "may-chu"
# HTTP status: OK, Partial Content, Not Modified, Range Not Satisfiable.
_FINE, _PART, _SAME, _NO_SUCH_PART = 200, 206, 304, 416
_WEB_PIECE = 1 << 16
_POLL = 0.05  # seconds between two looks for a free lock
_MAX_TAG = 200
# `bytes 1000-1999/2000`
_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(?:\d{1,15}|\*)", re.ASCII)


class WebSource:
    """A member's site on the web, from which files are fetched over HTTPS."""

    def __init__(self, url: str, cache: Path, access: ReadingAccess) -> None:
        """Prepare; nothing is requested yet.

        Args:
            url: The address of its root, with a final slash.
            cache: The folder that all tasks share; lock files in it limit requests to a server.
            access: How it is read.

        Raises:
            UnreadableCopyError: The file of certificate authorities cannot be read.
        """
        self._access = access
        how = WebAccess(
            patience=access.patience,
            most_seconds=access.most_seconds,
            most_bytes=access.most_bytes,
            allowed=access.allows,
            trusted=_tls_context(access.ca),
        )
        self._copy = WebCopy(url, how)
        self._turns = _Turns(cache / _SLOTS, urlsplit(url).netloc, access)

    def manifest(self, etag: str) -> Listed:
        """Request the list of files, unless it is still the one of an earlier reading.

        Args:
            etag: The server's ETag of the earlier list; "" if the list must be sent.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        headers = {"If-None-Match": etag} if etag else {}
        with (
            self._turns.taken(),
            self._copy.asked(MANIFEST, headers, fine=(_FINE, _SAME)) as answer,
        ):
            if answer is None:
                raise UnreadableCopyError(
                    "ở địa chỉ này không có tệp manifest.json (trang phải do bộ dựng từ bản có dữ liệu mở lập)"
                )
            if answer.status == _SAME and etag:
                return None, etag
            content = read_at_most(AnswerPieces(answer), _MAX_MANIFEST)
            _refuse_page(content[:_WEB_PIECE])
            tag = answer.getheader("ETag") or ""
            # An ETag that could not be sent back in a header is of no use.
            is_fit = tag.isascii() and tag.isprintable() and len(tag) <= _MAX_TAG
            return content, tag if is_fit else ""

    def signature(self) -> bytes | None:
        """Request the signature of the list of files; `None` if there is none.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        with self._turns.taken(), self._copy.asked(MANIFEST + SIGNATURE) as answer:
            return None if answer is None else read_at_most(AnswerPieces(answer), _MAX_SIGNATURE)

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Download a file; a part left by an earlier try is continued.

        If the server says that it has no such rest of the file, the whole file is requested.

        Args:
            path: Path below the member's root.
            size: Bytes that it should have; more are an error.
            part: The downloaded part; it need not exist yet.

        Raises:
            UnreadableCopyError: The file cannot be downloaded whole.
        """
        begun = part.stat().st_size if part.exists() else 0
        if begun == size and part.exists():
            return
        if begun > size:
            begun = 0
        headers = {"Range": f"bytes={begun}-"} if begun else {}
        fine = (_FINE, _PART, _NO_SUCH_PART) if begun else (_FINE,)
        with self._turns.taken(), self._copy.asked(path, headers, fine=fine) as answer:
            if answer is None:
                raise UnreadableCopyError("máy chủ không có tệp này")
            if answer.status != _NO_SUCH_PART:
                _write_reply(answer, begun if _continues_part(answer, begun) else 0, size, part)
                return
        part.unlink()
        self.fetch(path, size, part)


def _continues_part(answer: http.client.HTTPResponse, begun: int) -> bool:
    """Tell whether a reply continues a file at the byte asked for; else it is the whole file.

    Args:
        answer: The server's reply.
        begun: The bytes that are there already.

    Raises:
        UnreadableCopyError: It is another part of the file.
    """
    if answer.status != _PART:
        return False
    match = _RANGE.fullmatch(answer.getheader("Content-Range") or "")
    if match is None or int(match[1]) != begun:
        raise UnreadableCopyError("máy chủ gửi phần khác với phần được hỏi")
    return True


def _write_reply(answer: http.client.HTTPResponse, begun: int, size: int, part: Path) -> None:
    """Write the body of a server's reply into a file, after the bytes that are there already.

    Args:
        answer: The reply.
        begun: The bytes of the file that are there already.
        size: The bytes that the whole file should have.
        part: The file.

    Raises:
        UnreadableCopyError: More or fewer bytes came, or a web page, or they cannot be written.
    """
    with part.open("r+b" if begun else "wb") as file:
        file.seek(begun)
        left = size - begun
        while piece := answer.read1(_WEB_PIECE):
            if left == size:
                _refuse_page(piece)
            left -= len(piece)
            if left < 0:
                file.truncate(0)
                raise UnreadableCopyError("máy chủ gửi nhiều hơn độ lớn ghi trong manifest.json")
            try:
                file.write(piece)
                file.flush()  # so that a full disk raises here, not when the file is closed
            except OSError:
                raise UnreadableCopyError(
                    "không ghi được vào bộ nhớ đệm: đĩa đầy hoặc không có quyền"
                ) from None
    if left:
        raise UnreadableCopyError("kết nối bị ngắt giữa chừng")


def _tls_context(ca: Path | None) -> ssl.SSLContext:
    """Return the TLS settings that trust the system's authorities, and those of a file if given."""
    context = ssl.create_default_context()
    if ca is not None:
        try:
            context.load_verify_locations(cafile=ca)
        except (OSError, ssl.SSLError):
            raise UnreadableCopyError(
                "tệp chứng thư ghi ở --ca không đọc được, hoặc không phải dạng PEM"
            ) from None
    return context


MemberSource: TypeAlias = FolderSource | WebSource


class _Turns:
    """Limits how many files are fetched at once from a server, across processes and machines.

    Each turn is a lock file in the cache, which they share.
    """

    def __init__(self, folder: Path, host: str, access: ReadingAccess) -> None:
        # A host's name and port may hold characters that no file name may have.
        name = hashlib.sha256(host.encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        self._files = [folder / f"{name}-{number}" for number in range(access.at_once)]
        self._end = time.monotonic() + access.most_seconds

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a free turn, and hold it while the context lasts.

        Raises:
            UnreadableCopyError: No turn came free in time, or files cannot be locked.
        """
        while True:
            for path in self._files:
                lock = FileLock(path, thread_local=False)
                try:
                    lock.acquire(timeout=0)
                except Timeout:
                    continue
                except (OSError, NotImplementedError):
                    raise UnreadableCopyError(
                        "thư mục bộ nhớ đệm không ghi được, hoặc ổ đĩa ấy không khóa tệp được"
                    ) from None
                try:
                    yield
                    return
                finally:
                    lock.release()
            if time.monotonic() > self._end:
                raise UnreadableCopyError("máy chủ bận vì các tỉnh khác cùng đọc ở đó")
            time.sleep(_POLL)
