"""How large a site is, and whether hosts will take it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from access_info.pages.rendering.environment import vn_size
from access_info.pipeline.incremental.reuse import Published

# Hosts that give space away take 1 GB a site (docs.github.com: GitHub Pages limits); somewhat less than
# that, since a site grows.
LARGE_SITE = 900_000_000


def size_notice(size: int) -> str:
    """Say that a site is nearly too large for some hosts; "" when it is not.

    Args:
        size: Bytes of all its files.
    """
    if size < LARGE_SITE:
        return ""
    return (
        f"Cả trang nặng {vn_size(size)}. GitHub Pages và GitLab.com chỉ nhận tới 1 GB một trang: xem hướng dẫn "
        "“Đưa lên mạng”, mục “Trang nặng bao nhiêu”, trước khi trang lớn thêm."
    )


def published_bytes(published: Iterable[Published]) -> int:
    """Sum up the files that a build wrote."""
    return sum(item.size for item in published)


def bytes_below(folder: Path) -> int:
    """Sum up the files in a folder."""
    size = 0
    waiting = [os.fspath(folder)]
    for path in waiting:  # grows on the way
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    size += entry.stat(follow_symlinks=False).st_size
    return size
