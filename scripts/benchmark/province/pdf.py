"""Writes plain PDF files (ISO 32000-2) whose letters can be read: the same bytes everywhere."""

from __future__ import annotations

from collections.abc import Sequence

_LINES = 40
_TOP, _STEP, _LEFT = 790, 18, 60
_FONT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Mau /DW 500 /CIDToGIDMap /Identity "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /Mau /Flags 4 /ItalicAngle 0 /Ascent 800 "
    "/Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >> >>"
)
_LETTERED_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Mau /Encoding /Identity-H "
    "/DescendantFonts [4 0 R] /ToUnicode 3 0 R >>"
)


def pdf_bytes(lines: Sequence[str]) -> bytes:
    """Write lines of text, a page after the other, without compression.

    The font has no shapes, only the table that says which letter each code stands for: readers of
    text need no more.
    """
    letters = sorted({char for line in lines for char in line} | {" "})
    codes = {char: number for number, char in enumerate(letters, 1)}
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{_references(len(pages))}] >>",
        _stream(_letter_table(codes)),
        _FONT,
        _LETTERED_FONT,
    ]
    for page in pages:
        content = "\n".join(
            f"BT /F 12 Tf 1 0 0 1 {_LEFT} {_TOP - _STEP * at} Tm "
            f"<{''.join(f'{codes[char]:04X}' for char in line)}> Tj ET"
            for at, line in enumerate(page)
        )
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(bodies) + 2} 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>"
        )
        bodies.append(_stream(content))
    return _file(bodies)


def _references(pages: int) -> str:
    return " ".join(f"{6 + 2 * number} 0 R" for number in range(pages))


def _letter_table(codes: dict[str, int]) -> str:
    rows = [f"<{code:04X}> <{ord(char):04X}>" for char, code in codes.items()]
    # A table holds a hundred entries at most.
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    tables = "\n".join(
        f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /U def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{tables}\nendcmap end end"
    )


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(bodies: Sequence[str]) -> bytes:
    content = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    rows = "".join(f"{at:010} 00000 n \n" for at in places)
    size = len(bodies) + 1
    content += f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode("ascii")
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{content.rindex(b'xref')}\n"
    return content + f"{trailer}%%EOF\n".encode("ascii")
