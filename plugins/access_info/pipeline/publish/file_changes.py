"""Writes which files of data changed and went since what was published before (ResourceSync)."""

from __future__ import annotations

import datetime
import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.exports.followers.changes import CHANGES_FILE, ROWS_FILE
from access_info.exports.followers.resource_sync import (
    CAPABILITIES,
    CHANGE_LIST,
    ChangeList,
    capabilities_bytes,
    carried_on,
    change_list_bytes,
    read_change_list,
)
from access_info.exports.followers.rows import LASTING_DAYS
from access_info.pages.rendering.paths import DOWNLOADS, OPEN_DATA
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.preparation.prepare import Prepared

# A line of a manifest: `  "tai-ve/cong-khai.json": {"size": 1, "sha256": "…"},`.
_LINE = re.compile(r'\s*("(?:[^"\\]|\\.)+"): \{"size": \d+, "sha256": "([0-9a-f]{64})"\},?\s*')
# Attachments, downloads, feeds, calendars, catalogues: what people and programs keep copies of.
_DATA = re.compile(
    r"(?:.*/)?(?:tep/.+|tai-ve/.+|tin(?:-\d{4})?\.xml|phap-luat/[^/]+\.json|[^/]+\.(?:ics|ttl|jsonld))"
    r"|datapackage\.json"
)
_ABOUT_CHANGES = frozenset({ROWS_FILE, CHANGES_FILE, CHANGE_LIST, CAPABILITIES})


def is_followed(path: str) -> bool:
    """Tell whether a file, by its path below the site's root, is data that copies are kept of."""
    return bool(_DATA.fullmatch(path)) and posixpath.basename(path) not in _ABOUT_CHANGES


def write_file_changes(
    prepared: Prepared, out: Path, files: Iterable[tuple[str, int, bytes]]
) -> Iterator[str]:
    """Write the Change List of the site's data, where it is known what was published before.

    Args:
        prepared: The site.
        out: The output folder, with all but manifest and the like.
        files: Path below the root of what is ours, bytes and SHA-256 of every file.

    Yields:
        Paths of the files, below the output folder.
    """
    context = prepared.context
    earlier = context.earlier if context is not None else None
    if context is None or earlier is None or not context.urls.site_url:
        return
    as_of = prepared.options.as_of
    root = context.urls.shared("")
    base = context.urls.site_url + (f"{context.urls.address_of_file(root)}/" if root else "")
    listed = carried_on(
        _earlier_list(earlier, base),
        dict(_published_before(earlier.manifest)),
        ((path, size, sha256.hex()) for path, size, sha256 in files if is_followed(path)),
        day=as_of.isoformat(),
        first_day=(as_of - datetime.timedelta(days=LASTING_DAYS)).isoformat(),
    )
    capabilities = f"{base}{DOWNLOADS}/{CAPABILITIES}"
    page = context.urls.absolute(context.urls.site(OPEN_DATA))
    contents = {
        CHANGE_LIST: change_list_bytes(listed, base=base, capabilities=capabilities),
        CAPABILITIES: capabilities_bytes(change_list=f"{base}{DOWNLOADS}/{CHANGE_LIST}", page=page),
    }
    for name, content in contents.items():
        path = posixpath.join(root, DOWNLOADS, name)
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
        yield path


def _earlier_list(earlier: EarlierState, base: str) -> ChangeList:
    """Return the list as it was published; an empty one that begins with the earlier state."""
    if earlier.file_changes is None:
        return ChangeList(earlier.created, {})
    return read_change_list(earlier.file_changes.read_bytes(), base=base)


def _published_before(manifest: Path) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of each file of data that a manifest names."""
    count = 0
    with manifest.open(encoding="utf-8") as lines:
        for line in lines:
            if match := _LINE.fullmatch(line):
                count += 1
                path: str = json.loads(match[1])
                if is_followed(path):
                    yield path, match[2]
    if not count:  # one that another program has written
        for path, entry in json.loads(manifest.read_bytes())["files"].items():
            if is_followed(path):
                yield path, str(entry["sha256"])
