"""Add the words that Tesseract recognises in pictures to the scans of files (OCR)."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from access_info.office_files.limits import Purpose
from access_info.office_files.sandbox import ask_each
from access_info.scanning.opening import code_version
from access_info.scanning.scans import AttachmentScan, ScannedText

# Here and not in `reading`, which only the child process loads.

LANGUAGE = "vie"


# The command that people are told, where the program is missing.
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_TASK = "access_info.scanning.ocr.reading:read_pictures"
_PROGRAM = "tesseract"
_WHERE = "chữ nhận dạng từ ảnh"
# Seconds that the program may take to tell its version, on however busy a machine.
_PATIENCE = 200
# Pictures that are read in one run, which takes some minutes; the files after them are read in the next run.
_MAX_TOGETHER = 150


@dataclasses.dataclass(frozen=True, slots=True)
class Recogniser:
    """The installed program that recognises words in pictures.

    Attributes:
        program: Full path of the program.
        key: A hash of its version, its languages and our code, for the names of cached results.
    """

    program: str
    key: str


@functools.cache
def recogniser() -> Recogniser | None:
    """Return Tesseract, if it is installed together with Vietnamese and the system lets it be guarded; else `None`."""
    # The guard of the child that starts it knows no way to let a single program pass on Windows.
    program = shutil.which(_PROGRAM) if sys.platform != "win32" else None
    if program is None:
        return None
    answers = [_answer(program, option) for option in ("--version", "--list-langs")]
    if LANGUAGE not in answers[1].split():
        return None
    key = "\0".join((*answers, code_version())).encode()
    return Recogniser(
        str(Path(program).absolute()), hashlib.blake2b(key, digest_size=8).hexdigest()
    )


def _answer(program: str, option: str) -> str:
    """Return all output of a program run with one option, `--version`; "" if it cannot be run."""
    try:
        done = subprocess.run(  # noqa: S603 - found on the path of whoever runs us
            [program, option],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def with_words(
    scans: Mapping[Path, AttachmentScan], recognising: Recogniser, *, cache: Path | None = None
) -> dict[Path, AttachmentScan]:
    """Return scans of files with the words recognised in their pictures added to the texts.

    Results are cached. A run stops after 150 new pictures, which take some minutes: the scans of
    further files stay without words until the next run.

    Args:
        scans: File → scan.
        recognising: The program.
        cache: Folder of cached scans; `None` for no cache.
    """
    from access_info.unchanged.store import SCANS, Store, StoredResult  # noqa: PLC0415 - not in the child

    store = Store(cache / SCANS) if cache else None
    words: dict[str, tuple[ScannedText, ...]] = {}
    waiting: dict[str, Path] = {}
    for path, scan in scans.items():
        if not scan.pictures or scan.digest in words or scan.digest in waiting:
            continue
        cached = _parsed(store.get("ocr", scan.digest, recognising.key) if store else None)
        if cached is None:
            waiting[scan.digest] = path
        else:
            words[scan.digest] = cached
    read = 0
    program = recognising.program
    given = {"program": program}
    for digest, answer in ask_each(waiting, Purpose.OCR, _TASK, program=program, given=given):
        if answer is None:
            continue
        read += int(answer["read"])
        content = json.dumps(answer, ensure_ascii=False).encode()
        words[digest] = _parsed(content) or ()
        if store is not None:
            store.put([StoredResult("ocr", digest, recognising.key, content)])
        if read >= _MAX_TOGETHER:
            break
    return {
        path: dataclasses.replace(scan, texts=(*scan.texts, *words.get(scan.digest, ())))
        for path, scan in scans.items()
    }


def _parsed(content: bytes | None) -> tuple[ScannedText, ...] | None:
    """Return the texts in the child's answer (JSON), as stored in the cache; `None` for none or a broken one."""
    try:
        return tuple(
            ScannedText(f"{text['where']}, {_WHERE}", text["text"], bool(text["first"]))
            for text in json.loads(content or b"")["texts"]
        )
    except (ValueError, KeyError, TypeError):
        return None
