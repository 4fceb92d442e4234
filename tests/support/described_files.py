"""What every writer of a described file can do, and the plain ones: text, CSV, a picture.

A description is a list of parts (`tests/safety/strangers/BRIEF-FILES.md`). A writer is handed them in order
and then gives the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from described_pictures import page_picture

Rows = Sequence[Sequence[str]]


class DescribedFile:
    """A file that grows part by part; what a kind of file cannot hold raises `NotImplementedError`."""

    def paragraph(self, text: str) -> None:
        """Write a paragraph; line feeds break lines."""
        raise NotImplementedError("doan")

    def header(self, text: str) -> None:
        """Write at the very top of the page."""
        raise NotImplementedError("dau")

    def table(self, rows: Rows) -> None:
        """Write rows of cells, as they are typed; rows may be of unequal length."""
        raise NotImplementedError("bang")

    def new_page(self, title: str) -> None:
        """Begin a new sheet of this name, or a new page."""
        raise NotImplementedError("trang")

    def hide_columns(self, letters: Sequence[str]) -> None:
        """Hide columns of the sheet."""
        raise NotImplementedError("an cot")

    def hide_rows(self, numbers: Sequence[int]) -> None:
        """Hide rows of the sheet, counted from 1."""
        raise NotImplementedError("an hang")

    def hide_sheet(self) -> None:
        """Hide the sheet written so far."""
        raise NotImplementedError("an trang")

    def comment(self, text: str) -> None:
        """Add a remark on the last paragraph or cell, by nobody."""
        raise NotImplementedError("nhan_xet")

    def tracked_change(self, removed: str, added: str) -> None:
        """Remove and add words in the last paragraph while changes are tracked."""
        raise NotImplementedError("sua")

    def hidden_text(self, text: str) -> None:
        """Write what a reader does not see."""
        raise NotImplementedError("chu_an")

    def scan(self, lines: Sequence[str], printed: Sequence[str]) -> None:
        """Fill a page with a picture of lines, with further lines printed over it as text."""
        raise NotImplementedError("quet")

    def small_picture(self) -> None:
        """Put a picture that is no page: a logo, a chart."""
        raise NotImplementedError("hinh")

    def content(self) -> bytes:
        """Give the file."""
        raise NotImplementedError


class PlainText(DescribedFile):
    """Lines in UTF-8; cells of a table are apart by tabs."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._headers: list[str] = []
        self._rows: list[Sequence[str]] = []

    def paragraph(self, text: str) -> None:
        """Write a line."""
        self._rows.append([text])

    def header(self, text: str) -> None:
        """Write a line above all others."""
        self._headers.append(text)

    def table(self, rows: Rows) -> None:
        """Write a line for each row."""
        self._rows += rows

    def content(self) -> bytes:
        """Give the lines."""
        return "".join(f"{line}\r\n" for line in self._lines()).encode()

    def _lines(self) -> list[str]:
        return [*self._headers, *("\t".join(row) for row in self._rows)]


class CommaSeparated(PlainText):
    """Records as Excel saves them under “CSV UTF-8”, with a mark of the encoding."""

    def content(self) -> bytes:
        """Give the records."""
        out = io.StringIO()
        csv.writer(out).writerows([[header] for header in self._headers] + self._rows)
        return out.getvalue().encode("utf-8-sig")


class PictureOfLines(PlainText):
    """A sheet of paper that was scanned: all that is described is pixels."""

    def __init__(self, kind: str) -> None:
        """Begin with an empty sheet.

        Args:
            kind: `JPEG` or `PNG`.
        """
        super().__init__()
        self._kind = kind

    def scan(self, lines: Sequence[str], printed: Sequence[str]) -> None:
        """Write lines; what is printed over them is pixels too."""
        self._rows += [[line] for line in (*printed, *lines)]

    def content(self) -> bytes:
        """Give the picture."""
        return page_picture(self._lines(), kind=self._kind)
