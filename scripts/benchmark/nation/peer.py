"""What one would use instead: Pagefind over the same records, a small page for each."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import time
from pathlib import Path

from benchmark.nation.members import MadeUpMember

MOST_SECONDS = 1_200
MOST_KIBIBYTES = 8 * 1024 * 1024
_LISTS = ("cong-khai", "co-dieu-kien")
_PAGE = (
    '<!doctype html><html lang="vi"><head><title>{title}</title></head><body data-pagefind-body>'
    "<h1>{title}</h1><p>{agency}</p><p>{number}</p></body></html>"
)


def weigh_pagefind(
    binary: Path, published: Path, members: list[MadeUpMember], work: Path
) -> dict[str, float | str]:
    """Index all rows with Pagefind, and tell what it took, or where it had to end.

    Args:
        binary: Pagefind.
        published: Folder of what members publish.
        members: The members.
        work: A folder for pages and index.

    Returns:
        Records, seconds, files and bytes; `ended` says why there is no index.
    """
    site = work / "pagefind"
    count = sum(_write_pages(published / member.code, site / member.code) for member in members)
    # The limits are those of a small server: of time, and of address space.
    command = (
        f"ulimit -v {MOST_KIBIBYTES}; exec timeout {MOST_SECONDS} {binary} --silent --site {site}"
    )
    begun = time.perf_counter()
    done = subprocess.run(["bash", "-c", command], check=False, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - begun
    ended = {0: "", 124: f"quá {MOST_SECONDS} giây"}.get(
        done.returncode, f"mã {done.returncode}, thường do hết {MOST_KIBIBYTES >> 20} GiB bộ nhớ"
    )
    files = [path for path in (site / "pagefind").rglob("*") if path.is_file()] if not ended else []
    figures: dict[str, float | str] = {
        "records": count,
        "wall_s": round(wall, 1),
        "files": len(files),
        "bytes": sum(path.stat().st_size for path in files),
        "ended": ended,
    }
    shutil.rmtree(site)
    return figures


def _write_pages(published: Path, folder: Path) -> int:
    """Write a page for each row of a member's lists; return how many."""
    folder.mkdir(parents=True)
    number = 0
    for name in _LISTS:
        data = json.loads((published / "tai-ve" / f"{name}.json").read_bytes())
        publishers = data["publishers"]
        for number, row in enumerate(data["items"], number + 1):  # noqa: B020 - goes on counting
            page = _PAGE.format(
                title=html.escape(row.get("title", "")),
                agency=html.escape(publishers[row["publisher"]]["name"]),
                number=html.escape(row.get("documentNumber", "")),
            )
            (folder / f"{number}.html").write_text(page, encoding="utf-8")
    return number
