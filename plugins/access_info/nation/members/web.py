"""A member's site at its address: over HTTPS, only what is missing, never more than two files at a time."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import re
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from access_info.nation.members.settings import ReadingAccess
from access_info.nation.members.sources import (
    MOST_MANIFEST,
    MOST_SIGNATURE,
    Listed,
    check_no_page,
)
from access_info.pipeline.trust.copies import UnreadableCopyError, read_at_most
from access_info.pipeline.trust.manifest import MANIFEST, SIGNATURE
from access_info.pipeline.trust.web import AnswerPieces, WebAccess, WebCopy

_SLOTS = "may-chu"
_FINE, _PART, _SAME, _NO_SUCH_PART = 200, 206, 304, 416
_PIECE = 1 << 16
_POLL = 0.05
_LONGEST_TAG = 200
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
            trusted=_context(access.ca),
        )
        self._copy = WebCopy(url, how)
        self._turns = _Turns(cache / _SLOTS, urlsplit(url).netloc, access)

    def manifest(self, etag: str) -> Listed:
        """Ask for the list of files, if it is another than the one that is known."""
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
            content = _read(answer, MOST_MANIFEST)
            check_no_page(content[:_PIECE])
            return Listed(content, _tag(answer.getheader("ETag") or ""))

    def signature(self) -> bytes | None:
        """Ask for its signature."""
        with self._turns.taken(), self._copy.asked(MANIFEST + SIGNATURE) as answer:
            return None if answer is None else _read(answer, MOST_SIGNATURE)

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Bring a file from where it was left when it was last tried."""
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
    """Tell whether an answer begins where we had got to; else it is the whole file."""
    if answer.status != _PART:
        return False
    match = _RANGE.fullmatch(answer.getheader("Content-Range") or "")
    if match is None or int(match[1]) != begun:
        raise UnreadableCopyError("máy chủ gửi phần khác với phần được hỏi")
    return True


def _take(answer: http.client.HTTPResponse, begun: int, size: int, part: Path) -> None:
    """Write what comes, and count it: no more is taken than the file should have."""
    with part.open("r+b" if begun else "wb") as file:
        file.seek(begun)
        left = size - begun
        while piece := answer.read1(_PIECE):
            if left == size:
                check_no_page(piece)
            left -= len(piece)
            if left < 0:
                file.truncate(0)
                raise UnreadableCopyError("máy chủ gửi nhiều hơn độ lớn ghi trong manifest.json")
            _write(file, piece)
    if left:
        raise UnreadableCopyError("kết nối bị ngắt giữa chừng")


def _write(file: IO[bytes], piece: bytes) -> None:
    try:
        file.write(piece)
        file.flush()  # a disk that is full tells it here, not when the file is closed
    except OSError:
        raise UnreadableCopyError(
            "không ghi được vào bộ nhớ đệm: đĩa đầy hoặc không có quyền"
        ) from None


def _read(answer: http.client.HTTPResponse, most: int) -> bytes:
    return read_at_most(AnswerPieces(answer), most)


def _tag(text: str) -> str:
    """Return what a server calls a file, if it can be sent back as it is."""
    return text if text.isascii() and text.isprintable() and len(text) <= _LONGEST_TAG else ""


def _context(ca: Path | None) -> ssl.SSLContext:
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
