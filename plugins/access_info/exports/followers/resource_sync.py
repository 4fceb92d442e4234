"""Which files changed and went, as ResourceSync tells it (ANSI/NISO Z39.99-2017): a Change List.

Of each file the last change is told, of one that went too. The list is carried on from build to build; a
follower that was away for longer begins anew from the site's manifest.
"""

from __future__ import annotations

import dataclasses
import datetime
import html
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

CHANGE_LIST, CAPABILITIES = "thay-doi.xml", "resourcesync.xml"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_TERMS = "http://www.openarchives.org/rs/terms/"
_URL, _LOC, _MD = f"{{{_SITEMAP}}}url", f"{{{_SITEMAP}}}loc", f"{{{_TERMS}}}md"
_CREATED, _UPDATED, _DELETED = "created", "updated", "deleted"


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChangedFile:
    """The last change of a file.

    Attributes:
        path: Below the folder of the manifest.
        day: ISO day of the build that saw it.
        change: `created`, `updated` or `deleted`.
        sha256: Its hash since, in hexadecimal; "" when it went.
        size: Its bytes.
    """

    path: str
    day: str
    change: str
    sha256: str = ""
    size: int = 0


@dataclasses.dataclass(frozen=True)
class ChangeList:
    """A list of changes.

    Attributes:
        since: ISO day since which every change is told.
        changes: By path.
    """

    since: str
    changes: Mapping[str, ChangedFile]


def carried_on(
    earlier: ChangeList,
    before: Mapping[str, str],
    now: Iterable[tuple[str, int, str]],
    *,
    day: str,
    first_day: str,
) -> ChangeList:
    """Carry a list on by what differs between two publications.

    Args:
        earlier: The list as it was published.
        before: Path → SHA-256 of the files that were published.
        now: Path, bytes and SHA-256 of those that are to be.
        day: ISO day of the build.
        first_day: ISO day: older changes are told no more.
    """
    changes = {path: change for path, change in earlier.changes.items() if change.day >= first_day}
    left = dict(before)
    for path, size, sha256 in now:
        old = left.pop(path, "")
        if old != sha256:
            kind = _UPDATED if old else _CREATED
            changes[path] = ChangedFile(path=path, day=day, change=kind, sha256=sha256, size=size)
    for path in left:
        changes[path] = ChangedFile(path=path, day=day, change=_DELETED)
    return ChangeList(max(earlier.since, first_day), changes)


def change_list_bytes(listed: ChangeList, *, base: str, capabilities: str) -> bytes:
    """Write a list, the oldest change first.

    Args:
        listed: The list.
        base: Address of the folder that paths are below.
        capabilities: Address of the Capability List.
    """
    ordered = sorted(listed.changes.values(), key=lambda change: (change.day, change.path))
    lines = [
        *_head(capabilities, f'capability="changelist" from="{_moment(listed.since)}"'),
        *(_change(change, base) for change in ordered),
    ]
    return _document(lines)


def capabilities_bytes(*, change_list: str, page: str) -> bytes:
    """Write the Capability List, which says where the other is.

    Args:
        change_list: Address of the Change List.
        page: Address of the page that describes the data.
    """
    described = f'<rs:ln rel="describedby" href="{html.escape(page)}"/>'
    entry = f'<url><loc>{html.escape(change_list)}</loc><rs:md capability="changelist"/></url>'
    return _document([*_head("", 'capability="capabilitylist"'), described, entry])


def read_change_list(content: bytes, *, base: str) -> ChangeList:
    """Read back a list; an address that is not below the base is passed over.

    Raises:
        ValueError: It is none.
    """
    if b"<!" in content:
        raise ValueError("a document type")
    try:
        root = ET.fromstring(content)  # noqa: S314 - has no document type, so no entities
        since = root.find(_MD)
        changes = {change.path: change for change in _changes(root, base)}
    except ET.ParseError as error:
        raise ValueError(str(error)) from None
    if since is None or since.get("capability") != "changelist":
        raise ValueError("no Change List")
    datetime.date.fromisoformat(since.get("from", "")[:10])
    return ChangeList(since.get("from", "")[:10], changes)


def _changes(root: ET.Element, base: str) -> Iterator[ChangedFile]:
    for node in root.iterfind(_URL):
        address, about = node.findtext(_LOC) or "", node.find(_MD)
        if about is None or not address.startswith(base):
            continue
        change, day = about.get("change", ""), about.get("datetime", "")[:10]
        if change not in {_CREATED, _UPDATED, _DELETED}:
            raise ValueError("an unknown change")
        datetime.date.fromisoformat(day)
        yield ChangedFile(
            path=unquote(address.removeprefix(base)),
            day=day,
            change=change,
            sha256=about.get("hash", "").removeprefix("sha-256:"),
            size=int(about.get("length", "0")),
        )


def _change(change: ChangedFile, base: str) -> str:
    address = html.escape(f"{base}{quote(change.path)}")
    moment = _moment(change.day)
    more = (
        f' hash="sha-256:{html.escape(change.sha256)}" length="{change.size}"'
        if change.sha256
        else ""
    )
    return (
        f"<url><loc>{address}</loc><lastmod>{moment}</lastmod>"
        f'<rs:md change="{change.change}" datetime="{moment}"{more}/></url>'
    )


def _head(up: str, about: str) -> Iterator[str]:
    yield f'<urlset xmlns="{_SITEMAP}" xmlns:rs="{_TERMS}">'
    if up:
        yield f'<rs:ln rel="up" href="{html.escape(up)}"/>'
    yield f"<rs:md {about}/>"


def _document(lines: Iterable[str]) -> bytes:
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, "</urlset>\n"])
    return text.encode()


def _moment(day: str) -> str:
    return f"{day}T00:00:00+07:00"
