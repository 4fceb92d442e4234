"""Writes the lists that a folder's files are known by, and signs them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from access_info.pipeline.trust.manifest import MANIFEST, SIGNATURE, SUMS, manifest_lines, sum_line
from access_info.pipeline.trust.signing import Signer, signature_of

SizedHash = tuple[str, int, bytes]


def write_lists(
    root: Path, facts: Mapping[str, Any], files: Iterable[SizedHash], signer: Signer | None
) -> list[str]:
    """Write the manifest of all files below a folder, and `SHA256SUMS` last.

    Args:
        root: The folder, to which nothing else is added any more.
        facts: What the manifest says of it as a whole.
        files: Path, size and SHA-256 of each file, by path.
        signer: What signs both, or `None`.

    Returns:
        Names of the files.
    """
    with (root / SUMS).open("w", encoding="utf-8", newline="\n") as sums:
        with (root / MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
            manifest.writelines(manifest_lines(facts, _summed(files, sums)))
        names = [MANIFEST, *_signed(root, MANIFEST, signer)]
        sums.writelines(sum_line(name, _sha256(root / name)) for name in names)
    return [*names, SUMS, *_signed(root, SUMS, signer)]


def _signed(root: Path, name: str, signer: Signer | None) -> list[str]:
    """Write a file's signature beside it, if there is a key; return the name of what was written."""
    # An output folder that is written into anew may hold an older one.
    (root / (name + SIGNATURE)).unlink(missing_ok=True)
    if signer is None:
        return []
    (root / (name + SIGNATURE)).write_bytes(signature_of(root / name, signer))
    return [name + SIGNATURE]


def _summed(files: Iterable[SizedHash], sums: TextIO) -> Iterator[SizedHash]:
    """Pass files on, and write a line of `SHA256SUMS` for each."""
    for path, size, sha256 in files:
        sums.write(sum_line(path, sha256))
        yield path, size, sha256


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
