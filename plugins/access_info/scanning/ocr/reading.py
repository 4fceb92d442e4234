"""Recognise words in pictures with Tesseract, in a child process that may start only this program.

Red ink, in which stamps such as “MẬT” are put, is read apart (`red_ink`). The program gets a bare picture
through a pipe and sends a table back (TSV, Tesseract 4 and later); it writes no file.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from access_info.office_files.archive import Archive
from access_info.office_files.limits import Purpose
from access_info.office_files.refusal import RefusedFileError
from access_info.scanning.kinds import is_pdf
from access_info.scanning.ocr import LANGUAGE
from access_info.scanning.zipped import WORDS_FROM, media_of

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]

# How much redder than green or blue a pixel must be to count as red ink, of 255.
_RED = 50
# The share of a page that red ink must cover to be read.
_MIN_INK = 0.0002
# Least width and height of a stamp's frame, in pixels of the picture at half size; a letter is smaller.
_FRAME = (60, 20)
# The most of its own box that the lines of a frame may fill: more is no frame but an area.
_THIN = 0.4
# Red pixels that are searched for frames at most; more of them are a picture, not a stamp.
_MAX_POINTS = 80_000
_MAX_FRAMES = 4
# White around what is cut out of a frame, in pixels.
_MARGIN = 40


def red_ink(image: Image) -> Image | None:
    """Return the red ink of a picture as black on white; `None` where there is hardly any, or no colour.

    Stamps are red and often lie over black words: each is only legible without the other.
    """
    from PIL import ImageChops  # noqa: PLC0415 - heavy

    if image.mode != "RGB":
        return None
    red, green, blue = image.split()
    redder = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    ink = redder.point([255 if level < _RED else 0 for level in range(256)])
    enough = ink.histogram()[0] >= _MIN_INK * image.width * image.height
    return ink if enough else None


def without_red(image: Image) -> Image:
    """Return a picture in grey without its red ink, for reading the black words under stamps.

    It is the red channel: in red light, red looks like white paper.
    """
    return image.getchannel("R") if image.mode == "RGB" else image


def framed(ink: Image) -> Iterator[Image]:
    """Yield the inside of each frame of red ink, as stamps have, without the frame and with white around.

    Without its frame a stamp is read more often: 16 of 18 drawn ones against 10. At most four are yielded.

    Args:
        ink: The red ink, black on white (`red_ink`).
    """
    from PIL import Image as Images  # noqa: PLC0415 - heavy
    from PIL import ImageOps  # noqa: PLC0415

    half = ink.resize((ink.width // 2, ink.height // 2), Images.Resampling.BOX)
    width = half.width
    points = {place for place, level in enumerate(half.tobytes()) if level < _DARK}
    if len(points) > _MAX_POINTS:
        return
    frames = 0
    for line in _touching_points(points, width):
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
        if frames == _MAX_FRAMES:
            return


# Brightness (of 255) below which a pixel of the ink counts as dark.
_DARK = 170


def _touching_points(points: set[int], width: int) -> Iterator[list[int]]:
    """Yield each group of touching pixels, such as a letter or a frame, from the top; `points` is emptied.

    Args:
        points: The dark pixels, each as `row * width + column`.
        width: Width of the picture.
    """
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
    """Return (left, top, right, bottom) of the box around pixels, right and bottom exclusive.

    Args:
        line: The pixels, each as `row * width + column`, one of the highest first.
        width: Width of the picture.
    """
    across = [place % width for place in line]
    return min(across), line[0] // width, max(across) + 1, max(line) // width + 1


# Resolution in dots per inch: enough to read type of 9 points, and a page is drawn in a tenth of a second.
DOTS = 200
_POINTS = 72
# Pixels of the longer side: an A3 page at 200 points an inch, and some more.
_MAX_SIDE = 4_000
# A picture of a screen has letters half as high as a scan has: it is drawn twice as large.
_SCREEN = 1_000
# Pixels that are decoded at most: a photograph of 100 million, in three colours, is 300 MB.
_MAX_PIXELS = 100_000_000


def images_of(content: bytes) -> Iterator[tuple[str, Image]]:
    """Yield (place for people, picture) of each picture of a file: (“trang 2”, …), (“ảnh image1.jpeg”, …).

    Args:
        content: The file's bytes.

    Raises:
        RefusedFileError: The file must not be unpacked.
    """
    if is_pdf(content):
        yield from _pictures_of_pdf(content)
    elif content.startswith(b"PK"):
        parts = Archive(content, Purpose.SCAN)
        for part in media_of(parts):
            for image in _decoded(parts.read(part)):
                yield f"ảnh {part.rpartition('/')[2]}", image
    else:
        for number, image in enumerate(_decoded(content), 1):
            yield (f"trang {number}" if number > 1 else "ảnh"), image


def _pictures_of_pdf(content: bytes) -> Iterator[tuple[str, Image]]:
    """Yield (place for people, picture): scanned pages as a whole, and the pictures on other pages of a PDF."""
    import pypdfium2  # noqa: PLC0415 - heavy

    from access_info.scanning.pdf import drawn_on, scan_state  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pictures, _ = drawn_on(page, text)
        where = f"trang {number + 1}"
        if scan_state(page, text, pictures).is_scanned:
            scale = min(DOTS / _POINTS, _MAX_SIDE / max(*page.get_size(), 1))
            yield where, page.render(scale=scale).to_pil()
        else:
            for picture in pictures:
                yield from ((where, image) for image in _of_picture(picture))
        page.close()


def _of_picture(picture: Any) -> Iterator[Image]:  # noqa: ANN401 - the library has no types
    """Yield the image of one picture in a PDF; nothing if it is too small, too large or cannot be drawn."""
    import pypdfium2  # noqa: PLC0415 - heavy

    across, down = picture.get_px_size()
    if min(across, down) < WORDS_FROM or across * down > _MAX_PIXELS:
        return
    try:
        yield _prepared(picture.get_bitmap(render=False).to_pil())
    except (pypdfium2.PdfiumError, ValueError):
        return


def _decoded(content: bytes) -> Iterator[Image]:
    """Yield the pages of a picture file that are large enough, turned upright; a TIFF has several."""
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415 - heavy

    Image.MAX_IMAGE_PIXELS = None  # the size is judged before anything is decoded
    try:
        with Image.open(io.BytesIO(content)) as picture:
            frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else [picture]
            for frame in frames:
                across, down = frame.size
                if min(across, down) >= WORDS_FROM and across * down <= _MAX_PIXELS:
                    yield _prepared(ImageOps.exif_transpose(frame))
    except (OSError, ValueError, SyntaxError, LookupError):
        return


def _prepared(image: Image) -> Image:
    """Return a picture as the program reads it best: RGB or grey, white where transparent, of a page's size.

    A small one is doubled in size, a large one made smaller.
    """
    from PIL import Image as Images  # noqa: PLC0415 - heavy

    if image.mode in {"RGBA", "LA", "PA", "P"}:
        clear = image.convert("RGBA")
        ground = Images.new("RGBA", clear.size, "white")
        image = Images.alpha_composite(ground, clear)
    image = image.convert("L" if image.mode in {"1", "L", "I", "I;16", "F"} else "RGB")
    if max(image.size) < _SCREEN:
        return image.resize((2 * image.width, 2 * image.height), Images.Resampling.BICUBIC)
    image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    return image


# Pictures of a file that are read at most; seconds of processor time for one run of the program, and for all runs.
MAX_PICTURES = 20
_SECONDS = 6
_SECONDS_TOGETHER = 2 * MAX_PICTURES
# How sure the program must be of a word, of 100.
_SURE = 30
# Of Tesseract's TSV: the level of a row that holds a word, and the number of columns.
_WORD = "5"
_COLUMNS = 12
# Tesseract's page segmentation modes: a whole page, one block of text, scattered words.
_PAGES, _BLOCK, _SPREAD = "3", "6", "11"


def read_pictures(content: bytes, _name: str, *, program: str) -> dict[str, Any]:
    """Return the words that Tesseract recognises in a file's pictures, as plain data.

    This runs in a guarded child process, whose tasks all take content and name of a file. It ends
    early after too many pictures or too much processor time.

    Args:
        content: The file's bytes.
        _name: The file's name, not needed here.
        program: Full path of Tesseract.

    Returns:
        `texts`, each with `where` it was found, its `text`, and `first`: whether it stands where
        stamps do; `read`, the number of pictures read; `whole`, whether these were all.
    """
    texts: list[dict[str, Any]] = []
    seen, before = 0, _seconds_of_children()
    whole = True
    with contextlib.suppress(RefusedFileError):  # the scan of the file has reported it
        for where, image in images_of(content):
            whole = seen < MAX_PICTURES and _seconds_of_children() - before < _SECONDS_TOGETHER
            if not whole:
                break
            seen += 1
            for lines, is_stamp_place in _read(image, program, number=seen):
                text = "\n".join(lines)
                texts.append({"where": where, "text": text, "first": is_stamp_place})
    return {"texts": [text for text in texts if text["text"]], "read": seen, "whole": whole}


def _read(image: Image, program: str, *, number: int) -> Iterator[tuple[list[str], bool]]:
    """Yield (lines, whether they stand where stamps do) for each way of reading a picture.

    Stamps stand in the upper half of the first picture, or in red. So that half is yielded first,
    then all lines of the picture, then those in red ink, then those of each red frame.

    Args:
        image: The picture.
        program: Full path of Tesseract.
        number: The picture's number in the file, from 1.
    """
    ink = red_ink(image)
    half = image.height / 2
    black = without_red(image) if ink is not None else image.convert("L")
    placed = list(_lines(_table(program, black, _PAGES)))
    if number == 1:
        yield [line for line, top in placed if top < half], True
    yield [line for line, _ in placed], False
    if ink is not None:
        yield [line for line, _ in _lines(_table(program, ink, _SPREAD))], True
        for stamp in framed(ink):
            yield [line for line, _ in _lines(_table(program, stamp, _BLOCK))], True


def _table(program: str, image: Image, layout: str) -> str:
    """Return the table of words (TSV) that Tesseract reads in a picture; "" if it fails or takes too long.

    Args:
        program: Full path of Tesseract.
        image: The picture.
        layout: The page segmentation mode.
    """
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", str(DOTS)]
    with subprocess.Popen(  # noqa: S603 - the one program that the guard lets pass
        [*command, "-c", "tessedit_create_tsv=1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # More threads would take longer together, and read no other words.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ) as process:
        _limit(process.pid)
        table, _ = process.communicate(picture.getvalue())
    return table.decode("utf-8", "replace")


def _limit(process: int) -> None:
    """Limit the processor time of a started process, on Linux; elsewhere it inherits this process's limit."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on Windows

        resource.prlimit(process, resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))


def _seconds_of_children() -> float:
    """Return the processor time, in seconds, of all programs that this process has started and that ended.

    By it the reading of a file stops in time; it is 0 on Windows, where there is no such limit.
    """
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _lines(table: str) -> Iterator[tuple[str, int]]:
    """Yield (line, distance of its first word from the top in pixels) of Tesseract's table of words (TSV).

    Words of which the program is not sure are left out.
    """
    words: dict[tuple[str, ...], list[str]] = {}
    tops: dict[tuple[str, ...], int] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD or float(cells[10]) < _SURE:
            continue
        line = tuple(cells[1:5])
        words.setdefault(line, []).append(cells[11])
        tops.setdefault(line, int(cells[7]))
    for line, line_words in words.items():
        yield " ".join(line_words), tops[line]
