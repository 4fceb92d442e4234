"""Pages of which a picture is all that there is: a scan in a few lines of text, and one that can be read."""

from __future__ import annotations

import hashlib


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
