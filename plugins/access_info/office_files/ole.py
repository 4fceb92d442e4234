"""Recognises an OLE file ([MS-CFB]) and names in its directory, without unpacking anything."""

from __future__ import annotations

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A newer file behind a password is wrapped in an OLE file that holds this stream.
ENCRYPTED = "EncryptedPackage"


def is_ole(content: bytes) -> bool:
    """Tell whether content begins as an OLE file does."""
    return content.startswith(MAGIC)


def names_any(content: bytes, *names: str) -> bool:
    """Tell whether any of the names may be in the file's directory.

    Raw bytes are searched: a damaged directory hides nothing, and a name within text is a
    false alarm at worst.

    Args:
        content: The file.
        names: Names of streams and storages, or how they begin.
    """
    return any(name.encode("utf-16-le") in content for name in names)
