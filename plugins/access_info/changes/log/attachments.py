"""Attachments that data name, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from access_info.checks import attachment_path

_FILES = "tep"


def attachments_named(data: Any, *, without: Collection[str] = (), key: str = "") -> Iterator[str]:  # noqa: ANN401 - plain data
    """Yield the attachments that data name, by path below the agency's folder.

    A name that would lead out of the folder of attachments (`../../b/co-quan.yml`) is none.

    Args:
        data: Plain data of a file, or a part of it.
        without: Keys below which nothing is looked for.
        key: The key under which the data stand.
    """
    if isinstance(data, Mapping):
        for name, below in data.items():
            if name not in without:
                yield from attachments_named(below, without=without, key=name)
    elif isinstance(data, list):
        for below in data:
            yield from attachments_named(below, without=without, key=key)
    elif key == _FILES and isinstance(data, str) and (path := attachment_path(data)):
        yield path
