"""The files of a province's list: one in each format, and parts of those that are too large.

A file of hundreds of megabytes opens in no spreadsheet, and some hosts refuse it. So it comes in
parts too, of whole agencies, each a list like any other; a list of parts names them.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from access_info.exports.formats import FORMATS, ProvinceList
from access_info.exports.json_files import compact

MOST_BYTES = 20_000_000


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListPart:
    """A file with the rows of some agencies, or of all.

    Attributes:
        name: Its name in the folder.
        agencies: Their identifiers, in order.
        size: Bytes.
        digest: Its SHA-256, in hexadecimal.
    """

    name: str
    agencies: Sequence[str]
    size: int
    digest: str


def parts_file(kind: str) -> str:
    """Return the name of the file that tells which files hold a list of all agencies."""
    return f"{kind}.phan.json"


def shared_file(kind: str) -> str:
    """Return the name of the file that says what all agencies' JSON files of a list share."""
    return f"{kind}.chung.json"


def write_province_files(
    folder: Path, whole: ProvinceList, *, most_bytes: int = MOST_BYTES
) -> list[str]:
    """Write the files of a list of all agencies.

    What is in memory at any time is one agency's file, and the names of all.

    Args:
        folder: Where; it exists.
        whole: The list.
        most_bytes: A larger file comes in parts too, none of them larger unless one agency's rows
            alone are.

    Returns:
        Names of the files.
    """
    kind = whole.dataset.kind.name
    names = []
    parts: dict[str, list[ListPart]] = {}
    for form, list_format in FORMATS.items():
        name = f"{kind}.{form}"
        list_format.province(folder / name, whole)
        names.append(name)
        if list_format.divided:
            parts[form] = _write_parts(folder, name, form, whole, most_bytes)
    if whole.shared:
        shared = shared_file(kind)
        (folder / shared).write_bytes(whole.shared)
        names.append(shared)
    listed = parts_file(kind)
    (folder / listed).write_bytes(_parts_bytes(whole, parts))
    # A file that is not divided is its only part.
    written = [part.name for divided in parts.values() for part in divided]
    return [*dict.fromkeys([*names, *written]), listed]


def _write_parts(
    folder: Path, name: str, form: str, whole: ProvinceList, most_bytes: int
) -> list[ListPart]:
    """Write the parts of a file that is too large; else the file itself is the only part."""
    paths = whole.files[form]
    if (folder / name).stat().st_size <= most_bytes:
        return [_part(folder / name, list(paths))]
    parts = []
    list_format = FORMATS[form]
    sizes = {name: list_format.size_in_whole(path.read_bytes()) for name, path in paths.items()}
    for number, agencies in enumerate(_groups(sizes, most_bytes), 1):
        path = folder / f"{whole.dataset.kind.name}-phan-{number}.{form}"
        list_format.province(path, whole.of(agencies, form))
        parts.append(_part(path, agencies))
    return parts


def _groups(sizes: Mapping[str, int], most_bytes: int) -> Iterator[list[str]]:
    """Group agencies in order, so that their files together are no larger than a part may be."""
    group: list[str] = []
    total = 0
    for name, size in sizes.items():
        if group and total + size > most_bytes:
            yield group
            group, total = [], 0
        group.append(name)
        total += size
    yield group


def _part(path: Path, agencies: Sequence[str]) -> ListPart:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ListPart(name=path.name, agencies=agencies, size=path.stat().st_size, digest=digest)


def _parts_bytes(whole: ProvinceList, parts: Mapping[str, Sequence[ListPart]]) -> bytes:
    """Write the list of parts as JSON, a part on each line, named as DCAT 3 and SPDX do."""
    envelope = {
        "title": whole.dataset.title,
        "landingPage": whole.dataset.landing_page,
        "modified": whole.dataset.modified,
    }
    known = {name: value for name, value in envelope.items() if value}
    lines = [
        {
            "downloadURL": part.name,
            "mediaType": FORMATS[form].media_type,
            "byteSize": part.size,
            "checksum": {"algorithm": "sha256", "checksumValue": part.digest},
            "publisher": list(part.agencies),
        }
        for form, divided in parts.items()
        for part in divided
    ]
    members = [f"{compact(name)}:{compact(value)}" for name, value in known.items()]
    distribution = ",\n".join(map(compact, lines))
    return ("{" + ",\n".join([*members, f'"distribution":[\n{distribution}\n]']) + "}\n").encode()
