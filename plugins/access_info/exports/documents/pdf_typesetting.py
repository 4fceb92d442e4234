"""Compiles papers to PDF by Typst, in a child process; the only module that imports Typst."""

from __future__ import annotations

import base64
import functools
import os

import typst

from access_info.exports.documents.pdf import FONTS

# Threads of its own take address space, which is limited: the more, the more cores there are.
os.environ["RAYON_NUM_THREADS"] = "1"
# Archives (ISO 19005-2, level A) and screen readers (ISO 14289-1) alike.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def typeset(template: bytes, _name: str, *, paper: str) -> dict[str, str]:
    """Compile a paper to a PDF file; called in the child process by the sandbox.

    Args:
        template: The template, in Typst's language; the same for every paper.
        paper: The paper's content as JSON (`paper_json`).

    Returns:
        `pdf`: the file in Base64; or `error`: Typst's message.
    """
    try:
        content = _compiler().compile(
            input=template,
            format="pdf",
            sys_inputs={"paper": paper},
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        return {"error": error.message}
    if not isinstance(content, bytes):
        return {"error": "no file"}
    return {"pdf": base64.b64encode(content).decode()}


@functools.cache
def _compiler() -> typst.Compiler:
    """Return a compiler that knows only the shipped fonts, so that files are equal everywhere; cached."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
