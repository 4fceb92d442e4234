"""Parts of XLSX and DOCX files, deflated by libdeflate: half of zlib's time for a smaller file."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

import deflate

_LEVEL = 6
# libdeflate takes a part as a whole; what is longer goes through zlib piece by piece, since memory must
# not grow with a list.
_LONGEST = 1 << 18


@contextlib.contextmanager
def open_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, longest: int = _LONGEST
) -> Iterator[IO[bytes]]:
    """Open a part of a ZIP file for writing, to be deflated (RFC 1951).

    Args:
        archive: Open for writing to a file in which one can go back.
        entry: The part.
        longest: Bytes that are held in memory at most.
    """
    # Not said to be deflated before it is open: zlib's state, which is not needed, takes longer to make than
    # most parts to deflate. `zipfile` writes the head anew at the end, and offers no choice of the compressor.
    entry.compress_type = zipfile.ZIP_STORED
    with archive.open(entry, "w") as part:
        entry.compress_type = zipfile.ZIP_DEFLATED
        part._compressor = _Deflater(longest)  # type: ignore[attr-defined]  # noqa: SLF001
        yield part


class _Deflater:
    """What `zipfile` compresses a part with."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._held = bytearray()
        self._stream: zlib._Compress | None = None

    def compress(self, content: bytes) -> bytes:
        if self._stream is None:
            self._held += content
            if len(self._held) <= self._longest:
                return b""
            self._stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            content, self._held = bytes(self._held), bytearray()
        return self._stream.compress(content)

    def flush(self) -> bytes:
        if self._stream is None:
            return bytes(deflate.deflate_compress(self._held, _LEVEL))
        return self._stream.flush()
