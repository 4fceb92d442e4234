"""Where a member's files are read from: a folder, or its address on the web."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from access_info.pipeline.trust.copies import UnreadableCopyError
from access_info.pipeline.trust.manifest import MANIFEST, SIGNATURE

# A manifest of 600 agencies has about 5 MB.
MOST_MANIFEST = 16_000_000
MOST_SIGNATURE = 100_000
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


class MemberSource(Protocol):
    """Where a member's files are."""

    def manifest(self, etag: str) -> Listed:
        """Read the list of files.

        Args:
            etag: What the server called the list that is known; "" where it must be read.

        Raises:
            UnreadableCopyError: It cannot be read.
        """

    def signature(self) -> bytes | None:
        """Read the signature of the list of files; `None` if there is none.

        Raises:
            UnreadableCopyError: It cannot be read.
        """

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Bring a file, or what is missing of it.

        Args:
            path: Below the member's root.
            size: Bytes that it should have; no more are taken.
            part: What has been brought of it, or nothing yet.

        Raises:
            UnreadableCopyError: It cannot be brought whole.
        """


@dataclasses.dataclass(frozen=True)
class FolderSource:
    """A member's site in a folder.

    Attributes:
        folder: Where its list of files lies.
    """

    folder: Path

    def manifest(self, etag: str) -> Listed:  # noqa: ARG002 - a folder has nothing to compare
        """Read the list of files."""
        content = self._small(MANIFEST, MOST_MANIFEST)
        if content is None:
            raise UnreadableCopyError("thư mục nguồn không có tệp manifest.json")
        return Listed(content)

    def signature(self) -> bytes | None:
        """Read its signature."""
        return self._small(MANIFEST + SIGNATURE, MOST_SIGNATURE)

    def fetch(self, path: str, size: int, part: Path) -> None:
        """Copy a file."""
        place = self.folder / path
        with _in_words():
            # To open a pipe would be to wait for whoever writes into it.
            if place.exists() and not place.is_file():
                raise UnreadableCopyError("thứ mang tên này trong thư mục nguồn không phải một tệp")
        with _in_words(), place.open("rb") as file, part.open("wb") as target:
            left = size + 1
            while left and (piece := file.read(min(_PIECE, left))):
                target.write(piece)
                left -= len(piece)

    def _small(self, name: str, most: int) -> bytes | None:
        path = self.folder / name
        with _in_words():
            if not path.is_file():
                return None
            with path.open("rb") as file:
                content = file.read(most + 1)
        if len(content) > most:
            raise UnreadableCopyError(f"tệp {name} lớn quá mức")
        return content


def check_no_page(begin: bytes) -> None:
    """Refuse what begins as a page of HTML does where data were asked for.

    Raises:
        UnreadableCopyError: It does.
    """
    if begin.lstrip().startswith(b"<"):
        raise UnreadableCopyError(_PAGE)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """Say in words that a file of a folder cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableCopyError("không có tệp này trong thư mục nguồn") from None
    except OSError:
        raise UnreadableCopyError("không đọc được thư mục nguồn") from None
