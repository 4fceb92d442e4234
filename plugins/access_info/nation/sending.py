"""Sends a finished site to storage: data first, entry pages last; files no longer in it are deleted at the end.

So a reader meanwhile meets only pages whose data are there already, or still.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from access_info.extras import Extra, MissingExtraError
from access_info.pipeline.trust.manifest import BESIDES, paths_below
from access_info.waiting import NO_PROGRESS, Progress, note_for_stopped

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

# A folder that every site of this program has: by it a place in storage is known as ours.
_OURS = "assets/access-info/"
_AT_ONCE = 64
# Media types that `mimetypes` does not know, or not on every machine.
_TYPES = {
    ".gz": "application/gzip",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".ndjson": "application/x-ndjson",
    ".ttl": "text/turtle",
}
# Texts although their media type does not begin with `text/`: they are served with `charset=utf-8`.
_TEXTS = frozenset({"application/json", "application/ld+json", "application/xml", "image/svg+xml"})


class StorageError(Exception):
    """A site cannot be sent; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class Sent:
    """The result of sending a site.

    Attributes:
        files: Number of files sent.
        same: Number of files that storage held already with the same bytes.
        deleted: Number of files deleted there, as the site has them no more.
    """

    files: int
    same: int
    deleted: int


def send_site(site: Path, target: str, progress: Progress = NO_PROGRESS) -> Sent:
    """Make a place in storage hold exactly the files of a site.

    Args:
        site: The folder of the finished site.
        target: Where it goes: `s3://kho/ca-nuoc`.
        progress: Shows how many files are sent.

    Raises:
        StorageError: The site cannot be sent; nothing was deleted then.
        MissingExtraError: The library that writes to such an address is not installed.
    """
    from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra, and slow to load

    try:
        storage, root = url_to_fs(target, use_listings_cache=False, skip_instance_cache=True)
    except (
        ImportError
    ) as error:  # fsspec is installed, but not the library that it needs for such an address
        raise MissingExtraError(Extra.STORAGE) from error
    except ValueError:
        raise StorageError(
            f"“{target}” không phải nơi lưu trữ. Ví dụ: s3://kho-trang/ca-nuoc"
        ) from None
    try:
        return _Sending(site, storage, root.rstrip("/"), target).send(progress)
    except StorageError:
        raise
    except Exception as error:  # storage has errors of its own, of many libraries
        raise StorageError(
            f"Không ghi được vào {target}: {_reason(error)}. Trang ở máy này đã xong; chạy lại lệnh sẽ gửi tiếp."
        ) from error


def _reason(error: Exception) -> str:
    """Say in Vietnamese why storage refused, as the end of a sentence: its own message is English."""
    if isinstance(error, FileNotFoundError):
        return "không có kho lưu trữ ấy"
    if isinstance(error, PermissionError):
        return "khóa truy cập không có quyền ghi ở đó"
    if "Credentials" in type(error).__name__:
        return "chưa có khóa truy cập (biến AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY)"
    return "không kết nối được, hoặc kho lưu trữ báo lỗi"


class _Sending:
    """The sending of one site to one place in storage."""

    def __init__(self, site: Path, storage: AbstractFileSystem, root: str, target: str) -> None:
        self._site, self._storage, self._root, self._target = site, storage, root, target
        self._is_s3 = "s3" in storage.protocol

    def send(self, progress: Progress) -> Sent:
        """Send new and changed files, then delete those that the site has no more.

        Raises:
            StorageError: The place holds files, but none of a site of this program: they would be lost.
        """
        stored = self._stored_files()
        if stored and not any(path.startswith(_OURS) for path in stored):
            raise StorageError(
                f"“{self._target}” đang chứa thứ khác, gửi trang vào đó sẽ xóa mất. Chọn nơi khác hoặc nơi trống."
            )
        paths = sorted(paths_below(self._site), key=_order)
        new = [path for path in paths if not self._is_same(path, stored.get(path))]
        gone = sorted(set(stored) - set(paths))
        sent, count = 0, len(new)
        try:
            with progress.of("gửi trang tới kho lưu trữ", count) as done:
                # Files of one turn and of one media type are sent together.
                for _, group in itertools.groupby(new, key=lambda path: _order(path)[:2]):
                    while batch := list(itertools.islice(group, _AT_ONCE)):
                        self._put(batch)
                        sent += len(batch)
                        for _ in batch:
                            done()
            for start in range(0, len(gone), _AT_ONCE):
                names = gone[start : start + _AT_ONCE]
                self._storage.rm([f"{self._root}/{path}" for path in names])
        except KeyboardInterrupt:
            progress_words = (
                f"mới gửi {sent}/{count} tệp, chưa xóa tệp nào ở đó"
                if sent < count
                else f"đã gửi đủ {count} tệp, chưa xóa hết tệp không còn"
            )
            note_for_stopped(f"Tới {self._target}: {progress_words}.")
            raise
        return Sent(count, len(paths) - count, len(gone))

    def _stored_files(self) -> dict[str, Mapping[str, Any]]:
        """Return the storage's record (size, ETag …) of each file it holds, by path below the root."""
        listing = self._storage.find(self._root, detail=True)
        return {
            path.removeprefix(f"{self._root}/"): about
            for path, about in listing.items()
            if about["type"] == "file" and path != self._root
        }

    def _is_same(self, path: str, stored: Mapping[str, Any] | None) -> bool:
        """Tell whether storage holds a file with the same bytes.

        S3's ETag is the MD5 of a file that was sent whole; any other ETag means: send it again.
        """
        if stored is None or stored["size"] != (self._site / path).stat().st_size:
            return False
        with (self._site / path).open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
        return str(stored.get("ETag", "")).strip('"') == digest.hexdigest()

    def _put(self, batch: Sequence[str]) -> None:
        """Send some files of one media type, which S3 must be told, as it serves files with it."""
        kind = _type(batch[0])
        if not self._is_s3:  # where folders have to be made
            for folder in sorted({path.rpartition("/")[0] for path in batch}):
                self._storage.makedirs(f"{self._root}/{folder}", exist_ok=True)
        self._storage.put(
            [str(self._site / path) for path in batch],
            [f"{self._root}/{path}" for path in batch],
            **({"ContentType": kind} if self._is_s3 and kind else {}),
        )


def _turn(path: str) -> int:
    """Return a file's turn in sending: 0 and 1 for what pages need, 2 pages, 3 lists of files, 4 front page.

    So a page appears only after the data that it needs.
    """
    if path.startswith(_OURS):
        return 0  # by these `send` knows the place again as ours, if it is stopped midway
    if path == "index.html":
        return 4
    if path in BESIDES:
        return 3
    return 2 if path.endswith(".html") else 1


def _order(path: str) -> tuple[int, str, str]:
    """Return the key by which files are sorted for sending: turn, media type, path."""
    return _turn(path), _type(path), path


def _type(path: str) -> str:
    """Return the media type under which a file is served; "" if it is not known."""
    kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or ""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTS else kind
