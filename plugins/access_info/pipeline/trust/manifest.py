"""`manifest.json`: every file of a site with size and SHA-256, by which program and laws it was made.

Beside it stands `SHA256SUMS`, the same for `sha256sum --check`; signatures of both, where there is a key.
"""

from __future__ import annotations

import dataclasses
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access_info.pages.rendering.paths import Urls

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURE = ".sig"
# In no manifest, for they are made from it.
BESIDES = frozenset({MANIFEST, SUMS, MANIFEST + SIGNATURE, SUMS + SIGNATURE})
VERSION = "1.0"
_MOST_SHOWN = 80
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# As `sha256sum` writes it, “e3b0c442…(64 digits)  co-quan/index.html”; names that hold a backslash or a
# line feed begin with a backslash, and both are written as “\\” and “\n”.
_SUM = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)", re.ASCII)
_MEANT = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}


class BadManifestError(ValueError):
    """A text that is no manifest; the message says what is wrong, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class ManifestFile:
    """A file as a manifest names it.

    Attributes:
        size: Bytes.
        sha256: In hexadecimal digits.
    """

    size: int
    sha256: str


@dataclasses.dataclass(frozen=True)
class Manifest:
    """A manifest that was read.

    Attributes:
        created: The day that the site is right on, `YYYY-MM-DD`, or "".
        generator: What the manifest says of the program.
        files: By path below the manifest's folder.
    """

    created: str
    generator: Mapping[str, Any]
    files: Mapping[str, ManifestFile]


def manifest_paths(urls: Urls) -> frozenset[str]:
    """Return where a manifest, sums and signatures may stand, below the output folder."""
    return frozenset(posixpath.join(urls.shared(""), name) for name in BESIDES)


def manifest_lines(
    facts: Mapping[str, Any], files: Iterable[tuple[str, int, bytes]]
) -> Iterator[str]:
    """Write a manifest, a file a line.

    Args:
        facts: What it says of the site as a whole.
        files: Path, size and SHA-256 of each file, by path.
    """
    head = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{head},\n "files": {{'
    # Of thousands of files, so without a blank that could be left out.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    between = "\n"
    for path, size, sha256 in files:
        yield f'{between}{encode(path)}:{{"size":{size},"sha256":"{sha256.hex()}"}}'
        between = ",\n"
    yield "\n }\n}\n"


def sum_line(path: str, sha256: bytes) -> str:
    """Write a line as `sha256sum` does."""
    if "\\" in path or "\n" in path:
        path = path.replace("\\", "\\\\").replace("\n", "\\n")
        return f"\\{sha256.hex()}  {path}\n"
    return f"{sha256.hex()}  {path}\n"


def read_sums(content: bytes) -> dict[str, str]:
    """Read what `sum_line` or `sha256sum` wrote: SHA-256 by path.

    Raises:
        BadManifestError: A line is none of those.
    """
    sums = {}
    for line in content.decode("utf-8", "replace").splitlines():
        match = _SUM.fullmatch(line)
        if match is None:
            raise BadManifestError(f"{SUMS} có dòng không đọc được.")
        path = match[3]
        if match[1]:
            path = re.sub(r"\\[\\nr]", lambda found: _MEANT[found[0]], path)
        sums[path] = match[2]
    return sums


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest, which may come from anyone.

    Raises:
        BadManifestError: It is none, or names a file outside its own folder.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise BadManifestError(f"{MANIFEST} không phải JSON đọc được.") from None
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict):
        raise BadManifestError(f"{MANIFEST} không có danh sách tệp (“files”).")
    listed = {}
    for path, entry in files.items():
        size, sha256 = (
            (entry.get("size"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
        )
        known = type(size) is int and size >= 0 and isinstance(sha256, str)
        if not known or not _HASH.fullmatch(str(sha256)):
            raise BadManifestError(f"{MANIFEST}: “{_short(path)}” thiếu độ lớn hoặc mã băm.")
        if not is_path_below(path):
            raise BadManifestError(
                f"{MANIFEST}: “{_short(path)}” không phải đường dẫn trong trang."
            )
        listed[path] = ManifestFile(int(str(size)), str(sha256))
    created, generator = data.get("created"), data.get("generator")
    return Manifest(
        created=created if isinstance(created, str) and _DAY.fullmatch(created) else "",
        generator=generator if isinstance(generator, dict) else {},
        files=listed,
    )


def _short(path: str) -> str:
    """Return a path that may hold anything as it can be shown."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in path[:_MOST_SHOWN])
    return clean if len(path) <= _MOST_SHOWN else f"{clean}…"


def is_path_below(path: str) -> bool:
    """Tell whether a text is a path below a folder, as manifests write it."""
    parts = path.split("/")
    return not {"", ".", ".."}.intersection(parts) and "\0" not in path and "\\" not in path
