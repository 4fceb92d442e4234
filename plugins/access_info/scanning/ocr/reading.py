"""Reads words in pictures with Tesseract, in a child process that may start this one program.

Red ink is read apart (`inks`). The program gets a bare picture through a pipe and writes a table back (TSV,
Tesseract 4 and later); it writes no file.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from access_info.office_files.refusal import UnsafeFileError
from access_info.scanning.ocr import LANGUAGE
from access_info.scanning.ocr.inks import framed, red_ink, without_red
from access_info.scanning.ocr.page_images import DOTS, images_of

if TYPE_CHECKING:
    from PIL.Image import Image

# Pictures of a file that are read; seconds of computing for one, and for all of a file together.
MOST_PICTURES = 20
_SECONDS = 6
_SECONDS_TOGETHER = 2 * MOST_PICTURES
# How sure the program must be of a word, of 100.
_SURE = 30
_WORD = "5"
_COLUMNS = 12
_PAGES, _BLOCK, _SPREAD = "3", "6", "11"


def read_pictures(content: bytes, _name: str, *, program: str) -> dict[str, Any]:
    """Read the words in a file's pictures; return what JSON can carry.

    Args:
        content: The file's bytes.
        _name: The file's name.
        program: Full path of the program.
    """
    texts: list[dict[str, Any]] = []
    seen, before = 0, _computed()
    whole = True
    with contextlib.suppress(UnsafeFileError):  # which is told already
        for where, image in images_of(content):
            whole = seen < MOST_PICTURES and _computed() - before < _SECONDS_TOGETHER
            if not whole:
                break
            seen += 1
            for lines, first in _read(image, program, number=seen):
                texts.append({"where": where, "text": "\n".join(lines), "first": first})
    return {"texts": [text for text in texts if text["text"]], "read": seen, "whole": whole}


def _read(image: Image, program: str, *, number: int) -> Iterator[tuple[list[str], bool]]:
    """Yield lines of a picture, and whether they stand where stamps do: at the top, or in red."""
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
    """Have the program read a picture; "" where it takes too long or fails."""
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", str(DOTS)]
    with subprocess.Popen(  # noqa: S603 - the one program that the guard lets pass
        [*command, "-c", "tessedit_create_tsv=1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_environment(),
    ) as process:
        _limit(process.pid)
        table, _ = process.communicate(picture.getvalue())
    return table.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # More threads would take longer together, and read no other words.
    return {**kept, "OMP_THREAD_LIMIT": "1"}


_KEPT = ("TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


def _limit(process: int) -> None:
    """Bound the computing of a process that was started; elsewhere than on Linux it has our own bound."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on Windows

        resource.prlimit(process, resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))


def _computed() -> float:
    """Return the seconds of computing of all programs that this process started and that ended."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _lines(table: str) -> Iterator[tuple[str, int]]:
    """Yield the lines of a table of words, each with how far from the top it stands."""
    words: dict[tuple[str, ...], list[str]] = {}
    tops: dict[tuple[str, ...], int] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD or float(cells[10]) < _SURE:
            continue
        line = tuple(cells[1:5])
        words.setdefault(line, []).append(cells[11])
        tops.setdefault(line, int(cells[7]))
    for line, found in words.items():
        yield " ".join(found), tops[line]
