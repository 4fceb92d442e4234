"""The pictures of a file in which words may stand, one after the other, ready to be recognised.

Pages that are scans are drawn whole; of other pages and of office files, each picture that is large
enough to hold words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from access_info.scanning.kinds import is_pdf
from access_info.scanning.parts import Parts
from access_info.scanning.pdf_drawing import walk
from access_info.scanning.picture_cover import look_at
from access_info.scanning.pictures import WORDS_FROM

if TYPE_CHECKING:
    from PIL.Image import Image

# Points an inch: letters of 9 points can be told apart, and a page is drawn in a tenth of a second.
DOTS = 200
_POINTS = 72
# Pixels of the longer side: an A3 page at 200 points an inch, and some more.
_LONGEST = 4_000
# A picture of a screen has letters half as high as a scan has: it is drawn twice as large.
_SCREEN = 1_000
# Pixels that are decoded at most: a photograph of 100 million, in three colours, is 300 MB.
_MOST_PIXELS = 100_000_000


def images_of(content: bytes) -> Iterator[tuple[str, Image]]:
    """Yield pictures with words for people where each stands: “trang 2”, “ảnh image1.jpeg”.

    Args:
        content: The file's bytes.

    Raises:
        UnsafeFileError: The file must not be unpacked.
    """
    if is_pdf(content):
        yield from _of_pdf(content)
    elif content.startswith(b"PK"):
        parts = Parts(content)
        for part in parts.media:
            for image in _decoded(parts.read(part)):
                yield f"ảnh {part.rpartition('/')[2]}", image
    else:
        for number, image in enumerate(_decoded(content), 1):
            yield (f"trang {number}" if number > 1 else "ảnh"), image


def _of_pdf(content: bytes) -> Iterator[tuple[str, Image]]:
    import pypdfium2  # noqa: PLC0415 - heavy

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pictures = walk(page, text).pictures
        where = f"trang {number + 1}"
        if look_at(page, text, pictures).scanned:
            scale = min(DOTS / _POINTS, _LONGEST / max(*page.get_size(), 1))
            yield where, page.render(scale=scale).to_pil()
        else:
            for picture in pictures:
                yield from ((where, image) for image in _of_picture(picture))
        page.close()


def _of_picture(picture: Any) -> Iterator[Image]:  # noqa: ANN401 - the library has no types
    """Yield a picture of a PDF, if it is large enough and can be drawn."""
    import pypdfium2  # noqa: PLC0415 - heavy

    across, down = picture.get_px_size()
    if min(across, down) < WORDS_FROM or across * down > _MOST_PIXELS:
        return
    try:
        yield _fitted(picture.get_bitmap(render=False).to_pil())
    except (pypdfium2.PdfiumError, ValueError):
        return


def _decoded(content: bytes) -> Iterator[Image]:
    """Yield the pages of a picture that are large enough, turned as they are looked at."""
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415 - heavy

    Image.MAX_IMAGE_PIXELS = None  # the size is judged before anything is decoded
    try:
        with Image.open(io.BytesIO(content)) as picture:
            frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else [picture]
            for frame in frames:
                across, down = frame.size
                if min(across, down) >= WORDS_FROM and across * down <= _MOST_PIXELS:
                    yield _fitted(ImageOps.exif_transpose(frame))
    except (OSError, ValueError, SyntaxError, LookupError):
        return


def _fitted(image: Image) -> Image:
    """Return a picture in colours or in grey, of the size of a page; what is clear is white."""
    from PIL import Image as Images  # noqa: PLC0415 - heavy

    if image.mode in {"RGBA", "LA", "PA", "P"}:
        clear = image.convert("RGBA")
        ground = Images.new("RGBA", clear.size, "white")
        image = Images.alpha_composite(ground, clear)
    image = image.convert("L" if image.mode in {"1", "L", "I", "I;16", "F"} else "RGB")
    if max(image.size) < _SCREEN:
        return image.resize((2 * image.width, 2 * image.height), Images.Resampling.BICUBIC)
    image.thumbnail((_LONGEST, _LONGEST))
    return image
