"""What the search index costs by itself: records of a built site's agencies → the index's files.

``python -m benchmark.index CACHE OUT`` does the work once and nothing else, to be measured whole.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from access_info.legal.framework import load_framework
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pipeline.incremental.contributions import read_record_lines
from access_info.search import SearchedSite, SearchRecord, read_records, write_index
from access_info.unchanged.cache_guard import read_cached


def build(parts: Path, out: Path) -> tuple[int, float]:
    """Make the index of all agencies.

    Args:
        parts: Folder of agencies' contributions, as a build leaves it in its cache.
        out: Where the files go.

    Returns:
        Records and seconds of processor time, reading and writing included.
    """
    framework, _ = load_framework(None)
    if framework is None:
        raise ValueError("the laws cannot be read")
    points = {point.id: point.short_title for pack in framework.packs for point in pack.points}
    gc.disable()  # as in a build's worker
    start = time.process_time()
    files = sorted(parts.glob("*.txt"))
    agencies = {path.stem: (path.stem, "xa") for path in files}
    out.mkdir(parents=True, exist_ok=True)
    site = SearchedSite(agencies=agencies, types=AGENCY_TYPES, points=points)
    count = 0

    def counted() -> Iterator[SearchRecord]:
        nonlocal count
        for count, record in enumerate(_records(files), 1):  # noqa: B007 - told at the end
            yield record

    write_index(counted(), site, out)
    return count, time.process_time() - start


def _records(files: Sequence[Path]) -> Iterator[SearchRecord]:
    """Read the records of contributions, a file at a time."""
    for path in files:
        key = (read_cached(path) or b"").decode().partition("\n")[0]
        yield from read_records(filter(None, read_record_lines(path.parent, path.stem, key) or ()))


if __name__ == "__main__":
    count, seconds = build(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{count} {seconds:.3f}")
