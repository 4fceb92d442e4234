"""Dated summaries that a published site keeps beside its pages, brought back for the next build."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

from access_info.assessment.snapshots import read_snapshot
from access_info.cli.parser import UsageError
from access_info.pipeline.shared_files import SNAPSHOT_LIST, SNAPSHOTS

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.json", re.ASCII)
_PATIENCE = 30
_MOST_BYTES = 20_000_000
_MOST_FILES = 1_000


def fetch_snapshots(site: str, folder: Path) -> int:
    """Brings back every summary that is not in the folder yet.

    Args:
        site: Absolute address of the published site's root.
        folder: Where summaries are kept.

    Returns:
        How many came; 0 also when the site is not there yet or has none.

    Raises:
        UsageError: The address is none of the web's.
    """
    if not site.startswith(("https://", "http://")):
        raise UsageError(f"“{site}” không phải địa chỉ trang, phải bắt đầu bằng https://.")
    base = urljoin(site if site.endswith("/") else site + "/", f"{SNAPSHOTS}/")
    listed = _get(urljoin(base, SNAPSHOT_LIST)) or b""
    names = [
        name for name in listed.decode("ascii", "replace").split("\n") if _NAME.fullmatch(name)
    ]
    count = 0
    for name in names[-_MOST_FILES:]:
        if (folder / name).exists():
            continue
        content = _get(urljoin(base, name))
        if content is None:
            continue
        try:
            read_snapshot(content)
        except ValueError:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        count += 1
    return count


def _get(address: str) -> bytes | None:
    """What stands at an address; `None` where nothing usable does."""
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - checked
            content: bytes = answer.read(_MOST_BYTES + 1)
    except (OSError, urllib.error.URLError, ValueError):
        return None
    return content if len(content) <= _MOST_BYTES else None
