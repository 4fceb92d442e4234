"""Finds hidden words of a PDF's page: under a box, white, invisible (ISO 32000-2, 8 and 9)."""

from __future__ import annotations

import ctypes
import dataclasses
import itertools
from collections.abc import Iterator
from typing import Any

_DARK = 60
_WHITE = 250
_LEAST_BOX = 5.0
MOST_OBJECTS = 4_000
INVISIBLE = 3

_Box = tuple[float, float, float, float]


@dataclasses.dataclass
class _Drawn:
    """The boxes and letters drawn so far on a page.

    Attributes:
        words: Boxes of letters.
        grounds: Boxes of any colour but white, and pictures, against which letters may be seen.
        white: White letters with nothing behind them.
        invisible: Whether letters are neither filled nor drawn round.
        pictures: Pictures, as the library gives them.
    """

    words: list[_Box] = dataclasses.field(default_factory=list)
    grounds: list[_Box] = dataclasses.field(default_factory=list)
    white: list[_Box] = dataclasses.field(default_factory=list)
    invisible: bool = False
    pictures: list[Any] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class DrawnPage:
    """What one walk through a page's drawing finds.

    Attributes:
        hidden: How words are hidden, each way once.
        pictures: Its pictures, as the library gives them, those in forms too.
    """

    hidden: tuple[str, ...]
    pictures: tuple[Any, ...]


def walk(page: Any, text: Any) -> DrawnPage:  # noqa: ANN401 - the library has no types
    """Walk through what is drawn on a page.

    Args:
        page: The page.
        text: Its text.
    """
    drawn = _Drawn()
    hidden = tuple(_hidden_words(page, text, drawn))
    return DrawnPage(hidden, tuple(drawn.pictures))


def _hidden_words(page: Any, text: Any, drawn: _Drawn) -> Iterator[str]:  # noqa: ANN401
    """Yield how words are hidden, and note pictures on the way.

    Invisible letters over a picture are what recognition of scanned pages writes; they hide nothing.
    """
    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    covered = False
    for item in itertools.islice(page.get_objects(max_depth=3), MOST_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            _word(item, drawn, raw)
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            covered = covered or _covers(item, drawn.words, text, raw)
            if _is_filled(item, raw) and not _is_colour(item, raw, least=_WHITE):
                drawn.grounds.append(item.get_bounds())
        else:
            drawn.grounds.append(item.get_bounds())
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                drawn.pictures.append(item)
    if covered:
        yield "chữ nằm dưới ô tô đen"
    if drawn.invisible and not drawn.pictures:
        yield "chữ vô hình"
    if any(text.get_text_bounded(*box).strip() for box in drawn.white):
        yield "chữ trắng trên nền trắng"


def _word(item: Any, drawn: _Drawn, raw: Any) -> None:  # noqa: ANN401
    box = item.get_bounds()
    drawn.words.append(box)
    if raw.FPDFTextObj_GetTextRenderMode(item.raw) == INVISIBLE:
        drawn.invisible = True
    elif (
        item.level == 0
        and _is_colour(item, raw, least=_WHITE)
        and not any(_crosses(ground, box) for ground in drawn.grounds)
    ):
        drawn.white.append(box)


def _covers(item: Any, words: list[_Box], text: Any, raw: Any) -> bool:  # noqa: ANN401
    """Tell whether a dark box is over letters that were drawn before it."""
    # Within a form a box has the form's own measures.
    if not words or item.level or not _is_dark(item, raw):
        return False
    box = item.get_bounds()
    if box[2] - box[0] < _LEAST_BOX or box[3] - box[1] < _LEAST_BOX:
        return False
    return any(_crosses(box, word) for word in words) and bool(text.get_text_bounded(*box).strip())


def _is_dark(item: Any, raw: Any) -> bool:  # noqa: ANN401
    return _is_filled(item, raw) and _is_colour(item, raw, most=_DARK)


def _is_filled(item: Any, raw: Any) -> bool:  # noqa: ANN401
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    return bool(mode.value)


def _is_colour(item: Any, raw: Any, *, least: int = 0, most: int = 255) -> bool:  # noqa: ANN401
    """Tell whether a visible filling is within bounds of brightness."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha):
        return False
    parts = (red.value, green.value, blue.value)
    return min(parts) >= least and max(parts) <= most and alpha.value > 2 * _DARK


def _crosses(box: tuple[float, ...], word: tuple[float, ...]) -> bool:
    """Tell whether a box hides more than half of the height of a stretch of text."""
    height = min(box[3], word[3]) - max(box[1], word[1])
    width = min(box[2], word[2]) - max(box[0], word[0])
    return width > 0 and height > (word[3] - word[1]) / 2
