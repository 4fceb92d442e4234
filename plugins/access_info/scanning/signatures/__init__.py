"""Reads digital signatures of attachments, in the process that opens them; without any network."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from access_info.extras import Extra, is_installed
from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.office_files.archive import names_any
from access_info.scanning.scans import Extracted

# A signature's dictionary lies outside all compressed parts, for it names bytes of its file (ISO
# 32000-2, 12.8.1). Any letter of a name may be written as `#xx` (7.3.5).
_BYTE_RANGE = re.compile(
    b"/"
    + b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in b"ByteRange")
    + rb"(?![^\s\[/<(])"
)
# ECMA-376 Part 2, 13; OpenDocument 1.3 Part 2, 3.7; [MS-OFFCRYPTO] 2.5.
_OFFICE = ("_xmlsignatures/", "META-INF/documentsignatures.xml")
_NO_READER = "đã cài mà không nạp được"
_OLE = ("_xmlsignatures", "_signatures")


def may_be_signed(content: bytes) -> bool:
    """Tell whether a PDF names bytes that are signed.

    Args:
        content: The file's bytes.
    """
    return _BYTE_RANGE.search(content) is not None


def signatures_of(content: bytes, roots: Sequence[str]) -> tuple[FileSignature, ...]:
    """Read the signatures of a PDF, if it has any.

    Args:
        content: The file's bytes.
        roots: Root certificates that signers' are traced to (`shipped_roots`).
    """
    if not may_be_signed(content):
        return ()
    if not is_installed(Extra.SIGNATURES):
        return (FileSignature(FileSignatureState.UNJUDGED),)
    try:
        # Heavy, and for few files.
        from access_info.scanning.signatures.pdf_signatures import read_signatures  # noqa: PLC0415
    except Exception:  # noqa: BLE001 - a library that does not load here is no fault of the file
        return (FileSignature(FileSignatureState.UNJUDGED, detail=_NO_READER),)
    return read_signatures(content, roots)


def mark_signed_parts(names: Iterable[str], extracted: Extracted) -> None:
    """Note that a zipped office file has a signature; nothing of it is checked.

    Args:
        names: Of the file's parts.
        extracted: The result to add to.
    """
    if any(name.startswith(_OFFICE) and name.endswith((".xml", ".sigs")) for name in names):
        extracted.signatures.append(FileSignature(FileSignatureState.PRESENT))


def mark_signed_streams(content: bytes, extracted: Extracted) -> None:
    """Note that an older office file has a signature; nothing of it is checked.

    Args:
        content: The file's bytes.
        extracted: The result to add to.
    """
    if names_any(content, *_OLE):
        extracted.signatures.append(FileSignature(FileSignatureState.PRESENT))


_FOLDER = Path(__file__).parent / "roots"
_ENDINGS = frozenset({".crt", ".cer", ".pem"})


@functools.cache
def shipped_roots(folder: Path = _FOLDER) -> tuple[str, ...]:
    """Return the bytes of each root certificate, in Base64: a reading process opens no folder.

    Args:
        folder: Their folder.
    """
    files = sorted(file for file in folder.iterdir() if file.suffix in _ENDINGS)
    return tuple(base64.b64encode(file.read_bytes()).decode() for file in files)


def roots_digest(roots: tuple[str, ...]) -> str:
    """Hash roots, for what was found with others is not taken over.

    Args:
        roots: As `shipped_roots` returns them.
    """
    return hashlib.blake2b(" ".join(roots).encode(), digest_size=4).hexdigest() if roots else ""
