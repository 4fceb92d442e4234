"""The files of an index: classic scripts, because neither `fetch` nor modules work from `file:`."""

from __future__ import annotations

from pathlib import Path


class IndexFiles:
    """Writes files of an index, `accessInfoIndex(name, version, data)`.

    Attributes:
        names: The names of the files written so far.
    """

    def __init__(self, out: Path, version: str) -> None:
        """Take the folder and the version; no file is written yet.

        Args:
            out: An existing folder.
            version: Of the whole index; files of two versions are never mixed.
        """
        self.names: list[str] = []
        self._out, self._version = out, version.encode()

    def write(self, name: str, body: bytes) -> None:
        """Write a file of the index as a call that hands its data to the search script.

        Args:
            name: The file's name, without ending.
            body: The data as a script's literal.
        """
        self.names.append(f"{name}.js")
        text = b'accessInfoIndex("%b","%b",%b);\n' % (name.encode(), self._version, body)
        path = f"{self._out}/{self.names[-1]}"
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - thousands of files
            file.write(text)
