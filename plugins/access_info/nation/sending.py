"""Sends a finished site: data first, entry pages last, and what is gone is deleted at the very end.

Whoever reads meanwhile meets pages whose data are there already, or still.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import mimetypes
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from access_info.extras import Extra, MissingExtraError
from access_info.pipeline.trust.manifest import BESIDES
from access_info.waiting import NO_PROGRESS, Progress, note_for_stopped

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_OURS = "assets/access-info/"
_AT_ONCE = 64
_TYPES = {
    ".gz": "application/gzip",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".ndjson": "application/x-ndjson",
    ".ttl": "text/turtle",
}
_TEXTS = frozenset({"application/json", "application/ld+json", "application/xml", "image/svg+xml"})


class StorageError(Exception):
    """A site cannot be sent; told in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class Sent:
    """How many files were sent, were there already as they are, and were deleted as they are gone."""

    files: int
    same: int
    deleted: int


def send_site(site: Path, target: str, progress: Progress = NO_PROGRESS) -> Sent:
    """Make storage hold what a folder holds.

    Args:
        site: The finished site.
        target: Where it goes: `s3://kho/ca-nuoc`.
        progress: Is told how far it is.

    Raises:
        StorageError: It cannot be sent; nothing was deleted then.
        MissingExtraError: What writes to such an address is not installed.
    """
    from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra, and slow to load

    try:
        storage, root = url_to_fs(target, use_listings_cache=False, skip_instance_cache=True)
    except (
        ImportError
    ) as error:  # fsspec is there, and what it writes to such an address with is not
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
    """Say why storage refused, as the end of a sentence; its own words are of other languages."""
    if isinstance(error, FileNotFoundError):
        return "không có kho lưu trữ ấy"
    if isinstance(error, PermissionError):
        return "khóa truy cập không có quyền ghi ở đó"
    if "Credentials" in type(error).__name__:
        return "chưa có khóa truy cập (biến AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY)"
    return "không kết nối được, hoặc kho lưu trữ báo lỗi"


class _Sending:
    """One site on its way to storage."""

    def __init__(self, site: Path, storage: AbstractFileSystem, root: str, target: str) -> None:
        self._site, self._storage, self._root, self._target = site, storage, root, target
        self._is_s3 = "s3" in storage.protocol

    def send(self, progress: Progress) -> Sent:
        """Send what is new, then delete what is gone."""
        there = self._stored_files()
        if there and not any(path.startswith(_OURS) for path in there):
            raise StorageError(
                f"“{self._target}” đang chứa thứ khác, gửi trang vào đó sẽ xóa mất. Chọn nơi khác hoặc nơi trống."
            )
        paths = sorted(_paths(self._site), key=_order)
        new = [path for path in paths if not self._is_same(path, there.get(path))]
        gone = sorted(set(there) - set(paths))
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
        """Return what the storage tells of each file that it holds, by path below the site's root."""
        found = self._storage.find(self._root, detail=True)
        return {
            path.removeprefix(f"{self._root}/"): about
            for path, about in found.items()
            if about["type"] == "file" and path != self._root
        }

    def _is_same(self, path: str, stored: Mapping[str, Any] | None) -> bool:
        """Tell whether the storage has a file as it is: by the hash that S3 tells of files sent whole."""
        if stored is None or stored["size"] != (self._site / path).stat().st_size:
            return False
        with (self._site / path).open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
        return str(stored.get("ETag", "")).strip('"') == digest.hexdigest()

    def _put(self, batch: Sequence[str]) -> None:
        """Send files of one media type."""
        kind = _type(batch[0])
        if not self._is_s3:  # where folders have to be made
            for folder in sorted({path.rpartition("/")[0] for path in batch}):
                self._storage.makedirs(f"{self._root}/{folder}", exist_ok=True)
        self._storage.put(
            [str(self._site / path) for path in batch],
            [f"{self._root}/{path}" for path in batch],
            **({"ContentType": kind} if self._is_s3 and kind else {}),
        )


def _paths(site: Path) -> Iterator[str]:
    """Yield the path of each file of a site."""
    for folder, _, names in os.walk(site):
        below = Path(folder).relative_to(site)
        yield from ((below / name).as_posix() for name in names)


def _turn(path: str) -> int:
    """Return when a file's turn is: what pages need, pages, what lists all files, the front page."""
    if path.startswith(_OURS):
        return 0  # what tells a place of ours from others, should we be stopped
    if path == "index.html":
        return 4
    if path in BESIDES:
        return 3
    return 2 if path.endswith(".html") else 1


def _order(path: str) -> tuple[int, str, str]:
    """Return what files are sorted by to be sent: turn, media type, path."""
    return _turn(path), _type(path), path


def _type(path: str) -> str:
    """Return the media type that a file is served as; "" if it is not known."""
    kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or ""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTS else kind
