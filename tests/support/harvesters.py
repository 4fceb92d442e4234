"""Programs of strangers that keep a copy of a site, each by one way that the site tells changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

Get = Callable[[str], bytes]
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
SETS = ("cong-khai", "co-dieu-kien", "co-quan", "thong-ke", "tinh-trang", "dinh-chinh")


class RowHarvester:
    """Reads the lists once; from then on only rows that the list of changes names."""

    def __init__(self) -> None:
        self.rows: dict[str, dict] = {}
        self._last: dict | None = None

    def visit(self, get: Get) -> None:
        listing = json.loads(get("tai-ve/thay-doi.json"))
        changes = listing["changes"]
        if self._last is None:
            for name in SETS:
                self.rows |= listed(get, name)
        else:
            start = changes.index(self._last) + 1 if self._last in changes else 0
            for change in changes[start:]:
                key = urljoin(listing["@base"], change["@id"])
                if change["change"] == "removed":
                    self.rows.pop(key, None)
                elif key in (now := listed(get, change["list"])):
                    self.rows[key] = now[key]
        self._last = changes[-1] if changes else {}


class FeedHarvester:
    """Reads the feed, and its archives back from the newest the first time."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self._begun = False

    def visit(self, get: Get) -> None:
        following = "tin.xml"
        while following:
            root = ET.fromstring(get(following))  # noqa: S314 - the site's own
            self.ids |= {node.text or "" for node in root.iterfind(f"{ATOM}entry/{ATOM}id")}
            self.ids -= {node.get("ref", "") for node in root.iterfind(f"{AT}deleted-entry")}
            links = {link.get("rel"): link.get("href", "") for link in root.iterfind(f"{ATOM}link")}
            following = "" if self._begun else links.get("prev-archive", "").rpartition("/")[2]
        self._begun = True


class FileHarvester:
    """Fetches the files whose hash in the manifest is another than that of its copy."""

    def __init__(self) -> None:
        self.hashes: dict[str, str] = {}

    def visit(self, get: Get) -> None:
        files = json.loads(get("manifest.json"))["files"]
        self.hashes = {
            path: self.hashes[path]
            if self.hashes.get(path) == listed["sha256"]
            else sha256(get(path)).hexdigest()
            for path, listed in files.items()
        }


def listed(get: Get, name: str) -> dict[str, dict]:
    """Permalink → row of a list of all agencies."""
    try:
        data = json.loads(get(f"tai-ve/{name}.json"))
    except FileNotFoundError:
        return {}
    base = data["@context"]["@base"]
    return {urljoin(base, row["@id"]): row for row in data["items"]}
