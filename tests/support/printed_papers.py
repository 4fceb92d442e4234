"""How many pages office papers take when LibreOffice lays them out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypdf

SOFFICE = shutil.which("soffice")
WHY_NOT = "no LibreOffice: sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui"
_DOCUMENT = "word/document.xml"
# The paragraph that ends the first section, and what stands behind it.
_ANNEX = re.compile(
    r"<w:p><w:pPr>(?:(?!</w:p>).)*?(<w:sectPr>.*?</w:sectPr>)</w:pPr></w:p>.*</w:body>"
)


def pages_of(papers: Mapping[str, bytes], folder: Path) -> dict[str, int]:
    """The number of pages of each paper.

    Args:
        papers: DOCX by name.
        folder: To work in.
    """
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        [
            *(SOFFICE, "--headless", f"-env:UserInstallation={(folder / 'ho-so').as_uri()}"),
            *("--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / name) for name in papers),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {
        name: len(pypdf.PdfReader((folder / name).with_suffix(".pdf")).pages) for name in papers
    }


def without_annex(content: bytes) -> bytes:
    """A letter alone, as it is before its annex begins."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == _DOCUMENT:
                text, count = _ANNEX.subn(r"\1</w:body>", part.decode())
                assert count == 1
                part = text.encode()
            new.writestr(name, part)
    return file.getvalue()
