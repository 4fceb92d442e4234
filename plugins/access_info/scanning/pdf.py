"""PDF: text with its place on the page, hidden words, and active content (ISO 32000-2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from access_info.office_files.refusal import RefusalReason, UnsafeFileError
from access_info.scanning.extracted import Extracted
from access_info.scanning.pdf_drawing import walk
from access_info.scanning.pdf_objects import read_objects
from access_info.scanning.pdf_tables import add_page_tables
from access_info.scanning.picture_cover import PageLook, look_at
from access_info.scanning.scans import MarkKind

_MOST_PAGES = 3_000
# Stamps are in the upper part of the first page.
_TOP = 0.5
_FOOT = 0.12
_MOST_REVISIONS = 4
_END_OF_FILE = re.compile(rb"%%EOF[\r\n]*")
_SPACES = re.compile(r"[ \t\u00a0]+")


def read_pdf(content: bytes, extracted: Extracted) -> None:
    """Read pages, then what is beside them.

    Args:
        content: The file's bytes.
        extracted: The result to add to.

    Raises:
        UnsafeFileError: The file does not open, or with a password only.
    """
    import pypdfium2  # noqa: PLC0415 - heavy

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnsafeFileError(RefusalReason.ENCRYPTED) from None
        raise UnsafeFileError(RefusalReason.DAMAGED) from None
    silent: list[int] = []
    scanned: list[int] = []
    count = len(document)
    for number in range(min(count, _MOST_PAGES)):
        page = document[number]
        look = _page(page, number, extracted)
        silent += [number + 1] if look.silent else []
        scanned += [number + 1] if look.scanned else []
        page.close()
    if count > _MOST_PAGES:
        extracted.add_mark(MarkKind.UNREADABLE, "", f"trên {_MOST_PAGES} trang, chỉ xem phần đầu")
    for kind, pages in ((MarkKind.NO_TEXT_LAYER, silent), (MarkKind.SCAN, scanned)):
        if pages:
            where = "" if len(pages) == count else f"trang {_spans(pages)}"
            detail = f"{len(pages)} trang" if kind is MarkKind.SCAN else ""
            extracted.add_mark(kind, where, detail)
    document.close()
    _revisions(content, extracted)
    read_objects(content, extracted)


def _revisions(content: bytes, extracted: Extracted) -> None:
    """Read words of earlier states that a file saved on top of itself, or signed, still holds."""
    import pypdfium2  # noqa: PLC0415 - heavy

    ends = [match.end() for match in _END_OF_FILE.finditer(content)]
    if len(ends) < 2:  # noqa: PLR2004
        return
    shown = {line for text in extracted.texts for line in text.text.split("\n")}
    for end in ends[-1 - _MOST_REVISIONS : -1]:
        try:
            document = pypdfium2.PdfDocument(content[:end])
        except pypdfium2.PdfiumError:
            continue  # the first part of a file made for slow links is no state of its own
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            lines = _lines(page.get_textpage().get_text_range()).split("\n")
            older = [line for line in lines if line not in shown]
            shown.update(older)
            extracted.add_text(f"bản cũ còn lưu trong tệp, trang {number + 1}", "\n".join(older))
            page.close()
        document.close()


def _page(page: Any, number: int, extracted: Extracted) -> PageLook:  # noqa: ANN401 - the library has no types
    """Read a page; tell whether it is a scan, and whether it lacks a text layer."""
    where = f"trang {number + 1}"
    text = page.get_textpage()
    drawn = walk(page, text)
    extracted.pictures = extracted.pictures or bool(drawn.pictures)
    if number == 0 and text.count_chars():
        _, bottom, _, top = page.get_mediabox()
        middle, foot = top - (top - bottom) * _TOP, bottom + (top - bottom) * _FOOT
        runs = list(_runs(text))
        extracted.add_text(where, "\n".join(run for run, y in runs if y <= foot), first=True)
        extracted.add_text(where, "\n".join(run for run, y in runs if y >= middle), first=True)
        extracted.add_text(where, _lines(text.get_text_bounded(bottom=middle)), first=True)
    extracted.add_text(where, _lines(text.get_text_range()))
    if text.count_chars():
        add_page_tables(text, number, extracted)
    for hidden in drawn.hidden:
        extracted.add_mark(MarkKind.HIDDEN_TEXT, where, hidden)
    return look_at(page, text, drawn.pictures)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")


def _runs(text: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401
    """Yield stretches of text that are apart from others, each with its height.

    Two columns of a letterhead share lines; a stamp under one of them is a stretch of its own.
    """
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        run = _SPACES.sub(" ", text.get_text_bounded(left, bottom, right, top)).strip()
        if run:
            yield run, (bottom + top) / 2


def _spans(numbers: list[int]) -> str:
    """Shorten page numbers: 1–3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [f"{first}–{last}" if first != last else str(first) for first, last in spans[:10]]
    return ", ".join(shown) + ("…" if len(spans) > len(shown) else "")
