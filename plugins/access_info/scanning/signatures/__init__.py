"""Read the digital signatures of attachments, in the child process that opens them, without network."""

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

# `/ByteRange`, which names the signed bytes of the file. It is never in a compressed part (ISO 32000-2, 12.8.1).
# Any letter of a name may be written as `#xx` (7.3.5).
_BYTE_RANGE = re.compile(
    b"/"
    + b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in b"ByteRange")
    + rb"(?![^\s\[/<(])"
)
# ECMA-376 Part 2, 13; OpenDocument 1.3 Part 2, 3.7; [MS-OFFCRYPTO] 2.5.
# What names of parts with signatures begin with in zipped files, and of streams in OLE files (`_OLE`).
_OFFICE = ("_xmlsignatures/", "META-INF/documentsignatures.xml")
_NO_READER = "đã cài mà không nạp được"
_OLE = ("_xmlsignatures", "_signatures")


def may_be_signed(content: bytes) -> bool:
    """Tell whether a PDF may hold a signature: a quick search, before a heavy library is loaded."""
    return _BYTE_RANGE.search(content) is not None


def signatures_of(content: bytes, roots: Sequence[str]) -> tuple[FileSignature, ...]:
    """Return the signatures of a PDF, none for most.

    Where the optional library is missing or does not load, one unjudged signature stands for all.

    Args:
        content: The file's bytes.
        roots: Trusted root certificates, to which signers' certificates are traced (`shipped_roots`).
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
    """Record that a zipped office file has a signature, by the names of its parts; it is not checked.

    Args:
        names: Names of the file's parts.
        extracted: The result to add to.
    """
    if any(name.startswith(_OFFICE) and name.endswith((".xml", ".sigs")) for name in names):
        extracted.signatures.append(FileSignature(FileSignatureState.PRESENT))


def mark_signed_streams(content: bytes, extracted: Extracted) -> None:
    """Record that an older office file (OLE) has a signature, by the names in it; it is not checked.

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
    """Return the trusted root certificates that come with the program, each in Base64.

    The child process gets them as text, since it may open no folder.

    Args:
        folder: The folder of the certificates.
    """
    files = sorted(file for file in folder.iterdir() if file.suffix in _ENDINGS)
    return tuple(base64.b64encode(file.read_bytes()).decode() for file in files)


def roots_digest(roots: tuple[str, ...]) -> str:
    """Return a hash of the root certificates, "" without any, for the names of cached scans.

    So a signature that was judged by other roots is judged again.

    Args:
        roots: The certificates, from `shipped_roots`.
    """
    return hashlib.blake2b(" ".join(roots).encode(), digest_size=4).hexdigest() if roots else ""
