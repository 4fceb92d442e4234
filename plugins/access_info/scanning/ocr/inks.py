"""Red ink apart from black: a stamp lies across letters, and its frame is read as letters of its own.

Recognition reads neither through the other. In red light red ink is as white as paper; what is redder
than it is green or blue is drawn in black, without the frames round it. (Of 18 drawn stamps, blurred and
turned by up to 7 degrees, 5 were read in grey, 10 in red alone, 16 without their frames.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]

# How much more red a point must be than green or blue to be red ink.
_RED = 50
# The part of a page that a stamp's words take at least.
_LEAST_INK = 0.0002
# Points of half the size, across and up, of a frame round words; a letter has fewer.
_FRAME = (60, 20)
# The part of its own box that the lines of a frame fill at most.
_THIN = 0.4
# Points that are joined to lines at most: more are no stamp but a picture.
_MOST_POINTS = 80_000
_MOST_FRAMES = 4
_MARGIN = 40


def red_ink(image: Image) -> Image | None:
    """Return the red ink of a picture in black on white; `None` where there is hardly any.

    Args:
        image: In colours, or in grey, which has none.
    """
    from PIL import ImageChops  # noqa: PLC0415 - heavy

    if image.mode != "RGB":
        return None
    red, green, blue = image.split()
    redder = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    ink = redder.point([255 if level < _RED else 0 for level in range(256)])
    enough = ink.histogram()[0] >= _LEAST_INK * image.width * image.height
    return ink if enough else None


def without_red(image: Image) -> Image:
    """Return a picture in grey, as it looks in red light."""
    return image.getchannel("R") if image.mode == "RGB" else image


def framed(ink: Image) -> Iterator[Image]:
    """Yield what stands in frames of red ink, each without its frame and with white round it.

    Args:
        ink: Black on white.
    """
    from PIL import Image as Images  # noqa: PLC0415 - heavy
    from PIL import ImageOps  # noqa: PLC0415

    half = ink.resize((ink.width // 2, ink.height // 2), Images.Resampling.BOX)
    width = half.width
    points = {place for place, level in enumerate(half.tobytes()) if level < _DARK}
    if len(points) > _MOST_POINTS:
        return
    frames = 0
    for line in _lines(points, width):
        left, top, right, bottom = _box(line, width)
        across, up = right - left, bottom - top
        if across < _FRAME[0] or up < _FRAME[1] or len(line) > _THIN * across * up:
            continue
        inner = ink.crop((2 * left, 2 * top, 2 * right, 2 * bottom))
        for place in line:
            x, y = 2 * (place % width - left), 2 * (place // width - top)
            inner.paste(255, (x - 1, y - 1, x + 3, y + 3))
        if inner.getextrema()[0] == 0:
            yield ImageOps.expand(inner, _MARGIN, 255)
            frames += 1
        if frames == _MOST_FRAMES:
            return


_DARK = 170


def _lines(points: set[int], width: int) -> Iterator[list[int]]:
    """Yield points that hang together, from the top; `points` are used up."""
    near = (-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
    for start in sorted(points):
        if start not in points:
            continue
        points.discard(start)
        line = [start]
        for place in line:  # which grows
            for step in near:
                if place + step in points:
                    points.discard(place + step)
                    line.append(place + step)
        yield line


def _box(line: list[int], width: int) -> Box:
    across = [place % width for place in line]
    return min(across), line[0] // width, max(across) + 1, max(line) // width + 1
