"""What a host that serves an earlier state of a site must be sent, and what must be deleted there, when."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
from collections.abc import Iterator

from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.json_files import JsonList
from access_info.model.vocabularies import WITHDRAWN
from access_info.pages.rendering.paths import DOWNLOADS, INDEX
from access_info.pipeline.trust.copies import Copy, UnreadableCopyError
from access_info.pipeline.trust.manifest import (
    BESIDES,
    MANIFEST,
    Manifest,
    ManifestFile,
    read_manifest,
    with_parts,
)

# A piece of the search, whose name says its content: `tim-kiem/du-lieu/0123456789ab.js`.
_PIECE = re.compile(rf"(?:.*/)?{INDEX}/[0-9a-f]{{12}}\.[a-z]+", re.ASCII)
_LIST = re.compile(rf"(?:.*/)?{DOWNLOADS}/(?:{'|'.join(kind.name for kind in LIST_COLUMNS)})\.json")


@dataclasses.dataclass(frozen=True)
class HostUpdate:
    """The paths of files, below the site's root, by what is to be done with them on the host.

    Attributes:
        upload: To be sent first, in this order: what pages refer to, the pages, the lists of files.
        delete_now: To be deleted as soon as all is sent.
        delete_later: To be deleted two days later: pieces of the search that no new page reads, but a
            page that somebody has open still does.
        size: Bytes to be sent.
        is_withdrawn: Whether something was withdrawn, so that no old piece may stay.
    """

    upload: tuple[str, ...]
    delete_now: tuple[str, ...]
    delete_later: tuple[str, ...]
    size: int
    is_withdrawn: bool


def host_update(new: Copy, old: Copy) -> HostUpdate:
    """Compare a site that was just built with what a host serves.

    Which piece of the search a row stood in cannot be told from outside. So once a row or a file is
    gone or withdrawn, every piece that the new site does not name is deleted at once.

    Args:
        new: The new site.
        old: What the host serves; without a manifest, everything is sent and nothing deleted.

    Raises:
        BadManifestError: A manifest has another form.
        UnreadableCopyError: A file cannot be read, or a part of a manifest is not as its head says.
    """
    files, before = _manifest(new).files, _manifest(old).files
    lists = {name: (new.read(name), old.read(name)) for name in BESIDES}
    sent = [path for path, file in files.items() if before.get(path) != file]
    changed = [name for name, (now, then) in lists.items() if now is not None and now != then]
    gone = before.keys() - files.keys()
    # What earlier updates left for later; other files on the host may be other people's.
    left = filter(_PIECE.fullmatch, old.others([*before, *BESIDES]) or ())
    pieces = {path for path in gone if _PIECE.fullmatch(path)} | {*left} - files.keys()
    others = gone - pieces | {name for name, (now, then) in lists.items() if now is None and then}
    is_withdrawn = bool(others) or any(
        path in files and _loses_rows(old.read(path), new.read(path))
        for path in before
        if _LIST.fullmatch(path) and files.get(path) != before[path]
    )
    at_once = others | pieces if is_withdrawn else others
    return HostUpdate(
        upload=(*sorted(sent, key=_rank), *sorted(changed, key=lambda name: name == MANIFEST)),
        delete_now=tuple(sorted(at_once)),
        delete_later=tuple(sorted(pieces - at_once)),
        size=sum(files[path].size for path in sent)
        + sum(len(lists[name][0] or b"") for name in changed),
        is_withdrawn=is_withdrawn,
    )


def _rank(path: str) -> tuple[int, str]:
    """Return the sort key of a file to be sent: what others refer to first, the pages last."""
    is_last = path.endswith(".html") or (f"{INDEX}/" in path and not _PIECE.fullmatch(path))
    return int(is_last), path


def _manifest(copy: Copy) -> Manifest:
    """Return a copy's manifest with its parts; one without files where there is none."""

    def part(path: str, listed: ManifestFile) -> bytes:
        content = copy.read(path)
        if content is None or hashlib.sha256(content).hexdigest() != listed.sha256:
            raise UnreadableCopyError(f"{path} không như {MANIFEST} kê")
        return content

    content = copy.read(MANIFEST)
    return Manifest("", {}, {}) if content is None else with_parts(read_manifest(content), part)


def _loses_rows(before: bytes | None, now: bytes | None) -> bool:
    """Tell whether a list's JSON file has lost a row, or a row was withdrawn; also if it cannot be read."""
    try:
        return bool({*_standing(before)} - {*_standing(now)})
    except (KeyError, ValueError):
        return True


def _standing(content: bytes | None) -> Iterator[str]:
    """Yield the address of each row in a list's JSON file that is not withdrawn."""
    for row in JsonList(io.BytesIO(content or b"")).written():
        if row.get("status") != WITHDRAWN:
            yield str(row["@id"])
