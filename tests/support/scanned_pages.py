"""Pages of which a picture is all that there is: a scan in a few lines of text, and one that can be read."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageDraw, ImageFont


def scanned_page(width: int = 595) -> str:
    """A PDF of one page that a picture covers, as text.

    Args:
        width: Of the page, so that files differ.
    """
    return f"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} 842]/Contents 4 0 R>> endobj
4 0 obj <</Length 58>> stream
q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q
endstream endobj
trailer <</Root 1 0 R>>
startxref
0
%%EOF
"""


def digest_of(text: str) -> str:
    """SHA-256 of a file with this text."""
    return hashlib.sha256(text.encode()).hexdigest()


def drawn_page(*lines: str, red: str = "", kind: str = "PDF") -> bytes:
    """A page whose letters are pixels alone, as a scanner makes it.

    Args:
        lines: What stands on it in black; letters without accents, for want of a font with any.
        red: What stands across them in red ink, in a frame, as a stamp does.
        kind: The format, as Pillow names it.
    """
    font = ImageFont.load_default(40)
    page = Image.new("RGB", (1100, 700), "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((90, 60 + 90 * number), line, font=font, fill="black")
    if red:
        pen.rectangle((80, 80, 560, 150), outline=(205, 30, 30), width=5)
        pen.text((100, 92), red, font=font, fill=(205, 30, 30))
    out = io.BytesIO()
    page.save(out, kind, **({"resolution": 200.0} if kind == "PDF" else {"compression": "raw"}))
    return out.getvalue()
