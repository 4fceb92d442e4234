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

# What a nation's file says, and how its members are read: plain data that tasks can be sent.


def read_nation(path: Path) -> tuple[Nation | None, list[Problem]]:
    """Read and check the file of a nation.

    Args:
        path: The file.

    Returns:
        The nation, with folders that members are read from made absolute, or `None` where an error
        stands in the way; and every problem, in order.
    """
    nation, document, problems = load_nation(path)
    if nation is not None and document is not None:
        problems += check_nation(nation, document)
    return (None if errors(problems) else nation), in_order(problems)


def cidr(text: str) -> str:
    """Check the name of a network as it is typed.

    Args:
        text: `10.1.0.0/16`, `fd00::/8`; one number alone is a network too.

    Raises:
        ValueError: It names none; the text says how to, in Vietnamese.
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
        ca: A file with certificates of authorities that count beside the system's, PEM.
        networks: Networks that are reached although they are not public, as CIDR: `10.1.0.0/16`.
        keep_days: Days that a copy is shown while its member cannot be read.
        patience: Seconds to wait for a server's next word.
        most_seconds: Seconds that one member may take.
        most_bytes: Bytes that the files of one member may be, together.
        most_file: Bytes that one file may be.
        at_once: Files fetched at once from a server, by whatever tasks share the cache.
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
        """Tell whether an IP number may be reached: it is public, or of one of the named networks."""
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


@dataclasses.dataclass(frozen=True)
class Listed:
    """A member's list of files as its source gave it.

    Attributes:
        content: The bytes; `None` where the server says that they are those of before.
        etag: What the server calls them, or "".
    """

    content: bytes | None
    etag: str = ""


@dataclasses.dataclass(frozen=True)
class FolderSource:
    """A member's site in a folder.

    Attributes:
        folder: Where its list of files lies.
    """

    folder: Path

    def manifest(self, etag: str) -> Listed:  # noqa: ARG002 - a folder has nothing to compare
        """Read the list of files.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        content = self._read(MANIFEST, _MAX_MANIFEST)
        if content is None:
            raise UnreadableCopyError("thư mục nguồn không có tệp manifest.json")
        return Listed(content)

    def signature(self) -> bytes | None:
        """Read the signature of the list of files; `None` if there is none.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        return self._read(MANIFEST + SIGNATURE, _MAX_SIGNATURE)

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Copy a file.

        Args:
            path: Below the member's root.
            size: Bytes that it should have; no more than one further is taken.
            part: Where the copy goes.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        place = self.folder / path
        with _in_words():
            # To open a pipe would be to wait for whoever writes into it.
            if place.exists() and not place.is_file():
                raise UnreadableCopyError("thứ mang tên này trong thư mục nguồn không phải một tệp")
            with place.open("rb") as file, part.open("wb") as target:
                left = size + 1
                while left and (piece := file.read(min(_PIECE, left))):
                    target.write(piece)
                    left -= len(piece)

    def _read(self, name: str, most: int) -> bytes | None:
        """Read a file of no more than so many bytes; `None` if there is none."""
        path = self.folder / name
        with _in_words():
            if not path.is_file():
                return None
            with path.open("rb") as file:
                content = file.read(most + 1)
        if len(content) > most:
            raise UnreadableCopyError(f"tệp {name} lớn quá mức")
        return content


def _refuse_page(begin: bytes) -> None:
    """Raise if what a server sends begins as a page of HTML does: data were asked for.

    Raises:
        UnreadableCopyError: It does.
    """
    if begin.lstrip().startswith(b"<"):
        raise UnreadableCopyError(_PAGE)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """Turn errors of reading a folder into `UnreadableCopyError`, which says in Vietnamese what is wrong."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableCopyError("không có tệp này trong thư mục nguồn") from None
    except OSError:
        raise UnreadableCopyError("không đọc được thư mục nguồn") from None


# A member's site at its address: over HTTPS, only what is missing, never more than two files at a time.

_SLOTS = "may-chu"
_FINE, _PART, _SAME, _NO_SUCH_PART = 200, 206, 304, 416
_WEB_PIECE = 1 << 16
_POLL = 0.05
_MAX_TAG = 200
# `bytes 1000-1999/2000`
_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(?:\d{1,15}|\*)", re.ASCII)


class WebSource:
    """A member's site on the web."""

    def __init__(self, url: str, cache: Path, access: ReadingAccess) -> None:
        """Begin; nothing is asked yet.

        Args:
            url: The address of its root, with a final slash.
            cache: The folder that all tasks share, for which server is being asked.
            access: How it is asked.

        Raises:
            UnreadableCopyError: The file of authorities cannot be read.
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
        """Ask for the list of files, if it is another than the one that is known.

        Args:
            etag: What the server called the list that is known; "" where it must be read.

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
                return Listed(None, etag)
            content = read_at_most(AnswerPieces(answer), _MAX_MANIFEST)
            _refuse_page(content[:_WEB_PIECE])
            tag = answer.getheader("ETag") or ""
            # One that could not be sent back as it is would be of no use.
            is_fit = tag.isascii() and tag.isprintable() and len(tag) <= _MAX_TAG
            return Listed(content, tag if is_fit else "")

    def signature(self) -> bytes | None:
        """Ask for the signature of the list of files; `None` if there is none.

        Raises:
            UnreadableCopyError: It cannot be read.
        """
        with self._turns.taken(), self._copy.asked(MANIFEST + SIGNATURE) as answer:
            return None if answer is None else read_at_most(AnswerPieces(answer), _MAX_SIGNATURE)

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Bring a file from where it was left when it was last tried.

        Args:
            path: Below the member's root.
            size: Bytes that it should have; no more are taken.
            part: What has been brought of it, or nothing yet.

        Raises:
            UnreadableCopyError: It cannot be brought whole.
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
                _take(answer, begun if _goes_on(answer, begun) else 0, size, part)
                return
        part.unlink()
        self.fetch(path, size, part)


def _goes_on(answer: http.client.HTTPResponse, begun: int) -> bool:
    """Tell whether an answer goes on where a file was left; else it is the whole file.

    Raises:
        UnreadableCopyError: It is another part of the file.
    """
    if answer.status != _PART:
        return False
    match = _RANGE.fullmatch(answer.getheader("Content-Range") or "")
    if match is None or int(match[1]) != begun:
        raise UnreadableCopyError("máy chủ gửi phần khác với phần được hỏi")
    return True


def _take(answer: http.client.HTTPResponse, begun: int, size: int, part: Path) -> None:
    """Write what a server sends into a file, from some place on; no more bytes than the file should have."""
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
                file.flush()  # a disk that is full tells it here, not when the file is closed
            except OSError:
                raise UnreadableCopyError(
                    "không ghi được vào bộ nhớ đệm: đĩa đầy hoặc không có quyền"
                ) from None
    if left:
        raise UnreadableCopyError("kết nối bị ngắt giữa chừng")


def _tls_context(ca: Path | None) -> ssl.SSLContext:
    """Return which certificates count: the system's, and those of an authority of one's own."""
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
    """Turns at a server: so many files at once, whichever processes or machines share the cache."""

    def __init__(self, folder: Path, host: str, access: ReadingAccess) -> None:
        name = hashlib.sha256(host.encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        self._files = [folder / f"{name}-{number}" for number in range(access.at_once)]
        self._end = time.monotonic() + access.most_seconds

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and hold it.

        Raises:
            UnreadableCopyError: None came.
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
