"""PDF: text with its place on the page, what lies hidden, and what a reader would run (ISO 32000-2)."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator
from typing import Any

from access_info.scanning.found import DamagedError, EncryptedError, Found
from access_info.scanning.pdf_objects import read_objects
from access_info.scanning.scans import MarkKind

_MOST_PAGES = 3_000
# Letters that a page must hold to count as text; a scan may bear a stamp or a number in print.
_FEW_LETTERS = 20
# Stamps stand in the upper part of the first page.
_TOP = 0.5
_DARK = 60
_LEAST_BOX = 5.0
_MOST_OBJECTS = 4_000
_SPACES = re.compile(r"[ \t\u00a0]+")


def read_pdf(content: bytes, found: Found) -> None:
    """Reads pages, then what stands beside them.

    Args:
        content: The file.
        found: Where it goes.

    Raises:
        DamagedError: It does not open.
        EncryptedError: It opens with a password only.
    """
    import pypdfium2  # noqa: PLC0415 - heavy

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError from None
        raise DamagedError from None
    bare: list[int] = []
    count = len(document)
    for number in range(min(count, _MOST_PAGES)):
        page = document[number]
        if not _page(page, number, found):
            bare.append(number + 1)
        page.close()
    if count > _MOST_PAGES:
        found.mark(MarkKind.UNREADABLE, "", f"trên {_MOST_PAGES} trang, chỉ xem phần đầu")
    if bare:
        where = "" if len(bare) == count else f"trang {_spans(bare)}"
        found.mark(MarkKind.NO_TEXT_LAYER, where)
    document.close()
    read_objects(content, found)


def _page(page: Any, number: int, found: Found) -> bool:  # noqa: ANN401 - the library has no types
    """Reads a page; whether it holds text, or nothing at all."""
    where = f"trang {number + 1}"
    text = page.get_textpage()
    letters = text.count_chars()
    if not letters:
        return next(iter(page.get_objects(max_depth=2)), None) is None
    if number == 0:
        _, bottom, _, top = page.get_mediabox()
        middle = top - (top - bottom) * _TOP
        runs = list(_runs(text))
        found.text(where, "\n".join(run for run, y in runs if y >= middle), first=True)
        found.text(where, _lines(text.get_text_bounded(bottom=middle)), first=True)
    found.text(where, _lines(text.get_text_range()))
    if _is_covered(page, text):
        found.mark(MarkKind.HIDDEN_TEXT, where, "chữ nằm dưới ô tô đen")
    return letters >= _FEW_LETTERS or not _has_picture(page)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")


def _runs(text: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401
    """Stretches of text that stand apart from others, each with its height.

    Two columns of a letterhead share lines; a stamp under one of them is a stretch of its own.
    """
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        run = _SPACES.sub(" ", text.get_text_bounded(left, bottom, right, top)).strip()
        if run:
            yield run, (bottom + top) / 2


def _has_picture(page: Any) -> bool:  # noqa: ANN401
    from pypdfium2 import raw  # noqa: PLC0415

    return (
        next(iter(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)), None)
        is not None
    )


def _is_covered(page: Any, text: Any) -> bool:  # noqa: ANN401
    """Whether letters lie under a dark box that was drawn after them."""
    from pypdfium2 import raw  # noqa: PLC0415

    words: list[tuple[float, float, float, float]] = []
    for item in itertools.islice(page.get_objects(max_depth=3), _MOST_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            words.append(item.get_bounds())
        elif item.type == raw.FPDF_PAGEOBJ_PATH and words and _is_dark(item, raw):
            box = item.get_bounds()
            if box[2] - box[0] < _LEAST_BOX or box[3] - box[1] < _LEAST_BOX:
                continue
            if any(_crosses(box, word) for word in words) and text.get_text_bounded(*box).strip():
                return True
    return False


def _is_dark(item: Any, raw: Any) -> bool:  # noqa: ANN401
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    if not mode.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha):
        return False
    return max(red.value, green.value, blue.value) <= _DARK and alpha.value > 2 * _DARK


def _crosses(box: tuple[float, ...], word: tuple[float, ...]) -> bool:
    """Whether a box hides at least a good part of a stretch of text's height."""
    height = min(box[3], word[3]) - max(box[1], word[1])
    width = min(box[2], word[2]) - max(box[0], word[0])
    return width > 0 and height > (word[3] - word[1]) / 2


def _spans(numbers: list[int]) -> str:
    """Page numbers, shortened: 1–3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [f"{first}–{last}" if first != last else str(first) for first, last in spans[:10]]
    return ", ".join(shown) + ("…" if len(spans) > len(shown) else "")
