"""A sheet's XML without its empty cells and rows, made while it is unpacked.

A column of formats that reaches down to the last row is a million rows of nothing; a reader that
makes objects of them takes minutes and gigabytes. So what holds nothing is cut out of the bytes
(ECMA-376 Part 1, 18.3.1.4 cells, 18.3.1.73 rows).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from access_info.imports.office import rules
from access_info.imports.office.refusal import RefusedFileError

_MOST_BYTES = 30_000_000
_MOST_WAITING = 20_000_000
_END = b"sheetData>"
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")


def slim(chunks: Iterable[bytes]) -> bytes:
    """Cut empty cells and rows out of a sheet's XML.

    Args:
        chunks: Its XML, piece by piece.

    Raises:
        RefusedFileError: More is left than a list can hold.
    """
    pieces: list[bytes] = []
    size = 0
    waiting = b""
    cutter: _Cutter | None = None
    for chunk in chunks:
        waiting += chunk
        if cutter is None:
            cutter = _Cutter.of(waiting)
        cut = waiting.rfind(cutter.row) if cutter is not None else -1
        if cutter is not None and cut > 0:
            pieces.append(cutter.cut(waiting[:cut]))
            size += len(pieces[-1])
            waiting = waiting[cut:]
        if size > _MOST_BYTES or len(waiting) > _MOST_WAITING:
            raise RefusedFileError(rules.TOO_LARGE, what="trang tính có quá nhiều chữ")
    pieces.append(cutter.cut(waiting) if cutter is not None else waiting)
    return b"".join(pieces)


class _Cutter:
    """The cutter of what is empty in one sheet, by the prefix of its tags."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.row = b"<" + prefix + b"row"
        # Without any of these no cell holds anything.
        self._holding = tuple(b"<" + prefix + name for name in (b"v", b"f", b"is"))
        # Only cells and rows that tell their place: those after the others would move. Matches
        # `<c r="A1" s="2"/>` and `<row r="9"></row>`; not `<c s="2"/>` or `<c r="A1"><v>1</v></c>`.
        self._cells = re.compile(
            rb"<%bc (?=[^<>]*\br=)[^<>]*(?:/>|></%bc>|><%bv/></%bc>|><%bv></%bv></%bc>)"
            % (p, p, p, p, p, p, p)
        )
        self._rows = re.compile(rb"<%brow (?=[^<>]*\br=)[^<>]*(?:/>|>\s*</%brow>)" % (p, p))

    @classmethod
    def of(cls, start: bytes) -> _Cutter | None:
        """Make a sheet's cutter by its outermost tag; `None` while that has not been seen."""
        root = _ROOT.search(start)
        return cls(root[1] + b":" if root[1] else b"") if root else None

    def cut(self, xml: bytes) -> bytes:
        """Remove from XML the cells and rows that hold nothing."""
        if xml.startswith(self.row) and not any(tag in xml for tag in (*self._holding, _END)):
            return b""
        return self._rows.sub(b"", self._cells.sub(b"", xml))
