"""How far pictures cover a PDF's page, and which letters stand on them (ISO 32000-2, 8.9 and 9.3)."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from access_info.scanning.pdf_drawing import INVISIBLE, MOST_OBJECTS

Box = tuple[float, float, float, float]

# More of a page than this is most of it.
HALF = 0.5
# Letters that a page must hold to count as text; a scan may bear a stamp or a number in print.
_FEW_LETTERS = 20
# Letters to be seen on a page that is no scan: a brochure on a coloured ground. What a signature,
# a stamp or a caption puts on a scanned page is shorter, three signatures together too.
_WRITTEN_PAGE = 800
# Letters that recognition of a scanned page writes at least; a hidden mark or a number is shorter.
_LAYER = 100
# A picture alone on a page covers more of it than a logo does.
_LOGO = 0.05
# Lines and curves of a page whose letters were all drawn as curves; a frame or a rule has fewer.
_DRAWN_LETTERS = 50
_CELLS = 100


@dataclasses.dataclass(frozen=True, slots=True)
class PageLook:
    """A page as its reader sees it.

    Attributes:
        scanned: Whether it is a scan, which people must look at.
        silent: Whether its words are in no text layer.
    """

    scanned: bool
    silent: bool


def look_at(page: Any, text: Any, pictures: Sequence[Any]) -> PageLook:  # noqa: ANN401 - the library has no types
    """Tell whether a page is a scan: pictures cover it for the most part, whatever lies on them.

    Args:
        page: The page.
        text: Its text.
        pictures: Its pictures, as the library gives them.
    """
    letters = text.count_chars()
    share = _share(page.get_cropbox(), map(box_of, pictures)) if pictures else 0.0
    if share > HALF:
        layer, written = _letters(page, text)
        scanned = written < _WRITTEN_PAGE
        return PageLook(scanned, scanned and layer < _LAYER)
    if letters >= _FEW_LETTERS or (letters and not pictures):
        return PageLook(scanned=False, silent=False)
    if pictures:
        return PageLook(scanned=share >= _LOGO, silent=True)
    objects = sum(1 for _ in itertools.islice(page.get_objects(max_depth=2), _DRAWN_LETTERS))
    return PageLook(scanned=objects >= _DRAWN_LETTERS, silent=objects > 0)


def box_of(item: Any) -> Box:  # noqa: ANN401
    """Return the box of a drawn thing in the page's measures, also when a form holds it.

    Args:
        item: The thing.
    """
    left, bottom, right, top = item.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    form = item.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        form = form.container
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _share(page: Box, boxes: Iterable[Box]) -> float:
    """Return which part of a page boxes cover together, counted on a grid."""
    left, bottom, right, top = page
    if right <= left or top <= bottom:
        return 0.0
    rows = [bytearray(_CELLS) for _ in range(_CELLS)]
    for box in boxes:
        first, last = _cells(box[0], box[2], left, right)
        low, high = _cells(box[1], box[3], bottom, top)
        for row in rows[low:high]:
            row[first:last] = b"\1" * (last - first)
    return sum(map(sum, rows)) / _CELLS**2


def _cells(start: float, end: float, low: float, high: float) -> tuple[int, int]:
    """Return which cells between two edges of a page a stretch takes."""
    scale = _CELLS / (high - low)
    first, last = (round((min(max(at, low), high) - low) * scale) for at in (start, end))
    return first, max(first, last)


def _letters(page: Any, text: Any) -> tuple[int, int]:  # noqa: ANN401
    """Count letters that cannot be seen, and those on or beside the largest picture.

    Recognition writes letters that are not drawn, or draws them before the picture that hides them.
    """
    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    largest, place, hidden = 0.0, -1, 0
    shown: list[tuple[int, int]] = []
    objects = page.get_objects(max_depth=3, textpage=text)
    for number, item in enumerate(itertools.islice(objects, MOST_OBJECTS)):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = box_of(item)
            if (right - left) * (top - bottom) > largest:
                largest, place = (right - left) * (top - bottom), number
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            letters = len(item.extract().strip())
            if raw.FPDFTextObj_GetTextRenderMode(item.raw) == INVISIBLE:
                hidden += letters
            else:
                shown.append((number, letters))
    under = sum(letters for number, letters in shown if number < place)
    return hidden + under, sum(letters for number, letters in shown if number > place)
