"""Fetches dated files that a published site keeps beside its pages, for the next build."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from access_info.cli.terminal.usage import UsageError
from access_info.pipeline.publish.shared_files import DATED_LIST
from access_info.source import replace_file

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.json", re.ASCII)
_PATIENCE = 30
_MOST_BYTES = 20_000_000
_MOST_FILES = 1_000


def fetch_and_report(
    site: str, below: str, folder: Path, *, read: Callable[[bytes], object], what: str
) -> str:
    """Fetch dated files and say how many came; without an address, say that it is missing.

    Args:
        site: Address as typed; a workflow gives "" while nobody has told it the site's address.
        below: Path of the files below the site's root.
        folder: The folder in which the files are kept.
        read: Parses the bytes of one; raises `ValueError` if it is no such file.
        what: The Vietnamese name of the files.

    Raises:
        UsageError: The address is no web address.
    """
    if not site.strip():
        return f"Không lấy về {what} nào: chưa có địa chỉ trang (trên GitHub là biến SITE_URL)."
    return f"Đã lấy về {fetch_dated(site, below, folder, read=read)} {what} từ {site}."


def fetch_dated(site: str, below: str, folder: Path, *, read: Callable[[bytes], object]) -> int:
    """Fetch every dated file that is not in the folder yet.

    Args:
        site: Absolute address of the published site's root.
        below: Path of the files below the site's root.
        folder: The folder in which the files are kept.
        read: Parses the bytes of one; raises `ValueError` if it is no such file.

    Returns:
        How many came; 0 also when the site is not there yet or has none.

    Raises:
        UsageError: The address is no web address.
    """
    if not site.startswith(("https://", "http://")):
        raise UsageError(f"“{site}” không phải địa chỉ trang, phải bắt đầu bằng https://.")
    base = urljoin(site if site.endswith("/") else site + "/", f"{below}/")
    listed = _get(urljoin(base, DATED_LIST)) or b""
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
            read(content)
        except ValueError:
            continue
        replace_file(folder / name, content)
        count += 1
    return count


def _get(address: str) -> bytes | None:
    """Fetch the content at an address; `None` if there is none, or too much."""
    import urllib.request  # noqa: PLC0415 - slow to import, and seldom used

    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - checked
            content: bytes = answer.read(_MOST_BYTES + 1)
    except (OSError, ValueError):
        return None
    return content if len(content) <= _MOST_BYTES else None
