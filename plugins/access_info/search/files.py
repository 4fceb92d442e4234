"""The files of an index: classic scripts, because neither `fetch` nor modules work from `file:`.

All but the manifest are named by what they hold, so that a browser's copy is never an old one, and what an
edit does not touch keeps its name. A file is named by the one that leads to it, up to the manifest.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

# Hexadecimal digits of a name: among a million files two would not have the same.
NAME_LENGTH = 12


class IndexFiles:
    """Writes files of an index, `accessInfoIndex(name, data)`.

    Attributes:
        names: The names of the files written so far, with their ending.
    """

    def __init__(self, out: Path) -> None:
        """Take an existing folder; no file is written yet."""
        self.names: list[str] = []
        self._out = out

    def write(self, body: bytes, name: str = "") -> str:
        """Write a file of the index as a call that hands its data to the search script.

        Args:
            body: The data as a script's literal.
            name: The file's name, without ending; else it is named by a hash of the data.

        Returns:
            The name without ending.
        """
        name = name or hashlib.blake2b(body, digest_size=NAME_LENGTH // 2).hexdigest()
        self.names.append(f"{name}.js")
        text = b'accessInfoIndex("%b",%b);\n' % (name.encode(), body)
        path = f"{self._out}/{self.names[-1]}"
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - thousands of files
            file.write(text)
        return name
