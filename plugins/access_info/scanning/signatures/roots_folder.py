"""The root certificates that the program ships (`roots/`), handed to the process that opens files."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path

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
